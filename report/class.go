package report

import "unicode/utf8"

// A class is what the scanner needs to know of a character. One look-up decides
// everything; full-width and half-width forms share a class, so the text is
// never rewritten and offsets always mean the source.
type class uint8

const (
	clPlain      class = iota // nothing to do: most characters
	clDigit                   // 0–9, ０–９
	clHan                     // 〇零一…九两十百千万亿 and 几 数
	clSpace                   // blanks, zero-width marks, line ends but \n
	clNewline                 // \n
	clStop                    // 。！？
	clSemi                    // ；;
	clComma                   // ，,
	clColon                   // ：:
	clPause                   // 、
	clDot                     // . ．
	clOpen                    // （ (
	clClose                   // ） )
	clTitle                   // 《
	clTitleEnd                // 》
	clInner                   // 〈 <
	clInnerEnd                // 〉 >
	clQuote                   // “ 「
	clQuoteEnd                // ” 」
	clASCIIQuote              // "
	clBracket                 // 〔 [ 【
	clBracketEnd              // 〕 ] 】
	clDash                    // - – — － ～ ~
	clAt                      // @
	clCircle                  // ① … ⑳, ❶, ㊀
	clEnclosed                // ⑴ … ⒇, ㈠ … ㈩, ⒈ … ⒛
	clBar                     // │ between cells
	clPercent                 // % ％ ‰
	clWord                    // first character of a word that matters: see word.go
	clOrg                     // last character of names of bodies
	clTop                     // last character of titles of persons
	clLetter                  // ASCII letters
)

// classes holds the class of each character of the basic plane; supplementary
// planes are plain.
var classes [1 << 16]class

func init() { fillClasses() }

func fillClasses() {
	set := func(c class, s string) {
		for _, r := range s {
			classes[r] = c
		}
	}
	span := func(c class, lo, hi rune) {
		for r := lo; r <= hi; r++ {
			classes[r] = c
		}
	}
	set(clOrg, orgLast)
	set(clTop, titleLast)
	set(clWord, wordFirst)
	span(clLetter, 'a', 'z')
	span(clLetter, 'A', 'Z')
	span(clDigit, '0', '9')
	span(clDigit, '０', '９')
	set(clHan, "〇零一二三四五六七八九两十百千万亿几数廿卅")
	set(clSpace, " \t\r\v\f\u00a0\u3000\u200b\ufeff\u2002\u2003\u2009")
	set(clNewline, "\n")
	set(clStop, "。！？!?")
	set(clSemi, "；;")
	set(clComma, "，,")
	set(clColon, "：:")
	set(clPause, "、")
	set(clDot, ".．")
	set(clOpen, "（(")
	set(clClose, "）)")
	set(clTitle, "《")
	set(clTitleEnd, "》")
	set(clInner, "〈<")
	set(clInnerEnd, "〉>")
	set(clQuote, "“「")
	set(clQuoteEnd, "”」")
	set(clASCIIQuote, "\"＂")
	set(clBracket, "〔[【［")
	set(clBracketEnd, "〕]】］")
	set(clDash, "-–—－～~")
	set(clAt, "@＠")
	span(clCircle, '①', '⑳')
	span(clCircle, '❶', '❿')
	span(clCircle, '㊀', '㊉')
	span(clEnclosed, '⑴', '⒇')
	span(clEnclosed, '㈠', '㈩')
	span(clEnclosed, '⒈', '⒛')
	set(clBar, "│")
	set(clPercent, "%％‰")
}

// at returns the class and the length of the character at s[i]; s is valid
// UTF-8 and i on a character's edge. It is the one decoder of the package.
func at(s string, i int) (class, int) {
	c := s[i]
	switch {
	case c < 0x80:
		return classes[c], 1
	case c >= 0xE0 && c < 0xF0:
		return classes[uint16(c)<<12|uint16(s[i+1]&0x3F)<<6|uint16(s[i+2]&0x3F)], 3
	case c < 0xE0:
		return classes[uint16(c&0x1F)<<6|uint16(s[i+1]&0x3F)], 2
	}
	return clPlain, 4
}

// runeAt returns the character at s[i], or 0 at the end.
func runeAt(s string, i int) (rune, int) {
	if i < len(s) && s[i]&0xF0 == 0xE0 {
		return rune(s[i]&0xF)<<12 | rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F), 3
	}
	return otherRune(s, i)
}

func otherRune(s string, i int) (rune, int) {
	if i >= len(s) {
		return 0, 0
	}
	if c := s[i]; c < 0x80 {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s[i:])
}

// runeBefore returns the character that ends at s[i], or 0 at the start.
func runeBefore(s string, i int) (rune, int) {
	if i >= 3 && s[i-3]&0xF0 == 0xE0 {
		return rune(s[i-3]&0xF)<<12 | rune(s[i-2]&0x3F)<<6 | rune(s[i-1]&0x3F), 3
	}
	return otherBefore(s, i)
}

func otherBefore(s string, i int) (rune, int) {
	if i <= 0 {
		return 0, 0
	}
	if c := s[i-1]; c < 0x80 {
		return rune(c), 1
	}
	return utf8.DecodeLastRuneInString(s[:i])
}

// blank skips spaces from i on.
func blank(s string, i int) int {
	if i >= len(s) || !mayBlank[s[i]] {
		return i
	}
	return blanks(s, i)
}

func blanks(s string, i int) int {
	for i < len(s) {
		c, n := at(s, i)
		if c != clSpace {
			return i
		}
		i += n
	}
	return i
}

// mayBlank holds the bytes with which blanks begin.
var mayBlank = [256]bool{' ': true, '\t': true, '\r': true, '\v': true, '\f': true, 0xC2: true, 0xE2: true, 0xE3: true, 0xEF: true}
