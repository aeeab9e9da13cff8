package eval

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strings"
)

const (
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	officeRel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// docx writes the report as a small .docx. With auto the numbers of headings
// become automatic list numbers.
func docx(c *Case, auto bool) ([]byte, error) {
	var body strings.Builder
	lists := newLists()
	heads := c.headings()
	for i, b := range c.blocks() {
		switch {
		case b.table != nil:
			docxTable(&body, b.table)
		case auto && heads[b.at]:
			num, rest := lists.take(b.words)
			docxParagraph(&body, rest, num)
		case i == 0:
			docxParagraph(&body, b.words, `<w:jc w:val="center"/>`)
		default:
			docxParagraph(&body, b.words, `<w:ind w:firstLine="640"/>`)
		}
	}
	doc := xmlHead + `<w:document ` + wordSpace + `><w:body>` + body.String() +
		`<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`
	return zipped([][2]string{
		{"[Content_Types].xml", xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
			`<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>`},
		{"_rels/.rels", relations("officeDocument", "word/document.xml")},
		{"word/_rels/document.xml.rels", relations("numbering", "numbering.xml")},
		{"word/document.xml", doc},
		{"word/numbering.xml", lists.xml()},
	})
}

func relations(kind, target string) string {
	return xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` +
		officeRel + "/" + kind + `" Target="` + target + `"/></Relationships>`
}

func zipped(parts [][2]string) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p[0])
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(p[1])); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}

func docxParagraph(sb *strings.Builder, words, props string) {
	fmt.Fprintf(sb, `<w:p><w:pPr>%s</w:pPr>`, props)
	r := []rune(words)
	for len(r) > 0 { // Word cuts its runs anywhere
		n := min(len(r), 29)
		fmt.Fprintf(sb, `<w:r><w:rPr><w:sz w:val="32"/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r>`, html.EscapeString(string(r[:n])))
		r = r[n:]
	}
	sb.WriteString(`</w:p>`)
}

func docxTable(sb *strings.Builder, t [][]cell) {
	sb.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>` + strings.Repeat(`<w:gridCol w:w="900"/>`, len(t[0])) + `</w:tblGrid>`)
	for _, r := range t {
		sb.WriteString(`<w:tr>`)
		for _, c := range r {
			props := ""
			switch {
			case c.covered && !c.below:
				continue
			case c.below:
				props = `<w:vMerge/>`
			case c.rows > 1:
				props = `<w:vMerge w:val="restart"/>`
			case c.cols > 1:
				props = fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, c.cols)
			}
			sb.WriteString(`<w:tc><w:tcPr>` + props + `</w:tcPr>`)
			docxParagraph(sb, c.words, "")
			sb.WriteString(`</w:tc>`)
		}
		sb.WriteString(`</w:tr>`)
	}
	sb.WriteString(`</w:tbl>`)
}

// headings returns the offsets of the lines that begin with the number of a
// node that is a heading.
func (c *Case) headings() map[int32]bool {
	out := map[int32]bool{}
	for i := range c.Nodes {
		n := &c.Nodes[i]
		at := n.Span.Start
		if n.Role != "measure" && n.Role != "label" && n.Number != "" && !n.Synthetic && (at == 0 || c.Text[at-1] == '\n') {
			out[at] = true
		}
	}
	return out
}

// A listForm is a way of numbering that becomes a list: its number in group 1.
type listForm struct {
	find   *regexp.Regexp
	format string // w:numFmt
	level  string // w:lvlText with %1
}

const han = `[一二三四五六七八九十]+`

var listForms = []listForm{
	{regexp.MustCompile(`^(` + han + `)、`), "chineseCountingThousand", "%1、"},
	{regexp.MustCompile(`^（(` + han + `)）`), "chineseCountingThousand", "（%1）"},
	{regexp.MustCompile(`^\((` + han + `)\)`), "chineseCountingThousand", "(%1)"},
	{regexp.MustCompile(`^(\d{1,3})\.`), "decimal", "%1."},
	{regexp.MustCompile(`^(\d{1,3})．`), "decimal", "%1．"},
	{regexp.MustCompile(`^(\d{1,3})、`), "decimal", "%1、"},
	{regexp.MustCompile(`^（(\d{1,3})）`), "decimal", "（%1）"},
	{regexp.MustCompile(`^\((\d{1,3})\)`), "decimal", "(%1)"},
}

// lists turns printed numbers into automatic ones, form by form.
type lists struct {
	last []int // number printed last, by form
	num  []int // list in use, by form; 0 for none
	nums strings.Builder
	used int
}

func newLists() *lists {
	return &lists{last: make([]int, len(listForms)), num: make([]int, len(listForms))}
}

// take returns the properties that number a paragraph and what is left of its
// words. A number that neither goes on nor begins anew stays typed.
func (l *lists) take(words string) (props, rest string) {
	for f, form := range listForms {
		m := form.find.FindStringSubmatch(words)
		if m == nil {
			continue
		}
		n := value(m[1])
		goesOn := n == l.last[f]+1 && n > 1
		counting := goesOn && l.num[f] > 0
		l.last[f] = n
		switch {
		case n != 1 && !goesOn:
			l.num[f] = 0 // the next one begins a list at its number
			return `<w:ind w:firstLine="640"/>`, words
		case !counting:
			l.used++
			l.num[f] = l.used
			fmt.Fprintf(&l.nums, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="%d"/></w:lvlOverride></w:num>`, l.used, f, n)
		}
		return fmt.Sprintf(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr>`, l.num[f]), words[len(m[0]):]
	}
	return `<w:ind w:firstLine="640"/>`, words
}

// value reads a number below 100 in digits or Chinese numerals.
func value(s string) int {
	n, tens := 0, 0
	for _, r := range s {
		switch i := strings.IndexRune("一二三四五六七八九", r); {
		case r >= '0' && r <= '9':
			n = n*10 + int(r-'0')
		case r == '十':
			tens, n = max(n, 1)*10, 0
		case i >= 0:
			n = i/3 + 1
		}
	}
	return tens + n
}

func (l *lists) xml() string {
	var sb strings.Builder
	sb.WriteString(xmlHead + `<w:numbering ` + wordSpace + `>`)
	for f, form := range listForms {
		fmt.Fprintf(&sb, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:suff w:val="nothing"/><w:lvlText w:val="%s"/></w:lvl></w:abstractNum>`,
			f, form.format, form.level)
	}
	return sb.String() + l.nums.String() + `</w:numbering>`
}
