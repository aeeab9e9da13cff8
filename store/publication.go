package store

import (
	"fmt"
	"iter"

	"zhenggai/ledger"
	"zhenggai/org"
)

func publicationColumns(p *ledger.Publication) []column {
	return []column{
		id("inspection_id", &p.Inspection),
		text("channel", &p.Channel),
		text("state", &p.State),
		text("title", &p.Title),
		number("n", &p.N),
		ref("replaces_id", &p.Replaces),
		text("reason", &p.Reason),
		ref("by_id", &p.By),
		digest("draft", &p.Draft),
		digest("content", &p.Content),
		digest("approved", &p.Approved),
		list("masks", &p.Masks),
		list("exclusions", &p.Exclusions),
		digest("checked", &p.Checked),
		list("checks", &p.Checks),
		day("day", &p.Day),
		list("steps", &p.Steps),
	}
}

// Shown returns what is published on a channel now, of all books.
func (tx *Tx) Shown(channel ledger.Channel) (all []*ledger.Publication, err error) {
	err = scan(tx, tableOf((*ledger.Publication)(nil).Table()), "t.channel = $1 AND t.state = 'published' ORDER BY t.book_id, t.id",
		[]any{string(channel)}, func(p *ledger.Publication) { all = append(all, p) })
	if err != nil {
		return nil, fmt.Errorf("store: what is published: %w", tx.db.explain(err))
	}
	return all, nil
}

// PublicationsOf returns the publications of an inspection on a channel, by age, whichever
// book it is of: who reads what is public knows no books.
func (tx *Tx) PublicationsOf(inspection org.ID, channel ledger.Channel) (all []*ledger.Publication, err error) {
	err = scan(tx, tableOf((*ledger.Publication)(nil).Table()), "t.inspection_id = $1 AND t.channel = $2 ORDER BY t.id",
		[]any{inspection[:], string(channel)}, func(p *ledger.Publication) { all = append(all, p) })
	if err != nil {
		return nil, fmt.Errorf("store: publications of an inspection: %w", tx.db.explain(err))
	}
	return all, nil
}

// CheckpointOver returns the first checkpoint that covers entry n of the journal of book,
// or nil.
func (tx *Tx) CheckpointOver(book org.ID, n int64) (note []byte, err error) {
	const query = "SELECT c.note FROM checkpoint c WHERE c.book_id = $1 AND c.size > $2 ORDER BY c.size LIMIT 1"
	if _, err := tx.queryRow(query, []any{book[:], n}, &note); err != nil {
		return nil, fmt.Errorf("store: checkpoint over an entry: %w", tx.db.explain(err))
	}
	return note, nil
}

// Readable yields the publications of book that can be read. One that somebody changed by
// hand so that it cannot is passed over: its image says so.
func (tx *Tx) Readable(book org.ID) iter.Seq2[*ledger.Publication, error] {
	t := tableOf((*ledger.Publication)(nil).Table())
	return func(yield func(*ledger.Publication, error) bool) {
		pages := paged(tx, any([]byte{}), func(last any) (string, []any) {
			return "SELECT " + t.list + " FROM " + t.name + " t WHERE t.book_id = $1 AND t.id > $2 ORDER BY t.id LIMIT $3", []any{book[:], last, page}
		}, func(r scanner) (p *ledger.Publication, key any, err error) {
			p = new(ledger.Publication)
			if err := r.Scan(t.fields(p)...); err == nil {
				return p, p.ID[:], nil
			}
			kept, err := raw(r, len(t.names))
			return nil, kept[1], err
		})
		for p, err := range pages {
			if (p != nil || err != nil) && !yield(p, err) {
				return
			}
		}
	}
}

// Actions returns the actions of the entries of a journal about a subject, whatever else
// stands in those entries: verification must not stop at one that was changed by hand.
func (tx *Tx) Actions(book org.ID, subject string) (all []string, err error) {
	rows, err := tx.query("SELECT e.action FROM entry e WHERE e.book_id = $1 AND e.subject = $2 ORDER BY e.n", book[:], subject)
	err = each(rows, err, func(r scanner) error {
		var action any
		err := r.Scan(&action)
		if s, ok := action.(string); ok {
			all = append(all, s)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: actions: %w", tx.db.explain(err))
	}
	return all, nil
}
