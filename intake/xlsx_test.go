package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"zhenggai/source"
)

// ledger makes an invented workbook with all that a ledger has.
func ledger(t testing.TB) []byte {
	t.Helper()
	x := excelize.NewFile()
	defer x.Close()
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	const s = "台账"
	ok(x.SetSheetName("Sheet1", s))
	for cell, v := range map[string]any{
		"A1": "云溪县水务局整改台账", "A2": "序号", "B2": "问题", "C2": "整改", "C3": "措施", "D3": "期限", "E2": "金额", "F2": "进度", "G2": "内部意见",
		"A4": 1, "B4": "管网漏损率高", "C4": "一是排查；\n二是更换", "D4": time.Date(2023, 6, 30, 0, 0, 0, 0, time.UTC), "E4": 5487400, "F4": 0.985, "G4": "暂缓",
		"A5": 2, "B5": "隐藏的行", "A6": 3, "B6": "水费收缴不及时", "D6": time.Date(2023, 12, 5, 0, 0, 0, 0, time.UTC), "E6": 12.4,
		"D7": time.Date(2024, 1, 8, 0, 0, 0, 0, time.UTC), "D9": true,
	} {
		ok(x.SetCellValue(s, cell, v))
	}
	ok(x.MergeCell(s, "A1", "F1"))
	ok(x.MergeCell(s, "C2", "D2"))
	ok(x.MergeCell(s, "A2", "A3"))
	for cell, format := range map[string]string{"D4": "yyyy-mm-dd", "D6": `yyyy"年"m"月"d"日"`, "E4": "#,##0.00", "F4": "0.0%"} {
		st, err := x.NewStyle(&excelize.Style{CustomNumFmt: &format})
		ok(err)
		ok(x.SetCellStyle(s, cell, cell, st))
	}
	st, err := x.NewStyle(&excelize.Style{NumFmt: 14})
	ok(err)
	ok(x.SetCellStyle(s, "D7", "D7", st))
	ok(x.SetRowVisible(s, 5, false))
	ok(x.SetColVisible(s, "G", false))
	for _, name := range []string{"附表", "底稿"} {
		_, err := x.NewSheet(name)
		ok(err)
		ok(x.SetCellValue(name, "B2", name+"内容"))
	}
	ok(x.SetSheetVisible("底稿", false))
	var buf bytes.Buffer
	ok(x.Write(&buf))
	return buf.Bytes()
}

func TestXLSX(t *testing.T) {
	t.Parallel()
	f := read(t, "台账.xlsx", ledger(t))
	if f.Format != XLSX {
		t.Fatal(f.Format)
	}
	want := `云溪县水务局整改台账
序号│问题│整改││金额│进度
││措施│期限
1│管网漏损率高│一是排查；
二是更换│2023-06-30│5,487,400.00│98.5%
3│水费收缴不及时││2023年12月5日│12.4
│││2024-01-08
│││TRUE
│附表内容`
	if got := f.Text.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	var notes []string
	for _, n := range f.Text.Notes() {
		notes = append(notes, n.Words)
	}
	if got := strings.Join(notes, "|"); got != "G列 内部意见|2│隐藏的行|工作表“底稿”" {
		t.Errorf("notes %s", got)
	}
	p := f.Text.Place(int32(strings.Index(want, "12月5日")))
	if p.Sheet != "台账" || p.Cell != "D6" || p.Row != 6 || p.Col != 4 {
		t.Errorf("place %+v", p)
	}
	for _, line := range []string{`1:1,1 1x6 "云溪县水务局整改台账"`, `1:2,1 2x1 "序号"`, `1:2,3 1x2 "整改"`, `1:4,3 1x1 "一是排查；\n二是更换"`, `2:2,2 1x1 "附表内容"`} {
		if !strings.Contains(cells(f.Text), line+"\n") {
			t.Errorf("no cell %s in\n%s", line, cells(f.Text))
		}
	}
	if o := f.Text.Origin(int32(strings.Index(want, "附表"))); o.Part != "附表" || o.Off != 2 || o.Kind != source.Transcoded {
		t.Errorf("origin %+v", o)
	}
}

func TestXLSXLarge(t *testing.T) {
	t.Parallel()
	x := excelize.NewFile()
	defer x.Close()
	w, err := x.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 5000 {
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), []any{i, "问题" + fmt.Sprint(i), "措施"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	if err := x.Write(&buf); err != nil {
		t.Fatal(err)
	}
	f := read(t, "a.xlsx", buf.Bytes())
	if n := strings.Count(f.Text.String(), "\n") + 1; n != 5000 {
		t.Errorf("%d lines", n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, "a.xlsx", buf.Bytes()); !errors.Is(err, Cancelled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestColumnName(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 702: "ZZ", 703: "AAA", 16384: "XFD"} {
		if got := columnName(n); got != want {
			t.Errorf("%d is %s, want %s", n, got, want)
		}
	}
}
