package paper_test

import (
	"bytes"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"zhenggai/golden"
	"zhenggai/paper"
	"zhenggai/paper/papertest"
)

// TestKept keeps random papers and reads them: every writer prints what it printed
// before, and keeping again gives the same bytes.
func TestKept(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := papertest.Documents().Draw(t, "document")
		b, err := paper.Encode(d)
		if err != nil {
			t.Fatal(err)
		}
		back, err := paper.Decode(b)
		if err != nil {
			t.Fatal(err)
		}
		again, err := paper.Encode(back)
		if err != nil || !bytes.Equal(b, again) {
			t.Fatalf("kept as\n%s\nthen as\n%s\n%v", b, again, err)
		}
		var was, is bytes.Buffer
		if err := paper.HTML(&was, d); err != nil {
			t.Fatal(err)
		}
		if err := paper.HTML(&is, back); err != nil || !bytes.Equal(was.Bytes(), is.Bytes()) {
			t.Fatalf("HTML was\n%s\nis\n%s\n%v", was.Bytes(), is.Bytes(), err)
		}
		was.Reset()
		is.Reset()
		if err := paper.Docx(&was, d, paper.Profile{}); err != nil {
			t.Fatal(err)
		}
		if err := paper.Docx(&is, back, paper.Profile{}); err != nil || !bytes.Equal(was.Bytes(), is.Bytes()) {
			t.Fatalf("the .docx is another: %v", err)
		}
	})
}

// TestKeptForm holds how papers are kept: a field that is renamed, or moved, would
// change what was frozen under a digest. It also notices a kind of block that is not
// kept.
func TestKeptForm(t *testing.T) {
	t.Parallel()
	d := papertest.Closure()
	d.Body = append(d.Body, paper.Heading{Level: 1, Number: 1, Text: "题"}, paper.Paragraph{Runs: paper.Plain("文")},
		paper.List{Items: [][]paper.Run{paper.Plain("项")}}, paper.PageBreak{}, paper.Signature{Bodies: []string{"署名"}})
	b, err := paper.Encode(d)
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "testdata/kept.json", append(b[:len(b):len(b)], '\n'))
	back, err := paper.Decode(b)
	if err != nil || !reflect.DeepEqual(d, back) {
		t.Errorf("read back as %+v\n%v", back, err)
	}
	if _, err := paper.Decode([]byte(`{"V":2}`)); err == nil {
		t.Error("a later form of keeping was taken for this one")
	}
}
