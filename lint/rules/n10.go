package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
)

var n10 = &lint.Rule{
	ID: "N10", Name: "level-skip",
	Title:    lint.Say{ZH: "标题层级跳跃", EN: "a level of headings is skipped"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		if isSheet(p) {
			return
		}
		under, usual := childStyles(p)
		for i := range p.Nodes {
			n := &p.Nodes[i]
			if separated(n) && n.Role != report.Section && n.Role < report.Measure {
				levelSkip(p, int32(i), &under, &usual)
			}
		}
	},
}

type styleCounts [report.StyleLabel + 1][report.StyleLabel + 1]int32

// childStyles counts for each style how many headings of it have headings of each
// style directly below, and returns with it the most common of those.
func childStyles(p *lint.Pass) (under styleCounts, usual [report.StyleLabel + 1]report.Style) {
	for i := range p.Nodes {
		n := &p.Nodes[i]
		if k := firstHeading(p, int32(i)); k != report.None && (separated(n) || n.Flags&report.Synthetic != 0) {
			under[n.Style][p.Nodes[k].Style]++
		}
	}
	for s := range under {
		for c := range under[s] {
			if under[s][c] > under[s][usual[s]] {
				usual[s] = report.Style(c)
			}
		}
	}
	return under, usual
}

// firstHeading returns the first child of node i that is a heading, or None.
func firstHeading(p *lint.Pass, i int32) int32 {
	k := p.Nodes[i].First
	if k == report.None || p.Nodes[k].Role == report.Measure {
		return report.None
	}
	if separated(&p.Nodes[k]) || p.Nodes[k].Flags&report.Synthetic != 0 {
		return k
	}
	return report.None
}

// levelSkip reports heading i if the headings below it are of the style that
// elsewhere stands one level deeper.
func levelSkip(p *lint.Pass, i int32, under *styleCounts, usual *[report.StyleLabel + 1]report.Style) {
	n := &p.Nodes[i]
	k := firstHeading(p, i)
	if k == report.None || p.Nodes[k].Role >= report.Measure {
		return
	}
	middle, child := usual[n.Style], p.Nodes[k].Style
	if child == middle || usual[middle] != child || under[n.Style][middle] < 2 || under[middle][child] < 2 {
		return
	}
	if skips := under[n.Style][child]; skips*3 > under[n.Style][middle]+skips {
		return // as often so as otherwise
	}
	f := p.Found(p.Nodes[k].Number, lint.Say{ZH: "“%s”之下直接是“%s”，其他同级标题之下先有“%s”一级，请核对层级。", EN: "%q is directly followed by %q; elsewhere a heading like %q stands between. Please check the levels."},
		p.In(n.Number), p.In(p.Nodes[k].Number), middle.Format(1)).And(n.Number, lint.Say{ZH: "上级标题。", EN: "The heading above it."})
	if p.Nodes[k].Next == report.None {
		f.As(lint.Hint).Sure(60) // one item needs no level of its own
	}
}
