package report

import (
	"strings"

	"zhenggai/zh"
)

// A progress is the state that a number of problems or tasks is in.
type progress uint8

const (
	progressNone progress = iota
	progressDone
	progressPartial
	progressDoing
	progressOpen
)

// progressWords stand directly before the number, longer ones before those they
// end in.
var progressWords = [...]struct {
	words string
	is    progress
}{
	{"未完成整改", progressOpen}, {"未完成", progressOpen}, {"未整改到位", progressOpen}, {"未整改", progressOpen}, {"未办结", progressOpen}, {"未销号", progressOpen}, {"未启动", progressOpen}, {"未解决", progressOpen},
	{"基本完成整改", progressPartial}, {"基本整改完成", progressPartial}, {"基本完成", progressPartial}, {"基本整改到位", progressPartial}, {"部分完成", progressPartial}, {"基本办结", progressPartial}, {"阶段性完成", progressPartial},
	{"推进", progressDoing}, {"正在整改", progressDoing}, {"整改中", progressDoing}, {"推进中", progressDoing}, {"持续整改", progressDoing}, {"长期坚持", progressDoing}, {"长期整改", progressDoing}, {"正在办理", progressDoing},
	{"完成整改", progressDone}, {"整改完成", progressDone}, {"整改到位", progressDone}, {"完成", progressDone}, {"办结", progressDone}, {"销号", progressDone}, {"整改销号", progressDone},
}

// handled are the verbs that may stand behind 已: 已核查2880人.
var handled = [...]string{"完成", "整改", "办结", "销号", "修复", "清理", "核查", "处理", "处置", "整治", "解决", "落实", "追回", "追缴", "清退", "归还", "收回", "上缴", "退回", "退还", "补办", "办理", "兑现", "拆除", "验收", "核实", "化解", "采纳", "答复", "回复", "补缴", "补交", "完工", "销账", "整合"}

// progressOf reads the state that words say, and what they call it.
func progressOf(words string) (progress, bool) {
	if len(words) < 6 {
		return progressNone, false
	}
	switch words[len(words)-3:] {
	case "改", "成", "位", "结", "号", "动", "决", "进", "中", "持", "理":
		for k := range progressWords {
			if w := &progressWords[k]; strings.HasSuffix(words, w.words) {
				return w.is, w.is == progressDone && strings.HasSuffix(words[:len(words)-len(w.words)], "已")
			}
		}
	}
	t := words
	for _, w := range [...]string{"其中", "目前", "现"} {
		t = strings.TrimPrefix(t, w)
	}
	if strings.HasPrefix(t, "正在") && len(t) <= 24 {
		return progressDoing, false
	}
	k := len(t) - 6
	for ; k >= 0 && len(t)-k <= 24 && t[k:k+3] != "已"; k -= 3 {
	}
	if k < 0 || len(t)-k > 24 {
		return progressNone, false
	}
	t = strings.TrimPrefix(t[k+len("已"):], "全部")
	for _, w := range handled {
		if strings.HasPrefix(t, w) {
			return progressDone, true
		}
	}
	return progressNone, false
}

// state reads N个问题,已完成a,基本完成b,正在c where quantity i is the first of
// a, b, c.
func (r *relater) state(i int, l *lead) {
	p, sure := progressOf(l.words)
	if p == progressNone {
		r.share(i, l)
		return
	}
	total := r.stateTotal(i, l)
	if total < 0 {
		return
	}
	t := State{Total: int32(total), Done: None, Partial: None, Doing: None, Open: None, Rate: None}
	conf := uint8(90)
	if !sure && l.sep == clPlain || l.sep == clStop {
		conf = 70
	}
	t.put(p, int32(i), &conf)
	last := i
	for k := i + 1; k < len(r.q) && k <= i+8; k++ {
		if r.names(k) {
			continue
		}
		n := r.lead(k)
		if n.prev != last || n.sep != clComma && n.sep != clPause && n.sep != clSemi || n.start-r.noun(last, 30) > 3 {
			break
		}
		if r.q[k].Unit == Percent {
			if t.Rate != None || !r.rate(&n, i) {
				break
			}
			t.Rate, last = int32(k), k
			continue
		}
		if !r.same(k, total) {
			break
		}
		p, _ := progressOf(n.words)
		if p == progressNone {
			if t.Doing != None || t.Open != None || t.Partial != None || n.sep == clPause {
				conf = min(conf, 60) // the same kind of thing, in a state that is not known
			}
			break
		}
		t.put(p, int32(k), &conf)
		last = k
	}
	t.Fact = r.fact(int(r.q[total].Start), int(r.q[last].End), total, conf)
	r.o.States = append(r.o.States, t)
	r.lastState = last + 1
}

// share reads N所学校,已开放n所,开放率p where quantity i is n: whatever the verb is,
// if the rate repeats it and nothing else in the sentence could be its base.
func (r *relater) share(i int, l *lead) {
	if i+1 >= len(r.q) || r.q[i+1].Unit != Percent || len(l.words) < 6 {
		return
	}
	n := r.lead(i + 1)
	stem := rateStem(n.words)
	if n.prev != i || n.sep != clComma && n.sep != clPause && n.sep != clSemi || n.start-r.noun(i, 30) > 3 || stem == "" || !strings.HasSuffix(l.words, stem) {
		return
	}
	switch before := strings.TrimSuffix(l.words, stem); {
	case before == "":
	case zh.EndsAny(before, "不", "未", "没", "没有", "无", "非", "难", "每", "率", "拟", "应", "计划", "平均"):
		return
	}
	for k := range changeVerbs {
		if changeVerbs[k].words == stem {
			return // 增长率 has another base
		}
	}
	total := r.stateTotal(i, l)
	if total < 0 || !r.onlyBase(total) {
		return
	}
	t := State{Total: int32(total), Done: int32(i), Partial: None, Doing: None, Open: None, Rate: int32(i + 1)}
	t.Fact = r.fact(int(r.q[total].Start), int(r.q[i+1].End), total, 75)
	r.o.States = append(r.o.States, t)
	r.lastState = i + 2
}

// onlyBase reports whether no quantity in the sentence before i counts the same.
func (r *relater) onlyBase(i int) bool {
	for k := i - 1; k >= 0 && k >= i-8 && r.q[i].Start-r.q[k].End <= 200; k-- {
		if !r.sentence(int(r.q[k].End), int(r.q[i].Start)) {
			return true
		}
		if r.same(i, k) {
			return false
		}
	}
	return true
}

// rateStem returns the verb of the rate that words end with: 开放 of 开放率为.
func rateStem(words string) string {
	for _, x := range [...]string{"仅达到", "仅为", "只有", "达到", "为", "达", "是", "仅", "约"} {
		words = strings.TrimSuffix(words, x)
	}
	w, ok := strings.CutSuffix(words, "率")
	if !ok || len(w) < 6 || len(w) > 18 {
		return ""
	}
	return w[len(w)-6:]
}

// put sets the count of state p; one that is set twice goes to a state that is
// not, so that the sum stays right.
func (t *State) put(p progress, q int32, conf *uint8) {
	slots := [...]*int32{&t.Done, &t.Partial, &t.Doing, &t.Open}
	at := slots[p-progressDone]
	if *at != None && p != progressDone {
		for k := len(slots) - 1; k > 0 && *at != None; k-- {
			at = slots[k]
		}
	}
	if *at != None {
		*conf = min(*conf, 60)
		return
	}
	*at = q
}

// stateTotal finds what quantity i is a part of: the nearest before it in the
// sentence that counts the same.
func (r *relater) stateTotal(i int, l *lead) int {
	for k := l.prev; k >= 0 && k >= i-5; k-- {
		if r.q[i].Start-r.q[k].End > 150 {
			return -1
		}
		if !r.same(i, k) || strings.HasPrefix(r.s[r.noun(k, 0):], "方面") {
			continue
		}
		w := r.lead(k)
		if p, _ := progressOf(w.words); p != progressNone || w.sep == clPause || strings.HasSuffix(w.words, "每") {
			return -1
		}
		if !r.sentence(int(r.q[k].End), l.start) && !(k == l.prev && r.q[i].Start-r.q[k].End <= 90 && l.sep == clStop && zh.StartsAny(l.words, "现", "目前", "已")) {
			return -1
		}
		return k
	}
	return -1
}

// rate reports whether the words before a percentage name the share of what is
// done: 完成率, or 核查率 behind 已核查.
func (r *relater) rate(l *lead, done int) bool {
	w := l.words
	for _, x := range [...]string{"达到", "为", "达", "是", "约"} {
		w = strings.TrimSuffix(w, x)
	}
	if !strings.HasSuffix(w, "率") {
		return false
	}
	w = strings.TrimSuffix(w, "率")
	for _, x := range [...]string{"按时", "按期", "及时", "一次", "当期", "限期", "满意", "基本"} {
		if strings.Contains(w, x) {
			return false
		}
	}
	if len(w) < 6 {
		return false
	}
	stem := w[len(w)-6:]
	return stem == "完成" || stem == "整改" || stem == "办结" || stem == "销号" || strings.Contains(r.lead(done).words, stem)
}
