package rules

import (
	"sort"
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

var w12 = &lint.Rule{
	ID: "W12", Name: "absolute-words",
	Title:    lint.Say{ZH: "绝对化表述与未完成事项并存", EN: "absolute words beside open items"},
	Severity: lint.Hint,
	Words: []lint.Word{
		{Find: "全部整改到位", Not: []string{"未全部整改到位", "确保全部整改到位", "前全部整改到位"}}, {Find: "已全部整改"}, {Find: "已全部完成"}, {Find: "全部整改完成"}, {Find: "均已整改到位"}, {Find: "均已完成整改"}, {Find: "均已整改完成"},
		{Find: "彻底整改"}, {Find: "彻底解决", Not: []string{"未彻底解决", "没有彻底解决", "尚未彻底解决"}}, {Find: "无一例外"}, {Find: "全面整改到位"}, {Find: "问题已全部解决"}, {Find: "全部销号"},
	},
	Check: func(p *lint.Pass) {
		seen := report.None
		for _, h := range wordHits(p) {
			n := problemOver(p, p.Holder(h.Span.Start))
			if n == report.None || n == seen {
				continue
			}
			seen = n // once a problem, found or not
			if open := openItem(p, p.Nodes[n].Span); !open.Empty() {
				p.Found(h.Span, lint.Say{ZH: "此处称“%s”，同一问题中另有未完成事项，请说明是否矛盾。", EN: "This says %q, yet the same problem has an open item; please say how both hold."}, h.Word.Find).
					And(open, lint.Say{ZH: "未完成事项。", EN: "The open item."}).Sure(75)
			}
		}
	},
}

// problemOver returns the point or, where there is none, the problem that holds
// node n.
func problemOver(p *lint.Pass, n int32) int32 {
	for ; n != report.None; n = p.Nodes[n].Parent {
		if r := p.Nodes[n].Role; r == report.Point || r == report.Problem {
			return n
		}
	}
	return n
}

// openItems are the words of what is still being done.
var openItems = [...]string{"正在推进", "正在办理", "正在整改", "尚未完成", "尚未整改", "仍未完成", "未完成整改", "正在协调", "正在处理", "正在实施", "尚有", "正在重新", "仍在"}

func openItem(p *lint.Pass, in source.Span) source.Span {
	words := p.In(in)
	for _, w := range openItems {
		if k := strings.Index(words, w); k >= 0 {
			from := in.Start + int32(k)
			return source.Span{Start: from, End: from + int32(len(w))}
		}
	}
	first := sort.Search(len(p.Commitments), func(i int) bool { return p.Commitments[i].Start >= in.Start })
	for i := first; i < len(p.Commitments) && p.Commitments[i].Start < in.End; i++ {
		if c := &p.Commitments[i]; !c.Next && in.Contains(c.Span) {
			return c.Span
		}
	}
	return source.Span{}
}
