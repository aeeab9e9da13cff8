package draft

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/report"
	"zhenggai/source"
)

// A Column is one column of a table of findings as it was understood.
type Column struct {
	Name  string // as printed
	Field Field  // "" where the name is not known: its cells are kept as notes
	Place string // of its header: 台账!F2
}

// A Problem is one place for which a document cannot be imported, with a sentence
// that names it.
type Problem struct {
	Place string // 台账!F7, or 第3行; "" where the document as a whole is meant
	Span  source.Span
	Msg   fault.Msg
}

// bad adds a problem with the words at s. Only a sheet is held to that: prose may
// say what it likes.
func (b *builder) bad(s source.Span, zhForm, enForm string, args ...any) {
	if b.d.Kind != KindSheet {
		return
	}
	b.problem(b.grid.nameOf(s.Start), s, zhForm, enForm, args...)
}

// refuse adds a problem whose sentence err has already.
func (b *builder) refuse(s source.Span, err error) {
	if b.d.Kind != KindSheet {
		return
	}
	place := b.grid.nameOf(s.Start)
	b.d.Problems = append(b.d.Problems, Problem{place, s, fault.Msg{ZH: place + "：" + fault.Say(err, "zh"), EN: place + ": " + fault.Say(err, "en")}})
}

func (b *builder) problem(place string, s source.Span, zhForm, enForm string, args ...any) {
	zh, en := fmt.Sprintf(zhForm, args...), fmt.Sprintf(enForm, args...)
	if place != "" {
		zh, en = place+"："+zh, place+": "+en
	}
	b.d.Problems = append(b.d.Problems, Problem{place, s, fault.Msg{ZH: zh + "，请改正后重新导入。", EN: en + "; please correct it and import again."}})
}

// A cell is one cell of a table. Cells ascend.
type cell struct {
	source.Span
	rowRef
	col, rows int32
}

// A rowRef is one row of one table, a colRef one column.
type (
	rowRef struct{ table, row int32 }
	colRef struct{ table, col int32 }
)

func (c cell) column() colRef { return colRef{c.table, c.col} }

// A grid knows the cells of the tables of findings in a text.
type grid struct {
	text   *source.Text
	cells  []cell
	first  map[int32]int32  // first row of findings of each table that has some
	names  map[colRef]cell  // header of each column of those tables
	sheets map[int32]string // name of the sheet that each table is
}

// newGrid finds the cells of o: those that the file itself knows, else lines with │
// between cells.
func newGrid(o *report.Outline) *grid {
	g := &grid{text: o.Text, first: map[int32]int32{}, names: map[colRef]cell{}, sheets: map[int32]string{}}
	for _, c := range o.Text.Cells() {
		g.cells = append(g.cells, cell{trimmed(o.Text.String(), c.Span), rowRef{c.Table, c.Row}, c.Col, max(c.Rows, 1)})
		if p := o.Text.Place(c.Start); g.sheets[c.Table] == "" && c.Len() > 0 {
			g.sheets[c.Table] = p.Sheet
		}
	}
	if len(g.cells) == 0 {
		g.bars()
	}
	for i := range o.Nodes {
		n := &o.Nodes[i]
		if n.Flags&report.FromTable == 0 || n.Role != report.Point && n.Role != report.Problem && n.Role != report.Aspect && n.Role != report.Measure {
			continue
		}
		if c, ok := g.at(n.Span.Start); ok {
			if row, seen := g.first[c.table]; !seen || c.row < row {
				g.first[c.table] = c.row
			}
		}
	}
	const longHeader = 60
	for _, c := range g.cells {
		if first, ok := g.first[c.table]; ok && c.row < first && !c.Empty() && c.Len() <= longHeader {
			g.names[c.column()] = c // a lower row names the column better
		}
	}
	return g
}

// bars makes cells of lines with │.
func (g *grid) bars() {
	table, row := int32(0), int32(0)
	text := g.text.String()
	for n := 1; n <= g.text.Lines(); n++ {
		line := g.text.Line(n)
		if !strings.Contains(line.In(text), "│") {
			row = 0
			continue
		}
		if row == 0 {
			table++
		}
		row++
		at := line.Start
		for col := int32(1); at <= line.End; col++ {
			end := line.End
			if k := strings.Index(text[at:end], "│"); k >= 0 {
				end = at + int32(k)
			}
			g.cells = append(g.cells, cell{trimmed(text, source.Span{Start: at, End: end}), rowRef{table, row}, col, 1})
			at = end + int32(len("│"))
		}
	}
}

// at returns the cell at offset off.
func (g *grid) at(off int32) (cell, bool) {
	i, ok := slices.BinarySearchFunc(g.cells, off, func(c cell, off int32) int { return cmp.Compare(c.Start, off) })
	if !ok {
		i--
	}
	if i < 0 || g.cells[i].End < off {
		return cell{}, false
	}
	return g.cells[i], true
}

// heads reports whether s lies in the header of a table of findings.
func (g *grid) heads(s source.Span) bool {
	c, ok := g.at(s.Start)
	first, of := g.first[c.table]
	return ok && of && c.row < first
}

// nameOf names the place of off as a person would: 台账!F7, or its line.
func (g *grid) nameOf(off int32) string {
	if c, ok := g.at(off); ok {
		return g.name(c)
	}
	return "第" + strconv.Itoa(g.text.LineAt(off)) + "行"
}

func (g *grid) name(c cell) string {
	if sheet := g.sheets[c.table]; sheet != "" {
		return sheet + "!" + letters(c.col) + strconv.Itoa(int(c.row))
	}
	return "表" + strconv.Itoa(int(c.table)) + "第" + strconv.Itoa(int(c.row)) + "行第" + strconv.Itoa(int(c.col)) + "列"
}

// letters returns the letters of column n of a sheet: A for 1.
func letters(n int32) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

// cells files the cells of the tables of findings that the reader has made neither
// number, finding nor measure.
func (b *builder) cells() {
	inside := b.columns()
	b.eachRow(func(r rowRef, cells []cell) {
		h, ok := b.rowHolder(r)
		if !ok {
			return
		}
		for _, c := range cells {
			if c.Empty() || inside[c.Start] {
				continue
			}
			f := b.fields[c.column()]
			switch f {
			case FieldNumber, FieldAspect, FieldProblem, FieldFinding, FieldMeasures:
				continue // it repeats what a merged cell or the row above says
			case "":
				f = FieldNote
			}
			b.file(h, saying{f, b.columnName(c), c.Span})
		}
	})
}

// eachRow calls do for each row of findings of each table.
func (b *builder) eachRow(do func(r rowRef, cells []cell)) {
	cells := b.grid.cells
	for len(cells) > 0 {
		n := 1
		for n < len(cells) && cells[n].rowRef == cells[0].rowRef {
			n++
		}
		if first, ok := b.grid.first[cells[0].table]; ok && cells[0].row >= first {
			do(cells[0].rowRef, cells[:n])
		}
		cells = cells[n:]
	}
}

// columns settles what each column of the tables of findings holds, and which
// findings stand in which row. It returns the starts of the cells that the reader
// has made findings, numbers and measures.
func (b *builder) columns() (inside map[int32]bool) {
	inside = map[int32]bool{}
	for i := range b.o.Nodes {
		n := &b.o.Nodes[i]
		if n.Flags&report.FromTable == 0 {
			continue
		}
		s, f, own := n.Span, FieldMeasures, true // a cell of its own in the tree
		switch n.Role {
		case report.Aspect, report.Problem, report.Point:
			s, f = n.Title, nodeFields[n.Role]
			if c, ok := b.grid.at(n.Number.Start); ok && !n.Number.Empty() {
				inside[c.Start], b.fields[c.column()] = true, FieldNumber
			}
		case report.Measure:
			if b.d.Kind.may(theWay) == never {
				f, own = FieldNote, false
			}
		case report.Label:
			own = false
		default:
			continue
		}
		c, ok := b.grid.at(s.Start)
		if !ok || s.Empty() {
			continue
		}
		if n.Role == report.Label {
			f = fieldOf(b.columnName(c), n.Label)
		}
		if own {
			inside[c.Start] = true
		}
		b.fields[c.column()] = f
		if at := b.above(int32(i)); at != None && (n.Role == report.Point || n.Role == report.Measure) && !slices.Contains(b.rows[c.rowRef], at) {
			b.rows[c.rowRef] = append(b.rows[c.rowRef], at)
		}
	}
	for _, c := range b.grid.cells {
		if c.Empty() || b.grid.names[c.column()] != c {
			continue
		}
		name := b.columnName(c)
		if f, ok := b.about.Mapping.field(name); ok {
			b.fields[c.column()] = f
		} else if b.fields[c.column()] == "" {
			b.fields[c.column()] = fieldOf(name, report.LabelNone)
			if name == "序号" {
				b.fields[c.column()] = FieldNumber
			}
		}
		b.d.Columns = append(b.d.Columns, Column{name, b.fields[c.column()], b.grid.name(c)})
	}
	return inside
}

var nodeFields = map[report.Role]Field{report.Aspect: FieldAspect, report.Problem: FieldProblem, report.Point: FieldFinding}

// rowHolder returns what the cells of row r speak of. In a finding of several rows
// each row speaks of its own measures.
func (b *builder) rowHolder(r rowRef) (holder, bool) {
	at := b.rows[r]
	if len(at) == 0 {
		return holder{}, false
	}
	f := b.d.Findings[at[0]]
	var mine []*ledger.Measure
	for _, m := range f.Measures {
		if src, ok := m.Sources.Of("text"); ok {
			if c, ok := b.grid.at(int32(src.Start)); ok && c.rowRef == r {
				mine = append(mine, m)
			}
		}
	}
	if len(mine) == 0 { // it speaks of the finding
		return holder{f, f.Measures, false}, true
	}
	src, _ := f.Sources.Of("title")
	own, _ := b.grid.at(int32(src.Start)) // a table of measures alone speaks of each
	return holder{f, mine, len(mine) < len(f.Measures) || own.table != r.table}, true
}

// columnName returns the name of the column of c, as printed; "" if it has none.
func (b *builder) columnName(c cell) string {
	h, ok := b.grid.names[c.column()]
	if !ok {
		return ""
	}
	return strings.ReplaceAll(b.words(h.Span), "\n", "")
}

// columnOf returns the first column of table that holds f, 0 if none does.
func (b *builder) columnOf(table int32, f Field) (col int32) {
	for at := range b.grid.names {
		if at.table == table && b.fields[at] == f && (col == 0 || at.col < col) {
			col = at.col
		}
	}
	return col
}

// in returns the cell of a row at column col.
func in(cells []cell, col int32) (cell, bool) {
	for _, c := range cells {
		if c.col == col {
			return c, true
		}
	}
	return cell{}, false
}
