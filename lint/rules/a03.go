package rules

import (
	"strings"

	"zhenggai/lint"
)

var a03 = &lint.Rule{
	ID: "A03", Name: "of-which-exceeds",
	Title:    lint.Say{ZH: "“其中”大于总数", EN: "a part is more than its whole"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		for i := range p.Totals {
			t := &p.Totals[i]
			total := &p.Quantities[t.Total]
			if t.Exhaustive || !exact(total) {
				continue
			}
			sum, ok := flow(p, t.Parts, total.Unit)
			if !ok || sum <= total.N || near(p, sum, total.N, t.Parts.N, total, part(p, t.Parts, 0)) {
				continue
			}
			for k := range t.Parts.N {
				if q := part(p, t.Parts, k); q.N > total.N {
					f := p.Found(q.Span, lint.Say{
						ZH: "“其中”%s大于总数%s，请核对。",
						EN: "The part %s is more than the whole, %s; please check.",
					}, printed(p, q), printed(p, total)).And(total.Span, lint.Say{ZH: "总数", EN: "the whole"})
					if t.Conf < 80 {
						f.Sure(80)
					}
					sum = 0
					break
				}
			}
			if w := p.In(t.Span); sum > total.N && t.Conf >= 80 && !overlaps(w) && !strings.Contains(w, "人次") && !attributes(w, int(t.Parts.N)) {
				p.Found(t.Span, lint.Say{
					ZH: "“其中”各项之和%s大于总数%s，请核对或说明有无重复计算。",
					EN: "The parts make %s, more than the whole, %s; please check, or say what was counted twice.",
				}, inUnit(p, total, sum), printed(p, total)).Sure(85)
			}
		}
	},
}

// attributes reports whether words name a quality that members of other parts may
// have too. Where all n parts are of one scale, such as 职称, they exclude each other.
func attributes(words string, n int) bool {
	for _, w := range [...]string{"党员", "女", "岁", "本科", "硕士", "博士", "少数民族", "重点", "整改", "学历", "职称"} {
		if k := strings.Count(words, w); k > 0 && (k != n || w != "职称" && w != "学历") {
			return true
		}
	}
	return false
}
