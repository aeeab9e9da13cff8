package report

// A pairSet tells quickly that no word of a list can stand at a place: it knows
// which two characters may follow one another there. Most characters that begin
// or end a word of a list do so by chance, and leave here without a call. Words
// of one character always pass.
type pairSet struct {
	pairs [1 << 7]uint64 // by a hash of both characters
	alone [1 << 6]uint64 // by the character that the scanner stands on
}

// low12 returns the low twelve bits of the character of three bytes at s[i].
func low12(s string, i int) uint32 { return uint32(s[i+1]&63)<<6 | uint32(s[i+2]&63) }

func pairHash(a, b uint32) uint32 { return (a*37 ^ b) & (1<<13 - 1) }

func (p *pairSet) addPair(a, b uint32) {
	h := pairHash(a, b)
	p.pairs[h>>6] |= 1 << (h & 63)
}

func (p *pairSet) addAlone(a uint32) { p.alone[a>>6] |= 1 << (a & 63) }

// has reports whether a word may stand where character here and its neighbour
// next to it do.
func (p *pairSet) has(here, next uint32) bool {
	h := pairHash(here, next)
	return (p.pairs[h>>6&127]>>(h&63)|p.alone[here>>6&63]>>(here&63))&1 != 0
}

// starts adds the first two characters of words.
func (p *pairSet) starts(words ...string) {
	for _, w := range words {
		if len(w) < 6 {
			p.addAlone(low12(w, 0))
			continue
		}
		p.addPair(low12(w, 0), low12(w, 3))
	}
}

// ends adds the last two characters of words.
func (p *pairSet) ends(words ...string) {
	for _, w := range words {
		n := len(w)
		if n < 6 {
			p.addAlone(low12(w, 0))
			continue
		}
		p.addPair(low12(w, n-3), low12(w, n-6))
	}
}

// wordPairs begin what word reads where no clause begins: relative dates and
// modals.
var wordPairs = func() *pairSet {
	var p pairSet
	for _, r := range relatives {
		p.starts(r.words)
	}
	for _, m := range modals {
		if len(m.only) == 0 || len(m.words) >= 6 {
			p.starts(m.words)
			continue
		}
		for _, w := range m.only {
			p.starts(m.words + w)
		}
	}
	return &p
}()

// orgPairs and titlePairs end the names of bodies and the titles of persons,
// stopPairs the words at which a name ends that is followed backwards.
var (
	stopPairs = func() *pairSet {
		var p pairSet
		for _, w := range orgStops.list {
			p.ends(w.word)
		}
		return &p
	}()
	orgPairs = func() *pairSet {
		var p pairSet
		for _, w := range orgEnds.list {
			p.ends(w.word)
		}
		return &p
	}()
	titlePairs = func() *pairSet {
		var p pairSet
		for _, w := range personTitles.list {
			p.ends(w.word)
		}
		return &p
	}()
)

// boundWords begin what word reads only where a clause begins.
var boundWords = newRunes("第其首再最等待")

// hanNext holds the characters behind which a Chinese numeral may be a number:
// numerals, classifiers and the units that han knows besides.
var hanNext = func() *runeSet {
	s := newRunes("〇零一二三四五六七八九两十百千万亿几数廿卅" + hanUnits)
	for _, c := range classifiers {
		r, _ := runeAt(c.words, 0)
		s[r>>6] |= 1 << (r & 63)
	}
	return s
}()
