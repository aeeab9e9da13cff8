package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

var a08 = &lint.Rule{
	ID: "A08", Name: "product",
	Title:    lint.Say{ZH: "人均数乘以人数不等于总额", EN: "number times rate does not make the sum"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		for i := range p.Quantities {
			per := &p.Quantities[i]
			if per.Unit != report.Money || per.Approx != report.Exact {
				continue
			}
			unit := perWhat(p, i)
			if unit == "" {
				continue
			}
			n, sum := factors(p, i, unit)
			if n < 0 || sum < 0 {
				continue
			}
			count, total := &p.Quantities[n], &p.Quantities[sum]
			product := zh.Decimal(count.N.Int()) * per.N
			if count.N > 1e12 || per.N > 1e12 || near(p, product, total.N, 1, total, per) {
				continue
			}
			first, end := min(n, sum, i), max(n, sum, i)
			f := p.Found(source.Span{Start: p.Quantities[first].Start, End: p.Quantities[end].End}, lint.Say{
				ZH: "%s，每%s%s，应为%s，文中为%s，请核对。",
				EN: "%s at, for each %s, %s make %s, but the text says %s; please check.",
			}, printed(p, count), unit, p.In(per.Digits)+p.In(per.Class), inUnit(p, total, product), printed(p, total)).Sure(88)
			if product > total.N*10 || total.N > product*10 {
				f.As(lint.Hint).Sure(60) // hardly of the same things
			}
		}
	},
}

// perWhat returns what the amount i is given for: 人 for 每人200元; "" if it is
// none, or for several things at once (每人每天).
func perWhat(p *lint.Pass, i int) string {
	q := &p.Quantities[i]
	if !q.Per.Empty() {
		w := p.In(q.Per)
		if len(w) == 3 {
			return w
		}
		return ""
	}
	from := max(0, q.Start-36)
	if i > 0 {
		from = max(from, p.Quantities[i-1].End)
	}
	w := p.Body[from:q.Start]
	k := strings.Index(w, "每")
	if k < 0 || strings.Contains(w[k+len("每"):], "每") || zh.HasAny(w[k:], "，", ",", "。", "；", "（", "(") || zh.HasAny(w, "平均", "最高", "不超过", "约", "至少", "标准") {
		return ""
	}
	w = w[k+len("每"):]
	if len(w) > 18 || strings.HasPrefix(w, "天") || strings.HasPrefix(w, "月") || strings.HasPrefix(w, "年") || strings.HasPrefix(w, "日") || len(w) < 3 {
		return ""
	}
	return w
}

// factors finds how many there are of what the amount i is given for, and the sum,
// in the same sentence: the sum behind 共, or else the one before.
func factors(p *lint.Pass, i int, unit string) (n, sum int) {
	n, sum = -1, -1
	q := &p.Quantities[i]
	for k := i - 1; k >= 0 && k >= i-6 && q.Start-p.Quantities[k].End <= 120; k-- {
		t := &p.Quantities[k]
		if !oneSentence(p, t, q) || strings.ContainsAny(p.Body[t.End:q.Start], "；;") {
			break
		}
		switch {
		case t.Unit == report.Count && n < 0 && exact(t) && countsSame(p.In(t.Class), unit):
			n = k
		case t.Unit == report.Money && perWhat(p, k) != "":
			return -1, -1 // 8人每人500元、7人每人300元
		case bracketed(p.Body[t.End:q.Start]): // a part of the sum before the bracket
		case t.Unit == report.Money && sum < 0 && exact(t):
			sum = k
		}
	}
	for k := i + 1; k < len(p.Quantities) && k <= i+2; k++ {
		t := &p.Quantities[k]
		gap := p.Body[q.End:t.Start]
		if len(gap) > 60 || !oneSentence(p, q, t) || strings.Contains(gap, "；") {
			break
		}
		if t.Unit == report.Money && exact(t) && endsInSum(gap) {
			return n, k
		}
	}
	return n, sum
}

// bracketed reports whether a bracket that was opened before gap closes in it.
func bracketed(gap string) bool {
	c := indexMark(gap, "）)")
	o := indexMark(gap, "（(")
	return c >= 0 && (o < 0 || c < o)
}

// countsSame reports whether the classifier class counts what unit names.
func countsSame(class, unit string) bool {
	if strings.HasPrefix(unit, class) {
		return true
	}
	return strings.HasPrefix(unit, "人") && (class == "人" || class == "名" || class == "位") || strings.HasPrefix(unit, "名") && class == "人"
}

// endsInSum reports whether the words before an amount say that it is a sum.
func endsInSum(w string) bool {
	for _, x := range [...]string{"共", "合计", "共计", "总计", "总额", "总额为", "合计为", "共计为", "总金额", "总金额为", "共发放", "合计发放", "共计发放", "共补贴", "共补助"} {
		if strings.HasSuffix(w, x) {
			return true
		}
	}
	return false
}
