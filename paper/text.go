package paper

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"zhenggai/zh"
)

// Clean returns s as every writer prints it: valid UTF-8 in which XML 1.0 allows
// each character. Bytes that are no UTF-8 become U+FFFD, every line end becomes
// \n, and control characters other than tab and line end are dropped.
func Clean(s string) string {
	if !soiled(s) {
		return s
	}
	var sb strings.Builder
	sb.Grow(len(s))
	for i, r := range s {
		switch {
		case r == '\r':
			if i+1 >= len(s) || s[i+1] != '\n' {
				sb.WriteByte('\n')
			}
		case r == 0x85 || r == 0x2028 || r == 0x2029:
			sb.WriteByte('\n')
		case r < ' ' && r != '\t' && r != '\n' || r >= 0x7F && r < 0xA0:
		case r == 0xFFFE || r == 0xFFFF:
			sb.WriteRune(utf8.RuneError)
		default:
			sb.WriteRune(r) // RuneError for a byte that is no UTF-8
		}
	}
	return sb.String()
}

// suspect are the bytes that may begin what Clean changes: control characters,
// U+0080–00BF, U+2000–2FFF and U+F000–FFFF.
var suspect = func() (t [256]bool) {
	for c := range 0x20 {
		t[c] = c != '\t' && c != '\n'
	}
	t[0x7F], t[0xC2], t[0xE2], t[0xEF] = true, true, true, true
	return t
}()

// soiled reports whether Clean may have to change s.
func soiled(s string) bool {
	for i := 0; i < len(s); i++ {
		if !suspect[s[i]] {
			continue
		}
		switch rest := s[i:]; s[i] {
		case 0xE2:
			if strings.HasPrefix(rest, "\u2028") || strings.HasPrefix(rest, "\u2029") {
				return true
			}
		case 0xEF:
			if strings.HasPrefix(rest, "\uffff"[:2]) {
				return true
			}
		default:
			return true
		}
	}
	return !utf8.ValidString(s)
}

// appendXML appends s, which is clean, as character data or the value of an
// attribute in double quotes.
func appendXML(b []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		var ref string
		switch s[i] {
		case '&':
			ref = "&amp;"
		case '<':
			ref = "&lt;"
		case '>':
			ref = "&gt;"
		case '"':
			ref = "&#34;"
		default:
			continue
		}
		b = append(append(b, s[from:i]...), ref...)
		from = i + 1
	}
	return append(b, s[from:]...)
}

// OneLine returns s clean and without line ends.
func OneLine(s string) string {
	return strings.ReplaceAll(strings.TrimSpace(Clean(s)), "\n", "")
}

// longDate returns d with its year in full and without leading zeros (clause
// 7.3.5.4): 2026年7月5日; "" for no day.
func longDate(d zh.Date) string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(int(d.Year)) + "年" + strconv.Itoa(int(d.Month)) + "月" + strconv.Itoa(int(d.Day)) + "日"
}

// grouped returns a number with a comma before each group of three digits.
func grouped(s string) string {
	whole, frac, _ := strings.Cut(s, ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "-", whole[1:]
	}
	var sb strings.Builder
	sb.WriteString(sign)
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			sb.WriteByte(',')
		}
		sb.WriteByte(whole[i])
	}
	if frac != "" {
		sb.WriteString("." + frac)
	}
	return sb.String()
}

// Ordinal returns the number of a heading as clause 7.3.3 writes it on its level.
func (h Heading) Ordinal() string {
	if h.Number <= 0 {
		return ""
	}
	switch h.Depth() {
	case 1:
		return zh.FormatNumeral(int64(h.Number)) + "、"
	case 2:
		return "（" + zh.FormatNumeral(int64(h.Number)) + "）"
	case 3:
		return strconv.Itoa(h.Number) + "."
	}
	return "（" + strconv.Itoa(h.Number) + "）"
}

// Depth returns the level within those that the standard has.
func (h Heading) Depth() int { return min(max(h.Level, 1), 4) }

// Of returns what stands before item n of a list, counted from 1.
func (m Mark) Of(n int) string {
	switch {
	case m == Steps:
		return zh.FormatNumeral(int64(n)) + "是"
	case m == Dashes:
		return "——"
	case n <= 20:
		return string('①' + rune(n-1))
	case n <= 35:
		return string('㉑' + rune(n-21))
	case n <= 50:
		return string('㊱' + rune(n-36))
	}
	return "（" + strconv.Itoa(n) + "）"
}

// ended returns s, if it is not empty, with end behind it.
func ended(s, end string, others ...string) string {
	s = strings.TrimSpace(Clean(s))
	if s == "" || strings.HasSuffix(s, end) {
		return s
	}
	for _, o := range others {
		if t, ok := strings.CutSuffix(s, o); ok {
			s = t
		}
	}
	return s + end
}

// Addressed returns the receivers with their colon (clause 7.3.2).
func (d Document) Addressed() string { return ended(d.To, "：", ":") }

// Noted returns the note in its brackets (clause 7.3.6).
func (d Document) Noted() string {
	s := strings.TrimSpace(Clean(d.Note))
	if s == "" || strings.HasPrefix(s, "（") && strings.HasSuffix(s, "）") {
		return s
	}
	return "（" + s + "）"
}

// Copied returns the receivers of copies with their full stop (clause 7.4.2).
func (c Colophon) Copied() string { return ended(c.CC, "。", ".") }

// Printed returns the day of printing (clause 7.4.3).
func (c Colophon) Printed() string {
	if c.Date.IsZero() {
		return ""
	}
	return longDate(c.Date) + "印发"
}

// Breadth returns how many Chinese characters wide s is; letters and digits are
// half a character in the faces of official papers.
func Breadth(s string) float64 { return float64(zh.StringWidth(s, true)) / 2 }

// Lines splits s, cleaned, at its line ends; an empty s has none.
func Lines(s string) []string {
	s = strings.TrimSpace(Clean(s))
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}
