package intake

import (
	"strconv"
	"strings"
)

// formatNumber prints n in one of the number formats of WordprocessingML. One
// that is not known, and a number that a format has no sign for, is a decimal.
func formatNumber(n int, format string) string {
	if f := numberFormats[format]; f != nil {
		if s := f(n); s != "" {
			return s
		}
	}
	if format == "none" {
		return ""
	}
	return strconv.Itoa(n)
}

var numberFormats = map[string]func(int) string{
	"decimalZero":                  decimalZero,
	"decimalFullWidth":             decimalWide,
	"decimalFullWidth2":            decimalWide,
	"upperRoman":                   func(n int) string { return strings.ToUpper(roman(n)) },
	"lowerRoman":                   roman,
	"upperLetter":                  func(n int) string { return strings.ToUpper(letters(n)) },
	"lowerLetter":                  letters,
	"ordinal":                      ordinal,
	"numberInDash":                 func(n int) string { return "- " + strconv.Itoa(n) + " -" },
	"chineseCounting":              chineseCounting,
	"chineseCountingThousand":      func(n int) string { return grouped(n, "零一二三四五六七八九", "十百千") },
	"taiwaneseCounting":            chineseCounting,
	"taiwaneseCountingThousand":    func(n int) string { return grouped(n, "零一二三四五六七八九", "十百千") },
	"japaneseCounting":             japaneseCounting,
	"ideographDigital":             func(n int) string { return digits(n, "〇一二三四五六七八九") },
	"japaneseDigitalTenThousand":   func(n int) string { return digits(n, "〇一二三四五六七八九") },
	"taiwaneseDigital":             func(n int) string { return digits(n, "○一二三四五六七八九") },
	"koreanDigital2":               func(n int) string { return digits(n, "零一二三四五六七八九") },
	"chineseLegalSimplified":       legalSimplified,
	"ideographLegalTraditional":    func(n int) string { return formal(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟") },
	"ideographTraditional":         func(n int) string { return nth(n, "甲乙丙丁戊己庚辛壬癸") },
	"ideographZodiac":              func(n int) string { return nth(n, "子丑寅卯辰巳午未申酉戌亥") },
	"ideographEnclosedCircle":      func(n int) string { return ranged(n, '㈠', 10) },
	"decimalEnclosedCircle":        circled,
	"decimalEnclosedCircleChinese": circled,
	"decimalEnclosedFullstop":      func(n int) string { return ranged(n, '⒈', 20) },
	"decimalEnclosedParen":         func(n int) string { return ranged(n, '⑴', 20) },
}

func decimalZero(n int) string {
	if n >= 0 && n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

func decimalWide(n int) string { return digits(n, "０１２３４５６７８９") }

// digits prints n digit by digit.
func digits(n int, signs string) string {
	r := []rune(signs)
	var sb strings.Builder
	for _, c := range strconv.Itoa(n) {
		if c < '0' {
			return ""
		}
		sb.WriteRune(r[c-'0'])
	}
	return sb.String()
}

func nth(n int, signs string) string {
	r := []rune(signs)
	if n < 1 || n > len(r) {
		return ""
	}
	return string(r[n-1])
}

// ranged prints n as the sign that stands n−1 behind first.
func ranged(n int, first rune, most int) string {
	if n < 1 || n > most {
		return ""
	}
	return string(first + rune(n-1))
}

func circled(n int) string {
	switch {
	case n >= 1 && n <= 20:
		return string('①' + rune(n-1))
	case n >= 21 && n <= 35:
		return string('㉑' + rune(n-21))
	case n >= 36 && n <= 50:
		return string('㊱' + rune(n-36))
	}
	return ""
}

func roman(n int) string {
	if n < 1 || n > 32_767 {
		return ""
	}
	var sb strings.Builder
	for _, r := range []struct {
		value int
		sign  string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"},
		{10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for ; n >= r.value; n -= r.value {
			sb.WriteString(r.sign)
		}
	}
	return sb.String()
}

// letters counts a … z, aa … zz, aaa …
func letters(n int) string {
	if n < 1 || n > 780 {
		return ""
	}
	return strings.Repeat(string(rune('a'+(n-1)%26)), (n-1)/26+1)
}

func ordinal(n int) string {
	s := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			s = "st"
		case 2:
			s = "nd"
		case 3:
			s = "rd"
		}
	}
	return strconv.Itoa(n) + s
}

// grouped prints 0 < n < 100,000,000 by place values, as it is spoken; units
// are the signs for ten, hundred and thousand.
func grouped(n int, signs, units string) string {
	s := formal(n, signs, units)
	r, u := []rune(signs), []rune(units)
	// Ten to nineteen begin with ten, not with one.
	if rest, ok := strings.CutPrefix(s, string(r[1])+string(u[0])); ok {
		return string(u[0]) + rest
	}
	return s
}

// formal is grouped with the leading one kept: 壹拾壹.
func formal(n int, signs, units string) string {
	if n < 0 || n >= 1_0000_0000 {
		return ""
	}
	r, u := []rune(signs), []rune(units)
	if n == 0 {
		return string(r[0])
	}
	if high := n / 1_0000; high > 0 {
		s := formal(high, signs, units) + "万"
		low := n % 1_0000
		switch {
		case low == 0:
			return s
		case low < 1000:
			s += string(r[0])
		}
		return s + formal(low, signs, units)
	}
	var sb strings.Builder
	zero := false
	for place, unit := 3, 1000; place >= 0; place, unit = place-1, unit/10 {
		switch d := n / unit % 10; {
		case d != 0:
			if zero {
				sb.WriteRune(r[0])
			}
			zero = false
			sb.WriteRune(r[d])
			if place > 0 {
				sb.WriteRune(u[place-1])
			}
		default:
			zero = sb.Len() > 0
		}
	}
	return sb.String()
}

// chineseCounting is spoken up to ninety-nine and digit by digit beyond.
func chineseCounting(n int) string {
	if n > 0 && n < 100 {
		return grouped(n, "零一二三四五六七八九", "十百千")
	}
	return digits(n, "○一二三四五六七八九")
}

// japaneseCounting says neither zero nor a one before ten, hundred, thousand.
func japaneseCounting(n int) string {
	if n < 1 || n > 9999 {
		return ""
	}
	r, u := []rune("〇一二三四五六七八九"), []rune("十百千")
	var sb strings.Builder
	for place, unit := 3, 1000; place >= 0; place, unit = place-1, unit/10 {
		d := n / unit % 10
		if d > 1 || d == 1 && place == 0 {
			sb.WriteRune(r[d])
		}
		if d > 0 && place > 0 {
			sb.WriteRune(u[place-1])
		}
	}
	return sb.String()
}

// legalSimplified is how sums are written: 壹, 壹拾, 壹拾壹, 壹佰零壹.
func legalSimplified(n int) string { return formal(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟") }
