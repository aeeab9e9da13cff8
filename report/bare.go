package report

import (
	"slices"
	"strings"

	"zhenggai/source"
)

// A bareHeading is a line that heads a finding, or an aspect, without a number.
type bareHeading struct {
	line   int32
	stop   int32 // where its title ends inside the line; 0 for a line that is all title
	bullet int32 // the mark that opens the line, None if none does
	style  Style
}

// bareHeadings makes headings of the lines that head findings without a number, if
// a report has several: short lines before 整改情况:, and paragraphs that open with
// 针对“…”问题， below an aspect.
func (g *grower) bareHeadings() {
	var has [styles]bool
	for i := range g.marks {
		if m := &g.marks[i]; !m.inline {
			has[m.style] = true
		}
	}
	g.bareParts(&has)
	if has[StyleProb] || has[StyleArticle] {
		return // findings are numbered
	}
	g.bare = g.bare[:0]
	over, paragraphs, opened, holders, last := None, 0, 0, 0, None
	asked, holds := None, true
	for n := range g.lines {
		l := &g.lines[n]
		if l.span.Empty() || l.row > 0 {
			continue
		}
		if l.first != None && g.headed(int32(n)) {
			over = l.first
			continue
		}
		if over != asked {
			asked, holds = over, g.holdsBare(over)
		}
		if !holds {
			continue
		}
		if g.headLine(int32(n)) {
			g.bare = append(g.bare, bareHeading{line: int32(n), bullet: l.first, style: StyleProb})
			continue
		}
		if over == None || l.span.Len() < shortestParagraph {
			continue
		}
		paragraphs++
		if stop := g.openingClause(int32(n)); stop > 0 {
			g.bare = append(g.bare, bareHeading{line: int32(n), stop: stop, bullet: None, style: StyleProb})
			if opened++; over != last {
				holders++
				last = over
			}
		}
	}
	if opened*2 < holders*3 || opened*2 < paragraphs { // 针对…问题 here and there is no way of heading
		g.bare = slices.DeleteFunc(g.bare, func(b bareHeading) bool { return b.stop > 0 })
	}
	if len(g.bare) >= 2 {
		g.insertBare()
	}
}

// shortestParagraph is the length in bytes of a heading with words behind it.
const shortestParagraph = 75

// holdsBare reports whether headings without a number may stand below mark m: it is
// a part of the report or an aspect, not a finding.
func (g *grower) holdsBare(m int32) bool {
	if m == None {
		return true
	}
	k := &g.marks[m]
	if k.style == StyleSec || k.style == StylePart {
		return true
	}
	start := blank(g.s, int(k.span.End))
	end := int(g.lines[k.line].span.End)
	if start >= end || end-start > 240 {
		return false
	}
	return cuesOf(g.s[start:g.titleTrim(start, end)])&cueAspect != 0
}

// headLine reports whether line n is the heading of a finding: short and no
// sentence, with a label of the finding or, where its wording tells of a fault, its
// measures below.
func (g *grower) headLine(n int32) bool {
	l := &g.lines[n]
	words := strings.Trim(l.span.In(g.s), "：: ◆■★▲●○◇□☆※")
	if l.first != None && !g.onlyBullet(n) || l.span.Len() > 150 || strings.ContainsAny(words, "。；;：:│|") {
		return false
	}
	next := g.lineBehind(n)
	if int(next) >= len(g.lines) || g.lines[next].row > 0 || closeWords.starts(words) || contactLines.starts(words) || chromeLine(words) || g.titleAt(int(n)) > 0 {
		return false
	}
	if f := g.lines[next].first; f != None {
		m := &g.marks[f]
		if m.inline || m.span.Start != g.lines[next].span.Start {
			return false
		}
		switch {
		case m.style == StyleLabel:
			return m.kind == LabelMeasures || m.kind == LabelFinding || m.kind == LabelLeader || m.kind == LabelDept
		case m.style == StyleOrd:
			return m.value <= 1 && endsLikeFinding(words)
		}
		return false
	}
	below := g.lines[next].span
	return endsLikeFinding(words) && below.Len() >= shortestParagraph && strings.HasSuffix(below.In(g.s), "。") && !strings.Contains(words, "，")
}

// onlyBullet reports whether a bullet is all that marks line n.
func (g *grower) onlyBullet(n int32) bool {
	k := g.lines[n].first
	return g.marks[k].family == famBullet && (int(k)+1 == len(g.marks) || g.marks[k+1].line != n)
}

// lineBehind returns the next line behind n that has words, or len(g.lines).
func (g *grower) lineBehind(n int32) int32 {
	for n++; int(n) < len(g.lines) && g.lines[n].span.Empty(); {
		n++
	}
	return n
}

// bareParts makes headings of the lines without a number that name a unit, or an
// aspect, above numbered findings: 【上坪村党支部】, 作风建设方面. There are several, and
// each has a numbered heading, or a table, below.
func (g *grower) bareParts(has *[styles]bool) {
	g.bare = g.bare[:0]
	above := false // 一、 stands right below a part
	for n := range g.lines {
		l := &g.lines[n]
		if l.span.Empty() || l.row > 0 {
			continue
		}
		if l.first != None {
			continue
		}
		next := g.lineBehind(int32(n))
		if !g.partLine(l.span.In(g.s)) || int(next) >= len(g.lines) {
			continue
		}
		if below := &g.lines[next]; below.row == 0 {
			if below.first == None || !g.headed(next) {
				continue
			}
			above = above || g.marks[below.first].style == StyleSec
		}
		g.bare = append(g.bare, bareHeading{line: int32(n), bullet: None})
	}
	if len(g.bare) < 2 {
		return
	}
	style := StylePart
	switch {
	case above:
	case !has[StyleSec]:
		style = StyleSec
	case !has[StyleParen]:
		style = StyleParen
	}
	if has[style] {
		return
	}
	has[style] = true
	for i := range g.bare {
		g.bare[i].style = style
	}
	g.insertBare()
}

// partLine reports whether words, which are a line, name a unit or an aspect.
func (g *grower) partLine(words string) bool {
	if len(words) > 90 {
		return false
	}
	name := strings.TrimSuffix(strings.TrimPrefix(words, "【"), "】")
	return (unitEnds.ends(name) || aspectEnds.ends(name)) && !strings.ContainsAny(name, "。，；：,;:│|") && !chromeLine(name)
}

// openingClause returns where the clause 针对“…”问题 ends that line n opens with; 0 if
// it opens otherwise.
func (g *grower) openingClause(n int32) int32 {
	l := &g.lines[n]
	words := l.span.In(g.s)
	if !clauseWords.starts(words) || l.first != None && !g.marks[l.first].inline {
		return 0
	}
	const longest = 240
	depth := 0
	for k := 0; k < min(len(words), longest); {
		c, size := at(words, k)
		switch c {
		case clQuote, clTitle, clOpen:
			depth++
		case clQuoteEnd, clTitleEnd, clClose:
			depth = max(depth-1, 0)
		case clComma, clColon, clStop, clSemi:
			if depth > 0 {
				break
			}
			t := words[:k]
			if problemEnds.ends(t) && !generalWords.in(t) && k+size < len(words) {
				return l.span.Start + int32(k)
			}
			if c != clComma {
				return 0
			}
		}
		k += size
	}
	return 0
}

// clauseWords open a paragraph that says first which finding it answers;
// generalWords say that it answers none in particular.
var (
	clauseWords  = newWords("针对", "关于", "对于", "对照", "围绕")
	generalWords = newWords("上述", "以上", "反馈", "巡察组", "巡视组", "这些", "该问题", "共性", "各类", "个性")
)

// insertBare puts a mark for each heading in g.bare among the marks.
func (g *grower) insertBare() {
	add := len(g.bare)
	old := len(g.marks)
	g.marks = append(g.marks, make([]mark, add)...)
	k := old - 1
	for b := add - 1; b >= 0; b-- {
		h := &g.bare[b]
		for ; k >= 0 && g.marks[k].line >= h.line; k-- {
			g.marks[k+b+1] = g.marks[k]
		}
		start := g.lines[h.line].span.Start
		none := source.Span{Start: start, End: start}
		own := none
		if h.bullet != None {
			bullet := &g.marks[k+b+2] // it has moved; it is the heading's now
			own, bullet.dead = bullet.span, true
		}
		g.marks[k+b+1] = mark{span: own, number: none, value: int32(b + 1), line: h.line, stop: h.stop, style: h.style}
	}
	for n := range g.lines {
		g.lines[n].first = None
	}
	for i := len(g.marks) - 1; i >= 0; i-- {
		g.lines[g.marks[i].line].first = int32(i)
	}
}

// outerFindings parts the two levels of a report that numbers both with words:
// 反馈意见（一）： above 具体问题1：. The word that comes first is the upper one.
func (g *grower) outerFindings() {
	outer, inner := -1, -1
	var count [2]int
	for i := range g.marks {
		m := &g.marks[i]
		if m.style == StyleArticle {
			return
		}
		if m.inline || m.style != StyleProb || m.number.Empty() {
			continue
		}
		switch id := g.findingWord(m); {
		case outer < 0:
			outer, count[0] = id, 1
		case id == outer:
			count[0]++
		case inner < 0 || id == inner:
			inner = id
			count[1]++
		default:
			return
		}
	}
	if count[0] < 2 || count[1] < count[0] {
		return
	}
	for i := range g.marks {
		if m := &g.marks[i]; m.style == StyleProb && !m.number.Empty() && g.findingWord(m) == outer {
			m.style = StyleArticle
		}
	}
}

// findingWord returns which word opens the number of m: 问题1, 反馈意见（一）.
func (g *grower) findingWord(m *mark) int {
	_, id := probWords.at(strings.TrimPrefix(m.number.In(g.s), "【"), 0)
	return id
}

// closingPart finds the line behind all findings where the report begins to close
// without a heading: 下一步，我局将继续…. What is counted from there on are no measures.
func (g *grower) closingPart() {
	g.closing = int32(len(g.lines))
	last := int32(-1)
	for i := len(g.marks) - 1; i >= 0 && last < 0; i-- {
		if m := &g.marks[i]; !m.dead && !m.inline || g.lines[m.line].row > 0 {
			last = m.line
		}
	}
	if last < 0 {
		return
	}
	for n := last + 1; int(n) < len(g.lines); n++ {
		if closingVow(g.lines[n].span.In(g.s)) {
			g.closing = n
			break
		}
	}
	for i := len(g.marks) - 1; i >= 0 && g.marks[i].line >= g.closing; i-- {
		g.marks[i].dead = true
	}
}

// closingVow reports whether a paragraph tells what the unit will do from now on:
// 下一步，…, 局党组将继续….
func closingVow(words string) bool {
	if vowHeads.starts(words) {
		return true
	}
	const subject = len("中共云川市某某委员会党组织和各支部")
	k := strings.Index(words[:min(len(words), subject)], "将")
	return k > 0 && !strings.ContainsAny(words[:k], "，。；：、,;:0123456789") && vowVerbs.starts(words[k+len("将"):])
}

var (
	vowHeads = newWords("下一步", "下步", "今后", "接下来", "下阶段", "下一阶段", "总之", "虽然整改", "虽然我")
	vowVerbs = newWords("继续", "持续", "坚持", "坚决", "始终", "以", "进一步", "认真", "严格", "深入", "切实", "全面", "把", "按照", "不断", "着力", "牢牢", "结合", "紧扣", "紧盯", "紧紧", "强化", "巩固", "扎实", "一如既往", "举一反三")
)
