package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

var d08 = &lint.Rule{
	ID: "D08", Name: "days-of-range",
	Title:    lint.Say{ZH: "天数与起止日期不符", EN: "the number of days does not fit the dates"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		at := 0
		for i := range p.Quantities {
			q := &p.Quantities[i]
			if q.ClassID != report.ClassDay || q.Approx != report.Exact || q.Ordinal || q.Idiom || p.In(q.Class) != "天" {
				continue
			}
			for at < len(p.Dates) && p.Dates[at].End <= q.Start {
				at++
			}
			if at == 0 {
				continue
			}
			lead, ok := lasting(p.Body[max(0, int(q.Start)-18):q.Start])
			if d := &p.Dates[at-1]; ok && dayRange(p, d, q) {
				daysDiffer(p, d, q, lead)
			}
		}
	},
}

// lasting reports whether head ends with words like 为期, and how long they are.
func lasting(head string) (n int, ok bool) {
	for _, w := range [...]string{"为期", "历时", "持续"} {
		if strings.HasSuffix(head, w) {
			return len(w), true
		}
	}
	return 0, false
}

// dayRange reports whether d is a range of days in the sentence of q, with no
// other date between.
func dayRange(p *lint.Pass, d *report.Date, q *report.Quantity) bool {
	return d.Range && d.Grain == report.GrainDay && !d.Bad && !d.Reverse && !d.Damaged && !d.Title && d.From.Year > 0 &&
		q.Start-d.End < 150 && !zh.HasAny(p.Body[d.End:q.Start], "。", "；", ";", "工作日", "每天", "分批", "分别", "轮")
}

// daysDiffer reports q if it is not the length of d. One day more or less is left
// to the way of counting, and weekends may have been left out.
func daysDiffer(p *lint.Pass, d *report.Date, q *report.Quantity, lead int) {
	if !q.N.IsInt() {
		return
	}
	n, days := int(q.N.Int()), d.Days()
	working := days/7*5 + min(days%7, 5)
	if days < 1 || n >= days-1 && n <= days+1 || n < days && n >= working-2 && days >= 6 {
		return
	}
	p.Found(source.Span{Start: q.Start - int32(lead), End: max(q.End, q.Class.End)},
		lint.Say{ZH: "天数写作“%s”，而“%s”按首尾计为%d天，请核对。", EN: "It says %q, but %q is %d days, both ends counted; please check."}, flat(p.In(source.Span{Start: q.Start, End: max(q.End, q.Class.End)})), flat(p.In(d.Span)), days).
		And(d.Span, lint.Say{ZH: "起止日期。", EN: "The dates."}).Sure(92)
}
