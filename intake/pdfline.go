package intake

import (
	"math"
	"slices"
	"strings"
)

// A glyph is a character on a page, in points; y grows upwards.
type glyph struct {
	r                      rune
	index                  int32 // of the character in its page
	turn                   uint8 // quarter turns
	x, y                   float64
	left, right, low, high float64
}

func (g glyph) size() float64  { return g.high - g.low }
func (g glyph) width() float64 { return g.right - g.left }

// A pdfPage is the glyphs and the rules of a page.
type pdfPage struct {
	width, height float64
	glyphs        []glyph
	rules         []rule
}

// A pdfLine is a line of glyphs from left to right.
type pdfLine struct {
	page        int // 0-based
	glyphs      []glyph
	left, right float64
	y, em       float64   // base line; width of an ideograph
	height      float64   // of the page
	gap         bool      // has a wide gap, as between the columns of a table
	table       *pdfTable // stands here instead of glyphs
}

// quarter returns the number of quarter turns of an angle, if it is near one.
func quarter(a float64) (uint8, bool) {
	q := a / (math.Pi / 2)
	n := math.Round(q)
	return uint8(int(n) & 3), math.Abs(q-n) < 0.06
}

// turn turns the page so that most of its glyphs stand upright.
func (p *pdfPage) turn() {
	var n [4]int
	for _, g := range p.glyphs {
		n[g.turn]++
	}
	most := 0
	for q := range n {
		if n[q] > n[most] {
			most = q
		}
	}
	for range most {
		for i := range p.glyphs {
			g := &p.glyphs[i]
			// A quarter turn against the angle of the glyphs: (x, y) → (−y, x) or back.
			g.x, g.y = -g.y, g.x
			g.left, g.right, g.low, g.high = -g.high, -g.low, g.left, g.right
		}
		for i, r := range p.rules {
			if r.upright {
				p.rules[i] = rule{at: r.at, from: -r.to, to: -r.from}
			} else {
				p.rules[i] = rule{upright: true, at: -r.at, from: r.from, to: r.to}
			}
		}
		p.width, p.height = p.height, p.width
	}
	p.settle()
	p.dropTurned(uint8(most))
}

// dropTurned takes out page numbers that stand along a side of the page: on a
// landscape page they are where they are on the others, once it is bound.
func (p *pdfPage) dropTurned(most uint8) {
	var turned []glyph
	for _, g := range p.glyphs {
		if x := (g.left + g.right) / 2; g.turn != most && (x < p.width*edge || x > p.width*(1-edge)) {
			turned = append(turned, g)
		}
	}
	slices.SortStableFunc(turned, func(a, b glyph) int { return sign(a.x - b.x) })
	drop := map[int32]bool{}
	for i := 0; i < len(turned); {
		words, j := "", i
		for ; j < len(turned) && turned[j].x-turned[i].x < 0.4*turned[i].width(); j++ {
			words += string(turned[j].r)
		}
		for ; i < j && pageNumber(words); i++ {
			drop[turned[i].index] = true
		}
		i = j
	}
	p.glyphs = slices.DeleteFunc(p.glyphs, func(g glyph) bool { return drop[g.index] })
}

// settle moves a turned page back to where its corner is zero.
func (p *pdfPage) settle() {
	var dx, dy float64
	for _, g := range p.glyphs {
		dx, dy = min(dx, g.left), min(dy, g.low)
	}
	if dx > -p.width/4 && dy > -p.height/4 {
		return
	}
	if dx <= -p.width/4 {
		dx = -p.width
	} else {
		dx = 0
	}
	if dy <= -p.height/4 {
		dy = -p.height
	} else {
		dy = 0
	}
	for i := range p.glyphs {
		g := &p.glyphs[i]
		g.x, g.left, g.right = g.x-dx, g.left-dx, g.right-dx
		g.y, g.low, g.high = g.y-dy, g.low-dy, g.high-dy
	}
	for i := range p.rules {
		if r := &p.rules[i]; r.upright {
			r.at, r.from, r.to = r.at-dx, r.from-dy, r.to-dy
		} else {
			r.at, r.from, r.to = r.at-dy, r.from-dx, r.to-dx
		}
	}
}

// lines gathers the glyphs of page number n into lines, top to bottom; a table stands
// among them where it begins.
func (p *pdfPage) lines(n int, room *int) []pdfLine {
	tables, rest := p.tables(n, room)
	out := linesOf(rest, n, p.height)
	for _, t := range tables {
		i := slices.IndexFunc(out, func(l pdfLine) bool { return l.y < t.top })
		if i < 0 {
			i = len(out)
		}
		out = slices.Insert(out, i, pdfLine{page: n, height: p.height, y: t.top, table: t})
	}
	return out
}

// linesOf gathers glyphs into lines, top to bottom.
func linesOf(gs []glyph, page int, height float64) []pdfLine {
	gs = slices.Clone(gs)
	slices.SortStableFunc(gs, func(a, b glyph) int { return sign(b.y - a.y) })
	var out []pdfLine
	for i := 0; i < len(gs); {
		base, size := gs[i].y, gs[i].size()
		j := i + 1
		for j < len(gs) && base-gs[j].y < 0.4*max(min(size, gs[j].size()), 1) {
			size = max(size, gs[j].size())
			j++
		}
		out = append(out, newLine(page, height, gs[i:j]))
		i = j
	}
	return out
}

func sign(d float64) int {
	switch {
	case d < 0:
		return -1
	case d > 0:
		return 1
	}
	return 0
}

// newLine orders the glyphs of a line. A glyph drawn twice at one place, as
// some writers do for bold type, counts once.
func newLine(page int, height float64, gs []glyph) pdfLine {
	slices.SortStableFunc(gs, func(a, b glyph) int { return sign(a.x - b.x) })
	l := pdfLine{page: page, height: height, y: gs[0].y}
	var widths []float64
	for _, g := range gs {
		if n := len(l.glyphs); n > 0 && l.glyphs[n-1].r == g.r && g.x-l.glyphs[n-1].x < 0.2*g.size() && g.r > 0x7F {
			continue
		}
		l.glyphs = append(l.glyphs, g)
		if isHan(g.r) {
			widths = append(widths, g.right-g.left)
		}
	}
	slices.Sort(widths)
	l.em = 0.8 * l.glyphs[0].size()
	if len(widths) > 0 {
		l.em = widths[len(widths)/2]
	}
	l.em = max(l.em, 1)
	l.left, l.right = l.glyphs[0].left, l.glyphs[len(l.glyphs)-1].right
	for i := 1; i < len(l.glyphs); i++ {
		if l.glyphs[i].left-l.glyphs[i-1].right > 3*l.em {
			l.gap = true
		}
	}
	return l
}

// String returns the words of a line. Spaces are where the page shows them:
// between words of Latin letters, and at wide gaps.
func (l *pdfLine) String() string {
	var sb strings.Builder
	for i, g := range l.glyphs {
		if i > 0 && l.spaced(i) {
			sb.WriteByte(' ')
		}
		sb.WriteRune(g.r)
	}
	return sb.String()
}

// spaced reports whether a space stands before glyph i.
func (l *pdfLine) spaced(i int) bool {
	a, b := l.glyphs[i-1], l.glyphs[i]
	gap := (b.left - a.right) / l.em
	if a.r < 0x80 && b.r < 0x80 {
		return gap > 0.15 && !(isDigit(a.r) && isDigit(b.r) && gap < 0.25)
	}
	return gap > 1.1
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// last returns the line's last character.
func (l *pdfLine) last() rune { return l.glyphs[len(l.glyphs)-1].r }

// tokenWidth returns how wide the beginning of the line is that could not have
// been broken: a number or word, and the signs that must not begin a line.
func (l *pdfLine) tokenWidth() float64 {
	i := 0
	word := func(r rune) bool { return r < 0x80 && r > ' ' }
	if strings.ContainsRune("（《〈“‘「『【〔([", l.glyphs[0].r) {
		i++
	}
	switch {
	case i < len(l.glyphs) && word(l.glyphs[i].r):
		for i < len(l.glyphs) && word(l.glyphs[i].r) && (i == 0 || !l.spaced(i)) {
			i++
		}
	default:
		i++
	}
	for i < len(l.glyphs) && strings.ContainsRune(closing, l.glyphs[i].r) {
		i++
	}
	return l.glyphs[min(i, len(l.glyphs))-1].right - l.left
}
