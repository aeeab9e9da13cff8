package app

import (
	"testing"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
	"zhenggai/zh"
)

// TestWaiting leads a finding along its way and holds for whom it waits at each place,
// and that it waits for nobody else.
func TestWaiting(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		for _, b := range s.bureaus {
			s.waits(b)
		}
	})
}

func (s *site) waits(b *bureau) {
	s.t.Helper()
	f := s.finding(b, "33")
	s.waitsFor(b, f, ToSend, org.Coordinator, org.Lead)
	s.done(b, org.Coordinator, f, ledger.Act{Event: ledger.Plan})
	s.waitsFor(b, f, ToApprove, s.heads(b)...)
	s.done(b, s.head(b), f, ledger.Act{Event: ledger.Approve})
	s.waitsFor(b, f, "")
	s.done(b, org.Lead, f, ledger.Act{Event: ledger.Extend, Day: zh.D(2026, 9, 30), Reason: "招标", Progress: "一半"})
	s.waitsFor(b, f, ToDecide, s.heads(b)...)
	s.done(b, s.head(b), f, ledger.Act{Event: ledger.Refuse, Reason: "不同意"})
	at := s.clock.read()
	s.clock.set(at.AddDate(0, 3, 0)) // less than a month before it is due
	s.waitsFor(b, f, ToFinish, org.Handler, org.Lead)
	s.clock.set(at.AddDate(0, 4, 0))
	s.waitsFor(b, f, ToFinish, org.Handler, org.Lead, org.Coordinator)
	s.clock.set(at)
	cs := got(s.Case(s.ctx, s.of(b, org.Handler), b.book.ID, f.ID))(s.t)
	for _, m := range cs.Current() {
		s.done(b, org.Handler, f, ledger.Act{Event: ledger.Finish, On: m.ID, Reason: "已办结", Day: zh.D(2026, 3, 1)})
	}
	s.waitsFor(b, f, ToProve, org.Handler, org.Lead, org.Coordinator)
	s.attach(b, f, "清单")
	s.waitsFor(b, f, ToSubmit, org.Handler, org.Lead, org.Coordinator)
	s.done(b, org.Handler, f, ledger.Act{Event: ledger.Submit})
	s.waitsFor(b, f, ToReview, org.Handler)
	s.done(b, org.Handler, f, ledger.Act{Event: ledger.Pass})
	s.waitsFor(b, f, ToReview, org.Lead)
	s.done(b, org.Lead, f, ledger.Act{Event: ledger.Return, Reason: "缺公章"})
	s.waitsFor(b, f, ToMend, org.Handler, org.Lead, org.Coordinator)
	s.attach(b, f, "盖章")
	s.done(b, org.Handler, f, ledger.Act{Event: ledger.Submit})
	s.passAll(b, f)
	s.waitsFor(b, f, "")
}

// heads are the roles that decide on plans and dates.
func (s *site) heads(b *bureau) []org.Role {
	if b.book.Supervised {
		return []org.Role{org.Officer}
	}
	return []org.Role{org.Group, org.Secretary}
}

// waitsFor holds that f waits for these roles for this reason, and for no other role.
func (s *site) waitsFor(b *bureau, f *ledger.Finding, why Why, roles ...org.Role) {
	s.t.Helper()
	want := map[org.Role]bool{}
	for _, r := range roles {
		want[r] = true
	}
	for _, r := range []org.Role{org.Handler, org.Lead, org.Coordinator, org.Group, org.Secretary, org.Watch, org.Viewer, org.Officer, org.Supervisor} {
		var found Why
		for _, task := range got(s.Waiting(s.ctx, s.of(b, r)))(s.t).Tasks {
			if task.Finding.ID == f.ID {
				found = task.Why
			}
		}
		switch {
		case want[r] && found != why:
			s.t.Errorf("for the %s it waits %q, want %q", r, found, why)
		case !want[r] && found != "":
			s.t.Errorf("for the %s it waits %q, want nothing", r, found)
		}
	}
	for _, task := range got(s.Waiting(s.ctx, s.as("sw-other")))(s.t).Tasks {
		s.t.Errorf("for a stranger %s waits", task.Finding.Code)
	}
}

// TestWaitingOrder holds that what is due first stands at the top, and what has no date
// at the bottom.
func TestWaitingOrder(t *testing.T) {
	t.Parallel()
	a, b, c := zh.D(2026, 1, 1), zh.D(2026, 1, 2), zh.Date{}
	for _, x := range []struct {
		a, b zh.Date
		want int
	}{{a, b, -1}, {b, a, 1}, {a, a, 0}, {a, c, -1}, {c, a, 1}, {c, c, 0}} {
		if got := compareDue(x.a, x.b); got != x.want {
			t.Errorf("%s, %s: got %d, want %d", x.a, x.b, got, x.want)
		}
	}
}

// TestFindingCost pins what the pages of one finding and of one's work cost, however many
// findings there are.
func TestFindingCost(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[1]
		f := s.underway(b, "1")
		for n := range 3 {
			for i := range 4 {
				s.finding(b, string(rune('A'+n))+string(rune('a'+i)))
			}
			must(t, db.View(s.ctx, func(tx *store.Tx) error {
				if _, err := dossier(tx, s.of(b, org.Coordinator), b.book.ID, f.ID, s.moment()); err != nil {
					return err
				}
				if got := tx.Statements(); got != 18 {
					t.Errorf("a dossier costs %d statements, want 18", got)
				}
				return nil
			}))
			must(t, db.View(s.ctx, func(tx *store.Tx) error { // what every page asks for the counts of its menu
				n, err := tx.Entered()
				if n == 0 || tx.Statements() != 1 {
					t.Errorf("%d entries, for %d statements", n, tx.Statements())
				}
				return err
			}))
			for role, want := range map[org.Role]int{org.Coordinator: 12, org.Handler: 9, org.Officer: 5} {
				must(t, db.View(s.ctx, func(tx *store.Tx) error {
					_, err := waitingFor(tx, s.of(b, role), s.moment())
					if got := tx.Statements(); got != want {
						t.Errorf("%d: what waits for the %s costs %d statements, want %d", n, role, got, want)
					}
					return err
				}))
			}
		}
	})
}

// TestNextDue holds which measure is named to whom it waits for, in whatever order the
// rows come.
func TestNextDue(t *testing.T) {
	t.Parallel()
	day := func(s string) zh.Date { return got(zh.ParseDay(s))(t) }
	june, july := day("2026-06-30"), day("2026-07-31")
	for name, c := range map[string]struct {
		have []*ledger.Measure
		want string
	}{
		"the order of the plan": {[]*ledger.Measure{{No: "二是", Ord: 2, Due: june}, {No: "一是", Ord: 1, Due: june}}, "一是"},
		"the earlier day":       {[]*ledger.Measure{{No: "一是", Ord: 1, Due: july}, {No: "二是", Ord: 2, Due: june}}, "二是"},
		"a day before none":     {[]*ledger.Measure{{No: "一是", Ord: 1}, {No: "二是", Ord: 2, Due: june}}, "二是"},
		"not what is done":      {[]*ledger.Measure{{No: "二是", Ord: 2, Due: june}, {No: "一是", Ord: 1, Due: june, Done: &ledger.Done{}}}, "二是"},
	} {
		if m := nextDue(&ledger.Case{Finding: &ledger.Finding{}, Measures: c.have}); m == nil || m.No != c.want {
			t.Errorf("%s: %+v, want %s", name, m, c.want)
		}
	}
}
