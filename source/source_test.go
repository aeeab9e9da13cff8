package source

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestPositions(t *testing.T) {
	t.Parallel()
	text := New("一、甲\r\n𠮷b\n\nc")
	for _, c := range []struct {
		off         int32
		line, col   int
		col16       int
		lineContent string
	}{
		{0, 1, 1, 1, "一、甲"}, {6, 1, 3, 3, "一、甲"}, {11, 2, 1, 1, "𠮷b"}, {15, 2, 2, 3, "𠮷b"}, {17, 3, 1, 1, ""}, {18, 4, 1, 1, "c"}, {19, 4, 2, 2, "c"},
	} {
		p, q := text.Position(c.off), text.PositionUTF16(c.off)
		if p != (Position{c.line, c.col}) || q != (Position{c.line, c.col16}) {
			t.Errorf("offset %d is at %v and %v, want %d:%d and %d:%d", c.off, p, q, c.line, c.col, c.line, c.col16)
		}
		if got := text.Slice(text.Line(c.line)); got != c.lineContent {
			t.Errorf("line %d is %q, want %q", c.line, got, c.lineContent)
		}
	}
	if text.Lines() != 4 || New("").Lines() != 1 {
		t.Errorf("%d lines and %d", text.Lines(), New("").Lines())
	}
}

// TestUTF16RoundTrip holds that the position of each character leads back to it.
func TestUTF16RoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune("整改a\n𠮷《é"))).Draw(t, "s")
		text := New(s)
		for i := range s {
			if got := text.OffsetUTF16(text.PositionUTF16(int32(i))); got != int32(i) {
				t.Fatalf("%q: offset %d comes back as %d", s, i, got)
			}
		}
	})
}

// TestBuilder holds that each character that was copied leads back to its byte in
// the original, and that places hold until the next one.
func TestBuilder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		original := rapid.StringOfN(rapid.RuneFrom([]rune("整改措施abc<>")), 1, 60, -1).Draw(t, "original")
		var b Builder
		b.Part("word/document.xml")
		type copied struct{ text, orig, n int }
		var kept []copied
		for i := 0; i < len(original); {
			_, n := utf8.DecodeRuneInString(original[i:])
			switch rapid.IntRange(0, 3).Draw(t, "do") {
			case 0: // left out
			case 1:
				b.Synthetic("│", i)
				fallthrough
			default:
				kept = append(kept, copied{b.Len(), i, n})
				b.Write(original[i:i+n], i, Copied)
			}
			i += n
		}
		text := b.Text()
		for _, k := range kept {
			for d := range k.n {
				o := text.Origin(int32(k.text + d))
				if o.Part != "word/document.xml" || o.Kind != Copied || int(o.Off) != k.orig+d {
					t.Fatalf("byte %d leads to %+v, want %d", k.text+d, o, k.orig+d)
				}
			}
			if text.String()[k.text:k.text+k.n] != original[k.orig:k.orig+k.n] {
				t.Fatalf("other words at %d", k.text)
			}
		}
	})
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	var b Builder
	b.Part("sheet")
	b.At(Place{Sheet: "台账", Cell: "A1"})
	b.Write("序号", 0, Copied)
	b.Synthetic("│", 6)
	b.At(Place{Sheet: "台账", Cell: "B1"})
	b.Write("问题", 7, Copied)
	text := b.Text()
	want := []string{"A1", "A1", "B1"}
	for i, off := range []int32{0, 8, 9} {
		if got := text.Place(off); got.Cell != want[i] {
			t.Errorf("offset %d is in cell %s, want %s", off, got.Cell, want[i])
		}
	}
	if got := New("x").Place(0); got != (Place{}) {
		t.Errorf("a plain text has the place %v", got)
	}
}

func TestValid(t *testing.T) {
	t.Parallel()
	s := "整\xe6改\xff。"
	text := New(s)
	if text.String() != s {
		t.Error("the text itself was changed")
	}
	if want := "整\x1a改\x1a。"; text.Valid() != want {
		t.Error(cmp.Diff(want, text.Valid()))
	}
	if got := New("整改"); got.Valid() != got.String() {
		t.Error("a valid text was changed")
	}
}

func TestNotes(t *testing.T) {
	t.Parallel()
	var b Builder
	b.Write("甲", 0, Copied)
	b.Note(NoteDeleted, strings.Repeat("删", 100))
	n := b.Text().Notes()
	if len(n) != 1 || n[0].Off != 3 || len(n[0].Words) > 200 || !utf8.ValidString(n[0].Words) {
		t.Errorf("notes are %v", n)
	}
}

func TestSpan(t *testing.T) {
	t.Parallel()
	a, b := Span{2, 5}, Span{4, 8}
	if a.Len() != 3 || a.Empty() || !a.Overlaps(b) || a.Contains(b) || !(Span{2, 9}).Contains(b) || a.In("abcdef") != "cde" || (Span{5, 8}).Overlaps(a) {
		t.Error("spans do not behave")
	}
}
