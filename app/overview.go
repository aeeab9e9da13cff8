package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/store"
	"zhenggai/zh"
)

// A Tally says how many findings are alike in everything that an overview shows.
type Tally struct {
	store.BoardLine
	Colour regs.Colour // of a leaf that is not finished; "" is none
	Age    Age         // of a leaf that is not finished; "" of all else
}

// Tallies calls add with the counts of the findings in who's sight that q asks for, of
// every level, book by book, with their colours on a day; the zero day is today. It
// reads counts and not findings, unless who sees only parts of books. If it is tried
// again, begin is called first.
func (a *App) Tallies(ctx context.Context, who org.Actor, q store.FindingQuery, day zh.Date, begin func(), add func(*Tally)) error {
	if day.IsZero() {
		day = a.Today()
	}
	q.Scope = who.Scope()
	return a.DB.View(ctx, func(tx *store.Tx) error {
		begin()
		l, err := newLamps(tx, day)
		if err != nil {
			return err
		}
		var t Tally
		err = tx.Board(q, func(b store.BoardLine) {
			t.BoardLine, t.Colour = b, ""
			if b.Leaf {
				t.Colour = l.colour(&t.BoardLine)
			}
			t.Age = l.ageOf(&t.BoardLine)
			add(&t)
		})
		return errors.Join(err, l.err)
	})
}

// A Stay says how long findings stayed where they were: in a state, or, under review,
// at a step of the chain.
type Stay struct {
	State ledger.State
	Step  string // title of the step of the chain; "" is the state as a whole
	Times int    // how often it was left
	Total time.Duration
	Most  time.Duration
	// The finding that stayed longest, so that the figure leads somewhere.
	Book, Finding org.ID
}

// Mean returns how long one stay was on average.
func (s *Stay) Mean() time.Duration {
	if s.Times == 0 {
		return 0
	}
	return s.Total / time.Duration(s.Times)
}

// mostStays is of how many books stays are worked out at once: it reads their
// journals, some thousand entries each.
const mostStays = 40

// Stays works out, from the journals and the submissions of the books that q asks for,
// how long findings in who's sight stayed in each state and at each step of the chain.
// What still waits is not counted: its time is not over.
func (a *App) Stays(ctx context.Context, who org.Actor, q store.FindingQuery) (all []Stay, err error) {
	q.Scope, q.LeafOnly, q.Limit = who.Scope(), true, 0
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		all = nil
		books, err := tx.Books(q.Scope)
		if err != nil {
			return err
		}
		books = slices.DeleteFunc(books, func(b *ledger.Book) bool {
			return len(q.Books) > 0 && !slices.Contains(q.Books, b.ID) || len(q.Units) > 0 && !slices.Contains(q.Units, b.Unit)
		})
		if len(books) > mostStays {
			return fault.New(fault.Invalid, "账册太多，请先选一个轮次或一本账册再看时间去向。",
				"There are too many books: please choose a round or a book to see where the time goes.", nil)
		}
		c := &clocked{at: map[stayKey]*Stay{}}
		for _, b := range books {
			if err := c.book(tx, q, b.ID); err != nil {
				return err
			}
		}
		all = c.sorted()
		return nil
	})
	return all, err
}

// stayKey is where a finding stays.
type stayKey struct {
	state ledger.State
	step  string
}

// clocked adds up stays in the order in which places are first met.
type clocked struct {
	at map[stayKey]*Stay
}

// add counts that a finding left a place.
func (c *clocked) add(state ledger.State, step string, from, to time.Time, book, finding org.ID) {
	k := stayKey{state, step}
	s := c.at[k]
	if s == nil {
		s = &Stay{State: state, Step: step}
		c.at[k] = s
	}
	d := max(0, to.Sub(from)) // a clock that was set back
	s.Times++
	s.Total += d
	if d >= s.Most {
		s.Most, s.Book, s.Finding = d, book, finding
	}
}

// book adds the stays of the findings of one book that q asks for.
func (c *clocked) book(tx *store.Tx, q store.FindingQuery, book org.ID) error {
	q.Books = []org.ID{book}
	findings, _, err := tx.Findings(q)
	if err != nil || len(findings) == 0 {
		return err
	}
	asked := make(map[org.ID]bool, len(findings))
	for _, f := range findings {
		asked[f.ID] = true
	}
	submissions, err := store.All[ledger.Submission](tx, book)
	if err != nil {
		return err
	}
	for _, s := range submissions {
		if asked[s.Finding] {
			c.submission(s)
		}
	}
	return c.states(tx, book, asked)
}

// submission adds the stays at the steps of a chain.
func (c *clocked) submission(s *ledger.Submission) {
	from := s.At.Time
	for i := range s.Verdicts {
		v := &s.Verdicts[i]
		title := v.Step
		if k := slices.IndexFunc(s.Chain, func(st ledger.ChainStep) bool { return st.Key == v.Step }); k >= 0 {
			title = s.Chain[k].Title
		}
		c.add(ledger.Submitted, title, from, v.At.Time, s.Book, s.Finding)
		from = v.At.Time
	}
}

// states adds the stays in states, as the journal tells them. A finding begins in the
// first state when its row was made, which its id says.
func (c *clocked) states(tx *store.Tx, book org.ID, asked map[org.ID]bool) error {
	type place struct {
		state ledger.State
		since time.Time
	}
	at := make(map[org.ID]place, len(asked))
	closures, err := store.All[ledger.Closure](tx, book)
	if err != nil {
		return err
	}
	ended := map[org.ID][]time.Time{} // when each finding was closed
	for _, cl := range closures {
		ended[cl.Finding] = append(ended[cl.Finding], cl.At.Time)
	}
	for e, err := range tx.Moves(book) {
		if err != nil {
			return err
		}
		if !asked[e.Finding] {
			continue
		}
		p, ok := at[e.Finding]
		if !ok {
			p = place{ledger.Open, e.Finding.Time()}
		}
		step := ledger.StepOf(ledger.Event(strings.TrimPrefix(e.Action, "finding.")))
		if step == nil || step.To == "" {
			continue
		}
		if step.Event == ledger.Pass && !slices.ContainsFunc(ended[e.Finding], e.At.Equal) {
			continue // a step of the chain, not the last
		}
		c.add(p.state, "", p.since, e.At.Time, book, e.Finding)
		at[e.Finding] = place{step.To, e.At.Time}
	}
	return nil
}

// sorted returns the stays in the order of the way: each state, and behind the one
// under review the steps, those first that findings stayed at longest.
func (c *clocked) sorted() (all []Stay) {
	for _, w := range ledger.States {
		state := ledger.State(w.Key)
		if s := c.at[stayKey{state, ""}]; s != nil {
			all = append(all, *s)
		}
		var steps []Stay
		for k, s := range c.at {
			if k.state == state && k.step != "" {
				steps = append(steps, *s)
			}
		}
		slices.SortFunc(steps, func(a, b Stay) int {
			if a.Mean() != b.Mean() {
				return int(b.Mean()/time.Millisecond) - int(a.Mean()/time.Millisecond)
			}
			return strings.Compare(a.Step, b.Step)
		})
		all = append(all, steps...)
	}
	return all
}
