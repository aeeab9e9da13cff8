package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/web/ui"
	"zhenggai/zh"
)

var planRoutes = []Route{
	{"GET /plan", "整改方案", "the plan of an inspection", SignedIn, findingRoles, false, (*visit).plan},
	{"POST /plan/save", "修改方案：责任、措施、期限", "change the plan: owners, measures, dates", SignedIn, planRoles, false, (*visit).savePlan},
	{"POST /plan/bulk", "成批填写、报送、批准、退回方案", "fill in, send, approve or send back plans in bulk", SignedIn, planRoles, false, (*visit).bulkPlan},
}

// planRoles may change a plan, or say yes or no to it.
var planRoles = rolesOf(ledger.Plan, ledger.Approve, ledger.SendBack, ledger.Amend, ledger.AddMeasure, ledger.Drop)

// rolesOf are the roles that may take one of the steps, in some book.
func rolesOf(events ...ledger.Event) []org.Role {
	return rolesThat(func(l org.RoleLine) bool {
		return slices.ContainsFunc(events, func(e ledger.Event) bool {
			step := ledger.StepOf(e)
			return slices.Contains(step.RolesIn(false), l.Role) || slices.Contains(step.RolesIn(true), l.Role)
		})
	})
}

// errMoved refuses what is asked of a finding that is not what was seen.
var errMoved = fault.New(fault.Conflict, "您看过之后有变动，现在显示的是新内容，请核对后再办。",
	"It was changed after you looked; what is shown now is new: check it and try again.", nil)

// A planLine is a leaf finding in the plan.
type planLine struct {
	*ledger.Case
	Above  []*ledger.Finding      // the headings that begin with this line
	Offers map[ledger.Event]error // what who asks could do, and what it still needs
	Lacks  []ledger.Need          // what the plan needs before it is sent
	Edit   bool                   // it is shown as fields
	Seen   string                 // digest of what is shown
	Done   string                 // what came of it: the record of a bulk action
	Wrong  map[string]string      // refusals, by row: "" is the finding, else a measure or new row
	Fields ui.Form                // what was typed
	names  *names
}

// can reports whether who asks could do event now; offered also if something is missing.
func (l *planLine) can(event ledger.Event) bool {
	err, ok := l.Offers[event]
	return ok && err == nil
}

func (l *planLine) offered(event ledger.Event) bool { _, ok := l.Offers[event]; return ok }

// editable reports whether anything of the line can be changed. Who may only drop
// measures gets the other fields switched off.
func (l *planLine) editable() bool { return l.offered(ledger.Amend) || l.offered(ledger.Drop) }

// field returns the name of a field of a row of the line.
func (l *planLine) field(row, name string) string {
	return l.Finding.ID.String() + "." + row + "." + name
}

// news are the keys of the rows for new measures.
func (l *planLine) news() []string {
	if !l.offered(ledger.AddMeasure) {
		return nil
	}
	if len(l.Current()) == 0 {
		return []string{"new1", "new2", "new3"}
	}
	return []string{"new1"}
}

// A planView is the plan of an inspection.
type planView struct {
	*visit
	*shelf
	names         *names
	Lines         []*planLine
	Units, People []string     // names that can be typed, of this unit
	All           bool         // every line is shown as fields
	State         ledger.State // only lines in it are shown; "" is all
	Counts        map[ledger.State]int
	Bulk          ui.Form // what was typed over the table
	Ticked        map[string]bool
}

// planView loads the plan; edit says which lines are fields: a finding, or "all".
func (v *visit) planView(edit string) (*planView, error) {
	s, err := v.shelf("/plan", false)
	if err != nil {
		return nil, err
	}
	w := &planView{visit: v, shelf: s, All: edit == "all", Ticked: map[string]bool{}, Counts: map[ledger.State]int{}}
	if v.Method == http.MethodGet {
		w.State = ledger.State(v.FormValue("state"))
	}
	if w.names, err = v.answering(); err != nil || s.Inspection == nil {
		return w, err
	}
	cases, err := v.s.App.Cases(v.ctx, v.who, s.Book.ID, s.Inspection.ID)
	if err != nil {
		return nil, err
	}
	outline, err := v.s.App.Outline(v.ctx, v.who, s.Book.ID, s.Inspection.ID)
	if err != nil {
		return nil, err
	}
	shown := map[org.ID]bool{}
	for _, c := range cases {
		w.Counts[c.Finding.State]++
		shown[c.Finding.ID] = w.State == "" || w.State == c.Finding.State
	}
	above := headings(outline, shown)
	for _, c := range cases {
		if !shown[c.Finding.ID] {
			continue
		}
		l := &planLine{Case: c, Above: above[c.Finding.ID], names: w.names, Offers: map[ledger.Event]error{}, Seen: c.Seen().String(), Wrong: map[string]string{}}
		for _, o := range c.Offers(v.who, v.moment()) {
			l.Offers[o.Step.Event] = o.Refusal
		}
		if c.Finding.State == ledger.Open {
			for _, n := range ledger.StepOf(ledger.Plan).Needs {
				if n.Check(c, ledger.Act{Event: ledger.Plan}, v.who, v.moment()) != nil {
					l.Lacks = append(l.Lacks, n)
				}
			}
		}
		l.Edit = (w.All || edit == c.Finding.ID.String()) && l.editable()
		w.Lines = append(w.Lines, l)
	}
	w.suggest()
	return w, nil
}

// moment is the moment of what is offered.
func (v *visit) moment() ledger.Now {
	return ledger.Now{At: ledger.At(v.s.App.Now()), Day: v.today()}
}

// headings returns, for each leaf that is shown, the findings above it that no leaf
// before it has.
func headings(outline []*ledger.Finding, shown map[org.ID]bool) map[org.ID][]*ledger.Finding {
	at, said := map[org.ID]*ledger.Finding{}, map[org.ID]bool{}
	for _, f := range outline {
		at[f.ID] = f
	}
	all := map[org.ID][]*ledger.Finding{}
	for _, f := range outline {
		if !shown[f.ID] {
			continue
		}
		for up := at[f.Parent]; up != nil && !said[up.ID]; up = at[up.Parent] {
			said[up.ID] = true
			all[f.ID] = append([]*ledger.Finding{up}, all[f.ID]...)
		}
	}
	return all
}

// suggest finds the names of departments and people of the book's unit.
func (w *planView) suggest() {
	for _, u := range w.names.departments(w.who.Tree, w.Book.Unit) {
		w.Units = append(w.Units, u.Name)
	}
	for _, p := range w.names.staff(w.who.Tree, w.Book.Unit) {
		w.People = append(w.People, p.Name)
	}
	slices.Sort(w.Units)
	slices.Sort(w.People)
}

// offered reports whether event is offered for any line.
func (w *planView) offered(event ledger.Event) bool {
	return slices.ContainsFunc(w.Lines, func(l *planLine) bool { return l.offered(event) })
}

// ready counts the lines for which event lacks nothing.
func (w *planView) ready(event ledger.Event) (n int) {
	for _, l := range w.Lines {
		if l.can(event) {
			n++
		}
	}
	return n
}

func (w *planView) line(id string) *planLine {
	for _, l := range w.Lines {
		if l.Finding.ID.String() == id {
			return l
		}
	}
	return nil
}

// show draws the plan; status is that of a refusal if one of its lines was refused.
func (w *planView) show() error {
	p := w.page(w.word("整改方案", "Plan"))
	if w.Inspection != nil {
		p.Title = w.word("整改方案：", "Plan: ") + w.Inspection.Title
		p.Path = w.at("inspection", w.Inspection.ID.String())
	}
	wrong := len(w.Bulk.Errors) > 0
	for _, l := range w.Lines {
		wrong = wrong || len(l.Wrong) > 0
	}
	if wrong {
		return w.refused(p, planPage(w))
	}
	return w.visit.show(p, planPage(w))
}

func (v *visit) plan() error {
	w, err := v.planView(v.FormValue("edit"))
	if err != nil {
		return err
	}
	if len(w.Lines) == 0 && w.All {
		w.All = false
	}
	return w.show()
}

// ownersTyped reads names of owners: those of the unit are meant by id, others are kept
// as they were typed. What was not changed stays as it is.
func (w *planView) ownersTyped(was ledger.Owners, lead, dept, handler string) ledger.Owners {
	o := was
	if lead != w.names.owner(was.Lead, was.LeadName) {
		o.Lead, o.LeadName = w.personCalled(lead), lead
	}
	if dept != w.names.owner(was.Dept, was.DeptName) {
		o.Dept, o.DeptName = w.unitCalled(dept), dept
	}
	if handler != w.names.owner(was.Handler, was.HandlerName) {
		o.Handler, o.HandlerName = w.personCalled(handler), handler
	}
	return o
}

// personCalled returns the only person of the book's unit with this name, or nobody.
func (w *planView) personCalled(name string) (id org.ID) {
	for _, p := range w.names.staff(w.who.Tree, w.Book.Unit) {
		if p.Name == name {
			if !id.IsZero() {
				return org.ID{}
			}
			id = p.ID
		}
	}
	return id
}

func (w *planView) unitCalled(name string) (id org.ID) {
	for _, u := range w.names.departments(w.who.Tree, w.Book.Unit) {
		if u.Name == name {
			if !id.IsZero() {
				return org.ID{}
			}
			id = u.ID
		}
	}
	return id
}

// savePlan saves the lines that were sent as fields, each change by itself: what one
// line is refused keeps no other from being saved.
func (v *visit) savePlan() error {
	in, err := v.input()
	if err != nil {
		return err
	}
	w, err := v.planView("")
	if err != nil {
		return err
	}
	if w.Book == nil {
		return errNoPage
	}
	saved, refusedLines := 0, map[string]*planLine{}
	for _, id := range in.Values["line"] {
		l := w.line(id)
		if l == nil {
			return errNoPage
		}
		n, err := w.saveLine(in, l)
		if err != nil {
			return err
		}
		if saved += n; len(l.Wrong) > 0 {
			refusedLines[id] = l
		}
	}
	if len(refusedLines) == 0 {
		if saved == 0 {
			return v.done(w.at("inspection", w.Inspection.ID.String()), "没有改动。", "Nothing was changed.")
		}
		return v.done(w.at("inspection", w.Inspection.ID.String()), "已保存 "+strconv.Itoa(saved)+" 处修改。", strconv.Itoa(saved)+" changes are saved.")
	}
	return w.again(refusedLines, ui.Form{})
}

// again draws the plan as it is now, with the lines that were refused.
func (w *planView) again(lines map[string]*planLine, bulk ui.Form) error {
	now, err := w.planView("")
	if err != nil {
		return err
	}
	now.Bulk = bulk
	for _, l := range now.Lines {
		id := l.Finding.ID.String()
		now.Ticked[id] = w.Ticked[id]
		if old := lines[id]; old != nil {
			l.Wrong, l.Done, l.Fields, l.Edit = old.Wrong, old.Done, old.Fields, old.Fields.Values != nil && l.editable()
		}
	}
	return now.show()
}

// A planAct is one thing that is asked of a line, and the row that it came from.
type planAct struct {
	row string
	act ledger.Act
}

// saveLine does what was changed in the fields of a line and returns how much it was.
func (w *planView) saveLine(in *input, l *planLine) (saved int, err error) {
	l.Fields = in.Form
	asks := w.asks(in, l)
	if len(asks) == 0 || len(l.Wrong) > 0 {
		return 0, nil
	}
	if in.text(l.field("f", "seen")) != l.Seen {
		l.Wrong[""] = fault.Say(errMoved, w.lang())
		return 0, nil
	}
	version := l.Finding.Version
	for _, a := range asks {
		done, err := w.s.App.Do(w.ctx, w.who, app.Request{Book: w.Book.ID, Finding: l.Finding.ID, Version: version, Act: a.act})
		switch {
		case err == nil:
			saved, version = saved+1, done.Finding.Version
			w.forget(l, a)
		case refusal(err):
			l.Wrong[a.row] = fault.Say(err, w.lang())
		default:
			return saved, err
		}
	}
	return saved, nil
}

// forget takes a new measure that was saved out of what was typed, so that it is not
// added twice.
func (w *planView) forget(l *planLine, a planAct) {
	if a.act.Event == ledger.AddMeasure {
		for _, name := range []string{"no", "text", "kind", "due", "standing", "lead", "dept", "handler", "support"} {
			l.Fields.Values.Del(l.field(a.row, name))
		}
	}
}

// asks returns what the fields of a line ask for, where they differ from what is there.
func (w *planView) asks(in *input, l *planLine) (asks []planAct) {
	f := l.Finding
	e := w.edit(in, l, "f", row{f.Kind, f.Due, f.Standing, f.Owners})
	owners := f.Owners
	if e.Owners != nil {
		owners = *e.Owners
	}
	if e != (ledger.Edit{}) {
		asks = append(asks, planAct{"", ledger.Act{Event: ledger.Amend, Edit: &e}})
	}
	for _, m := range l.Current() {
		key := m.ID.String()
		if in.text(l.field(key, "drop")) != "" {
			asks = append(asks, planAct{key, ledger.Act{Event: ledger.Drop, On: m.ID, Reason: in.text(l.field(key, "reason"))}})
			continue
		}
		e := w.edit(in, l, key, row{m.Kind, m.Due, m.Standing, m.Owners})
		if text := strings.TrimSpace(in.Value(l.field(key, "text"), m.Text)); text != strings.TrimSpace(m.Text) {
			e.Text = &text
		}
		w.editMilestones(in, l, m, &e)
		if e != (ledger.Edit{}) {
			asks = append(asks, planAct{key, ledger.Act{Event: ledger.Amend, On: m.ID, Edit: &e}})
		}
	}
	for _, key := range l.news() {
		text := in.text(l.field(key, "text"))
		if text == "" {
			continue
		}
		m := &ledger.Measure{No: in.text(l.field(key, "no")), Text: text, Kind: ledger.Kind(in.text(l.field(key, "kind"))),
			Due: w.dayOf(in, l, key), Standing: in.text(l.field(key, "standing")) != ""}
		m.Owners = w.ownersTyped(ledger.Owners{}, in.text(l.field(key, "lead")), in.text(l.field(key, "dept")), in.text(l.field(key, "handler")))
		w.supportTyped(&m.Owners, in.text(l.field(key, "support")))
		if !m.Owners.Named() && m.Owners.HandlerName == "" {
			m.Owners = owners // of the finding, if nobody else is named
		}
		asks = append(asks, planAct{key, ledger.Act{Event: ledger.AddMeasure, Row: m}})
	}
	return asks
}

// editMilestones reads the milestones of a measure; what cannot be read is said beside
// its row.
func (w *planView) editMilestones(in *input, l *planLine, m *ledger.Measure, e *ledger.Edit) {
	name, was := l.field(m.ID.String(), "milestones"), milestoneLines(m.Milestones)
	typed := strings.TrimSpace(lineEnds(in.Value(name, was)))
	if typed == was {
		return
	}
	stones, err := milestonesOf(typed)
	if err != nil {
		l.Wrong[m.ID.String()] = fault.Say(err, w.lang())
		return
	}
	e.Milestones = &stones
}

// supportTyped reads the departments that help: those of the unit are meant by id if all
// of them are; else the names are kept as they were typed.
func (w *planView) supportTyped(o *ledger.Owners, typed string) {
	if typed == w.names.support(*o) {
		return
	}
	o.Support, o.SupportName = nil, typed
	for _, name := range strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune("、，,；; ", r) }) {
		id := w.unitCalled(name)
		if id.IsZero() {
			o.Support = nil
			return
		}
		o.Support = append(o.Support, id)
	}
}

// A row is what a finding and a measure have in common.
type row struct {
	kind     ledger.Kind
	due      zh.Date
	standing bool
	owners   ledger.Owners
}

// edit returns what the fields of a row change.
func (w *planView) edit(in *input, l *planLine, key string, was row) (e ledger.Edit) {
	name := func(s string) string { return l.field(key, s) }
	if k := ledger.Kind(in.text(name("kind"))); k != was.kind && in.Values.Has(name("kind")) {
		e.Kind = &k
	}
	if in.Values.Has(name("due")) {
		if d := w.dayOf(in, l, key); d != was.due {
			e.Due = &d
		}
	}
	if standing := in.text(name("standing")) != ""; standing != was.standing && in.Values.Has(name("due")) { // an unticked box is not sent
		e.Standing = &standing
	}
	typed := func(s, first string) string { return strings.TrimSpace(in.Value(name(s), first)) }
	o := w.ownersTyped(was.owners, typed("lead", w.names.owner(was.owners.Lead, was.owners.LeadName)),
		typed("dept", w.names.owner(was.owners.Dept, was.owners.DeptName)), typed("handler", w.names.owner(was.owners.Handler, was.owners.HandlerName)))
	w.supportTyped(&o, typed("support", w.names.support(was.owners)))
	if w.names.support(o) != w.names.support(was.owners) || o.Lead != was.owners.Lead || o.Dept != was.owners.Dept || o.Handler != was.owners.Handler ||
		o.LeadName != was.owners.LeadName || o.DeptName != was.owners.DeptName || o.HandlerName != was.owners.HandlerName {
		e.Owners = &o
	}
	return e
}

// dayOf reads the day of a row; one that cannot be read is said beside the row.
func (w *planView) dayOf(in *input, l *planLine, key string) zh.Date {
	field := l.field(key, "due")
	d := in.day(field)
	if said := in.Errors[field]; said != "" {
		if key == "f" {
			key = ""
		}
		l.Wrong[key] = said
	}
	return d
}

// leaves returns the leaf findings of a book in who's sight, in text order.
func (v *visit) leaves(book org.ID) ([]*ledger.Finding, map[org.ID]*ledger.Finding, error) {
	all, _, err := v.s.App.Findings(v.ctx, v.who, store.FindingQuery{Books: []org.ID{book}, LeafOnly: true})
	at := map[org.ID]*ledger.Finding{}
	for _, f := range all {
		at[f.ID] = f
	}
	return all, at, err
}

// tickable reports whether anything that is done in bulk is offered for the line.
func (l *planLine) tickable() bool {
	return l.offered(ledger.Plan) || l.offered(ledger.Approve) || l.offered(ledger.SendBack) || l.offered(ledger.Amend)
}

// tickable reports whether any line is.
func (w *planView) tickable() bool { return slices.ContainsFunc(w.Lines, (*planLine).tickable) }

func (w *planView) measures() (n int) {
	for _, l := range w.Lines {
		n += len(l.Current())
	}
	return n
}

func (w *planView) lacking() (n int) {
	for _, l := range w.Lines {
		if len(l.Lacks) > 0 {
			n++
		}
	}
	return n
}

// standing reports whether the box of a row is ticked: an unticked one is not sent, so
// what was typed counts if anything of the row was.
func (l *planLine) standing(key string, first bool) bool {
	if l.Fields.Values.Has(l.field(key, "due")) {
		return l.Fields.Value(l.field(key, "standing"), "") != ""
	}
	return first
}

func kindName(v *visit, k ledger.Kind) string {
	if k == "" {
		return ""
	}
	return ledger.Name(ledger.Kinds, string(k), v.lang())
}

// lackName is what is still to be done, as the need has it.
func lackName(w *planView, n ledger.Need) string { return w.word(n.ZH, n.EN) }

// newMeasure is what stands in an empty field.
func newMeasure(ctx context.Context, text string) string {
	if text != "" {
		return ""
	}
	return ui.Say(ctx, "增加一条措施…", "add a measure…")
}
