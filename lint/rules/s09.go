package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
)

var s09 = &lint.Rule{
	ID: "S09", Name: "no-root-cause",
	Title:    lint.Say{ZH: "只改个案，没有制度性措施", EN: "single cases put right, no measure against the cause"},
	Severity: lint.Hint,
	Words:    returnWords(),
	Check: func(p *lint.Pass) {
		if !judged(p.Outline) || p.Head.Kind == report.Ledger {
			return
		}
		// Only where money went back under two points is it plain that cases were
		// mended.
		last, lastPoint := report.None, report.None
		for _, h := range p.Hits() {
			point := p.Up(p.Holder(h.Span.Start), report.Point)
			problem := p.Up(point, report.Problem)
			switch {
			case point == report.None || problem == report.None || point == lastPoint || problem == last:
				continue
			case lastPoint == report.None || p.Nodes[lastPoint].Parent != p.Nodes[point].Parent:
				lastPoint = point
				continue
			}
			lastPoint, last = point, problem
			n, ok := casesOnly(p, problem)
			if n < 3 || !ok {
				continue
			}
			at := p.Nodes[problem].Title
			if p.Nodes[problem].Flags&report.Synthetic != 0 || at.Empty() {
				at = headOf(p, point)
			}
			p.Found(at, lint.Say{ZH: "该问题下%d条都是就事论事的整改，没有制度、流程或者举一反三的措施，请说明如何防止再次发生。",
				EN: "All %d points below are put right case by case, without a rule, a procedure or a wider check; please say how it is kept from happening again."}, n).Sure(85)
		}
	},
}

// returnWords are the words by which money goes back.
func returnWords() (words []lint.Word) {
	for w := range strings.FieldsSeq("清退 退回 退还 退缴 追缴 追回 收回 收缴 上缴 归还 补缴 扣回 扣减 核减 返还") {
		words = append(words, lint.Word{Find: w})
	}
	return words
}

// casesOnly returns how many points problem i has, and whether none of them tells
// of a rule or a wider check.
func casesOnly(p *lint.Pass, i int32) (points int, only bool) {
	for k := range p.Children(i) {
		if n := &p.Nodes[k]; n.Role != report.Point || n.Flags&report.Implicit != 0 || !hasMeasures(p, k) {
			continue
		}
		points++
		if acts.until(flat(p.In(measuresSpan(p, k))), actBuild|actSystem)&(actBuild|actSystem) != 0 {
			return points, false
		}
	}
	return points, true
}
