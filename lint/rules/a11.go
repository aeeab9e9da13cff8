package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
)

var a11 = &lint.Rule{
	ID: "A11", Name: "same-quantity-differs",
	Title:    lint.Say{ZH: "同一数量前后不一", EN: "one quantity, two values"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		from := 0
		for i := range p.Quantities {
			q := &p.Quantities[i]
			if q.Unit != report.Count || !exact(q) || q.Node == report.None || !wholeOf(p, i) {
				continue
			}
			node := finding(p, q.Node)
			if node == report.None {
				continue
			}
			for from < i && !p.Nodes[node].Span.Contains(p.Quantities[from].Span) {
				from++
			}
			for k := max(from, i-24); k < i; k++ {
				o := &p.Quantities[k]
				if o.Unit != q.Unit || o.ClassID != q.ClassID || o.N == q.N || !exact(o) || !wholeOf(p, k) || actor(p, o) != actor(p, q) || !sameNoun(p, o, q) {
					continue
				}
				f := p.Found(q.Span, lint.Say{
					ZH: "同一数量前后不一：此处为%s，前文为%s，请核对。",
					EN: "One quantity has two values: %s here, %s before; please check.",
				}, printed(p, q), printed(p, o)).And(o.Span, lint.Say{ZH: "前文", EN: "before"}).Sure(85)
				if d := q.N - o.N; d*5 > o.N || -d*5 > o.N {
					f.As(lint.Hint).Sure(60) // 全县36个…, 全县28个…: hardly a slip
				}
				break
			}
		}
	},
}

// finding returns the point or problem that holds node n, or None.
func finding(p *lint.Pass, n int32) int32 {
	if k := p.Up(n, report.Point); k != report.None {
		return k
	}
	return p.Up(n, report.Problem)
}

// wholeOf reports whether the words before quantity i say that it is all there is:
// 全市56个.
func wholeOf(p *lint.Pass, i int) bool { return actor(p, &p.Quantities[i]) != "" }

// actor returns the word before q that says whose all it is, "" if there is none.
func actor(p *lint.Pass, q *report.Quantity) string {
	w := p.Body[max(0, q.Start-9):q.Start]
	w = strings.TrimSuffix(w, "的")
	if len(w) < 6 {
		return ""
	}
	switch w[len(w)-6 : len(w)-3] {
	case "全", "现", "所", "辖", "系", "街":
	default:
		return ""
	}
	for _, x := range [...]string{"全市", "全县", "全区", "全局", "全镇", "全省", "全州", "全乡", "全院", "全校", "全系统", "现有", "所有", "辖区", "全街道"} {
		if strings.HasSuffix(w, x) {
			return x
		}
	}
	return ""
}

// sameNoun reports whether the same noun of three characters or more follows both.
func sameNoun(p *lint.Pass, a, b *report.Quantity) bool {
	s, n := p.Body, 0
	i, j := int(a.End), int(b.End)
	for i+3 <= len(s) && j+3 <= len(s) && n < 6 && s[i] >= 0xE4 && s[i] <= 0xE9 && s[i:i+3] == s[j:j+3] {
		i, j, n = i+3, j+3, n+1
	}
	return n >= 3
}
