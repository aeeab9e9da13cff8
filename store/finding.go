package store

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// A shelf is a book as lists see it.
type shelf struct {
	book, unit org.ID
	n          int64 // what search knows it by
}

// Findings returns the page of findings that q asks for, and how many there are in
// all. What a page costs does not grow with the ledger: the counts of the books say
// where it is, and only that is read.
func (tx *Tx) Findings(q FindingQuery) (list []*ledger.Finding, total int, err error) {
	l := &listing{tx: tx, q: &q, byKey: map[groupKey]int{}}
	l.count = l.group
	if l.from, l.going, err = q.start(); err == nil {
		err = l.open()
	}
	if err == nil {
		switch {
		case l.parts:
			err = l.pageOfParts()
		case strings.TrimSpace(q.Text) != "":
			err = l.pageOfHits()
		default:
			err = l.pageOfCells()
		}
	}
	if err != nil {
		return nil, 0, fmt.Errorf("store: findings: %w", tx.db.explain(err))
	}
	return l.list, l.total, nil
}

// A listing is one list under way.
type listing struct {
	tx      *Tx
	q       *FindingQuery
	shelves []shelf // the books that are seen whole, in order
	parts   bool    // findings of parties may be in other books
	round   map[org.ID]bool
	from    spot
	going   bool // from a page before

	count  func(shelf int, c *counted) // takes the counts that fit, book by book
	byKey  map[groupKey]int            // of the last book
	groups []group

	list  []*ledger.Finding
	total int
}

// open finds the books that are looked at.
func (l *listing) open() error {
	l.q.light()
	if !l.q.Round.IsZero() {
		l.round = map[org.ID]bool{}
		rows, err := l.tx.query("SELECT i.id FROM inspection i WHERE i.round_id = $1", l.q.Round[:])
		err = each(rows, err, func(r scanner) error {
			var id org.ID
			err := r.Scan(idField{&id})
			l.round[id] = true
			return err
		})
		if err != nil {
			return err
		}
	}
	units, all := l.q.Scope.Whole, l.q.Scope.All
	if len(l.q.Units) > 0 {
		units, all = nil, false
		for _, u := range l.q.Units {
			if l.q.Scope.SeesBook(u) {
				units = append(units, u)
			} else if len(l.q.Scope.Parties) > 0 {
				l.parts = true
			}
		}
	} else if !all && len(l.q.Scope.Parties) > 0 {
		l.parts = true
	}
	if l.parts {
		// Most people see whole the books that they have a part in.
		books, err := l.tx.booksOfParties(l.q.Scope.Parties)
		if err != nil {
			return err
		}
		l.parts = false
		for _, unit := range books {
			l.parts = l.parts || !l.q.Scope.SeesBook(unit)
		}
	}
	return l.shelve(units, all)
}

// ids appends that a column holds one of all.
func ids(c *clause, column string, all []org.ID) {
	c.text += " AND " + column + in(len(c.args)+1, len(all))
	for i := range all {
		c.args = append(c.args, all[i][:])
	}
}

// mostNamed is how many units are named to the engine; of more, all books are read and
// the others left out: whoever sees a city sees some thousand departments.
const mostNamed = 100

// shelve reads the books of units, or all, with their counts.
func (l *listing) shelve(units []org.ID, all bool) error {
	if !all && len(units) == 0 {
		return nil
	}
	c := clause{text: "SELECT b.book_id, b.unit_id, t.shelf, t.counts FROM book b JOIN tally t ON t.book_id = b.book_id WHERE 1 = 1"}
	if !all && len(units) <= mostNamed {
		ids(&c, "b.unit_id", units)
	}
	if len(l.q.Books) > 0 {
		ids(&c, "b.book_id", l.q.Books)
	}
	if !l.q.Round.IsZero() {
		c.add("b.book_id IN (SELECT i.book_id FROM inspection i WHERE i.round_id = ?)", l.q.Round[:])
	}
	if !l.q.Inspection.IsZero() {
		c.add("b.book_id IN (SELECT i.book_id FROM inspection i WHERE i.id = ?)", l.q.Inspection[:])
	}
	run := l.tx.queryOnce
	if len(c.args) == 0 { // one text for all who see much
		run = l.tx.query
	}
	units = slices.SortedFunc(slices.Values(units), org.ID.Compare)
	rows, err := run(c.text+" ORDER BY b.book_id", c.args...)
	return each(rows, err, func(r scanner) error {
		var s shelf
		var counts sql.RawBytes
		if err := r.Scan(idField{&s.book}, idField{&s.unit}, &s.n, &counts); err != nil {
			return err
		}
		if _, mine := slices.BinarySearchFunc(units, s.unit, org.ID.Compare); !all && !mine {
			return nil
		}
		l.shelves = append(l.shelves, s)
		return eachCell(counts, func(c *counted) {
			if l.q.holds(&c.cell, l.round) {
				l.count(len(l.shelves)-1, c)
			}
		})
	})
}

// A group is findings that stand together in the list and are counted together.
type group struct {
	groupKey
	n int
}

type groupKey struct {
	book  int // place in shelves
	late  int
	due   zh.Date
	state ledger.State
}

// group counts the findings of a cell.
func (l *listing) group(book int, c *counted) {
	l.total += c.n
	k := groupKey{book: book}
	if l.fine() {
		k.due, k.state = c.due, c.state
	}
	if l.q.Sort == ByDue {
		k.late = late(c.state, c.due)
	}
	l.byKey[k] += c.n
}

// fine reports whether groups are as fine as the index by state and day, because
// the list asks for one of them.
func (l *listing) fine() bool {
	return l.q.Sort == ByDue || len(l.q.States) > 0 || !l.q.Overdue.IsZero() || !l.q.DueFrom.IsZero() || !l.q.DueTo.IsZero() || l.q.Lit != nil
}

// pageOfCells lists by the counts alone.
func (l *listing) pageOfCells() error {
	for k, n := range l.byKey {
		l.groups = append(l.groups, group{k, n})
	}
	groups, fine := l.choose(l.groups), l.fine()
	if len(groups) == 0 {
		return nil
	}
	if len(groups) > 5*most { // more than a statement takes: a list without a limit
		groups = slices.CompactFunc(groups, func(a, b group) bool { return a.book == b.book })
		fine = false
	}
	c := clause{text: "SELECT " + findings.list + " FROM (" + values(l.tx.db, len(groups), fine) + ") v CROSS JOIN finding t WHERE t.book_id = v.column1"}
	for _, g := range groups {
		c.args = append(c.args, l.shelves[g.book].book[:])
		if fine {
			c.args = append(c.args, string(g.state), g.due.String())
		}
	}
	if fine {
		c.text += " AND t.state = v.column2 AND t.due = v.column3"
	}
	return l.read(&c)
}

// findings is the table of findings.
var findings = tableOf("finding")

// values returns VALUES of n rows: an id, and a state and a day if they are fine.
func values(db *DB, n int, fine bool) string {
	kinds := []kind{kindID}
	if fine {
		kinds = []kind{kindID, kindText, kindDay}
	}
	var b strings.Builder
	b.WriteString("VALUES ")
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		for j, k := range kinds {
			b.WriteString([]string{"(", ",", ","}[j])
			b.WriteString("$" + strconv.Itoa(i*len(kinds)+j+1))
			if i == 0 {
				b.WriteString(db.types[k])
			}
		}
		b.WriteByte(')')
	}
	return b.String()
}

// choose returns the groups that the page lies in.
func (l *listing) choose(groups []group) []group {
	slices.SortFunc(groups, func(a, b group) int {
		if l.q.Sort == ByDue {
			return cmp.Or(cmp.Compare(a.late, b.late), compareDays(a.due, b.due), cmp.Compare(a.book, b.book))
		}
		return cmp.Compare(a.book, b.book)
	})
	same := func(a, b group) bool { // stand together, so either both are read or none
		return a.book == b.book && (l.q.Sort == ByText || a.late == b.late && a.due == b.due)
	}
	// A page begins within a group, and how much of that is left is not known: it
	// does not count.
	var chosen []group
	n := 0
	for _, g := range groups {
		order := 1
		if l.going {
			order = l.compare(g)
		}
		if order < 0 {
			continue
		}
		if n >= l.q.limit() && !same(chosen[len(chosen)-1], g) {
			break
		}
		chosen = append(chosen, g)
		if order > 0 {
			n += g.n
		}
	}
	return chosen
}

// compare says whether g stands before (-1) or after (1) the group that the page
// begins in.
func (l *listing) compare(g group) int {
	book := l.shelves[g.book].book.Compare(l.from.Book)
	if l.q.Sort == ByText {
		return book
	}
	return cmp.Or(cmp.Compare(g.late, l.from.Late), strings.Compare(g.due.String(), l.from.Due), book)
}

func compareDays(a, b zh.Date) int {
	switch {
	case a.Before(b):
		return -1
	case b.Before(a):
		return 1
	}
	return 0
}

// read reads the page from a statement that ends in a WHERE.
func (l *listing) read(c *clause) error {
	l.q.where(c)
	if l.going {
		l.q.after(c, l.from)
	}
	rows, err := l.tx.queryOnce(c.text+" ORDER BY "+l.q.order()+" LIMIT "+strconv.Itoa(l.q.limit()), c.args...)
	return each(rows, err, func(r scanner) error {
		f := &ledger.Finding{}
		l.list = append(l.list, f)
		return r.Scan(findings.fields(f)...)
	})
}

// pageOfHits lists what a search found. Where the search alone can count, it says
// which books the page lies in, and only their hits are read.
func (l *listing) pageOfHits() error {
	l.total = 0
	if len(l.shelves) == 0 {
		return nil
	}
	sq, _ := l.q.search(l.round)
	byBook := map[org.ID]int{}
	text, args := l.tx.db.search.counts(l.shelves, sq)
	if !l.tx.db.narrows || !l.q.settled() {
		text, args = l.tx.db.search.hits(l.shelves, sq)
		c := clause{args: args}
		c.text = "SELECT t.book_id, count(*) FROM (" + text + ") h CROSS JOIN finding t WHERE t.book_id = h.book_id AND t.id = h.finding_id"
		l.q.where(&c)
		text, args = c.text+" GROUP BY t.book_id", c.args
	}
	rows, err := l.tx.queryOnce(text, args...)
	err = each(rows, err, func(r scanner) error {
		var book org.ID
		var n int
		err := r.Scan(idField{&book}, &n)
		byBook[book] = n
		l.total += n
		return err
	})
	if err != nil {
		return err
	}
	var groups []group
	for i, s := range l.shelves {
		if byBook[s.book] > 0 {
			groups = append(groups, group{groupKey{book: i}, byBook[s.book]})
		}
	}
	if l.q.Sort == ByText {
		groups = l.choose(groups)
	}
	if len(groups) == 0 {
		return nil
	}
	var near []shelf
	for _, g := range groups {
		near = append(near, l.shelves[g.book])
	}
	hits, args := l.tx.db.search.hits(near, sq)
	return l.read(&clause{args: args, text: "SELECT " + findings.list + " FROM (" + hits +
		") h CROSS JOIN finding t WHERE t.book_id = h.book_id AND t.id = h.finding_id"})
}

// pageOfParts lists for somebody who sees parts of books: the findings of his
// parties, and those of the books he sees whole.
func (l *listing) pageOfParts() error {
	c, err := l.seen()
	if err != nil {
		return err
	}
	count := clause{args: slices.Clip(c.args), text: "SELECT count(*)" + c.text}
	l.q.where(&count)
	rows, err := l.tx.queryOnce(count.text, count.args...)
	if err := each(rows, err, func(r scanner) error { return r.Scan(&l.total) }); err != nil || l.total == 0 {
		return err
	}
	return l.read(&clause{args: slices.Clip(c.args), text: "SELECT " + findings.list + c.text})
}

// seen returns the FROM and WHERE of all findings t that are in sight and fit the
// text.
func (l *listing) seen() (clause, error) {
	c := clause{text: " FROM (SELECT s.book_id, s.finding_id FROM sight s WHERE 1 = 1"}
	if sq, ok := l.q.search(l.round); ok {
		// Parties may see in any book: which, search must know.
		whole := listing{tx: l.tx, q: &FindingQuery{}, count: func(int, *counted) {}}
		if err := whole.shelve(nil, true); err != nil {
			return c, err
		}
		hits, args := l.tx.db.search.hits(whole.shelves, sq)
		c.args = args
		c.text = " FROM (" + hits + ") x CROSS JOIN finding t WHERE t.book_id = x.book_id AND t.id = x.finding_id AND (1 = 0"
		if books := l.wholeBooks(); len(books) > 0 {
			c.text += " OR 1 = 1"
			ids(&c, "t.book_id", books)
		}
		c.text += " OR EXISTS (SELECT 1 FROM sight s WHERE s.book_id = t.book_id AND s.finding_id = t.id"
		ids(&c, "s.party_id", l.q.Scope.Parties)
		c.text += "))"
	} else {
		ids(&c, "s.party_id", l.q.Scope.Parties)
		c.text += " UNION SELECT f.book_id, f.id FROM finding f WHERE 1 = 1"
		ids(&c, "f.book_id", l.wholeBooks())
		c.text += ") x CROSS JOIN finding t WHERE t.book_id = x.book_id AND t.id = x.finding_id"
	}
	if len(l.q.Books) > 0 {
		ids(&c, "t.book_id", l.q.Books)
	}
	if len(l.q.Units) > 0 {
		c.text += " AND t.book_id IN (SELECT b.book_id FROM book b WHERE 1 = 1"
		ids(&c, "b.unit_id", l.q.Units)
		c.text += ")"
	}
	return c, nil
}

func (l *listing) wholeBooks() (books []org.ID) {
	for _, s := range l.shelves {
		books = append(books, s.book)
	}
	return books
}
