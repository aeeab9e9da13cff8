package regs

import (
	"slices"

	"zhenggai/zh"
)

// Events are the days on which what starts a time limit happened. An event that
// did not happen yet is left out, and so are then the deadlines that wait for it.
type Events map[Event]zh.Date

// A Deadline is a time limit on its day.
type Deadline struct {
	Limit       TimeLimit
	From        zh.Date // day of the event
	Day         zh.Date // last day; the first one where Limit.NotBefore
	Turn        int     // of a limit that falls due again: 0 is the first time
	Provisional bool    // Day was counted without a table of holidays
	Unverified  bool    // a figure it rests on was not confirmed: print 待核实

	// Base is the same deadline by the regime without overlays, to be shown beside
	// it; nil if no overlay replaces or moves it, or the regime has no such limit.
	Base *Deadline
}

// Next returns the deadline when d falls due once more; ok is false if it falls due
// only once.
func (d Deadline) Next(cal *Calendar) (next Deadline, ok bool) {
	if d.Limit.Every == 0 {
		return d, false
	}
	d.Turn++
	var provisional bool
	d.Day, provisional = d.Limit.day(d.From, d.Turn, cal)
	d.Provisional = d.Provisional || provisional
	if d.Base != nil {
		base, again := d.Base.Next(cal)
		d.Base = nil
		if again {
			d.Base = &base
		}
	}
	return d, true
}

// Deadlines returns what is due when, earliest first. A limit that falls due again
// and again gives its first day; Next gives the others. An event that a limit sets
// (the end of the concentrated period) is taken from at if it is there, else from
// the deadline.
func (r Regime) Deadlines(at Events, cal *Calendar) []Deadline {
	all := deadlines(r.Limits, at, cal)
	if r.Base != nil {
		before := deadlines(r.Base.Limits, at, cal)
		for i := range all {
			d := &all[i]
			j := slices.IndexFunc(before, func(b Deadline) bool { return b.Limit.Key == d.Limit.Key })
			if j >= 0 && (d.Limit.By != "" || before[j].Day != d.Day) {
				d.Base = &before[j]
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Deadline) int { return a.Day.Days() - b.Day.Days() })
	return all
}

// start is the day of an event and what is to be said of it.
type start struct {
	day                     zh.Date
	provisional, unverified bool
}

func deadlines(limits []TimeLimit, at Events, cal *Calendar) []Deadline {
	starts := map[Event]start{}
	for e, day := range at {
		if !day.IsZero() {
			starts[e] = start{day: day}
		}
	}
	var all []Deadline
	add := func(l TimeLimit) {
		s, ok := starts[l.Event]
		if !ok {
			return
		}
		d := Deadline{Limit: l, From: s.day, Unverified: s.unverified || !l.Verified}
		d.Day, d.Provisional = l.day(s.day, 0, cal)
		d.Provisional = d.Provisional || s.provisional
		if _, known := starts[l.Sets]; l.Sets != "" && !known {
			starts[l.Sets] = start{d.Day, d.Provisional, d.Unverified}
		}
		all = append(all, d)
	}
	for _, setting := range [...]bool{true, false} { // what sets an event comes first
		for _, l := range limits {
			if (l.Sets != "") == setting {
				add(l)
			}
		}
	}
	return all
}
