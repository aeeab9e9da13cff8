package cli

import (
	"fmt"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// A findingShow shows all there is about a finding.
type findingShow struct {
	findingArg
	Sources bool
}

// A caseView is a case as JSON. Other programs rely on it: names and meaning are kept.
type caseView struct {
	Finding     *ledger.Finding          `json:"finding"`
	Inspection  string                   `json:"inspection"` // its number
	Overdue     bool                     `json:"overdue"`
	Stale       bool                     `json:"stale"` // changed after it was closed
	Seen        ledger.Digest            `json:"seen"`  // what a verdict is bound to
	Measures    []*ledger.Measure        `json:"measures"`
	Evidence    []*ledger.Evidence       `json:"evidence"`
	Records     []*ledger.Record         `json:"records"`
	Money       []*ledger.Money          `json:"money"`
	Accounts    []*ledger.Accountability `json:"accountability"`
	Submissions []*ledger.Submission     `json:"submissions"`
	Extensions  []*ledger.Extension      `json:"extensions"`
	Closures    []*ledger.Closure        `json:"closures"`
	Relapses    []*ledger.Relapse        `json:"relapses"`
	Offers      []offerView              `json:"offers"`            // what the actor may do now
	Sources     []sourceView             `json:"sources,omitempty"` // if they are asked for
}

type offerView struct {
	Event   ledger.Event `json:"event"`
	Name    string       `json:"name"`
	Command string       `json:"command"`
	Missing string       `json:"missing,omitempty"` // what it still needs
}

func (c *findingShow) work(d *desk) error {
	f, err := c.find(d)
	if err != nil {
		return err
	}
	if !f.Leaf {
		return d.branch(f, c.Sources)
	}
	cs, err := d.app.Case(d.ctx, d.who, f.Book, f.ID)
	if err != nil {
		return err
	}
	var sources []sourceView
	if c.Sources {
		if sources, err = d.sourcesOf(cs.Book.ID, sourcesOfCase(cs)); err != nil {
			return err
		}
	}
	return d.show(caseView{cs.Finding, cs.Inspection.No, f.OverdueOn(d.app.Today()), cs.Stale(), cs.Seen(), orNone(cs.Measures), orNone(cs.Evidence), orNone(cs.Records),
		orNone(cs.Moneys), orNone(cs.Accounts), orNone(cs.Submissions), orNone(cs.Extensions), orNone(cs.Closures), orNone(cs.Relapses), d.offers(cs), sources},
		func() {
			d.showCase(cs)
			d.sources(sources)
		})
}

// branch shows a finding that has others below it, and those; with the words that it
// came from if that is asked for.
func (d *desk) branch(f *ledger.Finding, withSources bool) error {
	all, err := d.app.Outline(d.ctx, d.who, f.Book, f.Inspection)
	if err != nil {
		return err
	}
	inside := map[org.ID]bool{f.ID: true}
	var below []*ledger.Finding
	for _, g := range all { // parents come before their children
		if inside[g.Parent] {
			inside[g.ID] = true
			below = append(below, g)
		}
	}
	var sources []sourceView
	if withSources {
		if sources, err = d.sourcesOf(f.Book, []sourcedRow{{f, "", f.Sources}}); err != nil {
			return err
		}
	}
	view := struct {
		Finding  *ledger.Finding   `json:"finding"`
		Findings []*ledger.Finding `json:"findings"`          // below it, in text order
		Sources  []sourceView      `json:"sources,omitempty"` // if they are asked for
	}{f, orNone(below), sources}
	return d.show(view, func() {
		d.title(f)
		d.claimed(f)
		d.tree(below, f.ID)
		d.sources(sources)
	})
}

// offers returns what the actor may do now, and what each still needs.
func (d *desk) offers(cs *ledger.Case) []offerView {
	all := []offerView{}
	for _, o := range cs.Offers(d.who, d.now()) {
		e := string(o.Step.Event)
		v := offerView{o.Step.Event, ledger.Name(ledger.Events, e, d.lang), d.commandOf(o.Step.Event) + " " + cs.Finding.Code, ""}
		if o.Refusal != nil {
			v.Missing = fault.Say(o.Refusal, d.lang)
		}
		all = append(all, v)
	}
	return all
}

// title writes the first line about a finding.
func (d *desk) title(f *ledger.Finding) {
	fmt.Fprintf(d.out, "%s  %s  %s\n", d.ink.paint(inert(f.Code), bold), d.ink.paint(inert(f.Title), bold), d.stateOf(f))
}

// showCase writes a case for people.
func (d *desk) showCase(cs *ledger.Case) {
	f := cs.Finding
	d.title(f)
	d.facts(cs)
	d.measures(cs)
	if len(cs.Evidence) > 0 {
		d.part(say{"佐证材料", "Evidence"})
		d.evidence(cs)
	}
	d.registers(cs)
	d.submissions(cs)
	d.extensions(cs)
	d.endings(cs)
	d.part(say{"现在可以办理", "What you may do now"})
	offers := d.offers(cs)
	for _, o := range offers {
		if o.Missing == "" {
			d.line(say{"  ✓ %s：zhenggai %s", "  ✓ %s: zhenggai %s"}, o.Name, o.Command)
			continue
		}
		d.line(say{"  ✗ %s：%s", "  ✗ %s: %s"}, o.Name, o.Missing)
	}
	if len(offers) == 0 {
		d.line(say{"  没有由您办理的事。", "  Nothing is for you to do."})
	}
	fmt.Fprintln(d.out)
	d.line(say{"所见摘要  %s", "Digest of what you saw  %s"}, cs.Seen())
}

// part begins a part of a case.
func (d *desk) part(m say) { fmt.Fprintf(d.out, "\n%s\n", d.ink.paint(d.say(m), bold+";"+cyan)) }

// fact writes one named fact, if it is there.
func (d *desk) fact(name say, value string) {
	if value == "" {
		return
	}
	d.indented("  "+pad(d.say(name), 12), strings.Repeat(" ", 14), value, "")
}

// facts writes the fields of the finding itself.
func (d *desk) facts(cs *ledger.Case) {
	f, o := cs.Finding, cs.Finding.Owners
	d.fact(say{"巡察", "inspection"}, cs.Inspection.No+" "+cs.Inspection.Title)
	d.claimed(f)
	if f.Text != f.Title {
		d.fact(say{"原文", "text"}, f.Text)
	}
	d.fact(say{"责任领导", "lead leader"}, d.either(o.Lead, o.LeadName))
	d.fact(say{"牵头科室", "department"}, d.deptOf(o))
	var support []string
	for _, id := range o.Support {
		support = append(support, d.unitName(id))
	}
	if o.SupportName != "" {
		support = append(support, o.SupportName)
	}
	d.fact(say{"协办", "support"}, strings.Join(support, d.say(say{"、", ", "})))
	d.fact(say{"承办人", "handler"}, d.either(o.Handler, o.HandlerName))
	d.fact(say{"期限", "due"}, d.term(f.Kind, f.Due, f.FirstDue, f.Standing, f.Extended))
	for _, x := range []struct {
		name say
		text string
	}{
		{say{"分类", "category"}, f.Category}, {say{"根本原因", "root cause"}, f.RootCause}, {say{"整改目标", "goal"}, f.Goal},
		{say{"整改标准", "standard"}, f.Standard}, {say{"举一反三", "analogy"}, f.Analogy}, {say{"进展", "progress"}, f.Progress},
		{say{"下一步", "next"}, f.Next}, {say{"撤销理由", "voided"}, f.Voided},
	} {
		d.fact(x.name, x.text)
	}
	for _, s := range f.SentBack {
		d.fact(say{"方案退回", "plan sent back"}, dayOf(s.At)+" "+d.nameOf(s.By)+" "+s.Reason)
	}
	if f.Involved != 0 {
		d.fact(say{"涉及金额", "involved"}, f.Involved.String()+d.say(say{" 元", " yuan"}))
	}
	if f.Cycle > 1 {
		d.fact(say{"周期", "cycle"}, d.say(say{"第 %d 周期", "%d"}, f.Cycle))
	}
}

// claimed writes how far documents say that a finding is put right.
func (d *desk) claimed(f *ledger.Finding) {
	if f.Claim != "" {
		d.fact(say{"自报状态", "claimed"}, ledger.Name(ledger.Claims, string(f.Claim), d.lang))
	}
}

// either returns the name of a person who is known, else the name that is kept.
func (d *desk) either(id org.ID, name string) string {
	if id.IsZero() {
		return name
	}
	return d.nameOf(id)
}

// term says by when and for how long.
func (d *desk) term(kind ledger.Kind, due, first zh.Date, standing bool, extended int) string {
	var parts []string
	if kind != "" && (kind != ledger.Lasting || !standing) {
		parts = append(parts, ledger.Name(ledger.Kinds, string(kind), d.lang))
	}
	if !due.IsZero() {
		parts = append(parts, due.String())
	}
	if !first.IsZero() && first != due {
		parts = append(parts, d.say(say{"最初 %s", "at first %s"}, first))
	}
	if extended > 0 {
		parts = append(parts, d.say(say{"延期 %d 次", "extended %d times"}, extended))
	}
	if standing {
		parts = append(parts, ledger.Name(ledger.Kinds, string(ledger.Lasting), d.lang))
	}
	return strings.Join(parts, d.say(say{"，", ", "}))
}

// measures writes the measures, those of the cycle that runs first.
func (d *desk) measures(cs *ledger.Case) {
	for cycle := cs.Finding.Cycle; cycle > 0; cycle-- {
		first := true
		for _, m := range cs.Measures {
			if m.Cycle != cycle {
				continue
			}
			if first {
				d.part(say{fmt.Sprintf("整改措施（第 %d 周期）", cycle), fmt.Sprintf("Measures (cycle %d)", cycle)})
			}
			first = false
			d.indented(padLeft(fmt.Sprint(m.Ord), 4)+" ", "     ", strings.TrimSpace(m.No+" "+m.Text), "")
			d.indented("     ", "     ", d.measureState(m), dim)
			if m.Claims != "" {
				d.indented("     ", "     ", d.say(say{"文件自报：", "as a document claims: "})+m.Claims, dim)
			}
		}
	}
}

// measureState says by when a measure is due and whether it was done.
func (d *desk) measureState(m *ledger.Measure) string {
	state := d.say(say{"未完成", "not done"})
	switch {
	case m.Dropped != "":
		state = d.say(say{"已取消：%s", "dropped: %s"}, m.Dropped)
	case m.Done != nil:
		state = d.say(say{"已完成 %s（%s 由%s登记）：%s", "done %s (recorded %s by %s): %s"}, m.Done.Dated, dayOf(m.Done.At), d.nameOf(m.Done.By), m.Done.Result)
	}
	if term := d.term(m.Kind, m.Due, m.FirstDue, m.Standing, 0); term != "" {
		return term + d.say(say{"；", "; "}) + state
	}
	return state
}

// registers writes records, money and what was done about people.
func (d *desk) registers(cs *ledger.Case) {
	if len(cs.Records)+len(cs.Moneys)+len(cs.Accounts) == 0 {
		return
	}
	d.part(say{"记录和台账", "Records and registers"})
	t := d.table(say{"落款日期", "dated"}, say{"首次见到", "first seen"}, say{"类型", "kind"}, say{"内容", "what"})
	for _, r := range cs.Records {
		t.row(r.Dated, dayOf(r.Seen), r.Kind, strings.TrimSpace(r.Title+" "+r.Text))
	}
	for _, m := range cs.Moneys {
		t.row(m.Dated, dayOf(m.Seen), ledger.Name(ledger.MoneyEvents, m.Event, d.lang), strings.TrimSpace(m.Amount.String()+d.say(say{" 元 ", " yuan "})+m.Payer+" "+m.Voucher+" "+m.Text))
	}
	for _, a := range cs.Accounts {
		t.row(a.Dated, dayOf(a.Seen), a.Form, strings.TrimSpace(d.say(say{"%d 人 %d 个组织 ", "%d people, %d bodies "}, a.Persons, a.Bodies)+a.Text))
	}
	d.print(t)
}

// submissions writes each request for closure with its verdicts.
func (d *desk) submissions(cs *ledger.Case) {
	if len(cs.Submissions) > 0 {
		d.part(say{"销号申请", "Submissions"})
	}
	for _, s := range cs.Submissions {
		outcome := d.say(say{"审核中", "under review"})
		if s.Outcome != "" {
			outcome = ledger.Name(ledger.Outcomes, string(s.Outcome), d.lang)
		}
		d.line(say{"  第 %d 周期第 %d 次  %s  %s  %s  %s", "  cycle %d, no. %d  %s  %s  %s  %s"}, s.Cycle, s.N, dayOf(s.At), d.nameOf(s.By), outcome, s.Note)
		for i, v := range s.Verdicts {
			word := ledger.Outcomes[0] // passed
			if !v.Pass {
				word = ledger.Outcomes[1] // returned
			}
			d.line(say{"    %s  %s  %s  %s  %s  所见 %.8s", "    %s  %s  %s  %s  %s  seen %.8s"}, s.Chain[i].Title, say{word.ZH, word.EN}.In(d.lang), dayOf(v.At), d.nameOf(v.By), v.Opinion, v.Seen)
		}
		if next := s.Step(); next != nil && s.Outcome == "" {
			d.line(say{"    %s  等待%s", "    %s  waits for the %s"}, next.Title, next.Role.Name(d.lang))
		}
	}
}

// extensions writes each request for a later date with its answer.
func (d *desk) extensions(cs *ledger.Case) {
	if len(cs.Extensions) > 0 {
		d.part(say{"延期", "Extensions"})
	}
	answers := map[ledger.Decision]say{"": {"待批", "waits for an answer"}, ledger.Granted: {"同意", "granted"}, ledger.Refused: {"不同意", "refused"}}
	for _, x := range cs.Extensions {
		d.line(say{"  第 %d 次  %s → %s  %s  %s：%s；目前进展：%s", "  no. %d  %s → %s  %s  %s: %s; so far: %s"}, x.N, x.From, x.To, dayOf(x.At), d.nameOf(x.By), x.Reason, x.Progress)
		d.line(say{"    %s  %s  %s  %s", "    %s  %s  %s  %s"}, d.say(answers[x.Decision]), dayOf(x.DecidedAt), d.nameOf(x.DecidedBy), x.Opinion)
	}
}

// endings writes closures, and relapses with the closure that failed.
func (d *desk) endings(cs *ledger.Case) {
	if len(cs.Closures) > 0 {
		d.part(say{"销号与反弹", "Closures and relapses"})
	}
	for _, cl := range cs.Closures {
		d.line(say{"  第 %d 周期  %s 销号  核实人 %s  所见 %.8s", "  cycle %d  closed %s  verified by %s  seen %.8s"}, cl.Cycle, dayOf(cl.At), d.nameOf(cl.Verifier), cl.Seen)
		for _, r := range cl.Renewed {
			d.line(say{"    复核确认  %s  %s  %s", "    confirmed  %s  %s  %s"}, dayOf(r.At), d.nameOf(r.By), r.Opinion)
		}
		for _, r := range cs.Relapses {
			if r.Closure == cl.ID {
				d.line(say{"    反弹  %s  %s  %s", "    relapse  %s  %s  %s"}, dayOf(r.At), d.nameOf(r.By), r.Reason)
			}
		}
	}
	if cs.Stale() {
		d.line(say{"  ！销号以后材料有变动，需要复核确认。", "  ! Something was changed after it was closed; it wants to be confirmed again."})
	}
}
