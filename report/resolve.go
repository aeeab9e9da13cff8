package report

import (
	"sort"

	"zhenggai/zh"
)

// resolve gives each date its one interval. Explicit years come first; the
// opening carries the year on; then the head is known, and every other date is
// read against it.
func (o *Outline) resolve(s string, sc *scanner, tail int32) {
	for i := range o.Dates {
		d := &o.Dates[i]
		if !d.NoYear {
			d.Why = WhyPrinted
			d.expand()
		}
	}
	o.signOff(s, sc, tail)
	o.openingYears()
	o.head(s, sc, tail)
	o.bodyYears(sc)
	for i := range o.Dates {
		d := &o.Dates[i]
		if d.Start >= o.Head.Title.End {
			break
		}
		d.Title = d.Start >= o.Head.Title.Start
	}
	for i := range o.Dates {
		if d := &o.Dates[i]; d.Since && !o.Head.Published.IsZero() && d.From.Before(o.Head.Published) {
			d.To = o.Head.Published
		}
	}
}

// openingYears carries the year through the opening: a date without one has that
// of the date before it, plus one where it would run backwards.
func (o *Outline) openingYears() {
	var last zh.Date
	for i := range o.Dates {
		d := &o.Dates[i]
		if d.Start >= o.Head.Opening.End {
			return
		}
		if d.Start < o.Head.Opening.Start || d.Rel != RelNone {
			continue
		}
		if d.NoYear && last.Year > 0 {
			d.setYear(int(last.Year))
			if d.From.Before(last) && d.Grain == GrainDay {
				d.setYear(int(last.Year) + 1)
				if !o.Head.Published.IsZero() && d.From.After(o.Head.Published) {
					d.setYear(int(last.Year))
				}
			}
			d.Why = WhyCarried
		}
		if d.From.Year > 0 && d.Grain <= GrainMonth {
			last = d.To
			if last.IsZero() || last.Year == 0 {
				last = d.From
			}
		} else if d.From.Year > 0 && last.Year == 0 {
			last = d.From
		}
	}
}

// bodyYears resolves the dates that have no year yet.
func (o *Outline) bodyYears(sc *scanner) {
	anchor := o.Head.Published
	if anchor.IsZero() {
		anchor = o.latest()
	}
	commit, stop := 0, 0
	prev := None
	prevStop := -1
	for i := range o.Dates {
		d := &o.Dates[i]
		for stop < len(sc.stops) && sc.stops[stop] <= d.Start {
			stop++
		}
		for commit < len(o.Commitments) && o.Commitments[commit].End <= d.Start {
			commit++
		}
		planned := commit < len(o.Commitments) && o.Commitments[commit].Start <= d.Start || o.planned(d.Node)
		if d.From.Year == 0 || d.Rel != RelNone {
			same := prev != None && prevStop == stop
			o.year(d, anchor, planned, same, prev)
		}
		prev, prevStop = int32(i), stop
	}
}

// planned reports whether node n tells of the future: a deadline, a next step.
func (o *Outline) planned(n int32) bool {
	return n != None && o.Nodes[n].Role == Label && (o.Nodes[n].Label == LabelDue || o.Nodes[n].Label == LabelNext)
}

// year chooses the year of d. same says that the date prev stands in the same
// sentence.
func (o *Outline) year(d *Date, anchor zh.Date, planned, same bool, prev int32) {
	switch d.Rel {
	case RelNone:
	case RelThatYear, RelYearAfter, RelMonthAfter:
		o.yearBefore(d, anchor, planned, prev)
		return
	default:
		o.relativeYear(d, anchor, planned)
		return
	}
	if same {
		p := &o.Dates[prev]
		near := p.Grain != GrainYear || d.Start-p.End <= 9 // 2022年预算 … 9月15日 says nothing of the year
		if near && (p.Why == WhyPrinted || p.Why == WhyCarried) && p.From.Year > 0 && p.Rel == RelNone {
			d.setYear(int(p.To.Year))
			if !d.From.Before(p.From) || p.Grain == GrainYear {
				d.Why = WhyCarried
				return
			}
			d.clearYear()
		}
	}
	if y := o.rowYear(d); y > 0 {
		d.setYear(y)
		d.Why = WhyCarried
		return
	}
	if anchor.IsZero() {
		d.Why, d.Conf = WhyUnknown, 40
		return
	}
	y := int(anchor.Year)
	d.setYear(y)
	switch {
	case planned:
		base := o.Head.Feedback
		if base.IsZero() || commitmentAfter(o, d) {
			base = anchor
		}
		d.setYear(int(base.Year))
		if d.To.Before(base) {
			d.setYear(int(base.Year) + 1)
		}
	case d.From.After(anchor):
		d.setYear(y - 1)
	}
	d.Why, d.Conf = WhyLatest, 90
}

// yearBefore reads 当年底, 次年3月 and 次月 against the date before it, prev.
func (o *Outline) yearBefore(d *Date, anchor zh.Date, planned bool, prev int32) {
	const reach = 240 // bytes: a sentence or two
	if prev == None || o.Dates[prev].From.Year == 0 || o.Dates[prev].Bad || d.Start-o.Dates[prev].End > reach {
		if d.Rel == RelMonthAfter {
			d.Why, d.Conf = WhyUnknown, 40
			return
		}
		o.relativeYear(d, anchor, planned)
		return
	}
	p := &o.Dates[prev]
	d.Why, d.Conf = WhyCarried, 90
	switch y, m := int(p.From.Year), int(p.To.Month); {
	case d.Rel == RelThatYear:
		d.setYear(y)
	case d.Rel == RelYearAfter:
		d.setYear(y + 1)
	case m == 0 || p.Grain > GrainMonth && p.Grain != GrainPart:
		d.Why, d.Conf = WhyUnknown, 40
	case m == 12:
		d.Interval = zh.Month(int(p.To.Year)+1, 1)
	default:
		d.Interval = zh.Month(int(p.To.Year), m+1)
	}
}

// rowYear returns the year of the next date that is printed in full in the same row
// of a table, 0 if there is none.
func (o *Outline) rowYear(d *Date) int {
	if d.Node == None || o.Nodes[d.Node].Flags&FromTable == 0 {
		return 0
	}
	point := o.Up(d.Node, Point)
	if point == None {
		return 0
	}
	end := o.Nodes[point].Span.End
	from := sort.Search(len(o.Dates), func(i int) bool { return o.Dates[i].Start > d.Start })
	for i := from; i < len(o.Dates) && i < from+8 && o.Dates[i].Start < end; i++ {
		if e := &o.Dates[i]; e.Why == WhyPrinted && !e.NoYear && e.Grain <= GrainMonth {
			return int(e.From.Year)
		}
	}
	return 0
}

// commitmentAfter reports whether d stands in a commitment rather than under a
// deadline label.
func commitmentAfter(o *Outline, d *Date) bool { return !o.planned(d.Node) }

// relativeYear reads 今年 and its kin: against the sign-off, unless that
// contradicts the report's own dates.
func (o *Outline) relativeYear(d *Date, anchor zh.Date, planned bool) {
	if anchor.IsZero() {
		d.Why, d.Conf = WhyUnknown, 40
		return
	}
	y, why := int(anchor.Year), WhySignOff
	if d.Rel == RelNow {
		d.From, d.To, d.Why = anchor, anchor, WhySignOff
		return
	}
	shift := yearShift(d.Rel)
	fb := o.Head.Feedback
	if !fb.IsZero() && int(fb.Year) < y && !(planned && d.Grain != GrainYear) && o.stale(d, anchor, y+shift) {
		d.Alt = int16(y + shift)
		y, why = int(fb.Year), WhyFeedback
		d.Conf = 80
	}
	d.setYear(y + shift)
	d.Why = why
}

func yearShift(r Relative) int {
	switch r {
	case RelLastYear:
		return -1
	case RelNextYear, RelYearAfter:
		return 1
	}
	return 0
}

// stale reports whether reading 今年 as the sign-off's year y contradicts the
// report: the month would lie after the sign-off, or in a report signed early in
// the year no other date falls in that year.
func (o *Outline) stale(d *Date, anchor zh.Date, y int) bool {
	if d.Grain != GrainYear {
		e := *d
		e.setYear(y)
		return e.From.After(anchor)
	}
	if anchor.Month > 3 {
		return false
	}
	for i := range o.Dates {
		e := &o.Dates[i]
		if e.Rel == RelNone && e.Grain <= GrainMonth && e.Span != o.Head.PublishedSpan && int(e.From.Year) == int(anchor.Year) {
			return false
		}
	}
	return true
}

// latest returns the latest day that is printed with its year.
func (o *Outline) latest() (last zh.Date) {
	for i := range o.Dates {
		d := &o.Dates[i]
		if d.Why == WhyPrinted && !d.NoYear && !d.Bad && d.Grain <= GrainMonth && d.To.After(last) {
			last = d.To
		}
	}
	return last
}

// setYear reads d in year y.
func (d *Date) setYear(y int) {
	if !d.raw.set {
		d.raw = rawDate{true, d.From, d.To}
	}
	d.From, d.To = d.raw.from, d.raw.to
	if d.From.Year == 0 {
		d.From.Year = int16(y)
	}
	d.expand()
}

func (d *Date) clearYear() { d.From, d.To = d.raw.from, d.raw.to }

// expand fills From and To in from what was printed; the year of From is known.
func (d *Date) expand() {
	if !d.raw.set {
		d.raw = rawDate{true, d.From, d.To}
	}
	first := whole(d.From, d.part)
	d.Bad = d.From.Month > 12 || d.From.Day > 0 && !d.From.Valid()
	if !d.Range {
		d.Interval = first
		return
	}
	to := d.To
	if to.Year == 0 {
		to.Year = d.From.Year
		if to.Month > 0 && to.Month < d.From.Month {
			to.Year++ // 12月—1月
		}
	}
	if to.Month == 0 && (to.Day > 0 || d.part2 == partNone && d.Grain != GrainYear) {
		to.Month = d.From.Month
	}
	d.Bad = d.Bad || to.Day > 0 && !to.Valid()
	last := whole(to, d.part2)
	d.Interval = zh.Interval{From: first.From, To: last.To}
	d.Reverse = d.To.Before(d.From)
}

// whole returns the days that a date means by its precision and part.
func whole(d zh.Date, p datePart) zh.Interval {
	y, m := int(d.Year), int(d.Month)
	switch {
	case d.Day > 0:
		return zh.Interval{From: d, To: d}
	case m > 12:
		return zh.Interval{From: d, To: d}
	case m > 0:
		v := zh.Month(y, m)
		switch p {
		case partMonthBegin:
			v.To.Day = 10
		case partMonthMid:
			v.From.Day, v.To.Day = 11, 20
		case partMonthEnd, partYearEnd:
			v.From.Day = 21
		}
		return v
	}
	switch p {
	case partQ1, partQ2, partQ3, partQ4:
		q := int(p - partQ1)
		return zh.Interval{From: zh.D(y, 3*q+1, 1), To: zh.D(y, 3*q+3, zh.DaysIn(y, 3*q+3))}
	case partFirstHalf:
		return zh.Interval{From: zh.D(y, 1, 1), To: zh.D(y, 6, 30)}
	case partSecondHalf:
		return zh.Interval{From: zh.D(y, 7, 1), To: zh.D(y, 12, 31)}
	case partYearBegin:
		return zh.Month(y, 1)
	case partYearEnd:
		return zh.Month(y, 12)
	}
	return zh.Year(y)
}
