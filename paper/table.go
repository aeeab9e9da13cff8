package paper

import (
	"fmt"
	"iter"
	"slices"

	"zhenggai/fault"
	"zhenggai/zh"
)

// A Table is rows under columns. Like a web page it lists only the cells that
// begin in a row: what a cell above or before covers is left out.
type Table struct {
	Caption string
	Columns []Column
	Head    []Row // repeated on each page; nil: one row of the columns' titles, if they have any
	Rows    []Row
	Wide    bool // on a landscape page of its own
}

// A Column says how wide the cells below it are and what they hold.
type Column struct {
	Title string
	Width float64 // in Chinese characters; 0: by kind. Pages share their width out in this proportion
	Kind  Kind    // numbers and money stand to the right, dates in the middle
}

// A Kind is what a cell holds.
type Kind uint8

// The kinds.
const (
	Text Kind = iota
	Number
	Date
	Money
)

// A Row is the cells that begin in it. Cells that are missing at its end are empty.
type Row struct {
	Cells  []Cell
	Height float64 // at least, in mm; 0: as high as its words
}

// A Cell is one value. Words, Figure, Day and Amount make them.
type Cell struct {
	Kind       Kind
	Text       string     // of Text
	Number     zh.Decimal // of Number and Money
	Date       zh.Date    // of Date; the zero Date is empty
	Rows, Cols int        // how many it covers; 0 is 1
	Head       bool       // says what another cell holds
	Align      Align
}

// Words returns a cell of text.
func Words(s string) Cell { return Cell{Text: s} }

// Figure returns a cell of a number.
func Figure(d zh.Decimal) Cell { return Cell{Kind: Number, Number: d} }

// Amount returns a cell of money.
func Amount(d zh.Decimal) Cell { return Cell{Kind: Money, Number: d} }

// Day returns a cell of a date.
func Day(d zh.Date) Cell { return Cell{Kind: Date, Date: d} }

// Label returns a cell that says what another holds, as forms have them.
func Label(s string) Cell { return Cell{Text: s, Head: true} }

// Over returns c made to cover so many rows and columns.
func (c Cell) Over(rows, cols int) Cell {
	c.Rows, c.Cols = rows, cols
	return c
}

// String returns what a reader sees in the cell, in every form of the paper.
func (c Cell) String() string {
	switch c.Kind {
	case Number:
		return c.Number.String()
	case Money:
		return grouped(c.Number.Fixed())
	case Date:
		return longDate(c.Date)
	}
	return Clean(c.Text)
}

// A Sheet is a table as a workbook or a .csv holds it. Rows that would fill the
// memory come one at a time from More, behind those of the table.
type Sheet struct {
	Name  string // of the tab
	Title string // above the table
	Note  string // under the title: who reports, in which unit
	Table Table
	More  iter.Seq2[Row, error]
}

// Rows returns the rows of the table and those that come from More.
func (s Sheet) Rows() iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for _, r := range s.Table.Rows {
			if !yield(r, nil) {
				return
			}
		}
		if s.More != nil {
			s.More(yield)
		}
	}
}

// Sheets returns each table of d and of its attachments as a sheet.
func (d Document) Sheets() []Sheet {
	var out []Sheet
	add := func(name string, body []Block) {
		for _, b := range body {
			t, ok := b.(Table)
			if !ok {
				continue
			}
			s := Sheet{Name: t.Caption, Title: t.Caption, Table: t}
			if s.Name == "" {
				s.Name, s.Title = OneLine(name), OneLine(name)
			}
			out = append(out, s)
		}
	}
	add(d.Title, d.Body)
	for _, a := range d.Attachments {
		add(a.Name, a.Body)
	}
	return out
}

// HeadRows returns the rows that stand above the table's own and are repeated.
func (t Table) HeadRows() []Row {
	if t.Head != nil || !slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Title != "" }) {
		return t.Head
	}
	var r Row
	for _, c := range t.Columns {
		r.Cells = append(r.Cells, Label(c.Title))
	}
	return []Row{r}
}

// Widths shares a width out among the columns in proportion to theirs, to the
// last unit.
func (t Table) Widths(width int) []int {
	total := 0.0
	for _, c := range t.Columns {
		total += c.Chars()
	}
	out := make([]int, len(t.Columns))
	done, sum := 0, 0.0
	for i, c := range t.Columns {
		sum += c.Chars()
		edge := int(float64(width) * sum / total)
		out[i] = edge - done
		done = edge
	}
	return out
}

// Chars returns the width of the column in Chinese characters, by its kind where
// none is given.
func (c Column) Chars() float64 {
	switch {
	case c.Width > 0:
		return c.Width
	case c.Kind == Number:
		return 5
	case c.Kind == Text:
		return 12
	}
	return 8
}

// AlignOf returns where the words of a cell that begins in the column stand.
func (c Column) AlignOf(x Cell) Align {
	switch {
	case x.Align != Auto:
		return x.Align
	case x.Head || c.Kind == Date:
		return Center
	case c.Kind == Text:
		return Left
	}
	return Right
}

// A Slot is a place in a row of the full grid: a cell that begins there, or one
// that a cell above covers.
type Slot struct {
	Cell      Cell
	Col, Cols int
	Covered   bool
}

// A Grid finds the columns of the cells, row by row.
type Grid struct {
	over []cover // by column
	row  int
	out  []Slot
}

type cover struct{ rows, cols int }

// NewGrid returns the grid of a table with the given number of columns.
func NewGrid(columns int) *Grid { return &Grid{over: make([]cover, columns)} }

// Row returns the slots of the next row, which fill it from end to end. They are
// valid until the next call. Cells that do not fit are an error.
func (g *Grid) Row(r Row) ([]Slot, error) {
	g.row++
	g.out = g.out[:0]
	next := 0
	for col := 0; col < len(g.over); {
		if o := &g.over[col]; o.rows > 0 {
			o.rows--
			g.out = append(g.out, Slot{Col: col, Cols: o.cols, Covered: true})
			col += o.cols
			continue
		}
		var c Cell
		if next < len(r.Cells) {
			c = r.Cells[next]
		}
		next++
		cols := max(c.Cols, 1)
		for k := col; k < col+cols; k++ {
			if k >= len(g.over) || g.over[k].rows > 0 {
				return nil, g.misfit()
			}
		}
		g.over[col] = cover{max(c.Rows, 1) - 1, cols}
		g.out = append(g.out, Slot{Cell: c, Col: col, Cols: cols})
		col += cols
	}
	if next < len(r.Cells) {
		return nil, g.misfit()
	}
	return g.out, nil
}

func (g *Grid) misfit() error {
	return fault.New(fault.Invalid,
		fmt.Sprintf("表格第%d行的单元格放不进%d列：请检查列数和合并单元格", g.row, len(g.over)),
		fmt.Sprintf("row %d of the table does not fit into %d columns: check the columns and the merged cells", g.row, len(g.over)), nil)
}
