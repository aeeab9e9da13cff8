package similar

import (
	"slices"
)

// Pairs calls yield for each pair of near copies until it returns false, in an
// order that depends on the passages only. It uses as many processors as Go may,
// and calls yield from the goroutine that called it.
//
// Of every pair the longer passage, of equals the one added first, is the owner:
// the owner is prepared once and all its partners are held against it, so that
// one endless passage does not cost its length for each of its partners. Owners
// are taken in shards of about maxShard candidates, which bounds the memory.
func (ix *Index) Pairs(yield func(Pair) bool) { ix.pairs(maxShard, yield) }

// pairs is Pairs with shards of another size. It returns the number of elementary
// steps taken.
func (ix *Index) pairs(shard int, yield func(Pair) bool) (steps int) {
	p := ix.plan(shard)
	n := workers()
	crew := make([]*pairer, n)
	for w := range crew {
		crew[w] = &pairer{index: ix, plan: p}
	}
	for from := 0; from+1 < len(p.shards); from += n {
		batch := crew[:min(n, len(p.shards)-1-from)]
		parallel(len(batch), len(batch), func(w, _, _ int) {
			batch[w].shard(p.shards[from+w], p.shards[from+w+1])
		})
		for _, w := range batch {
			for _, pair := range w.found {
				if !yield(pair) {
					return steps
				}
			}
		}
	}
	for _, w := range crew {
		steps += w.matcher.steps + w.matcher.finder.steps
	}
	return steps
}

// A plan lists the groups of passages with a common fingerprint and divides their
// owners into shards.
type plan struct {
	// groups has the ids of each group one after the other, owners before those
	// they own, the last one marked with lastOfGroup.
	groups []uint32
	// partners is the number of times that each passage owns another one.
	partners []uint32
	// shards are the bounds of the ranges of owners.
	shards []uint32
}

const (
	lastOfGroup = 1 << 31
	// maxShard is the number of candidates in a shard, unless one owner has more
	// of them: 8 MB for each worker.
	maxShard = 2 << 20
)

func (ix *Index) plan(shard int) *plan {
	p := &plan{partners: make([]uint32, ix.Len())}
	var owners []uint64 // length, inverted, and id
	ix.groups(func(_ uint32, ids []uint32) {
		if len(ids) < 2 || len(ids) > MaxPassages {
			return
		}
		owners = owners[:0]
		for _, id := range ids {
			owners = append(owners, uint64(^uint32(ix.passages.length(id)))<<32|uint64(id))
		}
		sortOwners(owners)
		for i, o := range owners {
			p.partners[uint32(o)] += uint32(len(owners) - 1 - i)
			p.groups = append(p.groups, uint32(o))
		}
		p.groups[len(p.groups)-1] |= lastOfGroup
	})
	sum := shard // so that the first one begins a shard
	for id, n := range p.partners {
		if sum += int(n); sum > shard {
			p.shards = append(p.shards, uint32(id))
			sum = int(n)
		}
	}
	p.shards = append(p.shards, uint32(len(p.partners)))
	return p
}

func sortOwners(owners []uint64) {
	for i := range owners {
		for j := i; j > 0 && owners[j] < owners[j-1]; j-- {
			owners[j], owners[j-1] = owners[j-1], owners[j]
		}
	}
}

// A pairer finds the pairs of one shard after the other.
type pairer struct {
	index   *Index
	plan    *plan
	ends    []uint32 // of the partners of each owner of the shard
	others  []uint32 // the partners, marked with single
	tally   tally
	matcher matcher
	found   []Pair
}

// single marks a partner for whom the fingerprint is but a part of the evidence.
const single = 1 << 31

// shard finds the pairs of the owners from one id to before another.
func (w *pairer) shard(from, to uint32) {
	w.found = w.found[:0]
	w.gather(from, to)
	begin := uint32(0)
	for i, end := range w.ends {
		if begin < end {
			w.compare(from+uint32(i), w.others[begin:end])
		}
		begin = end
	}
}

// gather lists the partners of the owners.
func (w *pairer) gather(from, to uint32) {
	w.ends = w.ends[:0]
	sum := uint32(0)
	for _, n := range w.plan.partners[from:to] {
		w.ends = append(w.ends, sum) // grows to the end as partners are put there
		sum += n
	}
	if int(sum) > cap(w.others) {
		w.others = make([]uint32, sum)
	}
	w.others = w.others[:sum]
	groups := w.plan.groups
	for i := 0; i < len(groups); {
		n := i
		for groups[n]&lastOfGroup == 0 {
			n++
		}
		n++
		mark := uint32(0)
		if weight(n-i) < enough {
			mark = single
		}
		for ; i < n; i++ {
			owner := groups[i] &^ lastOfGroup
			if owner < from || owner >= to {
				continue
			}
			end := &w.ends[owner-from]
			for _, other := range groups[i+1 : n] {
				w.others[*end] = other&^lastOfGroup | mark
				*end++
			}
		}
	}
	w.matcher.steps += len(groups) + int(sum)
}

// compare adds the pairs of one owner.
func (w *pairer) compare(owner uint32, others []uint32) {
	w.tally.reset(len(others))
	for _, other := range others {
		if other&single != 0 {
			w.tally.add(other&^single, 1)
		} else {
			w.tally.add(other, enough)
		}
	}
	if len(w.tally.ids) == 0 {
		return
	}
	slices.Sort(w.tally.ids)
	p := &w.index.passages
	w.matcher.take(p.at(owner))
	for _, other := range w.tally.ids {
		l, ok := w.matcher.near(p.at(other), owner < other, w.index)
		switch {
		case !ok:
		case owner < other:
			w.found = append(w.found, Pair{ID(owner), ID(other), l})
		default:
			w.found = append(w.found, Pair{ID(other), ID(owner), l.swapped()})
		}
	}
}
