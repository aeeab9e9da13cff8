package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
)

var n19 = &lint.Rule{
	ID: "N19", Name: "required-part-missing",
	Title:    lint.Say{ZH: "缺少应有的部分", EN: "a required part is missing"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		h := &p.Head
		if isSheet(p) || h.Kind == report.Unknown || h.Kind == report.Feedback {
			return
		}
		if at := lastClause(p, true); !at.Empty() && !hasContact(p) {
			f := p.Found(at, lint.Say{ZH: "文末未见联系方式，群众无法反映意见，请补上。", EN: "No way to reach the unit is given at the end; please add one."})
			if !h.Signer.Empty() && h.Signer.Start > at.End {
				f.Also(h.Signer)
			}
			if h.Kind != report.Rectification || !published(p) {
				f.As(lint.Hint).Sure(60)
			}
		}
		if h.Kind != report.Rectification || h.Title.Empty() {
			return
		}
		for i := range p.Nodes {
			if r := p.Nodes[i].Role; r >= report.Problem && r <= report.Table {
				return
			}
		}
		p.Found(h.Title, lint.Say{ZH: "全文未见逐条的问题和整改措施，请核对。", EN: "No finding and no measure was found in the text; please check."}).As(lint.Hint).Sure(50)
	},
}

// published reports whether the title is that of a text for the public.
func published(p *lint.Pass) bool {
	title := p.In(p.Head.Title)
	if title == "" || strings.Contains(title, "方案") {
		return false
	}
	for _, w := range [...]string{"通报", "公告", "公示", "公开", "公布"} {
		if strings.Contains(title, w) {
			return true
		}
	}
	return strings.HasSuffix(strings.TrimRight(title, " \u3000"), "情况")
}

// hasContact reports whether the closing part names a way to reach the unit.
func hasContact(p *lint.Pass) bool {
	for i := range p.Contacts {
		if p.Contacts[i].Kind <= report.Postcode {
			return true
		}
	}
	tail := closingText(p)
	for _, w := range [...]string{"电话", "联系方式", "联系人", "邮箱", "信箱", "地址", "邮编", "举报"} {
		if strings.Contains(tail, w) {
			return true
		}
	}
	return false
}
