package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
)

var n03 = &lint.Rule{
	ID: "N03", Name: "order",
	Title:    lint.Say{ZH: "编号前后颠倒", EN: "numbers run back"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		if len(p.Repairs) == 0 || isSheet(p) {
			return
		}
		for i := range p.Repairs {
			r := &p.Repairs[i]
			if r.Kind != report.RepairNumber || r.A >= r.B || !numbered(p, r) || !runsBack(p, i) {
				continue
			}
			n := &p.Nodes[r.Node]
			f := p.Found(n.Number, lint.Say{ZH: "编号“%s”排在更大的编号之后，请核对先后顺序。", EN: "The number %q stands behind a greater one; please check the order."}, p.NumberOf(r.Node))
			if k := headingBefore(p, r.Node); k != report.None {
				f.And(p.Nodes[k].Number, lint.Say{ZH: "前一个编号是“%s”。", EN: "The number before it is %q."}, p.NumberOf(k))
			}
		}
	},
}

// headingBefore returns the nearest heading of the style of node i before it, or None.
func headingBefore(p *lint.Pass, i int32) int32 {
	for k := i - 1; k >= 0 && k > i-400; k-- {
		if m := &p.Nodes[k]; m.Style == p.Nodes[i].Style && !m.Number.Empty() {
			return k
		}
	}
	return report.None
}
