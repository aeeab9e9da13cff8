package pdf

import (
	"strconv"

	"zhenggai/paper"
)

// A layout is a paper being laid out on pages.
type layout struct {
	p  paper.Profile
	up paper.Measure // of an upright page, in thousandths of a point

	faces   [faces]*Face
	own     [faces]bool // a site gave it
	subsets []*subset
	missing map[rune]bool

	pages []*page
	page  *page         // the last of them
	m     paper.Measure // of its pages
	y     int           // how far it is filled, from the top of the text area
	fresh bool          // what comes next begins a page
	done  bool          // a wide table has ended: only another may go on here

	normal look
}

func newLayout(f Faces, p paper.Profile, m paper.Measure) *layout {
	x := &layout{p: p, up: inPoints(m), missing: map[rune]bool{}}
	for i, own := range [faces]*Face{body: f.Body, title: f.Title, level1: f.Level1, level2: f.Level2} {
		x.faces[i], x.own[i] = own, own != nil
		switch {
		case own != nil:
		case i == body:
			x.faces[i] = embedded()
		case f.Body != nil:
			x.faces[i] = f.Body
		default:
			x.faces[i] = embedded()
		}
	}
	x.normal = look{size: paper.SizeBody * pt, space: x.up.Space}
	x.m = x.up
	return x
}

// inPoints returns a measure in thousandths of a point.
func inPoints(m paper.Measure) paper.Measure {
	for _, v := range []*int{&m.PageWidth, &m.PageHeight, &m.Top, &m.Bottom, &m.Left, &m.Right, &m.Width, &m.Height, &m.Pitch, &m.Line, &m.Char, &m.Space} {
		*v *= twip
	}
	return m
}

// look returns how words of a face are printed. A face that the site did not give
// is told apart by its weight.
func (x *layout) look(face int, size float64) *look {
	l := &look{face: face, size: int(size * pt)}
	if !x.own[face] {
		l.bold = [faces]int{title: 26, level1: 34, level2: 14}[face]
	}
	return l
}

// inBody returns how words of a face are printed within the text.
func (x *layout) inBody(face int) *look {
	l := x.look(face, paper.SizeBody)
	l.space = x.up.Space
	return l
}

func bolder(l *look) *look {
	b := *l
	b.bold = max(b.bold, 30)
	return &b
}

// set appends s, which is clean, as glyphs.
func (x *layout) set(gs []glyph, s string, l *look) []glyph {
	f := x.faces[l.face]
	for _, r := range s {
		if r == '\n' {
			gs = append(gs, glyph{r: r, look: l})
			continue
		}
		if unseen(r) {
			continue
		}
		if r == '\t' {
			r = '　'
		}
		font, n := x.find(f, r)
		gs = append(gs, glyph{r: r, n: n, font: uint8(font), look: l, w: x.subsets[font].width[n]*l.size/1000 + l.space})
	}
	return gs
}

// words returns s as glyphs.
func (x *layout) words(s string, l *look) []glyph { return x.set(nil, paper.Clean(s), l) }

// find returns the subset and the number by which a character is printed.
func (x *layout) find(f *Face, r rune) (int, uint16) {
	for i, s := range x.subsets { // known already
		if s.face == f {
			if n, ok := s.chars[r]; ok {
				return i, n
			}
		}
	}
	g := f.glyph(r)
	if g == 0 {
		if e := embedded(); f != e {
			return x.find(e, r)
		}
		x.missing[r] = true
		g = f.glyph(substitute)
	}
	for i, s := range x.subsets {
		if s.face == f && !s.full() {
			return i, s.add(r, g)
		}
	}
	x.subsets = append(x.subsets, newSubset(f))
	return len(x.subsets) - 1, x.subsets[len(x.subsets)-1].add(r, g)
}

func wide(gs []glyph) int {
	w := 0
	for _, g := range gs {
		w += g.w
	}
	if len(gs) > 0 {
		w -= gs[len(gs)-1].look.space
	}
	return w
}

// para is a paragraph. Lengths are in thousandths of a point.
type para struct {
	gs          []glyph
	first       int // how much further in, or out, the first line begins
	left, right int // indents
	before      int
	height      int // of a line; 0: as of the text
	align       paper.Align
	keep        int // so much must fit below, else it begins a page
	tail        int // so much must fit below its last two lines, else they begin a page
	ragged      bool
}

// open makes sure that there is a page on which upright words can go on.
func (x *layout) open() {
	switch {
	case x.done:
		x.begin(false)
	case x.page == nil || x.fresh:
		x.begin(x.page != nil && x.page.wide)
	}
}

// begin begins a page.
func (x *layout) begin(wide bool) {
	x.m = x.up
	if wide {
		x.m = x.up.Turned()
	}
	x.page = &page{wide: wide, m: x.m}
	x.pages = append(x.pages, x.page)
	x.y, x.fresh, x.done = 0, false, false
}

// need begins a page if less than a height is free.
func (x *layout) need(height int) {
	if x.y > 0 && x.room() < height {
		x.begin(x.page.wide)
	}
}

// room returns how much is free on the page.
func (x *layout) room() int { return x.m.Height - x.y }

// para lays out a paragraph.
func (x *layout) para(p para) {
	x.open()
	if p.height == 0 {
		p.height = x.m.Line
	}
	lines := x.lines(p, x.m.Width-p.left-p.right)
	whole := p.height
	if n := len(lines)*p.height + p.keep; p.keep > 0 && n <= x.m.Height {
		whole = n
	}
	if n := len(lines)*p.height + p.tail; p.tail > 0 && len(lines) <= 2 && n <= x.m.Height {
		whole = max(whole, n)
	}
	if x.y > 0 && x.room() < p.before+whole {
		x.begin(x.page.wide)
	} else {
		x.y += p.before
	}
	for i, l := range lines {
		need := p.height
		if n := len(lines) - i; p.tail > 0 && (n == 2 || i == 0 && n == 1) && n*p.height+p.tail <= x.m.Height {
			need = n*p.height + p.tail
		}
		x.need(need)
		x.line(p, l)
		x.y += p.height
	}
}

// A printed is a line of a paragraph and how it begins and ends.
type printed struct {
	gs   []glyph
	in   int  // how far in it begins
	last bool // no more words follow before a line end
}

// lines breaks a paragraph into lines, so wide.
func (x *layout) lines(p para, width int) []printed {
	var out []printed
	in := p.first
	for rest := p.gs; ; {
		n := 0
		for n < len(rest) && rest[n].r != '\n' {
			n++
		}
		part := rest[:n]
		for _, l := range fold(part, width-in, width, !p.ragged) {
			out = append(out, printed{part[l.from:l.to], in, l.to == len(part)})
			in = 0
		}
		if n == len(rest) {
			return out
		}
		rest = rest[n+1:]
	}
}

// line draws a line of a paragraph.
func (x *layout) line(p para, l printed) {
	gs := l.gs
	for len(gs) > 0 && gs[len(gs)-1].r == ' ' {
		gs = gs[:len(gs)-1]
	}
	if len(gs) == 0 {
		return
	}
	free := x.m.Width - p.left - p.right - l.in - wide(gs)
	at, gap := x.m.Left+p.left+l.in, 0
	switch {
	case p.align == paper.Center:
		at += free / 2
	case p.align == paper.Right:
		at += free
	case p.align == paper.Auto && !l.last && !p.ragged && free > 0:
		gap = justify(gs, free)
	}
	x.page.text(gs, at, x.baseline(gs, x.y, p.height), gap)
}

// justify returns how much wider the gaps of a line become so that it ends at the
// margin; 0 where that would tear it apart.
func justify(gs []glyph, free int) int {
	n := 0
	for i := 1; i < len(gs); i++ {
		if stretches(gs[i-1].r, gs[i].r) {
			n++
		}
	}
	if n == 0 || free/n > gs[0].look.size/4 {
		return 0
	}
	return free / n
}

// baseline returns where the words of a line stand that begins at y of the text
// area: in its middle.
func (x *layout) baseline(gs []glyph, y, height int) int {
	size := 0
	for _, g := range gs {
		size = max(size, g.look.size)
	}
	return x.m.Top + y + (height-size)/2 + size*88/100
}

// number prints the page numbers between their dashes, to the right on odd pages
// and to the left on even ones. On a landscape page the number stands where it
// does on the others (clauses 7.5 and 8).
func (x *layout) number() {
	l := &look{size: paper.SizeSmall * pt}
	for i, p := range x.pages {
		gs := x.words("— "+strconv.Itoa(i+1)+" —", l)
		at := x.up.Left + l.size
		if i%2 == 0 {
			at = x.up.PageWidth - x.up.Right - l.size - wide(gs)
		}
		base := x.up.PageHeight - x.up.Bottom + paper.FootDrop*twip + l.size*38/100
		base = min(base, x.up.PageHeight-10*pt)
		p.raw("/Artifact BMC\n")
		if p.wide {
			p.down(gs, x.up.PageHeight-base, at)
		} else {
			p.text(gs, at, base, 0)
		}
		p.raw("EMC\n")
	}
}
