package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	"zhenggai/fault"
	"zhenggai/org"
)

// A DB is an open ledger. SQLite has one writing connection and a few that read;
// PostgreSQL has one pool for both. It is safe for concurrent use.
type DB struct {
	// Faults is a seam for tests; the product leaves it nil. It must be set before
	// the DB is shared.
	Faults *Faults
	// Saved is the copy of the database that Open made before it upgraded it, or "".
	Saved string

	*dialect
	path        string      // of the SQLite file
	file        os.FileInfo // as it was opened; nil for a server
	read, write *sql.DB
	reads       *prepared // of read; nil if the driver prepares statements itself
	writes      *prepared // of write
	site        siteCache
}

// Faults makes transactions fail, for tests of what the product does then. Each
// function may be nil and is asked in each Update.
type Faults struct {
	Begin  func(*sql.Tx) error // may spoil the transaction that has just begun
	Before func() error        // an error fails the transaction: failed, and did not happen
	After  func() error        // an error is returned though it was committed: failed, but happened
}

// Open opens the ledger at dsn, makes or upgrades its schema, and checks that it is
// one. A dsn that begins with postgres:// is a PostgreSQL server; anything else is
// the path of an SQLite file, which is made if it is not there.
//
// Beside what pgx understands, a PostgreSQL dsn may set default_transaction_isolation
// to serializable, and zhenggai.partitions to the number of parts by book that the
// tables of a new database are spread over.
func Open(ctx context.Context, dsn string) (*DB, error) {
	return openAt(ctx, dsn, int64(len(steps)))
}

// openAt opens the ledger at dsn and brings its schema to a step, at least.
func openAt(ctx context.Context, dsn string, step int64) (*DB, error) {
	d, open := lite, openSQLite
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		d, open = postgres, openPostgres
	}
	db, err := open(ctx, dsn)
	if err != nil {
		return nil, fmt.Errorf("store: opening: %w", d.explain(err))
	}
	if err := db.migrate(ctx, step); err != nil {
		db.Close()
		err = d.explain(err)
		if _, said := errors.AsType[*fault.Error](err); !said { // the engine works, so it is what the tables hold
			err = sentenceOf(strange, err)
		}
		return nil, fmt.Errorf("store: opening: %w", err)
	}
	return db, nil
}

// Close ends all connections. Transactions that run are waited for.
func (db *DB) Close() error {
	err := db.write.Close()
	if db.read != db.write {
		err = errors.Join(err, db.read.Close())
	}
	return err
}

// Engine returns "sqlite" or "postgres".
func (db *DB) Engine() string { return db.name }

// tries is how often a transaction is tried that others got in the way of, and
// pause is what is waited at most before the second try; it doubles.
const (
	tries = 12
	pause = 4 * time.Millisecond
)

// Update runs fn in a transaction and commits if it returns nil. If another
// transaction got in the way, everything is rolled back and fn runs again from the
// start: it must do nothing but read and write through its Tx. Rows that fn wrote
// have their old versions again when it failed.
func (db *DB) Update(ctx context.Context, fn func(*Tx) error) error {
	return db.retry(ctx, func() error { return db.update(ctx, fn) })
}

// View runs fn in a transaction that sees one state of the ledger and cannot write.
func (db *DB) View(ctx context.Context, fn func(*Tx) error) error {
	return db.retry(ctx, func() error {
		tx, err := db.begin(ctx, false)
		if err != nil {
			return err
		}
		defer func() { db.reads.learn(ctx, tx.fresh) }()
		defer tx.sql.Rollback() //nolint:errcheck // nothing was written
		return fn(tx)
	})
}

func (db *DB) retry(ctx context.Context, run func() error) error {
	wait := pause
	for try := 1; ; try++ {
		err := run()
		if errors.Is(err, sql.ErrTxDone) && ctx.Err() != nil {
			err = errors.Join(ctx.Err(), err) // database/sql rolled it back before we came to the commit
		}
		if err == nil || !db.isBusy(err) || ctx.Err() != nil || db.queues {
			return db.explain(err)
		}
		if try == tries {
			return fault.New(fault.Conflict, "账册正忙，多次尝试都没有存上，请稍后再试。",
				"The book is busy and the change could not be saved after several tries; please try again in a moment.", err)
		}
		select {
		case <-ctx.Done():
			return db.explain(ctx.Err())
		case <-time.After(rand.N(wait)):
			wait *= 2
		}
	}
}

func (db *DB) update(ctx context.Context, fn func(*Tx) error) (err error) {
	tx, err := db.begin(ctx, true)
	if err != nil {
		return err
	}
	defer func() { db.writes.learn(ctx, tx.fresh) }()
	defer func() {
		if err != nil {
			tx.sql.Rollback() //nolint:errcheck // err says more; a no-op after Commit
			tx.restore()
		}
	}()
	if f := db.Faults; f != nil && f.Begin != nil {
		if err := f.Begin(tx.sql); err != nil {
			return err
		}
	}
	if err := fn(tx); err != nil {
		return err
	}
	if err := tx.complete(); err != nil {
		return err
	}
	if f := db.Faults; f != nil && f.Before != nil {
		if err := f.Before(); err != nil {
			return err
		}
	}
	// A crash before the next line leaves nothing, after it everything.
	if err := tx.sql.Commit(); err != nil {
		return err
	}
	if f := db.Faults; f != nil && f.After != nil {
		return f.After()
	}
	return nil
}

// begin begins a transaction that writes, or one that does not.
func (db *DB) begin(ctx context.Context, writes bool) (*Tx, error) {
	pool, options, prepared := db.read, db.viewOptions, db.reads
	if writes {
		pool, options, prepared = db.write, nil, db.writes
	}
	if err := db.inPlace(); err != nil {
		return nil, err
	}
	tx, err := pool.BeginTx(ctx, options)
	if err != nil {
		return nil, err
	}
	return &Tx{db: db, ctx: ctx, sql: tx, writes: writes, prepared: prepared, work: map[org.ID]*work{}}, nil
}
