package report

import (
	"strings"

	"zhenggai/zh"
)

// A datePart narrows a year or a month: 上半年, 第三季度, 下旬.
type datePart uint8

const (
	partNone datePart = iota
	partQ1
	partQ2
	partQ3
	partQ4
	partFirstHalf
	partSecondHalf
	partYearBegin  // 年初: January
	partYearEnd    // 年底, 年末: December
	partMonthBegin // 上旬, 初
	partMonthMid   // 中旬
	partMonthEnd   // 下旬, 底, 末
)

// A calendar is a date as printed: zero where nothing is printed.
type calendar struct {
	y, m, d int32
	part    datePart
	grain   Grain
	end     int
}

// A dateText is a date or range as printed.
type dateText struct {
	from, to calendar
	ranged   bool
	start    int
	end      int
	damaged  bool
}

// date reads the date that begins with the number n; 0 if it is no date.
func (sc *scanner) date(n *numeral) int {
	t := &sc.when
	*t = dateText{start: n.start}
	if !sc.calendarAt(n, t) {
		return 0
	}
	sc.rangeEnd(t)
	sc.addDate(t, RelNone)
	return int(sc.out.Dates[len(sc.out.Dates)-1].End)
}

// calendarAt reads the first date of t, or both where the range is inside a
// part of it: 9月23—24日, 2016—2019年.
func (sc *scanner) calendarAt(n *numeral, t *dateText) bool {
	s := sc.s
	if !n.han && n.digits == 4 {
		if sc.numericDate(n.start, t) {
			return true
		}
	}
	if n.decimals > 0 || n.comma {
		return false
	}
	j := blank(s, n.end)
	w, k := secondNumber(s, n.end, n.digits)
	if k > 0 {
		j = blank(s, k)
	}
	r, size := runeAt(s, j)
	switch {
	case r == '年' && plausibleYear(n) && !strings.HasPrefix(s[j+size:], "级"):
		t.from = calendar{y: int32(n.whole), grain: GrainYear, end: j + size}
		if w > 0 {
			t.to, t.ranged = calendar{y: w, grain: GrainYear}, true
			t.to.end = j + size
			t.end = t.to.end
			return plausibleYear(&numeral{whole: int64(w), digits: 4}) && w >= t.from.y
		}
		sc.afterYear(j+size, t)
	case r == '年' && sc.shortYear(n, j+size):
		t.from = calendar{y: 2000 + int32(n.whole), grain: GrainYear, end: j + size}
		sc.afterYear(j+size, t)
	case r == '月' && n.digits <= 2:
		sc.month(int32(n.whole), w, j+size, t)
		return t.from.m >= 1 && (t.from.m <= 12 || t.from.d > 0)
	case r == '日' && n.digits <= 2 && n.whole >= 1:
		return sc.lonelyDay(n, w, j+size, t)
	case r == '日' && n.digits >= 7 && n.digits <= 8 && !n.han:
		return damagedDate(n, j+size, t)
	case r == '季' && n.whole >= 1 && n.whole <= 4 && strings.HasPrefix(s[j:], "季度"):
		before, size := runeBefore(s, n.start)
		if before == '下' || before == '上' || before == '每' || before == '本' {
			return false // 下一季度
		}
		if before == '第' {
			t.start -= size
		}
		t.from = calendar{part: partQ1 + datePart(n.whole-1), grain: GrainQuarter, end: j + len("季度")}
		t.end = t.from.end
	default:
		return false
	}
	return true
}

// shortYear reports whether n is a year of two digits, before the month at j: 21年5月
// is no length of time, 21年5个月 is.
func (sc *scanner) shortYear(n *numeral, j int) bool {
	if n.digits != 2 || n.han || n.whole < 10 || n.whole > 49 {
		return false
	}
	if r, _ := runeBefore(sc.s, n.start); r == '第' || r == '近' || r == '满' || r == '期' || r == '刑' {
		return false
	}
	m, e, _ := number(sc.s, blank(sc.s, j))
	return e > 0 && m >= 1 && m <= 12 && strings.HasPrefix(sc.s[e:], "月")
}

func plausibleYear(n *numeral) bool {
	return n.digits == 4 && n.whole >= 1921 && n.whole <= 2099
}

// secondNumber reads "—24" or "至24" at j; k is 0 if there is none. A second year
// has four digits like the first.
func secondNumber(s string, j, digits int) (w int32, k int) {
	k = dash(s, j)
	if k == 0 {
		return 0, 0
	}
	from := k
	w, k, _ = number(s, blank(s, k))
	if k == 0 || digits == 4 && k-from != 4 && k-from != 12 || digits <= 2 && w > 31 {
		return 0, 0
	}
	return w, k
}

// dash skips one or two dashes, or 至 or 到, at j; 0 if there is none.
func dash(s string, j int) int {
	j = blank(s, j)
	if strings.HasPrefix(s[j:], "至") || strings.HasPrefix(s[j:], "到") {
		return j + len("至")
	}
	k := j
	for i := 0; i < 2; i++ {
		c, n := at2(s, k)
		if c != clDash {
			break
		}
		k += n
	}
	if k == j {
		return 0
	}
	return k
}

// afterYear reads what may follow 2020年: a month, a quarter, a half, 年底.
func (sc *scanner) afterYear(j int, t *dateText) {
	s := sc.s
	t.end = j
	if strings.HasPrefix(s[j:], "度") {
		t.end = j + len("度")
		t.from.end = t.end
		return
	}
	k := blank(s, j)
	if k < len(s) && (s[k] >= 0xE0 && yearPartFirst.has3(s, k) || s[k]-'1' <= 3 && strings.HasPrefix(s[k+1:], "季度")) {
		for i := range yearParts {
			if p := &yearParts[i]; strings.HasPrefix(s[k:], p.words) {
				t.from.part, t.from.grain, t.end = p.part, p.grain, k+len(p.words)
				t.from.end = t.end
				return
			}
		}
	}
	v, e, _ := number(s, k)
	if e == 0 || v == 0 || e-k > 6 {
		return
	}
	w, f := secondNumber(s, e, 2)
	if f > 0 {
		e = f
	}
	if e = blank(s, e); strings.HasPrefix(s[e:], "月") {
		sc.month(v, w, e+len("月"), t)
	}
}

// yearParts may follow 年.
var yearParts = [...]struct {
	words string
	part  datePart
	grain Grain
}{
	{"上半年", partFirstHalf, GrainHalf}, {"下半年", partSecondHalf, GrainHalf},
	{"第一季度", partQ1, GrainQuarter}, {"第二季度", partQ2, GrainQuarter}, {"第三季度", partQ3, GrainQuarter}, {"第四季度", partQ4, GrainQuarter},
	{"一季度", partQ1, GrainQuarter}, {"二季度", partQ2, GrainQuarter}, {"三季度", partQ3, GrainQuarter}, {"四季度", partQ4, GrainQuarter},
	{"1季度", partQ1, GrainQuarter}, {"2季度", partQ2, GrainQuarter}, {"3季度", partQ3, GrainQuarter}, {"4季度", partQ4, GrainQuarter},
	{"年初", partYearBegin, GrainPart}, {"年底", partYearEnd, GrainPart}, {"年末", partYearEnd, GrainPart},
	{"初", partYearBegin, GrainPart}, {"底", partYearEnd, GrainPart}, {"末", partYearEnd, GrainPart},
}

// yearPartFirst and monthPartFirst begin them.
var (
	yearPartFirst  = newRunes("上下第一二三四年初底末")
	monthPartFirst = newRunes("上中下初底末")
)

// monthParts may follow 月.
var monthParts = [...]struct {
	words string
	part  datePart
}{
	{"上旬", partMonthBegin}, {"中旬", partMonthMid}, {"下旬", partMonthEnd}, {"初", partMonthBegin}, {"底", partMonthEnd}, {"末", partMonthEnd},
}

// month takes month m (to m2 if that is set) and reads the day behind it.
func (sc *scanner) month(m, m2 int32, j int, t *dateText) {
	s := sc.s
	t.from.m, t.from.grain = m, GrainMonth
	if strings.HasPrefix(s[j:], "份") {
		j += len("份")
	}
	t.end, t.from.end = j, j
	if m2 > 0 {
		t.to, t.ranged = calendar{m: m2, grain: GrainMonth, end: j}, true
		return
	}
	if j+2 < len(s) && s[j] >= 0xE0 && monthPartFirst.has3(s, j) {
		for i := range monthParts {
			if p := &monthParts[i]; strings.HasPrefix(s[j:], p.words) {
				t.from.part, t.from.grain, t.end = p.part, GrainPart, j+len(p.words)
				t.from.end = t.end
				return
			}
		}
	}
	k := blank(s, j)
	if k >= len(s) {
		return
	}
	d, e, _ := number(s, k)
	if e == 0 || d == 0 || d > 99 {
		return
	}
	d2, f := secondNumber(s, e, 2)
	if f > 0 {
		e = f
	}
	e = blank(s, e)
	r, size := runeAt(s, e)
	if r != '日' && r != '号' {
		return
	}
	t.from.d, t.from.grain, t.end = d, GrainDay, e+size
	t.from.end = t.end
	if d2 > 0 {
		t.to, t.ranged = calendar{d: d2, grain: GrainDay, end: t.end}, true
	}
}

// lonelyDay reads 28日 behind another date: 5月26日、28日. Elsewhere 30日 is a
// number of days.
func (sc *scanner) lonelyDay(n *numeral, d2 int32, end int, t *dateText) bool {
	dates := sc.out.Dates
	if len(dates) == 0 || n.whole > 31 {
		return false
	}
	last := &dates[len(dates)-1]
	gap := n.start - int(last.End)
	if gap < 1 || gap > 6 || last.From.Day == 0 || last.Grain != GrainDay {
		return false
	}
	between := strings.Trim(sc.s[last.End:n.start], " \u3000")
	switch between {
	case "、", ",", "，", "和", "及", "与", "以及", "和于":
	default:
		return false
	}
	if strings.HasPrefix(sc.s[end:], "内") {
		return false
	}
	t.from = calendar{y: int32(last.From.Year), m: int32(last.From.Month), d: int32(n.whole), grain: GrainDay, end: end}
	t.end = end
	if d2 > 0 {
		t.to, t.ranged = calendar{d: d2, grain: GrainDay, end: end}, true
	}
	return true
}

// damagedDate reads 2023815日, a date that lost characters in a conversion.
func damagedDate(n *numeral, end int, t *dateText) bool {
	text := n.whole
	tail := int64(1000)
	if n.digits == 8 {
		tail = 10000
	}
	y, rest := text/tail, text%tail
	if y < 1990 || y > 2099 {
		return false
	}
	t.end, t.damaged = end, true
	t.from = calendar{y: int32(y), grain: GrainDay, end: end}
	ways := 0
	for _, cut := range [...]int64{10, 100} {
		if m, d := rest/cut, rest%cut; zh.D(int(y), int(m), int(d)).Valid() && d >= cut/10 {
			t.from.m, t.from.d = int32(m), int32(d)
			ways++
		}
	}
	if ways != 1 {
		t.from.m, t.from.d, t.from.grain = 0, 0, GrainYear
	}
	return true
}

// numericDate reads 2023-06-30, 2023.6.30, 2023/6/30 and, alone between
// punctuation, 2023.6.
func (sc *scanner) numericDate(i int, t *dateText) bool {
	s := sc.s
	y, j, _ := number(s, i)
	if y < 1990 || y > 2099 || j >= len(s) {
		return false
	}
	mark := s[j]
	if mark != '-' && mark != '.' && mark != '/' {
		return false
	}
	m, k, _ := number(s, j+1)
	if j+1 >= len(s) || k == 0 || m < 1 || m > 12 || k-j > 3 {
		return false
	}
	t.from = calendar{y: y, m: m, grain: GrainMonth, end: k}
	t.end = k
	if k+1 < len(s) && s[k] == mark {
		if d, e, _ := number(s, k+1); e > 0 && e-k <= 3 && d >= 1 && d <= 31 {
			t.from.d, t.from.grain, t.from.end, t.end = d, GrainDay, e, e
			return true
		}
		return false
	}
	p, _ := runeBefore(s, i)
	if p != 0 && p != '\n' && p != '│' && i != sc.bound && !dayPrepositions.has(p) {
		return false
	}
	if r, _ := runeAt(s, k); zh.IsHan(r) {
		return !unitAt(s, k) // ，2023-8恢复营业
	}
	c, _ := at2(s, blank(s, k))
	return c == clNewline || c == clBar || c == clComma || c == clPause || c == clStop || c == clSemi || c == clDash
}

// dayPrepositions stand before days.
var dayPrepositions = newRunes("于自从至到在截")

// rangeEnd reads 至7月31日 behind the first date of t.
func (sc *scanner) rangeEnd(t *dateText) {
	if t.ranged {
		return
	}
	k := dash(sc.s, t.end)
	if k == 0 {
		return
	}
	k = blank(sc.s, k)
	c, _ := at2(sc.s, k)
	if c != clDigit && c != clHan {
		for _, w := range [...]string{"今年", "本年", "次年", "翌年"} {
			if strings.HasPrefix(sc.s[k:], w) {
				k += len(w)
			}
		}
		if c, _ = at2(sc.s, k); c != clDigit && c != clHan {
			return
		}
	}
	var n numeral
	if c == clDigit {
		sc.arabic(k, &n)
	} else {
		v, size := numeralAt(sc.s, k)
		n = numeral{start: k, end: k + size, whole: v, digits: size / 3, han: true}
	}
	var u dateText
	if !sc.calendarAt(&n, &u) {
		if r, size := runeAt(sc.s, n.end); r == '日' && t.from.d > 0 && n.digits <= 2 {
			u.from = calendar{d: int32(n.whole), grain: GrainDay, end: n.end + size}
			u.end = u.from.end
		} else {
			return
		}
	}
	if u.ranged || u.damaged {
		return
	}
	t.to, t.ranged, t.end = u.from, true, u.end
}

// addDate adds t; rel says what word stood for its year.
func (sc *scanner) addDate(t *dateText, rel Relative) {
	s := sc.s
	d := Date{Grain: t.from.grain, Rel: rel, Range: t.ranged, Damaged: t.damaged, part: t.from.part}
	d.From = zh.Date{Year: int16(t.from.y), Month: int8(t.from.m), Day: int8(t.from.d)}
	if t.ranged {
		d.To = zh.Date{Year: int16(t.to.y), Month: int8(t.to.m), Day: int8(t.to.d)}
		d.part2 = t.to.part
	}
	d.NoYear = t.from.y == 0
	d.Fact = Fact{Span: span(t.start, t.end), Node: None, Conf: 95}
	if strings.HasPrefix(s[t.end:], "以来") {
		d.Since, d.Span.End = true, int32(t.end+len("以来"))
	}
	rest := s[t.end:]
	switch r, _ := runeAt(rest, 0); r {
	case '前':
		d.Until = !strings.HasPrefix(rest, "前往") && !strings.HasPrefix(rest, "前后")
	case '之', '以':
		d.Until = strings.HasPrefix(rest, "之前") || strings.HasPrefix(rest, "以前")
	}
	before := strings.TrimSuffix(s[:t.start], "到")
	d.Until = d.Until || strings.HasSuffix(before, "截至") || strings.HasSuffix(before, "截止")
	sc.out.Dates = append(sc.out.Dates, d)
}

// relatives are the words that stand for a year, or for a month behind another.
var relatives = [...]struct {
	words string
	rel   Relative
}{
	{"今年", RelThisYear}, {"本年度", RelThisYear}, {"本年", RelThisYear}, {"去年", RelLastYear}, {"上年度", RelLastYear}, {"上一年度", RelLastYear},
	{"上年", RelLastYear}, {"明年", RelNextYear}, {"次年", RelYearAfter}, {"翌年", RelYearAfter}, {"当年", RelThatYear}, {"同年", RelThatYear}, {"次月", RelMonthAfter}, {"截至目前", RelNow}, {"截止目前", RelNow},
}

// relative reads 今年11月, 去年, 截至目前 at i; 0 if there is none.
func (sc *scanner) relative(i int) int {
	s := sc.s
	_, k := relativeSet.at(s, i)
	if k < 0 {
		return 0
	}
	r := &relatives[k]
	j := i + len(r.words)
	if q, _ := runeAt(s, j); q == '”' || q == '轻' {
		return 0 // “重在今年”
	}
	t := dateText{start: i, end: j, from: calendar{grain: GrainYear, end: j}}
	switch r.rel {
	case RelNow:
	case RelMonthAfter:
		if c, _ := at2(s, j); c == clDigit {
			return 0 // 次月5日前: a rule for every month
		}
		t.from.grain = GrainMonth
	default:
		sc.afterYear(j, &t)
		if r.rel == RelThatYear && t.from.grain == GrainYear {
			return 0 // 当年收入
		}
		sc.rangeEnd(&t)
	}
	sc.addDate(&t, r.rel)
	return int(sc.out.Dates[len(sc.out.Dates)-1].End)
}

var relativeSet = func() *wordSet {
	var words []string
	for _, r := range relatives {
		words = append(words, r.words)
	}
	return newWords(words...)
}()
