package report

// A wordSet finds which of a list of words stands at a place, before it or behind
// it, by one look at a character: most begin (or end, for looking back) no word.
// Behind that words are kept in buckets by their first two characters (or their
// last two). Words begin and end with characters of three bytes. Of two words
// that fit the longer one wins.
type wordSet struct {
	some  [64]uint64          // low12 of the characters that begin a word
	from  [buckets + 1]uint16 // entries of bucket b are list[from[b]:from[b+1]]
	list  []setWord
	short bool // there are words of one character
}

type setWord struct {
	word string
	id   int
}

const buckets = 1 << 10

// bucket returns the bucket of the words that begin with characters a and b, given
// as low12; of a word of one character b is 0.
func bucket(a, b uint32) uint32 { return (a*37 ^ b ^ b>>5) & (buckets - 1) }

// newWords returns the set of words for looking ahead; the id of a word is its
// index.
func newWords(words ...string) *wordSet {
	return newSet(words, func(string) int { return 0 }, 3)
}

// newEndings returns the set of words for looking back.
func newEndings(words ...string) *wordSet {
	return newSet(words, func(w string) int { return len(w) - 3 }, -3)
}

// newSet sorts words by the character at offset key and the next, step behind it.
func newSet(words []string, key func(string) int, step int) *wordSet {
	var runs [buckets][]setWord
	var s wordSet
	for i, w := range words {
		at := key(w)
		a, next := low12(w, at), uint32(0)
		if len(w) >= 6 {
			next = low12(w, at+step)
		} else {
			s.short = true
		}
		s.some[a>>6] |= 1 << (a & 63)
		b := bucket(a, next)
		k := len(runs[b])
		runs[b] = append(runs[b], setWord{w, i})
		for ; k > 0 && len(runs[b][k-1].word) < len(w); k-- {
			runs[b][k], runs[b][k-1] = runs[b][k-1], runs[b][k]
		}
	}
	for b, run := range runs {
		s.from[b] = uint16(len(s.list))
		s.list = append(s.list, run...)
	}
	s.from[buckets] = uint16(len(s.list))
	return &s
}

// run returns the words of bucket b.
func (w *wordSet) run(b uint32) []setWord { return w.list[w.from[b]:w.from[b+1]] }

// may reports whether the character at s[i] begins (or ends) a word of the set.
func (w *wordSet) may(s string, i int) bool {
	return w.some[s[i+1]&63]>>(s[i+2]&63)&1 != 0
}

// mayPair reports whether the two characters at s[i] begin a word of the set.
func (w *wordSet) mayPair(s string, i int) bool {
	if i+6 > len(s) {
		return false
	}
	b := bucket(low12(s, i), low12(s, i+3))
	return w.from[b] < w.from[b+1]
}

// at returns the longest word that stands at s[i], or "" and -1.
func (w *wordSet) at(s string, i int) (string, int) {
	if i+3 > len(s) || s[i] < 0xE0 || !w.may(s, i) {
		return "", -1
	}
	return w.ahead(s, i)
}

func (w *wordSet) ahead(s string, i int) (string, int) {
	a := low12(s, i)
	if i+6 <= len(s) {
		run := w.run(bucket(a, low12(s, i+3)))
		for k := range run {
			e := &run[k]
			if n := len(e.word); n <= len(s)-i && s[i:i+n] == e.word {
				return e.word, e.id
			}
		}
	}
	if w.short {
		run := w.run(bucket(a, 0))
		for k := range run {
			if e := &run[k]; s[i:i+3] == e.word {
				return e.word, e.id
			}
		}
	}
	return "", -1
}

// before returns the longest word that ends at s[end], or "" and -1.
func (w *wordSet) before(s string, end int) (string, int) {
	if end < 3 || s[end-3] < 0xE0 || !w.may(s, end-3) {
		return "", -1
	}
	return w.behind(s, end)
}

func (w *wordSet) behind(s string, end int) (string, int) {
	a := low12(s, end-3)
	if end >= 6 {
		run := w.run(bucket(a, low12(s, end-6)))
		for k := range run {
			e := &run[k]
			if n := len(e.word); n <= end && s[end-n:end] == e.word {
				return e.word, e.id
			}
		}
	}
	if w.short {
		run := w.run(bucket(a, 0))
		for k := range run {
			if e := &run[k]; s[end-3:end] == e.word {
				return e.word, e.id
			}
		}
	}
	return "", -1
}

// in reports whether one of the words stands in s.
func (w *wordSet) in(s string) bool {
	_, id, _ := w.find(s, 0)
	return id >= 0
}

// end returns the offset behind the longest word that stands at s[i]; 0 if none does.
func (w *wordSet) end(s string, i int) int {
	word, id := w.at(s, i)
	if id < 0 {
		return 0
	}
	return i + len(word)
}

// starts reports whether s begins with one of the words.
func (w *wordSet) starts(s string) bool {
	_, id := w.at(s, 0)
	return id >= 0
}

// ends reports whether s ends with one of the words.
func (w *wordSet) ends(s string) bool {
	_, id := w.before(s, len(s))
	return id >= 0
}

// find returns the first of the words in s from i on and its offset, or "", -1 and
// the length of s.
func (w *wordSet) find(s string, i int) (word string, id, at int) {
	for i+3 <= len(s) {
		if s[i] < 0xE0 {
			i++
			continue
		}
		// Most first characters of words have others behind them.
		if w.may(s, i) && (w.short || w.mayPair(s, i)) {
			if word, id = w.ahead(s, i); id >= 0 {
				return word, id, i
			}
		}
		i += 3
	}
	return "", -1, len(s)
}

// A runeSet is a set of characters of the basic plane.
type runeSet [1 << 10]uint64

func newRunes(runes string) *runeSet {
	var s runeSet
	for _, r := range runes {
		s[r>>6] |= 1 << (r & 63)
	}
	return &s
}

func (s *runeSet) has(r rune) bool { return r <= 0xFFFF && s[r>>6]&(1<<(r&63)) != 0 }

// has3 is has for the character of three bytes at s[i].
func (s *runeSet) has3(t string, i int) bool {
	return s[uint16(t[i]&15)<<6|uint16(t[i+1]&63)]>>(t[i+2]&63)&1 != 0
}
