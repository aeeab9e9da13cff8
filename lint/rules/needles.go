package rules

import "strings"

// Needles are words that are looked for in one pass over a text: a bit for each
// pair of characters says whether a word begins so.
type needles struct {
	some  [1 << 7]uint64 // by pairSlot
	words []string
}

// newNeedles returns the needles for words of two or more Chinese characters.
func newNeedles(words ...string) *needles {
	n := &needles{words: words}
	for _, w := range words {
		h := pairSlot(w)
		n.some[h>>6] |= 1 << (h & 63)
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
		if h := pairSlot(s[i : i+6]); n.some[h>>6]>>(h&63)&1 != 0 {
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
