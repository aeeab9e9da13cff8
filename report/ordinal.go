package report

import (
	"strings"

	"zhenggai/zh"
)

// ordinal reads the ordinal that stands at i, where a clause begins: 一是, 第一,
// 其一, 首先. It adds a mark and returns the offset behind it, or 0.
func (sc *scanner) ordinal(i int) int {
	if i != sc.bound || sc.parens > 0 || sc.quotes > 0 && sc.quoted(i) {
		return 0
	}
	s := sc.s
	var m mark
	j := 0
	switch c, _ := at(s, i); c {
	case clHan:
		v, k, _ := number(s, i)
		if k == 0 || v == 0 || v > 30 {
			return 0
		}
		switch {
		case strings.HasPrefix(s[k:], "是"):
			m.family, j = famIs, k+len("是")
			if c, _ := at2(s, j); c == clHan {
				return 0 // 一是一、二是二
			}
		case strings.HasPrefix(s[k:], "要"):
			m.family, j = famMust, k+len("要")
		default:
			return 0
		}
		m.value, m.number = v, span(i, j)
	case clWord:
		j = sc.wordOrdinal(i, &m)
	}
	if j == 0 {
		return 0
	}
	n := len(sc.lines) - 1
	m.line, m.style, m.weak, m.inline = int32(n), StyleOrd, !sc.strong, i > int(sc.lines[n].span.Start)
	m.span = span(i, j)
	if p, k := sep(s, j); p == SepComma || p == SepPause || p == SepColon || p == SepSpace {
		m.sep, m.span.End, j = p, int32(k), k
	}
	sc.marks = append(sc.marks, m)
	sc.bound, sc.clause, sc.strong = j, j, true
	return j
}

// wordOrdinal reads 第一, 其一, 首先, 其次, 再次, 最后 with the comma they need.
func (sc *scanner) wordOrdinal(i int, m *mark) int {
	s := sc.s
	for v, w := range [...]string{"首先", "其次", "再次", "最后"} {
		if strings.HasPrefix(s[i:], w) {
			j := i + len(w)
			if c, _ := at2(s, j); c != clComma && c != clPause && c != clColon {
				return 0
			}
			m.family, m.value, m.number = famFirst, int32(v+1), span(i, j)
			return j
		}
	}
	f := famNth
	switch {
	case strings.HasPrefix(s[i:], "第"):
	case strings.HasPrefix(s[i:], "其"):
		f = famItem
	default:
		return 0
	}
	v, j, han := number(s, i+len("第"))
	if j == 0 || v == 0 || v > 30 || !han {
		return 0
	}
	if c, _ := at2(s, j); c != clComma && c != clPause && c != clColon {
		return 0
	}
	m.family, m.value, m.number = f, v, span(i, j)
	return j
}

// circle reads ① or ⑴ inside a line.
func (sc *scanner) circle(i, n int) int {
	if sc.quotes > 0 && sc.quoted(i) {
		return i + n
	}
	m := mark{line: int32(len(sc.lines) - 1), inline: true, family: famCircle}
	j := sc.circleMark(i, &m)
	if m.style != StyleCircle {
		m.family = famParen
	}
	sc.addInline(m, i, j)
	return j
}

// parenList reads (1) inside a line, where a clause begins; 0 if it is text.
func (sc *scanner) parenList(i, n int) int {
	if i != sc.bound || !sc.strong || sc.parens > 0 || sc.quotes > 0 && sc.quoted(i) {
		return 0
	}
	m := mark{line: int32(len(sc.lines) - 1), inline: true, family: famParen}
	j := sc.parenMark(i, &m)
	if j == 0 || m.value > 99 {
		return 0
	}
	sc.addInline(m, i, j)
	return j
}

// digitList reads 1. or 1、 inside a line, where a clause begins; 0 if it is text.
func (sc *scanner) digitList(i int) int {
	if i != sc.bound || !sc.strong || sc.parens > 0 || sc.quotes > 0 && sc.quoted(i) {
		return 0
	}
	m := mark{line: int32(len(sc.lines) - 1), inline: true, family: famDigits}
	j := sc.digitMark(i, &m)
	if j == 0 || m.value > 30 || m.style != StyleDot && m.style != StyleHalf && m.style != StyleProb {
		return 0
	}
	if c, _ := at2(sc.s, j); c == clDigit && !dateAt(sc.s, j) || c == clNewline {
		return 0
	}
	sc.addInline(m, i, j)
	return j
}

func (sc *scanner) addInline(m mark, i, j int) {
	m.span = span(i, j)
	sc.marks = append(sc.marks, m)
	sc.odd = true // the bracket of 1) has no partner
	sc.bound, sc.clause, sc.strong = blank(sc.s, j), j, true
}

// label reads the label that ends with the colon at i; 0 if the words before
// the colon are none.
func (sc *scanner) label(i, n int) int {
	from := sc.bound
	if start := int(sc.lines[len(sc.lines)-1].span.Start); from == start+len("“") && strings.HasPrefix(sc.s[start:], "“") {
		from = start // “回头看”发现：
	}
	if i <= from || i-from > longestLabel+len("主要如下") {
		return 0
	}
	if addressWords.starts(sc.s[from:i]) {
		sc.address(i + n)
		return 0
	}
	kind := labelOf(sc.s[from:i])
	opens := from == int(sc.lines[len(sc.lines)-1].span.Start) || from == sc.ornamented
	if kind == LabelNone && opens {
		kind = likeLabel(sc.s[from:i])
	}
	if kind == LabelNone || !sc.strong && !opens && (kind < LabelEffect || sc.parens == 0) {
		return 0
	}
	sc.addLabel(from, i+n, kind)
	return sc.bound
}

// labelLine makes a label of line l if it is nothing but the words of one, without
// a colon: 整改落实情况.
func (sc *scanner) labelLine(l *line) {
	if l.span.Empty() || l.span.Len() > longestLabel {
		return
	}
	if kind := labelOf(l.span.In(sc.s)); kind != LabelNone && kind != LabelFinding && kind != LabelNote {
		m := mark{line: int32(len(sc.lines) - 1), style: StyleLabel, kind: kind, span: l.span}
		sc.marks = append(sc.marks, m)
	}
}

// bullet reads ●, ◆, —— or - at i, where a line begins: an ordinal without a number.
func (sc *scanner) bullet(i int, n int32) int {
	s := sc.s
	r, size := runeAt(s, i)
	if strings.HasPrefix(s[i:], "——") {
		r, size = '●', len("——") // ——改造换热站23座
	}
	if !bullets.has(r) || r == '-' && i+1 < len(s) && s[i+1] == '-' {
		return i
	}
	j := blank(s, i+size)
	if c, _ := at2(s, j); c == clNewline || c == clDash || c == clDigit && r < 0x2500 && !dateAt(s, j) {
		return i
	}
	if k := sc.behindBullet(i, j, n); k > 0 {
		return k
	}
	sc.marks = append(sc.marks, mark{line: n, style: StyleOrd, family: famBullet, span: span(i, j), number: span(i, i)})
	sc.bound, sc.clause, sc.strong = j, j, true
	return j
}

// behindBullet reads the heading or label that stands at j behind the bullet at i:
// ◆一、…, ◆反馈问题：…. The bullet is its ornament then. It returns 0 if there is none.
func (sc *scanner) behindBullet(i, j int, n int32) int {
	var m mark
	if r, _ := runeAt(sc.s, i); r != '-' && r != '－' && sc.markAt(j, &m) > 0 {
		k := sc.heading(j, n)
		sc.marks[len(sc.marks)-1].span.Start = int32(i)
		return k
	}
	for k := j; k < min(len(sc.s), j+longestLabel); {
		c, size := at(sc.s, k)
		if c == clColon || c == clNewline {
			if k == j || labelOf(sc.s[j:k]) == LabelNone && likeLabel(sc.s[j:k]) == LabelNone {
				return 0
			}
			sc.bound, sc.clause, sc.strong, sc.ornamented = j, j, true, j
			return j
		}
		k += size
	}
	return 0
}

var bullets = newRunes("●◆■★▲▪•○◇□☆※-－")

func (sc *scanner) addLabel(i, j int, kind LabelKind) {
	m := mark{line: int32(len(sc.lines) - 1), style: StyleLabel, kind: kind, span: span(i, j)}
	if i == sc.ornamented {
		m.span.Start = sc.lines[m.line].span.Start
	}
	m.inline = m.span.Start > sc.lines[m.line].span.Start
	if sc.parens > 0 && m.inline {
		if own := int(sc.lines[m.line].span.Start); sc.openP != own {
			m.aside = true
		} else if _, n := at(sc.s, own); own+n == i { // the bracket opens the line: labels of the point
			m.span.Start, m.inline, m.fenced = int32(own), false, true
		} else {
			m.fenced = true
		}
	}
	sc.marks = append(sc.marks, m)
	sc.breakAt(j, true)
}

// labelOf returns the kind of label that words are, or LabelNone.
func labelOf(words string) LabelKind {
	if k, ok := labelIndex[words]; ok {
		return k
	}
	for _, w := range [...]string{"如下", "为", "是", " "} {
		words = strings.TrimSuffix(words, w)
	}
	words = strings.TrimPrefix(words, "主要")
	bare := strings.TrimRight(words, "0123456789")
	kind := labelIndex[bare]
	if len(bare) < len(words) && kind == LabelFinding {
		return LabelNone // 反馈问题2: is a heading
	}
	return kind // 整改情况2: answers it
}

// labelParts are what unknown labels are made of. The first part that stands in one
// says its kind.
var labelParts = [...]struct {
	words string
	kind  LabelKind
}{
	{"下一步", LabelNext}, {"下步", LabelNext}, {"后续", LabelNext}, {"原因", LabelCause}, {"时限", LabelDue}, {"期限", LabelDue},
	{"责任领导", LabelLeader}, {"牵头领导", LabelLeader}, {"牵头人", LabelPerson}, {"负责人", LabelPerson}, {"承办人", LabelPerson}, {"责任科室", LabelDept}, {"责任部门", LabelDept}, {"责任单位", LabelDept}, {"责任人", LabelPerson},
	{"成效", LabelEffect}, {"效果", LabelEffect}, {"结果", LabelEffect}, {"状态", LabelEffect}, {"进度", LabelEffect}, {"完成情况", LabelEffect}, {"销号", LabelEffect},
	{"措施", LabelMeasures}, {"举措", LabelMeasures}, {"做法", LabelMeasures}, {"落实情况", LabelMeasures}, {"整改情况", LabelMeasures}, {"进展", LabelMeasures},
	{"目标", LabelGoal}, {"标准", LabelGoal}, {"问题表述", LabelFinding}, {"问题描述", LabelFinding}, {"问题表现", LabelFinding}, {"问题内容", LabelFinding}, {"反馈问题", LabelFinding}, {"存在问题", LabelFinding}, {"具体表现", LabelFinding}, {"反馈内容", LabelFinding},
}

// labelHeads begin the labels that are known by their parts.
var labelHeads = newWords("整改", "问题", "反馈", "工作", "责任", "下一步", "下步", "后续", "完成", "目前", "取得", "主要", "具体", "落实", "采取", "存在", "审计", "巡察", "巡视", "牵头", "办结", "销号", "原因", "成效", "进展", "推进", "当前", "阶段",
	"配合", "协办", "主办", "承办", "分管", "包保", "督办", "验收", "再", "本次", "本轮", "已", "现", "近期", "最新", "持续", "深化", "进一步", "继续", "复查", "核查", "核实", "督查", "检查", "调查", "回头看", "“回头看”")

// likeLabel returns the kind of label that words, which stand alone before a colon
// at the start of a line, are by their parts: 整改落实举措, 工作成效, 目前状态.
func likeLabel(words string) LabelKind {
	const longest = len("整改落实工作进展情况")
	if len(words) > longest || len(words) < len("工作成效") {
		return LabelNone
	}
	if formerly.starts(words) && labelOf(words[formerly.end(words, 0):]) != LabelNone {
		return LabelNote // 原整改情况: what was done then is no measure now
	}
	if !labelHeads.starts(words) || !allHan(quoteMarks.Replace(words)) {
		return LabelNone
	}
	for _, p := range labelParts {
		if strings.Contains(words, p.words) {
			return p.kind
		}
	}
	if foundEnds.ends(words) {
		return LabelFinding
	}
	return LabelNone
}

// foundEnds end the labels of what somebody found: 回头看发现.
var foundEnds = newEndings("发现", "查出", "指出")

// formerly begin the labels of what was reported before.
var formerly = newWords("原", "原来", "原先", "前期", "此前", "上次", "上轮", "上一轮", "首轮", "首次", "初次", "前次")

var quoteMarks = strings.NewReplacer("“", "", "”", "")

// allHan reports whether words are Chinese characters alone.
func allHan(words string) bool {
	for _, r := range words {
		if !zh.IsHan(r) {
			return false
		}
	}
	return true
}

// bracketLabel reads 【整改措施】; 0 if the brackets hold something else.
func (sc *scanner) bracketLabel(i, n int) int {
	end := strings.Index(sc.s[i:min(len(sc.s), i+n+longestLabel+6)], "】")
	if end < 0 || i != sc.bound {
		return 0
	}
	kind := labelOf(sc.s[i+n : i+end])
	if kind == LabelNone {
		return 0
	}
	j := i + end + len("】")
	if c, m := at2(sc.s, j); c == clColon {
		j += m
	}
	sc.addLabel(i, j, kind)
	return sc.bound
}
