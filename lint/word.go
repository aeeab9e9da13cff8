package lint

import (
	"math/bits"
	"slices"
	"strings"

	"zhenggai/source"
)

// A lexicon finds many words in one pass over a text. Nearly all words are two
// to six characters long, so the first two decide: a bit for each pair of
// characters says whether any word begins so, and only then are the words
// compared. That is several times as fast as an automaton for Chinese.
type lexicon struct {
	filter [1 << 11]uint64 // bits by the hash of the first six bytes; 16 KB stay in the cache
	first  map[uint64][]entry
	heads  [256]bool // by the first bytes of words

	chars   [6][64]uint64 // a bit for each single ideograph, by the bytes of its UTF-8
	singles []entry       // the rules that look for them

	// The same as first, made by seal, for looking up.
	pairs    []pairWords // open addressing by slot
	openings []opening
}

// A pairWords is the run of the words that begin with a pair of characters.
type pairWords struct {
	pair     uint64
	third    uint64 // a bit for the second byte of each third character; all of them if a word has but two
	from, to uint32
}

// An opening is a word with its first eight bytes, for comparing them at once.
type opening struct {
	head, mask uint64
	entry
}

// seal makes the table that scan looks words up in.
func (x *lexicon) seal() {
	size := 1 << bits.Len(uint(2*len(x.first)))
	x.pairs, x.openings = make([]pairWords, size), x.openings[:0]
	for p, entries := range x.first {
		from, third := len(x.openings), uint64(0)
		for _, e := range entries {
			if find := e.word.Find; len(find) >= 8 {
				third |= 1 << (find[7] & 63)
			} else {
				third = ^uint64(0)
			}
			o := opening{entry: e}
			for i := range min(8, len(e.word.Find)) {
				o.head |= uint64(e.word.Find[i]) << (8 * i)
				o.mask |= 0xFF << (8 * i)
			}
			x.openings = append(x.openings, o)
		}
		k := int(slot(p)) & (size - 1)
		for x.pairs[k].to > 0 {
			k = (k + 1) & (size - 1)
		}
		x.pairs[k] = pairWords{p, third, uint32(from), uint32(len(x.openings))}
	}
}

// of returns the words that may stand where all are the first eight bytes: those
// that begin with the same pair, or none if none of them goes on so.
func (x *lexicon) of(all uint64) []opening {
	p := all & pairMask
	for k := int(slot(p)) & (len(x.pairs) - 1); x.pairs[k].to > 0; k = (k + 1) & (len(x.pairs) - 1) {
		if e := &x.pairs[k]; e.pair == p {
			if e.third>>(all>>56&63)&1 == 0 {
				return nil
			}
			return x.openings[e.from:e.to]
		}
	}
	return nil
}

type entry struct {
	word *Word
	rule *Rule
	at   int32 // index of the rule among the checker's
}

// pair returns the first two characters of s, packed, or false if s is shorter.
// Words begin with Chinese characters: three bytes each.
func pair(s string) (uint64, bool) {
	p, ok := first8(s)
	return p & pairMask, ok
}

// first8 returns the first eight bytes of s, or six or seven if it has no more, or
// false if it has fewer.
func first8(s string) (uint64, bool) {
	if len(s) >= 8 {
		return load8(s), true
	}
	if len(s) < 6 {
		return 0, false
	}
	p := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40
	if len(s) == 7 {
		p |= uint64(s[6]) << 48
	}
	return p, true
}

// load8 returns the first eight bytes of s, which is no shorter, in one load.
func load8(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

const pairMask = 1<<48 - 1

func slot(p uint64) uint64 { return (p * 0x9E3779B97F4A7C15) >> 47 }

// newLexicon makes the lexicon of the rules' words.
func newLexicon(rules []*Rule) *lexicon {
	x := &lexicon{first: map[uint64][]entry{}}
	for at, r := range rules {
		for i := range r.Words {
			x.add(entry{&r.Words[i], r, int32(at)})
		}
		if r.Chars != "" {
			x.addChars(entry{nil, r, int32(at)})
		}
	}
	x.seal()
	return x
}

func (x *lexicon) add(e entry) {
	p, ok := pair(e.word.Find)
	if !ok {
		panic("lint: " + e.rule.ID + ": word " + e.word.Find + " is shorter than two characters")
	}
	h := slot(p)
	x.filter[h>>6] |= 1 << (h & 63)
	x.first[p] = append(x.first[p], e)
	x.heads[e.word.Find[0]] = true
}

// addChars adds the single characters of a rule.
func (x *lexicon) addChars(e entry) {
	for _, c := range e.rule.Chars {
		if c < 0x4000 || c > 0x9FFF {
			panic("lint: " + e.rule.ID + ": " + string(c) + " is no common ideograph")
		}
		x.chars[c>>12-4][c>>6&0x3F] |= 1 << (c & 0x3F)
	}
	x.singles = append(x.singles, e)
}

// scan calls yield with each word and each single character that stands in s, in
// text order, and notes the sights of s. It is one walk for all of them, because
// on Chinese text the branch between ideographs and marks is what a walk costs.
func (x *lexicon) scan(s string, t *Sights, yield func(e entry, at source.Span)) {
	t.reset()
	i := 0
	for i+doubledReach <= len(s) {
		here := s[i : i+doubledReach]
		all := load8(here)
		c := byte(all)
		k := c - 0xE4
		if k > 5 { // no common ideograph
			if x.heads[c] && x.may(all) {
				x.found(s, i, all, yield)
			}
			if !sights[c] {
				i++
				continue
			}
			i += t.other(s, i, c)
			continue
		}
		if x.may(all) {
			x.found(s, i, all, yield)
		}
		if x.chars[k][all>>8&0x3F]>>(all>>16&0x3F)&1 != 0 {
			x.char(s, i, yield)
		}
		if mayDouble(all, load8(here[7:])) {
			t.Doubled = append(t.Doubled, int32(i))
		}
		i += 3
	}
	for i < len(s) {
		if all, ok := first8(s[i:]); ok {
			x.found(s, i, all, yield)
		}
		c := s[i]
		if c < 0xE4 || c > 0xE9 || i+3 > len(s) {
			i += t.other(s, i, c)
			continue
		}
		x.char(s, i, yield)
		i += 3
	}
}

// may reports whether a word may begin with the bytes all.
func (x *lexicon) may(all uint64) bool {
	h := slot(all & pairMask)
	return x.filter[h>>6]>>(h&63)&1 != 0
}

// char calls yield for each rule that looks for the character at s[i].
func (x *lexicon) char(s string, i int, yield func(e entry, at source.Span)) {
	for k := range x.singles {
		if e := &x.singles[k]; strings.Contains(e.rule.Chars, s[i:i+3]) {
			yield(*e, source.Span{Start: int32(i), End: int32(i + 3)})
		}
	}
}

// found calls yield with each word that stands at s[i]; all are the first bytes
// there.
func (x *lexicon) found(s string, i int, all uint64, yield func(e entry, at source.Span)) {
	words := x.of(all)
	for k := range words {
		e := &words[k]
		if (all^e.head)&e.mask == 0 && strings.HasPrefix(s[i:], e.word.Find) && strings.HasSuffix(s[:i], e.word.Lead) && !e.word.excused(s, i) {
			yield(e.entry, source.Span{Start: int32(i - len(e.word.Lead)), End: int32(i + len(e.word.Find))})
		}
	}
}

// excused reports whether the word at s[i] is part of a longer wording that is
// right.
func (w *Word) excused(s string, i int) bool {
	return slices.ContainsFunc(w.Not, func(long string) bool { return within(s, i, w.Find, long) })
}

// within reports whether find at s[i] stands inside the wording long.
func within(s string, i int, find, long string) bool {
	for at := 0; ; {
		k := strings.Index(long[at:], find)
		if k < 0 {
			return false
		}
		k += at
		if i-k >= 0 && strings.HasPrefix(s[i-k:], long) {
			return true
		}
		at = k + 1
	}
}
