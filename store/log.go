package store

import (
	"encoding/json"
	"fmt"
	"iter"
	"math"
	"strings"

	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
)

// Log returns the journal of book, to be read from its start. It is read in pages,
// so that both of its sequences can be read side by side in one transaction.
func (tx *Tx) Log(book org.ID) journal.Log {
	return journal.Log{Leaves: tx.leaves(book), Details: tx.details(book)}
}

// page is how many rows of a long sequence are read at once.
const page = 400

const entryColumns = "e.n, e.at, e.actor, e.action, e.subject, e.details, e.sha256, e.sm3"

func scanEntry(r scanner) (e journal.Entry, err error) {
	var at ledger.Time
	err = r.Scan(&e.Index, strict{momentField{&at}}, &e.Actor, &e.Action, &e.Subject, &e.Details, sumField{&e.SHA256}, sumField{&e.SM3})
	e.At = at.UTC()
	return e, err
}

// A sumField scans a hash.
type sumField struct{ p *journal.Sum }

func (f sumField) Scan(src any) error {
	b, ok := src.([]byte)
	if !ok || len(b) != len(f.p) {
		return errColumn(src)
	}
	copy(f.p[:], b)
	return nil
}

// A saltField scans a salt.
type saltField struct{ p *journal.Salt }

func (f saltField) Scan(src any) error {
	b, ok := src.([]byte)
	if !ok || len(b) != len(f.p) {
		return errColumn(src)
	}
	copy(f.p[:], b)
	return nil
}

// first is less than any place in a sequence.
const first = math.MinInt64

// leaves yields what is kept of each entry; where that is none, what stands there.
func (tx *Tx) leaves(book org.ID) iter.Seq2[journal.Leaf, error] {
	const query = "SELECT " + entryColumns + " FROM entry e WHERE e.book_id = $1 AND e.n > $2 ORDER BY e.n LIMIT $3"
	return paged(tx, any(first), func(last any) (string, []any) {
		return query, []any{book[:], last, page}
	}, func(r scanner) (journal.Leaf, any, error) {
		if e, err := scanEntry(r); err == nil {
			return journal.Leaf{Index: e.Index, Body: e.Leaf()}, e.Index, nil
		}
		kept, err := raw(r, 8)
		return journal.Leaf{Index: place(kept[0]), Body: dump(kept)}, kept[0], err
	})
}

// place is a number that a sequence is ordered by, or -1 if it is none.
func place(kept any) int64 {
	if n, ok := kept.(int64); ok {
		return n
	}
	return -1
}

func (tx *Tx) details(book org.ID) iter.Seq2[journal.Detail, error] {
	const query = `SELECT d.n, d.i, d.row_table, d.row_id, d.row_version, d.sha256, d.sm3, d.salt, d.image FROM detail d
		WHERE d.book_id = $1 AND (d.n, d.i) > ($2, $3) ORDER BY d.n, d.i LIMIT $4`
	return paged(tx, [2]any{first, first}, func(last [2]any) (string, []any) {
		return query, []any{book[:], last[0], last[1], page}
	}, func(r scanner) (d journal.Detail, key [2]any, err error) {
		if d, err = scanDetail(r); err == nil {
			return d, [2]any{d.Index, d.N}, nil
		}
		kept, err := raw(r, 9)
		d = journal.Detail{Index: place(kept[0]), N: int(place(kept[1]))}
		d.Table, d.ID, d.Version = keyText(kept[2]), keyText(kept[3]), place(kept[4])
		d.Image = dump(kept) // has no digest
		return d, [2]any{kept[0], kept[1]}, err
	})
}

func scanDetail(r scanner) (d journal.Detail, err error) {
	var image string
	err = r.Scan(&d.Index, &d.N, &d.Table, &d.ID, &d.Version, sumField{&d.Digest.SHA256}, sumField{&d.Digest.SM3}, saltField{&d.Salt}, &image)
	if image != "" {
		d.Image = json.RawMessage(image)
	}
	return d, err
}

// paged yields what a query has, a page at a time: query makes the statement for
// the page after a key, scan reads a row and its key.
func paged[T, K any](tx *Tx, first K, query func(K) (string, []any), scan func(scanner) (T, K, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for last, more := first, true; more; {
			var all []T
			text, args := query(last)
			rows, err := tx.query(text, args...)
			err = each(rows, err, func(r scanner) error {
				v, key, err := scan(r)
				all, last = append(all, v), key
				return err
			})
			if err != nil {
				var none T
				yield(none, fmt.Errorf("store: reading the journal: %w", tx.db.explain(err)))
				return
			}
			for _, v := range all {
				if !yield(v, nil) {
					return
				}
			}
			more = len(all) == page
		}
	}
}

// Hashes yields the nodes of the SHA-256 tree of book as they are kept, by index.
func (tx *Tx) Hashes(book org.ID) iter.Seq2[journal.StoredHash, error] {
	const query = "SELECT h.i, h.hash FROM hash h WHERE h.book_id = $1 AND h.i > $2 ORDER BY h.i LIMIT $3"
	return paged(tx, any(first), func(last any) (string, []any) {
		return query, []any{book[:], last, page}
	}, func(r scanner) (h journal.StoredHash, key any, err error) {
		if h.Index, h.Hash, err = scanHash(r); err == nil {
			return h, h.Index, nil
		}
		kept, err := raw(r, 2)
		return journal.StoredHash{Index: place(kept[0])}, kept[0], err // the zero hash is of nothing
	})
}

func scanHash(r scanner) (i int64, h journal.Hash, err error) {
	var b []byte
	if err := r.Scan(&i, &b); err != nil {
		return 0, h, err
	}
	if len(b) != len(h) {
		return 0, h, errColumn(b)
	}
	return i, journal.Hash(b), nil
}

// Checkpoints yields the signed checkpoints of the journal of book, by size.
func (tx *Tx) Checkpoints(book org.ID) iter.Seq2[[]byte, error] {
	const query = "SELECT c.size, c.note FROM checkpoint c WHERE c.book_id = $1 AND c.size > $2 ORDER BY c.size LIMIT $3"
	return paged(tx, any(first), func(last any) (string, []any) {
		return query, []any{book[:], last, page}
	}, func(r scanner) (note []byte, size any, err error) {
		err = r.Scan(&size, &note)
		return note, size, err
	})
}

// Images yields all rows of book as they are kept now, as images: by table, in the
// order of the schema, and by id.
func (tx *Tx) Images(book org.ID) iter.Seq2[journal.Row, error] {
	return func(yield func(journal.Row, error) bool) {
		for _, t := range tables {
			for r, err := range tx.imagesOf(t, book) {
				if !yield(r, err) || err != nil {
					return
				}
			}
		}
	}
}

func (tx *Tx) imagesOf(t *table, book org.ID) iter.Seq2[journal.Row, error] {
	return paged(tx, nil, func(last any) (string, []any) {
		if last == nil {
			return "SELECT " + t.list + " FROM " + t.name + " t WHERE t.book_id = $1 ORDER BY t.id LIMIT $2", []any{book[:], page}
		}
		return "SELECT " + t.list + " FROM " + t.name + " t WHERE t.book_id = $1 AND t.id > $2 ORDER BY t.id LIMIT $3", []any{book[:], last, page}
	}, t.image)
}

// A Blob is bytes that a row of a book needs, by their hash.
type Blob struct {
	SHA256 ledger.Digest
	Size   int64 // -1 if the row does not say
	Table  string
	ID     org.ID
}

// Blobs yields all bytes that the rows of book need. A row that cannot be read is
// passed over: it has no image either.
func (tx *Tx) Blobs(book org.ID) iter.Seq2[Blob, error] {
	return func(yield func(Blob, error) bool) {
		for _, of := range []struct{ table, digest, size string }{
			{"evidence", "t.sha256", "t.size"}, {"document", "t.sha256", "t.size"}, {"document", "t.text", "-1"},
			{"publication", "t.draft", "-1"}, {"publication", "t.content", "-1"}, {"publication", "t.approved", "-1"},
			{"paper", "t.document", "-1"}, {"paper", "t.content", "-1"},
		} {
			for b, err := range tx.blobsOf(book, of.table, of.digest+", "+of.size) {
				if !b.SHA256.IsZero() || err != nil {
					if !yield(b, err) || err != nil {
						return
					}
				}
			}
		}
	}
}

// blobsOf yields the bytes that one table needs; of a row that needs none, or cannot
// be read, the zero digest.
func (tx *Tx) blobsOf(book org.ID, table, columns string) iter.Seq2[Blob, error] {
	text := "SELECT t.id, " + columns + " FROM " + table + " t WHERE t.book_id = $1 AND t.id > $2 ORDER BY t.id LIMIT $3"
	return paged(tx, any([]byte{}), func(last any) (string, []any) {
		return text, []any{book[:], last, page}
	}, func(r scanner) (b Blob, key any, err error) {
		b.Table = table
		if err := r.Scan(idField{&b.ID}, digestField{&b.SHA256}, &b.Size); err == nil {
			return b, b.ID[:], nil
		}
		kept, err := raw(r, 3)
		return Blob{Table: table}, kept[0], err
	})
}

// A Move is an entry of the journal that may have led a finding from one state to the
// next.
type Move struct {
	Finding org.ID
	Action  string
	At      ledger.Time
}

// Moves yields the entries of book about what was asked of its findings, the first
// first.
func (tx *Tx) Moves(book org.ID) iter.Seq2[Move, error] {
	const query = `SELECT e.n, e.at, e.action, e.subject FROM entry e
		WHERE e.book_id = $1 AND e.n > $2 AND e.action LIKE 'finding.%' ORDER BY e.n LIMIT $3`
	return paged(tx, any(first), func(last any) (string, []any) {
		return query, []any{book[:], last, page}
	}, func(r scanner) (m Move, key any, err error) {
		var n int64
		var subject string
		if err := r.Scan(&n, momentField{&m.At}, &m.Action, &subject); err != nil {
			return m, nil, err
		}
		m.Finding, _ = org.ParseID(strings.TrimPrefix(subject, "finding/")) // one that is none is nobody's
		return m, n, nil
	})
}
