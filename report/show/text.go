package show

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"zhenggai/report"
	"zhenggai/source"
)

// A Layer is a span of the text that looks different or can be linked to.
type Layer struct {
	source.Span
	Anchor string
	Class  string
	Tip    string
	Href   string
	Level  int // of two layers that link, the higher one does
}

// A Stretch is a part of a line in which nothing begins or ends.
type Stretch struct {
	Anchors []string // names of what begins here
	Text    string
	Class   string
	Tip     string
	Href    string // where a click on the words leads
	Caret   bool   // marks a place between two characters
}

// A Sweep goes over the text and its layers.
type Sweep struct {
	text   string
	layers []Layer // those that have not begun
	active []Layer
}

// NewSweep begins at the start of text. It is given the lines one after the other.
func NewSweep(text string, layers []Layer) *Sweep {
	layers = slices.Clone(layers)
	slices.SortStableFunc(layers, func(a, b Layer) int { return cmp.Compare(a.Start, b.Start) })
	return &Sweep{text: text, layers: layers}
}

// Line returns the stretches of the line at; next is where the next line begins.
func (w *Sweep) Line(at source.Span, next int32) (segs []Stretch) {
	for pos := at.Start; ; {
		w.active = slices.DeleteFunc(w.active, func(l Layer) bool { return l.End <= pos })
		var anchors []string
		for len(w.layers) > 0 && w.layers[0].Start <= pos {
			l := w.layers[0]
			w.layers = w.layers[1:]
			if l.Anchor != "" {
				anchors = append(anchors, l.Anchor)
			}
			if l.End > pos {
				w.active = append(w.active, l)
			} else if l.Href != "" {
				segs = append(segs, Stretch{Class: l.Class, Href: l.Href, Tip: l.Tip, Caret: true})
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
				segs = append(segs, Stretch{Anchors: anchors})
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
func (w *Sweep) stretch(pos, end int32, anchors []string) Stretch {
	g := Stretch{Text: Inert(w.text[pos:end]), Anchors: anchors}
	level := -1
	var classes []string
	for _, l := range w.active {
		if l.Class != "" && !slices.Contains(classes, l.Class) {
			classes = append(classes, l.Class)
		}
		if l.Level > level && (l.Href != "" || g.Href == "") {
			level = l.Level
			if l.Href != "" {
				g.Href = l.Href
			}
			if l.Tip != "" {
				g.Tip = l.Tip
			}
		}
	}
	g.Class = strings.Join(classes, " ")
	return g
}

// LineRoles returns the class of the lines at which nodes begin. A heading that
// goes on with text in its line does not look like one.
func LineRoles(o *report.Outline) map[int32]string {
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

// NodeLayers returns the layers of numbers and titles, and the place of each node.
func NodeLayers(o *report.Outline) (list []Layer) {
	for i := range o.Nodes {
		n := &o.Nodes[i]
		list = append(list, Layer{Span: source.Span{Start: n.Span.Start, End: n.Span.Start}, Anchor: fmt.Sprint("n", i)})
		switch n.Role {
		case report.Section, report.Aspect, report.Problem, report.Point, report.Measure:
			if !n.Marker.Empty() {
				list = append(list, Layer{Span: n.Marker, Class: "no no-" + n.Role.String()})
			}
			if !n.Title.Empty() && n.Role != report.Measure {
				list = append(list, Layer{Span: n.Title, Class: "t-" + n.Role.String()})
			}
		case report.Label:
			if !n.Marker.Empty() {
				list = append(list, Layer{Span: n.Marker, Class: "no no-label"})
			}
		}
	}
	return list
}
