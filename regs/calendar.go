package regs

import (
	_ "embed" // the table of days of rest
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"zhenggai/zh"
)

// A Calendar knows the working days of China. The zero Calendar knows no year and
// judges each day by its weekday. A Calendar is never changed.
type Calendar struct{ years map[int]*year }

// A year is what the notice for one year arranges.
type year struct {
	source string
	work   map[zh.Date]bool // days unlike their weekday or named as rest: true is work
}

//go:embed calendar/china.json
var china []byte

// Holidays returns the built-in calendar: the public holidays of China and the
// weekends worked in exchange, year by year as the State Council's notices say.
var Holidays = sync.OnceValue(func() *Calendar {
	c, err := new(Calendar).With(File{"regs/calendar/china.json", china})
	if err != nil {
		panic(err) // a test loads it
	}
	return c
})

// Years returns the years that the table has, ascending.
func (c *Calendar) Years() []int { return slices.Sorted(maps.Keys(c.years)) }

// Source returns the notice that arranges year y, or "".
func (c *Calendar) Source(y int) string {
	if t := c.years[y]; t != nil {
		return t.source
	}
	return ""
}

// yearEnd is the day of December from which the notice for the next year may have
// a say: its New Year holiday has reached back as far as 29 December, to a Saturday
// worked.
const yearEnd = 25

// IsWorkday reports whether day is a working day. The answer is provisional where
// the table does not have the year, or, for the last days of December, the next.
func (c *Calendar) IsWorkday(day zh.Date) (work, provisional bool) {
	own, next := c.years[int(day.Year)], c.years[int(day.Year)+1]
	provisional = own == nil || day.Month == 12 && day.Day >= yearEnd && next == nil
	for _, t := range [...]*year{next, own} { // the later notice has the last word
		if t == nil {
			continue
		}
		if w, ok := t.work[day]; ok {
			return w, provisional
		}
	}
	return !weekend(day), provisional
}

func weekend(day zh.Date) bool {
	w := day.Weekday()
	return w == time.Saturday || w == time.Sunday
}

// AddWorkdays returns the n-th working day after day, or before it where n is
// negative; 0 gives day itself. Day need not be a working day. The answer is
// provisional if one of the days that were passed is.
func (c *Calendar) AddWorkdays(day zh.Date, n int) (d zh.Date, provisional bool) {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for d = day; n > 0; {
		d = d.AddDays(step)
		work, p := c.IsWorkday(d)
		provisional = provisional || p
		if work {
			n--
		}
	}
	return d, provisional
}

// yearFile is a calendar as it is written.
type yearFile struct {
	Years []struct {
		Year   int    `json:"year"`
		Source string `json:"source"`
		Rest   []struct {
			Name string `json:"name"`
			From string `json:"from"`
			To   string `json:"to"`
		} `json:"rest"`
		Work []string `json:"work"`
	} `json:"years"`
}

// With returns the calendar with the years of files added; a year that c has
// already is replaced. This is how a site enters the notice of the next year.
func (c *Calendar) With(files ...File) (*Calendar, error) {
	n := &Calendar{years: maps.Clone(c.years)}
	if n.years == nil {
		n.years = map[int]*year{}
	}
	for _, f := range files {
		if err := n.read(f); err != nil {
			return nil, fmt.Errorf("regs: read calendar: %w", err)
		}
	}
	return n, nil
}

func (c *Calendar) read(f File) error {
	var in yearFile
	if err := f.decode(&in); err != nil {
		return err
	}
	seen := map[int]bool{}
	for i, y := range in.Years {
		at := fmt.Sprintf("years[%d].", i)
		if y.Year < 1949 || y.Year > 2200 || seen[y.Year] {
			return f.bad(at+"year", "%d年不在1949至2200之间，或者写了两遍", "%d is not between 1949 and 2200, or is written twice", y.Year)
		}
		if y.Source == "" {
			return f.bad(at+"source", "请写明依据的放假通知", "please name the notice it follows")
		}
		seen[y.Year] = true
		t := &year{source: y.Source, work: map[zh.Date]bool{}}
		for j, r := range y.Rest {
			if err := t.rest(f, fmt.Sprintf("%srest[%d].", at, j), y.Year, r.From, r.To); err != nil {
				return err
			}
		}
		for j, w := range y.Work {
			if err := t.mark(f, fmt.Sprintf("%swork[%d]", at, j), y.Year, w); err != nil {
				return err
			}
		}
		c.years[y.Year] = t
	}
	return nil
}

// longest is more days than a holiday has.
const longest = 31

// rest enters the days from to to of a holiday.
func (t *year) rest(f File, at string, y int, from, to string) error {
	a, err := f.noticeDay(at+"from", from, y)
	if err != nil {
		return err
	}
	b, err := f.noticeDay(at+"to", to, y)
	if err != nil {
		return err
	}
	if n := b.Days() - a.Days(); n < 0 || n >= longest {
		return f.bad(at+"to", "%s早于%s，或者假期超过%d天", "%s is before %s, or the holiday is longer than %d days", to, from, longest)
	}
	for d := a; !d.After(b); d = d.AddDays(1) {
		if _, twice := t.work[d]; twice {
			return f.bad(at+"from", "%s已经写在另一个假期里", "%s is part of another holiday already", d)
		}
		t.work[d] = false
	}
	return nil
}

// mark enters a weekend that is worked.
func (t *year) mark(f File, at string, y int, s string) error {
	d, err := f.noticeDay(at, s, y)
	if err != nil {
		return err
	}
	if _, twice := t.work[d]; twice || !weekend(d) {
		return f.bad(at, "%s不是周末，或者已经写为假日、调休上班日", "%s is no weekend, or is marked already", d)
	}
	t.work[d] = true
	return nil
}

// noticeDay reads a day that the notice for year y may arrange.
func (f File) noticeDay(field, s string, y int) (zh.Date, error) {
	d, err := zh.ParseDay(s)
	if err != nil {
		return d, f.bad(field, "“%s”不是日期，请写成2024-10-01的样子", "%q is no day; please write it like 2024-10-01", s)
	}
	if int(d.Year) != y && (int(d.Year) != y-1 || d.Month != 12 || d.Day < yearEnd) {
		return d, f.bad(field, "%s不属于%d年的放假安排（上年12月%d日以后的可以）", "%s does not belong to the notice for %d (from December %d of the year before it may)", d, y, yearEnd)
	}
	return d, nil
}
