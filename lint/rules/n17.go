package rules

import (
	"strings"
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

var n17 = &lint.Rule{
	ID: "N17", Name: "no-sign-off",
	Title:    lint.Say{ZH: "文末缺少落款单位或日期", EN: "no unit or date at the end"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		h := &p.Head
		if isSheet(p) || h.Kind == report.Unknown || !h.Signer.Empty() && !h.Published.IsZero() {
			return
		}
		tail := closingText(p)
		noUnit := h.Signer.Empty() && !signedShort(tail)
		noDate := h.Published.IsZero() && !mentionsDay(tail)
		at := lastClause(p, false)
		if at.Empty() || !noUnit && !noDate {
			return
		}
		say := lint.Say{ZH: "文末未见落款单位和日期，请补上。", EN: "Neither the unit nor the date stands at the end; please add them."}
		switch {
		case !noDate:
			say = lint.Say{ZH: "文末未见落款单位，请补上。", EN: "The unit does not stand at the end; please add it."}
		case !noUnit:
			say = lint.Say{ZH: "文末未见落款日期，请补上。", EN: "The date does not stand at the end; please add it."}
		}
		f := p.Found(at, say)
		if !noDate || h.Title.Empty() && h.Feedback.IsZero() {
			f.As(lint.Hint).Sure(60) // the title names the unit; or the text is no whole report
		}
	},
}

// closingText returns the last part of the text, where sign-off and contact stand.
func closingText(p *lint.Pass) string {
	from := max(0, len(p.Body)-1500)
	for from < len(p.Body) && p.Body[from]&0xC0 == 0x80 {
		from++
	}
	return p.Body[from:]
}

// mentionsDay reports whether one of the last lines is short and looks like a
// date in whatever form: then one is printed, if not one that was read.
func mentionsDay(tail string) bool {
	for range 8 {
		tail = strings.TrimRight(tail, "\n\r\t \u3000")
		if tail == "" {
			return false
		}
		line := tail[strings.LastIndexByte(tail, '\n')+1:]
		if utf8.RuneCountInString(line) < 40 && (strings.Contains(line, "年") && strings.Contains(line, "月") || strings.Contains(line, "20") && strings.ContainsAny(line, ".-/")) {
			return true
		}
		tail = tail[:len(tail)-len(line)]
	}
	return false
}

// signedShort reports whether one of the last lines may be the name of a unit that
// was not read as one: short, all words, no stop.
func signedShort(tail string) bool {
	for range 4 {
		tail = strings.TrimRight(tail, "\n\r\t \u3000")
		line := strings.TrimLeft(tail[strings.LastIndexByte(tail, '\n')+1:], " \t\u3000")
		if n := utf8.RuneCountInString(line); n >= 4 && n < 30 && !strings.ContainsAny(line, "。；;，,：:、0123456789！？") && !strings.Contains(line, "年") {
			return true
		}
		tail = tail[:max(0, strings.LastIndexByte(tail, '\n'))]
	}
	return false
}

// lastClause returns the last clause of the report's own text; if unsigned is set,
// of what stands before the sign-off.
func lastClause(p *lint.Pass, unsigned bool) source.Span {
	for i := len(p.Nodes) - 1; i >= 0; i-- {
		n := &p.Nodes[i]
		if n.Role == report.Chrome || n.Span.Empty() || unsigned && i > 0 && (n.Span.Overlaps(p.Head.Signer) || n.Span.Overlaps(p.Head.PublishedSpan)) {
			continue
		}
		words := strings.TrimRight(p.In(n.Span), "。；;，, \n\r\t\u3000")
		from := lastMark(words, "。；;，,：:\n") + 1
		for from < len(words) && words[from]&0xC0 == 0x80 {
			from++
		}
		for strings.HasPrefix(words[from:], "\u3000") || strings.HasPrefix(words[from:], " ") {
			_, k := utf8.DecodeRuneInString(words[from:])
			from += k
		}
		return source.Span{Start: n.Span.Start + int32(from), End: n.Span.Start + int32(len(words))}
	}
	return source.Span{}
}
