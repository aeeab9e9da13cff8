package rules

import (
	"zhenggai/lint"
	"zhenggai/zh"
)

var a13 = &lint.Rule{
	ID: "A13", Name: "direction",
	Title:    lint.Say{ZH: "增减方向与数字不符", EN: "the figures run against the verb"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		for i := range p.Changes {
			c := &p.Changes[i]
			from, to := &p.Quantities[c.From], &p.Quantities[c.To]
			if !exact(from, to) || from.N == to.N {
				continue
			}
			if !(c.Up && to.N < from.N || c.Down && to.N > from.N) {
				continue
			}
			if ranked(p.In(from.Class), clause(p, from.Start, 75)) {
				continue
			}
			p.Found(c.Span, lint.Say{
				ZH: "由%s到%s，与文字所说的增减方向不符，请核对。",
				EN: "From %s to %s does not run the way the verb says; please check.",
			}, printed(p, from), printed(p, to))
		}
	},
}

// ranked reports whether a number with this classifier behind these words is a
// rank, of which less is better. 名 and 位 count people as well: 干部由21名增加到19名.
func ranked(class, before string) bool {
	switch class {
	case "级", "类", "档":
		return true
	case "名", "位":
		if zh.HasAny(before, "考核", "考评", "评比", "测评", "成绩", "得分", "指数", "综合", "倒数", "第", "前进", "跃升", "列全", "居全", "满意度", "竞赛", "全市", "全省", "全县", "全区", "全国") {
			return true
		}
	}
	return zh.HasAny(before, "排名", "名次", "位次", "排位", "排序", "位居", "位列", "等级")
}
