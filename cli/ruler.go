package cli

import (
	"sort"
	"unicode/utf8"

	"zhenggai/source"
)

// A ruler tells lines and columns of offsets in a text. It differs from the text's
// own Position in that it does not count from the start of the line each time:
// a report may be one line of a million characters with thousands of findings.
type ruler struct {
	text         *source.Text
	body         string
	starts       []int32 // of the lines
	runes, units []int32 // characters and UTF-16 code units before each block
}

// block is the number of bytes between two counts.
const block = 2048

func newRuler(t *source.Text) *ruler {
	r := &ruler{text: t, body: t.Valid()}
	for n := range t.Lines() {
		r.starts = append(r.starts, t.Line(n+1).Start)
	}
	var runes, units int32
	mark := func(off int) {
		for off >= len(r.runes)*block {
			r.runes, r.units = append(r.runes, runes), append(r.units, units)
		}
	}
	for i, c := range r.body {
		mark(i)
		runes++
		units++
		if c >= 0x10000 {
			units++
		}
	}
	mark(len(r.body))
	return r
}

// count returns the characters and UTF-16 code units before off.
func (r *ruler) count(off int32) (runes, units int) {
	k := int(off) / block
	i := k * block
	for i < int(off) && !utf8.RuneStart(r.body[i]) {
		i++
	}
	rest := r.body[i:off]
	return int(r.runes[k]) + utf8.RuneCountInString(rest), int(r.units[k]) + source.UTF16Len(rest)
}

// line returns the number of the line that off is in, from 1.
func (r *ruler) line(off int32) int {
	return sort.Search(len(r.starts), func(i int) bool { return r.starts[i] > off })
}

// at returns the line of off and its column in characters.
func (r *ruler) at(off int32) source.Position {
	n := r.line(off)
	here, _ := r.count(off)
	start, _ := r.count(r.starts[n-1])
	return source.Position{Line: n, Col: here - start + 1}
}

// atUTF16 is at with the column, and the offset from the start of the text, in
// UTF-16 code units.
func (r *ruler) atUTF16(off int32) (p source.Position, offset int) {
	n := r.line(off)
	_, here := r.count(off)
	_, start := r.count(r.starts[n-1])
	return source.Position{Line: n, Col: here - start + 1}, here
}
