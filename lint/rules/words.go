package rules

import "strings"

// indexMark is strings.IndexAny for marks that are ASCII or take three bytes and are
// no ideographs: it passes over those, which nearly all of a text are.
func indexMark(s, marks string) int {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c >= 0xE4 && c <= 0xE9:
			i += 3
			continue
		case c < 0x80 && strings.IndexByte(marks, c) >= 0,
			c >= 0xE0 && i+3 <= len(s) && strings.Contains(marks, s[i:i+3]):
			return i
		}
		i++
	}
	return -1
}

// lastMark is strings.LastIndexAny for such marks.
func lastMark(s, marks string) int {
	for k := len(s); k > 0; {
		if k >= 3 && s[k-3] >= 0xE0 {
			if k -= 3; (s[k] < 0xE4 || s[k] > 0xE9) && strings.Contains(marks, s[k:k+3]) {
				return k
			}
			continue
		}
		if k--; s[k] < 0x80 && strings.IndexByte(marks, s[k]) >= 0 {
			return k
		}
	}
	return -1
}

// flat returns s without line breaks and the blanks around them, so that words
// broken over two lines are found.
func flat(s string) string {
	if strings.IndexByte(s, '\n') < 0 {
		return s
	}
	var b strings.Builder
	for line := range strings.SplitSeq(s, "\n") {
		b.WriteString(strings.Trim(line, " \t\r\u3000"))
	}
	return b.String()
}

// wideBrackets makes half-width brackets full-width.
var wideBrackets = strings.NewReplacer("(", "（", ")", "）")
