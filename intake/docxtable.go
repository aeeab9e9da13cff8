package intake

import (
	"strings"

	"zhenggai/source"
)

// cellMark stands between the cells of a row in the text.
const cellMark = "│"

// A tableWalk is a table being read.
type tableWalk struct {
	number, row int32
	merged      map[int32]int // column → index of the cell that vertical merging goes on from
}

// table reads the table just begun, row by row.
func (d *docxReader) table() {
	x := d.x
	if x.empty {
		return
	}
	if d.tableDeep++; d.tableDeep > maxTableDeep {
		d.err = fail(Deep, nil)
		x.skip()
		d.tableDeep--
		return
	}
	if d.sink == nil {
		d.tables++
	}
	t := tableWalk{number: d.tables, merged: map[int32]int{}}
	place := d.place
	for out := x.depth - 1; x.next(); {
		if x.end {
			if x.depth <= out {
				break
			}
			continue
		}
		switch d.names.element(x) {
		case elTr:
			t.row++
			d.row(&t)
		case elSkip:
			x.skip()
		}
	}
	d.place = place
	d.tableDeep--
}

// row reads the row just begun as one line.
func (d *docxReader) row(t *tableWalk) {
	x := d.x
	if x.empty {
		return
	}
	first, col := true, int32(1)
	for out := x.depth - 1; x.next(); {
		if x.end {
			if x.depth <= out {
				break
			}
			continue
		}
		switch d.names.element(x) {
		case elTrPr:
			p := readRowProps(x)
			col += int32(p.before)
			if p.gone && d.sink == nil {
				d.goneRow(out)
				t.row--
				return
			}
		case elTc:
			if first {
				d.beginRow(x.at)
			} else {
				d.put(cellMark, x.at, source.Synthetic)
			}
			first = false
			col = d.cell(t, col)
		case elSkip:
			x.skip()
		}
	}
}

// beginRow writes the line end that is due before a row at once, for its first
// cell may be empty and yet begins behind it.
func (d *docxReader) beginRow(at int) {
	if d.sink != nil {
		return
	}
	if !d.fresh && !d.joined {
		d.pending++
	}
	d.placeDue = false
	d.flush(at)
}

// goneRow reads the rest of a row whose deletion was tracked.
func (d *docxReader) goneRow(out int) {
	d.sink = &strings.Builder{}
	for d.x.next() {
		if d.x.end && d.x.depth <= out {
			break
		}
		if !d.x.end {
			d.element()
		}
	}
	words := d.sink.String()
	d.sink = nil
	d.note(source.NoteDeleted, words)
}

type rowProps struct {
	before int  // grid columns left free at the row's beginning
	gone   bool // its deletion was tracked
}

func readRowProps(outer *xmlScan) rowProps {
	var p rowProps
	for x := (&xmlScan{s: outer.inner("trPrChange")}); x.next(); {
		if x.end {
			continue
		}
		switch localName(x.name) {
		case "gridBefore":
			p.before = min(max(x.number("val", 0), 0), 100)
		case "del":
			p.gone = true
		case "trPrChange":
			x.skip()
		}
	}
	return p
}

type cellProps struct {
	span    int
	merge   bool // goes on with the cell above
	restart bool // begins a vertical merge
}

func readCellProps(outer *xmlScan) cellProps {
	p := cellProps{span: 1}
	for x := (&xmlScan{s: outer.inner("tcPrChange")}); x.next(); {
		if x.end {
			continue
		}
		switch localName(x.name) {
		case "gridSpan":
			p.span = min(max(x.number("val", 1), 1), 1000)
		case "vMerge":
			p.restart = x.attr("val") == "restart"
			p.merge = !p.restart
		case "tcPrChange":
			x.skip()
		}
	}
	return p
}

// cell reads the cell just begun, which is at column col, and returns the
// column behind it. Line ends between its paragraphs stay, those behind the
// last words do not.
func (d *docxReader) cell(t *tableWalk, col int32) int32 {
	x, fresh := d.x, d.fresh
	if x.empty {
		return col + 1
	}
	d.place.Table, d.place.Row, d.place.Col = t.number, t.row, col
	at := len(d.cells)
	c := source.Cell{Table: t.number, Row: t.row, Col: col, Rows: 1, Cols: 1}
	c.Start = int32(d.b.Len())
	d.cells = append(d.cells, c)
	p := cellProps{span: 1}
	d.fresh, d.joined = true, false
	for out := x.depth - 1; x.next(); {
		if x.end {
			if x.depth <= out {
				break
			}
			continue
		}
		if d.names.element(x) == elTcPr {
			p = readCellProps(x)
			continue
		}
		d.element()
	}
	d.fresh = fresh && d.fresh
	d.pending, d.joined = 0, false
	d.endCell(t, at, col, p)
	return col + int32(p.span)
}

// endCell completes the cell at index at, or takes it back if it is covered by
// the one above or is not in the text.
func (d *docxReader) endCell(t *tableWalk, at int, col int32, p cellProps) {
	c := &d.cells[at]
	c.End, c.Cols = int32(d.b.Len()), int32(p.span)
	above, merged := t.merged[col]
	switch {
	case d.sink != nil:
		d.cells = append(d.cells[:at], d.cells[at+1:]...)
	case p.merge && merged && c.Start == c.End:
		d.cells[above].Rows = t.row - d.cells[above].Row + 1
		d.cells = append(d.cells[:at], d.cells[at+1:]...)
	case p.restart:
		t.merged[col] = at
	default:
		delete(t.merged, col)
	}
}
