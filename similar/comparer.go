package similar

import "sync"

// A Pair is two passages that are near copies; A is the one added first.
type Pair struct {
	A, B ID
	Likeness
}

// A Comparer finds the near copies among the measures of one report. It differs
// from an [Index] in that it is cheap to fill and can be emptied and filled
// again without allocating. The zero Comparer is empty and ready; it must not be
// used concurrently.
type Comparer struct {
	passages passages
	prints   prints
	chains   chains // of the fingerprints that may occur twice
	chained  int    // passages that chains was made of
	winnower winnower
	sieve    sieve
	matcher  matcher
	tally    tally
}

// Reset empties c but keeps its memory.
func (c *Comparer) Reset() {
	c.passages.reset()
	c.prints.reset()
	c.chained = 0
}

// Add adds a text and returns its id.
func (c *Comparer) Add(text string) ID {
	id, p := c.passages.add(text)
	c.prints.add(c.winnower.winnow(p.runes))
	return id
}

// chain makes the chains of all that was added. Most fingerprints of a report
// occur once and lead nowhere; they are left out.
func (c *Comparer) chain() {
	if c.chained == c.passages.len() && c.chained > 0 {
		return
	}
	c.chains.reset()
	c.chained = c.passages.len()
	from := uint32(0)
	for id, end := range c.prints.ends {
		few := c.winnower.prints[:0]
		for _, hash := range c.prints.hashes[from:end] {
			if c.prints.again(hash) {
				few = append(few, fingerprint{hash: hash})
			}
		}
		c.winnower.prints = few
		c.chains.add(uint32(id), few)
		from = end
	}
}

// prints are the fingerprints of passages, one passage after the other.
type prints struct {
	hashes []uint32
	ends   []uint32        // of each passage in hashes
	once   [1 << 10]uint64 // a bit for the upper half of each fingerprint
	twice  [1 << 10]uint64 // the same of those that came again
}

func (p *prints) reset() {
	p.hashes, p.ends = p.hashes[:0], p.ends[:0]
	p.once, p.twice = [1 << 10]uint64{}, [1 << 10]uint64{}
}

func (p *prints) add(all []fingerprint) {
	for _, f := range all {
		at, bit := f.hash>>22, uint64(1)<<(f.hash>>16&63)
		p.twice[at] |= p.once[at] & bit
		p.once[at] |= bit
		p.hashes = append(p.hashes, f.hash)
	}
	p.ends = append(p.ends, uint32(len(p.hashes)))
}

// again reports whether hash may have been added more than once.
func (p *prints) again(hash uint32) bool { return p.twice[hash>>22]>>(hash>>16&63)&1 != 0 }

// Pairs calls yield for each pair of near copies until it returns false, ordered
// by B and then by A: every passage with those before it.
func (c *Comparer) Pairs(yield func(Pair) bool) {
	c.chain()
	links := c.chains.links
	for len(links) > 0 {
		n := 1
		for n < len(links) && links[n].id == links[0].id {
			n++
		}
		if !c.copies(links[:n], yield) {
			return
		}
		links = links[n:]
	}
}

// copies yields the near copies of the passage with the given links among the
// older ones.
func (c *Comparer) copies(links []link, yield func(Pair) bool) bool {
	room := 0
	for _, l := range links {
		if count := int(c.chains.heads[l.head].count); weight(count) > 0 {
			room += count
		}
	}
	if room == len(links) {
		return true // all its fingerprints are its own
	}
	c.tally.reset(min(room, c.passages.len()))
	for _, l := range links {
		if w := weight(int(c.chains.heads[l.head].count)); w > 0 {
			for at := l.next; at >= 0; at = c.chains.links[at].next {
				c.tally.add(c.chains.links[at].id, w)
				c.matcher.steps++
			}
		}
	}
	if len(c.tally.ids) == 0 {
		return true
	}
	id := links[0].id
	sortIDs(c.tally.ids)
	text, taken := c.passages.at(id), false
	c.sieve.take(text.runes)
	var f frequenter // nil where there is no boilerplate, which is the rule
	if c.chains.most > MaxPassages {
		f = &c.chains
	}
	for _, other := range c.tally.ids {
		c.matcher.steps += c.passages.length(other)
		if !c.sieve.mayBeNear(c.passages.at(other).runes) {
			continue
		}
		if !taken {
			c.matcher.take(text)
			taken = true
		}
		if l, ok := c.matcher.near(c.passages.at(other), false, f); ok {
			if !yield(Pair{ID(other), ID(id), l.swapped()}) {
				return false
			}
		}
	}
	return true
}

// frequent makes chains a frequenter.
func (c *chains) frequent(hash uint32) bool { return c.find(hash).count > MaxPassages }

// A scratch is the memory for looking at single texts; idle ones are kept for
// the next call, whoever makes it.
type scratch struct {
	text, other passage
	winnower    winnower
	matcher     matcher
	tally       tally
	distinct    table
}

var idle = sync.Pool{New: func() any { return new(scratch) }}
