package app

import (
	"bytes"
	"context"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
	"zhenggai/zh"
)

// settled waits until the last task of a kind is over and returns it.
func (s *site) settled(key string) Run {
	s.t.Helper()
	s.runs.working.Wait()
	t, ok := s.runs.last(key)
	if !ok || t.Running() {
		s.t.Fatalf("no task %s, or still running", key)
	}
	return t
}

func TestOverseeRights(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	s.Folder = t.TempDir()
	b := s.bureaus[1]
	f := s.underway(b, "7")
	people := map[string]org.Actor{"audit": s.as("shenji"), "system": s.as("xitong"), "security": s.as("anquan"), "office": s.as("banli"),
		"coordinator": s.of(b, org.Coordinator), "handler": s.of(b, org.Handler), "stranger": s.as("sw-viewer")}
	for _, c := range []struct {
		name string
		may  string
		do   func(who org.Actor) error
	}{
		{"verify", "audit office", func(who org.Actor) error { defer s.runs.working.Wait(); return s.StartVerify(who) }},
		{"verified", "audit office", func(who org.Actor) error { _, _, err := s.VerifyRun(who); return err }},
		{"sign", "audit office", func(who org.Actor) error { _, err := s.SignCheckpoints(s.ctx, who); return err }},
		{"checkpoints of the site", "audit", func(who org.Actor) error { _, err := s.Checkpoints(s.ctx, who, org.Site); return err }},
		{"checkpoints of a book", "office coordinator", func(who org.Actor) error { _, err := s.Checkpoints(s.ctx, who, b.book.ID); return err }},
		{"proof", "office coordinator handler", func(who org.Actor) error {
			e := got(s.Entries(s.ctx, s.as("banli"), store.EntryQuery{Book: b.book.ID, Subject: subject(f)}))(t)
			_, err := s.Prove(s.ctx, who, b.book.ID, e[0].Index)
			return err
		}},
		{"proof of what is about no finding", "office coordinator", func(who org.Actor) error { _, err := s.Prove(s.ctx, who, b.book.ID, 0); return err }},
		{"proof of what is not there", "office coordinator", func(who org.Actor) error {
			if _, err := s.Prove(s.ctx, who, b.book.ID, 9999); fault.Say(err, "en") != "The journal has no entry 9999; please check the number." {
				return err
			}
			return nil
		}},
		{"jobs", "system", func(who org.Actor) error { _, err := s.PlannedJobs(s.ctx, who); return err }},
		{"run a job", "system", func(who org.Actor) error { defer s.runs.working.Wait(); return s.StartJob(who, "warn") }},
		{"backup", "system", func(who org.Actor) error { defer s.runs.working.Wait(); return s.StartBackup(who) }},
		{"backups", "system", func(who org.Actor) error { _, _, err := s.Backups(who); return err }},
		{"outlets", "system", func(who org.Actor) error { _, err := s.Outlets(who); return err }},
	} {
		for name, who := range people {
			err := c.do(who)
			if may := strings.Contains(" "+c.may+" ", " "+name+" "); may != (err == nil) {
				t.Errorf("%s by %s: %v", c.name, name, err)
			}
		}
	}
}

func TestVerifyAsked(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	s.closed(s.bureaus[0], "7")
	must(t, s.StartVerify(s.as("shenji")))
	task := s.settled(TaskVerify)
	v, ok := task.Found.(*Verification)
	if task.Err != nil || !ok || !v.OK() || len(v.Books) != 3 || task.By != s.as("shenji").Person {
		t.Errorf("got %+v", task)
	}
}

// TestTaskOnce: of one kind only one is under way, and closing waits for it.
func TestTaskOnce(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	hold := make(chan struct{})
	wait := func() error {
		return s.start("wait", s.as("xitong"), func(ctx context.Context) (any, error) { close(hold); <-ctx.Done(); return nil, ctx.Err() })
	}
	must(t, wait())
	<-hold
	refusedWith(t, wait(), fault.Conflict, "正在进行")
	s.runs.end()
	if task, _ := s.runs.last("wait"); task.Err == nil || task.Running() {
		t.Errorf("ending did not stop it: %+v", task)
	}
	refusedWith(t, wait(), fault.Conflict, "正在进行")
}

func TestProof(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	b := s.bureaus[0]
	s.closed(b, "7")
	who := s.as("banli")
	entries := got(s.Entries(s.ctx, who, store.EntryQuery{Book: b.book.ID, Limit: 500}))(t)
	for _, signed := range []bool{false, true} {
		for _, e := range entries {
			p := got(s.Prove(s.ctx, who, b.book.ID, e.Index))(t)
			root := p.Hash
			if len(p.Steps) > 0 {
				root = p.Steps[len(p.Steps)-1].Gives
			}
			if p.Sound != nil || root != p.Root || (p.Signed != nil) != signed || p.Index != e.Index || !bytes.Equal(p.Leaf, e.Leaf()) {
				t.Fatalf("entry %d: %v, the steps lead to %v and the root is %v", e.Index, p.Sound, root, p.Root)
			}
		}
		got(s.SignCheckpoints(s.ctx, who))(t)
	}
	all := got(s.Checkpoints(s.ctx, who, b.book.ID))(t)
	if len(all) != 1 || all[0].Size != int64(len(entries)) || !strings.Contains(all[0].Note, "— ") {
		t.Errorf("got checkpoints %+v", all)
	}
}

func TestBackupAsked(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	s.Folder = t.TempDir()
	s.attach(s.bureaus[0], s.underway(s.bureaus[0], "7"), "清单")
	must(t, s.StartBackup(s.as("xitong")))
	task := s.settled(TaskBackup)
	if task.Err != nil {
		t.Fatal(task.Err)
	}
	dir, all, err := s.Backups(s.as("xitong"))
	must(t, err)
	if len(all) != 1 || all[0].Size == 0 || filepath.Join(dir, all[0].Name) != task.Found.(*Backup).File {
		t.Errorf("got %v and %+v", all, task.Found)
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder of backups can be read by others: %v %v", info, err)
	}
	log := got(s.Entries(s.ctx, s.as("shenji"), store.EntryQuery{Book: org.Site, Limit: 1}))(t)
	if log[0].Action != "site.backup" || log[0].Actor != s.as("xitong").Person.String() {
		t.Errorf("the journal does not tell of it: %+v", log[0])
	}
	if v := got(s.Verify(s.ctx))(t); !v.OK() {
		t.Errorf("%+v", v)
	}
}

func TestTallies(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	water, wood := s.bureaus[0], s.bureaus[1]
	s.underway(water, "7")
	s.closed(water, "8")
	s.finding(wood, "9")
	for _, c := range []struct {
		who  org.Actor
		all  int
		leaf int
	}{
		{s.as("banli"), 9, 3}, {s.of(water, org.Coordinator), 6, 2}, {s.of(water, org.Handler), 2, 2}, {s.as("xitong"), 0, 0},
	} {
		all, leaf := 0, 0
		begin := func() { all, leaf = 0, 0 }
		must(t, s.Tallies(s.ctx, c.who, store.FindingQuery{}, zh.D(2026, 6, 29), begin, func(x *Tally) {
			all += x.N
			if x.Leaf {
				leaf += x.N
			}
			if want := x.Leaf && x.State != ledger.Closed; (x.Colour != "") != want {
				t.Errorf("colour %q of %+v", x.Colour, x)
			}
		}))
		if all != c.all || leaf != c.leaf {
			t.Errorf("got %d findings, %d leaves, want %d and %d", all, leaf, c.all, c.leaf)
		}
	}
}

func TestStays(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	b := s.bureaus[0]
	f := s.finding(b, "7")
	begin := f.ID.Time()
	day := func(n int) { s.clock.set(begin.Add(time.Duration(n) * 24 * time.Hour)) }
	day(2)
	s.done(b, org.Coordinator, f, ledger.Act{Event: ledger.Plan})
	day(5)
	s.done(b, s.head(b), f, ledger.Act{Event: ledger.Approve})
	for _, m := range got(s.Case(s.ctx, s.of(b, org.Handler), b.book.ID, f.ID))(t).Current() {
		s.done(b, org.Handler, f, ledger.Act{Event: ledger.Finish, On: m.ID, Reason: "已办结", Day: zh.D(2026, 3, 1)})
	}
	s.attach(b, f, "清单")
	day(15)
	s.done(b, org.Handler, f, ledger.Act{Event: ledger.Submit, Reason: "请予销号"})
	day(16)
	s.passAll(b, f)
	s.underway(b, "8")
	want := map[string]float64{"open": 2, "planned": 3, "underway": 10, "submitted": 1, "submitted 承办人自评": 1}
	for _, who := range []org.Actor{s.as("banli"), s.of(b, org.Handler)} {
		stays := got(s.Stays(s.ctx, who, store.FindingQuery{Books: []org.ID{b.book.ID}, States: []ledger.State{ledger.Closed}}))(t)
		seen := 0
		for _, x := range stays {
			days, ok := want[strings.TrimSpace(string(x.State)+" "+x.Step)]
			if got := x.Mean().Hours() / 24; ok && (got < days-.01 || got > days+.01 || x.Times != 1 || x.Finding != f.ID) {
				t.Errorf("%s %s: %v days, %d times", x.State, x.Step, got, x.Times)
			}
			if ok {
				seen++
			}
		}
		if seen != len(want) {
			t.Errorf("got %+v", stays)
		}
	}
	if stays := got(s.Stays(s.ctx, s.as("ly-viewer"), store.FindingQuery{}))(t); len(stays) > 0 {
		t.Errorf("a stranger sees %+v", stays)
	}
}

func TestHostOf(t *testing.T) {
	t.Parallel()
	if got := hostOf("https://qyapi.example.cn/cgi-bin/webhook/send?key=" + hex.EncodeToString([]byte("secret"))); got != "qyapi.example.cn" {
		t.Error(got)
	}
}
