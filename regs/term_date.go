package regs

import (
	"strings"

	"zhenggai/zh"
)

// A printed is a day as printed: 0 where nothing is.
type printed struct {
	y, m  int
	d     int  // 0 is the last day of the month
	whole bool // a period as such (12月, 上旬): "before it" has two readings
}

// date reads a date or the end of a range of dates and enters it as due, unless it
// is where something begins.
func (r *termReader) date() bool {
	begins := r.take("自", "从")
	p, ok := r.printed()
	if !ok {
		return false
	}
	if start := r.rest; r.refusal == nil && r.take("-", "至", "到") {
		if q, ok := r.rangeEnd(p); ok {
			p = q
		} else {
			r.rest = start
		}
	}
	if r.refusal != nil {
		return true
	}
	begins = r.take("以后", "之后", "开始", "起", "后") || begins
	if r.take("-", "至", "到") || begins {
		return true // the end is still to come, or there is none
	}
	if r.take("之前", "以前", "前") && p.whole {
		r.refuse(twoReadings)
		return true
	}
	r.take("止")
	r.due(r.day(p))
	return true
}

// rangeEnd reads the end of a range that began with p: what it leaves out is as in p.
func (r *termReader) rangeEnd(p printed) (q printed, ok bool) {
	start := r.rest
	if n, digits := r.number(); digits > 0 && p.d > 0 && r.take("日", "号") {
		return printed{y: p.y, m: p.m, d: n}, true
	}
	r.rest = start
	if q, ok = r.printed(); ok && q.y == 0 {
		q.y = p.y
		if q.y > 0 && q.m < p.m {
			q.y++ // 2024年9月至3月
		}
	}
	return q, ok
}

// day returns the last day of p, and refuses p if there is none.
func (r *termReader) day(p printed) zh.Date {
	y := p.y
	if y == 0 {
		if r.base.IsZero() {
			r.refuse(noBase)
			return zh.Date{}
		}
		y = int(r.base.Year)
	}
	d, ok := lastDay(y, p)
	if ok && p.y == 0 && d.Before(r.base) {
		d, ok = lastDay(y+1, p)
	}
	if !ok {
		r.refuse(noSuchDay)
		return zh.Date{}
	}
	return d
}

func lastDay(y int, p printed) (zh.Date, bool) {
	if p.m < 1 || p.m > 12 || y < 1949 || y > 2200 || p.d > 31 {
		return zh.Date{}, false
	}
	d := p.d
	if d == 0 {
		d = zh.DaysIn(y, p.m)
	}
	day := zh.D(y, p.m, d)
	return day, day.Valid()
}

// printed reads one date.
func (r *termReader) printed() (printed, bool) {
	start := r.rest
	for _, form := range [...]func() (printed, bool){r.numeric, r.namedYear, r.numberedYear, r.namedMonth, func() (printed, bool) { return r.inYear(0) }} {
		if p, ok := form(); ok {
			return p, true
		}
		r.rest = start
	}
	return printed{}, false
}

// numeric reads 2024-12-31, 2024.12, 2024/12/31 and 20241231.
func (r *termReader) numeric() (printed, bool) {
	y, digits := r.number()
	if digits == 8 {
		return printed{y: y / 10000, m: y / 100 % 100, d: max(y%100, 1)}, y > 0 && y%100 > 0
	}
	if digits != 4 || r.rest == "" || !strings.Contains("-./", r.rest[:1]) {
		return printed{}, false
	}
	mark := r.rest[:1]
	r.rest = r.rest[1:]
	m, digits := r.number()
	if digits == 0 || digits > 2 {
		return printed{}, false
	}
	p := printed{y: y, m: m, whole: true}
	if end := r.rest; r.take(mark) {
		d, digits := r.number()
		if digits == 0 || digits > 2 || d == 0 {
			r.rest = end
		} else {
			p.d, p.whole = d, false
		}
	}
	return p, true
}

// namedYear reads 今年底, 明年6月底.
func (r *termReader) namedYear() (printed, bool) {
	next := 0
	switch {
	case r.take("今年", "本年", "当年"):
	case r.take("明年", "次年", "来年", "下一年"):
		next = 1
	default:
		return printed{}, false
	}
	if r.base.IsZero() {
		r.refuse(noBase)
		return printed{}, true
	}
	y := int(r.base.Year) + next
	if p, ok := r.inYear(y); ok {
		return p, true
	}
	return r.wholeYear(y), true
}

// numberedYear reads 2024年, 二〇二四年底, 24年12月.
func (r *termReader) numberedYear() (printed, bool) {
	y, digits := r.number()
	if !r.take("年") {
		return printed{}, false
	}
	if digits == 2 && y >= 13 && y <= 99 {
		return r.inYear(2000 + y)
	}
	if digits != 4 {
		return printed{}, false
	}
	if p, ok := r.inYear(y); ok {
		return p, true
	}
	return r.wholeYear(y), true
}

// wholeYear reads what may follow a year of which no part is named.
func (r *termReader) wholeYear(y int) printed {
	r.take("度")
	return printed{y: y, m: 12, whole: !r.take("以内", "之内", "内", "全年")}
}

// namedMonth reads 本月底, 下月.
func (r *termReader) namedMonth() (printed, bool) {
	next := 0
	switch {
	case r.take("本月", "当月", "这个月"):
	case r.take("下个月", "下月"):
		next = 1
	case strings.HasPrefix(r.rest, "月底") || strings.HasPrefix(r.rest, "月末"):
		r.take("月")
	default:
		return printed{}, false
	}
	if r.base.IsZero() {
		r.refuse(noBase)
		return printed{}, true
	}
	m := zh.D(int(r.base.Year), int(r.base.Month), 1).AddMonths(next)
	return r.inMonth(printed{y: int(m.Year), m: int(m.Month)}), true
}

// yearParts are the parts of a year, by the month that they end with.
var yearParts = []struct {
	word  string
	m     int
	whole bool
}{
	{"年底", 12, false}, {"年末", 12, false}, {"年内", 12, false}, {"年中", 6, false}, {"年初", 1, false},
	{"上半年", 6, true}, {"下半年", 12, true},
	{"第一季度", 3, true}, {"第二季度", 6, true}, {"第三季度", 9, true}, {"第四季度", 12, true},
	{"一季度", 3, true}, {"二季度", 6, true}, {"三季度", 9, true}, {"四季度", 12, true},
	{"第1季度", 3, true}, {"第2季度", 6, true}, {"第3季度", 9, true}, {"第4季度", 12, true},
	{"1季度", 3, true}, {"2季度", 6, true}, {"3季度", 9, true}, {"4季度", 12, true},
}

// inYear reads a part of a year or a month in it; y is 0 if no year is printed.
func (r *termReader) inYear(y int) (printed, bool) {
	for _, p := range yearParts {
		short, ok := strings.CutPrefix(p.word, "年")
		if r.take(p.word) || ok && y > 0 && short != "内" && r.take(short) { // 2024年底, 今年年底
			return printed{y: y, m: p.m, whole: p.whole && !r.take("底", "末", "内")}, true
		}
	}
	start := r.rest
	m, digits := r.number()
	if r.take("-", "至", "到") { // 9-10月
		last, n := r.number()
		if last <= m {
			n = 0
		}
		m, digits = last, n
	}
	if digits == 0 || !r.take("月份", "月") {
		r.rest = start
		return printed{}, false
	}
	return r.inMonth(printed{y: y, m: m}), true
}

// inMonth reads what may follow a month.
func (r *termReader) inMonth(p printed) printed {
	start := r.rest
	if d, digits := r.number(); digits > 0 && d > 0 && r.take("日", "号") {
		p.d = d
		return p
	}
	r.rest = start
	switch {
	case r.take("上旬"):
		p.d, p.whole = 10, true
	case r.take("中旬"):
		p.d, p.whole = 20, true
	case r.take("下旬"):
		p.whole = true
	case r.take("初"):
		p.d = 10
	case r.take("底", "末"):
	case p.y > 0 && r.take("内"):
	case strings.HasPrefix(r.rest, "内"): // 3月内: in March, or in three months?
		r.refuse(twoReadings)
	default:
		p.whole = true
	}
	return p
}
