package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhenggai/ledger"
	"zhenggai/org"
)

// A Turn is a place in the reviews of a book: its submitted findings that have so many
// steps of the chain behind them.
type Turn struct {
	Book  org.ID
	Stage int
}

// pairValues returns VALUES of n pairs of an id and a value of kind k.
func pairValues(db *DB, n int, k kind) string {
	var b strings.Builder
	b.WriteString("VALUES ")
	for i := range n {
		first, second := "", ""
		if i == 0 {
			first, second = db.types[kindID], db.types[k]
		} else {
			b.WriteByte(',')
		}
		b.WriteString("($" + strconv.Itoa(2*i+1) + first + ",$" + strconv.Itoa(2*i+2) + second + ")")
	}
	return b.String()
}

// AtTurn returns the submitted findings at these turns, those due first before others,
// limit at the most.
func (tx *Tx) AtTurn(turns []Turn, limit int) (all []*ledger.Finding, err error) {
	for part := range slices.Chunk(turns, most/2) {
		args := make([]any, 0, 2*len(part)+2)
		for i := range part {
			args = append(args, part[i].Book[:], part[i].Stage)
		}
		n := len(args)
		args = append(args, true)
		text := "SELECT " + findings.list + " FROM (" + pairValues(tx.db, len(part), kindNumber) + ") v CROSS JOIN finding t" +
			" WHERE t.book_id = v.column1 AND t.stage = v.column2 AND t.state = 'submitted' AND t.leaf = $" + strconv.Itoa(n+1) + // as its index has it
			" ORDER BY " + byDue + " LIMIT " + strconv.Itoa(limit)
		if err := tx.found(&all, text, args); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// InState returns the leaves of books that stand in a state, those due first before
// others, limit at the most. It reads in the index which they are, and only those rows;
// what [Tx.Findings] reads to say how many there are in all is not wanted here.
func (tx *Tx) InState(books []org.ID, state ledger.State, limit int) (all []*ledger.Finding, err error) {
	for part := range slices.Chunk(books, most) {
		c := clause{text: "SELECT f.book_id, f.id FROM finding f WHERE 1 = 1"}
		c.add("f.state = ?", string(state))
		ids(&c, "f.book_id", part)
		c.text = "SELECT " + findings.list + " FROM (" + c.text + " ORDER BY CASE WHEN f.due = '' THEN 1 ELSE 0 END, f.due LIMIT " + strconv.Itoa(2*limit) +
			") v CROSS JOIN finding t WHERE t.book_id = v.book_id AND t.id = v.id"
		c.add("t.leaf = ?", true)
		if err := tx.found(&all, c.text+" ORDER BY "+byDue+" LIMIT "+strconv.Itoa(limit), c.args); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Asking returns the findings of books for which more time was asked and nobody has
// decided yet, those due first before others, limit at the most.
func (tx *Tx) Asking(books []org.ID, limit int) (all []*ledger.Finding, err error) {
	for part := range slices.Chunk(books, most) {
		c := clause{text: "SELECT " + findings.list + " FROM extension x CROSS JOIN finding t WHERE t.book_id = x.book_id AND t.id = x.finding_id"}
		c.add("x.decision = ?", "")
		c.add("t.state = ?", string(ledger.Underway))
		ids(&c, "x.book_id", part)
		if err := tx.found(&all, c.text+" ORDER BY "+byDue+" LIMIT "+strconv.Itoa(limit), c.args); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// found appends the findings that a statement returns.
func (tx *Tx) found(all *[]*ledger.Finding, text string, args []any) error {
	rows, err := tx.queryOnce(text, args...)
	err = each(rows, err, func(r scanner) error {
		f := &ledger.Finding{}
		*all = append(*all, f)
		return r.Scan(findings.fields(f)...)
	})
	if err != nil {
		return fmt.Errorf("store: what waits: %w", tx.db.explain(err))
	}
	return nil
}

// Hanging returns the rows of type T that hang on findings, which may be of many
// books, in the order in which they came about.
func Hanging[T any, P rowOf[T]](tx *Tx, of []*ledger.Finding) (all []P, err error) {
	t := tableOf(P(nil).Table())
	for part := range slices.Chunk(of, most/2) {
		args := make([]any, 0, 2*len(part))
		for _, f := range part {
			args = append(args, f.Book[:], f.ID[:])
		}
		text := "SELECT " + t.list + " FROM (" + pairValues(tx.db, len(part), kindID) + ") v CROSS JOIN " + t.name + " t" +
			" WHERE t.book_id = v.column1 AND t.finding_id = v.column2"
		rows, err := tx.queryOnce(text, args...)
		err = each(rows, err, func(r scanner) error {
			row := P(new(T))
			all = append(all, row)
			return r.Scan(t.fields(row)...)
		})
		if err != nil {
			return nil, fmt.Errorf("store: hanging %s: %w", t.name, tx.db.explain(err))
		}
	}
	slices.SortFunc(all, func(a, b P) int { return a.Key().ID.Compare(b.Key().ID) })
	return all, nil
}
