package app

import (
	"testing"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// TestSentBack holds that why a plan was sent back is kept, each time, and told to whom
// it comes back until the plan is approved.
func TestSentBack(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		f := s.finding(b, "7")
		told := func() string {
			for _, w := range got(s.Waiting(s.ctx, s.of(b, org.Coordinator)))(t).Tasks {
				if w.Finding.ID == f.ID {
					return w.Opinion
				}
			}
			return "nothing waits"
		}
		if got := told(); got != "" {
			t.Errorf("before: %q", got)
		}
		for _, reason := range []string{"期限太长", "措施太空"} {
			s.done(b, org.Coordinator, f, ledger.Act{Event: ledger.Plan})
			s.done(b, org.Secretary, f, ledger.Act{Event: ledger.SendBack, Reason: reason})
			if got := told(); got != reason {
				t.Errorf("what waits says %q, want %q", got, reason)
			}
		}
		c := got(s.Case(s.ctx, s.of(b, org.Coordinator), b.book.ID, f.ID))(t)
		all, by := c.Finding.SentBack, s.of(b, org.Secretary).Person
		if len(all) != 2 || all[0].Reason != "期限太长" || all[1].By != by || all[1].At.IsZero() || all[1].Cycle != 1 {
			t.Errorf("kept: %+v", all)
		}
		s.done(b, org.Coordinator, f, ledger.Act{Event: ledger.Plan})
		s.done(b, org.Secretary, f, ledger.Act{Event: ledger.Approve})
		c = got(s.Case(s.ctx, s.of(b, org.Coordinator), b.book.ID, f.ID))(t)
		if c.Finding.Objection() != nil || len(c.Finding.SentBack) != 2 {
			t.Errorf("after it was approved: %+v", c.Finding.SentBack)
		}
		seen := c.Seen()
		if c.Finding.SentBack = nil; c.Seen() != seen {
			t.Error("what was said of an earlier plan is part of what is judged")
		}
	})
}
