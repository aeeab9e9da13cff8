package app

import (
	"testing"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/store"
	"zhenggai/store/storetest"
	"zhenggai/zh"
)

// TestLedgerColours holds that each figure of the board leads to exactly its rows,
// whatever the regimes of the inspections.
func TestLedgerColours(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		due := s.Today()
		for i, b := range s.bureaus {
			if i == 1 { // an inspection that no regime can be chosen for does not hide the others
				s.unfed(b)
			}
			for n, days := range []int{-30, -1, 0, 1, 9, 10, 11, 20, 21, 200} {
				f := s.finding(b, string(rune('1'+n)))
				day := due.AddDays(days)
				s.done(b, org.Coordinator, f, ledger.Act{Event: ledger.Amend, Edit: &ledger.Edit{Due: &day}})
			}
			s.finding(b, "a") // due in June
		}
		who := s.as("banli")
		cells := got(s.Board(s.ctx, who, store.FindingQuery{}, zh.Date{}))(t)
		want := map[regs.Colour]int{}
		for _, c := range cells {
			if c.Colour == "" {
				c.Colour = Unlit
			}
			want[c.Colour] += c.N
		}
		if want[regs.Red] < 2 || want[regs.Yellow] < 2 || want[Unlit] < 11 {
			t.Fatalf("the board is too plain: %v", want)
		}
		for _, colour := range []regs.Colour{regs.Green, regs.Yellow, regs.Red, Unlit} {
			p := got(s.Ledger(s.ctx, who, LedgerQuery{Colour: colour}))(t)
			if p.Total != want[colour] || len(p.Lines) != p.Total {
				t.Errorf("%s: the board says %d, the ledger lists %d of %d", colour, want[colour], len(p.Lines), p.Total)
			}
			for _, l := range p.Lines {
				if l.Colour != colour && (colour != Unlit || l.Colour != "") {
					t.Errorf("%s: a row has %q", colour, l.Colour)
				}
			}
		}
	})
}

// TestLedgerAges holds that the count of each age is the number of its rows: whatever
// the days of feedback, for what has none, and together with a colour.
func TestLedgerAges(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		for i, b := range s.bureaus {
			s.finding(b, "1")
			if days := []int{30, 31}[i%2]; i < 2 {
				must(t, s.change(s.ctx, s.as("banli"), "test.fed", func(c *change) (string, error) {
					b.insp.Feedback = s.Today().AddDays(-days)
					return subject(b.insp), c.Put(b.insp)
				}))
			}
		}
		s.finished(s.bureaus[0], "2") // what is closed is of no age
		who, want, lit := s.as("banli"), map[Age]int{}, map[Age]int{}
		count := func() {
			clear(want)
			clear(lit)
			must(t, s.Tallies(s.ctx, who, store.FindingQuery{}, zh.Date{}, func() {}, func(n *Tally) {
				want[n.Age] += n.N
				if n.Colour == "" {
					lit[n.Age] += n.N
				}
			}))
			for _, a := range Ages {
				age := Age(a.Key)
				if p := got(s.Ledger(s.ctx, who, LedgerQuery{Age: age}))(t); p.Total != want[age] || len(p.Lines) != want[age] {
					t.Errorf("%s: %d are counted, %d of %d are listed", age, want[age], len(p.Lines), p.Total)
				}
				if p := got(s.Ledger(s.ctx, who, LedgerQuery{Age: age, Colour: Unlit}))(t); p.Total != lit[age] {
					t.Errorf("%s without light: %d are counted, %d listed", age, lit[age], p.Total)
				}
			}
		}
		count()
		if want["0-30"] == 0 || want["31-60"] == 0 {
			t.Fatalf("the ages are too plain: %v", want)
		}
		s.unfed(s.bureaus[1])
		count()
		if want[Unfed] == 0 || want["31-60"] != 0 {
			t.Errorf("without a day of feedback: %v", want)
		}
	})
}

func TestAgeOf(t *testing.T) {
	t.Parallel()
	day := zh.Date{Year: 2026, Month: 11, Day: 23}
	for days, want := range map[int]Age{-5: "0-30", 0: "0-30", 30: "0-30", 31: "31-60", 60: "31-60", 61: "61-90", 90: "61-90", 91: "91-180", 180: "91-180", 181: "181-", 900: "181-"} {
		if got := AgeOf(day.AddDays(-days), day); got != want {
			t.Errorf("after %d days: %s, want %s", days, got, want)
		}
	}
	if got := AgeOf(zh.Date{}, day); got != Unfed {
		t.Errorf("never fed back: %s", got)
	}
}

// unfed takes the day of feedback from the inspection of a bureau.
func (s *site) unfed(b *bureau) {
	s.t.Helper()
	must(s.t, s.change(s.ctx, s.as("banli"), "test.unfed", func(c *change) (string, error) {
		b.insp.Feedback = zh.Date{}
		return subject(b.insp), c.Put(b.insp)
	}))
}

// TestLedgerPage holds what a page shows, to whom, and what it costs.
func TestLedgerPage(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		f := s.finished(b, "7")
		other := s.finding(s.bureaus[1], "8")
		for login, want := range map[string]int{"banli": 6, b.logins[org.Coordinator]: 3, b.logins[org.Handler]: 1, "sw-other": 0, "shenji": 0} {
			who := s.as(login)
			if p := got(s.Ledger(s.ctx, who, LedgerQuery{}))(t); p.Total != want || len(p.Lines) != want {
				t.Errorf("%s sees %d lines of %d, want %d", login, len(p.Lines), p.Total, want)
			}
			sees := map[bool]int{true: 1}
			if p := got(s.Picked(s.ctx, who, []org.Head{f.Head}))(t); len(p.Lines) != sees[want > 0] {
				t.Errorf("%s picks %d", login, len(p.Lines))
			}
		}
		p := got(s.Ledger(s.ctx, s.of(b, org.Handler), LedgerQuery{}))(t)
		l := p.Lines[0]
		if len(l.Around.Above) != 2 || len(l.Around.Measures) != 2 || !l.Around.Measures[1].Done || l.Around.Evidence != 1 || l.Book.ID != b.book.ID {
			t.Errorf("the handler's line: %+v", l.Around)
		}
		if p := got(s.Picked(s.ctx, s.as("banli"), []org.Head{other.Head, f.Head, {Book: f.Book, ID: other.ID}}))(t); len(p.Lines) != 2 {
			t.Errorf("picked %d lines, want 2", len(p.Lines))
		}
		who := s.as("banli")
		q := LedgerQuery{Colour: regs.Red, FindingQuery: store.FindingQuery{Limit: 2}}
		few := got(s.Ledger(s.ctx, who, q))(t).Statements
		for _, no := range []string{"11", "12", "13", "14"} {
			s.finding(b, no)
		}
		q.Limit = 100
		if many := got(s.Ledger(s.ctx, who, q))(t).Statements; many != few || many > 10 {
			t.Errorf("a page costs %d statements, a longer one %d", few, many)
		}
		page := got(s.Ledger(s.ctx, who, LedgerQuery{FindingQuery: store.FindingQuery{Limit: 4}}))(t)
		rest := got(s.Ledger(s.ctx, who, LedgerQuery{FindingQuery: store.FindingQuery{Limit: 400, After: page.Next}}))(t)
		if page.Total != 18 || len(page.Lines)+len(rest.Lines) != 18 || rest.Next != "" {
			t.Errorf("pages of %d and %d of %d", len(page.Lines), len(rest.Lines), page.Total)
		}
	})
}
