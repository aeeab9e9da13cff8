package intake

import (
	"bytes"
	"context"
	"strings"
)

// A form is one of the kinds of file that can be read.
type form struct {
	name string
	read func(context.Context, *File, []byte) error
}

var (
	zipMagic = []byte("PK\x03\x04")
	oleMagic = []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
)

// magics lists first bytes of files that are not read, with what to say.
var magics = []struct {
	head  string
	cause Cause
}{
	{"PK\x05\x06", Archive}, {"PK\x07\x08", Archive}, {"Rar!", Archive},
	{"7z\xBC\xAF\x27\x1C", Archive}, {"\x1F\x8B", Archive}, {"BZh", Archive}, {"\xFD7zXZ", Archive},
	{"\xFF\xD8\xFF", Picture}, {"\x89PNG", Picture}, {"GIF8", Picture}, {"II*\x00", Picture}, {"MM\x00*", Picture},
	{`{\rtf`, OldWord},
}

// recognise tells the form of a file from its content.
func recognise(b []byte) (form, error) {
	if bytes.HasPrefix(b, zipMagic) {
		return recogniseZip(b)
	}
	if bytes.HasPrefix(b, oleMagic) {
		return form{}, fail(oleCause(b), nil)
	}
	if isPDF(b) {
		return form{PDF, readPDF}, nil
	}
	for _, m := range magics {
		if bytes.HasPrefix(b, []byte(m.head)) {
			return form{}, fail(m.cause, nil)
		}
	}
	if bytes.HasPrefix(b, []byte("RIFF")) && len(b) > 12 && string(b[8:12]) == "WEBP" ||
		bytes.HasPrefix(b, []byte("BM")) && len(b) > 10 && string(b[6:10]) == "\x00\x00\x00\x00" {
		return form{}, fail(Picture, nil)
	}
	return recogniseText(b)
}

// isPDF allows for junk before the header, as readers do.
func isPDF(b []byte) bool { return bytes.Contains(b[:min(len(b), 1024)], []byte("%PDF-")) }

// oleCause tells what an OLE compound file holds by the names in its directory.
func oleCause(b []byte) Cause {
	for _, m := range []struct {
		name  string
		cause Cause
	}{
		{"EncryptedPackage", Encrypted}, {"WordDocument", OldWord}, {"Workbook", OldExcel},
		{"WpsContent", OldWord}, {"PowerPoint Document", Slides}, {"Book", OldExcel},
	} {
		wide := make([]byte, 0, 2*len(m.name))
		for i := range len(m.name) {
			wide = append(wide, m.name[i], 0)
		}
		if bytes.Contains(b, wide) {
			return m.cause
		}
	}
	return OldOffice
}

// recogniseZip tells what a zip holds. A zip whose directory is gone was cut off.
func recogniseZip(b []byte) (form, error) {
	a, err := openArchive(b)
	if err != nil {
		return form{}, err
	}
	switch {
	case a.has("word/document.xml"):
		return docxForm(a), nil
	case a.has("xl/workbook.xml"):
		return xlsxForm(a), nil
	case a.has("xl/workbook.bin"):
		return form{}, fail(OldExcel, nil)
	case a.has("ppt/presentation.xml"):
		return form{}, fail(Slides, nil)
	case a.has("OFD.xml"):
		return form{}, fail(OFD, nil)
	case a.has("mimetype"):
		return form{}, fail(openDocument(a), nil)
	case a.has("[Content_Types].xml"):
		return recogniseParts(a)
	}
	return form{}, fail(Archive, nil)
}

func docxForm(a *archive) form {
	return form{DOCX, func(_ context.Context, f *File, _ []byte) error { return readDOCX(f, a) }}
}

func xlsxForm(a *archive) form {
	return form{XLSX, func(ctx context.Context, f *File, b []byte) error { return readXLSX(ctx, f, b, a) }}
}

// openDocument tells an OpenDocument file by its first part.
func openDocument(a *archive) Cause {
	mime, err := a.part("mimetype")
	switch {
	case err != nil:
		return Archive
	case strings.HasPrefix(mime, "application/vnd.oasis.opendocument.text"):
		return OldWord
	case strings.HasPrefix(mime, "application/vnd.oasis.opendocument.spreadsheet"):
		return OldExcel
	}
	return Archive
}

// recogniseParts tells an Office file whose main part has an unusual name.
func recogniseParts(a *archive) (form, error) {
	types, err := a.part("[Content_Types].xml")
	if err != nil {
		return form{}, err
	}
	switch {
	case strings.Contains(types, "wordprocessingml.document.main") || strings.Contains(types, "word.document.macroEnabled.main"):
		return docxForm(a), nil
	case strings.Contains(types, "spreadsheetml.sheet.main") || strings.Contains(types, "sheet.macroEnabled.main"):
		return xlsxForm(a), nil
	}
	return form{}, fail(Archive, nil)
}

// recogniseText tells html from plain text, and either from a binary file.
func recogniseText(b []byte) (form, error) {
	enc := guessEncoding(b)
	if enc == nil {
		enc = declaredCharset(b)
	}
	if enc == nil {
		return form{}, fail(Binary, nil)
	}
	head := enc.sample(b, sniffLen)
	switch {
	case strings.Contains(head, "<?mso-application") || strings.Contains(head, "<pkg:package"):
		return form{}, fail(OldWord, nil)
	case strings.HasPrefix(head, "MIME-Version:") && strings.Contains(head, "multipart/related"):
		return form{}, fail(WebArchive, nil)
	case looksHTML(head):
		return form{HTML, func(_ context.Context, f *File, b []byte) error { return readHTML(f, b, enc) }}, nil
	}
	if maybeCSV(head) {
		return form{TXT, func(_ context.Context, f *File, b []byte) error { return readCSV(f, b, enc) }}, nil
	}
	return form{TXT, func(_ context.Context, f *File, b []byte) error { return readTXT(f, b, enc) }}, nil
}

// htmlStarts are the tags that a page, or a piece of one, begins with.
var htmlStarts = []string{"!doctype html", "html", "head", "body", "title", "meta", "link", "script", "style",
	"div", "p", "table", "span", "font", "h1", "h2", "h3", "h4", "article", "section", "main", "center", "br", "ul", "ol", "img", "pre", "a "}

// looksHTML reports whether the first bytes of a text are those of a page, or
// of a piece cut from one.
func looksHTML(head string) bool {
	low := strings.ToLower(head)
	s := strings.TrimLeft(low, " \t\r\n\ufeff")
	for strings.HasPrefix(s, "<!--") || strings.HasPrefix(s, "<?") {
		_, rest, ok := strings.Cut(s, ">")
		if !ok {
			break
		}
		s = strings.TrimLeft(rest, " \t\r\n")
	}
	if tag, ok := strings.CutPrefix(s, "<"); ok {
		for _, t := range htmlStarts {
			if rest, ok := strings.CutPrefix(tag, t); ok && (rest == "" || strings.IndexByte(" \t\r\n>/", rest[0]) >= 0 || t == "a ") {
				return true
			}
		}
	}
	tags := strings.Count(low, "</p>") + strings.Count(low, "<br") + strings.Count(low, "</div>") + strings.Count(low, "</span>") + strings.Count(low, "</td>")
	return tags >= 3
}
