package ledger

import (
	"testing"

	"pgregory.net/rapid"

	"zhenggai/org"
	"zhenggai/zh"
)

// TestWalk takes random steps by random people and holds the promises after each.
func TestWalk(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := newBureau()
		c := s.open(rapid.Bool().Draw(rt, "supervised"))
		for range 60 {
			a := draw(rt, s, c)
			role := rapid.SampledFrom(org.Roles).Draw(rt, "role").Role
			if next := c.next(); next != nil && rapid.Bool().Draw(rt, "who is asked") {
				role = next.Role
			}
			before := *c.Finding
			rows, err := s.try(c, role, a)
			if err != nil {
				if changed(&before, c.Finding) {
					rt.Fatalf("%s was refused and changed the finding", a.Event)
				}
				continue
			}
			if len(rows) == 0 {
				rt.Fatalf("%s was done and changed nothing", a.Event)
			}
			hold(rt, s, c, &before)
		}
	})
}

// draw returns an act that could make sense now.
func draw(rt *rapid.T, s *bureau, c *Case) Act {
	a := Act{Event: rapid.SampledFrom(Workflow).Draw(rt, "step").Event, Reason: rapid.SampledFrom([]string{"", "情况属实", "情况属实"}).Draw(rt, "reason"), Progress: "已完成一半"}
	switch c.Finding.State { // mostly on the way
	case Open:
		a.Event = rapid.SampledFrom([]Event{Plan, AddMeasure, a.Event}).Draw(rt, "open")
	case Planned:
		a.Event = rapid.SampledFrom([]Event{Approve, Approve, a.Event}).Draw(rt, "planned")
	case Underway:
		a.Event = rapid.SampledFrom([]Event{Finish, Attach, Submit, a.Event}).Draw(rt, "underway")
	case Submitted:
		a.Event = rapid.SampledFrom([]Event{Pass, Pass, Pass, Pass, Pass, a.Event}).Draw(rt, "submitted")
	}
	if ms := c.Measures; len(ms) > 0 {
		a.On = rapid.SampledFrom(ms).Draw(rt, "measure").ID
	}
	due := zh.D(2026, rapid.IntRange(1, 12).Draw(rt, "month"), 1)
	switch a.Event {
	case AddMeasure:
		a.Row = &Measure{Text: "再查一遍。", Due: due}
	case Attach:
		a.Row = s.file(byte(rapid.IntRange(1, 200).Draw(rt, "file")))
	case Note:
		a.Row = &Record{Title: "检查", Dated: s.day}
	case Amend:
		a.Edit, a.On = &Edit{Due: &due}, org.ID{}
	case Extend:
		a.Day = due
	case Pass:
		a.Meeting = &Meeting{Dated: s.day, Seen: At(s.clock), Decisions: []Resolved{{Finding: c.Finding.ID}}}
	}
	return a
}

// hold checks what no sequence of steps may break.
func hold(rt *rapid.T, s *bureau, c *Case, before *Finding) {
	f := c.Finding
	if !before.FirstDue.IsZero() && f.FirstDue != before.FirstDue {
		rt.Fatalf("the first date moved from %v to %v", before.FirstDue, f.FirstDue)
	}
	if f.Cycle < before.Cycle || f.Cycle > before.Cycle+1 || f.Cycle != len(c.Relapses)+1 {
		rt.Fatalf("cycle %d after %d with %d relapses", f.Cycle, before.Cycle, len(c.Relapses))
	}
	open := 0
	for _, sub := range c.Submissions {
		if sub.Outcome == "" {
			open++
		}
	}
	if (f.State == Submitted) != (open == 1) || open > 1 {
		rt.Fatalf("%d open submissions in state %s", open, f.State)
	}
	if (f.State == Closed) != (c.Closure() != nil) {
		rt.Fatalf("closure %v in state %s", c.Closure(), f.State)
	}
	if f.State != Closed || before.State == Closed {
		return
	}
	sub := c.Submissions[len(c.Submissions)-1]
	cl := c.Closure()
	verifier := org.ID{}
	for i, v := range sub.Verdicts {
		if v.Seen != sub.Seen {
			rt.Fatalf("verdict %d is on something else than was submitted", i)
		}
		if v.By == sub.By && !sub.Chain[i].Self {
			rt.Fatal("who submitted judged it himself")
		}
		if v.By == cl.Verifier && sub.Chain[i].Verify {
			verifier = v.By
			if c.Book.Supervised && s.tree.Within(v.Unit, c.Book.Unit) {
				rt.Fatal("the verifier is from inside the unit")
			}
		}
	}
	if verifier.IsZero() || verifier == sub.By || cl.Seen != sub.Seen || c.Stale() {
		rt.Fatal("closed without another person's verification of exactly this")
	}
	if len(c.Current()) == 0 || len(c.Proof()) == 0 {
		rt.Fatal("closed on paper")
	}
	for _, m := range c.Current() {
		if m.Done == nil {
			rt.Fatal("closed with a measure open")
		}
	}
}
