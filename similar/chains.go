package similar

// chains lists for each fingerprint the passages it occurs in, the newest first.
// It is made for adding one by one: the passages of a Comparer, and those that an
// Index got since it was last sorted.
type chains struct {
	table table // fingerprint → its head
	heads []head
	links []link // in order of their passages
	most  uint32 // passages of the most frequent fingerprint
}

type head struct {
	hash  uint32
	count uint32 // passages
	first int32  // link of the newest, -1 for none
}

type link struct {
	id   uint32
	head uint32
	next int32  // link of the next older, -1 for none
	at   uint32 // rune of the passage at which the gram begins, and several
}

// several marks the place of a fingerprint that occurs again in the passage.
const several = 1 << 31

// reset empties the chains, with room for as much as they had.
func (c *chains) reset() {
	c.table.reset(len(c.heads))
	c.heads, c.links, c.most = c.heads[:0], c.links[:0], 0
}

// add lists a passage newer than all others under its fingerprints.
func (c *chains) add(id uint32, prints []fingerprint) {
	for _, f := range prints {
		at, fresh := c.table.at(uint64(f.hash))
		if fresh {
			*at = uint32(len(c.heads))
			c.heads = append(c.heads, head{f.hash, 0, -1})
		}
		h := &c.heads[*at]
		if h.first >= 0 && c.links[h.first].id == id {
			c.links[h.first].at |= several
			continue
		}
		c.links = append(c.links, link{id, *at, h.first, f.at})
		h.first = int32(len(c.links) - 1)
		h.count++
		c.most = max(c.most, h.count)
	}
}

// find returns the head for a fingerprint, whose count is 0 if it has none.
func (c *chains) find(hash uint32) head {
	if len(c.links) > 0 {
		if at, ok := c.table.get(uint64(hash)); ok {
			return c.heads[at]
		}
	}
	return head{hash, 0, -1}
}

// A fingerprint of few passages is strong evidence: one of them makes two
// passages candidates for the exact comparison, of the others it takes two. So
// the set phrases that are not yet boilerplate cost little, and a collection of
// up to rare passages is compared without any loss. On a million invented
// measures, 3 for 8 halves the time and loses 3 copies in a thousand.
const (
	rare   = 3
	enough = 2
)

// weight is the evidence of a fingerprint that occurs in so many passages.
func weight(count int) uint32 {
	switch {
	case count > MaxPassages:
		return 0
	case count > rare:
		return 1
	}
	return enough
}

// A tally adds up the evidence that one passage resembles others.
type tally struct {
	table table
	ids   []uint32 // those with enough of it
}

// reset empties the tally, with room for n passages.
func (t *tally) reset(n int) {
	t.table.reset(n)
	t.ids = t.ids[:0]
}

func (t *tally) add(id, weight uint32) {
	v, _ := t.table.at(uint64(id))
	if before := *v; before < enough {
		if *v += weight; *v >= enough {
			t.ids = append(t.ids, id)
		}
	}
}
