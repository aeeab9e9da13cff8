package similar

import (
	"slices"
	"sync"
)

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
	chains   chains        // of the fingerprints that may occur twice
	chained  int           // passages that chains was made of
	few      []fingerprint // memory for chain
	matcher  matcher

	candidates candidates
	stretcher  stretcher
	titles     []int
	taken      bool  // the passage at hand was taken by matcher
	sizes      []int // distinct 4-grams of each passage, 0 where they were not counted
}

// Reset empties c but keeps its memory.
func (c *Comparer) Reset() {
	c.passages.reset()
	c.prints.reset()
	c.chained = 0
	c.sizes = c.sizes[:0]
}

// Add adds a text and returns its id.
func (c *Comparer) Add(text string) ID {
	id, p := c.passages.add(text)
	c.prints.add(p.runes)
	c.sizes = append(c.sizes, 0)
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
		c.few = c.prints.appendTwice(c.few[:0], from, end)
		c.chains.add(uint32(id), c.few)
		from = end
	}
}

// prints are the fingerprints of passages, one passage after the other.
type prints struct {
	all   []fingerprint
	ends  []uint32        // of each passage in all
	once  [1 << 10]uint64 // a bit for the upper half of each fingerprint
	twice [1 << 10]uint64 // the same of those that came again
}

func (p *prints) reset() {
	p.all, p.ends = p.all[:0], p.ends[:0]
	p.once, p.twice = [1 << 10]uint64{}, [1 << 10]uint64{}
}

// add adds the fingerprints of a passage.
func (p *prints) add(runes []uint16) {
	from := len(p.all)
	p.all = winnow(p.all, runes)
	for _, f := range p.all[from:] {
		at, bit := f.hash>>22, uint64(1)<<(f.hash>>16&63)
		p.twice[at] |= p.once[at] & bit
		p.once[at] |= bit
	}
	p.ends = append(p.ends, uint32(len(p.all)))
}

// appendTwice appends those of all[from:end] that may have been added more than
// once. Which do is random, so there is no branch on it.
func (p *prints) appendTwice(buf []fingerprint, from, end uint32) []fingerprint {
	buf = slices.Grow(buf, int(end-from))
	kept, few := 0, buf[:end-from]
	for _, f := range p.all[from:end] {
		few[kept] = f
		kept += int(p.twice[f.hash>>22] >> (f.hash >> 16 & 63) & 1)
	}
	return few[:kept]
}

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
	c.candidates.reset(c.passages.len())
	for _, l := range links {
		if w := weight(int(c.chains.heads[l.head].count)); w > 0 {
			for i := l.next; i >= 0; i = c.chains.links[i].next {
				older := &c.chains.links[i]
				c.candidates.add(older.id, w, l.at, older.at)
				c.matcher.steps++
			}
		}
	}
	sortIDs(c.candidates.all)
	id := links[0].id
	c.taken = false
	for _, other := range c.candidates.all {
		if c.candidates.of[other].weight < enough {
			continue
		}
		if l, ok := c.near(other, id); ok && !yield(Pair{ID(other), ID(id), l}) {
			return false
		}
	}
	return true
}

// near returns the likeness of passages a and b, b being the one at hand, if they
// are near copies.
func (c *Comparer) near(a, b uint32) (Likeness, bool) {
	text, other := c.passages.at(b), c.passages.at(a)
	c.stretcher.text, c.stretcher.other = text.runes, other.runes
	if c.chains.most <= MaxPassages {
		ok := c.candidates.stretches(a, &c.stretcher)
		c.matcher.steps += patience*(len(text.runes)+len(other.runes)) - c.stretcher.left
		if ok {
			return c.likeness(a, b, other, text)
		}
	}
	c.take(b, text)
	var f frequenter // nil where there is no boilerplate, which is the rule
	if c.chains.most > MaxPassages {
		f = &c.chains
	}
	l, ok := c.matcher.near(other, false, f)
	return l.swapped(), ok
}

// likeness is near for passages of which all common runs that matter are known,
// and none is boilerplate. Most candidates have none, and are done with.
func (c *Comparer) likeness(a, b uint32, other, text passage) (l Likeness, ok bool) {
	if len(c.stretcher.found) == 0 {
		return l, false
	}
	c.titles = text.titles(c.titles[:0])
	split := len(c.titles)
	c.titles = other.titles(c.titles)
	best := c.stretcher.found[0]
	for _, s := range c.stretcher.found {
		if s.before(best, len(text.runes) > len(other.runes)) {
			best = s
		}
		if s.length > l.Untitled {
			l.Untitled = max(l.Untitled, s.untitled(c.titles[:split], c.titles[split:]))
		}
	}
	if l.Untitled < MinUntitled {
		return l, false
	}
	c.take(b, text)
	grams, _ := c.matcher.meet(other)
	size, size2 := c.matcher.size, c.size(a, other)
	l.Jaccard = float64(grams) / float64(size+size2-grams)
	l.Containment = float64(grams) / float64(min(size, size2))
	l.Longest = Run{other.span(best.other, best.other+best.length), text.span(best.at, best.at+best.length), best.length}
	return l, l.Near()
}

// take makes passage id the one that others are compared with.
func (c *Comparer) take(id uint32, text passage) {
	if !c.taken {
		c.matcher.take(text)
		c.sizes[id] = c.matcher.size
		c.taken = true
	}
}

// size returns the number of distinct 4-grams of passage id.
func (c *Comparer) size(id uint32, p passage) int {
	if c.sizes[id] == 0 {
		c.sizes[id] = c.matcher.count(p.runes)
	}
	return c.sizes[id]
}

// frequent makes chains a frequenter.
func (c *chains) frequent(hash uint32) bool { return c.find(hash).count > MaxPassages }

// A scratch is the memory for looking at single texts; idle ones are kept for
// the next call, whoever makes it.
type scratch struct {
	text, other passage
	prints      []fingerprint
	matcher     matcher
	tally       tally
	distinct    table
}

var idle = sync.Pool{New: func() any { return new(scratch) }}
