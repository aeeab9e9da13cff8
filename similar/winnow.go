package similar

import "slices"

const (
	gram   = 5 // runes in a fingerprint
	window = 5 // grams of which at least one is kept
)

// A fingerprint is the hash of the gram that begins at rune at.
type fingerprint struct {
	hash uint32
	at   uint32
}

// winnow appends the fingerprints of a folded text to buf in order of position: of
// every window consecutive grams the one with the least hash, the last of
// equals. A text of fewer grams than a window has one, a text without a gram
// none. A hash may occur twice.
func winnow(buf []fingerprint, runes []uint16) []fingerprint {
	n := len(runes) - gram + 1
	if n <= 0 {
		return buf
	}
	first := len(buf)
	buf = slices.Grow(buf, n)
	prints := buf[first : first+n]
	hashGrams(prints, runes)
	return buf[:first+leastOfEach(prints)]
}

// hashGrams sets the hash of each print to that of the gram at its place.
func hashGrams(prints []fingerprint, runes []uint16) {
	four := uint64(runes[0])<<48 | uint64(runes[1])<<32 | uint64(runes[2])<<16 | uint64(runes[3])
	for i, r := range runes[gram-1:][:len(prints)] {
		head := four >> 48
		four = four<<16 | uint64(r)
		prints[i].hash = uint32(hashGram(head, four) >> 32)
	}
}

// leastOfEach keeps the least print of each window and returns how many they are.
// They overwrite prints that have been looked at.
//
// A key orders by hash and then by falling position. The least of five keys is
// made of the pairs before, and a print is written whether it is new or not: what
// happens here is random, so branches would cost more than the work. Hashing is a
// loop of its own, lest there be too few registers for either.
func leastOfEach(prints []fingerprint) (kept int) {
	const none = ^uint64(0)
	key, pair, before, four := none, none, none, none // the last key; the least of it and of 1 (at the last and at the key before) or 3 before it
	last := none
	for i := range prints {
		x := uint64(prints[i].hash)<<32 | uint64(^uint32(i))
		least := min(x, four)
		two := min(x, key)
		four = min(two, before)
		key, pair, before = x, two, pair
		if i < window-1 && i < len(prints)-1 {
			continue
		}
		prints[kept] = fingerprint{spread(uint32(least >> 32)), ^uint32(least)}
		if least != last {
			kept++
		}
		last = least
	}
	return kept
}

// hashGram returns the hash of a gram in its upper half. A gram is its first rune
// and the following four, which just fill a word; so there is nothing to roll.
func hashGram(head, four uint64) uint64 {
	h := four*0x9E3779B97F4A7C15 + head*0xC2B2AE3D27D4EB4F
	h ^= h >> 32 // without this and the next step 3 in 100 pairs of a million measures are lost
	return h * 0xD6E8FEB86659FD93
}

// spread evens out the kept hashes, which as minima are small, without making
// two of them equal: the buckets of an index go by their upper bits.
func spread(h uint32) uint32 { return h * 0x9E3779B1 }
