package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
)

var a05 = &lint.Rule{
	ID: "A05", Name: "rate",
	Title:    lint.Say{ZH: "比率与分子分母不符", EN: "the rate does not follow from its numbers"},
	Severity: lint.Error,
	Check: func(p *lint.Pass) {
		for i := range p.States {
			s := &p.States[i]
			if s.Rate == report.None || s.Done == report.None {
				continue
			}
			rate, done, total := &p.Quantities[s.Rate], &p.Quantities[s.Done], &p.Quantities[s.Total]
			if !exact(rate, done, total) || total.N == 0 || isRate(rate, done.N, total.N) {
				continue
			}
			if otherBase(p.Body[lastOf(p, s):rate.Start], p.Body[total.End:min(len(p.Body), int(total.End)+24)]) {
				continue
			}
			all, _, ok := stateSum(p, s)
			if !ok || isRate(rate, all, total.N) || s.Partial != report.None && isRate(rate, done.N+p.Quantities[s.Partial].N, total.N) {
				continue
			}
			if f := tellRate(p, rate, done, total); s.Conf < 80 {
				f.As(lint.Warning).Sure(85) // the base is a guess
			}
		}
		shares(p)
	},
}

// lastOf returns where the last count of s before its rate ends.
func lastOf(p *lint.Pass, s *report.State) (end int32) {
	for _, k := range [...]int32{s.Done, s.Partial, s.Doing, s.Open} {
		if k != report.None && k < s.Rate {
			end = max(end, p.Quantities[k].End)
		}
	}
	return end
}

// otherBase reports whether the words before a rate name something that the words
// behind the total do not: the rate has another base.
func otherBase(rate, total string) bool {
	for _, w := range [...]string{"问题", "措施", "任务", "资金", "金额", "事项", "项目", "总体", "综合"} {
		if strings.Contains(rate, w) && !strings.Contains(total, w) {
			return true
		}
	}
	return false
}

// shares looks at a,占b的p%.
func shares(p *lint.Pass) {
	for i := 2; i < len(p.Quantities); i++ {
		rate, total, done := &p.Quantities[i], &p.Quantities[i-1], &p.Quantities[i-2]
		if rate.Unit != report.Percent || total.Unit != done.Unit || total.ClassID != done.ClassID || rate.Start-done.End > 90 || !exact(rate, total, done) {
			continue
		}
		before, behind := p.Body[done.End:total.Start], p.Body[total.End:rate.Start]
		if !strings.HasSuffix(behind, "的") || len(behind) > 24 || strings.ContainsAny(behind, "，,。；") || !strings.Contains(before, "占") || strings.ContainsAny(before, "。；;") || done.Node != rate.Node {
			continue
		}
		if total.N > 0 && !isRate(rate, done.N, total.N) {
			tellRate(p, rate, done, total)
		}
	}
}

func tellRate(p *lint.Pass, rate, done, total *report.Quantity) *lint.Finding {
	return p.Found(rate.Span, lint.Say{
		ZH: "%s中的%s，比率应为%s，文中为%s，请核对。",
		EN: "Of %s, %s make %s, but the text says %s; please check.",
	}, printed(p, total), printed(p, done), percent(done.N, total.N), printed(p, rate)).
		And(done.Span, lint.Say{ZH: "分子", EN: "the part"}).And(total.Span, lint.Say{ZH: "分母", EN: "the whole"})
}
