package publish

import (
	"slices"
	"strings"
	"unicode/utf8"

	"zhenggai/form"
)

// MaskPersonal returns text with what leads to a person taken out: numbers of identity cards,
// telephones, bank cards, plates of cars, mail addresses, accounts. What looks like one is
// masked, whether it is one or not: a number that was masked for nothing can be told on
// the telephone.
//
// The masks of publications come first: they know addresses, plates and names from the
// words around them. What is left is looked through for anything that has the form of a
// number or an address.
func MaskPersonal(text string) string {
	masks := Mask(&form.Bulletin{Basis: []string{text}})
	for _, m := range slices.Backward(masks) {
		if m.From <= m.To && m.To <= len(text) {
			text = text[:m.From] + m.After + text[m.To:]
		}
	}
	out, rest := strings.Builder{}, text
	for rest != "" {
		n := personal(rest)
		if n == 0 {
			_, n = utf8.DecodeRuneInString(rest)
			out.WriteString(rest[:n])
			rest = rest[n:]
			for isNumeral(rest) && endsInNumeral(out.String()) { // the rest of a number that is none
				_, n := utf8.DecodeRuneInString(rest)
				out.WriteString(rest[:n])
				rest = rest[n:]
			}
			continue
		}
		out.WriteString(Stars)
		rest = rest[n:]
	}
	return out.String()
}

// personal returns the length of what leads to a person at the start of s; 0 if
// nothing does.
func personal(s string) int {
	if n := mailLength(s); n > 0 {
		return n
	}
	digits, length := numeralRun(s)
	switch n := len(digits); {
	case n >= 15 && n <= 19: // identity card, bank card
		return length
	case n == 11 && digits[0] == '1' && digits[1] >= '3': // mobile telephone
		return length
	case n == 13 && strings.HasPrefix(digits, "861"):
		return length
	case n >= 10 && n <= 12 && digits[0] == '0': // telephone with its area
		return length
	case n >= 7 && n <= 8 && ofTown(digits, s[:length], s[length:]):
		return length
	}
	return 0
}

// ofTown reports whether seven or eight digits are a telephone number and not a day or a
// sum.
func ofTown(digits, printed, after string) bool {
	return !strings.HasPrefix(digits, "20") && !strings.HasPrefix(digits, "19") && digits[0] != '0' &&
		utf8.RuneCountInString(printed) <= len(digits)+1 && !strings.ContainsAny(trimmedAfter(after), "年月日元万亿%％")
}

// trimmedAfter is what stands right behind a number.
func trimmedAfter(s string) string {
	r, n := utf8.DecodeRuneInString(strings.TrimLeft(s, " "))
	if n == 0 {
		return ""
	}
	return string(r)
}

// numeralRun returns the digits at the start of s, half or full width, and how long they
// are with single blanks and hyphens between them.
func numeralRun(s string) (digits string, length int) {
	var b strings.Builder
	gap := 0
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
			length, gap = i+1, 0
		case r >= '０' && r <= '９':
			b.WriteRune(r - '０' + '0')
			length, gap = i+utf8.RuneLen(r), 0
		case (r == '-' || r == ' ' || r == '－' || r == '—' || r == '·' || r == '.') && b.Len() > 0 && gap == 0:
			gap++
		case (r == 'x' || r == 'X' || r == 'ｘ' || r == 'Ｘ') && b.Len() == 17:
			return b.String() + "X", i + utf8.RuneLen(r)
		default:
			return b.String(), length
		}
	}
	return b.String(), length
}

func isNumeral(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= '0' && r <= '9' || r >= '０' && r <= '９'
}

func endsInNumeral(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r >= '0' && r <= '9' || r >= '０' && r <= '９'
}

// mailLength returns the length of the mail address at the start of s; 0 if there is none.
func mailLength(s string) int {
	at := 0
	for at < len(s) && at < 64 && (s[at] == '.' || s[at] == '_' || s[at] == '-' || s[at] == '+' || isASCIIWord(s[at])) {
		at++
	}
	if at == 0 || at >= len(s) || s[at] != '@' {
		return 0
	}
	end, dot := at+1, false
	for end < len(s) && (s[end] == '.' || s[end] == '-' || isASCIIWord(s[end])) {
		dot = dot || s[end] == '.'
		end++
	}
	if !dot {
		return 0
	}
	return end
}

func isASCIIWord(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}
