package app

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"zhenggai/blob"
	"zhenggai/fault"
	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// crowd returns people who act on n findings that are under way.
func (s *site) crowd(b *bureau, n int) *crowd {
	s.t.Helper()
	c := &crowd{App: s.App, Logins: b.logins, Book: b.book.ID, Unit: b.unit.ID}
	for i := range n {
		c.Findings = append(c.Findings, s.underway(b, strconv.Itoa(20+i)).ID)
	}
	return c
}

// TestCrowd lets eight people act on five findings at once, legally and not: what was
// granted is in the journal once, what was not left nothing, and each finding went a
// way that the workflow has.
func TestCrowd(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		const people, seed = 8, 20260302
		wishes := 30
		if racing() {
			wishes = 12
		}
		s := newSite(t, db)
		b := s.bureaus[1]
		c := s.crowd(b, 5)
		before := s.entries(b)
		granted := make([]atomic.Int64, len(c.Findings))
		var traces sync.Map
		var group sync.WaitGroup
		for p := range people {
			group.Go(func() {
				rnd := rand.New(rand.NewPCG(seed, uint64(p)))
				for i := range wishes {
					w, err := c.wish(s.ctx, rnd, p*wishes+i)
					if err != nil {
						t.Errorf("seed %d: looking: %v", seed, err)
						return
					}
					found, err := c.send(s.ctx, w)
					switch {
					case err == nil:
						granted[slices.Index(c.Findings, w.Finding)].Add(1)
						traces.Store(w.N, found)
					case !inWords(err):
						t.Errorf("seed %d: %s %s by %s: %v", seed, w.Kind, w.Event, w.Login, err)
					}
				}
			})
		}
		group.Wait()
		s.verified()
		traces.Range(func(_, found any) bool {
			if gone := got(s.lost(s.ctx, found.([]trace)))(t); len(gone) > 0 {
				t.Errorf("seed %d: granted and not there: %v", seed, gone)
			}
			return true
		})
		total := int64(0)
		for i, f := range c.Findings {
			if n := s.followed(b, f, before); n != granted[i].Load() {
				t.Errorf("seed %d: %d wishes on a finding were granted, the journal has %d", seed, granted[i].Load(), n)
			}
			total += granted[i].Load()
		}
		if total < int64(people*wishes/8) {
			t.Errorf("seed %d: only %d of %d wishes were granted", seed, total, people*wishes)
		}
	})
}

// followed fails the test unless the journal of a finding, from an entry on, is a way
// through the workflow by people who may go it. It returns how many steps there are.
func (s *site) followed(b *bureau, finding org.ID, from int64) (steps int64) {
	s.t.Helper()
	must(s.t, s.DB.View(s.ctx, func(tx *store.Tx) error {
		steps = 0
		states := map[int64]ledger.State{} // after each entry that changed it
		for d, err := range tx.Log(b.book.ID).Details {
			var f ledger.Finding
			if err == nil && d.Table == "finding" && d.ID == finding.String() {
				err = json.Unmarshal(d.Image, &f)
				states[d.Index] = f.State
			}
			if err != nil {
				return err
			}
		}
		var state ledger.State
		for l, err := range tx.Log(b.book.ID).Leaves {
			if err != nil {
				return err
			}
			e := got(journal.ParseEntry(l.Body))(s.t)
			before := state
			if now, ok := states[e.Index]; ok {
				state = now
			}
			if e.Index >= from && e.Subject == "finding/"+finding.String() {
				steps++
				s.allowed(tx, b, e, before, state)
			}
		}
		cs, err := tx.Case(b.book.ID, finding)
		if err != nil {
			return err
		}
		below, err := tx.ChildStates(b.book.ID, cs.Finding.Parent)
		if err != nil {
			return err
		}
		parent, err := store.Get[ledger.Finding](tx, b.book.ID, cs.Finding.Parent)
		if err == nil && parent.State != ledger.ParentState(below) {
			s.t.Errorf("a parent is %s over leaves that are %v", parent.State, below)
		}
		return err
	}))
	return steps
}

// allowed fails the test unless the workflow has a step from one state to the other for
// the entry and whoever made it.
func (s *site) allowed(tx *store.Tx, b *bureau, e journal.Entry, from, to ledger.State) {
	s.t.Helper()
	step := ledger.StepOf(ledger.Event(strings.TrimPrefix(e.Action, "finding.")))
	if step == nil {
		s.t.Errorf("entry %d: there is no step %s", e.Index, e.Action)
		return
	}
	leads := to == step.To || step.To == "" && to == from || step.Event == ledger.Pass && to == from
	if !slices.Contains(step.From, from) || !leads {
		s.t.Errorf("entry %d: %s leads from %s to %s", e.Index, step.Event, from, to)
	}
	people := got(tx.People())(s.t)
	grants := got(tx.Grants())(s.t)
	i := slices.IndexFunc(people, func(p *org.Person) bool { return p.ID.String() == e.Actor })
	if i < 0 {
		s.t.Errorf("entry %d is by nobody", e.Index)
		return
	}
	roles := step.RolesIn(b.book.Supervised)
	if step.Chain {
		for _, c := range b.book.Chain {
			roles = append(roles, c.Role)
		}
	}
	if !slices.ContainsFunc(grants, func(g *org.Grant) bool { return g.Person == people[i].ID && slices.Contains(roles, g.Role) }) {
		s.t.Errorf("entry %d: %s is not for %s", e.Index, step.Event, people[i].Login)
	}
}

// worker is the environment variable that makes this test binary a worker that is
// there to be killed: the file that says what it works on.
const worker = "ZHENGGAI_WORKER"

// racing reports whether races are looked for, which makes everything some ten times
// slower. Tests that do one thing many hundred times then do it less often; make chaos
// does all of it.
func racing() bool {
	build, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(build.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

// kills returns how many times a worker is killed on each database.
func kills() int {
	if racing() {
		return 60
	}
	return 200
}

// An assignment is what a worker works on.
type assignment struct {
	DSN, Blobs      string
	Private, Public string // the site's key
	Run             int
	Start           time.Time // of its clock
	Again           []wish    // were under way when the last worker was killed
	Crowd           crowd
	Paper           string
}

// A told is a line that a worker tells whoever started it.
type told struct {
	Began  *wish   `json:"began,omitempty"`
	N      int     `json:"n"`
	Done   bool    `json:"done,omitempty"`
	No     string  `json:"no,omitempty"`  // refused, in words
	Bad    string  `json:"bad,omitempty"` // failed as nothing should
	Traces []trace `json:"traces,omitempty"`
}

// work is the main function of a worker: four goroutines act at random until it is
// killed.
func work(path string) {
	var as assignment
	body, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(body, &as)
	}
	ctx := context.Background()
	if err == nil {
		as.Crowd.App, err = as.open(ctx)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var mu sync.Mutex
	tell := func(t told) {
		line, _ := json.Marshal(t) // has no part that JSON lacks
		mu.Lock()
		defer mu.Unlock()
		os.Stdout.Write(append(line, '\n')) //nolint:errcheck // who reads it kills us
	}
	send := func(w wish) {
		traces, err := as.Crowd.send(ctx, w)
		switch {
		case err == nil:
			tell(told{N: w.N, Done: true, Traces: traces})
		case inWords(err):
			tell(told{N: w.N, No: fault.Say(err, "zh")})
		default:
			tell(told{N: w.N, Bad: err.Error()})
		}
	}
	for _, w := range as.Again {
		send(w)
	}
	for g := range 4 {
		go func() {
			rnd := rand.New(rand.NewPCG(uint64(as.Run), uint64(g)))
			for i := 0; ; i++ {
				w, err := as.wish(ctx, rnd, (as.Run*4+g)*100_000+i)
				if err != nil {
					tell(told{N: -1, Bad: err.Error()})
					continue
				}
				tell(told{Began: &w, N: w.N})
				send(w)
			}
		}()
	}
	select {}
}

// open opens the product as a worker does.
func (as *assignment) open(ctx context.Context) (*App, error) {
	db, err := store.Open(ctx, as.DSN)
	if err != nil {
		return nil, err
	}
	blobs, err := blob.OpenFolder(as.Blobs)
	if err != nil {
		return nil, err
	}
	signer, err := journal.ParseSigner(as.Private)
	if err != nil {
		return nil, err
	}
	verifier, err := journal.ParseVerifier(as.Public)
	if err != nil {
		return nil, err
	}
	clock := &clock{now: as.Start}
	return &App{DB: db, Blobs: blobs, Spool: &blob.Spool{Limit: 1 << 20}, Signer: signer, Known: []journal.Verifier{verifier}, Now: clock.read}, nil
}

// wish is something to ask of the product: mostly of a finding.
func (as *assignment) wish(ctx context.Context, rnd *rand.Rand, n int) (wish, error) {
	w := wish{N: n, Book: as.Crowd.Book, Text: fmt.Sprintf("第%d件事", n), Day: as.Crowd.App.Today()}
	switch rnd.IntN(24) {
	case 0:
		w.Kind, w.Login, w.Text = "import", as.Crowd.of(org.Coordinator), as.Paper+"\n"+w.Text+"。\n"
	case 1:
		w.Kind, w.Login = "person", "xitong"
	case 2:
		w.Kind, w.Login, w.Text = "grant", "anquan", fmt.Sprintf("第%d件事", n-rnd.IntN(20))
	case 3:
		w.Kind, w.Login = "meeting", as.Crowd.of(org.Coordinator)
	case 4:
		w.Kind = "warn"
	case 5:
		w.Kind = "checkpoint"
	case 6:
		w.Kind = "jobs"
	default:
		return as.Crowd.wish(ctx, rnd, n)
	}
	return w, nil
}

// A killer starts workers and kills them.
type killer struct {
	*site
	as      assignment
	rnd     *rand.Rand
	under   map[int]wish // began, and nothing was heard of them
	traces  []trace      // of what was acknowledged
	done    int
	refused int
	again   int   // wishes that were sent again
	from    int64 // entries of the journal before the first worker
}

// TestKilled kills a process at work again and again, at any moment, without warning.
// What it acknowledged is there, everything verifies, and what it had under way is
// sent again by the next and succeeds or is refused in words.
func TestKilled(t *testing.T) {
	t.Parallel()
	times := kills()
	for _, e := range []storetest.Engine{storetest.SQLite, storetest.Postgres} {
		t.Run(string(e), func(t *testing.T) {
			t.Parallel()
			const seed = 15
			k := newKiller(t, storetest.DSN(t, e), seed)
			for run := range times {
				k.run(run)
			}
			t.Logf("seed %d: %d kills; %d wishes granted, %d refused, %d sent again", seed, times, k.done, k.refused, k.again)
			k.end()
		})
	}
}

func newKiller(t *testing.T, dsn string, seed uint64) *killer {
	t.Helper()
	db := got(store.Open(t.Context(), dsn))(t)
	k := &killer{site: newSite(t, db), rnd: rand.New(rand.NewPCG(seed, seed)), under: map[int]wish{}}
	b := k.bureaus[1]
	k.as = assignment{DSN: dsn, Blobs: t.TempDir(), Private: k.private, Public: k.public, Crowd: *k.crowd(b, 5), Paper: string(paperText(t, "feedback.txt"))}
	k.from = k.entries(b)
	folder := got(blob.OpenFolder(k.as.Blobs))(t)
	defer folder.Close()
	for o, err := range k.blobs.Walk(k.ctx) {
		must(t, err)
		got(folder.Put(k.ctx, o.Hash, o.Size, got(k.blobs.Open(k.ctx, o.Hash))(t)))(t)
	}
	must(t, db.Close()) // a killed process leaves it to the next one to put the file in order
	return k
}

// run starts a worker and kills it some moments after it acknowledged something.
func (k *killer) run(n int) {
	k.t.Helper()
	k.as.Run, k.as.Start = n, time.Date(2026, 6, 5, n%2400, 0, 0, 0, time.UTC)
	k.as.Again = k.as.Again[:0]
	for _, w := range k.under {
		k.as.Again = append(k.as.Again, w)
	}
	k.again += len(k.as.Again)
	slices.SortFunc(k.as.Again, func(a, b wish) int { return a.N - b.N })
	path := filepath.Join(k.t.TempDir(), "work.json")
	must(k.t, os.WriteFile(path, got(json.Marshal(k.as))(k.t), 0o600))
	cmd := exec.Command(os.Args[0]) //nolint:gosec // this binary
	cmd.Env = append(os.Environ(), worker+"="+path)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	var said bytes.Buffer
	cmd.Stderr = &said
	out := got(cmd.StdoutPipe())(k.t)
	must(k.t, cmd.Start())
	lines, heard := bufio.NewReader(out), 0
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil { // what was not told to the end was not told
			if err != io.EOF {
				k.t.Errorf("run %d: %v", n, err)
			}
			break
		}
		if k.hear(n, line) {
			if heard++; heard == 1 {
				moment := time.Duration(5+k.rnd.IntN(76)) * time.Millisecond
				time.AfterFunc(moment, func() { cmd.Process.Kill() }) //nolint:errcheck // it may have died by itself, which Wait tells
			}
		}
	}
	err := cmd.Wait()
	if s, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); !ok || s.Signal() != syscall.SIGKILL {
		k.t.Fatalf("run %d: the worker ended by itself: %v: %s", n, err, said.String())
	}
}

// hear takes what a worker says and reports whether it acknowledged something.
func (k *killer) hear(run int, line []byte) bool {
	k.t.Helper()
	var t told
	must(k.t, json.Unmarshal(line, &t))
	if t.Began != nil {
		k.under[t.N] = *t.Began
		return false
	}
	w := k.under[t.N]
	delete(k.under, t.N)
	switch {
	case t.Bad != "":
		k.t.Errorf("run %d: %s %s: %s", run, w.Kind, w.Event, t.Bad)
	case t.Done:
		k.done++
		k.traces = append(k.traces, t.Traces...)
	default:
		k.refused++
	}
	return true
}

// end opens the ledger after the last kill and looks at everything.
func (k *killer) end() {
	k.t.Helper()
	a, err := k.as.open(k.ctx)
	must(k.t, err)
	k.t.Cleanup(func() { a.DB.Close() })
	k.as.Crowd.App, k.site.App = a, a
	k.verified()
	for _, w := range k.under {
		if _, err := k.as.Crowd.send(k.ctx, w); err != nil && !inWords(err) {
			k.t.Errorf("sent again: %s %s: %v", w.Kind, w.Event, err)
		}
	}
	if gone := got(a.lost(k.ctx, k.traces))(k.t); len(gone) > 0 {
		k.t.Errorf("%d of %d acknowledged things are not there, such as %v", len(gone), len(k.traces), gone[0])
	}
	for _, f := range k.as.Crowd.Findings {
		k.followed(k.bureaus[1], f, k.from)
	}
	k.verified()
	if k.done < k.as.Run/2 || k.again == 0 {
		k.t.Errorf("only %d wishes were granted and %d sent again", k.done, k.again)
	}
}
