package paper

import (
	"fmt"
	"io"
	"slices"
	"strconv"
)

// Docx writes d as a Word document laid out by the profile.
//
// Three things of the standard are left to the person: a page number beside a
// landscape table stands at its foot and not at its side (clause 8), and the
// colophon stands at the foot of the last page whether or not that is an even one,
// and a signature right below a table of several pages may part from it in
// programs that know of no row that stays with what follows.
func Docx(w io.Writer, d Document, p Profile) error {
	m, err := p.Measure()
	if err != nil {
		return err
	}
	p, _ = p.filled() // has been looked at
	x := &docx{p: p, m: m}
	if err := x.document(d); err != nil {
		return err
	}
	head := func(body string) []byte { return []byte(xmlHead + body) }
	types, rels, media, err := d.Code.parts()
	if err != nil {
		return fmt.Errorf("paper: docx: %w", err)
	}
	err = writeZip(w, append([]part{
		{"[Content_Types].xml", head(types)},
		{"_rels/.rels", head(packageRels)},
		{"docProps/core.xml", head(coreProps(d.Title))},
		{"word/document.xml", x.b},
		{"word/styles.xml", head(x.styles())},
		{"word/settings.xml", head(settings)},
		{"word/fontTable.xml", head(x.fontTable())},
		{"word/footer1.xml", head(x.footer("PageOdd"))},
		{"word/footer2.xml", head(x.footer("PageEven"))},
		{"word/_rels/document.xml.rels", head(rels)},
	}, media...))
	if err != nil {
		return fmt.Errorf("paper: docx: %w", err)
	}
	return nil
}

// A docx is the main part being written.
type docx struct {
	b []byte
	p Profile
	m Measure

	last  last // what was written last in this section
	props int  // where the properties of the last paragraph end
	fresh bool // the next paragraph begins a page
	land  bool // this section is a landscape one…
	done  bool // …and ends before what comes next
	mark  int  // height of a line of the red mark
}

// A last is what a section ends with so far.
type last uint8

const (
	nothing last = iota
	paragraph
	table
)

// document writes the main part.
func (x *docx) document(d Document) error {
	x.raw(xmlHead + `<w:document ` + wordSpaces + `><w:body>`)
	if d.BeginsWide() {
		x.turn()
	}
	x.head(d.Head)
	above := 0 // lines between the title and what stands above it (clause 7.3.1)
	if !d.Head.Empty() {
		above = 2
	}
	x.titled("Title", Lines(d.Title), above)
	if to := Lines(d.Addressed()); to != nil {
		x.para(pp{style: "To", before: x.m.Pitch})
		x.words(join(to))
		x.end()
	}
	signed := !d.Signature.Empty()
	if err := x.blocks(d.Body, d.Title != "" && d.To == "", signed); err != nil {
		return err
	}
	x.attachmentList(d.Attachments, signed)
	x.signature(d.Signature, x.m.Pitch)
	if s := d.Noted(); s != "" {
		x.line(pp{style: "Note"}, s)
	}
	x.code(d.Code)
	for i, a := range d.Attachments {
		if err := x.attachment(a, i+1, len(d.Attachments)); err != nil {
			return err
		}
	}
	x.colophon(d.Colophon)
	if x.last != paragraph {
		x.done = false // the landscape section is the last
		x.small()
	}
	x.raw(x.section(x.land) + `</w:body></w:document>`)
	return nil
}

func (x *docx) raw(s string) { x.b = append(x.b, s...) }

// pp is what a paragraph has beside its style. Lengths are in twips.
type pp struct {
	style       string
	keep        bool   // stays with the next
	pair        bool   // its last two lines stay together
	before      int    // above
	exact       int    // height of a line; 0: of the style
	left, right int    // indents
	hang        int    // the first line begins so far left of the others
	tabs        []stop // tab stops
	align       Align
	border      string
}

type stop struct {
	kind string
	at   int
}

// para begins a paragraph.
func (x *docx) para(p pp) {
	x.upright()
	x.raw(`<w:p><w:pPr><w:pStyle w:val="` + p.style + `"/>`)
	if p.keep {
		x.raw(`<w:keepNext/>`)
	}
	if x.fresh {
		x.raw(`<w:pageBreakBefore/>`)
		x.fresh = false
	}
	if p.pair {
		x.raw(`<w:widowControl/>`)
	}
	if p.border != "" {
		x.raw(`<w:pBdr>` + p.border + `</w:pBdr>`)
	}
	if len(p.tabs) > 0 {
		x.raw(`<w:tabs>`)
		for _, t := range p.tabs {
			x.raw(`<w:tab w:val="` + t.kind + `" w:pos="` + strconv.Itoa(t.at) + `"/>`)
		}
		x.raw(`</w:tabs>`)
	}
	if p.before > 0 || p.exact > 0 {
		x.raw(`<w:spacing w:before="` + strconv.Itoa(p.before) + `"`)
		if p.exact > 0 {
			x.raw(` w:line="` + strconv.Itoa(p.exact) + `" w:lineRule="exact"`)
		}
		x.raw(`/>`)
	}
	if p.left != 0 || p.right != 0 || p.hang != 0 {
		x.raw(`<w:ind w:left="` + strconv.Itoa(p.left) + `" w:right="` + strconv.Itoa(p.right) + `"`)
		if p.hang != 0 {
			x.raw(` w:hanging="` + strconv.Itoa(p.hang) + `"`)
		}
		x.raw(`/>`)
	}
	if j := p.align.jc(); j != "" {
		x.raw(`<w:jc w:val="` + j + `"/>`)
	}
	x.props = len(x.b)
	x.raw(`</w:pPr>`)
	x.last = paragraph
}

func (x *docx) end() { x.raw(`</w:p>`) }

// line writes a paragraph of one run.
func (x *docx) line(p pp, s string) {
	x.para(p)
	x.words(s)
	x.end()
}

func (a Align) jc() string {
	return [...]string{Auto: "", Left: "left", Center: "center", Right: "right"}[min(a, Right)]
}

// words writes s as a run in the style of its paragraph.
func (x *docx) words(s string) { x.run(s, "") }

// run writes s as a run with the given properties.
func (x *docx) run(s, props string) {
	s = Clean(s)
	if s == "" {
		return
	}
	x.raw(`<w:r>`)
	if props != "" {
		x.raw(`<w:rPr>` + props + `</w:rPr>`)
	}
	for len(s) > 0 {
		n := 0
		for n < len(s) && s[n] != '\n' && s[n] != '\t' {
			n++
		}
		if n > 0 {
			x.raw(`<w:t xml:space="preserve">`)
			x.b = appendXML(x.b, s[:n])
			x.raw(`</w:t>`)
		}
		if n < len(s) {
			if s[n] == '\n' {
				x.raw(`<w:br/>`)
			} else {
				x.raw(`<w:tab/>`)
			}
			n++
		}
		s = s[n:]
	}
	x.raw(`</w:r>`)
}

// runs writes the words of a paragraph. A field is a content control that bears
// the name of the figure.
func (x *docx) runs(runs []Run, props string) {
	for _, r := range runs {
		p := props
		if r.Bold {
			p += `<w:b/>`
		}
		if r.Field == "" || r.Text == "" {
			x.run(r.Text, p)
			continue
		}
		x.raw(`<w:sdt><w:sdtPr><w:tag w:val="`)
		x.b = appendXML(x.b, OneLine(r.Field))
		x.raw(`"/></w:sdtPr><w:sdtContent>`)
		x.run(r.Text, p)
		x.raw(`</w:sdtContent></w:sdt>`)
	}
}

// small writes a paragraph that takes next to no room, where Word wants one.
func (x *docx) small() {
	x.para(pp{style: "Small"})
	x.end()
}

// turn begins landscape pages, unless they have begun.
func (x *docx) turn() {
	if x.done {
		x.done = false // two wide tables share them
		return
	}
	if !x.land && x.last != nothing {
		x.endSection()
	}
	x.land = true
}

// upright ends landscape pages whose table is done.
func (x *docx) upright() {
	if x.done {
		x.done = false
		x.endSection()
		x.land = false
	}
}

// endSection ends the section with the paragraph written last, or with one that
// is made for it.
func (x *docx) endSection() {
	if x.last == table {
		x.small()
	}
	x.b = slices.Insert(x.b, x.props, []byte(x.section(x.land))...)
	x.last, x.fresh = nothing, false // a section begins on a new page
}

// section returns the properties of a section. A landscape page is the upright
// one turned so that its head lies at the binding (clause 8).
func (x *docx) section(wide bool) string {
	m, orient := x.m, ""
	if wide {
		m, orient = m.Turned(), ` w:orient="landscape"`
	}
	foot := max(m.Bottom-FootDrop-footHeight/2, 200) // the dash is 7 mm below the text area (clause 7.5), in the middle of a line of 18 points
	if wide {
		foot = max(m.Bottom/2-footHeight/2, 200)
	}
	return fmt.Sprintf(`<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>`+
		`<w:pgSz w:w="%d" w:h="%d"%s/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="850" w:footer="%d" w:gutter="0"/>`+
		`<w:docGrid w:type="lines" w:linePitch="%d"/></w:sectPr>`,
		m.PageWidth, m.PageHeight, orient, m.Top, m.Right, m.Bottom, m.Left, foot, m.Pitch)
}
