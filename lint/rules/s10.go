package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

var s10 = &lint.Rule{
	ID: "S10", Name: "long-term-only",
	Title:    lint.Say{ZH: "长期坚持而没有阶段成果", EN: "kept up for ever, with no result so far"},
	Severity: lint.Warning,
	Words: []lint.Word{
		{Find: "长期坚持"}, {Find: "常抓不懈"}, {Find: "长抓不懈"}, {Find: "久久为功"}, {Find: "坚持不懈"}, {Find: "持之以恒"},
		{Find: "持续推进"}, {Find: "长期推进"}, {Find: "常态化推进"}, {Find: "持续抓好"}, {Find: "一以贯之"},
	},
	Check: func(p *lint.Pass) {
		if !judged(p.Outline) {
			return
		}
		hits := p.Hits()
		for i := range p.Nodes {
			n := &p.Nodes[i]
			if len(hits) == 0 || n.Role != report.Point {
				continue
			}
			for len(hits) > 0 && hits[0].Span.Start < n.Span.Start {
				hits = hits[1:]
			}
			if len(hits) == 0 || hits[0].Span.Start >= n.Span.End {
				continue
			}
			at, e := measuresSpan(p, int32(i)), evidenceOf(p, int32(i))
			if !at.Contains(hits[0].Span) || e.counts+e.dates+e.persons+e.documents > 0 {
				continue
			}
			if a, _, known := measureActs(p, int32(i)); !known || a&(actDone|actHard|actBuild|actStudy|actMeet) != 0 && !eduOnly(p, at, a) {
				continue
			}
			p.Found(at, lint.Say{ZH: "“%s”没有写明阶段性成果，请补充目前做了什么、下一次检查在什么时候。",
				EN: "%q comes without any result so far; please say what has been done and when it is to be looked at again."}, p.In(hits[0].Span)).Sure(90)
		}
	},
}

// eduOnly reports whether the only deed is education that is itself kept up:
// 长期坚持廉政教育.
func eduOnly(p *lint.Pass, at source.Span, a act) bool {
	return a&(actDone|actHard|actBuild|actMeet) == 0 && strings.Contains(p.In(at), "教育") && !zh.HasAny(p.In(at), "开展", "组织", "举办", "召开")
}
