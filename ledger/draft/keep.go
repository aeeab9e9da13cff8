package draft

import (
	"slices"
	"strconv"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// ids are the rows that findings of a draft, by index, and its measures have become.
type ids struct {
	findings []org.ID
	measures map[*ledger.Measure]org.ID
}

// A registerRow is a row of a register to be saved. make gives it the rows that it
// belongs to, which may be new.
type registerRow struct {
	new  bool
	make func(s Stamp, at ids) org.Row
}

// A tally tells entries that the book has from new ones. Two that are alike in one
// document are two in the book.
type tally[T any] map[string][]*T

// take returns the row of the book with this key that no other entry has taken, or
// nil.
func (t tally[T]) take(key string) *T {
	rows := t[key]
	if len(rows) == 0 {
		return nil
	}
	t[key] = rows[1:]
	return rows[0]
}

// leaf returns the finding that an entry at finding i of the draft belongs to, as an
// index; false if it gets nothing from documents any more.
func (m *matcher) leaf(i int) (int, bool) {
	i = m.p.into[i]
	return i, !m.closed(i) && !m.p.skipped[i]
}

// idKey names finding i of the draft by its row; a new one has none that the book
// could know.
func (m *matcher) idKey(i int) string { return m.p.at[i].String() }

// enter plans a new row of a register.
func (m *matcher) enter(table, title string, dated zh.Date, at int, row func(s Stamp, at ids) org.Row) {
	code := ""
	if at != None {
		code = m.p.codes[at]
	}
	m.line(Line{Result: Added, Table: table, Code: code, Title: title, Dated: dated, Conf: 100, Why: fault.Msg{ZH: "据文中事实预填，请核对", EN: "prefilled from what the text says; please check"}})
	m.p.registers = append(m.p.registers, registerRow{true, row})
}

// registers plans the rows of the registers.
func (m *matcher) registers() {
	m.regulations()
	m.moneys()
	m.accounts()
	m.meetings()
	m.records()
}

// regulations adds regulations, and findings to those that the book has.
func (m *matcher) regulations() {
	known := map[string]*ledger.Regulation{}
	for _, r := range m.e.Regulations {
		known[r.Event+" "+fold(r.Title)] = r
	}
	for _, e := range m.d.Regulations {
		var at []int
		for _, i := range e.At {
			if leaf, ok := m.leaf(i); ok && !slices.Contains(at, leaf) {
				at = append(at, leaf)
			}
		}
		if len(at) == 0 {
			continue
		}
		was := known[e.Row.Event+" "+fold(e.Row.Title)]
		if was == nil {
			row := e.Row
			m.enter(row.Table(), row.Title, zh.Date{}, at[0], func(s Stamp, to ids) org.Row {
				r := row
				r.Seen = s.At
				for _, i := range at {
					r.Findings = append(r.Findings, to.findings[i])
				}
				return &r
			})
			continue
		}
		m.regulation(was, e, at)
	}
}

// regulation plans what the draft adds to a regulation of the book.
func (m *matcher) regulation(was *ledger.Regulation, e *Entry[ledger.Regulation], at []int) {
	to := *was
	s := &subject{now: e.Row.Sources, out: to.Sources}
	var changes []Change
	if to.No == "" && e.Row.No != "" {
		to.No = e.Row.No
		s.take("no")
		changes = append(changes, Change{"no", "", to.No, Filled})
	}
	if to.Dated.IsZero() && e.Row.Dated.Valid() {
		to.Dated = e.Row.Dated
		s.take("dated")
		changes = append(changes, Change{"dated", "", to.Dated.String(), Filled})
	}
	to.Sources = s.out
	more := slices.DeleteFunc(slices.Clone(at), func(i int) bool { return slices.Contains(was.Findings, m.p.at[i]) })
	for _, i := range more {
		changes = append(changes, Change{"findings", "", m.p.codes[i], Filled})
	}
	m.line(Line{Result: resultOf(changes), Table: to.Table(), Row: to.ID, Code: m.p.codes[at[0]], Title: to.Title, Conf: 100, Changes: changes})
	if len(changes) == 0 {
		return
	}
	m.p.registers = append(m.p.registers, registerRow{false, func(_ Stamp, at ids) org.Row {
		r := to
		r.Findings = slices.Clone(r.Findings)
		for _, i := range more {
			r.Findings = append(r.Findings, at.findings[i])
		}
		return &r
	}})
}

func (m *matcher) moneys() {
	known := tally[ledger.Money]{}
	for _, r := range m.e.Moneys {
		key := r.Finding.String() + " " + r.Event + " " + r.Amount.String()
		known[key] = append(known[key], r)
	}
	for _, e := range m.d.Moneys {
		i, ok := m.leaf(e.At[0])
		if !ok || known.take(m.idKey(i)+" "+e.Row.Event+" "+e.Row.Amount.String()) != nil {
			continue
		}
		row := e.Row
		m.enter(row.Table(), row.Text, zh.Date{}, i, func(s Stamp, to ids) org.Row {
			r := row
			r.Finding, r.Seen = to.findings[i], s.At
			return &r
		})
	}
}

func (m *matcher) accounts() {
	key := func(finding string, r *ledger.Accountability) string {
		return finding + " " + r.Form + " " + strconv.Itoa(r.Persons)
	}
	known := tally[ledger.Accountability]{}
	for _, r := range m.e.Accounts {
		k := key(r.Finding.String(), r)
		known[k] = append(known[k], r)
	}
	for _, e := range m.d.Accounts {
		i, ok := m.leaf(e.At[0])
		if !ok || known.take(key(m.idKey(i), &e.Row)) != nil {
			continue
		}
		row := e.Row
		m.enter(row.Table(), row.Text, zh.Date{}, i, func(s Stamp, to ids) org.Row {
			r := row
			r.Finding, r.Seen = to.findings[i], s.At
			return &r
		})
	}
}

func (m *matcher) meetings() {
	known := tally[ledger.Meeting]{}
	for _, r := range m.e.Meetings {
		key := r.Dated.String() + " " + r.Kind
		known[key] = append(known[key], r)
	}
	for _, e := range m.d.Meetings {
		if known.take(e.Row.Dated.String()+" "+e.Row.Kind) != nil {
			continue
		}
		row, i := e.Row, None
		if len(e.At) > 0 {
			leaf, ok := m.leaf(e.At[0])
			if !ok {
				continue
			}
			i = leaf
		}
		m.enter(row.Table(), row.Title, row.Dated, i, func(s Stamp, to ids) org.Row {
			r := row
			r.Seen, r.By = s.At, s.By
			if i != None {
				r.Decisions = []ledger.Resolved{{Finding: to.findings[i], Text: r.Title}}
			}
			return &r
		})
	}
}

func (m *matcher) records() {
	known := tally[ledger.Record]{}
	for _, r := range m.e.Records {
		key := r.Finding.String() + " " + r.Dated.String() + " " + r.Kind
		known[key] = append(known[key], r)
	}
	for _, e := range m.d.Records {
		i, ok := m.leaf(e.At[0])
		if !ok || known.take(m.idKey(i)+" "+e.Row.Dated.String()+" "+e.Row.Kind) != nil {
			continue
		}
		row := e.Row
		var measure *ledger.Measure // which no row is found by
		if e.Measure != None {
			measure = m.d.Findings[e.At[0]].Measures[e.Measure]
		}
		m.enter(row.Table(), row.Title, row.Dated, i, func(s Stamp, to ids) org.Row {
			r := row
			r.Finding, r.Measure, r.Seen, r.By = to.findings[i], to.measures[measure], s.At, s.By
			return &r
		})
	}
}

// registerRows appends the rows of the registers. at are the rows of what the draft
// has.
func (p *Plan) registerRows(rows []org.Row, s Stamp, at ids) []org.Row {
	for _, r := range p.registers {
		row := r.make(s, at)
		if r.new {
			*row.Key() = org.Head{Book: s.Book, ID: s.NewID()}
		}
		rows = append(rows, row)
	}
	return rows
}
