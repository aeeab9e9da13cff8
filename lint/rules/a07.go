package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var a07 = &lint.Rule{
	ID: "A07", Name: "name-list",
	Title:    lint.Say{ZH: "所列名称与个数不符", EN: "the names are not as many as stated"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		for i := range p.Lists {
			l := &p.Lists[i]
			q := &p.Quantities[l.Quantity]
			if l.Dates || l.Conf < 75 || q.Unit != report.Count || q.ClassID == report.ClassPerson || !exact(q) || q.N.Int() == int64(l.Items) || q.N.Int() < 2 {
				continue
			}
			n := q.N.Int()
			if l.Open {
				if n < int64(l.Items) && namesCounted(p, q) {
					p.Found(l.Span, lint.Say{
						ZH: "列出%d个名称，却称“等”%s，请核对。",
						EN: "%d names are listed, but the number stated is %s; please check.",
					}, int(l.Items), printed(p, q)).Sure(85)
				}
				continue
			}
			off := n - int64(l.Items)
			if off < -2 || off > 2 || l.Items < 3 && off > 0 || namesFields(p.In(l.Span)) {
				continue
			}
			f := p.Found(l.Span, lint.Say{
				ZH: "列出%d个名称，所称为%s，请核对是否漏列或多列。",
				EN: "%d names are listed, but the number stated is %s; please check.",
			}, int(l.Items), printed(p, q)).Sure(90)
			if !namesCounted(p, q) {
				f.As(lint.Hint).Sure(60)
			}
		}
	},
}

// namesCounted reports whether q counts what has a name of its own: 3家单位, 4个区.
func namesCounted(p *lint.Pass, q *report.Quantity) bool {
	if p.In(q.Class) == "家" {
		return true
	}
	rest := strings.TrimLeft(p.Body[q.End:min(len(p.Body), int(q.End)+27)], " \n\u3000")
	for _, w := range [...]string{"县", "区", "市", "镇", "乡", "村", "街道", "社区", "单位", "部门", "科室", "股室", "企业", "公司", "学校", "医院", "支部", "党支部", "党组织", "小区", "园区", "景区", "州", "省", "局", "中心", "银行", "协会"} {
		if strings.HasPrefix(rest, w) {
			return true
		}
	}
	return false
}

// namesFields reports whether the list names places or fields in which the counted
// things lie, rather than those things.
func namesFields(words string) bool {
	return zh.HasAny(words, "片区", "辖区", "系统", "领域", "范围", "所属", "下属", "所辖", "内", "及其", "周边", "沿线", "一带", "中的", "以及", "“", "其他", "其余")
}
