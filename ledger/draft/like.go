package draft

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"zhenggai/zh"
)

// A profile is what a text is compared by: its distinct pairs of neighbouring
// characters, in ascending order, and the sum of their weights.
type profile struct {
	title, whole       []int32
	titleSum, wholeSum float64
}

// A vocabulary numbers pairs of characters and knows how much each says: one that
// stands in every finding says little.
type vocabulary struct {
	ids    map[uint64]int32
	counts []int32 // in how many texts each stands
	texts  int
	weight []float64
}

// plain are words that any finding may have. A pair out of them says a quarter of
// what another of the same frequency does.
const plain = "不规范 不到位 不严格 不够 不力 不足 不深入 不扎实 不及时 不明显 不完善 不健全 不强 不高 不严 不实 落实 执行 管理 制度 工作 问题 方面 存在 有差距 薄弱 缺失 履行 责任 监督 建设 加强 情况 整改 开展 组织 进一步 严格 规范"

var plainPairs = func() map[uint64]bool {
	set := map[uint64]bool{}
	for w := range strings.FieldsSeq(plain) {
		pairs(w, func(p uint64) { set[p] = true })
	}
	return set
}()

// pairs calls do with each pair of neighbouring characters of s, folded.
func pairs(s string, do func(uint64)) {
	prev := rune(0)
	for _, r := range s {
		if r = zh.Fold(r); r == 0 {
			continue
		}
		if prev != 0 {
			do(uint64(prev)<<32 | uint64(r))
		}
		prev = r
	}
}

// core returns the words of a finding without those that only introduce it.
func core(title string) string {
	title = strings.TrimSpace(title)
	for _, w := range [...]string{"针对", "对于", "关于"} {
		if rest, ok := strings.CutPrefix(title, w); ok {
			title = rest
			break
		}
	}
	title = strings.TrimRight(title, marks)
	for _, w := range [...]string{"的问题", "问题"} {
		if rest, ok := strings.CutSuffix(title, w); ok {
			return rest
		}
	}
	return title
}

// profile returns the profile of a text, whose pairs are then known.
func (v *vocabulary) profile(title, more string) profile {
	p := profile{title: v.set(core(title))}
	p.whole = p.title
	if more != "" {
		p.whole = v.set(core(title) + "\n" + more)
	}
	if len(p.whole) == 0 {
		p.whole = []int32{v.id(wordless)}
	}
	for _, id := range p.whole {
		v.counts[id]++
	}
	v.texts++
	return p
}

// Texts too short for a pair are compared as wholes: wordless is none at all, others
// have this bit and what they are made of.
const wordless = uint64(1) << 63

// set returns the numbers of the distinct pairs of s in ascending order.
func (v *vocabulary) set(s string) (set []int32) {
	pairs(s, func(p uint64) { set = append(set, v.id(p)) })
	if len(set) == 0 && s != "" {
		h := wordless
		for _, r := range s {
			h = (h*31 + uint64(r)) | wordless
		}
		return []int32{v.id(h)}
	}
	slices.Sort(set)
	return slices.Compact(set)
}

// id returns the number of pair p.
func (v *vocabulary) id(p uint64) int32 {
	id, ok := v.ids[p]
	if !ok {
		id = int32(len(v.counts))
		v.ids[p] = id
		v.counts = append(v.counts, 0)
	}
	return id
}

// weigh gives each pair its weight, once all texts are known.
func (v *vocabulary) weigh() {
	v.weight = make([]float64, len(v.counts))
	for p, id := range v.ids {
		w := math.Log(1 + float64(v.texts+2)/float64(v.counts[id]+1))
		if plainPairs[p] {
			w /= 4
		}
		v.weight[id] = w
	}
}

// sum sets the sums of p, once the weights are known.
func (v *vocabulary) sum(p *profile) {
	p.titleSum, p.wholeSum = v.common(p.title, p.title), v.common(p.whole, p.whole)
}

// common returns the weight of what a and b have in common.
func (v *vocabulary) common(a, b []int32) (sum float64) {
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			sum += v.weight[a[0]]
			a, b = a[1:], b[1:]
		}
	}
	return sum
}

// fewPairs is how many pairs a text must have that being contained in another says
// something.
const fewPairs = 6

// like says how like each other two texts are, from 0 to 1: by their titles, as
// wholes, or, since published texts are condensed, by how much of the shorter one
// the longer has.
func (v *vocabulary) like(a, b profile) float64 {
	best := dice(v.common(a.title, b.title), a.titleSum+b.titleSum)
	if len(a.whole) == len(a.title) && len(b.whole) == len(b.title) && min(len(a.whole), len(b.whole)) < fewPairs {
		return best
	}
	common := v.common(a.whole, b.whole)
	best = max(best, dice(common, a.wholeSum+b.wholeSum))
	if least := min(a.wholeSum, b.wholeSum); min(len(a.whole), len(b.whole)) >= fewPairs && least > 0 {
		const contained = 0.9 // of two that are the same
		best = max(best, contained*common/least)
	}
	return best
}

// dice returns twice the weight that two texts share over the weight of both.
func dice(common, both float64) float64 {
	if both == 0 {
		return 0
	}
	return 2 * common / both
}

// percent writes a share as a whole number of per cent.
func percent(x float64) string { return strconv.Itoa(int(x*100+0.5)) + "%" }
