package similar

// sorted lists for each fingerprint the passages it occurs in, all in two arrays
// of six bytes an entry. The upper half of a fingerprint is the number of its
// bucket, which is not stored; the entries of a bucket are sorted by the lower
// half.
type sorted struct {
	ends     []uint32 // of the buckets; bucket b begins where b-1 ends
	lower    []uint16
	ids      []uint32
	formulas map[uint32]uint32 // boilerplate: fingerprint → passages; it has no entries
}

const buckets = 1 << 16

func (s *sorted) bucket(b uint32) (from, to uint32) {
	if b > 0 {
		from = s.ends[b-1]
	}
	return from, s.ends[b]
}

// find returns the passages that a fingerprint occurs in, none for boilerplate.
func (s *sorted) find(hash uint32) []uint32 {
	from, to := s.bucket(hash >> 16)
	lower, l := s.lower[from:to], uint16(hash)
	// The first entry with a lower half of at least l; there is a bucket's worth
	// of two hundred or so, so halving reads few of them.
	i, n := 0, len(lower)
	for i < n {
		if m := int(uint(i+n) >> 1); lower[m] < l {
			i = m + 1
		} else {
			n = m
		}
	}
	for n < len(lower) && lower[n] == l {
		n++
	}
	return s.ids[int(from)+i : int(from)+n]
}

// newSorted makes the lists for all passages. It makes the fingerprints twice, to
// count them and to put them in their places, for keeping them in between would
// take half as much memory again.
func newSorted(p *passages, workers int) sorted {
	n := p.len()
	places := make([][]uint32, workers) // by worker and bucket, first counts, then places
	parallel(workers, n, func(w, from, to int) {
		places[w] = make([]uint32, buckets)
		eachPrint(p, from, to, func(_, hash uint32) { places[w][hash>>16]++ })
	})
	s := sorted{ends: make([]uint32, buckets), formulas: make(map[uint32]uint32)}
	total := uint32(0)
	for b := range s.ends {
		for _, own := range places {
			if own != nil {
				own[b], total = total, total+own[b]
			}
		}
		s.ends[b] = total
	}
	s.lower, s.ids = make([]uint16, total), make([]uint32, total)
	parallel(workers, n, func(w, from, to int) {
		own := places[w]
		eachPrint(p, from, to, func(id, hash uint32) {
			at := &own[hash>>16]
			s.lower[*at], s.ids[*at] = uint16(hash), id
			*at++
		})
	})
	parallel(workers, buckets, func(_, from, to int) {
		var r radix
		for b := from; b < to; b++ {
			i, j := s.bucket(uint32(b))
			r.sort(s.lower[i:j], s.ids[i:j])
		}
	})
	s.compact()
	return s
}

// eachPrint calls f for the fingerprints of a range of passages, of one passage
// after the other.
func eachPrint(p *passages, from, to int, f func(id, hash uint32)) {
	var prints []fingerprint
	for id := from; id < to; id++ {
		prints = winnow(prints[:0], p.at(uint32(id)).runes)
		for _, print := range prints {
			f(uint32(id), print.hash)
		}
	}
}

// compact removes fingerprints that occur twice in a passage, and moves
// boilerplate to its table.
func (s *sorted) compact() {
	from, kept := uint32(0), uint32(0)
	for b, to := range s.ends {
		for i := from; i < to; {
			l, first := s.lower[i], kept
			for ; i < to && s.lower[i] == l; i++ {
				if kept > first && s.ids[kept-1] == s.ids[i] {
					continue
				}
				s.lower[kept], s.ids[kept] = l, s.ids[i]
				kept++
			}
			if kept-first > MaxPassages {
				s.formulas[uint32(b)<<16|uint32(l)] = kept - first
				kept = first
			}
		}
		from, s.ends[b] = to, kept
	}
	// Give back what is not needed, one array after the other.
	s.lower = append(make([]uint16, 0, kept), s.lower[:kept]...)
	s.ids = append(make([]uint32, 0, kept), s.ids[:kept]...)
}

// A radix sorts a bucket by the lower halves, keeping the order of equal ones.
// The memory is for the larger of the buckets and its copy.
type radix struct {
	counts [256]uint32
	lower  []uint16
	ids    []uint32
}

func (r *radix) sort(lower []uint16, ids []uint32) {
	n := len(lower)
	if n < 2 {
		return // most buckets of a small index
	}
	if n > len(r.lower) {
		r.lower, r.ids = make([]uint16, 2*n), make([]uint32, 2*n)
	}
	r.pass(r.lower[:n], lower, r.ids[:n], ids, 0)
	r.pass(lower, r.lower[:n], ids, r.ids[:n], 8)
}

// pass sorts from into to by the eight bits from shift on.
func (r *radix) pass(toLower, fromLower []uint16, toIDs, fromIDs []uint32, shift uint) {
	clear(r.counts[:])
	for _, l := range fromLower {
		r.counts[l>>shift&0xFF]++
	}
	at := uint32(0)
	for i, n := range r.counts {
		r.counts[i], at = at, at+n
	}
	for i, l := range fromLower {
		at := &r.counts[l>>shift&0xFF]
		toLower[*at], toIDs[*at] = l, fromIDs[i]
		*at++
	}
}
