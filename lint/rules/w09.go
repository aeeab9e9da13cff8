package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

var w09 = &lint.Rule{
	ID: "W09", Name: "unit-style",
	Title:    lint.Say{ZH: "数字写法不规范", EN: "numbers are written in an unusual way"},
	Severity: lint.Hint,
	Check: func(p *lint.Pass) {
		blank := blanksBeforeUnits(p)
		var wide, mixed []source.Span
		for i := range p.Quantities {
			q := &p.Quantities[i]
			if q.Han || q.Digits.Empty() || onTable(p, q) {
				continue
			}
			digits := p.In(q.Digits)
			switch {
			case strings.HasPrefix(digits, "０") || digits[0] == 0xEF:
				wide = append(wide, q.Digits)
			case strings.Contains(digits, "千万") || strings.Contains(digits, "百万"):
				mixed = append(mixed, q.Span)
			}
		}
		foundStyle(p, blank, lint.Say{ZH: "“%s”的数字与单位之间有空格（全文%d处），请删去。", EN: "%q has a blank between number and unit (%d in all); please take it out."})
		foundStyle(p, wide, lint.Say{ZH: "“%s”是全角数字（全文%d处），请改用半角阿拉伯数字。", EN: "%q is written in full-width digits (%d in all); please use the usual ones."})
		foundStyle(p, mixed, lint.Say{ZH: "“%s”把阿拉伯数字与“千万”“百万”连写（全文%d处），请只用“万”“亿”作单位。", EN: "%q joins digits with 千万 or 百万 (%d in all); please use only 万 and 亿."})
	},
}

// unitsBehind are classifiers and units before which a blank is no layout.
const unitsBehind = "个次篇份人名万亿元家项条天件台套户册处期批轮场堂亩种号年月日米"

// blanksBeforeUnits returns the numbers that a blank parts from their unit. The
// number must follow a Chinese character or mark: GB 18030 标准 is a name.
func blanksBeforeUnits(p *lint.Pass) (spans []source.Span) {
	s := p.Body
	for i := 0; ; i++ {
		k := strings.IndexByte(s[i:], ' ')
		if k < 0 {
			return spans
		}
		i += k
		j := i
		for j > 0 && (s[j-1] >= '0' && s[j-1] <= '9' || s[j-1] == '.') {
			j--
		}
		if j == i || j == 0 || s[j-1] < 0x80 || i+4 > len(s) || !hanAt(s[i+1:i+4]) || !strings.Contains(unitsBehind, s[i+1:i+4]) {
			continue
		}
		at := source.Span{Start: int32(j), End: int32(i + 4)}
		if n := p.Holder(at.Start); n == report.None || p.Nodes[n].Role != report.Table && p.Nodes[n].Role != report.Chrome {
			spans = append(spans, at)
		}
	}
}

// onTable reports whether q stands in a table, where blanks are layout.
func onTable(p *lint.Pass, q *report.Quantity) bool {
	return q.Node != report.None && (p.Nodes[q.Node].Role == report.Table || p.Nodes[q.Node].Role == report.Chrome)
}

func foundStyle(p *lint.Pass, spans []source.Span, say lint.Say) {
	if len(spans) > 0 {
		p.Found(spans[0], say, p.In(spans[0]), len(spans)).Also(spans[1:min(len(spans), 21)]...)
	}
}
