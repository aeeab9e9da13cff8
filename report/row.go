package report

import "zhenggai/source"

// row adds the items of the table row that line n belongs to, once.
func (g *grower) row(n int32) {
	r := g.lines[n].row
	if n > 0 && g.lines[n-1].row == r {
		return
	}
	row := &g.rows[r-1]
	form, begins := row.kind.formRow()
	if form && !begins {
		return
	}
	parent := g.peek()
	if n < g.top || n >= g.tail && !form { // a day in a form is no sign-off
		parent = None
	}
	it := item{span: row.span, mark: None, line: n, parent: parent, row: r, role: Point, flags: FromTable}
	if form {
		it.flags = FromForm
		it.span.End = g.rows[g.formEnd(int(r-1))-1].span.End
	} else if row.kind != rowFinding && row.kind != rowMeasure {
		it.role = Table
		if k := len(g.items); k > 0 && g.items[k-1].role == Table && g.items[k-1].row == r-1 {
			return // one node for the rows of one table
		}
	}
	g.add(it)
}

// tableRow writes the nodes of the row of item i.
func (g *grower) tableRow(i int32) {
	it := &g.items[i]
	if it.role == Table {
		g.lastAspect, g.lastProblem, g.lastRow = None, None, None // another table
		it.node = g.node(i, g.nodeOf(it.parent))
		return
	}
	row := &g.rows[it.row-1]
	if row.kind == rowMeasure {
		g.measureRow(i)
		return
	}
	if row.kind == rowForm {
		g.lastAspect, g.lastProblem, g.lastRow = None, None, None
		g.formPoint(i)
		return
	}
	cell := func(f field) (source.Span, bool) {
		for c := int32(0); c < row.last-row.first && int(row.cols+c) < len(g.cols); c++ {
			if g.cols[row.cols+c].field == f {
				return g.cells[row.first+c], true
			}
		}
		return source.Span{}, false
	}
	finding, _ := cell(fieldFinding)
	measures, _ := cell(fieldMeasures)
	number, _ := cell(fieldNumber)
	parent := g.nodeOf(it.parent)
	if finding.Empty() && measures.Empty() {
		g.lastAspect, g.lastProblem, g.lastRow = None, None, None
		it.role = Table
		it.node = g.node(i, parent)
		return
	}
	parent = g.groups(it, row, parent)
	point := g.lastRow
	if !finding.Empty() || point == None {
		point = g.rowPoint(it, number, finding, parent)
	}
	it.node, g.lastRow = point, point
	g.widen(point, it.span.End)
	for c := row.first; c < row.last; c++ {
		k := row.cols + c - row.first
		if int(k) >= len(g.cols) {
			break
		}
		switch col := g.cols[k]; col.field {
		case fieldMeasures:
			g.cellMeasures(point, g.cells[c])
		case fieldLabel:
			g.out.Nodes = append(g.out.Nodes, Node{Span: g.cells[c], Body: g.cells[c], Marker: source.Span{Start: g.cells[c].Start, End: g.cells[c].Start},
				Parent: point, First: None, Next: None, Style: StyleLabel, Role: Label, Label: col.kind, Flags: FromTable, Conf: 95})
		}
	}
}

// rowPoint writes the point of a row.
func (g *grower) rowPoint(it *item, printed, finding source.Span, parent int32) int32 {
	n := Node{Span: it.span, Title: finding, Body: source.Span{Start: finding.Start, End: it.span.End}, Number: printed, Marker: printed,
		Parent: parent, First: None, Next: None, Style: StyleDot, Role: Point, Flags: FromTable, Conf: 95}
	if !printed.Empty() {
		if c, _ := at(g.s, int(printed.Start)); c == clDigit {
			n.Num, _, _ = number(g.s, int(printed.Start))
		}
	} else {
		n.Style = StyleNone
	}
	n.Span.Start = g.rowStart(&g.rows[it.row-1], false) // the cells of aspect and problem before it are theirs
	g.out.Nodes = append(g.out.Nodes, n)
	return int32(len(g.out.Nodes) - 1)
}

// rowStart returns where the point of a row begins: at its first cell that is
// neither aspect nor problem and has a part in the tree. With wordy a number is none.
func (g *grower) rowStart(row *tableRow, wordy bool) int32 {
	for c := row.first; c < row.last; c++ {
		k := row.cols + c - row.first
		if int(k) >= len(g.cols) {
			break
		}
		switch f := g.cols[k].field; {
		case f == fieldAspect || f == fieldProblem || f == fieldNone || wordy && f == fieldNumber:
		case !g.cells[c].Empty() || f != fieldNumber:
			return g.cells[c].Start
		}
	}
	return row.span.Start
}

// groups writes the aspect and the problem that a row opens, where its table has
// columns for them, and returns the parent of its point.
func (g *grower) groups(it *item, row *tableRow, parent int32) int32 {
	start, first := g.rowStart(row, true), g.rowStart(row, false)
	for c := row.first; c < row.last; c++ {
		k := row.cols + c - row.first
		if int(k) >= len(g.cols) {
			break
		}
		f, span := g.cols[k].field, g.cells[c]
		if f != fieldAspect && f != fieldProblem || span.Start > start {
			continue // a group stands before what it groups
		}
		role, last := Aspect, &g.lastAspect
		if f == fieldProblem {
			role, last = Problem, &g.lastProblem
		}
		if !span.Empty() && (*last == None || g.out.Nodes[*last].Title.In(g.s) != span.In(g.s)) {
			g.out.Nodes = append(g.out.Nodes, Node{Span: source.Span{Start: min(span.Start, first), End: it.span.End}, Title: span, Body: span, Parent: parent,
				First: None, Next: None, Role: role, Flags: FromTable, Conf: 90})
			*last = int32(len(g.out.Nodes) - 1)
			g.lastRow = None
			if role == Aspect {
				g.lastProblem = None
			}
		}
		if *last != None {
			parent = *last
			g.widen(parent, it.span.End)
		}
	}
	return parent
}

// widen lets node n reach to end: a finding may go on in the next row.
func (g *grower) widen(n, end int32) {
	for ; n != None && g.out.Nodes[n].Flags&FromTable != 0; n = g.out.Nodes[n].Parent {
		g.out.Nodes[n].Span.End = max(g.out.Nodes[n].Span.End, end)
		if g.out.Nodes[n].Role == Point {
			g.out.Nodes[n].Body.End = g.out.Nodes[n].Span.End
		}
	}
}

// cellMeasures writes the measures of a cell: those that ordinals or numbers
// open, else one.
func (g *grower) cellMeasures(point int32, cell source.Span) {
	if cell.Empty() {
		return
	}
	lo := g.markAfter(cell.Start)
	hi := g.markAfter(cell.End)
	for k := lo; k < hi; k++ {
		m := &g.marks[k]
		if m.style < StyleOrd && !m.inline { // numbers at the start of a line of the cell
			m.inline = true
			switch m.style {
			case StyleArab, StyleParen:
				m.family = famParen
			case StyleCircle:
				m.family = famCircle
			default:
				m.family = famDigits
			}
		}
	}
	if lo < hi {
		g.ordinals(lo, hi)
	}
	open := None
	write := func(end int32) {
		m := &g.marks[open]
		g.addMeasure(Node{Span: source.Span{Start: m.span.Start, End: end}, Marker: m.span, Number: m.number, Sep: m.sep, Num: m.value,
			Style: StyleOrd, Role: Measure, Flags: FromTable, Conf: 95}, point)
	}
	for k := lo; k < hi; k++ {
		m := &g.marks[k]
		if m.dead || m.family == famNone {
			continue
		}
		if open != None {
			write(m.span.Start)
		}
		open = int32(k)
	}
	if open != None {
		write(cell.End)
		return
	}
	one := Node{Span: cell, Role: Measure, Flags: Implicit | FromTable, Conf: 90}
	if lo < hi && g.marks[lo].span.Start == cell.Start && g.marks[lo].value == 1 { // a list of one
		m := &g.marks[lo]
		one.Marker, one.Number, one.Sep, one.Num, one.Style, one.Flags = m.span, m.number, m.sep, m.value, m.style, FromTable
	}
	g.addMeasure(one, point)
}

// markAfter returns the index of the first mark at or behind off.
func (g *grower) markAfter(off int32) int {
	lo, hi := 0, len(g.marks)
	for lo < hi {
		mid := (lo + hi) / 2
		if g.marks[mid].span.Start < off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
