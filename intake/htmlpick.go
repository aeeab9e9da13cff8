package intake

import (
	"strings"
	"unicode/utf8"
)

// weigh finds out of each line what it is, and adds it to the elements that it
// stands in.
func (pg *page) weigh(lines []htmlLine) {
	for i := range lines {
		l := &lines[i]
		l.start = strings.TrimFunc(l.sample, blank)
		l.head = beginsWithMarker(l.start)
		own := l.han - l.linkHan
		l.speaks = own >= 15 && l.speaks || l.head && own >= 4
		if phrase(l) {
			l.speaks = l.head
		}
	}
	total := int32(0)
	for i := range lines {
		total += lines[i].han - lines[i].linkHan
	}
	pg.tally(lines, false)
	// What a class calls navigation is none if it holds much of the page or
	// headed sentences: some sites call the column of the text "related".
	for i := range pg.nodes {
		n := &pg.nodes[i]
		if n.marks&furniture != 0 && (n.weight*10 > 3*total || n.heads > 0 && n.said > 1) {
			n.marks &^= furniture
		}
	}
	for i := 1; i < len(pg.nodes); i++ {
		n := &pg.nodes[i]
		n.marks |= pg.nodes[n.parent].marks & furniture
	}
	pg.tally(lines, true)
}

// tally counts the lines of each element; those in furniture count only if
// strict is false.
func (pg *page) tally(lines []htmlLine, strict bool) {
	for i := range pg.nodes {
		n := &pg.nodes[i]
		n.weight, n.said, n.heads, n.frame = 0, 0, 0, 0
	}
	for i := range lines {
		l := &lines[i]
		n := &pg.nodes[max(l.node, 0)]
		if n.marks&(furniture|framing) != 0 || l.link() || phrase(l) {
			n.frame++
		}
		if strict && n.marks&furniture != 0 {
			continue
		}
		n.weight += l.han - l.linkHan
		if l.speaks {
			n.said++
			if l.head {
				n.heads++
			}
		}
	}
	for i := len(pg.nodes) - 1; i > 0; i-- {
		n := &pg.nodes[i]
		p := &pg.nodes[n.parent]
		p.weight += n.weight
		p.said += n.said
		p.heads += n.heads
		p.frame += n.frame
	}
}

// container returns the tightest element that holds every line which reads like
// the report, widened as long as that adds nothing of the page around; it is the
// whole page if no line reads so.
func (pg *page) container() int32 {
	at := int32(0)
	if pg.nodes[0].said == 0 {
		return at
	}
	for next := at; next >= 0; {
		at, next = next, -1
		for c := pg.nodes[at].first; c >= 0; c = pg.nodes[c].next {
			if n := &pg.nodes[c]; !n.text && n.said == pg.nodes[at].said && n.marks&dataTable == 0 {
				next = c
			}
		}
	}
	for at > 0 && pg.nodes[pg.nodes[at].parent].frame == pg.nodes[at].frame {
		at = pg.nodes[at].parent
	}
	return at
}

// around is how many lines directly before and behind the container are kept:
// the title, the source and the date stand there, and sometimes the signature.
const (
	aroundBefore = 8
	aroundBehind = 6
)

// keep decides which lines are text. Within the container all are but furniture;
// directly around it the lines that are neither links nor furniture.
func keep(pg *page, w *lineWalk) {
	lines := w.lines
	c := pg.container()
	inside := pg.below(c)
	for i := range w.hidden {
		w.hidden[i].inside = inside[w.hidden[i].node]
	}
	first, last := -1, -1
	for i := range lines {
		if inside[max(lines[i].node, 0)] {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return
	}
	from, to := bodyRange(lines, first, last)
	for i := first; i <= last; i++ {
		l := &lines[i]
		in := inside[max(l.node, 0)]
		core := i >= from && i <= to
		l.keep = in && pg.nodes[max(l.node, 0)].marks&furniture == 0 && (core || !phrase(l)) && !linkRun(lines, i)
		if l.speaks && in && pg.nodes[max(l.node, 0)].marks&furniture == 0 {
			l.keep = true
		}
	}
	if !titleWithin(pg, lines[first:last+1]) {
		pg.keepBefore(lines[:first])
	}
	pg.keepBehind(lines, last+1)
}

// keepBehind keeps the lines that follow on the container, up to the first link
// that is no attachment; a caption that belongs to the links goes with them.
func (pg *page) keepBehind(lines []htmlLine, from int) {
	for i, n := from, 0; i < len(lines) && n < aroundBehind; i++ {
		l := &lines[i]
		if l.link() && !strings.HasPrefix(l.start, "附件") {
			if i > from && caption(&lines[i-1]) {
				lines[i-1].keep = false
			}
			return
		}
		if pg.outside(l) {
			return
		}
		l.keep = !phrase(l)
		n++
	}
}

// caption reports whether a line reads like the heading of a list of links.
func caption(l *htmlLine) bool {
	if l.han > 8 {
		return false
	}
	for _, w := range []string{"新闻", "信息", "推荐", "链接", "阅读", "热点", "公告", "专题", "栏目", "导航", "动态", "排行", "文章"} {
		if strings.Contains(l.start, w) {
			return true
		}
	}
	return false
}

// titleWithin reports whether the container's own first lines hold the title.
func titleWithin(pg *page, lines []htmlLine) bool {
	for i := range lines[:min(len(lines), 6)] {
		if l := &lines[i]; l.speaks {
			return false
		} else if l.keep && pg.isTitle(l) {
			return true
		}
	}
	return false
}

// keepBefore keeps the lines that lead up to the container, back to the title.
func (pg *page) keepBefore(lines []htmlLine) {
	for i, n := len(lines)-1, 0; i >= 0 && n < aroundBefore; i-- {
		l := &lines[i]
		if pg.outside(l) || phrase(l) || l.link() {
			continue
		}
		l.keep = true
		n++
		if pg.isTitle(l) {
			return
		}
	}
}

// isTitle reports whether a line is a heading of the page, or its very title.
func (pg *page) isTitle(l *htmlLine) bool {
	if l.han < 4 {
		return false
	}
	return pg.nodes[max(l.node, 0)].marks&titled != 0 ||
		strings.Contains(pg.title, strings.Join(strings.Fields(l.start), "")) && l.han >= 6
}

// outside reports whether a line stands in furniture or in the page's frame.
func (pg *page) outside(l *htmlLine) bool {
	m := pg.nodes[max(l.node, 0)].marks
	return m&furniture != 0 || m&framing != 0 && !pg.isTitle(l) && !dated(l.start)
}

// below returns which nodes are c or below it.
func (pg *page) below(c int32) []bool {
	in := make([]bool, len(pg.nodes))
	in[c] = true
	for i := int(c) + 1; i < len(in); i++ {
		in[i] = in[pg.nodes[i].parent]
	}
	return in
}

// bodyRange returns the lines between the first and the last heading: there no
// line is taken for furniture by its words alone.
func bodyRange(lines []htmlLine, first, last int) (from, to int) {
	from, to = len(lines), -1
	for i := first; i <= last; i++ {
		if lines[i].head {
			from, to = min(from, i), i
		}
	}
	return from, to
}

// link reports whether a line is nearly all link.
func (l *htmlLine) link() bool { return l.han > 0 && l.linkHan*5 >= l.han*4 }

// linkRun reports whether line i is one of three or more links in a row.
func linkRun(lines []htmlLine, i int) bool {
	from, to := i, i
	for from > 0 && i-from < 3 && lines[from-1].link() {
		from--
	}
	for to+1 < len(lines) && to-i < 3 && lines[to+1].link() {
		to++
	}
	return lines[i].link() && to-from >= 2
}

// phrases are the words of lines that stand around a report on every portal.
var (
	phraseStarts = []string{"主办单位", "主办：", "承办", "版权所有", "上一篇", "下一篇", "上一条", "下一条", "当前位置", "您的位置", "您当前", "您现在的位置",
		"分享到", "分享：", "分享", "字号", "字体", "【字体", "【字号", "打印", "【打印", "关闭", "【关闭", "扫一扫", "技术支持", "网站地图", "设为首页", "加入收藏",
		"相关链接", "相关阅读", "相关新闻", "相关文章", "友情链接", "推荐阅读", "热门", "返回顶部", "站内搜索", "用手机", "建议使用", "无障碍"}
	phraseParts = []string{"ICP备", "公网安备", "网站标识码", "Copyright", "版权所有", "All Rights"}
)

// phrase reports whether a line is furniture by its words.
func phrase(l *htmlLine) bool {
	if l.han > 60 {
		return false
	}
	for _, p := range phraseStarts {
		if rest, ok := strings.CutPrefix(l.start, p); ok && !strings.Contains(l.start, "整改") && !strings.HasPrefix(rest, "人") && !labelled(rest) {
			return true
		}
	}
	for _, p := range phraseParts {
		if strings.Contains(l.start, p) {
			return true
		}
	}
	return false
}

// labelled reports whether a line is a row of a form, whose first cell is a label:
// what stands behind it is another cell.
func labelled(rest string) bool {
	cell, _, ok := strings.Cut(rest, cellMark)
	return ok && utf8.RuneCountInString(cell) <= 6 && !strings.ContainsAny(cell, "：:|")
}

// dated reports whether a line tells when or by whom the page was published.
func dated(s string) bool {
	for _, p := range []string{"来源", "发布时间", "发布日期", "发布机构", "公开日期", "成文日期", "生成日期", "时间：", "日期：", "作者"} {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// beginsWithMarker reports whether a line begins like a heading: 一、 （一） (1)
// 1. 1、 ① 问题1 第一 一是.
func beginsWithMarker(s string) bool {
	s = strings.TrimPrefix(s, "问题")
	s = strings.TrimPrefix(s, "第")
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r >= '①' && r <= '⒛' || r >= '㈠' && r <= '㈩':
		return true
	case r == '（' || r == '(' || r == '【':
		rest := strings.TrimLeft(s[n:], "0123456789０１２３４５６７８９一二三四五六七八九十")
		c, _ := utf8.DecodeRuneInString(rest)
		return len(rest) < len(s[n:]) && (c == '）' || c == ')' || c == '】')
	}
	rest := strings.TrimLeft(s, "一二三四五六七八九十")
	if len(rest) < len(s) {
		c, _ := utf8.DecodeRuneInString(rest)
		return strings.ContainsRune("、．.：:是，", c)
	}
	rest = strings.TrimLeft(s, "0123456789０１２３４５６７８９")
	if d := len(s) - len(rest); d > 0 && d <= 3 {
		c, n := utf8.DecodeRuneInString(rest)
		after, _ := utf8.DecodeRuneInString(rest[n:])
		return strings.ContainsRune("、．.：:）)", c) && (after < '0' || after > '9')
	}
	return false
}
