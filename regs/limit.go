package regs

import (
	"fmt"

	"zhenggai/zh"
)

// A Span is a length of time, such as 6 months; negative is backwards. The zero
// Span is none.
type Span struct {
	N    int  `json:"n"`
	Unit Unit `json:"unit"`
}

// After returns the last day of the span that begins with the event of day. That
// day itself does not count: one day after 10 September is 11 September. Months
// and years end on the day of the same number, or on the last day of a month that
// is too short: one month after 31 January is the last day of February.
// Provisional is true where a working day was judged without a table.
func (s Span) After(day zh.Date, cal *Calendar) (d zh.Date, provisional bool) {
	switch s.Unit {
	case Day:
		return day.AddDays(s.N), false
	case Workday:
		return cal.AddWorkdays(day, s.N)
	case Month:
		return day.AddMonths(s.N), false
	case Year:
		return day.AddMonths(12 * s.N), false
	}
	return day, false
}

// Title writes s as 6个月 and "6 months".
func (s Span) Title() Title {
	u := s.Unit.Title()
	if s.N == 1 {
		u.EN = u.EN[:len(u.EN)-1]
	}
	return Title{fmt.Sprintf("%d%s", s.N, u.ZH), fmt.Sprintf("%d %s", s.N, u.EN)}
}

// most is the largest span of each unit: ten years, and fifty in years. What is
// larger is a slip of the pen.
var most = map[Unit]int{Day: 3660, Workday: 2500, Month: 120, Year: 50}

// A TimeLimit says that something is due within a time of an event.
type TimeLimit struct {
	Key   string `json:"key"` // what an overlay names to replace it
	Title Title  `json:"title"`
	Event Event  `json:"event"`
	Span         // from the event; 0 days is the day itself, negative is before it

	Plus  Span `json:"plus,omitzero"`  // to be added: half a month, days of grace
	Every int  `json:"every,omitzero"` // falls due again each so many units, until the matter is done

	NotBefore bool  `json:"not_before,omitzero"` // the day is the first on which it may be done, not the last
	Sets      Event `json:"sets,omitzero"`       // the event that the day is, unless the ledger knows better

	Duty     Title  `json:"duty"`          // what is due, to whom
	Source   string `json:"source"`        // where the figure was read
	Verified bool   `json:"verified"`      // the figure was read in the source by a person
	Note     string `json:"note,omitzero"` // why not, or how the source was understood

	By string `json:"-"` // key of the overlay it comes from; "" is the regime
}

// day returns when l falls due for the turn-th time, counted from 0. Each turn is
// reckoned from the event, so that a monthly limit of the 31st does not slip to
// the 28th for good.
func (l TimeLimit) day(event zh.Date, turn int, cal *Calendar) (zh.Date, bool) {
	s := l.Span
	s.N += turn * l.Every
	d, p := s.After(event, cal)
	d, q := l.Plus.After(d, cal)
	return d, p || q
}

// Figure writes the figure of l: 2个月再加5日，此后每1个月一次.
func (l TimeLimit) Figure() Title {
	t := l.Span.Title()
	switch {
	case l.N == 0:
		t = Title{"当日", "on the day"}
	case l.N < 0:
		s := Span{-l.N, l.Unit}.Title()
		t = Title{"提前" + s.ZH, s.EN + " before"}
	}
	if l.Plus.N != 0 {
		p := l.Plus.Title()
		t = Title{t.ZH + "再加" + p.ZH, t.EN + " and " + p.EN}
	}
	if l.NotBefore {
		t = Title{t.ZH + "以后", "not before " + t.EN}
	}
	if l.Every > 0 {
		e := Span{l.Every, l.Unit}.Title()
		t = Title{t.ZH + "，此后每" + e.ZH + "一次", t.EN + ", then every " + e.EN}
	}
	return t
}

// A Class is a class of measure by the time it takes (立行立改, 分阶段整改 …).
type Class struct {
	Key      string `json:"key"`
	Title    Title  `json:"title"`
	Least    Span   `json:"least,omitzero"` // none: no lower bound
	Most     Span   `json:"most,omitzero"`  // none: no upper bound
	Source   string `json:"source"`
	Verified bool   `json:"verified"`
	Note     string `json:"note,omitzero"`
}
