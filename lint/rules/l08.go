package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
)

var l08 = &lint.Rule{
	ID: "L08", Name: "evidence-too-early",
	Title:    lint.Say{ZH: "佐证材料早于反馈或者启动", EN: "evidence older than the feedback"},
	Severity: lint.Warning,
	Scope:    lint.Ledger,
	Check: func(p *lint.Pass) {
		ledgerRows(p, func(r *ledgerRow) {
			proof := dayIn(p, r.proof)
			if proof.IsZero() || mentionsIn(p, r, "立行立改", "边巡边改", "即知即改", "未巡先改") {
				return
			}
			if start := dayIn(p, r.start); !start.IsZero() && proof.Before(start) {
				p.Found(cellSpan(p, r.proof), lint.Say{ZH: "%s的佐证材料日期是%s，早于启动时间%s，请核对。", EN: "%s has evidence of %s, before its start on %s; please check."}, sayRow(p, r), proof.String(), start.String()).
					And(cellSpan(p, r.start), lint.Say{ZH: "启动时间", EN: "the start"})
			} else if fb := p.Head.Feedback; !fb.IsZero() && proof.Before(fb) && r.proof != report.None {
				p.Found(cellSpan(p, r.proof), lint.Say{ZH: "%s的佐证材料日期是%s，早于反馈日期%s，请核对。", EN: "%s has evidence of %s, before the feedback of %s; please check."}, sayRow(p, r), proof.String(), fb.String()).
					And(p.Head.FeedbackSpan, lint.Say{ZH: "反馈日期", EN: "the feedback"})
			}
		})
	},
}
