package intake

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"zhenggai/source"
)

// A piece is a stretch of a line: characters of the page, or words that stand
// for some of them, or the edge of a cell.
type piece struct {
	from, to int32  // copied from the decoded page; from==to: words
	words    string // for a reference, or made up
	kind     source.Kind
	cell     int32 // index+1 of the cell that begins here, −(index+1) of the one that ends
}

// An htmlLine is a line of text that the page shows.
type htmlLine struct {
	pieces        []piece
	node          int32 // the text that it begins with
	han, linkHan  int32
	seen          bool // something is visible
	head          bool // begins with a marker such as 一、
	speaks        bool // reads like the report: a sentence, or a heading with a marker
	keep          bool
	start, sample string // its first characters; those and more of them
}

// A hiddenText is what the page holds and does not show.
type hiddenText struct {
	node, line int32
	words      string
	inside     bool // stands among what is kept
}

// A lineWalk turns the tree into lines.
type lineWalk struct {
	*page
	lines  []htmlLine
	cur    htmlLine
	hidden []hiddenText
	cells  []source.Cell // spans are filled in when they are written

	space  int32 // offset+1 of white space not yet written
	broke  bool  // that white space has a line end
	pre    int   // open pre elements
	inCell bool
	cellNL bool    // a line end is due within the cell
	last   byte    // last byte of the line
	words  []byte  // the first of the line
	table  int32   // tables so far
	texts  []int32 // for each node the offset of the next text; nil until needed
	covers int     // cells covered so far
}

// walk reads the children of node i.
func (w *lineWalk) walk(i int32) {
	item := w.nodes[i].start
	if item == 0 {
		item = 1
	}
	for c := w.nodes[i].first; c >= 0; c = w.nodes[c].next {
		n := &w.nodes[c]
		if n.marks&dropped != 0 {
			continue
		}
		if n.marks&invisible != 0 {
			w.hide(c)
			continue
		}
		switch {
		case n.text:
			w.text(c)
		case n.tag == atom.Br:
			w.newline()
		case n.marks&dataTable != 0:
			w.dataTable(c)
		case n.tag == atom.Pre:
			w.newline()
			w.pre++
			w.walk(c)
			w.pre--
			w.newline()
		case n.tag == atom.Li && w.nodes[i].tag == atom.Ol:
			w.newline()
			if v, err := strconv.Atoi(n.list); err == nil && v > -1<<20 && v < 1<<20 {
				item = int32(v)
			}
			if w.nodes[i].marks&noNumber == 0 && n.han > 0 {
				w.made(itemNumber(int(item), w.nodes[i].list), c)
			}
			item++
			w.walk(c)
			w.newline()
		case blockTags[n.tag]:
			w.newline()
			w.walk(c)
			w.newline()
		default:
			w.walk(c)
		}
	}
}

// hide keeps the words of a node that is not shown.
func (w *lineWalk) hide(i int32) {
	var sb strings.Builder
	var visit func(i int32)
	visit = func(i int32) {
		n := &w.nodes[i]
		if n.marks&dropped != 0 || sb.Len() > 200 {
			return
		}
		if n.text {
			sb.WriteString(html.UnescapeString(w.page.text[n.from:min(n.to, n.from+800)]))
		}
		for c := n.first; c >= 0; c = w.nodes[c].next {
			visit(c)
		}
	}
	visit(i)
	if s := strings.Join(strings.Fields(sb.String()), " "); countHan(s) > 0 {
		w.hidden = append(w.hidden, hiddenText{node: i, line: int32(len(w.lines)), words: s})
	}
}

// newline ends the line, or in a cell begins another one within it.
func (w *lineWalk) newline() {
	w.space, w.broke = 0, false
	if w.inCell {
		w.cellNL = true
		return
	}
	w.endLine()
}

func (w *lineWalk) endLine() {
	if w.cur.seen {
		w.cur.sample = string(w.words)
		w.lines = append(w.lines, w.cur)
	}
	w.words = w.words[:0]
	w.cur = htmlLine{node: -1}
	w.last = 0
	w.space, w.broke, w.cellNL = 0, false, false
}

// text writes the text node i. White space is one blank, or nothing where a
// line end in the page's source parts two Han: no browser's reader means it.
func (w *lineWalk) text(i int32) {
	n := &w.nodes[i]
	s := w.page.text[n.from:n.to]
	for at := 0; at < len(s); {
		c := s[at]
		switch {
		case c == '\n' && w.pre > 0:
			w.newline()
			at++
		case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f':
			if w.space == 0 {
				w.space = n.from + int32(at) + 1
			}
			w.broke = w.broke || c == '\n' || c == '\r'
			at++
		case c == '&':
			ref, length := entity(s[at:])
			w.put(piece{from: n.from + int32(at), to: n.from + int32(at), words: ref, kind: source.Entity}, ref, i)
			at += length
		default:
			end := at + 1
			for end < len(s) && s[end] > ' ' && s[end] != '&' {
				end++
			}
			w.put(piece{from: n.from + int32(at), to: n.from + int32(end), kind: source.Copied}, s[at:end], i)
			at = end
		}
	}
}

// entity reads the character reference that s begins with. A lone & is itself.
func entity(s string) (words string, n int) {
	n = 1
	for n < len(s) && n < 40 && (letter(s[n]) || s[n] >= '0' && s[n] <= '9' || s[n] == '#') {
		n++
	}
	if n < len(s) && s[n] == ';' {
		n++
	}
	words = html.UnescapeString(s[:n])
	if words == s[:n] {
		return "&", 1
	}
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == 0 {
			return ' '
		}
		return r
	}, words), n
}

// made writes words that the page does not have but a browser shows.
func (w *lineWalk) made(words string, i int32) {
	at := w.place(i)
	w.put(piece{from: at, to: at, words: words, kind: source.Synthetic}, words, i)
}

// place returns an offset for node i: that of the first text in or behind it.
func (w *lineWalk) place(i int32) int32 {
	if w.texts == nil {
		next := int32(len(w.page.text))
		w.texts = make([]int32, len(w.nodes))
		for k := len(w.nodes) - 1; k >= 0; k-- {
			if w.nodes[k].text {
				next = w.nodes[k].from
			}
			w.texts[k] = next
		}
	}
	return w.texts[i]
}

// put adds a piece that shows words to the line.
func (w *lineWalk) put(p piece, words string, i int32) {
	if words == "" {
		return
	}
	l := &w.cur
	switch {
	case w.cellNL && w.inCell && l.cellHasWords():
		l.pieces = append(l.pieces, piece{from: p.from, to: p.from, words: "\n", kind: source.Synthetic})
	case w.space > 0 && w.last != 0 && w.last != '\n' && !(w.broke && w.last >= utf8.RuneSelf && words[0] >= utf8.RuneSelf):
		l.pieces = append(l.pieces, piece{from: w.space - 1, to: w.space - 1, words: " ", kind: source.Transcoded})
		w.sample(" ")
	}
	w.space, w.broke, w.cellNL = 0, false, false
	l.pieces = append(l.pieces, p)
	w.last = words[len(words)-1]
	if l.node < 0 || !l.seen {
		l.node = i
	}
	l.seen = l.seen || strings.TrimFunc(words, blank) != ""
	w.sample(words)
	if p.kind != source.Synthetic {
		h := int32(countHan(words))
		l.han += h
		if w.nodes[i].marks&linked != 0 {
			l.linkHan += h
		}
		if h > 0 && !l.speaks && w.nodes[i].marks&linked == 0 {
			l.speaks = strings.ContainsAny(words, "。；，、;,") // at least the beginnings of a sentence
		}
	}
}

// sample keeps the first words of the line, which tell what it is.
func (w *lineWalk) sample(words string) {
	if len(w.words) < 400 {
		w.words = append(w.words, words...)
	}
}

// cellHasWords reports whether something was written since the cell began.
func (l *htmlLine) cellHasWords() bool {
	n := len(l.pieces)
	return n > 0 && l.pieces[n-1].cell == 0
}

// dataTable reads a table row by row, its caption first.
func (w *lineWalk) dataTable(i int32) {
	w.newline()
	w.table++
	t := htmlTable{number: w.table, covered: map[int32]int32{}}
	inCell := w.inCell
	w.inCell = false
	first := len(w.cells)
	w.rows(i, &t)
	for c := first; c < len(w.cells); c++ { // some cells claim to reach below the table
		w.cells[c].Rows = min(w.cells[c].Rows, t.row-w.cells[c].Row+1)
	}
	w.inCell = inCell
	w.endLine()
}

type htmlTable struct {
	number, row int32
	covered     map[int32]int32 // column → rows that a cell above still covers it
}

func (w *lineWalk) rows(i int32, t *htmlTable) {
	for c := w.nodes[i].first; c >= 0; c = w.nodes[c].next {
		n := &w.nodes[c]
		switch {
		case n.marks&dropped != 0:
		case n.marks&invisible != 0:
			w.hide(c)
		case n.tag == atom.Tr:
			w.endLine()
			t.row++
			w.tableRow(c, t)
			w.endLine()
		case n.text:
			w.text(c)
		case n.tag == atom.Caption:
			w.endLine()
			w.walk(c)
			w.endLine()
		default:
			w.rows(c, t)
		}
	}
}

// tableRow reads a row as one line.
func (w *lineWalk) tableRow(i int32, t *htmlTable) {
	col, first := int32(1), true
	mark := func(at int32) {
		if !first {
			w.cur.pieces = append(w.cur.pieces, piece{from: at, to: at, words: cellMark, kind: source.Synthetic})
		}
		first = false
		w.last, w.space, w.cellNL = 0, 0, false
	}
	skip := func(at int32) { // over what cells above cover
		for t.covered[col] > 0 {
			mark(at)
			t.covered[col]--
			col++
		}
	}
	for c := w.nodes[i].first; c >= 0; c = w.nodes[c].next {
		n := &w.nodes[c]
		if n.tag != atom.Td && n.tag != atom.Th || n.marks&dropped != 0 {
			continue
		}
		at := w.place(c)
		skip(at)
		mark(at)
		rows, cols := int32(n.rows), int32(n.cols)
		w.cells = append(w.cells, source.Cell{Table: t.number, Row: t.row, Col: col, Rows: rows, Cols: cols})
		id := int32(len(w.cells))
		w.cur.pieces = append(w.cur.pieces, piece{from: at, to: at, cell: id})
		w.inCell = true
		if n.marks&invisible == 0 {
			w.walk(c)
		} else {
			w.hide(c)
		}
		w.inCell, w.cellNL = false, false
		w.cur.pieces = append(w.cur.pieces, piece{from: at, to: at, cell: -id})
		if rows > 1 {
			for k := range cols {
				w.covers += int(rows)
				if w.covers < maxCovered {
					t.covered[col+k] = rows - 1
				}
			}
		}
		col += cols
	}
	skip(w.place(i))
}

// write makes the text of the lines that are kept.
func (pg *page) write(w *lineWalk) *source.Text {
	var b source.Builder
	b.Grow(len(pg.text) / 3)
	hidden, para := w.hidden, int32(0)
	started := map[int32]int32{}
	note := func(line int) {
		for ; len(hidden) > 0 && int(hidden[0].line) <= line; hidden = hidden[1:] {
			if hidden[0].inside {
				b.Note(source.NoteHidden, hidden[0].words)
			}
		}
	}
	for i := range w.lines {
		l := &w.lines[i]
		note(i)
		if !l.keep {
			continue
		}
		para++
		if b.Len() > 0 {
			b.Synthetic("\n", int(pg.origin(l.pieces[0].from)))
		}
		b.At(source.Place{Para: para})
		for _, p := range trim(l.pieces) {
			switch {
			case p.cell > 0:
				c := w.cells[p.cell-1]
				started[p.cell] = int32(b.Len())
				b.At(source.Place{Para: para, Table: c.Table, Row: c.Row, Col: c.Col})
			case p.cell < 0:
				c := w.cells[-p.cell-1]
				c.Start, c.End = started[-p.cell], int32(b.Len())
				b.Cell(c)
			case p.from == p.to:
				b.Write(p.words, int(pg.origin(p.from)), p.kind)
			default:
				pg.copyTo(&b, p.from, p.to)
			}
		}
	}
	note(len(w.lines))
	return b.Text()
}

// trim takes white space off the end of a line that is no row.
func trim(p []piece) []piece {
	for n := len(p); n > 0 && p[n-1].cell == 0 && p[n-1].from == p[n-1].to && strings.TrimFunc(p[n-1].words, blank) == ""; n-- {
		p = p[:n-1]
	}
	return p
}

// seg returns the index of the segment that offset off of the decoded page lies in.
func (pg *page) seg(off int32) int {
	return sort.Search(len(pg.segs), func(i int) bool { return pg.segs[i].Text > off }) - 1
}

// origin returns where offset off of the decoded page comes from in the file.
func (pg *page) origin(off int32) int32 {
	i := pg.seg(off)
	if i < 0 {
		return off
	}
	s := pg.segs[i]
	if s.Kind == source.Copied {
		return s.Orig + off - s.Text
	}
	return s.Orig
}

// copyTo writes the characters [from, to) of the decoded page, split where the
// way back to the file changes.
func (pg *page) copyTo(b *source.Builder, from, to int32) {
	if pg.segs == nil {
		b.Write(pg.text[from:to], int(from), source.Copied)
		return
	}
	for i := pg.seg(from); from < to; i++ {
		end := to
		if i+1 < len(pg.segs) {
			end = min(to, pg.segs[i+1].Text)
		}
		b.Write(pg.text[from:end], int(pg.origin(from)), pg.segs[max(i, 0)].Kind)
		from = end
	}
}
