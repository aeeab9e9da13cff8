// Package storetest runs tests of the store, and of what stands on it, on each
// engine: SQLite, PostgreSQL, and PostgreSQL with every table partitioned by book at
// SERIALIZABLE, which is what a distributed PostgreSQL asks of a program.
//
// A test binary starts a PostgreSQL of its own, in a folder of its own, and stops
// it; TestMain must call [Main] or [During].
package storetest

import (
	"context"
	"path/filepath"
	"testing"

	"zhenggai/store"
)

// An Engine is one of the ways the product can be kept.
type Engine string

// The engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
	Spread   Engine = "spread" // PostgreSQL, partitioned by book, SERIALIZABLE
)

// Engines are all engines.
var Engines = []Engine{SQLite, Postgres, Spread}

// Run runs f in parallel on an empty ledger of each engine. Where there is no
// PostgreSQL its tests are skipped; on CI they fail.
func Run(t *testing.T, f func(t *testing.T, db *store.DB)) {
	t.Helper()
	for _, e := range Engines {
		t.Run(string(e), func(t *testing.T) {
			t.Parallel()
			f(t, Open(t, e))
		})
	}
}

// Open returns an empty ledger on an engine; it is closed when the test ends.
func Open(t testing.TB, e Engine) *store.DB {
	t.Helper()
	return OpenAt(t, DSN(t, e))
}

// OpenAt opens the ledger at dsn; it is closed when the test ends.
func OpenAt(t testing.TB, dsn string) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// DSN returns where an empty ledger on an engine can be opened, closed and opened
// again as long as the test runs.
func DSN(t testing.TB, e Engine) string {
	t.Helper()
	if e == SQLite {
		return filepath.Join(t.TempDir(), "ledger.db")
	}
	return server.database(t, e)
}
