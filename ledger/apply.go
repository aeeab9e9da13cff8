package ledger

import (
	"reflect"
	"slices"

	"zhenggai/org"
	"zhenggai/zh"
)

// The functions that the workflow calls once every need is met. Each changes the
// case and returns the rows that it changed or made beside the finding.

func doNothing(*Case, Act, org.Actor, Now) []org.Row { return nil }

// doApprove fixes the dates: from here on the first date of the finding and of each
// measure stands, and only an extension moves the current one.
func doApprove(c *Case, _ Act, _ org.Actor, _ Now) []org.Row {
	f := c.Finding
	var rows []org.Row
	for _, m := range c.Current() {
		if m.FirstDue.IsZero() && !m.Due.IsZero() {
			m.FirstDue = m.Due
			rows = append(rows, m)
		}
		if m.Due.After(f.Due) {
			f.Due = m.Due
		}
		f.Standing = f.Standing || m.Standing
	}
	if f.FirstDue.IsZero() {
		f.FirstDue = f.Due
	}
	return rows
}

// doSendBack keeps why: whoever plans anew is told.
func doSendBack(c *Case, a Act, who org.Actor, now Now) []org.Row {
	f := c.Finding
	f.SentBack = append(slices.Clone(f.SentBack), SentBack{f.Cycle, a.Reason, who.Person, now.At})
	return nil
}

func doSubmit(c *Case, a Act, who org.Actor, now Now) []org.Row {
	s := &Submission{Head: c.head(a.ID), Finding: c.Finding.ID, Cycle: c.Finding.Cycle, N: 1,
		Note: a.Reason, By: who.Person, At: now.At, Seen: c.Seen(), Chain: c.Book.Chain}
	for _, old := range c.Submissions {
		if old.Cycle == s.Cycle {
			s.N++
		}
	}
	c.Submissions = append(c.Submissions, s)
	return []org.Row{s}
}

func doPass(c *Case, a Act, who org.Actor, now Now) []org.Row {
	s := c.Submission()
	s.Verdicts = append(s.Verdicts, c.verdict(s, a, who, now, true))
	c.Finding.Stage = len(s.Verdicts)
	if s.Step() != nil {
		return []org.Row{s}
	}
	s.Outcome = Passed
	cl := &Closure{Head: c.head(a.ID), Finding: c.Finding.ID, Cycle: c.Finding.Cycle, Submission: s.ID,
		Verifier: c.verifier(s, who), By: who.Person, At: now.At, Seen: a.Seen}
	c.Closures = append(c.Closures, cl)
	return []org.Row{s, cl}
}

func doReturn(c *Case, a Act, who org.Actor, now Now) []org.Row {
	s := c.Submission()
	s.Verdicts = append(s.Verdicts, c.verdict(s, a, who, now, false))
	s.Outcome = Returned
	c.Finding.Stage = 0
	return []org.Row{s}
}

func doWithdraw(c *Case, _ Act, _ org.Actor, _ Now) []org.Row {
	s := c.Submission()
	s.Outcome = Withdrawn
	c.Finding.Stage = 0
	return []org.Row{s}
}

// doReopen opens a new cycle under the same number. The measures of the cycle that
// failed stay where they are: new ones are wanted.
func doReopen(c *Case, a Act, who org.Actor, now Now) []org.Row {
	f, cl := c.Finding, c.Closure()
	f.Cycle++
	f.Partial, f.Stage, f.Due = false, 0, zh.Date{}
	r := &Relapse{Head: c.head(a.ID), Finding: f.ID, Closure: cl.ID, Cycle: f.Cycle, Reason: a.Reason,
		Found: a.Day, By: who.Person, At: now.At}
	cl.Failed = r.ID
	c.Relapses = append(c.Relapses, r)
	return []org.Row{cl, r}
}

func doAnnul(c *Case, a Act, _ org.Actor, _ Now) []org.Row {
	c.Finding.Voided = a.Reason
	if s := c.Submission(); s != nil {
		s.Outcome = Withdrawn
		c.Finding.Stage = 0
		return []org.Row{s}
	}
	return nil
}

func doRenew(c *Case, a Act, who org.Actor, now Now) []org.Row {
	cl := c.Closure()
	cl.Renewed = append(cl.Renewed, Renewal{a.Reason, who.Person, now.At, a.Seen})
	return []org.Row{cl}
}

func doStage(c *Case, a Act, _ org.Actor, _ Now) []org.Row {
	c.Finding.Partial, c.Finding.Progress = true, a.Reason
	return nil
}

func doExtend(c *Case, a Act, who org.Actor, now Now) []org.Row {
	x := &Extension{Head: c.head(a.ID), Finding: c.Finding.ID, N: len(c.Extensions) + 1, From: c.Finding.Due, To: a.Day,
		Reason: a.Reason, Progress: a.Progress, By: who.Person, At: now.At}
	c.Extensions = append(c.Extensions, x)
	return []org.Row{x}
}

// doDecide answers the open request. More time moves the finding's date, and that of
// each measure which is not done and was due on the same day; first dates stay.
func doDecide(d Decision) func(*Case, Act, org.Actor, Now) []org.Row {
	return func(c *Case, a Act, who org.Actor, now Now) []org.Row {
		x := c.Asked()
		x.Decision, x.Opinion, x.DecidedBy, x.DecidedAt = d, a.Reason, who.Person, now.At
		rows := []org.Row{x}
		if d == Refused {
			return rows
		}
		c.Finding.Due = x.To
		c.Finding.Extended++
		for _, m := range c.Current() {
			if m.Done == nil && m.Due == x.From {
				m.Due = x.To
				rows = append(rows, m)
			}
		}
		return rows
	}
}

// doAmend changes fields. A date that is set for the first time while the work is
// under way is the first date from then on.
func doAmend(c *Case, a Act, _ org.Actor, _ Now) []org.Row {
	m, f := c.measure(a.On), c.Finding
	if m != nil {
		before := *m
		a.Edit.measure(m)
		if reflect.DeepEqual(&before, m) {
			return nil
		}
		if f.State == Underway && m.FirstDue.IsZero() {
			m.FirstDue = m.Due
		}
		return []org.Row{m}
	}
	a.Edit.finding(f)
	if f.State == Underway && f.FirstDue.IsZero() {
		f.FirstDue = f.Due
	}
	return nil
}

// doAdd puts a new row into the case. What the ledger alone may say (whose it is,
// when it arrived) is set here, whatever the row said.
func doAdd(c *Case, a Act, who org.Actor, now Now) []org.Row {
	f := c.Finding
	*a.Row.Key() = c.head(a.ID)
	switch row := a.Row.(type) {
	case *Measure:
		row.Finding, row.Cycle, row.Done, row.Dropped = f.ID, f.Cycle, nil, ""
		row.Ord = len(c.Measures) + 1
		if f.State == Underway {
			row.FirstDue = row.Due
		}
		c.Measures = append(c.Measures, row)
	case *Evidence:
		row.Finding, row.Cycle, row.Seen, row.By, row.Voided = f.ID, f.Cycle, now.At, who.Person, ""
		c.Evidence = append(c.Evidence, row)
	case *Record:
		row.Finding, row.Seen, row.By = f.ID, now.At, who.Person
		c.Records = append(c.Records, row)
	case *Money:
		row.Finding, row.Seen = f.ID, now.At
		c.Moneys = append(c.Moneys, row)
	case *Accountability:
		row.Finding, row.Seen = f.ID, now.At
		c.Accounts = append(c.Accounts, row)
	}
	return []org.Row{a.Row}
}

// fits reports whether row is what event adds.
func fits(event Event, row org.Row) bool {
	switch row := row.(type) {
	case *Measure:
		return event == AddMeasure && row != nil && row.Text != ""
	case *Evidence:
		return event == Attach && row != nil && !row.SHA256.IsZero() && row.Size > 0
	case *Record:
		return event == Note && row != nil && row.Title != "" && row.Dated.Valid()
	case *Money:
		return event == Register && row != nil && row.Amount > 0
	case *Accountability:
		return event == Register && row != nil && row.Form != "" && row.Persons+row.Bodies > 0
	}
	return false
}

func doDrop(c *Case, a Act, _ org.Actor, _ Now) []org.Row {
	m := c.measure(a.On)
	m.Dropped = a.Reason
	return []org.Row{m}
}

func doFinish(c *Case, a Act, who org.Actor, now Now) []org.Row {
	m := c.measure(a.On)
	m.Done = &Done{Result: a.Reason, Dated: a.Day, By: who.Person, At: now.At}
	return []org.Row{m}
}

func doDetach(c *Case, a Act, _ org.Actor, _ Now) []org.Row {
	for _, e := range c.Evidence {
		if e.ID == a.On {
			e.Voided = a.Reason
			return []org.Row{e}
		}
	}
	return nil
}

// head returns the head of a new row of the case's book.
func (c *Case) head(id org.ID) org.Head { return org.Head{Book: c.Finding.Book, ID: id} }

// measure returns the measure id, or nil.
func (c *Case) measure(id org.ID) *Measure {
	for _, m := range c.Measures {
		if m.ID == id {
			return m
		}
	}
	return nil
}

// verdict returns what who says at the step that s waits for.
func (c *Case) verdict(s *Submission, a Act, who org.Actor, now Now, pass bool) Verdict {
	v := Verdict{Step: s.Step().Key, Pass: pass, Opinion: a.Reason, By: who.Person, Unit: who.Unit, At: now.At, Seen: a.Seen}
	if a.Meeting != nil {
		v.Meeting = a.Meeting.ID
	}
	return v
}

// verifier returns who verified s, counting the step that last is about to take or
// took as the last: the signer of a verifying step who did not submit and, where an
// office supervises, took a step for outsiders. The zero ID is nobody.
func (c *Case) verifier(s *Submission, last org.Actor) org.ID {
	for i, step := range s.Chain {
		by := last.Person
		if i < len(s.Verdicts) {
			by = s.Verdicts[i].By
		}
		if step.Verify && by != s.By && (step.Outside || !c.Book.Supervised) {
			return by
		}
	}
	return org.ID{}
}

func (e *Edit) finding(f *Finding) {
	amend(&f.Text, e.Text, &f.Sources, "text")
	amend(&f.Category, e.Category, &f.Sources, "category")
	amend(&f.RootCause, e.RootCause, &f.Sources, "root_cause")
	amend(&f.Goal, e.Goal, &f.Sources, "goal")
	amend(&f.Standard, e.Standard, &f.Sources, "standard")
	amend(&f.Analogy, e.Analogy, &f.Sources, "analogy")
	amend(&f.Progress, e.Progress, &f.Sources, "progress")
	amend(&f.Next, e.Next, &f.Sources, "next")
	amend(&f.Kind, e.Kind, &f.Sources, "kind")
	amend(&f.Due, e.Due, &f.Sources, "due")
	amend(&f.Standing, e.Standing, &f.Sources, "standing")
	amend(&f.Owners, e.Owners, &f.Sources, ownerFields...)
	amend(&f.Groups, e.Groups, &f.Sources)
	amend(&f.Involved, e.Involved, &f.Sources, "involved")
}

func (e *Edit) measure(m *Measure) {
	amend(&m.Text, e.Text, &m.Sources, "text")
	amend(&m.Kind, e.Kind, &m.Sources, "kind")
	amend(&m.Due, e.Due, &m.Sources, "due")
	amend(&m.Standing, e.Standing, &m.Sources, "standing")
	amend(&m.Owners, e.Owners, &m.Sources, ownerFields...)
	amend(&m.Milestones, e.Milestones, &m.Sources)
}

// ownerFields are the fields of Owners that a document may have said.
var ownerFields = []string{"owners.lead_name", "owners.dept_name", "owners.support_name", "owners.handler_name"}

// amend puts *v into field, if v is given. What a person changed has no words in a
// document any more, and no document replaces it.
func amend[T any](field *T, v *T, sources *Sources, names ...string) {
	if v == nil || reflect.DeepEqual(*field, *v) {
		return
	}
	*field = *v
	*sources = slices.DeleteFunc(slices.Clone(*sources), func(s Source) bool { return slices.Contains(names, s.Field) })
	if len(*sources) == 0 {
		*sources = nil
	}
}

func changed(a, b *Finding) bool { return !reflect.DeepEqual(a, b) }
