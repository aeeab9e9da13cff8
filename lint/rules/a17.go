package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var a17 = &lint.Rule{
	ID: "A17", Name: "money-flow",
	Title:    lint.Say{ZH: "清退数大于违规数", EN: "more was returned than was improper"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		for i := 1; i < len(p.Quantities); i++ {
			back := &p.Quantities[i]
			if back.Unit != report.Money || !exact(back) {
				continue
			}
			k := i - 1
			if p.Quantities[k].Unit == report.Count && k > 0 { // 涉及12人
				k--
			}
			bad := &p.Quantities[k]
			if bad.Unit != report.Money || !exact(bad) || back.N <= bad.N || back.Start-bad.End > 120 {
				continue
			}
			gap := p.Body[bad.End:back.Start]
			if !oneSentence(p, bad, back) || !returned(gap) || !wasImproper(clause(p, bad.Start, 60)) || zh.HasAny(gap, "利息", "滞纳金", "罚款", "其他", "另", "各类", "相关", "等", "年度", "共", "合计", "累计", "；") {
				continue
			}
			p.Found(back.Span, lint.Say{
				ZH: "清退%s，大于违规数%s，请核对或说明差额。",
				EN: "%s were returned, more than the %s that were improper; please check, or explain.",
			}, printed(p, back), printed(p, bad)).And(bad.Span, lint.Say{ZH: "违规数", EN: "the improper amount"}).Sure(88)
		}
	},
}

// returned reports whether the words just before an amount say that it was paid
// back.
func returned(gap string) bool {
	return zh.HasAny(gap[max(0, len(gap)-30):], "清退", "退回", "退缴", "追回", "追缴", "退还", "收回", "归还", "上缴", "收缴")
}

// wasImproper reports whether the words before an amount say that it should not have
// been paid, and not that it was paid back.
func wasImproper(w string) bool {
	return zh.HasAny(w, "违规", "超标准", "超范围", "重复", "多发", "多付", "多计", "多报", "虚报", "套取", "挪用", "挤占", "截留", "超发", "不应", "不实", "应追回", "应清退", "应退") &&
		!zh.HasAny(w, "已清退", "已追回", "已退回", "已收回")
}
