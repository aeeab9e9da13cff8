package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

var d04 = &lint.Rule{
	ID: "D04", Name: "relative-year",
	Title:    lint.Say{ZH: "“今年”所指年份不明", EN: "it is not clear which year “this year” is"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		end := p.Head.Published
		if end.IsZero() || end.Month > 3 || p.Head.Kind == report.Ledger {
			return
		}
		first, sure := -1, false
		var buf [8]source.Span
		more := buf[:0]
		promised := 0
		for i := range p.Dates {
			d := &p.Dates[i]
			if d.Rel != report.RelThisYear || d.Title || d.Node == report.None {
				continue
			}
			if promisedDate(p, d, &promised) || d.Until {
				continue // what is to come may well be of the new year
			}
			doubtful, clear := staleYear(p, i)
			if !doubtful {
				continue
			}
			if first < 0 {
				first = i
			} else {
				more = append(more, d.Span)
			}
			sure = sure || clear || end.Month < 3
		}
		if first < 0 {
			return
		}
		f := p.Found(p.Dates[first].Span, lint.Say{ZH: "“%s”写在落款为%s的文中，所指年份不明，请改写为具体年份。", EN: "%q stands in a text signed on %s; please write the year."}, flat(p.In(p.Dates[first].Span)), end.String()).
			And(p.Head.PublishedSpan, lint.Say{ZH: "落款日期。", EN: "The sign-off."}).Sure(90)
		f.Also(more...)
		if !sure {
			f.As(lint.Hint).Sure(60)
		}
	},
}

// staleYear reports whether 今年 in date i is in doubt, and whether the date is
// plainly of another year than the sign-off: a month that had not come.
func staleYear(p *lint.Pass, i int) (doubtful, clear bool) {
	d, end := &p.Dates[i], p.Head.Published
	month := d.Grain != report.GrainYear
	e := d.From
	e.Year = end.Year
	clear = month && e.After(end)
	for _, k := range [...]int{i - 1, i + 1} { // the year may be printed beside it
		if k < 0 || k >= len(p.Dates) {
			continue
		}
		b := &p.Dates[k]
		a, z := min(b.Start, d.Start), max(b.End, d.End)
		if b.Rel == report.RelNone && !b.NoYear && b.From.Year == d.From.Year && z-a < 240 && !zh.HasAny(p.Body[a:z], "。", "；", ";") {
			return false, false
		}
	}
	if clear {
		return !deadlineLabel(p, d.Node), true
	}
	if d.Why != report.WhyFeedback || deadlineLabel(p, d.Node) {
		return false, false
	}
	// What comes next in a closing part is about the new year.
	return p.Up(d.Node, report.Measure) != report.None || p.Up(d.Node, report.Point) != report.None || p.Up(d.Node, report.Problem) != report.None, false
}
