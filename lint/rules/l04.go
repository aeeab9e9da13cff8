package rules

import "zhenggai/lint"

var l04 = &lint.Rule{
	ID: "L04", Name: "overdue",
	Title:    lint.Say{ZH: "超过时限没有完成", EN: "overdue"},
	Severity: lint.Error,
	Scope:    lint.Ledger,
	Check: func(p *lint.Pass) {
		today := reference(p)
		if today.IsZero() {
			return
		}
		ledgerRows(p, func(r *ledgerRow) {
			is, cell := r.state(p)
			due := dayIn(p, r.due)
			if is != settledOpen && is != settledPartly || due.IsZero() || !due.Before(today) || !dayIn(p, r.done).IsZero() || mentionsIn(p, r, "延期", "展期", "延长", "长期坚持") {
				return
			}
			f := p.Found(cellSpan(p, r.due), lint.Say{ZH: "%s的时限是%s，到%s状态仍为“%s”，请说明原因和新的时限。",
				EN: "%s was due on %s and on %s is still %q; please say why, and the new deadline."}, sayRow(p, r), due.String(), today.String(), cellWords(p, cell)).
				And(cellSpan(p, cell), lint.Say{ZH: "状态", EN: "the status"})
			if is == settledPartly {
				f.As(lint.Warning)
			}
		})
	},
}
