package store

import (
	"slices"
	"strconv"
	"strings"

	"zhenggai/org"
)

// postgresSearch keeps the words of each finding as a tsvector. A word begins with
// the number of the book, so that a search in some books reads only their part of
// the index. Words in a tsvector have places only up to a limit, so the text is
// looked at again where a query has more than one word.
type postgresSearch struct{}

func (postgresSearch) put(tx *Tx, docs []doc) error {
	const (
		head = "INSERT INTO search (book_id, finding_id, grams, body) VALUES "
		tail = " ON CONFLICT (book_id, finding_id) DO UPDATE SET grams = excluded.grams, body = excluded.body"
	)
	for part := range slices.Chunk(docs, tx.db.batch) {
		var b strings.Builder
		var args []any
		for i, d := range part {
			shelf, err := tx.shelfOf(d.book)
			if err != nil {
				return err
			}
			if i > 0 {
				b.WriteByte(',')
			}
			n := len(args)
			b.WriteString("($" + strconv.Itoa(n+1) + ",$" + strconv.Itoa(n+2) +
				",array_to_tsvector(string_to_array($" + strconv.Itoa(n+3) + ", ' ')),$" + strconv.Itoa(n+4) + ")")
			args = append(args, d.book[:], d.finding[:], wordList(d, shelf), d.body)
		}
		if _, err := tx.exec(head+b.String()+tail, args...); err != nil {
			return err
		}
	}
	return nil
}

// wordList returns the words of d on a shelf, sorted, each once.
func wordList(d doc, shelf int64) string {
	words := strings.Fields(string(appendGrams(nil, d.body, shelfMark(shelf))))
	slices.Sort(words)
	return strings.Join(slices.Compact(words), " ")
}

func (postgresSearch) drop(tx *Tx, book org.ID) error {
	_, err := tx.exec("DELETE FROM search WHERE book_id = $1", book[:])
	return err
}

func (postgresSearch) known(tx *Tx, book org.ID, docs []doc) (map[org.ID]bool, error) {
	known := map[org.ID]bool{}
	rows, err := tx.query("SELECT s.finding_id FROM search s WHERE s.book_id = $1", book[:])
	err = each(rows, err, func(r scanner) error {
		var id org.ID
		if r.Scan(idField{&id}) != nil {
			id = org.ID{}
		}
		known[id] = false
		return nil
	})
	if err != nil {
		return nil, err
	}
	var shelf int64
	if _, err := tx.queryRow("SELECT t.shelf FROM tally t WHERE t.book_id = $1", []any{book[:]}, &shelf); err != nil {
		return nil, err
	}
	for part := range slices.Chunk(docs, tx.db.batch) {
		var ids [][]byte
		var words, bodies []string
		for i := range part {
			ids, words, bodies = append(ids, part[i].finding[:]), append(words, wordList(part[i], shelf)), append(bodies, part[i].body)
		}
		const right = `SELECT s.finding_id FROM unnest($2::bytea[], $3::text[], $4::text[]) d (id, words, body) JOIN search s
			ON s.book_id = $1 AND s.finding_id = d.id AND s.body = d.body AND s.grams = array_to_tsvector(string_to_array(d.words, ' '))`
		rows, err := tx.query(right, book[:], ids, words, bodies)
		err = each(rows, err, func(r scanner) error {
			var id org.ID
			err := r.Scan(idField{&id})
			known[id] = true
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return known, nil
}

// shelfMark is what the words of a book begin with.
func shelfMark(n int64) string { return strconv.FormatInt(n, 36) + "-" }

func (postgresSearch) hits(shelves []shelf, q searchQuery) (string, []any) {
	args := []any{nil}
	var wanted []string
	for i := range shelves {
		args = append(args, shelves[i].book[:])
		words, single := q.words(shelfMark(shelves[i].n))
		if single {
			words[0] = "'" + words[0] + "':*"
		} else {
			words = []string{"'" + strings.Join(words, "'&'") + "'"}
		}
		wanted = append(wanted, "("+words[0]+")")
	}
	args[0] = strings.Join(wanted, "|")
	text := "SELECT s.book_id, s.finding_id FROM search s WHERE s.grams @@ $1::tsquery AND s.book_id" + in(2, len(shelves))
	if len([]rune(q.text)) > 2 {
		text += " AND strpos(s.body, $" + strconv.Itoa(len(args)+1) + ") > 0"
		args = append(args, q.text)
	}
	return text, args
}

func (s postgresSearch) counts(shelves []shelf, q searchQuery) (string, []any) {
	text, args := s.hits(shelves, q)
	return "SELECT h.book_id, count(*) FROM (" + text + ") h GROUP BY h.book_id", args
}
