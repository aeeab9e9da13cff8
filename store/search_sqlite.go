package store

import (
	"bytes"
	"database/sql"
	"hash/maphash"
	"slices"
	"strconv"
	"strings"

	"zhenggai/org"
)

// liteSearch keeps an FTS5 index without content. The documents of a book have
// neighbouring numbers, so that a search in some books reads only their part of
// the index.
type liteSearch struct{}

// docBits is how many bits of a document's number count the documents of a book.
const docBits = 28

func (s liteSearch) put(tx *Tx, docs []doc) error {
	byBook := map[org.ID][]doc{}
	for _, d := range docs {
		byBook[d.book] = append(byBook[d.book], d)
	}
	for book, docs := range byBook {
		known, err := knownDocs(tx, book, docs)
		if err != nil {
			return err
		}
		next, err := nextDoc(tx, book)
		if err != nil {
			return err
		}
		for part := range slices.Chunk(docs, most) { // one statement is one write of the index
			if next, err = s.index(tx, part, known, next); err != nil {
				return err
			}
		}
	}
	return nil
}

// index puts documents of one book into the index, in few statements: each costs
// the index a write of its own. It returns the next number that is free.
func (liteSearch) index(tx *Tx, docs []doc, known map[org.ID]int64, next int64) (int64, error) {
	var numbers, words []any
	for i := range docs {
		d := &docs[i]
		n, ok := known[d.finding]
		if ok {
			if _, err := tx.exec("DELETE FROM gram WHERE rowid = $1", n); err != nil {
				return 0, err
			}
		} else {
			n = next
			next++
			numbers = append(numbers, n, d.book[:], d.finding[:])
		}
		words = append(words, n, d.spelled(), d.traits)
	}
	if len(numbers) > 0 {
		if _, err := tx.exec("INSERT INTO search (doc, book_id, finding_id) VALUES "+tx.db.tuples(len(numbers)/3, 3), numbers...); err != nil {
			return 0, err
		}
	}
	_, err := tx.exec("INSERT INTO gram (rowid, body, traits) VALUES "+tx.db.tuples(len(docs), 3), words...)
	return next, err
}

// nextDoc returns the first number of a document of book that is free.
func nextDoc(tx *Tx, book org.ID) (int64, error) {
	shelf, err := tx.shelfOf(book)
	if err != nil {
		return 0, err
	}
	next := shelf<<docBits + 1
	const last = "SELECT coalesce(max(doc) + 1, $2) FROM search WHERE book_id = $1 AND doc BETWEEN $2 AND $3"
	_, err = tx.queryRow(last, []any{book[:], next, (shelf+1)<<docBits - 1}, &next)
	return next, err
}

func (liteSearch) drop(tx *Tx, book org.ID) error {
	if _, err := tx.exec("DELETE FROM gram WHERE rowid IN (SELECT doc FROM search WHERE book_id = $1)", book[:]); err != nil {
		return err
	}
	_, err := tx.exec("DELETE FROM search WHERE book_id = $1", book[:])
	return err
}

// knownDocs returns the numbers of the documents that are there already.
func knownDocs(tx *Tx, book org.ID, docs []doc) (map[org.ID]int64, error) {
	known := map[org.ID]int64{}
	for part := range slices.Chunk(docs, most) {
		args := []any{book[:]}
		for i := range part {
			args = append(args, part[i].finding[:])
		}
		rows, err := tx.query("SELECT finding_id, doc FROM search WHERE book_id = $1 AND finding_id"+in(2, len(part)), args...)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			var finding org.ID
			var n int64
			if err := rows.Scan(idField{&finding}, &n); err != nil {
				rows.Close()
				return nil, err
			}
			known[finding] = n
		}
		if err := rows.Close(); err != nil {
			return nil, err
		}
		if err := rows.Err(); err != nil {
			return nil, err
		}
	}
	return known, nil
}

// known compares every word of the index, where it stands and in which document,
// with the words that docs give.
func (liteSearch) known(tx *Tx, book org.ID, docs []doc) (map[org.ID]bool, error) {
	want := make(map[org.ID]written, len(docs))
	for i := range docs {
		want[docs[i].finding] = docs[i].written()
	}
	var shelf int64
	if _, err := tx.queryRow("SELECT t.shelf FROM tally t WHERE t.book_id = $1", []any{book[:]}, &shelf); err != nil {
		return nil, err
	}
	kept, err := tx.wordSums()
	if err != nil {
		return nil, err
	}
	known := map[org.ID]bool{}
	const all = "SELECT s.finding_id, s.doc, d.sz FROM search s LEFT JOIN gram_docsize d ON d.id = s.doc WHERE s.book_id = $1"
	rows, err := tx.query(all, book[:])
	err = each(rows, err, func(r scanner) error {
		var id org.ID
		var n int64
		var sizes []byte
		if r.Scan(idField{&id}, &n, &sizes) != nil {
			id = org.ID{}
		}
		known[id] = n>>docBits == shelf && written{kept[n], lengths(sizes)} == want[id]
		return nil
	})
	if err != nil {
		return nil, err
	}
	numbers := map[int64]bool{} // of any book: two may stand under one number of a shelf, which is named elsewhere
	rows, err = tx.query("SELECT s.doc FROM search s WHERE s.doc BETWEEN $1 AND $2", shelf<<docBits, (shelf+1)<<docBits-1)
	err = each(rows, err, func(r scanner) error {
		var n int64
		err := r.Scan(&n)
		numbers[n] = true
		return err
	})
	for n := range kept {
		if n>>docBits == shelf && !numbers[n] {
			known[org.ID{}] = true
		}
	}
	return known, err
}

var wordSeed = maphash.MakeSeed()

// addWord adds a word of a document to a sum that does not depend on their order.
func addWord(sum *uint64, column byte, offset int, word []byte) {
	var h maphash.Hash
	h.SetSeed(wordSeed)
	h.Write(word)
	h.Write([]byte{0, column, byte(offset), byte(offset >> 8), byte(offset >> 16), byte(offset >> 24)})
	*sum += h.Sum64()
}

// written is what the index should have of a document.
type written struct {
	sum   uint64    // of its words, see addWord
	words [2]uint64 // how many, of body and traits
}

func (d *doc) written() (w written) {
	for column, words := range [][]byte{appendGrams(nil, d.body, ""), []byte(d.traits)} {
		for word := range bytes.FieldsSeq(words) {
			addWord(&w.sum, byte(column), int(w.words[column]), word)
			w.words[column]++
		}
	}
	return w
}

// lengths reads how many words FTS5 says that the two columns of a document have:
// numbers of seven bits a byte, the highest first.
func lengths(b []byte) (n [2]uint64) {
	for i := range n {
		for len(b) > 0 {
			n[i] = n[i]<<7 | uint64(b[0]&0x7f)
			more := b[0] >= 0x80
			if b = b[1:]; !more {
				break
			}
		}
	}
	return n
}

// wordSums returns the sum of the words that the index has of each document. It reads
// the whole index, of all books, so it is done once for a transaction that only reads.
func (tx *Tx) wordSums() (map[int64]uint64, error) {
	if tx.words != nil && !tx.writes {
		return tx.words, nil
	}
	columns := map[string]byte{"body": 0, "traits": 1}
	sums := map[int64]uint64{}
	rows, err := tx.query("SELECT term, doc, col, \"offset\" FROM gram_word")
	err = each(rows, err, func(r scanner) error {
		var word, column sql.RawBytes
		var n int64
		var offset int
		if err := r.Scan(&word, &n, &column, &offset); err != nil {
			return err
		}
		sum := sums[n]
		addWord(&sum, columns[string(column)], offset, word)
		sums[n] = sum
		return nil
	})
	if err != nil {
		return nil, err
	}
	tx.words = sums
	return sums, nil
}

// match returns the expression of FTS5 for q. It is made of words of digits and
// letters only; what was typed is not in it.
func (liteSearch) match(q searchQuery) string {
	words, single := q.words("")
	m := `body : "` + strings.Join(words, " ") + `"`
	if single {
		m += " *"
	}
	for _, any := range q.traits {
		m += ` AND traits : ("` + strings.Join(any, `" OR "`) + `")`
	}
	return m
}

// part is the FROM of a search in shelves: p has a row for each run of neighbours,
// since opening the index costs more than reading on. The books of a round were
// mostly opened one after the other, and all books of a site are one run.
func (s liteSearch) part(shelves []shelf, q searchQuery) (string, []any) {
	numbers := make([]int64, len(shelves))
	for i := range shelves {
		numbers[i] = shelves[i].n
	}
	slices.Sort(numbers)
	args := []any{s.match(q)}
	for i, n := range numbers {
		if i > 0 && n == numbers[i-1]+1 {
			args[len(args)-1] = (n+1)<<docBits - 1
		} else {
			args = append(args, n<<docBits, (n+1)<<docBits-1)
		}
	}
	var b strings.Builder
	for n := 2; n < len(args); n += 2 {
		if n > 2 {
			b.WriteByte(',')
		}
		b.WriteString("($" + strconv.Itoa(n) + ",$" + strconv.Itoa(n+1) + ")")
	}
	return "(SELECT column1 AS lo, column2 AS hi FROM (VALUES " + b.String() + ")) p CROSS JOIN gram g", args
}

const litePart = " WHERE g.gram MATCH $1 AND g.rowid BETWEEN p.lo AND p.hi"

func (s liteSearch) hits(shelves []shelf, q searchQuery) (string, []any) {
	from, args := s.part(shelves, q)
	return "SELECT s.book_id, s.finding_id FROM " + from + " CROSS JOIN search s" + litePart + " AND s.doc = g.rowid", args
}

func (s liteSearch) counts(shelves []shelf, q searchQuery) (string, []any) {
	from, args := s.part(shelves, q)
	return "SELECT (SELECT s.book_id FROM search s WHERE s.doc = x.doc), x.n FROM (SELECT min(g.rowid) AS doc, count(*) AS n FROM " +
		from + litePart + " GROUP BY g.rowid >> " + strconv.Itoa(docBits) + ") x", args
}
