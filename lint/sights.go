package lint

// Sights are the places of a text that rules for its characters look at more
// closely. The walk over the text that looks up the words of all rules notes them.
type Sights struct {
	Doubled    []int32 // where a word of two to four ideographs may stand twice
	Marks      []int32 // half-width , ; : beside another mark
	Odd        []int32 // what may be no character of such a text: see mayBeOdd
	Stops      []int32 // behind each 。；; and line end
	Half, Full int     // commas and semicolons of both widths
}

// mayBeOdd holds the first bytes of odd characters and of markup: a lost
// character, entities, tags, what is hidden, private or a look-alike.
var mayBeOdd = [256]bool{0x1A: true, '&': true, '<': true, 0xC2: true, 0xE2: true, 0xEE: true, 0xEF: true}

// sights holds the first bytes of all characters that other does anything about.
var sights = func() (t [256]bool) {
	for c := range t {
		switch c {
		case 0xE3, 0xEF, '\n', ',', ';', ':':
			t[c] = true
		default:
			t[c] = mayBeOdd[c]
		}
	}
	return t
}()

// The longest word that is looked at twice takes four characters; so far behind
// the place, in bytes, lies what must be equal if it is there twice.
const doubledReach = 15

func (t *Sights) reset() {
	*t = Sights{Doubled: t.Doubled[:0], Marks: t.Marks[:0], Odd: t.Odd[:0], Stops: t.Stops[:0]}
}

// mayDouble reports whether an ideograph stands again two to four characters behind,
// by the last two bytes of each: they are those that differ. all are the bytes
// from the first one on, behind those from the seventh on.
func mayDouble(all, behind uint64) bool {
	w := uint16(all >> 8)
	return w == uint16(behind) || w == uint16(behind>>24) || w == uint16(behind>>48)
}

// other looks at the character at s[i], which begins with c and is no common
// ideograph, and returns how many bytes it takes, or 1.
func (t *Sights) other(s string, i int, c byte) int {
	switch {
	case c == 0xE3:
		if i+3 <= len(s) && s[i+1] == 0x80 && s[i+2] == 0x82 { // 。
			t.Stops = append(t.Stops, int32(i+3))
		}
		return 3
	case c == '\n':
		t.Stops = append(t.Stops, int32(i+1))
	case c == 0xEF:
		if i+3 > len(s) || s[i+1] != 0xBC {
			t.Odd = append(t.Odd, int32(i))
		} else if s[i+2] == 0x8C || s[i+2] == 0x9B { // ， ；
			t.Full++
			if s[i+2] == 0x9B {
				t.Stops = append(t.Stops, int32(i+3))
			}
		}
		return 3
	case c == ',' || c == ';':
		t.Half++
		if c == ';' {
			t.Stops = append(t.Stops, int32(i+1))
		}
		fallthrough
	case c == ':':
		if besideMark(s, i) {
			t.Marks = append(t.Marks, int32(i))
		}
	case mayBeOdd[c]:
		t.Odd = append(t.Odd, int32(i))
	}
	return 1
}

// besideMark reports whether the byte before or behind i may belong to a mark.
func besideMark(s string, i int) bool {
	if i+1 < len(s) {
		switch s[i+1] {
		case ',', ';', 0xE3, 0xEF:
			return true
		}
	}
	if i >= 3 {
		switch s[i-1] {
		case 0x8C, 0x82, 0x9B, 0x9A, 0x81: // the last bytes of ，。；：、
			return true
		}
	}
	return false
}
