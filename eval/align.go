package eval

import (
	"slices"
	"sort"
	"strings"

	"zhenggai/source"
)

// A glyph is a character that is neither white space nor a cell border: what
// all formats of a case have in common.
type glyph struct {
	off  int32
	r    rune
	soft bool // one of the soft marks
}

func glyphs(s string) []glyph {
	out := make([]glyph, 0, len(s)/3)
	for i, r := range s {
		switch r {
		case ' ', '\t', '\n', '\r', '\v', '\f', '\u3000', '\u00a0', '│', '\ufeff', '\u200b':
			continue
		}
		if r >= 0xFF01 && r <= 0xFF5E {
			r -= 0xFEE0
		}
		out = append(out, glyph{int32(i), r, strings.ContainsRune(soft, r)})
	}
	return out
}

// An alignment leads from the glyphs of a case's text to those of the text that
// was read from one of its forms, and back.
type alignment struct {
	key, read []glyph
	text      string  // that was read
	back      []int32 // index into key for each glyph read, or -1
}

// gram is the length of the runs that anchor an alignment.
const gram = 7

// align aligns the text read with the key's by the runs of characters that
// occur once in each; what lies between two anchors is matched from both sides.
func align(key, read string) *alignment {
	a := &alignment{key: glyphs(key), read: glyphs(read), text: read}
	a.back = make([]int32, len(a.read))
	for i := range a.back {
		a.back[i] = -1
	}
	k, r := 0, 0
	for _, x := range anchors(a.key, a.read) {
		if x[0] < k || x[1] < r {
			continue
		}
		a.fill(k, x[0], r, x[1])
		k, r = x[0], x[1]
		for k < len(a.key) && r < len(a.read) && a.key[k].r == a.read[r].r {
			a.back[r] = int32(k)
			k, r = k+1, r+1
		}
	}
	a.fill(k, len(a.key), r, len(a.read))
	return a
}

// fill aligns key[k:kEnd] with read[r:rEnd], which lie between two anchors.
func (a *alignment) fill(k, kEnd, r, rEnd int) {
	for k < kEnd && r < rEnd && a.key[k].r == a.read[r].r {
		a.back[r] = int32(k)
		k, r = k+1, r+1
	}
	for k < kEnd && r < rEnd && a.key[kEnd-1].r == a.read[rEnd-1].r {
		kEnd, rEnd = kEnd-1, rEnd-1
		a.back[rEnd] = int32(kEnd)
	}
	if kEnd-k == rEnd-r { // characters that the form changed one by one
		for ; k < kEnd; k, r = k+1, r+1 {
			a.back[r] = int32(k)
		}
	}
}

// anchors returns pairs of indexes at which the same run begins that is unique
// in key and in read: the longest chain that ascends in both.
func anchors(key, read []glyph) [][2]int {
	at := func(g []glyph) map[[gram]rune]int {
		m := make(map[[gram]rune]int, len(g))
		for i := 0; i+gram <= len(g); i++ {
			var s [gram]rune
			for j := range s {
				s[j] = g[i+j].r
			}
			if _, twice := m[s]; twice {
				m[s] = -1
			} else {
				m[s] = i
			}
		}
		return m
	}
	inRead := at(read)
	var pairs [][2]int
	for s, i := range at(key) {
		if j, ok := inRead[s]; ok && i >= 0 && j >= 0 {
			pairs = append(pairs, [2]int{i, j})
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return a[0] - b[0] })
	return ascending(pairs)
}

// ascending returns the longest chain of pairs, sorted by their first number,
// whose second numbers ascend.
func ascending(pairs [][2]int) [][2]int {
	var ends []int // ends[n] is the index of the best end of a chain of n+1 pairs
	prev := make([]int, len(pairs))
	for i, p := range pairs {
		n := sort.Search(len(ends), func(n int) bool { return pairs[ends[n]][1] >= p[1] })
		prev[i] = -1
		if n > 0 {
			prev[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	if len(ends) == 0 {
		return nil
	}
	var chain [][2]int
	for i := ends[len(ends)-1]; i >= 0; i = prev[i] {
		chain = append(chain, pairs[i])
	}
	slices.Reverse(chain)
	return chain
}

// nowhere is the index of a glyph that the key does not have.
const nowhere = -1

func after(g []glyph, off int32) int {
	return sort.Search(len(g), func(i int) bool { return g[i].off >= off })
}

// keyStart returns the index of the first glyph of the key at or behind off
// that is not a soft mark.
func (a *alignment) keyStart(off int32) int { return hard(a.key, after(a.key, off)) }

// readStart is keyStart for an offset in the text read, or nowhere.
func (a *alignment) readStart(off int32) int {
	i := hard(a.read, after(a.read, off))
	if i == len(a.read) {
		return len(a.key)
	}
	return int(a.back[i])
}

func hard(g []glyph, i int) int {
	for i < len(g) && g[i].soft {
		i++
	}
	return i
}

// keyEnd returns the index behind the last glyph before off that is not soft.
func (a *alignment) keyEnd(off int32) int { return hardEnd(a.key, after(a.key, off)) }

// readEnd is keyEnd for an offset in the text read, or nowhere.
func (a *alignment) readEnd(off int32) int {
	i := hardEnd(a.read, after(a.read, off))
	if i == 0 {
		return 0
	}
	if k := a.back[i-1]; k >= 0 {
		return int(k) + 1
	}
	return nowhere
}

func hardEnd(g []glyph, i int) int {
	for i > 0 && g[i-1].soft {
		i--
	}
	return i
}

// A run is a range of glyphs of the key, or of nowhere.
type run struct{ start, end int }

func (a *alignment) keyRun(s source.Span) run { return run{a.keyStart(s.Start), a.keyEnd(s.End)} }

func (a *alignment) readRun(s source.Span) run { return run{a.readStart(s.Start), a.readEnd(s.End)} }

func (r run) overlap(s run) int { return min(r.end, s.end) - max(r.start, s.start) }

// near returns an offset in the key's text for off in the text read, the next
// one that both have if need be.
func (a *alignment) near(off int32) int32 {
	i := after(a.read, off)
	for j := i; j < len(a.back); j++ {
		if a.back[j] >= 0 {
			return a.key[a.back[j]].off
		}
	}
	if len(a.key) == 0 {
		return 0
	}
	return a.key[len(a.key)-1].off
}
