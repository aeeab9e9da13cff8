package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

var a16 = &lint.Rule{
	ID: "A16", Name: "sibling-sum",
	Title:    lint.Say{ZH: "分类之和与前数不符", EN: "the classes do not make the number before"},
	Severity: lint.Hint,
	Check: func(p *lint.Pass) {
		for i := 0; i+2 < len(p.Quantities); i++ {
			total := &p.Quantities[i]
			if total.Unit != report.Count || !exact(total) || p.Quantities[i+1].ClassID != total.ClassID {
				continue
			}
			n, sum := siblings(p, i)
			if n < 2 || sum == total.N {
				continue
			}
			first, end := &p.Quantities[i+1], &p.Quantities[i+n]
			p.Found(source.Span{Start: first.Start, End: end.End}, lint.Say{
				ZH: "前数为%s，其后各类（含“其他”）之和为%s，请核对。",
				EN: "The number before is %s, the classes behind it, 其他 included, make %s; please check.",
			}, printed(p, total), inUnit(p, total, sum)).And(total.Span, lint.Say{ZH: "前数", EN: "the number before"}).Sure(75)
		}
	},
}

// siblings reads the list of classes in the sentence behind quantity i: their
// number and sum, or nothing if 其他 does not close it.
func siblings(p *lint.Pass, i int) (n int, sum zh.Decimal) {
	total := &p.Quantities[i]
	for k := i + 1; k < len(p.Quantities) && n < 32; k++ {
		q, before := &p.Quantities[k], &p.Quantities[k-1]
		gap := p.Body[before.End:q.Start]
		if q.ClassID != total.ClassID || q.Unit != total.Unit || !exact(q) || len(gap) > 60 {
			break
		}
		if n == 0 && (!strings.HasPrefix(gap, "。") || strings.Contains(gap, "\n")) || n > 0 && !strings.HasPrefix(gap, "、") && !strings.HasPrefix(gap, "，") {
			break
		}
		n, sum = n+1, sum+q.N
		if strings.Contains(gap, "其他") || strings.Contains(gap, "其它") {
			return n, sum
		}
	}
	return 0, 0
}
