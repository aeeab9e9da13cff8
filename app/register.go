package app

import (
	"context"
	"slices"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
)

// Cases returns the leaf findings of an inspection in who's sight, each with all that
// hangs on it, in text order: its plan as a whole.
func (a *App) Cases(ctx context.Context, who org.Actor, book, inspection org.ID) ([]*ledger.Case, error) {
	return view(ctx, a, func(tx *store.Tx) ([]*ledger.Case, error) {
		b, err := store.Get[ledger.Book](tx, book, book)
		if err != nil {
			return nil, errNoBook(book.String(), err)
		}
		all, err := tx.Outline(book, inspection)
		if err != nil {
			return nil, err
		}
		scope := who.Scope()
		all = slices.DeleteFunc(all, func(f *ledger.Finding) bool { return !f.Leaf || !scope.Sees(b.Unit, f.Parties()) })
		return tx.Cases(book, all)
	})
}

// Moneys returns the sums of money of a book, as far as who sees their findings.
func (a *App) Moneys(ctx context.Context, who org.Actor, book org.ID) ([]*ledger.Money, error) {
	return register[ledger.Money](ctx, a, who, book)
}

// Accounts returns who was held to account in a book, as far as who sees the findings.
func (a *App) Accounts(ctx context.Context, who org.Actor, book org.ID) ([]*ledger.Accountability, error) {
	return register[ledger.Accountability](ctx, a, who, book)
}

// Records returns what was done and written down in a book, as far as who sees the
// findings.
func (a *App) Records(ctx context.Context, who org.Actor, book org.ID) ([]*ledger.Record, error) {
	return register[ledger.Record](ctx, a, who, book)
}

// register returns the rows of one kind of a book that belong to findings in who's
// sight.
func register[T any, P interface {
	*T
	org.Row
}](ctx context.Context, a *App, who org.Actor, book org.ID) ([]P, error) {
	return view(ctx, a, func(tx *store.Tx) ([]P, error) {
		b, err := store.Get[ledger.Book](tx, book, book)
		if err != nil {
			return nil, errNoBook(book.String(), err)
		}
		scope := who.Scope()
		if scope.SeesBook(b.Unit) {
			return store.All[T, P](tx, book)
		}
		seen, _, err := tx.Findings(store.FindingQuery{Scope: scope, Books: []org.ID{book}, LeafOnly: true})
		if err != nil {
			return nil, err
		}
		if len(seen) == 0 {
			return nil, errNoBook(book.String(), nil)
		}
		var ids []org.ID
		for _, f := range seen {
			if f.Book == book {
				ids = append(ids, f.ID)
			}
		}
		return store.List[T, P](tx, book, "finding_id", ids...)
	})
}
