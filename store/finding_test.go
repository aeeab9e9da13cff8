package store_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
	"zhenggai/zh"
)

// TestFindings compares listings of every sort with what going through all
// findings one by one gives.
func TestFindings(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		var books []*book
		for _, name := range []string{"云岭市水务局", "云岭市教育局", "南坪镇", "云岭市图书馆", "白石小学"} {
			b := s.book(name, 20+s.rnd.IntN(60))
			s.save("book.import", b.rows()...)
			books = append(books, b)
		}
		for range 150 {
			q := randomQuery(s.rnd, s, books)
			want := bruteForce(q, s, books)
			s.view(func(tx *store.Tx) error {
				checkPages(t, tx, q, want)
				checkBoard(t, tx, q, want)
				return nil
			})
		}
	})
}

func some[T any](r *rand.Rand, all ...T) T { return all[r.IntN(len(all))] }

func randomQuery(r *rand.Rand, s *site, books []*book) (q store.FindingQuery) {
	b := some(r, books...)
	switch r.IntN(5) {
	case 0, 1:
		q.Scope.All = true
	case 2:
		q.Scope.Whole = []org.ID{b.unit.ID, books[0].unit.ID}
	case 3:
		q.Scope.Parties = []org.ID{some(r, b.depts...).ID, some(r, books[1].depts...).ID}
	case 4:
		q.Scope = org.Scope{Whole: []org.ID{b.unit.ID}, Parties: []org.ID{some(r, books[2].depts...).ID, some(r, b.depts...).ID}}
	}
	slices.SortFunc(q.Scope.Whole, org.ID.Compare)
	q.Scope.Whole = slices.Compact(q.Scope.Whole)
	slices.SortFunc(q.Scope.Parties, org.ID.Compare)
	set := func(p float64, f func()) {
		if r.Float64() < p {
			f()
		}
	}
	set(.2, func() { q.Units = []org.ID{b.unit.ID, some(r, books...).unit.ID} })
	set(.1, func() { q.Books = []org.ID{b.book.ID} })
	set(.1, func() { q.Round = s.round.ID })
	set(.05, func() { q.Round = s.office.ID })
	set(.2, func() { q.Inspection = b.inspection.ID })
	set(.3, func() { q.LeafOnly = true })
	set(.2, func() { q.Levels = []ledger.Level{some(r, ledger.Aspect, ledger.Problem, ledger.Point), ledger.Point} })
	set(.3, func() { q.States = []ledger.State{some(r, states...), some(r, states...)} })
	set(.2, func() { q.Dept = some(r, b.depts...).ID })
	set(.2, func() { q.DueFrom = zh.D(2026, 1+r.IntN(12), 1) })
	set(.2, func() { q.DueTo = zh.D(2026, 1+r.IntN(12), 28) })
	set(.2, func() { q.Overdue = zh.D(2026, 1+r.IntN(12), 28) })
	set(.2, func() { q.Standing = some(r, store.Yes, store.No) })
	set(.2, func() { q.Partial = some(r, store.Yes, store.No) })
	set(.4, func() {
		q.Text = some(r, "经费", "党", "。", "（见附件）", "10", "小金库问题", "没有的话", "，涉及1", "%", " 科技项目 ")
	})
	set(.2, func() { q.Lit = randomLit(r, books) })
	q.Sort = some(r, store.ByText, store.ByDue)
	q.Limit = some(r, 1, 7, 50, 0)
	return q
}

// randomLit draws lights of some inspections, of none at times.
func randomLit(r *rand.Rand, books []*book) []store.Lit {
	lit := []store.Lit{}
	for i := range r.IntN(3) {
		l := store.Lit{Undated: r.IntN(2) == 0, Inspections: []org.ID{books[i].inspection.ID, books[4-i].inspection.ID}}
		for range r.IntN(3) {
			v := zh.Interval{From: zh.D(2026, 1+r.IntN(12), 1)}
			v.To = v.From.AddDays(r.IntN(100))
			l.Days = append(l.Days, some(r, v, zh.Interval{From: v.From}, zh.Interval{To: v.To}, zh.Interval{}))
		}
		lit = append(lit, l)
	}
	return lit
}

// under reports whether f is under one of the lights that q asks for.
func under(q store.FindingQuery, f *ledger.Finding) bool {
	return q.Lit == nil || f.Leaf && f.State != ledger.Closed && f.State != ledger.Void && slices.ContainsFunc(q.Lit, func(l store.Lit) bool {
		day := slices.ContainsFunc(l.Days, func(v zh.Interval) bool {
			return !f.Due.IsZero() && f.Due.String() >= v.From.String() && (v.To.IsZero() || f.Due.String() <= v.To.String())
		})
		return slices.Contains(l.Inspections, f.Inspection) && (day || l.Undated && f.Due.IsZero())
	})
}

// bruteForce returns what q should list, in order.
func bruteForce(q store.FindingQuery, s *site, books []*book) (all []*ledger.Finding) {
	for _, b := range books {
		for _, f := range b.findings {
			text := strings.Join([]string{f.No, f.Code, f.Title, f.Text, f.Category, f.RootCause, f.Goal, f.Standard, f.Analogy, f.Progress, f.Next,
				f.Owners.LeadName, f.Owners.DeptName, f.Owners.SupportName, f.Owners.HandlerName}, "\n")
			done := f.State == ledger.Closed || f.State == ledger.Void
			due := !f.Due.IsZero()
			is := func(want store.Is, v bool) bool { return want == store.Either || v == (want == store.Yes) }
			if q.Scope.Sees(b.unit.ID, f.Parties()) &&
				(q.Units == nil || slices.Contains(q.Units, b.unit.ID)) &&
				(q.Books == nil || slices.Contains(q.Books, f.Book)) &&
				(q.Round.IsZero() || q.Round == b.inspection.Round) &&
				(q.Inspection.IsZero() || q.Inspection == f.Inspection) &&
				(!q.LeafOnly || f.Leaf) &&
				(q.Levels == nil || slices.Contains(q.Levels, f.Level)) &&
				(q.States == nil || slices.Contains(q.States, f.State)) &&
				(q.Dept.IsZero() || q.Dept == f.Owners.Dept) &&
				(q.DueFrom.IsZero() || due && !f.Due.Before(q.DueFrom)) &&
				(q.DueTo.IsZero() || due && !f.Due.After(q.DueTo)) &&
				(q.Overdue.IsZero() || f.Leaf && due && f.Due.Before(q.Overdue) && !done) &&
				under(q, f) && is(q.Standing, f.Standing) && is(q.Partial, f.Partial) &&
				strings.Contains(text, strings.TrimSpace(q.Text)) {
				all = append(all, f)
			}
		}
	}
	late := func(f *ledger.Finding) int {
		switch {
		case f.State == ledger.Closed || f.State == ledger.Void:
			return 2
		case f.Due.IsZero():
			return 1
		}
		return 0
	}
	slices.SortFunc(all, func(a, b *ledger.Finding) int {
		text := cmp.Or(a.Book.Compare(b.Book), a.Inspection.Compare(b.Inspection), cmp.Compare(a.Ord, b.Ord))
		if q.Sort == store.ByText {
			return text
		}
		return cmp.Or(cmp.Compare(late(a), late(b)), cmp.Compare(a.Due.String(), b.Due.String()), text)
	})
	return all
}

// checkPages goes through all pages of q.
func checkPages(t *testing.T, tx *store.Tx, q store.FindingQuery, want []*ledger.Finding) {
	t.Helper()
	var got []*ledger.Finding
	for {
		list, total, err := tx.Findings(q)
		if err != nil {
			t.Fatalf("%+v: %v", q, err)
		}
		if total != len(want) {
			t.Fatalf("%+v: total %d, want %d", q, total, len(want))
		}
		got = append(got, list...)
		if q.Limit == 0 || len(list) < q.Limit {
			break
		}
		q.After = q.Next(list[len(list)-1])
	}
	if !slices.EqualFunc(got, want, func(a, b *ledger.Finding) bool { return a.ID == b.ID }) {
		t.Fatalf("%+v: %d findings in another order than the %d wanted", q, len(got), len(want))
	}
}

// checkBoard adds up the board of q without its text.
func checkBoard(t *testing.T, tx *store.Tx, q store.FindingQuery, want []*ledger.Finding) {
	t.Helper()
	if q.Text != "" {
		return
	}
	got, all := map[ledger.State]int{}, map[ledger.State]int{}
	for _, f := range want {
		all[f.State]++
	}
	if err := tx.Board(q, func(b store.BoardLine) { got[b.State] += b.N }); err != nil {
		t.Fatal(err)
	}
	for state, n := range all {
		if got[state] != n {
			t.Fatalf("%+v: board has %d %s, want %d", q, got[state], state, n)
		}
	}
}
