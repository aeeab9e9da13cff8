package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var p02 = &lint.Rule{
	ID: "P02", Name: "mobile",
	Title:    lint.Say{ZH: "出现手机号码", EN: "a mobile telephone number"},
	Severity: lint.Error,
	Check: func(p *lint.Pass) {
		end := int32(-1)
		for i := range p.Contacts {
			c := &p.Contacts[i]
			if c.Kind != report.Mobile {
				continue
			}
			f := p.Found(c.Value, lint.Say{ZH: "疑似手机号码（%s），公开前请删除，或者换成办公电话。", EN: "Probably a mobile telephone number (%s); please delete it before publication or give an office number."}, masked(digitsOf(p.In(c.Value))))
			if end < 0 {
				end = closing(p.Outline)
			}
			switch near := before(p.Body, c.Start, 60); {
			case c.Office, end > 0 && c.Start >= end, zh.HasAny(near, "值班", "办公电话", "举报电话", "监督电话", "热线"):
				f.As(lint.Warning) // a mobile on duty is given out on purpose
			case !zh.HasAny(near, "手机", "电话", "联系", "号码", "微信", "拨打", "致电", "短信", "Tel", "TEL"):
				f.As(lint.Warning).Sure(80)
			}
		}
	},
}
