package similar

// An automaton is the suffix automaton of a folded text (Blumer et al., "The
// smallest automaton recognizing the subwords of a text", 1985): it finds the
// longest stretch of the text that ends at each rune of another one in time
// linear in both, whatever they are.
type automaton struct {
	states []state
	arcs   []arc
	moves  table // state<<16 | rune → state
}

type state struct {
	length int32 // of the longest stretch that leads here
	link   int32 // state of its longest suffix that occurs elsewhere; -1 at the root
	end    int32 // rune at which it first ends in the text
	arcs   int32 // list of the runes that lead on, -1 at its end
}

type arc struct {
	rune uint16
	next int32
}

// build makes a the automaton of runes, reusing its memory, and returns the
// number of steps taken.
func (a *automaton) build(runes []uint16) (steps int) {
	a.states = append(a.states[:0], state{link: -1, arcs: -1})
	a.arcs = a.arcs[:0]
	a.moves.reset(3 * len(runes)) // it has fewer than 3n arcs
	last := int32(0)
	for i, r := range runes {
		now := a.add(state{length: int32(i) + 1, end: int32(i), arcs: -1})
		p := last
		last = now
		for p >= 0 {
			steps++
			to, fresh := a.moves.at(move(p, r))
			if !fresh {
				a.states[now].link = a.split(p, int32(*to), r)
				break
			}
			*to = uint32(now)
			a.arcs = append(a.arcs, arc{r, a.states[p].arcs})
			a.states[p].arcs = int32(len(a.arcs) - 1)
			p = a.states[p].link
		}
	}
	return steps + len(a.arcs)
}

func (a *automaton) add(s state) int32 {
	a.states = append(a.states, s)
	return int32(len(a.states) - 1)
}

// split returns the state for the stretch that leads from p over r to q: q
// itself, or a copy of it where q also stands for longer stretches.
func (a *automaton) split(p, q int32, r uint16) int32 {
	if a.states[p].length+1 == a.states[q].length {
		return q
	}
	old := a.states[q]
	c := a.add(state{length: a.states[p].length + 1, link: old.link, end: old.end, arcs: -1})
	for e := old.arcs; e >= 0; e = a.arcs[e].next {
		r := a.arcs[e].rune
		to, _ := a.moves.get(move(q, r))
		v, _ := a.moves.at(move(c, r))
		*v = to
		a.arcs = append(a.arcs, arc{r, a.states[c].arcs})
		a.states[c].arcs = int32(len(a.arcs) - 1)
	}
	for ; p >= 0; p = a.states[p].link {
		to, _ := a.moves.at(move(p, r))
		if *to != uint32(q) {
			break
		}
		*to = uint32(c)
	}
	a.states[q].link = c
	return c
}

func move(state int32, r uint16) uint64 { return uint64(state)<<16 | uint64(r) }

// meet appends the meeting at each rune of runes.
func (a *automaton) meet(runes []uint16, buf []meeting) []meeting {
	at, length := int32(0), int32(0)
	for _, r := range runes {
		for {
			if to, ok := a.moves.get(move(at, r)); ok {
				at = int32(to)
				length++
				break
			}
			if at == 0 {
				break
			}
			at = a.states[at].link
			length = a.states[at].length
		}
		m := meeting{length, a.states[at].end}
		if length < shingle {
			m = meeting{}
		}
		buf = append(buf, m)
	}
	return buf
}
