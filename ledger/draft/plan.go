package draft

import (
	"maps"
	"slices"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// A Result is what a document means for one row.
type Result string

// The results.
const (
	Added   Result = "new"     // it is added
	Same    Result = "same"    // it is there, and nothing changes
	Changed Result = "changed" // it is there, and fields are filled, renewed or differ
	Gone    Result = "gone"    // it is in the book and not in this document; nothing changes
	Back    Result = "back"    // it is closed or void and named again; nothing changes
	Part    Result = "part"    // it is a part of a finding that the book keeps whole, or the other way round
)

// A Line says what a document means for one row, with the reason.
type Line struct {
	Result  Result
	Table   string // finding, measure, regulation …
	Row     org.ID // of the book; zero for what is new
	Code    string // of the finding it is or belongs to, as the book has it
	Level   ledger.Level
	Title   string
	Dated   zh.Date // the day that a meeting or a record claims
	Conf    int     // per cent; 100 where nothing had to be judged
	Why     fault.Msg
	Changes []Change
}

// A Plan is what a draft would do to a book. It is a value: it is shown, and when a
// person agrees its rows are saved.
type Plan struct {
	Draft *Draft
	Lines []Line

	at      []org.ID                   // rows of the findings of the draft; zero for a new one
	codes   []string                   // of the findings of the draft in the book
	skipped []bool                     // findings of the draft that get no row
	into    []int                      // finding of the draft that stands for one that is part of it, else itself
	same    map[*ledger.Measure]org.ID // rows of the measures of the draft that the book has

	known      org.ID             // the inspection, if the book has it
	inspection *ledger.Inspection // changed or new
	findings   []rowOf[ledger.Finding]
	measures   []rowOf[ledger.Measure]
	registers  []registerRow
	found      []*ledger.Discrepancy
}

// A rowOf is a row to be saved. Where it is new it has no id yet, and what it
// points at may have none either: those are indexes into Draft.Findings.
type rowOf[T any] struct {
	row *T
	new bool
	at  int             // the finding itself, or that of the measure
	up  int             // parent to be set, None for none
	of  *ledger.Measure // of the draft, for a new measure
}

// Stamp is what the rows of a plan get from whoever saves them.
type Stamp struct {
	Book       org.ID
	Inspection org.ID // of the inspection, if the book has none yet; else it is not used
	By         org.ID // who imports
	At         ledger.Time
	NewID      func() org.ID
}

// Match sets a draft against what the book holds. It never fails: where the draft
// has Problems the plan is to be shown, not saved (Ready).
func Match(e Existing, d *Draft) *Plan {
	m := &matcher{p: &Plan{Draft: d, same: map[*ledger.Measure]org.ID{}}, pairing: pair(e, d), measuresOf: map[org.ID][]*ledger.Measure{}}
	m.c = &comparer{kind: d.Kind, document: d.Document, signed: d.Signed, documents: map[org.ID]*ledger.Document{}, known: e.Discrepancies}
	for _, doc := range e.Documents {
		m.c.documents[doc.ID] = doc
	}
	for _, f := range e.Findings {
		m.last = max(m.last, f.Ord)
	}
	for _, x := range e.Measures {
		m.measuresOf[x.Finding] = append(m.measuresOf[x.Finding], x)
	}
	m.inspection()
	m.place()
	for i := range d.Findings {
		m.finding(i)
	}
	m.gone()
	m.registers()
	m.p.found = m.c.found
	return m.p
}

// A matcher makes one plan.
type matcher struct {
	*pairing
	p          *Plan
	c          *comparer
	measuresOf map[org.ID][]*ledger.Measure
	last       int // place that is taken in the inspection
}

// line adds a line to the plan.
func (m *matcher) line(l Line) { m.p.Lines = append(m.p.Lines, l) }

// inspection compares the head.
func (m *matcher) inspection() {
	d := m.d
	if m.e.Inspection == nil {
		in := d.Inspection
		m.p.inspection = &in
		m.line(Line{Result: Added, Table: in.Table(), Title: in.Title, Conf: 100, Why: fault.Msg{ZH: "账册里还没有这次巡察", EN: "the book has no such inspection yet"}})
		return
	}
	to := *m.e.Inspection
	m.p.known = to.ID
	s := &subject{table: to.Table(), row: to.ID, was: to.Sources, now: d.Inspection.Sources, out: slices.Clip(to.Sources)}
	changes := compare(m.c, s, inspectionFields, &to, &d.Inspection)
	to.Sources = s.out
	m.line(Line{Result: resultOf(changes), Table: to.Table(), Row: to.ID, Title: to.Title, Conf: 100, Changes: changes})
	if saves(changes) {
		m.p.inspection = &to
	}
}

// resultOf returns Changed if anything is, else Same.
func resultOf(changes []Change) Result {
	if len(changes) > 0 {
		return Changed
	}
	return Same
}

// saves reports whether changes alter the row itself.
func saves(changes []Change) bool {
	for _, c := range changes {
		if c.Effect != Differs {
			return true
		}
	}
	return false
}

// place settles which row each finding of the draft becomes: one of the book, a new
// one with a code that is free, part of another, or none.
func (m *matcher) place() {
	n := len(m.d.Findings)
	p := m.p
	p.at, p.codes, p.skipped, p.into = make([]org.ID, n), make([]string, n), make([]bool, n), make([]int, n)
	used := map[string]int{}
	for _, f := range m.e.Findings {
		used[f.Code] = 1
	}
	for i, f := range m.d.Findings {
		p.into[i] = i
		if f.Up != None && m.partOf(f.Up) {
			p.into[i] = p.into[f.Up]
			p.codes[i], p.at[i] = p.codes[p.into[i]], p.at[p.into[i]]
			continue
		}
		if j := m.of[i]; j != None {
			p.at[i], p.codes[i] = m.e.Findings[j].ID, m.e.Findings[j].Code
			continue
		}
		p.codes[i] = unused(used, m.code(i))
	}
	m.skip()
}

// code returns the code that finding i of the draft would have below the parent it
// gets in the book.
func (m *matcher) code(i int) string {
	f := m.d.Findings[i]
	if f.Up == None {
		return f.Code
	}
	own := f.Code[len(m.d.Findings[f.Up].Code):]
	return m.p.codes[f.Up] + own
}

// partOf reports whether finding i of the draft, a heading there, is a leaf in the
// book, or stands below one that is.
func (m *matcher) partOf(i int) bool {
	if m.p.into[i] != i {
		return true
	}
	j := m.of[i]
	return j != None && m.e.Findings[j].Leaf && !m.d.Findings[i].Leaf
}

// skip leaves out new headings under which nothing would stand: the findings below
// them have their places in the book already.
func (m *matcher) skip() {
	p := m.p
	kids := make([]int, len(m.d.Findings))
	for i := len(m.d.Findings) - 1; i >= 0; i-- {
		f := m.d.Findings[i]
		fresh := p.at[i].IsZero()
		if fresh && !f.Leaf && kids[i] == 0 {
			p.skipped[i] = true
			continue
		}
		if f.Up != None && (fresh || m.adopts(i)) {
			kids[f.Up]++
		}
	}
}

// adopts reports whether finding i, which the book has at the top, gets a parent
// from the draft.
func (m *matcher) adopts(i int) bool {
	j, up := m.of[i], m.d.Findings[i].Up
	return j != None && up != None && m.p.into[i] == i && m.e.Findings[j].Parent.IsZero() && rankOf(m.d.Findings[up].Level) < rankOf(m.e.Findings[j].Level)
}

// rankOf orders levels from the top.
func rankOf(l ledger.Level) int {
	return slices.Index([]ledger.Level{ledger.Aspect, ledger.Problem, ledger.Point}, l)
}

// finding plans finding i of the draft and its measures.
func (m *matcher) finding(i int) {
	f, p := m.d.Findings[i], m.p
	l := Line{Table: f.Table(), Row: p.at[i], Code: p.codes[i], Level: f.Level, Title: f.Title, Conf: 100}
	switch j := m.of[i]; {
	case p.into[i] != i:
		l.Result, l.Why = Part, fault.Msg{ZH: "账册里 " + p.codes[i] + " 没有再分，措施归入它", EN: "the book does not part " + p.codes[i] + "; its measures go there"}
		m.line(l)
		m.measures(i)
	case p.skipped[i]:
		l.Result, l.Code, l.Why = Part, "", fault.Msg{ZH: "其下的问题在账册里已另有归属，不再新增标题", EN: "the findings below it have their places in the book; no heading is added"}
		m.line(l)
	case j == None:
		l.Result, l.Why = Added, fault.Msg{ZH: "账册里没有相近的问题", EN: "nothing in the book is like it"}
		m.line(l)
		row := f.Finding
		row.Code = p.codes[i]
		row.Ord += m.last
		p.findings = append(p.findings, rowOf[ledger.Finding]{row: &row, new: true, at: i, up: f.Up})
		m.measures(i)
	default:
		m.known(i, m.e.Findings[j], l)
	}
}

// known plans finding i of the draft, which is was in the book.
func (m *matcher) known(i int, was *ledger.Finding, l Line) {
	f := m.d.Findings[i]
	l.Title, l.Level = was.Title, was.Level
	l.Conf, l.Why = min(99, int(m.score[i]*100+0.5)), m.why(i)
	if m.closed(i) {
		l.Result = Back
		l.Why.ZH += "；账册里" + stateWord(was.State) + "，文件又提到，不作改动，如有反弹请登记反弹"
		l.Why.EN += "; the book has it " + string(was.State) + " and it is named again: nothing is changed, record a relapse if it is one"
		m.line(l)
		return
	}
	to := *was
	s := &subject{table: to.Table(), row: to.ID, finding: to.ID, open: was.State == ledger.Open, was: to.Sources, now: f.Sources, out: slices.Clip(to.Sources)}
	now := m.wording(f, was)
	changes := compare(m.c, s, findingFields, &to, now)
	changes = append(changes, compare(m.c, s, ownerFields, &to.Owners, &now.Owners)...)
	changes = append(changes, notes(m.c, s, &to.Note, now.Note)...)
	if to.FirstDue.IsZero() && to.Due.Valid() {
		to.FirstDue = to.Due
		s.take("first_due")
	}
	up := None
	if m.adopts(i) && !m.p.skipped[f.Up] {
		up = f.Up
		changes = append(changes, Change{"parent", "", m.p.codes[up], Filled})
	}
	to.Sources = s.out
	l.Result, l.Changes = resultOf(changes), changes
	if f.Leaf && !was.Leaf {
		l.Why.ZH += "；账册里它已细分，文件中它的措施不并入"
		l.Why.EN += "; the book parts it, its measures in the document are not taken over"
	}
	m.line(l)
	if saves(changes) {
		m.p.findings = append(m.p.findings, rowOf[ledger.Finding]{row: &to, at: i, up: up})
	}
	m.measures(i)
}

// wording returns finding f without those of its words that was has said, in its
// title or its text: they are condensed, not different. To a heading of the book a
// leaf of the document has only its words to give.
func (m *matcher) wording(f *Finding, was *ledger.Finding) *ledger.Finding {
	now := f.Finding
	if f.Leaf && !was.Leaf {
		now = ledger.Finding{Title: f.Title, Text: f.Text}
	}
	if alike(was.Text, now.Title) {
		now.Title = was.Title
	}
	if alike(now.Text, was.Title) && alike(now.Text, now.Title) {
		now.Title = was.Title
	}
	return &now
}

func stateWord(s ledger.State) string {
	if s == ledger.Void {
		return "已撤销"
	}
	return "已销号"
}

// closed reports whether finding i of the draft is closed or void in the book.
func (m *matcher) closed(i int) bool {
	j := m.of[m.p.into[i]]
	if j == None {
		return false
	}
	s := m.e.Findings[j].State
	return s == ledger.Void || s == ledger.Closed && m.e.Findings[j].Leaf
}

// gone lists what the book has and the document does not name. A heading is named
// with any finding below it.
func (m *matcher) gone() {
	named := slices.Clone(m.taken)
	for j := range m.e.Findings {
		for k, hops := j, 0; m.taken[j] && k != None && hops < len(m.up); hops++ {
			named[k] = true
			k = m.up[k]
		}
	}
	for j, f := range m.e.Findings {
		if !named[j] && f.State != ledger.Void {
			m.line(Line{Result: Gone, Table: f.Table(), Row: f.ID, Code: f.Code, Level: f.Level, Title: f.Title, Conf: 100,
				Why: fault.Msg{ZH: "这份文件没有提到它，账册不作改动", EN: "this document does not name it; the book is not changed"}})
		}
	}
}

// measures plans the measures of finding i of the draft.
func (m *matcher) measures(i int) {
	f := m.d.Findings[i]
	target := m.p.into[i]
	if m.closed(i) || len(f.Measures) == 0 {
		return
	}
	j := m.of[target]
	if j == None {
		for _, x := range f.Measures {
			row := *x
			m.p.measures = append(m.p.measures, rowOf[ledger.Measure]{row: &row, new: true, at: target, of: x})
			m.line(Line{Result: Added, Table: x.Table(), Code: m.p.codes[i], Title: x.Text, Conf: 100})
		}
		return
	}
	was := m.e.Findings[j]
	if !was.Leaf {
		return
	}
	var now []*ledger.Measure
	last := 0
	for _, x := range m.measuresOf[was.ID] {
		last = max(last, x.Ord)
		if x.Cycle == was.Cycle && x.Dropped == "" {
			now = append(now, x)
		}
	}
	partner, score := pairMeasures(f.Measures, now)
	for k, x := range f.Measures {
		if partner[k] == None {
			row := *x
			last++
			row.Ord, row.Cycle = last, was.Cycle
			m.p.measures = append(m.p.measures, rowOf[ledger.Measure]{row: &row, new: true, at: target, of: x})
			m.line(Line{Result: Added, Table: x.Table(), Code: m.p.codes[i], Title: x.Text, Conf: 100,
				Why: fault.Msg{ZH: "这个问题下没有相近的措施", EN: "the finding has no measure like it"}})
			continue
		}
		m.p.same[x] = now[partner[k]].ID
		m.measure(x, now[partner[k]], was, score[k])
	}
	m.unnamed(now, partner, was, target == i)
}

// unnamed lists the measures of a finding that the document does not name.
func (m *matcher) unnamed(now []*ledger.Measure, partner []int, was *ledger.Finding, whole bool) {
	if !whole {
		return // another part may name them
	}
	named := make([]bool, len(now))
	for _, k := range partner {
		if k != None {
			named[k] = true
		}
	}
	for k, x := range now {
		if !named[k] {
			m.line(Line{Result: Gone, Table: x.Table(), Row: x.ID, Code: was.Code, Title: x.Text, Conf: 100,
				Why: fault.Msg{ZH: "这份文件没有提到这条措施，账册不作改动", EN: "this document does not name the measure; the book is not changed"}})
		}
	}
}

// measure plans one measure of the draft, x, which is was in the book. What a report
// tells of a measure in other words is what it claims came of it.
func (m *matcher) measure(x, was *ledger.Measure, at *ledger.Finding, score float64) {
	to, now := *was, *x
	s := &subject{table: to.Table(), row: to.ID, finding: at.ID, open: at.State == ledger.Open, was: to.Sources, now: x.Sources, out: slices.Clip(to.Sources)}
	if m.d.Kind.may(theWay) == fill && !alike(was.Text, now.Text) {
		if now.Claims == "" {
			now.Claims = now.Text
			s.now = append(without(s.now, "claims"), of(s.now, "text", "claims")...)
		}
		now.Text = was.Text
	}
	changes := compare(m.c, s, measureFields, &to, &now)
	changes = append(changes, compare(m.c, s, ownerFields, &to.Owners, &now.Owners)...)
	if to.FirstDue.IsZero() && to.Due.Valid() {
		to.FirstDue = to.Due
		s.take("first_due")
	}
	to.Sources = s.out
	m.line(Line{Result: resultOf(changes), Table: to.Table(), Row: to.ID, Code: at.Code, Title: was.Text, Conf: min(99, int(score*100+0.5)),
		Why: fault.Msg{ZH: "措施相近 " + percent(score), EN: "measures " + percent(score) + " alike"}, Changes: changes})
	if saves(changes) {
		m.p.measures = append(m.p.measures, rowOf[ledger.Measure]{row: &to})
	}
}

// Ready reports whether the plan may be saved: its draft has no problems.
func (p *Plan) Ready() bool { return len(p.Draft.Problems) == 0 }

// Rows returns the rows to be saved in one transaction: new ones with version 0,
// changed ones with the version that was read; what others point at comes first.
// It returns nothing if the plan is not Ready or changes nothing.
func (p *Plan) Rows(s Stamp) (rows []org.Row) {
	if !p.Ready() {
		return nil
	}
	fresh := func(h *org.Head) { h.Book, h.ID = s.Book, s.NewID() }
	inspection := p.known
	if inspection.IsZero() {
		inspection = s.Inspection
	}
	if p.inspection != nil {
		row := *p.inspection
		if row.ID.IsZero() {
			row.Book, row.ID = s.Book, inspection
		}
		rows = append(rows, &row)
	}
	at, measures := slices.Clone(p.at), maps.Clone(p.same)
	for _, f := range p.findings {
		row := *f.row
		if f.new {
			fresh(&row.Head)
			row.Inspection = inspection
			at[f.at] = row.ID
		}
		if f.up != None {
			row.Parent = at[f.up]
		}
		rows = append(rows, &row)
	}
	for i, into := range p.into {
		at[i] = at[into]
	}
	for _, m := range p.measures {
		row := *m.row
		if m.new {
			fresh(&row.Head)
			row.Finding = at[m.at]
			measures[m.of] = row.ID
		}
		rows = append(rows, &row)
	}
	rows = p.registerRows(rows, s, ids{at, measures})
	for _, d := range p.found {
		row := *d
		fresh(&row.Head)
		rows = append(rows, &row)
	}
	return rows
}

// Count returns how many lines of a table have a result.
func (p *Plan) Count(table string, r Result) (n int) {
	for i := range p.Lines {
		if p.Lines[i].Table == table && p.Lines[i].Result == r {
			n++
		}
	}
	return n
}
