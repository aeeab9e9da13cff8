package eval

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"zhenggai/intake"
	"zhenggai/source"
)

// Render writes the report of c in format. It fails where a tool that the
// format needs is not there; the error says which.
func Render(ctx context.Context, c *Case, format string) ([]byte, error) {
	switch format {
	case TXT:
		return []byte(c.Text), nil
	case GB18030:
		return simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(c.Text))
	case CRLF:
		return []byte(strings.ReplaceAll(c.Text, "\n", "\r\n")), nil
	case Wrapped:
		return []byte(wrapped(c.Text)), nil
	case DOCX:
		return docx(c, false)
	case DOCXAuto:
		return docx(c, true)
	case HTML:
		return []byte(portal(c)), nil
	case PDF:
		return printed(ctx, plain(c))
	case XLSX:
		return workbook(c)
	}
	return nil, fmt.Errorf("not measured: no renderer for %s", format)
}

// extension returns the file name extension of format.
func extension(format string) string {
	switch format {
	case GB18030, CRLF, Wrapped:
		return ".txt"
	case DOCXAuto:
		return ".docx"
	}
	return "." + format
}

// extract reads the file name with bytes b as the program does.
func extract(ctx context.Context, name string, b []byte) (*source.Text, error) {
	f, err := intake.Read(ctx, name, b)
	if err != nil {
		return nil, err
	}
	return f.Text, nil
}

// width is how many characters a wrapped line has.
const width = 38

// wrapped breaks paragraphs into lines of width characters, the first indented
// by two, as text taken from a PDF has them. Rows of tables stay whole.
func wrapped(text string) string {
	var sb strings.Builder
	for l := range strings.SplitSeq(text, "\n") {
		if l == "" || strings.Contains(l, border) {
			sb.WriteString(l + "\n")
			continue
		}
		l = "\u3000\u3000" + l
		for utf8.RuneCountInString(l) > width {
			n := 0
			for i := range l {
				if n == width {
					n = i
					break
				}
				n++
			}
			sb.WriteString(l[:n] + "\n")
			l = l[n:]
		}
		sb.WriteString(l + "\n")
	}
	return strings.TrimSuffix(sb.String(), "\n")
}

// border stands between the cells of a row.
const border = "│"

// A block is a paragraph of the report or a table.
type block struct {
	at    int32 // offset of its first byte in Case.Text
	words string
	table [][]cell // nil for a paragraph
}

// A cell is one cell of a table. Of a merged range the first has its size, the
// others are covered.
type cell struct {
	words      string
	cols, rows int
	covered    bool
	below      bool // covered by a cell of a row above
}

// blocks parts the text of c into paragraphs and tables.
func (c *Case) blocks() (out []block) {
	at := int32(0)
	for l := range strings.SplitSeq(c.Text, "\n") {
		switch {
		case !strings.Contains(l, border):
			if l != "" {
				out = append(out, block{at: at, words: l})
			}
		case len(out) > 0 && out[len(out)-1].table != nil:
			b := &out[len(out)-1]
			b.table = append(b.table, row(l))
		default:
			out = append(out, block{at: at, words: l, table: [][]cell{row(l)}})
		}
		at += int32(len(l)) + 1
	}
	for i := range out {
		if t := out[i].table; len(t) > 1 && c.headerRows(t) == 2 {
			mergeHeader(t)
		}
	}
	return out
}

func row(line string) (cells []cell) {
	for w := range strings.SplitSeq(line, border) {
		cells = append(cells, cell{words: w, cols: 1, rows: 1})
	}
	return cells
}

// headerRows returns how many rows of a ledger's table are its header: those
// before the first finding.
func (c *Case) headerRows(t [][]cell) int {
	if c.Kind != "ledger" || len(c.Nodes) == 0 {
		return min(1, len(t))
	}
	return strings.Count(c.Text[:c.Nodes[0].Span.Start], "\n")
}

// mergeHeader merges the cells of a header of two rows: a cell with the blank
// ones right of it that have something below, and a cell with a blank one below.
func mergeHeader(t [][]cell) {
	up, low := t[0], t[1]
	for i := 0; i < min(len(up), len(low)); i++ {
		if up[i].words == "" {
			continue
		}
		if low[i].words == "" {
			up[i].rows = 2
			low[i].covered, low[i].below = true, true
			continue
		}
		for k := i + 1; k < min(len(up), len(low)) && up[k].words == "" && low[k].words != ""; k++ {
			up[i].cols++
			up[k].covered = true
		}
	}
}
