package paper_test

import (
	"archive/zip"
	"bytes"
	"image/png"
	"strings"
	"testing"

	"zhenggai/paper"
)

// TestCode prints a code in each form: the picture of a .docx has its squares where they
// are, HTML has its words, and a paper without one has no trace of it.
func TestCode(t *testing.T) {
	t.Parallel()
	code := paper.Code{Rows: []string{"##.", "#..", "..#"}, Words: `sha256:"<ab>`}
	if code.Side() != 3+2*paper.CodeEdge || code.Path() != "M4 4h2v1h-2zM4 5h1v1h-1zM6 6h1v1h-1z" || code.Box() != "0 0 11 11" {
		t.Errorf("%d %s %s", code.Side(), code.Path(), code.Box())
	}
	var page, plain bytes.Buffer
	if err := paper.HTML(&page, paper.Document{Title: "通报", Code: code}); err != nil {
		t.Fatal(err)
	}
	if err := paper.HTML(&plain, paper.Document{Title: "通报"}); err != nil {
		t.Fatal(err)
	}
	if s := page.String(); !strings.Contains(s, code.Path()) || !strings.Contains(s, "sha256:&#34;&lt;ab&gt;") || strings.Contains(plain.String(), "svg") {
		t.Error(s)
	}
	for _, d := range []paper.Document{{Title: "通报", Code: code}, {Title: "通报"}} {
		var b bytes.Buffer
		if err := paper.Docx(&b, d, paper.Profile{}); err != nil {
			t.Fatal(err)
		}
		z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		f, err := z.Open("word/media/code.png")
		if d.Code.Side() == 0 {
			if err == nil {
				t.Error("a paper without a code has a picture")
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		m, err := png.Decode(f)
		if err != nil {
			t.Fatal(err)
		}
		for at, want := range map[[2]int]uint32{{4, 4}: 0, {5, 4}: 0, {6, 4}: 0xffff, {4, 6}: 0xffff, {6, 6}: 0, {0, 0}: 0xffff} {
			if r, _, _, _ := m.At(at[0]*4+1, at[1]*4+1).RGBA(); r != want {
				t.Errorf("square %v is %x", at, r)
			}
		}
	}
	kept, err := paper.Encode(paper.Document{Code: code})
	if err != nil {
		t.Fatal(err)
	}
	back, err := paper.Decode(kept)
	if err != nil || back.Code.Path() != code.Path() || back.Code.Words != code.Words {
		t.Errorf("kept as %s, read as %+v %v", kept, back.Code, err)
	}
}
