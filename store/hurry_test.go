package store_test

import (
	"testing"

	"zhenggai/store"
	"zhenggai/store/storetest"
)

// TestHurry writes in a hurry. Afterwards SQLite waits for the disk as before, and all
// is in the file itself.
func TestHurry(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		level := func() (n int) {
			t.Helper()
			if db.Engine() == "sqlite" {
				if err := store.RawOf(db).QueryRow("PRAGMA synchronous").Scan(&n); err != nil {
					t.Fatal(err)
				}
			}
			return n
		}
		before := level()
		done, err := db.Hurry(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if level() != 0 {
			t.Errorf("in a hurry it waits: %d", level())
		}
		newSite(t, db)
		if err := done(t.Context()); err != nil {
			t.Fatal(err)
		}
		if level() != before || db.Engine() == "sqlite" && before != 2 {
			t.Errorf("it was %d before and is %d", before, level())
		}
		if faults := check(t, db); len(faults) > 0 {
			t.Errorf("faults: %v", faults)
		}
		if db.Engine() == "sqlite" {
			var busy, log, moved int
			if err := store.RawOf(db).QueryRow("PRAGMA wal_checkpoint").Scan(&busy, &log, &moved); err != nil || log != 0 {
				t.Errorf("%d pages are not in the file: %v", log, err)
			}
		}
	})
}
