package report

import "strings"

// A changeVerb is the stem of 增加到, 调整为: what became of a quantity.
type changeVerb struct {
	words string
	dir   int8 // 1 more, -1 less, 0 not said
}

// changeVerbs, longer ones before those they end in.
var changeVerbs = [...]changeVerb{
	{"调整", 0}, {"增加", 1}, {"提高", 1}, {"提升", 1}, {"上升", 1}, {"增长", 1}, {"扩大", 1}, {"扩展", 1}, {"扩充", 1}, {"拓展", 1}, {"扩增", 1},
	{"减少", -1}, {"降低", -1}, {"下降", -1}, {"压减", -1}, {"压缩", -1}, {"缩短", -1}, {"缩减", -1}, {"精简", -1}, {"压降", -1}, {"缩小", -1}, {"削减", -1}, {"核减", -1}, {"回落", -1},
	{"变更", 0}, {"优化", 0}, {"整合", 0}, {"合并", 0}, {"设置", 0}, {"充实", 0}, {"细化", 0},
	{"增", 1}, {"升", 1}, {"提", 1}, {"扩", 1}, {"减", -1}, {"降", -1}, {"缩", -1}, {"改", 0}, {"变", 0},
}

// plusVerbs and minusVerbs stand directly before what came in and what left; the
// longest one counts.
var (
	plusVerbs = [...]string{"新增", "增加", "新设", "新建", "增设", "调入", "补充", "招", "招录", "吸纳", "增长", "提高", "提升", "上升", "扩大", "成立", "聘", "新配", "新进", "招聘", "引进", "转入", "录用", "接收", "增",
		"考录", "考入", "选调", "遴选", "聘用", "招用", "选聘", "入职", "吸收"}
	minusVerbs = [...]string{"调出", "减少", "退出", "撤销", "清退", "取消", "注销", "调离", "移出", "压减", "裁撤", "关停", "撤并", "缩短", "压缩", "降低", "下降", "核减", "淘汰", "关闭", "退休", "转出", "转岗", "分流", "解聘", "辞退", "离岗", "离职", "辞职", "内退", "拆除", "报废", "减",
		"到龄退出", "到龄退休", "自然减员", "减员", "离退休", "离任", "调走", "流出", "流失", "病故", "去世", "死亡", "退役", "辞聘", "除名", "开除"}
)

// change reads 由A调整为B where quantity i is B.
func (r *relater) change(i int, l *lead) {
	verb, at := toVerb(l.words)
	if at < 0 || l.prev != i-1 || !r.same(i-1, i) {
		return
	}
	from := i - 1
	v := l.start + at
	gap := r.s[r.q[from].End:v]
	if len(gap) > 42 || !r.sentence(int(r.q[from].End), v) || strings.Count(gap, "，")+strings.Count(gap, ",") > 1 || strings.Contains(gap, "；") {
		return
	}
	start, ok := r.origin(from, gap == "")
	if !ok {
		return
	}
	c := Change{From: int32(from), To: int32(i), Up: verb > 0, Down: verb < 0}
	end := r.flows(i, &c)
	c.Fact = r.fact(start, int(r.q[end].End), from, 95)
	r.o.Changes = append(r.o.Changes, c)
}

// toVerb reads the verb that words end with, as in 增加到; at is its offset, -1 if
// there is none.
func toVerb(words string) (dir int8, at int) {
	n := len(words)
	if n < 6 {
		return 0, -1
	}
	switch words[n-3:] {
	case "到", "至", "为", "成":
	default:
		return 0, -1
	}
	stem := words[:n-3]
	for k := range changeVerbs {
		if v := &changeVerbs[k]; strings.HasSuffix(stem, v.words) {
			return v.dir, len(stem) - len(v.words)
		}
	}
	return 0, -1
}

// origin finds 由, 从 or 原 before quantity i. Without them the verb must follow
// the quantity directly.
func (r *relater) origin(i int, direct bool) (start int, ok bool) {
	end := int(r.q[i].Start)
	from := max(0, end-45)
	if i > 0 {
		from = max(from, int(r.q[i-1].End))
	}
	for k := end - 3; k >= from; k-- {
		switch r.s[k : k+3] {
		case "由", "从", "原", "自", "把", "将":
			return k, true
		case "。", "；", "，":
			return end, direct
		}
		if c := r.s[k]; c == '\n' || c == ',' || c == ';' {
			break
		}
	}
	return end, direct
}

// flows reads what was added and what left behind the change to quantity i, and
// returns the last quantity of it.
func (r *relater) flows(i int, c *Change) int {
	k := i + 1
	c.Plus = Range{First: int32(len(r.o.Parts))}
	for ; k < len(r.q) && r.flow(k, i, plusVerbs[:]); k++ {
		r.o.Parts = append(r.o.Parts, int32(k))
		c.Plus.N++
	}
	c.Minus = Range{First: int32(len(r.o.Parts))}
	for ; k < len(r.q) && r.flow(k, i, minusVerbs[:]); k++ {
		r.o.Parts = append(r.o.Parts, int32(k))
		c.Minus.N++
	}
	if c.Plus.N == 0 && c.Minus.N > 0 { // 调出4人,新增33人
		for ; k < len(r.q) && r.flow(k, i, plusVerbs[:]); k++ {
			r.o.Parts = append(r.o.Parts, int32(k))
			c.Plus.N++
		}
		c.Plus.First = c.Minus.First + c.Minus.N
	}
	return k - 1
}

// flow reports whether quantity k stands behind a comma and one of verbs and
// counts what quantity i does.
func (r *relater) flow(k, i int, verbs []string) bool {
	if !r.same(k, i) && !(r.q[i].Unit == Percent && r.q[k].Unit == Points) {
		return false
	}
	l := r.lead(k)
	if l.sep != clComma && l.sep != clPause && l.sep != clOpen || l.prev != k-1 || l.start-r.noun(k-1, 24) > 3 {
		return false
	}
	return onlyVerbs(strings.TrimSuffix(strings.TrimSuffix(l.words, "了"), "共"), verbs)
}

// onlyVerbs reports whether w is nothing but verbs: 新增, 新引进, 退休离岗, and not
// 新增技术人员, which is a part of what was added.
func onlyVerbs(w string, verbs []string) bool {
	k := longestPrefix(w, verbs)
	if k == 0 {
		w = strings.TrimPrefix(w, "新")
		k = longestPrefix(w, verbs)
	}
	for n := 0; k > 0 && n < 3; n++ {
		if w = w[k:]; w == "" {
			return true
		}
		k = longestPrefix(w, verbs)
	}
	return false
}

// longestPrefix returns the length of the longest of words that w begins with.
func longestPrefix(w string, words []string) (k int) {
	for _, x := range words {
		if len(x) > k && strings.HasPrefix(w, x) {
			k = len(x)
		}
	}
	return k
}
