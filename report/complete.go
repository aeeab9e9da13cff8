package report

import "zhenggai/source"

// complete restores what holds for every outline after a person moved nodes: a
// problem has points, a point has measures. Implicit nodes that are no longer
// needed go, those that are needed come.
func (o *Outline) complete() {
	for i := len(o.Nodes) - 1; i >= 0; i-- {
		n := &o.Nodes[i]
		if n.Flags&Implicit == 0 || n.Parent == None {
			continue
		}
		p := &o.Nodes[n.Parent]
		idle := n.Role == Point && (p.Role != Problem || o.others(int32(i), Point)) ||
			n.Role == Measure && n.Conf < 100 && p.Role != Point
		if idle {
			o.remove(int32(i), n.Parent)
		}
	}
	if o.Head.Kind == Unknown {
		return
	}
	for i := 0; i < len(o.Nodes); i++ {
		switch n := &o.Nodes[i]; {
		case n.Role == Problem && !o.below(int32(i), Point):
			o.addImplicit(int32(i), Point)
		case n.Role == Point && o.Head.Kind != Feedback && n.Flags&Synthetic == 0 && !o.below(int32(i), Measure) && !o.below(int32(i), Label):
			o.addImplicit(int32(i), Measure)
		}
	}
}

// others reports whether a sibling of node i has role r.
func (o *Outline) others(i int32, r Role) bool {
	for k := range o.Nodes {
		if int32(k) != i && o.Nodes[k].Parent == o.Nodes[i].Parent && o.Nodes[k].Role == r {
			return true
		}
	}
	return false
}

// below reports whether a node of role r stands below node i.
func (o *Outline) below(i int32, r Role) bool {
	for k := int(i) + 1; k < len(o.Nodes); k++ {
		if o.Nodes[k].Role == r && o.under(int32(k), i) {
			return true
		}
	}
	return false
}

// under reports whether node i stands below node p.
func (o *Outline) under(i, p int32) bool {
	if i == None {
		return false
	}
	for i = o.Nodes[i].Parent; i != None; i = o.Nodes[i].Parent {
		if i == p {
			return true
		}
	}
	return false
}

// addImplicit puts a node of role r below node i, over the words behind its title.
// What hangs on a problem directly then hangs on its point.
func (o *Outline) addImplicit(i int32, r Role) {
	n := o.Nodes[i]
	g := grower{s: o.Text.Valid()}
	start := int32(g.skip(int(max(n.Title.End, n.Body.Start)), int(n.Span.End)))
	span := source.Span{Start: min(start, n.Span.End), End: n.Span.End}
	if r == Measure {
		for k := int(i) + 1; k < len(o.Nodes); k++ { // what hangs on the point keeps its words
			if c := &o.Nodes[k]; c.Parent == i {
				span.End = min(span.End, max(span.Start, c.Span.Start))
			}
		}
		span.End = max(span.Start, g.trim(span.Start, span.End, true))
		if span.Empty() {
			return
		}
	}
	at := i + 1
	o.Nodes = append(o.Nodes, Node{})
	copy(o.Nodes[at+1:], o.Nodes[at:])
	o.Nodes[at] = Node{Span: span, Body: span, Parent: i, First: None, Next: None, Role: r, Flags: Implicit, Conf: 90}
	o.shiftParents(at)
	for k := int(at) + 1; r == Point && k < len(o.Nodes); k++ {
		if c := &o.Nodes[k]; c.Parent == i {
			c.Parent = at
			point := &o.Nodes[at] // below an inferred heading it has no words but theirs
			point.Span.End = max(point.Span.End, c.Span.End)
			point.Body.End = point.Span.End
		}
	}
}
