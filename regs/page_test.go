package regs

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"zhenggai/golden"
	"zhenggai/zh"
)

// The page doc/regimes.md is made from the packs and the calendar.
func TestRegimesPage(t *testing.T) {
	t.Parallel()
	var p page
	p.printf("# 时限规则\n\n")
	p.printf("本页由规则包生成（`UPDATE=1 go test ./regs -run RegimesPage`），请勿手改；要改数字，改 `regs/pack` 里的文件。\n\n")
	p.printf("标有**待核实**的数字没有读到原文，原因写在说明里；由它算出的每个日期也带这个标记。数字经本单位核对以后，可以用本单位自己的文件覆盖。\n\n")
	p.counting()
	p.printf("## 规则\n\n按反馈日期选用，也可以由轮次指定。起止日期都含当日。\n\n")
	for _, r := range Packs().Regimes() {
		p.printf("### %s\n\n`%s` · %s · 适用于%s反馈的 · %s\n\n", r.Title.ZH, r.Key, r.Kind.Title().ZH, force(r), r.Basis)
		p.limits(r.Limits)
		p.classes(r.Classes)
		p.warnings(r.Warnings)
	}
	p.printf("## 地方做法\n\n由轮次选用，叠加在规则之上：同名的时限代替规则里的，其余的加进去；预警和分类整体代替。被代替的数字保留在旁边。\n\n")
	for _, o := range Packs().Overlays() {
		kind := "各类"
		if o.Kind != "" {
			kind = o.Kind.Title().ZH
		}
		p.printf("### %s\n\n`%s` · 适用于%s · %s\n\n", o.Title.ZH, o.Key, kind, o.Basis)
		p.limits(o.Limits)
		p.classes(o.Classes)
		p.warnings(o.Warnings)
	}
	p.example(t)
	p.calendar()
	golden.Check(t, "../doc/regimes.md", []byte(strings.TrimSuffix(p.String(), "\n")))
}

// A page is Markdown that grows.
type page struct{ strings.Builder }

func (p *page) printf(format string, args ...any) { fmt.Fprintf(p, format, args...) }

// row writes a row of a table; what would end a cell is escaped.
func (p *page) row(cells ...string) {
	for _, c := range cells {
		p.printf("| %s ", strings.ReplaceAll(c, "|", `\|`))
	}
	p.printf("|\n")
}

func (p *page) head(cells ...string) {
	p.row(cells...)
	p.printf("%s|\n", strings.Repeat("|---", len(cells)))
}

func (p *page) counting() {
	p.printf("## 怎样计算\n\n")
	p.head("事项", "算法", "依据")
	own := "本系统的决定"
	p.row("起算", "事件当日不计入，从次日起算", "参照民法典第二百零一条；条例没有规定，适用于此是"+own)
	p.row("最后一日", "“1个月内”“15个工作日内”都含最后一日", "同上")
	p.row("按月、按年", "到期月的对应日；没有对应日的为月末日（1月31日加1个月为2月的最后一日），向前推算相同", "参照民法典第二百零二条；"+own)
	p.row("最后一日是休息日", "不顺延", own+"（民法典第二百零三条会顺延，时限规则没有这样规定）")
	p.row("按期重复", "每次都从事件起算，不从上一次起算，31日的不会变成28日", own)
	p.row("工作日", "扣除周末和放假，计入调休上班日；没有放假表的年份按周末推算，标为暂定", "国务院办公厅放假通知")
	p.row("半个月", "15日", own)
	p.row("“12月31日前”", "含12月31日", own)
	p.row("“12月前”“第四季度前”", "有两种读法，不猜，请人写明", own)
	p.row("期满日", "集中整改期满的日期如果台账里有实际日期，以台账为准", own)
	p.printf("\n")
}

func force(r Regime) string {
	switch {
	case r.From.IsZero() && r.To.IsZero():
		return "任何日期"
	case r.To.IsZero():
		return r.From.String() + "起"
	}
	return r.From.String() + "至" + r.To.AddDays(-1).String()
}

// remark joins the mark of a figure and its note.
func remark(verified bool, note string) string {
	if verified {
		return note
	}
	return "**待核实**：" + note
}

func (p *page) limits(limits []TimeLimit) {
	if len(limits) == 0 {
		return
	}
	p.head("时限", "事项", "起算", "期限", "内容", "出处", "说明")
	for _, l := range limits {
		what := l.Title.ZH
		if l.Sets != "" {
			what += "（定" + l.Sets.Title().ZH + "）"
		}
		p.row("`"+l.Key+"`", what, l.Event.Title().ZH, l.Figure().ZH, l.Duty.ZH, l.Source, remark(l.Verified, l.Note))
	}
	p.printf("\n")
}

func (p *page) classes(classes []Class) {
	if len(classes) == 0 {
		return
	}
	p.head("分类", "最短", "最长", "出处", "说明")
	span := func(s Span) string {
		if s == (Span{}) {
			return "—"
		}
		return s.Title().ZH
	}
	for _, c := range classes {
		p.row(c.Title.ZH, span(c.Least), span(c.Most), c.Source, remark(c.Verified, c.Note))
	}
	p.printf("\n")
}

func (p *page) warnings(l Ladder) {
	if len(l) == 0 {
		return
	}
	p.head("预警", "时间", "提醒", "出处", "说明")
	for _, w := range l {
		when := "到期前" + Span{w.Before, w.Unit}.Title().ZH
		if w.Before < 0 {
			when = "逾期" + Span{-w.Before, w.Unit}.Title().ZH
		}
		var to []string
		for _, a := range w.To {
			to = append(to, a.Title().ZH)
		}
		p.row(w.Colour.Title().ZH, when, strings.Join(to, "、"), w.Source, remark(w.Verified, w.Note))
	}
	p.printf("\n")
}

// example shows a round with overlays, the base figures beside the new ones.
func (p *page) example(t *testing.T) {
	r := chosen(t, Choice{Kind: Inspection, Feedback: zh.D(2024, 9, 10), Overlays: []string{"soe-manual", "period-three-months", "evaluation-month"}})
	p.printf("## 举例\n\n2024年9月10日反馈，叠加")
	for i, key := range r.Overlays {
		p.printf("%s`%s`", map[bool]string{true: "、"}[i > 0], key)
	}
	p.printf("：\n\n")
	p.head("事项", "期限", "最后一日", "原规则", "标记")
	for _, d := range r.Deadlines(Events{Feedback: zh.D(2024, 9, 10)}, Holidays()) {
		base, mark := "", ""
		if d.Base != nil {
			base = d.Base.Limit.Figure().ZH + "，" + d.Base.Day.String()
		}
		if d.Unverified {
			mark = "待核实"
		}
		p.row(d.Limit.Title.ZH, d.Limit.Event.Title().ZH+"起"+d.Limit.Figure().ZH, d.Day.String(), base, mark)
	}
	p.printf("\n")
}

func (p *page) calendar() {
	cal := Holidays()
	p.printf("## 放假表\n\n没有列出的年份按周末推算，结果标为暂定；每年最后几天（12月%d日起）还要等下一年的通知。单位可以自行增补或者更正一年。\n\n", yearEnd)
	p.head("年", "放假", "调休上班", "依据")
	for _, y := range cal.Years() {
		var rest, work []zh.Date
		for d, w := range cal.years[y].work {
			if w {
				work = append(work, d)
			} else {
				rest = append(rest, d)
			}
		}
		p.row(fmt.Sprint(y), days(rest), days(work), cal.Source(y))
	}
	p.printf("\n")
}

// days writes days as 1.1—1.3 4.4.
func days(all []zh.Date) string {
	slices.SortFunc(all, func(a, b zh.Date) int { return a.Days() - b.Days() })
	var out []string
	for i := 0; i < len(all); {
		j := i
		for j+1 < len(all) && all[j+1] == all[j].AddDays(1) {
			j++
		}
		s := fmt.Sprintf("%d.%d", all[i].Month, all[i].Day)
		if j > i {
			s += fmt.Sprintf("—%d.%d", all[j].Month, all[j].Day)
		}
		out = append(out, s)
		i = j + 1
	}
	return strings.Join(out, " ")
}
