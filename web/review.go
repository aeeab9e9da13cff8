package web

import (
	"slices"

	"zhenggai/app"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/web/ui"
)

var reviewRoutes = []Route{
	{"GET /review", "待审核的申请", "what is to be reviewed", SignedIn, findingRoles, false, (*visit).reviews},
	{"GET /review/b/{book}/f/{finding}", "审核", "review a submission", SignedIn, findingRoles, false, (*visit).review},
	{"POST /review/b/{book}/f/{finding}", "审核", "review a submission", SignedIn, findingRoles, false, (*visit).judge},
}

func reviewPath(f *ledger.Finding) string { return "/review" + findingPath(f) }

// queue returns the submissions whose step is taken by who asks, what is due first at
// the top.
func (v *visit) queue() ([]*app.Todo, error) {
	tasks, err := v.waiting()
	return slices.DeleteFunc(tasks, func(t *app.Todo) bool { return t.Why != app.ToReview }), err
}

func (v *visit) reviews() error {
	tasks, err := v.queue()
	if err != nil {
		return err
	}
	return v.show(v.page(v.word("审核", "Review")), reviewsPage(v, tasks))
}

// review shows a submission to the one whose turn it is.
func (v *visit) review() error {
	fv, err := v.reviewView()
	if err != nil {
		return err
	}
	return v.show(fv.reviewFrame(), reviewPage(fv))
}

// reviewView reads the finding for whose turn it is; for others it is refused with who
// that is.
func (v *visit) reviewView() (*findingView, error) {
	fv, err := v.leafView()
	if err != nil {
		return nil, err
	}
	return fv, fv.Case.Can(ledger.Pass, v.who)
}

func (fv *findingView) reviewFrame() ui.Page {
	v := fv.v
	p := v.page(fv.Finding.Code+" "+fv.Finding.Title, ui.Link{Text: v.word("审核", "Review"), Href: "/review"}, ui.Link{Text: fv.Book.Name, Href: fv.path()})
	p.Tools = reviewTools(fv)
	return p
}

// judge takes a verdict, and leads to the next submission that waits.
func (v *visit) judge() error {
	f, err := v.form()
	if err != nil {
		return err
	}
	fv, err := v.leafView()
	if err != nil {
		return err
	}
	r, err := fv.request(&f)
	if err == nil && r.Event != ledger.Pass && r.Event != ledger.Return {
		return errForm
	}
	after := v.after(fv.Finding.ID)
	var done *ledger.Case
	if err == nil {
		done, err = v.s.App.Do(v.ctx, v.who, r)
	}
	if err != nil {
		return v.judgeAgain(f, r, err)
	}
	zhWords, enWords := "已审核通过："+fv.Finding.Code+"。", "Passed: "+fv.Finding.Code+"."
	switch {
	case r.Event == ledger.Return:
		zhWords, enWords = "已退回："+fv.Finding.Code+"。", "Returned: "+fv.Finding.Code+"."
	case done.Finding.State == ledger.Closed: // it was the last step
		zhWords, enWords = "已销号："+fv.Finding.Code+"。", "Closed: "+fv.Finding.Code+"."
	}
	return v.done(after, zhWords, enWords)
}

// after is the page to go on with after the review of a finding: the next submission
// that waits, or the list.
func (v *visit) after(id org.ID) string {
	tasks, err := v.queue()
	if err != nil {
		return "/review"
	}
	at := slices.IndexFunc(tasks, func(t *app.Todo) bool { return t.Finding.ID == id })
	tasks = slices.DeleteFunc(slices.Concat(tasks[at+1:], tasks[:max(at, 0)]), func(t *app.Todo) bool { return t.Finding.ID == id })
	if len(tasks) == 0 {
		return "/review"
	}
	return reviewPath(tasks[0].Finding)
}

// judgeAgain shows the review again with the verdict that was refused and what was
// changed meanwhile. If it is no longer the person's turn there is nothing to show.
func (v *visit) judgeAgain(f ui.Form, r app.Request, err error) error {
	if !refusal(err) {
		return err
	}
	fv, gone := v.reviewView()
	if gone != nil {
		return err
	}
	f.Refuse(v.ctx, err)
	fv.form, fv.news = f, fv.since(f.Value("entry", ""))
	return v.refused(fv.reviewFrame(), reviewPage(fv))
}
