package blob_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"
)

// zipOf returns a zip with parts of these names.
func zipOf(t testing.TB, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		w, err := z.Create(n)
		if err == nil {
			_, err = w.Write([]byte("application/vnd.oasis.opendocument.text"))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// lockedZip returns a zip whose first part is marked as encrypted.
func lockedZip(t testing.TB) []byte {
	b := zipOf(t, "a.txt")
	b[6] |= 1
	b[bytes.Index(b, []byte("PK\x01\x02"))+8] |= 1
	return b
}

// compoundOf returns an OLE compound file with at most three empty streams of
// these names.
func compoundOf(streams ...string) []byte {
	const sector, free, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
	b := make([]byte, 3*sector) // header, allocation table, directory
	le := binary.LittleEndian
	copy(b, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	le.PutUint16(b[24:], 0x3E)
	le.PutUint16(b[26:], 3)
	le.PutUint16(b[28:], 0xFFFE)
	le.PutUint16(b[30:], 9)
	le.PutUint16(b[32:], 6)
	le.PutUint32(b[44:], 1)    // sectors of the allocation table
	le.PutUint32(b[48:], 1)    // the directory's first sector
	le.PutUint32(b[56:], 4096) // below this a stream is small
	le.PutUint32(b[60:], end)
	le.PutUint32(b[68:], end)
	for i := 80; i < sector; i += 4 {
		le.PutUint32(b[i:], free)
	}
	for i := sector; i < 2*sector; i += 4 {
		le.PutUint32(b[i:], free)
	}
	le.PutUint32(b[sector:], 0xFFFFFFFD) // sector 0 is the table itself
	le.PutUint32(b[sector+4:], end)
	for i, name := range append([]string{"Root Entry"}, streams...) {
		e := b[2*sector+128*i:]
		for j, u := range utf16.Encode([]rune(name)) {
			le.PutUint16(e[2*j:], u)
		}
		le.PutUint16(e[64:], uint16(2*len(name)+2))
		e[66], e[67] = 2, 1 // a stream, black
		le.PutUint32(e[68:], free)
		le.PutUint32(e[72:], free)
		le.PutUint32(e[76:], free)
		le.PutUint32(e[116:], end)
		switch {
		case i == 0:
			e[66] = 5
			le.PutUint32(e[76:], 1)
		case i < len(streams):
			le.PutUint32(e[72:], uint32(i+1))
		}
	}
	return b
}

// samples are files that are of a kind by their first bytes.
var samples = map[string]string{
	"pdf":  "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n",
	"jpg":  "\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01",
	"png":  "\x89PNG\r\n\x1A\n\x00\x00\x00\rIHDR",
	"heic": "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
	"webp": "RIFF\x10\x00\x00\x00WEBPVP8 ",
	"tiff": "II*\x00\x08\x00\x00\x00",
	"bmp":  "BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00",
	"mp4":  "\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2",
	"mov":  "\x00\x00\x00\x14ftypqt  \x00\x00\x02\x00qt  ",
	"m4a":  "\x00\x00\x00\x18ftypM4A \x00\x00\x02\x00M4A mp42",
	"mp3":  "\xFF\xFB\x90\x64\x00\x0F\xF0\x00",
	"wav":  "RIFF\x24\x00\x00\x00WAVEfmt ",
	"exe":  "MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xFF\xFF",
	"elf":  "\x7FELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x3E\x00",
	"gif":  "GIF89a\x01\x00\x01\x00",
	"rar":  "Rar!\x1A\x07\x01\x00\x00",
	"txt":  "一、整改情况\n1. 已制定《资金管理办法》。\n",
	"gbk":  "\xD5\xFB\xB8\xC4\xC7\xE9\xBF\xF6\r\n",
	"csv":  "序号,问题,状态\n1,台账不全,已整改\n2,手续不齐,整改中\n",
	"html": "<!DOCTYPE html><html><body>整改公开</body></html>",
	"eml":  "Received: from a by b\r\nFrom: clerk@example.org\r\nSubject: report\r\n\r\nbody\r\n",
	"sh":   "#!/bin/sh\necho hello\n",
	"rtf":  `{\rtf1\ansi text}`,
}

// contentOf returns a file of the kind that name tells: a sample, parts of a zip
// as "zip:a,b", or streams of a compound file as "ole:a,b".
func contentOf(t testing.TB, name string) []byte {
	t.Helper()
	form, list, ok := strings.Cut(name, ":")
	switch {
	case ok && form == "zip":
		return zipOf(t, strings.Split(list, ",")...)
	case ok && form == "ole":
		return compoundOf(strings.Split(list, ",")...)
	case name == "locked zip":
		return lockedZip(t)
	case name == "cut zip":
		b := zipOf(t, "word/document.xml", "b.txt")
		return b[:len(b)-40]
	case name == "crowded zip": // says that its directory has 512 MiB
		b := zipOf(t, "a.txt")
		b[len(b)-22+15] = 0x20
		return b
	case name == "late pdf":
		return []byte("\xEF\xBB\xBF\x00\x00" + samples["pdf"])
	}
	s, ok := samples[name]
	if !ok {
		t.Fatalf("no sample %q", name)
	}
	return []byte(s)
}
