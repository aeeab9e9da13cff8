package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var a12 = &lint.Rule{
	ID: "A12", Name: "magnitude",
	Title:    lint.Say{ZH: "元与万元疑似混用", EN: "yuan and ten thousand yuan mixed up"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		for i := range p.Quantities {
			q := &p.Quantities[i]
			if q.Unit != report.Money || !exact(q) || q.Node == report.None || q.N == 0 {
				continue
			}
			for k := i - 1; k >= 0 && k >= i-8; k-- {
				o := &p.Quantities[k]
				if o.Unit != report.Money || o.N == 0 || o.N/10_000 != q.N && q.N/10_000 != o.N || !exact(o) {
					continue
				}
				node := finding(p, q.Node)
				if node == report.None || o.Start < p.Nodes[node].Span.Start {
					break
				}
				if (o.N == q.N*10_000 || q.N == o.N*10_000) && scale(p, o) != scale(p, q) && perWhat(p, i) == "" && perWhat(p, k) == "" && notRound(min(o.N, q.N)) {
					p.Found(q.Span, lint.Say{
						ZH: "此处为%s，前文为%s，数字相同而单位相差一万倍，请核对。",
						EN: "%s here and %s before have the same digits and units ten thousand times apart; please check.",
					}, printed(p, q), printed(p, o)).And(o.Span, lint.Say{ZH: "前文", EN: "before"}).Sure(92)
					break
				}
			}
		}
	},
}

// notRound reports whether n yuan are not one of the small round amounts that may
// meet by chance: 1元 and 1万元.
func notRound(n zh.Decimal) bool {
	return n != zh.One && n != 5*zh.One && n != 10*zh.One && n != 2*zh.One
}
