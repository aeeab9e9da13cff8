package rules

import (
	"strings"
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

// numbering are the rules of family N.
var numbering = []*lint.Rule{n01, n02, n03, n04, n05, n06, n07, n08, n09, n10, n11, n12, n13, n14, n15, n16, n17, n18, n19}

// isSheet reports whether the text is a ledger sheet: its numbers count rows, and
// the rules of this family have nothing to say of them.
func isSheet(p *lint.Pass) bool {
	if p.Head.Kind == report.Ledger {
		return true
	}
	line, _, _ := strings.Cut(strings.TrimLeft(p.Body, " \n\t\u3000"), "\n")
	return strings.Count(line, "│") >= 3
}

// numbered reports whether the node of r bears the number that r speaks of. A
// number inside the text of a label or a measure was no heading after all.
func numbered(p *lint.Pass, r *report.Repair) bool {
	if r.Node == report.None {
		return false
	}
	n := &p.Nodes[r.Node]
	return !n.Number.Empty() && (n.Number.Start == r.Span.Start || n.Marker.Start == r.Span.Start) && (r.Kind != report.RepairNumber || n.Num == r.A && n.Expected == r.B)
}

// nearRepairs is how far apart in Outline.Repairs the repairs of one sequence are
// looked for. The alignment mends at most eight wrong numbers in a row.
const nearRepairs = 12

// runsBack reports whether wrong number i of Repairs is right but in the wrong
// place: it stands where another one should, and its own place is missing or
// taken.
func runsBack(p *lint.Pass, i int) bool {
	r := &p.Repairs[i]
	style := p.Nodes[r.Node].Style
	taken, given := false, false
	for k := max(0, i-nearRepairs); k < len(p.Repairs) && k <= i+nearRepairs; k++ {
		q := &p.Repairs[k]
		if q.Node == report.None || p.Nodes[q.Node].Style != style || p.Nodes[q.Node].Parent != p.Nodes[r.Node].Parent {
			continue
		}
		switch q.Kind {
		case report.RepairNumber:
			taken = taken || k != i && q.B == r.A
			given = given || k != i && q.A == r.B
		case report.RepairMissing:
			if q.A <= r.A && r.A <= q.B {
				return true
			}
		}
	}
	return taken && given
}

// outOfPlace reports whether the missing number i of Repairs stands elsewhere in
// its sequence: then the order is wrong and nothing is missing.
func outOfPlace(p *lint.Pass, i int) bool {
	r := &p.Repairs[i]
	if r.A != r.B {
		return false
	}
	for k := max(0, i-nearRepairs); k < len(p.Repairs) && k <= i+nearRepairs; k++ {
		q := &p.Repairs[k]
		if q.Kind == report.RepairNumber && q.Node != report.None && q.A == r.A && p.Nodes[q.Node].Style == p.Nodes[r.Node].Style && p.Nodes[q.Node].Parent == p.Nodes[r.Node].Parent {
			return true
		}
	}
	return false
}

// wrongNumbers counts the wrong numbers and the printed numbers of each style.
func wrongNumbers(p *lint.Pass) (wrong, all [report.StyleLabel + 1]int32) {
	for i := range p.Nodes {
		if n := &p.Nodes[i]; !n.Number.Empty() {
			all[n.Style]++
			if n.Flags&report.Renumbered != 0 {
				wrong[n.Style]++
			}
		}
	}
	return wrong, all
}

// loneHeadingBefore reports whether a short line without a number and without a
// stop stands before n: a heading under which the numbers may begin anew.
func loneHeadingBefore(p *lint.Pass, n *report.Node) bool {
	head := strings.TrimRight(p.Body[:n.Span.Start], " \t\u3000")
	head = strings.TrimSuffix(head, "\n")
	line := strings.TrimSpace(head[strings.LastIndexByte(head, '\n')+1:])
	if line == "" || utf8.RuneCountInString(line) > 30 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(line)
	if strings.ContainsRune("。；;.！？，,、", last) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(line)
	return !strings.ContainsRune("（(①②③④⑤0123456789", first) && !strings.HasPrefix(line, "问题") && !strings.ContainsAny(line[:min(len(line), 12)], "、.．")
}

// doubledNumber returns the two numbers of a heading like 3.问题4: the one before
// and the one behind 问题; ok is false where only one is printed.
func doubledNumber(p *lint.Pass, n *report.Node) (outer, inner int32, ok bool) {
	if n.Marker.Empty() || n.Style >= report.StyleOrd {
		return 0, 0, false
	}
	s := p.Body[n.Marker.Start:min(int(n.Marker.End)+24, len(p.Body))]
	outer, k := digitsAt(s, 0)
	if k == 0 {
		return 0, 0, false
	}
	rest := strings.TrimLeft(s[k:], ".．、 \u3000")
	if len(rest) == len(s[k:]) {
		return 0, 0, false
	}
	rest, found := strings.CutPrefix(rest, "问题")
	if !found {
		return 0, 0, false
	}
	inner, k = digitsAt(strings.TrimLeft(rest, " \u3000"), 0)
	return outer, inner, k > 0
}

// digitsAt reads the digits at s[i]; k is the offset behind them, 0 without any.
func digitsAt(s string, i int) (v int32, k int) {
	for j := i; j < len(s) && s[j] >= '0' && s[j] <= '9' && j-i < 4; j++ {
		v, k = v*10+int32(s[j]-'0'), j+1
	}
	return v, k
}

// doubledRight reports whether the number before 问题 is the expected one: then
// the two numbers of the heading disagree, which is N13's to say.
func doubledRight(p *lint.Pass, r *report.Repair) bool {
	outer, inner, ok := doubledNumber(p, &p.Nodes[r.Node])
	return ok && outer != inner && outer == r.B
}

// firstRunes returns the span of the first n characters of s.
func firstRunes(s source.Span, body string, n int) source.Span {
	end := s.Start
	for ; n > 0 && end < s.End; n-- {
		_, k := utf8.DecodeRuneInString(body[end:s.End])
		end += int32(k)
	}
	return source.Span{Start: s.Start, End: end}
}

// clip returns the first n characters of s in one line, with … where that is not all.
func clip(s string, n int) string {
	return zh.Clip(flat(s), n)
}

// alike returns number with brackets of the width that printed has.
func alike(printed, number string) string {
	if strings.Contains(printed, "（") {
		return wideBrackets.Replace(number)
	}
	return number
}
