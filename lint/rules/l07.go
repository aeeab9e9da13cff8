package rules

import "zhenggai/lint"

var l07 = &lint.Rule{
	ID: "L07", Name: "closed-without-evidence",
	Title:    lint.Say{ZH: "已完成而没有佐证材料", EN: "closed without evidence"},
	Severity: lint.Error,
	Scope:    lint.Ledger,
	Check: func(p *lint.Pass) {
		one, said := emptyColumn(p, func(r *ledgerRow) int32 { return r.proof }), false
		ledgerRows(p, func(r *ledgerRow) {
			is, cell := r.state(p)
			if is != settledDone || !missing(p, r.proof) || one && said {
				return
			}
			said = true
			f := p.Found(cellSpan(p, r.proof), lint.Say{ZH: "%s状态为“%s”，佐证材料栏是空的，请补充。", EN: "%s is %q, but its evidence is empty; please add it."}, sayRows(p, r, one), cellWords(p, cell)).
				And(cellSpan(p, cell), lint.Say{ZH: "状态", EN: "the status"})
			if one {
				f.As(lint.Warning) // the evidence may be kept elsewhere
			}
		})
	},
}
