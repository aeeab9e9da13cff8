package store

import (
	"context"
	"fmt"
)

// Hurry has an SQLite file not wait for the disk after each transaction, until the
// function that it returns is called, which waits once for all of it. Should the
// machine lose its power between the two, the file may be broken: Hurry is for making
// what can be made again. A server is left as it is.
func (db *DB) Hurry(ctx context.Context) (done func(context.Context) error, err error) {
	if db.dialect != lite {
		return func(context.Context) error { return nil }, nil
	}
	pragma := func(ctx context.Context, words string) error {
		if _, err := db.write.ExecContext(ctx, "PRAGMA "+words); err != nil { // there is one connection that writes
			return fmt.Errorf("store: %s: %w", words, db.explain(err))
		}
		return nil
	}
	return func(ctx context.Context) error {
		if err := pragma(ctx, "synchronous(2)"); err != nil {
			return err
		}
		return pragma(ctx, "wal_checkpoint(TRUNCATE)")
	}, pragma(ctx, "synchronous(0)")
}
