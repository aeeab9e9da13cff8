package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"zhenggai/fault"
	"zhenggai/golden"
	"zhenggai/intake"
	"zhenggai/paper"
	"zhenggai/paper/papertest"
	"zhenggai/zh"
)

// printPaper prints a paper.
func printPaper(t fataler, d paper.Document) ([]byte, []rune) {
	t.Helper()
	var b bytes.Buffer
	missing, err := Write(&b, d, paper.Profile{})
	if err != nil {
		t.Fatalf("%v", err)
	}
	return b.Bytes(), missing
}

// plain returns a paper of one paragraph.
func plain(s string) paper.Document {
	return paper.Document{Body: []paper.Block{paper.Paragraph{Runs: paper.Plain(s)}}}
}

// shown returns the words of s that have a shape.
func shown(s string) string {
	return strings.Map(func(r rune) rune {
		if unseen(r) {
			return -1
		}
		return r
	}, papertest.Bare(s))
}

// TestLayout holds where every word and rule of four papers stands.
func TestLayout(t *testing.T) {
	t.Parallel()
	for name, d := range papertest.Samples() {
		b, missing := printPaper(t, d)
		if len(missing) > 0 {
			t.Errorf("%s: no glyphs for %q", name, missing)
		}
		golden.Check(t, "testdata/"+name+".layout.txt", laid(t, b))
		if again, _ := printPaper(t, d); !bytes.Equal(b, again) {
			t.Errorf("%s: two prints differ", name)
		}
	}
}

// TestGrid holds what the standard says of a page: 22 lines of 28 characters
// between margins of 37, 35, 28 and 26 mm.
func TestGrid(t *testing.T) {
	t.Parallel()
	b, _ := printPaper(t, plain(strings.Repeat("字", 28*22*2+5)))
	pages := map[int][]drawn{}
	for _, d := range parse(t, b) {
		if !d.artifact {
			pages[d.page] = append(pages[d.page], d)
		}
	}
	const mm = 72 / 25.4
	if len(pages) != 3 || len(pages[1]) != 22 || len(pages[2]) != 22 || len(pages[3]) != 1 {
		t.Fatalf("%d pages, %d lines on the first and %d on the second", len(pages), len(pages[1]), len(pages[2]))
	}
	for i, d := range pages[2] {
		if n := utf8.RuneCountInString(d.words); n != 28 {
			t.Errorf("line %d has %d characters", i, n)
		}
		if off := d.x - 28*mm; off < -0.1 || off > 0.1 {
			t.Errorf("line %d begins at %.2f", i, d.x)
		}
	}
	first, last := pages[2][0], pages[2][21]
	if top := 841.9 - 37*mm - first.y - 16*0.88; top < 0 || top > 8 {
		t.Errorf("the first line is %.2f points below the margin", top)
	}
	if bottom := last.y - 16*0.12 - 35*mm; bottom < 0 || bottom > 8 {
		t.Errorf("the last line is %.2f points above the margin", bottom)
	}
}

// TestNumbers holds where page numbers stand: right on odd pages, left on even
// ones, at the side of a landscape page, and that each is there once.
func TestNumbers(t *testing.T) {
	t.Parallel()
	b, _ := printPaper(t, papertest.Report(3))
	n := 0
	for _, d := range parse(t, b) {
		if !d.artifact || !strings.HasPrefix(d.words, "— ") {
			continue
		}
		n++
		if want := fmt.Sprintf("— %d —", n); d.words != want || d.page != n {
			t.Errorf("page %d bears %q", d.page, d.words)
		}
		odd := n%2 == 1
		switch {
		case !d.turned && (odd != (d.x > 300) || d.y > 99):
			t.Errorf("number %d stands at %.1f, %.1f", n, d.x, d.y)
		case d.turned && (odd != (d.y < 300) || d.x > 99): // the lower edge of a landscape page is the right one of others
			t.Errorf("number %d stands at %.1f, %.1f of a landscape page", n, d.x, d.y)
		}
		if d.turned != (n == 4 || n == 5) {
			t.Errorf("number %d is turned: %v", n, d.turned)
		}
	}
	if n != 6 {
		t.Errorf("%d numbers", n)
	}
}

// TestReadBack holds that every word of any paper can be read back, in its order.
func TestReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := papertest.Documents().Draw(t, "document")
		b, _ := printPaper(t, d)
		got, want := shown(told(t, b)), shown(papertest.Said(d))
		if len(d.Sheets()) > 0 && got != want { // a row may go on over pages: then its cells take turns
			got, want = sorted(got), sorted(want)
		}
		if got != want {
			t.Fatalf("reads\n%q, want\n%q", got, want)
		}
		if again, _ := printPaper(t, d); !bytes.Equal(b, again) {
			t.Fatalf("two prints differ")
		}
	})
}

// engineReads reads a file as the product reads any.
func engineReads(t *testing.T, b []byte) string {
	t.Helper()
	f, err := intake.Read(context.Background(), "a.pdf", b)
	if err != nil {
		t.Fatal(err)
	}
	return f.Text.String()
}

// TestEngineReads holds that a reader of PDF that is not ours finds the words of a
// report of 40 points, and its paragraphs whole.
func TestEngineReads(t *testing.T) {
	t.Parallel()
	d := papertest.Report(40)
	d.Attachments = nil
	b, _ := printPaper(t, d)
	got := engineReads(t, b)
	if want := papertest.Said(d); papertest.Bare(got) != want {
		i := 0
		g := papertest.Bare(got)
		for i < min(len(g), len(want)) && g[i] == want[i] {
			i++
		}
		t.Errorf("reads …%.60q, want …%.60q", g[i:], want[i:])
	}
	for _, s := range []string{"追回资金12.40万元。\n", "制定《整改方案》（云科党组〔2026〕12号）。\n"} {
		if !strings.Contains(got, s) {
			t.Errorf("no paragraph ends with %q", s)
		}
	}
}

// TestEveryCharacter prints every character of the face, and some of GB 18030 that
// it does not have, and reads them back.
func TestEveryCharacter(t *testing.T) {
	t.Parallel()
	var all, none []rune
	for r := rune(0x21); r < 0x110000; r++ {
		switch {
		case !utf8.ValidRune(r) || unseen(r) || paper.Clean(string(r)) != string(r) || papertest.Bare(string(r)) == "":
		case embedded().glyph(r) != 0:
			all = append(all, r)
		case r%101 == 0 && r != 0xFFFD:
			none = append(none, r)
		}
	}
	if len(all) < 32_000 || len(none) < 5_000 {
		t.Fatalf("%d and %d characters", len(all), len(none))
	}
	b, missing := printPaper(t, plain(string(all)+string(none)))
	if got := told(t, b); got != string(all)+string(none) {
		t.Errorf("%d characters are read, want %d", utf8.RuneCountInString(got), len(all)+len(none))
	}
	if !slices.Equal(missing, none) {
		t.Errorf("%d missing characters are named, want %d", len(missing), len(none))
	}
	var some []rune // of what the engine tells from others
	for i, r := range all {
		if i%11 == 0 && (r >= 0x3400 && r < 0xA000 || r >= 0x20000 && r < 0x2F800) {
			some = append(some, r)
		}
	}
	b, _ = printPaper(t, plain(string(some)))
	if got := papertest.Bare(engineReads(t, b)); got != string(some) {
		t.Errorf("the engine reads %d characters, want %d", utf8.RuneCountInString(got), len(some))
	}
}

func TestFaceHolds(t *testing.T) {
	t.Parallel()
	for _, r := range "整改情况㐀𠮷䶮〔〕①⑳㊿□■●★№√×÷≥≤℃〓—…“”‘’·０Ａａ，。；：？！（）《》【】ΩЖéü" {
		if embedded().glyph(r) == 0 {
			t.Errorf("no glyph for %c", r)
		}
	}
	for _, r := range "🙂ע\ue000\x00" {
		if embedded().glyph(r) != 0 {
			t.Errorf("a glyph for %U", r)
		}
	}
}

func TestMissing(t *testing.T) {
	t.Parallel()
	b, missing := printPaper(t, plain("好🙂，ע🙂\u200d\u202e了"))
	if string(missing) != "ע🙂" {
		t.Errorf("missing %q", missing)
	}
	if got := told(t, b); got != "好🙂，ע🙂了" {
		t.Errorf("reads %q", got)
	}
	x := newLayout(Faces{}, paper.Profile{}, paper.Measure{})
	if g, box := x.words("🙂", &look{}), embedded().glyph(substitute); x.subsets[0].from[g[0].n] != box || box == 0 {
		t.Errorf("🙂 is drawn as glyph %d, not as %d", x.subsets[0].from[g[0].n], box)
	}
}

// TestTables holds how tables go on over pages.
func TestTables(t *testing.T) {
	t.Parallel()
	cols := []paper.Column{{Title: "甲", Width: 4}, {Title: "乙", Width: 20}}
	row := func(cells ...paper.Cell) paper.Row { return paper.Row{Cells: cells} }
	long := strings.Repeat("长", 10_000)
	var many []paper.Row
	for i := range 100 {
		many = append(many, row(paper.Figure(zh.Int(int64(i))), paper.Words(strings.Repeat("行", 60))))
	}
	for _, c := range []struct {
		name  string
		rows  []paper.Row
		pages int
	}{
		{"many rows", many, 6},
		{"a long cell", []paper.Row{row(paper.Words("甲"), paper.Words(long)), row(paper.Words("丙"), paper.Words("丁"))}, 9},
		{"long cells beside one another", []paper.Row{row(paper.Words(long[:3000]), paper.Words(long))}, 9},
		{"a long cell over rows", []paper.Row{row(paper.Words(long).Over(3, 1), paper.Words("一")), row(paper.Words("二")), row(paper.Words("三"))}, 0},
		{"a cell over all rows", append([]paper.Row{row(paper.Words("首").Over(101, 1), paper.Words("始"))}, oneCell(many)...), 0},
		{"higher than a page", []paper.Row{{Height: 900, Cells: []paper.Cell{paper.Words("甲"), paper.Words("乙")}}}, 0},
	} {
		b, _ := printPaper(t, paper.Document{Body: []paper.Block{paper.Table{Columns: cols, Rows: c.rows}}})
		want := "甲乙"
		for _, r := range c.rows {
			for _, cell := range r.Cells {
				want += cell.String()
			}
		}
		got := told(t, b)
		if c.name == "long cells beside one another" || c.name == "a long cell over rows" { // they take turns
			got, want = sorted(got), sorted(want)
		}
		if got != want {
			t.Errorf("%s: %d bytes are read, want %d", c.name, len(got), len(want))
		}
		heads, pages := 0, 0
		for _, d := range parse(t, b) {
			pages = d.page
			if d.words == "乙" && d.size == 12 && d.y > 700 {
				heads++
			}
			if d.rule == "" && !d.artifact && (d.y < 99 || d.y > 842-104) {
				t.Errorf("%s: %q stands outside the text area, at %.1f", c.name, d.words, d.y)
			}
		}
		if heads != pages {
			t.Errorf("%s: %d heads on %d pages", c.name, heads, pages)
		}
		if c.pages > 0 && pages != c.pages {
			t.Errorf("%s: %d pages, want %d", c.name, pages, c.pages)
		}
	}
	bad := paper.Document{Body: []paper.Block{paper.Table{Columns: cols, Rows: []paper.Row{row(make([]paper.Cell, 3)...)}}}}
	var f *fault.Error
	if _, err := Write(io.Discard, bad, paper.Profile{}); !errors.As(err, &f) || f.Kind != fault.Invalid {
		t.Errorf("a row of too many cells: %v", err)
	}
}

func sorted(s string) string {
	r := []rune(s)
	slices.Sort(r)
	return string(r)
}

// TestNarrowCells holds that a number in a narrow cell is printed smaller, not in
// two parts.
func TestNarrowCells(t *testing.T) {
	t.Parallel()
	cells := []paper.Cell{paper.Amount(zh.Decimal(123_456_7890)), paper.Figure(zh.Int(1234567)), paper.Words("共1234567项"), paper.Day(zh.D(2026, 12, 31))}
	b, _ := printPaper(t, paper.Document{Body: []paper.Block{paper.Table{Columns: make([]paper.Column, 8), Rows: []paper.Row{{Cells: cells}}}}})
	got := map[string]float64{}
	for _, d := range parse(t, b) {
		got[d.words] = d.size
	}
	for _, s := range []string{"123,456.789", "1234567", "2026年"} {
		if got[s] == 0 {
			t.Errorf("%s is not in one line: %v", s, got)
		}
	}
	if s := got["123,456.789"]; s >= 12 || s < 6 {
		t.Errorf("the sum is printed in %.1f points", s)
	}
}

// oneCell takes the first cell from each row.
func oneCell(rows []paper.Row) []paper.Row {
	var out []paper.Row
	for _, r := range rows {
		out = append(out, paper.Row{Cells: r.Cells[1:]})
	}
	return out
}

// TestNarrow holds that nothing runs on for ever where there is next to no room.
func TestNarrow(t *testing.T) {
	t.Parallel()
	p := paper.Profile{Left: 100, Right: 100, Top: 100, Bottom: 100, Line: 60, TableSize: 22}
	for name, d := range papertest.Samples() {
		d.Title = strings.Repeat(d.Title, 30)
		d.Head.Signers = slices.Repeat([]string{"李云"}, 50)
		d.Head.Number = strings.Repeat("号", 100)
		d.Colophon.CC = strings.Repeat("市委，", 500)
		var b bytes.Buffer
		if _, err := Write(&b, d, p); err != nil {
			t.Fatal(err)
		}
		if got, want := shown(told(t, b.Bytes())), "号"; strings.Count(got, want) < 100 {
			t.Errorf("%s: the number is lost", name)
		}
	}
	var f *fault.Error
	if _, err := Write(io.Discard, plain(""), paper.Profile{Chars: 1}); !errors.As(err, &f) || f.Field != "grid" {
		t.Errorf("one character a line: %v", err)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestBrokenWriter(t *testing.T) {
	t.Parallel()
	if _, err := Write(broken{}, plain("字"), paper.Profile{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("%v", err)
	}
}

func BenchmarkPDF(b *testing.B) {
	d := papertest.Report(40)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Write(io.Discard, d, paper.Profile{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFace measures what the first paper of a process costs beside its own.
func BenchmarkFace(b *testing.B) {
	for b.Loop() {
		unpack()
	}
}

// nasty are the words with which the fuzzing begins.
func nasty() []string {
	return append([]string{strings.Repeat("长", 2_000), strings.Repeat("w", 900), strings.Repeat("（", 200), strings.Repeat("，", 200), "BT (x) Tj ET", "endstream endobj",
		"﷽\u202e\u2066\u0627", "각各Ａ ͅ"}, papertest.Nasty...)
}
