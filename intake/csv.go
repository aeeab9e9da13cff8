package intake

import (
	"fmt"
	"strings"

	"zhenggai/source"
)

// A csvField is a field of a table of comma-separated values: its words stand in
// [from, to) of the text. In one with quotes each quote stands twice.
type csvField struct {
	from, to int
	quoted   bool
}

// scanCSV parts a text into records of fields. It is a table if it has at least two
// records, and each has the same fields: at least three, for that happens to no prose.
func scanCSV(s string) (records [][]csvField, ok bool) {
	const fewest = 3
	var row []csvField
	cells := 0
	for i := 0; i < len(s); {
		f, next, ok := scanField(s, i)
		if !ok {
			return nil, false
		}
		row = append(row, f)
		if cells++; cells > maxCells {
			return nil, false
		}
		if next < len(s) && s[next] == ',' {
			if i = next + 1; i < len(s) {
				continue
			}
			row = append(row, csvField{from: i, to: i})
		}
		if len(row) < fewest || len(records) > 0 && len(row) != len(records[0]) {
			return nil, false
		}
		records = append(records, row)
		row = make([]csvField, 0, len(row))
		i = max(i, next)
		for i < len(s) && (s[i] == '\r' || s[i] == '\n') {
			i++
		}
	}
	return records, len(records) >= 2
}

// scanField reads the field that begins at i; next is the comma or line end behind it.
func scanField(s string, i int) (f csvField, next int, ok bool) {
	if s[i] != '"' {
		next = i
		for next < len(s) && s[next] != ',' && s[next] != '\n' && s[next] != '\r' {
			if s[next] == '"' {
				return f, 0, false
			}
			next++
		}
		return csvField{from: i, to: next}, next, true
	}
	for k := i + 1; k < len(s); k++ {
		if s[k] != '"' {
			continue
		}
		if k+1 < len(s) && s[k+1] == '"' {
			k++
			continue
		}
		next = k + 1
		return csvField{from: i + 1, to: k, quoted: true}, next, next == len(s) || s[next] == ',' || s[next] == '\n' || s[next] == '\r'
	}
	return f, 0, false
}

// maybeCSV reports whether a text can be a table, by its first bytes: its first line
// may end within quotes.
func maybeCSV(head string) bool { return strings.Count(head, ",") >= 2 }

// readCSV reads a table, or plain text if it is none.
func readCSV(f *File, b []byte, c *charset) error {
	d := c.decode(b)
	records, ok := scanCSV(d.text)
	if !ok {
		return readTXT(f, b, c)
	}
	w := csvWriter{s: d.text, was: source.Mapped(d.text, d.segs, nil, nil)}
	for n, row := range records {
		w.row(int32(n+1), row)
	}
	f.Format, f.Encoding, f.Text = CSV, c.name, w.b.Text()
	if strings.TrimSpace(f.Text.String()) == "" {
		return fail(NoText, nil)
	}
	return nil
}

// A csvWriter writes the records of a table as lines.
type csvWriter struct {
	b   source.Builder
	s   string
	was *source.Text // leads from the decoded text to the file
}

// row writes record n as one line, unless it is empty.
func (w *csvWriter) row(n int32, row []csvField) {
	for len(row) > 0 && strings.TrimSpace(w.s[row[len(row)-1].from:row[len(row)-1].to]) == "" {
		row = row[:len(row)-1]
	}
	if len(row) == 0 {
		return
	}
	if w.b.Len() > 0 {
		w.b.Synthetic("\n", w.orig(row[0].from))
	}
	for i, f := range row {
		if i > 0 {
			w.b.Synthetic(cellMark, w.orig(f.from))
		}
		c := source.Cell{Table: 1, Row: n, Col: int32(i + 1), Rows: 1, Cols: 1}
		c.Start = int32(w.b.Len())
		w.b.At(source.Place{Row: n, Col: c.Col, Cell: fmt.Sprint(columnName(i+1), n)})
		w.words(f)
		c.End = int32(w.b.Len())
		w.b.Cell(c)
	}
}

func (w *csvWriter) orig(off int) int { return int(w.was.Origin(int32(off)).Off) }

// words writes the words of a field. An apostrophe before what a spreadsheet would
// take for a formula is no part of them.
func (w *csvWriter) words(f csvField) {
	if t, ok := strings.CutPrefix(w.s[f.from:f.to], "'"); ok {
		if t = strings.TrimLeft(t, " \u00A0\u3000\uFEFF\u200B\n"); t != "" && strings.ContainsRune("=+-@\t＝＋－＠", []rune(t[:min(len(t), 4)])[0]) {
			f.from++
		}
	}
	kind := source.Copied
	if w.was.Origin(int32(f.from)).Kind != source.Copied {
		kind = source.Transcoded
	}
	from := f.from
	for i := f.from; i < f.to; i++ {
		if f.quoted && w.s[i] == '"' || w.s[i] == '\r' && i+1 < f.to && w.s[i+1] == '\n' {
			end := i
			if w.s[i] == '"' {
				end, i = i+1, i+1 // one of the two
			}
			w.b.Write(w.s[from:end], w.orig(from), kind)
			from = i
			if w.s[i] == '\r' || w.s[i] == '"' {
				from = i + 1
			}
		}
	}
	w.b.Write(w.s[from:f.to], w.orig(from), kind)
}
