package app

import (
	"context"
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
)

// Entries returns entries of a journal, the last first: of the site for its audit
// administrator, of a book for who sees it whole, about one finding (the subject
// finding/ID) for who sees that.
func (a *App) Entries(ctx context.Context, who org.Actor, q store.EntryQuery) (entries []journal.Entry, err error) {
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		if err := mayAudit(tx, who, q); err != nil {
			return err
		}
		entries, err = tx.Entries(q)
		return err
	})
	return entries, err
}

func mayAudit(tx *store.Tx, who org.Actor, q store.EntryQuery) error {
	if q.Book == org.Site {
		return administers(who, org.AuditAdmin)
	}
	books, err := tx.Books(who.Scope())
	i := slices.IndexFunc(books, func(b *ledger.Book) bool { return b.ID == q.Book })
	if err != nil || i < 0 {
		return errNoBook(q.Book.String(), err)
	}
	b := books[i]
	if who.Scope().SeesBook(b.Unit) {
		return nil
	}
	name, ok := strings.CutPrefix(q.Subject, "finding/")
	id, err := org.ParseID(name)
	if !ok || err != nil {
		return fault.New(fault.Forbidden, "整本账册的日志只给能看整本账册的人看，请指明一个问题的编号。",
			"The journal of the whole book is for those who see it whole; please name a finding.", nil)
	}
	f, err := store.Get[ledger.Finding](tx, q.Book, id)
	if err != nil || !who.Scope().Sees(b.Unit, f.Parties()) {
		return errNoFinding(name)
	}
	return nil
}
