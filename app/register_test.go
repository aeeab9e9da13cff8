package app

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
	"zhenggai/zh"
)

// A plan as a whole is what its findings are one by one, and a register what hangs on
// the findings that somebody sees.
func TestCasesAndRegisters(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		mine, other := s.finding(b, "1"), s.finding(b, "2")
		clerk := s.of(b, org.Coordinator)
		s.done(b, org.Coordinator, mine, ledger.Act{Event: ledger.AddMeasure, Row: &ledger.Measure{Text: "完善台账", Kind: ledger.Immediate}})
		for _, f := range []*ledger.Finding{mine, other} {
			s.done(b, org.Coordinator, f, ledger.Act{Event: ledger.Register, Row: &ledger.Money{Event: "repaid", Amount: 100}})
			s.done(b, org.Coordinator, f, ledger.Act{Event: ledger.Register, Row: &ledger.Accountability{Form: "诫勉", Persons: 1}})
			s.done(b, org.Coordinator, f, ledger.Act{Event: ledger.Note, Row: &ledger.Record{Title: "检查", Dated: zh.D(2026, 3, 1)}})
		}
		all := got(s.Cases(s.ctx, clerk, b.book.ID, b.insp.ID))(t)
		if len(all) < 2 {
			t.Fatalf("%d cases", len(all))
		}
		for _, c := range all {
			if diff := cmp.Diff(got(s.Case(s.ctx, clerk, b.book.ID, c.Finding.ID))(t), c); diff != "" {
				t.Errorf("%s differs from the case by itself: %s", c.Finding.Code, diff)
			}
		}
		var few, many int
		must(t, db.View(s.ctx, func(tx *store.Tx) error {
			_, err := tx.Cases(b.book.ID, []*ledger.Finding{mine})
			few = tx.Statements()
			if err == nil {
				_, err = tx.Cases(b.book.ID, []*ledger.Finding{mine, other})
			}
			many = tx.Statements() - few
			return err
		}))
		if few != many {
			t.Errorf("one case takes %d statements, two take %d", few, many)
		}
		if n := len(got(s.Moneys(s.ctx, clerk, b.book.ID))(t)); n != 2 {
			t.Errorf("%d sums", n)
		}
		if n := len(got(s.Accounts(s.ctx, clerk, b.book.ID))(t)) + len(got(s.Records(s.ctx, clerk, b.book.ID))(t)); n != 4 {
			t.Errorf("%d sanctions and records", n)
		}
		stranger := s.of(s.bureaus[1], org.Coordinator)
		for name, err := range map[string]error{
			"moneys": errOf(s.Moneys(s.ctx, stranger, b.book.ID)), "accounts": errOf(s.Accounts(s.ctx, stranger, b.book.ID)), "records": errOf(s.Records(s.ctx, stranger, b.book.ID))} {
			if fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s for who sees nothing of the book: %v", name, err)
			}
		}
		if cases := got(s.Cases(s.ctx, stranger, b.book.ID, b.insp.ID))(t); len(cases) != 0 {
			t.Errorf("who sees nothing of the book sees %d cases", len(cases))
		}
	})
}

func errOf[T any](_ T, err error) error { return err }

func TestInspectedAndStaff(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[1] // an office supervises it
		s.finding(b, "1")
		office, clerk := s.as("banli"), s.of(b, org.Coordinator)
		if n := len(got(s.Inspected(s.ctx, office, org.ID{}))(t)); n != 2 {
			t.Errorf("the office sees %d inspections", n)
		}
		mine := got(s.Inspected(s.ctx, clerk, org.ID{}))(t)
		if len(mine) != 1 || mine[0].Book.ID != b.book.ID || mine[0].Leaves == 0 || mine[0].States[ledger.Open] != mine[0].Leaves {
			t.Fatalf("the coordinator sees %+v", mine)
		}
		if all := got(s.Inspected(s.ctx, s.admin, org.ID{}))(t); len(all) != 0 {
			t.Errorf("the system administrator sees %d inspections", len(all))
		}

		day, title := zh.D(2026, 2, 20), " "
		first := got(s.AmendInspection(s.ctx, office, b.book.ID, b.insp.ID, InspectionEdit{Feedback: &day}))(t)
		later := day.AddDays(10)
		for _, c := range []struct {
			who  org.Actor
			e    InspectionEdit
			kind fault.Kind
		}{
			{clerk, InspectionEdit{Feedback: &later}, fault.Forbidden},
			{s.of(b, org.Handler), InspectionEdit{Feedback: &later}, fault.NotFound},
			{s.of(s.bureaus[0], org.Coordinator), InspectionEdit{Feedback: &later}, fault.NotFound},
			{office, InspectionEdit{Title: &title}, fault.Invalid},
			{office, InspectionEdit{Version: first.Version - 1, Feedback: &later}, fault.Conflict},
		} {
			if _, err := s.AmendInspection(s.ctx, c.who, b.book.ID, b.insp.ID, c.e); fault.KindOf(err) != c.kind {
				t.Errorf("%+v: %v, want %s", c.e, err, c.kind)
			}
		}

		units := got(s.Units(s.ctx))(t)
		if st := got(s.Staff(s.ctx, s.admin))(t); len(st.Units) != len(units) {
			t.Errorf("the administrator sees %d of %d units", len(st.Units), len(units))
		}
		st := got(s.Staff(s.ctx, clerk))(t)
		for _, u := range st.Units {
			if !clerk.Tree.Within(u.ID, b.unit.ID) {
				t.Errorf("the coordinator sees %s", u.Name)
			}
		}
		for _, g := range st.Grants {
			if !clerk.Tree.Within(g.Unit, b.unit.ID) {
				t.Errorf("the coordinator sees a grant for another unit: %+v", g)
			}
		}
		if _, err := s.Staff(s.ctx, s.of(b, org.Handler)); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a handler: %v", err)
		}
		if _, err := s.Grant(s.ctx, s.grantor, org.ID{1}, org.Viewer, b.unit.ID); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a grant to nobody: %v", err)
		}
		if _, err := s.Grant(s.ctx, s.grantor, clerk.Person, org.Viewer, org.ID{1}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a grant for no unit: %v", err)
		}
	})
}
