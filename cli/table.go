package cli

import (
	"fmt"
	"strings"
)

// A table is rows under headings, laid out for characters of double width.
type table struct {
	heads []string
	rows  [][]string
	right []bool // columns whose cells stand at the right, as numbers do
}

// table returns an empty table with these headings. One that begins with # is of
// numbers.
func (s *session) table(heads ...say) *table {
	t := &table{}
	for _, h := range heads {
		name, number := strings.CutPrefix(s.say(h), "#")
		t.heads, t.right = append(t.heads, name), append(t.right, number)
	}
	return t
}

// row adds a row. A cell is shown as fmt does, without what a terminal would obey.
func (t *table) row(cells ...any) {
	row := make([]string, len(t.heads))
	for i := range row {
		row[i] = inert(fmt.Sprint(cells[i]))
	}
	t.rows = append(t.rows, row)
}

// print writes the table. Where it is wider than the output the last column is cut,
// and what is cut off is shown as ….
func (s *session) print(t *table) {
	width := make([]int, len(t.heads))
	for _, row := range append([][]string{t.heads}, t.rows...) {
		for i, cell := range row {
			width[i] = max(width[i], widthOf(cell))
		}
	}
	last, room := len(width)-1, s.width
	for _, w := range width[:last] {
		room -= w + 2
	}
	width[last] = min(width[last], max(room, 16))
	line := func(row []string) string {
		var b strings.Builder
		for i, cell := range row {
			if i == last {
				cell = cut(cell, width[i])
			}
			if t.right[i] {
				cell = padLeft(cell, width[i])
			}
			b.WriteString(pad(cell, width[i]) + "  ")
		}
		return strings.TrimRight(b.String(), " ")
	}
	fmt.Fprintln(s.out, s.ink.paint(line(t.heads), bold))
	for _, row := range t.rows {
		fmt.Fprintln(s.out, line(row))
	}
}
