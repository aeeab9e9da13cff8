package report

import "zhenggai/source"

// An item is a line or a mark on its way to become a node.
type item struct {
	span   source.Span // where it begins; End is set when the tree stands
	mark   int32       // index of the mark, None for a line without one
	line   int32
	parent int32 // index of an item, None at the root
	value  int32
	expect int32
	cues   cues
	title  source.Span
	style  Style
	role   Role
	under  LabelKind // label under which a heading stands
	flags  Flags
	dead   bool
	conf   uint8
	kids   int32 // number of heading items directly below
	sub    int32 // index behind the last item below
	node   int32 // index of the node it became, or of the node that took its words
	row    int32 // index of its table row, plus one; 0 for other items
	depth  uint8
	parted bool // findings stand below
	holds  bool // a problem or point is directly below
	firm   bool // one of the aspects directly below is one beyond doubt, see lone
}

// heading reports whether the item is a numbered heading, printed or inferred.
func (it *item) heading() bool { return it.style != StyleNone && it.style < StyleOrd }

// A grower makes a tree of what the scanner found.
type grower struct {
	s               string
	out             *Outline
	marks           []mark
	lines           []line
	items           []item
	stack           []int32 // indexes of items
	votes           [styles][styles]int16
	tail            int32 // index of the first line of the closing part, or len(lines)
	closing         int32 // index of the first line that closes the report without a heading, or len(lines)
	top             int32 // index of the first line that belongs to the report itself
	seq             []int32
	costs           []int32
	from            []int32
	remap           []int32
	bare            []bareHeading
	order           [styles]Style
	numbersFindings [styles]int8 // see countsFindings: 0 not asked yet, 1 yes, -1 no

	effects []int32 // see scanner
	bars    bool

	rows  []tableRow
	cells []source.Span
	cols  []column
	names map[string]string // see Reader.Columns
	wrap  *wrapper

	hasAsides bool // a label in brackets stands somewhere

	lastAspect, lastProblem, lastRow int32 // nodes of the rows above
}

func (g *grower) reset(sc *scanner, w *wrapper) {
	*g = grower{effects: sc.effects, bars: sc.bars, wrap: w, lastAspect: None, lastProblem: None, lastRow: None, s: sc.s, out: sc.out, marks: sc.marks, lines: sc.lines, items: g.items[:0], stack: g.stack[:0],
		rows: g.rows[:0], cells: g.cells[:0], cols: g.cols[:0], seq: g.seq[:0], costs: g.costs[:0], from: g.from[:0], remap: g.remap[:0], bare: g.bare[:0]}
}

// grow makes items of marks and lines and hangs each on its parent.
func (g *grower) grow() {
	g.readTables()
	g.outerFindings()
	g.bareHeadings()
	g.closingPart()
	g.screen()
	g.vote()
	g.frame()
	label := LabelNone // label that is open on the top of the stack
	labelOn := None
	m := 0
	for n := range g.lines {
		l := &g.lines[n]
		if l.row > 0 {
			g.row(int32(n))
			for m < len(g.marks) && int(g.marks[m].line) == n {
				m++
			}
			continue
		}
		headed, marked := false, false
		for ; m < len(g.marks) && int(g.marks[m].line) == n; m++ {
			k := &g.marks[m]
			if k.dead {
				continue
			}
			marked = true
			switch k.style {
			case StyleLabel:
				if k.aside {
					g.hasAsides = true
					continue
				}
				label, labelOn = k.kind, g.peek()
				g.add(item{span: k.span, mark: int32(m), line: int32(n), parent: labelOn, style: StyleLabel, role: Label})
			case StyleOrd:
				g.add(item{span: k.span, mark: int32(m), line: int32(n), parent: g.peek(), value: k.value, style: StyleOrd, role: Measure})
			default:
				if k.inline && k.family != famNone {
					g.add(item{span: k.span, mark: int32(m), line: int32(n), parent: g.peek(), value: k.value, style: StyleOrd, role: Measure})
					continue
				}
				headed = true
				g.heading(int32(m), int32(n), label, labelOn)
				if label != LabelNone && !g.onStack(labelOn) {
					label, labelOn = LabelNone, None
				}
			}
		}
		if !headed && !l.span.Empty() {
			g.prose(int32(n), marked)
		}
	}
}

func (g *grower) add(it item) int32 {
	it.title = source.Span{Start: it.span.End, End: it.span.End}
	it.conf = 100
	g.items = append(g.items, it)
	return int32(len(g.items) - 1)
}

func (g *grower) peek() int32 {
	if len(g.stack) == 0 {
		return None
	}
	return g.stack[len(g.stack)-1]
}

func (g *grower) onStack(i int32) bool {
	for _, k := range g.stack {
		if k == i {
			return true
		}
	}
	return i == None
}

// prose adds the line n, which has no heading. Lines of the head and of the
// closing part hang on the root.
func (g *grower) prose(n int32, marked bool) {
	parent := g.peek()
	if n < g.top || n >= g.tail || n >= g.closing && !g.closingHead() {
		parent, g.stack = None, g.stack[:0] // nothing before goes on behind it
	}
	if marked {
		return // ordinals and labels carry its words
	}
	if contactLines.starts(g.lines[n].span.In(g.s)) { // it ends the part, not its last measure
		g.stack = g.stack[:min(len(g.stack), 1)]
		if parent != None {
			parent = g.peek()
		}
	}
	role := Prose
	if n < g.top || chromeLine(g.lines[n].span.In(g.s)) && (n >= g.tail || parent == None) {
		role = Chrome
	}
	g.add(item{span: g.lines[n].span, mark: None, line: n, parent: parent, role: role})
}

// closingHead reports whether the branch that is open closes the report under a
// heading of its own: 三、下一步打算.
func (g *grower) closingHead() bool {
	if len(g.stack) == 0 {
		return false
	}
	root := &g.items[g.stack[0]]
	return root.style == StyleSec && root.cues&cueClosing != 0 || root.style <= StyleSec && len(g.stack) == 1
}

// contactLines begin the lines that say how to reach a unit, wherever they stand.
var contactLines = newWords("联系电话", "联系方式", "监督电话", "联系人", "通信地址", "通讯地址", "电子邮箱", "监督方式", "意见反馈")

// heading adds the heading of mark m and moves the stack.
func (g *grower) heading(m, n int32, label LabelKind, labelOn int32) {
	k := &g.marks[m]
	g.popFor(k, n)
	it := item{span: k.span, mark: m, line: n, parent: g.peek(), value: k.value, style: k.style, role: Section}
	if label != LabelNone && it.parent == labelOn {
		it.under = label
	} else if it.parent != None {
		it.under = g.items[it.parent].under
	}
	if k.bare {
		it.flags |= BareNumber
	}
	if k.inline {
		it.flags |= Glued
	}
	it.depth = uint8(min(len(g.stack), 250))
	i := g.add(it)
	if it.parent != None {
		g.items[it.parent].kids++
	}
	g.measureTitle(i)
	if len(g.stack) < 64 {
		g.stack = append(g.stack, i)
	}
}

// popFor takes from the stack what ends where a heading of style k begins. A
// style that is on the stack pops to it and becomes a sibling; a style that the
// document uses above others pops those; any other is a child.
func (g *grower) popFor(k *mark, n int32) {
	if k.style == StyleSec || k.style == StylePart {
		for len(g.stack) > 0 && g.items[g.stack[0]].style != StylePart {
			g.stack = g.stack[:0]
		}
		for len(g.stack) > 1 || k.style == StylePart && len(g.stack) > 0 {
			g.stack = g.stack[:len(g.stack)-1]
		}
		return
	}
	at := -1
	for i := len(g.stack) - 1; i >= 0; i-- {
		if t := &g.items[g.stack[i]]; t.style == k.style {
			if at < 0 || t.value+1 == k.value {
				at = i
			}
			if t.value+1 == k.value {
				break
			}
		}
	}
	if at >= 0 {
		nested := k.value == 1 && at < len(g.stack)-1 && g.items[g.stack[at]].value > 0 &&
			!startsFinding(g.s[min(int(k.span.End), len(g.s)):]) && g.items[g.stack[len(g.stack)-1]].style != k.style &&
			!g.endsFinding(k)
		if !nested {
			g.stack = g.stack[:at]
			return
		}
	}
	for len(g.stack) > 0 && at < 0 && g.above(k.style, g.items[g.stack[len(g.stack)-1]].style) {
		g.stack = g.stack[:len(g.stack)-1]
	}
}

// above reports whether the document uses style a above style b: by what begins
// anew below what, else by the usual order.
func (g *grower) above(a, b Style) bool {
	if d := g.votes[a][b] - g.votes[b][a]; d != 0 {
		return d > 0
	}
	return a < b
}

// vote counts for each pair of styles how often the second begins at 1 right
// behind the first: that is a child.
func (g *grower) vote() {
	last := StyleNone
	for i := range g.marks {
		m := &g.marks[i]
		if m.dead || m.inline || m.style >= StyleOrd || g.lines[m.line].row > 0 {
			continue
		}
		if last != StyleNone && last != m.style && m.value == 1 {
			g.votes[last][m.style]++
		}
		last = m.style
	}
}

// screen takes out the marks that are text after all.
func (g *grower) screen() {
	for i := range g.marks {
		if m := &g.marks[i]; m.style < StyleOrd && !m.inline && g.lines[m.line].row == 0 {
			g.numberedLabel(i)
		}
	}
	g.unnumbered()
	var multi [2]int
	articles := 0
	for i := range g.marks {
		switch g.marks[i].style {
		case StyleMulti, StyleMulti3:
			multi[0]++
		case StyleHyphen:
			multi[1]++
		case StyleArticle:
			articles++
		}
	}
	for i := range g.marks {
		m := &g.marks[i]
		if m.style == StyleArticle && articles < 2 || (m.style == StyleMulti || m.style == StyleMulti3) && multi[0] < 2 || m.style == StyleHyphen && multi[1] < 2 {
			m.dead = true
		}
	}
	for i := 0; i < len(g.marks); {
		if g.lines[g.marks[i].line].row > 0 {
			i++
			continue // the cells of a row come later, one by one
		}
		j := i + 1 // one heading with what stands below it
		for j < len(g.marks) && (g.marks[j].inline || g.marks[j].style >= StyleOrd) && g.lines[g.marks[j].line].row == 0 {
			j++
		}
		g.ordinals(i, j)
		i = j
	}
}

// unnumbered makes headings of the labels 反馈问题: of a report that does not number
// its findings: two of them follow each other with an answer, but no heading,
// between, and none stands below the heading of a finding.
func (g *grower) unnumbered() {
	recur, open, answered := false, false, false
	for i := range g.marks {
		m := &g.marks[i]
		switch {
		case m.dead:
		case g.opensFinding(m):
			recur = recur || open && answered
			open, answered = true, false
		case m.style == StyleLabel:
			answered = answered || m.kind == LabelMeasures || m.kind == LabelEffect
		case m.style < StyleOrd && !m.inline:
			if m.style != StyleSec && m.style != StyleParen && m.style != StylePart {
				return
			}
			open = false
		}
	}
	if !recur {
		return
	}
	n := int32(0)
	for i := range g.marks {
		if m := &g.marks[i]; !m.dead && g.opensFinding(m) {
			n++
			m.style, m.value, m.sep = StyleProb, n, SepColon
			m.number = source.Span{Start: m.span.Start, End: m.span.Start}
		}
	}
}

// opensFinding reports whether m is a label 反馈问题: that opens a line.
func (g *grower) opensFinding(m *mark) bool {
	return m.style == StyleLabel && m.kind == LabelFinding && !m.inline && !m.aside && !m.fenced && g.lines[m.line].row == 0 && m.span.Start == g.lines[m.line].span.Start
}

// numberedLabel turns "(1)整改措施:" into a label: its number counts labels, not
// findings.
func (g *grower) numberedLabel(i int) {
	m := &g.marks[i]
	if m.style == StyleSec || m.style == StylePart {
		return
	}
	if i+1 < len(g.marks) {
		next := &g.marks[i+1]
		if next.style == StyleLabel && int(next.span.Start) == blank(g.s, int(m.span.End)) {
			if next.kind == LabelFinding && g.countsFindings(m.style) {
				next.dead = true // 1、问题：… 2、问题：…: the numbers count problems
				return
			}
			m.dead = true
			next.span.Start = m.span.Start
			next.inline = false
			return
		}
	}
	l := &g.lines[m.line]
	start := blank(g.s, int(m.span.End))
	end := min(int(l.span.End), start+longestLabel+3)
	for k := start; k < end; {
		c, n := at(g.s, k)
		if c == clStop || c == clColon {
			end = k
			break
		}
		k += n
	}
	if end <= start || end-start > longestLabel {
		return
	}
	if kind := labelOf(g.s[start:end]); kind != LabelNone && kind != LabelFinding {
		m.style, m.kind = StyleLabel, kind
		m.span.End = int32(end)
		if end < int(l.span.End) {
			_, n := at(g.s, end)
			m.span.End += int32(n)
		}
	}
}

// countsFindings reports whether the numbers of a style count problems that begin
// with a label (1.问题：… 2.问题：…) and not the labels of one problem
// (1.问题：… 2.整改措施：…): two of them in succession bear the same label somewhere.
func (g *grower) countsFindings(style Style) bool {
	if known := g.numbersFindings[style]; known != 0 {
		return known > 0
	}
	g.numbersFindings[style] = -1
	last := int32(-1) // the number of the heading before, if it bore the label
	for k := range g.marks[:len(g.marks)-1] {
		m, next := &g.marks[k], &g.marks[k+1]
		if m.style != style || m.inline {
			continue
		}
		if next.style != StyleLabel || next.kind != LabelFinding || int(next.span.Start) != blank(g.s, int(m.span.End)) {
			last = -1
			continue
		}
		if last >= 0 && int32(m.value) == last+1 {
			g.numbersFindings[style] = 1
			return true
		}
		last = int32(m.value)
	}
	return false
}

// ordinals keeps in marks[i:j], which belong to one heading, the ordinals of one
// family that count up, and turns headings that lost their line break into
// headings again.
func (g *grower) ordinals(i, j int) {
	g.glued(i, j)
	var count, twos [familyEnd]int // twos: where the last 2 of a family stands
	for k := i; k < j; k++ {
		m := &g.marks[k]
		if m.value == 2 {
			twos[m.family] = k
		}
		if m.family != famNone && !m.dead && (m.inline || m.style == StyleOrd) {
			if m.value <= 1 || count[m.family] > 0 {
				count[m.family]++
			}
		}
	}
	best := famNone
	for _, f := range [...]family{famIs, famNth, famFirst, famItem, famCircle, famParen, famDigits, famBullet, famMust} {
		if count[f] >= 2 && (best == famNone) {
			best = f
		}
	}
	if best == famNone {
		for _, f := range [...]family{famIs, famNth, famCircle, famBullet} {
			if count[f] == 1 && best == famNone {
				best = f
			}
		}
	}
	last := int32(0)
	for k := i; k < j; k++ {
		m := &g.marks[k]
		if m.style == StyleLabel {
			if !m.aside {
				last = 0
			}
			continue
		}
		if m.family == famNone {
			continue
		}
		ok := m.family == best && (m.value <= 1 || m.value == last+1 || m.value == last+2 && last > 0 || m.value == last && last > 0 && !m.weak)
		if m.weak && !(m.value == last+1) {
			ok = false
		}
		if m.weak && ok && m.value == 1 && twos[m.family] <= k {
			ok = false
		}
		if !ok {
			m.dead = true
			continue
		}
		last = m.value
	}
}

// glued finds (n+1) in the middle of the line that (n) begins: two headings that
// lost the line break between them.
func (g *grower) glued(i, j int) {
	h := &g.marks[i]
	if h.dead || h.inline || h.style >= StyleOrd {
		return
	}
	want := h.value + 1
	for k := i + 1; k < j; k++ {
		m := &g.marks[k]
		if m.family != famParen && m.family != famDigits && m.family != famCircle || m.style != h.style || m.value != want {
			continue
		}
		finding := gluedWords.starts(g.s[m.span.End:]) || g.endsFinding(m)
		if !finding && (gluedWords.starts(g.s[h.span.End:]) || g.endsFinding(h)) {
			continue // a list inside a finding
		}
		m.family, m.inline, want = famNone, false, want+1
		if finding {
			m.weak = true // remembered: it was glued
			g.out.Repairs = append(g.out.Repairs, Repair{Kind: RepairGlued, Node: None, Span: m.number, A: h.value, B: m.value})
		}
	}
}

// gluedWords begin a heading that lost its line break; 落实 or 执行 begin measures
// too.
var gluedWords = newWords("关于", "针对", "对于", "反馈问题")

// endsFinding reports whether the words behind mark m, up to the first stop, end
// like the heading of a finding.
func (g *grower) endsFinding(m *mark) bool {
	s, j := g.s, int(m.span.End)
	for k := j; k < len(s); {
		c, n := at(s, k)
		if c == clStop || c == clNewline || c == clColon || c == clSemi {
			return endsLikeFinding(s[j:k])
		}
		k += n
	}
	return endsLikeFinding(s[j:])
}
