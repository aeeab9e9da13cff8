package zh

import "time"

// AddDays returns d n days later, or earlier where n is negative. Both days must
// lie in years 1 to 9999.
func (d Date) AddDays(n int) Date {
	y, m, day := d.midnight().AddDate(0, 0, n).Date()
	return D(y, int(m), day)
}

// Weekday returns the day of the week of d.
func (d Date) Weekday() time.Weekday { return d.midnight().Weekday() }

// midnight returns d as package time counts, in UTC so that no day is shorter
// than another.
func (d Date) midnight() time.Time {
	return time.Date(int(d.Year), time.Month(d.Month), int(d.Day), 0, 0, 0, 0, time.UTC)
}
