package intake

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"zhenggai/fault"
	"zhenggai/source"
)

// sentence checks that err is a fault with one whole sentence in each language.
func sentence(t testing.TB, err error) {
	t.Helper()
	e, ok := errors.AsType[*fault.Error](err)
	if !ok {
		t.Fatalf("%T is no fault: %v", err, err)
	}
	if !strings.HasSuffix(e.Msg.ZH, "。") || strings.Count(e.Msg.ZH, "。") != 1 || !strings.HasSuffix(e.Msg.EN, ".") || e.Kind == "" {
		t.Errorf("not one sentence: %+v", e)
	}
}

func TestSentences(t *testing.T) {
	t.Parallel()
	for c := range sentences {
		sentence(t, fail(c, nil))
		if !errors.Is(fail(c, os.ErrClosed), c) || !errors.Is(fail(c, os.ErrClosed), os.ErrClosed) {
			t.Errorf("%s is not in its own error", c)
		}
	}
}

// wide encodes s as UTF-16.
func wide(s string, big bool) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return b
}

func gbBytes(s string) ([]byte, error) {
	return simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
}

func gb(t testing.TB, s string) []byte {
	t.Helper()
	b, err := gbBytes(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTXT(t *testing.T) {
	t.Parallel()
	const s = "一、加强组织领导（2023年）\r\n　　R&D投入12.4万元，𠮷㐀\n"
	for _, c := range []struct {
		name, encoding string
		b              []byte
		want           string
	}{
		{"utf-8", "utf-8", []byte(s), s},
		{"utf-8-bom", "utf-8-bom", []byte("\uFEFF" + s), s},
		{"gb18030", "gb18030", gb(t, s), s},
		{"utf-16le", "utf-16le", wide("\uFEFF"+s, false), s},
		{"utf-16be", "utf-16be", wide("\uFEFF"+s, true), s},
		{"utf-16le, no mark", "utf-16le", wide(s, false), s},
		{"utf-16be, no mark", "utf-16be", wide(s, true), s},
		{"ascii", "utf-8", []byte("plain\n"), "plain\n"},
		{"damaged utf-8", "utf-8", []byte("党组\xFF会议研究决定\xE4\xB8"), "党组\xFF会议研究决定\xE4\xB8"},
		{"damaged gb", "gb18030", append(gb(t, s+s+s), 0xFF), s + s + s + "\uFFFD"},
		{"a tag does not make a page", "utf-8", []byte("写法是<br>和</p>"), "写法是<br>和</p>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := read(t, "a.txt", c.b)
			if f.Format != TXT || f.Encoding != c.encoding || f.Text.String() != c.want {
				t.Errorf("%s, %s: %q", f.Format, f.Encoding, f.Text)
			}
			checkOrigins(t, f.Text, map[string]string{"": string(c.b)})
		})
	}
}

func TestTXTOrigin(t *testing.T) {
	t.Parallel()
	s := strings.Repeat("党组会议", 20) + "A" + "乙"
	b := gb(t, s)
	x := read(t, "a.txt", b).Text
	off := int32(strings.Index(s, "A"))
	if o := x.Origin(off); o.Off != 160 || o.Kind != source.Copied {
		t.Errorf("A: %+v", o)
	}
	if o := x.Origin(off + 1); o.Off != 161 || o.Kind != source.Transcoded {
		t.Errorf("乙: %+v", o)
	}
	for i := range s { // never farther off than a segment is long
		if o := x.Origin(int32(i)); int(o.Off) > len(b) || o.Kind == source.Transcoded && i/3*2-int(o.Off) > 2*runLen {
			t.Fatalf("%d: %+v", i, o)
		}
	}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	docx := docxOf(p(strings.Repeat("党组会议", 1000), ""))
	deep := strings.Repeat("<w:sdt>", maxDepth+10)
	tables := strings.Repeat("<w:tbl><w:tr><w:tc>", maxTableDeep+1) + strings.Repeat("</w:tc></w:tr></w:tbl>", maxTableDeep+1)
	ole := string(oleMagic) + strings.Repeat("\x00", 512)
	crypt := zipOf(part{"word/document.xml", "x"})
	crypt[6] |= 1
	if i := bytes.Index(crypt, []byte("PK\x01\x02")); i > 0 {
		crypt[i+8] |= 1
	}
	for _, c := range []struct {
		name string
		b    []byte
		want Cause
	}{
		{"empty", nil, Empty},
		{"blank", []byte(" \r\n\t\n"), NoText},
		{"jpeg", []byte("\xFF\xD8\xFF\xE0\x00\x10JFIF\x00"), Picture},
		{"png", []byte("\x89PNG\r\n\x1a\n"), Picture},
		{"noise", bytes.Repeat([]byte{0x01, 0xFE, 0x00, 0x93, 0x07}, 100), Binary},
		{"gzip", []byte("\x1F\x8B\x08\x00"), Archive},
		{"zip of texts", zipOf(part{"a.txt", "甲"}), Archive},
		{"empty zip", zipOf(), Archive},
		{"docx cut", docx[:len(docx)/2], Cut},
		{"docx without its directory", docx[:len(docx)-30], Cut},
		{"docx broken inside", broken(docx), Damaged},
		{"docx part cut", zipOf(part{"word/document.xml", `<w:document ` + wordNS + `><w:body><w:p>`}), Damaged},
		{"docx without text", docxOf("<w:p/>"), NoText},
		{"docx deep", docxOf(deep), Deep},
		{"docx tables deep", docxOf(tables), Deep},
		{"docx bomb", docxOf(strings.Repeat("<w:p/>", 2<<20)), Bomb},
		{"docx encrypted parts", crypt, Encrypted},
		{"office encrypted", []byte(ole + string(wide("EncryptedPackage", false))), Encrypted},
		{"doc", []byte(ole + string(wide("WordDocument", false))), OldWord},
		{"xls", []byte(ole + string(wide("Workbook", false))), OldExcel},
		{"ole", []byte(ole), OldOffice},
		{"rtf", []byte(`{\rtf1\ansi}`), OldWord},
		{"odt", zipOf(part{"mimetype", "application/vnd.oasis.opendocument.text"}), OldWord},
		{"ods", zipOf(part{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}), OldExcel},
		{"pptx", zipOf(part{"ppt/presentation.xml", ""}), Slides},
		{"ofd", zipOf(part{"OFD.xml", ""}), OFD},
		{"mht", []byte("MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n"), WebArchive},
		{"word xml", []byte(`<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>`), OldWord},
		{"html without text", []byte("<html><body><img src=a></body></html>"), NoText},
		{"xlsx broken", zipOf(part{"xl/workbook.xml", "<workbook/>"}), Damaged},
		{"xlsx bomb", zipOf(part{"xl/workbook.xml", strings.Repeat(" ", 8<<20)}), Bomb},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := Read(context.Background(), "a", c.b)
			if !errors.Is(err, c.want) {
				t.Fatalf("got %v, want %s", err, c.want)
			}
			sentence(t, err)
		})
	}
}

// broken flips bytes in the middle of a zip's compressed data.
func broken(b []byte) []byte {
	c := bytes.Clone(b)
	i := bytes.Index(c, []byte("word/document.xml")) + 40
	for k := range 20 {
		c[i+k] ^= 0x5A
	}
	return c
}

func TestOpen(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := func(name string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	sparse := func(name, head string, size int64) string {
		path := file(name, []byte(head))
		if err := os.Truncate(path, size); err != nil {
			t.Skip("no sparse files here: ", err)
		}
		return path
	}
	secret := file("secret.txt", []byte("甲"))
	if err := os.Chmod(secret, 0); err != nil {
		t.Fatal(err)
	}
	f, err := Open(context.Background(), file("报告.wrong", docxOf(p("甲", ""))))
	if err != nil || f.Format != DOCX || f.Name != "报告.wrong" || len(f.SHA256) != 64 || f.Size == 0 {
		t.Errorf("%+v, %v", f, err)
	}
	for _, c := range []struct {
		name, path string
		want       Cause
	}{
		{"missing", filepath.Join(dir, "none"), Missing},
		{"directory", dir, Directory},
		{"empty", file("empty", nil), Empty},
		{"4 GB", sparse("huge", "PK\x03\x04", 4<<30), TooLarge},
		{"100 MB of text", sparse("big.txt", "党组", 100<<20), TooLarge},
		{"device", os.DevNull, Unreadable},
	} {
		t.Run(c.name, func(t *testing.T) {
			from := time.Now()
			_, err := Open(context.Background(), c.path)
			if !errors.Is(err, c.want) {
				t.Fatalf("got %v, want %s", err, c.want)
			}
			sentence(t, err)
			if d := time.Since(from); d > time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
	if os.Getuid() != 0 { // root may read anything
		if _, err := Open(context.Background(), secret); !errors.Is(err, Unreadable) {
			t.Errorf("unreadable: %v", err)
		}
	}
}

// TestNoTrace holds that reading writes nothing to the folder for temporary
// files, whatever the form and however it ends.
func TestNoTrace(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	book := ledger(t)
	docx := docxOf(p("甲", ""))
	for _, b := range [][]byte{book, book[:len(book)/2], docx, docx[:len(docx)/2], []byte("<html><p>甲")} {
		_, _ = Read(context.Background(), "a", b)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
