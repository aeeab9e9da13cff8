package report

import (
	"strings"

	"zhenggai/source"
)

// A tableRow is one row of a table whose rows are findings, or the rows of a
// table that is none.
type tableRow struct {
	span        source.Span
	first, last int32 // cells [first, last) of grower.cells
	cols        int32 // index of its table's first column in grower.cols
	kind        rowKind
}

type rowKind uint8

const (
	rowFinding rowKind = iota
	rowHeader
	rowOther // a row of a table that was not understood
	rowForm  // a row of a form with which a finding begins
	rowFormMore
	rowMeasure // a row of a table of measures that belongs to the form before it
)

// A column is what one column of a table of findings holds.
type column struct {
	kind  LabelKind
	field field
}

// A field is what a column is to the tree.
type field uint8

const (
	fieldNone field = iota
	fieldNumber
	fieldAspect
	fieldProblem // the finding, where another column says it in detail
	fieldFinding
	fieldMeasures
	fieldLabel
)

// readTables finds the rows of tables: those that the file itself knows, else
// lines with │ between cells.
func (g *grower) readTables() {
	cells := g.out.Text.Cells()
	if len(cells) > 0 {
		g.gridTables(cells)
		return
	}
	if !g.bars {
		return
	}
	for n := 0; n < len(g.lines); {
		bars := g.barsOf(n)
		if bars == 0 {
			n++
			continue
		}
		from := n
		for n < len(g.lines) && g.barsOf(n) > 0 {
			n++
		}
		if n-from >= 2 {
			g.barTable(from, n)
		}
	}
}

// barsOf counts the │ in line n.
func (g *grower) barsOf(n int) int { return strings.Count(g.lines[n].span.In(g.s), "│") }

// barTable reads the lines [from, to) as one table.
func (g *grower) barTable(from, to int) {
	start := len(g.rows)
	for n := from; n < to; n++ {
		l := &g.lines[n]
		row := tableRow{span: l.span, first: int32(len(g.cells))}
		at := int(l.span.Start)
		for at <= int(l.span.End) {
			end := int(l.span.End)
			if k := strings.Index(g.s[at:end], "│"); k >= 0 {
				end = at + k
			}
			g.cells = append(g.cells, g.trimmed(at, end))
			at = end + len("│")
		}
		row.last = int32(len(g.cells))
		g.rows = append(g.rows, row)
		l.row = int32(len(g.rows))
	}
	g.columns(start, len(g.rows))
}

// headerRows is how many rows are looked at for a header: a title row may stand
// above it.
const headerRows = 3

// gridTables reads the tables that the file itself knows. A row may span several
// lines, where cells hold line ends.
func (g *grower) gridTables(cells []source.Cell) {
	start, line, width := 0, 0, int32(0)
	for i := 0; i < len(cells); {
		j := i
		for j < len(cells) && cells[j].Table == cells[i].Table && cells[j].Row == cells[i].Row {
			j++
		}
		if len(g.rows) > start && cells[i].Table != cells[i-1].Table {
			g.columns(start, len(g.rows))
			start, width = len(g.rows), 0
		}
		row := tableRow{first: int32(len(g.cells)), span: source.Span{Start: g.joinedAt(cells[i].Start), End: g.joinedAt(cells[j-1].End)}}
		for k := i; k < j; k++ {
			for len(g.cells)-int(row.first) < int(cells[k].Col)-1 { // covered by a merged cell above
				at := g.joinedAt(cells[k].Start)
				g.cells = append(g.cells, source.Span{Start: at, End: at})
			}
			g.cells = append(g.cells, g.trimmed(int(g.joinedAt(cells[k].Start)), int(g.joinedAt(cells[k].End))))
			for c := int32(1); c < cells[k].Cols && c < 64; c++ {
				at := g.cells[len(g.cells)-1].End
				g.cells = append(g.cells, source.Span{Start: at, End: at})
			}
		}
		if len(g.rows)-start < headerRows {
			width = max(width, int32(len(g.cells))-row.first)
		}
		for int32(len(g.cells))-row.first < min(width, 64) { // a sheet has no cell where the last ones are blank
			g.cells = append(g.cells, source.Span{Start: row.span.End, End: row.span.End})
		}
		row.last = int32(len(g.cells))
		g.rows = append(g.rows, row)
		for line < len(g.lines) && g.lines[line].span.End < row.span.Start {
			line++
		}
		for ; line < len(g.lines) && g.lines[line].span.Start <= row.span.End; line++ {
			if g.lines[line].row == 0 {
				g.lines[line].row = int32(len(g.rows))
			}
			if g.lines[line].span.End > row.span.End {
				break
			}
		}
		i = j
	}
	g.columns(start, len(g.rows))
}

func (g *grower) trimmed(from, to int) source.Span {
	from = blank(g.s, from)
	if from > to {
		from = to
	}
	return source.Span{Start: int32(from), End: max(int32(from), g.trim(int32(from), int32(to), false))}
}

// columns reads the header of the table of rows [start, end): one row, or two
// where the first groups the columns of the second.
func (g *grower) columns(start, end int) {
	if end-start < 2 {
		g.other(start, end)
		return
	}
	if g.form(start, end) {
		return
	}
	for h := start; h < min(start+headerRows, end-1); h++ {
		base := len(g.cols)
		if n, ok := g.header(h, end); ok {
			for r := start; r < end; r++ {
				row := &g.rows[r]
				row.cols = int32(base)
				if r < h+n {
					row.kind = rowHeader
				}
			}
			return
		}
		if g.named(&g.rows[h]) { // a header without findings: what stands below it is none
			g.other(start, end)
			g.measuresOf(h, end, base)
			return
		}
		g.cols = g.cols[:base]
	}
	g.other(start, end)
}

// named reports whether all cells of a row, three at least, are names of columns.
func (g *grower) named(row *tableRow) bool {
	cells, n := g.cells[row.first:row.last], 0
	for _, c := range cells {
		if !c.Empty() {
			n++
		}
	}
	return n >= 3 && g.known(cells) == n
}

func (g *grower) other(start, end int) {
	for r := start; r < end; r++ {
		g.rows[r].kind = rowOther
	}
}

// header reads row h, and the one behind it if that goes on, as a header; n is
// how many rows it takes.
func (g *grower) header(h, end int) (n int, ok bool) {
	top := g.cells[g.rows[h].first:g.rows[h].last]
	n = 1
	var below []source.Span
	if h+1 < end-1 {
		below = g.cells[g.rows[h+1].first:g.rows[h+1].last]
		if g.known(below) >= 2 && g.grouped(top) {
			n = 2
		} else {
			below = nil
		}
	}
	known, findings := 0, 0
	for c := range top {
		words := g.headWords(top, below, c)
		col := g.columnOf(words)
		if col.field != fieldNone {
			known++
		}
		if col.field == fieldFinding {
			findings++
		}
		g.cols = append(g.cols, col)
	}
	if known < 2 || findings == 0 {
		return 0, false
	}
	g.settle(len(g.cols)-len(top), findings)
	return n, true
}

// grouped reports whether a row has cells that name several columns: beside or below
// them there is nothing, or the same again. Without, what stands below it is no header,
// however much its words (基本完成, 财务部门…) look like names of columns.
func (g *grower) grouped(top []source.Span) bool {
	for c := range top {
		if top[c].Empty() || c > 0 && top[c].In(g.s) == top[c-1].In(g.s) {
			return true
		}
	}
	return false
}

// known counts the cells that are the name of a column.
func (g *grower) known(cells []source.Span) (n int) {
	for _, c := range cells {
		if c.Len() > 0 && c.Len() <= 60 && g.columnOf(ColumnName(c.In(g.s))).field != fieldNone {
			n++
		}
	}
	return n
}

// headWords returns the name of column c: from the lower row, or from the upper
// one where the lower is empty.
func (g *grower) headWords(top, below []source.Span, c int) string {
	if c < len(below) && !below[c].Empty() {
		return ColumnName(below[c].In(g.s))
	}
	return ColumnName(top[c].In(g.s))
}

// ColumnName returns the words of a header cell as columns are known by: without
// blanks, line ends, and brackets with their words. Names are short, so this
// allocates only for tables.
func ColumnName(words string) string {
	if i := strings.IndexAny(words, "（("); i > 0 {
		words = words[:i]
	}
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\n' || r == '\r' || r == '\u3000' || r == '\t' {
			return -1
		}
		return r
	}, words)
}

// columnNames are names of columns that are no labels elsewhere.
var columnNames = [...]struct {
	words string
	col   column
}{
	{"序号", column{field: fieldNumber}}, {"编号", column{field: fieldNumber}}, {"序", column{field: fieldNumber}}, {"问题编号", column{field: fieldNumber}}, {"问题序号", column{field: fieldNumber}},
	{"方面", column{field: fieldAspect}}, {"反馈方面", column{field: fieldAspect}}, {"问题类别", column{field: fieldAspect}}, {"类别", column{field: fieldAspect}}, {"问题分类", column{field: fieldAspect}},
	{"是否完成", column{LabelEffect, fieldLabel}}, {"状态", column{LabelEffect, fieldLabel}}, {"进度", column{LabelEffect, fieldLabel}}, {"办理情况", column{LabelEffect, fieldLabel}}, {"办理进度", column{LabelEffect, fieldLabel}}, {"是否销号", column{LabelEffect, fieldLabel}}, {"整改是否到位", column{LabelEffect, fieldLabel}}, {"当前状态", column{LabelEffect, fieldLabel}}, {"办理状态", column{LabelEffect, fieldLabel}}, {"销号状态", column{LabelEffect, fieldLabel}},
	{"领导", column{LabelLeader, fieldLabel}}, {"科室", column{LabelDept, fieldLabel}}, {"单位", column{LabelDept, fieldLabel}}, {"部门", column{LabelDept, fieldLabel}}, {"牵头领导", column{LabelLeader, fieldLabel}}, {"包抓领导", column{LabelLeader, fieldLabel}}, {"责任科室(单位)", column{LabelDept, fieldLabel}},
	{"联系人", column{LabelPerson, fieldLabel}}, {"具体经办人", column{LabelPerson, fieldLabel}}, {"延期情况", column{LabelNote, fieldLabel}}, {"延期", column{LabelNote, fieldLabel}}, {"说明", column{LabelNote, fieldLabel}},
	{"产生问题的根本原因", column{LabelCause, fieldLabel}}, {"产生问题的原因", column{LabelCause, fieldLabel}}, {"问题定性依据", column{LabelNote, fieldLabel}},
}

// columnOf returns what the column with this name holds, by the name that a person
// gave it if one did.
func (g *grower) columnOf(words string) column {
	if name, ok := g.names[words]; ok {
		words = name
	}
	return columnOf(words)
}

// columnOf returns what the column with this name holds.
func columnOf(words string) column {
	for _, n := range columnNames {
		if n.words == words {
			return n.col
		}
	}
	kind := labelOf(words)
	switch kind {
	case LabelFinding:
		return column{kind, fieldFinding}
	case LabelMeasures:
		return column{kind, fieldMeasures}
	case LabelNone:
		if len(words) > 36 {
			return column{}
		}
		for _, w := range [...]struct {
			words string
			col   column
		}{
			{"金额", column{LabelNote, fieldLabel}}, {"时限", column{LabelDue, fieldLabel}}, {"期限", column{LabelDue, fieldLabel}}, {"责任领导", column{LabelLeader, fieldLabel}}, {"领导", column{LabelLeader, fieldLabel}},
			{"责任人", column{LabelPerson, fieldLabel}}, {"单位", column{LabelDept, fieldLabel}}, {"科室", column{LabelDept, fieldLabel}}, {"部门", column{LabelDept, fieldLabel}},
			{"日期", column{LabelDone, fieldLabel}}, {"措施", column{LabelMeasures, fieldMeasures}}, {"举措", column{LabelMeasures, fieldMeasures}},
			{"问题来源", column{LabelNote, fieldLabel}}, {"问题类型", column{LabelNote, fieldLabel}}, {"问题数", column{}}, {"问题", column{LabelFinding, fieldFinding}},
			{"进展", column{LabelMeasures, fieldMeasures}}, {"完成", column{LabelEffect, fieldLabel}}, {"成效", column{LabelEffect, fieldLabel}}, {"销号", column{LabelEffect, fieldLabel}}, {"材料", column{LabelEvidence, fieldLabel}},
		} {
			if strings.Contains(words, w.words) {
				return w.col
			}
		}
		return column{}
	}
	return column{kind, fieldLabel}
}

// settle makes the columns from base on agree with one another: where a column of
// measures stands beside one of progress, progress is a label; of two columns of
// findings the first is the problem and the last the point; 完成时间 beside a
// deadline is the day it was done.
func (g *grower) settle(base, findings int) {
	cols := g.cols[base:]
	plan, due, seen := false, false, 0
	for i := range cols {
		if cols[i].field == fieldMeasures {
			plan = true
			break
		}
	}
	first := true
	for i := range cols {
		c := &cols[i]
		switch {
		case c.field == fieldMeasures && plan:
			if !first {
				c.field, c.kind = fieldLabel, LabelEffect
			}
			first = false
		case c.field == fieldFinding:
			if seen++; findings > 1 && seen < findings {
				c.field = fieldProblem
			}
		case c.kind == LabelDue:
			if due {
				c.kind = LabelDone
			}
			due = true
		}
	}
}

// settleKind makes the text a ledger where its findings all stand in tables that
// are most of it, and the disclosure of a round where its parts are units.
func (g *grower) settleKind() {
	inside, headings := int32(0), 0
	for i := range g.items {
		it := &g.items[i]
		if it.row > 0 && it.role == Point {
			inside += int32(g.rows[it.row-1].span.Len())
		}
		if it.heading() {
			headings++
		}
	}
	h := &g.out.Head
	if headings == 0 && int(inside)*10 > len(g.s)*6 {
		h.Kind = Ledger
	}
	if h.units && h.Kind == Rectification {
		h.Kind = Round
	}
}
