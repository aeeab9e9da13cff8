package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var a02 = &lint.Rule{
	ID: "A02", Name: "bracket-sum",
	Title:    lint.Say{ZH: "分项之和与总数不符", EN: "the parts do not make the total"},
	Severity: lint.Error,
	Check: func(p *lint.Pass) {
		for i := range p.Totals {
			t := &p.Totals[i]
			if !t.Exhaustive || t.Parts.N < 2 {
				continue
			}
			total := &p.Quantities[t.Total]
			sum, ok := flow(p, t.Parts, total.Unit)
			if !ok || !exact(total) || near(p, sum, total.N, t.Parts.N, total, part(p, t.Parts, 0)) {
				continue
			}
			if overlaps(p.In(t.Span)) || t.Conf < 80 && tailSums(p, t.Parts, total) {
				continue
			}
			f := p.Found(t.Span, lint.Say{
				ZH: "总数为%s，所列%d项之和为%s，请核对或说明其余部分。",
				EN: "The total is %s, the %d parts make %s; please check, or say what the rest is.",
			}, printed(p, total), int(t.Parts.N), inUnit(p, total, sum))
			weighTotal(f, t, sum, total.N)
			if strings.Contains(p.In(t.Span), "废止") {
				f.As(lint.Warning).Sure(70) // what was abolished may not be in the total
			}
		}
	},
}

// weighTotal lowers a finding about a list that may be incomplete: one that lacks
// much of its total, or whose beginning is a guess.
func weighTotal(f *lint.Finding, t *report.Total, sum, total zh.Decimal) {
	if t.Conf < 80 {
		f.As(lint.Warning).Sure(75)
	}
	switch short := total - sum; {
	case short*2 > total:
		f.As(lint.Hint).Sure(50)
	case short*4 > total:
		f.As(lint.Warning).Sure(75)
	}
}

// tailSums reports whether the last parts alone, two or more, make the total.
func tailSums(p *lint.Pass, r report.Range, total *report.Quantity) bool {
	var sum zh.Decimal
	for k := r.N - 1; k >= 0; k-- {
		sum += part(p, r, k).N
		if k < r.N-1 && near(p, sum, total.N, r.N-k, total, part(p, r, k)) {
			return true
		}
	}
	return false
}

// overlaps reports whether the parts that words name may share members: one
// person may be a party member and a woman, and bear two sanctions.
func overlaps(words string) bool {
	if strings.Contains(words, "党纪") && strings.Contains(words, "政务") || strings.Contains(words, "党内") && strings.Contains(words, "政务") {
		return true
	}
	n := 0
	for _, w := range [...]string{"党员", "女", "男", "岁", "学历", "本科", "研究生", "硕士", "博士", "职称", "少数民族", "团员"} {
		if strings.Contains(words, w) {
			n++
		}
	}
	return n >= 2 && !(n == 2 && strings.Contains(words, "男"))
}
