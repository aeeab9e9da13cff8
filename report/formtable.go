package report

import (
	"strings"

	"zhenggai/source"
)

// A form of labels and values is a table that tells of one finding, or of several one
// after another: what is said stands beside its label, not below the name of a
// column. 销号单, 督办单 and the tables of many plans are such.

// formNames are labels of forms that say something else than columns of their name.
var formNames = map[string]column{
	"整改单位": {}, "被巡察单位": {}, "单位名称": {}, "填报单位": {}, "反馈日期": {}, "填报日期": {}, "方面": {}, "首次时限": {},
	"举一反三": {LabelNote, fieldLabel}, "目前进展": {LabelEffect, fieldLabel}, "整改进展": {LabelEffect, fieldLabel}, "进展情况": {LabelEffect, fieldLabel},
}

// formColumn returns what the value beside a label of a form is.
func (g *grower) formColumn(label source.Span) column {
	const longest = 36
	if label.Empty() || label.Len() > longest {
		return column{}
	}
	words := ColumnName(label.In(g.s))
	if col, ok := formNames[words]; ok {
		return col
	}
	switch col := g.columnOf(words); {
	case col.field == fieldAspect || col.field == fieldProblem:
		return column{}
	case col.kind == LabelDone && !strings.Contains(words, "完成") && !strings.Contains(words, "销号") && !strings.Contains(words, "办结"):
		return column{} // the day of something else
	default:
		return col
	}
}

// pairs calls do for each label of a row and the cell of its value. A row that does
// not begin with a label, as those of a chain of signatures below one, has none.
func (g *grower) pairs(row *tableRow, do func(label, value int32, col column)) {
	label := None
	for c := row.first; c < row.last; c++ {
		if c > row.first && g.cells[c].Empty() && g.cells[c].Start == g.cells[c-1].End {
			continue // the cell before it reaches over it
		}
		if label == None {
			label = c
			continue
		}
		do(label, c, g.formColumn(g.cells[label]))
		label = None
	}
}

// form reads the rows [start, end) as a form of labels and values, if they are one:
// then each value is a column of its own.
func (g *grower) form(start, end int) bool {
	rows, pairs, heads, findings := 0, 0, 0, 0
	for r := start; r < end; r++ {
		row := &g.rows[r]
		if !g.cells[row.first].Empty() { // else it goes on below the label above
			rows++
		}
		g.pairs(row, func(label, value int32, col column) {
			if col.field == fieldNone {
				return
			}
			pairs++
			if label == row.first {
				heads++
			}
			if col.field == fieldFinding && !g.cells[value].Empty() {
				findings++
			}
		})
	}
	if pairs < 4 || heads < 3 || heads*3 < rows || findings == 0 {
		return false
	}
	g.markForm(start, end)
	return true
}

// markForm notes what the values of a form are, and where each finding of it begins:
// with the row of its words, or the one above if that has its number.
func (g *grower) markForm(start, end int) {
	open, numbered, found := start, -1, false
	for r := start; r < end; r++ {
		row := &g.rows[r]
		row.cols = int32(len(g.cols))
		row.kind = rowFormMore
		g.cols = append(g.cols, make([]column, row.last-row.first)...)
		g.pairs(row, func(_, value int32, col column) {
			g.cols[row.cols+value-row.first] = col
			switch {
			case col.field == fieldNumber:
				numbered = r
			case col.field == fieldFinding && found:
				open = r
				if numbered > start && numbered == r-1 {
					open = r - 1
				}
				g.rows[open].kind = rowForm
			case col.field == fieldFinding:
				found = true
			}
		})
	}
	g.rows[start].kind = rowForm
}

// settleLetters takes headings and ordinals of a letter for what they are: what is
// asked beside a form (请在5日内回复…) and what a meeting decided are no findings. A text
// is such a letter if there is more in forms than beside tables, or if it is called
// minutes; headings above
// a form may be aspects of it.
func (g *grower) settleLetters() {
	if len(g.rows) == 0 && !g.minutes() {
		return
	}
	g.hangMeasures()
	inside, beside := 0, 0
	for i := range g.items {
		if it := &g.items[i]; it.flags&FromForm != 0 {
			inside += int(g.rows[g.formEnd(int(it.row-1))-1].span.End - g.rows[it.row-1].span.Start)
		}
	}
	for i := range g.lines {
		if l := &g.lines[i]; l.row == 0 {
			beside += l.span.Len()
		}
	}
	if (inside == 0 || inside < beside) && !g.minutes() {
		return
	}
	above := map[int32]bool{}
	for i := range g.items {
		if it := &g.items[i]; it.flags&FromForm != 0 {
			for k := it.parent; k != None; k = g.items[k].parent {
				above[k] = true
			}
		}
	}
	for i := range g.items {
		if it := &g.items[i]; it.row == 0 && !above[int32(i)] && (it.role == Aspect || it.role == Problem || it.role == Point || it.role == Measure) {
			it.role, it.parted = Section, false
		}
	}
}

// measuresOf makes the rows behind header h, whose columns are those from base on,
// measures of the finding that the form before the table tells of.
func (g *grower) measuresOf(h, end, base int) {
	form, measures := false, 0
	for r := range h {
		form = form || g.rows[r].kind == rowForm
	}
	for i := range g.cols[base:] {
		if c := &g.cols[base+i]; c.field == fieldMeasures {
			if measures++; measures > 1 { // progress, beside what was planned
				c.field, c.kind = fieldLabel, LabelEffect
			}
		}
	}
	if !form || measures == 0 {
		return
	}
	for r := h + 1; r < end; r++ {
		g.rows[r].kind, g.rows[r].cols = rowMeasure, int32(base)
	}
}

// hangMeasures hangs tables of measures, and the lines before them, on their forms.
func (g *grower) hangMeasures() {
	form := None
	for i := range g.items {
		it := &g.items[i]
		switch {
		case it.flags&FromForm != 0:
			form = int32(i)
		case form != None && it.row > 0 && g.rows[it.row-1].kind == rowMeasure:
			for k := int(form) + 1; k <= i; k++ {
				if o := &g.items[k]; o.parent != form {
					o.parent = form
					if o.row == 0 {
						o.role, o.parted = Prose, false
					}
				}
			}
		}
	}
}

// measureRow writes the measure of the row of item i, with what its other cells say.
func (g *grower) measureRow(i int32) {
	it := &g.items[i]
	row := &g.rows[it.row-1]
	point := g.nodeOf(it.parent)
	it.node = point
	for c := row.first; c < row.last && int(row.cols+c-row.first) < len(g.cols); c++ {
		switch col := g.cols[row.cols+c-row.first]; {
		case g.cells[c].Empty():
		case col.field == fieldMeasures:
			g.cellMeasures(point, g.cells[c])
		case col.field == fieldLabel:
			g.out.Nodes = append(g.out.Nodes, Node{Span: g.cells[c], Body: g.cells[c], Marker: source.Span{Start: g.cells[c].Start, End: g.cells[c].Start},
				Parent: point, First: None, Next: None, Style: StyleLabel, Role: Label, Label: col.kind, Flags: FromTable, Conf: 90})
		}
	}
}

// minutes reports whether one of the first lines names the text minutes of a meeting.
func (g *grower) minutes() bool {
	const first, longest = 5, 120
	for i := int(g.top); i < min(int(g.top)+first, len(g.lines)); i++ {
		if l := g.lines[i].span; l.Len() <= longest && strings.HasSuffix(l.In(g.s), "纪要") {
			return true
		}
	}
	return false
}

// formRow reports whether the row is of a form, and whether a finding begins in it.
func (k rowKind) formRow() (is, begins bool) { return k == rowForm || k == rowFormMore, k == rowForm }

// formEnd returns the index behind the last row of the finding that row r begins.
func (g *grower) formEnd(r int) int {
	for r++; r < len(g.rows) && g.rows[r].kind == rowFormMore; r++ {
	}
	return r
}

// formPoint writes the point that item i, a form, tells of, with its labels and
// measures.
func (g *grower) formPoint(i int32) {
	it := &g.items[i]
	from := int(it.row - 1)
	rows := g.rows[from:g.formEnd(from)]
	n := Node{Span: source.Span{Start: rows[0].span.Start, End: rows[len(rows)-1].span.End}, Parent: g.nodeOf(it.parent), First: None, Next: None,
		Style: StyleNone, Role: Point, Flags: FromForm, Conf: 90}
	if it.sub > i+1 { // measures stand in a table behind it
		n.Span.End = max(n.Span.End, it.span.End)
	}
	n.Body = n.Span
	for r := range rows {
		row := &rows[r]
		g.pairs(row, func(_, value int32, _ column) {
			s := g.cells[value]
			switch g.cols[row.cols+value-row.first].field {
			case fieldFinding:
				if n.Title.Empty() {
					n.Title, n.Body.Start = s, s.Start
				}
			case fieldNumber:
				if n.Number.Empty() && !s.Empty() {
					n.Number, n.Marker = s, s
					if c, _ := at(g.s, int(s.Start)); c == clDigit {
						if v, end, _ := number(g.s, int(s.Start)); end == int(s.End) {
							n.Num, n.Style = v, StyleDot
						}
					}
				}
			}
		})
	}
	g.out.Nodes = append(g.out.Nodes, n)
	point := int32(len(g.out.Nodes) - 1)
	it.node = point
	for r := range rows {
		row := &rows[r]
		g.pairs(row, func(label, value int32, _ column) {
			g.formValue(point, g.cells[label], g.cells[value], g.cols[row.cols+value-row.first])
		})
	}
}

// formValue writes what a form says of its point.
func (g *grower) formValue(point int32, label, value source.Span, col column) {
	if value.Empty() {
		return
	}
	switch col.field {
	case fieldMeasures:
		g.cellMeasures(point, value)
	case fieldLabel:
		g.out.Nodes = append(g.out.Nodes, Node{Span: source.Span{Start: label.Start, End: value.End}, Marker: label, Body: value,
			Parent: point, First: None, Next: None, Style: StyleLabel, Role: Label, Label: col.kind, Flags: FromForm, Conf: 90})
	}
}
