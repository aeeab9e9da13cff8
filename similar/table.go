package similar

import "math/bits"

// A table maps 64-bit keys to 32-bit values by open addressing. Emptying it costs
// nothing, for a slot counts only if it bears the current epoch. The zero table
// is empty and must be reset before use.
type table struct {
	slots []slot // a power of two of them
	room  []slot // all that was ever allocated
	epoch uint32
	shift uint8
	used  int
}

type slot struct {
	key   uint64
	epoch uint32
	value uint32
}

// reset empties the table and makes room for n keys.
func (t *table) reset(n int) {
	size := max(16, 1<<bits.Len(uint(2*n)))
	if size > len(t.room) {
		t.room = make([]slot, size)
		t.epoch = 0
	}
	t.slots = t.room[:size]
	t.shift = uint8(64 - bits.TrailingZeros(uint(size)))
	t.used = 0
	if t.epoch++; t.epoch == 0 { // after 2^32 resets old slots would come alive
		clear(t.room)
		t.epoch = 1
	}
}

// get returns the value of a key and whether it is there.
func (t *table) get(key uint64) (uint32, bool) {
	mask := len(t.slots) - 1
	for i := int(hashKey(key) >> t.shift); ; i++ {
		switch s := &t.slots[i&mask]; {
		case s.epoch != t.epoch:
			return 0, false
		case s.key == key:
			return s.value, true
		}
	}
}

// at returns a pointer to a key's value, and whether the key is new; then the
// value is 0. The pointer is valid until the next call.
func (t *table) at(key uint64) (value *uint32, fresh bool) {
	used := t.used
	i := t.place(key)
	return &t.slots[i].value, t.used > used
}

// place returns the slot of a key, which is put there if it is new. The number
// is valid as long as the table has room for all keys that follow.
func (t *table) place(key uint64) uint32 {
	if 2*t.used >= len(t.slots) {
		t.grow()
	}
	mask := len(t.slots) - 1
	for i := int(hashKey(key) >> t.shift); ; i++ {
		switch s := &t.slots[i&mask]; {
		case s.epoch != t.epoch:
			*s = slot{key: key, epoch: t.epoch}
			t.used++
			return uint32(i & mask)
		case s.key == key:
			return uint32(i & mask)
		}
	}
}

func (t *table) grow() {
	old, epoch := t.slots, t.epoch
	t.room = nil // the old slots must outlive reset
	t.reset(len(old))
	for _, s := range old {
		if s.epoch == epoch {
			v, _ := t.at(s.key)
			*v = s.value
		}
	}
}

func hashKey(key uint64) uint64 {
	key ^= key >> 32
	return key * 0x9E3779B97F4A7C15
}
