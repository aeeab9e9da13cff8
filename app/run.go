package app

import (
	"context"
	"sync"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
)

// A Run is work that a person started and that goes on without him. It is told of as
// long as this process runs; what it changed is in the journal.
type Run struct {
	By    org.ID
	Began ledger.Time
	Ended ledger.Time // zero while it is under way
	Found any         // what came of it
	Err   error
}

// Running reports whether the run is under way.
func (t *Run) Running() bool { return t.Ended.IsZero() }

// runs are the last run of each kind. The zero runs are none.
type runs struct {
	mu      sync.Mutex
	all     map[string]*Run
	stops   []context.CancelFunc
	working sync.WaitGroup
	ended   bool
}

// last returns the last run of a kind as it stands.
func (ts *runs) last(key string) (Run, bool) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if t := ts.all[key]; t != nil {
		return *t, true
	}
	return Run{}, false
}

// end stops what is under way and waits for it.
func (ts *runs) end() {
	ts.mu.Lock()
	ts.ended = true
	for _, stop := range ts.stops {
		stop()
	}
	ts.mu.Unlock()
	ts.working.Wait()
}

// start begins work that outlives the request it was asked for in. Of one kind only one
// is under way at a time.
func (a *App) start(key string, who org.Actor, work func(context.Context) (any, error)) error {
	ts := &a.runs
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if t := ts.all[key]; t != nil && t.Running() || ts.ended {
		return fault.New(fault.Conflict, "这件事正在进行，请等它完成。", "This is under way already; please wait for it.", nil)
	}
	if ts.all == nil {
		ts.all = map[string]*Run{}
	}
	t := &Run{By: who.Person, Began: ledger.At(a.Now())}
	ts.all[key] = t
	ctx, stop := context.WithCancel(context.Background())
	ts.stops = append(ts.stops, stop)
	ts.working.Go(func() {
		defer stop()
		found, err := work(ctx)
		ts.mu.Lock()
		defer ts.mu.Unlock()
		t.Ended, t.Found, t.Err = ledger.At(a.Now()), found, err
	})
	return nil
}
