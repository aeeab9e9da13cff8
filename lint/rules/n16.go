package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var n16 = &lint.Rule{
	ID: "N16", Name: "nested-marks",
	Title:    lint.Say{ZH: "书名号内层应用单书名号", EN: "a title inside a title needs single title marks"},
	Severity: lint.Hint,
	Check: func(p *lint.Pass) {
		if isSheet(p) {
			return
		}
		outer := report.None
		for i := range p.Documents {
			d := &p.Documents[i]
			if d.Outer == report.None || d.Span.Empty() || !nestedWrong(p, d) {
				continue
			}
			if d.Outer == outer {
				continue // one finding per title
			}
			outer = d.Outer
			p.Found(d.Span, lint.Say{ZH: "“%s”在书名号之内，应改用单书名号“〈〉”，请核对。", EN: "%q stands inside title marks and needs the single ones, 〈〉; please check."}, clip(p.In(d.Span), 24)).
				And(p.Documents[outer].Span, lint.Say{ZH: "外层书名号。", EN: "The title around it."})
		}
	},
}

// nestedWrong reports whether the inner title d is marked by < > or 《 》. What is
// no title in Chinese is a remnant of HTML: W07.
func nestedWrong(p *lint.Pass, d *report.Document) bool {
	words := p.In(d.Span)
	if !strings.HasPrefix(words, "<") && !strings.HasPrefix(words, "《") {
		return false
	}
	for _, r := range p.In(d.Title) {
		if zh.IsHan(r) {
			return true
		}
	}
	return false
}
