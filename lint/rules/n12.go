package rules

import (
	"strings"
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

var n12 = &lint.Rule{
	ID: "N12", Name: "stop-in-heading",
	Title:    lint.Say{ZH: "标题中间有句号", EN: "a full stop inside a heading"},
	Severity: lint.Hint,
	Check: func(p *lint.Pass) {
		if isSheet(p) || p.Head.Kind == report.Feedback {
			return
		}
		for i := range p.Nodes {
			n := &p.Nodes[i]
			if n.Role != report.Problem || n.Number.Empty() || n.Title.Empty() {
				continue
			}
			if at := innerStop(p, n); at >= 0 {
				p.Found(source.Span{Start: int32(at), End: int32(at + len("。"))}, lint.Say{ZH: "标题“%s”中间出现句号，请核对断句。", EN: "A full stop stands inside the heading of %q; please check it."}, p.In(n.Number)).
					And(n.Number, lint.Say{ZH: "所在标题。", EN: "The heading."})
			}
		}
	},
}

// innerStop returns the offset of a full stop inside the heading of problem n, or
// -1. The heading is the rest of its line if that ends like the heading of a
// finding; quoted words may hold stops.
func innerStop(p *lint.Pass, n *report.Node) int {
	end := int(n.Span.End)
	if n.First != report.None { // what stands below begins there, or in the next line
		if k := int(p.Nodes[n.First].Span.Start); p.Nodes[n.First].Flags&report.Implicit == 0 || k > int(n.Title.End) {
			end = max(int(n.Title.End), k)
		}
	}
	title := p.Body[n.Title.Start:end]
	if k := strings.IndexByte(title[n.Title.End-n.Title.Start:], '\n'); k >= 0 {
		title = title[:int(n.Title.End-n.Title.Start)+k]
	}
	if !strings.Contains(title, "。") {
		return -1 // as nearly all
	}
	title = strings.TrimRight(title, "。 \u3000\r")
	if !strings.HasSuffix(title, "问题") && !strings.HasSuffix(title, "方面") && !strings.HasSuffix(title, "问题的整改") && !strings.HasSuffix(title, "问题的整改情况") {
		return -1
	}
	depth, stop := 0, -1
	for i, r := range title {
		switch r {
		case '“', '《', '（', '(', '「':
			depth++
		case '”', '》', '）', ')', '」':
			depth--
		case '。':
			if depth <= 0 {
				stop = i
			}
		}
	}
	if stop < 0 {
		return -1
	}
	// Behind the stop the heading goes on; another finding would open with 针对.
	tail := title[stop+len("。"):]
	if strings.HasSuffix(title[:stop], "问题") || strings.HasSuffix(title[:stop], "方面") {
		return -1 // the heading ends there, and what was done follows
	}
	if utf8.RuneCountInString(tail) < 4 || openingOf(tail) >= 0 || strings.Contains(tail, "一是") {
		return -1
	}
	return int(n.Title.Start) + stop
}
