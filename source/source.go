// Package source holds the text of one document and the positions in it.
//
// A Text is immutable UTF-8. Every Span in the program is a pair of byte
// offsets into exactly one Text; lines, columns, pages and cells are worked out
// only when a person or another program is told. Where the text was extracted
// from another form (GB18030, .docx, .html, .pdf, .xlsx) the Text carries two
// sorted tables: segments lead an offset back to the byte it came from, places
// name it as a person would ("page 3", "sheet 台账, cell C5").
package source

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// MaxLen is the greatest length of a Text in bytes. Offsets are int32.
const MaxLen = 1<<31 - 1

// A Span is a half-open range [Start, End) of byte offsets in a Text. An empty
// span still has a place: Start says where.
type Span struct{ Start, End int32 }

// Len returns the number of bytes in s.
func (s Span) Len() int { return int(s.End - s.Start) }

// Empty reports whether s has no bytes.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// In returns the bytes of text that s names.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// A Kind says how the bytes of a segment came to be.
type Kind uint8

// Kinds of segment.
const (
	Copied     Kind = iota // byte for byte as in the original part
	Transcoded             // from another encoding; Orig is right at the segment's start only
	Entity                 // from a character reference
	Synthetic              // not in the original: a computed list number, a cell separator
)

// A Seg says that the text from offset Text on comes from the original at
// offset Orig of part Part. It holds until the next segment.
type Seg struct {
	Text, Orig int32
	Part       uint16 // index into Parts
	Kind       Kind
}

// A Place names the text from offset Off on as a person would. A zero field is
// unknown; all numbers are 1-based.
type Place struct {
	Off   int32  `json:"-"`
	Page  int32  `json:"page,omitempty"`
	Para  int32  `json:"paragraph,omitempty"`
	Table int32  `json:"table,omitempty"`
	Row   int32  `json:"row,omitempty"`
	Col   int32  `json:"column,omitempty"` // column of the table or sheet, not of the line
	Sheet string `json:"sheet,omitempty"`
	Cell  string `json:"cell,omitempty"` // "C5"
	Part  string `json:"part,omitempty"` // footnote, header, text box, comment: where it is not the body
}

// A Cell is one cell of a table or sheet. Its text may hold line ends. A merged
// cell is given once, where it begins; Rows and Cols say how many it covers.
type Cell struct {
	Span
	Table, Row, Col int32 // 1-based; Table counts through the document, sheets included
	Rows, Cols      int32 // at least 1
}

// A Note tells of something that the file holds beside its visible text and
// that its reader may not know of: it is not part of the text.
type Note struct {
	Kind  NoteKind
	Off   int32  // where in the text it belongs
	Words string // what it says, at most 200 bytes
}

// A NoteKind says what a Note tells of.
type NoteKind string

// Kinds of note.
const (
	NoteComment  NoteKind = "comment"  // a reviewer's comment
	NoteInserted NoteKind = "inserted" // a tracked insertion; its words are in the text
	NoteDeleted  NoteKind = "deleted"  // a tracked deletion; its words are not
	NoteHidden   NoteKind = "hidden"   // hidden words, a hidden row, column or sheet
	NoteAuthor   NoteKind = "author"   // the name of an author or editor in the properties
)

// A Text is the immutable text of one document.
type Text struct {
	body   string
	segs   []Seg
	parts  []string
	places []Place
	cells  []Cell
	notes  []Note
	valid  string // body, or body with each byte that is no UTF-8 replaced by SUB

	lineOnce sync.Once
	lines    []int32 // offset of each line's first byte
}

// New returns the Text of a plain UTF-8 string that is its own original.
// It panics if body is longer than MaxLen; intake refuses such files long before.
func New(body string) *Text { return Mapped(body, nil, nil, nil) }

// Mapped returns a Text with the tables that lead back to its original. segs
// and places must ascend by offset; parts names what Seg.Part counts.
func Mapped(body string, segs []Seg, parts []string, places []Place) *Text {
	if len(body) > MaxLen {
		panic("source: text longer than MaxLen")
	}
	return &Text{body: body, segs: segs, parts: parts, places: places, valid: valid(body)}
}

// valid returns body if it is UTF-8, else a copy of the same length in which each
// byte that is none is 0x1A (SUB).
func valid(body string) string {
	if utf8.ValidString(body) {
		return body
	}
	b := []byte(body)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			b[i] = 0x1A
		}
		i += n
	}
	return string(b)
}

// Valid returns the text as valid UTF-8: the same bytes at the same offsets, but
// for those that are no UTF-8, which are 0x1A. Readers decode it without checks.
func (t *Text) Valid() string { return t.valid }

// Cells returns the cells of the document's tables in text order.
func (t *Text) Cells() []Cell { return t.cells }

// Notes returns what the file holds beside its text, in text order.
func (t *Text) Notes() []Note { return t.notes }

// String returns the whole text.
func (t *Text) String() string { return t.body }

// Len returns the length of the text in bytes.
func (t *Text) Len() int { return len(t.body) }

// Slice returns the words that s names.
func (t *Text) Slice(s Span) string { return t.body[s.Start:s.End] }

// An Origin is an offset in the original file or in one of its parts.
type Origin struct {
	Part string // "" for a file that has no parts
	Off  int32
	Kind Kind
}

// Origin leads offset off of the text back to the original.
func (t *Text) Origin(off int32) Origin {
	i, ok := slices.BinarySearchFunc(t.segs, off, func(s Seg, off int32) int { return cmp.Compare(s.Text, off) })
	if !ok {
		i--
	}
	if i < 0 {
		return Origin{Off: off}
	}
	s := t.segs[i]
	o := Origin{Off: s.Orig, Kind: s.Kind}
	if s.Kind == Copied {
		o.Off += off - s.Text
	}
	if int(s.Part) < len(t.parts) {
		o.Part = t.parts[s.Part]
	}
	return o
}

// Place names offset off as a person would; the zero Place if nothing is known
// but the line.
func (t *Text) Place(off int32) Place {
	i := sort.Search(len(t.places), func(i int) bool { return t.places[i].Off > off }) - 1
	if i < 0 {
		return Place{}
	}
	return t.places[i]
}

// A Position is an offset as an editor would name it, 1-based.
type Position struct{ Line, Col int }

func (t *Text) lineStarts() []int32 {
	t.lineOnce.Do(func() {
		t.lines = append(t.lines, 0)
		for i := 0; ; {
			j := strings.IndexByte(t.body[i:], '\n')
			if j < 0 {
				return
			}
			i += j + 1
			t.lines = append(t.lines, int32(i))
		}
	})
	return t.lines
}

func (t *Text) line(off int32) (n int, start int32) {
	lines := t.lineStarts()
	n = sort.Search(len(lines), func(i int) bool { return lines[i] > off })
	return n, lines[n-1]
}

// LineAt returns the line of off, 1-based. Unlike Position it costs the same on
// lines of any length.
func (t *Text) LineAt(off int32) int {
	n, _ := t.line(off)
	return n
}

// Position returns the line of off and its column counted in characters.
func (t *Text) Position(off int32) Position {
	n, start := t.line(off)
	return Position{n, utf8.RuneCountInString(t.body[start:off]) + 1}
}

// PositionUTF16 returns the line of off and its column counted in UTF-16 code
// units, as SARIF (columnKind utf16CodeUnits), browsers and LSP want it.
func (t *Text) PositionUTF16(off int32) Position {
	n, start := t.line(off)
	return Position{n, UTF16Len(t.body[start:off]) + 1}
}

// OffsetUTF16 is the inverse of PositionUTF16. A position outside the text is
// moved to the nearest offset in it.
func (t *Text) OffsetUTF16(p Position) int32 {
	lines := t.lineStarts()
	n := min(max(p.Line, 1), len(lines))
	off := int(lines[n-1])
	for units := p.Col - 1; units > 0 && off < len(t.body) && t.body[off] != '\n'; {
		r, size := utf8.DecodeRuneInString(t.body[off:])
		units -= utf16Units(r)
		off += size
	}
	return int32(off)
}

// Line returns the span of line n (1-based) without its line end.
func (t *Text) Line(n int) Span {
	lines := t.lineStarts()
	s := Span{lines[n-1], int32(len(t.body))}
	if n < len(lines) {
		s.End = lines[n] - 1
	}
	if s.End > s.Start && t.body[s.End-1] == '\r' {
		s.End--
	}
	return s
}

// Lines returns how many lines the text has; an empty text has one.
func (t *Text) Lines() int { return len(t.lineStarts()) }

// UTF16Len returns the length of s in UTF-16 code units; an invalid byte counts
// as one, as the replacement character does.
func UTF16Len(s string) int {
	n := 0
	for _, r := range s {
		n += utf16Units(r)
	}
	return n
}

func utf16Units(r rune) int {
	if r >= 0x10000 {
		return 2
	}
	return 1
}
