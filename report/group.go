package report

import "strings"

// countedAspect reports whether t ends like 方面的3个问题.
func countedAspect(t string) bool {
	if !strings.HasSuffix(t, "问题") {
		return false
	}
	k := strings.LastIndex(t, "方面")
	if k < 0 {
		return false
	}
	t = strings.TrimSuffix(t[k+len("方面"):], "问题")
	for _, w := range [...]string{"存在的", "存在", "反馈的", "的", "共"} {
		t = strings.TrimPrefix(t, w)
	}
	_, j, _ := number(t, 0)
	return j > 0 && (t[j:] == "个" || t[j:] == "项" || t[j:] == "条" || t[j:] == "类" || t[j:] == "个具体" || t[j:] == "个主要")
}

// groupWords make up the titles of parts that hold findings by how far they are; the
// first of them say how far.
var groupWords = newWords("完成", "推进", "长期", "持续", "未", "尚", "正在", "立行立改", "限期", "分阶段", "阶段性", "部分", "销号", "办结", "到位",
	"已经", "已", "基本", "仍", "还", "需要", "需", "全部", "坚持", "整改", "落实", "解决", "取得", "成效", "进展", "中", "的", "和", "并", "、", "，", "巡察", "巡视", "反馈", "具体", "问题", "事项", "任务", "情况", "类", "集中", "期", "内", "有", "明显", "逐步", "短期", "中期", "以及", "及", "并长期", "后续")

const groupStates = 15 // how many of groupWords say how far

// GroupsByState reports whether the title of a part says that it holds findings by how
// far they are: 需长期坚持的事项.
func GroupsByState(title string) bool { return stateGroup(unbracket(title)) }

// stateGroup reports whether a title is made of nothing but such words:
// 取得阶段性成效并需长期坚持的问题.
func stateGroup(t string) bool {
	if len(t) > 90 || !strings.HasSuffix(t, "问题") && !strings.HasSuffix(t, "事项") && !strings.HasSuffix(t, "任务") && !strings.HasSuffix(t, "的") {
		return false
	}
	state := false
	for i := 0; i < len(t); {
		w, id := groupWords.at(t, i)
		if id < 0 {
			return false
		}
		state = state || id < groupStates
		i += len(w)
	}
	return state
}

// listed takes out of the body the branches that only list the findings which a
// later branch answers one by one: 二、反馈的主要问题, 三、整改落实情况.
func (g *grower) listed(in, roots []int32) {
	answered := false
	for r := len(roots) - 1; r >= 0; r-- {
		i := roots[r]
		if in[i] != 1 {
			continue
		}
		end := int32(len(g.items))
		if r+1 < len(roots) {
			end = roots[r+1]
		}
		title := g.items[i].title.In(g.s)
		switch {
		case strings.Contains(title, "整改"):
			answered = true
		case answered && strings.HasSuffix(title, "问题") && g.items[i].kids > 1 && g.onlyTitles(i+1, end):
			for k := i; k < end; k++ {
				in[k] = 0
			}
		}
	}
}

// onlyTitles reports whether items [i, end) are headings with nothing behind their
// titles.
func (g *grower) onlyTitles(i, end int32) bool {
	for ; i < end; i++ {
		it := &g.items[i]
		if !it.heading() || int(it.title.End)+len("。") < int(g.lines[it.line].span.End) {
			return false
		}
	}
	return true
}

// settles are what is done to the problems that a theme names.
var settles = newWords("解决", "整治", "破解", "化解", "纠治", "消除", "查摆")

// themes reports whether the upper of two levels names what is to be done and the
// lower one what was wrong: （一）加强政治建设 1.学习次数不足.
func (g *grower) themes(up, low *levelUse) bool {
	return up.n >= 2 && (up.fault+up.problem+up.opens)*3 <= up.n && (low.fault+low.problem)*4 >= low.n*3
}

// tabled makes aspects of the headings that end in 方面 and have rows of a table as
// their findings.
func (g *grower) tabled() {
	for i := range g.items {
		it := &g.items[i]
		if it.row == 0 || it.role != Point || it.parent == None {
			continue
		}
		if p := &g.items[it.parent]; p.role == Problem && p.cues&cueAspect != 0 && p.cues&(cueFocus|cueProblem) == 0 {
			p.role = Aspect
		}
	}
}
