package oscal

import (
	"strings"
	"time"
	"unicode"

	"zhenggai/ledger"
	"zhenggai/zh"
)

// letter and digit are what a token is made of.
func letter(r rune) bool { return unicode.IsLetter(r) }
func digit(r rune) bool  { return unicode.IsNumber(r) }

// isToken reports whether s is a token: a letter or _, then letters, digits, dots and
// dashes.
func isToken(s string) bool {
	for i, r := range s {
		if !(letter(r) || r == '_' || i > 0 && (digit(r) || r == '.' || r == '-')) {
			return false
		}
	}
	return s != ""
}

// isUUID reports whether s is a UUID of version 4 or 5.
func isUUID(s string) bool {
	if len(s) != 36 || s[14] != '4' && s[14] != '5' || !strings.ContainsRune("89abAB", rune(s[19])) {
		return false
	}
	for i := range len(s) {
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if dash != (s[i] == '-') || !dash && !strings.ContainsRune("0123456789abcdefABCDEF", rune(s[i])) {
			return false
		}
	}
	return true
}

// isTime reports whether s is a moment with its zone, as the standard writes one.
func isTime(s string) bool {
	t, err := time.Parse(time.RFC3339Nano, s)
	return err == nil && len(s) > 10 && s[10] == 'T' && !strings.Contains(s, ",") && t.Year() >= firstYear && t.Year() <= lastYear
}

// dayOf returns the day of a moment where it was written; no day if it is none.
func dayOf(s string) zh.Date {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return zh.Date{}
	}
	return zh.D(t.Year(), int(t.Month()), t.Day())
}

// timeOf returns a moment as the ledger keeps it.
func timeOf(s string) ledger.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return ledger.Time{}
	}
	return ledger.At(t)
}
