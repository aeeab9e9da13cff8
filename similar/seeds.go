package similar

import "sort"

// A seed is a fingerprint that the passage at hand has in common with an older
// one: the runes at which its gram begins in either, marked with several where it
// does again.
type seed struct {
	at, other uint32
	next      int32 // of the same candidate, noSeed for the last
}

const noSeed = -1

// A candidate is an older passage with fingerprints of the one at hand.
type candidate struct {
	weight      uint32 // the evidence of its seeds
	first, last int32  // its seeds
}

// candidates are those of one passage, by their ids. The zero candidates are
// empty.
type candidates struct {
	of    []candidate
	all   []uint32 // ids of those with a weight
	seeds []seed
}

// reset empties c, with room for candidates among n passages.
func (c *candidates) reset(n int) {
	for _, id := range c.all {
		c.of[id] = candidate{}
	}
	if len(c.of) < n {
		c.of = make([]candidate, 2*n)
	}
	c.all, c.seeds = c.all[:0], c.seeds[:0]
}

// add adds a seed in passage id and its weight as evidence.
func (c *candidates) add(id, weight, at, other uint32) {
	n := int32(len(c.seeds))
	c.seeds = append(c.seeds, seed{at, other, noSeed})
	k := &c.of[id]
	if k.weight == 0 {
		c.all = append(c.all, id)
		k.first = n
	} else {
		c.seeds[k.last].next = n
	}
	k.last = n
	k.weight += weight
}

// A stretch is a common run of two folded texts that cannot be extended: length
// runes, from the runes at and other on.
type stretch struct{ at, other, length int }

// A stretcher finds the stretches of two texts, in as many steps as a finder takes
// before it gives up.
type stretcher struct {
	text, other []uint16
	found       []stretch
	left        int // steps
}

// stretches finds the common runs of MinUntitled runes or more of two passages,
// the one at hand and passage id. Winnowing leaves none of them without a seed,
// unless all its fingerprints are boilerplate. It returns false where it does not
// tell, because seeds occur too often.
func (c *candidates) stretches(id uint32, x *stretcher) bool {
	x.found, x.left = x.found[:0], patience*(len(x.text)+len(x.other))
	for i := c.of[id].first; i != noSeed; i = c.seeds[i].next {
		if x.left < 0 {
			return false
		}
		s := &c.seeds[i]
		if (s.at|s.other)&several == 0 {
			x.extend(int(s.at), int(s.other))
			continue
		}
		var a, b [maxPlaces]int
		at, ok := places(a[:0], x.text, s.at&^several)
		other, fine := places(b[:0], x.other, s.other&^several)
		if !ok || !fine {
			return false
		}
		x.left -= len(x.text) + len(x.other)
		for _, i := range at {
			for _, j := range other {
				x.extend(i, j)
			}
		}
	}
	return true
}

// maxPlaces is how many places of a seed in a passage are tried: more of them have
// only texts such as pages of zeros.
const maxPlaces = 4

// places appends where the gram at rune at stands in runes, or returns false if
// buf has no room for that.
func places(buf []int, runes []uint16, at uint32) ([]int, bool) {
	gram := [gram]uint16(runes[at:])
	want := uint64(gram[0])<<48 | uint64(gram[1])<<32 | uint64(gram[2])<<16 | uint64(gram[3])
	four := ^want // the four runes before
	for i, r := range runes {
		if four == want && r == gram[4] && i >= len(gram)-1 {
			if len(buf) == cap(buf) {
				return buf, false
			}
			buf = append(buf, i-(len(gram)-1))
		}
		four = four<<16 | uint64(r)
	}
	return buf, true
}

// extend adds the stretch that holds the runes at and other, if they are equal and
// it is long enough.
func (x *stretcher) extend(at, other int) {
	if n := len(x.found); n > 0 && at-other == x.found[n-1].at-x.found[n-1].other && at < x.found[n-1].at+x.found[n-1].length {
		return // it is part of the one before
	}
	n := 0
	for at+n < len(x.text) && other+n < len(x.other) && x.text[at+n] == x.other[other+n] {
		n++
	}
	for at > 0 && other > 0 && x.text[at-1] == x.other[other-1] {
		at, other, n = at-1, other-1, n+1
	}
	x.left -= n
	if n >= MinUntitled {
		x.found = append(x.found, stretch{at, other, n})
	}
}

// before reports whether s is named rather than t: the longer one, of equals the
// first in the longer text, which is that of at or not.
func (s stretch) before(t stretch, longer bool) bool {
	switch {
	case s.length != t.length:
		return s.length > t.length
	case s.at == t.at || !longer && s.other != t.other:
		return s.other < t.other
	}
	return s.at < t.at
}

// untitled returns the length of the longest part of s outside the titles of both
// texts.
func (s stretch) untitled(titles, others []int) (most int) {
	titles, others = endingBehind(titles, s.at), endingBehind(others, s.other)
	from := 0 // of the part, in runes from the beginning of s
	for begin := 0; begin < s.length; {
		end := s.length // begin and end of the next title of either text
		begin = s.length
		if len(titles) > 0 {
			begin, end = titles[0]-s.at, titles[1]-s.at
		}
		if len(others) > 0 && others[0]-s.other < begin {
			begin, end = others[0]-s.other, others[1]-s.other
			others = others[2:]
		} else if len(titles) > 0 {
			titles = titles[2:]
		}
		most = max(most, min(begin, s.length)-from)
		from = max(from, end)
	}
	return most
}

// endingBehind returns those of ranges, which ascend, that end behind at.
func endingBehind(ranges []int, at int) []int {
	return ranges[2*sort.Search(len(ranges)/2, func(i int) bool { return ranges[2*i+1] > at }):]
}
