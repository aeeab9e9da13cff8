package report

import (
	"strings"

	"zhenggai/zh"
)

// heading reads the marker that line n begins with at i, if there is one, and
// returns the offset behind it. A marker counts only where the grammar of its
// style holds; otherwise it is text.
func (sc *scanner) heading(i int, n int32) int {
	s := sc.s
	if i >= len(s) {
		return i
	}
	m := mark{line: n}
	j := sc.markAt(i, &m)
	if j == 0 {
		return sc.bullet(i, n)
	}
	m.span = span(i, j)
	k := blank(s, j)
	if k < len(s) && s[k] == '\n' && m.style != StyleSec && m.style != StylePart {
		k = sc.bareLine(k, j, &m)
	}
	sc.marks = append(sc.marks, m)
	sc.bound, sc.clause, sc.strong = k, k, true
	return int(m.span.End)
}

// bareLine handles a number that stands alone on its line, up to the line end at
// k: the words of the next line belong to it, unless that has a marker itself. It
// returns where the words begin; the marker then includes the line end.
func (sc *scanner) bareLine(k, j int, m *mark) int {
	m.bare = true
	next := blank(sc.s, k+1)
	if next >= len(sc.s) || sc.s[next] == '\n' {
		return k
	}
	var p mark
	if sc.markAt(next, &p) > 0 {
		return k
	}
	m.span = span(int(m.number.Start), next)
	sc.out.Repairs = append(sc.out.Repairs, Repair{Kind: RepairBareLine, Node: None, Span: m.number, A: m.value})
	return next
}

// markAt reads the marker of a heading at i into m and returns the offset behind
// it, or 0.
func (sc *scanner) markAt(i int, m *mark) int {
	switch c, _ := at(sc.s, i); c {
	case clHan:
		return sc.secMark(i, m)
	case clOpen:
		return sc.parenMark(i, m)
	case clDigit:
		return sc.digitMark(i, m)
	case clCircle, clEnclosed:
		return sc.circleMark(i, m)
	case clBracket, clPlain:
		return sc.probMark(i, m)
	case clWord:
		return sc.partMark(i, m)
	}
	return 0
}

// number reads the digits or the Chinese numeral at i; j is 0 if there is none.
func number(s string, i int) (v int32, j int, han bool) {
	if c, _ := at2(s, i); c == clDigit {
		for j = i; j < len(s); {
			c, n := at(s, j)
			if c != clDigit {
				break
			}
			if v < 1e6 {
				v = v*10 + int32(digitValue(s, j, n))
			}
			j += n
		}
		return v, j, false
	} else if c != clHan {
		return 0, 0, false
	}
	w, n := numeralAt(s, i)
	if n == 0 || w > 99 {
		return 0, 0, false
	}
	return int32(w), i + n, true
}

func digitValue(s string, i, n int) int {
	if n == 1 {
		return int(s[i] - '0')
	}
	return int(s[i+2] - 0x90) // ０ is EF BC 90
}

// sep reads the separator at i and returns the offset behind it.
func sep(s string, i int) (Sep, int) {
	if i >= len(s) {
		return SepNone, i
	}
	switch c, n := at(s, i); c {
	case clDot:
		return SepDot, i + n
	case clPause:
		return SepPause, i + n
	case clColon:
		return SepColon, i + n
	case clComma:
		return SepComma, i + n
	case clStop:
		return SepStop, i + n
	case clSpace:
		return SepSpace, blank(s, i)
	}
	return SepNone, i
}

// spacedSep is sep with blanks before a 、 or dot left out: 一 、
func spacedSep(s string, i int) (Sep, int) {
	p, k := sep(s, i)
	if p == SepSpace {
		if q, e := sep(s, k); q == SepPause || q == SepDot {
			return q, e
		}
	}
	return p, k
}

// secMark reads 一、 and 一．; not 一、二季度.
func (sc *scanner) secMark(i int, m *mark) int {
	s := sc.s
	v, j, _ := number(s, i)
	if j == 0 || v == 0 {
		return 0
	}
	p, k := spacedSep(s, j)
	if p != SepPause && p != SepDot && !(p == SepSpace && k < len(s)) {
		return 0
	}
	if p == SepSpace && !startsFinding(s[k:]) {
		return 0
	}
	if c, _ := at2(s, k); c == clHan && p == SepPause {
		if w, q, _ := number(s, k); q > 0 && w == v+1 && !strings.HasPrefix(s[q:], "、") {
			return 0 // 一、二季度; 三、四级
		}
	}
	m.style, m.sep, m.value, m.number = StyleSec, p, v, span(i, j)
	return k
}

// at2 is at for an offset that may be the end.
func at2(s string, i int) (class, int) {
	if i >= len(s) {
		return clNewline, 0
	}
	return at(s, i)
}

// parenMark reads (一) and (1), with an optional 、 or . behind it.
func (sc *scanner) parenMark(i int, m *mark) int {
	s := sc.s
	_, n := at(s, i)
	k := blank(s, i+n)
	v, j, han := 0, 0, false
	if k < len(s) {
		var w int32
		w, j, han = number(s, k)
		v = int(w)
	}
	if j == 0 || v == 0 || v > 999 {
		return 0
	}
	j = blank(s, j)
	c, n := at2(s, j)
	if c != clClose {
		return 0
	}
	j += n
	m.style, m.value, m.number = StyleArab, int32(v), span(i, j)
	if han {
		m.style = StyleParen
	}
	if p, q := sep(s, j); p == SepPause || p == SepDot {
		m.sep = p
		return q
	}
	return j
}

// digitMark reads 1. 1、 1) 1.1 1-1 and the doubled 3.问题3: .
func (sc *scanner) digitMark(i int, m *mark) int {
	s := sc.s
	v, j, _ := number(s, i)
	if v == 0 || v > 999 {
		return 0
	}
	m.value, m.number, m.style = v, span(i, j), StyleDot
	c, n := at2(s, j)
	switch c {
	case clDot, clPause:
		k := j + n
		if d, _ := at2(s, k); d == clDigit && !dateAt(s, k) {
			if c == clDot {
				return sc.multiMark(i, m, StyleMulti)
			}
			return 0 // 1、2号楼
		}
		m.sep = SepDot
		if c == clPause {
			m.sep = SepPause
		}
		return sc.comboMark(k, m)
	case clClose:
		m.style, m.number = StyleHalf, span(i, j+n)
		return j + n
	case clDash:
		if d, _ := at2(s, j+n); d == clDigit {
			return sc.multiMark(i, m, StyleHyphen)
		}
	case clSpace:
		if p, k := spacedSep(s, j); p != SepSpace {
			if d, _ := at2(s, k); d == clDigit && !dateAt(s, k) {
				return 0
			}
			m.sep = p
			return sc.comboMark(k, m)
		}
		if k := blank(s, j); startsFinding(s[k:]) || headingLine(s[k:]) {
			m.sep = SepSpace
			return k
		}
	case clPlain, clWord:
		if startsFinding(s[j:]) || !unitAt(s, j) && headingLine(s[j:]) {
			return j
		}
	}
	return 0
}

// shortLine reports whether the rest of the line is short and no sentence.
func shortLine(s string) bool {
	if k := strings.IndexByte(s, '\n'); k >= 0 {
		s = s[:k]
	}
	return len(s) <= 90 && !strings.Contains(s, "。") && !strings.Contains(s, "，")
}

// headingLine reports whether the rest of the line looks like a heading: it ends in
// 方面 or 问题.
func headingLine(s string) bool {
	if k := strings.IndexByte(s, '\n'); k >= 0 {
		s = s[:k]
	}
	if len(s) > 150 {
		return false
	}
	s = strings.TrimRight(s, " \r\u3000。：:")
	return strings.HasSuffix(s, "方面") || strings.HasSuffix(s, "问题")
}

// dateAt reports whether a date begins at i, so that the dot before it ends a list
// number: 2.2022年2月, 1.3月8日, 1、2022.2.5.
func dateAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	v, j, _ := number(s, i)
	if j == 0 || j >= len(s) {
		return false
	}
	switch rest := s[j:]; {
	case strings.HasPrefix(rest, "年"):
		return v >= 1949 && v <= 2099
	case v >= 1949 && v <= 2099 && j-i == len("2023") && (rest[0] == '.' || rest[0] == '-' || rest[0] == '/'):
		c, _ := at2(s, j+1)
		return c == clDigit
	case strings.HasPrefix(rest, "月"):
		_, k, _ := number(s, j+len("月"))
		return v >= 1 && v <= 12 && k > 0
	}
	return false
}

// comboMark goes on from "3." to "问题3:" if that follows: one mark, two numbers.
func (sc *scanner) comboMark(k int, m *mark) int {
	var p mark
	if j := sc.probMark(blank(sc.s, k), &p); j > 0 {
		m.style, m.sep, m.inner, m.value, m.number = StyleProb, p.sep, m.value, p.value, p.number
		return j
	}
	return k
}

// multiMark reads 1.1, 1.1.2 and 1-1. The value is that of the last number; the
// tree decides later whether the document really numbers so.
func (sc *scanner) multiMark(i int, m *mark, style Style) int {
	s := sc.s
	parts, j := 0, i
	want := clDot
	if style == StyleHyphen {
		want = clDash
	}
	for j < len(s) {
		v, k, _ := number(s, j)
		if k == 0 || v > 99 {
			return 0
		}
		m.value = v
		parts++
		j = k
		c, n := at2(s, j)
		if c != want {
			break
		}
		if d, _ := at2(s, j+n); d != clDigit {
			j += n
			m.sep = SepDot
			break
		}
		j += n
	}
	if parts < 2 || parts > 4 {
		return 0
	}
	m.style, m.number = style, span(i, j)
	if style == StyleMulti && parts > 2 {
		m.style = StyleMulti3
	}
	if m.sep == SepDot {
		_, n := runeBefore(s, j)
		m.number.End -= int32(n)
	}
	if p, k := sep(s, j); p == SepPause || p == SepSpace || p == SepDot && m.sep == SepNone {
		m.sep, j = p, k
	}
	j = blank(s, j)
	if r, _ := runeAt(s, j); !zh.IsHan(r) && r != '“' && r != '《' && !dateAt(s, j) || m.sep == SepNone && unitAt(s, j) {
		return 0
	}
	return j
}

// unitAt reports whether a unit of measure stands at i, so that a number before
// it is a quantity and no heading: 3.5万元.
func unitAt(s string, i int) bool {
	r, _ := runeAt(s, i)
	return r < 0xFFFF && unitFirst[uint16(r)] != 0 && !startsFinding(s[i:]) || r == '万' || r == '亿' || r == '%'
}

// circleMark reads ①, ⑴, ㈠ and ⒈.
func (sc *scanner) circleMark(i int, m *mark) int {
	r, n := runeAt(sc.s, i)
	m.number = span(i, i+n)
	switch {
	case r >= '①' && r <= '⑳':
		m.style, m.value = StyleCircle, r-'①'+1
	case r >= '❶' && r <= '❿':
		m.style, m.value = StyleCircle, r-'❶'+1
	case r >= '㊀' && r <= '㊉':
		m.style, m.value = StyleCircle, r-'㊀'+1
	case r >= '⑴' && r <= '⒇':
		m.style, m.value = StyleArab, r-'⑴'+1
	case r >= '㈠' && r <= '㈩':
		m.style, m.value = StyleParen, r-'㈠'+1
	default:
		m.style, m.value, m.sep = StyleDot, r-'⒈'+1, SepDot
	}
	if p, j := sep(sc.s, i+n); p == SepPause || p == SepDot {
		m.sep = p
		return j
	}
	return i + n
}

// probWords open headings like 问题1: and 反馈问题（一）.
var probWords = newWords("问题", "反馈问题", "具体问题", "主要问题", "整改问题", "整改事项", "事项", "任务", "存在问题", "发现问题", "巡察反馈问题", "反馈意见", "整改意见", "反馈")

// probMark reads 问题1. 问题一、 问题(3): 反馈问题2 反馈3: and 【问题1】.
func (sc *scanner) probMark(i int, m *mark) int {
	s, open := sc.s, i
	if strings.HasPrefix(s[i:], "【") {
		i += len("【")
	}
	w, id := probWords.at(s, i)
	if id < 0 {
		return 0
	}
	j := blank(s, i+len(w))
	if j >= len(s) {
		return 0
	}
	v, k := probNumber(s, j)
	if k == 0 || v == 0 || v > 999 {
		return 0
	}
	m.style, m.value, m.number = StyleProb, v, span(i, k)
	if open != i {
		if !strings.HasPrefix(s[k:], "】") {
			return 0
		}
		m.number = span(open, k+len("】"))
		k += len("】")
	}
	m.sep, k = sep(s, k)
	if w == "反馈" && m.sep != SepColon {
		return 0 // 反馈3个问题
	}
	if m.sep == SepNone && open == i {
		if r, _ := runeAt(s, k); r == '个' || r == '项' || r == '条' || !startsFinding(s[k:]) && r != 0 && r != '\n' {
			return 0 // 问题3个
		}
	}
	return k
}

// probNumber reads 1, 一, (1) or （一） at j.
func probNumber(s string, j int) (v int32, k int) {
	c, n := at(s, j)
	if c != clOpen {
		v, k, _ = number(s, j)
		return v, k
	}
	if j+n >= len(s) {
		return 0, 0
	}
	if v, k, _ = number(s, j+n); k > 0 {
		if c, n := at2(s, k); c == clClose {
			return v, k + n
		}
	}
	return 0, 0
}

// partMark reads 第一部分, 第二章, 第1条, 第一个问题: and 第一个方面:.
func (sc *scanner) partMark(i int, m *mark) int {
	s := sc.s
	if !strings.HasPrefix(s[i:], "第") {
		return 0
	}
	v, j, _ := number(s, i+len("第"))
	if j == 0 || v == 0 {
		return 0
	}
	for _, w := range [...]string{"条", "项"} {
		if k := j + len(w); strings.HasPrefix(s[j:], w) {
			p, e := sep(s, k)
			if p == SepNone && !shortLine(s[k:]) || e >= len(s) || s[e] == '\n' {
				return 0
			}
			m.style, m.value, m.number, m.sep = StyleArticle, v, span(i, k), p
			return e
		}
	}
	if k := j + len("个问题"); strings.HasPrefix(s[j:], "个问题") {
		p, e := sep(s, k)
		if p != SepColon && p != SepPause {
			return 0 // 第一个问题已整改
		}
		m.style, m.value, m.number, m.sep = StyleProb, v, span(i, k), p
		return e
	}
	if k := aspectWords.end(s, j); k > 0 {
		p, e := sep(s, k)
		if p != SepColon && p != SepPause && p != SepSpace || e >= len(s) || s[e] == '\n' {
			return 0 // 第一方面的问题
		}
		m.style, m.value, m.number, m.sep = StyleParen, v, span(i, k), p
		return e
	}
	for _, w := range [...]string{"部分", "章"} {
		if !strings.HasPrefix(s[j:], w) {
			continue
		}
		k := j + len(w)
		c, n := at2(s, k)
		if c == clPlain && shortLine(s[k:]) { // a space was lost
			m.style, m.value, m.number = StylePart, v, span(i, k)
			return k
		}
		switch c {
		case clSpace, clNewline, clPause, clColon:
			m.style, m.value, m.number = StylePart, v, span(i, k)
			if c == clNewline {
				n = 0
			}
			return k + n
		}
	}
	return 0
}

// aspectWords make a heading of aspects out of 第一: 第一方面: 第二个方面: 第三类问题:.
var aspectWords = newWords("方面", "个方面", "类问题", "类")

// findingWords begin the heading of a finding.
var findingWords = newWords("关于", "针对", "对于", "反馈问题", "反馈", "聚焦", "存在", "在“", "对“", "对照", "贯彻", "落实", "执行", "履行")

// startsFinding reports whether s begins like the heading of a finding.
func startsFinding(s string) bool { return findingWords.starts(s) }
