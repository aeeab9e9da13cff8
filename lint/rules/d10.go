package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var d10 = &lint.Rule{
	ID: "D10", Name: "late-disclosure",
	Title:    lint.Say{ZH: "公开时间距反馈过长", EN: "the disclosure is late after the feedback"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		h := &p.Head
		if h.Feedback.IsZero() || h.Published.IsZero() || h.FeedbackSpan.Empty() || h.PublishedSpan.Empty() ||
			h.Kind == report.Ledger || h.Kind == report.Feedback || h.Kind == report.Unknown {
			return
		}
		months := p.Site.DisclosureMonths
		if months <= 0 {
			months = disclosureMonths(h.Feedback)
		}
		if !h.Published.After(h.Feedback.AddMonths(months)) {
			return
		}
		f := p.Found(h.PublishedSpan, lint.Say{ZH: "落款日期距反馈日期%s已超过%d个月，请说明公开较晚的原因。", EN: "The feedback was on %s and the sign-off more than %d months later; please explain the delay."}, h.Feedback.String(), months).
			And(h.FeedbackSpan, lint.Say{ZH: "反馈日期。", EN: "The feedback."})
		if zh.HasAny(p.In(h.Title), "回头看", "持续", "后续", "长期", "年度", "阶段", "再次", "二次") {
			f.As(lint.Hint).Sure(60) // not the first disclosure
		}
		if p.Site.DisclosureMonths <= 0 && !h.Published.After(h.Feedback.AddMonths(months+3)) {
			f.As(lint.Hint).Sure(70) // no limit was set here, and review takes its time
		}
	},
}

// disclosureMonths is the limit in months for a feedback of that day: two months
// for rectification under the regulations of 2015 and six under those issued on
// 8 February 2024, with time for review and publication.
func disclosureMonths(feedback zh.Date) int {
	if feedback.Before(zh.D(2024, 2, 8)) {
		return 6
	}
	return 9
}
