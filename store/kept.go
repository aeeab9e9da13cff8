package store

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"zhenggai/fault"
	"zhenggai/journal"
	"zhenggai/org"
)

// What is read here was perhaps not written by this program: verifying must not stop
// at the first thing that somebody changed by hand.

// A strict field wants a column to hold exactly what the product writes for the
// value it reads from there: 2 is no flag, "[ ]" no list.
type strict struct{ field }

// Scan implements sql.Scanner.
func (f strict) Scan(src any) error {
	if err := f.field.Scan(src); err != nil {
		return err
	}
	written, err := f.value()
	if err == nil && !same(src, written) {
		err = errColumn(src)
	}
	return err
}

// same reports whether an engine keeps written as kept.
func same(kept, written any) bool {
	switch w := written.(type) {
	case []byte:
		k, ok := kept.([]byte)
		return ok && bytes.Equal(k, w)
	case bool:
		if n, ok := kept.(int64); ok { // as SQLite keeps a flag
			return n == 0 && !w || n == 1 && w
		}
	}
	return kept == written
}

// raw reads n columns of a row of a result, whatever stands in them.
func raw(r scanner, n int) ([]any, error) {
	kept, to := make([]any, n), make([]any, n)
	for i := range kept {
		to[i] = &kept[i]
	}
	return kept, r.Scan(to...)
}

// image reads a row of t as it is kept. A column that holds what the product never
// writes stands in the image as it is, which then is that of no row.
func (t *table) image(r scanner) (out journal.Row, key any, err error) {
	row := t.fresh()
	to := t.fields(row)
	for i := range to {
		to[i] = strict{to[i].(field)}
	}
	h := row.Key()
	if r.Scan(to...) != nil {
		return t.oddImage(r, row, to)
	}
	out.Key, out.Version = journal.Key{Table: t.name, ID: h.ID.String()}, h.Version
	out.Image, err = journal.Image(row)
	return out, h.ID[:], err
}

// oddImage is image of a row that cannot be scanned.
func (t *table) oddImage(r scanner, row org.Row, to []any) (out journal.Row, key any, err error) {
	kept, err := raw(r, len(to))
	if err != nil {
		return out, nil, err
	}
	odd := map[string]any{}
	for i, f := range to {
		if f.(strict).Scan(kept[i]) != nil {
			odd[strings.TrimSuffix(t.names[i], "_id")] = asText(kept[i])
		}
	}
	out.Key, out.Version = journal.Key{Table: t.name, ID: keyText(kept[1])}, row.Key().Version
	image, err := journal.Image(row)
	if err != nil {
		return out, nil, err
	}
	var members map[string]any
	if err := json.Unmarshal(image, &members); err != nil {
		return out, nil, err
	}
	maps.Copy(members, odd)
	out.Image, err = journal.Image(members)
	return out, kept[1], err
}

// asText writes what stands in a column as SQL does, which is never how a value of a
// row is written: text that looks like an id is no id.
func asText(kept any) any {
	switch k := kept.(type) {
	case []byte:
		return "x'" + hex.EncodeToString(k) + "'"
	case string:
		if !utf8.ValidString(k) {
			return asText([]byte(k))
		}
		return "'" + k + "'"
	case int64:
		return k // no column that holds numbers is odd with one
	}
	return string(dump([]any{kept}))
}

// keyText writes a key for a person, whatever is kept as one.
func keyText(kept any) string {
	switch k := kept.(type) {
	case []byte:
		if len(k) == len(org.ID{}) {
			return org.ID(k).String()
		}
		return hex.EncodeToString(k)
	case string:
		return k
	case int64:
		return strconv.FormatInt(k, 10)
	}
	return "NULL"
}

// dump writes what stands in the columns of a row.
func dump(kept []any) []byte {
	b, err := json.Marshal(kept)
	if err != nil {
		return []byte(err.Error()) // a number that JSON does not have
	}
	return b
}

// beside are the tables that keep no rows of people's.
var beside = []string{"head", "entry", "detail", "hash", "checkpoint", "sight", "tally", "search"}

// EveryBook returns the books that any table has something of, whether or not there
// is a row for them. stray tells of what belongs to none.
func (tx *Tx) EveryBook() (books []org.ID, stray []Miscount, err error) {
	names := slices.Clone(beside)
	for _, t := range tables {
		names = append(names, t.name)
	}
	books = []org.ID{org.Site}
	for _, name := range names {
		for kept, err := range tx.booksOf(name) {
			if err != nil {
				return nil, nil, fmt.Errorf("store: every book: %w", tx.db.explain(err))
			}
			if b, ok := kept.([]byte); ok && len(b) == len(org.ID{}) {
				books = append(books, org.ID(b))
				continue
			}
			stray = append(stray, Miscount{Kept: name, Msg: fault.Msg{
				ZH: "表 " + name + " 中有不属于任何账册的内容（账册号 " + keyText(kept) + "）：不是经由系统写入的。",
				EN: "Table " + name + " has something that belongs to no book (" + keyText(kept) + "): it was not written by the product."}})
		}
	}
	slices.SortFunc(books, org.ID.Compare)
	return slices.Compact(books), stray, nil
}

// booksOf yields what a table has in its column book_id, each once: by steps in the
// index, where DISTINCT would read all of it.
func (tx *Tx) booksOf(name string) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		var kept any
		next, args := "SELECT t.book_id FROM "+name+" t ORDER BY t.book_id LIMIT 1", []any(nil)
		for {
			found, err := tx.queryRow(next, args, &kept)
			if err == nil && !found || !yield(kept, err) || err != nil {
				return
			}
			next, args = "SELECT t.book_id FROM "+name+" t WHERE t.book_id > $1 ORDER BY t.book_id LIMIT 1", []any{kept}
		}
	}
}

// Sound asks the engine whether its file is what it should be: pages, indexes, the
// index of search. PostgreSQL does not say.
func (tx *Tx) Sound() (wrong []Miscount, err error) {
	if tx.db.sound == "" {
		return nil, nil
	}
	rows, err := tx.query(tx.db.sound)
	err = each(rows, err, func(r scanner) error {
		var said string
		err := r.Scan(&said)
		if said != "ok" {
			wrong = append(wrong, Miscount{Kept: "file", Msg: fault.Msg{
				ZH: "数据库文件有损坏，请从备份恢复（" + said + "）。", EN: "The database file is damaged; please restore a backup (" + said + ")."}})
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: soundness: %w", tx.db.explain(err))
	}
	return wrong, nil
}
