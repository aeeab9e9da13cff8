package similar

// shingle is the length of the grams of the Jaccard index, and of the shortest
// common run that is looked at.
const shingle = 4

// A meeting is the longest run that ends at a rune of one text and occurs in
// another: its length, and the rune of the other text at which it ends there. A
// run of fewer than shingle runes counts as none: length 0.
type meeting struct{ length, end int32 }

// A finder finds the common runs of two folded texts.
//
// It goes from the places of the grams of one text along the other, which on
// prose takes about as many steps as they have runes. On a page of zeros out of a
// spreadsheet it would take the square; so there it gives up and takes the
// automaton, which is several times slower but linear whatever comes.
type finder struct {
	grams     table   // of the indexed text: gram → rune after its last place
	before    []int32 // for each rune of the indexed text, the value for the gram's place before
	automaton automaton
	meetings  []meeting
	steps     int
}

// patience is the number of steps for each rune before the finder gives up.
const patience = 16

// index prepares a text for meet and returns the number of its distinct grams.
func (f *finder) index(runes []uint16) int {
	f.steps += len(runes)
	if cap(f.before) < len(runes) {
		f.before = make([]int32, 2*len(runes))
	}
	f.before = f.before[:len(runes)]
	f.grams.reset(len(runes))
	var g uint64
	for i, r := range runes {
		if g = g<<16 | uint64(r); i >= shingle-1 {
			s := &f.grams.slots[f.grams.place(g)]
			f.before[i] = int32(s.value)
			s.value = uint32(i) + 1
		}
	}
	return f.grams.used
}

// meet returns the meeting at each rune of a text with the indexed one. They are
// valid until the next call.
func (f *finder) meet(runes, indexed []uint16) []meeting {
	meetings := f.meetings[:0]
	left := patience * (len(runes) + len(indexed))
	f.steps += len(runes)
	var g uint64
	n, at := 0, 0
	for i, r := range runes {
		g = g<<16 | uint64(r)
		// No run is longer than the one before by more than this rune, so if
		// that goes on there is nothing to look for.
		if n > 0 && at+1 < len(indexed) && indexed[at+1] == r {
			n++
			at++
			meetings = append(meetings, meeting{int32(n), int32(at)})
			continue
		}
		most := n + 1
		n = 0
		if i >= shingle-1 {
			next, _ := f.grams.get(g)
			for next > 0 && left >= 0 {
				p := int(next) - 1
				k := shingle
				for k < most && k <= p && runes[i-k] == indexed[p-k] {
					k++
				}
				if k >= n { // of equals the first place
					n, at = k, p
				}
				left -= k
				next = uint32(f.before[p])
			}
		}
		meetings = append(meetings, meeting{int32(n), int32(at)})
		if left < 0 {
			meetings = f.exhaustive(runes, indexed, meetings[:0])
			break
		}
	}
	f.steps += patience*(len(runes)+len(indexed)) - left
	f.meetings = meetings
	return meetings
}

// exhaustive is meet by the automaton.
func (f *finder) exhaustive(runes, indexed []uint16, buf []meeting) []meeting {
	f.steps += f.automaton.build(indexed) + len(runes)
	return f.automaton.meet(runes, buf)
}

// longest returns the index of the first longest meeting, or -1 if there is no
// common run.
func longest(meetings []meeting) int {
	at, most := -1, int32(0)
	for i, e := range meetings {
		if e.length > most {
			at, most = i, e.length
		}
	}
	return at
}
