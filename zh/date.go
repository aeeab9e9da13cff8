package zh

import (
	"fmt"
	"time"
)

// A Date is a day with no time and no zone. The zero Date is no day.
type Date struct {
	Year       int16
	Month, Day int8
}

// D returns the date year-month-day, which need not be a real one.
func D(year, month, day int) Date { return Date{int16(year), int8(month), int8(day)} }

// Valid reports whether d is a day of the Gregorian calendar.
func (d Date) Valid() bool {
	return d.Year > 0 && d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && int(d.Day) <= DaysIn(int(d.Year), int(d.Month))
}

// IsZero reports whether d is no day.
func (d Date) IsZero() bool { return d == Date{} }

// key orders dates without branches.
func (d Date) key() int32 { return int32(d.Year)<<16 | int32(d.Month)<<8 | int32(d.Day) }

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.key() < e.key() }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return d.key() > e.key() }

// String returns d as 2006-01-02, or "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// ParseDay reads a day written 2006-01-02.
func ParseDay(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("zh: day %q: %w", s, err)
	}
	return D(t.Year(), int(t.Month()), t.Day()), nil
}

// MarshalText returns what String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a day written 2006-01-02; "" is the zero Date.
func (d *Date) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDay(string(b))
	return err
}

// Days numbers the days of the calendar one after the other; only differences mean
// anything.
func (d Date) Days() int {
	y, m := int(d.Year), int(d.Month)
	// Years begin in March, so that the leap day comes last.
	if m <= 2 {
		y--
		m += 12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + int(d.Day)
}

// AddMonths returns d n months later, moved to the last day of a shorter month.
func (d Date) AddMonths(n int) Date {
	m := int(d.Year)*12 + int(d.Month) - 1 + n
	y, mm := m/12, m%12+1
	return D(y, mm, min(int(d.Day), DaysIn(y, mm)))
}

// DaysIn returns the number of days of a month.
func DaysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// An Interval is the days From to To, both included.
type Interval struct{ From, To Date }

// Days returns the length of the interval, both ends included.
func (v Interval) Days() int { return v.To.Days() - v.From.Days() + 1 }

// Year, Month return the interval of a whole year or month.
func Year(y int) Interval { return Interval{D(y, 1, 1), D(y, 12, 31)} }

// Month returns the interval of a whole month.
func Month(y, m int) Interval { return Interval{D(y, m, 1), D(y, m, DaysIn(y, m))} }
