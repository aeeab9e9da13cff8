package similar

import (
	"unicode"
	"unicode/utf8"
)

// A passage is a folded text: runes is what is compared, seams leads back from
// there to the bytes of the text.
//
// Nearly all runes of a Chinese text take three bytes, so rune i begins at byte
// 3i but for what the seams before it add or take away: dropped punctuation,
// runes of another width. One byte a seam, five bits for the distance in runes
// from the seam before, three for its kind; about ten bytes a measure, where
// keeping the text would take two hundred.
type passage struct {
	runes []uint16
	seams []byte
}

const (
	seamNarrow  = iota // the rune before takes 1 byte
	seamTwo            // the rune before takes 2 bytes
	seamWide           // the rune before takes 4 bytes
	seamByte           // 1 byte dropped
	seamMark           // 3 bytes dropped
	seamOpen           // 《 dropped
	seamClose          // 》 dropped
	seamFar            // nothing but distance: 32 runes, and 32 for each unit of the five bits
	seamBits    = 3    // bits for the kind
	seamReach   = 32   // distances below this fit in the other five bits
	titleOpen   = '《'  // U+300A
	titleClose  = '》'  // U+300B
	bytesPerHan = 3
)

// seamSkew is how far a seam of each kind moves the runes after it, in bytes.
var seamSkew = [8]int{seamNarrow: -2, seamTwo: -1, seamWide: 1, seamByte: 1, seamMark: 3, seamOpen: 3, seamClose: 3}

// fold replaces p by the folded text, reusing p's memory.
//
// What stands between the ideographs is random, so tables say what becomes of the
// usual marks and of ASCII: branches on it would not be foreseen.
func (p *passage) fold(text string) {
	if cap(p.runes) < len(text) {
		p.runes = make([]uint16, 0, len(text)+len(text)/2)
	}
	runes, seams := p.runes[:len(text)], p.seams[:0] // there are no more runes than bytes
	n := 0
	last := 0 // where the last seam is
	for i := 0; i < len(text); {
		if i+4 <= len(text) {
			x := uint32(text[i]) | uint32(text[i+1])<<8 | uint32(text[i+2])<<16 | uint32(text[i+3])<<24
			r := x&0xF<<12 | x>>2&0xFC0 | x>>16&0x3F
			if x&0xC0C0F0 == 0x8080E0 {
				// The common ideographs first: they are nine tenths of such texts.
				if r-0x4E00 <= 0x9FFF-0x4E00 && n < len(runes) {
					runes[n] = uint16(r)
					n++
					i += 3
					continue
				}
				if kind := usualMarks[markPages[r>>6]][r&63]; kind != 0 {
					seams = appendSeam(seams, n-last, kind)
					last = n
					i += 3
					continue
				}
			}
		}
		if c := text[i]; c < utf8.RuneSelf && n < len(runes) {
			k := &ascii[c]
			runes[n] = k.rune
			n += int(k.kept)
			i++
			seams = appendSeam(seams, n-last, k.seam)
			last = n
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if f := foldRune(r); f != 0 {
			runes[n] = f
			n++
			if size != bytesPerHan {
				seams = appendSeam(seams, n-last, [5]byte{1: seamNarrow, 2: seamTwo, 4: seamWide}[size])
				last = n
			}
			continue
		}
		kind := markSeam(r)
		if size != bytesPerHan {
			for range size - 1 {
				seams = appendSeam(seams, n-last, seamByte)
				last = n
			}
			kind = seamByte
		}
		seams = appendSeam(seams, n-last, kind)
		last = n
	}
	p.runes, p.seams = runes[:n], seams
}

// markSeam is the kind of the seam where r, of three bytes, was dropped.
func markSeam(r rune) byte {
	switch r {
	case titleOpen:
		return seamOpen
	case titleClose:
		return seamClose
	}
	return seamMark
}

// ascii says what becomes of each ASCII character.
var ascii = func() (t [utf8.RuneSelf]struct {
	rune uint16
	kept uint8 // 1 if the rune is kept
	seam byte
}) {
	for c := range t {
		t[c].seam = seamByte
		if f := foldASCII(rune(c)); f != 0 {
			t[c].rune, t[c].kept, t[c].seam = f, 1, seamNarrow
		}
	}
	return t
}()

// usualMarks says, for the pages of 64 characters that markPages names, which are
// dropped, and the kind of their seam; 0 for all others.
var usualMarks, markPages = func() (kinds [4][64]byte, pages [1 << 10]uint8) {
	for k, page := range [...]rune{0x2000, 0x3000, 0xFF00} { // “ ” and the like; 、。《》; ，；：
		pages[page>>6] = uint8(k + 1)
		for r := page; r < page+64; r++ {
			if foldRune(r) == 0 {
				kinds[k+1][r&63] = markSeam(r)
			}
		}
	}
	return kinds, pages
}()

func appendSeam(seams []byte, distance int, kind byte) []byte {
	for distance >= seamReach {
		units := min(distance/seamReach, seamReach)
		seams = append(seams, byte(units-1)<<seamBits|seamFar)
		distance -= units * seamReach
	}
	return append(seams, byte(distance)<<seamBits|kind)
}

// foldRune is the 16-bit form of a rune, or 0 for one that is dropped.
func foldRune(r rune) uint16 {
	switch {
	case r < utf8.RuneSelf:
		return foldASCII(r)
	case r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF:
		return uint16(r)
	case r >= 0xFF01 && r <= 0xFF5E: // full-width ASCII
		return foldASCII(r - 0xFEE0)
	case r >= 0x3008 && r <= 0x3020, r >= 0x2010 && r <= 0x2027, r >= 0x3000 && r <= 0x3004:
		return 0 // the usual punctuation, as Unicode would tell at more expense
	case r >= 0x2E80 && r <= 0x2FDF:
		// Radicals are symbols to Unicode, but where they occur at all a PDF
		// reader put them in place of the character: they are content.
		return uint16(r)
	case !unicode.IsLetter(r) && !unicode.IsNumber(r):
		return 0
	case r > 0xFFFF:
		// No rune folds to a surrogate otherwise, so these 2,048 codes are free.
		return 0xD800 | uint16(uint32(r)*0x9E3779B1>>21)
	}
	return uint16(r)
}

func foldASCII(r rune) uint16 {
	if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
		return uint16(r)
	}
	return 0
}

// span is the part of the text that the runes [from, to) were folded from;
// from < to.
func (p passage) span(from, to int) Span {
	at, skew := 0, 0
	s := Span{Start: bytesPerHan * from, End: bytesPerHan * to}
	for _, b := range p.seams {
		kind, distance := b&(1<<seamBits-1), int(b>>seamBits)
		if kind == seamFar {
			at += (distance + 1) * seamReach
			continue
		}
		if at += distance; at > to {
			break
		}
		skew += seamSkew[kind]
		if at <= from {
			s.Start += seamSkew[kind]
		}
		// At the end itself only the width of the last rune counts, not what
		// was dropped behind it.
		if at < to || kind <= seamWide {
			s.End += seamSkew[kind]
		}
	}
	return s
}

// titles appends the ranges of runes inside 《…》 as pairs (from, to), disjoint
// and in order; a title within a title is part of the outer one, and a mark
// without its partner is no title.
func (p passage) titles(buf []int) []int {
	at, first := 0, len(buf)
	var open [8]int // starts of the titles not yet closed; deeper nesting is noise
	depth := 0
	for _, b := range p.seams {
		kind, distance := b&(1<<seamBits-1), int(b>>seamBits)
		if kind == seamFar {
			at += (distance + 1) * seamReach
			continue
		}
		at += distance
		switch {
		case kind == seamOpen:
			if depth == len(open) {
				copy(open[:], open[1:])
				depth--
			}
			open[depth] = at
			depth++
		case kind == seamClose && depth > 0:
			depth--
			from := open[depth]
			for len(buf) > first && buf[len(buf)-2] >= from {
				buf = buf[:len(buf)-2]
			}
			if from < at {
				buf = append(buf, from, at)
			}
		}
	}
	return buf
}
