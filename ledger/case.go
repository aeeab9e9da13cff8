package ledger

import (
	"crypto/sha256"
	"encoding/json"
	"slices"

	"zhenggai/org"
	"zhenggai/zh"
)

// A Case is a leaf finding with all that hangs on it: what a reviewer opens, and
// what every decision is made from. Lists are in the order they came about.
type Case struct {
	Book        *Book
	Inspection  *Inspection
	Finding     *Finding
	Measures    []*Measure
	Records     []*Record
	Evidence    []*Evidence
	Submissions []*Submission
	Closures    []*Closure
	Relapses    []*Relapse
	Extensions  []*Extension
	Moneys      []*Money
	Accounts    []*Accountability
}

// Current returns the measures of the cycle that runs, less those that were dropped.
func (c *Case) Current() []*Measure {
	var now []*Measure
	for _, m := range c.Measures {
		if m.Cycle == c.Finding.Cycle && m.Dropped == "" {
			now = append(now, m)
		}
	}
	return now
}

// Proof returns the evidence of the cycle that runs, less what was voided.
func (c *Case) Proof() []*Evidence {
	var now []*Evidence
	for _, e := range c.Evidence {
		if e.Cycle == c.Finding.Cycle && e.Voided == "" {
			now = append(now, e)
		}
	}
	return now
}

// Submission returns the submission under review, or nil.
func (c *Case) Submission() *Submission {
	for _, s := range c.Submissions {
		if s.Outcome == "" {
			return s
		}
	}
	return nil
}

// returned returns the last submission of the cycle that runs if it was returned, or
// nil.
func (c *Case) returned() *Submission {
	for _, s := range slices.Backward(c.Submissions) {
		if s.Cycle == c.Finding.Cycle && s.Outcome != Withdrawn {
			if s.Outcome == Returned {
				return s
			}
			return nil
		}
	}
	return nil
}

// Closure returns the closure that holds, or nil.
func (c *Case) Closure() *Closure {
	for _, cl := range c.Closures {
		if cl.Cycle == c.Finding.Cycle && cl.Failed.IsZero() {
			return cl
		}
	}
	return nil
}

// Asked returns the extension that waits for a decision, or nil.
func (c *Case) Asked() *Extension {
	for _, x := range c.Extensions {
		if x.Decision == "" {
			return x
		}
	}
	return nil
}

// Stale reports whether the case was changed after it was closed: what is there now
// is not what was judged. Records that arrived since do not make it so: a standing
// measure goes on. (Which arrived since is told by the clock, which may have been set
// back; but where all that is there was judged, nothing is stale.)
func (c *Case) Stale() bool {
	cl := c.Closure()
	if cl == nil {
		return false
	}
	seen, at := cl.Seen, cl.At
	if n := len(cl.Renewed); n > 0 {
		seen, at = cl.Renewed[n-1].Seen, cl.Renewed[n-1].At
	}
	return seen != c.digest(at) && seen != c.Seen()
}

// Seen returns the digest of exactly what a reviewer judges: the words of the
// finding, who answers for it and by when, the measures of this cycle with what was
// done, the records, the evidence by hash, the registers. It does not hold the
// state, nor who reviewed what: a verdict does not make itself stale.
func (c *Case) Seen() Digest { return c.digest(Time{}) }

// digest is Seen with the records that arrived until a moment; the zero Time is all.
func (c *Case) digest(until Time) Digest {
	f := *c.Finding
	f.Version, f.State, f.Stage, f.Partial, f.Extended, f.Sources, f.SentBack = 0, "", 0, false, 0, nil, nil
	judged := struct {
		Finding  Finding
		Measures []Measure
		Records  []Record
		Evidence []Evidence
		Moneys   []Money
		Accounts []Accountability
	}{Finding: f}
	for _, m := range c.Current() {
		judged.Measures = append(judged.Measures, unversioned(*m))
	}
	for _, r := range c.Records {
		if until.IsZero() || !r.Seen.After(until.Time) {
			judged.Records = append(judged.Records, unversioned(*r))
		}
	}
	for _, e := range c.Proof() {
		judged.Evidence = append(judged.Evidence, unversioned(*e))
	}
	for _, m := range c.Moneys {
		judged.Moneys = append(judged.Moneys, unversioned(*m))
	}
	for _, a := range c.Accounts {
		judged.Accounts = append(judged.Accounts, unversioned(*a))
	}
	b, err := json.Marshal(judged)
	if err != nil {
		panic("ledger: a case has no JSON: " + err.Error()) // its types are ours: a bug
	}
	return sha256.Sum256(b)
}

// unversioned returns row, a copy, without its version: how often a row was saved
// is not what anybody judges.
func unversioned[T any, P interface {
	*T
	org.Row
}](row T) T {
	P(&row).Key().Version = 0
	return row
}

// OverdueOn reports whether f has passed the date that holds, on the day today.
func (f *Finding) OverdueOn(today zh.Date) bool {
	return f.Leaf && !f.Due.IsZero() && f.Due.Before(today) && !slices.Contains([]State{Closed, Void}, f.State)
}
