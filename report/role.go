package report

import (
	"strings"

	"zhenggai/source"
)

// cues are what the wording of a heading says about its role.
type cues uint16

const (
	cueOpens    cues = 1 << iota // 关于 针对 对于 …
	cueProblem                   // ends in 问题
	cueAspect                    // ends in 方面, begins with 聚焦
	cueDefect                    // 不到位, 不够, 缺失 …
	cueAction                    // begins with a verb of doing
	cueWrapper                   // …整改情况, 主要问题: a part that holds findings
	cueUnit                      // ends like the name of a body
	cueAdvice                    // 意见建议
	cueLabel                     // has labels below
	cueClosing                   // 下一步, 巩固成效
	cueOrganize                  // 组织领导, 主要负责人组织落实: a part that tells how the work went
	cueState                     // 已完成整改的问题: findings by how far they are
	cueFocus                     // an aspect only because it begins with 聚焦
)

// defects end or fill the headings of findings that do not say 问题.
var defects = []string{"不到位", "不够", "不足", "不严", "不实", "不力", "不深", "不高", "不强", "不规范", "不健全", "不完善", "不彻底", "不及时", "不扎实", "不明显", "不充分", "不聚焦", "不精准", "不准", "不清", "不细", "不全", "不畅", "不多", "不紧", "不经", "缺失", "缺位", "缺乏", "薄弱", "滞后", "差距", "弱化", "淡化", "虚化", "松懈", "流于形式", "走过场", "走形式", "浮于表面", "偏差", "违规", "超标", "未按", "未能", "未严格", "没有", "较差", "较少", "不利", "不一致", "不匹配", "混乱", "敷衍", "应付", "缓慢", "欠缺", "宽松软", "重业务轻", "重建轻管", "不称职", "漏洞", "隐患", "风险", "短板", "乏力", "脱节", "松散", "混淆", "违反", "断档", "屡禁不止", "不便", "过快", "过高", "过低", "拖延", "拖沓", "粗放", "闲置", "挪用", "截留", "套取", "虚列", "冒领", "超范围", "超预算", "挤占", "挂账", "懒政", "怠政", "懈怠", "散漫", "随意", "空转", "悬空", "不规", "不牢", "不硬", "不优", "不佳", "不公开", "不透明", "不严格", "偏弱", "偏少", "偏低", "偏慢", "失职", "失察", "失管", "漏报", "瞒报", "错账"}

// actions begin the heading or the text of a measure.
var actions = newWords("制定", "印发", "组织", "召开", "开展", "完善", "建立", "修订", "加强", "强化", "严格", "落实", "健全", "出台", "明确", "规范", "推进", "深化", "提升", "提高", "督促", "责令", "清退", "追缴", "收回", "约谈", "对照", "及时", "立即", "认真", "进一步", "全面", "深入", "切实", "坚持", "聚焦", "压实", "优化", "举办", "实施", "安排", "邀请", "成立", "调整", "补充", "补齐", "整改", "督导", "统筹", "抓好", "抓实", "扎实", "突出", "细化", "梳理", "排查", "核查", "清理", "学习", "传达", "集中", "定期", "按照", "根据", "结合", "通过", "已", "高度重视", "提请", "指导", "配备", "增加", "拓宽", "畅通", "持续", "巩固", "扛", "狠抓", "紧盯", "把", "带头", "亲自", "牵头", "主动")

// measureTitle finds where the title of heading i ends and what it says.
func (g *grower) measureTitle(i int32) {
	it := &g.items[i]
	s := g.s
	start := blank(s, int(it.span.End))
	end := int(g.lines[it.line].span.End)
	stop := max(start, g.titleEnd(start, end, it.mark, true))
	if t := s[start:stop]; strings.HasPrefix(t, "【") && strings.HasSuffix(t, "】") {
		start, stop = start+len("【"), stop-len("】")
	}
	it.title = source.Span{Start: int32(start), End: int32(stop)}
	it.cues = cuesOf(s[start:stop])
	if it.style == StyleProb {
		it.cues |= cueProblem
	}
	if n := g.marks[it.mark].number; aspectNumbers.ends(n.In(s)) {
		it.cues |= cueAspect
	}
}

// aspectNumbers end the numbers that say themselves that they count aspects.
var aspectNumbers = newEndings("方面", "类问题", "类")

// titleEnd returns where the title that begins at start ends: at the first full
// stop outside quotes and brackets, before an ordinal or label of its line, or at
// the line end. first is false for headings that may hold full stops.
func (g *grower) titleEnd(start, end int, m int32, first bool) int {
	for k := int(m) + 1; k < len(g.marks) && g.marks[k].line == g.marks[m].line; k++ {
		if n := &g.marks[k]; !n.dead && int(n.span.Start) >= start {
			end = min(end, int(n.span.Start))
			break
		}
	}
	if k := int(g.marks[m].stop); first && k != 0 {
		if k > 0 && k < end {
			return k
		}
		return g.titleTrim(start, end)
	}
	depth := 0
	for k := start; k < end; {
		c, n := at(g.s, k)
		switch c {
		case clQuote, clTitle, clOpen:
			depth++
		case clQuoteEnd, clTitleEnd, clClose:
			depth = max(depth-1, 0)
		case clStop:
			if depth == 0 && (first || k+n >= end) {
				return k
			}
		}
		k += n
	}
	return g.titleTrim(start, end)
}

// titleTrim takes blanks and marks off the end of a title.
func (g *grower) titleTrim(start, stop int) int {
	for stop > start {
		r, n := runeBefore(g.s, stop)
		if c := classes[uint16(r)]; r > 0xFFFF || c != clSpace && c != clStop && c != clColon && c != clSemi && c != clComma && c != clOpen && (r == '-' || !bullets.has(r)) {
			break
		}
		stop -= n
	}
	return stop
}

// The wordings of titles that give a cue.
var (
	openWords    = newWords("关于", "针对", "对于", "反馈", "对", "存在")
	notOpen      = newWords("对照", "对标")
	problemEnds  = newEndings("问题", "问题的整改", "问题整改", "问题的整改情况", "问题整改情况", "问题的整改落实情况", "问题”")
	aspectEnds   = newEndings("方面", "方面的问题", "方面问题", "方面存在的问题", "方面”", "方面的整改", "方面的整改情况", "方面整改情况", "方面问题的整改情况", "方面问题整改情况", "方面反馈问题", "方面存在问题", "方面存在问题的整改情况", "方面存在的问题的整改情况", "方面存在问题整改情况", "方面问题的整改", "方面问题整改落实情况", "方面的问题整改情况")
	unitEnds     = newEndings("党组", "党委", "党支部", "党总支", "党工委", "局", "镇", "乡", "街道", "学校", "中学", "小学", "公司", "医院", "中心", "办公室", "委员会", "村", "社区")
	leadWords    = newWords("带头", "亲自", "牵头", "主动", "本人")
	defectTails  = newEndings("少", "慢", "差", "低", "弱", "乱", "虚", "空", "缓", "迟", "滥")
	closingHeads = newWords("巩固", "持续")
)

// filling are the words that give a cue wherever they stand in a title.
var filling, fillingCues = func() (*wordSet, []cues) {
	var words []string
	var is []cues
	add := func(c cues, list ...string) {
		for _, w := range list {
			words, is = append(words, w), append(is, c)
		}
	}
	for _, w := range defects {
		add(cueDefect, w)
	}
	add(cueAdvice, "建议", "整改要求")
	add(cueClosing, "下一步", "下步")
	add(cueOrganize, "第一责任人", "责任情况", "履职情况", "履行责任", "组织领导", "组织落实", "组织推进", "组织实施", "整改工作推进", "推进整改", "工作推进", "主要负责人", "书记", "总体情况", "基本情况", "整改工作开展", "工作部署", "整改责任", "主体责任情况")
	add(cueWrapper, "整改情况", "整改落实情况", "整改进展", "整改工作", "落实情况", "主要问题", "存在问题", "存在的问题", "反馈问题整改", "具体问题", "整改任务", "反馈问题的整改", "整改落实", "对照反馈问题", "反馈的问题", "发现的问题", "发现的主要", "审计查出", "审计发现", "重点问题", "反馈意见", "整改措施", "整改成效", "已完成整改的问题", "正在整改的问题", "持续整改的问题", "长期整改", "未完成整改", "对标对表", "问题整改")
	return newWords(words...), is
}()

// cuesOf reads the wording of a title.
func cuesOf(t string) (c cues) {
	t = unbracket(t)
	set := func(is bool, cue cues) {
		if is {
			c |= cue
		}
	}
	set(openWords.starts(t) && !notOpen.starts(t), cueOpens)
	weak := c != 0 && (strings.HasPrefix(t, "对") && !strings.HasPrefix(t, "对于") || strings.HasPrefix(t, "针对"))
	set(problemEnds.ends(t), cueProblem)
	set(aspectEnds.ends(t) || countedAspect(t) || strings.HasPrefix(t, "在") && strings.Contains(t, "方面"), cueAspect)
	set(c&cueAspect == 0 && strings.HasPrefix(t, "聚焦"), cueAspect|cueFocus)
	for at, id, w := 0, 0, ""; ; at += len(w) {
		if w, id, at = filling.find(t, at); id < 0 {
			break
		}
		c |= fillingCues[id]
	}
	part := c&cueFocus != 0 && (strings.Contains(t, "整改") || strings.Contains(t, "反馈")) // 聚焦反馈问题，抓好整改落实
	if c&cueWrapper != 0 && (c&cueAspect != 0 && !part || !wrapperTitle(t)) {
		c &^= cueWrapper
	}
	set(defectTails.ends(t), cueDefect)
	if stateGroup(t) {
		c = c&^cueProblem | cueWrapper | cueState
	}
	if weak && c&(cueProblem|cueAspect|cueDefect) == 0 && !strings.Contains(t, "“") {
		c &^= cueOpens // 对24家单位开展…, 针对薄弱环节制定…: a measure
	}
	set(actions.starts(t), cueAction)
	if c&cueProblem != 0 && c&cueOpens == 0 && (c&cueAspect != 0 || actions.starts(t)) && settles.in(t) {
		c = c&^cueProblem | cueAspect // 强化理论武装，着力解决学习不深入的问题
	}
	if leadWords.starts(t) && c&cueDefect == 0 {
		c &^= cueProblem // 带头领办重点问题
	}
	set(c&(cueOpens|cueProblem) == 0 && len(t) <= 60 && unitEnds.ends(t), cueUnit)
	set(closingHeads.starts(t), cueClosing)
	return c
}

// unbracket takes one pair of brackets off the end of t: …问题(已完成).
func unbracket(t string) string {
	if !strings.HasSuffix(t, ")") && !strings.HasSuffix(t, "）") {
		return t
	}
	if i := max(strings.LastIndex(t, "("), strings.LastIndex(t, "（")); i > 0 {
		return t[:i]
	}
	return t
}

// endsLikeFinding reports whether t ends like the heading of a finding.
func endsLikeFinding(t string) bool {
	t = unbracket(t)
	return problemEnds.ends(t) || aspectEnds.ends(t) || defectEnds.ends(t)
}

var defectEnds = newEndings(defects...)

// wrapperTitle reports whether t, which holds a word for it, names a part of the
// report that holds findings rather than a finding.
func wrapperTitle(t string) bool {
	if strings.HasPrefix(t, "关于“") || strings.HasPrefix(t, "针对“") {
		return false
	}
	about := strings.HasPrefix(t, "关于") || strings.HasPrefix(t, "针对")
	return !about || strings.Contains(t, "反馈") || !strings.Contains(t, "问题")
}

// findingCue are the cues of which one makes a heading look like a finding.
const findingCue = cueOpens | cueProblem | cueAspect

// roles decides what each heading is. The body of the report is the branches
// with findings; in it the styles, from coarse to fine, are aspect, problem and
// point.
func (g *grower) roles() {
	g.labelCues()
	body := g.body()
	var use [styles]levelUse
	order := g.levels(body, &use)
	order = g.measureLevels(order, &use)
	g.assign(body, order, &use)
}

// labelCues marks the headings that have labels directly below: findings.
func (g *grower) labelCues() {
	for i := range g.items {
		it := &g.items[i]
		if it.style == StyleLabel && it.parent != None {
			switch k := g.marks[it.mark].kind; k {
			case LabelMeasures, LabelEffect, LabelFinding, LabelDue:
				g.items[it.parent].cues |= cueLabel
			}
		}
	}
}

// body scores the branches by their headings that look like findings and marks
// the items of those that are the body; it returns for each item whether it is
// in the body, in g.remap.
func (g *grower) body() []int32 {
	in := g.remap[:0]
	best := int32(0)
	var scores [64]int32
	var roots [64]int32
	n := 0
	root := -1
	for i := range g.items {
		it := &g.items[i]
		in = append(in, 0)
		if !it.heading() {
			continue
		}
		if it.parent == None && n < len(roots) {
			root = n
			roots[n] = int32(i)
			n++
		}
		if root < 0 {
			continue
		}
		if it.cues&(cueOpens|cueProblem|cueAspect|cueLabel) != 0 && it.cues&cueWrapper == 0 && it.under == LabelNone {
			scores[root] += 2
		} else if it.cues&cueDefect != 0 && it.cues&cueAction == 0 && it.under == LabelNone {
			scores[root]++
		}
	}
	flat := n > 0
	for r := 0; r < n; r++ {
		rt := &g.items[roots[r]]
		if rt.cues&cueAdvice != 0 || rt.cues&(cueClosing|cueOrganize) != 0 && rt.cues&(cueProblem|cueAspect) == 0 {
			scores[r] /= 8
		}
		best = max(best, scores[r])
		flat = flat && rt.kids == 0
	}
	for r := 0; r < n; r++ {
		end := int32(len(g.items))
		if r+1 < n {
			end = roots[r+1]
		}
		bar := best * 15 / 100
		if flat {
			bar = 0
		}
		if scores[r] > 0 && scores[r] >= bar || g.items[roots[r]].cues&(cueProblem|cueAspect) != 0 && g.items[roots[r]].cues&(cueAdvice|cueClosing) == 0 {
			for i := roots[r]; i < end; i++ {
				in[i] = 1
			}
		}
	}
	g.listed(in, roots[:n])
	g.between(in, roots[:n])
	g.remap = in
	return in
}

// between takes into the body the branches that stand among branches of it and are
// numbered alike, though their own wording says nothing: 5.违反规定列支会议费.
func (g *grower) between(in, roots []int32) {
	first, last := -1, -1
	for r, i := range roots {
		if in[i] == 1 && g.items[i].cues&cueWrapper == 0 {
			if first < 0 {
				first = r
			}
			last = r
		}
	}
	if first < 0 {
		return
	}
	style := g.items[roots[first]].style
	if style != StyleSec && style != StylePart { // no 一、 above: all that is numbered alike is alike
		first, last = -1, len(roots)
	}
	for r := first + 1; r < last; r++ {
		root := &g.items[roots[r]]
		if in[roots[r]] == 1 || root.style != style || root.cues&(cueOrganize|cueAdvice|cueClosing) != 0 || root.cues&cueWrapper != 0 && root.kids > 0 {
			continue
		}
		end := int32(len(g.items))
		if r+1 < len(roots) {
			end = roots[r+1]
		}
		for i := roots[r]; i < end; i++ {
			in[i] = 1
		}
	}
}

// A levelUse counts how a style is used in the body.
type levelUse struct {
	n, depth                        int
	opens, problem, aspect, finding int
	fault                           int // names a defect and nothing else
	entitled, wrapper               int
}

// levels returns the styles of the body's findings from coarse to fine. Headings
// that only wrap others, and headings below a label, are left out.
func (g *grower) levels(body []int32, use *[styles]levelUse) []Style {
	g.wrappers(body)
	for i := range g.items {
		it := &g.items[i]
		if body[i] != 1 || !it.heading() || it.under != LabelNone {
			continue
		}
		u := &use[it.style]
		u.n++
		u.depth += int(it.depth)
		count := func(c cues, to *int) {
			if it.cues&c != 0 {
				*to++
			}
		}
		count(cueOpens, &u.opens)
		count(cueProblem, &u.problem)
		count(cueAspect, &u.aspect)
		count(cueWrapper, &u.wrapper)
		if it.cues&cueDefect != 0 && it.cues&cueAction == 0 {
			u.fault++
		}
		if it.cues&(findingCue|cueLabel) != 0 || it.cues&cueDefect != 0 && g.entitled(int32(i)) {
			u.finding++
		}
		if it.cues&cueAction == 0 && it.cues&(findingCue|cueLabel|cueDefect) == 0 && g.entitled(int32(i)) {
			u.entitled++
		}
	}
	order := g.order[:0]
	for s := StylePart; s < StyleOrd; s++ {
		if use[s].n == 0 {
			continue
		}
		k := len(order)
		order = append(order, s)
		for ; k > 0 && use[order[k-1]].depth*use[s].n > use[s].depth*use[order[k-1]].n; k-- {
			order[k], order[k-1] = order[k-1], order[k]
		}
	}
	return order
}

// entitled reports whether heading i is a short title with words behind it, as
// findings are that name no defect: 重复发放补贴。追回…. A measure is a sentence.
func (g *grower) entitled(i int32) bool {
	it := &g.items[i]
	if it.title.Len() > 75 || it.title.Empty() {
		return false
	}
	for _, c := range []byte(it.title.In(g.s)) {
		if c >= '0' && c <= '9' {
			return false
		}
	}
	below := int(i)+1 < len(g.items) && g.items[i+1].parent == i
	return below || it.title.End+int32(len("。")) < g.lines[it.line].span.End
}

// wrappers marks with 2 the headings of the body that hold findings and are none:
// a part of the report, or a unit of a round.
func (g *grower) wrappers(body []int32) {
	units, roots := 0, 0
	var below [styles]struct{ units, all int } // headings that hold others, below the roots
	for i := range g.items {
		it := &g.items[i]
		unit := 0
		if it.cues&cueUnit != 0 {
			unit = 1
		}
		switch {
		case body[i] == 0 || !it.heading():
		case it.parent == None:
			roots++
			units += unit
		case it.kids > 0:
			below[it.style].all++
			below[it.style].units += unit
		}
	}
	g.out.Head.units = units >= 2 && units*2 >= roots
	for i := range g.items {
		it := &g.items[i]
		if body[i] == 0 || !it.heading() || it.kids == 0 {
			continue
		}
		switch {
		case it.parent == None && it.cues&cueUnit != 0 && g.out.Head.units:
			body[i] = 2
		case it.cues&cueWrapper != 0 && (it.parent == None || g.items[it.parent].style == StylePart || g.out.Head.units && body[it.parent] == 2):
			body[i] = 2
		case it.cues&cueState != 0 && it.parent != None && body[it.parent] == 2:
			body[i] = 2
		case it.cues&cueUnit != 0 && it.parent != None && body[it.parent] == 2 && below[it.style].units >= 2 && below[it.style].units*2 >= below[it.style].all:
			body[i], g.out.Head.units = 2, true
		case it.parent == None && roots == 1 && it.cues&(cueOpens|cueProblem|cueLabel) == 0 && (it.cues&cueAspect == 0 || it.cues&cueFocus != 0):
			body[i] = 2
		case it.style == StylePart && it.cues&cueAspect == 0:
			body[i] = 2
		}
	}
}

// measureLevels drops from order the finest styles that number measures: their
// headings say what was done and not what was wrong.
func (g *grower) measureLevels(order []Style, use *[styles]levelUse) []Style {
	for len(order) > 1 {
		last := order[len(order)-1]
		u := &use[last]
		measure := u.finding*100 < u.n*35 && u.entitled*2 < u.n
		if last == StyleCircle && u.finding*2 < u.n {
			measure = true
		}
		if g.out.Head.Kind == Feedback || !measure {
			break
		}
		order = order[:len(order)-1]
		use[last].n = -use[last].n
	}
	return order
}

// assign gives each heading its role.
func (g *grower) assign(body []int32, order []Style, use *[styles]levelUse) {
	var role [styles]Role
	for _, s := range order {
		role[s] = Section
	}
	switch n := len(order); {
	case n >= 3:
		role[order[n-3]], role[order[n-2]], role[order[n-1]] = Aspect, Problem, Point
	case n == 2:
		a, b := order[0], order[1]
		up, low := &use[a], &use[b]
		role[a], role[b] = Problem, Point
		if a != StyleProb && (up.aspect*2 > up.n || up.wrapper*2 > up.n && low.problem*2 > low.n || up.problem*2 <= up.n && low.problem*2 > low.n || b == StyleProb || g.themes(up, low)) {
			role[a], role[b] = Aspect, Problem
		}
	case n == 1:
		role[order[0]] = Problem
		if u := &use[order[0]]; u.aspect*2 > u.n && u.problem*2 <= u.n && g.rowed(order[0]) {
			role[order[0]] = Aspect
		}
	}
	for i := range g.items {
		it := &g.items[i]
		if !it.heading() {
			continue
		}
		switch {
		case body[i] != 1:
			it.role = Section
		case it.under == LabelMeasures || it.under == LabelEffect || use[it.style].n < 0:
			it.role = Measure
		case it.under != LabelNone:
			it.dead = true // numbers inside the text of a label
		default:
			it.role = role[it.style]
		}
	}
	g.lone()
	g.tabled()
	for i := range g.items {
		if it := &g.items[i]; it.heading() && body[i] == 1 && it.under == LabelNone && it.role != Measure {
			g.doubt(it)
		}
	}
}

// lone makes problems of the aspects of a branch in which none has a heading below
// it or says 方面: 三、需长期整改事项 (一)…滞后, where 二 has (一)…方面 1.…不到位.
func (g *grower) lone() {
	for i := range g.items {
		it := &g.items[i]
		if it.heading() && it.parent != None && (it.role == Problem || it.role == Point) {
			g.items[it.parent].holds = true
		}
	}
	for i := range g.items {
		if it := &g.items[i]; it.role == Aspect && it.heading() && it.parent != None && (it.holds || it.cues&cueAspect != 0) {
			g.items[it.parent].firm = true
		}
	}
	for i := range g.items {
		if it := &g.items[i]; it.role == Aspect && it.heading() && it.parent != None && !g.items[it.parent].firm {
			it.role = Problem
		}
	}
}

// rowed reports whether rows of tables of findings hang on headings of style s.
func (g *grower) rowed(s Style) bool {
	for i := range g.items {
		if it := &g.items[i]; it.row > 0 && it.role == Point && it.parent != None && g.items[it.parent].style == s {
			return true
		}
	}
	return false
}

// doubt lowers the confidence of a heading whose wording contradicts its role.
func (g *grower) doubt(it *item) {
	switch {
	case it.role == Problem && it.cues&cueAspect != 0 && it.cues&cueProblem == 0,
		it.role == Aspect && it.cues&cueProblem != 0 && it.cues&cueAspect == 0:
		it.conf = 70
	case it.cues&(findingCue|cueDefect|cueLabel) == 0 && it.role != Section:
		it.conf = 80
	}
}
