package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/source"
)

var w06 = &lint.Rule{
	ID: "W06", Name: "width-mix",
	Title:    lint.Say{ZH: "全角半角标点混用", EN: "full-width and half-width punctuation are mixed"},
	Severity: lint.Hint,
	Check: func(p *lint.Pass) {
		half, full := p.Sights().Half, p.Sights().Full
		if half < 6 {
			return
		}
		if full < 6 || (half+full)/10 >= min(half, full) {
			return // a text of one kind, or one that a program converted
		}
		mark := "，"
		if half < full {
			mark = ","
		}
		k := strings.Index(p.Body, mark)
		if k < 0 {
			return
		}
		at := source.Span{Start: int32(k), End: int32(k + len(mark))}
		p.Found(at, lint.Say{ZH: "全文逗号、分号半角%d处、全角%d处，请统一。", EN: "The text has %d half-width and %d full-width commas and semicolons; please use one kind."}, half, full)
	},
}
