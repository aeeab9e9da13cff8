package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
)

var n09 = &lint.Rule{
	ID: "N09", Name: "lone-ordinal",
	Title:    lint.Say{ZH: "只有“一是”没有“二是”", EN: "a first without a second"},
	Severity: lint.Hint,
	Check: func(p *lint.Pass) {
		if isSheet(p) {
			return
		}
		for i := range p.Nodes {
			n := &p.Nodes[i]
			if n.Role != report.Measure || n.Num != 1 || n.Number.Empty() || n.Style != report.StyleOrd {
				continue
			}
			if k := i + 1; k < len(p.Nodes) && p.Nodes[k].Role == report.Measure && p.Nodes[k].Parent == n.Parent {
				continue
			}
			if k := i - 1; k >= 0 && p.Nodes[k].Role == report.Measure && p.Nodes[k].Parent == n.Parent {
				continue
			}
			if words := flat(p.In(n.Body)); seconds.in(words) || strings.Contains(words, "②") {
				continue // a second that was not read as one
			}
			p.Found(n.Number, lint.Say{ZH: "只有“%s”，没有后续序号，请核对是否漏列措施或删去序号。", EN: "%q is followed by no second; please check whether a measure was left out."}, p.In(n.Number))
		}
	},
}

// seconds are ordinals that follow a first.
var seconds = newNeedles("二是", "二要", "其二", "第二", "其次", "二、")
