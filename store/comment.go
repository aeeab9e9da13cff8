package store

import (
	"strconv"

	"zhenggai/ledger"
	"zhenggai/org"
)

func commentColumns(c *ledger.Comment) []column {
	return []column{
		id("finding_id", &c.Finding),
		id("publication_id", &c.Publication),
		number("edition", &c.Edition),
		text("item", &c.Item),
		text("text", &c.Text),
		moment("at", &c.At),
		text("state", &c.State),
		list("why", &c.Why),
		digest("receipt", &c.Receipt),
		day("due", &c.Due),
		flag("private", &c.Private),
		ref("assigned_id", &c.Assigned),
		text("reason", &c.Reason),
		list("replies", &c.Replies),
	}
}

func voteColumns(v *ledger.Vote) []column {
	return []column{
		id("inspection_id", &v.Inspection),
		ref("finding_id", &v.Finding),
		text("choice", &v.Choice),
		moment("at", &v.At),
	}
}

// A CommentQuery asks for comments.
type CommentQuery struct {
	Books []org.ID
	State ledger.CommentState // "" for all
	Limit int                 // 0 is no limit

	Private bool // only those of which something is kept apart
}

// Comments returns comments of books, those due first before others, then the last
// first.
func (tx *Tx) Comments(q CommentQuery) (all []*ledger.Comment, err error) {
	for start := 0; start < len(q.Books); start += most {
		part := q.Books[start:min(start+most, len(q.Books))]
		args := make([]any, 0, len(part)+1)
		for i := range part {
			args = append(args, part[i][:])
		}
		where := "t.book_id" + in(1, len(part))
		if q.State != "" {
			args = append(args, string(q.State))
			where += " AND t.state = $" + strconv.Itoa(len(args))
		}
		if q.Private {
			where += " AND t.private"
		}
		where += " ORDER BY t.due, t.book_id, t.id"
		if q.Limit > 0 {
			where += " LIMIT " + strconv.Itoa(q.Limit)
		}
		if err := scan(tx, tableOf("comment"), where, args, func(c *ledger.Comment) { all = append(all, c) }); err != nil {
			return nil, tx.wrap("comments", err)
		}
	}
	return all, nil
}

// LastComments returns the comments that came last to a book, the last first.
func (tx *Tx) LastComments(book org.ID, limit int) (all []*ledger.Comment, err error) {
	where := "t.book_id = $1 ORDER BY t.id DESC LIMIT " + strconv.Itoa(limit)
	err = scan(tx, tableOf("comment"), where, []any{book[:]}, func(c *ledger.Comment) { all = append(all, c) })
	return all, tx.wrap("last comments", err)
}

// CommentOf returns the comment of a receipt, of whatever book, or nil.
func (tx *Tx) CommentOf(receipt ledger.Digest) (c *ledger.Comment, err error) {
	err = scan(tx, tableOf("comment"), "t.receipt = $1", []any{receipt[:]}, func(r *ledger.Comment) { c = r })
	return c, tx.wrap("comment of a receipt", err)
}

// CommentCounts returns how many comments of books stand in each state, and how many
// of those that wait were due before a day.
func (tx *Tx) CommentCounts(books []org.ID, today string) (n map[ledger.CommentState]int, late int, err error) {
	n = map[ledger.CommentState]int{}
	for start := 0; start < len(books); start += most {
		part := books[start:min(start+most, len(books))]
		args := []any{}
		for i := range part {
			args = append(args, part[i][:])
		}
		query := "SELECT t.state, t.due, count(*) FROM comment t WHERE t.book_id" + in(1, len(part)) + " GROUP BY t.state, t.due"
		rows, err := tx.query(query, args...)
		err = each(rows, err, func(r scanner) error {
			var state, due string
			var count int
			if err := r.Scan(&state, &due, &count); err != nil {
				return err
			}
			s := ledger.CommentState(state)
			n[s] += count
			if (s == ledger.CommentHeld || s == ledger.CommentFiled) && due != "" && due < today {
				late += count
			}
			return nil
		})
		if err != nil {
			return nil, 0, tx.wrap("comment counts", err)
		}
	}
	return n, late, nil
}

// Polls returns the votes on the report of an inspection: by finding, those on the report as a whole
// under the zero ID.
func (tx *Tx) Polls(book, inspection org.ID) (map[org.ID]ledger.Poll, error) {
	const query = "SELECT t.finding_id, t.choice, count(*) FROM vote t WHERE t.book_id = $1 AND t.inspection_id = $2 GROUP BY t.finding_id, t.choice"
	all := map[org.ID]ledger.Poll{}
	rows, err := tx.query(query, book[:], inspection[:])
	err = each(rows, err, func(r scanner) error {
		var on org.ID
		var choice string
		var n int
		if err := r.Scan(refField{&on}, &choice, &n); err != nil {
			return err
		}
		if i := ledger.VoteIndex(choice); i >= 0 {
			p := all[on]
			p[i] += n
			all[on] = p
		}
		return nil
	})
	return all, tx.wrap("polls", err)
}

// Heads returns the size of the journal of each book: whoever keeps what he made from
// books knows by it whether to make it anew.
func (tx *Tx) Heads() (map[org.ID]int64, error) {
	all := map[org.ID]int64{}
	rows, err := tx.query("SELECT h.book_id, h.size FROM head h")
	err = each(rows, err, func(r scanner) error {
		var book org.ID
		var size int64
		err := r.Scan(idField{&book}, &size)
		all[book] = size
		return err
	})
	return all, tx.wrap("heads", err)
}

// Sealed returns what is kept apart for a comment, or nil.
func (tx *Tx) Sealed(book, comment org.ID) (sealed []byte, err error) {
	const query = "SELECT r.sealed FROM reader r WHERE r.book_id = $1 AND r.comment_id = $2"
	_, err = tx.queryRow(query, []any{book[:], comment[:]}, &sealed)
	return sealed, tx.wrap("what is kept apart", err)
}

// Seal keeps something apart for a comment; nothing forgets it.
func (tx *Tx) Seal(book, comment org.ID, sealed []byte) error {
	if sealed == nil {
		_, err := tx.exec("DELETE FROM reader WHERE book_id = $1 AND comment_id = $2", book[:], comment[:])
		return tx.wrap("forget what is kept apart", err)
	}
	const set = `INSERT INTO reader (book_id, comment_id, sealed) VALUES ($1, $2, $3)
		ON CONFLICT (book_id, comment_id) DO UPDATE SET sealed = excluded.sealed`
	_, err := tx.exec(set, book[:], comment[:], sealed)
	return tx.wrap("keep apart", err)
}
