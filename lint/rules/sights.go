package rules

import "zhenggai/lint"

// Sights are the places of a text that the rules for its characters look at more
// closely: one walk over the text serves W04 to W08.
type sights struct {
	doubled     []int32 // where a word may stand twice
	marks       []int32 // half-width , ; : beside another mark
	odd         []int32 // what may be no character of such a text
	traditional []int32 // traditional characters
	stops       []int32 // behind each 。；; and line end
	half, full  int     // commas and semicolons of both widths
}

// seen are the sights of a report.
var seen = lint.Shared[sights]{Make: func(p *lint.Pass, t *sights) { t.look(p.Body) }}

// The longest word that is looked at twice takes four characters; so far behind
// the place, in bytes, lies what must be equal if it is there twice.
const doubledReach = 15

func (t *sights) look(s string) {
	t.doubled, t.marks, t.odd, t.traditional, t.stops = t.doubled[:0], t.marks[:0], t.odd[:0], t.traditional[:0], t.stops[:0]
	t.half, t.full = 0, 0
	set := &traditional
	for i := 0; i < len(s); {
		c := s[i]
		if k := c - 0xE4; k <= 5 && i+3 <= len(s) {
			if set[k][s[i+1]&0x3F]>>(s[i+2]&0x3F)&1 != 0 {
				t.traditional = append(t.traditional, int32(i))
			}
			if i+doubledReach <= len(s) {
				w := s[i : i+doubledReach]
				b := uint16(w[1]) | uint16(w[2])<<8
				if b == uint16(w[7])|uint16(w[8])<<8 || b == uint16(w[10])|uint16(w[11])<<8 || b == uint16(w[13])|uint16(w[14])<<8 {
					t.doubled = append(t.doubled, int32(i))
				}
			}
			i += 3
			continue
		}
		i += t.other(s, i, c)
	}
}

// other looks at what is no common ideograph and returns how many bytes it takes.
func (t *sights) other(s string, i int, c byte) int {
	switch {
	case c == 0xE3:
		if i+3 <= len(s) && s[i+1] == 0x80 && s[i+2] == 0x82 { // 。
			t.stops = append(t.stops, int32(i+3))
		}
		return 3
	case c == '\n':
		t.stops = append(t.stops, int32(i+1))
	case c == 0xEF:
		if i+3 > len(s) || s[i+1] != 0xBC {
			t.odd = append(t.odd, int32(i))
		} else if s[i+2] == 0x8C || s[i+2] == 0x9B { // ， ；
			t.full++
			if s[i+2] == 0x9B {
				t.stops = append(t.stops, int32(i+3))
			}
		}
		return 3
	case c == ',' || c == ';':
		t.half++
		if c == ';' {
			t.stops = append(t.stops, int32(i+1))
		}
		fallthrough
	case c == ':':
		if besideMark(s, i) {
			t.marks = append(t.marks, int32(i))
		}
	case mayBeOdd[c]:
		t.odd = append(t.odd, int32(i))
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
