package rules

import (
	"strings"

	"zhenggai/zh"
)

// A pairSet has a bit for each pair of characters, of three bytes each: it never
// says no to a pair that was put in, and seldom yes to another.
type pairSet [1 << 7]uint64

// put puts the pair that s begins with into x.
func (x *pairSet) put(s string) {
	h := pairSlot(s)
	x[h>>6] |= 1 << (h & 63)
}

// may reports whether the pair that s begins with may be in x.
func (x *pairSet) may(s string) bool {
	h := pairSlot(s)
	return x[h>>6&127]>>(h&63)&1 != 0
}

// pairSlot returns the slot of the pair of characters that s begins with, of 2^13.
func pairSlot(s string) uint16 {
	_ = s[5]
	a, b := uint32(s[1]&63)<<6|uint32(s[2]&63), uint32(s[4]&63)<<6|uint32(s[5]&63)
	return uint16((a*37 ^ b) & (1<<13 - 1))
}

// Needles are words that are looked for in one pass over a text.
type needles struct {
	first pairSet // what the words begin with
	words []string
}

// newNeedles returns the needles for words of two or more Chinese characters.
func newNeedles(words ...string) *needles {
	n := &needles{words: words}
	for _, w := range words {
		n.first.put(w)
	}
	return n
}

// find returns the index of the word that stands first in s, or -1. Of words at
// one place it is the first of the list.
func (n *needles) find(s string) int {
	for i := 0; i+6 <= len(s); {
		if s[i] < 0xE0 {
			i++
			continue
		}
		if n.first.may(s[i:]) {
			for k, w := range n.words {
				if strings.HasPrefix(s[i:], w) {
					return k
				}
			}
		}
		i += 3
	}
	return -1
}

// in reports whether one of the words stands in s.
func (n *needles) in(s string) bool { return n.find(s) >= 0 }

// Endings are words that a text may end with.
type endings struct {
	last  pairSet // the last two characters of the words
	words []string
}

// newEndings returns the endings for words of two or more Chinese characters.
func newEndings(words ...string) *endings {
	e := &endings{words: words}
	for _, w := range words {
		e.last.put(w[len(w)-6:])
	}
	return e
}

// end reports whether s ends with one of the words.
func (e *endings) end(s string) bool {
	return len(s) >= 6 && e.last.may(s[len(s)-6:]) && zh.EndsAny(s, e.words...)
}
