package draft

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/oscal"
	"zhenggai/regs"
	"zhenggai/source"
	"zhenggai/zh"
)

// OfPlan makes the draft of a plan of action and milestones (OSCAL), and the text that
// tells what it says, in which each field has its source: JSON is no text that a person
// could be shown. The text does not depend on about. What stands in the plan as a state
// becomes a claim, as with every document.
func OfPlan(p *oscal.Plan, about About) (*Draft, string) {
	t := &teller{p: p, d: &Draft{Kind: about.Kind, Document: about.Document}, at: map[org.ID]int{}, names: map[org.ID]string{}}
	if t.d.Kind == "" {
		t.d.Kind = KindSheet
	}
	for _, one := range p.Parties {
		t.names[one.ID] = one.Name
	}
	t.head()
	for _, c := range p.Cases {
		t.finding(c)
	}
	t.regulations()
	if t.d.Kind.may(theRegisters) == never { // the text is told whole all the same
		t.d.Records, t.d.Regulations, t.d.Moneys, t.d.Accounts = nil, nil, nil, nil
	}
	number(t.d.Findings)
	for _, f := range t.d.Findings {
		t.heading(f)
	}
	if !slices.ContainsFunc(t.d.Findings, func(f *Finding) bool { return f.Leaf }) {
		t.d.Problems = append(t.d.Problems, Problem{Span: source.Span{End: int32(t.b.Len())},
			Msg: fault.Msg{ZH: "没有读出任何问题，请改正后重新导入。", EN: "no finding was read in it; please correct it and import again."}})
	}
	return t.d, t.b.String()
}

// A teller writes a plan as text and cites it.
type teller struct {
	p     *oscal.Plan
	d     *Draft
	b     strings.Builder
	at    map[org.ID]int // findings
	names map[org.ID]string
}

// say writes a line, and the words of it as the source of fields. It returns the words
// as they stand there; "" writes nothing.
func (t *teller) say(label, words string, to *ledger.Sources, fields ...string) string {
	words = strings.TrimSpace(words)
	if words == "" {
		return ""
	}
	t.b.WriteString(label)
	start := t.b.Len()
	t.b.WriteString(words)
	for _, field := range fields {
		*to = append(*to, ledger.Source{Field: field, Document: t.d.Document, Start: start, End: t.b.Len()})
	}
	t.b.WriteByte('\n')
	return words
}

// day writes a day and returns it.
func (t *teller) day(label string, d zh.Date, to *ledger.Sources, fields ...string) zh.Date {
	t.say(label, d.String(), to, fields...)
	return d
}

func (t *teller) head() {
	from, in := t.p.Inspection, &t.d.Inspection
	in.Title = t.say("", from.Title, &in.Sources, "title")
	in.Team = t.say("巡察组：", from.Team, &in.Sources, "team")
	in.From = t.day("进驻：", from.From, &in.Sources, "from")
	in.To = t.day("撤点：", from.To, &in.Sources, "to")
	in.Feedback = t.day("反馈日期：", from.Feedback, &in.Sources, "feedback")
	in.Published = t.day("公开日期：", from.Published, &in.Sources, "published")
	in.Kind = string(regs.Inspection)
	if k := regs.Kind(from.Kind); k == regs.Audit || k == regs.Environment {
		in.Kind = from.Kind
	}
}

// one returns words on one line.
func one(words string) string { return strings.Join(strings.Fields(words), " ") }

func (t *teller) finding(c *ledger.Case) {
	from := c.Finding
	f := &Finding{Finding: ledger.Finding{Level: from.Level, Ord: len(t.d.Findings) + 1, State: ledger.Open, Cycle: 1, Inferred: from.Inferred}, Up: None}
	if up, ok := t.at[from.Parent]; ok {
		f.Up = up
	}
	t.at[from.ID] = len(t.d.Findings)
	t.d.Findings = append(t.d.Findings, f)
	t.b.WriteByte('\n')
	src := &f.Sources
	f.No = t.say("序号：", one(from.No), src, "no")
	f.Printed = t.say("原序号：", one(from.Printed), src, "printed")
	f.Title = t.say(ledger.Name(ledger.Levels, string(from.Level), "zh")+"：", one(from.Title), src, "title")
	f.Text = t.say("", from.Text, src, "text")
	if f.Title == "" {
		f.Title, f.Text = f.Text, ""
	}
	f.Category = t.say("问题类型：", from.Category, src, "category")
	f.RootCause = t.say("原因分析：", from.RootCause, src, "root_cause")
	f.Goal = t.say("整改目标：", from.Goal, src, "goal")
	f.Standard = t.say("整改标准：", from.Standard, src, "standard")
	f.Analogy = t.say("举一反三：", from.Analogy, src, "analogy")
	f.Kind, f.Due, f.FirstDue, f.Standing = t.term(from.Kind, from.Due, from.FirstDue, from.Standing, src)
	f.Owners = t.owners(&from.Owners, src)
	f.Progress = t.say("整改进展：", from.Progress, src, "progress")
	f.Next = t.say("下一步：", from.Next, src, "next")
	if f.Involved = from.Involved; f.Involved != 0 {
		t.say("涉及金额：", f.Involved.String(), src, "involved")
	}
	if f.Recovered = from.Recovered; f.Recovered != 0 {
		t.say("已追回金额：", f.Recovered.String(), src, "recovered")
	}
	if f.Claim = claimFrom(from); f.Claim != "" {
		t.say("完成情况：", ledger.Name(ledger.Claims, string(f.Claim), "zh"), src, "claim")
	}
	t.notes(c, f)
	for _, m := range c.Measures {
		if m.Dropped == "" && m.Cycle == from.Cycle {
			t.measure(m, f)
		}
	}
	t.records(c)
	t.moneys(c)
	t.accounts(c)
}

// claimFrom returns what a state claims.
func claimFrom(f *ledger.Finding) ledger.Claim {
	switch {
	case !f.Leaf:
		return "" // that of a parent follows from its leaves
	case f.State == ledger.Closed:
		return ledger.ClaimClosed
	case f.Partial:
		return ledger.ClaimPartial
	case f.Claim != "":
		return f.Claim
	case f.State == ledger.Underway, f.State == ledger.Submitted:
		return ledger.ClaimDoing
	}
	return ""
}

// term writes how long something takes. What has no first day has had the same all
// along.
func (t *teller) term(kind ledger.Kind, due, first zh.Date, standing bool, src *ledger.Sources) (ledger.Kind, zh.Date, zh.Date, bool) {
	if kind != "" {
		t.say("整改类型：", ledger.Name(ledger.Kinds, string(kind), "zh"), src, "kind")
	}
	if standing {
		t.say("", "长期坚持", src, "standing")
	}
	if !first.Valid() || !due.Valid() || first == due {
		t.day("整改时限：", due, src, "due", "first_due")
		return kind, due, due, standing
	}
	t.day("原定时限：", first, src, "first_due")
	t.day("整改时限：", due, src, "due")
	return kind, due, first, standing
}

// owners writes who answers for something, by name: whom a name means here is for the
// site to say.
func (t *teller) owners(from *ledger.Owners, src *ledger.Sources) (o ledger.Owners) {
	name := func(printed string, ids ...org.ID) string {
		if printed = one(printed); printed != "" {
			return printed
		}
		var all []string
		for _, id := range ids {
			if t.names[id] != "" {
				all = append(all, one(t.names[id]))
			}
		}
		return strings.Join(all, "、")
	}
	o.LeadName = t.say("责任领导：", name(from.LeadName, from.Lead), src, "owners.lead_name")
	o.DeptName = t.say("牵头科室：", name(from.DeptName, from.Dept), src, "owners.dept_name")
	o.SupportName = t.say("协办：", name(from.SupportName, from.Support...), src, "owners.support_name")
	o.HandlerName = t.say("承办人：", name(from.HandlerName, from.Handler), src, "owners.handler_name")
	return o
}

// notes writes what no field is for: the cycle it is in, that it was voided, and the
// evidence, whose bytes no such plan brings.
func (t *teller) notes(c *ledger.Case, f *Finding) {
	from := c.Finding
	lines := strings.Split(from.Note, "\n")
	if from.Cycle > 1 {
		lines = append(lines, "来源：反弹后重新整改，第 "+strconv.Itoa(from.Cycle)+" 个周期")
	}
	if from.State == ledger.Void {
		lines = append(lines, "来源：已撤销 "+one(from.Voided))
	}
	for _, e := range c.Evidence {
		if e.Voided == "" {
			name := e.Title
			if name == "" {
				name = e.Name
			}
			lines = append(lines, "佐证材料（未随文件带来）："+one(name))
		}
	}
	for _, line := range lines {
		if line = t.say("备注：", one(line), &f.Sources, "note"); line != "" {
			f.Note = strings.TrimPrefix(f.Note+"\n"+line, "\n")
		}
	}
}

func (t *teller) measure(from *ledger.Measure, f *Finding) {
	m := &ledger.Measure{Cycle: 1, Ord: len(f.Measures) + 1}
	src := &m.Sources
	if m.Text = t.say(strings.TrimRight("整改措施 "+one(from.No), " ")+"：", from.Text, src, "text"); m.Text == "" {
		return
	}
	m.No = one(from.No)
	m.Kind, m.Due, m.FirstDue, m.Standing = t.term(from.Kind, from.Due, from.FirstDue, from.Standing, src)
	m.Owners = t.owners(&from.Owners, src)
	claims := from.Claims
	if claims == "" && from.Done != nil {
		if claims = from.Done.Result; claims == "" {
			claims = "已完成"
		}
	}
	m.Claims = t.say("整改成效：", claims, src, "claims")
	for _, s := range from.Milestones {
		if s.Due.Valid() {
			m.Milestones = append(m.Milestones, ledger.Milestone{Title: one(s.Title), Due: s.Due})
			t.say("节点：", one(s.Title)+" "+s.Due.String(), src)
		}
	}
	f.Measures = append(f.Measures, m)
}

// heading makes notes of the measures of a finding that others stand below: only a leaf
// has measures here.
func (t *teller) heading(f *Finding) {
	if f.Leaf {
		return
	}
	for _, m := range f.Measures {
		f.Note = strings.TrimPrefix(f.Note+"\n整改措施："+one(m.Text), "\n")
		f.Sources = append(f.Sources, of(m.Sources, "text", "note")...)
	}
	f.Measures = nil
}

// records writes what was done and written down.
func (t *teller) records(c *ledger.Case) {
	for _, from := range c.Records {
		if !from.Dated.Valid() {
			continue
		}
		e := &Entry[ledger.Record]{At: []int{t.at[c.Finding.ID]}, Measure: None}
		r := &e.Row
		r.Dated = t.day("记录：", from.Dated, &r.Sources, "dated")
		r.Kind = t.say("", one(from.Kind), &r.Sources, "kind")
		r.Title = t.say("", one(from.Title), &r.Sources, "title")
		r.Text = t.say("", from.Text, &r.Sources, "text")
		t.d.Records = append(t.d.Records, e)
	}
}

// moneys writes the sums that were moved.
func (t *teller) moneys(c *ledger.Case) {
	for _, from := range c.Moneys {
		if from.Amount == 0 || ledger.Name(ledger.MoneyEvents, from.Event, "zh") == from.Event {
			continue // an event of somebody else
		}
		e := &Entry[ledger.Money]{At: []int{t.at[c.Finding.ID]}, Measure: None}
		m := &e.Row
		m.Event, m.Amount = from.Event, from.Amount
		t.say("资金：", ledger.Name(ledger.MoneyEvents, m.Event, "zh"), &m.Sources, "event")
		t.say("金额（元）：", m.Amount.String(), &m.Sources, "amount")
		m.Payer = t.say("缴款人：", one(from.Payer), &m.Sources, "payer")
		m.Voucher = t.say("凭证：", one(from.Voucher), &m.Sources, "voucher")
		m.Dated = t.day("日期：", from.Dated, &m.Sources, "dated")
		m.Text = t.say("", cmp.Or(from.Text, ledger.Name(ledger.MoneyEvents, m.Event, "zh")+m.Amount.String()+"元"), &m.Sources, "text")
		t.d.Moneys = append(t.d.Moneys, e)
	}
}

// accounts writes how people were held to account.
func (t *teller) accounts(c *ledger.Case) {
	for _, from := range c.Accounts {
		if one(from.Form) == "" || from.Persons < 0 || from.Bodies < 0 || from.Persons+from.Bodies == 0 {
			continue
		}
		e := &Entry[ledger.Accountability]{At: []int{t.at[c.Finding.ID]}, Measure: None}
		a := &e.Row
		a.Form = t.say("问责：", one(from.Form), &a.Sources, "form")
		if a.Persons = from.Persons; a.Persons > 0 {
			t.say("人数：", strconv.Itoa(a.Persons), &a.Sources, "persons")
		}
		if a.Bodies = from.Bodies; a.Bodies > 0 {
			t.say("党组织数：", strconv.Itoa(a.Bodies), &a.Sources, "bodies")
		}
		a.Dated = t.day("日期：", from.Dated, &a.Sources, "dated")
		a.Text = t.say("", cmp.Or(from.Text, a.Form), &a.Sources, "text")
		t.d.Accounts = append(t.d.Accounts, e)
	}
}

func (t *teller) regulations() {
	for _, from := range t.p.Regulations {
		e := &Entry[ledger.Regulation]{Measure: None}
		for _, id := range from.Findings {
			if at, ok := t.at[id]; ok {
				e.At = append(e.At, at)
			}
		}
		if len(e.At) == 0 {
			continue
		}
		r := &e.Row
		r.Title = t.say("制度：", one(from.Title), &r.Sources, "title")
		r.No = t.say("文号：", one(from.No), &r.Sources, "no")
		r.Dated = t.day("日期：", from.Dated, &r.Sources, "dated")
		if r.Event = from.Event; ledger.Name(ledger.RegulationEvents, r.Event, "zh") == r.Event {
			r.Event = "made"
		}
		if r.Title != "" {
			t.d.Regulations = append(t.d.Regulations, e)
		}
	}
}
