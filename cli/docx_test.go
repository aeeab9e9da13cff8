package cli

import (
	"archive/zip"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// writeDOCX writes the report linjiang as a Word document with a paragraph for
// each line and a table at the end.
func writeDOCX(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(linjiang)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
	for l := range strings.Lines(string(text)) {
		b.WriteString(`<w:p><w:r><w:t>` + html.EscapeString(strings.TrimSpace(l)) + `</w:t></w:r></w:p>`)
	}
	b.WriteString(`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>序号</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>邮政邮箱</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`)
	path := filepath.Join(t.TempDir(), "临江.docx")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for name, body := range map[string]string{
		"[Content_Types].xml": `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels":         `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml":   b.String(),
	} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// In a document that is not plain text, places are named as in the document.
func TestPlacesInADocument(t *testing.T) {
	t.Parallel()
	r := run(t, "", nil, "check", few, writeDOCX(t))
	if !strings.Contains(r.out, "N02 第14段  ") || strings.Contains(r.out, "   14 │") {
		t.Errorf("no paragraph numbers:\n%s", r.out)
	}
}

func TestPlacesInAWorkbook(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", "台账"); err != nil {
		t.Fatal(err)
	}
	for i, row := range [][]any{{"序号", "问题", "整改措施", "完成时限"}, {1, "学习不深入", "印发《学习制度》", "2024年2月30日"}, {2, "台账不健全", "补登台账12份", "2024年3月1日"}} {
		if err := f.SetSheetRow("台账", "A"+string(rune('1'+i)), &row); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "台账.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	r := run(t, "", nil, "check", "--rule=D05", path)
	if !strings.Contains(r.out, "D05 工作表 台账 D2 ") {
		t.Errorf("no cell:\n%s%s", r.out, r.err)
	}
}
