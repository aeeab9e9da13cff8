package report

import (
	"sort"
	"strconv"

	"zhenggai/source"
	"zhenggai/zh"
)

// A Reader reads reports, one after the other. It keeps its memory between
// them: after the first few it allocates nothing. It is not safe for use by
// several goroutines; each takes its own. The zero Reader is ready.
type Reader struct {
	// Columns leads from the name of a column, as ColumnName has it, to one that
	// the reader knows: 包保同志 → 责任领导. A name that leads to "" is no column of
	// findings. It may be nil.
	Columns map[string]string

	scan scanner
	grow grower
	wrap wrapper
	out  Outline
}

// Read reads t. The Outline belongs to the Reader and is good until the next
// call.
func (r *Reader) Read(t *source.Text) *Outline {
	o := &r.out
	o.reset(t)
	s := t.Valid()
	joined := r.wrap.unwrap(s, o)
	r.scan.reset(joined, o)
	r.scan.scan()
	r.grow.reset(&r.scan, &r.wrap)
	r.grow.names = r.Columns
	r.grow.tree()
	r.scan.marks = r.grow.marks // they may have grown
	o.link()
	o.place()
	o.resolve(joined, &r.scan, r.grow.tail)
	o.named(joined)
	o.relate(joined, &r.scan)
	if r.wrap.joined() {
		r.wrap.restore(o)
	}
	return o
}

// Read reads t with a Reader of its own.
func Read(t *source.Text) *Outline {
	var r Reader
	return r.Read(t)
}

func (o *Outline) reset(t *source.Text) {
	stated := o.Head.Stated[:0]
	*o = Outline{Text: t, Nodes: o.Nodes[:0], Documents: o.Documents[:0], DocNumbers: o.DocNumbers[:0], Dates: o.Dates[:0],
		Quantities: o.Quantities[:0], Orgs: o.Orgs[:0], Persons: o.Persons[:0], Contacts: o.Contacts[:0], Changes: o.Changes[:0],
		Totals: o.Totals[:0], States: o.States[:0], Lists: o.Lists[:0], Commitments: o.Commitments[:0], Repairs: o.Repairs[:0],
		Marks: o.Marks[:0], Parts: o.Parts[:0]}
	o.Head.Stated = stated
}

// tree makes the nodes of what was scanned.
func (g *grower) tree() {
	g.grow()
	g.kind()
	g.roles()
	g.repair()
	g.settleKind()
	g.settleLetters()
	g.emit()
	if k := &g.out.Head.Kind; *k == Rectification && !g.findings() {
		*k = Unknown
	}
	for i := range g.out.Repairs { // from items to nodes
		if r := &g.out.Repairs[i]; r.Node != None {
			r.Node = g.items[r.Node].node
		}
	}
}

// findings reports whether a node is a finding: a text without any is no report of
// the kinds that are known.
func (g *grower) findings() bool {
	for i := range g.out.Nodes {
		if r := g.out.Nodes[i].Role; r == Problem || r == Point {
			return true
		}
	}
	return false
}

// link sets First and Next of the nodes from their parents. Nodes that were corrected
// have been linked before, in another way.
func (o *Outline) link() {
	for i := range o.Nodes {
		o.Nodes[i].First, o.Nodes[i].Next = None, None
	}
	for i := len(o.Nodes) - 1; i >= 0; i-- {
		n := &o.Nodes[i]
		if n.Parent == None {
			continue
		}
		p := &o.Nodes[n.Parent]
		n.Next, p.First = p.First, int32(i)
	}
}

// Children calls yield with the index of each child of node i.
func (o *Outline) Children(i int32) func(yield func(int32) bool) {
	return func(yield func(int32) bool) {
		for k := o.Nodes[i].First; k != None; k = o.Nodes[k].Next {
			if !yield(k) {
				return
			}
		}
	}
}

// Up returns the nearest node of role r at or above node i, or None.
func (o *Outline) Up(i int32, r Role) int32 {
	for ; i != None; i = o.Nodes[i].Parent {
		if o.Nodes[i].Role == r {
			return i
		}
	}
	return None
}

// Holder returns the innermost node that holds the character at offset off, or
// None. A heading that was inferred, which has no words, holds what its children
// hold.
func (o *Outline) Holder(off int32) int32 {
	k := int32(sort.Search(len(o.Nodes), func(i int) bool { return o.Nodes[i].Span.Start > off })) - 1
	for k != None && o.Nodes[k].Span.End <= off && o.Nodes[k].Flags&Synthetic == 0 {
		k = o.Nodes[k].Parent
	}
	return k
}

// NumberOf returns the number of node i as it is printed, or for an inferred
// heading as it would be; "" if it has none.
func (o *Outline) NumberOf(i int32) string {
	n := &o.Nodes[i]
	if n.Flags&Synthetic != 0 {
		return n.Style.Format(n.Num)
	}
	return o.Text.Slice(n.Number)
}

// ExpectedOf returns the number that node i should bear, in the form of the
// printed one; "" if the printed one is right.
func (o *Outline) ExpectedOf(i int32) string {
	n := &o.Nodes[i]
	if n.Expected == 0 {
		return ""
	}
	if n.Flags&Synthetic != 0 {
		return n.Style.Format(n.Expected)
	}
	return renumber(o.Text.Slice(n.Number), n.Style, n.Expected)
}

// renumber returns the printed number with the value v: brackets, widths and the
// numbers before it stay as they are.
func renumber(printed string, style Style, v int32) string {
	end := len(printed)
	for end > 0 { // the end of the last run of digits
		r, n := runeBefore(printed, end)
		if c := classes[uint16(r)]; r <= 0xFFFF && (c == clDigit || c == clHan) {
			break
		}
		end -= n
	}
	start, han := end, false
	for start > 0 {
		r, n := runeBefore(printed, start)
		c := classes[uint16(r)]
		if r > 0xFFFF || c != clDigit && c != clHan {
			break
		}
		han = han || c == clHan
		start -= n
	}
	if start == end {
		return style.Format(v)
	}
	if han {
		return printed[:start] + zh.FormatNumeral(int64(v)) + printed[end:]
	}
	return printed[:start] + strconv.Itoa(int(v)) + printed[end:]
}

// place sets the node of each fact: the innermost that holds it.
func (o *Outline) place() {
	if len(o.Nodes) == 0 {
		return
	}
	placeAll(o.Nodes, o.Documents, func(f *Document) *Fact { return &f.Fact })
	placeAll(o.Nodes, o.DocNumbers, func(f *DocNumber) *Fact { return &f.Fact })
	placeAll(o.Nodes, o.Dates, func(f *Date) *Fact { return &f.Fact })
	placeAll(o.Nodes, o.Quantities, func(f *Quantity) *Fact { return &f.Fact })
	placeAll(o.Nodes, o.Orgs, func(f *Org) *Fact { return &f.Fact })
	placeAll(o.Nodes, o.Persons, func(f *Person) *Fact { return &f.Fact })
	placeAll(o.Nodes, o.Contacts, func(f *Contact) *Fact { return &f.Fact })
	placeAll(o.Nodes, o.Commitments, func(f *Commitment) *Fact { return &f.Fact })
}

// placeAll places the facts of one kind. Nodes and facts both ascend, so one walk
// does it.
func placeAll[T any](nodes []Node, facts []T, of func(*T) *Fact) {
	at := int32(0)
	for i := range facts {
		f := of(&facts[i])
		for int(at)+1 < len(nodes) && nodes[at+1].Span.Start <= f.Start {
			at++
		}
		f.Node = at
		for f.Node != None && (nodes[f.Node].Span.End < f.End || nodes[f.Node].Span.Start > f.Start) && nodes[f.Node].Flags&Synthetic == 0 {
			f.Node = nodes[f.Node].Parent
		}
	}
}
