package pdf

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"zhenggai/fault"
	"zhenggai/paper"
	"zhenggai/paper/papertest"
)

// drawFace makes a font of no name that may be embedded.
func drawFace(form int) []byte { return papertest.Face(form, "", 0) }

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

// TestGather holds which font of a folder is used for what, and what is said of one
// that cannot be.
func TestGather(t *testing.T) {
	t.Parallel()
	file := func(name, called string, license uint16) File {
		return File{name, papertest.Face(4, called, license)}
	}
	for _, c := range []struct {
		name  string
		files []File
		want  string // faces that are set, or words of the refusal
	}{
		{"nothing", nil, ""},
		{"a whole office", []File{file("a.ttf", "方正小标宋简体", 0), file("simfang.ttf", "仿宋_GB2312", 4), file("simhei.ttf", "SimHei 黑体", 8), file("simkai.ttf", "KaiTi_GB2312", 0)}, "title body level1 level2"},
		{"by name of file", []File{file("Body.TTF", "某某字体", 0), file("level2.ttf", "仿宋", 0)}, "body level2"},
		{"which must not be embedded", []File{file("simfang.ttf", "仿宋", 2)}, "字体文件 simfang.ttf：字体的许可不准嵌入文件（fsType 0x0002）"},
		{"which must be embedded whole", []File{file("simfang.ttf", "仿宋", 0x0108)}, "fsType 0x0108"},
		{"restricted and yet to be viewed", []File{file("simfang.ttf", "仿宋", 6)}, "body"},
		{"of no kind", []File{file("x.ttf", "某某圆体", 0)}, "字体文件 x.ttf（某某圆体）不知道用在哪里"},
		{"twice", []File{file("a.ttf", "仿宋", 0), file("b.ttf", "FangSong", 0)}, "字体文件 a.ttf 和 b.ttf 都是正文"},
		{"no font", []File{{"c.ttf", []byte("字")}}, "字体文件 c.ttf：这不是可用的 TrueType 字体"},
		{"names beyond the file", []File{{"body.ttf", func() []byte {
			b := papertest.Face(4, "仿宋", 0)
			i := bytes.Index(b, []byte{0x4E, 0xFF, 0x5B, 0x8B}) // 仿宋, at the end of the names
			return b[:i]
		}()}}, "字体文件 body.ttf"},
	} {
		f, err := Gather(c.files)
		if err != nil {
			if got := fault.Say(err, "zh"); c.want == "" || !strings.Contains(got, c.want) || fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
			continue
		}
		var got []string
		for _, x := range []struct {
			key  string
			face *Face
		}{{"title", f.Title}, {"body", f.Body}, {"level1", f.Level1}, {"level2", f.Level2}} {
			if x.face != nil {
				got = append(got, x.key)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: faces %q, want %q", c.name, s, c.want)
		}
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
