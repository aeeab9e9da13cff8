package paper

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// CSV writes the head and the rows of a sheet as comma-separated values: UTF-8
// with the mark by which spreadsheets know it, lines ended by CRLF, dates as
// 2026-07-05, numbers bare. Covered cells are empty.
//
// Text that a spreadsheet might take for a formula gets an apostrophe before it.
// That holds for the full-width signs too, which some spreadsheets fold.
func CSV(w io.Writer, s Sheet) error {
	b := bufio.NewWriter(w)
	b.WriteString("\uFEFF") // an error stays until Flush
	head := NewGrid(len(s.Table.Columns))
	for _, r := range s.Table.HeadRows() {
		if err := csvRow(b, head, r); err != nil {
			return err
		}
	}
	body := NewGrid(len(s.Table.Columns))
	for r, err := range s.Rows() {
		if err != nil {
			return err
		}
		if err := csvRow(b, body, r); err != nil {
			return err
		}
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("paper: csv: %w", err)
	}
	return nil
}

// csvRow writes one row. A slot that covers several columns leaves the others
// empty.
func csvRow(b *bufio.Writer, g *Grid, r Row) error {
	slots, err := g.Row(r)
	if err != nil {
		return err
	}
	for i, s := range slots {
		if i > 0 {
			b.WriteByte(',')
		}
		if !s.Covered {
			csvCell(b, s.Cell)
		}
		for range s.Cols - 1 {
			b.WriteByte(',')
		}
	}
	b.WriteString("\r\n")
	return nil
}

// csvCell writes the value of a cell. Text is always quoted, so that no other
// separator can cut a formula out of it.
func csvCell(b *bufio.Writer, c Cell) {
	switch c.Kind {
	case Number:
		b.WriteString(c.Number.String())
	case Money:
		b.WriteString(c.Number.Fixed())
	case Date:
		b.WriteString(c.Date.String())
	default:
		if s := Clean(c.Text); s != "" {
			b.WriteByte('"')
			b.WriteString(strings.ReplaceAll(disarm(s), `"`, `""`))
			b.WriteByte('"')
		}
	}
}

// disarm puts an apostrophe before what could be a formula.
func disarm(s string) string {
	t := strings.TrimLeft(s, " \u00A0\u3000\uFEFF\u200B\n") // some programs look behind these
	switch r, _ := utf8.DecodeRuneInString(t); r {
	case '=', '+', '-', '@', '\t', '＝', '＋', '－', '＠':
		return "'" + s
	}
	return s
}
