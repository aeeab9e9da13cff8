package store

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"sync"

	"zhenggai/fault"
	"zhenggai/journal"
	"zhenggai/org"
)

// A Tx is one transaction. It belongs to the function it was given to and is not
// safe for concurrent use.
type Tx struct {
	db     *DB
	ctx    context.Context
	sql    *sql.Tx
	writes bool
	count  int
	stmts  map[string]*sql.Stmt

	prepared *prepared       // nil if the driver does it
	fresh    map[string]bool // texts that are not prepared yet
	work     map[org.ID]*work
	undo     []func()
	words    map[int64]uint64 // of the index for search, once they were read; see wordSums
}

// work is what a transaction did to one book and has not appended to its journal.
type work struct {
	images []journal.Detail
	tally  tallyDelta
	remark bool // an entry is wanted even without images
}

// Statements returns how many statements ran so far: what a request costs.
func (tx *Tx) Statements() int { return tx.count }

// on returns the work on book.
func (tx *Tx) on(book org.ID) *work {
	w := tx.work[book]
	if w == nil {
		w = &work{tally: tallyDelta{}}
		tx.work[book] = w
	}
	return w
}

// books returns the books that were worked on, in order: locks are always taken in
// this order.
func (tx *Tx) books() []org.ID {
	var ids []org.ID
	for id := range tx.work {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, org.ID.Compare)
	return ids
}

// complete refuses a transaction that wrote rows and did not journal them.
func (tx *Tx) complete() error {
	for _, w := range tx.work {
		if len(w.images) > 0 || w.remark {
			return fault.New(fault.Internal, "程序错误：有改动没有记入存证日志，已全部撤回，请报告。",
				"A bug: a change was not written to the journal. All of it was undone; please report this.", nil)
		}
	}
	return nil
}

// restore gives the rows that were written the versions they had before.
func (tx *Tx) restore() {
	for _, undo := range slices.Backward(tx.undo) {
		undo()
	}
}

// exec runs a statement whose text is one of few; it is prepared once.
func (tx *Tx) exec(query string, args ...any) (sql.Result, error) {
	tx.count++
	if s := tx.stmt(query); s != nil {
		return s.ExecContext(tx.ctx, args...)
	}
	return tx.sql.ExecContext(tx.ctx, query, args...)
}

// query runs a query whose text is one of few; it is prepared once.
func (tx *Tx) query(query string, args ...any) (*sql.Rows, error) {
	if s := tx.stmt(query); s != nil {
		tx.count++
		return s.QueryContext(tx.ctx, args...)
	}
	return tx.queryOnce(query, args...)
}

// queryOnce runs a query whose text is made for the occasion.
func (tx *Tx) queryOnce(query string, args ...any) (*sql.Rows, error) {
	tx.count++
	return tx.sql.QueryContext(tx.ctx, tx.db.plain(query), args...)
}

// plain returns a query with its arguments written ? where the engine takes that and
// they come in order. SQLite looks each name up among all before it: a list of a
// thousand costs more to parse so than to find its rows.
func (d *dialect) plain(query string) string {
	if !d.bare {
		return query
	}
	var b strings.Builder
	b.Grow(len(query))
	for n, rest := 1, query; ; n++ {
		before, after, more := strings.Cut(rest, "$")
		b.WriteString(before)
		if !more {
			return b.String()
		}
		name := strconv.Itoa(n)
		if !strings.HasPrefix(after, name) || len(after) > len(name) && after[len(name)] >= '0' && after[len(name)] <= '9' {
			return query
		}
		b.WriteByte('?')
		rest = after[len(name):]
	}
}

// queryRow runs a query that has at most one row and scans it; found is false if it
// has none.
func (tx *Tx) queryRow(query string, args []any, to ...any) (found bool, err error) {
	rows, err := tx.query(query, args...)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	if !rows.Next() {
		return false, rows.Err()
	}
	if err := rows.Scan(to...); err != nil {
		return false, err
	}
	return true, rows.Close()
}

// stmt returns the prepared statement of a text that was seen before, or nil. SQLite
// parses a text each time, which can cost more than running it; pgx keeps its own.
func (tx *Tx) stmt(query string) *sql.Stmt {
	if tx.prepared == nil {
		return nil
	}
	if s, ok := tx.stmts[query]; ok {
		return s
	}
	s, ok := tx.prepared.get(query)
	if !ok {
		if tx.fresh == nil {
			tx.fresh = map[string]bool{}
		}
		tx.fresh[query] = true
		return nil
	}
	if tx.stmts == nil {
		tx.stmts = map[string]*sql.Stmt{}
	}
	tx.stmts[query] = tx.sql.StmtContext(tx.ctx, s)
	return tx.stmts[query]
}

// prepared are the statements of one pool by their text.
type prepared struct {
	*dialect
	pool  *sql.DB
	mu    sync.Mutex
	stmts map[string]*sql.Stmt
}

func newPrepared(d *dialect, pool *sql.DB) *prepared {
	return &prepared{dialect: d, pool: pool, stmts: map[string]*sql.Stmt{}}
}

// maxPrepared is how many statements a pool keeps; more texts than that would be
// texts made for the occasion.
const maxPrepared = 400

func (p *prepared) get(query string) (*sql.Stmt, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s, ok := p.stmts[query]
	return s, ok
}

func (p *prepared) full() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.stmts) >= maxPrepared
}

// learn prepares texts for the next transaction. It comes after one, because it
// takes a connection, and the pool may have no other. What cannot be prepared is
// run as it is.
func (p *prepared) learn(ctx context.Context, texts map[string]bool) {
	if p == nil {
		return
	}
	for text := range texts {
		if _, known := p.get(text); known || p.full() {
			continue
		}
		s, err := p.pool.PrepareContext(ctx, p.plain(text)) // not under the lock: it waits for others
		if err != nil {
			return
		}
		p.mu.Lock()
		if _, known := p.stmts[text]; known {
			s.Close()
		} else {
			p.stmts[text] = s
		}
		p.mu.Unlock()
	}
}

// A scanner is a row of a result.
type scanner interface{ Scan(...any) error }

// each scans all rows of a query with scan.
func each(rows *sql.Rows, err error, scan func(scanner) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
