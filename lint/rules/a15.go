package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var a15 = &lint.Rule{
	ID: "A15", Name: "sample-exceeds",
	Title:    lint.Say{ZH: "抽查数大于总数", EN: "more was sampled than there is"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		for i := 1; i < len(p.Quantities); i++ {
			all, drawn := &p.Quantities[i-1], &p.Quantities[i]
			if drawn.N <= all.N || drawn.Unit != report.Count || drawn.ClassID != all.ClassID || all.Unit != drawn.Unit || drawn.Start-all.End > 90 || !exact(all, drawn) {
				continue
			}
			gap := p.Body[all.End:drawn.Start]
			if !oneSentence(p, all, drawn) || !sampled(gap) {
				continue
			}
			before := clause(p, all.Start, 18)
			if sampled(before) || !zh.HasAny(before, "对", "从", "共", "有", "的") {
				continue
			}
			p.Found(drawn.Span, lint.Say{
				ZH: "抽查%s，大于总数%s，请核对。",
				EN: "%s were sampled, more than the %s there are; please check.",
			}, printed(p, drawn), printed(p, all)).And(all.Span, lint.Say{ZH: "总数", EN: "the whole"}).Sure(90)
		}
	},
}

// sampled reports whether words end in a verb of sampling.
func sampled(words string) bool {
	words = strings.TrimSuffix(strings.TrimSuffix(words, "了"), "其中")
	for _, w := range [...]string{"抽查", "抽检", "抽取", "随机抽查", "抽样检查", "抽查检查", "抽样"} {
		if strings.HasSuffix(words, w) {
			return true
		}
	}
	return false
}
