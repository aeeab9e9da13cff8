package store

import (
	"encoding/json"
	"fmt"

	"zhenggai/journal"
	"zhenggai/org"
)

// Adopt appends an entry that another installation wrote to the journal of book, as it
// is, and brings the rows to the images it has. The caller has verified the log that
// it comes from; here it must only follow on the entry that is the last.
func (tx *Tx) Adopt(book org.ID, e journal.Entry, details []journal.Detail) error {
	head, err := tx.JournalHead(book)
	if err != nil {
		return err
	}
	if e.Index != head.Size() {
		return fmt.Errorf("store: adopt: entry %d does not follow %d", e.Index, head.Size()-1)
	}
	hashes, next, err := head.Append(e.Leaf())
	if err != nil {
		return err
	}
	for i := range details {
		if err := tx.adoptRow(book, &details[i]); err != nil {
			return fmt.Errorf("store: adopt %s: %w", details[i].Table, tx.db.explain(err))
		}
	}
	tally := tx.on(book).tally
	delete(tx.work, book)
	a := journal.Addition{Entry: e, Details: details, FirstHash: journal.FirstHash(e.Index), Hashes: hashes, Head: next}
	if err := tx.record(book, head, a, tally); err != nil {
		return fmt.Errorf("store: adopt: %w", tx.db.explain(err))
	}
	return nil
}

// adoptRow brings a row to the image of a detail. One that was blotted out leaves the
// row as it is: a later image is to take its place.
func (tx *Tx) adoptRow(book org.ID, d *journal.Detail) error {
	t := tableOf(d.Table)
	if d.Blotted() || d.Table == journal.BlotTable {
		return nil
	}
	if t == nil {
		return fmt.Errorf("no table %q: the bundle is from a newer version", d.Table)
	}
	r := t.fresh()
	if err := json.Unmarshal(d.Image, r); err != nil {
		return err
	}
	h := r.Key()
	if h.Book != book || h.ID.String() != d.ID || h.Version != d.Version {
		return fmt.Errorf("the image of %s is of another row", d.ID)
	}
	before, err := tx.findingsBefore(t, []org.Row{r})
	if err != nil {
		return err
	}
	var version int64
	found, err := tx.queryRow("SELECT t.version FROM "+t.name+" t WHERE t.book_id = $1 AND t.id = $2", []any{book[:], h.ID[:]}, &version)
	switch {
	case err != nil:
		return err
	case !found:
		err = tx.write(t, []org.Row{r}, nil)
	default:
		var args []any
		if args, err = t.values(nil, r); err == nil {
			_, err = tx.exec(t.update, append(args, version)...)
		}
	}
	if err != nil {
		return err
	}
	return tx.follow([]org.Row{r}, docsOf([]org.Row{r}), before)
}
