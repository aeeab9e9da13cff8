package report

import (
	"strings"

	"zhenggai/zh"
)

// stated reads what the report states of itself before its first finding:
// 5个方面23个问题, 制定制度13个, 整改措施46条. The first statement of a kind counts.
func (r *relater) stated() {
	h := &r.o.Head
	end := r.body
	if r.first == None {
		end = h.Opening.End
	}
	aspects := -2
	for i := range r.q {
		q := &r.q[i]
		if q.Start >= end {
			break
		}
		if q.Unit != Count || q.Ordinal || q.Idiom || q.Approx != Exact || !q.N.IsInt() || q.N > 1e9 {
			continue
		}
		l := r.lead(i)
		what := r.statement(i, &l)
		switch what {
		case statedKinds:
			continue
		case StatedAspects:
			aspects = i
		case StatedProblems, StatedPoints:
			if aspects == i-1 && l.start == int(r.q[i-1].End) || l.words == "" || r.reported(&l) {
				break
			}
			continue
		}
		r.state1(what, int32(i))
	}
	for i := range r.o.States {
		s := &r.o.States[i]
		if s.Done != None && s.Total != None && r.q[s.Total].Start < end && strings.HasPrefix(r.s[r.q[s.Total].Class.End:], "问题") {
			r.state1(StatedDone, s.Done)
		}
	}
}

// state1 notes a statement unless one of its kind is noted.
func (r *relater) state1(what StatedKind, q int32) {
	h := &r.o.Head
	for i := range h.Stated {
		if h.Stated[i].What == what {
			return
		}
	}
	h.Stated = append(h.Stated, Stated{What: what, N: int32(r.q[q].N.Int()), Quantity: q})
}

// statement returns what quantity i counts, statedKinds if it is nothing of the
// report itself.
func (r *relater) statement(i int, l *lead) StatedKind {
	q := &r.q[i]
	class := q.Class.In(r.s)
	rest := r.s[q.Class.End:]
	switch {
	case class == "方面", class == "个" && strings.HasPrefix(rest, "方面"):
		return StatedAspects
	case class != "个" && class != "条" && class != "项":
	case zh.StartsAny(rest, "具体问题", "方面具体问题", "具体表现"):
		return StatedPoints
	case zh.StartsAny(rest, "问题", "主要问题", "反馈问题", "巡察反馈问题", "整改问题"):
		return StatedProblems
	case zh.StartsAny(rest, "整改措施", "措施", "具体措施", "具体整改措施"):
		return StatedMeasures
	case strings.HasSuffix(l.words, "反馈问题"), strings.HasSuffix(l.words, "反馈的问题"), strings.HasSuffix(l.words, "指出问题"), strings.HasSuffix(l.words, "反馈意见问题"):
		return StatedProblems
	case strings.HasSuffix(l.words, "整改措施"):
		return StatedMeasures
	case strings.HasSuffix(l.words, "制度"), strings.HasPrefix(rest, "制度"), strings.HasSuffix(l.words, "规章制度"):
		for _, w := range [...]string{"制定", "完善", "修订", "出台", "新建", "健全", "建立", "制订"} {
			if strings.Contains(l.words, w) {
				return StatedRegulations
			}
		}
	}
	return statedKinds
}

// reported reports whether the words before a number of problems say that they
// are the ones the report answers, not some that were found or solved elsewhere.
func (r *relater) reported(l *lead) bool {
	w := l.words
	for _, x := range [...]string{"上一轮", "上轮", "重点", "典型", "难点", "突出", "共性", "立行立改", "其中", "解决", "以往", "类似", "整改完成", "剩余", "其余", "同类", "自查"} {
		if strings.Contains(w, x) {
			return false
		}
	}
	if w == "" || w == "共" || w == "对" || w == "的" {
		return true
	}
	for _, x := range [...]string{"反馈", "指出", "共", "发现", "提出", "涉及", "单位", "查出", "明确", "针对", "对"} {
		if strings.HasSuffix(w, x) || strings.HasSuffix(w, x+"的") || strings.HasSuffix(w, x+"了") || strings.Contains(w, "反馈") {
			return true
		}
	}
	return false
}

// commitments finds what each commitment is due by and whether it stands where
// plans belong.
func (r *relater) commitments() {
	d := 0
	for i := range r.o.Commitments {
		c := &r.o.Commitments[i]
		for d < len(r.o.Dates) && r.o.Dates[d].End <= c.Start {
			d++
		}
		c.Due = None
		for k := d; k < len(r.o.Dates) && r.o.Dates[k].Start < c.End; k++ {
			if t := &r.o.Dates[k]; t.Rel == RelNone && !t.Title {
				c.Due = int32(k)
				break
			}
		}
		if c.Due == None && d > 0 && c.Start-r.o.Dates[d-1].End <= 12 && r.o.Dates[d-1].Until && r.sentence(int(r.o.Dates[d-1].End), int(c.Start)) {
			c.Due = int32(d - 1)
		}
		c.Next = r.plans(c.Node)
	}
}

// plans reports whether node n is a place for plans: below 下一步打算, in a closing
// section, or behind the last finding.
func (r *relater) plans(n int32) bool {
	after := n > r.last && r.last != None
	for ; n != None; n = r.o.Nodes[n].Parent {
		d := &r.o.Nodes[n]
		switch d.Role {
		case Label:
			return d.Label == LabelNext
		case Section:
			t := d.Title.In(r.s)
			if len(t) > 150 {
				t = t[:150]
			}
			for _, w := range [...]string{"下一步", "下步", "今后", "巩固", "后续", "努力方向", "持续用力", "持续发力", "长效"} {
				if strings.Contains(t, w) {
					return true
				}
			}
		case Prose, Chrome, Table:
		default:
			return false
		}
	}
	return after
}

// contacts marks those that the unit gives to be reached.
func (r *relater) contacts() {
	for i := range r.o.Contacts {
		c := &r.o.Contacts[i]
		if r.last != None && c.Start >= r.tail || c.Node == None {
			c.Office = true
			continue
		}
		from := max(0, int(c.Start)-120)
		before := r.s[from:c.Start]
		if k := strings.LastIndexByte(before, '\n'); k >= 0 {
			before = before[k+1:]
		}
		for _, w := range [...]string{"监督电话", "联系电话", "联系方式", "监督", "欢迎", "举报", "咨询电话", "热线"} {
			if strings.Contains(before, w) {
				c.Office = true
				break
			}
		}
	}
}
