package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

var n13 = &lint.Rule{
	ID: "N13", Name: "doubled-number",
	Title:    lint.Say{ZH: "标题有两个编号", EN: "a heading has two numbers"},
	Severity: lint.Hint,
	Check: func(p *lint.Pass) {
		if isSheet(p) {
			return
		}
		first, equal, unequal := report.None, 0, 0
		for i := range p.Nodes {
			n := &p.Nodes[i]
			outer, inner, ok := doubledNumber(p, n)
			if !ok {
				continue
			}
			if outer == inner {
				if equal++; first == report.None {
					first = int32(i)
				}
				continue
			}
			unequal++
			p.Found(doubledSpan(n), lint.Say{ZH: "标题有“%d”和“问题%d”两个编号，二者不一致，请核对。", EN: "The heading has two numbers, %d and 问题%d, which differ; please check."}, outer, inner)
		}
		if equal > 0 && unequal == 0 {
			p.Found(doubledSpan(&p.Nodes[first]), lint.Say{ZH: "标题重复编号（共%d处），建议只保留一种。", EN: "Headings bear two numbers (%d in all); one would do."}, equal)
		}
	},
}

func doubledSpan(n *report.Node) source.Span {
	return source.Span{Start: n.Marker.Start, End: max(n.Number.End, n.Marker.End)}
}
