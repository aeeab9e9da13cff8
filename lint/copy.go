package lint

import (
	"strings"

	"zhenggai/report"
	"zhenggai/similar"
	"zhenggai/source"
)

// findCopies compares the measures of o with one another and appends the near
// copies to buf.
func (c *Checker) findCopies(o *report.Outline, buf []Copy) []Copy {
	body := o.Text.Valid()
	c.comparer.Reset()
	c.nodes = c.nodes[:0]
	for i := range o.Nodes {
		if o.Nodes[i].Role == report.Measure {
			c.comparer.Add(Deed(o, int32(i)).In(body))
			c.nodes = append(c.nodes, int32(i))
		}
	}
	c.comparer.Pairs(func(p similar.Pair) bool {
		a, b := c.nodes[p.A], c.nodes[p.B]
		buf = append(buf, Copy{A: a, B: b, Likeness: p.Likeness, Run: [2]source.Span{
			shift(p.Longest.A, o.Nodes[a].Body.Start), shift(p.Longest.B, o.Nodes[b].Body.Start)}})
		return true
	})
	return buf
}

func shift(s similar.Span, by int32) source.Span {
	return source.Span{Start: int32(s.Start) + by, End: int32(s.End) + by}
}

// Deed returns the words of measure i that tell what was done: its body without
// the bracket at its end that says who is responsible and until when. Plans put
// the same bracket behind each measure, and it makes none the copy of another.
func Deed(o *report.Outline, i int32) source.Span {
	s := o.Nodes[i].Body
	if !mayClose(s.In(o.Text.Valid())) {
		return s
	}
	words := strings.TrimRight(s.In(o.Text.Valid()), " \t\r\n\u3000。；;")
	if k := dutyBracket(words); k > 0 {
		s.End = s.Start + int32(k)
	}
	return s
}

// mayClose reports whether s ends with a bracket, a stop or a blank, by its last
// byte: most measures do not.
func mayClose(s string) bool {
	if s == "" {
		return false
	}
	switch s[len(s)-1] {
	case ')', 0x89, 0x82, 0x9B, ';', ' ', '\t', '\r', '\n', 0x80: // ） 。 ； and the ideographic space
		return true
	}
	return false
}

// dutyBytes is how long such a bracket is at most.
const dutyBytes = 360

// dutyBracket returns the offset of the bracket that ends words and holds labels
// of duty, or -1.
func dutyBracket(words string) int {
	if !strings.HasSuffix(words, "）") && !strings.HasSuffix(words, ")") {
		return -1
	}
	depth, low := 0, max(0, len(words)-dutyBytes)
	for k := len(words); k > low; {
		switch {
		case words[k-1] == ')':
			depth, k = depth+1, k-1
		case words[k-1] == '(':
			depth, k = depth-1, k-1
		case strings.HasSuffix(words[:k], "）"):
			depth, k = depth+1, k-len("）")
		case strings.HasSuffix(words[:k], "（"):
			depth, k = depth-1, k-len("（")
		default:
			k--
		}
		if depth == 0 {
			if namesDuty(words[k:]) {
				return k
			}
			return -1
		}
	}
	return -1
}

// namesDuty reports whether bracket holds a label of duty or term with its colon.
func namesDuty(bracket string) bool {
	for _, w := range [...]string{"责任领导", "责任人", "责任科室", "责任单位", "责任部门", "责任股室", "责任处室", "牵头", "配合", "时限", "完成时间", "期限"} {
		if k := strings.Index(bracket, w); k >= 0 {
			rest := bracket[k+len(w):]
			for _, more := range [...]string{"单位", "领导", "部门", "科室", "股室"} {
				rest = strings.TrimPrefix(rest, more)
			}
			if strings.HasPrefix(rest, "：") || strings.HasPrefix(rest, ":") {
				return true
			}
		}
	}
	return false
}
