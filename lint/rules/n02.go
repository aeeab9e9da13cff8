package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
)

var n02 = &lint.Rule{
	ID: "N02", Name: "missing-number",
	Title:    lint.Say{ZH: "编号缺失", EN: "a number is missing"},
	Severity: lint.Warning,
	// The text says that not everything is published.
	Words: []lint.Word{{Find: "不予公开"}, {Find: "不宜公开"}, {Find: "未予公开"}, {Find: "摘要公开"}, {Find: "涉密问题"}, {Find: "问题未公开"}},
	Check: func(p *lint.Pass) {
		if len(p.Repairs) == 0 || isSheet(p) {
			return
		}
		held := len(p.Hits()) > 0
		for i := range p.Repairs {
			r := &p.Repairs[i]
			if r.Kind != report.RepairMissing || !numbered(p, r) || outOfPlace(p, i) {
				continue
			}
			n := &p.Nodes[r.Node]
			if n.Role == report.Measure {
				continue // N08
			}
			number := p.NumberOf(r.Node)
			a, b := alike(number, n.Style.Format(r.A)), alike(number, n.Style.Format(r.B))
			say := lint.Say{ZH: "%s之前缺少%s，请说明是否漏列或不予公开。", EN: "%s is not preceded by %s; please say whether it was left out."}
			if r.A != r.B {
				a += "—" + b
			}
			if n.Style == report.StyleDot || n.Style == report.StyleSec {
				number, a = "“"+number+"”", "“"+a+"”"
			}
			f := p.Found(r.Span, say, number, a)
			switch {
			case held:
				f.As(lint.Hint).Sure(60)
			case r.A == 1 && n.Style != report.StyleProb, r.B-r.A >= 3:
				f.As(lint.Hint).Sure(60) // an excerpt, or a heading without a number
			}
		}
	},
}
