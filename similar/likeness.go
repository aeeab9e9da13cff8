package similar

// Likeness says how like each other two texts A and B are.
type Likeness struct {
	// Jaccard is the share of the 4-grams of both texts that are common to
	// them, and Containment the share of the 4-grams of the one with fewer that
	// the other has as well; from 0 to 1. Each gram counts once.
	Jaccard, Containment float64
	// Longest is the longest common run, titles included; 0 runes if there is
	// none of 4 or more.
	Longest Run
	// Untitled is the length in runes of the longest common run that in neither
	// text enters a 《title》. Titles take part in the comparison and are cut out
	// of its result only: two formulas without their titles would be the same.
	Untitled int
	// Boilerplate is how much of what the texts share in runs of MinShared or
	// more is known from more than MaxPassages passages, as a share of 0 to 1.
	// It is what fingerprints of so many passages cover, and scraps between
	// them that are too short (less than MinShared runes) to say anything.
	Boilerplate float64
}

// Near reports whether the texts are near copies. A long common run makes them so
// only if it is not all boilerplate.
func (l Likeness) Near() bool {
	return (l.Jaccard >= MinJaccard || l.Longest.Runes >= MinRun && l.Boilerplate < 1) &&
		l.Untitled >= MinUntitled
}

// swapped is the likeness of B and A.
func (l Likeness) swapped() Likeness {
	l.Longest.A, l.Longest.B = l.Longest.B, l.Longest.A
	return l
}

// Compare says how like each other two texts are. Boilerplate is 0, for that
// takes a collection.
func Compare(a, b string) Likeness {
	s := idle.Get().(*scratch)
	defer idle.Put(s)
	s.text.fold(a)
	s.other.fold(b)
	s.matcher.take(s.text)
	grams, _ := s.matcher.meet(s.other)
	return s.matcher.measure(s.other, grams, true, nil)
}

// Shared returns the stretches of a, MinShared runes or longer, that occur in b,
// each with a place where it occurs there, in the order of a. None is
// part of another, but two may overlap where a joins what b has apart.
func Shared(a, b string) []Run {
	s := idle.Get().(*scratch)
	defer idle.Put(s)
	s.text.fold(a)
	s.other.fold(b)
	f := &s.matcher.finder
	f.index(s.other.runes)
	meetings := f.meet(s.text.runes, s.other.runes)
	var runs []Run
	for i, e := range meetings {
		grows := i+1 < len(meetings) && meetings[i+1].length == e.length+1
		if !grows && e.length >= MinShared {
			n, to, end := int(e.length), i+1, int(e.end)+1
			runs = append(runs, Run{s.text.span(to-n, to), s.other.span(end-n, end), n})
		}
	}
	return runs
}

// A frequenter knows which fingerprints are boilerplate; nil stands for one that
// knows none.
type frequenter interface{ frequent(hash uint32) bool }

// A matcher compares one passage, the taken one, with many. It holds what can
// be made once for all of them, and the memory for it.
type matcher struct {
	taken  passage
	grams  table    // 4-gram → number of the comparison that met it last
	slots  []uint32 // for each gram of the taken passage in order, its place in the table
	size   int      // distinct 4-grams of the taken passage
	rounds uint32

	known     []bool // runes of the taken passage that are boilerplate
	knownMade bool

	finder     finder
	spareKnown []bool
	distinct   table
	titles     []int
	masked     [2][]uint16
	prints     []fingerprint

	steps int // elementary steps so far, for the tests of growth
}

// spacious returns for how many keys the table of a passage of n runes has room. That
// of a measure has more than it needs: where nearly all slots are empty, nearly all
// branches on that are foreseen.
func spacious(n int) int {
	if n <= 1<<10 {
		return 4 * n
	}
	return n
}

// take makes p the passage that others are compared with.
func (m *matcher) take(p passage) {
	m.taken = p
	m.knownMade = false
	m.rounds = 0
	m.slots = m.slots[:0]
	m.steps += len(p.runes)
	t := &m.grams
	t.reset(spacious(len(p.runes)))
	var g uint64
	for i, r := range p.runes {
		if g = g<<16 | uint64(r); i >= shingle-1 {
			m.slots = append(m.slots, t.place(g))
		}
	}
	m.size = t.used
}

// count returns the number of distinct 4-grams of runes.
func (m *matcher) count(runes []uint16) int {
	m.steps += len(runes)
	t := &m.distinct
	t.reset(spacious(len(runes)))
	var g uint64
	for i, r := range runes {
		if g = g<<16 | uint64(r); i >= shingle-1 {
			t.place(g)
		}
	}
	return t.used
}

// meet counts the distinct 4-grams that p has in common with the taken passage,
// and the longest streak of runes of p at which such grams begin. This is all the
// work that most candidates need.
func (m *matcher) meet(p passage) (grams, streak int) {
	m.rounds++
	m.steps += len(p.runes)
	t, round := &m.grams, m.rounds
	mask, shift, epoch := len(t.slots)-1, t.shift, t.epoch
	var g uint64
	row := 0
	for i, r := range p.runes {
		if g = g<<16 | uint64(r); i < shingle-1 {
			continue
		}
		for j := int(hashKey(g) >> shift); ; j++ {
			s := &t.slots[j&mask]
			if s.epoch != epoch {
				row = 0
				break
			}
			if s.key == g {
				if s.value != round {
					s.value = round
					grams++
				}
				row++
				streak = max(streak, row)
				break
			}
		}
	}
	return grams, streak
}

// near compares p with the taken passage and returns their likeness, the taken
// one being A, if they are near copies. first says which of two equally long
// passages comes first: true for the taken one.
func (m *matcher) near(p passage, first bool, f frequenter) (Likeness, bool) {
	grams, streak := m.meet(p)
	// The union is no smaller than the set of the taken passage; and a run of
	// MinRun runes would show as that many grams in a row.
	if float64(grams) < MinJaccard*float64(m.size) {
		if streak < MinRun-shingle+1 || m.longer(p, first) && !m.ownStreak(f) {
			return Likeness{}, false
		}
	}
	l := m.measure(p, grams, first, f)
	return l, l.Near()
}

// longer reports whether the taken passage is the longer one. It is always
// the longer one that is gone through, lest the result depend on which was taken.
func (m *matcher) longer(p passage, first bool) bool {
	return len(m.taken.runes) > len(p.runes) || len(m.taken.runes) == len(p.runes) && first
}

// ownStreak reports whether the grams that meet found can make up a common run
// with MinShared runes in a row that are not boilerplate. Without that, as
// measure would find at some expense, all that is shared is boilerplate.
func (m *matcher) ownStreak(f frequenter) bool {
	known := m.boilerplate(m.taken, true, f)
	m.steps += len(known)
	row := 0 // runes at the end of which all grams are met, and which are not known
	for i, at := range m.slots {
		switch {
		case m.grams.slots[at].value != m.rounds:
			row = 0
			continue
		case row == 0:
			for j := i; j < i+shingle-1; j++ {
				if row++; known[j] {
					row = 0
				}
			}
		}
		if row++; known[i+shingle-1] {
			row = 0
		}
		if row >= MinShared {
			return true
		}
	}
	return false
}

// measure makes the likeness of the taken passage, A, and p, B, of which grams
// distinct 4-grams are common.
func (m *matcher) measure(p passage, grams int, first bool, f frequenter) Likeness {
	var l Likeness
	long, short, taken := m.taken, p, true
	if !m.longer(p, first) {
		long, short, taken = p, m.taken, false
	}
	size := m.finder.index(short.runes)
	if !taken {
		size = m.count(p.runes)
	}
	if grams > 0 {
		l.Jaccard = float64(grams) / float64(m.size+size-grams)
		l.Containment = float64(grams) / float64(min(m.size, size))
	}
	meetings := m.finder.meet(long.runes, short.runes)
	at := longest(meetings)
	if at < 0 {
		return l
	}
	n, end := int(meetings[at].length), int(meetings[at].end)+1
	l.Longest = Run{long.span(at+1-n, at+1), short.span(end-n, end), n}
	l.Boilerplate = share(meetings, m.boilerplate(long, taken, f))
	l.Untitled = m.withoutTitles(long, short, at+1, end, n)
	if !taken {
		l = l.swapped()
	}
	return l
}

// Masked runes of the two texts must not be equal to anything, so each text has
// its own; neither is the form of a letter or a number.
const (
	maskLong  = 0xFFFF
	maskShort = 0xFFFE
)

// withoutTitles returns the length of the longest common run outside titles. The
// longest one at all, of n runes, ends before the runes at, in long, and end, in
// short: if it is in no title, that is it.
func (m *matcher) withoutTitles(long, short passage, at, end, n int) int {
	m.titles = long.titles(m.titles[:0])
	split := len(m.titles)
	m.titles = short.titles(m.titles)
	if !overlap(m.titles[:split], at-n, at) && !overlap(m.titles[split:], end-n, end) {
		return n
	}
	cut := mask(m.masked[0], long.runes, m.titles[:split], maskLong)
	other := mask(m.masked[1], short.runes, m.titles[split:], maskShort)
	m.masked = [2][]uint16{cut, other}
	m.finder.index(other)
	meetings := m.finder.meet(cut, other)
	if at = longest(meetings); at < 0 {
		return 0
	}
	return int(meetings[at].length)
}

// overlap reports whether one of the ranges has a rune of [from, to).
func overlap(ranges []int, from, to int) bool {
	for i := 0; i < len(ranges); i += 2 {
		if ranges[i] < to && ranges[i+1] > from {
			return true
		}
	}
	return false
}

// mask replaces the runes in the ranges.
func mask(buf, runes []uint16, ranges []int, by uint16) []uint16 {
	buf = append(buf[:0], runes...)
	for i := 0; i < len(ranges); i += 2 {
		for j := ranges[i]; j < ranges[i+1]; j++ {
			buf[j] = by
		}
	}
	return buf
}

// boilerplate returns which runes of p the frequent fingerprints cover; those of
// the taken passage are kept for the next comparison.
func (m *matcher) boilerplate(p passage, taken bool, f frequenter) []bool {
	if taken && m.knownMade {
		return m.known
	}
	known := cleared(m.spareKnown, len(p.runes))
	if taken {
		known = cleared(m.known, len(p.runes))
	}
	if f != nil {
		m.prints = winnow(m.prints[:0], p.runes)
		for _, print := range m.prints {
			if f.frequent(print.hash) {
				for i := range gram {
					known[int(print.at)+i] = true
				}
			}
		}
	}
	if taken {
		m.known, m.knownMade = known, true
	} else {
		m.spareKnown = known
	}
	return known
}

// share returns the share of boilerplate in the common runs that the meetings are
// the ends of; known says which runes are boilerplate.
func share(meetings []meeting, known []bool) float64 {
	common, commonTo := 0, 0 // runes in common runs, and where the last such run ends
	own, ownTo := 0, 0       // of them those that are news
	row := 0                 // runes up to here that are not known
	for i, e := range meetings {
		n := int(e.length)
		if row++; known[i] {
			row = 0
		}
		if n < MinShared {
			continue
		}
		common += min(n, i+1-commonTo)
		commonTo = i + 1
		if news := min(n, row); news >= MinShared {
			own += min(news, i+1-ownTo)
			ownTo = i + 1
		}
	}
	if common == 0 {
		return 0
	}
	return 1 - float64(own)/float64(common)
}

// cleared returns n bools that are false, in the memory of buf if that will do.
func cleared(buf []bool, n int) []bool {
	if cap(buf) < n {
		return make([]bool, n, 2*n)
	}
	buf = buf[:n]
	clear(buf)
	return buf
}
