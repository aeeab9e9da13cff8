package store

import (
	"errors"
	"fmt"
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
	// The images do not need the database, nor it them: they are made meanwhile.
	images := make(chan error, 1)
	details := make([]journal.Detail, len(rows))
	go func() { images <- makeImages(details, t, rows) }()
	err = tx.write(t, added, changed)
	if err := errors.Join(<-images, err); err != nil {
		return err
	}
	for i, r := range rows {
		w := tx.on(r.Key().Book)
		w.images = append(w.images, details[i])
	}
	return tx.follow(rows, before)
}

// makeImages sets the images of rows.
func makeImages(details []journal.Detail, t *table, rows []org.Row) error {
	for i, r := range rows {
		h := r.Key()
		d, err := journal.NewDetail(journal.Key{Table: t.name, ID: h.ID.String()}, h.Version, r)
		if err != nil {
			return err
		}
		details[i] = d
	}
	return nil
}

// write saves the rows themselves.
func (tx *Tx) write(t *table, added, changed []org.Row) error {
	for part := range slices.Chunk(added, tx.db.batch) {
		if err := tx.insert(t, part); err != nil {
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

// insert saves new rows, a few in one statement.
func (tx *Tx) insert(t *table, rows []org.Row) error {
	args := make([]any, 0, len(rows)*len(t.names))
	for _, r := range rows {
		var err error
		if args, err = t.values(args, r); err != nil {
			return err
		}
	}
	_, err := tx.exec(t.insert+tx.db.tuples(len(rows), len(t.names)), args...)
	return err
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
func (tx *Tx) follow(rows []org.Row, before map[org.ID]*ledger.Finding) error {
	var docs []doc
	var seen []sight
	for _, r := range rows {
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
		if d := docOf(f); was == nil || d != docOf(was) {
			docs = append(docs, d)
		}
	}
	if err := tx.see(seen); err != nil || len(docs) == 0 {
		return err
	}
	return tx.db.search.put(tx, docs)
}
