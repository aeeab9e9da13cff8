package store

import (
	"fmt"

	"zhenggai/ledger"
	"zhenggai/org"
)

// Named returns the findings of book whose id, code or number is name, in text order.
func (tx *Tx) Named(book org.ID, name string) (all []*ledger.Finding, err error) {
	where, args := "t.book_id = $1 AND (t.code = $2 OR t.no = $2)", []any{book[:], name}
	if id, err := org.ParseID(name); err == nil {
		where, args = "t.book_id = $1 AND t.id = $2", []any{book[:], id[:]}
	}
	err = scan(tx, tableOf("finding"), where+" ORDER BY t.inspection_id, t.ord", args, func(f *ledger.Finding) { all = append(all, f) })
	if err != nil {
		return nil, fmt.Errorf("store: findings named %q: %w", name, tx.db.explain(err))
	}
	return all, nil
}

// ChildStates returns the states of the findings right below parent.
func (tx *Tx) ChildStates(book, parent org.ID) (states []ledger.State, err error) {
	rows, err := tx.query("SELECT f.state FROM finding f WHERE f.book_id = $1 AND f.parent_id = $2", book[:], parent[:])
	err = each(rows, err, func(r scanner) error {
		var s string
		err := r.Scan(&s)
		states = append(states, ledger.State(s))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: states below a finding: %w", tx.db.explain(err))
	}
	return states, nil
}

// EveryInspection returns the inspections of all books.
func (tx *Tx) EveryInspection() (all map[org.ID]*ledger.Inspection, err error) {
	all = map[org.ID]*ledger.Inspection{}
	err = scan(tx, tableOf("inspection"), "1 = 1", nil, func(i *ledger.Inspection) { all[i.ID] = i })
	if err != nil {
		return nil, fmt.Errorf("store: inspections: %w", tx.db.explain(err))
	}
	return all, nil
}
