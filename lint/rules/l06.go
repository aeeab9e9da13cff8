package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
)

var l06 = &lint.Rule{
	ID: "L06", Name: "self-acceptance",
	Title:    lint.Say{ZH: "责任人自己验收", EN: "accepted by the one responsible"},
	Severity: lint.Warning,
	Scope:    lint.Ledger,
	Check: func(p *lint.Pass) {
		ledgerRows(p, func(r *ledgerRow) {
			checker := cellWords(p, r.check)
			if checker == "" || blankCell(p, r.check) {
				return
			}
			for _, k := range [...]int32{r.leader, r.person} {
				if k == report.None || cellWords(p, k) != checker {
					continue
				}
				p.Found(cellSpan(p, r.check), lint.Say{ZH: "%s的验收人与责任人都是“%s”，请说明由谁复核。", EN: "%s was accepted by %q, who is also responsible; please say who looked at it besides."}, sayRow(p, r), checker).
					And(cellSpan(p, k), lint.Say{ZH: "责任人", EN: "the one responsible"})
				return
			}
		})
	},
}
