package paper_test

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"zhenggai/paper"
	"zhenggai/paper/papertest"
)

// FuzzWords puts hostile words into every writer of this package and looks for
// them with parsers that are not ours.
func FuzzWords(f *testing.F) {
	for _, s := range papertest.Nasty {
		f.Add(s)
	}
	f.Add("=cmd|' /C calc'!A0")
	f.Add(strings.Repeat("长", 10_000))
	f.Fuzz(func(t *testing.T, s string) {
		clean := paper.Clean(s)
		checkClean(t, s, clean)
		d := paper.Document{Title: s, Body: []paper.Block{
			paper.Paragraph{Runs: []paper.Run{{Text: s, Field: s, Bold: true}}},
			paper.Table{Columns: []paper.Column{{}}, Rows: []paper.Row{{Cells: []paper.Cell{paper.Words(s)}}}},
		}}
		want := title(clean) + clean + clean
		if got := wordText(t, docx(t, d, paper.Profile{})); got != flat(want) {
			t.Fatalf("docx: %q, want %q", got, flat(want))
		}
		var b bytes.Buffer
		if err := paper.HTML(&b, d); err != nil {
			t.Fatal(err)
		}
		tame(t, b.String())
		if got := htmlText(t, b.String()); papertest.Bare(got) != papertest.Bare(want) {
			t.Fatalf("html: %q, want %q", got, want)
		}
		b.Reset()
		if err := paper.CSV(&b, paper.Sheet{Table: paper.Table{Columns: []paper.Column{{}, {}}, Rows: []paper.Row{{Cells: []paper.Cell{paper.Words("x"), paper.Words(s)}}}}}); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b.Bytes(), []byte("\uFEFF")))).ReadAll()
		if err != nil || len(rows) != 1 || len(rows[0]) != 2 {
			t.Fatalf("csv: %v %q", err, rows)
		}
		if got := rows[0][1]; strings.TrimPrefix(got, "'") != strings.TrimPrefix(clean, "'") || strings.IndexAny(strings.TrimSpace(got), "=+-@") == 0 {
			t.Fatalf("csv: %q", got)
		}
	})
}

// checkClean holds what Clean promises.
func checkClean(t *testing.T, s, clean string) {
	t.Helper()
	if !utf8.ValidString(clean) || paper.Clean(clean) != clean {
		t.Fatalf("%q is not clean", clean)
	}
	for _, r := range clean {
		if r < ' ' && r != '\t' && r != '\n' || r >= 0x7F && r < 0xA0 || r == 0xFFFE || r == 0xFFFF {
			t.Fatalf("%U in %q", r, clean)
		}
	}
	// Nothing else is lost: what can be printed is there, in its order.
	keep := func(s string) []rune {
		return slices.DeleteFunc([]rune(s), func(r rune) bool { return r < ' ' || r >= 0x7F && r < 0xA0 || r == 0x2028 || r == 0x2029 })
	}
	a, b := keep(s), keep(clean)
	for i, r := range a {
		if r == 0xFFFE || r == 0xFFFF {
			a[i] = utf8.RuneError
		}
	}
	if !slices.Equal(a, b) {
		t.Fatalf("%q became %q", s, clean)
	}
}

// title is how a title is printed: without blanks around it.
func title(s string) string { return strings.TrimSpace(s) }

// flat returns s as wordText has it.
func flat(s string) string { return strings.NewReplacer("\n", "", "\t", "").Replace(s) }

// wordText returns all words of the main part.
func wordText(t *testing.T, b []byte) string {
	t.Helper()
	var sb strings.Builder
	d := xml.NewDecoder(strings.NewReader(parts(t, b)["word/document.xml"]))
	in := false
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return sb.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			in = tok.Name.Local == "t"
		case xml.EndElement:
			in = false
		case xml.CharData:
			if in {
				sb.Write(tok)
			}
		}
	}
}

func htmlText(t *testing.T, s string) string {
	t.Helper()
	n, err := html.Parse(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	var sb strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			sb.WriteString(c.Data)
		}
	}
	return sb.String()
}

// TestEveryCharacter sends every character that GB 18030 can write, which is
// every one of Unicode, through the writers.
func TestEveryCharacter(t *testing.T) {
	t.Parallel()
	var sb strings.Builder
	var body []paper.Block
	for r := rune(0x20); r <= utf8.MaxRune; r++ {
		if !utf8.ValidRune(r) || r >= 0xE0000 && r%64 != 0 { // the last planes are private or empty: a sample is enough
			continue
		}
		sb.WriteRune(r)
		if sb.Len() > 8000 {
			body = append(body, paper.Paragraph{Runs: paper.Plain(sb.String())})
			sb.Reset()
		}
	}
	body = append(body, paper.Paragraph{Runs: paper.Plain(sb.String())})
	var want strings.Builder
	for _, b := range body {
		want.WriteString(paper.Clean(b.(paper.Paragraph).Runs[0].Text))
	}
	d := paper.Document{Body: body}
	if got := wordText(t, docx(t, d, paper.Profile{})); got != flat(want.String()) {
		t.Error("docx differs")
	}
	var b bytes.Buffer
	if err := paper.HTML(&b, d); err != nil {
		t.Fatal(err)
	}
	if got := htmlText(t, b.String()); papertest.Bare(got) != papertest.Bare(want.String()) {
		t.Error("html differs")
	}
	for name, b := range map[string][]byte{"a.docx": docx(t, d, paper.Profile{}), "a.html": page(t, d)} {
		if got := papertest.Bare(read(t, name, b).String()); got != papertest.Bare(want.String()) {
			t.Errorf("%s differs", name)
		}
	}
}
