package rules

import (
	"cmp"
	"slices"
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

// names are the rules of family M.
var names = []*lint.Rule{m01, m02, m03, m04, m05, m06, m07, m08, m09, m10, m11, m12, m13}

// A titled is a title of the text, once for each wording: its first mention.
type titled struct {
	key uint64
	doc int32
}

// fewTitles is how many titles a report usually has at most: so many are sorted
// without asking for memory.
const fewTitles = 160

// sortedTitles are all titles of a report by their folded wording.
var sortedTitles = lint.Shared[[]titled]{Make: func(p *lint.Pass, t *[]titled) {
	*t = (*t)[:0]
	for i := range p.Documents {
		if d := &p.Documents[i]; d.Conf >= 90 {
			*t = append(*t, titled{d.Key, int32(i)})
		}
	}
	slices.SortFunc(*t, func(a, b titled) int {
		if a.key != b.key {
			return cmp.Compare(a.key, b.key)
		}
		return cmp.Compare(a.doc, b.doc)
	})
}}

// titlesByKey appends the titles that want accepts to buf, sorted by their folded
// wording, each once.
func titlesByKey(p *lint.Pass, buf []titled, want func(*report.Document) bool) []titled {
	for _, t := range *sortedTitles.Of(p) {
		if n := len(buf); (n == 0 || buf[n-1].key != t.key) && want(&p.Documents[t.doc]) {
			buf = append(buf, t)
		}
	}
	return buf
}

// withKey returns the title with this wording, or report.None.
func withKey(titles []titled, key uint64) int32 {
	k, ok := slices.BinarySearchFunc(titles, key, func(t titled, key uint64) int { return cmp.Compare(t.key, key) })
	if !ok {
		return report.None
	}
	return titles[k].doc
}

// foldInto appends the characters of s to buf as names are compared: without
// blanks and punctuation, one width.
func foldInto(buf []rune, s string) []rune {
	for _, r := range s {
		if f := zh.Fold(r); f != 0 {
			buf = append(buf, f)
		}
	}
	return buf
}

// A foldRing folds the names of a sorted list, each once, for comparing it with its
// neighbours.
type foldRing struct {
	memory [neighbours + 1][80]rune
	names  [neighbours + 1][]rune
	place  [neighbours + 1]int // of each name in the list plus one
}

// at returns the folded form of name, which stands at place i of the list.
func (r *foldRing) at(i int, name string) []rune {
	k := i % len(r.names)
	if r.place[k] != i+1 {
		r.names[k], r.place[k] = foldInto(r.memory[k][:0], name), i+1
	}
	return r.names[k]
}

// farApart reports whether x and y surely differ in more than three characters at
// their gap, before they are folded: at its edges stand ideographs, which fold to
// themselves, and they hold more of them between. It may say no where it is so.
func farApart(x, y string) bool {
	n := min(len(x), len(y))
	at := 0
	for at+3 <= n && x[at:at+3] == y[at:at+3] {
		at += 3
	}
	rest := 0
	for rest+3 <= n-at && x[len(x)-rest-3:len(x)-rest] == y[len(y)-rest-3:len(y)-rest] {
		rest += 3
	}
	x, y = x[at:len(x)-rest], y[at:len(y)-rest]
	return len(x) >= 3 && len(y) >= 3 && hanAt(x) && hanAt(y) && hanAt(x[len(x)-3:]) && hanAt(y[len(y)-3:]) &&
		(ideographs(x) > 3 || ideographs(y) > 3)
}

// ideographs counts the characters of s that are common ideographs.
func ideographs(s string) (n int) {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0xE4 && c <= 0xE9 {
			n++
		}
	}
	return n
}

// A gap is the one place where two names differ: behind At equal characters stand
// A in the one and B in the other, and the rest is equal again.
type gap struct {
	at, rest int
	a, b     []rune
}

// gapOf returns where a and b differ.
func gapOf(a, b []rune) gap {
	n := min(len(a), len(b))
	at := 0
	for at < n && a[at] == b[at] {
		at++
	}
	rest := 0
	for rest < n-at && a[len(a)-1-rest] == b[len(b)-1-rest] {
		rest++
	}
	return gap{at, rest, a[at : len(a)-rest], b[at : len(b)-rest]}
}

// editions are characters that make two titles two documents: years, numbers,
// versions, places of the same kind.
const editions = "0123456789〇零一二三四五六七八九十百甲乙丙丁东西南北上下年月季届期批次试暂修新老大小男女内外补初终前后省市县区镇乡村"

// twoEditions reports whether the difference tells of two documents or bodies.
func twoEditions(g gap) bool {
	return strings.ContainsAny(string(g.a), editions) || strings.ContainsAny(string(g.b), editions)
}

// bodyEnds are the last words of names of bodies, as a title begins with them.
var bodyEnds = newEndings("委员会", "党组", "党委", "办公室", "公司", "政府", "学院", "大学", "医院", "学校", "中学", "小学", "中心", "县委", "市委", "区委", "省委", "党总支", "党支部", "管委会", "委办", "合作社", "街道", "中央", "国务院", "办事处", "研究院", "图书馆", "博物馆")

// officeLast are such words of one character.
var officeLast = newHanSet("局厅")

// endsAsBody reports whether name, of two characters or more, ends as names of
// bodies do.
func endsAsBody(name string) bool {
	return officeLast.begins(name[len(name)-3:]) || bodyEnds.end(name)
}

// issuerEnd returns how many bytes at the beginning of title are the name of the
// body that issued it, or 0: the last such name in its first thirty characters.
func issuerEnd(title string) int {
	best := 0
	for i := 0; i+3 < len(title) && i < 90; i += 3 {
		if !hanAt(title[i : i+3]) {
			break
		}
		if i >= 6 && endsAsBody(title[:i+3]) {
			best = i + 3
		}
	}
	return best
}
