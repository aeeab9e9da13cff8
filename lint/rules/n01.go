package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
)

var n01 = &lint.Rule{
	ID: "N01", Name: "duplicate-number",
	Title:    lint.Say{ZH: "编号重复或错误", EN: "a number is repeated or wrong"},
	Severity: lint.Error,
	Check: func(p *lint.Pass) {
		if len(p.Repairs) == 0 || isSheet(p) {
			return
		}
		wrong, all := wrongNumbers(p)
		for i := range p.Repairs {
			r := &p.Repairs[i]
			if r.Kind != report.RepairNumber || !numbered(p, r) || runsBack(p, i) || doubledRight(p, r) {
				continue
			}
			n := &p.Nodes[r.Node]
			f := wrongNumber(p, r)
			switch s := n.Style; {
			case wrong[s] > 1 && int(wrong[s])*4 > int(all[s]): // more likely that the numbering was misread
				f.As(lint.Hint).Sure(50)
			case loneHeadingBefore(p, n):
				f.As(lint.Hint).Sure(60)
			case n.Role == report.Measure:
				f.As(lint.Warning).Sure(85)
			}
		}
	},
}

// wrongNumber reports repair r and cites the place where the number stands too.
func wrongNumber(p *lint.Pass, r *report.Repair) *lint.Finding {
	n := &p.Nodes[r.Node]
	number, expected := p.NumberOf(r.Node), alike(p.NumberOf(r.Node), p.ExpectedOf(r.Node))
	if k := sameNumber(p, r.Node); k != report.None {
		return p.Found(n.Number, lint.Say{ZH: "编号“%s”与前后重复，按顺序似应为“%s”，请核对。", EN: "The number %q stands twice; by the sequence it should be %q. Please check."}, number, expected).
			And(p.Nodes[k].Number, lint.Say{ZH: "同一编号还用在此处。", EN: "The same number stands here."})
	}
	return p.Found(n.Number, lint.Say{ZH: "编号“%s”与前后顺序不符，按顺序似应为“%s”，请核对。", EN: "The number %q does not fit the sequence; it should be %q. Please check."}, number, expected)
}

// sameNumber returns the nearest heading of the style and printed number of node
// i, or None. It looks a limited way, so that the rule stays linear.
func sameNumber(p *lint.Pass, i int32) int32 {
	n := &p.Nodes[i]
	same := func(k int32) bool {
		m := &p.Nodes[k]
		return m.Style == n.Style && m.Num == n.Num && !m.Number.Empty()
	}
	for k := i - 1; k >= 0 && k > i-400; k-- {
		if same(k) {
			return k
		}
	}
	for k := i + 1; int(k) < len(p.Nodes) && k < i+400; k++ {
		if same(k) {
			return k
		}
	}
	return report.None
}
