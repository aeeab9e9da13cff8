package rules

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

// ledger are the rules of family L.
var ledger = []*lint.Rule{l03, l04, l05, l06, l07, l08, l10, l13}

// A ledgerRow is one row of a ledger: the nodes of its cells. A column that the
// ledger does not have is None. A finding may run over several rows, each with a
// measure, an owner and a status of its own.
type ledgerRow struct {
	point  int32
	first  bool        // the first row of its finding
	span   source.Span // its measures and the cells behind them
	status [2]int32    // 完成情况 and 销号情况

	leader, person, dept, due, start, done, check, proof int32
}

func newRow(point int32, first bool) *ledgerRow {
	no := report.None
	return &ledgerRow{point: point, first: first, status: [2]int32{no, no}, leader: no, person: no, dept: no, due: no, start: no, done: no, check: no, proof: no}
}

// ledgerRows calls yield for each row of the ledger.
func ledgerRows(p *lint.Pass, yield func(r *ledgerRow)) {
	for i := range p.Nodes {
		n := &p.Nodes[i]
		if n.Role != report.Point || n.Flags&report.FromTable == 0 {
			continue
		}
		r, cells := newRow(int32(i), true), false
		for k := range p.Children(int32(i)) {
			d := &p.Nodes[k]
			if d.Role == report.Measure && cells { // the measures of the next row
				yield(r)
				r, cells = newRow(int32(i), false), false
			}
			if r.span.Empty() && r.span.Start == 0 {
				r.span = d.Span
			}
			r.span.End = max(r.span.End, d.Span.End)
			if d.Role == report.Label {
				cells = true
				r.put(p, k)
			}
		}
		yield(r)
	}
}

// put files cell k by its column; the first of a kind counts, a filled one before
// an empty one.
func (r *ledgerRow) put(p *lint.Pass, k int32) {
	var to *int32
	switch p.Nodes[k].Label {
	case report.LabelLeader:
		to = &r.leader
	case report.LabelPerson:
		to = &r.person
	case report.LabelDept:
		to = &r.dept
	case report.LabelDue:
		to = &r.due
	case report.LabelStart:
		to = &r.start
	case report.LabelDone:
		to = &r.done
	case report.LabelChecker:
		to = &r.check
	case report.LabelEvidence:
		to = &r.proof
	case report.LabelEffect:
		if to = &r.status[0]; *to != report.None {
			to = &r.status[1]
		}
	default:
		return
	}
	if *to == report.None || blankCell(p, *to) && !blankCell(p, k) {
		*to = k
	}
}

// cellWords returns what cell k says, without blanks around it; "" for None.
func cellWords(p *lint.Pass, k int32) string {
	if k == report.None {
		return ""
	}
	return strings.Trim(p.In(p.Nodes[k].Body), " \t\r\n\u3000。")
}

// blankCell reports whether the ledger has a cell k and says nothing in it. A dash
// says nothing too.
func blankCell(p *lint.Pass, k int32) bool {
	return k != report.None && strings.Trim(cellWords(p, k), "-—/／－") == ""
}

// missing reports whether cell k was left empty: not one that a merged cell above
// covers.
func missing(p *lint.Pass, k int32) bool {
	if !blankCell(p, k) {
		return false
	}
	cells := p.Text.Cells()
	if len(cells) == 0 {
		return true
	}
	at := p.Nodes[k].Body
	if !at.Empty() {
		return true // a dash
	}
	i := sort.Search(len(cells), func(i int) bool { return cells[i].End >= at.Start })
	if i < len(cells) && cells[i].Start <= at.Start && blank(p.In(cells[i].Span)) && !beside(p, k, at) {
		return true
	}
	return !coveredRow(cells, min(i, len(cells)-1))
}

// beside reports whether the label before node k or behind it is empty in the same
// place: one of the two may be covered from above.
func beside(p *lint.Pass, k int32, at source.Span) bool {
	same := func(i int32) bool {
		return i >= 0 && int(i) < len(p.Nodes) && p.Nodes[i].Role == report.Label && p.Nodes[i].Body == at
	}
	return same(k-1) || same(k+1)
}

func blank(s string) bool { return strings.Trim(s, " \t\r\n\u3000") == "" }

// coverReach is how many cells before a row are looked at for merged ones.
const coverReach = 400

// coveredRow reports whether a merged cell above covers a cell of the row of cell
// i.
func coveredRow(cells []source.Cell, i int) bool {
	row, table := cells[i].Row, cells[i].Table
	for k := i; k >= max(0, i-coverReach) && cells[k].Table == table; k-- {
		if cells[k].Row < row && cells[k].Row+cells[k].Rows > row {
			return true
		}
	}
	return false
}

// A settled says what a status means.
type settled uint8

const (
	settledUnknown settled = iota
	settledOpen
	settledPartly
	settledDone
)

// state returns what the status cells of r say.
func (r *ledgerRow) state(p *lint.Pass) (is settled, cell int32) {
	cell = report.None
	for _, k := range r.status {
		if s := statusOf(cellWords(p, k)); s != settledUnknown && (is == settledUnknown || s < is) {
			is, cell = s, k // where two differ, the less settled one
		}
	}
	return is, cell
}

func statusOf(s string) settled {
	if utf8.RuneCountInString(s) > 12 {
		return settledUnknown // a report of progress rather than a status
	}
	switch {
	case s == "", zh.HasAny(s, "长期", "持续", "免于"):
		return settledUnknown
	case s == "否", s == "×", zh.HasAny(s, "未", "正在", "推进", "进行中", "在办", "整改中", "尚", "逾期", "滞后"):
		return settledOpen
	case zh.HasAny(s, "基本", "部分", "阶段", "大部"):
		return settledPartly
	case s == "是", s == "√", zh.HasAny(s, "已完成", "完成", "已销号", "销号", "办结", "已整改", "整改到位"):
		return settledDone
	}
	return settledUnknown
}

// dayIn returns the last day that cell k names; zero if none is named plainly.
func dayIn(p *lint.Pass, k int32) (day zh.Date) {
	if k == report.None {
		return day
	}
	span := p.Nodes[k].Body
	i := sort.Search(len(p.Dates), func(i int) bool { return p.Dates[i].Start >= span.Start })
	for ; i < len(p.Dates) && p.Dates[i].Start < span.End; i++ {
		if d := &p.Dates[i]; !d.Bad && !d.Damaged && d.Conf >= 80 && d.Rel == report.RelNone && d.To.Valid() && d.To.After(day) {
			day = d.To
		}
	}
	return day
}

// stale is the number of days after which a ledger that was not touched is looked
// at as of its own last day: it is a paper of its time and not a live one.
const stale = 100

// reference returns the day on which the ledger is judged: today, or for an old
// ledger the day of the report or the last day on which a row was closed.
func reference(p *lint.Pass) zh.Date {
	last := p.Head.Published
	ledgerRows(p, func(r *ledgerRow) {
		if d := dayIn(p, r.done); d.After(last) && (p.Today.IsZero() || !d.After(p.Today)) {
			last = d
		}
	})
	if last.IsZero() || !p.Today.IsZero() && p.Today.Days()-last.Days() <= stale {
		return p.Today
	}
	return last
}

// cellSpan returns the words to mark in cell k: the cell, or where an empty one is.
func cellSpan(p *lint.Pass, k int32) source.Span { return p.Nodes[k].Body }

// emptyColumn reports whether a column was never filled in: pick gives its cell,
// and all of at least three rows are empty.
func emptyColumn(p *lint.Pass, pick func(*ledgerRow) int32) bool {
	rows, filled := 0, false
	ledgerRows(p, func(r *ledgerRow) {
		if k := pick(r); k != report.None {
			rows++
			filled = filled || !blankCell(p, k)
		}
	})
	return rows >= 3 && !filled
}

// sayRow names row r.
func sayRow(p *lint.Pass, r *ledgerRow) string { return pointName(p, r.point) }

// sayRows names row r, or all rows where the whole column is at fault.
func sayRows(p *lint.Pass, r *ledgerRow, all bool) string {
	if all {
		return "各行"
	}
	return sayRow(p, r)
}

// mentionsIn reports whether any cell of row r holds one of words.
func mentionsIn(p *lint.Pass, r *ledgerRow, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(p.In(r.span), w) })
}
