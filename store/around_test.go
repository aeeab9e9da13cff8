package store_test

import (
	"testing"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// TestAround holds what stands around findings against the rows themselves.
func TestAround(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		one, two := s.book("云岭市水务局", 12), s.book("云岭市教育局", 12)
		leaf := one.findings[2]
		leaf.Cycle = 2
		last := len(one.measures)
		for i, m := range one.measures {
			if m.Finding == leaf.ID {
				last, m.Cycle = i, 2
			}
		}
		one.measures[last].Done = &ledger.Done{Result: "已办"}
		one.measures[last-1].Dropped = "重复"
		one.measures[last-2].Cycle = 1
		s.save("book.import", one.rows()...)
		s.save("book.import", two.rows()...)
		proof := func(cycle int, voided string) *ledger.Evidence {
			return &ledger.Evidence{Head: s.head(one.book.ID), Finding: leaf.ID, Cycle: cycle, Name: "公函.txt", Size: 1, Voided: voided}
		}
		s.save("evidence.add", proof(1, ""), proof(2, ""), proof(2, ""), proof(2, "误传"))

		s.view(func(tx *store.Tx) error {
			all, err := tx.Around(append(one.findings[:5:5], two.findings...))
			if err != nil {
				return err
			}
			a := all[leaf.ID]
			if len(a.Measures) != 1 || !a.Measures[0].Done || a.Measures[0].Text != one.measures[last].Text || a.Evidence != 2 {
				t.Errorf("around a leaf: %+v", a)
			}
			if len(a.Above) != 2 || a.Above[0].ID != one.findings[0].ID || a.Above[1].Title != one.findings[1].Title {
				t.Errorf("above a leaf: %+v", a.Above)
			}
			if top := all[two.findings[0].ID]; len(top.Above) != 0 || len(top.Measures) != 0 {
				t.Errorf("around an aspect: %+v", top)
			}
			if b := all[two.findings[3].ID]; len(b.Above) != 2 || len(b.Measures) != 3 || b.Measures[0].Done {
				t.Errorf("around a leaf of another book: %+v", b)
			}
			picked, err := tx.Pick([]org.Head{two.findings[3].Head, leaf.Head, {Book: two.book.ID, ID: leaf.ID}})
			if len(picked) != 2 || picked[0].ID != leaf.ID {
				t.Errorf("picked %d", len(picked))
			}
			return err
		})
	})
}
