package report

import (
	"slices"

	"zhenggai/source"
	"zhenggai/zh"
)

// The JSON of a reading. Other programs rely on it: names and meaning are kept.
// Spans are [start, end) byte offsets into Text.

// A View is an Outline as JSON.
type View struct {
	File    FileView     `json:"file"`
	Text    string       `json:"text"`
	Head    HeadView     `json:"head"`
	Nodes   []NodeView   `json:"nodes"`
	Facts   []FactView   `json:"facts"`
	Repairs []RepairView `json:"repairs"`
}

// A FileView says which file was read.
type FileView struct {
	Name     string `json:"name"`
	SHA256   string `json:"sha256"`
	Format   string `json:"format"`
	Encoding string `json:"encoding"`
}

// A HeadView is a Head; what is not stated is null.
type HeadView struct {
	Kind      string           `json:"kind"`
	Title     *string          `json:"title"`
	Unit      *string          `json:"unit"`
	Team      *string          `json:"team"`
	Period    [2]*string       `json:"period"`
	Feedback  *string          `json:"feedback"`
	Published *string          `json:"published"`
	Signer    *string          `json:"signer"`
	Contacts  []ContactView    `json:"contacts"`
	Stated    map[string]int32 `json:"stated"`
}

// A ContactView is a way to reach the unit.
type ContactView struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

// A SpanView is [start, end).
type SpanView [2]int32

// A NodeView is a Node.
type NodeView struct {
	ID         int32        `json:"id"`
	Parent     *int32       `json:"parent"`
	Role       string       `json:"role"`
	Number     *string      `json:"number"`
	Expected   *string      `json:"expected"`
	Title      *string      `json:"title"`
	Span       SpanView     `json:"span"`
	Body       SpanView     `json:"body"`
	Place      source.Place `json:"place"`
	Line       int          `json:"line"`
	Confidence float64      `json:"confidence"`
	Flags      []string     `json:"flags"`
}

// A FactView is a fact of any kind.
type FactView struct {
	Kind       string   `json:"kind"`
	Node       *int32   `json:"node"`
	Span       SpanView `json:"span"`
	Text       string   `json:"text"`
	Value      any      `json:"value"`
	Confidence float64  `json:"confidence"`
}

// A RepairView is a Repair with its sentence in Chinese and English.
type RepairView struct {
	Kind    string   `json:"kind"`
	Node    *int32   `json:"node"`
	Span    SpanView `json:"span"`
	Message string   `json:"message"`
}

// View returns o as JSON has it; lang is the language of the messages.
func (o *Outline) View(file FileView, lang string) *View {
	v := &View{File: file, Text: o.Text.String(), Head: o.headView(), Nodes: []NodeView{}, Repairs: []RepairView{}}
	for i := range o.Nodes {
		v.Nodes = append(v.Nodes, o.nodeView(int32(i)))
	}
	v.Facts = o.factViews()
	for i := range o.Repairs {
		r := &o.Repairs[i]
		v.Repairs = append(v.Repairs, RepairView{r.Kind.String(), index(r.Node), sv(r.Span), o.RepairMessage(r, lang)})
	}
	return v
}

func (o *Outline) headView() HeadView {
	h := &o.Head
	v := HeadView{Kind: h.Kind.String(), Title: o.words(h.Title), Unit: o.words(h.Unit), Team: o.words(h.Team), Signer: o.words(h.Signer),
		Feedback: day(h.Feedback), Published: day(h.Published), Period: [2]*string{day(h.Period.From), day(h.Period.To)},
		Contacts: []ContactView{}, Stated: map[string]int32{}}
	for i := range o.Contacts {
		c := &o.Contacts[i]
		if c.Kind <= Postcode && c.Office {
			v.Contacts = append(v.Contacts, ContactView{c.Kind.String(), o.Text.Slice(c.Value)})
		}
	}
	for _, s := range h.Stated {
		v.Stated[s.What.String()] = s.N
	}
	return v
}

func (o *Outline) nodeView(i int32) NodeView {
	n := &o.Nodes[i]
	v := NodeView{ID: i, Parent: index(n.Parent), Role: n.Role.String(), Span: sv(n.Span), Body: sv(n.Body),
		Place: o.Text.Place(n.Span.Start), Line: o.Text.LineAt(n.Span.Start), Confidence: float64(n.Conf) / 100, Flags: n.Flags.Names()}
	if v.Place == (source.Place{}) {
		v.Place.Para = int32(v.Line) // a plain text: its lines are its paragraphs
	}
	if v.Flags == nil {
		v.Flags = []string{}
	}
	if s := o.NumberOf(i); s != "" {
		v.Number = &s
	}
	if s := o.ExpectedOf(i); s != "" {
		v.Expected = &s
	}
	v.Title = o.words(n.Title)
	return v
}

// words returns what s names, or nil for an empty span.
func (o *Outline) words(s source.Span) *string {
	if s.Empty() {
		return nil
	}
	w := o.Text.Slice(s)
	return &w
}

func day(d zh.Date) *string {
	if !d.Valid() {
		return nil
	}
	s := d.String()
	return &s
}

func index(i int32) *int32 {
	if i == None {
		return nil
	}
	return &i
}

func sv(s source.Span) SpanView { return SpanView{s.Start, s.End} }

// factViews returns all facts in text order.
func (o *Outline) factViews() []FactView {
	out := []FactView{}
	add := func(kind string, f *Fact, value any) {
		out = append(out, FactView{kind, index(f.Node), sv(f.Span), o.Text.Slice(f.Span), value, float64(f.Conf) / 100})
	}
	for i := range o.Documents {
		d := &o.Documents[i]
		if d.Outer != None {
			continue // it is in the value of the title that holds it
		}
		v := map[string]any{"title": o.Text.Slice(d.Title), "type": d.Type.String(), "event": d.Event.String()}
		if d.Number != None {
			v["number"] = o.Text.Slice(o.DocNumbers[d.Number].Span)
		}
		if inner := o.inner(int32(i)); len(inner) > 0 {
			v["inner"] = inner
		}
		add("document", &d.Fact, v)
	}
	for i := range o.DocNumbers {
		d := &o.DocNumbers[i]
		add("docnumber", &d.Fact, map[string]any{"code": o.Text.Slice(d.Code), "year": d.Year, "number": d.N})
	}
	for i := range o.Dates {
		d := &o.Dates[i]
		if d.Title {
			continue // the year in the report's own title is part of its name
		}
		add("date", &d.Fact, map[string]any{"from": day(d.From), "to": day(d.To)})
	}
	for i := range o.Quantities {
		if q := &o.Quantities[i]; !q.Idiom && !q.Ordinal && q.Unit != Bare {
			kind, v := o.quantityView(q)
			add(kind, &q.Fact, v)
		}
	}
	for i := range o.Orgs {
		g := &o.Orgs[i]
		v := map[string]any{"name": o.Text.Slice(g.Span)}
		if g.Canon != None {
			v["canonical"] = o.Text.Slice(o.Orgs[g.Canon].Span)
		}
		add("org", &g.Fact, v)
	}
	for i := range o.Persons {
		p := &o.Persons[i]
		add("person", &p.Fact, map[string]any{"name": o.Text.Slice(p.Name), "title": o.words(p.Title)})
	}
	for i := range o.Contacts {
		c := &o.Contacts[i]
		add("contact", &c.Fact, map[string]any{"kind": c.Kind.String(), "value": o.Text.Slice(c.Value)})
	}
	o.relationViews(add)
	slices.SortStableFunc(out, func(a, b FactView) int { return int(a.Span[0] - b.Span[0]) })
	return out
}

// inner returns the titles inside the title of document d.
func (o *Outline) inner(d int32) (titles []string) {
	for k := int(d) + 1; k < len(o.Documents) && o.Documents[k].Outer != None; k++ {
		titles = append(titles, o.Text.Slice(o.Documents[k].Title))
	}
	return titles
}

// quantityView returns the kind and value of a quantity.
func (o *Outline) quantityView(q *Quantity) (string, map[string]any) {
	v := map[string]any{}
	if q.Approx != Exact {
		v["approx"] = q.Approx.String()
	}
	if q.Approx == Between {
		v["to"] = q.To.String()
	}
	switch q.Unit {
	case Money:
		v["yuan"] = q.N.Fixed()
		if q.Approx == Between {
			v["to"] = q.To.Fixed()
		}
		v["per"] = o.words(q.Per)
		return "money", v
	case Percent, Points:
		v["value"] = q.N.String()
		v["points"] = q.Unit == Points
		return "percent", v
	}
	v["n"] = q.N.String()
	v["unit"] = o.Text.Slice(q.Class)
	if noun := o.Noun(q); !noun.Empty() {
		v["noun"] = o.Text.Slice(noun)
	}
	return "count", v
}

func (o *Outline) relationViews(add func(string, *Fact, any)) {
	n := func(i int32) any {
		if i == None {
			return nil
		}
		return o.Quantities[i].N.String()
	}
	list := func(r Range) []string {
		out := []string{}
		for _, i := range o.Parts[r.First : r.First+r.N] {
			out = append(out, o.Quantities[i].N.String())
		}
		return out
	}
	for i := range o.Changes {
		c := &o.Changes[i]
		add("change", &c.Fact, map[string]any{"from": n(c.From), "to": n(c.To), "plus": list(c.Plus), "minus": list(c.Minus)})
	}
	for i := range o.Totals {
		t := &o.Totals[i]
		add("total", &t.Fact, map[string]any{"total": n(t.Total), "parts": list(t.Parts), "exhaustive": t.Exhaustive})
	}
	for i := range o.States {
		s := &o.States[i]
		add("state", &s.Fact, map[string]any{"total": n(s.Total), "done": n(s.Done), "partial": n(s.Partial), "doing": n(s.Doing), "open": n(s.Open), "rate": n(s.Rate)})
	}
	for i := range o.Commitments {
		c := &o.Commitments[i]
		v := map[string]any{"modal": o.Text.Slice(c.Modal), "due": nil, "done": false}
		if c.Due != None {
			v["due"] = day(o.Dates[c.Due].To)
		}
		add("commitment", &c.Fact, v)
	}
}
