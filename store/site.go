package store

import (
	"fmt"
	"slices"
	"sync"

	"zhenggai/ledger"
	"zhenggai/org"
)

// A siteCache holds what every request asks of the site's book, as of a size of its
// journal: what is not in the journal did not happen, so as long as that has not
// grown nothing has changed.
type siteCache struct {
	units  cached[org.Unit]
	people cached[org.Person]
	grants cached[org.Grant]
}

type cached[T any] struct {
	mu   sync.Mutex
	size int64
	rows []T
}

// siteRows returns the rows of type T of the site, from the cache if it holds. A
// transaction that writes reads for itself.
func siteRows[T any, P rowOf[T]](tx *Tx, c *cached[T]) ([]P, error) {
	if tx.writes {
		return All[T, P](tx, org.Site)
	}
	head, err := tx.JournalHead(org.Site)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.rows == nil || c.size != head.Size() {
		all, err := All[T, P](tx, org.Site)
		if err != nil {
			return nil, err
		}
		c.size, c.rows = head.Size(), make([]T, 0, len(all))
		for _, r := range all {
			c.rows = append(c.rows, *r)
		}
	}
	rows := slices.Clone(c.rows) // whoever asks may change his
	out := make([]P, len(rows))
	for i := range rows {
		out[i] = &rows[i]
	}
	return out, nil
}

// Units returns all units of the site, each after the one above it.
func (tx *Tx) Units() ([]*org.Unit, error) {
	units, err := siteRows(tx, &tx.db.site.units)
	tree := org.NewTree(units)
	var levels [][]*org.Unit // sorted this way each unit is looked at once; every page does it
	for _, u := range units {
		depth := 0
		for up := tree.Unit(u.Parent); up != nil && depth <= len(units); up = tree.Unit(up.Parent) {
			depth++
		}
		for len(levels) <= depth {
			levels = append(levels, nil)
		}
		levels[depth] = append(levels[depth], u)
	}
	units = slices.Concat(levels...)
	return units, err
}

// People returns all people of the site, closed ones too.
func (tx *Tx) People() ([]*org.Person, error) { return siteRows(tx, &tx.db.site.people) }

// Grants returns what was granted to whom, withdrawn grants too.
func (tx *Tx) Grants() ([]*org.Grant, error) { return siteRows(tx, &tx.db.site.grants) }

// Rounds returns all rounds of the site.
func (tx *Tx) Rounds() ([]*ledger.Round, error) { return All[ledger.Round](tx, org.Site) }

// Inspections returns the inspections of book.
func (tx *Tx) Inspections(book org.ID) ([]*ledger.Inspection, error) {
	return All[ledger.Inspection](tx, book)
}

// GroupsOf returns the workgroups, of all books, that person leads or is a member
// of.
func (tx *Tx) GroupsOf(person org.ID) (groups []org.ID, err error) {
	// Members are a list in the row: the text of an id finds those that may fit.
	const where = "t.closed = $1 AND (t.leader_id = $2 OR t.members LIKE $3) ORDER BY t.book_id, t.id"
	args := []any{false, person[:], "%" + person.String() + "%"}
	err = scan(tx, tableOf("workgroup"), where, args, func(w *ledger.Workgroup) {
		if w.Leader == person || slices.Contains(w.Members, person) {
			groups = append(groups, w.ID)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("store: workgroups of a person: %w", tx.db.explain(err))
	}
	return groups, nil
}

// Setting returns the setting name of book; nil if it was never set.
func (tx *Tx) Setting(book org.ID, name string) (s *ledger.Setting, err error) {
	const where = "t.book_id = $1 AND t.name = $2"
	err = scan(tx, tableOf("setting"), where, []any{book[:], name}, func(r *ledger.Setting) { s = r })
	if err != nil {
		return nil, fmt.Errorf("store: setting %s: %w", name, tx.db.explain(err))
	}
	return s, nil
}

// Books returns the books of which scope sees at least a part, in the order in which
// they were opened.
func (tx *Tx) Books(scope org.Scope) (books []*ledger.Book, err error) {
	var parts map[org.ID]org.ID
	if !scope.All && len(scope.Parties) > 0 {
		if parts, err = tx.booksOfParties(scope.Parties); err != nil {
			return nil, fmt.Errorf("store: books of parties: %w", tx.db.explain(err))
		}
	}
	err = scan(tx, tableOf("book"), "1 = 1 ORDER BY t.book_id", nil, func(b *ledger.Book) {
		if _, part := parts[b.ID]; part || scope.SeesBook(b.Unit) {
			books = append(books, b)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("store: books: %w", tx.db.explain(err))
	}
	return books, nil
}

// booksOfParties returns the books that hold a finding of one of parties, each with
// its unit.
func (tx *Tx) booksOfParties(parties []org.ID) (map[org.ID]org.ID, error) {
	books := map[org.ID]org.ID{}
	for part := range slices.Chunk(parties, most) {
		c := clause{text: "SELECT b.book_id, b.unit_id FROM book b WHERE b.book_id IN (SELECT s.book_id FROM sight s WHERE 1 = 1"}
		ids(&c, "s.party_id", part)
		rows, err := tx.queryOnce(c.text+")", c.args...)
		err = each(rows, err, func(r scanner) error {
			var book, unit org.ID
			err := r.Scan(idField{&book}, idField{&unit})
			books[book] = unit
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return books, nil
}

// SameEvidence returns the evidence in scope, of all books, that has the same bytes,
// less the one named except.
func (tx *Tx) SameEvidence(scope org.Scope, bytes ledger.Digest, except org.ID) (same []*ledger.Evidence, err error) {
	t := tableOf("evidence")
	c := clause{args: []any{bytes[:], except[:]}}
	c.text = "SELECT b.unit_id, CASE WHEN EXISTS (SELECT 1 FROM sight s WHERE s.book_id = t.book_id AND s.finding_id = t.finding_id"
	ids(&c, "s.party_id", scope.Parties)
	c.text += ") THEN 1 ELSE 0 END, " + t.list + " FROM evidence t JOIN book b ON b.book_id = t.book_id WHERE t.sha256 = $1 AND t.id <> $2 ORDER BY t.id"
	rows, err := tx.queryOnce(c.text, c.args...)
	err = each(rows, err, func(r scanner) error {
		var unit org.ID
		var part bool
		e := &ledger.Evidence{}
		err := r.Scan(append([]any{idField{&unit}, flagField{&part}}, t.fields(e)...)...)
		if part || scope.SeesBook(unit) {
			same = append(same, e)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: same evidence: %w", tx.db.explain(err))
	}
	return same, nil
}
