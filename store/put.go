package store

import (
	"errors"
	"fmt"
	"iter"
	"slices"

	"zhenggai/fault"
	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
)

// Put saves rows: one with version 0 is new and gets version 1; another must still
// have the version it was read with, and gets the next. If somebody saved it
// meanwhile the error is a fault.Conflict. What can be computed from findings is
// kept up, and the image of each row waits for [Tx.Journal].
//
// Rows may come in any order of tables: those that others point at are saved first.
func (tx *Tx) Put(rows ...org.Row) error {
	byTable := map[string][]org.Row{}
	for _, r := range rows {
		h := r.Key()
		if tableOf(r.Table()) == nil || h.Book.IsZero() || h.ID.IsZero() {
			return fmt.Errorf("store: put %T: a row without book, id or table", r)
		}
		byTable[r.Table()] = append(byTable[r.Table()], r)
	}
	for _, t := range tables {
		if rows := byTable[t.name]; len(rows) > 0 {
			if err := tx.put(t, rows); err != nil {
				return fmt.Errorf("store: put %s: %w", t.name, tx.db.explain(err))
			}
		}
	}
	return nil
}

// put saves rows of one table.
func (tx *Tx) put(t *table, rows []org.Row) error {
	var added, changed []org.Row
	for _, r := range rows {
		if r.Key().Version == 0 {
			added = append(added, r)
		} else {
			changed = append(changed, r)
		}
	}
	before, err := tx.findingsBefore(t, changed)
	if err != nil {
		return err
	}
	for _, r := range rows {
		h, version := r.Key(), r.Key().Version
		tx.undo = append(tx.undo, func() { h.Version = version })
		h.Version++
	}
	// What is kept beside the rows does not need the database, nor it them: it is made meanwhile.
	docs, failed := make(chan []doc, 1), make(chan error, 1)
	var details []journal.Detail // there when failed was read
	go func() {
		docs <- docsOf(rows)
		var err error
		details, err = makeImages(t, rows)
		failed <- err
	}()
	err = tx.write(t, added, changed)
	if err == nil {
		err = tx.follow(rows, <-docs, before)
	}
	if err := errors.Join(<-failed, err); err != nil { // not before the rows are no longer read
		return err
	}
	for i, r := range rows {
		w := tx.on(r.Key().Book)
		w.images = append(w.images, details[i])
	}
	return nil
}

// makeImages returns the images of rows.
func makeImages(t *table, rows []org.Row) ([]journal.Detail, error) {
	details := make([]journal.Detail, len(rows))
	for i, r := range rows {
		h := r.Key()
		d, err := journal.NewDetail(journal.Key{Table: t.name, ID: h.ID.String()}, h.Version, r)
		if err != nil {
			return nil, err
		}
		details[i] = d
	}
	return details, nil
}

// docsOf returns what search knows of rows that are findings.
func docsOf(rows []org.Row) []doc {
	var docs []doc
	for _, r := range rows {
		if f, ok := r.(*ledger.Finding); ok {
			d := docOf(f)
			d.grams = d.spelled()
			docs = append(docs, d)
		}
	}
	return docs
}

// write saves the rows themselves.
func (tx *Tx) write(t *table, added, changed []org.Row) error {
	parts := slices.Collect(slices.Chunk(added, tx.db.batch))
	for args, err := range ahead(len(parts), func(i int) ([]any, error) { return t.valuesOf(parts[i]) }) {
		if err != nil {
			return err
		}
		if _, err := tx.exec(t.insert+tx.db.tuples(len(args)/len(t.names), len(t.names)), args...); err != nil {
			return err
		}
	}
	for _, r := range changed {
		if err := tx.change(t, r); err != nil {
			return err
		}
	}
	return nil
}

// ahead yields what each of n calls of made returns, in order; the next is made while
// one is used. Nothing is made any more when it is left.
func ahead[T any](n int, made func(int) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		if n == 1 {
			yield(made(0))
			return
		}
		type one struct {
			v   T
			err error
		}
		next, left := make(chan one, 1), make(chan struct{})
		done := make(chan struct{})
		defer func() { close(left); <-done }()
		go func() {
			defer close(done)
			for i := range n {
				v, err := made(i)
				select {
				case next <- one{v, err}:
				case <-left:
					return
				}
			}
		}()
		for range n {
			if o := <-next; !yield(o.v, o.err) {
				return
			}
		}
	}
}

// change saves a row over the version before it.
func (tx *Tx) change(t *table, r org.Row) error {
	args, err := t.values(make([]any, 0, len(t.names)+1), r)
	if err != nil {
		return err
	}
	res, err := tx.exec(t.update, append(args, r.Key().Version-1)...)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return fault.New(fault.Conflict, "这条记录刚刚被别人改动过，您的改动没有存上；请刷新后再改。",
		"This was changed by somebody else in the meantime and your change was not saved; please reload and try again.", nil)
}

// findingsBefore returns the findings among rows as they are kept now.
func (tx *Tx) findingsBefore(t *table, rows []org.Row) (map[org.ID]*ledger.Finding, error) {
	if len(rows) == 0 || t.name != (*ledger.Finding)(nil).Table() {
		return nil, nil
	}
	byBook := map[org.ID][]org.ID{}
	for _, r := range rows {
		byBook[r.Key().Book] = append(byBook[r.Key().Book], r.Key().ID)
	}
	before := map[org.ID]*ledger.Finding{}
	for book, ids := range byBook {
		all, err := List[ledger.Finding](tx, book, "id", ids...)
		if err != nil {
			return nil, err
		}
		for _, f := range all {
			before[f.ID] = f
		}
	}
	return before, nil
}

// follow keeps up what is computed from findings.
func (tx *Tx) follow(rows []org.Row, docs []doc, before map[org.ID]*ledger.Finding) error {
	var told []doc // of docs, those that search does not know
	var seen []sight
	for i, r := range rows {
		f, ok := r.(*ledger.Finding)
		if !ok {
			return nil // rows are of one table
		}
		was, tally := before[f.ID], tx.on(f.Book).tally
		tally[cellOf(f)]++
		if was != nil {
			tally[cellOf(was)]--
			if err := tx.unsee(was, f); err != nil {
				return err
			}
		}
		seen = append(seen, newSights(was, f)...)
		if was == nil || !docs[i].same(docOf(was)) {
			told = append(told, docs[i])
		}
	}
	if err := tx.see(seen); err != nil || len(told) == 0 {
		return err
	}
	return tx.db.search.put(tx, told)
}
