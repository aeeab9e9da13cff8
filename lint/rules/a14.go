package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

var a14 = &lint.Rule{
	ID: "A14", Name: "percent-vs-points",
	Title:    lint.Say{ZH: "百分比与百分点混用", EN: "per cent said for percentage points"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		for i := range p.Changes {
			c := &p.Changes[i]
			from, to := &p.Quantities[c.From], &p.Quantities[c.To]
			k := int(c.To) + 1
			if from.Unit != report.Percent || k >= len(p.Quantities) || !exact(from, to) {
				continue
			}
			d := &p.Quantities[k]
			if d.Unit != report.Percent || !exact(d) || d.N == 0 || d.N != to.N-from.N && d.N != from.N-to.N || !rises(p.Body[to.End:d.Start]) {
				continue
			}
			p.Found(source.Span{Start: d.Start, End: d.End}, lint.Say{
				ZH: "由%s到%s相差%s个百分点，不是%s，请核对。",
				EN: "From %s to %s there are %s percentage points, not %s; please check.",
			}, printed(p, from), printed(p, to), d.N.String(), printed(p, d)).And(c.Span, lint.Say{ZH: "变化", EN: "the change"})
		}
	},
}

// rises reports whether the words between a change and a percentage are nothing
// but 提高了 or the like.
func rises(gap string) bool {
	gap = strings.TrimLeft(gap, "，,、（( ")
	gap = strings.TrimSuffix(strings.TrimSuffix(gap, "了"), "幅度为")
	switch gap {
	case "提高", "增长", "上升", "提升", "增加", "下降", "降低", "减少", "同比提高", "同比增长", "同比下降", "增幅", "降幅", "涨幅", "上涨", "增幅达", "降幅达":
		return true
	}
	return false
}
