package eval

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// workbook writes a ledger as a workbook: numbers and days as such, merged cells
// in a header of two rows.
func workbook(c *Case) ([]byte, error) {
	x := excelize.NewFile()
	defer x.Close()
	const sheet = "Sheet1"
	at, table := 0, false
	for _, b := range c.blocks() {
		rows := b.table
		if rows == nil {
			rows = [][]cell{{{words: b.words, cols: 1, rows: 1}}}
		}
		table = table || b.table != nil
		for _, r := range rows {
			at++
			for i, cl := range r {
				if err := writeCell(x, sheet, i+1, at, cl); err != nil {
					return nil, err
				}
			}
		}
	}
	if !table {
		return nil, fmt.Errorf("not measured: %s has no table to put into a workbook", c.Name)
	}
	var out bytes.Buffer
	err := x.Write(&out)
	return out.Bytes(), err
}

func writeCell(x *excelize.File, sheet string, col, row int, c cell) error {
	if c.covered || c.words == "" {
		return nil
	}
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return err
	}
	if c.cols > 1 || c.rows > 1 {
		last, err := excelize.CoordinatesToCellName(col+c.cols-1, row+c.rows-1)
		if err != nil {
			return err
		}
		if err := x.MergeCell(sheet, name, last); err != nil {
			return err
		}
	}
	if n, err := strconv.Atoi(c.words); err == nil && strconv.Itoa(n) == c.words {
		return x.SetCellInt(sheet, name, int64(n))
	}
	for layout, format := range map[string]string{"2006-01-02": "yyyy-mm-dd", "2006/1/2": "yyyy/m/d"} {
		if d, err := time.Parse(layout, c.words); err == nil && d.Format(layout) == c.words {
			return writeDay(x, sheet, name, d, format)
		}
	}
	return x.SetCellStr(sheet, name, strings.TrimSpace(c.words))
}

func writeDay(x *excelize.File, sheet, name string, d time.Time, format string) error {
	style, err := x.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		return err
	}
	if err := x.SetCellValue(sheet, name, d); err != nil {
		return err
	}
	return x.SetCellStyle(sheet, name, name, style)
}
