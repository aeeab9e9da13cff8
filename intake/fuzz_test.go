package intake

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"
)

// whole checks what must hold of any text that was read.
func whole(t *testing.T, f *File, err error) {
	t.Helper()
	if err != nil {
		sentence(t, err)
		return
	}
	x := f.Text
	n := int32(x.Len())
	last := int32(0)
	for _, c := range x.Cells() {
		if c.Start < last || c.End < c.Start || c.End > n || c.Rows < 1 || c.Cols < 1 || c.Row < 1 || c.Col < 1 {
			t.Fatalf("cell %+v behind %d in %d bytes", c, last, n)
		}
		last = c.Start
	}
	last = 0
	for _, c := range x.Notes() {
		if c.Off < last || c.Off > n {
			t.Fatalf("note %+v behind %d", c, last)
		}
		last = c.Off
	}
	s := x.String()
	for i := 0; i < len(s); i += max(1, len(s)/100) {
		if o := x.Origin(int32(i)); o.Off < 0 {
			t.Fatalf("origin %+v", o)
		}
		x.Place(int32(i))
	}
}

func FuzzTxt(f *testing.F) {
	f.Add([]byte("一、加强学习\r\n（一）整改"))
	f.Add([]byte("\xFF\xFE\x00\x4E\x01\x30"))
	f.Add([]byte("\xD2\xBB\xA1\xA2\xBC\xD3\xC7\xBF"))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := Read(context.Background(), "a.txt", b)
		whole(t, got, err)
		if err == nil && got.Format == TXT && got.Encoding == "utf-8" && got.Text.String() != string(b) {
			t.Fatal("plain text was changed")
		}
	})
}

// FuzzDocx takes the body of a document and its numbering.
func FuzzDocx(f *testing.F) {
	for _, c := range numberedCases {
		f.Add(c.body, c.numbering, c.styles)
	}
	f.Add(`<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>`, "", "")
	f.Add(`<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>`, "", "")
	f.Add(`<w:p><w:ins><w:r><w:t>甲</w:t></w:r></w:ins><w:del><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:del></w:p>`, "", "")
	f.Fuzz(func(t *testing.T, body, numbering, styles string) {
		got, err := Read(context.Background(), "a.docx", docxOf(body, part{"numbering.xml", numbering}, part{"styles.xml", styles}))
		whole(t, got, err)
	})
}

func FuzzHTML(f *testing.F) {
	f.Add(`<div>一、甲<br>二、乙<table><tr><td rowspan=2>a<td>b<tr><td>c</table>`)
	f.Add(`<ol type=A start=3><li>甲<li value=9>乙<p hidden>丙<pre>丁
戊</pre></ol>&nbsp;&#x4e00`)
	f.Add(`<table><tr><td colspan=99999999 rowspan=65534>x</td><table><tr><td>y`)
	f.Fuzz(func(t *testing.T, page string) {
		got, err := Read(context.Background(), "a.html", []byte("<html>"+page))
		whole(t, got, err)
		if err == nil && got.Format == HTML && utf8.ValidString(page) && !utf8.ValidString(got.Text.String()) {
			t.Fatal("characters were cut")
		}
	})
}

// FuzzXLSX takes the XML of a sheet and of the shared strings.
func FuzzXLSX(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1"><v>45107</v></c></row>`, `<si><t>甲</t></si>`, `<mergeCells><mergeCell ref="A1:B2"/></mergeCells>`)
	f.Add(`<row r="1048576" hidden="1"><c r="XFD1048576" t="inlineStr"><is><t>甲</t></is></c></row>`, ``, `<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`)
	f.Fuzz(func(t *testing.T, rows, shared, after string) {
		if strings.Count(rows, "1048") > 2 {
			return // a million empty rows take a second each time
		}
		const ns = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
		const kind = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
		got, err := Read(context.Background(), "a.xlsx", zipOf(
			part{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`},
			part{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + kind + `officeDocument" Target="xl/workbook.xml"/></Relationships>`},
			part{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + kind + `worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + kind + `sharedStrings" Target="sharedStrings.xml"/></Relationships>`},
			part{"xl/workbook.xml", `<workbook ` + ns + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>`},
			part{"xl/worksheets/sheet1.xml", `<worksheet ` + ns + `><cols><col min="2" max="2" hidden="1"/></cols><sheetData>` + rows + `</sheetData>` + after + `</worksheet>`},
			part{"xl/sharedStrings.xml", `<sst ` + ns + `>` + shared + `</sst>`}))
		whole(t, got, err)
	})
}
