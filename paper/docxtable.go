package paper

import (
	"strconv"
	"strings"
)

// table writes a table, a wide one on landscape pages. Its last row stays with a
// signature that follows.
func (x *docx) table(t Table, closing bool) error {
	width := x.m.Width
	if t.Wide {
		x.turn()
		width = x.m.Height
	} else {
		x.upright()
	}
	switch c := OneLine(t.Caption); {
	case c != "":
		x.line(pp{style: "Caption", keep: true}, c)
	case x.fresh || x.last == table: // Word would join two tables
		x.small()
	}
	if err := x.rows(t, width, closing && !t.Wide); err != nil {
		return err
	}
	x.last, x.done = table, t.Wide
	return nil
}

// rows writes the table itself, width twips wide.
func (x *docx) rows(t Table, width int, closing bool) error {
	cols := t.Widths(width)
	x.raw(`<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="` + strconv.Itoa(width) + `" w:type="dxa"/><w:jc w:val="center"/>` +
		`<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, w := range cols {
		x.raw(`<w:gridCol w:w="` + strconv.Itoa(w) + `"/>`)
	}
	x.raw(`</w:tblGrid>`)
	props := ""
	if size := x.p.CellSize(t.Wide); size != x.p.CellSize(false) || x.p.TableSize > 0 { // as its style has it
		half := strconv.Itoa(int(size * 2))
		props = `<w:sz w:val="` + half + `"/><w:szCs w:val="` + half + `"/>`
	}
	for i, part := range [][]Row{t.HeadRows(), t.Rows} {
		g := NewGrid(len(t.Columns))
		for n, r := range part {
			slots, err := g.Row(r)
			if err != nil {
				return err
			}
			x.row(t, r, slots, cols, cellMake{props: props, head: i == 0, keep: holds(g), closing: closing && i == 1 && n == len(part)-1})
		}
	}
	x.raw(`</w:tbl>`)
	return nil
}

// A cellMake is what the cells of a row have in common.
type cellMake struct {
	props string // of the runs
	head  bool   // the row is repeated on every page
	keep  bool   // the row stays with the next

	closing bool // the row stays with the signature below the table
}

// row writes a row; a row of the head is repeated on every page.
func (x *docx) row(t Table, r Row, slots []Slot, cols []int, m cellMake) {
	x.raw(`<w:tr><w:trPr>`)
	breaks := 1.0 / MayBreak
	if m.closing {
		breaks = 2.0 / 3 // parted it would stay behind
	}
	if r.Height == 0 && !x.tall(t, slots, cols, breaks) {
		x.raw(`<w:cantSplit/>`)
	}
	if r.Height > 0 {
		x.raw(`<w:trHeight w:val="` + strconv.Itoa(min(twips(r.Height), 12000)) + `" w:hRule="atLeast"/>`)
	}
	if m.head {
		x.raw(`<w:tblHeader/>`)
	}
	x.raw(`</w:trPr>`)
	for _, s := range slots {
		w := 0
		for _, c := range cols[s.Col : s.Col+s.Cols] {
			w += c
		}
		x.raw(`<w:tc><w:tcPr><w:tcW w:w="` + strconv.Itoa(w) + `" w:type="dxa"/>`)
		if s.Cols > 1 {
			x.raw(`<w:gridSpan w:val="` + strconv.Itoa(s.Cols) + `"/>`)
		}
		if s.Covered {
			x.raw(`<w:vMerge/>`)
		} else if s.Cell.Rows > 1 {
			x.raw(`<w:vMerge w:val="restart"/>`)
		}
		x.raw(`<w:vAlign w:val="center"/></w:tcPr>`)
		x.cell(t.Columns[s.Col], s, m)
		x.raw(`</w:tc>`)
	}
	x.raw(`</w:tr>`)
}

// cell writes the words of a cell, a paragraph for each of its lines.
func (x *docx) cell(col Column, s Slot, m cellMake) {
	p := pp{style: "Cell", align: col.AlignOf(s.Cell), keep: m.keep || m.closing}
	if m.head || s.Cell.Head {
		p.style, p.align = "CellHead", Auto // centred by its style
		if s.Cell.Align != Auto {
			p.align = s.Cell.Align
		}
	}
	text := ""
	if !s.Covered {
		text = s.Cell.String()
	}
	for l := range strings.SplitSeq(text, "\n") {
		x.para(p)
		x.run(l, m.props)
		x.end()
	}
}

// tall reports whether a row may break over pages: whether its words take about
// more than a part of one.
func (x *docx) tall(t Table, slots []Slot, cols []int, part float64) bool {
	size := x.p.CellSize(t.Wide) * 20
	page := float64(x.m.Height)
	if t.Wide {
		page = float64(x.m.Width)
	}
	for _, s := range slots {
		if s.Covered || s.Cell.Rows > 1 {
			continue
		}
		w := -2 * CellSide
		for _, c := range cols[s.Col : s.Col+s.Cols] {
			w += c
		}
		lines := 0
		for l := range strings.SplitSeq(s.Cell.String(), "\n") {
			lines += 1 + int(Breadth(l)*size)/max(w, int(size))
		}
		if float64(lines)*size*1.3 > page*part {
			return true
		}
	}
	return false
}

// holds reports whether a cell of the row goes on in the next one, and the rows
// are so few that a page should hold them together.
func holds(g *Grid) bool {
	for _, o := range g.over {
		if o.rows > 0 && o.rows < 6 {
			return true
		}
	}
	return false
}
