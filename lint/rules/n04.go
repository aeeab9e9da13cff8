package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
)

var n04 = &lint.Rule{
	ID: "N04", Name: "missing-heading",
	Title:    lint.Say{ZH: "似缺少问题标题", EN: "a heading seems to be missing"},
	Severity: lint.Error,
	Check: func(p *lint.Pass) {
		if len(p.Repairs) == 0 || isSheet(p) {
			return
		}
		for i := range p.Repairs {
			r := &p.Repairs[i]
			if r.Kind != report.RepairHeading || r.Node == report.None || p.Nodes[r.Node].Flags&report.Synthetic == 0 {
				continue
			}
			n := &p.Nodes[r.Node]
			if n.First == report.None || p.Nodes[n.First].Number.Empty() {
				continue
			}
			count := 0
			for range p.Children(r.Node) {
				count++
			}
			f := p.Found(p.Nodes[n.First].Number, lint.Say{
				ZH: "此处之前未见标题“%s”，自“%s”起的%d项不知归入哪个问题，请补上标题或说明。",
				EN: "The heading %q is not printed here; from %q on, %d points belong to no problem. Please add it or explain.",
			}, p.NumberOf(r.Node), p.NumberOf(n.First), count).Sure(80)
			if k := headingBehind(p, r.Node); k != report.None {
				f.And(p.Nodes[k].Number, lint.Say{ZH: "下一个标题已是“%s”。", EN: "The next heading is already %q."}, p.NumberOf(k))
			}
		}
	},
}

// headingBehind returns the nearest heading of the style of node i behind it, or None.
func headingBehind(p *lint.Pass, i int32) int32 {
	for k := i + 1; int(k) < len(p.Nodes) && k < i+400; k++ {
		if m := &p.Nodes[k]; m.Style == p.Nodes[i].Style && !m.Number.Empty() {
			return k
		}
	}
	return report.None
}
