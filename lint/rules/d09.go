package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

var d09 = &lint.Rule{
	ID: "D09", Name: "opening-order",
	Title:    lint.Say{ZH: "巡察、反馈、落款日期先后不符", EN: "inspection, feedback and sign-off are out of order"},
	Severity: lint.Error,
	Check: func(p *lint.Pass) {
		h := &p.Head
		if h.Kind == report.Ledger || h.Feedback.IsZero() || h.FeedbackSpan.Empty() {
			return
		}
		if !h.PeriodSpan.Empty() && h.Period.To.After(h.Feedback) && exactDay(p, h.FeedbackSpan) && exactDay(p, h.PeriodSpan) {
			outOfOrder(p, h.FeedbackSpan, h.PeriodSpan, h.Feedback, h.Period.To,
				lint.Say{ZH: "反馈日期%s早于巡察结束日期%s，请核对。", EN: "The feedback of %s is before the end of the inspection, %s; please check."},
				lint.Say{ZH: "巡察起止日期。", EN: "The inspection."})
		}
		if !h.PublishedSpan.Empty() && h.Feedback.After(h.Published) && exactDay(p, h.FeedbackSpan) {
			outOfOrder(p, h.PublishedSpan, h.FeedbackSpan, h.Published, h.Feedback,
				lint.Say{ZH: "落款日期%s早于反馈日期%s，请核对。", EN: "The sign-off of %s is before the feedback, %s; please check."},
				lint.Say{ZH: "反馈日期。", EN: "The feedback."})
		}
	},
}

func outOfOrder(p *lint.Pass, at, other source.Span, a, b zh.Date, say, there lint.Say) {
	p.Found(at, say, a.String(), b.String()).And(other, there).Sure(95)
}

// exactDay reports whether the date at s is a calendar date that can be relied
// on: a day, not a deadline, not a day that does not exist.
func exactDay(p *lint.Pass, s source.Span) bool {
	for i := range p.Dates {
		d := &p.Dates[i]
		if d.Span == s {
			return d.Grain == report.GrainDay && !d.Until && !d.Since && !d.Bad && !d.Damaged && !d.Reverse && d.Rel == report.RelNone && d.Why != report.WhyUnknown
		}
		if d.Start > s.Start {
			break
		}
	}
	return false
}
