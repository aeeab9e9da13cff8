package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

var n18 = &lint.Rule{
	ID: "N18", Name: "glued-points",
	Title:    lint.Say{ZH: "两项写在同一行", EN: "two headings stand in one line"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		if len(p.Repairs) == 0 || isSheet(p) {
			return
		}
		for i := range p.Repairs {
			r := &p.Repairs[i]
			if r.Kind != report.RepairGlued || !numberAt(p, r.Span) {
				continue
			}
			f := p.Found(r.Span, lint.Say{ZH: "“%s”出现在行中，似应另起一行，请核对。", EN: "%q stands in the middle of a line; it should probably begin a new one. Please check."}, p.In(r.Span))
			if !ownHeading(p, r.Span) {
				f.As(lint.Hint).Sure(60)
			}
		}
	},
}

// ownHeading reports whether the number at s follows a full stop and no list of
// the same form begins before it in its line: then it is a heading that lost its
// line break, not an item.
func ownHeading(p *lint.Pass, s source.Span) bool {
	from := max(0, int(s.Start)-2400)
	line := p.Body[from:s.Start]
	line = strings.TrimRight(line[strings.LastIndexByte(line, '\n')+1:], " \u3000")
	if !strings.HasSuffix(line, "。") {
		return false
	}
	for _, first := range [...]string{"(1)", "（1）", "①", "1.", "1、", "1．"} {
		// The heading itself may stand at the start of the line.
		if strings.LastIndex(line, first) > 3 && sameForm(first, p.In(s)) {
			return false
		}
	}
	return true
}

// sameForm reports whether a list that begins with first may count on to number.
func sameForm(first, number string) bool {
	open := func(w string) byte {
		switch {
		case strings.HasPrefix(w, "(") || strings.HasPrefix(w, "（"):
			return '('
		case w != "" && w[0] >= '0' && w[0] <= '9':
			return '1'
		}
		return 'c'
	}
	return open(first) == open(number)
}
