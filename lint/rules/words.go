package rules

import "strings"

// hasAny reports whether s holds one of words.
func hasAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// startsAny reports whether s begins with one of words.
func startsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// endsAny reports whether s ends with one of words.
func endsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
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
