package app

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"zhenggai/ledger"
	"zhenggai/notify"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
	"zhenggai/zh"
)

// A letterbox is a channel that keeps what it gets, or refuses it.
type letterbox struct {
	got  []notify.Message
	fail error
}

func (l *letterbox) Send(_ context.Context, m notify.Message) error {
	if l.fail == nil {
		l.got = append(l.got, m)
	}
	return l.fail
}

// TestLadder goes through the days before and after a due day: green to the handler,
// yellow to the leader too, red to the unit and its principal, each once.
func TestLadder(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b := s.bureaus[0]
		f := s.underway(b, "7")
		box := &letterbox{}
		s.Channels = map[string]notify.Channel{ByWebhook: box}
		people := map[org.ID]org.Role{}
		for role := range b.logins {
			people[s.of(b, role).Person] = role
		}
		var told []string
		for day := zh.D(2026, 6, 1); day.Before(zh.D(2026, 7, 5)); day = day.AddDays(1) {
			s.clock.set(time.Date(int(day.Year), time.Month(day.Month), int(day.Day), 1, 0, 0, 0, time.UTC))
			first := got(s.Warn(s.ctx))(t)
			if again := got(s.Warn(s.ctx))(t); again != 0 {
				t.Errorf("%s: sent twice", day)
			}
			if first > 0 {
				told = append(told, day.String())
			}
		}
		if want := "2026-06-10 2026-06-20 2026-07-01"; strings.Join(told, " ") != want {
			t.Errorf("notices on %v, want %s", told, want)
		}
		var notices []*ledger.Notice
		must(t, db.View(s.ctx, func(tx *store.Tx) (err error) {
			notices, err = store.All[ledger.Notice](tx, b.book.ID)
			return err
		}))
		want := [][]org.Role{{org.Handler}, {org.Handler, org.Lead}, {org.Coordinator, org.Secretary}}
		for i, n := range notices {
			var roles []org.Role
			for _, id := range n.To {
				roles = append(roles, people[id])
			}
			if len(roles) != len(want[i]) || roles[0] != want[i][0] || n.Finding != f.ID {
				t.Errorf("notice %d goes to %v, want %v", i, roles, want[i])
			}
		}
		if n := got(s.Deliver(s.ctx))(t); n != 3 || len(box.got) != 3 || !strings.Contains(box.got[2].Body, f.Code) {
			t.Errorf("%d messages were delivered: %+v", n, box.got)
		}
		s.verified()
	})
}

func TestDeliveryIsTriedAgain(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		s.underway(s.bureaus[0], "7")
		box := &letterbox{fail: errors.New("the line is down")}
		s.Channels = map[string]notify.Channel{ByWebhook: box}
		s.clock.set(time.Date(2026, 6, 10, 1, 0, 0, 0, time.UTC))
		got(s.Warn(s.ctx))(t)
		if n := got(s.Deliver(s.ctx))(t); n != 0 {
			t.Error("a message that failed counts as sent")
		}
		box.fail = nil
		if n := got(s.Deliver(s.ctx))(t); n != 0 {
			t.Error("it was tried again at once")
		}
		s.clock.set(time.Date(2026, 6, 10, 1, 30, 0, 0, time.UTC))
		if n := got(s.Deliver(s.ctx))(t); n != 1 {
			t.Error("it was not tried again after a while")
		}
	})
}

// TestJobs holds that a planned time is worked once, whoever plans it, and that work
// whose process died is taken over.
func TestJobs(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		at := time.Date(2026, 6, 10, 1, 59, 30, 0, time.UTC) // 09:59 at the site
		s.clock.set(at)
		must(t, s.PlanJobs(s.ctx))
		must(t, s.PlanJobs(s.ctx))
		if jobs := got(s.Jobs(s.ctx))(t); len(jobs) != len(JobKinds) {
			t.Fatalf("%d jobs are planned, want %d", len(jobs), len(JobKinds))
		}
		if worked := got(s.WorkOnce(s.ctx, "a"))(t); worked {
			t.Error("something ran before its time")
		}
		s.clock.set(at.Add(time.Minute)) // 10:00: deliver and checkpoint
		must(t, db.Update(s.ctx, func(tx *store.Tx) error {
			_, ok, err := tx.ClaimJob("dead", s.Now(), lease)
			if err == nil && !ok {
				t.Error("nothing is due")
			}
			return err
		}))
		ran := 0
		for got(s.WorkOnce(s.ctx, "a"))(t) {
			ran++
		}
		if ran != 1 {
			t.Errorf("%d jobs ran beside the one that is leased, want 1", ran)
		}
		s.clock.set(at.Add(lease + 2*time.Minute))
		if !got(s.WorkOnce(s.ctx, "a"))(t) {
			t.Error("the job of a process that died is not taken over")
		}
		if _, err := s.RunJob(s.ctx, "dance"); err == nil {
			t.Error("a job that does not exist was done")
		}
	})
}

// TestWorkEnds holds that the loop ends with its context.
func TestWorkEnds(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	ctx, stop := context.WithCancel(s.ctx)
	tick := make(chan time.Time)
	done := make(chan error)
	go func() { done <- s.Work(ctx, "a", tick, func(err error) { t.Error(err) }) }()
	tick <- time.Time{}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
