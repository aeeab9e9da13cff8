package intake

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"zhenggai/source"
)

// joinTables makes one table of those that end a page and begin the next with the
// same columns: the head that is printed again is dropped, as other words at the
// head of pages are, and a row that was cut is made whole.
func joinTables(lines []pdfLine) []pdfLine {
	out := lines[:0]
	last := -1 // page of the last element, if that is a table
	for _, l := range lines {
		if n := len(out); n > 0 && l.table != nil && out[n-1].table != nil && l.page == last+1 && out[n-1].table.joins(l.table) {
			last = l.page
			continue
		}
		last = l.page
		out = append(out, l)
	}
	return out
}

// joins adds u, which begins the page behind the one that t ends on, to t, if it
// goes on with it.
func (t *pdfTable) joins(u *pdfTable) bool {
	switch {
	case !near(t.xs[0], u.xs[0]) || !near(t.xs[len(t.xs)-1], u.xs[len(u.xs)-1]):
		return false
	case within(u.xs, t.xs):
		u.fit(t.xs)
	case within(t.xs, u.xs):
		t.fit(u.xs)
		t.stand(0)
	default:
		return false
	}
	u.behead(t)
	if len(u.cells) == 0 {
		return true
	}
	if t.feet == nil {
		t.stand(0)
	}
	cut := t.cut(u)
	if cut {
		t.mend(u)
	}
	old := len(t.cells)
	for _, c := range u.cells {
		if c.row == 0 && !cut {
			if up := t.foot(c); up != nil && goesOnBelow(up, &c) {
				up.rows += c.rows
				up.lines = append(up.lines, c.lines...)
				continue
			}
		}
		c.row += t.rows
		t.cells = append(t.cells, c)
	}
	t.rows += u.rows
	t.stand(old)
	return true
}

func near(a, b float64) bool { return math.Abs(a-b) <= sameEdge }

// within reports whether each edge of a is one of b.
func within(a, b []float64) bool {
	for _, x := range a {
		if !slices.ContainsFunc(b, func(y float64) bool { return near(x, y) }) {
			return false
		}
	}
	return true
}

// fit counts the columns of t by the edges xs, which are all of its own and some more.
func (t *pdfTable) fit(xs []float64) {
	at := func(col int) int {
		return slices.IndexFunc(xs, func(y float64) bool { return near(t.xs[col], y) })
	}
	for i := range t.cells {
		c := &t.cells[i]
		col, end := at(c.col), at(c.col+c.cols)
		c.col, c.cols = col, end-col
	}
	t.xs = xs
}

// behead drops the first rows of u that are those of t again: no more than a head has.
func (u *pdfTable) behead(t *pdfTable) {
	const most = 4
	n := 0
	for ; n < min(most, t.rows, u.rows); n++ {
		if !slices.EqualFunc(t.row(n), u.row(n), func(a, b pdfCell) bool {
			return a.col == b.col && a.cols == b.cols && a.rows == b.rows && a.words() == b.words()
		}) {
			break
		}
	}
	u.drop(n)
}

// row returns the cells that begin in row n.
func (t *pdfTable) row(n int) []pdfCell {
	from, _ := slices.BinarySearchFunc(t.cells, n, func(c pdfCell, n int) int { return cmp.Compare(c.row, n) })
	to, _ := slices.BinarySearchFunc(t.cells, n+1, func(c pdfCell, n int) int { return cmp.Compare(c.row, n) })
	return t.cells[from:to]
}

// drop takes out the first n rows.
func (t *pdfTable) drop(n int) {
	t.cells = slices.DeleteFunc(t.cells, func(c pdfCell) bool { return c.row < n })
	for i := range t.cells {
		t.cells[i].row -= n
	}
	t.rows -= n
}

// words returns what stands in a cell.
func (c *pdfCell) words() string {
	var sb strings.Builder
	for i := range c.lines {
		sb.WriteString(c.lines[i].String())
	}
	return sb.String()
}

// foot returns the cell that ends in the last row, in the column and as wide as c.
func (t *pdfTable) foot(c pdfCell) *pdfCell {
	if i, ok := t.feet[c.col]; ok {
		if x := &t.cells[i]; x.row+x.rows == t.rows && x.cols == c.cols {
			return x
		}
	}
	return nil
}

// stand notes which cells are the lowest of their columns, from cell i on.
func (t *pdfTable) stand(i int) {
	if i == 0 {
		t.feet = map[int]int{}
	}
	for ; i < len(t.cells); i++ {
		t.feet[t.cells[i].col] = i
	}
}

// goesOnBelow reports whether a cell of several rows goes on in one at the head of
// the next page: its box is drawn there again.
func goesOnBelow(up, c *pdfCell) bool {
	if up.rows == 1 && c.rows == 1 {
		return false
	}
	return len(c.lines) == 0 || len(up.lines) > 0 && up.flows(&up.lines[len(up.lines)-1], &c.lines[0])
}

// cut reports whether the first row of u is what was left of the last row of t: its
// number is not there again, some cells have nothing more to say, and none says what
// its cell on the page before did not begin.
func (t *pdfTable) cut(u *pdfTable) bool {
	more, ended, flows := 0, 0, 0
	for _, c := range u.row(0) {
		up := t.foot(c)
		if up == nil || len(c.lines) > 0 && len(up.lines) == 0 {
			return false
		}
		on := len(c.lines) > 0 && up.flows(&up.lines[len(up.lines)-1], &c.lines[0])
		switch {
		case c.col == 0 && len(c.lines) > 0 && (!on || strings.Trim(c.words(), "0123456789.-") == ""):
			return false // a number is not parted
		case len(c.lines) > 0:
			if more++; on {
				flows++
			}
		case len(up.lines) > 0 && up.rows == 1 && c.col > 0:
			ended++
		}
	}
	return ended > 0 || more == flows
}

// mend adds the first row of u to the last row of t.
func (t *pdfTable) mend(u *pdfTable) {
	for _, c := range u.row(0) {
		up := t.foot(c)
		up.lines = append(up.lines, c.lines...)
	}
	for i := range u.cells {
		if c := &u.cells[i]; c.row == 0 && c.rows > 1 { // it has more rows: those are new
			up := t.foot(*c)
			up.rows += c.rows - 1
		}
	}
	u.drop(1)
}

// flows reports whether line b of a cell goes on with the paragraph of line a: the
// first words of b would not have fitted behind a.
func (c *pdfCell) flows(a, b *pdfLine) bool {
	if a.gap || b.gap {
		return false
	}
	if room := c.width - (a.right - a.left); room > 0.9*a.em && room > b.tokenWidth()+0.3*a.em {
		return false
	}
	if isDigit(a.last()) && isDigit(b.glyphs[0].r) && a.wordBehind()+b.tokenWidth() <= c.width {
		return false // one number would not have been parted
	}
	return !endsSentence(a.last()) || !beginsWithMarker(b.String())
}

// wordBehind returns how wide the number or word is that the line ends in.
func (l *pdfLine) wordBehind() float64 {
	i := len(l.glyphs) - 1
	for i > 0 && l.glyphs[i-1].r > ' ' && l.glyphs[i-1].r < 0x80 && !l.spaced(i) {
		i--
	}
	return l.right - l.glyphs[i].left
}

// write writes the table, a line for each row with marks between cells.
func (w *pdfWriter) table(t *pdfTable) {
	w.tables++
	next := 0
	for row := range t.rows {
		w.para++
		if row > 0 {
			w.b.Synthetic("\n", w.orig)
		}
		for col := 0; col < len(t.xs)-1; {
			if col > 0 {
				w.b.Synthetic(cellMark, w.orig)
			}
			if next == len(t.cells) || t.cells[next].row != row || t.cells[next].col != col {
				col++ // covered from above
				continue
			}
			w.cell(&t.cells[next])
			col += t.cells[next].cols
			next++
		}
	}
}

// cell writes the words of a cell, a line for each paragraph.
func (w *pdfWriter) cell(c *pdfCell) {
	place := source.Place{Para: w.para, Table: w.tables, Row: int32(c.row + 1), Col: int32(c.col + 1)}
	cell := source.Cell{Table: place.Table, Row: place.Row, Col: place.Col, Rows: int32(c.rows), Cols: int32(c.cols)}
	cell.Start = int32(w.b.Len())
	for i := range c.lines {
		l := &c.lines[i]
		if i > 0 {
			w.between(&c.lines[i-1], l, c.flows(&c.lines[i-1], l))
		}
		w.turn(l)
		if i == 0 || c.lines[i-1].page != l.page {
			place.Page = int32(l.page + 1)
			w.b.At(place)
		}
		l.write(&w.b)
	}
	cell.End = int32(w.b.Len())
	w.b.Cell(cell)
}
