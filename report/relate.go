package report

import (
	"strings"

	"zhenggai/source"
)

// relate finds the relations between facts: changes, totals, states, lists; the
// totals that the report states of itself; what is due when, whose contacts and
// which names mean one body. Nothing is looked for in the text: each quantity
// looks at the few words before and behind it.
func (o *Outline) relate(s string, sc *scanner) {
	r := relater{o: o, s: s, q: o.Quantities, sc: sc}
	r.findings()
	r.quantities()
	r.stated()
	r.commitments()
	r.contacts()
	r.bodies()
}

// A relater relates the facts of one outline.
type relater struct {
	o  *Outline
	s  string
	q  []Quantity
	sc *scanner

	first, last int32 // nodes of the first and of the last finding, or None
	body, tail  int32 // where the first finding begins and the last one ends
	lastState   int   // quantities before this one belong to a state already
	date        int   // first date that ends behind the quantity
}

// A lead is what stands before a quantity: the words from the punctuation or the
// quantity before, the mark before them, and that quantity.
type lead struct {
	words string
	start int
	sep   class // of the mark before the words; clPlain if none stands there
	prev  int   // index of the quantity before, -1 if there is none
}

// The lead of a quantity is at most this long: the words before it in a list are
// a name, not a sentence.
const (
	leadBytes = 60
	partBytes = 90 // from one part to the next
	partLimit = 64 // parts of one total
)

// quantities looks at each quantity once. Most stand alone: what counts something
// that no quantity near it counts is looked at only as the number of a list.
func (r *relater) quantities() {
	for i := range r.q {
		q := &r.q[i]
		if q.Ordinal || q.Idiom || q.Unit == Bare {
			continue
		}
		if i+1 < len(r.q) && int(r.q[i+1].Start-q.End) <= partBytes && (r.same(i, i+1) || q.Unit == Money || r.names(i+1)) {
			r.bracket(i)
		}
		list := listNone
		if q.Unit == Count {
			list = listClasses[q.ClassID]
		}
		related := r.comparable(i)
		if !related && list == listNone {
			continue
		}
		l := r.lead(i)
		if related && len(l.words) >= 3 && l.prev >= 0 {
			r.change(i, &l)
			r.ofWhich(i, &l)
			r.sumUp(i, &l)
			if i >= r.lastState {
				r.state(i, &l)
			}
		}
		if list != listNone {
			r.list(i, &l, list)
		}
	}
}

// comparable reports whether a quantity shortly before i counts the same.
func (r *relater) comparable(i int) bool {
	q := &r.q[i]
	for k := i - 1; k >= 0 && k >= i-5 && q.Start-r.q[k].End <= 150; k-- {
		if p := &r.q[k]; p.ClassID == q.ClassID && p.Unit == q.Unit {
			return true
		}
	}
	return false
}

// lead returns what stands before quantity i. A numeral that names a class (二类
// 会议5万元) belongs to the words.
func (r *relater) lead(i int) lead {
	s, end := r.s, int(r.q[i].Start)
	bound := max(0, end-leadBytes)
	l := lead{prev: i - 1}
	for l.prev >= 0 && r.names(l.prev) && int(r.q[l.prev].End) > bound {
		l.prev--
	}
	if l.prev >= 0 {
		bound = max(bound, int(r.q[l.prev].End))
	}
	l.start, l.sep = r.back(end, bound)
	l.words = s[l.start:end]
	return l
}

// back returns where the words begin that end at j, and the class of the mark before
// them. They do not begin before bound.
func (r *relater) back(j, bound int) (int, class) {
	s := r.s
	for j > bound {
		if j-bound >= 3 && s[j-3] >= 0xE4 && s[j-3] <= 0xE9 { // Han
			j -= 3
			continue
		}
		ch, n := runeBefore(s, j)
		c := clPlain
		if ch <= 0xFFFF {
			c = classes[uint16(ch)]
		}
		if c != clPlain && c != clLetter && c != clQuote && c != clQuoteEnd {
			return j, c
		}
		if j-n < bound {
			break
		}
		j -= n
	}
	return j, 0
}

// dated is lead with a year before the words taken for one of them: in 其中2023年5万元
// the words are 其中2023年.
func (r *relater) dated(i int, l lead) lead {
	if !strings.HasPrefix(l.words, "年") {
		return l
	}
	j := l.start
	for j > 0 && l.start-j < 4 && r.s[j-1] >= '0' && r.s[j-1] <= '9' {
		j--
	}
	bound := max(0, int(r.q[i].Start)-leadBytes)
	if l.prev >= 0 {
		bound = max(bound, int(r.q[l.prev].End))
	}
	if l.start-j == 4 && j >= bound {
		l.start, l.sep = r.back(j, bound)
		l.words = r.s[l.start:r.q[i].Start]
	}
	return l
}

// names reports whether quantity i is a name rather than a number: 二类, 一级.
func (r *relater) names(i int) bool {
	q := &r.q[i]
	if q.Unit != Count || !q.Han {
		return false
	}
	if q.Idiom || q.Ordinal {
		return true
	}
	switch q.Class.In(r.s) {
	case "类", "级", "种", "批", "期", "轮", "档", "组", "队", "方":
		return q.End < int32(len(r.s)) && r.s[q.End] >= 0xE4 && r.s[q.End] <= 0xE9
	}
	return false
}

// same reports whether quantities i and j count the same kind of thing.
func (r *relater) same(i, j int) bool {
	a, b := &r.q[i], &r.q[j]
	return a.Unit == b.Unit && a.ClassID == b.ClassID && !a.Ordinal && !b.Ordinal && !a.Idiom && !b.Idiom
}

// noun skips the Han behind quantity i, at most n bytes of them.
func (r *relater) noun(i, n int) int {
	j := int(r.q[i].End)
	if w := int(r.q[i].Class.End); w > j {
		j = w
	}
	for end := min(len(r.s)-2, j+n); j < end && r.s[j] >= 0xE4 && r.s[j] <= 0xE9; {
		j += 3
	}
	return j
}

// mark returns the class of the mark at j and the offset behind it.
func (r *relater) mark(j int) (class, int) {
	if j >= len(r.s) {
		return clNewline, j
	}
	c, n := at(r.s, j)
	return c, j + n
}

// sentence reports whether nothing between i and j ends a sentence.
func (r *relater) sentence(i, j int) bool {
	if i > j {
		return false
	}
	t := r.s[i:j]
	return !strings.Contains(t, "。") && !strings.Contains(t, "\n")
}

// fact returns the fact that goes from offset i to j, in the node of quantity q.
func (r *relater) fact(i, j, q int, conf uint8) Fact {
	return Fact{Span: source.Span{Start: int32(i), End: int32(j)}, Node: r.q[q].Node, Conf: conf}
}

// findings notes where the findings begin and end.
func (r *relater) findings() {
	n := r.o.Nodes
	r.first, r.last = None, None
	r.body, r.tail = int32(len(r.s)), int32(len(r.s))
	for i := range n {
		if isFinding(n[i].Role) {
			r.first, r.body = int32(i), n[i].Span.Start
			break
		}
	}
	for i := len(n) - 1; i >= 0; i-- {
		if isFinding(n[i].Role) {
			r.last, r.tail = int32(i), n[i].Span.End
			break
		}
	}
}

func isFinding(r Role) bool { return r == Aspect || r == Problem || r == Point || r == Measure }
