package sheet

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"zhenggai/paper"
	"zhenggai/zh"
)

// maxCell is how many units of UTF-16 a cell may hold.
const maxCell = 32767

// fit returns s, or what of it a cell can hold and how much is missing: nothing
// is lost without a word.
func fit(s string) string {
	if len(s) <= maxCell {
		return s // bytes are never fewer than units
	}
	units := 0
	for _, r := range s {
		units += utf16.RuneLen(r)
	}
	if units <= maxCell {
		return s
	}
	out := cut(s, maxCell-40)
	return out + "……（单元格已满，余" + strconv.Itoa(utf8.RuneCountInString(s[len(out):])) + "字未列出）"
}

// maxExact is the greatest number, in units of zh.Decimal, whose digits a
// spreadsheet keeps: it counts with 15.
const maxExact = 999_999_999_999_999

// Spreadsheets count days from 1900 on and take that year for a leap year, so
// days before its March would move.
var (
	firstDay = zh.D(1900, 3, 1)
	lastDay  = zh.D(9999, 12, 31)
	dayZero  = zh.D(1899, 12, 30).Days()
)

// holds reports whether a spreadsheet holds the value of c as what it is, and
// not as text.
func holds(c paper.Cell) bool {
	switch c.Kind {
	case paper.Number, paper.Money:
		return c.Number <= maxExact && c.Number >= -maxExact
	case paper.Date:
		return c.Date.Valid() && !c.Date.Before(firstDay) && !c.Date.After(lastDay)
	}
	return false
}

// value returns what the cell holds: a number, a day's number, or text. Text is
// never a formula: the library writes it as a string.
func value(c paper.Cell) any {
	if holds(c) {
		if c.Kind == paper.Date {
			return c.Date.Days() - dayZero
		}
		return float64(c.Number) / float64(zh.One) // the nearest float prints as the same decimal
	}
	if s := c.String(); s != "" {
		return fit(s)
	}
	return nil
}

// The height of a row of one line, and of each line, in points.
const (
	rowHeight  = 18.0
	lineHeight = 14.25
)

// heightOf returns how high the words of c stand in the columns that it covers.
func heightOf(c paper.Cell, cols []paper.Column) float64 {
	if c.Kind != paper.Text {
		return 0
	}
	width := -0.5 // the margins of the cell
	for _, col := range cols {
		width += col.Chars() + 0.75
	}
	if float64(len(c.Text)) <= 2*width && !strings.Contains(c.Text, "\n") {
		return 0 // no character is wider than two of its bytes
	}
	lines := 0.0
	for l := range strings.SplitSeq(paper.Clean(c.Text), "\n") {
		lines += max(math.Ceil(float64(zh.StringWidth(l, true))/2/max(width, 1)), 1)
	}
	return lines*lineHeight + rowHeight - lineHeight
}

// A look is how a cell looks; each has one style in the book.
type look struct {
	title, note, head bool
	align             paper.Align
	format            string
}

// lookOf returns the look of a cell that begins in a column.
func lookOf(col paper.Column, c paper.Cell, head bool) look {
	l := look{head: head || c.Head, align: col.AlignOf(c)}
	if head && c.Align == paper.Auto {
		l.align = paper.Center
	}
	if !holds(c) {
		return l
	}
	switch c.Kind {
	case paper.Date:
		l.format = `yyyy"年"m"月"d"日"`
	case paper.Money:
		l.format = "#,##0.00" + decimals(c.Number.Fixed(), 2)
	default:
		l.format = "0"
		if d := decimals(c.Number.String(), 0); d != "" {
			l.format = "0." + d
		}
	}
	return l
}

// decimals returns a zero for each decimal of s beyond the first few.
func decimals(s string, least int) string {
	_, frac, _ := strings.Cut(s, ".")
	return strings.Repeat("0", max(len(frac)-least, 0))
}

// style returns the number of the style of a look.
func (b *book) style(l look) (int, error) {
	if id, ok := b.styles[l]; ok {
		return id, nil
	}
	s := &excelize.Style{
		Font:      &excelize.Font{Family: "宋体", Size: 10.5},
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: true, Horizontal: [...]string{"", "left", "center", "right"}[l.align]},
	}
	switch {
	case l.title:
		s.Font = &excelize.Font{Family: "黑体", Size: 16}
		s.Alignment.Horizontal = "center"
	case l.note:
		s.Alignment.Horizontal = "left"
	default:
		for _, side := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "000000", Style: 1})
		}
	}
	if l.head {
		s.Font.Bold = true
	}
	switch {
	case l.format != "":
		s.CustomNumFmt = &l.format
	default:
		s.NumFmt = 49 // text: what is typed over it stays text too
	}
	id, err := b.f.NewStyle(s)
	if err != nil {
		return 0, fmt.Errorf("sheet: %w", err)
	}
	b.styles[l] = id
	return id, nil
}
