package report

import "strings"

// listBytes is how far back a list of names is followed.
const listBytes = 240

// A listClass says what the classifier of a quantity may count the items of.
type listClass uint8

const (
	listNone  listClass = iota
	listNames           // 3家, 3个
	listDates           // 分3次
)

// listClasses gives the listClass of each ClassID.
var listClasses = func() (t [256]listClass) {
	for _, w := range [...]string{"家", "个", "名", "所", "项", "种", "类"} {
		c, _ := classifierAt(w, 0)
		t[c.id] = listNames
	}
	for _, w := range [...]string{"次", "场", "场次", "批", "批次", "期", "轮", "轮次"} {
		c, _ := classifierAt(w, 0)
		t[c.id] = listDates
	}
	return t
}()

// list reads 甲、乙、丙(等)3家单位 and 3月1日、4月2日分2次 where quantity i is the
// stated number.
func (r *relater) list(i int, l *lead, class listClass) {
	q := &r.q[i]
	for r.date < len(r.o.Dates) && r.o.Dates[r.date].End <= q.Start {
		r.date++
	}
	if q.Approx != Exact || !q.N.IsInt() {
		return
	}
	if class == listDates {
		r.dates(i)
		return
	}
	if l.sep == clPause {
		r.nameList(i)
		return
	}
	for k := len(l.words) - 3; k >= 0; k -= 3 {
		switch l.words[k : k+3] {
		case "和", "及", "与", "等":
			r.nameList(i)
			return
		}
	}
}

// dates reads the dates that end before 分2次.
func (r *relater) dates(i int) {
	if r.date == 0 {
		return
	}
	d := r.o.Dates
	last := r.date - 1
	q := &r.q[i]
	if q.Start-d[last].End > 24 {
		return
	}
	open := false
	w := strings.TrimPrefix(r.s[d[last].End:q.Start], "，")
	if t := strings.TrimPrefix(w, "等"); t != w {
		w, open = t, true
	}
	switch w {
	case "分", "先后分", "分别", "共分", "先后", "共", "分为", "前后", "":
	default:
		return
	}
	n, first := int32(1), last
	for ; first > 0 && n < partLimit; first, n = first-1, n+1 {
		gap := r.s[d[first-1].End:d[first].Start]
		switch gap {
		case "、", "，", ",", "和", "及", "与", "以及":
		default:
			gap = ""
		}
		if gap == "" {
			break
		}
	}
	if n < 2 && w == "" || n < 2 && !strings.Contains(w, "分") {
		return
	}
	conf := uint8(95)
	for k := first; k <= last; k++ {
		if d[k].Range || d[k].Grain != d[last].Grain || d[k].Title {
			conf = 50
		}
	}
	if n < 2 {
		conf = 50
	}
	r.o.Lists = append(r.o.Lists, List{Fact: r.fact(int(d[first].Start), int(q.End), i, conf), Quantity: int32(i), Items: n, Open: open, Dates: true})
}

// nameList counts the names before quantity i, back to the mark that begins them.
// What stands in brackets is skipped.
func (r *relater) nameList(i int) {
	s, j := r.s, int(r.q[i].Start)
	open := strings.HasSuffix(s[:j], "等")
	if open {
		j -= len("等")
	}
	bound := max(0, j-listBytes)
	if i > 0 {
		bound = max(bound, int(r.q[i-1].End))
	}
	if r.date > 0 {
		bound = max(bound, int(r.o.Dates[r.date-1].End))
	}
	end := j
	j, tail, pauses := r.listBack(j, bound)
	if pauses == 0 {
		return
	}
	name, items := s[tail:end], pauses+1
	if k := strings.LastIndex(name, "等"); k > 0 && !open { // 预售、施工许可等事项31项
		name, open = name[:k], true
	}
	conf := uint8(80)
	if k := andInside(name); k > 0 { // 乙和丙
		items++
		name, conf = name[k:], 75
	} else if k < 0 {
		return
	}
	if len(name) < 3 || len(name) > 48 {
		return
	}
	if !open && !alike(s[j:tail-len("、")], name) {
		return // 新建、改造投放点136个
	}
	r.o.Lists = append(r.o.Lists, List{Fact: r.fact(r.listStart(j, end, int(pauses), name), int(r.q[i].End), i, conf), Quantity: int32(i), Items: items, Open: open})
}

// listBack follows a list of names backwards from j to the mark before it, at the
// most to bound: where it begins, where its last name does, and how many 、 it has;
// none if what it meets first is no name.
func (r *relater) listBack(j, bound int) (start, tail int, pauses int32) {
	s, depth := r.s, 0
	tail = j
	for j > bound {
		ch, n := runeBefore(s, j)
		switch ch {
		case '、':
			if depth == 0 {
				if pauses == 0 {
					tail = j
				}
				pauses++
			}
		case '）', ')', '”', '》':
			depth++
		case '（', '(', '“', '《':
			if depth == 0 {
				return j, tail, pauses
			}
			depth--
		case '，', ',', '。', '；', ';', '：', ':', '\n', '│', '！', '？', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
			if depth == 0 {
				return j, tail, pauses
			}
		}
		j -= n
	}
	if depth != 0 || j > 0 && strings.HasPrefix(s[j:], "、") {
		return j, tail, 0
	}
	return j, tail, pauses
}

// listStart returns where the first name of the list in s[j:end] begins. Where all
// listStart returns where the first name of the list in s[j:end] begins. Where three
// or more short names have one length, what stands before the first is a verb.
func (r *relater) listStart(j, end, pauses int, name string) int {
	s := r.s
	first := j + strings.Index(s[j:end], "、")
	if n := len(name); pauses >= 2 && n <= 12 && first-n > j && s[first-n] >= 0xE4 && s[first-n] <= 0xE9 && end-first == pauses*(len("、")+n) {
		return first - n
	}
	if j+6 < first && s[j+3:j+6] == "是" {
		return j + 6 // 一是
	}
	return j
}

// andInside returns the offset behind the one 和, 及 or 与 in name, 0 if there is
// none and -1 if there are more.
func andInside(name string) (at int) {
	for k := 3; k+6 <= len(name); k += 3 {
		switch name[k : k+3] {
		case "和", "及", "与":
			if name[k:k+3] == "和" && orgKeepsAnd(name[:k+3], name[k+3:]) {
				continue
			}
			if at > 0 {
				return -1
			}
			at = k + 3
		}
	}
	return at
}

// alike reports whether the name before name in the list has its length or an
// end like it: only then is this a list of names, and not of things done.
func alike(before, name string) bool {
	if k := strings.LastIndex(before, "、"); k >= 0 {
		before = before[k+len("、"):]
		if len(before) == len(name) {
			return true
		}
	}
	a, _ := runeBefore(before, len(before))
	b, _ := runeBefore(name, len(name))
	return a == b || namesEnd(a) && namesEnd(b)
}

// namesEnd reports whether r ends names of places and bodies.
func namesEnd(r rune) bool {
	switch r {
	case '省', '市', '县', '区', '镇', '乡', '村', '局', '委', '办', '科', '室', '部', '院', '校', '司', '厂', '所', '站', '社', '道', '会', '园', '行', '州', '旗', '厅', '心', '股', '处':
		return true
	}
	return false
}
