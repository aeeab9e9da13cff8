package store_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"zhenggai/golden"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// TestUpgrade opens the ledger that each release wrote, as it was kept under
// testdata/upgrade, and verifies it. A release adds its own: UPDATE=1 writes the
// file of the newest step if it is not there, and never changes another.
func TestUpgrade(t *testing.T) {
	t.Parallel()
	const newest = "testdata/upgrade/0005.db"
	if _, err := os.Stat(newest); err != nil && golden.Updating(t) {
		writeRelease(t, newest)
	}
	files, err := filepath.Glob("testdata/upgrade/*.db")
	if err != nil || len(files) == 0 {
		t.Fatalf("no ledgers of releases: %v", err)
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			t.Parallel()
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(t.TempDir(), "ledger.db")
			if err := os.WriteFile(path, b, 0o644); err != nil {
				t.Fatal(err)
			}
			db := storetest.OpenAt(t, path)
			if (db.Saved != "") != (f != newest) {
				t.Errorf("a copy was kept as %q", db.Saved)
			}
			if faults := check(t, db); len(faults) > 0 {
				t.Error(faults)
			}
			if n := totals(t, db, store.FindingQuery{Scope: org.Scope{All: true}, Text: "方面", LeafOnly: true}); n < 5 {
				t.Errorf("%d findings are found", n)
			}
			if f != "testdata/upgrade/0001.db" {
				p := (&site{t: t, db: db}).anybody()
				if had := signedIn(t, db, p); had != aboutSignIn {
					t.Errorf("of signing in there is %v", had)
				}
			}
			s := &site{t: t, db: db, random: rand.NewChaCha8([32]byte{7}), now: time.Date(2027, 1, 4, 8, 0, 0, 0, time.UTC)} // and it can be written to
			s.save("unit.add", &org.Unit{Head: s.head(org.Site), Name: "新设科室"})
		})
	}
}

// writeRelease writes a small ledger with a row of every kind.
func writeRelease(t *testing.T, path string) {
	t.Helper()
	made := filepath.Join(t.TempDir(), "ledger.db")
	s := newSite(t, storetest.OpenAt(t, made))
	b := s.book("南坪镇", 5)
	s.save("book.import", b.rows()...)
	s.save("row.add", s.oneOfEach(true)...)
	b.findings[2].State = ledger.Submitted
	s.save("finding.act", b.findings[2])
	s.signIn(s.anybody())
	if _, err := store.RawOf(s.db).Exec("VACUUM INTO $1", path); err != nil {
		t.Fatal(err)
	}
}
