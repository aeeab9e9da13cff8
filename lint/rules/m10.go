package rules

import (
	"sort"
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

var m10 = &lint.Rule{
	ID: "M10", Name: "old-organ-name",
	Title:    lint.Say{ZH: "机构使用改革前的名称", EN: "a body under its name before the reform"},
	Severity: lint.Hint,
	Words:    organWords(),
	Check: func(p *lint.Pass) {
		now := p.Head.Published
		if now.IsZero() {
			now = p.Head.Feedback
		}
		if now.IsZero() {
			return
		}
		for _, h := range wordHits(p) {
			since := reform(h.Word)
			if now.Before(since.AddMonths(4)) || formerName(p, h, since) {
				continue
			}
			at := withArea(p.Body, h.Span)
			p.Found(at, lint.Say{ZH: "“%s”在机构改革后已不用，现为%s，请核对；指改革前的，请注明“原”。", EN: "%q is the name before the reform; the body is now %s. Please check, or write 原 if the old one is meant."},
				p.In(at), h.Word.Say).Sure(80)
		}
	},
}

// organTable holds names of bodies that a reform ended, with the day by which the
// counties had carried it out.
var organTable = [...]struct {
	since zh.Date
	say   string
	names string
}{
	{zh.D(2019, 3, 31), "生态环境局", "环保局 环境保护局"},
	{zh.D(2019, 3, 31), "自然资源局（或自然资源和规划局）", "国土资源局 国土局 国土资源分局"},
	{zh.D(2019, 3, 31), "市场监督管理局", "工商局 工商行政管理局 工商质监局 质监局 质量技术监督局 食药监局 食品药品监督管理局 食药局 工商分局 食药工商质监局"},
	{zh.D(2019, 3, 31), "卫生健康局（委）", "卫计委 卫计局 卫生和计划生育委员会 卫生和计划生育局 卫生计生局 卫生计生委 人口计生局"},
	{zh.D(2019, 3, 31), "应急管理局", "安监局 安全生产监督管理局"},
	{zh.D(2019, 3, 31), "文化和旅游局（或文化广电旅游局）", "旅游局 旅发委 文广新局 文化广电新闻出版局 文广局 文体广新局"},
	{zh.D(2019, 3, 31), "农业农村局", "农业局 畜牧局 农业和畜牧局 农牧局 农工委"},
	{zh.D(2019, 3, 31), "司法局", "法制办"},
	{zh.D(2018, 7, 31), "税务局", "国税局 地税局 国家税务局 地方税务局"},
	{zh.D(2018, 12, 31), "监察委员会", "监察局"},
	{zh.D(2018, 12, 31), "消防救援大队（支队）", "公安消防大队 公安消防支队"},
	{zh.D(2019, 3, 31), "发展和改革局（委）", "物价局"},
}

// organWords makes the words of M10; Sort is the day of the reform.
func organWords() (words []lint.Word) {
	for _, o := range organTable {
		for name := range strings.FieldsSeq(o.names) {
			words = append(words, lint.Word{Find: name, Say: o.say, Sort: o.since.String()})
		}
	}
	return words
}

// reform returns the day by which the reform had ended the name w.
func reform(w *lint.Word) zh.Date {
	day, err := zh.ParseDay(w.Sort)
	if err != nil {
		panic("rules: M10: " + err.Error()) // organWords wrote it
	}
	return day
}

// formerName reports whether the name at h is right: it is called the former one,
// stands in a title, or in a sentence about the time before or the reform itself.
// A name without an area before it (文化旅游局, 驻局) is not known to be one.
func formerName(p *lint.Pass, h lint.Hit, since zh.Date) bool {
	before := p.Body[max(0, h.Span.Start-30):h.Span.Start]
	area := closesAny(before, "市", "县", "区", "省", "州", "旗")
	if zh.HasAny(before, "原", "曾", "时任", "更名前", "旧") || !area && len(h.Word.Find) < 12 || strings.HasPrefix(p.Body[h.Span.End:], "党组书记兼") {
		return true
	}
	last := sort.Search(len(p.Documents), func(i int) bool { return p.Documents[i].Start > h.Span.Start })
	for i := last - 1; i >= 0 && i >= last-4; i-- { // titles inside titles follow their outer one
		if p.Documents[i].Span.Contains(h.Span) {
			return true
		}
	}
	in := sentenceAt(p.Body, h.Span)
	if zh.HasAny(p.In(in), "机构改革", "更名", "划转", "合并", "挂牌", "改组", "职能划", "转隶", "撤并", "历史遗留", "原名") {
		return true
	}
	return datedBefore(p, in, since)
}

// datedBefore reports whether a date in the sentence in lies before day.
func datedBefore(p *lint.Pass, in source.Span, day zh.Date) bool {
	first := sort.Search(len(p.Dates), func(i int) bool { return p.Dates[i].Start >= in.Start })
	for i := first; i < len(p.Dates) && p.Dates[i].Start < in.End; i++ {
		d := &p.Dates[i]
		if in.Contains(d.Span) && d.Rel == report.RelNone && !d.From.IsZero() && d.From.Before(day) {
			return true
		}
	}
	return false
}

// withArea takes the name of the area before a name into its span: 县环保局.
func withArea(body string, s source.Span) source.Span {
	if closesAny(body[max(0, s.Start-3):s.Start], "市", "县", "区", "省", "州", "旗") {
		s.Start -= 3
	}
	return s
}
