package regs

import (
	"slices"
	"strings"
	"testing"

	"github.com/6tail/lunar-go/HolidayUtil"
	"pgregory.net/rapid"

	"zhenggai/fault"
	"zhenggai/zh"
)

// The table was written from the notices; another collection must say the same of
// each day, but for what it is known to lack.
func TestHolidaysAgreeWithAnotherTable(t *testing.T) {
	t.Parallel()
	lacks := []zh.Date{zh.D(2013, 4, 7), zh.D(2013, 10, 12)} // worked, by the notice for 2013
	cal := Holidays()
	if got := cal.Years(); got[0] != 2013 || got[len(got)-1] != 2026 || len(got) != 14 {
		t.Fatalf("the table has %v", got)
	}
	for d := zh.D(2013, 1, 1); d.Year < 2027; d = d.AddDays(1) {
		want := !weekend(d)
		if h := HolidayUtil.GetHoliday(d.String()); h != nil {
			want = h.IsWork()
		}
		if slices.Contains(lacks, d) {
			want = !want
		}
		if work, _ := cal.IsWorkday(d); work != want {
			t.Errorf("%s is a working day: %v, elsewhere %v", d, work, want)
		}
	}
}

// A weekend is worked for each weekday of rest beyond the statutory holidays.
func TestHolidaysBalance(t *testing.T) {
	t.Parallel()
	cal := Holidays()
	for y, table := range cal.years {
		free := 0
		for d, work := range table.work {
			switch {
			case work:
				free--
			case !weekend(d):
				free++
			}
		}
		// Holidays on a Saturday or Sunday are made good by a weekday; 2015 had 3
		// September as well; in 2020 one more Friday was given, and a Saturday
		// not worked after all; from 2025 on there are thirteen days instead of eleven.
		want := 11
		switch {
		case y == 2015:
			want = 12
		case y == 2020:
			want = 13
		case y >= 2025:
			want = 13
		}
		if free != want {
			t.Errorf("%d gives %d weekdays of rest that are not made up for, want %d", y, free, want)
		}
		if !strings.Contains(cal.Source(y), "放假") && !strings.Contains(cal.Source(y), "节假日") {
			t.Errorf("the source of %d is %q", y, cal.Source(y))
		}
	}
}

func TestIsWorkday(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		day               zh.Date
		work, provisional bool
	}{
		{zh.D(2026, 10, 10), true, false},  // a Saturday worked
		{zh.D(2026, 10, 7), false, false},  // a Wednesday of rest
		{zh.D(2018, 12, 29), true, false},  // by the notice for 2019
		{zh.D(2018, 12, 31), false, false}, // the same
		{zh.D(2024, 9, 10), true, false},
		{zh.D(2026, 12, 24), true, false},
		{zh.D(2026, 12, 25), true, true}, // the notice for 2027 may reach back
		{zh.D(2027, 1, 1), true, true},   // surely not, but no table says so
		{zh.D(2027, 1, 2), false, true},
		{zh.D(2012, 5, 1), true, true},
	} {
		if work, p := Holidays().IsWorkday(c.day); work != c.work || p != c.provisional {
			t.Errorf("%s: works %v, provisional %v", c.day, work, p)
		}
	}
}

func TestAddWorkdays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		day         zh.Date
		n           int
		want        zh.Date
		provisional bool
	}{
		{zh.D(2026, 9, 30), 10, zh.D(2026, 10, 20), false},
		{zh.D(2024, 9, 10), 15, zh.D(2024, 10, 8), false},
		{zh.D(2024, 9, 14), 1, zh.D(2024, 9, 18), false}, // from a Saturday worked, over the holiday
		{zh.D(2024, 9, 15), 0, zh.D(2024, 9, 15), false},
		{zh.D(2024, 9, 18), -1, zh.D(2024, 9, 14), false},
		{zh.D(2026, 12, 30), 2, zh.D(2027, 1, 1), true},
		{zh.D(2027, 1, 4), -2, zh.D(2026, 12, 31), true},
	} {
		if got, p := Holidays().AddWorkdays(c.day, c.n); got != c.want || p != c.provisional {
			t.Errorf("%s and %d working days is %s, provisional %v; want %s, %v", c.day, c.n, got, p, c.want, c.provisional)
		}
	}
}

// The oracle lists all working days and looks its answer up.
func TestAddWorkdaysOracle(t *testing.T) {
	t.Parallel()
	cal := Holidays()
	var all []zh.Date
	for d := zh.D(2009, 1, 1); d.Year < 2034; d = d.AddDays(1) {
		if work, _ := cal.IsWorkday(d); work {
			all = append(all, d)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDay(t, "day"), rapid.IntRange(-200, 200).Draw(t, "n")
		i, found := slices.BinarySearchFunc(all, d, func(a, b zh.Date) int { return a.Days() - b.Days() })
		want := d
		switch {
		case n > 0 && found:
			want = all[i+n]
		case n > 0:
			want = all[i+n-1]
		case n < 0:
			want = all[i+n]
		}
		got, provisional := cal.AddWorkdays(d, n)
		if got != want {
			t.Fatalf("%s and %d working days is %s, want %s", d, n, got, want)
		}
		first, last := min(d.Days(), got.Days()), max(d.Days(), got.Days())
		if inside := first >= zh.D(2013, 1, 1).Days() && last < zh.D(2026, 12, yearEnd).Days(); inside && provisional {
			t.Fatalf("%s to %s is inside the table and provisional", d, got)
		}
		if later, _ := cal.AddWorkdays(d.AddDays(1), n); later.Before(got) {
			t.Fatalf("%d working days from the day after %s end before those from it", n, d)
		}
	})
}

func TestCalendarWith(t *testing.T) {
	t.Parallel()
	own, err := Holidays().With(File{"本单位.json", []byte(`{"years":[{"year":2027,"source":"2027年放假通知",
		"rest":[{"name":"元旦","from":"2026-12-31","to":"2027-01-02"}],"work":["2026-12-27","2027-01-03"]}]}`)})
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[zh.Date]bool{zh.D(2026, 12, 27): true, zh.D(2026, 12, 31): false, zh.D(2027, 1, 1): false, zh.D(2027, 1, 3): true, zh.D(2026, 12, 30): true} {
		if work, p := own.IsWorkday(day); work != want || p {
			t.Errorf("%s works %v, provisional %v", day, work, p)
		}
	}
	if _, p := Holidays().IsWorkday(zh.D(2027, 1, 1)); !p {
		t.Error("the calendar that was added to has changed")
	}
	again, err := own.With(File{"改正.json", []byte(`{"years":[{"year":2027,"source":"更正通知","rest":[],"work":[]}]}`)})
	if err != nil || again.Source(2027) != "更正通知" {
		t.Fatal(again.Source(2027), err)
	}
	if work, _ := again.IsWorkday(zh.D(2027, 1, 1)); !work {
		t.Error("a year that is replaced keeps its old days")
	}
	if n := new(Calendar).Years(); len(n) != 0 {
		t.Error("the zero calendar knows years")
	}
}

func TestCalendarRefuses(t *testing.T) {
	t.Parallel()
	const rest = `{"years":[{"year":2027,"source":"通知","rest":[%],"work":[]}]}`
	const work = `{"years":[{"year":2027,"source":"通知","rest":[{"name":"元旦","from":"2027-01-01","to":"2027-01-03"}],"work":[%]}]}`
	for _, c := range []struct{ json, field string }{
		{`{"years":[{"year":2027,"source":"通知","rest":[],"work":[],"note":"x"}]}`, "note"},
		{`{"years":[{"year":27,"source":"通知"}]}`, "years[0].year"},
		{`{"years":[{"year":2027,"source":"a"},{"year":2027,"source":"b"}]}`, "years[1].year"},
		{`{"years":[{"year":2027}]}`, "years[0].source"},
		{strings.Replace(rest, "%", `{"name":"元旦","from":"2027-1-1","to":"2027-01-03"}`, 1), "years[0].rest[0].from"},
		{strings.Replace(rest, "%", `{"name":"元旦","from":"2027-01-01","to":"2027-02-30"}`, 1), "years[0].rest[0].to"},
		{strings.Replace(rest, "%", `{"name":"元旦","from":"2027-01-03","to":"2027-01-01"}`, 1), "years[0].rest[0].to"},
		{strings.Replace(rest, "%", `{"name":"元旦","from":"2027-01-03","to":"2027-03-01"}`, 1), "years[0].rest[0].to"},
		{strings.Replace(rest, "%", `{"name":"元旦","from":"2026-12-20","to":"2027-01-01"}`, 1), "years[0].rest[0].from"},
		{strings.Replace(rest, "%", `{"name":"a","from":"2027-01-01","to":"2027-01-03"},{"name":"b","from":"2027-01-03","to":"2027-01-04"}`, 1), "years[0].rest[1].from"},
		{strings.Replace(work, "%", `"2027-01-05"`, 1), "years[0].work[0]"}, // a Tuesday
		{strings.Replace(work, "%", `"2027-01-02"`, 1), "years[0].work[0]"}, // rest already
		{strings.Replace(work, "%", `"2027-01-09","2027-01-09"`, 1), "years[0].work[1]"},
		{strings.Replace(work, "%", `"2028-01-01"`, 1), "years[0].work[0]"},
	} {
		_, err := new(Calendar).With(File{"历.json", []byte(c.json)})
		refused(t, err, "历.json", c.field)
	}
}

// refused checks that err is for a person and names file and field.
func refused(t *testing.T, err error, file, field string) {
	t.Helper()
	if err == nil {
		t.Errorf("%s with a wrong %s is read", file, field)
		return
	}
	if fault.KindOf(err) != fault.Invalid {
		t.Errorf("%v is %s", err, fault.KindOf(err))
	}
	for _, lang := range []string{"zh", "en"} {
		if s := fault.Say(err, lang); !strings.Contains(s, file) || !strings.Contains(s, field) {
			t.Errorf("file %s, field %s: the sentence is %s", file, field, s)
		}
	}
}

func FuzzCalendar(f *testing.F) {
	f.Add(china)
	f.Add([]byte(`{"years":[{"year":2027,"source":"通知","rest":[{"name":"元旦","from":"2026-12-31","to":"2027-01-02"}],"work":["2026-12-27"]}]}`))
	f.Add([]byte(`{"years":[{"year":2027,"Source":"通知"}]} x`))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := new(Calendar).With(File{"f.json", b})
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("%v", err)
			}
			return
		}
		for _, y := range c.Years() {
			for d := zh.D(y, 1, 1); int(d.Year) == y; d = d.AddDays(1) {
				if work, p := c.IsWorkday(d); p && d.Month != 12 || work && weekend(d) && !c.years[y].work[d] && c.years[y+1] == nil {
					t.Fatalf("%s works %v, provisional %v", d, work, p)
				}
			}
		}
	})
}
