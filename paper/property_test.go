package paper_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhenggai/paper"
	"zhenggai/paper/sheet"
	"zhenggai/source"
	"zhenggai/zh"
)

// nasty are words that have broken writers of documents.
var nasty = []string{"党组会议", "整改", "12.4万元", "R&D", "<甲>", "</w:t>", "]]>", "<!--", "&lt;", "&#0;", "“乙”", "\"", "'", "，", "。",
	"=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=2", "\x00", "\x07", "\x1b", "\x7f", "\u0085", "\u00ad", "\u2028", "\ufffe", "\uffff", "\ufeff", "\ufdd0",
	"\xff", "\xc3\x28", "\xed\xa0\x80", "\r\n", "\r", "\n", "\t", " ", "　", "_x0041_", "_x005F_", "%s", "${x}", "javascript:", "𠮷", "\U0002A6D6", "\U000323AF", "㐀", "龦", "",
	"🙂", "👩‍👩‍👧", "עברית", "\u202e", "العربية", "é", "e\u0301", "\U0001FFFE"}

func wordGen(least int) *rapid.Generator[string] {
	piece := rapid.OneOf(rapid.SampledFrom(nasty), rapid.SampledFrom(nasty), rapid.StringN(0, 4, -1))
	return rapid.Custom(func(t *rapid.T) string {
		s := strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, "pieces"), "")
		if least > 0 {
			s = "第" + s + "条"
		}
		return s
	})
}

var (
	someGen = wordGen(0)
	wordsOf = wordGen(1) // begins and ends with a character
	dayGen  = rapid.Custom(func(t *rapid.T) zh.Date {
		y, m := rapid.IntRange(1, 9999).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month")
		return zh.D(y, m, rapid.IntRange(1, zh.DaysIn(y, m)).Draw(t, "day"))
	})
	sumGen = rapid.Custom(func(t *rapid.T) zh.Decimal {
		return zh.Decimal(rapid.OneOf(rapid.Int64Range(-20_000, 20_000), rapid.Int64Range(-1<<62, 1<<62)).Draw(t, "sum"))
	})
	runsGen = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) paper.Run {
		return paper.Run{Text: someGen.Draw(t, "text"), Bold: rapid.Bool().Draw(t, "bold"), Field: rapid.SampledFrom([]string{"", "", "a.b", "\"<\x00"}).Draw(t, "field")}
	}), 0, 3)
)

func cellGen() *rapid.Generator[paper.Cell] {
	return rapid.Custom(func(t *rapid.T) paper.Cell {
		switch rapid.IntRange(0, 5).Draw(t, "kind") {
		case 0:
			return paper.Figure(sumGen.Draw(t, "n"))
		case 1:
			return paper.Amount(sumGen.Draw(t, "n"))
		case 2:
			return paper.Day(dayGen.Draw(t, "day"))
		case 3:
			return paper.Label(wordsOf.Draw(t, "label"))
		}
		return paper.Words(wordsOf.Draw(t, "words"))
	})
}

// rowsGen draws rows that tile a grid, some of their cells over several fields.
func rowsGen(t *rapid.T, cols, n int) []paper.Row {
	taken := make([][]bool, n)
	for i := range taken {
		taken[i] = make([]bool, cols)
	}
	rows := make([]paper.Row, n)
	for r := range rows {
		for c := range cols {
			if taken[r][c] {
				continue
			}
			cell := cellGen().Draw(t, "cell")
			h, w := 1, 1
			if rapid.IntRange(0, 4).Draw(t, "merge") == 0 {
				h = rapid.IntRange(1, n-r+2).Draw(t, "rows") // some reach below the table
				for w < cols-c && !taken[r][c+w] && rapid.Bool().Draw(t, "wider") {
					w++
				}
			}
			for i := r; i < min(r+h, n); i++ {
				for k := c; k < c+w; k++ {
					taken[i][k] = true
				}
			}
			if h > 1 || w > 1 {
				cell = cell.Over(h, w)
			}
			rows[r].Cells = append(rows[r].Cells, cell)
		}
	}
	return rows
}

func tableGen() *rapid.Generator[paper.Table] {
	return rapid.Custom(func(t *rapid.T) paper.Table {
		tab := paper.Table{Caption: strings.TrimSpace(wordsOf.Draw(t, "caption")), Wide: rapid.Bool().Draw(t, "wide")}
		for range rapid.IntRange(2, 5).Draw(t, "columns") {
			tab.Columns = append(tab.Columns, paper.Column{Title: wordsOf.Draw(t, "title"), Width: float64(rapid.IntRange(0, 20).Draw(t, "width")),
				Kind: paper.Kind(rapid.IntRange(0, 3).Draw(t, "kind"))})
		}
		if rapid.Bool().Draw(t, "head") {
			tab.Head = rowsGen(t, len(tab.Columns), rapid.IntRange(1, 2).Draw(t, "head rows"))
		}
		tab.Rows = rowsGen(t, len(tab.Columns), rapid.IntRange(1, 5).Draw(t, "rows"))
		return tab
	})
}

func blocksGen(least int) *rapid.Generator[[]paper.Block] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) paper.Block {
		switch rapid.IntRange(0, 6).Draw(t, "block") {
		case 0, 1:
			return paper.Heading{Level: rapid.IntRange(1, 4).Draw(t, "level"), Number: rapid.SampledFrom([]int{0, 1, 2, 12}).Draw(t, "number"),
				Text: wordsOf.Draw(t, "text"), Rest: runsGen.Draw(t, "rest")}
		case 2:
			return paper.List{Mark: paper.Mark(rapid.IntRange(0, 2).Draw(t, "mark")), Items: rapid.SliceOfN(runsGen, 1, 3).Draw(t, "items")}
		case 3:
			return tableGen().Draw(t, "table")
		case 4:
			return paper.PageBreak{}
		case 5:
			return paper.Signature{Bodies: rapid.SliceOfN(wordsOf, 0, 2).Draw(t, "bodies"), Date: dayGen.Draw(t, "date"), Sealed: rapid.Bool().Draw(t, "sealed")}
		}
		return paper.Paragraph{Runs: append(paper.Plain("段"), runsGen.Draw(t, "runs")...), Align: paper.Align(rapid.IntRange(0, 3).Draw(t, "align"))}
	}), least, 6)
}

func documentGen() *rapid.Generator[paper.Document] {
	return rapid.Custom(func(t *rapid.T) paper.Document {
		maybe := func(name string) string {
			if rapid.Bool().Draw(t, "has "+name) {
				return wordsOf.Draw(t, name)
			}
			return ""
		}
		d := paper.Document{
			Head: paper.Head{Copy: maybe("copy"), Secrecy: maybe("secrecy"), Urgency: maybe("urgency"), Issuers: rapid.SliceOfN(wordsOf, 0, 1).Draw(t, "issuers"),
				Suffix: maybe("suffix"), Number: maybe("number"), Signers: rapid.SliceOfN(wordsOf, 0, 2).Draw(t, "signers")},
			Title: wordsOf.Draw(t, "title"), To: maybe("to"),
			Body:      blocksGen(1).Draw(t, "body"),
			Signature: paper.Signature{Bodies: rapid.SliceOfN(wordsOf, 0, 2).Draw(t, "bodies"), Sealed: rapid.Bool().Draw(t, "sealed")},
			Note:      maybe("note"),
			Colophon:  paper.Colophon{CC: maybe("cc"), Issuer: maybe("printer")},
		}
		if rapid.Bool().Draw(t, "dated") {
			d.Signature.Date, d.Colophon.Date = dayGen.Draw(t, "date"), dayGen.Draw(t, "printed")
		}
		for range rapid.IntRange(0, 2).Draw(t, "attachments") {
			d.Attachments = append(d.Attachments, paper.Attachment{Name: wordsOf.Draw(t, "name"), Body: blocksGen(0).Draw(t, "attached")})
		}
		return d
	})
}

// TestReadBack holds that what is written as a Word document or a web page is
// read back whole: the same words in the same order, and every cell of every
// table in its place with its number or date.
func TestReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := documentGen().Draw(t, "document")
		want := said(d)
		word := docx(t, d, paper.Profile{})
		for name, part := range parts(t, word) {
			wellFormed(t, name, part)
		}
		for name, b := range map[string][]byte{"a.docx": word, "a.html": page(t, d)} {
			text := read(t, name, b)
			if got := bare(text.String()); got != want {
				t.Fatalf("%s reads\n%q, want\n%q", name, got, want)
			}
			var tables []paper.Table
			for _, s := range d.Sheets() {
				tables = append(tables, s.Table)
			}
			sameCells(t, name, tables, text, nil)
		}
		if !bytes.Equal(word, docx(t, d, paper.Profile{})) {
			t.Fatalf("two prints of one document differ")
		}
	})
}

// TestSheetsReadBack holds the same of workbooks.
func TestSheetsReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var sheets []paper.Sheet
		var tables []paper.Table
		for range rapid.IntRange(1, 3).Draw(t, "sheets") {
			s := paper.Sheet{Name: someGen.Draw(t, "name"), Table: tableGen().Draw(t, "table")}
			if rapid.Bool().Draw(t, "titled") {
				s.Title, s.Note = wordsOf.Draw(t, "title"), wordsOf.Draw(t, "note")
			}
			sheets, tables = append(sheets, s), append(tables, s.Table)
		}
		var a, b bytes.Buffer
		for _, w := range []*bytes.Buffer{&a, &b} {
			if err := sheet.Write(w, sheets...); err != nil {
				t.Fatalf("%v", err)
			}
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Fatalf("two prints of one book differ")
		}
		for name, part := range parts(t, a.Bytes()) {
			wellFormed(t, name, part)
			if strings.Contains(part, "<f>") {
				t.Fatalf("%s has a formula", name)
			}
		}
		sameCells(t, "a.xlsx", tables, read(t, "a.xlsx", a.Bytes()), func(i int) int {
			if sheets[i].Title != "" {
				return 2 // the lines above the table
			}
			return 0
		})
	})
}

// TestCSVReadBack holds the same of .csv; text may have got an apostrophe.
func TestCSVReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		tab := tableGen().Draw(t, "table")
		var b bytes.Buffer
		if err := paper.CSV(&b, paper.Sheet{Table: tab}); err != nil {
			t.Fatalf("%v", err)
		}
		body, ok := strings.CutPrefix(b.String(), "\uFEFF")
		if !ok {
			t.Fatalf("no mark of UTF-8")
		}
		rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
		if err != nil {
			t.Fatalf("%v in %q", err, body)
		}
		for _, c := range placed(t, tab) {
			got := rows[c.row-1][c.col-1]
			want := c.String()
			switch c.Kind {
			case paper.Number:
				want = c.Number.String()
			case paper.Money:
				want = c.Number.Fixed()
			case paper.Date:
				want = c.Date.String()
			default:
				if got != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(got)[0]) {
					t.Fatalf("%q is a formula", got)
				}
				got = strings.TrimPrefix(got, "'")
				want = strings.TrimPrefix(want, "'")
			}
			if got != want {
				t.Fatalf("row %d column %d reads %q, want %q", c.row, c.col, got, want)
			}
		}
	})
}

// A place is a cell and where it stands.
type place struct {
	paper.Cell
	row, col, rows, cols int
}

// placed returns the cells of a table with their places, the head's first.
func placed(t fataler, tab paper.Table) []place {
	var out []place
	row := 0
	for _, rows := range [][]paper.Row{tab.HeadRows(), tab.Rows} {
		g := paper.NewGrid(len(tab.Columns))
		for i, r := range rows {
			slots, err := g.Row(r)
			if err != nil {
				t.Fatalf("%v", err)
			}
			row++
			for _, s := range slots {
				if !s.Covered {
					out = append(out, place{s.Cell, row, s.Col + 1, min(max(s.Cell.Rows, 1), len(rows)-i), s.Cols})
				}
			}
		}
	}
	return out
}

// sameCells compares the cells that were read with those of the tables; above
// says how many rows stand above a table.
func sameCells(t fataler, name string, tables []paper.Table, text *source.Text, above func(int) int) {
	t.Helper()
	got := map[string]source.Cell{}
	numbers := map[int32]int{} // a head and a colophon may be tables too
	for _, c := range text.Cells() {
		numbers[c.Table] = 0
		got[fmt.Sprint(c.Table, c.Row, c.Col)] = c
	}
	for i, tab := range tables {
		up := 0
		if above != nil {
			up = above(i)
		}
		for _, p := range placed(t, tab) {
			c, ok := got[fmt.Sprint(i+1, p.row+up, p.col)]
			if !ok && p.String() == "" {
				continue
			}
			s := text.Slice(c.Span)
			if !ok || bare(s) != bare(p.String()) {
				t.Fatalf("%s: table %d row %d column %d reads %q, want %q", name, i+1, p.row, p.col, s, p.String())
			}
			if int(c.Rows) != p.rows || int(c.Cols) != p.cols {
				t.Fatalf("%s: table %d row %d column %d covers %d×%d, want %d×%d", name, i+1, p.row, p.col, c.Rows, c.Cols, p.rows, p.cols)
			}
			sameValue(t, p.Cell, s)
		}
	}
}

// sameValue reads the number or the date in s.
func sameValue(t fataler, c paper.Cell, s string) {
	t.Helper()
	switch c.Kind {
	case paper.Number, paper.Money:
		if got := decimal(strings.ReplaceAll(s, ",", "")); got != c.Number {
			t.Fatalf("%q is %d, want %d", s, got, c.Number)
		}
	case paper.Date:
		var y, m, d int
		if _, err := fmt.Sscanf(s, "%d年%d月%d日", &y, &m, &d); err != nil || zh.D(y, m, d) != c.Date {
			t.Fatalf("%q is not %v", s, c.Date)
		}
	}
}

// decimal reads a plain decimal without rounding.
func decimal(s string) zh.Decimal {
	s, minus := strings.CutPrefix(s, "-")
	whole, frac, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole+(frac + "0000")[:4], 10, 64)
	if err != nil {
		return -1
	}
	if minus {
		n = -n
	}
	return zh.Decimal(n)
}
