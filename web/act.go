package web

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/web/ui"
	"zhenggai/zh"
)

// An act is the form of one step of the workflow.
type act struct {
	event    ledger.Event
	on       org.ID // the measure or evidence that it is about
	register string // money or accountability
	about    string // what it is about, in its own words
	fields   []ui.Field
	warn     string // it cannot be undone
}

// names are the fields of the form, for refusals that name none of them.
func (a *act) names() (all []string) {
	for _, f := range a.fields {
		all = append(all, f.Name)
	}
	return all
}

// open returns the form of a step; nil if the step is not offered.
func (fv *findingView) open(event ledger.Event, on org.ID, register string) *act {
	if !fv.offered(event) {
		return nil
	}
	a := &act{event: event, on: on, register: register}
	v := fv.v
	reason := func(zh, en string, required bool) ui.Field {
		return ui.Field{Name: "reason", Kind: "textarea", Rows: 3, Label: v.word(zh, en), Required: required}
	}
	day := func(zh, en string, first zh.Date, required bool) ui.Field {
		return ui.Field{Name: "day", Kind: "date", Label: v.word(zh, en), First: first.String(), Required: required}
	}
	switch event {
	case ledger.SendBack:
		a.fields = []ui.Field{reason("退回理由", "Reason", true)}
	case ledger.Submit:
		a.fields = []ui.Field{reason("申请说明", "Note", false)}
	case ledger.Pass, ledger.Return:
		a.fields = fv.verdictFields(event)
	case ledger.Reopen:
		a.fields = []ui.Field{reason("反弹情况", "What came back", true), day("发现日期", "Day it was found", v.today(), false)}
		a.warn = v.word("登记后进入新的整改周期，原来的销号保留并标明没有守住。", "A new cycle begins; the closure stays and is marked as one that did not hold.")
	case ledger.Annul:
		a.fields = []ui.Field{reason("撤销理由", "Reason", true)}
		a.warn = v.word("撤销不能恢复。", "This cannot be undone.")
	case ledger.Renew:
		a.fields = []ui.Field{reason("复核意见", "Opinion", true)}
	case ledger.Partly:
		a.fields = []ui.Field{reason("阶段成果", "Result so far", true)}
	case ledger.Extend:
		a.fields = []ui.Field{day("延到哪一天", "New date", zh.Date{}, true), reason("延期理由", "Reason", true),
			{Name: "progress", Kind: "textarea", Rows: 3, Label: v.word("目前进展", "Progress so far"), Required: true}}
	case ledger.Grant, ledger.Refuse:
		a.fields = []ui.Field{reason("批复意见", "Opinion", event == ledger.Refuse)}
		if x := fv.Asked(); x != nil {
			a.about = x.From.String() + " → " + x.To.String() + "：" + x.Reason
		}
	case ledger.Finish:
		a.fields = []ui.Field{reason("完成情况", "What was done", true), day("完成日期", "Day it was done", v.today(), true)}
	case ledger.Drop:
		a.fields = []ui.Field{reason("取消理由", "Reason", true)}
		a.warn = v.word("取消不能恢复；需要时另外增加措施。", "This cannot be undone; a measure can be added again.")
	case ledger.Detach:
		a.fields = []ui.Field{reason("作废理由", "Reason", true)}
		a.warn = v.word("作废不能恢复，文件保留备查。", "This cannot be undone; the file is kept.")
	case ledger.Amend:
		a.fields = fv.editFields(on)
	case ledger.AddMeasure:
		a.fields = fv.measureFields(&ledger.Measure{Kind: ledger.Dated, Due: fv.Finding.Due, Owners: fv.Finding.Owners})
	case ledger.Note:
		a.fields = fv.recordFields()
	case ledger.Register:
		a.fields = fv.registerFields(register)
	}
	if !on.IsZero() {
		a.about = fv.nameOf(on)
	}
	return a
}

// nameOf names a measure or evidence.
func (fv *findingView) nameOf(id org.ID) string {
	for _, m := range fv.Measures {
		if m.ID == id {
			return strings.TrimSpace(m.No + " " + m.Text)
		}
	}
	for _, e := range fv.Evidence {
		if e.ID == id {
			return cmp.Or(e.Title, e.Name)
		}
	}
	return ""
}

// verdictFields are those of a verdict: an opinion, and the meeting where the step
// wants one.
func (fv *findingView) verdictFields(event ledger.Event) []ui.Field {
	v := fv.v
	all := []ui.Field{{Name: "reason", Kind: "textarea", Rows: 3, Label: v.word("意见", "Opinion"), Required: event == ledger.Return}}
	s := fv.Submission()
	if s == nil || s.Step() == nil || !s.Step().Meeting {
		return all
	}
	choices := []ui.Choice{{Text: v.word("请选择", "Choose")}}
	for _, m := range fv.Meetings {
		if slices.ContainsFunc(m.Decisions, func(d ledger.Resolved) bool { return d.Finding == fv.Finding.ID }) {
			choices = append(choices, ui.Choice{Value: m.ID.String(), Text: m.Dated.String() + " " + m.Title})
		}
	}
	return append(all, ui.Field{Name: "meeting", Kind: "select", Label: v.word("审定的会议", "Meeting that decided"), Choices: choices,
		Hint: v.word("只列出对本问题有决定的会议；没有时请先在“会议”登记。", "Meetings with a decision on this finding; if there is none, record it under Meetings first.")})
}

func (v *visit) kinds() []ui.Choice {
	all := []ui.Choice{{Text: "—"}}
	for _, w := range ledger.Kinds {
		all = append(all, ui.Choice{Value: w.Key, Text: ledger.Name(ledger.Kinds, w.Key, v.lang())})
	}
	return all
}

func (v *visit) yesNoChoices() []ui.Choice {
	return []ui.Choice{{Value: "no", Text: v.word("否", "no")}, {Value: "yes", Text: v.word("是", "yes")}}
}

func yesNoValue(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// printedMark marks a name that a document has and that no person or unit of the site is
// meant by yet.
const printedMark = "~"

func ownerChoice(id org.ID, name string) string {
	if id.IsZero() && name != "" {
		return printedMark + name
	}
	return id.String()
}

// ownerFields choose who answers.
func (fv *findingView) ownerFields(o ledger.Owners) []ui.Field {
	v := fv.v
	list := func(first string, all []ui.Choice) []ui.Choice {
		head := []ui.Choice{{Text: "—"}}
		if name, ok := strings.CutPrefix(first, printedMark); ok {
			head = append(head, ui.Choice{Value: first, Text: name + v.word("（文件所写）", " (as printed)")})
		} else if first != "" && !slices.ContainsFunc(all, func(c ui.Choice) bool { return c.Value == first }) {
			id, _ := org.ParseID(first)
			head = append(head, ui.Choice{Value: first, Text: cmp.Or(fv.n.owner(id, ""), first)})
		}
		return append(head, all...)
	}
	people, units := fv.choices()
	lead, dept, handler := ownerChoice(o.Lead, o.LeadName), ownerChoice(o.Dept, o.DeptName), ownerChoice(o.Handler, o.HandlerName)
	return []ui.Field{
		{Name: "lead", Kind: "select", Label: v.word("责任领导", "Lead leader"), First: lead, Choices: list(lead, people)},
		{Name: "dept", Kind: "select", Label: v.word("牵头科室", "Lead department"), First: dept, Choices: list(dept, units)},
		{Name: "handler", Kind: "select", Label: v.word("承办人", "Handler"), First: handler, Choices: list(handler, people)},
	}
}

// choices are the people and departments of the unit.
func (fv *findingView) choices() (people, units []ui.Choice) {
	tree := fv.v.who.Tree
	for _, p := range fv.n.staff(tree, fv.Book.Unit) {
		people = append(people, ui.Choice{Value: p.ID.String(), Text: strings.TrimSpace(p.Name + " " + p.Title)})
	}
	for _, u := range fv.n.departments(tree, fv.Book.Unit) {
		units = append(units, ui.Choice{Value: u.ID.String(), Text: u.Name})
	}
	return people, units
}

// measureFields are what a measure is written with.
func (fv *findingView) measureFields(m *ledger.Measure) []ui.Field {
	v := fv.v
	all := []ui.Field{
		{Name: "text", Kind: "textarea", Rows: 4, Label: v.word("措施", "Measure"), First: m.Text, Required: true},
		{Name: "kind", Kind: "select", Label: v.word("整改类型", "Kind"), First: string(m.Kind), Choices: v.kinds()},
		{Name: "due", Kind: "date", Label: v.word("完成时限", "Due"), First: m.Due.String()},
		{Name: "standing", Kind: "select", Label: v.word("长期坚持", "Standing"), First: yesNoValue(m.Standing), Choices: v.yesNoChoices()},
	}
	all = append(all, fv.ownerFields(m.Owners)...)
	return append(all, ui.Field{Name: "milestones", Kind: "textarea", Rows: 2, Label: v.word("节点", "Milestones"), First: milestoneLines(m.Milestones),
		Hint: v.word("每行一个：2026-05-01 完成初稿；已完成的在后面加 | 2026-04-28。", "One a line: 2026-05-01 First draft; if it is done add | 2026-04-28.")})
}

// editFields are what of a finding, or of one of its measures, can be amended.
func (fv *findingView) editFields(on org.ID) []ui.Field {
	for _, m := range fv.Measures {
		if m.ID == on {
			return fv.measureFields(m)
		}
	}
	v, f := fv.v, fv.Finding
	var all []ui.Field
	if _, ok := f.Sources.Of("text"); !ok {
		all = append(all, ui.Field{Name: "text", Kind: "textarea", Rows: 4, Label: v.word("问题内容", "Words"), First: f.Text})
	}
	for _, x := range []struct{ name, zh, en, value string }{
		{"root_cause", "根本原因", "Root cause", f.RootCause}, {"goal", "整改目标", "Goal", f.Goal}, {"standard", "整改标准", "Standard", f.Standard},
		{"analogy", "举一反三", "Elsewhere", f.Analogy}, {"progress", "整改进展", "Progress", f.Progress}, {"next", "下一步", "Next", f.Next},
	} {
		all = append(all, ui.Field{Name: x.name, Kind: "textarea", Rows: 2, Label: v.word(x.zh, x.en), First: x.value})
	}
	all = append(all, ui.Field{Name: "category", Label: v.word("类别", "Category"), First: f.Category},
		ui.Field{Name: "kind", Kind: "select", Label: v.word("整改类型", "Kind"), First: string(f.Kind), Choices: v.kinds()},
		ui.Field{Name: "due", Kind: "date", Label: v.word("完成时限", "Due"), First: f.Due.String()},
		ui.Field{Name: "standing", Kind: "select", Label: v.word("长期坚持", "Standing"), First: yesNoValue(f.Standing), Choices: v.yesNoChoices()})
	all = append(all, fv.ownerFields(f.Owners)...)
	return append(all, ui.Field{Name: "involved", Label: v.word("涉及金额（元）", "Sum involved (yuan)"), First: f.Involved.String()})
}

func (fv *findingView) recordFields() []ui.Field {
	v := fv.v
	measures := []ui.Choice{{Text: v.word("问题整体", "the finding as a whole")}}
	for _, m := range fv.Current() {
		measures = append(measures, ui.Choice{Value: m.ID.String(), Text: measureName(m, 24)})
	}
	return []ui.Field{
		{Name: "kind", Label: v.word("种类", "Kind"), Required: true, List: []string{"会议", "学习", "谈话", "检查", "培训", "公示"}},
		{Name: "title", Label: v.word("名称", "Title"), Required: true},
		{Name: "dated", Kind: "date", Label: v.word("日期", "Day"), Required: true},
		{Name: "measure", Kind: "select", Label: v.word("属于哪条措施", "Measure"), Choices: measures},
		{Name: "text", Kind: "textarea", Rows: 3, Label: v.word("内容", "Words")},
	}
}

func (fv *findingView) registerFields(register string) []ui.Field {
	v := fv.v
	dated := ui.Field{Name: "dated", Kind: "date", Label: v.word("日期", "Day")}
	text := ui.Field{Name: "text", Kind: "textarea", Rows: 2, Label: v.word("说明", "Words")}
	if register == "account" {
		return []ui.Field{
			{Name: "form", Label: v.word("处理方式", "Form"), Required: true, List: []string{"谈话提醒", "批评教育", "责令书面检查", "诫勉", "党纪处分", "政务处分"}},
			{Name: "persons", Kind: "number", Label: v.word("人数", "People"), First: "0"},
			{Name: "bodies", Kind: "number", Label: v.word("党组织数", "Organisations"), First: "0"}, dated, text}
	}
	var kinds []ui.Choice
	for _, w := range ledger.MoneyEvents {
		kinds = append(kinds, ui.Choice{Value: w.Key, Text: ledger.Name(ledger.MoneyEvents, w.Key, v.lang())})
	}
	return []ui.Field{
		{Name: "what", Kind: "select", Label: v.word("资金去向", "What"), Choices: kinds, First: kinds[0].Value},
		{Name: "amount", Label: v.word("金额（元）", "Sum (yuan)"), Required: true},
		{Name: "payer", Label: v.word("缴款人", "Payer")}, {Name: "voucher", Label: v.word("凭证号", "Voucher")}, dated, text}
}

// do acts on a finding, and shows the form again with everything that was typed if
// that is refused.
func (v *visit) do() error {
	fv, err := v.leafView()
	if err != nil {
		return err
	}
	f, err := v.form()
	if err != nil {
		return err
	}
	r, err := fv.request(&f)
	var done *ledger.Case
	if err == nil {
		done, err = v.s.App.Do(v.ctx, v.who, r)
	}
	if err != nil {
		return v.again(fv, f, r, err)
	}
	return v.acted(fv, f, r, done.Finding.State)
}

// again shows the form that was refused.
func (v *visit) again(fv *findingView, f ui.Form, r app.Request, err error) error {
	if !refusal(err) || errors.Is(err, errForm) {
		return err
	}
	if now, err := v.findingView(); err == nil { // as it stands now
		fv = now
	}
	if _, err := v.answering(); err != nil {
		return err
	}
	f.Refuse(v.ctx, err)
	fv.form, fv.news = f, fv.since(f.Value("entry", ""))
	if fv.act = fv.open(r.Event, r.On, f.Value("register", "")); fv.act == nil {
		fv.act = &act{event: r.Event}
	}
	return v.refused(fv.page(), findingPage(fv))
}

// acted says what was done, and how to take it back where that is possible. To pass the
// last step of the reviews is to close.
func (v *visit) acted(fv *findingView, f ui.Form, r app.Request, now ledger.State) error {
	note := ui.Note{Kind: "ok", Text: v.word("已办理：", "Done: ") + ledger.Name(ledger.Events, string(r.Event), v.lang()) + v.word("。", ".")}
	if r.Event == ledger.Pass && now == ledger.Closed {
		note.Text = v.word("已销号：", "Closed: ") + fv.Finding.Code + v.word("。", ".")
	}
	undo := map[string]string{}
	switch r.Event {
	case ledger.Submit:
		undo["event"] = string(ledger.Withdraw)
		note.Undo = &ui.Undo{Text: v.word("撤回申请", "Withdraw"), Action: fv.path("/do"), Hidden: undo}
	case ledger.Amend:
		for _, field := range fv.editFields(r.On) {
			if f.Values.Has(field.Name) && lineEnds(f.Value(field.Name, "")) != field.First {
				undo[field.Name] = field.First
			}
		}
		if owners := fv.ownersOn(r.On); hasAny(undo, "lead", "dept", "handler") {
			undo["lead"], undo["dept"], undo["handler"] = ownerChoice(owners.Lead, owners.LeadName), ownerChoice(owners.Dept, owners.DeptName), ownerChoice(owners.Handler, owners.HandlerName)
		}
		undo["event"], undo["on"] = string(ledger.Amend), r.On.String()
		note.Undo = &ui.Undo{Text: v.word("恢复原值", "Put back"), Action: fv.path("/do"), Hidden: undo}
	}
	v.say(note)
	v.redirect(fv.path())
	return nil
}

func hasAny(m map[string]string, names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { _, ok := m[name]; return ok })
}

// ownersOn are the owners of a measure or, for no id, of the finding.
func (fv *findingView) ownersOn(on org.ID) ledger.Owners {
	for _, m := range fv.Measures {
		if m.ID == on {
			return m.Owners
		}
	}
	return fv.Finding.Owners
}

// lineEnds returns s with the line ends that the ledger has: a browser sends others.
func lineEnds(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

// request reads what a form asks. What no form of ours can send is errForm.
func (fv *findingView) request(f *ui.Form) (r app.Request, err error) {
	r = app.Request{Book: fv.Finding.Book, Finding: fv.Finding.ID}
	r.Event = ledger.Event(f.Value("event", ""))
	if len(f.Values["event"]) != 1 || ledger.StepOf(r.Event) == nil || r.Event == ledger.Attach {
		return r, errForm
	}
	if s := f.Value("version", ""); s != "" {
		if r.Version, err = strconv.ParseInt(s, 10, 64); err != nil {
			return r, errors.Join(errForm, err)
		}
	}
	if err := r.Seen.UnmarshalText([]byte(f.Value("seen", ""))); err != nil {
		return r, errors.Join(errForm, err)
	}
	if r.On, err = idIn(f, "on"); err != nil {
		return r, err
	}
	if r.Meeting, err = idIn(f, "meeting"); err != nil {
		return r, err
	}
	r.Reason, r.Progress = strings.TrimSpace(lineEnds(f.Value("reason", ""))), strings.TrimSpace(lineEnds(f.Value("progress", "")))
	if r.Day, err = dayIn(f, "day"); err != nil {
		return r, err
	}
	switch r.Event {
	case ledger.Amend:
		r.Edit, err = fv.edit(f, r.On)
	case ledger.AddMeasure, ledger.Note, ledger.Register:
		r.Row, err = fv.row(f, r.Event)
	}
	return r, err
}

// edit reads what is amended: the fields that the form has.
func (fv *findingView) edit(f *ui.Form, on org.ID) (*ledger.Edit, error) {
	e := &ledger.Edit{}
	for name, to := range map[string]**string{"text": &e.Text, "category": &e.Category, "root_cause": &e.RootCause, "goal": &e.Goal,
		"standard": &e.Standard, "analogy": &e.Analogy, "progress": &e.Progress, "next": &e.Next} {
		if f.Values.Has(name) {
			s := strings.TrimRight(lineEnds(f.Value(name, "")), " \n")
			*to = &s
		}
	}
	if f.Values.Has("kind") {
		kind := ledger.Kind(f.Value("kind", ""))
		if kind != "" && ledger.Name(ledger.Kinds, string(kind), "zh") == string(kind) {
			return nil, errForm
		}
		e.Kind = &kind
	}
	if f.Values.Has("standing") {
		standing := f.Value("standing", "") == "yes"
		e.Standing = &standing
	}
	if f.Values.Has("due") {
		due, err := dayIn(f, "due")
		if err != nil {
			return nil, err
		}
		e.Due = &due
	}
	if f.Values.Has("involved") {
		fen, err := fenIn(f, "involved")
		if err != nil {
			return nil, err
		}
		e.Involved = &fen
	}
	if f.Values.Has("milestones") {
		stones, err := milestonesIn(f)
		if err != nil {
			return nil, err
		}
		e.Milestones = &stones
	}
	owners, err := fv.ownersIn(f, fv.ownersOn(on))
	if f.Values.Has("lead") || f.Values.Has("dept") || f.Values.Has("handler") {
		e.Owners = &owners
	}
	return e, err
}

// ownersIn reads who answers; what the form does not have stays as it was.
func (fv *findingView) ownersIn(f *ui.Form, o ledger.Owners) (ledger.Owners, error) {
	for _, x := range []struct {
		field string
		id    *org.ID
		name  *string
	}{{"lead", &o.Lead, &o.LeadName}, {"dept", &o.Dept, &o.DeptName}, {"handler", &o.Handler, &o.HandlerName}} {
		value := f.Value(x.field, ownerChoice(*x.id, *x.name))
		if value == ownerChoice(*x.id, *x.name) {
			continue
		}
		if name, ok := strings.CutPrefix(value, printedMark); ok {
			*x.id, *x.name = org.ID{}, name
			continue
		}
		*x.id, *x.name = org.ID{}, ""
		if value == "" {
			continue
		}
		id, err := org.ParseID(value)
		name := fv.n.owner(id, "")
		if err != nil || name == "" {
			return o, errForm
		}
		*x.id, *x.name = id, name
	}
	return o, nil
}

func fenIn(f *ui.Form, name string) (ledger.Fen, error) {
	s := strings.NewReplacer(",", "", "，", "", " ", "").Replace(f.Value(name, ""))
	if s == "" {
		return 0, nil
	}
	fen, err := ledger.ParseFen(s)
	if err != nil || fen < 0 {
		return 0, besideField(name, "金额“"+s+"”读不出来，请写成 1234.56 的样子（元）。", "The sum "+s+" cannot be read: write it like 1234.56 (yuan).")
	}
	return fen, nil
}

// besideField is a refusal that stands beside a field.
func besideField(field, zh, en string) error {
	said := fault.New(fault.Invalid, zh, en, nil)
	said.Field = field
	return said
}

// milestonesIn reads lines like 2026-05-01 完成初稿 | 2026-04-28.
func milestonesIn(f *ui.Form) ([]ledger.Milestone, error) {
	return milestonesOf(f.Value("milestones", ""))
}

// row reads what is added.
func (fv *findingView) row(f *ui.Form, event ledger.Event) (org.Row, error) {
	text := strings.TrimSpace(lineEnds(f.Value("text", "")))
	if event == ledger.AddMeasure {
		return fv.measureIn(f, text)
	}
	dated, err := dayIn(f, "dated")
	if err != nil {
		return nil, err
	}
	value := func(name string) string { return strings.TrimSpace(f.Value(name, "")) }
	if event == ledger.Note {
		measure, err := idIn(f, "measure")
		if err == nil && !measure.IsZero() && fv.measureNamed(measure) == "" {
			err = errForm
		}
		switch {
		case err != nil:
		case value("title") == "":
			err = besideField("title", "请写明记录的名称。", "Give the record's title.")
		case dated.IsZero():
			err = besideField("dated", "请写明是哪一天。", "Give the day.")
		}
		return &ledger.Record{Kind: value("kind"), Title: value("title"), Dated: dated, Measure: measure, Text: text}, err
	}
	switch value("register") {
	case "account":
		a := &ledger.Accountability{Form: value("form"), Dated: dated, Text: text}
		a.Persons, _ = strconv.Atoi(value("persons"))
		a.Bodies, _ = strconv.Atoi(value("bodies"))
		if a.Form == "" {
			return nil, besideField("form", "请写明处理方式。", "Give the form.")
		}
		if a.Persons < 0 || a.Bodies < 0 || a.Persons+a.Bodies == 0 {
			return nil, besideField("persons", "请写明处理了多少人或多少个党组织。", "Give how many people or organisations.")
		}
		return a, nil
	case "money":
		m := &ledger.Money{Event: value("what"), Payer: value("payer"), Voucher: value("voucher"), Dated: dated, Text: text}
		if ledger.Name(ledger.MoneyEvents, m.Event, "zh") == m.Event {
			return nil, errForm
		}
		if m.Amount, err = fenIn(f, "amount"); err == nil && m.Amount == 0 {
			err = besideField("amount", "请写明金额。", "Give the sum.")
		}
		return m, err
	}
	return nil, errForm
}

func (fv *findingView) measureIn(f *ui.Form, text string) (org.Row, error) {
	if text == "" {
		return nil, besideField("text", "请写明措施内容。", "Write what is to be done.")
	}
	e, err := fv.edit(f, org.ID{})
	if err != nil {
		return nil, err
	}
	m := &ledger.Measure{Text: text}
	if e.Kind != nil {
		m.Kind = *e.Kind
	}
	if e.Due != nil {
		m.Due = *e.Due
	}
	if e.Standing != nil {
		m.Standing = *e.Standing
	}
	if e.Owners != nil {
		m.Owners = *e.Owners
	}
	if e.Milestones != nil {
		m.Milestones = *e.Milestones
	}
	return m, nil
}
