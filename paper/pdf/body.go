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
	list, signed := x.listing(d.Attachments), x.signed(d.Signature)
	end := x.height(signed)
	last := end // what the last words stay with
	if len(list) > 0 && end > 0 {
		if last = x.height(list) + end; last > x.up.Height/2 {
			last = x.up.Pitch + x.up.Line
		}
		list[len(list)-1].tail = end
	}
	if err := x.blocks(d.Body, d.Title != "" && to == nil, last); err != nil {
		return err
	}
	x.lay(list)
	x.lay(signed)
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

// blocks prints a body; apart leaves a line free above it, and so much must fit
// below its last words.
func (x *layout) blocks(blocks []paper.Block, apart bool, end int) error {
	for i, b := range blocks {
		before, tail := 0, x.tail(blocks, i, end)
		if apart && i == 0 {
			before = x.m.Pitch
		}
		switch b := b.(type) {
		case paper.Heading:
			p := x.heading(b)
			p.before, p.tail = before, tail
			if len(b.Rest) == 0 {
				p.keep = x.below(blocks, i, end)
			}
			x.para(p)
		case paper.Paragraph:
			p := x.paragraph(b)
			p.before, p.tail = before, tail
			x.para(p)
		case paper.List:
			for n, item := range b.Items {
				p := x.item(b.Mark, n, item)
				p.before, before = before, 0
				if n == len(b.Items)-1 {
					p.tail = tail
				}
				x.para(p)
			}
		case paper.PageBreak:
			x.fresh = true
		case paper.Signature:
			x.lay(x.signed(b))
		case paper.Table:
			x.y += before / 2
			if err := x.table(b, tail); err != nil {
				return err
			}
		}
	}
	return nil
}

// tail returns how high the signature is that the last words of block i stay with.
func (x *layout) tail(blocks []paper.Block, i, end int) int {
	if !paper.Closing(blocks, i, end > 0) {
		return 0
	}
	for _, b := range blocks[i+1:] {
		if s, ok := b.(paper.Signature); ok && !s.Empty() {
			return x.height(x.signed(s))
		}
	}
	return end
}

// below returns how much must stand under heading i: a heading does not end a
// page, and does not part from words that cannot stay behind with it.
func (x *layout) below(blocks []paper.Block, i, end int) int {
	if i+1 == len(blocks) {
		return max(x.up.Line, end)
	}
	var next para
	switch b := blocks[i+1].(type) {
	case paper.Heading:
		if next = x.heading(b); len(b.Rest) == 0 {
			return x.height([]para{next}) + x.below(blocks, i+1, end)
		}
	case paper.Paragraph:
		next = x.paragraph(b)
	case paper.List:
		if len(b.Items) != 1 {
			return x.up.Line
		}
		next = x.item(b.Mark, 0, b.Items[0])
	default:
		return x.up.Line
	}
	tail := x.tail(blocks, i+1, end)
	if high := x.height([]para{next}); tail > 0 && high <= 2*x.up.Line {
		return high + tail
	}
	return x.up.Line
}

// paragraph returns a paragraph of the text.
func (x *layout) paragraph(b paper.Paragraph) para {
	p := para{gs: x.runs(nil, b.Runs, &x.normal), align: b.Align}
	if b.Align == paper.Auto {
		p.first = 2 * x.up.Char
	}
	return p
}

// item returns an item of a list, counted from 0.
func (x *layout) item(m paper.Mark, n int, runs []paper.Run) para {
	return x.indented(x.runs(x.words(m.Of(n+1), &x.normal), runs, &x.normal))
}

func (x *layout) heading(h paper.Heading) para {
	l := &x.normal
	switch depth := h.Depth(); {
	case depth <= 2:
		l = x.inBody([]int{level1, level2}[depth-1])
	case depth == 3 && x.p.BoldThird:
		l = bolder(l)
	}
	gs := x.words(h.Ordinal()+strings.ReplaceAll(paper.Clean(h.Text), "\n", ""), l)
	return x.indented(x.runs(gs, h.Rest, &x.normal))
}

// listing names the attachments under the text.
func (x *layout) listing(list []paper.Attachment) (out []para) {
	for i, l := range paper.Listing(list) {
		left, begin := x.chars(l.Left), x.chars(l.Begin)
		mark := x.words(l.Mark, &x.normal)
		if w := left - begin; wide(mark) < w {
			mark[len(mark)-1].w += w - wide(mark) - x.normal.space
		}
		p := para{gs: append(mark, x.words(l.Name, &x.normal)...), left: left, first: begin - left, align: paper.Left}
		if i == 0 {
			p.before = x.up.Pitch
		}
		out = append(out, p)
	}
	return out
}

func (x *layout) chars(n float64) int { return int(n * float64(x.up.Char)) }

// signed says who issues and when, all on one page.
func (x *layout) signed(s paper.Signature) (out []para) {
	list := s.Placed(func(s string) float64 { return float64(wide(x.words(s, &x.normal))) / float64(x.up.Char) })
	before := x.up.Pitch
	for i, l := range list {
		out = append(out, para{gs: x.words(l.Text, &x.normal), right: x.chars(l.Right), align: paper.Right, ragged: true, before: before,
			keep: (len(list) - 1 - i) * x.up.Line})
		before = 0
	}
	return out
}

// lay lays out paragraphs one after another.
func (x *layout) lay(list []para) {
	for _, p := range list {
		x.para(p)
	}
}

// height returns how high paragraphs of the text are on an upright page.
func (x *layout) height(list []para) int {
	h := 0
	for _, p := range list {
		h += p.before + len(x.lines(p, x.up.Width-p.left-p.right))*x.up.Line
	}
	return h
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
	return x.blocks(a.Body, true, 0)
}
