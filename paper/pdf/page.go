package pdf

import (
	"strconv"

	"zhenggai/paper"
)

// Lengths in this package are whole numbers, thousandths of a point, so that no
// two machines round differently.
const (
	pt   = 1000
	twip = 50
)

// A look is how words are printed.
type look struct {
	face  int // one of the faces below
	size  int
	bold  int // how strong the edge is drawn again, in thousandths of an em
	space int // between characters
	red   bool
}

// The faces.
const (
	body = iota
	title
	level1
	level2
	faces
)

// A glyph is a character as it is printed.
type glyph struct {
	r    rune
	n    uint16 // its number in the font
	font uint8
	look *look
	w    int // with the space behind it
}

// bare returns the width without the space.
func (g glyph) bare() int { return g.w - g.look.space }

// A page is one page and what is drawn on it.
type page struct {
	b    []byte
	wide bool
	m    paper.Measure // in thousandths of a point
	set  state
}

// A state is what the page's content has set last.
type state struct {
	font, size, bold, space int
	red, any                bool
}

func (p *page) raw(s string) { p.b = append(p.b, s...) }

// num appends a length and a space.
func (p *page) num(n int) {
	if n < 0 {
		p.b = append(p.b, '-')
		n = -n
	}
	p.b = strconv.AppendInt(p.b, int64(n/pt), 10)
	if f := n % pt; f > 0 {
		p.b = append(p.b, '.', byte('0'+f/100))
		if f %= 100; f > 0 {
			p.b = append(p.b, byte('0'+f/10))
			if f %= 10; f > 0 {
				p.b = append(p.b, byte('0'+f))
			}
		}
	}
	p.b = append(p.b, ' ')
}

// rule draws a line; y is counted from the top of the page.
func (p *page) rule(x1, y1, x2, y2, strong int, red bool) {
	p.colour(red)
	p.num(strong)
	p.raw("w ")
	p.set.bold = -1
	p.num(x1)
	p.num(p.m.PageHeight - y1)
	p.raw("m ")
	p.num(x2)
	p.num(p.m.PageHeight - y2)
	p.raw("l S\n")
}

// box draws a frame.
func (p *page) box(x, y, w, h, strong int) {
	p.colour(false)
	if p.set.bold != -strong {
		p.num(strong)
		p.raw("w ")
		p.set.bold = -strong
	}
	p.num(x)
	p.num(p.m.PageHeight - y - h)
	p.num(w)
	p.num(h)
	p.raw("re S\n")
}

// squares fills the dark squares of a code whose corner is at x and y.
func (p *page) squares(c paper.Code, x, y, side int) {
	p.colour(false)
	at := func(n int) int { return side * n / c.Side() }
	for dark, n := range c.Dark() {
		p.num(x + at(dark.X))
		p.num(p.m.PageHeight - y - at(dark.Y+1))
		p.num(at(dark.X+n) - at(dark.X))
		p.num(at(dark.Y+1) - at(dark.Y))
		p.raw("re ")
	}
	p.raw("f\n")
}

func (p *page) colour(red bool) {
	if p.set.red == red {
		return
	}
	p.set.red = red
	if red {
		p.raw("1 0 0 rg 1 0 0 RG\n")
	} else {
		p.raw("0 g 0 G\n")
	}
}

// text draws glyphs with their baseline at y, gap wider at each place where
// neighbours are not of one word.
func (p *page) text(gs []glyph, x, y, gap int) {
	for len(gs) > 0 && gs[len(gs)-1].r == ' ' {
		gs = gs[:len(gs)-1]
	}
	if len(gs) == 0 {
		return
	}
	p.raw("BT 1 0 0 1 ")
	p.num(x)
	p.num(p.m.PageHeight - y)
	p.raw("Tm\n")
	p.show(gs, gap)
	p.raw("ET\n")
}

// down draws glyphs from top to bottom, turned to the right.
func (p *page) down(gs []glyph, x, y int) {
	p.raw("BT 0 -1 1 0 ")
	p.num(x)
	p.num(p.m.PageHeight - y)
	p.raw("Tm\n")
	p.show(gs, 0)
	p.raw("ET\n")
}

// show draws the glyphs, one string for each stretch of one make.
func (p *page) show(gs []glyph, gap int) {
	even := gap != 0
	for i := 1; i < len(gs) && even; i++ {
		even = stretches(gs[i-1].r, gs[i].r)
	}
	for from := 0; from < len(gs); {
		to := from + 1
		for to < len(gs) && gs[to].font == gs[from].font && *gs[to].look == *gs[from].look {
			to++
		}
		l := gs[from].look
		extra := 0
		if even {
			extra = gap
		}
		p.dress(int(gs[from].font), l, l.space+extra)
		p.raw("[<")
		for i := from; i < to; i++ {
			p.b = appendHex(p.b, gs[i].n)
			if gap != 0 && !even && i+1 < len(gs) && stretches(gs[i].r, gs[i+1].r) {
				p.raw(">")
				p.num(-gap * 1000 * pt / l.size) // in thousandths of the size
				p.raw("<")
			}
		}
		p.raw(">]TJ\n")
		from = to
	}
}

// stretches reports whether the gap between two characters may grow.
func stretches(a, b rune) bool { return !(isWord(a) && isWord(b)) && !clings(b) }

// dress sets what the next words look like, as far as it is not set.
func (p *page) dress(font int, l *look, space int) {
	p.colour(l.red)
	s := &p.set
	if !s.any || s.font != font || s.size != l.size {
		p.raw("/F" + strconv.Itoa(font) + " ")
		p.num(l.size)
		p.raw("Tf ")
	}
	if !s.any || s.space != space {
		p.num(space)
		p.raw("Tc ")
	}
	if bold := l.size * l.bold / 1000; bold != s.bold {
		if bold > 0 {
			p.raw("2 Tr ")
			p.num(bold)
			p.raw("w ")
		} else {
			p.raw("0 Tr ")
		}
		s.bold = bold
	}
	s.any, s.font, s.size, s.space = true, font, l.size, space
}
