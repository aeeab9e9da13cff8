package pdf

import (
	"strings"

	"zhenggai/paper"
)

// document lays out the parts of a paper in their order.
func (x *layout) document(d paper.Document) error {
	if d.BeginsWide() {
		x.begin(true)
	} else {
		x.begin(false)
	}
	x.head(d.Head)
	above := 0 // lines between the title and what stands above it (clause 7.3.1)
	if !d.Head.Empty() {
		above = 2
	}
	x.titled(paper.Lines(d.Title), above)
	to := paper.Lines(d.Addressed())
	if to != nil {
		x.para(para{gs: x.words(strings.Join(to, "\n"), &x.normal), before: x.m.Pitch})
	}
	if err := x.blocks(d.Body, d.Title != "" && to == nil); err != nil {
		return err
	}
	x.listing(d.Attachments)
	x.signature(d.Signature)
	if s := d.Noted(); s != "" {
		x.para(x.indented(x.words(s, &x.normal)))
	}
	x.code(d.Code)
	for i, a := range d.Attachments {
		if err := x.attachment(a, i+1, len(d.Attachments)); err != nil {
			return err
		}
	}
	x.colophon(d.Colophon)
	return nil
}

// code draws a code at the left margin.
func (x *layout) code(c paper.Code) {
	if c.Side() == 0 {
		return
	}
	const side = paper.CodeSide * 72 * pt * 10 / 254
	x.open()
	x.need(side)
	x.page.squares(c, x.m.Left, x.m.Top+x.y, side)
	x.y += side
}

// indented returns a paragraph of the text.
func (x *layout) indented(gs []glyph) para { return para{gs: gs, first: 2 * x.up.Char} }

// titled prints a title of one or more lines, so many lines below what stands
// above it.
func (x *layout) titled(lines []string, above int) {
	l := x.look(title, paper.SizeTitle)
	for _, s := range lines {
		x.para(para{gs: x.words(s, l), align: paper.Center, ragged: true, before: above * x.m.Pitch,
			height: max(x.m.Line, int(paper.SizeTitle*1.25*pt)), keep: 2 * x.m.Line})
		above = 0
	}
}

// runs returns the words of a paragraph.
func (x *layout) runs(gs []glyph, runs []paper.Run, l *look) []glyph {
	for _, r := range runs {
		use := l
		if r.Bold {
			use = bolder(l)
		}
		gs = x.set(gs, paper.Clean(r.Text), use)
	}
	return gs
}

// blocks prints a body; apart leaves a line free above it.
func (x *layout) blocks(blocks []paper.Block, apart bool) error {
	for i, b := range blocks {
		before := 0
		if apart && i == 0 {
			before = x.m.Pitch
		}
		switch b := b.(type) {
		case paper.Heading:
			x.heading(b, before)
		case paper.Paragraph:
			p := para{gs: x.runs(nil, b.Runs, &x.normal), before: before, align: b.Align}
			if b.Align == paper.Auto {
				p.first = 2 * x.up.Char
			}
			x.para(p)
		case paper.List:
			for n, item := range b.Items {
				p := x.indented(x.runs(x.words(b.Mark.Of(n+1), &x.normal), item, &x.normal))
				p.before, before = before, 0
				x.para(p)
			}
		case paper.PageBreak:
			x.fresh = true
		case paper.Signature:
			x.signature(b)
		case paper.Table:
			x.y += before / 2
			if err := x.table(b); err != nil {
				return err
			}
		}
	}
	return nil
}

func (x *layout) heading(h paper.Heading, before int) {
	l := &x.normal
	switch depth := h.Depth(); {
	case depth <= 2:
		l = x.inBody([]int{level1, level2}[depth-1])
	case depth == 3 && x.p.BoldThird:
		l = bolder(l)
	}
	gs := x.words(h.Ordinal()+strings.ReplaceAll(paper.Clean(h.Text), "\n", ""), l)
	p := x.indented(x.runs(gs, h.Rest, &x.normal))
	p.before = before
	if len(h.Rest) == 0 {
		p.keep = x.m.Line // a heading does not end a page
	}
	x.para(p)
}

// listing names the attachments under the text.
func (x *layout) listing(list []paper.Attachment) {
	for i, l := range paper.Listing(list) {
		left, begin := x.chars(l.Left), x.chars(l.Begin)
		mark := x.words(l.Mark, &x.normal)
		if w := left - begin; wide(mark) < w {
			mark[len(mark)-1].w += w - wide(mark) - x.normal.space
		}
		p := para{gs: append(mark, x.words(l.Name, &x.normal)...), left: left, first: begin - left, align: paper.Left}
		if i == 0 {
			p.before = x.m.Pitch
		}
		x.para(p)
	}
}

func (x *layout) chars(n float64) int { return int(n * float64(x.up.Char)) }

// signature prints who issues and when, all on one page.
func (x *layout) signature(s paper.Signature) {
	list := s.Placed(func(s string) float64 { return float64(wide(x.words(s, &x.normal))) / float64(x.up.Char) })
	before := x.m.Pitch
	for i, l := range list {
		x.para(para{gs: x.words(l.Text, &x.normal), right: x.chars(l.Right), align: paper.Right, ragged: true, before: before, keep: (len(list) - 1 - i) * x.m.Line})
		before = 0
	}
}

// attachment prints the body of an attachment, from a new page on.
func (x *layout) attachment(a paper.Attachment, n, of int) error {
	if len(a.Body) == 0 {
		return nil
	}
	t, ok := a.Body[0].(paper.Table)
	x.begin(ok && t.Wide)
	x.para(para{gs: x.words(paper.AttachmentMark(n, of), x.inBody(level1)), align: paper.Left})
	x.titled(paper.Lines(a.Name), 1) // in the third line
	return x.blocks(a.Body, true)
}
