package source

import (
	"strings"
	"unicode/utf8"
)

// A Builder collects the text of a document while an extractor walks through
// the original, and keeps the tables that lead back. The zero Builder is ready.
type Builder struct {
	sb     strings.Builder
	segs   []Seg
	parts  []string
	places []Place
	cells  []Cell
	notes  []Note
}

// Part begins part name of the original (an XML part, a page, a sheet):
// offsets given from now on count from its start.
func (b *Builder) Part(name string) {
	b.parts = append(b.parts, name)
}

// Len returns how many bytes have been written.
func (b *Builder) Len() int { return b.sb.Len() }

// Write appends s, which stands at offset orig of the current part.
func (b *Builder) Write(s string, orig int, k Kind) {
	if s == "" {
		return
	}
	b.seg(orig, k)
	b.sb.WriteString(s)
}

// Synthetic appends s, which is not in the original: a list number that the
// word processor would compute, a line end, a mark between cells.
func (b *Builder) Synthetic(s string, orig int) { b.Write(s, orig, Synthetic) }

func (b *Builder) seg(orig int, k Kind) {
	off, part := int32(b.sb.Len()), uint16(max(len(b.parts)-1, 0))
	if n := len(b.segs); n > 0 {
		last := b.segs[n-1]
		if k == Copied && last.Kind == Copied && last.Part == part &&
			last.Orig+(off-last.Text) == int32(orig) {
			return // goes on where the last one ended
		}
	}
	b.segs = append(b.segs, Seg{off, int32(orig), part, k})
}

// At says that the text from here on is at p.
func (b *Builder) At(p Place) {
	p.Off = int32(b.sb.Len())
	if n := len(b.places); n > 0 && b.places[n-1].Off == p.Off {
		b.places[n-1] = p
		return
	}
	b.places = append(b.places, p)
}

// Cell adds c, whose span the caller has written.
func (b *Builder) Cell(c Cell) { b.cells = append(b.cells, c) }

// Note says that the file holds something beside its text at this point.
func (b *Builder) Note(k NoteKind, words string) { b.NoteAt(b.Len(), k, words) }

// NoteAt is Note at an earlier offset. Notes must be given in text order.
func (b *Builder) NoteAt(off int, k NoteKind, words string) {
	const most = 200
	if len(words) > most {
		cut := most
		for cut > 0 && !utf8.RuneStart(words[cut]) {
			cut--
		}
		words = words[:cut]
	}
	b.notes = append(b.notes, Note{k, int32(off), words})
}

// Text returns what was collected.
func (b *Builder) Text() *Text {
	t := Mapped(b.sb.String(), b.segs, b.parts, b.places)
	t.cells, t.notes = b.cells, b.notes
	return t
}

// Grow makes room for n more bytes.
func (b *Builder) Grow(n int) { b.sb.Grow(n) }

// Since returns what has been written from offset off on.
func (b *Builder) Since(off int) string { return b.sb.String()[off:] }
