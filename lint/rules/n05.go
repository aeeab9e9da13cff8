package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

var n05 = &lint.Rule{
	ID: "N05", Name: "bare-number-line",
	Title:    lint.Say{ZH: "编号独占一行", EN: "a number stands alone on its line"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		if isSheet(p) {
			return
		}
		// Where most numbers stand so it is the layout and no slip: said once.
		bare := 0
		for i := range p.Repairs {
			if p.Repairs[i].Kind == report.RepairBareLine {
				bare++
			}
		}
		layout := bare > 3 && bare*3 > headings(p)
		say := lint.Say{ZH: "编号“%s”独占一行，与正文断开，请核对排版。", EN: "The number %q stands alone on its line; please check the layout."}
		for i := range p.Repairs {
			r := &p.Repairs[i]
			if r.Kind != report.RepairBareLine {
				continue
			}
			f := p.Found(r.Span, say, p.In(r.Span))
			if layout {
				f.As(lint.Hint).Sure(60)
				return
			}
			if !numberAt(p, r.Span) {
				f.As(lint.Hint).Sure(60)
			}
		}
		for i := range p.Nodes {
			n := &p.Nodes[i]
			if n.Flags&report.BareNumber != 0 && n.Style > report.StyleSec && n.Role != report.Section && n.Title.Empty() {
				p.Found(n.Number, say, p.In(n.Number)).As(lint.Hint).Sure(70)
			}
		}
	},
}

// headings counts the numbered headings.
func headings(p *lint.Pass) (n int) {
	for i := range p.Nodes {
		if m := &p.Nodes[i]; !m.Number.Empty() && m.Style < report.StyleOrd {
			n++
		}
	}
	return n
}

// numberAt reports whether the number of a heading begins at s.
func numberAt(p *lint.Pass, s source.Span) bool {
	lo, hi := 0, len(p.Nodes)
	for lo < hi {
		mid := (lo + hi) / 2
		if p.Nodes[mid].Span.Start < s.Start {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	for ; lo < len(p.Nodes) && p.Nodes[lo].Span.Start == s.Start; lo++ {
		if !p.Nodes[lo].Number.Empty() {
			return true
		}
	}
	return false
}
