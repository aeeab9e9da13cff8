package rules

import (
	"fmt"

	"zhenggai/lint"
)

var m02 = &lint.Rule{
	ID: "M02", Name: "number-form",
	Title:    lint.Say{ZH: "发文字号格式不规范", EN: "the form of a document number"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		for i := range p.DocNumbers {
			n := &p.DocNumbers[i]
			if n.Conf < 90 || n.Open == '〔' && !n.Padded || onPortal(p, n.Span) {
				continue
			}
			right := fmt.Sprintf("%s〔%d〕%d号", p.In(n.Code), n.Year, n.N)
			f := p.Found(n.Span, lint.Say{
				ZH: "发文字号“%s”格式不规范，按公文格式宜作“%s”（年份用六角括号，序号不编虚位、不加“第”字），请核对。",
				EN: "The document number %q is not in the standard form %q (hexagonal brackets, no padding, no 第); please check."},
				p.In(n.Span), right)
			if n.Year < 2012 {
				f.As(lint.Hint) // before GB/T 9704-2012: the original may have it so
			}
		}
	},
}
