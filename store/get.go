package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhenggai/fault"
	"zhenggai/org"
)

// most is how many ids one statement takes.
const most = 1000

// Get returns the row of type T in book with this id: Get[ledger.Finding](tx, book,
// id). If there is none, the error is a fault.NotFound.
func Get[T any, P rowOf[T]](tx *Tx, book, id org.ID) (P, error) {
	all, err := List[T, P](tx, book, "id", id)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, notFound()
	}
	return all[0], nil
}

func notFound() error {
	return fault.New(fault.NotFound, "没有找到，可能编号有误或您无权查看。",
		"Nothing was found: the number may be wrong, or you may not see it.", nil)
}

// List returns the rows of type T in book whose column holds one of ids, in the
// order in which they came about. The column is one that holds an id: "id",
// "finding_id", "inspection_id". However many ids there are, it takes one statement
// for each thousand.
//
// The order is made here: asked for ORDER BY t.id, SQLite reads the whole book by its
// primary key, which has that order, instead of the few rows by the index of the
// column and sorting them. That took a third of a change of status.
func List[T any, P rowOf[T]](tx *Tx, book org.ID, column string, ids ...org.ID) ([]P, error) {
	t := tableOf(P(nil).Table())
	if !t.has(column) {
		return nil, fmt.Errorf("store: list %s: no column %q that holds an id", t.name, column)
	}
	var all []P
	for part := range slices.Chunk(ids, most) {
		args := make([]any, 0, len(part)+1)
		args = append(args, book[:])
		for i := range part {
			args = append(args, part[i][:])
		}
		where := "t.book_id = $1 AND t." + column + in(2, len(part))
		if err := scan(tx, t, where, args, func(r P) { all = append(all, r) }); err != nil {
			return nil, fmt.Errorf("store: list %s: %w", t.name, tx.db.explain(err))
		}
	}
	slices.SortFunc(all, func(a, b P) int { return a.Key().ID.Compare(b.Key().ID) })
	return all, nil
}

// All returns all rows of type T in book, in the order in which they came about.
func All[T any, P rowOf[T]](tx *Tx, book org.ID) (all []P, err error) {
	t := tableOf(P(nil).Table())
	err = scan(tx, t, "t.book_id = $1 ORDER BY t.id", []any{book[:]}, func(r P) { all = append(all, r) })
	if err != nil {
		return nil, fmt.Errorf("store: all of %s: %w", t.name, tx.db.explain(err))
	}
	return all, nil
}

// scan calls yield with each row of t that fits the end of a statement.
func scan[T any, P rowOf[T]](tx *Tx, t *table, where string, args []any, yield func(P)) error {
	rows, err := tx.query("SELECT "+t.list+" FROM "+t.name+" t WHERE "+where, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		r := P(new(T))
		if err := rows.Scan(t.fields(r)...); err != nil {
			return err
		}
		yield(r)
	}
	return rows.Err()
}

// in returns IN and a list of n arguments from the number first on.
func in(first, n int) string {
	if n == 0 {
		return " IN (NULL)" // of nothing
	}
	var b strings.Builder
	b.WriteString(" IN (")
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(first + i))
	}
	b.WriteByte(')')
	return b.String()
}
