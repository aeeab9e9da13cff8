package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

var m06 = &lint.Rule{
	ID: "M06", Name: "team-name",
	Title:    lint.Say{ZH: "巡察组名称前后不一致", EN: "the inspection team is named in two ways"},
	Severity: lint.Warning,
	Words: []lint.Word{
		{Find: "巡察组"}, {Find: "巡视组"},
		{Find: "巡察一组"}, {Find: "巡察二组"}, {Find: "巡察三组"}, {Find: "巡察四组"}, {Find: "巡察五组"}, {Find: "巡察六组"}, {Find: "巡察七组"}, {Find: "巡察八组"}, {Find: "巡察九组"}, {Find: "巡察十组"},
	},
	Check: func(p *lint.Pass) {
		own, form := teamNumber(p.Body, p.Head.Team)
		if p.Head.Team.Empty() || p.Head.Kind == report.Round {
			return
		}
		for _, h := range wordHits(p) {
			n, f := teamNumber(p.Body, h.Span)
			if full := fullTeam(p.Body, h.Span); n == "" && !full.Empty() && !full.Overlaps(p.Head.Team) {
				otherTeam(p, full)
			}
			if n == "" || own == "" || h.Span.Overlaps(p.Head.Team) || strings.HasPrefix(h.Word.Find, "巡视") != strings.Contains(p.In(p.Head.Team), "巡视") {
				continue
			}
			at := h.Span
			if !f { // 第三巡察组: the number stands before it
				at.Start -= int32(len("第") + len(n))
			}
			say := lint.Say{ZH: "“%s”与开头的“%s”称法不同，请统一。", EN: "%q differs from %q in the opening; please use one name."}
			switch {
			case n == own && f != form:
				p.Found(at, say, p.In(at), p.In(p.Head.Team)).And(p.Head.Team, lint.Say{ZH: "开头的称法。", EN: "The name in the opening."})
			case n != own && f == form && !earlierTeam(p, h.Span):
				p.Found(at, lint.Say{ZH: "“%s”与开头的“%s”不是同一组，请核对。", EN: "%q is not the team %q of the opening; please check."}, p.In(at), p.In(p.Head.Team)).
					And(p.Head.Team, lint.Say{ZH: "开头的称法。", EN: "The name in the opening."}).As(lint.Hint).Sure(75)
			}
		}
	},
}

// fullTeam returns the name of the team that ends with s, from the committee that
// sent it on, if it says which team it is: 市委第二教育巡察组.
func fullTeam(body string, s source.Span) source.Span {
	from := max(0, int(s.Start)-42)
	before := body[from:s.Start]
	k := strings.LastIndex(before, "委第")
	if k < 3 || strings.ContainsAny(before[k:], "，,。；;：:、（(“”\n轮的对向和") {
		return source.Span{}
	}
	return source.Span{Start: int32(from + k - 3), End: s.End}
}

// otherTeam reports the full name of a team that is not that of the opening,
// though the same committee sent both.
func otherTeam(p *lint.Pass, full source.Span) {
	name, team := p.In(full), p.In(p.Head.Team)
	if !strings.HasPrefix(team, name[:6]) || name == team || earlierTeam(p, full) {
		return
	}
	p.Found(full, lint.Say{ZH: "“%s”与开头的“%s”名称不同，请核对。", EN: "%q is not the name %q of the opening; please check."}, name, team).
		And(p.Head.Team, lint.Say{ZH: "开头的称法。", EN: "The name in the opening."}).Sure(88)
}

// earlierTeam reports whether the sentence tells of another inspection.
func earlierTeam(p *lint.Pass, at source.Span) bool {
	return zh.HasAny(p.In(sentenceAt(p.Body, at)), "上一轮", "上轮", "此前", "往年", "历次", "前一轮", "同时", "分别", "省委", "中央", "首轮", "第一轮")
}

// teamNumber returns the number in the name of the team that ends with s, and
// whether it stands behind 巡察 (巡察三组) and not before it (第三巡察组).
func teamNumber(body string, s source.Span) (number string, behind bool) {
	name := body[s.Start:s.End]
	for _, w := range [...]string{"巡察", "巡视"} {
		k := strings.LastIndex(name, w)
		if k < 0 {
			continue
		}
		if n := strings.TrimSuffix(name[k+len(w):], "组"); n != "" {
			return n, true
		}
		before := body[max(0, int(s.Start)+k-12) : int(s.Start)+k]
		if k := strings.LastIndex(before, "第"); k >= 0 && k+3 < len(before) && strings.Trim(before[k+3:], "一二三四五六七八九十") == "" {
			return before[k+3:], false
		}
	}
	return "", false
}
