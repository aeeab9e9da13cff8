package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"

	"zhenggai/fault"
	"zhenggai/paper"
)

// drawFace makes a font of five glyphs: none, 甲 and a mark, drawn as squares, a
// character composed of both, and a space. The map is of form 4 or 12.
func drawFace(form int) []byte {
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
	return bind([]table{{"cmap", cmap}, {"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", words(2048, 0, 1024, 0, 0, 0, 0)}, {"loca", locab}, {"maxp", maxp}})
}

func TestParseFace(t *testing.T) {
	t.Parallel()
	for _, form := range []int{4, 12} {
		f, err := ParseFace(drawFace(form))
		if err != nil {
			t.Fatalf("form %d: %v", form, err)
		}
		for r, want := range map[rune]int{' ': 4, '甲': 1, '申': 2, 0x300: 0, 0x301: 3, '乙': 0, 0x10FFFF: 0, '!': 0} {
			if got := f.glyph(r); got != want {
				t.Errorf("form %d: %U is glyph %d, want %d", form, r, got, want)
			}
		}
		if f.advance(0) != 1000 || f.advance(4) != 500 {
			t.Errorf("form %d: advances %d and %d", form, f.advance(0), f.advance(4))
		}
	}
	good := drawFace(12)
	for name, b := range map[string][]byte{"empty": nil, "words": []byte("这不是字体，是一段文字"), "OpenType": append([]byte("OTTO"), good[4:]...),
		"collection": append([]byte("ttcf"), good[4:]...), "cut": good[:len(good)-40], "head only": good[:12]} {
		_, err := ParseFace(b)
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestFaces prints in a site's face, of which the embedded one is the stand-in,
// and looks at the parts of a composed glyph.
func TestFaces(t *testing.T) {
	t.Parallel()
	f, err := ParseFace(drawFace(4))
	if err != nil {
		t.Fatal(err)
	}
	d := paper.Document{Title: "甲乙", Body: []paper.Block{paper.Paragraph{Runs: paper.Plain("申乙 丙🙂")}}}
	var b bytes.Buffer
	missing, err := Faces{Body: f}.Write(&b, d, paper.Profile{})
	if err != nil || string(missing) != "🙂" {
		t.Fatalf("%q %v", missing, err)
	}
	if got := told(t, b.Bytes()); got != "甲乙申乙 丙🙂" {
		t.Errorf("reads %q", got)
	}
	fonts := map[string]string{}
	for _, s := range parse(t, b.Bytes()) {
		for _, r := range s.words {
			fonts[string(r)] = s.font
		}
	}
	if fonts["甲"] == fonts["乙"] || fonts["甲"] != fonts["申"] || fonts["乙"] != fonts["🙂"] {
		t.Errorf("fonts %v", fonts)
	}
	s := newSubset(f)
	s.add('申', 2)
	s.add('甲', 1)
	cut := s.file()
	if n := u16(cut, int(u32(cut, 12+16*5+8))+4); n != 5 { // none, 申, 甲, and the parts of 申
		t.Errorf("%d glyphs", n)
	}
	glyf := cut[u32(cut, 12+8):]
	at := glyf[u32(cut, int(u32(cut, 12+16*4+8))+4):] // the second glyph
	if first, second := u16(at, 12), u16(at, 20); first != 3 || second != 4 || u16(at, 10)&0x100 != 0 {
		t.Errorf("申 is composed of %d and %d", first, second)
	}
}

// FuzzFace holds that no file, however broken, ends the program: neither when it is
// read nor when words are printed in it.
func FuzzFace(f *testing.F) {
	f.Add(drawFace(4), "甲申\u0301 ")
	f.Add(drawFace(12), "申乙")
	f.Fuzz(func(t *testing.T, b []byte, s string) {
		face, err := ParseFace(b)
		if err != nil {
			return
		}
		n := newSubset(face)
		for _, r := range paper.Clean(s) {
			n.add(r, face.glyph(r))
		}
		_, _, _ = n.file(), n.widths(), n.words()
	})
}

// FuzzWords puts hostile words into every part of a paper.
func FuzzWords(f *testing.F) {
	for _, s := range nasty() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := paper.Document{
			Head:  paper.Head{Copy: s, Issuers: []string{s, "局"}, Suffix: "文件", Number: s, Signers: []string{s, "李云", s}},
			Title: s, To: s, Note: s,
			Body: []paper.Block{paper.Heading{Level: 1, Text: s}, paper.Paragraph{Runs: []paper.Run{{Text: s, Bold: true}}},
				paper.Table{Caption: s, Columns: []paper.Column{{Title: s}, {Width: 1}}, Wide: len(s)%2 == 1,
					Rows: []paper.Row{{Cells: []paper.Cell{paper.Words(s).Over(2, 1), paper.Words(s)}}, {Cells: []paper.Cell{paper.Words(s)}}}}},
			Attachments: []paper.Attachment{{Name: s}, {Name: s, Body: []paper.Block{paper.PageBreak{}}}},
			Signature:   paper.Signature{Bodies: []string{s}},
			Colophon:    paper.Colophon{CC: s, Issuer: s},
		}
		b, _ := printPaper(t, d)
		body, _ := printPaper(t, plain(s))
		if got, want := shown(told(t, body)), shown(paper.Clean(s)); got != want {
			t.Fatalf("reads %q, want %q", got, want)
		}
		told(t, b)
	})
}
