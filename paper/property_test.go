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
	"zhenggai/paper/papertest"
	"zhenggai/paper/sheet"
	"zhenggai/source"
	"zhenggai/zh"
)

// TestReadBack holds that what is written as a Word document or a web page is
// read back whole: the same words in the same order, and every cell of every
// table in its place with its number or date.
func TestReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := papertest.Documents().Draw(t, "document")
		want := papertest.Said(d)
		word := docx(t, d, paper.Profile{})
		for name, part := range parts(t, word) {
			wellFormed(t, name, part)
		}
		for name, b := range map[string][]byte{"a.docx": word, "a.html": page(t, d)} {
			text := read(t, name, b)
			if got := papertest.Bare(text.String()); got != want {
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
			s := paper.Sheet{Name: papertest.Some.Draw(t, "name"), Table: papertest.Tables().Draw(t, "table")}
			if rapid.Bool().Draw(t, "titled") {
				s.Title, s.Note = papertest.Words.Draw(t, "title"), papertest.Words.Draw(t, "note")
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
		tab := papertest.Tables().Draw(t, "table")
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
			if !ok || papertest.Bare(s) != papertest.Bare(p.String()) {
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
