package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
)

var l05 = &lint.Rule{
	ID: "L05", Name: "no-owner-or-deadline",
	Title:    lint.Say{ZH: "责任人或者完成时限空缺", EN: "no owner or no deadline"},
	Severity: lint.Error,
	Scope:    lint.Ledger,
	Check: func(p *lint.Pass) {
		oneOwner, oneDue := emptyColumn(p, (*ledgerRow).owner), emptyColumn(p, func(r *ledgerRow) int32 { return r.due })
		saidOwner, saidDue := false, false // an empty column is one fault
		ledgerRows(p, func(r *ledgerRow) {
			if k := r.owner(); missing(p, k) && (r.person == report.None || blankCell(p, r.person)) && !(oneOwner && saidOwner) {
				saidOwner = true
				p.Found(cellSpan(p, k), lint.Say{ZH: "%s没有写明责任人，请补充。", EN: "%s names nobody who is responsible; please add it."}, sayRows(p, r, oneOwner))
			}
			if missing(p, r.due) && !mentionsIn(p, r, "长期", "立行立改") && !(oneDue && saidDue) {
				saidDue = true
				p.Found(cellSpan(p, r.due), lint.Say{ZH: "%s没有写明完成时限，请补充；需要长期坚持的，写明下一次检查的时间。",
					EN: "%s has no deadline; please add one, or the day of the next review for what has no end."}, sayRows(p, r, oneDue))
			}
		})
	},
}

// owner returns the cell that says who is responsible: a leader before a person
// before a department.
func (r *ledgerRow) owner() int32 {
	switch {
	case r.leader != report.None:
		return r.leader
	case r.person != report.None:
		return r.person
	}
	return r.dept
}
