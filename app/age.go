package app

import (
	"zhenggai/ledger"
	"zhenggai/store"
	"zhenggai/zh"
)

// An Age is a band of days for which a leaf has been open that is not finished: from
// the day on which its inspection was fed back to the day it is looked at.
type Age string

// Unfed is the age of what belongs to an inspection without a feedback day: nothing
// says when it began.
const Unfed Age = "none"

// Ages are the bands with their words, the youngest first.
var Ages = []ledger.Word{
	{Key: "0-30", ZH: "30 天以内", EN: "up to 30 d"},
	{Key: "31-60", ZH: "31–60 天", EN: "31–60 d"},
	{Key: "61-90", ZH: "61–90 天", EN: "61–90 d"},
	{Key: "91-180", ZH: "91–180 天", EN: "91–180 d"},
	{Key: "181-", ZH: "180 天以上", EN: "over 180 d"},
	{Key: string(Unfed), ZH: "没有反馈日期", EN: "no feedback day"},
}

// AgeOf returns the age on a day of what was fed back on another. What is fed back
// later than that day is of the first band: it is open already.
func AgeOf(feedback, day zh.Date) Age {
	if feedback.IsZero() {
		return Unfed
	}
	switch d := day.Days() - feedback.Days(); {
	case d <= 30:
		return "0-30"
	case d <= 60:
		return "31-60"
	case d <= 90:
		return "61-90"
	case d <= 180:
		return "91-180"
	}
	return "181-"
}

// ageOf returns the age of the findings that b counts; they come inspection by
// inspection, and so it is worked out once for each.
func (l *lamps) ageOf(b *store.BoardLine) Age {
	if !b.Leaf || b.State == ledger.Closed || b.State == ledger.Void {
		return ""
	}
	if l.age == "" || l.aged != b.Inspection {
		l.aged, l.age = b.Inspection, Unfed
		if in := l.inspections[b.Inspection]; in != nil {
			l.age = AgeOf(in.Feedback, l.day)
		}
	}
	return l.age
}

// lights returns what q asks of colour and age as the store is asked, nil where it asks
// for neither. All findings of an inspection are of one age, so an age is translated
// into the inspections that have it.
func (l *lamps) lights(q *LedgerQuery, inspections []*ledger.Inspection) ([]store.Lit, error) {
	if q.Colour == "" && q.Age == "" {
		return nil, nil
	}
	var of []*ledger.Inspection
	for _, in := range inspections {
		if q.Age == "" || q.Age == AgeOf(in.Feedback, l.day) {
			of = append(of, in)
		}
	}
	if q.Colour != "" {
		return l.days(q.Colour, of)
	}
	if len(of) == 0 {
		return []store.Lit{}, nil
	}
	any := store.Lit{Days: []zh.Interval{{}}, Undated: true}
	for _, in := range of {
		any.Inspections = append(any.Inspections, in.ID)
	}
	return []store.Lit{any}, nil
}
