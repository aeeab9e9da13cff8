package report

import (
	"strings"

	"zhenggai/source"
)

// kind decides what kind of text this is, from its title and opening.
func (g *grower) kind() {
	h := &g.out.Head
	h.Title = g.title()
	h.Opening = g.opening()
	title := h.Title.In(g.s)
	if strings.Contains(title, "\n") { // a title of two lines may break inside a word
		title = strings.ReplaceAll(title, "\n", "")
	}
	open := h.Opening.In(g.s)
	if len(open) > 1200 {
		open = open[:1200]
	}
	either := func(w string) bool { return strings.Contains(title, w) || strings.Contains(open, w) }
	switch {
	case strings.Contains(title, "反馈") && !strings.Contains(title, "整改"),
		strings.Contains(open, "反馈如下") && !strings.Contains(title, "整改"):
		h.Kind = Feedback
	case title == "" && strings.Contains(open, "反馈") && !strings.Contains(open, "整改") && !g.has(LabelMeasures) && strings.Contains(g.s, "意见建议"):
		h.Kind = Feedback
	case either("审计") && !either("巡察") && !either("巡视"):
		h.Kind = Audit
	}
}

func (g *grower) has(kind LabelKind) bool {
	for i := range g.marks {
		if g.marks[i].kind == kind && !g.marks[i].dead {
			return true
		}
	}
	return false
}

// title returns the title of the report: one line, or two where the first is the
// unit and the second begins with 关于.
func (g *grower) title() source.Span {
	n := min(int(g.top)+6, len(g.lines))
	for i := int(g.top); i < n; i++ {
		k := g.titleAt(i)
		if k == 0 {
			continue
		}
		t := source.Span{Start: g.lines[i].span.Start, End: g.lines[i+k-1].span.End}
		if words := g.lines[i].span.In(g.s); i > 0 && (strings.HasPrefix(words, "关于") || strings.HasPrefix(words, "落实")) {
			if p := g.lines[i-1].span; !p.Empty() && signLine(p.In(g.s)) {
				t.Start = p.Start
			}
		}
		return t
	}
	return source.Span{}
}

// opening returns the paragraphs before the first heading, title and chrome left
// out.
func (g *grower) opening() source.Span {
	from := g.out.Head.Title.End
	if from == 0 && int(g.top) < len(g.lines) {
		from = g.lines[g.top].span.Start
	}
	to := g.textEnd()
	for i := range g.marks {
		if m := &g.marks[i]; !m.dead && !m.inline && m.style < StyleOrd {
			to = m.span.Start
			break
		}
	}
	if len(g.rows) > 0 {
		to = min(to, g.rows[0].span.Start)
	}
	to = max(from, min(to, from+3000))
	for to < g.textEnd() && to > from && g.s[to]&0xC0 == 0x80 {
		to--
	}
	return source.Span{Start: from, End: to}
}

// head reads unit, team, period, feedback and sign-off. The dates of the opening
// have their years by now.
func (o *Outline) head(s string, sc *scanner, tail int32) {
	h := &o.Head
	o.signOff(s, sc, tail)
	open := h.Opening.In(s)
	base := h.Opening.Start
	h.Team = team(s, open, base)
	h.Unit = titleUnit(s, h.Title)
	if found := unit(s, open, base, h); h.Unit.Empty() || h.Kind == Feedback && !found.Empty() {
		h.Unit = found
		if sign := h.Signer; !sign.Empty() && h.Kind != Feedback && (found.Empty() || sign.Len() > found.Len()) {
			h.Unit = sign
		}
	}
	defer func() {
		if h.Kind == Feedback && h.Feedback.IsZero() { // a notice is handed over on its own date
			h.Feedback, h.FeedbackSpan = h.Published, h.PublishedSpan
		}
	}()
	for i := range o.Dates {
		d := &o.Dates[i]
		if d.Start < h.Opening.Start || d.End > h.Opening.End || d.Rel != RelNone {
			continue
		}
		rest := s[d.End:h.Opening.End]
		if k := strings.IndexAny(rest, "。\n"); k >= 0 {
			rest = rest[:k]
		}
		if i+1 < len(o.Dates) && int(o.Dates[i+1].Start-d.End) < len(rest) {
			rest = rest[:o.Dates[i+1].Start-d.End]
		}
		switch {
		case d.Range && h.PeriodSpan.Empty() && inspects(rest):
			h.Period, h.PeriodSpan = d.Interval, d.Span
		case !d.Range && h.FeedbackSpan.Empty() && d.Grain <= GrainMonth && strings.Contains(rest, "反馈") && !strings.Contains(rest, "自查"):
			h.Feedback, h.FeedbackSpan = d.From, d.Span
		}
	}
}

// inspects reports whether words tell of an inspection.
func inspects(words string) bool {
	for _, w := range [...]string{"巡察", "巡视", "审计", "进驻", "检查", "督查"} {
		if strings.Contains(words, w) {
			return true
		}
	}
	return false
}

// team finds 市委第四巡察组 in the opening.
func team(s, open string, base int32) source.Span {
	for _, w := range [...]string{"巡察组", "巡视组", "审计组", "巡察一组", "巡察二组", "巡察三组", "巡察四组", "巡察五组", "督导组", "检查组"} {
		k := strings.Index(open, w)
		if k < 0 {
			continue
		}
		end := int(base) + k + len(w)
		var sc scanner
		sc.s = s
		start := sc.orgStart(int(base)+k, int(base))
		return span(start, end)
	}
	return source.Span{}
}

// titleUnit returns the body that the title names as its author: X关于….
func titleUnit(s string, title source.Span) source.Span {
	words := title.In(s)
	k := strings.Index(words, "关于")
	if k <= 0 {
		return source.Span{}
	}
	name := strings.Trim(words[:k], " \u3000\n\r")
	if !signEnds.ends(name) || strings.Contains(name, "巡察组") || strings.Contains(name, "领导小组") {
		return source.Span{}
	}
	start := title.Start + int32(strings.Index(words, name))
	return source.Span{Start: start, End: start + int32(len(name))}
}

// unitFrames stand around the name of the inspected body in the opening.
var unitFrames = [...]struct{ before, after string }{
	{"对", "开展"}, {"对", "进行"}, {"对", "实施"}, {"对", "党组"}, {"向", "反馈"}, {"对", "的巡察"}, {"进驻", "开展"}, {"巡察", "反馈"},
}

// unit finds the body that was inspected: 对X开展了巡察, 向X反馈, in the sentence
// that names the team.
func unit(s, open string, base int32, h *Head) source.Span {
	from := 0
	if !h.Team.Empty() {
		from = int(h.Team.End - base)
	}
	open = open[:sentenceEnd(open, from)]
	for _, f := range unitFrames {
		for at := from; at < len(open); {
			k := strings.Index(open[at:], f.before)
			if k < 0 {
				break
			}
			k += at + len(f.before)
			e := strings.Index(open[k:], f.after)
			if e > 3 && e <= 120 && !strings.ContainsAny(open[k:k+e], "。，,;；\n、0123456789") {
				if f.after == "党组" {
					e += len("党组")
				}
				return span(int(base)+k, int(base)+k+e)
			}
			at = k
		}
	}
	return source.Span{}
}

// sentenceEnd returns the offset of the first 。 at or behind from, or the length
// of s.
func sentenceEnd(s string, from int) int {
	if k := strings.Index(s[from:], "。"); k >= 0 {
		return from + k
	}
	return len(s)
}

// signOff finds signer and date in the closing part, or the date that the portal
// printed.
func (o *Outline) signOff(s string, sc *scanner, tail int32) {
	h := &o.Head
	if end := attached(s, sc.lines); end < len(sc.lines) { // the text is signed before what is attached to it
		o.signedIn(s, sc, int32(end), end)
	}
	if h.PublishedSpan.Empty() {
		o.signedIn(s, sc, tail, len(sc.lines))
	}
	if h.PublishedSpan.Empty() {
		o.portalDate(s, sc)
	}
	if h.Signer.Empty() {
		for n := len(sc.lines) - 1; n >= int(tail) && n >= 0; n-- {
			if w := sc.lines[n].span; !w.Empty() && signLine(w.In(s)) {
				h.Signer = w
				break
			}
		}
	}
}

// attached returns the line on which the first attachment begins that is printed
// behind the text: 附件 or 附件1 alone; all lines if there is none.
func attached(s string, lines []line) int {
	for n := range lines {
		words, ok := strings.CutPrefix(strings.Trim(lines[n].span.In(s), " \u3000：:"), "附件")
		if ok && strings.Trim(words, "0123456789一二三四五六七八九十") == "" {
			return n
		}
	}
	return len(lines)
}

// signedIn looks for the day and the signer in the last lines before line end.
func (o *Outline) signedIn(s string, sc *scanner, tail int32, end int) {
	h := &o.Head
	for i := len(o.Dates) - 1; i >= 0 && h.PublishedSpan.Empty(); i-- {
		d := &o.Dates[i]
		n := lineOf(sc.lines, d.Start)
		if n >= end {
			continue
		}
		if int32(n) < tail && n < end-12 {
			break
		}
		l := sc.lines[n].span
		words := l.In(s)
		if d.Grain != GrainDay && d.Grain != GrainMonth || d.Range || d.NoYear {
			continue
		}
		if dateLine(words) || int(l.End-d.End) <= 3 && len(words) <= 120 && signLine(strings.Trim(s[l.Start:d.Start], " \u3000")) {
			h.Published, h.PublishedSpan = d.From, d.Span
			if h.Signer = sameLineSigner(s, l.Start, d.Start); h.Signer.Empty() {
				h.Signer = signerBefore(s, sc.lines, n)
			}
		}
	}
}

func sameLineSigner(s string, from, to int32) source.Span {
	words := strings.TrimRight(s[from:to], " \u3000")
	if words != "" && signLine(words) {
		return source.Span{Start: from, End: from + int32(len(words))}
	}
	return source.Span{}
}

// signerBefore looks for the signer in the three lines around line n.
func signerBefore(s string, lines []line, n int) source.Span {
	for k := n - 1; k >= 0 && k >= n-3; k-- {
		if w := lines[k].span; !w.Empty() {
			if signLine(w.In(s)) {
				return w
			}
			break
		}
	}
	if n+1 < len(lines) && signLine(lines[n+1].span.In(s)) && !lines[n+1].span.Empty() {
		return lines[n+1].span
	}
	return source.Span{}
}

// portalDate takes the date that a portal prints: 发布时间：2021-01-26.
func (o *Outline) portalDate(s string, sc *scanner) {
	for i := range o.Dates {
		d := &o.Dates[i]
		words := sc.lines[lineOf(sc.lines, d.Start)].span.In(s)
		if d.Grain == GrainDay && !d.NoYear && len(words) < 240 && (strings.Contains(words, "发布") || strings.Contains(words, "时间") || strings.Contains(words, "日期")) && chromeLine(words) {
			o.Head.Published, o.Head.PublishedSpan = d.From, d.Span
			return
		}
	}
}

// lineOf returns the index of the line that holds offset off.
func lineOf(lines []line, off int32) int {
	lo, hi := 0, len(lines)
	for lo < hi {
		mid := (lo + hi) / 2
		if lines[mid].span.Start <= off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return max(lo-1, 0)
}
