package report

import (
	"strings"

	"zhenggai/source"
)

// loose reads a report without any number: the sentences of its body are loose
// measures of one unnamed problem. It reports whether it wrote the nodes; texts
// with headings or tables, and texts that are no rectification report, it leaves
// alone.
func (g *grower) loose() bool {
	if k := g.out.Head.Kind; k != Rectification && k != Audit {
		return false
	}
	for i := range g.items {
		if it := &g.items[i]; it.heading() || it.row > 0 || it.style == StyleLabel {
			return false
		}
	}
	first, last := g.looseBody()
	if first == None {
		return false
	}
	for i := range g.items {
		it := &g.items[i]
		switch {
		case int32(i) == first:
			g.looseProblem(it.span.Start, g.items[last].span.End)
			fallthrough
		case int32(i) > first && int32(i) <= last:
			it.node = int32(len(g.out.Nodes)) - 1
			if it.mark == None {
				g.sentences(it.span)
			}
		default:
			it.node = g.node(int32(i), None)
		}
	}
	return true
}

// looseBody returns the first and the last paragraph that tell what was done:
// behind the opening, before the closing part. A single one is no body.
func (g *grower) looseBody() (first, last int32) {
	first, last = None, None
	if !strings.Contains(g.out.Head.Title.In(g.s), "整改") && !strings.Contains(g.out.Head.Opening.In(g.s), "整改") {
		return
	}
	opened := false
	for i := range g.items {
		it := &g.items[i]
		if it.role != Prose || it.line >= g.tail || it.span.Start < g.out.Head.Title.End || it.mark != None {
			continue
		}
		words := it.span.In(g.s)
		if !opened && (strings.Contains(words, "反馈了") || strings.Contains(words, "开展了巡") || strings.Contains(words, "进行了巡") || strings.Contains(words, "开展巡") || strings.Contains(words, "进行巡") || strings.Contains(words, "现将")) {
			opened = true
			continue
		}
		if !tellsDone(words) {
			continue
		}
		if first == None {
			first = int32(i)
		}
		last = int32(i)
	}
	if first == last {
		return None, None
	}
	return first, last
}

// tellsDone reports whether a paragraph tells of things that were done.
func tellsDone(words string) bool {
	for _, w := range [...]string{"整改工作", "下一步", "今后", "总之", "虽然", "欢迎", "接下来", "下步"} {
		if strings.HasPrefix(words, w) {
			return false
		}
	}
	if !strings.Contains(words, "。") {
		return false
	}
	for _, w := range [...]string{"了", "已", "完成", "印发", "修订", "制定", "收回", "清退", "召开", "开展"} {
		if strings.Contains(words, w) {
			return true
		}
	}
	return false
}

func (g *grower) looseProblem(start, end int32) {
	span := source.Span{Start: start, End: g.trim(start, end, false)}
	p := Node{Span: span, Body: span, Parent: None, First: None, Next: None, Role: Problem, Flags: Implicit, Conf: 50}
	g.out.Nodes = append(g.out.Nodes, p)
	p.Parent, p.Role = int32(len(g.out.Nodes)-1), Point
	g.out.Nodes = append(g.out.Nodes, p)
}

// sentences writes each sentence of a paragraph as a measure of the loose point.
func (g *grower) sentences(par source.Span) {
	point := int32(len(g.out.Nodes)) - 1
	for g.out.Nodes[point].Role != Point {
		point = g.out.Nodes[point].Parent
	}
	start, depth := par.Start, 0
	for k := int(par.Start); k <= int(par.End); {
		c, n := clStop, 1
		if k < int(par.End) {
			c, n = at(g.s, k)
		}
		switch c {
		case clQuote, clTitle, clOpen:
			depth++
		case clQuoteEnd, clTitleEnd, clClose:
			depth = max(depth-1, 0)
		case clStop:
			if depth > 0 && k < int(par.End) {
				break
			}
			start = int32(g.skip(int(start), k))
			g.addMeasure(Node{Span: source.Span{Start: start, End: int32(k)}, Role: Measure, Flags: Implicit, Conf: 50}, point)
			start = int32(min(k+n, int(par.End)))
		}
		k += n
	}
}
