package report

import (
	"slices"
	"strings"

	"zhenggai/source"
)

// emit writes the nodes: the items in text order, and between them the points
// and measures that no number announces.
func (g *grower) emit() {
	g.measure()
	if g.loose() {
		return
	}
	for i := 0; i < len(g.items); {
		it := &g.items[i]
		if it.row == 0 {
			g.lastAspect, g.lastProblem, g.lastRow = None, None, None
		}
		switch {
		case it.row > 0:
			g.tableRow(int32(i))
			i++
		case it.role == Point || it.role == Problem && !it.parted:
			i = g.finding(int32(i))
		case it.dead, it.style == StyleOrd, it.style == StyleLabel && !g.inFinding(it.parent):
			it.node = g.nodeOf(it.parent) // its words are text of what it stands in
			i++
		default:
			g.problemTitle(int32(i))
			it.node = g.node(int32(i), g.nodeOf(it.parent))
			i++
		}
	}
}

// measure sets for each item where its subtree ends, as an index and as an
// offset, and whether points stand below it.
func (g *grower) measure() {
	end := g.textEnd()
	for i := range g.items {
		g.items[i].sub = int32(i + 1)
	}
	for i := len(g.items) - 1; i >= 0; i-- {
		it := &g.items[i]
		if it.parent == None {
			continue
		}
		p := &g.items[it.parent]
		p.sub = max(p.sub, it.sub)
		if (it.heading() || it.row > 0) && (it.role == Point || it.role == Problem) || it.parted && it.role != Section {
			p.parted = true
		}
	}
	for i := range g.items {
		it := &g.items[i]
		if it.flags&Synthetic != 0 {
			continue // it has no words of its own
		}
		it.span.End = end
		if int(it.sub) < len(g.items) {
			it.span.End = g.items[it.sub].span.Start
		}
		it.span.End = max(it.span.Start, g.trim(it.span.Start, it.span.End, false))
	}
}

func (g *grower) textEnd() int32 {
	if len(g.lines) == 0 {
		return 0
	}
	return g.lines[len(g.lines)-1].span.End
}

// trim moves end back over blanks and line ends, and over ；。 too if stops is set.
func (g *grower) trim(start, end int32, stops bool) int32 {
	for end > start {
		r, n := runeBefore(g.s, int(end))
		if r > 0xFFFF {
			break
		}
		switch c := classes[uint16(r)]; {
		case c == clSpace || c == clNewline || stops && c == clBar:
		case stops && (c == clSemi || c == clStop && r != '！' && r != '!' || c == clComma):
		default:
			return end
		}
		end -= int32(n)
	}
	return end
}

func (g *grower) nodeOf(i int32) int32 {
	if i == None {
		return None
	}
	return g.items[i].node
}

func (g *grower) inFinding(i int32) bool {
	return i != None && (g.items[i].role == Problem || g.items[i].role == Point || g.items[i].role == Aspect)
}

// node writes item i as a node.
func (g *grower) node(i, parent int32) int32 {
	it := &g.items[i]
	n := Node{Span: it.span, Title: it.title, Parent: parent, First: None, Next: None, Num: it.value, Expected: it.expect,
		Style: it.style, Role: it.role, Flags: it.flags, Conf: it.conf}
	n.Body = source.Span{Start: it.span.Start, End: it.span.End}
	if it.mark != None {
		m := &g.marks[it.mark]
		n.Marker, n.Number, n.Sep, n.Label = m.span, m.number, m.sep, m.kind
		n.Body.Start = min(int32(blank(g.s, int(m.span.End))), n.Span.End)
		if it.style == StyleLabel || it.style == StyleOrd {
			n.Title = source.Span{}
		}
	} else if it.flags&Synthetic == 0 {
		n.Title = source.Span{}
	}
	n.Title.End = min(n.Title.End, n.Span.End)
	n.Title.Start = min(n.Title.Start, n.Title.End)
	n.Marker.End = max(min(n.Marker.End, n.Span.End), n.Marker.Start)
	g.out.Nodes = append(g.out.Nodes, n)
	return int32(len(g.out.Nodes) - 1)
}

// finding writes problem or point i with its measures, and returns the index of
// the next item.
func (g *grower) finding(i int32) int {
	it := &g.items[i]
	g.problemTitle(i)
	it.node = g.node(i, g.nodeOf(it.parent))
	start, end := g.behindTitle(it), it.span.End
	for k := i + 1; it.flags&Synthetic != 0 && k < it.sub; k++ {
		end = max(end, g.items[k].span.End) // an inferred heading has no words but theirs
	}
	point := it.node
	if it.role == Problem {
		start = max(min(start, end), it.span.Start)
		n := Node{Span: source.Span{Start: start, End: end}, Body: source.Span{Start: start, End: end},
			Parent: it.node, First: None, Next: None, Role: Point, Flags: Implicit, Conf: it.conf}
		g.out.Nodes = append(g.out.Nodes, n)
		point = int32(len(g.out.Nodes) - 1)
	}
	for j := i + 1; j < it.sub; j++ {
		g.items[j].node = point
	}
	g.contents(point, start, end, i+1, it.sub)
	return int(it.sub)
}

// behindTitle returns the offset of the first word behind the title of it, its
// full stop and line end skipped.
func (g *grower) behindTitle(it *item) int32 {
	j := int(max(it.title.End, it.span.Start))
	for j < int(it.span.End) {
		c, n := at(g.s, j)
		if c != clStop && c != clSpace && c != clNewline && c != clColon && c != clSemi && c != clComma && c != clBracketEnd {
			break
		}
		j += n
	}
	return int32(j)
}

// problemTitle sets the title of problem i: its whole heading less a last full
// stop. Where the measures follow in the same line it ends at the first stop,
// unless the heading goes on to say 问题 behind it.
func (g *grower) problemTitle(i int32) {
	it := &g.items[i]
	if it.role != Problem || it.mark == None || it.flags&Synthetic != 0 {
		return
	}
	lineEnd := int(g.lines[it.line].span.End)
	stop := g.marks[it.mark].stop
	if _, n := at2(g.s, int(max(stop, 0))); stop == noStop || stop > it.title.End || stop > 0 && stop == it.title.End && int(stop)+n >= lineEnd {
		return // nothing stands behind the title
	}
	start := int(it.title.Start)
	whole := g.titleEnd(start, lineEnd, it.mark, false)
	if whole <= int(it.title.End) {
		return
	}
	tail := g.s[it.title.End:whole]
	for k := 0; k < len(tail); { // what stands behind the last inner stop
		c, n := at(tail, k)
		if c == clStop {
			tail, k = tail[k+n:], 0
			continue
		}
		k += n
	}
	c := cuesOf(tail)
	headed := it.cues&(cueProblem|cueAspect) != 0 && it.style != StyleProb
	if c&(cueProblem|cueAspect) != 0 && (it.style == StyleProb || !headed) || it.parted && !headed {
		it.title.End = int32(whole)
	}
}

// A segment is what one label of a finding introduces, or what stands before the
// first label.
type segment struct {
	start, end  int32
	label       int32 // index of an item, None before the first label
	first, last int32 // items [first, last)
}

// contents writes the labels and measures of a point whose words are
// [start, end) and whose items are [first, last).
func (g *grower) contents(point, start, end, first, last int32) {
	has := g.survey(point, first, last)
	seg := segment{start: start, end: end, label: None, first: first, last: last}
	for j := first; j < last; j++ {
		it := &g.items[j]
		if it.style != StyleLabel || it.dead {
			continue
		}
		seg.last, seg.end = j, it.span.Start
		g.segment(point, seg, &has)
		seg = segment{start: g.marks[it.mark].span.End, end: end, label: j, first: j + 1, last: last}
		if g.marks[it.mark].fenced { // what follows the brackets is not its text
			seg.end = g.fence(seg.start, end)
			seg.last = j + 1
			g.segment(point, seg, &has)
			seg = segment{start: g.skipFence(seg.end, end), end: end, label: None, first: j + 1, last: last}
		}
	}
	g.segment(point, seg, &has)
}

// fence returns where the text of a label in brackets ends that begins at from: at
// the next semicolon, or before the bracket.
func (g *grower) fence(from, end int32) int32 {
	for k := int(from); k < int(end); {
		c, n := at(g.s, k)
		if c == clSemi || c == clClose || c == clNewline {
			return int32(k)
		}
		k += n
	}
	return end
}

// skipFence moves i over the marks that close a label in brackets.
func (g *grower) skipFence(i, end int32) int32 {
	for i < end {
		c, n := at(g.s, int(i))
		if c != clSemi && c != clClose && c != clStop && c != clSpace && c != clNewline {
			break
		}
		i += int32(n)
	}
	return i
}

// A survey says what a finding holds.
type survey struct {
	measures bool // a label that introduces measures
	labels   bool
	heads    bool // numbered headings that are measures
	before   bool // words or ordinals before the first label
	none     bool // a text without measures: feedback
}

func (g *grower) survey(point, first, last int32) survey {
	s := survey{none: g.out.Head.Kind == Feedback}
	for j := first; j < last; j++ {
		it := &g.items[j]
		switch {
		case it.dead:
		case it.style == StyleLabel:
			s.labels = true
			s.measures = s.measures || g.marks[it.mark].kind == LabelMeasures
		case it.role == Measure && it.style < StyleOrd:
			s.heads = true
		}
	}
	return s
}

// segment writes one label and what it introduces.
func (g *grower) segment(point int32, seg segment, has *survey) {
	seg.start = int32(g.skip(int(seg.start), int(seg.end)))
	text := seg.end > seg.start && g.trim(seg.start, seg.end, true) > seg.start
	heads, ords := 0, 0
	for j := seg.first; j < seg.last; j++ {
		it := &g.items[j]
		if it.dead {
			continue
		}
		if it.role == Measure && it.style < StyleOrd {
			heads++
		} else if it.style == StyleOrd {
			ords++
		}
	}
	kind := LabelNone
	if seg.label != None {
		kind = g.marks[g.items[seg.label].mark].kind
	} else if text {
		has.before = !has.measures || heads+ords > 0
	}
	measures := kind == LabelMeasures || kind == LabelNone && (!has.measures || heads+ords > 0) ||
		kind == LabelEffect && !has.measures && !has.before
	measures = measures && text && !has.none
	if seg.label != None {
		g.label(point, seg, measures)
	}
	switch {
	case !measures:
	case heads > 0:
		g.numbered(point, seg)
	case ords > 0:
		g.counted(point, seg)
	default:
		g.addMeasure(Node{Span: source.Span{Start: seg.start, End: seg.end}, Flags: Implicit, Role: Measure, Conf: 90}, point)
	}
}

// skip moves i over blanks, line ends and stray stops, to end at the most.
func (g *grower) skip(i, end int) int {
	for i < end {
		c, n := at(g.s, i)
		if c != clSpace && c != clNewline && c != clStop && c != clSemi && c != clColon && c != clComma {
			break
		}
		i += n
	}
	return i
}

// label writes the label of seg. Its text belongs to it, unless the text is
// measures.
func (g *grower) label(point int32, seg segment, measures bool) {
	it := &g.items[seg.label]
	it.node = g.node(seg.label, point)
	n := &g.out.Nodes[it.node]
	n.Span.End = n.Marker.End
	if !measures && seg.end > seg.start {
		n.Span.End = max(n.Marker.End, g.trim(seg.start, seg.end, false))
	}
	n.Body.End = n.Span.End
	n.Body.Start = min(max(seg.start, n.Marker.End), n.Span.End)
}

// counted writes the measures of seg that ordinals open.
func (g *grower) counted(point int32, seg segment) {
	open := None
	for j := seg.first; j < seg.last; j++ {
		it := &g.items[j]
		if it.style != StyleOrd || it.dead {
			continue
		}
		if open != None {
			g.ordinal(point, open, it.span.Start)
		}
		open = j
	}
	g.ordinal(point, open, seg.end)
}

func (g *grower) ordinal(point, j, end int32) {
	it := &g.items[j]
	m := &g.marks[it.mark]
	g.addMeasure(Node{Span: source.Span{Start: it.span.Start, End: end}, Marker: m.span, Number: m.number, Sep: m.sep,
		Num: it.value, Style: StyleOrd, Role: Measure, Conf: 98}, point)
	it.node = int32(len(g.out.Nodes) - 1)
}

// numbered writes the measures of seg that are numbered like headings; what is
// numbered inside them is their text.
func (g *grower) numbered(point int32, seg segment) {
	for j := seg.first; j < seg.last; {
		it := &g.items[j]
		if it.dead || it.role != Measure || it.style >= StyleOrd {
			j++
			continue
		}
		m := &g.marks[it.mark]
		g.addMeasure(Node{Span: source.Span{Start: it.span.Start, End: min(it.span.End, seg.end)}, Marker: m.span, Number: m.number, Sep: m.sep,
			Num: it.value, Expected: it.expect, Style: it.style, Role: Measure, Flags: it.flags, Conf: 95}, point)
		for k := j; k < it.sub; k++ {
			g.items[k].node = int32(len(g.out.Nodes) - 1)
		}
		j = it.sub
	}
}

// addMeasure writes measure n below point, trimmed and with its body.
func (g *grower) addMeasure(n Node, point int32) {
	n.Parent, n.First, n.Next = point, None, None
	n.Span.End = max(n.Span.Start, g.trim(n.Span.Start, n.Span.End, true))
	n.Body = n.Span
	if !n.Marker.Empty() {
		n.Body.Start = min(int32(blank(g.s, int(n.Marker.End))), n.Span.End)
	}
	if n.Span.Empty() {
		return
	}
	if strings.HasPrefix(n.Body.In(g.s), "通过以上") || g.hasEffect(n.Body) {
		n.Flags |= Effect
	}
	g.out.Nodes = append(g.out.Nodes, n)
	if g.hasAsides {
		g.asides(int32(len(g.out.Nodes) - 1))
	}
}

// asides writes the labels in brackets inside a measure below it: …（责任领导：…；
// 完成时限：…）.
func (g *grower) asides(measure int32) {
	m := g.out.Nodes[measure]
	for k := g.markAfter(m.Span.Start); k < len(g.marks) && g.marks[k].span.Start < m.Span.End; k++ {
		label := &g.marks[k]
		if label.style != StyleLabel || !label.aside || label.dead {
			continue
		}
		end := m.Span.End
		for j := int(label.span.End); j < int(end); {
			c, n := at(g.s, j)
			if c == clSemi || c == clClose || c == clStop {
				end = int32(j)
				break
			}
			j += n
		}
		end = max(label.span.End, end)
		g.out.Nodes = append(g.out.Nodes, Node{Span: source.Span{Start: label.span.Start, End: end}, Marker: label.span,
			Body: source.Span{Start: label.span.End, End: end}, Parent: measure, First: None, Next: None, Style: StyleLabel, Role: Label, Label: label.kind, Conf: 95})
	}
}

// hasEffect reports whether 。通过以上 stands in words.
func (g *grower) hasEffect(words source.Span) bool {
	if len(g.effects) == 0 {
		return false
	}
	k, _ := slices.BinarySearch(g.effects, words.Start)
	return k < len(g.effects) && g.effects[k]+int32(len("。通过以上")) <= words.End
}
