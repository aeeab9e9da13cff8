package similar

import "slices"

// passages are the folded texts of a collection, in order of their ids.
type passages struct {
	places []place
	runes  arena[uint16]
	seams  arena[byte]
	folded passage // memory for add
}

type place struct{ runes, length, seams, seamed uint32 }

// maxPassages leaves a bit of an id free for marks in lists of them.
const maxPassages = 1 << 31

// add folds text and keeps it; the result is valid until the next call.
func (p *passages) add(text string) (ID, passage) {
	if len(p.places) == maxPassages {
		panic("similar: more than 2^31 passages")
	}
	p.folded.runes = p.runes.room(len(text)) // folded where it stays
	p.folded.fold(text)
	f := p.folded
	p.places = append(p.places, place{
		p.runes.keep(len(f.runes)), uint32(len(f.runes)),
		p.seams.put(f.seams), uint32(len(f.seams)),
	})
	return ID(len(p.places) - 1), f
}

func (p *passages) len() int { return len(p.places) }

// length is the number of runes of a passage.
func (p *passages) length(id uint32) int { return int(p.places[id].length) }

func (p *passages) at(id uint32) passage {
	l := p.places[id]
	return passage{p.runes.get(l.runes, l.length), p.seams.get(l.seams, l.seamed)}
}

func (p *passages) reset() {
	p.places = p.places[:0]
	p.runes.reset()
	p.seams.reset()
}

// An arena keeps many short slices in few long ones, which are never copied once
// they are full: half a gigabyte that grows by append needs one and a half.
type arena[T any] struct{ chunks [][]T }

const chunkBits = 18 // an address is a chunk's number and, in so many bits, a place in it

// put keeps a copy of s and returns its address.
func (a *arena[T]) put(s []T) uint32 {
	copy(a.room(len(s))[:len(s)], s)
	return a.keep(len(s))
}

// room returns an empty slice with room for n elements, of which keep keeps the
// first.
func (a *arena[T]) room(n int) []T {
	k := len(a.chunks)
	if k == 0 || len(a.chunks[k-1])+n > 1<<chunkBits {
		// The first chunk grows as it needs to, so that small collections stay
		// small; a slice longer than a chunk has one of its own.
		size := n
		if k > 0 {
			size = max(size, 1<<chunkBits)
		}
		a.chunks = append(a.chunks, make([]T, 0, size))
		k++
	}
	c := &a.chunks[k-1]
	if cap(*c)-len(*c) < n {
		*c = slices.Grow(*c, n)
	}
	return (*c)[len(*c):]
}

// keep keeps the first n elements of the room and returns their address.
func (a *arena[T]) keep(n int) uint32 {
	k := len(a.chunks) - 1
	c := &a.chunks[k]
	address := uint32(k)<<chunkBits | uint32(len(*c))
	*c = (*c)[:len(*c)+n]
	return address
}

func (a *arena[T]) get(address, n uint32) []T {
	if n == 0 {
		return nil // its chunk may have no room left to point to
	}
	c, i := address>>chunkBits, address&(1<<chunkBits-1)
	return a.chunks[c][i : i+n : i+n]
}

// reset empties the arena, keeping its first chunk.
func (a *arena[T]) reset() {
	if len(a.chunks) > 0 {
		clear(a.chunks[1:])
		a.chunks = a.chunks[:1]
		a.chunks[0] = a.chunks[0][:0]
	}
}
