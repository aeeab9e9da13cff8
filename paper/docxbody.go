package paper

import (
	"strconv"
	"strings"
)

// chars returns n characters of the body in twips.
func (x *docx) chars(n float64) int { return int(n * float64(x.m.Char)) }

func join(lines []string) string { return strings.Join(lines, "\n") }

// head writes what stands above the red line.
func (x *docx) head(h Head) {
	if h.Empty() {
		return
	}
	n := 0
	for _, l := range []struct{ style, s string }{{"Copy", h.Copy}, {"Secrecy", h.Secrecy}, {"Secrecy", h.Urgency}} {
		if s := OneLine(l.s); s != "" {
			x.line(pp{style: l.style}, s)
			n++
		}
	}
	x.issuers(h, MarkTop-n*x.m.Pitch) // the mark begins 35 mm below the edge of the text area (clause 7.2.4)
	x.number(h)
}

// issuers writes the red mark of who issues, as large as the line allows.
func (x *docx) issuers(h Head, before int) {
	if len(h.Issuers) == 0 {
		return
	}
	suffix := OneLine(h.Suffix)
	size, longest := h.MarkSize(x.m.Width)
	half := strconv.Itoa(int(size * 2))
	x.mark = int(size * 20 * 1.15)
	props := `<w:sz w:val="` + half + `"/><w:szCs w:val="` + half + `"/>`
	if len(h.Issuers) == 1 || suffix == "" {
		for _, s := range h.Issuers {
			x.para(pp{style: "Issuer", before: max(before, 0), exact: x.mark})
			x.run(OneLine(s)+suffix, props)
			x.end()
			before = 0
		}
		return
	}
	if before > 0 {
		x.para(pp{style: "Small", before: before})
		x.end()
	}
	x.joint(h.Issuers, suffix, props, longest/(longest+Breadth(suffix)))
}

// joint writes the names of those who issue jointly above one another and the
// suffix to their right, midway (clause 7.2.4).
func (x *docx) joint(names []string, suffix, props string, share float64) {
	left := int(float64(x.m.Width) * share)
	x.raw(`<w:tbl><w:tblPr><w:tblW w:w="` + strconv.Itoa(x.m.Width) + `" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>` +
		`<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>` +
		`<w:tblGrid><w:gridCol w:w="` + strconv.Itoa(left) + `"/><w:gridCol w:w="` + strconv.Itoa(x.m.Width-left) + `"/></w:tblGrid>`)
	for i, s := range names {
		x.raw(`<w:tr><w:tc><w:tcPr><w:tcW w:w="` + strconv.Itoa(left) + `" w:type="dxa"/></w:tcPr>`)
		x.para(pp{style: "IssuerJoint", exact: x.mark})
		x.run(OneLine(s), props)
		x.end()
		merge := `<w:vMerge/>`
		if i == 0 {
			merge = `<w:vMerge w:val="restart"/>`
		}
		x.raw(`</w:tc><w:tc><w:tcPr><w:tcW w:w="` + strconv.Itoa(x.m.Width-left) + `" w:type="dxa"/>` + merge + `<w:vAlign w:val="center"/></w:tcPr>`)
		x.para(pp{style: "Issuer", exact: x.mark})
		if i == 0 {
			x.run(suffix, props)
		}
		x.end()
		x.raw(`</w:tc></w:tr>`)
	}
	x.raw(`</w:tbl>`)
	x.last = table
}

const redLine = `<w:bottom w:val="single" w:sz="12" w:space="6" w:color="FF0000"/>` // 4 mm below the number, with the lead of its line (clause 7.2.7)

// number writes the document's number and the signers, two lines below the mark,
// and the red line.
func (x *docx) number(h Head) {
	number := OneLine(h.Number)
	before := 2 * x.m.Pitch
	if len(h.Signers) == 0 {
		x.line(pp{style: "Number", before: before, align: Center, border: redLine}, number)
		return
	}
	// The number stands beside the last line of names.
	const label = "签发人："
	rows := h.SignerRows()
	widest := 0.0
	for _, r := range rows {
		widest = max(widest, Breadth(r))
	}
	names := x.m.Width - x.chars(1+widest)
	tabs := []stop{{"left", x.chars(1)}, {"left", names - x.chars(Breadth(label))}, {"left", names}}
	for i, r := range rows {
		p := pp{style: "Number", tabs: tabs, align: Left}
		if i == 0 {
			p.before = before
		}
		if i == len(rows)-1 {
			p.border = redLine
		}
		x.para(p)
		text := "\t"
		if i == len(rows)-1 {
			text += number
		}
		text += "\t"
		if i == 0 {
			text += label
		} else {
			text += "\t"
		}
		x.words(text)
		x.run(r, `<w:rStyle w:val="Signer"/>`)
		x.end()
	}
}

// titled writes a title of one or more lines, so many lines below what stands
// above it.
func (x *docx) titled(style string, title []string, above int) {
	for i, l := range title {
		p := pp{style: style}
		if i == 0 {
			p.before = above * x.m.Pitch
		}
		x.line(p, l)
	}
}

// blocks writes a body; apart leaves a line free above it, signed says that a
// signature follows it.
func (x *docx) blocks(body []Block, apart, signed bool) error {
	for i, b := range body {
		before, closing := 0, Closing(body, i, signed)
		if apart && i == 0 {
			before = x.m.Pitch
		}
		switch b := b.(type) {
		case Heading:
			x.heading(b, before, closing)
		case Paragraph:
			p := pp{style: "Normal", before: before, keep: closing, pair: closing, align: torn(b.Runs)}
			if b.Align != Auto {
				p.style, p.align = "Flush", b.Align
			}
			x.para(p)
			x.runs(b.Runs, "")
			x.end()
		case List:
			for n, item := range b.Items {
				last := closing && n == len(b.Items)-1
				x.para(pp{style: "Normal", before: before, keep: last, pair: last, align: torn(item)})
				x.words(b.Mark.Of(n + 1))
				x.runs(item, "")
				x.end()
				before = 0
			}
		case PageBreak:
			x.fresh = true
		case Signature:
			x.signature(b, x.m.Pitch)
		case Table:
			if err := x.table(b, closing); err != nil {
				return err
			}
		}
	}
	return nil
}

// torn returns Left for words of which one, such as a digest or an address, is so
// long that the line before it would be stretched to the margin.
func torn(runs []Run) Align {
	const long = 24 // letters: near half a line
	n := 0
	for _, r := range runs {
		for i := range len(r.Text) {
			if c := r.Text[i]; c <= ' ' || c >= 0x80 {
				n = 0
			} else if n++; n > long {
				return Left
			}
		}
	}
	return Auto
}

func (x *docx) heading(h Heading, before int, closing bool) {
	// A heading with no words behind it does not end a page.
	x.para(pp{style: "Heading" + strconv.Itoa(h.Depth()), before: before, keep: closing || len(h.Rest) == 0, pair: closing, align: torn(h.Rest)})
	x.words(h.Ordinal() + strings.ReplaceAll(Clean(h.Text), "\n", ""))
	x.runs(h.Rest, `<w:rStyle w:val="Body"/>`)
	x.end()
}

// attachmentList names the attachments under the text (clause 7.3.4): names that
// go on in a second line stand below their first character. Before a signature
// they stay with it, as the last words of the text do.
func (x *docx) attachmentList(list []Attachment, signed bool) {
	for i, l := range Listing(list) {
		p := pp{style: "Flush", keep: signed, left: x.chars(l.Left), hang: x.chars(l.Left - l.Begin)}
		text := l.Mark
		if len(list) > 1 {
			p.tabs = []stop{{"left", p.left}}
			text += "\t"
		}
		if i == 0 {
			p.before = x.m.Pitch
		}
		x.line(p, text+l.Name)
	}
}

// signature writes who issues and when.
func (x *docx) signature(s Signature, before int) {
	list := s.Placed(Breadth)
	for i, l := range list {
		x.line(pp{style: "Signature", keep: i < len(list)-1, before: before, right: x.chars(l.Right)}, l.Text)
		before = 0
	}
}

// attachment prints the body of an attachment, from a new page on (clause 7.3.7).
func (x *docx) attachment(a Attachment, n, of int) error {
	if len(a.Body) == 0 {
		return nil
	}
	if t, ok := a.Body[0].(Table); ok && t.Wide {
		x.turn()
	}
	x.fresh = x.last != nothing
	x.line(pp{style: "AttachmentMark"}, AttachmentMark(n, of))
	x.titled("Title", Lines(a.Name), 1) // in the third line
	return x.blocks(a.Body, true, false)
}

// colophon writes the table at the foot of the last page (clause 7.4): strong
// lines of 0.35 mm above and below, a fine one of 0.25 mm between, as wide as the
// text area.
func (x *docx) colophon(c Colophon) {
	cc, issuer, date := OneLine(c.Copied()), OneLine(c.Issuer), c.Printed()
	below := issuer != "" || date != ""
	if cc == "" && !below {
		return
	}
	x.upright()
	if x.last != paragraph || x.fresh {
		x.small()
	}
	const strong, fine = ` w:val="single" w:sz="8" w:space="0" w:color="000000"/>`, ` w:val="single" w:sz="6" w:space="0" w:color="000000"/>`
	width, char := x.m.Width, int(SizeSmall*20)
	left := width * 11 / 20
	// The place is counted from the page's left edge, because some programs let a
	// table as wide as the text float only so.
	x.raw(`<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="` + strconv.Itoa(x.m.Left) + `" w:tblpYSpec="bottom"/>` +
		`<w:tblW w:w="` + strconv.Itoa(width) + `" w:type="dxa"/><w:tblBorders><w:top` + strong + `<w:bottom` + strong + `<w:insideH` + fine + `</w:tblBorders>` +
		`<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>` +
		`<w:tblGrid><w:gridCol w:w="` + strconv.Itoa(left) + `"/><w:gridCol w:w="` + strconv.Itoa(width-left) + `"/></w:tblGrid>`)
	cell := func(w int, span string, p pp, s string) {
		x.raw(`<w:tc><w:tcPr><w:tcW w:w="` + strconv.Itoa(w) + `" w:type="dxa"/>` + span + `<w:vAlign w:val="center"/></w:tcPr>`)
		x.line(p, s)
		x.raw(`</w:tc>`)
	}
	if cc != "" {
		x.raw(`<w:tr>`)
		cell(width, `<w:gridSpan w:val="2"/>`, pp{style: "Colophon", left: 4 * char, right: char, hang: 3 * char}, "抄送："+cc)
		x.raw(`</w:tr>`)
	}
	if below {
		x.raw(`<w:tr>`)
		cell(left, "", pp{style: "Colophon", left: char}, issuer)
		cell(width-left, "", pp{style: "Colophon", right: char, align: Right}, date)
		x.raw(`</w:tr>`)
	}
	x.raw(`</w:tbl>`)
	x.last = table
}
