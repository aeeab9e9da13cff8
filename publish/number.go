package publish

import (
	"strings"
	"unicode/utf8"

	"zhenggai/zh"
)

// A span is a piece of a text, in bytes.
type span struct{ from, to int }

// A group is digits that stand together. Full-width ones count as what they mean.
type group struct {
	span
	digits string
	glued  bool // a letter stands beside it: it is part of a code
}

// A run is groups with one separator between each and the next: 138-0013-8000.
type run []group

// digitAt returns the digit at i, ASCII or full width, and its length; 0 is none.
func digitAt(s string, i int) (byte, int) {
	if i >= len(s) {
		return 0, 0
	}
	if c := s[i]; c >= '0' && c <= '9' {
		return c, 1
	}
	if r, n := utf8.DecodeRuneInString(s[i:]); r >= '０' && r <= '９' {
		return byte('0' + r - '０'), n
	}
	return 0, 0
}

// letterAt reports whether a Latin letter stands at i.
func letterAt(s string, i int) bool {
	if i < 0 || i >= len(s) {
		return false
	}
	c := s[i] | 0x20
	return c >= 'a' && c <= 'z'
}

// crossAt returns the length of the X that may end an identity number; 0 is none.
func crossAt(s string, i int) int {
	for _, x := range [...]string{"X", "x", "Ｘ", "ｘ"} {
		if i < len(s) && strings.HasPrefix(s[i:], x) && !letterAt(s, i+len(x)) {
			return len(x)
		}
	}
	return 0
}

// groupAt returns the group that begins at i.
func groupAt(s string, i int) (g group) {
	g.from = i
	for {
		d, n := digitAt(s, i)
		if n == 0 {
			break
		}
		g.digits += string(d)
		i += n
	}
	if n := crossAt(s, i); n > 0 && (len(g.digits) == 17 || len(g.digits) == 3) {
		g.digits += "X"
		i += n
	}
	g.to = i
	g.glued = letterAt(s, g.from-1) || letterAt(s, g.to)
	return g
}

// separators may stand once between the groups of one number.
var separators = []string{" ", "-", "\u3000", "－", "—", "·", "\u00a0"}

// runs returns the runs of digits of s. What has a decimal point beside it is an amount
// and no run.
func runs(s string) (all []run) {
	for i := 0; i < len(s); {
		if _, n := digitAt(s, i); n == 0 {
			_, n = utf8.DecodeRuneInString(s[i:])
			i += n
			continue
		}
		r := run{groupAt(s, i)}
		i = r[0].to
		for {
			next := i
			for _, sep := range separators {
				if strings.HasPrefix(s[i:], sep) {
					next = i + len(sep)
					break
				}
			}
			if _, n := digitAt(s, next); n == 0 || next == i {
				break
			}
			r = append(r, groupAt(s, next))
			i = r[len(r)-1].to
		}
		all = append(all, r)
	}
	return all
}

// amount reports whether a number at w counts something: it has a decimal point, or a
// unit of money behind it.
func amount(s string, w span) bool {
	if w.from > 1 && s[w.from-1] == '.' {
		if _, n := digitAt(s, w.from-2); n > 0 {
			return true
		}
	}
	if w.to+1 < len(s) && s[w.to] == '.' {
		if _, n := digitAt(s, w.to+1); n > 0 {
			return true
		}
	}
	return zh.StartsAny(s[w.to:], "元", "万", "亿", "美元", "人民币", "吨", "立方", "平方", "公里", "千瓦", "株", "亩")
}

// shapes calls do with each number that the run may be meant as: a group alone, or
// groups of the widths of one of the forms.
func (r run) shapes(forms [][]int, do func(w span, digits string, glued bool) bool) {
	for k := 0; k < len(r); k++ {
		taken := 0
		for _, f := range forms {
			if len(r)-k < len(f) {
				continue
			}
			digits, glued, fits := "", false, true
			for j, width := range f {
				fits = fits && len(r[k+j].digits) == width
				digits += r[k+j].digits
				glued = glued || r[k+j].glued
			}
			if fits && do(span{r[k].from, r[k+len(f)-1].to}, digits, glued) {
				taken = len(f)
				break
			}
		}
		if taken == 0 {
			g := r[k]
			do(g.span, g.digits, g.glued)
			continue
		}
		k += taken - 1
	}
}

var (
	idForms     = [][]int{{6, 8, 4}, {6, 4, 4, 4}, {3, 3, 4, 4, 4}, {6, 4, 2, 2, 4}}
	mobileForms = [][]int{{3, 4, 4}, {2, 3, 4, 4}, {2, 11}, {3, 8}, {7, 4}}
	cardForms   = [][]int{{4, 4, 4, 4, 3}, {4, 4, 4, 4, 2}, {4, 4, 4, 4, 1}, {4, 4, 4, 4}, {6, 13}}
)

// birthday reports whether digits, yyyymmdd or yymmdd, are a day somebody may be born on.
func birthday(digits string) bool {
	if len(digits) == 6 {
		digits = "19" + digits
	}
	n := func(s string) (v int) {
		for _, c := range s {
			v = v*10 + int(c-'0')
		}
		return v
	}
	y := n(digits[:4])
	return y >= 1900 && y <= 2100 && zh.D(y, n(digits[4:6]), n(digits[6:8])).Valid()
}

// region reports whether digits begin with the number of a province.
func region(digits string) bool {
	return digits[0] >= '1' && digits[0] <= '6' && digits[1] <= '7' || digits[0] == '7' && digits[1] == '1' || digits[0] == '8' && digits[1] <= '3'
}

// idChecked reports whether the last character is the check digit (GB 11643).
func idChecked(digits string) bool {
	weights := [...]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(digits[i]-'0') * w
	}
	return "10X98765432"[sum%11] == digits[17]
}

// luhn reports whether the last digit is the check digit (ISO/IEC 7812).
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if d > 9 {
			return false
		}
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

func isID(digits string) bool {
	return len(digits) == 18 && region(digits) && birthday(digits[6:14]) && idChecked(digits)
}

func isOldID(digits string) bool {
	return len(digits) == 15 && !strings.HasSuffix(digits, "X") && region(digits) && birthday(digits[6:12])
}

func isMobile(digits string) bool {
	if len(digits) == 13 && strings.HasPrefix(digits, "86") {
		digits = digits[2:]
	}
	return len(digits) == 11 && digits[0] == '1' && digits[1] >= '3' && digits[1] <= '9'
}

// before returns at most n bytes of s that end at i, whole characters.
func before(s string, i, n int) string {
	from := max(0, i-n)
	for from < i && !utf8.RuneStart(s[from]) {
		from++
	}
	return s[from:i]
}

// clause returns what stands in s before i since the last mark, at most n bytes.
func clause(s string, i, n int) string {
	near := before(s, i, n)
	if k := strings.LastIndexAny(near, "，。；、,;）)\n"); k >= 0 {
		_, w := utf8.DecodeRuneInString(near[k:])
		near = near[k+w:]
	}
	return near
}
