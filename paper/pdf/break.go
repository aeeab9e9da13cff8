package pdf

import (
	"strings"
	"unicode"
)

// A line is glyphs from one place to another.
type line struct{ from, to int }

// fold breaks glyphs into lines: the first is so wide, the others are as wide as
// rest. Closing marks do not begin a line and opening ones do not end it; words of
// letters and digits stay whole unless they are wider than a line. Spaces at the
// end of a line do not count, and with hang a comma or full stop may stand in the
// margin, as word processors have it. No glyph is lost.
func fold(gs []glyph, first, rest int, hang bool) []line {
	var out []line
	width := first
	for from := 0; from < len(gs); width = rest {
		to := from + fit(gs[from:], width, hang)
		out = append(out, line{from, to})
		from = to
	}
	if out == nil {
		out = []line{{}}
	}
	return out
}

// fit returns how many glyphs the next line takes, at least one.
func fit(gs []glyph, width int, hang bool) int {
	used, good := 0, 0
	for i, g := range gs {
		next := used + g.w
		switch {
		case g.r == ' ': // may stand beyond the edge
		case used+g.bare() > width:
			if !hang || !hangs(g.r) || used > width || i == 0 {
				return cut(gs, good, i)
			}
			if i+1 == len(gs) || mayBreak(g.r, gs[i+1].r) {
				return i + 1
			}
			return cut(gs, good, i)
		}
		used = next
		if i+1 == len(gs) || mayBreak(g.r, gs[i+1].r) {
			good = i + 1
		}
	}
	return len(gs)
}

// cut returns where a line ends that must end before glyph i: at the last good
// place, else between any two characters.
func cut(gs []glyph, good, i int) int {
	if good > 0 {
		return good
	}
	for n := i; n > 1; n-- {
		if !clings(gs[n].r) {
			return n
		}
	}
	return max(i, 1)
}

// mayBreak reports whether a line may end behind a and the next begin with b.
func mayBreak(a, b rune) bool {
	switch {
	case b == ' ' || clings(b) || glues(a) || glues(b):
		return false
	case isOpening(a) || isClosing(b):
		return false
	case a == b && strings.ContainsRune("—…─⸺", a): // a dash and an ellipsis take two
		return false
	case a == ' ':
		return true
	case isPrefix(a) && isWord(b):
		return false
	}
	return !isWord(a) || !isWord(b)
}

const (
	opening = "（《〈「『【〔〖［｛“‘([{〝﹙﹛﹝"
	closing = "，。、；：？！）》〉」』】〕〗］｝”’),.;:?!]}〞﹚﹜﹞%‰℃°′″％·～／．･｡､〜ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
	prefix  = "￥¥$£€№＃#±＋－−+-≥≤＞＜"
)

var classes = func() map[rune]byte {
	m := map[rune]byte{}
	for _, r := range opening {
		m[r] |= 1
	}
	for _, r := range closing {
		m[r] |= 2
	}
	for _, r := range prefix {
		m[r] |= 4
	}
	return m
}()

func isOpening(r rune) bool { return classes[r]&1 != 0 }
func isClosing(r rune) bool { return classes[r]&2 != 0 }
func isPrefix(r rune) bool  { return classes[r]&4 != 0 }

// hangs reports whether a mark may stand in the margin.
func hangs(r rune) bool { return r == '，' || r == '。' || r == '、' }

// glues reports whether a character holds those on both its sides.
func glues(r rune) bool { return r == 0xA0 || r == 0x202F || r == 0x2060 }

// clings reports whether a character belongs to the one before it.
func clings(r rune) bool { return r >= 0x300 && unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc) }

// isWord reports whether a character is part of words that stay whole: letters of
// alphabets and digits, and what stands between them without a space.
func isWord(r rune) bool {
	switch {
	case r < 0x80:
		return r > ' '
	case r >= 0xFF10 && r <= 0xFF19, r >= 0xFF21 && r <= 0xFF3A, r >= 0xFF41 && r <= 0xFF5A, r == '．', r == '％':
		return true // of full width
	case r >= 0x1100 && r <= 0x11FF, r >= 0x2E80 && r < 0xFB00, r >= 0xFE30 && r <= 0xFE4F, r >= 0x1B000 && r <= 0x1B2FF, r >= 0x20000:
		return false // scripts without spaces between words
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || clings(r)
}
