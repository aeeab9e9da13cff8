package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

var d11 = &lint.Rule{
	ID: "D11", Name: "date-list-count",
	Title:    lint.Say{ZH: "列出的日期与次数不符", EN: "the dates listed are not as many as stated"},
	Severity: lint.Error,
	Check: func(p *lint.Pass) {
		at := 0
		for i := 0; i < len(p.Dates); {
			k := i + 1
			for k < len(p.Dates) && listed(p, &p.Dates[k-1], &p.Dates[k]) {
				k++
			}
			if k-i >= 2 {
				dateList(p, i, k, &at)
			}
			i = k
		}
	},
}

// listed reports whether date b is the next of a list after a.
func listed(p *lint.Pass, a, b *report.Date) bool {
	if b.Start-a.End > 12 || b.Start < a.End {
		return false
	}
	switch strings.Trim(flat(p.Body[a.End:b.Start]), " \u3000") {
	case "、", "和", "及", "与", "以及", "，", ",":
		return true
	}
	return false
}

// dateList compares the dates [i,k) with the number of times stated right behind
// them: 3月1日、4月2日分3次. at walks along the quantities.
func dateList(p *lint.Pass, i, k int, at *int) {
	for j := i; j < k; j++ {
		if d := &p.Dates[j]; d.Range || d.Grain != report.GrainDay || d.Bad || d.Damaged || d.Title || d.Until || d.Since {
			return
		}
	}
	last := &p.Dates[k-1]
	for *at < len(p.Quantities) && p.Quantities[*at].Start < last.End {
		*at++
	}
	if *at == len(p.Quantities) {
		return
	}
	q := &p.Quantities[*at]
	if q.ClassID != report.ClassTimes || q.Approx != report.Exact || q.Ordinal || q.Start-last.End > 12 || q.N == zh.Int(int64(k-i)) {
		return
	}
	switch strings.Trim(flat(p.Body[last.End:q.Start]), " \u3000，,") {
	case "分", "分别", "共", "先后", "共计", "分了":
	default:
		return
	}
	all := source.Span{Start: p.Dates[i].Start, End: max(q.End, q.Class.End)}
	p.Found(all, lint.Say{ZH: "此处列出%d个日期，而次数写作“%s”，请核对。", EN: "%d dates are listed here, but it says %q; please check."}, k-i, flat(p.In(source.Span{Start: q.Start, End: max(q.End, q.Class.End)}))).Sure(97)
}
