package intake

import (
	"context"
	"fmt"
	"html"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A sketch is a random report from which files of several forms are made.
type sketch []sketchLine

// A sketchLine is a paragraph, or a row of a table if it has more than one cell.
type sketchLine []string

var wordGen = rapid.SampledFrom([]string{"党组会议", "整改", "一、", "（一）", "《工作规则》", "2023年6月", "12.4万元", "R&D", "<甲>", "“乙”", "，", "。", "；", "A", "下一步", "𠮷", "①"})

// Tests that run at once share the generator: its name is made now, not when the first uses it.
var _ = wordGen.String()

func textGen() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return "第" + strings.Join(rapid.SliceOfN(wordGen, 1, 12).Draw(t, "words"), "")
	})
}

func sketchGen() *rapid.Generator[sketch] {
	return rapid.Custom(func(t *rapid.T) sketch {
		var s sketch
		for range rapid.IntRange(1, 12).Draw(t, "blocks") {
			if rapid.IntRange(0, 4).Draw(t, "kind") > 0 {
				s = append(s, sketchLine{textGen().Draw(t, "text")})
				continue
			}
			cols := rapid.IntRange(2, 4).Draw(t, "cols")
			for range rapid.IntRange(1, 3).Draw(t, "rows") {
				s = append(s, rapid.SliceOfN(textGen(), cols, cols).Draw(t, "row"))
			}
		}
		return s
	})
}

func (s sketch) text() string {
	var lines []string
	for _, l := range s {
		lines = append(lines, strings.Join(l, cellMark))
	}
	return strings.Join(lines, "\n")
}

// each calls para for every paragraph and table for every run of rows as wide.
func (s sketch) each(para func(string), table func([]sketchLine)) {
	for i := 0; i < len(s); {
		if len(s[i]) == 1 {
			para(s[i][0])
			i++
			continue
		}
		j := i
		for j < len(s) && len(s[j]) == len(s[i]) {
			j++
		}
		table(s[i:j])
		i = j
	}
}

func (s sketch) docx() (file []byte, doc string) {
	var sb strings.Builder
	s.each(func(text string) { sb.WriteString(p(text, "")) }, func(rows []sketchLine) {
		sb.WriteString("<w:tbl>")
		for _, r := range rows {
			var cells []string
			for _, c := range r {
				cells = append(cells, cell("", p(c, "")))
			}
			sb.WriteString(row(cells...))
		}
		sb.WriteString("</w:tbl>")
	})
	doc = sb.String()
	return docxOf(doc), doc
}

func (s sketch) html() string {
	var sb strings.Builder
	sb.WriteString("<!DOCTYPE html><html><body><div class=\"content\">\r\n")
	s.each(func(text string) { fmt.Fprintf(&sb, "<p>%s</p>\n", html.EscapeString(text)) }, func(rows []sketchLine) {
		sb.WriteString("<table>")
		for _, r := range rows {
			sb.WriteString("<tr>")
			for _, c := range r {
				fmt.Fprintf(&sb, "<td>%s</td>", html.EscapeString(c))
			}
			sb.WriteString("</tr>\n")
		}
		sb.WriteString("</table>")
	})
	sb.WriteString("</div></body></html>")
	return sb.String()
}

// TestSameText holds that a report reads the same whatever form it is in, and
// that what was copied leads back to equal bytes.
func TestSameText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := sketchGen().Draw(t, "report")
		want := s.text()
		docx, _ := s.docx()
		page := s.html()
		get := func(name string, b []byte) *File {
			f, err := Read(context.Background(), name, b)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			return f
		}
		if got := get("a.txt", []byte(want)).Text.String(); got != want {
			t.Fatalf("txt: %q", got)
		}
		f := get("a.docx", docx)
		if got := f.Text.String(); got != want {
			t.Fatalf("docx: %q, want %q", got, want)
		}
		a, err := openArchive(docx)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := a.part("word/document.xml")
		if err != nil {
			t.Fatal(err)
		}
		copied(t, f, map[string]string{"word/document.xml": doc})
		g := get("a.html", []byte(page))
		if got := g.Text.String(); got != want {
			t.Fatalf("html: %q, want %q", got, want)
		}
		copied(t, g, map[string]string{"": page})
		if len(f.Text.Cells()) != len(g.Text.Cells()) {
			t.Fatalf("%d cells in docx, %d in html", len(f.Text.Cells()), len(g.Text.Cells()))
		}
		for i, c := range f.Text.Cells() {
			if c != g.Text.Cells()[i] {
				t.Fatalf("cell %d: %+v in docx, %+v in html", i, c, g.Text.Cells()[i])
			}
		}
	})
}

// copied is checkOrigins for rapid.
func copied(t *rapid.T, f *File, parts map[string]string) {
	s := f.Text.String()
	for i := range len(s) {
		o := f.Text.Origin(int32(i))
		if part, ok := parts[o.Part]; !ok || int(o.Off) > len(part) || o.Kind == 0 && part[o.Off] != s[i] {
			t.Fatalf("byte %d of %s: %+v", i, f.Format, o)
		}
	}
}

// TestSameEncoding holds that a text reads the same in every encoding and with
// every line end but for the line ends themselves.
func TestSameEncoding(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Repeat(sketchGen().Draw(t, "report").text()+"\n", 3)
		crlf := strings.ReplaceAll(s, "\n", "\r\n")
		gb, err := gbBytes(s)
		if err != nil {
			t.Fatal(err)
		}
		for name, b := range map[string][]byte{"bom": []byte("\uFEFF" + s), "crlf": []byte(crlf), "gb": gb,
			"le": wide("\uFEFF"+s, false), "be": wide("\uFEFF"+crlf, true)} {
			f, err := Read(context.Background(), name, b)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if got := strings.ReplaceAll(f.Text.String(), "\r\n", "\n"); got != s {
				t.Fatalf("%s (%s): %q, want %q", name, f.Encoding, got, s)
			}
			copied(t, f, map[string]string{"": string(b)})
		}
	})
}
