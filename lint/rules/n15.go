package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var n15 = &lint.Rule{
	ID: "N15", Name: "unbalanced-marks",
	Title:    lint.Say{ZH: "引号、书名号或括号不成对", EN: "a quote, title mark or bracket without its partner"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		if isSheet(p) {
			return
		}
		line := int32(-1) // end of the line of the finding before: one per line is enough
		for i := range p.Marks {
			m := &p.Marks[i]
			if m.Kind == report.MarkNested || m.Span.Start < line || broken(p, i) || listBracket(p, m) || inChrome(p, m.Span.Start) {
				continue
			}
			say := lint.Say{ZH: "“%s”只有前一半，没有与之成对的后一半，请核对。", EN: "%q is opened and not closed; please check."}
			if m.Kind == report.MarkUnopened {
				say = lint.Say{ZH: "“%s”只有后一半，没有与之成对的前一半，请核对。", EN: "%q is closed and was not opened; please check."}
			}
			p.Found(m.Span, say, p.In(m.Span))
			line = m.Span.End
			if k := strings.IndexByte(p.Body[line:], '\n'); k >= 0 {
				line += int32(k)
			}
		}
	},
}

// broken reports whether mark i and a neighbour are the two halves of one pair
// that a line break has parted: the break is at fault, not the marks.
func broken(p *lint.Pass, i int) bool {
	m := &p.Marks[i]
	halves := func(a, b *report.Mark) bool {
		return a.Kind == report.MarkUnclosed && b.Kind == report.MarkUnopened && a.Span.End <= b.Span.Start &&
			b.Span.Start-a.Span.End < 900 && pairOf(p.In(a.Span)) == pairOf(p.In(b.Span)) &&
			strings.Count(p.Body[a.Span.End:b.Span.Start], "\n") <= 2
	}
	return i+1 < len(p.Marks) && halves(m, &p.Marks[i+1]) || i > 0 && halves(&p.Marks[i-1], m)
}

// pairOf returns the opening mark of the pair to which mark belongs.
func pairOf(mark string) string {
	switch mark {
	case "》":
		return "《"
	case "”":
		return "“"
	case "」":
		return "「"
	case ")", "）", "（":
		return "("
	}
	return mark
}

// listBracket reports whether m closes a list number, a) or 一）.
func listBracket(p *lint.Pass, m *report.Mark) bool {
	if m.Kind != report.MarkUnopened || pairOf(p.In(m.Span)) != "(" {
		return false
	}
	r, n := utf8.DecodeLastRuneInString(p.Body[:m.Span.Start])
	if _, size := zh.ParseNumeral(p.Body[int(m.Span.Start)-n:]); size > 0 {
		return true
	}
	return unicode.IsDigit(r) || r < 0x80 && unicode.IsLetter(r) || r >= '①' && r <= '⑳'
}

// inChrome reports whether offset off stands in what a portal put around the
// report.
func inChrome(p *lint.Pass, off int32) bool {
	k := p.Holder(off)
	return k != report.None && p.Nodes[k].Role == report.Chrome
}
