package store_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

func TestSchema(t *testing.T) {
	t.Parallel()
	for _, e := range storetest.Engines {
		t.Run(string(e), func(t *testing.T) {
			t.Parallel()
			db := storetest.Open(t, e)
			store.DescribedSchema(t, db)
			if e != storetest.Spread {
				store.GoldenSchema(t, db)
			}
		})
	}
}

// TestReopen: what was kept is there again, and nothing is copied or upgraded.
func TestReopen(t *testing.T) {
	t.Parallel()
	for _, e := range storetest.Engines {
		t.Run(string(e), func(t *testing.T) {
			t.Parallel()
			dsn := storetest.DSN(t, e)
			s := newSite(t, storetest.OpenAt(t, dsn))
			if err := s.db.Close(); err != nil {
				t.Fatal(err)
			}
			again := storetest.OpenAt(t, dsn)
			if again.Saved != "" {
				t.Errorf("a copy was kept as %s", again.Saved)
			}
			err := again.View(context.Background(), func(tx *store.Tx) error {
				units, err := tx.Units()
				if len(units) != 1 {
					t.Errorf("%d units", len(units))
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
			// Whoever still has the old one is told.
			err = s.try("unit.add", &org.Unit{Head: s.head(org.Site), Name: "甲"})
			if fault.KindOf(err) != fault.Internal || !strings.Contains(fault.Say(err, "zh"), "断开") {
				t.Errorf("writing to a closed ledger: %v", err)
			}
		})
	}
}

// TestForeign: files that are no ledger are left alone.
func TestForeign(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	other := filepath.Join(dir, "other.db")
	raw, err := sql.Open("sqlite", other)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := raw.Exec("CREATE TABLE invoice (n INTEGER)"); err != nil {
		t.Fatal(err)
	}
	raw.Close()
	text := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(text, []byte(strings.Repeat("会议记录\n", 20)), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{other, text, dir, "postgres://nobody@127.0.0.1:1/none?connect_timeout=1"} {
		before, _ := os.ReadFile(path)
		db, err := store.Open(context.Background(), path)
		if err == nil {
			db.Close()
			t.Errorf("%s was opened", path)
			continue
		}
		if said := fault.Say(err, "zh"); strings.HasPrefix(said, "系统内部错误") {
			t.Errorf("%s: %s", path, said)
		}
		if after, _ := os.ReadFile(path); string(after) != string(before) {
			t.Errorf("%s was changed", path)
		}
	}
}

// TestNewer: a ledger of a later program is refused, with a sentence.
func TestNewer(t *testing.T) {
	t.Parallel()
	for _, e := range storetest.Engines {
		t.Run(string(e), func(t *testing.T) {
			t.Parallel()
			dsn := storetest.DSN(t, e)
			db := storetest.OpenAt(t, dsn)
			if _, err := store.RawOf(db).Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)"); err != nil {
				t.Fatal(err)
			}
			_, err := store.Open(context.Background(), dsn)
			if fault.KindOf(err) != fault.Conflict || !strings.Contains(fault.Say(err, "zh"), "升级程序") {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestReadOnly: a full disk and a server that takes no writes are said plainly,
// and nothing is half done.
func TestRefusals(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		engine storetest.Engine
		set    string
		want   string
	}{
		"full":            {storetest.SQLite, "PRAGMA max_page_count = 1", "磁盘已满"},
		"readonly file":   {storetest.SQLite, "PRAGMA query_only = 1", "只读"},
		"readonly server": {storetest.Postgres, "ALTER ROLE postgres SET default_transaction_read_only = on", "只读"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if c.engine == storetest.Postgres {
				dsn := storetest.DSN(t, c.engine)
				s := newSite(t, storetest.OpenAt(t, dsn))
				s.db = storetest.OpenAt(t, dsn+"&default_transaction_read_only=on")
				s.refused(t, c.want)
				return
			}
			s := newSite(t, storetest.Open(t, c.engine))
			if _, err := store.RawOf(s.db).Exec(c.set); err != nil {
				t.Fatal(err)
			}
			s.refused(t, c.want)
			if _, err := store.RawOf(s.db).Exec("PRAGMA query_only = 0; PRAGMA max_page_count = 1000000"); err != nil {
				t.Fatal(err)
			}
			s.save("book.import", s.book("乙镇", 60).rows()...)
			if faults := check(t, s.db); len(faults) > 0 {
				t.Error(faults)
			}
		})
	}
}

func (s *site) refused(t *testing.T, want string) {
	t.Helper()
	b := s.book("甲镇", 60)
	err := s.try("book.import", b.rows()...)
	if fault.KindOf(err) != fault.Internal || !strings.Contains(fault.Say(err, "zh"), want) {
		t.Errorf("%v", err)
	}
	if b.findings[0].Version != 0 {
		t.Error("a row thinks it was saved")
	}
	s.view(func(tx *store.Tx) error {
		books, err := tx.Books(org.Scope{Whole: []org.ID{b.unit.ID}})
		if len(books) > 0 {
			t.Error("something was saved all the same")
		}
		return err
	})
}

// TestBackup carries a ledger from each engine to each, while it is used.
func TestBackup(t *testing.T) {
	t.Parallel()
	for _, from := range storetest.Engines {
		for _, to := range storetest.Engines {
			t.Run(string(from)+" to "+string(to), func(t *testing.T) {
				t.Parallel()
				s := newSite(t, storetest.Open(t, from))
				b := s.book("甲镇", 40)
				s.save("book.import", append(b.rows(), s.oneOfEach(true)[1:2]...)...)
				s.save("row.add", s.oneOfEach(true)...)
				s.save("row.add", s.oneOfEach(false)...)
				b.findings[3].State = ledger.Submitted
				s.save("finding.act", b.findings[3])
				path := filepath.Join(t.TempDir(), "backup.zip")
				ctx := context.Background()
				if err := s.db.Backup(ctx, path); err != nil {
					t.Fatal(err)
				}
				if err := s.db.Backup(ctx, path); fault.KindOf(err) != fault.Conflict {
					t.Errorf("over a backup: %v", err)
				}
				dsn := storetest.DSN(t, to)
				if err := store.Restore(ctx, dsn, path); err != nil {
					t.Fatal(err)
				}
				restored := storetest.OpenAt(t, dsn)
				if faults := check(t, restored); len(faults) > 0 {
					t.Error(faults)
				}
				q := store.FindingQuery{Scope: org.Scope{All: true}, Text: "方面", LeafOnly: true}
				if x, y := totals(t, s.db, q), totals(t, restored, q); x != y || x == 0 {
					t.Errorf("%d and %d hits", x, y)
				}
				if err := store.Restore(ctx, dsn, path); fault.KindOf(err) != fault.Conflict {
					t.Errorf("over a ledger: %v", err)
				}
				if err := store.Restore(ctx, storetest.DSN(t, storetest.SQLite), dsn); fault.KindOf(err) != fault.Invalid {
					t.Errorf("from something else: %v", err)
				}
				if err := restored.Update(ctx, func(tx *store.Tx) error {
					b.findings[4].State = ledger.Void
					if err := tx.Put(b.findings[4]); err != nil {
						return err
					}
					return tx.Journal(s.now, "tester", "finding.act", "x", s.random)
				}); err != nil {
					t.Errorf("going on with what was restored: %v", err)
				}
			})
		}
	}
}

func totals(t *testing.T, db *store.DB, q store.FindingQuery) (n int) {
	t.Helper()
	if err := db.View(context.Background(), func(tx *store.Tx) (err error) {
		_, n, err = tx.Findings(q)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestVacuum: search survives the tidying of an SQLite file.
func TestVacuum(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	gone := s.book("甲镇", 10)
	s.save("book.import", gone.rows()...)
	b := s.book("乙镇", 60)
	s.save("book.import", b.rows()...)
	q := store.FindingQuery{Scope: org.Scope{Whole: []org.ID{b.unit.ID}}, Text: "科技"}
	before := totals(t, s.db, q)
	for _, statement := range []string{"DELETE FROM search WHERE doc % 7 = 3 AND book_id IN (SELECT min(book_id) FROM search)", "VACUUM"} {
		if _, err := store.RawOf(s.db).Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	if after := totals(t, s.db, q); after != before || before == 0 {
		t.Errorf("%d hits, %d after VACUUM", before, after)
	}
}
