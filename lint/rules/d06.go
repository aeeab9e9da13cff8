package rules

import (
	"unicode"
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/zh"
)

var d06 = &lint.Rule{
	ID: "D06", Name: "damaged-date",
	Title:    lint.Say{ZH: "日期缺字", EN: "a date has lost characters"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		for i := range p.Dates {
			d := &p.Dates[i]
			if !d.Damaged || inCode(p.Body[:d.Start]) {
				continue
			}
			if d.From.Month > 0 && d.From == d.To {
				p.Found(d.Span, lint.Say{ZH: "“%s”似缺少“年”“月”等字，可能是%s，请核对。", EN: "%q seems to have lost characters; it may be %s. Please check."}, flat(p.In(d.Span)), d.From.String())
				continue
			}
			p.Found(d.Span, lint.Say{ZH: "“%s”似缺少“年”“月”等字，请核对。", EN: "%q seems to have lost characters; please check."}, flat(p.In(d.Span)))
		}
	},
}

// inCode reports whether head ends inside a code or behind the word for one.
func inCode(head string) bool {
	r, _ := utf8.DecodeLastRuneInString(head)
	return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_') || zh.EndsAny(head, "编号", "编码", "代码", "号码", "序列号")
}
