package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

// dates are the rules of family D.
var dates = []*lint.Rule{d01, d02, d03, d04, d05, d06, d07, d08, d09, d10, d11, d12, d13}

// dateReach is how far a date's sentence is looked at, in bytes on each side: enough
// for a clause, and a bound for the time.
const dateReach = 180

// aroundDate returns what stands before and behind s in its sentence, at most
// dateReach bytes each, without line breaks. Words of another node do not count.
func aroundDate(p *lint.Pass, node int32, s source.Span) (head, tail string) {
	from, to := max(0, int(s.Start)-dateReach), min(len(p.Body), int(s.End)+dateReach)
	if node != report.None {
		n := &p.Nodes[node]
		start := n.Span.Start
		if n.Body.Start <= s.Start {
			start = n.Body.Start
		}
		from, to = max(from, int(start)), min(to, max(int(n.Span.End), int(s.End)))
	}
	for from < int(s.Start) && p.Body[from]&0xC0 == 0x80 {
		from++
	}
	for to < len(p.Body) && p.Body[to]&0xC0 == 0x80 {
		to++
	}
	head, tail = p.Body[from:s.Start], p.Body[s.End:to]
	if k := lastMark(head, "。；;！？│"); k >= 0 {
		head = head[k:]
		head = strings.TrimLeft(head, "。；;！？│")
	}
	if k := indexMark(tail, "。；;！？│"); k >= 0 {
		tail = tail[:k]
	}
	return flat(head), flat(tail)
}

// lastPiece returns what stands behind the last comma of head.
func lastPiece(head string) string {
	if k := lastMark(head, "，,：:"); k >= 0 {
		return strings.TrimLeft(head[k:], "，,：: \u3000")
	}
	return head
}

// firstPiece returns what stands before the first comma of tail.
func firstPiece(tail string) string {
	if k := indexMark(tail, "，,：:"); k >= 0 {
		return tail[:k]
	}
	return tail
}

// promisedDate reports whether date d stands in a commitment. Both lists ascend;
// at walks along.
func promisedDate(p *lint.Pass, d *report.Date, at *int) bool {
	for *at < len(p.Commitments) && p.Commitments[*at].End <= d.Start {
		*at++
	}
	return *at < len(p.Commitments) && p.Commitments[*at].Start <= d.Start
}

// deadlineLabel reports whether node n tells of the future: a deadline, a next
// step.
func deadlineLabel(p *lint.Pass, n int32) bool {
	k := p.Up(n, report.Label)
	return k != report.None && (p.Nodes[k].Label == report.LabelDue || p.Nodes[k].Label == report.LabelNext || p.Nodes[k].Label == report.LabelGoal)
}
