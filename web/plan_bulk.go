package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger"
)

// bulkPlan does one thing to many lines, item by item; each has a record of its own, in
// the journal and on the page.
func (v *visit) bulkPlan() error {
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
	do := in.text("do")
	ready := do == "ready"
	if ready {
		do = string(ledger.Plan)
	}
	var chosen []*planLine
	for _, l := range w.Lines {
		id := l.Finding.ID.String()
		if w.Ticked[id] = slices.Contains(in.Values["f"], id); w.Ticked[id] && !ready || ready && l.can(ledger.Plan) {
			chosen = append(chosen, l)
		}
	}
	if in.day("due"); len(in.Errors) > 0 {
		return w.again(nil, in.Form)
	}
	if len(chosen) == 0 {
		in.wrong("", "没有选中问题。请先在表格左侧勾选。", "No finding is chosen. Tick some at the left of the table first.")
		return w.again(nil, in.Form)
	}
	done, refusedLines, err := w.each(in, do, chosen)
	if err != nil {
		return err
	}
	if len(done) == len(chosen) {
		return v.done(w.at("inspection", w.Inspection.ID.String()),
			"“"+v.doing(do)+"”已办 "+strconv.Itoa(len(done))+" 项："+listed(done, "、", "等")+"。",
			v.doing(do)+": "+strconv.Itoa(len(done))+" done: "+listed(done, ", ", " and others")+".")
	}
	in.wrong("", "“"+v.doing(do)+"”办成 "+strconv.Itoa(len(done))+" 项，有 "+strconv.Itoa(len(chosen)-len(done))+" 项没有办成，原因见各行。",
		v.doing(do)+": "+strconv.Itoa(len(done))+" done, "+strconv.Itoa(len(chosen)-len(done))+" refused; each line says why.")
	return w.again(refusedLines, in.Form)
}

// doing names a bulk action.
func (v *visit) doing(do string) string {
	if do == "set" {
		return v.word("成批填写", "Fill in")
	}
	return v.actName(ledger.Events, do)
}

// each does the same to several lines and returns the codes of those where it was done.
func (w *planView) each(in *input, do string, chosen []*planLine) (done []string, told map[string]*planLine, err error) {
	told = map[string]*planLine{}
	for _, l := range chosen {
		id := l.Finding.ID.String()
		told[id] = l
		if seen := in.text(l.field("f", "seen")); seen != l.Seen {
			l.Wrong[""] = fault.Say(errMoved, w.lang())
			continue
		}
		var acts []ledger.Act
		switch ledger.Event(do) {
		case ledger.Plan, ledger.Approve, ledger.SendBack:
			acts = []ledger.Act{{Event: ledger.Event(do), Reason: in.text("reason")}}
		case "set":
			acts = w.setting(in, l)
		default:
			return nil, nil, errNoPage
		}
		for _, act := range acts {
			if _, err := w.s.App.Do(w.ctx, w.who, app.Request{Book: w.Book.ID, Finding: l.Finding.ID, Act: act}); err != nil {
				if !refusal(err) {
					return nil, nil, err
				}
				l.Wrong[cmp.Or(act.On.String(), "")] = fault.Say(err, w.lang())
			}
		}
		if len(l.Wrong) == 0 {
			done, l.Done, w.Ticked[id] = append(done, l.Finding.Code), w.word("已办：", "done: ")+w.doing(do), false
		}
	}
	return done, told, nil
}

// setting returns what filling in asks of a line: what was left empty stays as it is.
func (w *planView) setting(in *input, l *planLine) (acts []ledger.Act) {
	fill := func(was row, only bool) *ledger.Edit {
		e := ledger.Edit{}
		if k := ledger.Kind(in.text("kind")); k != "" && k != was.kind && (!only || was.kind == "") {
			e.Kind = &k
		}
		if d := in.day("due"); !d.IsZero() && d != was.due && (!only || was.due.IsZero()) {
			e.Due = &d
		}
		if s := in.text("standing"); s != "" && (s == "yes") != was.standing && !only {
			standing := s == "yes"
			e.Standing = &standing
		}
		o, had := was.owners, was.owners
		if s := in.text("lead"); s != "" && (!only || had.Lead.IsZero() && had.LeadName == "") {
			o.Lead, o.LeadName = w.personCalled(s), s
		}
		if s := in.text("dept"); s != "" && (!only || had.Dept.IsZero() && had.DeptName == "") {
			o.Dept, o.DeptName = w.unitCalled(s), s
		}
		if s := in.text("handler"); s != "" && (!only || had.Handler.IsZero() && had.HandlerName == "") {
			o.Handler, o.HandlerName = w.personCalled(s), s
		}
		if w.ownersOf(o) != w.ownersOf(had) {
			e.Owners = &o
		}
		if e == (ledger.Edit{}) {
			return nil
		}
		return &e
	}
	f := l.Finding
	if e := fill(row{f.Kind, f.Due, f.Standing, f.Owners}, false); e != nil {
		acts = append(acts, ledger.Act{Event: ledger.Amend, Edit: e})
	}
	if in.text("also") != "" {
		for _, m := range l.Current() {
			if e := fill(row{m.Kind, m.Due, m.Standing, m.Owners}, true); e != nil {
				acts = append(acts, ledger.Act{Event: ledger.Amend, On: m.ID, Edit: e})
			}
		}
	}
	return acts
}

// ownersOf returns owners as one line, as far as a plan shows them.
func (w *planView) ownersOf(o ledger.Owners) string {
	return strings.Join([]string{o.Lead.String(), o.LeadName, o.Dept.String(), o.DeptName, o.Handler.String(), o.HandlerName}, "\n")
}

// listed joins the first of codes; a note is no place for forty of them.
func listed(codes []string, by, others string) string {
	const most = 10
	if len(codes) <= most {
		return strings.Join(codes, by)
	}
	return strings.Join(codes[:most], by) + others
}
