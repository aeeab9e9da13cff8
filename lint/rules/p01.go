package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var p01 = &lint.Rule{
	ID: "P01", Name: "id-card",
	Title:    lint.Say{ZH: "出现居民身份证号码", EN: "an identity card number"},
	Severity: lint.Error,
	Check: func(p *lint.Pass) {
		for i := range p.Contacts {
			c := &p.Contacts[i]
			if c.Kind != report.IDCard && c.Kind != report.Card {
				continue
			}
			number := digitsOf(p.In(c.Value))
			near := before(p.Body, c.Start, 48)
			near = near[lastMark(near, "；。;，,")+1:]
			named := zh.HasAny(near, "身份证", "证件号", "公民身份号码")
			born := idBirth(number)
			whole := born && idCheck(number)
			if len(number) != 18 || !named && (!whole || !idRegion(number)) {
				continue
			}
			f := p.Found(c.Value, lint.Say{ZH: "疑似居民身份证号码（%s），公开前请删除或者遮盖。", EN: "Probably an identity card number (%s); please delete or mask it before publication."}, masked(number))
			if !whole {
				f.As(lint.Warning).Sure(80)
			}
		}
	},
}

// idBirth reports whether the seventh to fourteenth digits are a day of birth.
func idBirth(s string) bool {
	if len(s) != 18 {
		return false
	}
	n := func(s string) (v int) {
		for _, c := range s {
			v = v*10 + int(c-'0')
		}
		return v
	}
	y := n(s[6:10])
	return y >= 1900 && y <= 2100 && zh.D(y, n(s[10:12]), n(s[12:14])).Valid()
}

// idRegion reports whether the first two digits are those of a province.
func idRegion(s string) bool {
	return s[0] >= '1' && s[0] <= '6' || s[0] == '7' && s[1] == '1' || s[0] == '8' && s[1] <= '3'
}

// idCheck reports whether the last character is the check digit of the others
// (GB 11643).
func idCheck(s string) bool {
	weights := [...]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(s[i]-'0') * w
	}
	return "10X98765432"[sum%11] == s[17]
}
