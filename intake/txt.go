package intake

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"zhenggai/source"
)

// readTXT reads plain text. Line ends stay as they are.
func readTXT(f *File, b []byte, c *charset) error {
	d := c.decode(b)
	if strings.TrimSpace(d.text) == "" {
		return fail(NoText, nil)
	}
	f.Encoding = c.name
	f.Text = source.Mapped(d.text, d.segs, nil, nil)
	return nil
}

// A charset is how the characters of a text file are written.
type charset struct {
	name string
	bom  int // bytes before the text
}

// A decoded text is UTF-8 with the table that leads back to the file's bytes;
// a nil table means that they are the same.
type decoded struct {
	text string
	segs []source.Seg
}

var boms = []struct{ mark, name string }{
	{"\xEF\xBB\xBF", "utf-8-bom"}, {"\xFF\xFE", "utf-16le"}, {"\xFE\xFF", "utf-16be"},
}

// guessEncoding tells the charset of a text, or nil if b is no text. Valid
// UTF-8 is UTF-8: by chance a Chinese text in another charset never is. Damaged
// UTF-8 stays UTF-8 as long as its sound characters far outweigh the rest.
func guessEncoding(b []byte) *charset {
	for _, m := range boms {
		if bytes.HasPrefix(b, []byte(m.mark)) {
			if wide := m.name != "utf-8-bom"; wide && wideShare(b[2:], m.name == "utf-16be") < 0.5 {
				return nil
			}
			return &charset{m.name, len(m.mark)}
		}
	}
	zero := bytes.IndexByte(b, 0) >= 0
	if !zero && utf8.Valid(b) && fewControls(b) {
		return &charset{"utf-8", 0}
	}
	le, be := wideShare(b, false), wideShare(b, true)
	if max(le, be) >= 0.95 && !zero && utf8Share(b) < 0.5 && gbShare(b) < 0.5 || zero && max(le, be) >= 0.97 {
		if le >= be {
			return &charset{"utf-16le", 0}
		}
		return &charset{"utf-16be", 0}
	}
	if zero || !fewControls(b) {
		return nil
	}
	u, gb := utf8Share(b), gbShare(b)
	switch {
	case u >= 0.9 || u > gb && u > 0.5:
		return &charset{"utf-8", 0}
	case gb >= 0.75:
		return &charset{"gb18030", 0}
	}
	return nil
}

// fewControls reports whether b has no more control characters than a text may.
func fewControls(b []byte) bool {
	n := 0
	for _, c := range b {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1A || c == 0x7F {
			n++
		}
	}
	return n <= len(b)/200
}

// utf8Share returns how much of what is not ASCII in b is sound UTF-8.
func utf8Share(b []byte) float64 {
	good, all := 0, 0
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		_, n := utf8.DecodeRune(b[i:])
		if n > 1 {
			good += n
		}
		all += n
		i += n
	}
	return share(good, all)
}

// gbShare returns how much of what is not ASCII in b is made of the characters
// of GB 2312, which a Chinese text is nearly all made of, or of four bytes, whose
// form is rare by chance. The rest of GB 18030 gives almost any two bytes a
// meaning, so it counts a third.
func gbShare(b []byte) float64 {
	good, all := 0, 0
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		n := gbLen(b[i:])
		all += 3 * max(n, 1)
		switch {
		case n == 4, n == 2 && b[i] >= 0xA1 && b[i] <= 0xF7 && b[i+1] >= 0xA1:
			good += 3 * n
		case n > 0:
			good += n
		}
		i += max(n, 1)
	}
	return share(good, all)
}

func share(good, all int) float64 {
	if all == 0 {
		return 0
	}
	return float64(good) / float64(all)
}

// gbLen returns the length of the GB 18030 character that b begins with, 0 if
// it begins with none.
func gbLen(b []byte) int {
	if len(b) < 2 || b[0] < 0x81 || b[0] == 0xFF {
		return 0
	}
	switch c := b[1]; {
	case c >= 0x40 && c <= 0xFE && c != 0x7F:
		return 2
	case c >= '0' && c <= '9' && len(b) >= 4 && b[2] >= 0x81 && b[2] <= 0xFE && b[3] >= '0' && b[3] <= '9':
		return 4
	}
	return 0
}

// wideShare returns how many of the 16-bit units of b are Han, Chinese
// punctuation or printable ASCII.
func wideShare(b []byte, big bool) float64 {
	good, all := 0, 0
	for i := 0; i+1 < len(b); i += 2 {
		all++
		u := unit(b[i:], big)
		switch {
		case u >= 0x3400 && u <= 0x9FFF, u >= 0xD800 && u <= 0xDFFF, u >= 0x3000 && u <= 0x303F, u >= 0xFF00 && u <= 0xFFEF, u >= 0x2000 && u <= 0x206F,
			u >= 0x20 && u < 0x7F, u == '\n', u == '\r', u == '\t':
			good++
		}
	}
	return share(good, all)
}

func unit(b []byte, big bool) uint16 {
	if big {
		return uint16(b[0])<<8 | uint16(b[1])
	}
	return uint16(b[1])<<8 | uint16(b[0])
}

// sample returns the beginning of the text, made from its first n bytes.
func (c *charset) sample(b []byte, n int) string {
	return c.decode(b[:min(len(b), n)]).text
}

func (c *charset) decode(b []byte) decoded {
	switch c.name {
	case "gb18030":
		return decodeGB(b)
	case "utf-16le":
		return decodeWide(b, c.bom, false)
	case "utf-16be":
		return decodeWide(b, c.bom, true)
	}
	d := decoded{text: string(b[c.bom:])}
	if c.bom > 0 {
		d.segs = []source.Seg{{Text: 0, Orig: int32(c.bom), Kind: source.Copied}}
	}
	return d
}

// runLen is how many characters share one transcoded segment: an offset within
// a segment leads back to the segment's start, so this is how far off it is.
const runLen = 16

// decodeGB decodes GB 18030. ASCII stands as copied segments between runs of
// transcoded ones.
func decodeGB(b []byte) decoded {
	var sb strings.Builder
	sb.Grow(len(b) + len(b)/2)
	var segs []source.Seg
	dec := simplifiedchinese.GB18030.NewDecoder()
	var buf [8 * runLen]byte
	for i := 0; i < len(b); {
		at, off := i, sb.Len()
		if b[i] < utf8.RuneSelf {
			for i < len(b) && b[i] < utf8.RuneSelf {
				i++
			}
			segs = append(segs, source.Seg{Text: int32(off), Orig: int32(at), Kind: source.Copied})
			sb.Write(b[at:i])
			continue
		}
		for n := 0; n < runLen && i < len(b) && b[i] >= utf8.RuneSelf; n++ {
			i += max(1, gbLen(b[i:]))
		}
		dec.Reset()
		n, _, _ := dec.Transform(buf[:], b[at:i], true)
		segs = append(segs, source.Seg{Text: int32(off), Orig: int32(at), Kind: source.Transcoded})
		sb.Write(buf[:n])
	}
	return decoded{sb.String(), segs}
}

// decodeWide decodes UTF-16. A lone surrogate or odd last byte becomes U+FFFD.
func decodeWide(b []byte, at int, big bool) decoded {
	var sb strings.Builder
	sb.Grow(len(b) + len(b)/2)
	var segs []source.Seg
	for n := 0; at < len(b); n++ {
		if n%runLen == 0 {
			segs = append(segs, source.Seg{Text: int32(sb.Len()), Orig: int32(at), Kind: source.Transcoded})
		}
		if at+1 == len(b) {
			sb.WriteRune(utf8.RuneError)
			break
		}
		r := rune(unit(b[at:], big))
		at += 2
		if utf16.IsSurrogate(r) {
			low := rune(0)
			if at+1 < len(b) {
				low = rune(unit(b[at:], big))
			}
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				at += 2
			}
		}
		sb.WriteRune(r)
	}
	return decoded{sb.String(), segs}
}
