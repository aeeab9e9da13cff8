package pdf

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"zhenggai/paper"
)

// A frame is the strength of the lines of a table.
const frame = pt / 2

// A grid is a table being laid out.
type grid struct {
	*layout
	t     paper.Table
	edges []int // left edges of the columns and the right one of the last
	size  float64
	lead  int           // height of a line
	open  map[int]*cell // cells that go on below, by column
	heads []paper.Row
	under int // height of the head on each page
	parts []part
	tail  int // so much must fit below the last row
}

// A cell is a cell being laid out: what of it stands on this page, and the lines
// that have yet to find a place.
type cell struct {
	col, cols int
	rows      int // that are still to come
	p         para
	rest      []printed
	top       int // of the part on this page
	height    int // of it
}

// A part is what of a cell stands on one page.
type part struct {
	*cell
	top, height int
	lines       []printed
}

// table prints a table, a wide one on landscape pages. So much as tail must fit
// below its last row.
func (x *layout) table(t paper.Table, tail int) error {
	switch {
	case t.Wide && (x.page == nil || !x.page.wide):
		x.begin(true)
	case !t.Wide && x.done, x.fresh:
		x.begin(t.Wide)
	}
	x.done = false
	g := &grid{layout: x, t: t, open: map[int]*cell{}, size: x.p.CellSize(t.Wide), heads: t.HeadRows()}
	if !t.Wide { // what follows a wide one stands on a page of its own
		g.tail = tail
	}
	g.lead = int(g.size*pt) * 13 / 10
	g.edges = []int{x.m.Left}
	for i, w := range t.Widths(x.m.Width) {
		g.edges = append(g.edges, g.edges[i]+w)
	}
	need := 0 // a head does not stand without a row
	for _, r := range g.heads {
		need += g.guess(r)
	}
	if len(t.Rows) > 0 {
		need += min(g.guess(t.Rows[0]), 6*g.lead)
	}
	if len(t.Rows) == 1 && need+g.tail < x.m.Height/2 {
		need += g.tail
	}
	if c := paper.OneLine(t.Caption); c != "" {
		l := x.look(level1, paper.SizeBody)
		x.para(para{gs: x.words(c, l), align: paper.Center, ragged: true, keep: need})
	} else if need < x.m.Height {
		x.need(need)
	}
	if err := g.head(); err != nil {
		return err
	}
	if err := g.rows(t.Rows, false); err != nil {
		return err
	}
	g.draw()
	x.done = t.Wide
	return nil
}

// head prints the head and learns how high it is; one that leaves no room for
// rows is printed only once.
func (g *grid) head() error {
	if len(g.heads) == 0 {
		return nil
	}
	pages, y := len(g.pages), g.y
	if err := g.rows(g.heads, true); err != nil {
		return err
	}
	if len(g.pages) == pages && g.y-y < g.m.Height/2 {
		g.under = g.y - y
	}
	return nil
}

// rows prints rows one after another.
func (g *grid) rows(rows []paper.Row, head bool) error {
	at := paper.NewGrid(len(g.t.Columns))
	held := 0 // rows that have been found to fit
	for i, r := range rows {
		if len(g.open) == 0 && held == 0 {
			held = g.hold(rows[i:])
		}
		held = max(held-1, 0)
		slots, err := at.Row(r)
		if err != nil {
			return err
		}
		var begin []*cell
		for _, s := range slots {
			if s.Covered {
				g.open[s.Col].rows--
				continue
			}
			c := g.cell(s, head)
			c.rows = min(max(s.Cell.Rows, 1), len(rows)-i) - 1
			begin = append(begin, c)
		}
		tail := 0
		if !head && i == len(rows)-1 {
			tail = g.tail
		}
		g.row(begin, r, tail)
	}
	return nil
}

// hold begins a page if the rows that cells bind together fit on one but not on
// what is left of this, and returns how many they are.
func (g *grid) hold(rows []paper.Row) int {
	n := 1
	for i := 0; i < min(n, len(rows)); i++ {
		for _, c := range rows[i].Cells {
			n = max(n, i+c.Rows)
		}
	}
	n = min(n, len(rows))
	if n == 1 || n > 6 {
		return n
	}
	need := 0
	for _, r := range rows[:n] {
		need += max(g.guess(r), int(r.Height*72/25.4*pt))
	}
	if g.room() < need && need < g.m.Height-g.under {
		g.turn()
	}
	return n
}

// guess returns about how high a row is whose cells all lie in their first column
// or after.
func (g *grid) guess(r paper.Row) int {
	high := g.lead
	for i, c := range r.Cells {
		if k := max(len(g.t.Columns)-len(r.Cells), 0) + i; k < len(g.t.Columns) && c.Rows < 2 { // cells that are covered come first, as a rule
			width := max(g.edges[min(k+max(c.Cols, 1), len(g.edges)-1)]-g.edges[k]-2*paper.CellSide*twip, 1)
			n := 0
			for s := range strings.SplitSeq(c.String(), "\n") {
				n += 1 + int(paper.Breadth(s)*g.size*pt)/width
			}
			high = max(high, n*g.lead)
		}
	}
	return high + 2*paper.CellEnd*twip
}

// cell makes the cell of a slot.
func (g *grid) cell(s paper.Slot, head bool) *cell {
	c := &cell{col: s.Col, cols: s.Cols}
	l := &look{size: int(g.size * pt)}
	c.p = para{ragged: true, height: g.lead, align: g.t.Columns[s.Col].AlignOf(s.Cell)}
	if head || s.Cell.Head {
		l = g.look(level1, g.size)
		if c.p.align = s.Cell.Align; c.p.align == paper.Auto {
			c.p.align = paper.Center
		}
	}
	c.p.left = g.edges[s.Col] - g.m.Left + paper.CellSide*twip
	c.p.right = g.edges[len(g.edges)-1] - g.edges[s.Col+s.Cols] + paper.CellSide*twip
	width := max(g.edges[s.Col+s.Cols]-g.edges[s.Col]-2*paper.CellSide*twip, l.size)
	c.p.gs = g.words(s.Cell.String(), l)
	whole, floor := s.Cell.Kind != paper.Text, 60 // of 100, how small words may become
	if whole {
		floor = 40
	}
	if s.Cell.Kind == paper.Date && wide(c.p.gs)*8/10 > width { // too small to read: a day may take two lines
		whole = false
	}
	if least := widest(c.p.gs, whole); least > width && width*100 >= least*floor {
		small := *l
		small.size = l.size * width / least
		c.p.gs = g.words(s.Cell.String(), &small)
	}
	c.rest = g.lines(c.p, width)
	return c
}

// widest returns how wide the widest words are that should stay in one line. Where
// a cell is narrower, they are printed smaller: a number in two parts is misread.
func widest(gs []glyph, whole bool) int {
	if whole {
		return wide(gs)
	}
	most := 0
	for from := 0; from < len(gs); {
		to := from + 1
		for to < len(gs) && gs[to].r != '\n' && gs[to-1].r != '\n' && !mayBreak(gs[to-1].r, gs[to].r) {
			to++
		}
		most = max(most, wide(gs[from:to]))
		from = to
	}
	return most
}

const ends = 2 * paper.CellEnd * twip // above and below the words of a cell

// needs returns how high a row must be for the cells that end in it.
func (g *grid) needs(begin []*cell) int {
	h := g.lead + ends
	for _, c := range begin {
		if c.rows == 0 {
			h = max(h, len(c.rest)*g.lead+ends)
		}
	}
	for _, c := range g.open {
		if c.rows == 0 {
			h = max(h, len(c.rest)*g.lead+ends-c.height)
		}
	}
	return h
}

// row prints a row: on this page if it fits, else on the next, else in parts. One
// whose words take more than a third of a page is printed in parts at once, so
// that no page is left half empty; a box to write in stays whole. So much as tail
// must fit below the row.
func (g *grid) row(begin []*cell, r paper.Row, tail int) {
	least := min(int(r.Height*72/25.4*pt), g.m.Height-g.under)
	for {
		words, page := g.needs(begin), g.m.Height-g.under
		h := max(words, least)
		if tail > 0 && h <= g.room() && g.room() < h+tail && h+tail <= page {
			g.turn()
			continue
		}
		if h <= g.room() {
			g.place(begin, h)
			return
		}
		if h <= page && words <= g.m.Height/paper.MayBreak || g.room() < 4*g.lead {
			if g.turn(); g.m.Height-g.y > 4*g.lead {
				continue
			}
		}
		g.part(begin, max(min(g.room(), h-2*g.lead-ends), g.room()/2)) // no line alone on the next page
		if g.closeAll(); g.ended() {
			return
		}
		least = 0
		g.turn()
	}
}

// closeAll takes the parts of all cells that stand on this page.
func (g *grid) closeAll() {
	for i := range g.t.Columns { // in order
		if c := g.open[i]; c != nil && c.height > 0 {
			g.close(c)
			c.height = 0
		}
	}
}

// ended drops the cells that end in this row and reports whether all their words
// have found a place.
func (g *grid) ended() bool {
	for _, c := range g.open {
		if c.rows == 0 && len(c.rest) > 0 {
			return false
		}
	}
	maps.DeleteFunc(g.open, func(_ int, c *cell) bool { return c.rows == 0 })
	return true
}

// part prints as much of a row as fits into a height and leaves the rest in its cells.
func (g *grid) part(begin []*cell, h int) {
	for _, c := range begin {
		if g.open[c.col] != c {
			c.top = g.y
			g.open[c.col] = c
		}
	}
	for _, c := range g.open {
		c.height += h
	}
	g.y += h
}

// place prints a row of a height that ends on this page.
func (g *grid) place(begin []*cell, h int) {
	g.part(begin, h)
	for i := range g.t.Columns { // in order
		if c := g.open[i]; c != nil && c.rows == 0 {
			g.close(c)
			delete(g.open, i)
		}
	}
}

// turn ends the table on this page and goes on with it on the next, under its head.
func (g *grid) turn() {
	g.closeAll()
	g.draw()
	open, under := g.open, g.under
	g.begin(g.t.Wide)
	if under > 0 {
		g.open, g.under = map[int]*cell{}, 0
		_ = g.rows(g.heads, true) // has been laid out before
		g.open, g.under = open, under
		g.page.raw("/Artifact BMC\n") // who reads the file aloud hears the head once
		g.draw()
		g.page.raw("EMC\n")
	}
	for _, c := range g.open {
		c.top, c.height = g.y, 0
	}
}

// close takes the part of a cell that stands on this page, with as many of its
// lines as fit.
func (g *grid) close(c *cell) {
	fits := max((c.height-ends)/g.lead, 0)
	if g.m.Height-g.under < g.lead+ends {
		fits = max(fits, 1) // no page holds a line, and yet it goes on
	}
	n := min(len(c.rest), fits)
	g.parts = append(g.parts, part{c, c.top, c.height, c.rest[:n]})
	c.rest = c.rest[n:]
}

// draw draws the parts of this page, so that their words stand in the file in the
// order in which they are read.
func (g *grid) draw() {
	slices.SortFunc(g.parts, func(a, b part) int { return cmp.Or(a.top-b.top, a.col-b.col) })
	y := g.y
	for _, c := range g.parts {
		x, w := g.edges[c.col], g.edges[c.col+c.cols]-g.edges[c.col]
		g.page.box(x, g.m.Top+c.top, w, c.height, frame)
		g.y = c.top + (c.height-len(c.lines)*g.lead)/2
		for _, l := range c.lines {
			g.line(c.p, l)
			g.y += g.lead
		}
	}
	g.y, g.parts = y, g.parts[:0]
}
