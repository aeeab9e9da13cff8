package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var s05 = &lint.Rule{
	ID: "S05", Name: "money-unreturned",
	Title:    lint.Say{ZH: "违规资金没有写明清退", EN: "improper spending without its return"},
	Severity: lint.Warning,
	Words:    improperWords(),
	Check: func(p *lint.Pass) {
		if !judged(p.Outline) {
			return
		}
		last := report.None
		for _, h := range p.Hits() {
			i := pointOf(p, h.Span.Start)
			if i == report.None || i == last || !hasMeasures(p, i) {
				continue
			}
			last = i
			at := findingOf(p, i)
			if !at.Contains(h.Span) || !improper(flat(p.In(at))) || acts.until(flat(p.In(p.Nodes[i].Body)), actReturn)&actReturn != 0 || zh.HasAny(p.In(p.Nodes[i].Span), "处置", "没收") {
				continue
			}
			p.Found(at, lint.Say{ZH: "反馈的是违规资金问题，该条没有写明清退、追缴或者不需清退的理由，请补充金额和去向。",
				EN: "The finding is improper spending, but nothing says that the money came back or why it need not; please add the amount and where it went."}).
				And(measuresSpan(p, i), lint.Say{ZH: "该条的措施", EN: "the measures"}).Sure(90)
		}
	},
}

// improperWords say that money was given out that should not have been.
func improperWords() (words []lint.Word) {
	for w := range strings.FieldsSeq("违规发放 违规领取 违规报销 违规列支 超标准报销 超标准发放 超标准列支 超标准接待 超范围发放 超范围列支 超标发放 重复发放 重复报销 重复领取 多发 多领 多报 冒领 套取 滥发 违规支付 多支付 违规收取 乱收费 挪用 侵占 截留 公款") {
		words = append(words, lint.Word{Find: w})
	}
	return words
}

// improper reports whether a finding with such a word is about money that can
// come back. That rules for money are missing is another finding.
func improper(title string) bool {
	return zh.HasAny(title, "补贴", "补助", "津贴", "奖金", "福利", "费", "资金", "款", "绩效", "薪酬", "报酬", "经费", "接待") &&
		!zh.HasAny(title, "风险", "防范", "防控", "制度", "监督不", "监管不", "审核不严", "把关不严", "教育")
}
