package rules

import (
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var d05 = &lint.Rule{
	ID: "D05", Name: "impossible-date",
	Title:    lint.Say{ZH: "不存在的日期", EN: "there is no such day"},
	Severity: lint.Error,
	Check: func(p *lint.Pass) {
		for i := range p.Dates {
			d := &p.Dates[i]
			if !d.Bad || d.Damaged || houseNumber(p, d) || leapDay(p, d) {
				continue
			}
			p.Found(d.Span, lint.Say{ZH: "日历上没有“%s”这一天，请核对。", EN: "There is no such day as %q; please check."}, flat(p.In(d.Span))).Sure(98)
		}
	},
}

// houseNumber reports whether the 号 of d is that of a house: 12月32号楼.
func houseNumber(p *lint.Pass, d *report.Date) bool {
	if !zh.EndsAny(flat(p.In(d.Span)), "号") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(p.Body[d.End:])
	switch r {
	case '楼', '院', '店', '库', '线', '文', '令', '桥', '门', '室', '仓', '井', '机':
		return true
	}
	return false
}

// leapDay reports whether d is 29 February without a year, and one of the years
// that the report may mean has that day.
func leapDay(p *lint.Pass, d *report.Date) bool {
	if !d.NoYear || d.From.Month != 2 || d.From.Day != 29 {
		return false
	}
	y := int(p.Head.Published.Year)
	if y == 0 {
		y = int(d.From.Year)
	}
	for k := y - 2; k <= y+1; k++ {
		if zh.D(k, 2, 29).Valid() {
			return true
		}
	}
	return false
}
