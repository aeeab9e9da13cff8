package pdf

import (
	"zhenggai/paper"
)

// head prints what stands above the red line.
func (x *layout) head(h paper.Head) {
	if h.Empty() {
		return
	}
	for i, s := range []string{h.Copy, h.Secrecy, h.Urgency} {
		if s = paper.OneLine(s); s != "" {
			l := &x.normal
			if i > 0 {
				l = x.inBody(level1)
			}
			x.para(para{gs: x.words(s, l), align: paper.Left})
		}
	}
	x.issuers(h)
	x.numbered(h)
}

// issuers prints the red mark of who issues.
func (x *layout) issuers(h paper.Head) {
	if len(h.Issuers) == 0 {
		return
	}
	size, longest := h.MarkSize(x.m.Width / twip)
	l := x.look(title, float64(int(size*2))/2)
	l.red = true
	height := l.size * 115 / 100
	suffix := paper.OneLine(h.Suffix)
	x.y = max(x.y, paper.MarkTop*twip)
	left := int(float64(x.m.Width) * longest / (longest + paper.Breadth(suffix)))
	if len(h.Issuers) == 1 || suffix == "" || int(longest*float64(l.size)) > left {
		for _, s := range h.Issuers {
			x.para(para{gs: x.words(paper.OneLine(s)+suffix, l), align: paper.Center, ragged: true, height: height})
		}
		return
	}
	// Names that issue jointly stand above one another, spread to one width, and
	// the suffix to their right, midway (clause 7.2.4).
	x.need(len(h.Issuers) * height)
	top := x.y
	end := words(x, suffix, l)
	start := (x.m.Width - left - wide(end)) / 2
	for _, s := range h.Issuers {
		gs := words(x, s, l)
		gap := 0
		if len(gs) > 1 {
			gap = max((left-wide(gs))/(len(gs)-1), 0)
		}
		x.page.text(gs, x.m.Left+start, x.baseline(gs, x.y, height), gap)
		x.y += height
	}
	x.page.text(end, x.m.Left+start+left, x.baseline(end, top, x.y-top), 0)
}

func words(x *layout, s string, l *look) []glyph { return x.words(paper.OneLine(s), l) }

// numbered prints the document's number and the signers, two lines below the
// mark, and the red line.
func (x *layout) numbered(h paper.Head) {
	number := words(x, h.Number, &x.normal)
	x.y += 2 * x.m.Pitch
	rows := h.SignerRows()
	if len(rows) == 0 {
		x.para(para{gs: number, align: paper.Center, ragged: true})
	}
	// The number stands beside the last line of names, one character from the
	// margin as they are.
	label := words(x, "签发人：", &x.normal)
	widest := 0
	for _, s := range rows {
		widest = max(widest, wide(x.words(s, x.inBody(level2))))
	}
	names := x.m.Left + max(x.m.Width-x.up.Char-widest, wide(label))
	if len(rows) > 0 && x.up.Char+wide(number) > names-x.m.Left-wide(label)-x.up.Char { // it wants lines of its own
		x.para(para{gs: number, left: x.up.Char, align: paper.Left})
		number = nil
	}
	for i, s := range rows {
		x.need(x.m.Line)
		gs := x.words(s, x.inBody(level2))
		base := x.baseline(gs, x.y, x.m.Line)
		if i == len(rows)-1 {
			x.page.text(number, x.m.Left+x.up.Char, base, 0)
		}
		if i == 0 {
			x.page.text(label, names-wide(label)-x.normal.space, base, 0)
		}
		x.page.text(gs, names, base, 0)
		x.y += x.m.Line
	}
	x.y += paper.RedGap * twip
	const strong = 3 * pt / 2
	x.page.rule(x.m.Left, x.m.Top+x.y+strong/2, x.m.Left+x.m.Width, x.m.Top+x.y+strong/2, strong, true)
	x.y += strong
}

// colophon prints what stands at the foot of the last page (clause 7.4): strong
// lines of 0.35 mm above and below, a fine one of 0.25 mm between, as wide as the
// text area.
func (x *layout) colophon(c paper.Colophon) {
	cc, issuer, date := paper.OneLine(c.Copied()), paper.OneLine(c.Issuer), c.Printed()
	if cc == "" && issuer == "" && date == "" {
		return
	}
	if x.page.wide {
		x.begin(false)
	}
	const strong, fine = pt, pt * 3 / 4
	l := &look{size: paper.SizeSmall * pt}
	char, height := l.size, l.size*3/2
	copied := para{gs: x.words("抄送："+cc, l), left: 4 * char, right: char, first: -3 * char, height: height, align: paper.Left}
	var lines []printed
	if cc != "" {
		lines = x.lines(copied, x.m.Width-copied.left-copied.right)
	}
	who := para{gs: x.words(issuer, l), left: char, right: x.m.Width * 9 / 20, height: height, align: paper.Left, ragged: true}
	when := para{gs: x.words(date, l), left: x.m.Width * 11 / 20, right: char, height: height, align: paper.Right, ragged: true}
	below := max(len(x.lines(who, x.m.Width-who.left-who.right)), len(x.lines(when, x.m.Width-when.left-when.right)))
	if issuer == "" && date == "" {
		below = 0
	}
	x.need((len(lines) + below) * height)
	x.y = max(x.m.Height-(len(lines)+below)*height, x.y)
	left, right := x.m.Left, x.m.Left+x.m.Width
	x.page.rule(left, x.m.Top+x.y, right, x.m.Top+x.y, strong, false)
	for _, line := range lines {
		x.need(height)
		x.line(copied, line)
		x.y += height
	}
	if len(lines) > 0 && below > 0 {
		x.page.rule(left, x.m.Top+x.y, right, x.m.Top+x.y, fine, false)
	}
	if below > 0 {
		x.need(below * height)
		top := x.y
		for _, p := range []para{who, when} {
			x.y = top
			for _, line := range x.lines(p, x.m.Width-p.left-p.right) {
				x.line(p, line)
				x.y += height
			}
		}
		x.y = top + below*height
	}
	x.page.rule(left, x.m.Top+x.y, right, x.m.Top+x.y, strong, false)
}
