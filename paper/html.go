package paper

import (
	_ "embed" // for Style
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Style is the sheet of styles for what HTML and Page write. It names classes
// that begin with paper- only, so it can stand beside any other.
//
//go:embed paper.css
var Style string

// HTML writes d as one article without any script or inline style: what each
// part is, its class says. Dates and numbers also stand in it as machines read
// them.
func HTML(w io.Writer, d Document) error {
	x := &page{}
	if err := x.article(d); err != nil {
		return err
	}
	if _, err := w.Write(x.b); err != nil {
		return fmt.Errorf("paper: html: %w", err)
	}
	return nil
}

// Page writes d as a whole page. style is the address of the sheet of styles;
// the page can be read without.
func Page(w io.Writer, d Document, style string) error {
	x := &page{}
	x.raw("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
	x.b = appendXML(x.b, OneLine(d.Title))
	x.raw("</title>\n")
	if style != "" {
		x.raw(`<link rel="stylesheet" href="`)
		x.b = appendXML(x.b, OneLine(style))
		x.raw("\">\n")
	}
	x.raw("</head>\n<body>\n")
	if err := x.article(d); err != nil {
		return err
	}
	x.raw("</body>\n</html>\n")
	if _, err := w.Write(x.b); err != nil {
		return fmt.Errorf("paper: html: %w", err)
	}
	return nil
}

// A page is HTML being written.
type page struct{ b []byte }

func (x *page) raw(s string) { x.b = append(x.b, s...) }

// text writes words; a line end in them is one on the page.
func (x *page) text(s string) {
	for i, l := range strings.Split(Clean(s), "\n") {
		if i > 0 {
			x.raw("<br>")
		}
		x.b = appendXML(x.b, l)
	}
}

// line writes a paragraph of the class, unless it is empty.
func (x *page) line(class, s string) {
	if s = Clean(s); s == "" {
		return
	}
	x.raw(`<p class="paper-` + class + `">`)
	x.text(s)
	x.raw("</p>\n")
}

func (x *page) article(d Document) error {
	x.raw("<article class=\"paper\">\n")
	x.head(d.Head)
	if t := Lines(d.Title); t != nil {
		x.raw(`<h1 class="paper-title">`)
		x.text(join(t))
		x.raw("</h1>\n")
	}
	x.line("to", d.Addressed())
	if err := x.blocks(d.Body); err != nil {
		return err
	}
	x.attachmentList(d.Attachments)
	x.signature(d.Signature)
	x.line("note", d.Noted())
	x.code(d.Code)
	for i, a := range d.Attachments {
		if err := x.attachment(a, i+1, len(d.Attachments)); err != nil {
			return err
		}
	}
	c := d.Colophon
	if cc := OneLine(c.Copied()); cc != "" {
		x.line("cc", "抄送："+cc)
	}
	if issuer, date := OneLine(c.Issuer), c.Printed(); issuer != "" || date != "" {
		x.raw(`<p class="paper-printed"><span>`)
		x.text(issuer)
		x.raw(`</span> <span>`)
		x.text(date)
		x.raw("</span></p>\n")
	}
	x.raw("</article>\n")
	return nil
}

func (x *page) head(h Head) {
	if h.Empty() {
		return
	}
	x.raw("<div class=\"paper-red\">\n")
	x.line("copy", OneLine(h.Copy))
	x.line("secrecy", OneLine(h.Secrecy))
	x.line("secrecy", OneLine(h.Urgency))
	if len(h.Issuers) > 0 {
		var names []string
		for _, s := range h.Issuers {
			names = append(names, OneLine(s))
		}
		x.line("issuer", join(names)+OneLine(h.Suffix))
	}
	x.line("number", OneLine(h.Number))
	if len(h.Signers) > 0 {
		var names []string
		for _, s := range h.Signers {
			names = append(names, OneLine(s))
		}
		x.line("signer", "签发人："+strings.Join(names, "　"))
	}
	x.raw("</div>\n")
}

func (x *page) blocks(body []Block) error {
	for _, b := range body {
		switch b := b.(type) {
		case Heading:
			n := strconv.Itoa(h2 + b.Depth() - 1)
			tag, close := `<h`+n+` class="paper-heading">`, `</h`+n+">\n"
			if len(b.Rest) > 0 { // a heading that goes on as text is a paragraph
				tag, close = `<p class="paper-runin"><span class="paper-level`+strconv.Itoa(b.Depth())+`">`, "</p>\n"
			}
			x.raw(tag)
			x.text(b.Ordinal() + strings.ReplaceAll(Clean(b.Text), "\n", ""))
			if len(b.Rest) > 0 {
				x.raw(`</span>`)
				x.runs(b.Rest)
			}
			x.raw(close)
		case Paragraph:
			x.raw(`<p class="paper-text` + b.Align.class() + `">`)
			x.runs(b.Runs)
			x.raw("</p>\n")
		case List:
			for n, item := range b.Items {
				x.raw(`<p class="paper-item">`)
				x.text(b.Mark.Of(n + 1))
				x.runs(item)
				x.raw("</p>\n")
			}
		case PageBreak:
			x.raw("<hr class=\"paper-break\">\n")
		case Signature:
			x.signature(b)
		case Table:
			if err := x.table(b); err != nil {
				return err
			}
		}
	}
	return nil
}

const h2 = 2 // the level of a page under its title

func (a Align) class() string {
	return [...]string{Auto: "", Left: " paper-left", Center: " paper-center", Right: " paper-right"}[min(a, Right)]
}

func (x *page) runs(runs []Run) {
	for _, r := range runs {
		if r.Text == "" {
			continue
		}
		if r.Field != "" {
			x.raw(`<span class="paper-field" data-field="`)
			x.b = appendXML(x.b, OneLine(r.Field))
			x.raw(`">`)
		}
		if r.Bold {
			x.raw(`<b>`)
		}
		x.text(r.Text)
		if r.Bold {
			x.raw(`</b>`)
		}
		if r.Field != "" {
			x.raw(`</span>`)
		}
	}
}

func (x *page) attachmentList(list []Attachment) {
	for i, a := range list {
		label := ""
		if i == 0 {
			label = "附件："
		}
		if len(list) > 1 {
			label += strconv.Itoa(i+1) + "."
		}
		x.line("attached", label+OneLine(a.Name))
	}
}

func (x *page) attachment(a Attachment, n, of int) error {
	if len(a.Body) == 0 {
		return nil
	}
	mark := "附件"
	if of > 1 {
		mark += strconv.Itoa(n)
	}
	x.line("attachment", mark)
	x.raw(`<h2 class="paper-title">`)
	x.text(join(Lines(a.Name)))
	x.raw("</h2>\n")
	return x.blocks(a.Body)
}

func (x *page) signature(s Signature) {
	for _, b := range s.Bodies {
		x.line("signed", OneLine(b))
	}
	if !s.Date.IsZero() {
		x.raw(`<p class="paper-signed">`)
		x.value(Day(s.Date))
		x.raw("</p>\n")
	}
}

// value writes what a cell shows and, if that is a number or a date, what it is.
func (x *page) value(c Cell) {
	switch c.Kind {
	case Number, Money:
		x.raw(`<data value="` + c.Number.String() + `">` + c.String() + `</data>`)
	case Date:
		if !c.Date.IsZero() {
			x.raw(`<time datetime="` + c.Date.String() + `">` + c.String() + `</time>`)
		}
	default:
		x.text(c.Text)
	}
}

func (x *page) table(t Table) error {
	class := ""
	if t.Wide {
		class = " paper-wide"
	}
	x.raw(`<table class="paper-table` + class + "\">\n")
	if c := OneLine(t.Caption); c != "" {
		x.raw(`<caption>`)
		x.text(c)
		x.raw("</caption>\n")
	}
	if head := t.HeadRows(); len(head) > 0 {
		x.raw("<thead>\n")
		if err := x.rows(t, head, true); err != nil {
			return err
		}
		x.raw("</thead>\n")
	}
	x.raw("<tbody>\n")
	if err := x.rows(t, t.Rows, false); err != nil {
		return err
	}
	x.raw("</tbody>\n</table>\n")
	return nil
}

// rows writes the rows of the head or of the body. Cells that are missing at the
// end of a row are written, so that the grid is whole.
func (x *page) rows(t Table, rows []Row, head bool) error {
	g := NewGrid(len(t.Columns))
	for i, r := range rows {
		slots, err := g.Row(r)
		if err != nil {
			return err
		}
		x.raw(`<tr>`)
		for _, s := range slots {
			if !s.Covered {
				x.cell(t.Columns[s.Col], s, head, len(rows)-i)
			}
		}
		x.raw("</tr>\n")
	}
	return nil
}

// cell writes one cell; left is how many rows there are from here on.
func (x *page) cell(col Column, s Slot, head bool, left int) {
	tag, scope := "td", ""
	switch {
	case head:
		tag, scope = "th", ` scope="col"`
	case s.Cell.Head:
		tag, scope = "th", ` scope="row"`
	}
	align := col.AlignOf(s.Cell)
	if head && s.Cell.Align == Auto {
		align = Center
	}
	x.raw(`<` + tag + scope)
	if s.Cols > 1 {
		x.raw(` colspan="` + strconv.Itoa(s.Cols) + `"`)
	}
	if n := min(s.Cell.Rows, left); n > 1 {
		x.raw(` rowspan="` + strconv.Itoa(n) + `"`)
	}
	if c := strings.TrimSpace(align.class()); c != "" && align != Left {
		x.raw(` class="` + c + `"`)
	}
	x.raw(`>`)
	x.value(s.Cell)
	x.raw(`</` + tag + `>`)
}
