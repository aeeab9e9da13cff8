package store

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
)

// errOvertaken is that another transaction appended to the journal first.
var errOvertaken = errors.New("store: the journal of the book was appended to meanwhile")

// Remark makes [Tx.Journal] append an entry to the journal of book even if no row of
// it was written: what was refused is journalled too.
func (tx *Tx) Remark(book org.ID) error {
	tx.on(book).remark = true
	return nil
}

// Journal appends one entry to the journal of each book that was worked on, with the
// images of exactly the rows that were written; salts gives 16 random bytes for
// each. It comes last in a transaction: the head of the journal is the lock that
// orders all writers of a book, and a lock that all take last, in order of book, is
// in no deadlock.
func (tx *Tx) Journal(at time.Time, actor, action, subject string, salts io.Reader) error {
	for _, book := range tx.books() {
		w := tx.work[book]
		if err := salt(w.images, salts); err != nil {
			return fmt.Errorf("store: journal: salt: %w", err)
		}
		e := journal.Entry{At: at, Actor: actor, Action: action, Subject: subject}
		if err := tx.appendTo(book, e, w); err != nil {
			return fmt.Errorf("store: journal of book %s: %w", book, tx.db.explain(err))
		}
		delete(tx.work, book)
	}
	return nil
}

// salt draws the salts of details, in one go: each reading of the system's source of
// randomness is a call of the kernel.
func salt(details []journal.Detail, salts io.Reader) error {
	size := len(journal.Salt{})
	all := make([]byte, size*len(details))
	if _, err := io.ReadFull(salts, all); err != nil {
		return err
	}
	for i := range details {
		copy(details[i].Salt[:], all[i*size:])
	}
	return nil
}

func (tx *Tx) appendTo(book org.ID, e journal.Entry, w *work) error {
	head, err := tx.JournalHead(book)
	if err != nil {
		return err
	}
	a, err := head.Add(e, w.images)
	if err != nil {
		return err
	}
	return tx.record(book, head, a, w.tally)
}

// record saves an addition to the journal of book, whose head was had, and what the
// counts changed by.
func (tx *Tx) record(book org.ID, had journal.Head, a journal.Addition, tally tallyDelta) error {
	if err := tx.moveHead(book, had, a.Head); err != nil {
		return err
	}
	e := a.Entry
	const add = "INSERT INTO entry (book_id, n, at, actor, action, subject, details, sha256, sm3) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
	if _, err := tx.exec(add, book[:], e.Index, ledger.At(e.At).String(), e.Actor, e.Action, e.Subject, e.Details, e.SHA256[:], e.SM3[:]); err != nil {
		return err
	}
	args := make([]any, 0, 3*len(a.Hashes))
	for i := range a.Hashes {
		args = append(args, book[:], a.FirstHash+int64(i), a.Hashes[i][:])
	}
	if _, err := tx.exec("INSERT INTO hash (book_id, i, hash) VALUES "+tx.db.tuples(len(a.Hashes), 3), args...); err != nil {
		return err
	}
	for part := range slices.Chunk(a.Details, 2*tx.db.batch) {
		args := make([]any, 0, 10*len(part))
		for i := range part {
			d := &part[i]
			args = append(args, book[:], d.Index, d.N, d.Table, d.ID, d.Version, d.Digest.SHA256[:], d.Digest.SM3[:], d.Salt[:], string(d.Image))
		}
		const add = "INSERT INTO detail (book_id, n, i, row_table, row_id, row_version, sha256, sm3, salt, image) VALUES "
		if _, err := tx.exec(add+tx.db.tuples(len(part), 10), args...); err != nil {
			return err
		}
	}
	return tx.countUp(book, tally)
}

// moveHead puts the head after a transaction in the place of the one before it.
func (tx *Tx) moveHead(book org.ID, old, head journal.Head) error {
	if old.Size() == 0 {
		const first = "INSERT INTO head (book_id, size, state) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
		res, err := tx.exec(first, book[:], head.Size(), head.Bytes())
		return overtaken(res, err)
	}
	const next = "UPDATE head SET size = $2, state = $3 WHERE book_id = $1 AND size = $4"
	res, err := tx.exec(next, book[:], head.Size(), head.Bytes(), old.Size())
	return overtaken(res, err)
}

// overtaken is the error of a statement that should have written a row and did not.
func overtaken(res interface{ RowsAffected() (int64, error) }, err error) error {
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return errOvertaken
}

// JournalHead returns the head of the journal of book; the zero Head if it is empty.
// One that was changed by hand is journal.ErrHead.
func (tx *Tx) JournalHead(book org.ID) (journal.Head, error) {
	var size any
	var state []byte
	found, err := tx.queryRow("SELECT size, state FROM head WHERE book_id = $1", []any{book[:]}, &size, &state)
	if err != nil || !found {
		return journal.Head{}, tx.db.explain(err)
	}
	head, err := journal.ParseHead(state)
	if err == nil && size != head.Size() {
		err = journal.ErrHead
	}
	return head, err
}

// HashReader reads the nodes of the tree of book, for proofs.
func (tx *Tx) HashReader(book org.ID) journal.HashReader {
	return journal.HashReaderFunc(func(indexes []int64) ([]journal.Hash, error) {
		byIndex := map[int64]journal.Hash{}
		for part := range slices.Chunk(indexes, most) {
			args := []any{book[:]}
			for _, i := range part {
				args = append(args, i)
			}
			rows, err := tx.queryOnce("SELECT h.i, h.hash FROM hash h WHERE h.book_id = $1 AND h.i"+in(2, len(part)), args...)
			err = each(rows, err, func(r scanner) error {
				i, h, err := scanHash(r)
				byIndex[i] = h
				return err
			})
			if err != nil {
				return nil, fmt.Errorf("store: hashes: %w", tx.db.explain(err))
			}
		}
		out := make([]journal.Hash, len(indexes))
		for n, i := range indexes {
			h, ok := byIndex[i]
			if !ok {
				return nil, fmt.Errorf("store: hash %d of book %s is missing", i, book)
			}
			out[n] = h
		}
		return out, nil
	})
}

// An EntryQuery says which entries of the journal of Book are asked for.
type EntryQuery struct {
	Book    org.ID
	Subject string // "" for all
	Before  int64  // entries before this index; 0 is from the end
	Limit   int    // 0 is 50
}

// Entries returns entries of a journal, the last first.
func (tx *Tx) Entries(q EntryQuery) ([]journal.Entry, error) {
	c := clause{text: "e.book_id = $1", args: []any{q.Book[:]}}
	if q.Subject != "" {
		c.add("e.subject = ?", q.Subject)
	}
	if q.Before > 0 {
		c.add("e.n < ?", q.Before)
	}
	if q.Limit <= 0 {
		q.Limit = 50
	}
	var all []journal.Entry
	rows, err := tx.queryOnce("SELECT "+entryColumns+" FROM entry e WHERE "+c.text+" ORDER BY e.n DESC LIMIT "+itoa(q.Limit), c.args...)
	err = each(rows, err, func(r scanner) error {
		e, err := scanEntry(r)
		all = append(all, e)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: entries: %w", tx.db.explain(err))
	}
	return all, nil
}

// AddCheckpoint keeps a signed checkpoint of the journal of book at size. One that
// is there stays.
func (tx *Tx) AddCheckpoint(book org.ID, size int64, note []byte) error {
	_, err := tx.exec("INSERT INTO checkpoint (book_id, size, note) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", book[:], size, note)
	if err != nil {
		return fmt.Errorf("store: checkpoint: %w", tx.db.explain(err))
	}
	return nil
}

// LastCheckpoint returns the size of the journal of book at its last checkpoint; 0
// if it has none.
func (tx *Tx) LastCheckpoint(book org.ID) (size int64, err error) {
	const query = "SELECT coalesce(max(c.size), 0) FROM checkpoint c WHERE c.book_id = $1"
	if _, err := tx.queryRow(query, []any{book[:]}, &size); err != nil {
		return 0, fmt.Errorf("store: last checkpoint: %w", tx.db.explain(err))
	}
	return size, nil
}

// Journals returns the books that have a journal, the site's first.
func (tx *Tx) Journals() (books []org.ID, err error) {
	rows, err := tx.query("SELECT h.book_id FROM head h ORDER BY h.book_id")
	err = each(rows, err, func(r scanner) error {
		var id org.ID
		err := r.Scan(idField{&id})
		books = append(books, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: journals: %w", tx.db.explain(err))
	}
	return books, nil
}

// Entered returns how many entries the journals of all books hold. As long as it is the
// same, nobody changed anything.
func (tx *Tx) Entered() (n int64, err error) {
	if _, err = tx.queryRow("SELECT coalesce(sum(h.size), 0) FROM head h", nil, &n); err != nil {
		return 0, fmt.Errorf("store: counting entries: %w", tx.db.explain(err))
	}
	return n, nil
}
