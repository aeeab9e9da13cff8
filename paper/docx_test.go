package paper_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"zhenggai/fault"
	"zhenggai/golden"
	"zhenggai/paper"
	"zhenggai/paper/papertest"
	"zhenggai/zh"
)

// broken puts each element of a part on a line of its own, for those who read
// the golden files.
func broken(s string) []byte { return []byte(strings.ReplaceAll(s, "><", ">\n<")) }

func TestDocxGolden(t *testing.T) {
	t.Parallel()
	for name, d := range papertest.Samples() {
		got := parts(t, docx(t, d, paper.Profile{}))
		for part, s := range got {
			wellFormed(t, part, s)
		}
		golden.Check(t, "testdata/"+name+".document.xml", broken(got["word/document.xml"]))
		if name != "report" {
			continue
		}
		for _, part := range []string{"[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/styles.xml", "word/settings.xml", "word/fontTable.xml",
			"word/footer1.xml", "word/footer2.xml", "word/_rels/document.xml.rels"} {
			flat := strings.NewReplacer("[", "", "]", "", "/", ".").Replace(strings.TrimPrefix(part, "_"))
			golden.Check(t, "testdata/part."+flat, broken(got[part]))
		}
	}
}

// TestDocxStandard holds the figures of the standard, worked out by hand.
func TestDocxStandard(t *testing.T) {
	t.Parallel()
	got := parts(t, docx(t, papertest.Report(1), paper.Profile{}))
	for _, want := range []struct{ part, s, why string }{
		{"document", `<w:pgSz w:w="11906" w:h="16838"/>`, "A4"},
		{"document", `<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"`, "margins of 37, 26, 35 and 28 mm"},
		{"document", `<w:docGrid w:type="lines" w:linePitch="579"/>`, "22 lines in 225 mm"},
		{"document", `<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1587" w:right="2098" w:bottom="1474" w:left="1984"`, "the landscape page is the upright one turned"},
		{"document", `<w:tag w:val="points.total"/>`, "a quoted figure bears its name"},
		{"styles", `w:line="579" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="630"/>`, "lines and indent of the body"},
		{"styles", `w:eastAsia="方正小标宋简体" w:cs="方正小标宋简体"/><w:spacing w:val="0"/><w:sz w:val="44"/>`, "title in 二号 小标宋"},
		{"styles", `<w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="黑体"`, "level 1 in 黑体"},
		{"styles", `<w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="楷体_GB2312"`, "level 2 in 楷体"},
		{"styles", `w:eastAsia="仿宋_GB2312" w:cs="仿宋_GB2312"/><w:spacing w:val="-5"/><w:sz w:val="32"/>`, "body in 三号 仿宋, 28 characters in 156 mm"},
		{"settings", `<w:evenAndOddHeaders/>`, "page numbers differ on odd and even pages"},
	} {
		if !strings.Contains(got["word/"+want.part+".xml"], want.s) {
			t.Errorf("%s.xml lacks %s: %s", want.part, want.s, want.why)
		}
	}
	if n := 22 * 579; n > 16838-2098-1984 {
		t.Errorf("22 lines are %d twips", n)
	}
	for name, s := range got {
		if strings.Contains(s, "embed") || strings.HasPrefix(name, "word/fonts/") {
			t.Errorf("%s embeds a font", name)
		}
	}
}

func TestProfile(t *testing.T) {
	t.Parallel()
	local := paper.Profile{Top: 35, Left: 30, Right: 29, Line: 28.8, BoldThird: true, TableSize: 9, Fonts: paper.Fonts{Body: `仿宋"<`, Latin: "Times New Roman"}}
	got := parts(t, docx(t, papertest.Report(1), local))
	for _, s := range []string{`w:top="1984" w:right="1644"`, `w:left="1701"`} {
		if !strings.Contains(got["word/document.xml"], s) {
			t.Errorf("document.xml lacks %s", s)
		}
	}
	for _, s := range []string{`w:line="576" w:lineRule="exact"`, `w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋&#34;&lt;"`, `<w:sz w:val="18"/>`} {
		if !strings.Contains(got["word/styles.xml"], s) {
			t.Errorf("styles.xml lacks %s", s)
		}
	}
	for field, p := range map[string]paper.Profile{"margin": {Left: 200}, "grid": {Chars: 1}, "line": {Line: 1000}, "table_size": {TableSize: -1}} {
		err := paper.Docx(io.Discard, papertest.Report(1), p)
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != fault.Invalid || f.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// TestSections holds which pages are landscape ones, and that no section is
// empty: that would be a white page.
func TestSections(t *testing.T) {
	t.Parallel()
	wide, narrow := papertest.Plan(), papertest.Plan()
	narrow.Wide = false
	p := paper.Paragraph{Runs: paper.Plain("段")}
	for _, c := range []struct {
		name string
		body []paper.Block
		want string // a letter for each section
	}{
		{"words", []paper.Block{p}, "u"},
		{"wide alone", []paper.Block{wide}, "w"},
		{"wide at the end", []paper.Block{p, wide}, "uw"},
		{"wide between", []paper.Block{p, wide, p}, "uwu"},
		{"wide first", []paper.Block{wide, p}, "wu"},
		{"two wide", []paper.Block{p, wide, wide, p}, "uwu"},
		{"wide behind a table", []paper.Block{narrow, wide, narrow}, "uwu"},
		{"wide behind a break", []paper.Block{p, paper.PageBreak{}, wide}, "uw"},
		{"break behind wide", []paper.Block{wide, paper.PageBreak{}, p}, "wu"},
		{"break at the end", []paper.Block{p, paper.PageBreak{}}, "u"},
	} {
		doc := parts(t, docx(t, paper.Document{Body: c.body}, paper.Profile{}))["word/document.xml"]
		wellFormed(t, c.name, doc)
		got := ""
		for s := range strings.SplitSeq(doc, "<w:sectPr>") {
			if size, _, ok := strings.Cut(s, "</w:sectPr>"); ok {
				got += map[bool]string{true: "w", false: "u"}[strings.Contains(size, "landscape")]
			}
		}
		if got != c.want {
			t.Errorf("%s: sections %s, want %s", c.name, got, c.want)
		}
		if strings.Contains(doc, "</w:tbl><w:tbl>") || strings.Contains(doc, "</w:tbl><w:sectPr>") {
			t.Errorf("%s: a table is not parted from what follows", c.name)
		}
	}
}

// TestBeginsWide holds that a wide table and the title above it share a page, in a
// bare form and not in an official paper.
func TestBeginsWide(t *testing.T) {
	t.Parallel()
	for want, d := range map[int]paper.Document{
		1: {Title: "台账", Body: []paper.Block{papertest.Plan()}},
		2: {Title: "台账", To: "各科室", Body: []paper.Block{papertest.Plan()}},
	} {
		doc := parts(t, docx(t, d, paper.Profile{}))["word/document.xml"]
		if n := strings.Count(doc, "<w:sectPr>"); n != want {
			t.Errorf("%d sections, want %d", n, want)
		}
	}
}

// TestFitted holds how wide columns become by their words.
func TestFitted(t *testing.T) {
	t.Parallel()
	tab := paper.Table{Columns: []paper.Column{{Title: "号"}, {Title: "问题"}, {Title: "措施"}, {Width: 7}}}
	for i := range 10 {
		words := "四个汉字"
		if i == 0 {
			words = strings.Repeat("长", 40)
		}
		tab.Rows = append(tab.Rows, paper.Row{Cells: []paper.Cell{paper.Figure(zh.Int(1)), paper.Words(words), paper.Words(strings.Repeat("长", 90))}})
	}
	var got []float64
	for _, c := range tab.Fitted().Columns {
		got = append(got, math.Round(c.Width*10)/10)
	}
	if want := []float64{4, 10.9, 21, 7}; !slices.Equal(got, want) { // at least 3, 1.3 × 7.6, at most 20, each and one for the borders
		t.Errorf("widths %v, want %v", got, want)
	}
	if tab.Columns[0].Width != 0 {
		t.Error("the table itself has changed")
	}
}

// TestSigned holds how far name and date stand from the margin, in characters.
func TestSigned(t *testing.T) {
	t.Parallel()
	const char = 315 // twips
	for _, c := range []struct {
		name   string
		body   string
		sealed bool
		want   []float64
	}{
		{"sealed, short name", "某某局党组", true, []float64{4.5, 4}},                     // 2026年7月5日 is 6 wide, the name 5
		{"sealed, long name", "中共云川市科学技术局党组", true, []float64{1, 4}},                 // 12 wide: midway above the date
		{"unsealed, long name", "中共云川市科学技术局党组", false, []float64{2, 2 + 12 - 2 - 6}}, // the date begins two characters right of the name
		{"unsealed, short name", "某某局", false, []float64{6 + 4 - 3, 2}},              // the date is longer: it ends two from the margin
	} {
		d := paper.Document{Body: []paper.Block{paper.Signature{Bodies: []string{c.body}, Date: zh.D(2026, 7, 5), Sealed: c.sealed}}}
		doc := parts(t, docx(t, d, paper.Profile{}))["word/document.xml"]
		var got []int
		for s := range strings.SplitSeq(doc, `<w:ind w:left="0" w:right="`) {
			var n int
			if _, err := fmt.Sscanf(s, `%d"/>`, &n); err == nil {
				got = append(got, n)
			}
		}
		if len(got) != 2 || abs(got[0]-int(c.want[0]*char)) > 4 || abs(got[1]-int(c.want[1]*char)) > 4 {
			t.Errorf("%s: %v twips, want %v characters", c.name, got, c.want)
		}
	}
}

// TestDocxClosing holds that the last words before a signature stay with it, and
// headings with what they head.
func TestDocxClosing(t *testing.T) {
	t.Parallel()
	signed := signedBy("云川市科技局")
	say := func(s string) paper.Paragraph { return paper.Paragraph{Runs: paper.Plain(s)} }
	cells := func(s string) paper.Row { return paper.Row{Cells: []paper.Cell{paper.Words(s)}} }
	table := paper.Table{Columns: []paper.Column{{Title: "项"}}, Rows: []paper.Row{cells("甲"), cells("乙")}}
	for _, c := range []struct {
		name string
		doc  paper.Document
		want string // the words of the paragraphs that stay with the next
	}{
		{"words", paper.Document{Body: []paper.Block{say("甲"), say("乙")}, Signature: signed}, "乙 云川市科技局"},
		{"a list", paper.Document{Body: []paper.Block{paper.List{Items: [][]paper.Run{paper.Plain("甲"), paper.Plain("乙")}}}, Signature: signed}, "二是乙 云川市科技局"},
		{"a heading", paper.Document{Body: []paper.Block{paper.Heading{Level: 1, Text: "题"}, say("乙"), say("丙")}}, "题"},
		{"a table", paper.Document{Body: []paper.Block{table}, Signature: signed}, "乙 云川市科技局"},
		{"attachments", paper.Document{Body: []paper.Block{say("甲")}, Attachments: []paper.Attachment{{Name: "表"}}, Signature: signed}, "甲 附件：表 云川市科技局"},
		{"in the body", paper.Document{Body: []paper.Block{say("甲"), signed, say("乙")}}, "甲 云川市科技局"},
		{"no signature", paper.Document{Body: []paper.Block{say("甲")}}, ""},
	} {
		doc := parts(t, docx(t, c.doc, paper.Profile{}))["word/document.xml"]
		var got []string
		for p := range strings.SplitSeq(doc, "</w:p>") {
			if strings.Contains(p, "<w:keepNext/>") {
				got = append(got, strings.Join(tags.Split(p[strings.LastIndex(p, "<w:p>"):], -1), ""))
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q stay with the next, want %q", c.name, s, c.want)
		}
	}
}

// signedBy returns who signs, with a day.
func signedBy(body string) paper.Signature {
	return paper.Signature{Bodies: []string{body}, Date: zh.D(2026, 7, 5)}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// TestTallRows holds which rows of a table may go on over the page.
func TestTallRows(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		chars, want int // rows that may not
	}{{200, 2}, {700, 1}} {
		tab := paper.Table{Columns: []paper.Column{{Title: "项"}}, Rows: []paper.Row{{Cells: []paper.Cell{paper.Words(strings.Repeat("字", c.chars))}}}}
		doc := parts(t, docx(t, paper.Document{Body: []paper.Block{tab}}, paper.Profile{}))["word/document.xml"]
		if n := strings.Count(doc, "<w:cantSplit/>"); n != c.want { // the head is the other
			t.Errorf("%d characters: %d rows stay whole, want %d", c.chars, n, c.want)
		}
	}
}

// TestLongWord holds that a line before a word as long as a digest is not
// stretched to the margin.
func TestLongWord(t *testing.T) {
	t.Parallel()
	digest := strings.Repeat("ba7816bf", 8)
	for s, want := range map[string]bool{"摘要为" + digest: true, "（SHA-256）和 2026-07-05": false, "甲" + digest[:20] + "乙" + digest[:20]: false} {
		runs := paper.Plain(s)
		for _, b := range []paper.Block{paper.Paragraph{Runs: runs}, paper.List{Items: [][]paper.Run{runs}}, paper.Heading{Level: 4, Text: "题", Rest: runs}} {
			doc := parts(t, docx(t, paper.Document{Body: []paper.Block{b}}, paper.Profile{}))["word/document.xml"]
			if got := strings.Contains(doc, `<w:jc w:val="left"/>`); got != want {
				t.Errorf("%T of %q: at the left margin is %v", b, s, got)
			}
		}
	}
	if styles := parts(t, docx(t, paper.Document{}, paper.Profile{}))["word/styles.xml"]; !regexp.MustCompile(`"附注"/>.{0,90}<w:jc w:val="left"/>`).MatchString(styles) {
		t.Error("a note, which bears a digest, is stretched to both margins")
	}
}

func abs(n int) int { return max(n, -n) }

func TestMisfit(t *testing.T) {
	t.Parallel()
	two := []paper.Column{{}, {}}
	for name, tab := range map[string]paper.Table{
		"too many cells":      {Columns: two, Rows: []paper.Row{{Cells: make([]paper.Cell, 3)}}},
		"too wide":            {Columns: two, Rows: []paper.Row{{Cells: []paper.Cell{paper.Words("a").Over(1, 3)}}}},
		"into another":        {Columns: []paper.Column{{}, {}, {}}, Rows: []paper.Row{{Cells: []paper.Cell{{}, paper.Words("a").Over(2, 1)}}, {Cells: []paper.Cell{paper.Words("b").Over(1, 2)}}}},
		"no columns":          {Rows: []paper.Row{{Cells: make([]paper.Cell, 1)}}},
		"head":                {Columns: two, Head: []paper.Row{{Cells: make([]paper.Cell, 3)}}},
		"covered and one too": {Columns: two, Rows: []paper.Row{{Cells: []paper.Cell{paper.Words("a").Over(2, 2)}}, {Cells: make([]paper.Cell, 1)}}},
	} {
		d := paper.Document{Body: []paper.Block{tab}}
		for form, err := range map[string]error{"docx": paper.Docx(io.Discard, d, paper.Profile{}), "html": paper.HTML(io.Discard, d), "csv": paper.CSV(io.Discard, paper.Sheet{Table: tab})} {
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("%s: %s: %v", form, name, err)
			}
		}
	}
}

// failing fails after so many bytes.
type failing int

func (f *failing) Write(b []byte) (int, error) {
	if *f -= failing(len(b)); *f < 0 {
		return 0, io.ErrShortWrite
	}
	return len(b), nil
}

func TestFullDisk(t *testing.T) {
	t.Parallel()
	d := papertest.Report(40)
	s := paper.Sheet{Table: papertest.Plan()}
	for name, write := range map[string]func(io.Writer) error{
		"docx": func(w io.Writer) error { return paper.Docx(w, d, paper.Profile{}) },
		"html": func(w io.Writer) error { return paper.HTML(w, d) },
		"page": func(w io.Writer) error { return paper.Page(w, d, "") },
		"csv":  func(w io.Writer) error { return paper.CSV(w, s) },
	} {
		f := failing(100)
		if err := write(&f); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("%s: %v", name, err)
		}
	}
	s.More = func(yield func(paper.Row, error) bool) { yield(paper.Row{}, io.ErrUnexpectedEOF) }
	if err := paper.CSV(&bytes.Buffer{}, s); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("csv: %v", err)
	}
}

func BenchmarkDocx(b *testing.B) {
	d := papertest.Report(40)
	b.ReportAllocs()
	for b.Loop() {
		if err := paper.Docx(io.Discard, d, paper.Profile{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHTML(b *testing.B) {
	d := papertest.Report(40)
	b.ReportAllocs()
	for b.Loop() {
		if err := paper.HTML(io.Discard, d); err != nil {
			b.Fatal(err)
		}
	}
}
