package app

import (
	"context"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
)

// Discrepancies returns the fields on which documents of a book differ, open ones and
// those that were explained.
func (a *App) Discrepancies(ctx context.Context, who org.Actor, book org.ID) ([]*ledger.Discrepancy, error) {
	return list[ledger.Discrepancy](ctx, a, who, book)
}

// Settle explains a discrepancy. Both values stay as they are: an explanation changes
// no field.
func (a *App) Settle(ctx context.Context, who org.Actor, book, id org.ID, explanation string) (d *ledger.Discrepancy, err error) {
	err = a.change(ctx, who, "discrepancy.settle", func(c *change) (string, error) {
		if _, err := c.book(book, keepers...); err != nil {
			return "", err
		}
		if d, err = store.Get[ledger.Discrepancy](c.Tx, book, id); err != nil {
			return "", hidden("没有找到这处出入。", "There is no such discrepancy.")
		}
		if d.Settled != "" {
			return "", fault.New(fault.Conflict, "这处出入已经说明过了："+d.Settled, "This discrepancy was explained already: "+d.Settled, nil)
		}
		if d.Settled = strings.TrimSpace(explanation); d.Settled == "" {
			return "", about("explanation", fault.New(fault.Invalid, "请写明两处不一致的原因。", "Please explain why the two differ.", nil))
		}
		d.By, d.At = who.Person, c.now.At
		return subject(d), c.Put(d)
	})
	return d, err
}

// Documents returns the documents that were read into a book.
func (a *App) Documents(ctx context.Context, who org.Actor, book org.ID) ([]*ledger.Document, error) {
	return list[ledger.Document](ctx, a, who, book)
}
