package papertest

import (
	"encoding/binary"
	"unicode/utf16"
)

// Face makes a TrueType font of five glyphs: none, 甲 and a mark, drawn as squares, a
// character composed of both (申), and a space. The map is of form 4 or 12; the font
// has a name, "" for none, and says by the bits of license (fsType) how it may be
// embedded.
func Face(form int, name string, license uint16) []byte {
	be := binary.BigEndian
	var square, both []byte
	for _, v := range []int{1, 0, 0, 1024, 1024, 3, 0} { // one contour of four points, no instructions
		square = be.AppendUint16(square, uint16(v))
	}
	square = append(square, 1, 1, 1, 1)
	for _, v := range []int{0, 0, 1024, 0, 0, 1024, 0, 0} {
		square = be.AppendUint16(square, uint16(v))
	}
	for _, v := range []int{-1, 0, 0, 1024, 1024, 0x0121, 1, 0, 0, 0x000B, 3, 50, 60, 0x2000, 0} { // 甲, then the mark moved and scaled
		both = be.AppendUint16(both, uint16(v))
	}
	glyf := append([]byte(nil), square...)
	loca := []int{0, len(square)}
	for _, o := range [][]byte{square, both, square, nil} {
		glyf = append(glyf, o...)
		loca = append(loca, len(glyf))
	}
	words := func(vs ...int) (b []byte) {
		for _, v := range vs {
			b = be.AppendUint16(b, uint16(v))
		}
		return b
	}
	var locab []byte
	for _, v := range loca {
		locab = append(locab, words(v/2)...)
	}
	head := make([]byte, 54)
	be.PutUint16(head[18:], 2048)
	hhea := make([]byte, 36)
	copy(hhea[4:], words(1800, -248))
	be.PutUint16(hhea[34:], 2)
	maxp := make([]byte, 32)
	be.PutUint16(maxp[4:], 5)
	// ' ' is glyph 4, 甲 (U+7532) 1, 申 (U+7533) 2, U+0301 3 and U+0300 none by a list
	cmap := words(0, 1, 3, 1, 0, 12)
	if form == 4 {
		cmap = append(cmap, words(4, 0, 0, 8, 0, 0, 0, 0x20, 0x301, 0x7533, 0xFFFF, 0, 0x20, 0x300, 0x7532, 0xFFFF,
			4-0x20, 1, 1-0x7532, 1, 0, 6, 0, 0, 0, 2)...)
	} else {
		cmap = append(cmap, words(12, 0, 0, 0, 0, 0, 0, 3, 0, 0x20, 0, 0x20, 0, 4, 0, 0x301, 0, 0x301, 0, 3, 0, 0x7532, 0, 0x7533, 0, 1)...)
	}
	tables := []fontTable{{"cmap", cmap}, {"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", words(2048, 0, 1024, 0, 0, 0, 0)}, {"loca", locab}, {"maxp", maxp},
		{"OS/2", words(4, 500, 400, 5, int(license), 0)}}
	if name != "" {
		var called []byte
		for _, u := range utf16.Encode([]rune(name)) {
			called = be.AppendUint16(called, u)
		}
		tables = append(tables, fontTable{"name", append(words(0, 1, 18, 3, 1, 0x804, 1, len(called), 0), called...)})
	}
	return bindFont(tables)
}

type fontTable struct {
	name string
	b    []byte
}

// bindFont makes a file of tables.
func bindFont(tables []fontTable) []byte {
	be := binary.BigEndian
	out := be.AppendUint32(nil, 0x00010000)
	out = append(be.AppendUint16(out, uint16(len(tables))), 0, 0, 0, 0, 0, 0)
	at := 12 + 16*len(tables)
	for _, t := range tables {
		out = append(append(out, t.name...), 0, 0, 0, 0)
		out = be.AppendUint32(be.AppendUint32(out, uint32(at)), uint32(len(t.b)))
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
