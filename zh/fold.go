package zh

import "unicode/utf8"

// Fold returns r as strings are compared: full-width forms become half-width,
// letters lower-case, look-alike marks one of their kind. Spaces and
// punctuation fold to 0, which means "leave out".
func Fold(r rune) rune {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF:
		return r
	case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		return r
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	case r >= 0xFF10 && r <= 0xFF19: // ０–９
		return r - 0xFF10 + '0'
	case r >= 0xFF21 && r <= 0xFF3A: // Ａ–Ｚ
		return r - 0xFF21 + 'a'
	case r >= 0xFF41 && r <= 0xFF5A: // ａ–ｚ
		return r - 0xFF41 + 'a'
	case r == '〇':
		return '零'
	case r < 0x80, r >= 0x2000 && r <= 0x206F, r >= 0x3000 && r <= 0x303F, r >= 0xFE30 && r <= 0xFE4F,
		r >= 0xFF00 && r <= 0xFF65, r == 0xB7, r == 0xA0, r == 0xFEFF:
		return 0
	}
	return r
}

// Key returns a hash of s folded by Fold: equal for names that differ only in
// width, case, spaces and punctuation. It is FNV-1a over runes.
func Key(s string) uint64 {
	h := uint64(14695981039346656037)
	for _, r := range s {
		if f := Fold(r); f != 0 {
			h = (h ^ uint64(f)) * 1099511628211
		}
	}
	return h
}

// Bigrams calls yield with each pair of neighbouring Han in s, and with each
// run of other letters and digits, lower-cased as Fold does; a Han without Han
// neighbours is given alone. This is what search is made of.
func Bigrams(s string, yield func(string) bool) {
	var word []rune
	flush := func() bool {
		if len(word) == 0 {
			return true
		}
		w := string(word)
		word = word[:0]
		return yield(w)
	}
	prev, prevSize, alone := -1, 0, false
	for i, r := range s {
		size := utf8.RuneLen(r)
		if size < 0 {
			size = 1
		}
		if IsHan(r) {
			if !flush() {
				return
			}
			if prev >= 0 {
				if !yield(s[prev : i+size]) {
					return
				}
				alone = false
			} else {
				alone = true
			}
			prev, prevSize = i, size
			continue
		}
		if prev >= 0 && alone && !yield(s[prev:prev+prevSize]) {
			return
		}
		prev, alone = -1, false
		if f := Fold(r); f != 0 {
			word = append(word, f)
		} else if !flush() {
			return
		}
	}
	if prev >= 0 && alone && !yield(s[prev:prev+prevSize]) {
		return
	}
	flush()
}

// IsHan reports whether r is a Chinese character.
func IsHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || r == '〇' || r >= 0x20000 && r <= 0x3FFFF || r >= 0xF900 && r <= 0xFAFF
}
