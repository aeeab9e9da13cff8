package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/zh"
)

// A Past is a book as it was at the end of a day, put together from its journal and
// not from its tables.
type Past struct {
	Day         zh.Date
	Entries     int64 // of the journal, that were there by then
	Inspections []*ledger.Inspection
	Findings    []*ledger.Finding // in text order
	Measures    []*ledger.Measure
	Evidence    []*ledger.Evidence
	Closures    []*ledger.Closure
}

// AsOf returns the book as it was at the end of day, as far as who sees it: whom a
// finding belonged to is judged by that day as well.
func (a *App) AsOf(ctx context.Context, who org.Actor, book org.ID, day zh.Date) (past *Past, err error) {
	end := time.Date(int(day.Year), time.Month(day.Month), int(day.Day)+1, 0, 0, 0, 0, china).Add(-time.Millisecond)
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		b, err := store.Get[ledger.Book](tx, book, book)
		if err != nil {
			return errNoBook(book.String(), err)
		}
		state, err := journal.Replay(tx.Log(book), journal.AsOf(end))
		if err != nil {
			return fmt.Errorf("app: replaying the journal of %s: %w", book, err)
		}
		past, err = newPast(state, who.Scope(), b.Unit)
		return err
	})
	if err == nil {
		past.Day = day
	}
	return past, err
}

func newPast(state *journal.State, scope org.Scope, unit org.ID) (*Past, error) {
	p := &Past{Entries: state.Size}
	var err error
	read := func(table string, into func(json.RawMessage) error) {
		for row := range state.Rows(table) {
			if err == nil && row.Image != nil {
				err = into(row.Image)
			}
		}
	}
	read("inspection", collect(&p.Inspections))
	read("finding", collect(&p.Findings))
	read("measure", collect(&p.Measures))
	read("evidence", collect(&p.Evidence))
	read("closure", collect(&p.Closures))
	if err != nil {
		return nil, fmt.Errorf("app: reading an old image: %w", err)
	}
	slices.SortFunc(p.Findings, func(a, b *ledger.Finding) int {
		if c := a.Inspection.Compare(b.Inspection); c != 0 {
			return c
		}
		return a.Ord - b.Ord
	})
	p.Findings = inSight(scope, unit, p.Findings)
	if scope.SeesBook(unit) {
		return p, nil
	}
	seen := map[org.ID]bool{}
	for _, f := range p.Findings {
		seen[f.ID] = scope.Sees(unit, f.Parties())
	}
	p.Measures = slices.DeleteFunc(p.Measures, func(m *ledger.Measure) bool { return !seen[m.Finding] })
	p.Evidence = slices.DeleteFunc(p.Evidence, func(e *ledger.Evidence) bool { return !seen[e.Finding] })
	p.Closures = slices.DeleteFunc(p.Closures, func(c *ledger.Closure) bool { return !seen[c.Finding] })
	return p, nil
}

// collect returns what reads an image and adds it to rows.
func collect[T any](rows *[]*T) func(json.RawMessage) error {
	return func(image json.RawMessage) error {
		row := new(T)
		if err := json.Unmarshal(image, row); err != nil {
			return err
		}
		*rows = append(*rows, row)
		return nil
	}
}
