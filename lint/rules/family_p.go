package rules

import (
	"strings"
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

// publication are the rules of family P.
var publication = []*lint.Rule{p01, p02, p03, p04, p05, p06, p07, p08, p09, p10}

// digitsOf returns the digits of s in the ASCII form, X as X; blanks and dashes
// between them are skipped.
func digitsOf(s string) string {
	var buf [32]byte
	n := 0
	for _, r := range s {
		switch r = zh.Fold(r); {
		case n == len(buf):
			return ""
		case r >= '0' && r <= '9':
			buf[n] = byte(r)
			n++
		case r == 'x' || r == 'X':
			buf[n] = 'X'
			n++
		}
	}
	return string(buf[:n])
}

// closing returns where the closing part of the report begins: behind the last
// measure, label and finding. There the unit says how it can be reached.
func closing(o *report.Outline) int32 {
	end := int32(0)
	for i := range o.Nodes {
		switch n := &o.Nodes[i]; n.Role {
		case report.Measure, report.Label, report.Point:
			end = max(end, n.Span.End)
		}
	}
	return end
}

// before returns at most n bytes of body before off, within the line.
func before(body string, off int32, n int) string {
	low := max(0, int(off)-n)
	for low < int(off) && !utf8.RuneStart(body[low]) {
		low++
	}
	s := body[low:off]
	if k := strings.LastIndexByte(s, '\n'); k >= 0 {
		s = s[k+1:]
	}
	return s
}

// behind returns at most n bytes of body from off on, within the line.
func behind(body string, off int32, n int) string {
	high := min(len(body), int(off)+n)
	for high > int(off) && high < len(body) && !utf8.RuneStart(body[high]) {
		high--
	}
	s, _, _ := strings.Cut(body[off:high], "\n")
	return s
}

// lineAt returns the line that holds off, without the blanks around it; of a long
// line at most two hundred characters on each side.
func lineAt(body string, off int32) source.Span {
	s := source.Span{Start: off - int32(len(before(body, off, 600))), End: off + int32(len(behind(body, off, 600)))}
	words := body[s.Start:s.End]
	s.Start += int32(len(words) - len(strings.TrimLeft(words, " \t\u3000\r")))
	s.End -= int32(len(words) - len(strings.TrimRight(words, " \t\u3000\r")))
	if s.End < s.Start {
		s.End = s.Start
	}
	return s
}

// masked shows the first and the last two characters of a number that should
// not be repeated in a message.
func masked(s string) string {
	if len(s) < 6 {
		return s
	}
	return s[:3] + "…" + s[len(s)-2:]
}
