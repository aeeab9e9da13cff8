package web

import (
	"slices"

	"zhenggai/app"
	"zhenggai/ledger"
	"zhenggai/org"
)

var workRoutes = []Route{
	{"GET /work", "我的工作", "my work", SignedIn, findingRoles, false, (*visit).work},
	{"GET /waiting", "菜单上的件数", "the counts of the menu", SignedIn, findingRoles, false, (*visit).menuCounts},
	{"GET /next", "下一件", "the next thing to do", SignedIn, findingRoles, false, (*visit).nextWork},
}

// work shows what waits for who asks, what is due first at the top.
func (v *visit) work() error {
	tasks, err := v.waiting()
	if err != nil {
		return err
	}
	shown := tasks
	if why := v.URL.Query().Get("why"); why != "" {
		shown = slices.DeleteFunc(slices.Clone(tasks), func(t *app.Todo) bool { return string(t.Why) != why })
	}
	begins := false // nothing was taken in yet, and this person is the one to do it
	if len(tasks) == 0 && (&Route{Roles: importRoles}).open(v.who.Grants) {
		books, err := v.s.App.Books(v.ctx, v.who)
		if err != nil {
			return err
		}
		begins = len(books) == 0
	}
	said, err := v.s.App.CommentCount(v.ctx, v.who)
	if err != nil {
		return err
	}
	return v.show(v.page(v.word("我的工作", "My work")), workPage(v, tasks, shown, begins, said))
}

// nextWork leads to the thing to do after the one that is named; to the first one where
// that is done already or none is named, and back to the list after the last.
func (v *visit) nextWork() error {
	tasks, err := v.waiting()
	if err != nil {
		return err
	}
	next := 0
	if after, err := org.ParseID(v.URL.Query().Get("after")); err == nil {
		next = 1 + slices.IndexFunc(tasks, func(t *app.Todo) bool { return t.Finding.ID == after })
	}
	if next >= len(tasks) {
		return v.done("/work", "后面没有等您办理的事项了。", "Nothing after this waits for you.")
	}
	v.redirect(taskPath(tasks[next]))
	return nil
}

// taskPath is where a task is done.
func taskPath(t *app.Todo) string {
	switch t.Why {
	case app.ToReview:
		return reviewPath(t.Finding)
	case app.ToDecide:
		return findingPath(t.Finding) + "#extensions"
	case app.ToFinish:
		return findingPath(t.Finding) + "#measures"
	case app.ToProve:
		return findingPath(t.Finding) + "#evidence"
	}
	return findingPath(t.Finding)
}

// A pile is how many tasks wait for one reason.
type pile struct {
	ledger.Word
	n int
}

func piles(tasks []*app.Todo) (all []pile) {
	for _, w := range app.Whys {
		n := 0
		for _, t := range tasks {
			if string(t.Why) == w.Key {
				n++
			}
		}
		if n > 0 {
			all = append(all, pile{w, n})
		}
	}
	return all
}

// reason says in a sentence why a task waits for who sees it.
func (v *visit) reason(t *app.Todo) string {
	switch {
	case t.Why == app.ToMend:
		return v.word("被退回：", "Returned: ") + t.Opinion
	case t.Opinion != "": // to plan anew
		return v.word("方案被退回：", "The plan was sent back: ") + t.Opinion
	}
	switch t.Why {
	case app.ToReview:
		return v.word("轮到您办理“"+t.Step.Title+"”。", "The step “"+t.Step.Title+"” is yours.")
	case app.ToApprove:
		return v.word("整改方案已报送，请批准或退回。", "The plan was sent: approve it or send it back.")
	case app.ToDecide:
		return v.word("有延期申请，请批复。", "More time was asked for: decide.")
	case app.ToPlan:
		return v.word("还没有定责任人或措施。", "Nobody is named, or there are no measures yet.")
	case app.ToSend:
		return v.word("已有措施，核对后报送方案。", "It has measures: look them over and send the plan.")
	case app.ToFinish:
		return v.word("措施未完成：", "Not done: ") + measureName(t.Measure, 30)
	case app.ToProve:
		if t.Measure != nil {
			return v.word("措施没有佐证：", "Without evidence: ") + measureName(t.Measure, 30)
		}
		return v.word("措施没有佐证。", "Without evidence.")
	}
	return v.word("措施都已完成并有佐证，可以申请销号。", "Everything is done and proved: ask for closure.")
}

// whyColours are the colours of reasons on badges.
var whyColours = map[app.Why]string{app.ToReview: "yellow", app.ToApprove: "azure", app.ToDecide: "orange", app.ToMend: "red",
	app.ToPlan: "secondary", app.ToSend: "azure", app.ToFinish: "blue", app.ToProve: "orange", app.ToSubmit: "green"}

// nextPath is the address of the thing to do after a finding.
func nextPath(f *ledger.Finding) string { return "/next?after=" + f.ID.String() }

// In returns the name of the reason in the language of the visit.
func (p pile) In(v *visit) string { return ledger.Name(app.Whys, p.Key, v.lang()) }

// lampColour is the colour of a badge for a lamp.
func lampColour(lamp string) string {
	if lamp == "" {
		return "secondary"
	}
	return lamp
}

// manyPlans reports whether several plans wait, which is quicker done on the page of the
// plan than one by one.
func manyPlans(tasks []*app.Todo) bool {
	n := 0
	for _, t := range tasks {
		if t.Why == app.ToPlan || t.Why == app.ToSend || t.Why == app.ToApprove {
			n++
		}
	}
	return n > 1
}
