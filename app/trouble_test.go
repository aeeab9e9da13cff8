package app

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"zhenggai/blob"
	"zhenggai/fault"
	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
	"zhenggai/zh"
)

// A misfortune is something that befalls a database during a change.
type misfortune struct {
	name    string
	engines []storetest.Engine
	befall  func(tx *sql.Tx) error // as the transaction begins
	pass    func(tx *sql.Tx) error // when it is over
	words   string                 // what a person is told
}

// fullServer lets a server answer as one on a full disk does, where a setting says so.
const fullServer = `CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN
	IF current_setting('zhenggai.no_room', true) = 'on' THEN
		RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
	END IF;
	RETURN NEW;
END$$;
CREATE TRIGGER full_disk BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION full_disk()`

var misfortunes = []misfortune{
	// A database that may not grow says what one on a full disk says.
	{"full", []storetest.Engine{storetest.SQLite}, statement("PRAGMA max_page_count = 1"), statement("PRAGMA max_page_count = 1000000"), "磁盘已满，什么也没有存"},
	{"read-only", []storetest.Engine{storetest.Postgres, storetest.Spread}, statement("SET TRANSACTION READ ONLY"), nil, "只读的，什么也没有存"},
	// A server cannot be given a full disk here; what it then answers is known.
	{"full", []storetest.Engine{storetest.Postgres, storetest.Spread}, statement("SET LOCAL zhenggai.no_room = 'on'"), nil, "磁盘已满，什么也没有存"},
	{"lost", []storetest.Engine{storetest.Postgres, storetest.Spread}, func(tx *sql.Tx) error {
		tx.Exec("SELECT pg_terminate_backend(pg_backend_pid())") //nolint:errcheck // it fails: that is the point
		return nil
	}, nil, "连接已断开"},
}

func statement(text string) func(*sql.Tx) error {
	return func(tx *sql.Tx) error {
		_, err := tx.Exec(text)
		return err
	}
}

// TestMisfortunes lets each befall each use case: a person is told in one sentence,
// nothing is half done, and the same request succeeds when it is over.
func TestMisfortunes(t *testing.T) {
	t.Parallel()
	for _, m := range misfortunes {
		for _, e := range m.engines {
			t.Run(m.name+"/"+string(e), func(t *testing.T) {
				t.Parallel()
				dsn := storetest.DSN(t, e)
				db := storetest.OpenAt(t, dsn)
				f := &store.Faults{}
				db.Faults = f
				s := newSite(t, db)
				if e != storetest.SQLite {
					got(rawConn(t, dsn).ExecContext(s.ctx, fullServer))(t)
				}
				struck := 0
				for _, u := range useCases(s, s.bureaus[0]) {
					before := s.everything()
					f.Begin = m.befall
					err := u.do()
					f.Begin = m.pass
					if err == nil {
						continue // there was room, or nothing to do
					}
					struck++
					refusedWith(t, err, fault.Internal, m.words)
					if after := s.everything(); after != before {
						t.Errorf("%s left something: %v, before %v", u.name, after, before)
					}
					if err := u.do(); err != nil {
						t.Errorf("%s, sent again: %v", u.name, err)
					}
				}
				if struck < 4 {
					t.Errorf("only %d use cases were struck", struck)
				}
				s.verified()
			})
		}
	}
}

// TestLostAtCommit ends the server's connections just before a commit: whoever asked
// is told to look, and nothing happened.
func TestLostAtCommit(t *testing.T) {
	t.Parallel()
	for _, e := range []storetest.Engine{storetest.Postgres, storetest.Spread} {
		t.Run(string(e), func(t *testing.T) {
			t.Parallel()
			dsn := storetest.DSN(t, e)
			db := storetest.OpenAt(t, dsn)
			f := &store.Faults{}
			db.Faults = f
			s := newSite(t, db)
			raw := rawConn(t, dsn)
			for _, u := range useCases(s, s.bureaus[0]) {
				before := s.everything()
				f.Before = func() error {
					_, err := raw.ExecContext(s.ctx, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
					return err
				}
				refusedWith(t, u.do(), fault.Internal, "重新查看是否已存上")
				f.Before = nil
				if after := s.everything(); after != before {
					t.Errorf("%s left something: %v, before %v", u.name, after, before)
				}
				if err := u.do(); err != nil {
					t.Errorf("%s, sent again: %v", u.name, err)
				}
			}
			s.verified()
		})
	}
}

// TestCancelled cancels each use case at its beginning and at its commit.
func TestCancelled(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		f := &store.Faults{}
		db.Faults = f
		s := newSite(t, db)
		whole := s.ctx
		for _, u := range useCases(s, s.bureaus[1]) {
			before := s.everything()
			for _, late := range []bool{false, true} {
				ctx, cancel := context.WithCancel(whole)
				s.ctx = ctx
				f.Begin = func(*sql.Tx) error {
					if !late {
						cancel()
					}
					return nil
				}
				f.Before = func() error { cancel(); return nil }
				err := u.do()
				s.ctx, f.Begin, f.Before = whole, nil, nil
				cancel()
				if !errors.Is(err, context.Canceled) {
					t.Errorf("%s, late %v: %v", u.name, late, err)
				}
				refusedWith(t, err, fault.Internal, "已取消")
			}
			if after := s.everything(); after != before {
				t.Errorf("%s was cancelled and left something: %v, before %v", u.name, after, before)
			}
			if err := u.do(); err != nil {
				t.Errorf("%s, sent again: %v", u.name, err)
			}
		}
		s.verified()
	})
}

// TestFileTakenAway moves the file of a ledger away, and puts another in its place: from
// then on nothing is taken, because it would be lost.
func TestFileTakenAway(t *testing.T) {
	t.Parallel()
	dsn := storetest.DSN(t, storetest.SQLite)
	s := newSite(t, storetest.OpenAt(t, dsn))
	f := s.underway(s.bureaus[0], "7")
	handler := s.of(s.bureaus[0], org.Handler)
	note := func() error {
		_, err := s.Do(s.ctx, handler, Request{Book: f.Book, Finding: f.ID, Act: ledger.Act{Event: ledger.Note,
			Row: &ledger.Record{Kind: "学习", Title: "学习", Dated: zh.D(2026, 3, 1)}}})
		return err
	}
	must(t, os.Rename(dsn, dsn+".away"))
	refusedWith(t, note(), fault.Internal, "已被移走")
	must(t, os.WriteFile(dsn, got(os.ReadFile(dsn+".away"))(t), 0o600))
	refusedWith(t, note(), fault.Internal, "已被移走")
	must(t, os.Rename(dsn+".away", dsn))
	must(t, note())
	s.verified()
}

// TestClockSetBack sets the clock back by days between changes: everything works, and
// verification shows a hint and no fault.
func TestClockSetBack(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[1]
		f := s.finished(b, "7")
		back := func() { s.clock.set(s.Now().AddDate(0, 0, -2)) }
		s.done(b, org.Handler, f, ledger.Act{Event: ledger.Note, Row: &ledger.Record{Kind: "学习", Title: "学习", Dated: zh.D(2026, 2, 20)}})
		back()
		s.done(b, org.Handler, f, ledger.Act{Event: ledger.Submit, Reason: "请予销号"})
		s.passAll(b, f)
		if cs := got(s.Case(s.ctx, s.of(b, org.Coordinator), b.book.ID, f.ID))(t); cs.Finding.State != ledger.Closed || cs.Stale() {
			t.Errorf("closed with the clock set back: %s, stale %v", cs.Finding.State, cs.Stale())
		}
		back()
		s.done(b, org.Officer, f, ledger.Act{Event: ledger.Reopen, Reason: "抽查又有无公函接待", Day: zh.D(2026, 2, 20)})
		back()
		got(s.Checkpoint(s.ctx))(t)
		must(t, s.PlanJobs(s.ctx))
		hints := 0
		for _, c := range got(s.Verify(s.ctx))(t).Books {
			for _, fault := range c.Faults {
				if fault.Kind == journal.ClockBack {
					hints++
				}
			}
		}
		if hints == 0 {
			t.Error("the journal does not show that the clock was set back")
		}
		s.verified()
	})
}

// TestTwoProcesses has another process hold the file: whoever writes waits his turn,
// and is told in a sentence when it does not come.
func TestTwoProcesses(t *testing.T) {
	t.Parallel()
	dsn := storetest.DSN(t, storetest.SQLite)
	s := newSite(t, storetest.OpenAt(t, dsn))
	b := s.bureaus[0]
	other := rawConn(t, dsn)
	before := s.everything()
	hold := func() { got(other.ExecContext(s.ctx, "BEGIN IMMEDIATE"))(t) }
	release := func() { got(other.ExecContext(s.ctx, "ROLLBACK"))(t) }
	set := func(value string) error { return s.Set(s.ctx, s.of(b, org.Coordinator), b.book.ID, "mapping/x", value) }
	hold()
	refusedWith(t, set("{}"), fault.Conflict, "正被别的程序占用")
	if after := s.everything(); after != before {
		t.Errorf("something was left: %v, before %v", after, before)
	}
	done := make(chan error)
	go func() { done <- set("{}") }()
	release()
	must(t, <-done)
	s.verified()
}

// TestSpool refuses what is too large and says when there is nowhere to put it.
func TestSpool(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	b := s.bureaus[0]
	f := s.underway(b, "7")
	offer := func() error {
		_, err := s.Attach(s.ctx, s.of(b, org.Handler), Offering{Book: b.book.ID, Finding: f.ID, Name: "公函.txt", Size: -1, Body: strings.NewReader("公函三份。\n")})
		return err
	}
	before := s.everything()
	whole := *s.Spool
	*s.Spool = blob.Spool{Dir: whole.Dir, Limit: 4}
	refusedWith(t, offer(), fault.Invalid, "文件太大")
	*s.Spool = blob.Spool{Dir: filepath.Join(whole.Dir, "gone"), Limit: whole.Limit}
	refusedWith(t, offer(), fault.Internal, "存储的设置有误")
	if after := s.everything(); after != before || s.stored() != 0 {
		t.Errorf("something was left: %v, before %v", after, before)
	}
	*s.Spool = whole
	must(t, offer())
	s.verified()
}

// smallDisk is the environment variable that tells this test that it runs in a
// namespace of its own, where it may mount a disk.
const smallDisk = "ZHENGGAI_SMALL_DISK"

// TestSmallDisk fills a real disk that holds database, evidence and spool: each use
// case goes through or says that the disk is full, nothing is half done, and the same
// request succeeds when there is room again. Where the system lets nobody mount
// anything it is skipped; TestMisfortunes is not.
func TestSmallDisk(t *testing.T) {
	t.Parallel()
	if os.Getenv(smallDisk) == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^TestSmallDisk$", "-test.v") //nolint:gosec // this binary
		cmd.Env = append(os.Environ(), smallDisk+"=1")
		cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Cloneflags: syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
			UidMappings: []syscall.SysProcIDMap{{HostID: os.Geteuid(), Size: 1}}, GidMappings: []syscall.SysProcIDMap{{HostID: os.Getegid(), Size: 1}}}
		out, err := cmd.CombinedOutput()
		if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.ENOSPC) || strings.Contains(string(out), "SKIP") {
			t.Skipf("no disk can be mounted here: %v %s", err, out)
		}
		if t.Logf("%s", out); err != nil {
			t.Error(err)
		}
		return
	}
	disk := t.TempDir()
	if err := syscall.Mount("small", disk, "tmpfs", 0, "size=8m"); err != nil {
		t.Skip(err)
	}
	defer syscall.Unmount(disk, syscall.MNT_DETACH) //nolint:errcheck // the namespace ends anyway
	db := got(store.Open(t.Context(), filepath.Join(disk, "ledger.db")))(t)
	defer db.Close()
	s := newSite(t, db)
	folder := got(blob.OpenFolder(filepath.Join(disk, "blobs")))(t)
	defer folder.Close()
	s.Blobs, s.Spool.Dir = folder, disk
	s.ctx = context.Background()
	full := 0
	for _, u := range useCases(s, s.bureaus[0]) {
		before := s.everything()
		makeRoom := fillUp(t, disk)
		err := u.do()
		makeRoom()
		if err == nil {
			continue // the log had room
		}
		full++
		refusedWith(t, err, fault.Internal, "满")
		if after := s.everything(); after != before {
			t.Errorf("%s left something: %v, before %v", u.name, after, before)
		}
		if err := u.do(); err != nil {
			t.Errorf("%s, sent again: %v", u.name, err)
		}
	}
	t.Logf("%d use cases found the disk full", full)
	if full < 4 {
		t.Error("hardly anything was struck")
	}
	s.verified()
}

// fillUp leaves no room on a disk until what it returns is called.
func fillUp(t *testing.T, disk string) (makeRoom func()) {
	t.Helper()
	filler := got(os.Create(filepath.Join(disk, "filler")))(t)
	var err error
	for _, piece := range []int{1 << 16, 1} { // what is left of the last block too
		for err = nil; err == nil; {
			_, err = filler.Write(make([]byte, piece))
		}
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	return func() { must(t, errors.Join(filler.Close(), os.Remove(filler.Name()))) }
}
