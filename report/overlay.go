package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"zhenggai/source"
	"zhenggai/zh"
)

// A Correction is what a person decided against the reader. Corrections are a
// log beside the text, never an edit of it: they are replayed after every
// reading, each at the words it was made for. The JSON is kept in files.
type Correction struct {
	Op     string `json:"op"` // see the constants
	At     Anchor `json:"at"`
	Style  bool   `json:"style,omitempty"`  // setRole: for all headings numbered as this one
	Role   string `json:"role,omitempty"`   // setRole
	Parent Anchor `json:"parent,omitzero"`  // setParent; the zero Anchor is the root
	Number int32  `json:"number,omitempty"` // setNumber
	Year   int    `json:"year,omitempty"`   // setYear
	Kind   string `json:"kind,omitempty"`   // addFact, dropFact: date, money, document
	From   string `json:"from,omitempty"`   // setDate, addFact of a date: 2006-01-02
	To     string `json:"to,omitempty"`
	Name   string `json:"name,omitempty"` // setAlias: the name that the body at At has elsewhere
	By     string `json:"by,omitempty"`
	On     string `json:"on,omitempty"` // day, 2006-01-02
}

// The operations of a Correction.
const (
	OpSetRole   = "setRole"
	OpSetParent = "setParent"
	OpSplit     = "split" // the measure is parted at the words of At
	OpJoin      = "join"  // the node belongs to the one of its role before it
	OpSetNumber = "setNumber"
	OpSetYear   = "setYear"
	OpSetDate   = "setDate"
	OpAddFact   = "addFact"
	OpDropFact  = "dropFact"
	OpSetAlias  = "setAlias"
)

// An Anchor names words in a text so that they are found again when other parts
// of the text have changed: the words themselves and what stands around them.
type Anchor struct {
	Words  string `json:"words"`
	Before string `json:"before,omitempty"` // up to 16 characters, in the same line
	After  string `json:"after,omitempty"`
}

const (
	anchorContext = 16
	anchorWords   = 48
)

// AnchorOf returns the anchor of the words at s, at most 48 characters of them.
func (o *Outline) AnchorOf(s source.Span) Anchor {
	text := o.Text.Valid()
	end := int(s.Start)
	for k := 0; k < anchorWords && end < int(s.End); k++ {
		_, n := runeAt(text, end)
		end += n
	}
	a := Anchor{Words: text[s.Start:end]}
	from, to := int(s.Start), end
	for k := 0; k < anchorContext && from > 0 && text[from-1] != '\n'; k++ {
		_, n := runeBefore(text, from)
		from -= n
	}
	for k := 0; k < anchorContext && to < len(text) && text[to] != '\n'; k++ {
		_, n := runeAt(text, to)
		to += n
	}
	a.Before, a.After = text[from:s.Start], text[end:to]
	return a
}

// find returns the offset of the words of a: where most of their surroundings
// fit. Words that stand in several places need one side to be as it was.
func (o *Outline) find(a Anchor) (int32, bool) {
	text := o.Text.Valid()
	if a.Words == "" {
		return 0, false
	}
	best, at, ways := -1, 0, 0
	for i := 0; ; {
		k := strings.Index(text[i:], a.Words)
		if k < 0 {
			break
		}
		i += k
		score := 0
		if strings.HasSuffix(text[:i], a.Before) {
			score += 1 + utf8.RuneCountInString(a.Before)
		}
		if strings.HasPrefix(text[i+len(a.Words):], a.After) {
			score += 1 + utf8.RuneCountInString(a.After)
		}
		ways++
		if score > best {
			best, at = score, i
		}
		i += len(a.Words)
	}
	return int32(at), ways == 1 || best > 0
}

// Replay applies corrections to o in their order and returns those that no longer
// fit the text; they are to be shown, not dropped. An outline that was corrected
// has slices of its own.
func (o *Outline) Replay(log []Correction) (lost []Correction) {
	o.own()
	for _, c := range log {
		if !o.apply(c) {
			lost = append(lost, c)
		}
	}
	o.complete()
	o.link()
	o.place()
	o.placeRelations()
	return lost
}

// placeRelations sets the nodes of relations and repairs anew: corrections have
// moved the indexes.
func (o *Outline) placeRelations() {
	for i := range o.Changes {
		o.Changes[i].Node = o.holder(o.Changes[i].Span)
	}
	for i := range o.Totals {
		o.Totals[i].Node = o.holder(o.Totals[i].Span)
	}
	for i := range o.States {
		o.States[i].Node = o.holder(o.States[i].Span)
	}
	for i := range o.Lists {
		o.Lists[i].Node = o.holder(o.Lists[i].Span)
	}
	for i := range o.Repairs {
		if r := &o.Repairs[i]; r.Node != None {
			r.Node = o.holder(r.Span)
		}
	}
}

// holder returns the innermost node that holds s, or None.
func (o *Outline) holder(s source.Span) int32 {
	found := None
	for i := range o.Nodes {
		n := &o.Nodes[i]
		if n.Span.Start > s.Start {
			break
		}
		if n.Span.Contains(s) {
			found = int32(i)
		}
	}
	return found
}

// own gives o slices that the Reader does not use again.
func (o *Outline) own() {
	o.Nodes, o.Dates, o.Documents = slices.Clone(o.Nodes), slices.Clone(o.Dates), slices.Clone(o.Documents)
	o.Quantities, o.Orgs = slices.Clone(o.Quantities), slices.Clone(o.Orgs)
	o.Changes, o.Totals, o.States = slices.Clone(o.Changes), slices.Clone(o.Totals), slices.Clone(o.States)
	o.Lists, o.Repairs = slices.Clone(o.Lists), slices.Clone(o.Repairs)
}

// apply applies one correction and reports whether it fitted.
func (o *Outline) apply(c Correction) bool {
	at, ok := o.find(c.At)
	if !ok {
		return false
	}
	switch c.Op {
	case OpSetRole:
		return o.setRole(at, c)
	case OpSetParent:
		return o.setParent(at, c)
	case OpSplit:
		return o.split(at)
	case OpJoin:
		return o.join(at)
	case OpSetNumber:
		if i := o.NodeAt(at); i != None {
			o.Nodes[i].Expected, o.Nodes[i].Conf = c.Number, 100
			return true
		}
	case OpSetYear, OpSetDate:
		return o.setDate(at, c)
	case OpAddFact:
		return o.addFact(source.Span{Start: at, End: at + int32(len(c.At.Words))}, c)
	case OpDropFact:
		return o.dropFact(at, c.Kind)
	case OpSetAlias:
		return o.setAlias(at, c.Name)
	}
	return false
}

// NodeAt returns the printed node that begins at off, the innermost if several
// do; None if there is none.
func (o *Outline) NodeAt(off int32) int32 {
	found := None
	for i := range o.Nodes {
		if n := &o.Nodes[i]; n.Span.Start == off && n.Flags&Synthetic == 0 {
			found = int32(i)
		}
	}
	for found != None && o.Nodes[found].Flags&Implicit != 0 && o.Nodes[found].Parent != None && o.Nodes[o.Nodes[found].Parent].Span.Start == off {
		found = o.Nodes[found].Parent
	}
	return found
}

func roleOf(name string) (Role, bool) {
	k := slices.Index(roleNames[:], name)
	return Role(max(k, 0)), k >= 0
}

func (o *Outline) setRole(at int32, c Correction) bool {
	i := o.NodeAt(at)
	role, ok := roleOf(c.Role)
	if i == None || !ok {
		return false
	}
	was, style := o.Nodes[i].Role, o.Nodes[i].Style
	for k := range o.Nodes {
		n := &o.Nodes[k]
		if int32(k) == i || c.Style && style != StyleNone && n.Style == style && n.Role == was {
			n.Role, n.Conf = role, 100
		}
	}
	return true
}

func (o *Outline) setParent(at int32, c Correction) bool {
	i := o.NodeAt(at)
	if i == None {
		return false
	}
	parent := None
	if c.Parent != (Anchor{}) {
		off, ok := o.find(c.Parent)
		if parent = o.NodeAt(off); !ok || parent == None || parent >= i {
			return false // a parent stands before its children
		}
		for k := parent + 1; k < i; k++ {
			if !o.under(k, parent) {
				return false // and what lies between is its own
			}
		}
	}
	for old := o.Nodes[i].Parent; old != None && old != parent && !o.under(parent, old); old = o.Nodes[old].Parent {
		o.cut(old, i, parent)
	}
	o.Nodes[i].Parent, o.Nodes[i].Conf = parent, 100
	for p := parent; p != None; p = o.Nodes[p].Parent {
		o.Nodes[p].Span.End = max(o.Nodes[p].Span.End, o.Nodes[i].Span.End)
		o.Nodes[p].Body.End = max(o.Nodes[p].Body.End, o.Nodes[p].Span.End)
	}
	return true
}

// cut ends node old before node i, which leaves it for parent; what hung on old
// behind i follows i.
func (o *Outline) cut(old, i, parent int32) {
	n := &o.Nodes[old]
	g := grower{s: o.Text.Valid()}
	n.Span.End = max(n.Span.Start, g.trim(n.Span.Start, o.Nodes[i].Span.Start, false))
	n.Body.End = max(min(n.Body.End, n.Span.End), n.Body.Start)
	n.Title.End = max(min(n.Title.End, n.Span.End), n.Title.Start)
	for k := int(old) + 1; k < len(o.Nodes); k++ {
		c := &o.Nodes[k]
		switch {
		case k > int(i) && c.Parent == old:
			c.Parent = parent
		case k < int(i) && o.under(int32(k), old):
			for _, s := range [...]*source.Span{&c.Span, &c.Body, &c.Title, &c.Marker, &c.Number} {
				s.Start, s.End = min(s.Start, n.Span.End), min(s.End, n.Span.End)
			}
		}
	}
}

// split parts the measure that holds off in two.
func (o *Outline) split(off int32) bool {
	for i := range o.Nodes {
		n := &o.Nodes[i]
		if n.Role != Measure || off < n.Span.Start || off >= n.Span.End {
			continue
		}
		if off == n.Span.Start {
			return true // it has begun here since
		}
		at := i + 1
		for ; at < len(o.Nodes) && o.under(int32(at), int32(i)) && o.Nodes[at].Span.Start < off; at++ {
			if o.Nodes[at].Span.End > off {
				return false // inside a label of the measure
			}
		}
		second := Node{Span: source.Span{Start: off, End: n.Span.End}, Body: source.Span{Start: off, End: n.Span.End},
			Parent: n.Parent, First: None, Next: None, Role: Measure, Flags: Implicit, Conf: 100}
		n.Span.End = trimEnd(o.Text.Valid(), n.Span.Start, off)
		for k := i + 1; k < at; k++ {
			n.Span.End = max(n.Span.End, o.Nodes[k].Span.End)
		}
		n.Body.End = n.Span.End
		o.Nodes = slices.Insert(o.Nodes, at, second)
		o.shiftParents(int32(at))
		for k := at + 1; k < len(o.Nodes); k++ {
			if o.Nodes[k].Parent == int32(i) {
				o.Nodes[k].Parent = int32(at)
			}
		}
		return true
	}
	return false
}

// trimEnd moves end back over blanks and the marks that end a measure.
func trimEnd(s string, start, end int32) int32 {
	g := grower{s: s}
	return g.trim(start, end, true)
}

// shiftParents makes room for a node that was put at index at.
func (o *Outline) shiftParents(at int32) {
	for i := range o.Nodes {
		if int32(i) != at && o.Nodes[i].Parent >= at {
			o.Nodes[i].Parent++
		}
	}
}

// join gives the words of the node at off to the node of the same role and parent
// before it.
func (o *Outline) join(off int32) bool {
	i := o.NodeAt(off)
	if i == None {
		return false
	}
	for k := i - 1; k >= 0; k-- {
		p := &o.Nodes[k]
		if p.Parent != o.Nodes[i].Parent {
			continue
		}
		if p.Role != o.Nodes[i].Role || p.Flags&Synthetic != 0 {
			return false // something else stands between
		}
		p.Span.End = max(p.Span.End, o.Nodes[i].Span.End)
		p.Body.End, p.Conf = p.Span.End, 100
		o.remove(i, k)
		return true
	}
	return false
}

// remove takes node i out; its children go to node heir.
func (o *Outline) remove(i, heir int32) {
	o.Nodes = slices.Delete(o.Nodes, int(i), int(i)+1)
	for k := range o.Nodes {
		switch p := &o.Nodes[k].Parent; {
		case *p == i:
			*p = heir
		case *p > i:
			*p--
		}
	}
}

func (o *Outline) setDate(at int32, c Correction) bool {
	for i := range o.Dates {
		d := &o.Dates[i]
		if d.Start != at {
			continue
		}
		if c.Op == OpSetYear {
			d.NoYear, d.Rel = true, RelNone
			d.raw.from.Year, d.raw.to.Year = 0, 0
			d.setYear(c.Year)
			d.Conf, d.Why = 100, WhyCarried
			return true
		}
		v, err := interval(c)
		if err != nil {
			return false
		}
		d.Interval, d.Conf, d.Bad, d.Reverse = v, 100, false, false
		return true
	}
	return false
}

// interval reads From and To of c; To may be left out for one day.
func interval(c Correction) (v zh.Interval, err error) {
	if v.From, err = zh.ParseDay(c.From); err != nil {
		return v, fmt.Errorf("report: correction: %w", err)
	}
	if v.To = v.From; c.To != "" {
		v.To, err = zh.ParseDay(c.To)
	}
	return v, err
}

// addFact adds a date, an amount or a document that was overlooked.
func (o *Outline) addFact(s source.Span, c Correction) bool {
	f := Fact{Span: s, Node: None, Conf: 100}
	switch c.Kind {
	case "date":
		v, err := interval(c)
		if err != nil {
			return false
		}
		o.Dates = append(o.Dates, Date{Fact: f, Interval: v})
		slices.SortStableFunc(o.Dates, func(a, b Date) int { return cmp.Compare(a.Start, b.Start) })
	case "document":
		title := source.Span{Start: s.Start, End: s.End}
		o.Documents = append(o.Documents, Document{Fact: f, Title: title, Key: zh.Key(o.Text.Slice(title)), Outer: None, Number: None})
		slices.SortStableFunc(o.Documents, func(a, b Document) int { return cmp.Compare(a.Start, b.Start) })
	default:
		return false
	}
	return true
}

// dropFact takes out the fact of a kind that begins at off.
func (o *Outline) dropFact(off int32, kind string) bool {
	n := len(o.Dates) + len(o.Documents) + len(o.Orgs)
	switch kind {
	case "date":
		o.Dates = slices.DeleteFunc(o.Dates, func(d Date) bool { return d.Start == off })
	case "document":
		o.Documents = slices.DeleteFunc(o.Documents, func(d Document) bool { return d.Start == off && d.Outer == None })
	case "org":
		o.Orgs = slices.DeleteFunc(o.Orgs, func(g Org) bool { return g.Start == off })
		o.recanon()
	case "money", "count", "percent":
		for i := range o.Quantities { // relations refer to quantities by index: it stays, and counts no more
			if q := &o.Quantities[i]; q.Start == off && !q.Idiom {
				q.Idiom = true
				return true
			}
		}
		return false
	}
	return len(o.Dates)+len(o.Documents)+len(o.Orgs) < n
}

// recanon drops references to bodies that are gone.
func (o *Outline) recanon() {
	for i := range o.Orgs {
		if int(o.Orgs[i].Canon) >= len(o.Orgs) {
			o.Orgs[i].Canon = int32(i)
		}
	}
}

// setAlias makes the body at off the same as the first that bears name.
func (o *Outline) setAlias(off int32, name string) bool {
	first, at := None, None
	for i := range o.Orgs {
		words := o.Text.Slice(o.Orgs[i].Span)
		if words == name && first == None {
			first = int32(i)
		}
		if o.Orgs[i].Start == off {
			at = int32(i)
		}
	}
	if first == None || at == None {
		return false
	}
	key := o.Text.Slice(o.Orgs[at].Span)
	for i := range o.Orgs {
		if o.Text.Slice(o.Orgs[i].Span) == key {
			o.Orgs[i].Canon = first
		}
	}
	return true
}
