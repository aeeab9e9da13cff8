package similar

const (
	gram   = 5 // runes in a fingerprint
	window = 5 // grams of which at least one is kept
)

// A fingerprint is the hash of the gram that begins at rune at.
type fingerprint struct {
	hash uint32
	at   uint32
}

// A winnower holds the buffers of winnow.
type winnower struct {
	hashes []uint32
	prints []fingerprint
}

// winnow returns the fingerprints of a folded text in order of position: of
// every window consecutive grams the one with the least hash, the last of
// equals. A text of fewer grams than a window has one, a text without a gram
// none. A hash may occur twice. The result is valid until the next call.
func (w *winnower) winnow(runes []uint16) []fingerprint {
	prints := w.prints[:0]
	n := len(runes) - gram + 1
	if n <= 0 {
		return prints
	}
	hashes := w.hash(runes, n)
	if cap(w.prints) < n {
		w.prints = make([]fingerprint, n+n/2)
	}
	prints = w.prints[:n]
	// A key orders by hash and then by falling position. The least of five keys is
	// made of the pairs before, and a print is written whether it is new or not:
	// what happens here is random, so branches would cost more than the work.
	const none = ^uint64(0)
	kept, last := 0, none
	x1, x2, x3, x4 := none, none, none, none // the keys before, the nearest first
	pair1, pair2 := none, none               // the lesser of x1 and x2, of x2 and x3
	for i, h := range hashes {
		x := uint64(h)<<32 | uint64(^uint32(i))
		pair := min(x, x1)
		least := min(pair, pair2, x4)
		if i >= min(window, n)-1 {
			prints[kept] = fingerprint{spread(uint32(least >> 32)), ^uint32(least)}
			if least != last {
				kept++
			}
			last = least
		}
		x1, x2, x3, x4 = x, x1, x2, x3
		pair1, pair2 = pair, pair1
	}
	return prints[:kept]
}

// hash returns the hashes of the n grams of runes. A gram is its first rune and
// the following four, which just fill a word; so there is nothing to roll.
func (w *winnower) hash(runes []uint16, n int) []uint32 {
	if cap(w.hashes) < n {
		w.hashes = make([]uint32, n, n+n/2)
	}
	hashes := w.hashes[:n]
	var four uint64
	for _, r := range runes[:gram-1] {
		four = four<<16 | uint64(r)
	}
	heads := runes[:n]
	for i, r := range runes[gram-1:] {
		four = four<<16 | uint64(r)
		h := four*0x9E3779B97F4A7C15 + uint64(heads[i])*0xC2B2AE3D27D4EB4F
		h ^= h >> 32
		hashes[i] = uint32(h * 0xD6E8FEB86659FD93 >> 32)
	}
	return hashes
}

// spread evens out the kept hashes, which as minima are small, without making
// two of them equal: the buckets of an index go by their upper bits.
func spread(h uint32) uint32 { return h * 0x9E3779B1 }
