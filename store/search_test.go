package store_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// TestSearch compares search with strings.Contains, for texts and queries of any
// characters: Han, letters of both cases and widths, digits, punctuation, signs that
// mean something to SQL, to FTS5 or to a tsquery, and characters beyond the first
// plane.
func TestSearch(t *testing.T) {
	t.Parallel()
	alphabet := []rune("经费费使用问题A a1%_'\"\\*:&|!()<>-。，（）\n\t𠮷😀é.^$zZ")
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.book("甲镇", 60)
		other := s.book("乙镇", 30)
		for _, f := range append(slices.Clone(b.findings), other.findings...) {
			f.Title, f.Text = randomOf(s.rnd, alphabet, s.rnd.IntN(12)), randomOf(s.rnd, alphabet, s.rnd.IntN(80))
		}
		s.save("book.import", append(b.rows(), other.rows()...)...)
		for round := range 3 {
			if round > 0 { // what is changed is found by its new words and not by the old
				for _, f := range b.findings[:20] {
					f.Text = randomOf(s.rnd, alphabet, s.rnd.IntN(60))
					s.save("finding.amend", f)
				}
			}
			for range 120 {
				q := store.FindingQuery{Scope: org.Scope{Whole: []org.ID{b.unit.ID}}, Text: randomOf(s.rnd, alphabet, 1+s.rnd.IntN(1+s.rnd.IntN(4)))}
				if s.rnd.IntN(3) == 0 { // something that is there
					r := []rune(some(s.rnd, b.findings...).Text)
					if len(r) > 0 {
						from := s.rnd.IntN(len(r))
						q.Text = string(r[from : from+1+s.rnd.IntN(len(r)-from)])
					}
				}
				if s.rnd.IntN(2) == 0 {
					q.Scope = org.Scope{All: true}
				}
				if s.rnd.IntN(4) == 0 {
					q.Scope = org.Scope{Parties: []org.ID{b.depts[0].ID}}
				}
				want := searchByHand(q, b, other)
				s.view(func(tx *store.Tx) error {
					list, total, err := tx.Findings(q)
					if err == nil && (total != want || len(list) != want) {
						t.Errorf("%q: %d of %d found, want %d", q.Text, len(list), total, want)
					}
					return err
				})
			}
		}
	})
}

// searchByHand counts the findings that hold the text, letters of both cases and
// widths taken as one.
func searchByHand(q store.FindingQuery, books ...*book) (n int) {
	fold := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r == '〇' {
				return '零'
			}
			if r < 128 {
				return unicode.ToLower(r)
			}
			return r
		}, s)
	}
	text := fold(strings.TrimSpace(q.Text))
	for _, b := range books {
		for _, f := range b.findings {
			if q.Scope.Sees(b.unit.ID, f.Parties()) && strings.Contains(fold(bodyOf(f)), text) {
				n++
			}
		}
	}
	return n
}

// bodyOf is what a finding is searched by.
func bodyOf(f *ledger.Finding) string {
	return strings.Join([]string{f.No, f.Code, f.Title, f.Text, f.Category, f.RootCause, f.Goal, f.Standard, f.Analogy, f.Progress, f.Next,
		f.Owners.LeadName, f.Owners.DeptName, f.Owners.SupportName, f.Owners.HandlerName}, "\n")
}

// TestCost pins what a request costs: the same number of statements for one book and
// for five, for ten findings and for a thousand.
func TestCost(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		var books []*book
		for i := range 5 {
			b := s.book("第"+itoa(i)+"镇", 4+20*i)
			s.save("book.import", b.rows()...)
			books = append(books, b)
			s.costs(t, books)
		}
	})
}

func (s *site) costs(t *testing.T, books []*book) {
	t.Helper()
	last := books[len(books)-1]
	all, part := org.Scope{All: true}, org.Scope{Parties: []org.ID{last.depts[0].ID, books[0].depts[1].ID}}
	for _, c := range []struct {
		name string
		want int
		run  func(tx *store.Tx) error
	}{
		{"list", 2, list(store.FindingQuery{Scope: all, Limit: 5})},
		{"list by due", 2, list(store.FindingQuery{Scope: all, Sort: store.ByDue, States: states, Limit: 5})},
		{"list of parts", 3, list(store.FindingQuery{Scope: part, Limit: 5})},
		{"search", 3, list(store.FindingQuery{Scope: all, Text: "。", Limit: 5})},
		{"search of parts", 4, list(store.FindingQuery{Scope: part, Text: "。", Limit: 5})},
		{"board", 1, func(tx *store.Tx) error { return tx.Board(store.FindingQuery{Scope: all}, func(store.BoardLine) {}) }},
		{"case", 12, func(tx *store.Tx) error { _, err := tx.Case(last.book.ID, last.findings[2].ID); return err }},
		{"outline", 1, func(tx *store.Tx) error { _, err := tx.Outline(last.book.ID, last.inspection.ID); return err }},
		{"measures", 1, func(tx *store.Tx) error { _, err := tx.Measures(last.book.ID, last.inspection.ID); return err }},
		{"around", 3, func(tx *store.Tx) error { _, err := tx.Around(last.findings); return err }},
		{"pick", 1, func(tx *store.Tx) error { _, err := tx.Pick([]org.Head{last.findings[0].Head}); return err }},
		{"books", 2, func(tx *store.Tx) error { _, err := tx.Books(part); return err }},
		{"units", 2, func(tx *store.Tx) error { _, err := tx.Units(); return err }},
		{"units again", 1, func(tx *store.Tx) error { _, err := tx.Units(); return err }},
	} {
		s.view(func(tx *store.Tx) error {
			err := c.run(tx)
			if n := tx.Statements(); n != c.want {
				t.Errorf("%d books: %s costs %d statements, want %d", len(books), c.name, n, c.want)
			}
			return err
		})
	}
}

func list(q store.FindingQuery) func(tx *store.Tx) error {
	return func(tx *store.Tx) error { _, _, err := tx.Findings(q); return err }
}
