package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"unicode/utf16"
)

// A file is a PDF being written: objects numbered from 1. Who wrote it and when is
// not in it, and its mark is a digest of what is.
type file struct {
	b    bytes.Buffer
	offs []int
	pack *zlib.Writer
	tmp  bytes.Buffer
}

func newFile() *file {
	f := &file{}
	f.pack, _ = zlib.NewWriterLevel(&f.tmp, 5) // a known level
	f.b.WriteString("%PDF-1.5\n%\xe4\xb8\xad\xe6\x96\x87\n")
	return f
}

// reserve returns the number of an object that is written later.
func (f *file) reserve() int {
	f.offs = append(f.offs, 0)
	return len(f.offs)
}

func (f *file) begin(n int) {
	f.offs[n-1] = f.b.Len()
	fmt.Fprintf(&f.b, "%d 0 obj\n", n)
}

// object writes an object.
func (f *file) object(n int, format string, args ...any) {
	f.begin(n)
	fmt.Fprintf(&f.b, format, args...)
	f.b.WriteString("\nendobj\n")
}

// stream writes bytes, packed.
func (f *file) stream(n int, b []byte, more string) {
	f.tmp.Reset()
	f.pack.Reset(&f.tmp)
	f.pack.Write(b) // a buffer takes all
	f.pack.Close()
	f.begin(n)
	fmt.Fprintf(&f.b, "<</Filter/FlateDecode/Length %d%s>>\nstream\n", f.tmp.Len(), more)
	f.b.Write(f.tmp.Bytes())
	f.b.WriteString("\nendstream\nendobj\n")
}

// finish writes the table of places and hands the file over.
func (f *file) finish(w io.Writer, root, info int) error {
	sum := sha256.Sum256(f.b.Bytes())
	id := hex.EncodeToString(sum[:16])
	start := f.b.Len()
	fmt.Fprintf(&f.b, "xref\n0 %d\n0000000000 65535 f \n", len(f.offs)+1)
	for _, at := range f.offs {
		fmt.Fprintf(&f.b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&f.b, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF\n", len(f.offs)+1, root, info, id, id, start)
	_, err := w.Write(f.b.Bytes())
	return err
}

// font writes a subset as a font and returns the number of its object.
func (f *file) font(s *subset, name string) int {
	font, cid, desc, data, words := f.reserve(), f.reserve(), f.reserve(), f.reserve(), f.reserve()
	ttf := s.file()
	f.stream(data, ttf, "/Length1 "+strconv.Itoa(len(ttf)))
	f.stream(words, s.words(), "")
	f.object(desc, "<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 80/FontFile2 %d 0 R>>",
		name, s.face.scaled(s.face.box[0]), s.face.scaled(s.face.box[1]), s.face.scaled(s.face.box[2]), s.face.scaled(s.face.box[3]),
		s.face.scaled(s.face.ascent), s.face.scaled(s.face.descent), s.face.scaled(s.face.ascent)*7/10, data)
	f.object(cid, "<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/DW 1000/W[%s]/FontDescriptor %d 0 R>>",
		name, s.widths(), desc)
	f.object(font, "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, cid, words)
	return font
}

// widths lists the widths that are not 1000.
func (s *subset) widths() string {
	var b []byte
	open := false
	for i, w := range s.width {
		switch {
		case w == 1000 && open:
			b, open = append(b, ']'), false
		case w == 1000:
		case open:
			b = strconv.AppendInt(append(b, ' '), int64(w), 10)
		default:
			b = strconv.AppendInt(b, int64(i), 10)
			b = strconv.AppendInt(append(b, '['), int64(w), 10)
			open = true
		}
	}
	if open {
		b = append(b, ']')
	}
	return string(b)
}

// words says which character each glyph is, for those who search or copy.
func (s *subset) words() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n" +
		"/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n1 begincodespacerange<0000><FFFF>endcodespacerange\n")
	for from := 1; from < len(s.runes); from += 100 {
		part := s.runes[from:min(from+100, len(s.runes))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(part))
		for i, r := range part {
			fmt.Fprintf(&b, "<%04X><%s>\n", from+i, hexOf(string(r)))
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap CMapName currentdict/CMap defineresource pop end end")
	return b.Bytes()
}

// hexOf returns s in UTF-16 as hexadecimal.
func hexOf(s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = appendHex(b, u)
	}
	return string(b)
}

func appendHex(b []byte, u uint16) []byte {
	const digits = "0123456789ABCDEF"
	return append(b, digits[u>>12], digits[u>>8&15], digits[u>>4&15], digits[u&15])
}
