package store

import (
	"cmp"
	"fmt"
	"slices"

	"zhenggai/ledger"
	"zhenggai/org"
)

// Case returns a finding of book with all that hangs on it: one statement for each
// list, however long. If there is no such finding the error is a fault.NotFound.
func (tx *Tx) Case(book, finding org.ID) (*ledger.Case, error) {
	f, err := Get[ledger.Finding](tx, book, finding)
	if err != nil {
		return nil, err
	}
	c := &ledger.Case{Finding: f}
	load := []func() error{
		func() (err error) { c.Book, err = Get[ledger.Book](tx, book, book); return },
		func() (err error) { c.Inspection, err = Get[ledger.Inspection](tx, book, f.Inspection); return },
		func() (err error) { c.Measures, err = of[ledger.Measure](tx, f); return },
		func() (err error) { c.Records, err = of[ledger.Record](tx, f); return },
		func() (err error) { c.Evidence, err = of[ledger.Evidence](tx, f); return },
		func() (err error) { c.Submissions, err = of[ledger.Submission](tx, f); return },
		func() (err error) { c.Closures, err = of[ledger.Closure](tx, f); return },
		func() (err error) { c.Relapses, err = of[ledger.Relapse](tx, f); return },
		func() (err error) { c.Extensions, err = of[ledger.Extension](tx, f); return },
		func() (err error) { c.Moneys, err = of[ledger.Money](tx, f); return },
		func() (err error) { c.Accounts, err = of[ledger.Accountability](tx, f); return },
	}
	for _, l := range load {
		if err := l(); err != nil {
			return nil, fmt.Errorf("store: case %s: %w", finding, err)
		}
	}
	slices.SortStableFunc(c.Measures, func(a, b *ledger.Measure) int {
		return cmp.Or(cmp.Compare(a.Cycle, b.Cycle), cmp.Compare(a.Ord, b.Ord))
	})
	return c, nil
}

// of returns the rows of type T that belong to f.
func of[T any, P rowOf[T]](tx *Tx, f *ledger.Finding) ([]P, error) {
	return List[T, P](tx, f.Book, "finding_id", f.ID)
}

// Outline returns all findings of an inspection in text order, each after its
// parent.
func (tx *Tx) Outline(book, inspection org.ID) ([]*ledger.Finding, error) {
	var all []*ledger.Finding
	const where = "t.book_id = $1 AND t.inspection_id = $2 ORDER BY t.ord, t.id"
	err := scan(tx, findings, where, []any{book[:], inspection[:]}, func(f *ledger.Finding) { all = append(all, f) })
	if err != nil {
		return nil, fmt.Errorf("store: outline: %w", tx.db.explain(err))
	}
	return all, nil
}

// Measures returns the measures of all findings of an inspection, of all cycles, in
// order, by finding.
func (tx *Tx) Measures(book, inspection org.ID) (map[org.ID][]*ledger.Measure, error) {
	all := map[org.ID][]*ledger.Measure{}
	const where = `t.book_id = $1 AND t.finding_id IN (SELECT f.id FROM finding f WHERE f.book_id = $1 AND f.inspection_id = $2)
		ORDER BY t.finding_id, t.cycle, t.ord, t.id`
	err := scan(tx, tableOf("measure"), where, []any{book[:], inspection[:]}, func(m *ledger.Measure) {
		all[m.Finding] = append(all[m.Finding], m)
	})
	if err != nil {
		return nil, fmt.Errorf("store: measures: %w", tx.db.explain(err))
	}
	return all, nil
}
