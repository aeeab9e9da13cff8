package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"zhenggai/report"
	"zhenggai/source"
)

// A layer is a span of the text that looks different or can be linked to.
type layer struct {
	source.Span
	anchor string
	class  string
	tip    string
	href   string
	level  int // of two layers that link, the higher one does
}

// text fills the lines. The layers are swept once from left to right: where one
// begins or ends, a new stretch begins.
func (v *reportView) text(s *session, c *checked, facts []report.FactView) {
	t := c.file.Text
	layers := append(nodeLayers(c.outline), factLayers(s, facts)...)
	layers = append(layers, findingLayers(c, s.lang)...)
	slices.SortStableFunc(layers, func(a, b layer) int { return cmp.Compare(a.Start, b.Start) })
	w := sweep{text: t.Valid(), layers: layers}
	roles := lineRoles(c.outline)
	plain := isPlain(t)
	last := ""
	for n := 1; n <= t.Lines(); n++ {
		at := t.Line(n)
		l := lineView{Class: roles[at.Start], No: fmt.Sprint(n)}
		if !plain {
			l.No = place(c.ruler(), at.Start, s.lang)
			if l.No == last {
				l.No = ""
			} else {
				last = l.No
			}
		}
		next := int32(t.Len()) + 1
		if n < t.Lines() {
			next = t.Line(n + 1).Start
		}
		l.Segs = w.line(at, next)
		if at.Empty() {
			l.Class = join(" ", l.Class, "empty")
		}
		v.Lines = append(v.Lines, l)
	}
}

// A sweep goes over the text and its layers.
type sweep struct {
	text   string
	layers []layer // those that have not begun
	active []layer
}

// line returns the stretches of the line at; next is where the next line begins.
func (w *sweep) line(at source.Span, next int32) (segs []segView) {
	for pos := at.Start; ; {
		w.active = slices.DeleteFunc(w.active, func(l layer) bool { return l.End <= pos })
		var anchors []string
		for len(w.layers) > 0 && w.layers[0].Start <= pos {
			l := w.layers[0]
			w.layers = w.layers[1:]
			if l.anchor != "" {
				anchors = append(anchors, l.anchor)
			}
			if l.End > pos {
				w.active = append(w.active, l)
			} else if l.href != "" {
				segs = append(segs, segView{Class: l.class, Href: l.href, Tip: l.tip, Caret: true})
			}
		}
		end := at.End
		for _, l := range w.active {
			if l.End > pos {
				end = min(end, l.End)
			}
		}
		if len(w.layers) > 0 {
			end = min(end, max(w.layers[0].Start, pos))
		}
		if pos >= at.End {
			if len(anchors) > 0 {
				segs = append(segs, segView{Anchors: anchors})
			}
			if len(w.layers) > 0 && w.layers[0].Start < next { // between the line and its end
				pos = w.layers[0].Start
				continue
			}
			return segs
		}
		segs = append(segs, w.stretch(pos, end, anchors))
		pos = end
	}
}

// stretch returns the stretch [pos, end) with all layers that are active.
func (w *sweep) stretch(pos, end int32, anchors []string) segView {
	g := segView{Text: inert(w.text[pos:end]), Anchors: anchors}
	level := -1
	var classes []string
	for _, l := range w.active {
		if l.class != "" && !slices.Contains(classes, l.class) {
			classes = append(classes, l.class)
		}
		if l.level > level && (l.href != "" || g.Href == "") {
			level = l.level
			if l.href != "" {
				g.Href = l.href
			}
			if l.tip != "" {
				g.Tip = l.tip
			}
		}
	}
	g.Class = strings.Join(classes, " ")
	return g
}

// lineRoles returns the class of the lines at which nodes begin. A heading that
// goes on with text in its line does not look like one.
func lineRoles(o *report.Outline) map[int32]string {
	roles := map[int32]string{}
	body := o.Text.Valid()
	for i := range o.Nodes {
		n := &o.Nodes[i]
		if n.Flags&report.Synthetic != 0 || roles[n.Span.Start] != "" {
			continue
		}
		class := "r-" + n.Role.String()
		if n.Role == report.Section || n.Role == report.Aspect {
			rest, _, _ := strings.Cut(body[max(n.Title.End, n.Body.Start):n.Span.End], "\n")
			if len(rest) > len("。  ") {
				class += " run-in"
			}
		}
		roles[n.Span.Start] = class
	}
	if t := o.Head.Title; !t.Empty() {
		roles[o.Text.Line(o.Text.Position(t.Start).Line).Start] = "r-title"
	}
	return roles
}

// nodeLayers returns the layers of numbers and titles, and the place of each node.
func nodeLayers(o *report.Outline) (list []layer) {
	for i := range o.Nodes {
		n := &o.Nodes[i]
		list = append(list, layer{Span: source.Span{Start: n.Span.Start, End: n.Span.Start}, anchor: fmt.Sprint("n", i)})
		switch n.Role {
		case report.Section, report.Aspect, report.Problem, report.Point, report.Measure:
			if !n.Marker.Empty() {
				list = append(list, layer{Span: n.Marker, class: "no no-" + n.Role.String()})
			}
			if !n.Title.Empty() && n.Role != report.Measure {
				list = append(list, layer{Span: n.Title, class: "t-" + n.Role.String()})
			}
		case report.Label:
			if !n.Marker.Empty() {
				list = append(list, layer{Span: n.Marker, class: "no no-label"})
			}
		}
	}
	return list
}

// factLayers returns the layers of facts that are words, not relations of words.
func factLayers(s *session, facts []report.FactView) (list []layer) {
	titles := map[string]string{}
	for _, k := range factKinds {
		titles[k.kind] = k.title.In(s.lang)
	}
	for i := range facts {
		f := &facts[i]
		l := layer{Span: source.Span{Start: f.Span[0], End: f.Span[1]}, anchor: fmt.Sprint("v", i)}
		switch f.Kind {
		case "document", "docnumber", "date", "money", "org", "person", "contact":
			l.class = "fact k-" + f.Kind
			l.tip = join(" · ", titles[f.Kind], factValue(f.Value, s.lang))
		}
		list = append(list, l)
	}
	return list
}

// findingLayers returns the layers of the words at fault and of related words.
func findingLayers(c *checked, lang string) (list []layer) {
	for i := range c.found {
		f := &c.found[i]
		card := fmt.Sprint("f", i)
		class, level := "mark m-"+f.Severity.String(), int(f.Severity)+1
		if f.Waived != "" {
			class, level = "mark m-waived", 1
		}
		tip := f.Rule.ID + " " + f.Rule.Title.In(lang)
		list = append(list, layer{Span: f.Span, anchor: fmt.Sprint("m", i), class: class, href: card, level: level, tip: tip})
		for _, m := range f.More {
			list = append(list, layer{Span: m, class: class, href: card, level: level, tip: tip})
		}
		for k := range f.Related {
			list = append(list, layer{Span: f.Related[k].Span, anchor: fmt.Sprintf("x%d-%d", i, k)})
		}
	}
	return list
}
