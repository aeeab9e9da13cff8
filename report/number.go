package report

import (
	"strings"

	"zhenggai/source"
	"zhenggai/zh"
)

// A numeral is a number as it stands in the text, without its unit.
type numeral struct {
	start, end int
	whole      int64 // the digits before the point as a number
	value      zh.Decimal
	digits     int // how many digits before the point
	decimals   int
	comma      bool // 12,300
	huge       bool // more digits than a Decimal holds
	han        bool
}

// digits reads what begins with the digit at i: a list number, a date, a
// quantity, a telephone number. It returns where to go on.
func (sc *scanner) digits(i int) int {
	if i == sc.bound && sc.strong && sc.parens == 0 && (sc.quotes == 0 || !sc.quoted(i)) {
		if j := sc.digitList(i); j > 0 {
			return j
		}
	}
	n := &sc.num
	sc.arabic(i, n)
	if n.digits >= 3 {
		if j := sc.contactNumber(n); j > 0 {
			return j
		}
	}
	s, j := sc.s, n.end
	if j < len(s) && n.decimals == 0 && (s[j] < 0x80 && numberEnds[s[j]] || s[j] >= 0xE3 && s[j] < 0xF0 && !numberNext.has3(s, j)) {
		return j
	}
	r, _ := runeAt(s, j)
	if mayDate(r) || n.decimals > 0 && n.digits == 4 {
		if j := sc.date(n); j > 0 {
			return j
		}
	}
	if r == '@' || r < 0x80 && classes[r] == clLetter {
		return j
	}
	return sc.quantity(n)
}

// numberNext holds the characters of three bytes that may stand behind the digits
// of a date or a quantity; behind all others they are nothing.
var numberNext = func() *runeSet {
	s := newRunes("年月日季至到\u3000余多几十百千万亿拾佰仟萬億元％‰成个—–－～")
	for _, c := range classifiers {
		r, _ := runeAt(c.words, 0)
		s[r>>6] |= 1 << (r & 63)
	}
	for r := range classes {
		if classes[r] == clDash || classes[r] == clSpace {
			s[r>>6] |= 1 << (r & 63)
		}
	}
	return s
}()

// numberEnds are the bytes behind which digits are nothing, unless they are a
// date like 2023.6.
var numberEnds = [128]bool{',': true, ')': true, '(': true, ':': true, ';': true, '\n': true}

// contactNumber reads what may be the number of a telephone or a card; 0 if n is
// none.
func (sc *scanner) contactNumber(n *numeral) int {
	if n.digits >= 7 {
		if n.decimals == 0 && !n.comma {
			return sc.longNumber(n)
		}
		return 0
	}
	if n.digits <= 4 && sc.s[n.start] == '0' {
		return sc.phone(n)
	}
	return 0
}

// mayDate reports whether r can stand behind the first number of a date.
func mayDate(r rune) bool {
	switch r {
	case '年', '月', '日', '季', '至', '到', '.', '/', ' ', '\u3000':
		return true
	}
	return r <= 0xFFFF && classes[r] == clDash
}

// arabic reads the number at i into n: 1,234.5 and １２３ included. A comma belongs
// to it only before exactly three digits.
func (sc *scanner) arabic(i int, n *numeral) {
	s := sc.s
	*n = numeral{start: i, end: i}
	j, v := i, int64(0)
	for j < len(s) && s[j]-'0' <= 9 {
		v = v*10 + int64(s[j]-'0')
		j++
	}
	if d := j - i; d == 0 || d > 13 || j < len(s) && (s[j] == ',' || s[j] == '.' || s[j] == 0xEF) {
		sc.longArabic(i, n)
		return
	}
	n.whole, n.value, n.digits, n.end = v, zh.Int(v), j-i, j
}

// longArabic is arabic for numbers that are more than a few plain digits.
func (sc *scanner) longArabic(i int, n *numeral) {
	s := sc.s
	for n.end < len(s) {
		c, size := at(s, n.end)
		if c == clComma && size == 1 && n.digits > 0 && n.digits <= 9 && threeDigits(s[n.end+1:]) && (n.comma || n.digits <= 3) {
			n.comma = true
			n.end++
			continue
		}
		if c != clDigit {
			break
		}
		if n.digits < 18 {
			n.whole = n.whole*10 + int64(digitValue(s, n.end, size))
		}
		n.digits++
		n.end += size
	}
	n.huge = n.digits > 13
	if n.huge {
		return
	}
	n.value = zh.Int(n.whole)
	c, size := at2(s, n.end)
	if c != clDot {
		return
	}
	unit := zh.One
	for k := n.end + size; k < len(s); {
		c, size := at(s, k)
		if c != clDigit {
			break
		}
		if unit /= 10; unit > 0 {
			n.value += unit * zh.Decimal(digitValue(s, k, size))
		}
		n.decimals++
		k += size
		n.end = k
	}
}

// threeDigits reports whether s begins with exactly three digits.
func threeDigits(s string) bool {
	if len(s) < 3 {
		return false
	}
	for _, c := range []byte(s[:3]) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(s) == 3 || s[3] < '0' || s[3] > '9'
}

// han reads what begins with the Chinese numeral at i. Most are no numbers
// (进一步, 统一): those leave by the first look behind.
func (sc *scanner) han(i int) int {
	s := sc.s
	if i == sc.bound {
		if j := sc.ordinal(i); j > 0 {
			return j
		}
	}
	j := i + 3
	r, _ := runeAt(s, j)
	if r < 0x80 {
		return j
	}
	if c := classes[uint16(r)]; c != clHan {
		if !hanNext.has(rune(uint16(r))) {
			return j
		}
		if first, _ := runeAt(s, i); r < 0xFFFF && (first == '几' || first == '数' || zhScale(first)) && r != '月' && r != '日' && !(first == '十' || first == '百' || first == '千') {
			return j
		}
	} else if strings.HasPrefix(s[i:], "百分之") {
		return sc.hundredths(i, i+len("百分之"))
	}
	if strings.HasPrefix(s[i:], "百分之") {
		return sc.hundredths(i, i+len("百分之"))
	}
	v, n := numeralAt(s, i)
	if n == 0 {
		if v, n = scaled(s, i); n == 0 {
			return j
		}
	}
	num := &sc.num
	*num = numeral{start: i, end: i + n, whole: v, value: zh.Int(v), digits: n / 3, han: true, huge: v > 1e13}
	if num.huge {
		return num.end
	}
	if r, _ = runeAt(s, num.end); mayDate(r) || r <= 0xFFFF && classes[uint16(r)] == clSpace {
		if k := sc.date(num); k > 0 {
			return k
		}
	}
	return sc.quantity(num)
}

// numeralAt is zh.ParseNumeral at s[i], quick for the numeral of one character
// that most are.
func numeralAt(s string, i int) (v int64, n int) {
	if i+6 > len(s) || s[i+3] >= 0xE0 && numerals.has3(s, i+3) || s[i+3] >= 0xC0 && s[i+3] < 0xE0 {
		return zh.ParseNumeral(s[min(i, len(s)):])
	}
	r, _ := runeAt(s, i)
	if d, ok := zh.Digit(r); ok {
		return d, 3
	}
	switch r {
	case '十', '拾':
		return 10, 3
	case '廿':
		return 20, 3
	case '卅':
		return 30, 3
	}
	return 0, 0
}

// scaled reads 百万 and 千万 at s[i]: 近百万元. 数百万 and 上千万 are no number.
func scaled(s string, i int) (v int64, n int) {
	if r, _ := runeBefore(s, i); r == '数' || r == '几' || r == '上' || r == '成' || r == '好' {
		return 0, 0
	}
	for _, x := range [...]struct {
		words string
		v     int64
	}{{"百万", 1e6}, {"千万", 1e7}, {"百亿", 1e10}, {"千亿", 1e11}} {
		if strings.HasPrefix(s[i:], x.words) {
			return x.v, len(x.words)
		}
	}
	return 0, 0
}

// numerals are the characters that go on a Chinese numeral.
var numerals = newRunes("〇零○一二三四五六七八九两壹贰叁肆伍陆柒捌玖十百千万亿拾佰仟萬億廿卅")

func zhScale(r rune) bool {
	_, ok := zh.Scale(r)
	return ok
}

// hanUnits may follow a Chinese numeral in a fact without being classifiers.
const hanUnits = "元年月日成余多季分美"

// hundredths reads 百分之三十 from the numeral at j.
func (sc *scanner) hundredths(i, j int) int {
	var n numeral
	if c, _ := at2(sc.s, j); c == clDigit {
		sc.arabic(j, &n)
	} else {
		v, k := zh.ParseNumeral(sc.s[min(j, len(sc.s)):])
		if k == 0 {
			return j
		}
		n = numeral{start: j, end: j + k, whole: v, value: zh.Int(v), han: true}
	}
	q := Quantity{Unit: Percent, N: n.value, Digits: span(n.start, n.end), Han: n.han, Decimals: uint8(min(n.decimals, 9))}
	q.Fact = Fact{Span: span(i, n.end), Node: None, Conf: 95}
	sc.approxBefore(i, &q)
	sc.out.Quantities = append(sc.out.Quantities, q)
	return n.end
}

// quantity reads the unit behind n and adds the quantity; without a unit there
// is none. It returns where to go on.
func (sc *scanner) quantity(n *numeral) int {
	j := n.end
	if n.huge {
		return j
	}
	sc.out.Quantities = append(sc.out.Quantities, Quantity{N: n.value, Digits: span(n.start, n.end), Han: n.han, Decimals: uint8(min(n.decimals, 9)),
		Fact: Fact{Span: span(n.start, j), Node: None, Conf: 95}})
	last := len(sc.out.Quantities) - 1
	q := &sc.out.Quantities[last]
	j = sc.approxAfter(j, q)
	end := n.end
	j, end = sc.scale(j, end, q)
	j = sc.approxAfter(j, q)
	if k := sc.rangeTo(j, q); k > 0 {
		j = k
	}
	k := sc.unit(j, n, q)
	if k == 0 {
		sc.out.Quantities = sc.out.Quantities[:last]
		return end
	}
	q.Span.End = int32(k)
	sc.approxBefore(n.start, q)
	return sc.approxBehind(k, q)
}

// scale multiplies q by the 百, 千, 万, 亿 that stand at j and returns where to go
// on and where the number ends.
func (sc *scanner) scale(j, end int, q *Quantity) (int, int) {
	for {
		r, size := runeAt(sc.s, j)
		v, ok := zh.Scale(r)
		if !ok || r == '十' || q.N > zh.Decimal(1e18)/zh.Decimal(v) {
			return j, end
		}
		q.N *= zh.Decimal(v)
		j += size
		end = j
		q.Digits.End = int32(j)
	}
}

// rangeTo reads the upper end of 3—5个 and 3至5个; 0 if there is none.
func (sc *scanner) rangeTo(j int, q *Quantity) int {
	s := sc.s
	c, n := at2(s, j)
	k := j + n
	switch {
	case c == clDash:
	case strings.HasPrefix(s[j:], "至"), strings.HasPrefix(s[j:], "到"):
		k = j + len("至")
	default:
		return 0
	}
	if c, _ := at2(s, k); c != clDigit {
		return 0
	}
	var m numeral
	sc.arabic(k, &m)
	if m.huge || m.value <= q.N {
		return 0
	}
	q.To = m.value
	if r, size := runeAt(s, m.end); r == '万' || r == '亿' {
		v, _ := zh.Scale(r)
		if q.N < zh.Int(v) { // 3—5万: the scale belongs to both
			q.N *= zh.Decimal(v)
		}
		q.To *= zh.Decimal(v)
		m.end += size
	}
	q.Approx, q.Digits.End = Between, int32(m.end)
	return m.end
}

// unit reads the unit at j into q and returns the offset behind it, or 0.
func (sc *scanner) unit(j int, n *numeral, q *Quantity) int {
	s := sc.s
	r, size := runeAt(s, j)
	switch {
	case r == '元':
		return sc.money(j, size, q)
	case r == '%' || r == '％':
		q.Unit, q.Class = Percent, span(j, j+size)
		return j + size
	case r == '‰':
		q.Unit, q.N, q.Class = Percent, q.N/10, span(j, j+size)
		return j + size
	case r == '成' && n.han && q.N < zh.Int(10) && !strings.HasPrefix(s[j:], "成立") && !strings.HasPrefix(s[j:], "成为"):
		return 0 // 七成: too often 三成员
	}
	if r == '个' && strings.HasPrefix(s[j:], "个百分点") {
		q.Unit, q.Class = Points, span(j, j+len("个百分点"))
		return j + len("个百分点")
	}
	c := classifierOf(s, j)
	if c == nil || n.decimals > 0 && c.id == ClassPerson {
		return 0
	}
	if !sc.counts(c, j, n) {
		return 0
	}
	q.Unit, q.ClassID, q.Class = Count, c.id, span(j, j+len(c.words))
	if p, _ := runeBefore(s, int(q.Span.Start)); p == '第' {
		q.Ordinal = true
	}
	if n.han {
		q.Idiom = sc.quotes > 0 || idiom(n.whole, s[j:])
		if q.Idiom {
			q.Conf = 40
		}
	} else if sc.quotes > 0 {
		q.Conf = 70
	}
	return j + len(c.words)
}

// counts reports whether classifier c at j really counts n: not 5级, 3方, 2020届,
// not the 人 of 三人行 and 人员, not 一个 behind 每.
func (sc *scanner) counts(c *classifier, j int, n *numeral) bool {
	s := sc.s
	rest := s[j+len(c.words):]
	switch c.words {
	case "年":
		return n.digits <= 2 && !strings.HasPrefix(rest, "级")
	case "级", "届", "点", "步", "方", "站", "口", "回", "通", "部", "所", "本", "组", "队":
		if n.han {
			return false
		}
	case "人":
		return !strings.HasPrefix(rest, "员") && !strings.HasPrefix(rest, "大")
	case "次":
		return !strings.HasPrefix(rest, "序") && !strings.HasPrefix(rest, "要")
	case "门":
		return !n.han
	case "张", "支":
		if n.han && n.whole == 1 {
			return false
		}
	}
	if n.han && n.whole == 1 {
		p, _ := runeBefore(s, n.start)
		switch p {
		case '每', '进', '统', '同', '任', '另', '这', '那', '某', '各', '逐', '唯', '不', '第', '有', '之', '单', '专':
			return p == '第'
		}
	}
	return true
}

// money reads 元, 元/人 and 元每人 at j. 元 behind a scale has been multiplied.
func (sc *scanner) money(j, size int, q *Quantity) int {
	s := sc.s
	k := j + size
	switch r, _ := runeAt(s, k); r {
	case '化', '旦', '宵', '首', '素', '件':
		return 0 // 多元化
	}
	q.Unit, q.Class = Money, source.Span{Start: q.Digits.End, End: int32(k)}
	if c, _ := at2(s, k); c == clPlain || c == clHan || k >= len(s) || s[k] != '/' && c != clLetter {
		if k < len(s) && s[k] == '/' {
			return sc.per(k, q)
		}
	}
	if k < len(s) && (s[k] == '/' || strings.HasPrefix(s[k:], "每") || strings.HasPrefix(s[k:], "／")) {
		return sc.per(k, q)
	}
	return k
}

// per reads /人, /人·天 behind an amount.
func (sc *scanner) per(k int, q *Quantity) int {
	_, n := runeAt(sc.s, k)
	i := k + n
	j := i
	for j < len(sc.s) && j-i < 9 {
		c, ok := classifierAt(sc.s, j)
		if !ok {
			r, n := runeAt(sc.s, j)
			if r != '月' && r != '日' && r != '·' && r != '/' {
				break
			}
			j += n
			continue
		}
		j += len(c.words)
	}
	if j == i {
		return k
	}
	q.Per = span(i, j)
	return j
}
