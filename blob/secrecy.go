package blob

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	markLines  = 12 // lines with words in which a level alone is a mark
	markSpaces = 8  // spaces that may stand within and beside a mark

	// A line may be as long as the text; these keep the work on each level small.
	copyDigits = 12  // most digits of a copy's number
	reach      = 300 // bytes of the line before a level that are looked at
)

// SecrecyMark finds the first mark of a state secret on the document whose text is
// given, and returns its level (绝密, 机密 or 秘密) and where the whole mark stands,
// as byte offsets. A mark is one of
//
//	机密★10年  绝　密 ★ 长期  ★秘密      a level beside a star, with or without a period
//	密级：机密                           a level as the value of its label
//	机密                                 a level alone at the edge of one of the first lines,
//	机密 特急                            where GB/T 9704 puts it
//
// The same words in running text (保守国家秘密, 商业秘密, 机密文件管理制度), in a form
// that offers several levels, and as a quotation are none. A file's name may be
// asked about as well. A mark is known by its shape alone: what a scan or a picture
// shows, and what is secret without a mark, is not seen.
func SecrecyMark(text string) (level string, start, end int, ok bool) {
	words := 0 // lines with words before this one
	for from := 0; from < len(text); {
		to := len(text)
		if i := strings.IndexAny(text[from:], "\n\r\f\v"); i >= 0 {
			to = from + i
		}
		line := text[from:to]
		if m, found := markIn(line, words < markLines); found {
			return m.level, from + m.start, from + m.end, true
		}
		if strings.TrimFunc(line, isSpace) != "" {
			words++
		}
		if to < len(text) && text[to] == '\f' {
			words = 0 // a new page may be a new document
		}
		from = to + 1
	}
	return "", 0, 0, false
}

// A mark is a level in a line; start and end hold what belongs to it.
type mark struct {
	level      string
	start, end int
}

// markIn finds the first mark in a line.
func markIn(line string, first bool) (mark, bool) {
	for i := 0; i < len(line); {
		r, n := utf8.DecodeRuneInString(line[i:])
		if m, ok := levelAt(line, i, r, n); ok {
			for _, shape := range []func(string, mark) (mark, bool){labelled, starred} {
				if whole, ok := shape(line, m); ok {
					return whole, true
				}
			}
			if first {
				if whole, ok := alone(line, m); ok {
					return whole, true
				}
			}
		}
		i += n
	}
	return mark{}, false
}

// levelAt reads a level that begins at i with the character r of n bytes.
func levelAt(line string, i int, r rune, n int) (mark, bool) {
	var level string
	switch r {
	case '绝', '絕':
		level = "绝密"
	case '机', '機':
		level = "机密"
	case '秘', '祕':
		level = "秘密"
	default:
		return mark{}, false
	}
	j := skipSpace(line, i+n)
	if !strings.HasPrefix(line[j:], "密") {
		return mark{}, false
	}
	return mark{level, i, j + len("密")}, true
}

// starred is a level with a star before or behind it. An asterisk, which also marks
// footnotes, does for a star where a period follows.
func starred(line string, m mark) (mark, bool) {
	if quoted(line, m) || compound(line, m) {
		return m, false
	}
	i := skipSpace(line, m.end)
	if r := runeAt(line, i); isStar(r) || isAsterisk(r) {
		end := i + size(line, i)
		m.end = skipPeriod(line, end)
		return m, isStar(r) || m.end > end
	}
	before := skipSpaceBack(line, m.start)
	r, n := utf8.DecodeLastRuneInString(line[:before])
	end := skipPeriod(line, m.end)
	if !isStar(r) && !(isAsterisk(r) && end > m.end) {
		return m, false
	}
	// A star also marks an item of a list: ★ 秘密文件要登记.
	if isWord(runeAt(line, skipSpace(line, end))) {
		return m, false
	}
	m.start, m.end = before-n, end
	return m, true
}

// others are words before 秘密 that make it another thing than a state secret.
var others = []string{"商业", "商業", "工作", "个人", "企业", "技术", "警务", "审判", "检察"}

func compound(line string, m mark) bool {
	head := line[:skipSpaceBack(line, m.start)]
	for _, w := range others {
		if strings.HasSuffix(head, w) {
			return true
		}
	}
	return false
}

// quoted reports whether a sentence speaks of the mark: 标注“秘密★”字样.
func quoted(line string, m mark) bool {
	head := strings.TrimRight(line[max(0, m.start-reach):m.start], "★☆ \u3000")
	r, n := utf8.DecodeLastRuneInString(head)
	return strings.ContainsRune("“‘\"'「『《〈", r) && strings.TrimFunc(head[:len(head)-n], isSpace) != ""
}

// labels are what stands before a level in a form.
var labels = []string{"密级", "密别", "秘密等级", "保密等级", "涉密等级", "定密等级", "保密级别", "涉密级别", "秘密级别"}

// labelled is a level as the value of a label, or ticked in a form behind one.
func labelled(line string, m mark) (mark, bool) {
	if tick, _ := utf8.DecodeLastRuneInString(line[:skipSpaceBack(line, m.start)]); isTick(tick) {
		from := max(0, m.start-reach)
		for _, l := range labels {
			if i := strings.Index(line[from:m.start], l); i >= 0 {
				m.start = from + i
				return m, true
			}
		}
	}
	head := strings.TrimRightFunc(line[:m.start], func(r rune) bool { return isSpace(r) || isBorder(r) || r == '：' || r == ':' })
	start := labelStart(head)
	if start < 0 || len(head) == m.start { // 密级机密 is running text
		return m, false
	}
	end := m.end
	if strings.HasPrefix(line[end:], "级") {
		end += len("级")
	}
	if i := skipSpace(line, end); isStar(runeAt(line, i)) {
		end = i + size(line, i)
	}
	end = skipPeriod(line, end)
	if isWord(runeAt(line, end)) || offersMore(line[end:]) {
		return m, false
	}
	m.start, m.end = start, end
	return m, true
}

// offersMore reports whether another level follows in a list: a form, or a rule.
func offersMore(rest string) bool {
	rest = strings.TrimLeftFunc(rest, func(r rune) bool { return isSpace(r) || strings.ContainsRune("、/／,，或和□○☐", r) })
	r, n := utf8.DecodeRuneInString(rest)
	_, more := levelAt(rest, 0, r, n)
	return more
}

// labelStart returns where the label begins that head ends with, spaces left out,
// or -1.
func labelStart(head string) int {
	for _, l := range labels {
		i := len(head)
		for l != "" {
			i = len(strings.TrimRightFunc(head[:i], isSpace))
			want, n := utf8.DecodeLastRuneInString(l)
			got, m := utf8.DecodeLastRuneInString(head[:i])
			if m == 0 || got != want {
				break
			}
			l, i = l[:len(l)-n], i-m
		}
		if l == "" {
			return i
		}
	}
	return -1
}

// urgencies stand beside the level at the head of an official document.
var urgencies = []string{"特提", "特急", "加急", "平急", "急件"}

// alone is a level that has nothing beside it, within the line or within a part of
// it that wide space, a tab or the border of a cell cuts off.
func alone(line string, m mark) (mark, bool) {
	m, bracket := inBrackets(line, m)
	if !edgeBack(line[:m.start], bracket) {
		return m, false
	}
	end := m.end
	if !bracket {
		if strings.HasPrefix(line[end:], "级") {
			end += len("级")
		}
		end = skipPeriod(line, end)
	}
	rest := line[end:]
	if !edge(rest) {
		tail := strings.TrimLeftFunc(rest, isSpace)
		urgent := false
		for _, u := range urgencies {
			urgent = urgent || strings.HasPrefix(tail, u) && edge(tail[len(u):])
		}
		if !urgent {
			return m, false
		}
	}
	m.end = end
	return m, true
}

// inBrackets widens m by the brackets around it, if there are.
func inBrackets(line string, m mark) (mark, bool) {
	const open, closed = "【〔［[（(", "】〕］]）)"
	before := skipSpaceBack(line, m.start)
	o, on := utf8.DecodeLastRuneInString(line[:before])
	after := skipSpace(line, m.end)
	c := runeAt(line, after)
	if !strings.ContainsRune(open, o) || !strings.ContainsRune(closed, c) {
		return m, false
	}
	m.start, m.end = before-on, after+size(line, after)
	return m, true
}

// edgeBack reports whether head ends at the border of a part of the line. Before a
// bracket a word must not stand at all: 资料（机密）.
func edgeBack(head string, bracket bool) bool {
	t := strings.TrimRightFunc(head, isSpace)
	if t == "" || bracket {
		return t == ""
	}
	last, _ := utf8.DecodeLastRuneInString(t)
	return isBorder(last) || wide(head[len(t):]) || isDigits(t)
}

// edge reports whether rest begins with the border of a part of the line.
func edge(rest string) bool {
	t := strings.TrimLeftFunc(rest, isSpace)
	return t == "" || isBorder(runeAt(t, 0)) || wide(rest[:len(rest)-len(t)])
}

// wide reports whether a run of spaces is more than one between words.
func wide(spaces string) bool {
	return utf8.RuneCountInString(spaces) >= 2 || strings.ContainsAny(spaces, "\t\u3000\u2003")
}

// isDigits reports whether s is the number of the copy: 000001 机密.
func isDigits(s string) bool {
	return len(s) <= copyDigits && strings.TrimLeft(s, "0123456789") == ""
}

func isBorder(r rune) bool { return r == '│' || r == '|' || r == '┃' }

// periods are what may stand for a period of secrecy instead of a time.
var periods = []string{"长期", "長期", "永久", "启封前", "解密前", "公布前", "发布前", "公开前", "结束前", "启用前"}

// skipPeriod returns the offset behind a period of secrecy at i, or i.
func skipPeriod(line string, i int) int {
	j := skipSpace(line, i)
	for _, p := range periods {
		if strings.HasPrefix(line[j:], p) {
			return j + len(p)
		}
	}
	k := j
	for strings.ContainsRune("0123456789０１２３４５６７８９一二三四五六七八九十百半", runeAt(line, k)) && k < len(line) {
		k += size(line, k)
	}
	if k == j {
		return i
	}
	k = skipSpace(line, k)
	for _, unit := range []string{"年", "个月", "月", "日", "天"} {
		if strings.HasPrefix(line[k:], unit) {
			return k + len(unit)
		}
	}
	return i
}

// skipSpace returns the offset of what follows a few spaces at i.
func skipSpace(s string, i int) int {
	for n := 0; n < markSpaces && i < len(s) && isSpace(runeAt(s, i)); n++ {
		i += size(s, i)
	}
	return i
}

// skipSpaceBack returns the offset of the end of what comes before a few spaces
// that end at i.
func skipSpaceBack(s string, i int) int {
	for n := 0; n < markSpaces && i > 0; n++ {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if !isSpace(r) {
			break
		}
		i -= size
	}
	return i
}

// runeAt returns the character at i, utf8.RuneError at the end.
func runeAt(s string, i int) rune {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return r
}

func size(s string, i int) int {
	_, n := utf8.DecodeRuneInString(s[i:])
	return n
}

// isSpace also knows the characters that take no room.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200B' || r == '\u200C' || r == '\u200D' || r == '\uFEFF' || r == '\u2060'
}

func isStar(r rune) bool { return strings.ContainsRune("★☆⭐", r) }

func isAsterisk(r rune) bool { return r == '*' || r == '＊' }

func isTick(r rune) bool { return strings.ContainsRune("☑☒√✓✔■", r) }

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
