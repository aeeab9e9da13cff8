package report

import (
	"strings"

	"zhenggai/zh"
)

// bracket reads T(a、b、c) and T(其中a、b) where quantity i is T.
func (r *relater) bracket(i int) {
	j := r.noun(i, 30)
	c, open := r.mark(j)
	if c != clOpen || int(r.q[i+1].Start) < open {
		return
	}
	t := Total{Total: int32(i), Exhaustive: true, Parts: Range{First: int32(len(r.o.Parts))}}
	conf := uint8(95)
	if w := r.s[open:r.q[i+1].Start]; zh.StartsAny(w, "其中", "含", "包括", "包含", "其余") {
		t.Exhaustive = false
	}
	end := r.parts(i, open, &t, &conf)
	if end == 0 || t.Parts.N < 2 && t.Exhaustive {
		r.o.Parts = r.o.Parts[:t.Parts.First]
		return
	}
	t.Fact = r.fact(int(r.q[i].Start), end, i, conf)
	r.o.Totals = append(r.o.Totals, t)
}

// parts appends the parts of total i that stand from offset at to the closing
// bracket and returns the offset behind it, or 0 if this is no list of parts.
func (r *relater) parts(i, at int, t *Total, conf *uint8) int {
	for k := i + 1; k < len(r.q) && t.Parts.N < partLimit; k++ {
		q := &r.q[k]
		if int(q.Start) < at || int(q.Start)-at > partBytes {
			return 0
		}
		if !r.same(i, k) {
			if r.names(k) || k+1 < len(r.q) && r.q[i].Unit == Money && (q.End == r.q[k+1].Start || r.paid(k)) {
				continue
			}
			return 0
		}
		w := r.s[at:q.Start]
		if !partWords(w) || !q.Per.Empty() {
			return 0
		}
		if w == "" {
			*conf = 75 // named by what follows: 3个镇、5个村
		}
		r.o.Parts = append(r.o.Parts, int32(k))
		t.Parts.N++
		j := r.noun(k, 24)
		if n := r.s[q.End:j]; strings.Contains(n, "方面") || strings.Contains(n, "类别") || strings.Contains(n, "环节") || strings.Contains(n, "领域") {
			return 0
		} else if strings.HasSuffix(n, "等") {
			t.Exhaustive = false
		} else if k := andIn(n); k >= 0 {
			at = int(q.End) + k
			continue
		}
		c, next := r.mark(j)
		switch c {
		case clClose:
			return next
		case clPause, clComma, clSemi:
			at = next
		default:
			return 0
		}
	}
	return 0
}

// paid reports whether a verb of payment stands between quantity k, heads, and the
// sum behind it: 编辑4名扣发3000元.
func (r *relater) paid(k int) bool {
	from, to := int(r.q[k].End), int(r.q[k+1].Start)
	return r.q[k].Unit == Count && r.q[k].Per.Empty() && r.q[k+1].Unit == Money && to-from <= 30 && r.noun(k, 33) >= to &&
		strings.ContainsAny(r.s[from:to], "扣追清退缴补发报支拨奖罚收涉共计领花用投")
}

// andIn returns the offset behind the 和, 及 or 与 that n begins with, or -1.
func andIn(n string) int {
	for _, w := range [...]string{"以及", "和", "及", "与"} {
		if strings.HasPrefix(n, w) {
			return len(w)
		}
	}
	return -1
}

// partWords reports whether w, the words before a number, name a part: it is no
// average, no comparison, nothing that was there before.
func partWords(w string) bool {
	for i := 0; i < len(w); {
		ch, n := runeAt(w, i)
		switch ch {
		case '每', '均', '各', '约', '按', '比', '占', '应', '。', '！', '？', '\n', '（', '(', ')', '）', '，', ',', '；', ';':
			return false
		case '原':
			if i+n == len(w) || zh.StartsAny(w[i:], "原有", "原来", "原为") {
				return false
			}
		case '上', '去', '同', '截', '累', '超', '不', '最', '标', '实':
			if zh.StartsAny(w[i:], "上年", "去年", "同期", "截至", "累计", "超过", "不超", "不低", "最高", "标准", "实到") {
				return false
			}
		}
		i += n
	}
	return true
}

// ofWhich reads T,其中a、b and T,分别为a、b where quantity i is a.
func (r *relater) ofWhich(i int, plain *lead) {
	dated := r.dated(i, *plain)
	l := &dated
	if l.words[0] != 0xE5 && l.sep != clColon || l.sep == clOpen { // 其 and 分 begin with this byte
		return
	}
	all := zh.StartsAny(l.words, "分别为", "分别是")
	if !all && !r.among(l) || !partWords(l.words) || !r.q[i].Per.Empty() {
		return
	}
	total, conf := r.whole(i, l)
	if total < 0 || all && total != l.prev {
		return
	}
	t := Total{Total: int32(total), Exhaustive: all, Parts: Range{First: int32(len(r.o.Parts)), N: 1}}
	r.o.Parts = append(r.o.Parts, int32(i))
	last := i
	for k := i + 1; k < len(r.q) && t.Parts.N < partLimit; k++ {
		if r.names(k) {
			continue
		}
		if !r.same(i, k) || !r.joined(last, k) {
			break
		}
		r.o.Parts = append(r.o.Parts, int32(k))
		t.Parts.N++
		last = k
	}
	if strings.HasPrefix(r.s[r.q[last].End:], "等") {
		t.Exhaustive = false
	}
	if all && t.Parts.N < 2 {
		r.o.Parts = r.o.Parts[:t.Parts.First]
		return
	}
	t.Fact = r.fact(int(r.q[total].Start), int(r.q[last].End), total, conf)
	r.o.Totals = append(r.o.Totals, t)
}

// among reports whether l begins with 其中, and takes in one that a colon follows.
func (r *relater) among(l *lead) bool {
	if strings.HasPrefix(l.words, "其中") {
		return true
	}
	before := r.s[:l.start]
	for _, w := range [...]string{"其中：", "其中:"} {
		if head, ok := strings.CutSuffix(before, w); ok && l.sep == clColon {
			end := l.start + len(l.words)
			l.start, l.sep = r.back(len(head), max(0, len(head)-3))
			l.words = r.s[l.start:end]
			return true
		}
	}
	return false
}

// joined reports whether quantity k follows quantity i behind 、 or 和 and a name, or
// behind a comma and a name that ends alike.
func (r *relater) joined(i, k int) bool {
	l := r.dated(k, r.lead(k))
	if l.prev != i || !partWords(l.words) {
		return false
	}
	j := r.noun(i, 24)
	switch l.sep {
	case clPause:
		return l.start-j == len("、")
	case clComma: // 其中甲类5万元，乙类3万元; but 其中甲类5万元，收回3万元 is another matter
		first := r.dated(i, r.lead(i))
		return l.start-j == len("，") && len(l.words) >= 6 && len(first.words) >= 6 && first.words[len(first.words)-3:] == l.words[len(l.words)-3:]
	}
	return l.sep == clPlain && l.start == int(r.q[i].End) && andIn(l.words) >= 0
}

// whole finds the quantity that 其中 before quantity i speaks of: the nearest that
// counts the same in the sentence.
func (r *relater) whole(i int, l *lead) (int, uint8) {
	if l.sep != clComma && l.sep != clStop && l.sep != clColon && l.sep != clSemi {
		return -1, 0
	}
	for k := l.prev; k >= 0 && k >= i-4; k-- {
		if r.q[i].Start-r.q[k].End > 150 {
			break
		}
		if !r.same(i, k) {
			continue
		}
		if !r.sentence(int(r.q[k].End), l.start-3) && l.sep != clStop {
			return -1, 0
		}
		w := r.lead(k)
		for _, d := range [...]string{"减少", "降低", "下降", "节约", "节省", "每", "均", "其中", "增长"} {
			if strings.Contains(w.words, d) {
				return -1, 0
			}
		}
		if w.sep == clPause {
			return -1, 0 // the last of a list: 其中 may speak of all
		}
		if k == l.prev && l.start-r.noun(k, 30) <= 3 {
			return k, 95
		}
		if r.q[k].Unit == Money {
			return k, 80 // other things may be counted between, but no other sum
		}
		return k, 75
	}
	return -1, 0
}

// sumWords end the words before a sum.
var sumWords = [...]string{"合计", "共计", "总计", "总共", "共", "合计为", "共计为", "合计达"}

// sumUp reads a、b,共T where quantity i is T.
func (r *relater) sumUp(i int, l *lead) {
	w := l.words
	switch w[len(w)-3:] {
	case "计", "共", "为", "达":
	default:
		return
	}
	if k := l.prev + 1; k < i { // 三类合计
		w = r.s[r.q[i-1].End:r.q[i].Start]
	}
	w = strings.TrimPrefix(strings.TrimPrefix(w, "以上"), "上述")
	found := false
	for _, x := range sumWords {
		found = found || w == x
	}
	if !found || l.sep != clComma && l.sep != clSemi && l.sep != clPause || !r.same(i, l.prev) || l.start-r.noun(l.prev, 24) > 3 {
		return
	}
	first, n, pause := r.addends(l.prev)
	if n < 2 {
		return
	}
	t := Total{Total: int32(i), Exhaustive: true, Parts: Range{First: int32(len(r.o.Parts))}}
	for k := first; k <= l.prev; k++ {
		if !r.names(k) {
			r.o.Parts = append(r.o.Parts, int32(k))
			t.Parts.N++
		}
	}
	conf := uint8(95)
	if !pause {
		conf = 70 // where the list begins is a guess
	}
	t.Fact = r.fact(r.lead(first).start, int(r.q[i].End), i, conf)
	r.o.Totals = append(r.o.Totals, t)
}

// addends follows a list of parts backwards from quantity i: it returns its first
// quantity, the number of parts, and whether 、 joins them all.
func (r *relater) addends(i int) (first, n int, pause bool) {
	first, n, pause = i, 1, true
	for n < partLimit {
		l := r.lead(first)
		if !partWords(l.words) || !r.q[first].Per.Empty() {
			return first, 0, false
		}
		if l.prev < 0 || !r.same(l.prev, i) || zh.StartsAny(l.words, "其中", "分别") {
			return first, n, pause
		}
		and := l.sep == clPlain && l.start == int(r.q[l.prev].End) && andIn(l.words) >= 0
		switch {
		case and:
		case l.start-r.noun(l.prev, 24) > 3:
			return first, n, pause
		case l.sep == clPause:
		case l.sep == clComma && (n == 1 || !pause):
			pause = false
		default:
			return first, n, pause
		}
		for _, x := range sumWords {
			if strings.HasSuffix(r.lead(l.prev).words, x) {
				return first, n, pause
			}
		}
		first, n = l.prev, n+1
	}
	return first, 0, false
}
