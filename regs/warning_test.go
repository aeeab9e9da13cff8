package regs

import (
	"testing"

	"pgregory.net/rapid"

	"zhenggai/zh"
)

func TestColour(t *testing.T) {
	t.Parallel()
	due := zh.D(2024, 12, 31)
	three := chosen(t, Choice{Kind: Inspection, Regime: "inspection-2024"}).Warnings
	two := chosen(t, Choice{Kind: Inspection, Regime: "inspection-2024", Overlays: []string{"colours-3"}}).Warnings
	for _, c := range []struct {
		ladder Ladder
		due    zh.Date
		today  zh.Date
		want   Colour
	}{
		{three, due, zh.D(2024, 12, 10), ""},
		{three, due, zh.D(2024, 12, 11), Green},
		{three, due, zh.D(2024, 12, 20), Green},
		{three, due, zh.D(2024, 12, 21), Yellow},
		{three, due, due, Yellow}, // the last day counts
		{three, due, zh.D(2025, 1, 1), Red},
		{three, due, zh.D(2026, 1, 1), Red},
		{three, zh.Date{}, zh.D(2025, 1, 1), ""}, // standing
		{two, due, zh.D(2024, 12, 27), ""},
		{two, due, zh.D(2024, 12, 28), Yellow},
		{two, due, zh.D(2025, 1, 1), Red},
		{nil, due, zh.D(2025, 1, 1), ""},
	} {
		if got := c.ladder.Colour(c.due, c.today, Holidays()); got != c.want {
			t.Errorf("due %s, today %s: %q, want %q", c.due, c.today, got, c.want)
		}
	}
	workdays := Ladder{{Colour: Yellow, Before: 3, Unit: Workday}, {Colour: Red, Before: -1, Unit: Workday}}
	steps := workdays.Steps(zh.D(2024, 10, 8), Holidays())
	if steps[0].Day != zh.D(2024, 9, 27) || steps[1].Day != zh.D(2024, 10, 9) || steps[0].Provisional {
		t.Errorf("over the holidays the steps are %s and %s", steps[0].Day, steps[1].Day)
	}
	if s := workdays.Steps(zh.D(2030, 10, 8), Holidays()); !s[0].Provisional {
		t.Error("steps of 2030 are not provisional")
	}
}

func TestEscalation(t *testing.T) {
	t.Parallel()
	var got [][]Addressee
	for _, s := range chosen(t, Choice{Kind: Inspection, Regime: "inspection-2024"}).Warnings.Steps(zh.D(2024, 12, 31), Holidays()) {
		got = append(got, s.To)
	}
	if len(got) != 3 || got[0][0] != ToHandler || got[1][1] != ToLeader || got[2][0] != ToUnit || got[2][1] != ToPrincipal {
		t.Errorf("the ladder goes to %v", got)
	}
}

// However often and however late a job runs, each level is sent once at most, no
// level is sent before its day or after a higher one, and who runs daily sends all.
func TestNoticeOnce(t *testing.T) {
	t.Parallel()
	ladder := chosen(t, Choice{Kind: Inspection, Regime: "inspection-2024"}).Warnings
	rapid.Check(t, func(t *rapid.T) {
		due := anyDay(t, "due")
		steps := ladder.Steps(due, Holidays())
		most := rapid.IntRange(0, 30).Draw(t, "longest pause")
		sent, count := 0, 0
		for today := due.AddDays(-40); today.Before(due.AddDays(80)); today = today.AddDays(1 + rapid.IntRange(0, most).Draw(t, "pause")) {
			s, ok := ladder.Notice(due, sent, today, Holidays())
			if ok {
				if s.Level <= sent || today.Before(s.Day) || s.Level < len(steps) && !today.Before(steps[s.Level].Day) {
					t.Fatalf("due %s, on %s level %d is sent after %d", due, today, s.Level, sent)
				}
				sent, count = s.Level, count+1
				if _, again := ladder.Notice(due, sent, today, Holidays()); again {
					t.Fatalf("level %d is sent twice on %s", sent, today)
				}
			}
		}
		if sent != len(steps) || most == 0 && count != len(steps) {
			t.Fatalf("due %s: %d notices, the last of level %d", due, count, sent)
		}
	})
	if _, ok := ladder.Notice(zh.Date{}, 0, zh.D(2025, 1, 1), Holidays()); ok {
		t.Error("a standing measure is warned of")
	}
}
