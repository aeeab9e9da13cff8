package regs

import (
	"sort"

	"zhenggai/zh"
)

// A Warning is one step of a ladder: so long before the due day, a light of this
// colour and a notice to these roles.
type Warning struct {
	Colour   Colour      `json:"colour"`
	Before   int         `json:"before"` // units before the due day; -1 is the first one overdue
	Unit     Unit        `json:"unit"`   // day or workday
	To       []Addressee `json:"to"`
	Source   string      `json:"source"`
	Verified bool        `json:"verified"`
	Note     string      `json:"note,omitzero"`
}

// A Ladder is the warnings of a regime, mild ones first; each fires later than the
// one before it.
type Ladder []Warning

// A Step is a Warning on its day.
type Step struct {
	Level int // 1 is the first step of the ladder
	Warning
	Day         zh.Date
	Provisional bool // Day was counted without a table of holidays
}

// Steps returns when each step fires for something due on due. What has no due
// day, as a standing measure, has no steps.
func (l Ladder) Steps(due zh.Date, cal *Calendar) []Step {
	if due.IsZero() {
		return nil
	}
	steps := make([]Step, len(l))
	for i, w := range l {
		d, p := Span{-w.Before, w.Unit}.After(due, cal)
		steps[i] = Step{i + 1, w, d, p}
	}
	return steps
}

// reached returns the highest step that has fired by today; Level is 0 if none
// has.
func (l Ladder) reached(due, today zh.Date, cal *Calendar) (s Step) {
	for _, next := range l.Steps(due, cal) {
		if today.Before(next.Day) {
			break
		}
		s = next
	}
	return s
}

// Colour returns the light for something due on due, "" where none is lit: too
// early, or no due day.
func (l Ladder) Colour(due, today zh.Date, cal *Calendar) Colour {
	return l.reached(due, today, cal).Colour
}

// Notice returns the step whose notice is to be sent today, given the level of the
// last one sent for this due day (0 is none); ok is false if nothing is to be sent.
// A job that comes late sends the highest step only, and one that runs twice sends
// nothing the second time, provided that it keeps the level together with the due
// day: a new due day begins with 0 again.
func (l Ladder) Notice(due zh.Date, sent int, today zh.Date, cal *Calendar) (s Step, ok bool) {
	s = l.reached(due, today, cal)
	return s, s.Level > sent
}

// horizon is how far from a day, in days, a ladder can reach.
const horizon = 4000

// Due returns the due days that have colour c on the day today: what [Ladder.Colour]
// says, asked the other way round, so that a count by colours can lead to its rows. A
// zero bound is open. "" is what no light is lit for yet; whatever has no due day has
// none either, and is not among them.
func (l Ladder) Due(c Colour, today zh.Date, cal *Calendar) (days []zh.Interval) {
	// The later something is due, the fewer steps have fired: each step ends at one day.
	after := zh.Date{} // the last due day that the step before this one reaches
	for level := len(l); level >= 0; level-- {
		v := zh.Interval{From: after}
		if level > 0 {
			i := sort.Search(2*horizon, func(n int) bool { return l.reached(today.AddDays(n-horizon), today, cal).Level < level })
			v.To = today.AddDays(i - horizon - 1)
			after = v.To.AddDays(1)
		}
		colour := Colour("")
		if level > 0 {
			colour = l[level-1].Colour
		}
		if colour == c && (v.To.IsZero() || !v.To.Before(v.From)) {
			days = append(days, v)
		}
	}
	return days
}
