package report

import (
	"strings"
	"unicode/utf8"
	"unsafe"

	"zhenggai/source"
	"zhenggai/zh"
)

// A wrapper takes the line breaks out that are layout: those of a text that was
// wrapped at a fixed width, those inside a sentence, and the one behind a number
// that stands alone on its line. The scanner then sees whole paragraphs; what it
// finds is led back to the text as it is. A text without such breaks is not
// copied.
type wrapper struct {
	buf  []byte
	cuts []cut // ascending
	rows []row

	margin int32 // the indent that all lines share
	full   int32 // width of a full line, 0 if the text was not wrapped
	counts bool  // a full line is known by its characters, not by its columns
	indent bool  // paragraphs begin with an indent: a line without one never does
}

// A cut is a run of bytes that was left out: n bytes before offset at of the
// joined text.
type cut struct{ at, n int32 }

// A row is one line while it is decided what is a paragraph.
type row struct {
	start, end int32 // the words, without blanks at both ends
	indent     int32 // columns before the first word
	width      int32 // columns up to the last word
	runes      int32 // characters up to the last word
	next       int32 // offset of the next line
}

func (w *wrapper) joined() bool { return len(w.cuts) > 0 }

// unwrap returns s without the line breaks that are layout, and notes in o those
// that a person should know of.
func (w *wrapper) unwrap(s string, o *Outline) string {
	w.buf, w.cuts = w.buf[:0], w.cuts[:0]
	w.split(s)
	w.full = w.fullWidth(s)
	kept := int32(0)
	for i := 0; i+1 < len(w.rows); i++ {
		a, b := &w.rows[i], &w.rows[i+1]
		if !w.joins(s, i, o) {
			continue
		}
		w.buf = append(w.buf, s[kept:a.end]...)
		w.cuts = append(w.cuts, cut{int32(len(w.buf)), b.start - a.end})
		kept = b.start
	}
	if len(w.cuts) == 0 {
		return s
	}
	w.buf = append(w.buf, s[kept:]...)
	return unsafe.String(unsafe.SliceData(w.buf), len(w.buf)) // not written again before the next Read
}

// split fills rows.
func (w *wrapper) split(s string) {
	w.rows = w.rows[:0]
	for i := 0; i < len(s); {
		r := row{start: int32(i)}
		for int(r.start) < len(s) {
			c, n := at(s, int(r.start))
			if c != clSpace {
				break
			}
			ch, _ := runeAt(s, int(r.start))
			r.indent += int32(zh.Width(ch, true))
			r.start += int32(n)
		}
		j := len(s)
		if k := strings.IndexByte(s[r.start:], '\n'); k >= 0 {
			j = int(r.start) + k
		}
		r.end, r.next = int32(j), int32(min(j+1, len(s)))
		for r.end > r.start {
			ch, n := runeBefore(s, int(r.end))
			if ch > 0xFFFF || classes[uint16(ch)] != clSpace {
				break
			}
			r.end -= int32(n)
		}
		w.rows = append(w.rows, r)
		i = int(r.next)
		if j >= len(s) {
			break
		}
	}
}

// widest is the widest line of a text that may have been wrapped, in columns.
const widest = 140

// fullWidth returns the width of a full line if the text was wrapped at a fixed
// width, else 0: many lines then are within one character of it.
func (w *wrapper) fullWidth(s string) int32 {
	if len(w.rows) < 8 {
		return 0
	}
	for i := range w.rows {
		// Three bytes are at most two columns: most texts leave here.
		if r := &w.rows[i]; r.indent+(r.end-r.start)*2/3 > widest {
			return 0
		}
	}
	most, runes, lines := int32(0), int32(0), 0
	w.margin = widest
	for i := range w.rows {
		r := &w.rows[i]
		r.width = r.indent + int32(zh.StringWidth(s[r.start:r.end], true))
		r.runes = r.indent/2 + int32(utf8.RuneCountInString(s[r.start:r.end]))
		most, runes = max(most, r.width), max(runes, r.runes)
		if r.end > r.start {
			lines++
			w.margin = min(w.margin, r.indent)
		}
	}
	wide, long, cut := 0, 0, 0
	for i := range w.rows {
		if r := &w.rows[i]; (r.width >= most-3 || r.runes >= runes-1) && !endsClause(s, int(r.end)) {
			cut++ // a full line that ends in the middle of a clause
		}
		if w.rows[i].width >= most-3 {
			wide++
		}
		if w.rows[i].runes >= runes-1 {
			long++
		}
	}
	// A printer fills lines by their width, some programs by their characters.
	if w.counts = long > wide; w.counts {
		most, wide = runes, long
	}
	if most < 18 || !w.counts && most < 36 || wide*100 < lines*30 && (cut < 4 || wide*100 < lines*10) {
		return 0
	}
	w.full = most
	w.indent = w.indents()
	return most
}

// indents reports whether nearly all lines behind one that is not full, where
// paragraphs begin, are indented.
func (w *wrapper) indents() bool {
	starts, indented := 0, 0
	for i := range w.rows {
		r := &w.rows[i]
		if r.end == r.start || i > 0 && w.rows[i-1].end > w.rows[i-1].start && w.isFull(&w.rows[i-1]) {
			continue
		}
		starts++
		if r.indent > w.margin {
			indented++
		}
	}
	return indented >= 4 && indented*10 >= starts*6
}

// endsClause reports whether a stop, semicolon or colon ends at s[end].
func endsClause(s string, end int) bool {
	r, _ := runeBefore(s, end)
	if r == 0 || r > 0xFFFF {
		return true
	}
	c := classes[uint16(r)]
	return c == clStop || c == clSemi || c == clColon
}

// isFull reports whether line r is as long as a line can be.
func (w *wrapper) isFull(r *row) bool {
	if w.counts {
		return r.runes >= w.full-1
	}
	return r.width >= w.full-3
}

// joins reports whether line i and the next are one paragraph.
func (w *wrapper) joins(s string, i int, o *Outline) bool {
	a, b := &w.rows[i], &w.rows[i+1]
	if a.end == a.start || b.end == b.start {
		return false
	}
	if w.full > 0 && tableRows(s, a, b) {
		return false
	}
	r, _ := runeBefore(s, int(a.end))
	last := clPlain
	if r < 0xFFFF {
		last = classes[uint16(r)]
	}
	if w.full > 0 {
		if b.indent >= 2 && b.indent > w.margin || !w.isFull(a) {
			return false
		}
		if w.indent {
			return true
		}
		ends := last == clStop || last == clSemi || last == clColon
		_, k := headingAt(s, int(b.start))
		return !ends || k == 0 && b.indent <= a.indent
	}
	if a.end-a.start < 30 {
		return false
	}
	first, _ := at(s, int(b.start))
	if last == clComma || last == clPause || first == clComma || first == clPause || first == clTitleEnd || first == clQuoteEnd {
		if _, k := headingAt(s, int(b.start)); k > 0 || tableRows(s, a, b) {
			return false
		}
		o.Repairs = append(o.Repairs, Repair{Kind: RepairBreak, Node: None, Span: span(int(a.end), int(b.start))})
		return true
	}
	return false
}

// tableRows reports whether two lines are rows of a table: they are not joined,
// however much they are of one width.
func tableRows(s string, a, b *row) bool {
	return cellsIn(s[a.start:a.end]) && cellsIn(s[b.start:b.end])
}

// cellsIn reports whether a line has the ends of several cells.
func cellsIn(line string) bool {
	i := strings.Index(line, "│")
	return i >= 0 && strings.Contains(line[i+len("│"):], "│")
}

// headingAt reads the marker of a heading at i; j is 0 if there is none.
func headingAt(s string, i int) (m mark, j int) {
	sc := scanner{s: s}
	j = sc.markAt(i, &m)
	return m, j
}

// restore leads every span of o from the joined text back to the text as it is.
func (w *wrapper) restore(o *Outline) {
	sum := int32(0)
	for i := range w.cuts {
		sum += w.cuts[i].n
		w.cuts[i].n = sum
	}
	f := w.back
	h := &o.Head
	f(&h.Title, &h.Unit, &h.Team, &h.Signer, &h.FeedbackSpan, &h.PublishedSpan, &h.PeriodSpan, &h.Opening)
	for i := range o.Nodes {
		n := &o.Nodes[i]
		f(&n.Span, &n.Marker, &n.Number, &n.Title, &n.Body)
	}
	for i := range o.Documents {
		f(&o.Documents[i].Span, &o.Documents[i].Title)
	}
	for i := range o.DocNumbers {
		f(&o.DocNumbers[i].Span, &o.DocNumbers[i].Code)
	}
	for i := range o.Dates {
		f(&o.Dates[i].Span)
	}
	for i := range o.Quantities {
		q := &o.Quantities[i]
		f(&q.Span, &q.Digits, &q.Class, &q.Per)
	}
	for i := range o.Orgs {
		f(&o.Orgs[i].Span)
	}
	for i := range o.Persons {
		f(&o.Persons[i].Span, &o.Persons[i].Name, &o.Persons[i].Title)
	}
	for i := range o.Contacts {
		f(&o.Contacts[i].Span, &o.Contacts[i].Value)
	}
	for i := range o.Changes {
		f(&o.Changes[i].Span)
	}
	for i := range o.Totals {
		f(&o.Totals[i].Span)
	}
	for i := range o.States {
		f(&o.States[i].Span)
	}
	for i := range o.Lists {
		f(&o.Lists[i].Span)
	}
	for i := range o.Commitments {
		f(&o.Commitments[i].Span, &o.Commitments[i].Modal)
	}
	for i := range o.Marks {
		f(&o.Marks[i].Span, &o.Marks[i].Open)
	}
	for i := range o.Repairs {
		if k := o.Repairs[i].Kind; k != RepairBreak { // that one is in the text as it is
			f(&o.Repairs[i].Span)
		}
	}
}

// joinedAt leads an offset of the text as it is to the joined text.
func (g *grower) joinedAt(off int32) int32 {
	out := int32(0)
	for _, c := range g.wrap.cuts { // few, where a text has tables
		if c.at+out+c.n > off {
			break
		}
		out += c.n
	}
	return off - out
}

// back leads spans back: a start behind a cut, an end before it.
func (w *wrapper) back(spans ...*source.Span) {
	for _, s := range spans {
		empty := s.Start == s.End
		s.Start += w.shift(s.Start + 1)
		if s.End += w.shift(s.End); s.End < s.Start || empty {
			s.End = s.Start
		}
	}
}

// shift returns how many bytes were left out before offset off.
func (w *wrapper) shift(off int32) int32 {
	lo, hi := 0, len(w.cuts)
	for lo < hi {
		mid := (lo + hi) / 2
		if w.cuts[mid].at < off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return 0
	}
	return w.cuts[lo-1].n
}
