package intake

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"zhenggai/source"
)

// part is one file of a zip that a test writes.
type part struct{ name, body string }

const wordNS = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ` +
	`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ` +
	`xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" ` +
	`xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"`

// contentTypes is what LibreOffice wants to see of our files, which it is asked
// to read when expectations are checked.
const contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
	`<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`

// zipOf writes a zip of parts.
func zipOf(parts ...part) []byte {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, p := range parts {
		w, err := z.Create(p.name)
		if err != nil {
			panic(err)
		}
		if _, err := io.WriteString(w, p.body); err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return buf.Bytes()
}

// docxOf writes a .docx with the given body and further parts of word/.
func docxOf(body string, more ...part) []byte {
	var rels strings.Builder
	parts := []part{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ` + wordNS + `><w:body>` + body + `<w:sectPr/></w:body></w:document>`},
	}
	for i, m := range more {
		kind := strings.TrimRight(strings.TrimSuffix(m.name, ".xml"), "0123456789")
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>`, i, kind, m.name)
		if strings.Contains(m.name, "/") {
			parts = append(parts, m)
			continue
		}
		body := m.body
		if !strings.Contains(body, "xmlns:w") {
			root := map[string]string{"header": "hdr", "footer": "ftr"}[kind]
			root = "w:" + cmp.Or(root, kind)
			body = `<` + root + ` ` + wordNS + `>` + body + `</` + root + `>`
		}
		parts = append(parts, part{"word/" + m.name, body})
	}
	parts = append(parts, part{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + rels.String() + `</Relationships>`})
	return zipOf(parts...)
}

// p writes a paragraph of one run; props go into its w:pPr.
func p(text, props string) string {
	if props != "" {
		props = "<w:pPr>" + props + "</w:pPr>"
	}
	var t bytes.Buffer
	_ = xml.EscapeText(&t, []byte(text))
	return `<w:p>` + props + `<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>` + t.String() + `</w:t></w:r></w:p>`
}

func read(t testing.TB, name string, b []byte) *File {
	t.Helper()
	f, err := Read(context.Background(), name, b)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// docxText reads a .docx with the given body.
func docxText(t testing.TB, body string, more ...part) *source.Text {
	t.Helper()
	f := read(t, "报告.docx", docxOf(body, more...))
	if f.Format != DOCX || f.Encoding != "" {
		t.Fatalf("format %q, encoding %q", f.Format, f.Encoding)
	}
	return f.Text
}

func run(text string) string { return `<w:r><w:t>` + text + `</w:t></w:r>` }

func TestDocxText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, body, want string }{
		{"paragraphs", p("一、加强学习", "") + p("", "") + p("（一）问题", ""), "一、加强学习\n\n（一）问题"},
		{"runs", `<w:p>` + run("整改") + run("措施") + `</w:p>`, "整改措施"},
		{"blanks", `<w:p><w:r><w:t> 甲 </w:t><w:t xml:space="preserve"> 乙 </w:t></w:r></w:p>`, "甲 乙 "},
		{"tab, break, hyphen", `<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:t>丁</w:t><w:noBreakHyphen/><w:t>戊</w:t></w:r></w:p>`, "甲\t乙\n丙\n丁-戊"},
		{"entities", `<w:p>` + run("R&amp;D&lt;&#x4E00;&#20108;&gt;&bad;") + `</w:p>`, "R&D<一二>&bad;"},
		{"cdata", `<w:p>` + run("甲<![CDATA[<乙>]]>丙") + `</w:p>`, "甲<乙>丙"},
		{"comment in XML", `<w:p><!-- <w:t>不是</w:t> -->` + run("是") + `</w:p>`, "是"},
		{"tab stops are no tabs", `<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs></w:pPr>` + run("甲") + `</w:p>`, "甲"},
		{"wrappers", `<w:sdt><w:sdtPr><w:alias w:val="无"/></w:sdtPr><w:sdtContent><w:p><w:smartTag>` + run("甲") + `</w:smartTag><w:hyperlink>` + run("乙") + `</w:hyperlink></w:p></w:sdtContent></w:sdt>`, "甲乙"},
		{"field", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText><w:t>无</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + run("3") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>` + run("页") + `</w:p>`, "3页"},
		{"field never closed", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>` + p("正文", ""), "正文"},
		{"symbol", `<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>` + run("是") + `<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>` + run("否") + `</w:p>`, "☑是□否"},
		{"ruby", `<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>lei</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>垒</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>`, "垒"},
		{"formula", `<w:p><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>`, "a+b"},
		{"quote in attribute", `<w:p><w:r><w:rPr><w:x w:val='a">b'/><w:y w:val="c>d"/></w:rPr><w:t>甲</w:t></w:r></w:p>`, "甲"},
		{"text box once", `<w:p>` + run("前") + `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx><w:txbxContent>` + p("框", "") + `</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + p("框", "") + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>` + run("后") + `</w:p>` + p("尾", ""), "前后\n框\n尾"},
		{"deleted", `<w:p>` + run("甲") + `<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>` + run("丙") + `</w:p>`, "甲丙"},
		{"deleted paragraph", p("甲", "") + `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>` + p("丙", ""), "甲\n丙"},
		{"moved", `<w:p><w:moveFrom><w:r><w:t>甲</w:t></w:r></w:moveFrom>` + run("乙") + `<w:moveTo><w:r><w:t>甲</w:t></w:r></w:moveTo></w:p>`, "乙甲"},
		{"hidden", `<w:p>` + run("甲") + `<w:r><w:rPr><w:vanish/></w:rPr><w:t>乙</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>丙</w:t></w:r></w:p>`, "甲丙"},
		{"old properties", `<w:p>` + `<w:r><w:rPr><w:b/><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>乙</w:t></w:r></w:p>`, "乙"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := docxText(t, c.body).String(); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestDocxNames(t *testing.T) {
	t.Parallel()
	body := `<w:body><w:p><w:r><w:t>甲</w:t></w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:r><w:t>乙</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p></w:body></w:document>`
	for name, doc := range map[string]string{
		"strict":      `<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">` + body,
		"prefix":      strings.NewReplacer("<w:", "<ns0:", "</w:", "</ns0:", "mc:", "ns1:").Replace(`<w:document xmlns:ns0="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:ns1="http://schemas.openxmlformats.org/markup-compatibility/2006">` + body),
		"no prefix":   strings.NewReplacer("<w:", "<", "</w:", "</").Replace(`<w:document xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:a="urn:a">` + body),
		"foreign too": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:a="urn:a"><a:t>无</a:t>` + body,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := read(t, "a.docx", zipOf(part{"word/document.xml", doc}))
			if got := f.Text.String(); got != "甲" {
				t.Errorf("got %q", got)
			}
		})
	}
}

func cell(props string, paras ...string) string {
	return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + strings.Join(paras, "") + `</w:tc>`
}

func row(cells ...string) string { return `<w:tr>` + strings.Join(cells, "") + `</w:tr>` }

// cells prints the cells of a text, one a line.
func cells(x *source.Text) string {
	var sb strings.Builder
	for _, c := range x.Cells() {
		fmt.Fprintf(&sb, "%d:%d,%d %dx%d %q\n", c.Table, c.Row, c.Col, c.Rows, c.Cols, x.Slice(c.Span))
	}
	return sb.String()
}

func TestDocxTable(t *testing.T) {
	t.Parallel()
	inner := `<w:tbl>` + row(cell("", p("内甲", "")), cell("", p("内乙", ""))) + `</w:tbl>`
	x := docxText(t, p("表前", "")+`<w:tbl><w:tblPr/><w:tblGrid/>`+
		row(cell("", p("序号", "")), cell(`<w:gridSpan w:val="2"/>`, p("问题", "")), cell("", p("期限", "")))+
		row(cell(`<w:vMerge w:val="restart"/>`, p("1", "")), cell("", p("甲一", ""), p("甲二", "")), cell("", p("", "")), cell("", p("六月", "")))+
		row(cell(`<w:vMerge/>`, p("", "")), cell("", inner, p("", "")), cell("", p("丙", "")), cell("", p("", "")))+
		`</w:tbl>`+p("表后", ""))
	want := "表前\n序号│问题│期限\n1│甲一\n甲二││六月\n│内甲│内乙│丙│\n表后"
	if got := x.String(); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
	wantCells := `1:1,1 1x1 "序号"
1:1,2 1x2 "问题"
1:1,4 1x1 "期限"
1:2,1 2x1 "1"
1:2,2 1x1 "甲一\n甲二"
1:2,3 1x1 ""
1:2,4 1x1 "六月"
1:3,2 1x1 "内甲│内乙"
2:1,1 1x1 "内甲"
2:1,2 1x1 "内乙"
1:3,3 1x1 "丙"
1:3,4 1x1 ""
`
	if got := cells(x); got != wantCells {
		t.Errorf("cells:\n%s", got)
	}
	if p := x.Place(int32(strings.Index(want, "六月"))); p.Table != 1 || p.Row != 2 || p.Col != 4 {
		t.Errorf("place %+v", p)
	}
	if p := x.Place(int32(strings.Index(want, "表后"))); p.Table != 0 || p.Para != 16 {
		t.Errorf("place %+v", p)
	}
}

func TestDocxDeletedRow(t *testing.T) {
	t.Parallel()
	x := docxText(t, `<w:tbl>`+row(cell("", p("甲", "")))+`<w:tr><w:trPr><w:del w:id="3"/></w:trPr>`+cell("", p("乙", ""))+`</w:tr>`+row(cell("", p("丙", "")))+`</w:tbl>`)
	if got := x.String(); got != "甲\n丙" {
		t.Errorf("got %q", got)
	}
	if n := x.Notes(); len(n) != 1 || n[0].Kind != source.NoteDeleted || n[0].Words != "乙" {
		t.Errorf("notes %+v", n)
	}
	if got := cells(x); got != "1:1,1 1x1 \"甲\"\n1:2,1 1x1 \"丙\"\n" {
		t.Errorf("cells %s", got)
	}
}

func TestDocxNotes(t *testing.T) {
	t.Parallel()
	x := docxText(t, `<w:p>`+run("局党组")+`<w:ins><w:r><w:t>已</w:t></w:r></w:ins><w:ins><w:r><w:t>完成</w:t></w:r></w:ins>`+
		`<w:del><w:r><w:delText>拟</w:delText></w:r></w:del><w:del><w:r><w:delText>整改</w:delText></w:r></w:del>`+
		`<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r><w:r><w:rPr><w:rStyle w:val="隐藏"/></w:rPr><w:t>掌握</w:t></w:r>`+
		`<w:r><w:commentReference w:id="7"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>`+p("z顶端", `<w:pStyle w:val="z"/>`)+p("完", ""),
		part{"styles.xml", `<w:style w:type="character" w:styleId="隐藏"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="z0"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="z"><w:basedOn w:val="z0"/></w:style>`},
		part{"comments.xml", `<w:comment w:id="7" w:author="甲"><w:p>` + run("请核实") + `</w:p></w:comment>`},
		part{"footnotes.xml", `<w:footnote w:type="separator" w:id="0"><w:p>` + run("线") + `</w:p></w:footnote><w:footnote w:id="2"><w:p>` + run("见附件") + `</w:p></w:footnote>`},
		part{"header1.xml", `<w:p>` + run("机") + run("密★一年") + `</w:p>`},
		part{"footer1.xml", `<w:p>` + run("第1页") + `</w:p>`},
		part{"docProps/core.xml", `<cp:coreProperties xmlns:cp="a" xmlns:dc="b"><dc:creator>云溪县财政局</dc:creator><cp:lastModifiedBy>办公室</cp:lastModifiedBy></cp:coreProperties>`},
	)
	if got, want := x.String(), "局党组已完成\n完\n见附件\n机密★一年"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var notes []string
	for _, n := range x.Notes() {
		notes = append(notes, fmt.Sprintf("%s %d %s", n.Kind, n.Off, n.Words))
	}
	want := "author 0 云溪县财政局|author 0 办公室|inserted 9 已完成|deleted 18 拟整改|hidden 18 内部掌握|comment 18 请核实|hidden 18 z顶端"
	if got := strings.Join(notes, "|"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for words, part := range map[string]string{"见附件": "footnote", "机密": "header", "完": ""} {
		if p := x.Place(int32(strings.LastIndex(x.String(), words))); p.Part != part {
			t.Errorf("%s is in %q", words, p.Part)
		}
	}
}
