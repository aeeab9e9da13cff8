package similar

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
)

// A Builder collects the passages of an Index. The zero Builder is ready.
type Builder struct{ passages passages }

// Add adds a text and returns its id. The text is not kept.
func (b *Builder) Add(text string) ID {
	id, _ := b.passages.add(text)
	return id
}

// Index makes the index of what was added, on as many processors as Go may use,
// and leaves the builder empty.
func (b *Builder) Index() *Index {
	ix := &Index{passages: b.passages, settled: b.passages.len()}
	b.passages = passages{}
	ix.passages.places = slices.Clip(ix.passages.places)
	ix.sorted = newSorted(&ix.passages, workers())
	ix.recent.reset()
	return ix
}

// settle sorts the recent passages in.
func (ix *Index) settle() {
	formulas := ix.sorted.formulas
	for _, h := range ix.recent.heads {
		if n := formulas[h.hash]; n > 0 {
			formulas[h.hash] = n + h.count
		}
	}
	n := len(ix.sorted.ids) + len(ix.recent.links)
	s := sorted{make([]uint32, buckets), make([]uint16, 0, n), make([]uint32, 0, n), formulas}
	ix.groups(func(hash uint32, ids []uint32) {
		if len(ids) > MaxPassages {
			formulas[hash] = uint32(len(ids))
			return
		}
		for _, id := range ids {
			s.lower, s.ids = append(s.lower, uint16(hash)), append(s.ids, id)
		}
		s.ends[hash>>16] = uint32(len(s.ids))
	})
	for b := 1; b < buckets; b++ { // those without an entry
		s.ends[b] = max(s.ends[b], s.ends[b-1])
	}
	ix.sorted = s
	ix.recent.reset()
	ix.settled = ix.Len()
}

// groups calls f for each fingerprint that is not in the table of boilerplate, in
// order, with the passages that it occurs in. They are valid during the call.
func (ix *Index) groups(f func(hash uint32, ids []uint32)) {
	s, recent := &ix.sorted, ix.recentHeads()
	var both []uint32
	join := func(ids []uint32, h head) []uint32 {
		both = append(both[:0], ids...)
		for at := h.first; at >= 0; at = ix.recent.links[at].next {
			both = append(both, ix.recent.links[at].id)
		}
		return both
	}
	from := uint32(0)
	for b, to := range s.ends {
		for i := from; i < to; {
			first, l := i, s.lower[i]
			for i++; i < to && s.lower[i] == l; i++ {
			}
			hash, ids := uint32(b)<<16|uint32(l), s.ids[first:i]
			for ; len(recent) > 0 && recent[0].hash < hash; recent = recent[1:] {
				f(recent[0].hash, join(nil, recent[0]))
			}
			if len(recent) > 0 && recent[0].hash == hash {
				ids = join(ids, recent[0])
				recent = recent[1:]
			}
			f(hash, ids)
		}
		from = to
	}
	for _, h := range recent {
		f(h.hash, join(nil, h))
	}
}

// recentHeads returns the heads of the recent chains that are not in the table
// of boilerplate, by fingerprint.
func (ix *Index) recentHeads() []head {
	heads := make([]head, 0, len(ix.recent.heads))
	for _, h := range ix.recent.heads {
		if ix.sorted.formulas[h.hash] == 0 {
			heads = append(heads, h)
		}
	}
	slices.SortFunc(heads, func(a, b head) int { return cmp.Compare(a.hash, b.hash) })
	return heads
}

// maxWorkers bounds the memory that Pairs takes besides the index.
const maxWorkers = 8

func workers() int { return min(runtime.GOMAXPROCS(0), maxWorkers) }

// parallel calls f for each of the workers with its part of [0, n), at the same
// time, and returns when all are done. A worker without work is not called.
func parallel(workers, n int, f func(worker, from, to int)) {
	var done sync.WaitGroup
	for w := range workers {
		if from, to := n*w/workers, n*(w+1)/workers; from < to {
			done.Go(func() { f(w, from, to) })
		}
	}
	done.Wait()
}
