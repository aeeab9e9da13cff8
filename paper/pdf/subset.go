package pdf

import (
	"encoding/binary"
	"unicode"
)

// substitute is drawn where a character has no glyph: 〓, as printers have always
// done, else an empty box.
const substitute = '〓'

// A subset is the glyphs of a face that a paper uses. Each character gets a glyph
// of its own, even where the face draws two alike and where it draws none: so the
// words can always be read back from the file as they were.
type subset struct {
	face  *Face
	chars map[rune]uint16
	runes []rune // by number; 0 is for what has none
	from  []int  // glyph of the face
	width []int  // in thousandths of an em
}

func newSubset(f *Face) *subset {
	return &subset{face: f, chars: map[rune]uint16{}, runes: []rune{0}, from: []int{0}, width: []int{f.advance(0)}}
}

// add returns the number of a character that is drawn as the glyph g.
func (s *subset) add(r rune, g int) uint16 {
	if n, ok := s.chars[r]; ok {
		return n
	}
	n := uint16(len(s.runes))
	s.chars[r] = n
	s.runes, s.from, s.width = append(s.runes, r), append(s.from, g), append(s.width, s.face.advance(g))
	return n
}

// full reports whether the numbers are used up; parts of composed glyphs need
// some too.
func (s *subset) full() bool { return len(s.runes) > 60_000 }

// file returns the subset as a TrueType file: only what a reader of PDF needs.
func (s *subset) file() []byte {
	f := s.face
	from := append([]int(nil), s.from...)
	place := map[int]int{} // parts of composed glyphs
	var glyf, loca, hmtx []byte
	for i := 0; i < len(from); i++ { // from grows
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		start := len(glyf)
		glyf = append(glyf, f.outline(from[i])...)
		composed(glyf[start:], func(g int) int {
			if g >= f.glyphs || len(from) > 0xFFF0 {
				return 0
			}
			n, ok := place[g]
			if !ok {
				n = len(from)
				place[g], from = n, append(from, g)
			}
			return n
		})
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		adv, bear := uint16(f.advance(from[i])*f.units/1000), uint16(0)
		if o := f.outline(from[i]); len(o) >= 4 {
			bear = u16(o, 2) // its left edge, where every outline is drawn from
		}
		hmtx = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(hmtx, adv), bear)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	head := make([]byte, 54)
	put := func(b []byte, at int, n int) { binary.BigEndian.PutUint16(b[at:], uint16(n)) }
	binary.BigEndian.PutUint32(head, 0x00010000)
	binary.BigEndian.PutUint32(head[12:], 0x5F0F3CF5)
	put(head, 16, 0x0003) // the baseline lies at 0, as do left edges
	put(head, 18, f.units)
	for i, n := range f.box {
		put(head, 36+2*i, int(n))
	}
	put(head, 46, 8) // lowest size that can be read
	put(head, 48, 2)
	put(head, 50, 1) // long loca
	hhea := make([]byte, 36)
	binary.BigEndian.PutUint32(hhea, 0x00010000)
	put(hhea, 4, int(f.ascent))
	put(hhea, 6, int(f.descent))
	put(hhea, 10, f.units)
	put(hhea, 34, len(from))
	maxp := make([]byte, 32)
	binary.BigEndian.PutUint32(maxp, 0x00010000)
	put(maxp, 4, len(from))
	put(maxp, 6, 4096) // points, contours, and the same of composed glyphs
	put(maxp, 8, 512)
	put(maxp, 10, 4096)
	put(maxp, 12, 512)
	put(maxp, 14, 1)
	put(maxp, 28, 16)
	put(maxp, 30, 4)
	return bind([]table{{"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}})
}

// composed renames the parts of a composed glyph in place and drops its hints.
func composed(o []byte, rename func(int) int) {
	if len(o) < 10 || int16(u16(o, 0)) >= 0 {
		return
	}
	for at := 10; at+4 <= len(o); {
		flags := u16(o, at)
		binary.BigEndian.PutUint16(o[at:], flags&^0x0100) // no instructions follow
		binary.BigEndian.PutUint16(o[at+2:], uint16(rename(int(u16(o, at+2)))))
		at += 6
		if flags&0x0001 != 0 { // arguments of two bytes
			at += 2
		}
		switch {
		case flags&0x0008 != 0: // one scale
			at += 2
		case flags&0x0040 != 0: // two
			at += 4
		case flags&0x0080 != 0: // a matrix
			at += 8
		}
		if flags&0x0020 == 0 { // no more parts
			return
		}
	}
}

type table struct {
	name string
	b    []byte
}

// bind makes a TrueType file of its tables.
func bind(tables []table) []byte {
	n := len(tables)
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, v := range []int{n, 64, 2, n*16 - 64} { // for a search among six tables
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	at := 12 + 16*n
	for _, t := range tables {
		out = append(out, t.name...)
		for _, v := range []uint32{checksum(t.b), uint32(at), uint32(len(t.b))} {
			out = binary.BigEndian.AppendUint32(out, v)
		}
		at += (len(t.b) + 3) &^ 3
	}
	for _, t := range tables {
		out = append(out, t.b...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	return out
}

func checksum(b []byte) (sum uint32) {
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	var last [4]byte
	copy(last[:], b)
	return sum + binary.BigEndian.Uint32(last[:])
}

// unseen reports whether a character has no shape of its own: joiners, marks of
// direction, selectors of variants. They are left out, because in a file whose
// glyphs are placed one by one they do nothing.
func unseen(r rune) bool {
	switch {
	case r == 0xAD || r == 0x034F || r == 0x061C || r == 0xFEFF || r == 0x3164 || r == 0xFFA0:
		return true
	case r >= 0x115F && r <= 0x1160, r >= 0x17B4 && r <= 0x17B5, r >= 0x180B && r <= 0x180F:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xFFF0 && r <= 0xFFFB, r >= 0xE0000 && r <= 0xE0FFF:
		return true
	}
	return unicode.Is(unicode.Cf, r)
}
