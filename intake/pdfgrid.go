package intake

import (
	"cmp"
	"math"
	"slices"
)

// A pdfTable is a table that the rules of a page draw, and where it goes on over
// pages, all of it. Cells ascend by row and column.
type pdfTable struct {
	page  int // on which it begins
	top   float64
	xs    []float64 // edges of its columns
	rows  int
	cells []pdfCell
	feet  map[int]int // the lowest cell that begins in each column, once it is asked for
}

// A pdfCell is one cell. Merged cells are one.
type pdfCell struct {
	row, col, rows, cols int
	width                float64 // of the room for its words
	lines                []pdfLine
}

const (
	sameEdge = 3.0       // rules as near as this are one: a double border, a rounding
	touching = 3.0       // between the ends of rules that meet
	maxRules = 4000      // of a page
	maxGrids = 1_000_000 // fields of a document
)

// tables returns the tables of page number n, top to bottom, and the glyphs that
// stand in none. Room is how many fields of grids the document may still have.
func (p *pdfPage) tables(n int, room *int) (out []*pdfTable, rest []glyph) {
	rest = p.glyphs
	if len(p.rules) < 4 || len(p.rules) > maxRules {
		return nil, rest
	}
	flat, upright := joinRules(p.rules, false), joinRules(p.rules, true)
	for _, d := range drawings(flat, upright) {
		g := d.grid(room)
		if g == nil {
			continue
		}
		var inside []glyph
		if inside, rest = g.take(rest); inside == nil {
			continue
		}
		out = append(out, g.table(n, p.height))
	}
	slices.SortStableFunc(out, func(a, b *pdfTable) int { return cmp.Compare(b.top, a.top) })
	return out, rest
}

// joinRules returns the rules of one direction, those that go on in one another as
// one, and those that lie side by side at the same place.
func joinRules(all []rule, upright bool) []rule {
	var rs []rule
	for _, r := range all {
		if r.upright == upright {
			rs = append(rs, r)
		}
	}
	slices.SortFunc(rs, func(a, b rule) int { return cmp.Compare(a.at, b.at) })
	for i := 0; i < len(rs); {
		at := rs[i].at
		j := i
		for ; j < len(rs) && rs[j].at-at <= sameEdge; j++ {
			rs[j].at = at
		}
		i = j
	}
	slices.SortFunc(rs, func(a, b rule) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.from, b.from)) })
	out := rs[:0]
	for _, r := range rs {
		if n := len(out); n > 0 && out[n-1].at == r.at && r.from-out[n-1].to <= touching {
			out[n-1].to = max(out[n-1].to, r.to)
			continue
		}
		out = append(out, r)
	}
	return out
}

// A drawing is rules that hang together.
type drawing struct{ flat, upright []rule }

// drawings parts rules into those that hang together.
func drawings(flat, upright []rule) []*drawing {
	up := make([]int, len(flat)+len(upright)) // the tree of each rule
	for i := range up {
		up[i] = i
	}
	root := func(i int) int {
		for up[i] != i {
			up[i] = up[up[i]]
			i = up[i]
		}
		return i
	}
	for i, h := range flat {
		for k, v := range upright {
			if v.at >= h.from-touching && v.at <= h.to+touching && h.at >= v.from-touching && h.at <= v.to+touching {
				up[root(len(flat)+k)] = root(i)
			}
		}
	}
	var out []*drawing
	at := map[int]*drawing{}
	of := func(i int) *drawing {
		d := at[root(i)]
		if d == nil {
			d = &drawing{}
			at[root(i)] = d
			out = append(out, d)
		}
		return d
	}
	for i, h := range flat {
		d := of(i)
		d.flat = append(d.flat, h)
	}
	for k, v := range upright {
		if d := of(len(flat) + k); len(d.flat) > 0 {
			d.upright = append(d.upright, v)
		}
	}
	return out
}

// A pdfGrid is the fields that the rules of a drawing part; each belongs to a cell.
type pdfGrid struct {
	xs, ys []float64 // from left to right, from top to bottom
	of     []int     // cell of each field, row by row; −1 for none
	cells  []*gridCell
}

// A gridCell is a cell with the glyphs in it.
type gridCell struct {
	row, col, rows, cols int
	open                 bool // it is not drawn on enough sides: it is no cell
	glyphs               []glyph
}

// edges returns the different places of rules.
func edges(rs []rule) (out []float64) {
	for _, r := range rs {
		if n := len(out); n == 0 || math.Abs(out[n-1]-r.at) > sameEdge {
			out = append(out, r.at)
		}
	}
	return out
}

// reach returns how far up and down at least two upright rules reach: where a page
// ends within a row, many programs draw no border below what stands on it.
func (d *drawing) reach() (top, foot float64) {
	var tops, feet []float64
	for _, v := range d.upright {
		tops, feet = append(tops, v.to), append(feet, v.from)
	}
	slices.Sort(tops)
	slices.Sort(feet)
	if n := len(tops); n > 1 {
		return tops[n-2], feet[1]
	}
	return d.upright[0].from, d.upright[0].to // none
}

// grid returns the fields of a drawing, or nil if it is no table: a frame around one
// thing is none. The outermost columns of a table may have no border outside, nor its
// first and last row where they go on from and to another page.
func (d *drawing) grid(room *int) *pdfGrid {
	if len(d.flat) < 2 || len(d.upright) == 0 {
		return nil
	}
	g := &pdfGrid{xs: edges(d.upright), ys: edges(d.flat)}
	slices.Reverse(g.ys)
	left, right := d.flat[0].from, d.flat[0].to
	for _, h := range d.flat {
		left, right = min(left, h.from), max(right, h.to)
	}
	const wide = 8 // what could be a column or a row
	if g.xs[0]-left > wide {
		g.xs = slices.Insert(g.xs, 0, left)
	}
	if right-g.xs[len(g.xs)-1] > wide {
		g.xs = append(g.xs, right)
	}
	top, foot := d.reach()
	if top-g.ys[0] > wide {
		g.ys = slices.Insert(g.ys, 0, top)
	}
	if g.ys[len(g.ys)-1]-foot > wide {
		g.ys = append(g.ys, foot)
	}
	cols, rows := len(g.xs)-1, len(g.ys)-1
	if cols < 1 || rows < 1 || cols*rows < 2 || cols*rows > *room {
		return nil
	}
	*room -= cols * rows
	g.merge(d, cols, rows)
	whole := 0
	for _, c := range g.cells {
		if !c.open {
			whole++
		}
	}
	if whole < 2 {
		return nil
	}
	return g
}

// covers reports whether a rule at a place covers a point.
func covers(rs []rule, at, p float64) bool {
	i, _ := slices.BinarySearchFunc(rs, at-sameEdge, func(r rule, at float64) int { return cmp.Compare(r.at, at) })
	for ; i < len(rs) && rs[i].at <= at+sameEdge; i++ {
		if rs[i].from <= p && p <= rs[i].to {
			return true
		}
	}
	return false
}

// merge makes cells of fields with no rule between them. Fields that are together no
// rectangle, where a piece of a border is missing, are cells of their own.
func (g *pdfGrid) merge(d *drawing, cols, rows int) {
	g.of = make([]int, cols*rows)
	for i := range g.of {
		g.of[i] = -1
	}
	wall := func(r, c int) bool { return covers(d.upright, g.xs[c], (g.ys[r]+g.ys[r+1])/2) }
	floor := func(r, c int) bool { return covers(d.flat, g.ys[r], (g.xs[c]+g.xs[c+1])/2) }
	for i := range g.of {
		if g.of[i] >= 0 {
			continue
		}
		r, c := i/cols, i%cols
		cell := &gridCell{row: r, col: c, rows: 1, cols: 1}
		for c+cell.cols < cols && !wall(r, c+cell.cols) && g.of[i+cell.cols] < 0 {
			cell.cols++
		}
		for r+cell.rows < rows && g.below(wall, floor, cell) {
			cell.rows++
		}
		for k := range cell.cols {
			cell.open = cell.open || !floor(r, c+k) || !floor(r+cell.rows, c+k)
			for n := range cell.rows {
				g.of[(r+n)*cols+c+k] = len(g.cells)
			}
		}
		if cell.open && wall(r, c) && wall(r, c+cell.cols) { // cut by the end of the page
			cell.open = false
		}
		g.cells = append(g.cells, cell)
	}
}

// below reports whether a cell goes on in the next row: with nothing between, and
// within the same walls.
func (g *pdfGrid) below(wall, floor func(r, c int) bool, cell *gridCell) bool {
	r, end := cell.row+cell.rows, cell.col+cell.cols
	for c := cell.col; c < end; c++ {
		if floor(r, c) || g.of[r*(len(g.xs)-1)+c] >= 0 || c > cell.col && wall(r, c) {
			return false
		}
	}
	return (cell.col == 0 || wall(r, cell.col)) && (end == len(g.xs)-1 || wall(r, end))
}

// take gives each cell the glyphs that stand in it, and returns those and the others.
// Glyphs are nil if fewer than two cells have any: it is a figure.
func (g *pdfGrid) take(gs []glyph) (inside, rest []glyph) {
	filled := 0
	for _, x := range gs {
		c := g.at((x.left+x.right)/2, (x.low+x.high)/2)
		if c == nil {
			rest = append(rest, x)
			continue
		}
		if len(c.glyphs) == 0 {
			filled++
		}
		c.glyphs = append(c.glyphs, x)
		inside = append(inside, x)
	}
	if filled < 2 {
		return nil, gs
	}
	return inside, rest
}

// at returns the cell at a point, or nil.
func (g *pdfGrid) at(x, y float64) *gridCell {
	c, _ := slices.BinarySearch(g.xs, x)
	r, _ := slices.BinarySearchFunc(g.ys, y, func(edge, y float64) int { return cmp.Compare(y, edge) })
	if c == 0 || c == len(g.xs) || r == 0 || r == len(g.ys) {
		return nil
	}
	if cell := g.cells[g.of[(r-1)*(len(g.xs)-1)+c-1]]; !cell.open {
		return cell
	}
	return nil
}

// table returns the table with the words of its cells in lines.
func (g *pdfGrid) table(page int, height float64) *pdfTable {
	t := &pdfTable{page: page, top: g.ys[0], xs: g.xs, rows: len(g.ys) - 1}
	pad := math.Inf(1) // between a border and the words, as far as the table shows it
	for _, c := range g.cells {
		if c.open {
			continue
		}
		cell := pdfCell{row: c.row, col: c.col, rows: c.rows, cols: c.cols, lines: linesOf(c.glyphs, page, height)}
		left, right := g.xs[c.col], g.xs[c.col+c.cols]
		cell.width = right - left
		for i := range cell.lines {
			l := &cell.lines[i]
			pad = min(pad, max(l.left-left, 0), max(right-l.right, 0))
		}
		t.cells = append(t.cells, cell)
	}
	const mostPad = 6 // beyond, the words are just short
	pad = min(pad, mostPad)
	for i := range t.cells {
		t.cells[i].width -= 2 * pad
	}
	slices.SortFunc(t.cells, func(a, b pdfCell) int { return cmp.Or(a.row-b.row, a.col-b.col) })
	return t
}
