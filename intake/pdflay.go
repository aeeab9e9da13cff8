package intake

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"zhenggai/source"
)

// layPages makes text of the glyphs: lines, without what belongs to the pages,
// joined to paragraphs.
func layPages(pages []pdfPage) (*source.Text, error) {
	empty := 0
	var lines []pdfLine
	for i := range pages {
		if len(pages[i].glyphs) < 10 {
			empty++
		}
		lines = append(lines, pages[i].lines(i)...)
	}
	if empty*2 > len(pages) {
		return nil, fail(Scan, fmt.Errorf("%d of %d pages without text", empty, len(pages)))
	}
	lines = dropMargins(lines, len(pages))
	if len(lines) == 0 {
		return nil, fail(Scan, nil)
	}
	return writeLines(lines), nil
}

// edge is the share of a page, above and below, where headers and footers are.
const edge = 0.13

// dropMargins takes out page numbers, and lines that stand at the same place of
// most pages. A mark of secrecy stays where it is first seen.
func dropMargins(lines []pdfLine, pages int) []pdfLine {
	type key struct {
		words string
		y     int
	}
	seen := map[key]map[int]bool{}
	keyOf := func(l *pdfLine) key {
		return key{strings.Map(func(r rune) rune {
			if isDigit(r) || r == ' ' {
				return -1
			}
			return r
		}, l.String()), int(math.Round(l.y / 4))}
	}
	margin := func(l *pdfLine) bool { return l.y > l.height*(1-edge) || l.y < l.height*edge }
	for i := range lines {
		if l := &lines[i]; margin(l) {
			k := keyOf(l)
			if seen[k] == nil {
				seen[k] = map[int]bool{}
			}
			seen[k][l.page] = true
		}
	}
	often := func(l *pdfLine) bool {
		k := keyOf(l)
		n := max(len(seen[k]), len(seen[key{k.words, k.y - 1}]), len(seen[key{k.words, k.y + 1}]))
		return n >= 2 && n*2 > pages
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
		ems = append(ems, l.em)
		if len(l.glyphs) >= 8 {
			rights = append(rights, l.right)
			lefts[int(math.Round(l.left))]++
		}
	}
	slices.Sort(ems)
	c := column{em: ems[len(ems)/2]}
	if len(rights) == 0 {
		return column{lines[0].left, lines[0].right, c.em}
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
	if a.gap || b.gap || math.Abs(a.em-b.em) > 0.15*max(a.em, b.em) {
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
		if beginsWithMarker(lines[i].String()) {
			headed++
			if lines[i].left > c.left+1.2*c.em {
				in++
			}
		}
	}
	return headed >= 3 && in*10 >= headed*9
}

// writeLines writes lines as paragraphs. Offsets in the original are indexes of
// characters in their page.
func writeLines(lines []pdfLine) *source.Text {
	var b source.Builder
	c := columnOf(lines)
	styled := c.indented(lines)
	para, page := int32(0), -1
	for i := range lines {
		l := &lines[i]
		orig := int(l.glyphs[0].index)
		if i == 0 || !c.joins(&lines[i-1], l, styled) {
			para++
			if i > 0 {
				b.Synthetic("\n", orig)
			}
			b.At(source.Place{Page: int32(l.page + 1), Para: para})
		} else if l.page != page {
			b.At(source.Place{Page: int32(l.page + 1), Para: para})
		} else if a := lines[i-1].last(); a < 0x80 && l.glyphs[0].r < 0x80 && letter(byte(a)) && letter(byte(l.glyphs[0].r)) {
			b.Synthetic(" ", orig)
		}
		if l.page != page {
			page = l.page
			b.Part(fmt.Sprintf("page %d", page+1))
		}
		l.write(&b)
	}
	return b.Text()
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
