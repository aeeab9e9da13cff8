package zh

import "unicode/utf8"

// Digit returns the value of a Chinese digit: 〇零一…九, 两, and the formal
// forms 壹…玖 that money is written with. ok is false for any other rune.
func Digit(r rune) (v int64, ok bool) {
	switch r {
	case '〇', '零', '○':
		return 0, true
	case '一', '壹':
		return 1, true
	case '二', '两', '贰':
		return 2, true
	case '三', '叁':
		return 3, true
	case '四', '肆':
		return 4, true
	case '五', '伍':
		return 5, true
	case '六', '陆':
		return 6, true
	case '七', '柒':
		return 7, true
	case '八', '捌':
		return 8, true
	case '九', '玖':
		return 9, true
	}
	return 0, false
}

// Scale returns the value of a Chinese power of ten, 十 to 亿, and of the
// contractions 廿 and 卅.
func Scale(r rune) (v int64, ok bool) {
	switch r {
	case '十', '拾':
		return 10, true
	case '百', '佰':
		return 100, true
	case '千', '仟':
		return 1000, true
	case '万', '萬':
		return 1e4, true
	case '亿', '億':
		return 1e8, true
	}
	return 0, false
}

// ParseNumeral reads the Chinese numeral that s begins with and returns its
// value and its length in bytes; n is 0 if there is none. It reads 二十一,
// 一百零五, 三万五千, 二〇二六 (digit by digit), 廿三, 两亿. It stops before what
// does not continue the numeral, so 三个 gives 3 and three bytes.
func ParseNumeral(s string) (v int64, n int) {
	x := numeral{plain: true}
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !x.next(r, n == 0) {
			break
		}
		n += size
	}
	return x.total + x.section + x.digit, n
}

// A numeral is what was read of one.
type numeral struct {
	total, section, digit int64 // of 三万五千二: before 万, behind it, what no scale stands behind yet
	digits, last          int64 // digits in a row; last scale seen
	plain                 bool  // digits alone so far
}

// next takes a character, unless the numeral ends before it.
func (x *numeral) next(r rune, first bool) bool {
	if d, ok := Digit(r); ok {
		return x.digitNext(d)
	}
	switch {
	case r != '廿' && r != '卅':
		sc, ok := Scale(r)
		return ok && x.scaleNext(sc)
	case !first:
		return false
	case r == '廿':
		x.section = 20
	default:
		x.section = 30
	}
	x.plain, x.last = false, 10
	return true
}

// digitNext takes a digit, unless another numeral begins with it.
func (x *numeral) digitNext(d int64) bool {
	if x.digits > 0 && !(x.plain || x.digit == 0) || x.digits >= 17 {
		return false // 二十一三: two numerals
	}
	if x.plain {
		x.digit = x.digit*10 + d
	} else {
		x.digit = d
	}
	x.digits++
	return true
}

// scaleNext takes a power of ten, unless it belongs to no digit.
func (x *numeral) scaleNext(sc int64) bool {
	if x.digits > 1 && x.plain && x.total+x.section == 0 && sc < 1e4 {
		return false // 二〇二六百 is no numeral beyond 二〇二六
	}
	if sc >= 1e4 {
		return x.closeSection(sc)
	}
	if x.digits == 0 {
		if sc != 10 || x.section > 0 {
			return false // 百 alone; 十 alone is ten
		}
		x.digit = 1
	}
	x.section += x.digit * sc
	x.digit, x.digits, x.plain, x.last = 0, 0, false, sc
	return true
}

// closeSection takes 万 or 亿, which counts all of its section.
func (x *numeral) closeSection(sc int64) bool {
	switch {
	case x.section+x.digit == 0:
		if x.total == 0 || x.last >= 1e8 && sc >= 1e8 {
			return false // a scale without a digit: 万 alone
		}
		x.total *= sc // 一万亿
	case sc > x.last && x.total > 0 && x.last >= 1e4:
		x.total = (x.total + x.section + x.digit) * sc
	default:
		x.total += (x.section + x.digit) * sc
	}
	x.section, x.digit, x.digits = 0, 0, 0
	x.last, x.plain = sc, false
	return true
}

var (
	hanDigits = [...]string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	hanScales = [...]string{"", "十", "百", "千"}
)

// FormatNumeral writes v, which must not be negative, as reports do: 十二,
// 一百零五, 三万五千, 一万零三百.
func FormatNumeral(v int64) string {
	if v == 0 {
		return hanDigits[0]
	}
	out := ""
	switch {
	case v >= 1e8:
		out = FormatNumeral(v/1e8) + "亿"
		if rest := v % 1e8; rest > 0 {
			out += gap(rest, 1e7) + formatBehind(rest)
		}
	case v >= 1e4:
		out = FormatNumeral(v/1e4) + "万"
		if rest := v % 1e4; rest > 0 {
			out += gap(rest, 1e3) + formatBehind(rest)
		}
	default:
		out = section(v)
		if v >= 10 && v < 20 {
			out = out[len("一"):] // 十二, not 一十二
		}
	}
	return out
}

// formatBehind writes v as it stands behind a greater part: 一十二.
func formatBehind(v int64) string {
	if v >= 10 && v < 20 {
		return section(v)
	}
	if v >= 1e4 && v/1e4 >= 10 && v/1e4 < 20 {
		return "一" + FormatNumeral(v)
	}
	return FormatNumeral(v)
}

func gap(rest, full int64) string {
	if rest < full {
		return hanDigits[0]
	}
	return ""
}

// section writes 1 to 9999.
func section(v int64) string {
	out, zero, begun := "", false, false
	for i := 3; i >= 0; i-- {
		p := [...]int64{1, 10, 100, 1000}[i]
		d := v / p % 10
		if d == 0 {
			zero = begun
			continue
		}
		if zero {
			out += hanDigits[0]
		}
		out += hanDigits[d] + hanScales[i]
		zero, begun = false, true
	}
	return out
}
