package app

import (
	"cmp"
	"context"
	"slices"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/store"
	"zhenggai/zh"
)

// A Why is the reason for which a finding waits for somebody.
type Why string

// The reasons, those that hold up others first.
const (
	ToReview  Why = "review"  // a submission is at his step
	ToApprove Why = "approve" // a plan is under review
	ToDecide  Why = "decide"  // more time is asked for
	ToMend    Why = "mend"    // it came back and is to be mended
	ToPlan    Why = "plan"    // it has no measures yet
	ToSend    Why = "send"    // its plan can be sent
	ToFinish  Why = "finish"  // a measure is due
	ToProve   Why = "prove"   // a measure is done and has no evidence
	ToSubmit  Why = "submit"  // everything is done: closure can be asked for
)

// Whys are the words of the reasons, in their order.
var Whys = []ledger.Word{
	{Key: string(ToReview), ZH: "待审核", EN: "to review"},
	{Key: string(ToApprove), ZH: "方案待批", EN: "plan to approve"},
	{Key: string(ToDecide), ZH: "延期待批", EN: "more time to decide"},
	{Key: string(ToMend), ZH: "退回待补正", EN: "returned, to mend"},
	{Key: string(ToPlan), ZH: "待定措施", EN: "measures to set"},
	{Key: string(ToSend), ZH: "方案可报", EN: "plan to send"},
	{Key: string(ToFinish), ZH: "措施待办", EN: "measure to do"},
	{Key: string(ToProve), ZH: "缺佐证", EN: "evidence missing"},
	{Key: string(ToSubmit), ZH: "可申请销号", EN: "closure to ask for"},
}

// A Todo is a finding that waits for somebody, and why.
type Todo struct {
	Why     Why
	Finding *ledger.Finding
	Book    *ledger.Book
	Step    *ledger.ChainStep // to review
	Measure *ledger.Measure   // to do or to prove; the one that is due first
	Opinion string            // to mend, or to plan anew: what was said when it came back
	Due     zh.Date           // the day that decides; zero is none
	Colour  regs.Colour       // of that day; "" is none
}

// mostTasks is how many findings are looked at for each reason: whoever has more to do
// sees those that are due first.
const mostTasks = 200

// soon is how many days before a measure is due it waits for who carries it out; who
// coordinates is told when it is late.
const soon = 30

// Waiting returns what waits for who, what is due first at the top. What it costs does
// not grow with the ledger but for the books that he sees.
func (a *App) Waiting(ctx context.Context, who org.Actor) (*Waits, error) {
	return view(ctx, a, func(tx *store.Tx) (w *Waits, err error) {
		now := a.moment()
		w = &Waits{Day: now.Day}
		if w.Entered, err = tx.Entered(); err != nil {
			return nil, err
		}
		w.Tasks, err = waitingFor(tx, who, now)
		return w, err
	})
}

// Waits are what waits for somebody, and until when that is so: until another day, or
// until anything is entered into a journal.
type Waits struct {
	Tasks   []*Todo
	Day     zh.Date
	Entered int64
}

// Entered returns how many entries the journals of the site hold; see [Waits].
func (a *App) Entered(ctx context.Context) (int64, error) {
	return view(ctx, a, (*store.Tx).Entered)
}

func waitingFor(tx *store.Tx, who org.Actor, now ledger.Now) ([]*Todo, error) {
	w := &waiting{tx: tx, who: who, now: now, books: map[org.ID]*ledger.Book{}, seen: map[org.ID]bool{}}
	if err := w.gather(); err != nil {
		return nil, err
	}
	if err := w.judge(); err != nil {
		return nil, err
	}
	return w.tasks, w.light()
}

// waiting is one look at what waits.
type waiting struct {
	tx    *store.Tx
	who   org.Actor
	now   ledger.Now
	books map[org.ID]*ledger.Book
	found []*ledger.Finding
	seen  map[org.ID]bool
	tasks []*Todo
}

// gather finds what may wait for who: more than does, but never more than some hundred.
func (w *waiting) gather() error {
	books, err := w.tx.Books(w.who.Scope())
	if err != nil {
		return err
	}
	var turns []store.Turn
	var heads []org.ID
	for _, b := range books {
		w.books[b.ID] = b
		for stage := range b.Chain {
			if w.who.Has(b.Unit, b.Chain[stage].Role) {
				turns = append(turns, store.Turn{Book: b.ID, Stage: stage})
			}
		}
		if w.who.Has(b.Unit, ledger.StepOf(ledger.Approve).RolesIn(b.Supervised)...) {
			heads = append(heads, b.ID)
		}
	}
	if len(turns) > 0 {
		found, err := w.tx.AtTurn(turns, mostTasks)
		if err != nil {
			return err
		}
		w.take(found)
	}
	if len(heads) > 0 {
		found, err := w.tx.InState(heads, ledger.Planned, mostTasks)
		if err != nil {
			return err
		}
		w.take(found)
		if found, err = w.tx.Asking(heads, mostTasks); err != nil {
			return err
		}
		w.take(found)
	}
	return w.gatherWork(books)
}

// gatherWork finds the unfinished findings of who does the work: of the books that he
// coordinates, and of his department or his own.
func (w *waiting) gatherWork(books []*ledger.Book) error {
	q := store.FindingQuery{LeafOnly: true, Sort: store.ByDue, Limit: mostTasks}
	for _, b := range books {
		if w.who.Has(b.Unit, org.Coordinator) {
			q.Scope.Whole = append(q.Scope.Whole, b.Unit)
		}
	}
	slices.SortFunc(q.Scope.Whole, org.ID.Compare)
	if slices.ContainsFunc(w.who.Grants, func(g org.Grant) bool { return !g.Closed && g.Role.Sight() == org.SeesParts }) {
		q.Scope.Parties = w.who.Scope().Parties
	}
	if len(q.Scope.Whole)+len(q.Scope.Parties) == 0 {
		return nil
	}
	q.States = []ledger.State{ledger.Open, ledger.Underway, ledger.Submitted}
	found, _, err := w.tx.Findings(q)
	w.take(found)
	return err
}

func (w *waiting) take(found []*ledger.Finding) {
	for _, f := range found {
		if !w.seen[f.ID] {
			w.seen[f.ID] = true
			w.found = append(w.found, f)
		}
	}
}

// judge puts each finding together with what decides, and asks the workflow.
func (w *waiting) judge() error {
	cases := map[org.ID]*ledger.Case{}
	for _, f := range w.found {
		cases[f.ID] = &ledger.Case{Book: w.books[f.Book], Finding: f}
	}
	if err := w.hang(cases); err != nil {
		return err
	}
	for _, f := range w.found {
		if c := cases[f.ID]; c.Book != nil {
			if t := w.task(c); t != nil {
				t.Finding, t.Book = f, c.Book
				w.tasks = append(w.tasks, t)
			}
		}
	}
	return nil
}

// hang reads what hangs on the findings, as far as it decides what waits.
func (w *waiting) hang(cases map[org.ID]*ledger.Case) error {
	if len(cases) == 0 {
		return nil
	}
	measures, err := store.Hanging[ledger.Measure](w.tx, w.found)
	if err != nil {
		return err
	}
	evidence, err := store.Hanging[ledger.Evidence](w.tx, w.found)
	if err != nil {
		return err
	}
	submissions, err := store.Hanging[ledger.Submission](w.tx, w.found)
	if err != nil {
		return err
	}
	extensions, err := store.Hanging[ledger.Extension](w.tx, w.found)
	if err != nil {
		return err
	}
	for _, m := range measures {
		cases[m.Finding].Measures = append(cases[m.Finding].Measures, m)
	}
	for _, e := range evidence {
		cases[e.Finding].Evidence = append(cases[e.Finding].Evidence, e)
	}
	for _, s := range submissions {
		cases[s.Finding].Submissions = append(cases[s.Finding].Submissions, s)
	}
	for _, x := range extensions {
		cases[x.Finding].Extensions = append(cases[x.Finding].Extensions, x)
	}
	return nil
}

// task returns why the case waits for who; nil if it does not.
func (w *waiting) task(c *ledger.Case) *Todo {
	f := c.Finding
	switch {
	case f.State == ledger.Submitted:
		if s := c.Submission(); s != nil && s.Step() != nil && w.may(c, ledger.Pass, "other", "outside") {
			return &Todo{Why: ToReview, Step: s.Step(), Due: f.Due}
		}
	case f.State == ledger.Planned:
		if w.may(c, ledger.Approve) {
			return &Todo{Why: ToApprove, Due: f.Due}
		}
	case f.State == ledger.Open:
		if w.may(c, ledger.Plan, "measures") {
			return &Todo{Why: ToSend, Due: f.Due, Opinion: objection(f)}
		}
		if w.may(c, ledger.Plan) {
			return &Todo{Why: ToPlan, Due: f.Due, Opinion: objection(f)}
		}
	case f.State == ledger.Underway:
		if c.Asked() != nil {
			if w.may(c, ledger.Grant, "approver") {
				return &Todo{Why: ToDecide, Due: f.Due}
			}
		}
		if w.may(c, ledger.Submit) {
			return w.work(c)
		}
	}
	return nil
}

// objection is what was said when the plan of f was sent back.
func objection(f *ledger.Finding) string {
	if s := f.Objection(); s != nil {
		return s.Reason
	}
	return ""
}

// may reports whether who may take the step, and whether the needs that are named are
// met: the case has not all that the others look at.
func (w *waiting) may(c *ledger.Case, event ledger.Event, needs ...string) bool {
	if c.Can(event, w.who) != nil {
		return false
	}
	return w.unmet(c, event, needs...) == nil
}

func (w *waiting) unmet(c *ledger.Case, event ledger.Event, needs ...string) error {
	for _, n := range ledger.StepOf(event).Needs {
		if slices.Contains(needs, n.Key) {
			if err := n.Check(c, ledger.Act{Event: event}, w.who, w.now); fault.KindOf(err) != "" {
				return err
			}
		}
	}
	return nil
}

// work returns what is next to be done about a finding that is underway.
func (w *waiting) work(c *ledger.Case) *Todo {
	f := c.Finding
	late := f.OverdueOn(w.now.Day)
	for _, s := range slices.Backward(c.Submissions) {
		if s.Cycle != f.Cycle || s.Outcome == ledger.Withdrawn {
			continue
		}
		if n := len(s.Verdicts); s.Outcome == ledger.Returned && n > 0 {
			return &Todo{Why: ToMend, Opinion: s.Verdicts[n-1].Opinion, Due: f.Due}
		}
		break
	}
	if w.unmet(c, ledger.Submit, "measures") != nil {
		return nil
	}
	if w.unmet(c, ledger.Submit, "done") == nil {
		if w.unmet(c, ledger.Submit, "evidence") == nil {
			return &Todo{Why: ToSubmit, Due: f.Due}
		}
		return &Todo{Why: ToProve, Due: f.Due, Measure: w.bare(c)}
	}
	until := w.now.Day
	if w.carriesOut(c) {
		until = until.AddDays(soon)
	}
	if m := nextDue(c); m != nil && (late || !m.Due.IsZero() && !m.Due.After(until)) {
		return &Todo{Why: ToFinish, Measure: m, Due: cmp.Or(m.Due, f.Due)}
	}
	return nil
}

// carriesOut reports whether who has a part in the finding himself, beyond seeing to it
// that others do their work.
func (w *waiting) carriesOut(c *ledger.Case) bool {
	parts := org.Scope{Parties: w.who.Scope().Parties}
	return parts.Sees(org.ID{}, c.Finding.Parties())
}

// nextDue returns the measure that is not done and due first, of those due the same day
// the first in the order of the plan; those without a day come last.
func nextDue(c *ledger.Case) (next *ledger.Measure) {
	for _, m := range c.Current() {
		if m.Done != nil {
			continue
		}
		sooner := next == nil || !m.Due.IsZero() && (next.Due.IsZero() || m.Due.Before(next.Due))
		if sooner || m.Due == next.Due && m.Ord < next.Ord {
			next = m
		}
	}
	return next
}

// bare returns the first measure without evidence.
func (w *waiting) bare(c *ledger.Case) *ledger.Measure {
	proved := map[org.ID]bool{}
	for _, e := range c.Proof() {
		proved[e.Measure] = true
	}
	for _, m := range c.Current() {
		if !proved[m.ID] {
			return m
		}
	}
	return nil
}

// light gives the tasks the colours of their days and puts them in order.
func (w *waiting) light() error {
	if len(w.tasks) == 0 {
		return nil
	}
	l, err := newLamps(w.tx, w.now.Day)
	if err != nil {
		return err
	}
	for _, t := range w.tasks {
		t.Colour = l.colour(&store.BoardLine{Inspection: t.Finding.Inspection, State: t.Finding.State, Due: t.Due})
	}
	slices.SortStableFunc(w.tasks, func(a, b *Todo) int {
		return cmp.Or(compareDue(a.Due, b.Due), cmp.Compare(rank(a.Why), rank(b.Why)), a.Book.ID.Compare(b.Book.ID), cmp.Compare(a.Finding.Ord, b.Finding.Ord))
	})
	return l.err
}

// compareDue orders days, with those that are none last.
func compareDue(a, b zh.Date) int {
	switch {
	case a == b:
		return 0
	case a.IsZero():
		return 1
	case b.IsZero() || a.Before(b):
		return -1
	}
	return 1
}

func rank(y Why) int {
	return slices.IndexFunc(Whys, func(w ledger.Word) bool { return w.Key == string(y) })
}
