package store

import (
	"fmt"

	"zhenggai/ledger"
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
