package store

import (
	"fmt"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// A BoardLine is how many findings there are that are alike in everything that a
// dashboard shows. Colours and rates are worked out from it, for any day.
type BoardLine struct {
	Book, Unit, Inspection org.ID
	Dept                   org.ID // the lead department, if one is known
	Level                  ledger.Level
	Leaf                   bool
	State                  ledger.State
	Due                    zh.Date
	Standing, Partial      bool
	N                      int
}

// Board calls add with the counts of the findings that q asks for, book by book. It
// reads no finding unless somebody sees only parts of books; q.Text must be empty.
func (tx *Tx) Board(q FindingQuery, add func(BoardLine)) error {
	if strings.TrimSpace(q.Text) != "" {
		return fault.New(fault.Invalid, "统计表不能按文字查找，请去掉查找文字。", "A dashboard cannot search for text; please leave it out.", nil)
	}
	q.After = ""
	l := &listing{tx: tx, q: &q}
	l.count = func(i int, c *counted) {
		if !l.parts { // otherwise they are counted one by one
			add(lineOf(l.shelves[i].book, l.shelves[i].unit, c.cell, c.n))
		}
	}
	err := l.open()
	if err == nil && l.parts {
		err = l.boardOfParts(add)
	}
	if err != nil {
		return fmt.Errorf("store: board: %w", tx.db.explain(err))
	}
	return nil
}

func lineOf(book, unit org.ID, c cell, n int) BoardLine {
	return BoardLine{book, unit, c.inspection, c.dept, c.level, c.leaf, c.state, c.due, c.standing, c.partial, n}
}

// boardOfParts counts what somebody sees who sees parts of books.
func (l *listing) boardOfParts(add func(BoardLine)) error {
	c, err := l.seen()
	if err != nil {
		return err
	}
	const by = "t.book_id, b.unit_id, t.inspection_id, t.dept_id, t.level, t.leaf, t.state, t.due, t.standing, t.partial"
	c.text = strings.Replace(c.text, " WHERE t.book_id = x.book_id", " CROSS JOIN book b WHERE b.book_id = t.book_id AND t.book_id = x.book_id", 1)
	l.q.where(&c)
	rows, err := l.tx.queryOnce("SELECT "+by+", count(*)"+c.text+" GROUP BY "+by, c.args...)
	return each(rows, err, func(r scanner) error {
		var b BoardLine
		err := r.Scan(idField{&b.Book}, idField{&b.Unit}, idField{&b.Inspection}, refField{&b.Dept}, textField[ledger.Level]{&b.Level},
			flagField{&b.Leaf}, textField[ledger.State]{&b.State}, dayField{&b.Due}, flagField{&b.Standing}, flagField{&b.Partial}, &b.N)
		add(b)
		return err
	})
}
