package paper

import (
	"fmt"
	"strconv"
	"strings"
)

const (
	xmlHead    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordSpaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

	relation    = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	packageKind = `application/vnd.openxmlformats-package.`
	wordKind    = `application/vnd.openxmlformats-officedocument.wordprocessingml.`

	contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="` + packageKind + `relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="` + packageKind + `core-properties+xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="` + wordKind + `document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="` + wordKind + `styles+xml"/>` +
		`<Override PartName="/word/settings.xml" ContentType="` + wordKind + `settings+xml"/>` +
		`<Override PartName="/word/fontTable.xml" ContentType="` + wordKind + `fontTable+xml"/>` +
		`<Override PartName="/word/footer1.xml" ContentType="` + wordKind + `footer+xml"/>` +
		`<Override PartName="/word/footer2.xml" ContentType="` + wordKind + `footer+xml"/></Types>`

	relations   = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	packageRels = relations + `<Relationship Id="rId1" Type="` + relation + `officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`
	documentRels = relations + `<Relationship Id="rId1" Type="` + relation + `styles" Target="styles.xml"/>` +
		`<Relationship Id="rId2" Type="` + relation + `settings" Target="settings.xml"/>` +
		`<Relationship Id="rId3" Type="` + relation + `fontTable" Target="fontTable.xml"/>` +
		`<Relationship Id="rId4" Type="` + relation + `footer" Target="footer1.xml"/>` +
		`<Relationship Id="rId5" Type="` + relation + `footer" Target="footer2.xml"/></Relationships>`

	// Page numbers differ on odd and even pages (clause 7.5).
	settings = `<w:settings ` + wordSpaces + `><w:zoom w:percent="100"/><w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="156"/>` +
		`<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>` +
		`<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>` +
		`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
		`<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`
)

// coreProps names the title only. Who wrote a paper and when is not in the file:
// what is published must not tell it.
func coreProps(title string) string {
	return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + string(appendXML(nil, OneLine(title))) + `</dc:title><dc:language>zh-CN</dc:language></cp:coreProperties>`
}

// footer returns the page number between its two dashes (clause 7.5).
func (x *docx) footer(style string) string {
	return `<w:ftr ` + wordSpaces + `><w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>` +
		`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>` +
		`<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>`
}

// A style is a paragraph style.
type style struct {
	id, name, based string
	props           string // of the paragraph
	face            string // font; "" as the style it is based on
	size            float64
	more            string // of the run
}

// fonts returns the properties that name a face. The hint makes marks that both
// scripts have, such as quotes and dashes, Chinese ones.
func (x *docx) fonts(face string) string {
	latin := x.p.Fonts.Latin
	if latin == "" {
		latin = face
	}
	f, l := string(appendXML(nil, face)), string(appendXML(nil, latin))
	return `<w:rFonts w:hint="eastAsia" w:ascii="` + l + `" w:hAnsi="` + l + `" w:eastAsia="` + f + `" w:cs="` + l + `"/>`
}

// runProps returns the run properties of a face, more of them, and a size.
func (x *docx) runProps(face, more string, size float64) string {
	s := ""
	if face != "" {
		s = x.fonts(face)
	}
	s += more
	if size > 0 {
		half := strconv.Itoa(int(size * 2))
		s += `<w:sz w:val="` + half + `"/><w:szCs w:val="` + half + `"/>`
	}
	return `<w:rPr>` + s + `</w:rPr>`
}

// styles returns the styles of the profile.
func (x *docx) styles() string {
	var sb strings.Builder
	f := x.p.Fonts
	sb.WriteString(`<w:styles ` + wordSpaces + `><w:docDefaults><w:rPrDefault><w:rPr>` + x.fonts(f.Body) +
		`<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`)
	for _, s := range x.styleList() {
		own := ` w:customStyle="1"`
		if s.name[0] < 0x80 { // a style that every word processor has
			own = ""
		}
		if s.id == "Normal" {
			own = ` w:default="1"`
		}
		fmt.Fprintf(&sb, `<w:style w:type="paragraph"%s w:styleId="%s"><w:name w:val="%s"/>`, own, s.id, s.name)
		if s.based != "" {
			sb.WriteString(`<w:basedOn w:val="` + s.based + `"/>`)
		}
		sb.WriteString(`<w:qFormat/><w:pPr>` + s.props + `</w:pPr>` + x.runProps(s.face, s.more, s.size) + `</w:style>`)
	}
	for _, s := range []style{{id: "Body", name: "正文字", face: f.Body, more: `<w:b w:val="0"/>`}, {id: "Signer", name: "签发人姓名", face: f.Level2}} {
		sb.WriteString(`<w:style w:type="character" w:customStyle="1" w:styleId="` + s.id + `"><w:name w:val="` + s.name + `"/>` + x.runProps(s.face, s.more, 0) + `</w:style>`)
	}
	sb.WriteString(`<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>`)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		sb.WriteString(`<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
	}
	pad := func(side string, w int) string { return `<w:` + side + ` w:w="` + strconv.Itoa(w) + `" w:type="dxa"/>` }
	sb.WriteString(`</w:tblBorders><w:tblCellMar>` + pad("top", CellEnd) + pad("left", CellSide) + pad("bottom", CellEnd) + pad("right", CellSide) + `</w:tblCellMar></w:tblPr></w:style></w:styles>`)
	return sb.String()
}

// styleList returns the paragraph styles. Lines have a fixed height, so that a
// fallback face does not change how many are on a page.
func (x *docx) styleList() []style {
	f, m := x.p.Fonts, x.m
	spacing := func(line int) string {
		return `<w:spacing w:before="0" w:after="0" w:line="` + strconv.Itoa(line) + `" w:lineRule="exact"/>`
	}
	auto := `<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>`
	flush := `<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/>`
	jc := func(v string) string { return `<w:jc w:val="` + v + `"/>` }
	outline := func(n int) string { return `<w:outlineLvl w:val="` + strconv.Itoa(n) + `"/>` }
	third := ""
	if x.p.BoldThird {
		third = `<w:b/>`
	}
	tight := func(n int) string { return `<w:spacing w:val="` + strconv.Itoa(n) + `"/>` }
	small := strconv.Itoa(int(SizeSmall * 20))
	return []style{
		{"Normal", "Normal", "", `<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>` + spacing(m.Line) +
			`<w:ind w:firstLineChars="200" w:firstLine="` + strconv.Itoa(2*m.Char) + `"/>` + jc("both"), f.Body, SizeBody, tight(m.Space)},
		{"Flush", "顶格正文", "Normal", flush, "", 0, ""},
		{"Copy", "份号", "Flush", "", "", 0, ""},
		{"Secrecy", "密级和紧急程度", "Flush", "", f.Level1, 0, ""},
		{"Issuer", "发文机关标志", "Flush", auto + jc("center"), f.Title, 0, `<w:color w:val="FF0000"/>` + tight(0)},
		{"IssuerJoint", "联合发文机关标志", "Issuer", jc("distribute"), "", 0, ""},
		{"Number", "发文字号", "Flush", "", "", 0, ""},
		{"Title", "Title", "Flush", `<w:snapToGrid w:val="0"/>` + spacing(max(m.Line, int(SizeTitle*20*1.25))) + jc("center"), f.Title, SizeTitle, tight(0)},
		{"To", "主送机关", "Flush", "", "", 0, ""},
		{"Heading1", "heading 1", "Normal", outline(0), f.Level1, 0, ""},
		{"Heading2", "heading 2", "Normal", outline(1), f.Level2, 0, ""},
		{"Heading3", "heading 3", "Normal", outline(2), "", 0, third},
		{"Heading4", "heading 4", "Normal", outline(3), "", 0, ""},
		{"Signature", "署名和日期", "Flush", `<w:keepLines/>` + jc("right"), "", 0, ""},
		{"Note", "附注", "Normal", jc("left"), "", 0, ""},
		{"AttachmentMark", "附件标记", "Flush", jc("left"), f.Level1, 0, ""},
		{"Caption", "caption", "Flush", jc("center"), f.Level1, 0, tight(0)},
		{"Cell", "表中文字", "Flush", auto + jc("left"), "", x.p.CellSize(false), tight(0)},
		{"CellHead", "表头文字", "Cell", jc("center"), f.Level1, 0, ""},
		{"Colophon", "版记", "Flush", spacing(int(SizeSmall*20*1.5)) + jc("left"), "", SizeSmall, tight(0)},
		{"PageOdd", "单页码", "Flush", spacing(360) + `<w:ind w:right="` + small + `"/>` + jc("right"), f.Page, SizeSmall, tight(0)},
		{"PageEven", "双页码", "Flush", spacing(360) + `<w:ind w:left="` + small + `"/>` + jc("left"), f.Page, SizeSmall, tight(0)},
		{"Small", "间隔", "Flush", `<w:snapToGrid w:val="0"/>` + spacing(20), "", 1, ""},
	}
}

// likes are what a machine without a face may use in its stead. Word takes the
// first that it has.
var likes = map[string]string{
	"方正小标宋简体":   "方正小标宋_GBK,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,思源宋体 CN Heavy,宋体",
	"小标宋体":      "方正小标宋简体,方正小标宋_GBK,华文中宋,宋体",
	"仿宋_GB2312": "仿宋,FangSong,华文仿宋,STFangsong,方正仿宋_GBK",
	"仿宋":        "FangSong,仿宋_GB2312,华文仿宋",
	"黑体":        "SimHei,华文黑体,方正黑体_GBK,思源黑体 CN",
	"楷体_GB2312": "楷体,KaiTi,华文楷体,STKaiti,方正楷体_GBK",
	"楷体":        "KaiTi,楷体_GB2312,华文楷体",
	"宋体":        "SimSun,华文宋体,思源宋体 CN",
}

// fontTable names the faces and what may stand for them.
func (x *docx) fontTable() string {
	var sb strings.Builder
	sb.WriteString(`<w:fonts ` + wordSpaces + `>`)
	f := x.p.Fonts
	seen := map[string]bool{"": true}
	for _, name := range []string{f.Title, f.Body, f.Level1, f.Level2, f.Page, f.Latin} {
		if seen[name] {
			continue
		}
		seen[name] = true
		sb.WriteString(`<w:font w:name="` + string(appendXML(nil, name)) + `">`)
		if l := likes[name]; l != "" {
			sb.WriteString(`<w:altName w:val="` + l + `"/>`)
		}
		if name != f.Latin {
			sb.WriteString(`<w:charset w:val="86"/>`) // GB 2312
		}
		sb.WriteString(`</w:font>`)
	}
	sb.WriteString(`</w:fonts>`)
	return sb.String()
}
