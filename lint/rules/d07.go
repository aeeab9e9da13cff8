package rules

import (
	"strings"

	"zhenggai/lint"
)

var d07 = &lint.Rule{
	ID: "D07", Name: "reversed-range",
	Title:    lint.Say{ZH: "起止日期颠倒", EN: "a range of dates ends before it begins"},
	Severity: lint.Error,
	Check: func(p *lint.Pass) {
		for i := range p.Dates {
			d := &p.Dates[i]
			words := flat(p.In(d.Span))
			if !d.Range || !d.Reverse || d.Bad || d.Damaged || d.NoYear && strings.Contains(words, "年") {
				continue // 12月20日至2023年1月5日: the year stands with the second date
			}
			p.Found(d.Span, lint.Say{ZH: "“%s”的止日早于起日，请核对。", EN: "The end of %q is before its beginning; please check."}, words).Sure(97)
		}
	},
}
