package pdf

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the face
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf16"

	"zhenggai/fault"
)

// A Face is a TrueType font.
type Face struct {
	b          []byte
	units      int // in an em
	glyphs     int
	ascent     int16
	descent    int16
	box        [4]int16
	long       bool // form of loca
	advances   int  // glyphs that have an advance of their own
	loca, glyf []byte
	hmtx       []byte
	ranges     []span16 // of characters, sorted
	names      []string // of its family, in the languages that it has them in
	script     string   // name by which a program calls it
}

// A span16 is characters that follow one another and so do their glyphs; or,
// where ids is set, their glyphs are listed there.
type span16 struct {
	from, to rune
	glyph    int
	ids      []byte
}

// ParseFace reads a TrueType font, a .ttf file, which must not be changed
// afterwards. Fonts with other outlines (.otf) and collections (.ttc) are refused,
// and so are those whose maker does not allow that a part of them goes into a file.
func ParseFace(b []byte) (f *Face, err error) {
	defer func() {
		if recover() != nil { // an offset beyond the file
			f, err = nil, badFace(nil)
		}
	}()
	if len(b) < 12 || binary.BigEndian.Uint32(b) != 0x00010000 && string(b[:4]) != "true" {
		return nil, badFace(nil)
	}
	b = b[:len(b):len(b)]
	tables := map[string][]byte{}
	for i := range int(u16(b, 4)) {
		e := b[12+16*i:]
		off, n := int(u32(e, 8)), int(u32(e, 12))
		tables[string(e[:4])] = b[off : off+n : off+n]
	}
	head, hhea := tables["head"], tables["hhea"]
	f = &Face{b: b, units: int(u16(head, 18)), long: u16(head, 50) == 1, glyphs: int(u16(tables["maxp"], 4)),
		ascent: int16(u16(hhea, 4)), descent: int16(u16(hhea, 6)), advances: int(u16(hhea, 34)),
		loca: tables["loca"], glyf: tables["glyf"], hmtx: tables["hmtx"]}
	for i := range f.box {
		f.box[i] = int16(u16(head, 36+2*i))
	}
	f.ranges = characters(tables["cmap"])
	if f.units < 16 || f.advances < 1 || f.advances > f.glyphs || len(f.hmtx) < 4*f.advances || len(f.ranges) == 0 || !f.located() {
		return nil, badFace(nil)
	}
	f.names, f.script = named(tables["name"])
	if err := licensed(tables["OS/2"]); err != nil {
		return nil, err
	}
	return f, nil
}

// licensed refuses a font that must not be embedded, or only whole or as pictures:
// what a PDF has of it is a subset of its outlines. One that may be embedded to be
// viewed and printed will do, for a paper is not edited any more.
func licensed(os2 []byte) error {
	if len(os2) < 10 {
		return nil // it says nothing
	}
	if kind := u16(os2, 8); kind&0x000E == 0x0002 || kind&0x0300 != 0 {
		return fault.New(fault.Forbidden, fmt.Sprintf("字体的许可不准嵌入文件（fsType 0x%04X）：请换一款准许嵌入的字体，或把它移出文件夹", kind),
			fmt.Sprintf("the font is licensed as not to be embedded in files (fsType 0x%04X): use one that may be, or take it out of the folder", kind), nil)
	}
	return nil
}

// named reads what a font is called: its families, and its name for programs.
func named(b []byte) (families []string, script string) {
	if len(b) < 6 {
		return nil, ""
	}
	words := b[u16(b, 4):]
	for i := range int(u16(b, 2)) {
		e := b[6+12*i:]
		platform, id := u16(e, 0), u16(e, 6)
		if platform != 0 && platform != 3 { // not UTF-16
			continue
		}
		raw := words[u16(e, 10):][:u16(e, 8)]
		var units []uint16
		for k := 0; k+1 < len(raw); k += 2 {
			units = append(units, u16(raw, k))
		}
		switch s := string(utf16.Decode(units)); id {
		case 1, 4, 16:
			families = append(families, s)
		case 6:
			script = strings.Map(func(r rune) rune {
				if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-') {
					return r
				}
				return -1
			}, s)
		}
	}
	return families, script
}

func badFace(err error) error {
	return fault.New(fault.Invalid, "这不是可用的 TrueType 字体：请提供 .ttf 文件（.otf、.ttc 须先转换）",
		"this is no TrueType font that can be used: give a .ttf file (.otf and .ttc must be converted first)", err)
}

func u16(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }
func u32(b []byte, at int) uint32 { return binary.BigEndian.Uint32(b[at:]) }

// located reports whether each glyph lies within the outlines.
func (f *Face) located() bool {
	last := 0
	for g := range f.glyphs + 1 {
		at := f.at(g)
		if at < last || at > len(f.glyf) {
			return false
		}
		last = at
	}
	return true
}

// at returns where the outline of a glyph begins.
func (f *Face) at(g int) int {
	if f.long {
		return int(u32(f.loca, 4*g))
	}
	return 2 * int(u16(f.loca, 2*g))
}

// outline returns the outline of a glyph; empty for a space.
func (f *Face) outline(g int) []byte { return f.glyf[f.at(g):f.at(g+1)] }

// advance returns how wide a glyph is, in thousandths of an em.
func (f *Face) advance(g int) int {
	return int(u16(f.hmtx, 4*min(g, f.advances-1))) * 1000 / f.units
}

// scaled returns a length of the font in thousandths of an em.
func (f *Face) scaled(n int16) int { return int(n) * 1000 / f.units }

// glyph returns the glyph of a character, 0 if there is none.
func (f *Face) glyph(r rune) int {
	i, _ := slices.BinarySearchFunc(f.ranges, r, func(s span16, r rune) int { return int(s.to - r) })
	if i == len(f.ranges) || r < f.ranges[i].from {
		return 0
	}
	s := f.ranges[i]
	g := s.glyph
	if s.ids == nil {
		g += int(r - s.from)
	} else if at := 2 * int(r-s.from); at+2 > len(s.ids) {
		g = 0
	} else if id := int(u16(s.ids, at)); id == 0 {
		g = 0
	} else {
		g += id
	}
	if g &= 0xFFFF; g >= f.glyphs {
		return 0
	}
	return g
}

// characters reads the largest map from characters to glyphs: form 12, else 4.
func characters(cmap []byte) []span16 {
	var best []span16
	form := 0
	for i := range int(u16(cmap, 2)) {
		platform, kind := u16(cmap, 4+8*i), u16(cmap, 6+8*i)
		sub := cmap[u32(cmap, 8+8*i):]
		if platform != 0 && (platform != 3 || kind != 1 && kind != 10) {
			continue
		}
		switch n := int(u16(sub, 0)); {
		case n == 12 && form < 12:
			best, form = groups(sub), n
		case n == 4 && form < 4:
			best, form = segments(sub), n
		}
	}
	for i := 1; i < len(best); i++ {
		if best[i].from <= best[i-1].to {
			return nil
		}
	}
	return best
}

func groups(sub []byte) []span16 {
	n := int(u32(sub, 12))
	if n > len(sub)/12 {
		return nil
	}
	out := make([]span16, n)
	for i := range out {
		g := sub[16+12*i:]
		out[i] = span16{from: rune(u32(g, 0)), to: rune(u32(g, 4)), glyph: int(u32(g, 8))}
		if out[i].from < 0 || out[i].to < out[i].from {
			return nil
		}
	}
	return out
}

func segments(sub []byte) []span16 {
	n := int(u16(sub, 6))
	out := make([]span16, 0, n/2)
	for i := 0; i < n; i += 2 {
		s := span16{to: rune(u16(sub, 14+i)), from: rune(u16(sub, 16+n+i))}
		delta, at := int(u16(sub, 16+2*n+i)), 16+3*n+i
		if off := int(u16(sub, at)); off == 0 {
			s.glyph = int(s.from) + delta
		} else {
			s.glyph, s.ids = delta, sub[at+off:]
		}
		if s.from <= s.to && s.from != 0xFFFF {
			out = append(out, s)
		}
	}
	return out
}

//go:embed face.ttf.gz
var packed []byte

// embedded returns the face that is in the program. It is unpacked when the first
// paper wants it, and stays.
var embedded = sync.OnceValue(unpack)

func unpack() *Face {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(err)
	}
	b := bytes.NewBuffer(make([]byte, 0, 14<<20))
	if _, err = b.ReadFrom(z); err != nil {
		panic(err)
	}
	f, err := ParseFace(b.Bytes())
	if err != nil {
		panic(err)
	}
	return f
}
