package web

import (
	"net/http"
	"slices"
	"strconv"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/web/ui"
)

// A bulkAction is what can be done with several findings at once. Each is asked for on
// its own: one that is refused does not keep the others back, and each has its entry
// in the journal.
type bulkAction struct {
	Key    string
	event  ledger.Event
	field  string // of ledgerFields, if a field is set
	reason bool   // it asks for words
}

// bulkActions leave out what nobody should do without looking: verdicts, and what
// cannot be undone.
var bulkActions = []bulkAction{
	{"dept", ledger.Amend, "dept", false},
	{"lead", ledger.Amend, "lead", false},
	{"handler", ledger.Amend, "handler", false},
	{"due", ledger.Amend, "due", false},
	{"kind", ledger.Amend, "kind", false},
	{"category", ledger.Amend, "category", false},
	{"plan", ledger.Plan, "", false},
	{"approve", ledger.Approve, "", false},
	{"send_back", ledger.SendBack, "", true},
	{"submit", ledger.Submit, "", true},
	{"withdraw", ledger.Withdraw, "", false},
}

// name is what the button of an action says.
func (a *bulkAction) name(v *visit) string {
	if a.field == "" {
		return v.actName(ledger.Events, string(a.event))
	}
	f := fieldOf(a.field)
	return v.word("设置"+f.ZH, "Set the "+f.EN)
}

// most that can be ticked at once.
const mostTicks = 500

// A bulkForm is the findings that were ticked and what can be done with them.
type bulkForm struct {
	ticks   []string
	view    *ledgerView
	actions []*bulkAction
	f       ui.Form
	back    string
	seen    map[org.ID]int64 // versions, as they were seen
	results []bulkResult
}

// A bulkResult is what came of one finding.
type bulkResult struct {
	line    *app.LedgerLine
	refusal string // "" if it was done
}

// bulk asks what to do with the findings that were ticked, and does it.
func (v *visit) bulk() error {
	f, err := v.form()
	if err != nil {
		return err
	}
	b := &bulkForm{f: f, back: v.back(), ticks: f.Values["f"], seen: map[org.ID]int64{}}
	if len(b.ticks) == 0 {
		return v.warn(b.back, "请先勾选要办理的问题。", "Please tick the findings first.")
	}
	if _, err := v.answering(); err != nil {
		return err
	}
	if err := b.read(v); err != nil {
		return err
	}
	page := v.page(v.word("批量办理", "Several findings at once"), ui.Link{Text: v.word("台账", "Ledger"), Href: b.back})
	do := f.Value("do", "")
	if do == "" {
		return v.show(page, bulkPage(b))
	}
	i := slices.IndexFunc(b.actions, func(a *bulkAction) bool { return a.Key == do })
	if i < 0 {
		b.f.Errors = map[string]string{"": v.word("所选问题都不能这样办理，请另选办法。", "None of these findings can be dealt with in this way; please choose another.")}
		return v.refused(page, bulkPage(b))
	}
	a := b.actions[i]
	act := ledger.Act{Event: a.event, Reason: f.Value("reason", "")}
	value := f.Value("value."+a.field, "")
	if a.field != "" && value == "" {
		b.f.Errors = map[string]string{"value." + a.field: v.word("请先填写，再设置。", "Please fill this in first.")}
		return v.refused(page, bulkPage(b))
	}
	for j := range b.view.p.Lines {
		l := &b.view.p.Lines[j]
		b.results = append(b.results, bulkResult{l, v.bulkOne(b, a, l, act, value)})
	}
	return v.draw(http.StatusOK, page, bulkDone(b, a))
}

// bulkOne does the action with one finding and returns why not.
func (v *visit) bulkOne(b *bulkForm, a *bulkAction, l *app.LedgerLine, act ledger.Act, value string) string {
	var err error
	if f := fieldOf(a.field); f != nil && f.choices != nil &&
		!slices.ContainsFunc(f.choices(v, b.view.n, l.Book), func(c ui.Choice) bool { return c.Value == value }) {
		return v.word("所选的不属于这个单位。", "What was chosen does not belong to this unit.")
	}
	if a.field != "" {
		_, err = v.amend(b.view.n, l.Finding, fieldOf(a.field), value, strconv.FormatInt(b.seen[l.Finding.ID], 10))
	} else {
		_, err = v.s.App.Do(v.ctx, v.who, app.Request{Book: l.Finding.Book, Finding: l.Finding.ID, Version: b.seen[l.Finding.ID], Act: act})
	}
	if err == nil {
		return ""
	}
	if fault.KindOf(err) == fault.Internal {
		v.s.Log.Error("web: "+err.Error(), "path", v.URL.Path)
	}
	return fault.Say(err, v.lang())
}

// read finds the findings that were ticked, as they are now.
func (b *bulkForm) read(v *visit) error {
	if len(b.ticks) > mostTicks {
		return errForm
	}
	var heads []org.Head
	for _, t := range b.ticks {
		h, version, err := parsePlace(t)
		if err != nil {
			return err
		}
		if h.Version, err = strconv.ParseInt(version, 10, 64); err != nil || h.Version <= 0 {
			return errForm
		}
		b.seen[h.ID] = h.Version
		heads = append(heads, h)
	}
	p, err := v.s.App.Picked(v.ctx, v.who, heads)
	if err != nil {
		return err
	}
	if len(p.Lines) == 0 {
		return errNoPage
	}
	if b.view, err = v.ledgerOf(ledgerQuery{}, p); err != nil {
		return err
	}
	for i := range bulkActions {
		a := &bulkActions[i]
		if slices.ContainsFunc(b.view.rows, func(r ledgerRow) bool { return r.Finding.Leaf && v.can(r.LedgerLine, a.event) }) {
			b.actions = append(b.actions, a)
		}
	}
	return nil
}

// input returns the field of an action, with the choices of all books concerned.
func (b *bulkForm) input(a *bulkAction) ui.Field {
	v, f := b.view.v, fieldOf(a.field)
	in := ui.Field{Name: "value." + a.field, Label: v.word(f.ZH, f.EN), Kind: f.kind}
	if f.choices == nil {
		return in
	}
	in.Choices = []ui.Choice{{Value: "", Text: ""}}
	seen := map[org.ID]bool{}
	for _, l := range b.view.p.Lines {
		if l.Book == nil || seen[l.Book.ID] {
			continue
		}
		seen[l.Book.ID] = true
		for _, c := range f.choices(v, b.view.n, l.Book) {
			if !slices.ContainsFunc(in.Choices, func(had ui.Choice) bool { return had.Value == c.Value }) {
				in.Choices = append(in.Choices, c)
			}
		}
	}
	return in
}

// lost counts the findings that were ticked and are no longer in sight.
func (b *bulkForm) lost() int { return len(b.ticks) - len(b.view.p.Lines) }

// done counts what was done.
func (b *bulkForm) done() (n int) {
	for _, r := range b.results {
		if r.refusal == "" {
			n++
		}
	}
	return n
}
