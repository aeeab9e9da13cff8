package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var p04 = &lint.Rule{
	ID: "P04", Name: "bank-card",
	Title:    lint.Say{ZH: "出现银行卡号或账号", EN: "a bank card or account number"},
	Severity: lint.Error,
	Check: func(p *lint.Pass) {
		for i := range p.Contacts {
			c := &p.Contacts[i]
			if c.Kind != report.Card {
				continue
			}
			near := before(p.Body, c.Start, 60)
			number := digitsOf(p.In(c.Value))
			if n := len(number); n < 16 || n > 19 || zh.HasAny(near, "身份证", "编号", "项目代码", "信用代码") {
				continue
			}
			f := p.Found(c.Value, lint.Say{ZH: "疑似银行卡号或者账号（%s），公开前请删除或者遮盖。", EN: "Probably a bank card or account number (%s); please delete or mask it before publication."}, masked(number))
			// The accounts of offices have no check digit, and some are given out.
			if !luhn(number) || zh.HasAny(near, "专户", "财政", "对公", "单位账", "公司账", "国库", "捐赠") {
				f.As(lint.Warning).Sure(80)
			}
		}
	},
}

// luhn reports whether the last digit of s is the check digit of the others
// (ISO/IEC 7812).
func luhn(s string) bool {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if d < 0 || d > 9 {
			return false
		}
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}
