package zh

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestAddDays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d    Date
		n    int
		want Date
		day  time.Weekday
	}{
		{D(2024, 2, 28), 1, D(2024, 2, 29), time.Thursday},
		{D(2023, 2, 28), 1, D(2023, 3, 1), time.Wednesday},
		{D(2024, 1, 1), -1, D(2023, 12, 31), time.Sunday},
		{D(2020, 9, 10), 0, D(2020, 9, 10), time.Thursday},
		{D(2020, 9, 10), 137, D(2021, 1, 25), time.Monday},
	} {
		if got := c.d.AddDays(c.n); got != c.want || got.Weekday() != c.day {
			t.Errorf("%s and %d days is %s, a %s; want %s, a %s", c.d, c.n, got, got.Weekday(), c.want, c.day)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d := D(1, 1, 1).AddDays(rapid.IntRange(0, 3_600_000).Draw(t, "day"))
		n := rapid.IntRange(-d.Days()+D(1, 1, 1).Days(), 3000).Draw(t, "n")
		e := d.AddDays(n)
		if !e.Valid() || e.Days()-d.Days() != n || e.AddDays(-n) != d {
			t.Fatalf("%s and %d days is %s", d, n, e)
		}
		if int(e.Weekday()) != (int(d.Weekday())+n%7+7)%7 {
			t.Fatalf("%s is a %s, %d days later %s is a %s", d, d.Weekday(), n, e, e.Weekday())
		}
	})
}

func TestAddMonths(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d    Date
		n    int
		want Date
	}{
		{D(2024, 1, 31), 1, D(2024, 2, 29)}, {D(2023, 1, 31), 1, D(2023, 2, 28)}, {D(2024, 5, 31), -3, D(2024, 2, 29)},
		{D(2020, 9, 10), 2, D(2020, 11, 10)}, {D(2024, 10, 31), 4, D(2025, 2, 28)}, {D(2024, 1, 15), -1, D(2023, 12, 15)},
		{D(2024, 2, 29), 12, D(2025, 2, 28)}, {D(2024, 12, 31), 0, D(2024, 12, 31)},
	} {
		if got := c.d.AddMonths(c.n); got != c.want {
			t.Errorf("%s and %d months is %s, want %s", c.d, c.n, got, c.want)
		}
	}
}
