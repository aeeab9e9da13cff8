package intake

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"zhenggai/source"
)

// layPages makes text of the glyphs: lines, without what belongs to the pages,
// joined to paragraphs, and tables.
func layPages(pages []pdfPage) (*source.Text, error) {
	empty, room := 0, maxGrids
	var lines []pdfLine
	for i := range pages {
		if len(pages[i].glyphs) < 10 {
			empty++
		}
		lines = append(lines, pages[i].lines(i, &room)...)
	}
	if empty*2 > len(pages) {
		return nil, fail(Scan, fmt.Errorf("%d of %d pages without text", empty, len(pages)))
	}
	lines = joinTables(dropMargins(lines, len(pages)))
	if len(lines) == 0 {
		return nil, fail(Scan, nil)
	}
	return writeLines(lines), nil
}

// edge is the share of a page, above and below, where headers and footers are.
const edge = 0.13

// A marginKey is what two lines of different pages must share to be one that runs along
// on all pages: place and words.
type marginKey struct {
	words string
	y     int
}

// marginKeys are what a line may share with others: its words as they are and, if they
// are no heading, with a number in them that grows with the page.
func (l *pdfLine) marginKeys() []marginKey {
	s, y := strings.ReplaceAll(l.String(), " ", ""), int(math.Round(l.y/4))
	keys := []marginKey{{s, y}}
	if beginsWithMarker(s) {
		return keys
	}
	from := strings.IndexFunc(s, isDigit)
	for from >= 0 {
		to := from
		for to < len(s) && isDigit(rune(s[to])) {
			to++
		}
		if n, err := strconv.Atoi(s[from:to]); err == nil {
			keys = append(keys, marginKey{s[:from] + "#" + strconv.Itoa(n-l.page) + s[to:], y})
		}
		if from = strings.IndexFunc(s[to:], isDigit); from >= 0 {
			from += to
		}
	}
	return keys
}

// dropMargins takes out page numbers, and lines that stand at the same place of
// most pages. A mark of secrecy stays where it is first seen.
func dropMargins(lines []pdfLine, pages int) []pdfLine {
	seen := map[marginKey]map[int]bool{}
	margin := func(l *pdfLine) bool {
		return l.table == nil && (l.y > l.height*(1-edge) || l.y < l.height*edge)
	}
	for i := range lines {
		if l := &lines[i]; margin(l) {
			for _, k := range l.marginKeys() {
				if seen[k] == nil {
					seen[k] = map[int]bool{}
				}
				seen[k][l.page] = true
			}
		}
	}
	often := func(l *pdfLine) bool {
		for _, k := range l.marginKeys() {
			n := max(len(seen[k]), len(seen[marginKey{k.words, k.y - 1}]), len(seen[marginKey{k.words, k.y + 1}]))
			if n >= 2 && n*2 > pages {
				return true
			}
		}
		return false
	}
	secret := false
	out := lines[:0]
	for i := range lines {
		l := lines[i]
		if outer := i == 0 || i+1 == len(lines) || lines[i-1].page != l.page || lines[i+1].page != l.page ||
			margin(&l); outer && margin(&l) {
			s := l.String()
			mark := strings.Contains(s, "秘密") || strings.Contains(s, "机密") || strings.Contains(s, "绝密")
			if mark && !secret {
				secret = true
			} else if pageNumber(s) || often(&l) {
				continue
			}
		}
		out = append(out, l)
	}
	return out
}

// pageNumber reports whether a line is a page number: 3, — 3 —, 第3页, 3/10,
// 第 3 页 共 10 页, Page 3 of 10.
func pageNumber(s string) bool {
	digits := 0
	rest := strings.Map(func(r rune) rune {
		switch {
		case isDigit(r) || r >= '０' && r <= '９':
			digits++
			return -1
		case strings.ContainsRune(" -–—－―~·•/|第页共,，()（）", r):
			return -1
		}
		return r
	}, s)
	switch strings.ToLower(rest) {
	case "", "page", "pageof", "of", "p", "p.":
		return digits > 0 && digits <= 8
	}
	return false
}

// A column is the text area that lines of one size fill.
type column struct{ left, right, em float64 }

// columnOf measures the area: the left edge at which most lines begin, the
// right edge that many lines reach.
func columnOf(lines []pdfLine) column {
	var ems, rights []float64
	lefts := map[int]int{}
	for i := range lines {
		l := &lines[i]
		if l.table != nil {
			continue
		}
		ems = append(ems, l.em)
		if len(l.glyphs) >= 8 {
			rights = append(rights, l.right)
			lefts[int(math.Round(l.left))]++
		}
	}
	if len(ems) == 0 {
		return column{em: 1}
	}
	slices.Sort(ems)
	c := column{em: ems[len(ems)/2]}
	if len(rights) == 0 {
		first := lines[slices.IndexFunc(lines, func(l pdfLine) bool { return l.table == nil })]
		return column{first.left, first.right, c.em}
	}
	slices.Sort(rights)
	c.right = rights[len(rights)*9/10]
	c.left = math.Inf(1)
	need := max(1, len(rights)/12) // an outlier or two do not make an edge
	for x, n := range lefts {
		if near := n + lefts[x-1] + lefts[x+1]; near >= need {
			c.left = min(c.left, float64(x))
		}
	}
	return c
}

// joins reports whether line b goes on with the paragraph of line a.
func (c column) joins(a, b *pdfLine, styled bool) bool {
	if a.table != nil || b.table != nil || a.gap || b.gap || math.Abs(a.em-b.em) > 0.15*max(a.em, b.em) {
		return false
	}
	if centred := c.centred(a) && c.centred(b); centred && a.em > 1.1*c.em {
		return true // a title of two lines
	}
	if b.left > c.left+1.2*c.em {
		return false // an indented line begins a paragraph
	}
	room := c.right - a.right
	if room > 0.9*c.em && room > b.tokenWidth()+0.3*c.em {
		return false // what follows would have fitted: a short line ends it
	}
	if !endsSentence(a.last()) {
		return true
	}
	return styled || !beginsWithMarker(b.String())
}

func (c column) centred(l *pdfLine) bool {
	left, right := l.left-c.left, c.right-l.right
	return left > 1.2*c.em && math.Abs(left-right) < 1.5*c.em
}

// indented reports whether the document sets off its paragraphs by indenting
// their first lines: then a line at the edge goes on, whatever it begins with.
func (c column) indented(lines []pdfLine) bool {
	in, headed := 0, 0
	for i := range lines {
		if lines[i].table == nil && beginsWithMarker(lines[i].String()) {
			headed++
			if lines[i].left > c.left+1.2*c.em {
				in++
			}
		}
	}
	return headed >= 3 && in*10 >= headed*9
}

// A pdfWriter writes lines as paragraphs and tables. Offsets in the original are
// indexes of characters in their page.
type pdfWriter struct {
	b      source.Builder
	para   int32
	tables int32
	page   int // of what was written last
	orig   int // index of its last line's first character
}

// writeLines writes lines as paragraphs.
func writeLines(lines []pdfLine) *source.Text {
	w := &pdfWriter{page: -1}
	c := columnOf(lines)
	styled := c.indented(lines)
	for i := range lines {
		l := &lines[i]
		if l.table != nil {
			if i > 0 {
				w.b.Synthetic("\n", w.orig)
			}
			w.table(l.table)
			continue
		}
		joined := i > 0 && c.joins(&lines[i-1], l, styled)
		if i > 0 {
			w.between(&lines[i-1], l, joined)
		}
		turned := w.turn(l)
		if !joined {
			w.para++
		}
		if !joined || turned {
			w.b.At(source.Place{Page: int32(l.page + 1), Para: w.para})
		}
		l.write(&w.b)
	}
	return w.b.Text()
}

// between writes what parts line b from a: a line end, a space between words of
// letters, or nothing.
func (w *pdfWriter) between(a, b *pdfLine, joined bool) {
	orig := int(b.glyphs[0].index)
	if !joined {
		w.b.Synthetic("\n", orig)
		return
	}
	if x, y := a.last(), b.glyphs[0].r; x < 0x80 && y < 0x80 && letter(byte(x)) && letter(byte(y)) {
		w.b.Synthetic(" ", orig)
	}
}

// turn begins the page of a line, if it is another.
func (w *pdfWriter) turn(l *pdfLine) bool {
	w.orig = int(l.glyphs[0].index)
	if l.page == w.page {
		return false
	}
	w.page = l.page
	w.b.Part(fmt.Sprintf("page %d", l.page+1))
	return true
}

// write writes the words of a line, with a way back at every word and gap.
func (l *pdfLine) write(b *source.Builder) {
	var sb strings.Builder
	from := 0
	for i := range l.glyphs {
		if i > from && (i-from >= runLen || l.spaced(i)) {
			b.Write(sb.String(), int(l.glyphs[from].index), source.Transcoded)
			sb.Reset()
			from = i
		}
		if i > 0 && i == from && l.spaced(i) {
			b.Synthetic(" ", int(l.glyphs[i].index))
		}
		sb.WriteRune(l.glyphs[i].r)
	}
	b.Write(sb.String(), int(l.glyphs[from].index), source.Transcoded)
}
