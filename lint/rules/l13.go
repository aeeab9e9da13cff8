package rules

import "zhenggai/lint"

var l13 = &lint.Rule{
	ID: "L13", Name: "status-date",
	Title:    lint.Say{ZH: "完成状态与完成日期不符", EN: "status and day of completion do not fit"},
	Severity: lint.Error,
	Scope:    lint.Ledger,
	Check: func(p *lint.Pass) {
		one, said := emptyColumn(p, (*ledgerRow).closedOn), false
		ledgerRows(p, func(r *ledgerRow) {
			is, cell := r.state(p)
			if is != settledDone {
				return
			}
			done, start := dayIn(p, r.done), dayIn(p, r.start)
			switch {
			case missing(p, r.done) && !(one && said):
				said = true
				p.Found(cellSpan(p, r.done), lint.Say{ZH: "%s状态为“%s”，没有写明完成日期，请补充。", EN: "%s is %q without the day on which it was completed; please add it."}, sayRows(p, r, one), cellWords(p, cell)).
					And(cellSpan(p, cell), lint.Say{ZH: "状态", EN: "the status"})
			case !done.IsZero() && !start.IsZero() && done.Before(start):
				p.Found(cellSpan(p, r.done), lint.Say{ZH: "%s的完成日期%s早于启动时间%s，请核对。", EN: "%s was completed on %s, before its start on %s; please check."}, sayRow(p, r), done.String(), start.String()).
					And(cellSpan(p, r.start), lint.Say{ZH: "启动时间", EN: "the start"})
			case !done.IsZero() && !p.Today.IsZero() && done.After(p.Today):
				p.Found(cellSpan(p, r.done), lint.Say{ZH: "%s的完成日期%s晚于检查之日%s，请核对。", EN: "%s was completed on %s, after the day of this check, %s; please check."}, sayRow(p, r), done.String(), p.Today.String())
			}
		})
	},
}

// closedOn returns the cell with the day of completion.
func (r *ledgerRow) closedOn() int32 { return r.done }
