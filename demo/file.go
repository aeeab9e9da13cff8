package demo

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"unicode/utf16"
)

// The files that prove something, made of the words that they are about. Each kind
// has its own way to be shown.

// photo draws a picture of a weir under a sky: what is on a photograph of work done.
// n makes each one another.
func photo(n int) []byte {
	const w, h = 480, 320
	palette := color.Palette{color.RGBA{208, 226, 238, 255}, color.RGBA{178, 206, 226, 255}, color.RGBA{236, 214, 150, 255}, color.RGBA{120, 150, 110, 255},
		color.RGBA{94, 126, 92, 255}, color.RGBA{150, 150, 146, 255}, color.RGBA{112, 112, 110, 255}, color.RGBA{96, 146, 170, 255}, color.RGBA{140, 182, 200, 255}, color.RGBA{186, 72, 52, 255}}
	p := image.NewPaletted(image.Rect(0, 0, w, h), palette)
	sunX, sunY, hill, far := 60+n*37%360, 40+n*13%40, 124+n*7%24, 60+n*29%140
	for y := range h {
		for x := range w {
			c := uint8(0)
			switch dx, dy := x-sunX, y-sunY; {
			case y >= 232:
				c = 7
				if (x+y*3+n*11)%37 < 5 {
					c = 8
				}
			case y >= 170 && x > 90 && x < 400:
				c = 5
				if (x-90)%62 < 5 || y < 178 {
					c = 6
				}
				if x > 200+n%90 && x < 226+n%90 && y > 186 && y < 214 {
					c = 9
				}
			case y > hill+min((x-far)*(x-far)/700, (x-far-230)*(x-far-230)/1100+14):
				c = 3
				if (x*7+y*5)%11 < 3 {
					c = 4
				}
			case dx*dx+dy*dy < 420:
				c = 2
			case y > hill-40:
				c = 1
			}
			p.SetColorIndex(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		panic("demo: a picture has no file: " + err.Error()) // it is written to memory: a bug
	}
	return b.Bytes()
}

// letter writes a .docx file of a title and paragraphs.
func letter(title string, paragraphs ...string) []byte {
	var body strings.Builder
	body.WriteString(`<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val="36"/></w:rPr><w:t>` + escape(title) + `</w:t></w:r></w:p>`)
	for _, p := range paragraphs {
		body.WriteString(`<w:p><w:pPr><w:ind w:firstLine="640"/></w:pPr><w:r><w:rPr><w:sz w:val="32"/></w:rPr><w:t>` + escape(p) + `</w:t></w:r></w:p>`)
	}
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body.String() + `<w:sectPr/></w:body></w:document>`},
	} {
		w, err := z.Create(f[0])
		if err == nil {
			_, err = w.Write([]byte(head + f[1]))
		}
		if err != nil {
			panic("demo: a letter has no file: " + err.Error())
		}
	}
	if err := z.Close(); err != nil {
		panic("demo: a letter has no file: " + err.Error())
	}
	return b.Bytes()
}

func escape(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) //nolint:errcheck // a strings.Builder takes everything
	return b.String()
}

// scan writes a .pdf file of one page with a title and lines. Its font is one that
// readers of PDF files bring with them, so that it need not be in the file.
func scan(title string, lines ...string) []byte {
	var page strings.Builder
	fmt.Fprintf(&page, "0.75 0.16 0.12 RG 2 w 60 758 m 535 758 l S\nBT /F1 20 Tf 60 772 Td <%s> Tj ET\n", wide(title))
	for i, line := range lines {
		fmt.Fprintf(&page, "BT /F1 12 Tf 60 %d Td <%s> Tj ET\n", 728-22*i, wide(line))
	}
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 7 0 R >>",
		"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>",
		"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 6 0 R >>",
		"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%sendstream", page.Len(), page.String()),
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}

// wide returns s as hexadecimal UTF-16.
func wide(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}
