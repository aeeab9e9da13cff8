package similar

// A sieve tells most passages that are no near copies of the taken one by a bit
// for each of its 4-grams, before a matcher counts them.
type sieve struct {
	bits [1 << (sieveBits - 6)]uint64
	size int // bits that are set: the taken passage has at least so many distinct 4-grams
}

const sieveBits = 12

func sieveSlot(g uint64) uint64 { return g * 0x9E3779B97F4A7C15 >> (64 - sieveBits) }

// take makes runes the passage that others are compared with.
func (s *sieve) take(runes []uint16) {
	s.bits = [1 << (sieveBits - 6)]uint64{}
	s.size = 0
	var g uint64
	for i, r := range runes {
		if g = g<<16 | uint64(r); i >= shingle-1 {
			h := sieveSlot(g)
			word := &s.bits[h>>6]
			s.size += int(^*word >> (h & 63) & 1)
			*word |= 1 << (h & 63)
		}
	}
}

// mayBeNear reports whether runes may be a near copy of the taken passage: false
// is certain, for it counts no fewer common grams than there are.
func (s *sieve) mayBeNear(runes []uint16) bool {
	grams, row, streak := 0, 0, 0
	var g uint64
	for i, r := range runes {
		if g = g<<16 | uint64(r); i < shingle-1 {
			continue
		}
		h := sieveSlot(g)
		if s.bits[h>>6]>>(h&63)&1 == 0 {
			row = 0
			continue
		}
		grams++
		row++
		streak = max(streak, row)
	}
	return float64(grams) >= MinJaccard*float64(s.size) || streak >= MinRun-shingle+1
}
