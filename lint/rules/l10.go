package rules

import (
	"sync"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/similar"
)

var l10 = &lint.Rule{
	ID: "L10", Name: "duplicate-row",
	Title:    lint.Say{ZH: "两行内容重复", EN: "two rows say the same"},
	Severity: lint.Warning,
	Scope:    lint.Ledger,
	Check: func(p *lint.Pass) {
		c := rowComparers.Get().(*similar.Comparer)
		defer rowComparers.Put(c)
		c.Reset()
		var rows []ledgerRow
		ledgerRows(p, func(r *ledgerRow) {
			if !r.first {
				return
			}
			rows = append(rows, *r)
			c.Add(p.In(p.Nodes[r.point].Title) + "\n" + p.In(measuresSpan(p, r.point)))
		})
		said := report.None
		c.Pairs(func(pair similar.Pair) bool {
			a, b := &rows[pair.A], &rows[pair.B]
			if (pair.Jaccard < 0.6 || pair.Containment < 0.8) || b.point == said { // one double is enough for a row
				return true
			}
			said = b.point
			f := p.Found(p.Nodes[b.point].Title, lint.Say{ZH: "%s与%s的问题和措施几乎相同（相同度%d%%），请核对是否重复登记。",
				EN: "%s and %s have nearly the same finding and measures (%d %% alike); please check whether one was entered twice."}, sayRow(p, b), sayRow(p, a), int(pair.Jaccard*100+0.5)).
				And(p.Nodes[a.point].Title, lint.Say{ZH: "相同的一行", EN: "the other row"}).Sure(90)
			if cellWords(p, a.dept) != cellWords(p, b.dept) {
				f.As(lint.Hint) // the same finding of two departments
			}
			return true
		})
	},
}

var rowComparers = sync.Pool{New: func() any { return new(similar.Comparer) }}
