package zh

import "golang.org/x/text/width"

// Width returns how many columns r takes on a terminal: 0 for marks that take
// none, 2 for Chinese characters and full-width forms, else 1. Characters of
// ambiguous width (“ ” … —) count as wide says: terminals in a Chinese locale
// often draw them in two columns, most others in one.
func Width(r rune, wide bool) int {
	switch {
	case r < 0x20 || r >= 0x7F && r < 0xA0:
		return 0
	case r < 0x7F:
		return 1
	case r >= 0x300 && r <= 0x36F, r >= 0x200B && r <= 0x200F, r == 0x2060, r == 0xFEFF, r >= 0xFE00 && r <= 0xFE0F:
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	case width.EastAsianAmbiguous:
		if wide {
			return 2
		}
	}
	return 1
}

// StringWidth returns how many columns s takes.
func StringWidth(s string, wide bool) int {
	n := 0
	for _, r := range s {
		n += Width(r, wide)
	}
	return n
}
