package rules

import (
	"sort"

	"zhenggai/lint"
	"zhenggai/report"
)

var l03 = &lint.Rule{
	ID: "L03", Name: "closed-but-open",
	Title:    lint.Say{ZH: "状态已完成，内容还在打算", EN: "closed, and yet still to come"},
	Severity: lint.Error,
	Scope:    lint.Ledger,
	Check: func(p *lint.Pass) {
		ledgerRows(p, func(r *ledgerRow) {
			is, cell := r.state(p)
			if is != settledDone {
				return
			}
			row := r.span
			i := sort.Search(len(p.Commitments), func(i int) bool { return p.Commitments[i].Start >= row.Start })
			for ; i < len(p.Commitments) && p.Commitments[i].Start < row.End; i++ {
				c := &p.Commitments[i]
				s, node := inCell(p, c)
				if c.Next || node == report.None || p.Nodes[node].Role != report.Measure || !promises(p, c) {
					continue
				}
				f := p.Found(s, lint.Say{ZH: "状态为“%s”，而“%s”写的是还没有做的事，请核对状态，或者补充完成情况。",
					EN: "The status is %q, but %q tells of what is still to come; please check the status or say that it was done."}, cellWords(p, cell), abridged(p.In(s), 24)).
					And(cellSpan(p, cell), lint.Say{ZH: "状态", EN: "the status"})
				// The plan may have been fulfilled by the day on which the row was closed.
				if c.Due != report.None && s.Contains(p.Dates[c.Due].Span) && !dayIn(p, r.done).Before(p.Dates[c.Due].To) {
					f.As(lint.Warning).Sure(80)
				}
			}
		})
	},
}
