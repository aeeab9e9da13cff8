package regs

import (
	"slices"
	"testing"

	"zhenggai/zh"
)

// TestDue asks every ladder that is built in, and some others, for its due days and
// holds each day around against the colour that it has.
func TestDue(t *testing.T) {
	t.Parallel()
	ladders := map[string]Ladder{
		"none":     nil,
		"workdays": {{Colour: Yellow, Before: 10, Unit: Workday}, {Colour: Red, Before: -1, Unit: Day}},
		"twice":    {{Colour: Yellow, Before: 20, Unit: Day}, {Colour: Yellow, Before: 10, Unit: Day}, {Colour: Red, Before: 0, Unit: Day}},
	}
	for _, r := range Packs().Regimes() {
		ladders[r.Key] = r.Warnings
	}
	cal := Holidays()
	for name, l := range ladders {
		for _, today := range []zh.Date{zh.D(2026, 2, 10), zh.D(2026, 9, 27), zh.D(2024, 2, 29)} {
			for _, c := range []Colour{"", Green, Yellow, Red} {
				days := l.Due(c, today, cal)
				for n := -400; n <= 400; n++ {
					due := today.AddDays(n)
					in := slices.ContainsFunc(days, func(v zh.Interval) bool {
						return !due.Before(v.From) && (v.To.IsZero() || !due.After(v.To))
					})
					if want := l.Colour(due, today, cal) == c; in != want {
						t.Fatalf("%s on %s: due %s has colour %q: %v, but Due says %v", name, today, due, c, want, days)
					}
				}
			}
		}
	}
}
