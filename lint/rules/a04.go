package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var a04 = &lint.Rule{
	ID: "A04", Name: "state-sum",
	Title:    lint.Say{ZH: "各状态之和与总数不符", EN: "the states do not make the total"},
	Severity: lint.Error,
	Check: func(p *lint.Pass) {
		for i := range p.States {
			s := &p.States[i]
			total := &p.Quantities[s.Total]
			if total.Unit != report.Count || !exact(total) {
				continue
			}
			sum, n, ok := stateSum(p, s)
			rest := s.Doing != report.None || s.Open != report.None
			if !ok || sum == total.N || sum < total.N && (!rest || n < 2 || s.Conf < 70) {
				continue
			}
			words := p.In(s.Span)
			if n == 1 && (strings.Contains(words, "其中") || !sameThing(p, s)) || strings.Contains(words, "或") || strings.Contains(words, "累计") {
				continue
			}
			f := p.Found(s.Span, lint.Say{
				ZH: "总数为%s，各状态之和为%s，请核对或说明差数。",
				EN: "The total is %s, the states make %s; please check, or explain the difference.",
			}, printed(p, total), inUnit(p, total, sum))
			if n < 2 || s.Conf < 80 || (total.N-sum)*4 > total.N {
				f.As(lint.Warning).Sure(80)
			}
		}
	},
}

// stateSum adds the counts of a state up; n is how many there are.
func stateSum(p *lint.Pass, s *report.State) (sum zh.Decimal, n int, ok bool) {
	for _, k := range [...]int32{s.Done, s.Partial, s.Doing, s.Open} {
		if k == report.None {
			continue
		}
		q := &p.Quantities[k]
		if !exact(q) {
			return 0, 0, false
		}
		sum += q.N
		n++
	}
	return sum, n, true
}

// sameThing reports whether a lone count of what is done speaks of the very things
// of the total: only a few words stand between them.
func sameThing(p *lint.Pass, s *report.State) bool {
	total := &p.Quantities[s.Total]
	return s.Done != report.None && p.Quantities[s.Done].Start-total.End <= 24 && !strings.Contains(clause(p, total.Start, 18), "新")
}
