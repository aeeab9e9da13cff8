// Package sheet writes the tables of papers as workbooks.
//
// It stands above paper because its library keeps long sheets in a temporary
// file while it writes them. Nothing in a workbook is ever a formula, a macro or
// a link, and the same sheets give the same bytes.
package sheet

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"zhenggai/paper"
)

// Write writes the sheets as one .xlsx.
func Write(w io.Writer, sheets ...paper.Sheet) (err error) {
	f := excelize.NewFile()
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	f.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return newSteady(w) })
	if err := f.SetDocProps(&excelize.DocProperties{Creator: "", Created: created, Modified: created, Language: "zh-CN"}); err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	b := &book{f: f, styles: map[look]int{}, names: map[string]bool{"history": true}} // a name that Excel keeps for itself
	if len(sheets) == 0 {
		sheets = []paper.Sheet{{}}
	}
	for i, s := range sheets {
		if err := b.sheet(i, s); err != nil {
			return err
		}
	}
	if _, err := f.WriteTo(w); err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	return nil
}

// created is the time that every workbook bears. A real one would make two
// prints of the same sheets differ.
const created = "1980-01-01T00:00:00Z"

// A book is a workbook being written.
type book struct {
	f      *excelize.File
	styles map[look]int
	names  map[string]bool // of the sheets so far, in lower case
}

// A tab is one sheet being written.
type tab struct {
	*book
	w     *excelize.StreamWriter
	cols  []paper.Column
	row   int    // rows written
	open  []span // merged cells that reach below the last row
	cells []any  // of the row
	keep  []excelize.Cell
	last  []dressed // of each column, what its last cell looked like
}

// A dressed is a look and its style.
type dressed struct {
	look  look
	style int
}

// A span is a merged range; bottom is what the cell asks for. Its rows together
// must be so many points high; what those so far lack is in need.
type span struct {
	col, cols, top, bottom int
	need                   float64
}

// sheet writes sheet i.
func (b *book) sheet(i int, s paper.Sheet) error {
	name := b.name(s.Name)
	if i == 0 {
		if err := b.f.SetSheetName("Sheet1", name); err != nil {
			return fmt.Errorf("sheet: %w", err)
		}
	} else if _, err := b.f.NewSheet(name); err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	if err := b.layout(name, s); err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	w, err := b.f.NewStreamWriter(name)
	if err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	t := &tab{book: b, w: w, cols: s.Table.Columns}
	if len(t.cols) == 0 {
		t.cols = []paper.Column{{}} // for a title without a table
	}
	n := len(t.cols)
	t.cells, t.keep, t.last = make([]any, n), make([]excelize.Cell, n), make([]dressed, n)
	if err := t.write(name, s); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	return nil
}

// layout says how the sheet prints: A4, as many columns as there are on one
// page, with the number of the page below.
func (b *book) layout(name string, s paper.Sheet) error {
	paperA4, fitW, fitH, yes := 9, 1, 0, true
	orientation := "portrait"
	if s.Table.Wide || textWidth(s.Table.Columns) > 45 {
		orientation = "landscape"
	}
	if err := b.f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &paperA4, Orientation: &orientation, FitToWidth: &fitW, FitToHeight: &fitH}); err != nil {
		return err
	}
	height := rowHeight
	if err := b.f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &yes, DefaultRowHeight: &height, CustomHeight: &yes}); err != nil {
		return err
	}
	side, end, foot := 0.6, 0.75, 0.3
	if err := b.f.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &end, Bottom: &end, Header: &foot, Footer: &foot, Horizontally: &yes}); err != nil {
		return err
	}
	return b.f.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddFooter: "&C第 &P 页，共 &N 页"})
}

func textWidth(cols []paper.Column) float64 {
	sum := 0.0
	for _, c := range cols {
		sum += c.Chars()
	}
	return sum
}

// write writes title, note, head and rows.
func (t *tab) write(name string, s paper.Sheet) error {
	head := s.Table.HeadRows()
	above := 0
	for _, words := range []string{s.Title, s.Note} {
		if paper.Clean(words) != "" {
			above++
		}
	}
	if err := t.columns(above + len(head)); err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	for i, words := range []string{s.Title, s.Note} {
		if words = paper.Clean(words); words != "" {
			if err := t.banner(words, look{title: i == 0, note: i == 1}); err != nil {
				return err
			}
		}
	}
	g := paper.NewGrid(len(t.cols))
	for _, row := range head {
		if err := t.line(g, row, true); err != nil {
			return err
		}
	}
	if err := t.merge(t.row); err != nil {
		return err
	}
	t.open = nil
	g = paper.NewGrid(len(t.cols))
	for row, err := range s.Rows() {
		if err != nil {
			return err
		}
		if err := t.line(g, row, false); err != nil {
			return err
		}
	}
	if err := t.merge(1 << 20); err != nil {
		return err
	}
	return t.ranges(name, above, len(head))
}

// columns sets widths and freezes what stands above the rows.
func (t *tab) columns(top int) error {
	for i := len(t.cols); i > 0; i-- { // the library writes them in the opposite order
		if err := t.w.SetColWidth(i, i, min(t.cols[i-1].Chars()*2+1.5, 255)); err != nil {
			return err
		}
	}
	if top == 0 {
		return nil
	}
	cell := "A" + strconv.Itoa(top+1)
	return t.w.SetPanes(&excelize.Panes{Freeze: true, YSplit: top, TopLeftCell: cell, ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: cell, ActiveCell: cell, Pane: "bottomLeft"}}})
}

// banner writes a line across all columns.
func (t *tab) banner(text string, l look) error {
	style, err := t.style(l)
	if err != nil {
		return err
	}
	clear(t.cells)
	for i := range t.cols {
		t.cells[i] = excelize.Cell{StyleID: style}
	}
	t.cells[0] = excelize.Cell{StyleID: style, Value: fit(text)}
	height := max(rowHeight, heightOf(paper.Words(text), t.cols))
	if l.title {
		height *= 1.7 // its letters are larger by as much
	}
	if err := t.put(height); err != nil {
		return err
	}
	return t.join(span{col: 0, cols: len(t.cols), top: t.row, bottom: t.row})
}

// line writes one row of the table.
func (t *tab) line(g *paper.Grid, row paper.Row, head bool) error {
	slots, err := g.Row(row)
	if err != nil {
		return err
	}
	clear(t.cells)
	height := max(rowHeight, row.Height*72/25.4)
	for i := range slots {
		s := &slots[i]
		l := lookOf(t.cols[s.Col], s.Cell, head)
		style := t.last[s.Col].style
		if style == 0 || l != t.last[s.Col].look {
			if style, err = t.style(l); err != nil {
				return err
			}
			t.last[s.Col] = dressed{l, style}
		}
		for k := s.Col; k < s.Col+s.Cols; k++ {
			t.keep[k] = excelize.Cell{StyleID: style}
			t.cells[k] = &t.keep[k]
		}
		if s.Covered {
			continue
		}
		t.keep[s.Col].Value = value(s.Cell)
		need := heightOf(s.Cell, t.cols[s.Col:s.Col+s.Cols])
		rows := max(s.Cell.Rows, 1)
		if rows == 1 {
			height = max(height, need)
		}
		if rows > 1 || s.Cols > 1 {
			t.open = append(t.open, span{s.Col, s.Cols, t.row + 1, t.row + rows, need})
		}
	}
	for i := range t.open {
		s := &t.open[i]
		if s.bottom == t.row+1 {
			height = max(height, s.need)
		}
	}
	for i := range t.open {
		t.open[i].need -= height
	}
	if err := t.put(height); err != nil {
		return err
	}
	return t.merge(0)
}

// put writes the cells as the next row, so many points high. Heights are written
// because few programs work them out for wrapped words when they open a file, and
// none does for merged cells.
func (t *tab) put(height float64) error {
	t.row++
	var err error
	if height > rowHeight {
		err = t.w.SetRow("A"+strconv.Itoa(t.row), t.cells, excelize.RowOpts{Height: math.Round(min(height, 409)*100) / 100})
	} else {
		err = t.w.SetRow("A"+strconv.Itoa(t.row), t.cells)
	}
	if err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	return nil
}

// merge joins the open spans that have reached their end. At the end of the head
// or the table all have: none reaches further than the last row.
func (t *tab) merge(end int) error {
	rest := t.open[:0]
	for _, s := range t.open {
		if end == 0 && s.bottom > t.row {
			rest = append(rest, s)
			continue
		}
		s.bottom = min(s.bottom, t.row)
		if err := t.join(s); err != nil {
			return err
		}
	}
	t.open = rest
	return nil
}

func (t *tab) join(s span) error {
	if s.cols == 1 && s.top == s.bottom {
		return nil
	}
	from, err := excelize.CoordinatesToCellName(s.col+1, s.top)
	if err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	to, err := excelize.CoordinatesToCellName(s.col+s.cols, s.bottom)
	if err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	if err := t.w.MergeCell(from, to); err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	return nil
}

// ranges names the area that is printed and the rows repeated on every page.
func (t *tab) ranges(name string, above, head int) error {
	if t.row == 0 {
		return nil
	}
	last, err := excelize.ColumnNumberToName(len(t.cols))
	if err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	sheet := "'" + strings.ReplaceAll(name, "'", "''") + "'!"
	area := sheet + "$A$1:$" + last + "$" + strconv.Itoa(t.row)
	if err := t.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", RefersTo: area, Scope: name}); err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	if head == 0 {
		return nil
	}
	titles := sheet + "$" + strconv.Itoa(above+1) + ":$" + strconv.Itoa(above+head)
	if err := t.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: titles, Scope: name}); err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	return nil
}

// name returns a name for a tab that spreadsheets accept: at most 31 units of
// UTF-16, none of a few marks, unlike the others.
func (b *book) name(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case ':', '\\', '/', '?', '*', '[', ']', '\'', '\n', '\t':
			return ' '
		}
		return r
	}, paper.Clean(s))
	if s = strings.TrimSpace(s); s == "" {
		s = "表"
	}
	out := cut(s, 31)
	for n := 2; b.names[strings.ToLower(out)]; n++ {
		tail := "（" + strconv.Itoa(n) + "）"
		out = cut(s, 31-len(utf16.Encode([]rune(tail)))) + tail
	}
	b.names[strings.ToLower(out)] = true
	return out
}

// cut returns the beginning of s that has at most n units of UTF-16.
func cut(s string, n int) string {
	for i, r := range s {
		if n -= utf16.RuneLen(r); n < 0 {
			return s[:i]
		}
	}
	return s
}
