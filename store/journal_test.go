package store_test

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// check verifies everything that is kept: each journal, each row against it, each
// count.
func check(t testing.TB, db *store.DB) (faults []journal.Fault) {
	t.Helper()
	err := db.View(context.Background(), func(tx *store.Tx) error {
		books, err := tx.Journals()
		if err != nil {
			return err
		}
		for _, book := range books {
			head, err := tx.JournalHead(book)
			if errors.Is(err, journal.ErrHead) {
				faults, err = append(faults, journal.Fault{Kind: journal.HeadAltered}), nil
			}
			if err != nil {
				return err
			}
			report, err := journal.Verify(journal.Copy{Origin: journal.Origin(book.String()), Log: tx.Log(book), Head: &head,
				Hashes: tx.Hashes(book), Rows: tx.Images(book), Checkpoints: tx.Checkpoints(book)})
			if err != nil {
				return err
			}
			faults = append(faults, report.Faults...)
			wrong, err := tx.Recount(book)
			if err != nil {
				return err
			}
			for _, w := range wrong {
				t.Errorf("%s %s: %s", w.Kept, w.Finding, w.Msg.EN)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return faults
}

func TestJournal(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.book("南坪镇", 30)
		s.save("book.import", b.rows()...)
		for i := range 40 {
			f := b.findings[s.rnd.IntN(len(b.findings))]
			f.State, f.Title, f.Owners.Dept = some(s.rnd, states...), s.sentence(), some(s.rnd, b.depts...).ID
			rows := []org.Row{f}
			if i%3 == 0 {
				rows = append(rows, b.measures[i])
			}
			s.save("finding.act", rows...)
		}
		if faults := check(t, db); len(faults) > 0 {
			t.Errorf("%v", faults)
		}
		s.view(func(tx *store.Tx) error {
			head, err := tx.JournalHead(b.book.ID)
			if err != nil || head.Size() != 41 {
				t.Errorf("size %d, %v", head.Size(), err)
			}
			entries, err := tx.Entries(store.EntryQuery{Book: b.book.ID, Limit: 5, Before: 20})
			if err != nil || len(entries) != 5 || entries[0].Index != 19 {
				t.Errorf("entries %v, %v", entries, err)
			}
			proof, err := journal.ProveInclusion(head.Size(), 7, tx.HashReader(b.book.ID))
			if err != nil {
				return err
			}
			entries, err = tx.Entries(store.EntryQuery{Book: b.book.ID, Limit: 1, Before: 8, Subject: "test"})
			if err != nil {
				return err
			}
			return journal.CheckInclusion(proof, head.Size(), head.Root(), 7, entries[0].Leaf())
		})
	})
}

// TestRemark: an entry without rows, and a transaction that writes nothing.
func TestRemark(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		for _, remark := range []bool{true, false} {
			err := db.Update(context.Background(), func(tx *store.Tx) error {
				if remark {
					if err := tx.Remark(org.Site); err != nil {
						return err
					}
				}
				return tx.Journal(s.now, "tester", "evidence.refused", "finding/x", s.random)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		s.view(func(tx *store.Tx) error {
			head, err := tx.JournalHead(org.Site)
			if err != nil || head.Size() != 2 { // one is of newSite
				t.Errorf("size %d, %v", head.Size(), err)
			}
			for i := range 2 {
				if err := tx.AddCheckpoint(org.Site, 2, []byte{byte(i)}); err == nil {
					t.Error("a View wrote")
				}
			}
			return nil
		})
	})
}

// TestByHand changes one thing in the database past the product: verification says
// what.
func TestByHand(t *testing.T) {
	t.Parallel()
	for name, edit := range map[string]string{
		"row":        "UPDATE measure SET text = text || '。' WHERE ord = 2",
		"row gone":   "DELETE FROM measure WHERE ord = 3",
		"row back":   "UPDATE finding SET version = 1, state = 'open' WHERE version = 2",
		"entry":      "UPDATE entry SET actor = 'nobody' WHERE n = 1",
		"entry gone": "DELETE FROM entry WHERE n = 2",
		"detail":     "UPDATE detail SET image = replace(image, '涉及', '不及') WHERE n = 0",
		"hash":       "UPDATE hash SET hash = (SELECT h.hash FROM hash h WHERE h.i = 0 LIMIT 1) WHERE i = 1",
		"head":       "UPDATE head SET state = (SELECT h.state FROM head h ORDER BY h.book_id LIMIT 1)",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dsn := storetest.DSN(t, storetest.SQLite)
			db := storetest.OpenAt(t, dsn)
			s := newSite(t, db)
			b := s.book("南坪镇", 5)
			s.save("book.import", b.rows()...)
			for _, f := range b.findings[:3] {
				f.State = ledger.Submitted
				s.save("finding.act", f)
			}
			if faults := check(t, db); len(faults) > 0 {
				t.Fatal(faults)
			}
			raw, err := sql.Open("sqlite", dsn)
			if err != nil {
				t.Fatal(err)
			}
			defer raw.Close()
			res, err := raw.Exec(edit)
			if err != nil {
				t.Fatal(err)
			}
			if n, _ := res.RowsAffected(); n == 0 {
				t.Fatal("nothing was edited")
			}
			var faults []journal.Fault
			quiet := &testing.T{} // counts are wrong as well, and need not be shown
			faults = check(quiet, db)
			if len(faults) == 0 {
				t.Error("nobody noticed")
			}
		})
	}
}

// TestTogether lets many write to two books at once: everything that was
// acknowledged is there, in some order.
func TestTogether(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		books := []*book{s.book("甲镇", 5), s.book("乙镇", 5)}
		s.save("book.import", append(books[0].rows(), books[1].rows()...)...)
		const writers, changes = 4, 8
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				random := rand.NewChaCha8([32]byte{byte(w)})
				rnd := rand.New(random)
				for range changes {
					b := books[rnd.IntN(2)]
					id := b.findings[rnd.IntN(len(b.findings))].ID
					err := db.Update(context.Background(), func(tx *store.Tx) error {
						f, err := store.Get[ledger.Finding](tx, b.book.ID, id)
						if err != nil {
							return err
						}
						f.Extended++
						f.State = some(rnd, states...)
						if err := tx.Put(f); err != nil {
							return err
						}
						return tx.Journal(s.now, "writer", "finding.act", "x", random)
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		n := 0
		s.view(func(tx *store.Tx) error {
			for _, b := range books {
				all, err := tx.Outline(b.book.ID, b.inspection.ID)
				if err != nil {
					return err
				}
				for _, f := range all {
					n += f.Extended
				}
			}
			return nil
		})
		if n != writers*changes {
			t.Errorf("%d changes are there, %d were acknowledged", n, writers*changes)
		}
		if faults := check(t, db); len(faults) > 0 {
			t.Error(faults)
		}
	})
}

// TestJobs gives each job to one worker only.
func TestJobs(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		const jobs = 20
		ctx := context.Background()
		update := func(f func(tx *store.Tx) error) {
			t.Helper()
			if err := db.Update(ctx, f); err != nil {
				t.Error(err)
			}
		}
		update(func(tx *store.Tx) error {
			for i := range jobs {
				j := store.Job{Book: org.Site, ID: s.id(), Kind: "remind", Payload: itoa(i), Due: ledger.At(s.now.Add(time.Duration(i) * time.Second))}
				if err := errors.Join(tx.AddJob(j), tx.AddJob(j)); err != nil {
					return err
				}
			}
			return nil
		})
		now := s.now.Add(time.Hour)
		var mu sync.Mutex
		done := map[string]int{}
		var wg sync.WaitGroup
		for w := range 3 {
			wg.Go(func() {
				for {
					var j store.Job
					var ok bool
					update(func(tx *store.Tx) (err error) {
						j, ok, err = tx.ClaimJob("worker "+itoa(w), now, time.Minute)
						return err
					})
					if !ok {
						return
					}
					mu.Lock()
					done[j.Payload]++
					mu.Unlock()
					update(func(tx *store.Tx) error {
						ok, err := tx.FinishJob(j, now)
						if !ok && err == nil { // an attempt that failed is made again
							t.Error("a job was lost")
						}
						return err
					})
				}
			})
		}
		wg.Wait()
		if len(done) != jobs {
			t.Errorf("%d of %d jobs were done", len(done), jobs)
		}
		for payload, n := range done {
			if n != 1 {
				t.Errorf("job %s was done %d times", payload, n)
			}
		}
		testLease(t, s, update)
	})
}

// testLease: who lost the lease cannot finish; a message is sent once.
func testLease(t *testing.T, s *site, update func(func(tx *store.Tx) error)) {
	j := store.Job{Book: org.Site, ID: s.id(), Kind: "backup", Due: ledger.At(s.now)}
	update(func(tx *store.Tx) error { return tx.AddJob(j) })
	var first, second store.Job
	update(func(tx *store.Tx) (err error) { first, _, err = tx.ClaimJob("a", s.now, time.Minute); return err })
	update(func(tx *store.Tx) error {
		_, ok, err := tx.ClaimJob("b", s.now.Add(30*time.Second), time.Minute)
		if ok {
			t.Error("two have one job")
		}
		return err
	})
	update(func(tx *store.Tx) (err error) {
		second, _, err = tx.ClaimJob("b", s.now.Add(2*time.Minute), time.Minute)
		return err
	})
	update(func(tx *store.Tx) error {
		late, err := tx.FinishJob(first, s.now)
		ok, err2 := tx.RetryJob(second, s.now.Add(time.Hour), "磁盘已满")
		jobs, err3 := tx.Jobs(1)
		if late || !ok || len(jobs) != 1 || jobs[0].Tries != 2 || jobs[0].Failure != "磁盘已满" {
			t.Errorf("late %v, ok %v, %+v", late, ok, jobs)
		}
		return errors.Join(err, err2, err3)
	})
	m := store.Message{Book: org.Site, ID: s.id(), Channel: "mail", Body: "{}", Due: ledger.At(s.now)}
	update(func(tx *store.Tx) error { return tx.Post(m, m) })
	for _, want := range []int{1, 0, 1, 0} {
		update(func(tx *store.Tx) error {
			due, err := tx.Outbox(s.now, 10)
			if len(due) != want {
				t.Errorf("%d messages wait, want %d", len(due), want)
			}
			switch {
			case len(due) == 1 && due[0].Tries == 0:
				err = errors.Join(err, tx.Unsent(due[0], s.now.Add(time.Minute), "对方没有应答"))
			case len(due) == 1:
				err = errors.Join(err, tx.Sent(due[0], s.now))
			default:
				s.now = s.now.Add(time.Minute)
			}
			return err
		})
	}
}
