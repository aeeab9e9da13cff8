package store

import (
	"cmp"
	"fmt"
	"slices"

	"zhenggai/ledger"
	"zhenggai/org"
)

// Cases returns findings of one book with all that hangs on them, in their order: one
// statement for each list (and each thousand findings), however many they are.
func (tx *Tx) Cases(book org.ID, findings []*ledger.Finding) ([]*ledger.Case, error) {
	b, err := Get[ledger.Book](tx, book, book)
	if err != nil {
		return nil, fmt.Errorf("store: cases: %w", err)
	}
	inspections, err := tx.Inspections(book)
	if err != nil {
		return nil, err
	}
	byID := map[org.ID]*ledger.Inspection{}
	for _, in := range inspections {
		byID[in.ID] = in
	}
	h := &hung{tx: tx, book: book, at: map[org.ID]*ledger.Case{}}
	all := make([]*ledger.Case, 0, len(findings))
	for _, f := range findings {
		c := &ledger.Case{Book: b, Inspection: byID[f.Inspection], Finding: f}
		all, h.ids, h.at[f.ID] = append(all, c), append(h.ids, f.ID), c
	}
	hang(h, func(c *ledger.Case) *[]*ledger.Measure { return &c.Measures }, func(r *ledger.Measure) org.ID { return r.Finding })
	hang(h, func(c *ledger.Case) *[]*ledger.Record { return &c.Records }, func(r *ledger.Record) org.ID { return r.Finding })
	hang(h, func(c *ledger.Case) *[]*ledger.Evidence { return &c.Evidence }, func(r *ledger.Evidence) org.ID { return r.Finding })
	hang(h, func(c *ledger.Case) *[]*ledger.Submission { return &c.Submissions }, func(r *ledger.Submission) org.ID { return r.Finding })
	hang(h, func(c *ledger.Case) *[]*ledger.Closure { return &c.Closures }, func(r *ledger.Closure) org.ID { return r.Finding })
	hang(h, func(c *ledger.Case) *[]*ledger.Relapse { return &c.Relapses }, func(r *ledger.Relapse) org.ID { return r.Finding })
	hang(h, func(c *ledger.Case) *[]*ledger.Extension { return &c.Extensions }, func(r *ledger.Extension) org.ID { return r.Finding })
	hang(h, func(c *ledger.Case) *[]*ledger.Money { return &c.Moneys }, func(r *ledger.Money) org.ID { return r.Finding })
	hang(h, func(c *ledger.Case) *[]*ledger.Accountability { return &c.Accounts }, func(r *ledger.Accountability) org.ID { return r.Finding })
	for _, c := range all {
		slices.SortStableFunc(c.Measures, func(a, b *ledger.Measure) int {
			return cmp.Or(cmp.Compare(a.Cycle, b.Cycle), cmp.Compare(a.Ord, b.Ord))
		})
	}
	if h.err != nil {
		return nil, fmt.Errorf("store: cases: %w", h.err)
	}
	return all, nil
}

// hung is cases that rows are hung on, and the first error.
type hung struct {
	tx   *Tx
	book org.ID
	ids  []org.ID
	at   map[org.ID]*ledger.Case
	err  error
}

// hang puts the rows of type T into the list of the case that each belongs to.
func hang[T any, P rowOf[T]](h *hung, list func(*ledger.Case) *[]P, finding func(P) org.ID) {
	if h.err != nil {
		return
	}
	rows, err := List[T, P](h.tx, h.book, "finding_id", h.ids...)
	for _, r := range rows {
		to := list(h.at[finding(r)])
		*to = append(*to, r)
	}
	h.err = err
}
