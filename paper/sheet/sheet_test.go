package sheet_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"zhenggai/fault"
	"zhenggai/golden"
	"zhenggai/intake"
	"zhenggai/paper"
	"zhenggai/paper/sheet"
	"zhenggai/zh"
)

// ledger is a ledger as offices keep it: a title, who reports, a head of two
// rows, findings over several measures, and a second sheet of figures.
func ledger() []paper.Sheet {
	tab := paper.Table{
		Wide: true,
		Columns: []paper.Column{{Width: 4, Kind: paper.Number}, {Width: 16}, {Width: 24}, {Width: 5}, {Width: 6},
			{Width: 8, Kind: paper.Date}, {Width: 8, Kind: paper.Money}, {Width: 6, Kind: paper.Number}},
		Head: []paper.Row{
			{Cells: []paper.Cell{paper.Label("序号").Over(2, 1), paper.Label("反馈问题").Over(2, 1), paper.Label("整改措施").Over(2, 1), paper.Label("责任").Over(1, 2),
				paper.Label("完成时限").Over(2, 1), paper.Label("金额（万元）").Over(2, 1), paper.Label("比例").Over(2, 1)}},
			{Cells: []paper.Cell{paper.Label("领导"), paper.Label("科室")}},
		},
		Rows: []paper.Row{
			{Cells: []paper.Cell{paper.Figure(zh.One).Over(2, 1), paper.Words("部分项目逾期未验收。").Over(2, 1), paper.Words("修订管理办法。"), paper.Words("李云"), paper.Words("规划科"),
				paper.Day(zh.D(2026, 7, 5)), paper.Amount(5_487_400), paper.Figure(5_000)}},
			{Height: 20, Cells: []paper.Cell{paper.Words("=HYPERLINK(\"http://a\",\"点\")"), paper.Words("李云"), paper.Words("监督科"), paper.Words("长期坚持"), paper.Amount(-5_487_412), paper.Words("无")}},
		},
	}
	return []paper.Sheet{
		{Name: "整改台账", Title: "云川市科学技术局巡察整改台账", Note: "填报单位：云川市科学技术局党组　　截至2026年7月5日", Table: tab},
		{Name: "统计", Table: paper.Table{Columns: []paper.Column{{Title: "事项"}, {Title: "数量", Kind: paper.Number}},
			Rows: []paper.Row{{Cells: []paper.Cell{paper.Words("问题"), paper.Figure(zh.Int(40))}}}}},
	}
}

func write(t testing.TB, sheets ...paper.Sheet) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := sheet.Write(&b, sheets...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(t *testing.T, b []byte, raw bool) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b), excelize.Options{RawCellValue: raw})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestGolden(t *testing.T) {
	t.Parallel()
	b := write(t, ledger()...)
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	if z.File[0].Name != "[Content_Types].xml" {
		t.Errorf("the first part is %s", z.File[0].Name)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		s, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(f.Name, "theme") {
			continue
		}
		text := strings.ReplaceAll(string(s), "><", ">\n<")
		if i := strings.Index(text, "<worksheet "); i >= 0 { // its namespaces are the library's business
			text = text[:i] + "<worksheet" + text[i+strings.IndexByte(text[i:], '>'):]
		}
		golden.Check(t, "testdata/"+strings.NewReplacer("[", "", "]", "", "/", ".").Replace(f.Name), []byte(text))
	}
}

// TestValues holds that numbers are numbers, dates are dates and text is text.
func TestValues(t *testing.T) {
	t.Parallel()
	b := write(t, ledger()...)
	raw, shown := open(t, b, true), open(t, b, false)
	const name = "整改台账"
	for _, c := range []struct {
		cell, raw, shown string
		kind             excelize.CellType
	}{
		{"A5", "1", "1", excelize.CellTypeUnset},
		{"F5", "46208", "2026年7月5日", excelize.CellTypeUnset},
		{"G5", "548.74", "548.74", excelize.CellTypeUnset},
		{"H5", "0.5", "0.5", excelize.CellTypeUnset},
		{"C6", "=HYPERLINK(\"http://a\",\"点\")", "=HYPERLINK(\"http://a\",\"点\")", excelize.CellTypeInlineString},
		{"F6", "长期坚持", "长期坚持", excelize.CellTypeInlineString},
		{"G6", "-548.7412", "-548.7412", excelize.CellTypeUnset},
	} {
		if got, _ := raw.GetCellValue(name, c.cell); got != c.raw {
			t.Errorf("%s holds %q, want %q", c.cell, got, c.raw)
		}
		if got, _ := shown.GetCellValue(name, c.cell); got != c.shown {
			t.Errorf("%s shows %q, want %q", c.cell, got, c.shown)
		}
		if got, _ := raw.GetCellType(name, c.cell); got != c.kind {
			t.Errorf("%s is of type %d, want %d", c.cell, got, c.kind)
		}
		if f, _ := raw.GetCellFormula(name, c.cell); f != "" {
			t.Errorf("%s is the formula %s", c.cell, f)
		}
	}
}

// TestPrints holds what a person who prints the ledger relies on.
func TestPrints(t *testing.T) {
	t.Parallel()
	f := open(t, write(t, ledger()...), false)
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		names[n.Scope+" "+n.Name] = n.RefersTo
	}
	for n, want := range map[string]string{"整改台账 _xlnm.Print_Area": "'整改台账'!$A$1:$H$6", "整改台账 _xlnm.Print_Titles": "'整改台账'!$3:$4",
		"统计 _xlnm.Print_Area": "'统计'!$A$1:$B$2", "统计 _xlnm.Print_Titles": "'统计'!$1:$1"} {
		if names[n] != want {
			t.Errorf("%s is %q, want %q", n, names[n], want)
		}
	}
	p, err := f.GetPanes("整改台账")
	if err != nil || !p.Freeze || p.YSplit != 4 || p.TopLeftCell != "A5" {
		t.Errorf("panes %+v, %v", p, err)
	}
	l, err := f.GetPageLayout("整改台账")
	if err != nil || *l.Orientation != "landscape" || *l.Size != 9 || *l.FitToWidth != 1 {
		t.Errorf("layout %+v, %v", l, err)
	}
	merged, err := f.GetMergeCells("整改台账")
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, m := range merged {
		got += m[0] + " "
	}
	if want := "A1:H1 A2:H2 D3:E3 A3:A4 B3:B4 C3:C4 F3:F4 G3:G4 H3:H4 A5:A6 B5:B6 "; got != want {
		t.Errorf("merged %s, want %s", got, want)
	}
	if w, _ := f.GetColWidth("整改台账", "C"); w != 24*2+1.5 {
		t.Errorf("column C is %g wide", w)
	}
}

// TestHeights holds that rows are as high as their words, those of merged cells
// too.
func TestHeights(t *testing.T) {
	t.Parallel()
	line := "十个汉字刚好排满一行"                                 // ten characters
	cols := []paper.Column{{Width: 9.75}, {Width: 9.75}} // room for ten each, and 20.5 together
	long := func(n int) string { return strings.Repeat(line, n) }
	tab := paper.Table{Columns: cols, Rows: []paper.Row{
		{Cells: []paper.Cell{paper.Words(line), paper.Words("短")}},
		{Cells: []paper.Cell{paper.Words(long(3)), paper.Words("短")}},
		{Cells: []paper.Cell{paper.Words("一\n二\n\n四"), paper.Figure(zh.Int(1))}},
		{Cells: []paper.Cell{paper.Words(long(4)).Over(1, 2)}},
		{Cells: []paper.Cell{paper.Words(long(4)).Over(2, 1), paper.Words("短")}},
		{Cells: []paper.Cell{paper.Words("短")}},
		{Height: 20, Cells: []paper.Cell{paper.Words(line)}},
		{Cells: []paper.Cell{paper.Words(long(100))}},
	}}
	f := open(t, write(t, paper.Sheet{Name: "a", Table: tab}), false)
	of := func(lines float64) float64 { return 3.75 + lines*14.25 }
	for i, want := range []float64{18, of(3), of(4), of(2), 18, of(4) - 18, 20 * 72 / 25.4, 409} {
		if got, err := f.GetRowHeight("a", i+1); err != nil || got-want > .01 || want-got > .01 {
			t.Errorf("row %d is %g points high, want %g", i+1, got, want)
		}
	}
}

func TestSameBytes(t *testing.T) {
	t.Parallel()
	first := write(t, ledger()...)
	for range 20 { // the library keeps sheets in a map
		if !bytes.Equal(first, write(t, ledger()...)) {
			t.Fatal("two prints of one book differ")
		}
	}
}

// TestNames holds that any name becomes one that spreadsheets accept.
func TestNames(t *testing.T) {
	t.Parallel()
	one := paper.Table{Columns: []paper.Column{{Title: "甲"}}}
	long := strings.Repeat("🙂", 40)
	names := []string{"A/B:[C]*?\\", "台账", "台账", "台账", "", "", long, long, "abc", "ABC", "it's", "\x00\x07", "History"}
	var sheets []paper.Sheet
	for _, n := range names {
		sheets = append(sheets, paper.Sheet{Name: n, Table: one})
	}
	f := open(t, write(t, sheets...), false)
	got := f.GetSheetList()
	if len(got) != len(names) {
		t.Fatalf("%d sheets of %d: %q", len(got), len(names), got)
	}
	seen := map[string]bool{"history": true}
	for _, n := range got {
		if seen[strings.ToLower(n)] || n == "" || len(utf16.Encode([]rune(n))) > 31 || strings.ContainsAny(n, ":\\/?*[]'") {
			t.Errorf("%q is no name", n)
		}
		seen[strings.ToLower(n)] = true
	}
}

// TestHostile holds that words survive which have broken spreadsheets.
func TestHostile(t *testing.T) {
	t.Parallel()
	tab := paper.Table{Columns: []paper.Column{{}, {}}}
	long := strings.Repeat("长", 10_000)
	words := []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " 前后 ", "a\r\nb", "_x0041_", "_x005F_x0041_", "<&>\"'", "\x01甲\x1f乙\xff", "𠮷🙂\u202eעברית", long,
		"1e5", "0012", "2026-07-05", "'apostrophe", "\ufffe", strings.Repeat("&", 10_000)}
	for _, w := range words {
		tab.Rows = append(tab.Rows, paper.Row{Cells: []paper.Cell{paper.Words(w), paper.Words("尾")}})
	}
	f := open(t, write(t, paper.Sheet{Name: "a", Table: tab}), false)
	for i, w := range words {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		if got, _ := f.GetCellValue("a", cell); got != paper.Clean(w) {
			t.Errorf("%s reads %.60q, want %.60q", cell, got, paper.Clean(w))
		}
	}
}

// TestEveryCharacter sends every character of Unicode, and so of GB 18030, through
// a workbook.
func TestEveryCharacter(t *testing.T) {
	t.Parallel()
	tab := paper.Table{Columns: []paper.Column{{}}}
	var sb strings.Builder
	for r := rune(0x20); r <= utf8.MaxRune; r++ {
		if utf8.ValidRune(r) && (r < 0xE0000 || r%64 == 0) { // the last planes are private or empty: a sample is enough
			sb.WriteRune(r)
		}
		if sb.Len() > 30_000 || r == utf8.MaxRune {
			tab.Rows = append(tab.Rows, paper.Row{Cells: []paper.Cell{paper.Words(sb.String())}})
			sb.Reset()
		}
	}
	f := open(t, write(t, paper.Sheet{Name: "a", Table: tab}), false)
	rows, err := f.GetRows("a")
	if err != nil || len(rows) != len(tab.Rows) {
		t.Fatalf("%d rows of %d, %v", len(rows), len(tab.Rows), err)
	}
	for i, r := range tab.Rows {
		if want := paper.Clean(r.Cells[0].Text); rows[i][0] != want {
			t.Errorf("row %d differs: %.20q, want %.20q", i+1, rows[i][0], want)
		}
	}
}

// TestFull holds that a cell which cannot hold its words says so.
func TestFull(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		words string
		tail  string
	}{
		{strings.Repeat("字", 32767), "字"},
		{strings.Repeat("字", 40000), "……（单元格已满，余7273字未列出）"},
		{strings.Repeat("𠮷", 20000), "……（单元格已满，余3637字未列出）"},
	} {
		f := open(t, write(t, paper.Sheet{Name: "a", Table: paper.Table{Columns: []paper.Column{{}}, Rows: []paper.Row{{Cells: []paper.Cell{paper.Words(c.words)}}}}}), false)
		got, err := f.GetCellValue("a", "A1")
		if err != nil || !strings.HasSuffix(got, c.tail) || len(utf16.Encode([]rune(got))) > 32767 {
			t.Errorf("a cell of %d units ends %q, %v", len(utf16.Encode([]rune(got))), got[max(len(got)-80, 0):], err)
		}
	}
}

// TestEmpty holds that a book of nothing is one that opens.
func TestEmpty(t *testing.T) {
	t.Parallel()
	for _, sheets := range [][]paper.Sheet{nil, {{}}, {{Title: "标题"}}} {
		if got := open(t, write(t, sheets...), false).GetSheetList(); len(got) != 1 {
			t.Errorf("sheets %q", got)
		}
	}
}

// TestIntake holds that the product's own reader finds the words where they stand,
// and nothing beside them.
func TestIntake(t *testing.T) {
	t.Parallel()
	f, err := intake.Read(context.Background(), "a.xlsx", write(t, ledger()...))
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "testdata/ledger.txt", []byte(f.Text.String()+"\n"))
	if n := f.Text.Notes(); len(n) > 0 {
		t.Errorf("the file tells more than its cells: %+v", n)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestRefused(t *testing.T) {
	t.Parallel()
	one := paper.Table{Columns: []paper.Column{{}}}
	wide := paper.Table{Columns: []paper.Column{{}}, Rows: []paper.Row{{Cells: make([]paper.Cell, 2)}}}
	if err := sheet.Write(io.Discard, paper.Sheet{Table: wide}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("too many cells: %v", err)
	}
	more := func(yield func(paper.Row, error) bool) { yield(paper.Row{}, io.ErrUnexpectedEOF) }
	if err := sheet.Write(io.Discard, paper.Sheet{Table: one, More: more}); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("rows that break off: %v", err)
	}
	if err := sheet.Write(failing{}, paper.Sheet{Table: one}); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("a full disk: %v", err)
	}
}

// many yields n rows of ten cells, as a ledger of a city has them.
func many(n int) iter.Seq2[paper.Row, error] {
	return func(yield func(paper.Row, error) bool) {
		cells := make([]paper.Cell, 10)
		for i := range n {
			cells[0] = paper.Figure(zh.Int(int64(i)))
			cells[1] = paper.Day(zh.D(2026, 7, 1+i%28))
			cells[2] = paper.Amount(zh.Decimal(i) * 1234)
			for k := 3; k < 10; k++ {
				cells[k] = paper.Words("对逾期未验收的项目下达限期验收通知。")
			}
			if !yield(paper.Row{Cells: cells}, nil) {
				return
			}
		}
	}
}

func BenchmarkWrite100000(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if err := sheet.Write(io.Discard, paper.Sheet{Name: "台账", Table: paper.Table{Columns: make([]paper.Column, 10)}, More: many(100_000)}); err != nil {
			b.Fatal(err)
		}
	}
}
