package draft

import (
	"slices"
	"strings"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// An Effect is what becomes of a value that a document has for a field.
type Effect string

// The effects.
const (
	Filled  Effect = "filled"  // nothing was there
	Renewed Effect = "renewed" // it replaces what an older document of its kind said
	Differs Effect = "differs" // both stay, as a discrepancy
)

// A Change is one field of a row and what a document does to it.
type Change struct {
	Field  string // JSON name
	Old    string
	New    string
	Effect Effect
}

// An access is how one field of a row is read and set. JSON names are the names of
// sources.
type access[T any] struct {
	name  string
	group group
	text  bool // words: they are the same but for punctuation, and one may hold the other
	get   func(*T) string
	set   func(to, from *T)
}

// findingFields are the fields of a finding that a document may fill or renew. The
// note and the parent have their own rules.
var findingFields = []access[ledger.Finding]{
	{"title", theWords, true, func(f *ledger.Finding) string { return f.Title }, func(to, from *ledger.Finding) { to.Title = from.Title }},
	{"text", theWords, true, func(f *ledger.Finding) string { return f.Text }, func(to, from *ledger.Finding) { to.Text = from.Text }},
	{"category", theNature, true, func(f *ledger.Finding) string { return f.Category }, func(to, from *ledger.Finding) { to.Category = from.Category }},
	{"root_cause", theWay, true, func(f *ledger.Finding) string { return f.RootCause }, func(to, from *ledger.Finding) { to.RootCause = from.RootCause }},
	{"goal", theWay, true, func(f *ledger.Finding) string { return f.Goal }, func(to, from *ledger.Finding) { to.Goal = from.Goal }},
	{"standard", theWay, true, func(f *ledger.Finding) string { return f.Standard }, func(to, from *ledger.Finding) { to.Standard = from.Standard }},
	{"analogy", theClaims, true, func(f *ledger.Finding) string { return f.Analogy }, func(to, from *ledger.Finding) { to.Analogy = from.Analogy }},
	{"progress", theClaims, true, func(f *ledger.Finding) string { return f.Progress }, func(to, from *ledger.Finding) { to.Progress = from.Progress }},
	{"next", theClaims, true, func(f *ledger.Finding) string { return f.Next }, func(to, from *ledger.Finding) { to.Next = from.Next }},
	{"kind", theWay, false, func(f *ledger.Finding) string { return string(f.Kind) }, func(to, from *ledger.Finding) { to.Kind = from.Kind }},
	{"due", theWay, false, func(f *ledger.Finding) string { return f.Due.String() }, func(to, from *ledger.Finding) { to.Due = from.Due }},
	{"standing", theWay, false, func(f *ledger.Finding) string { return yes(f.Standing) }, func(to, from *ledger.Finding) { to.Standing = from.Standing }},
	{"involved", theNature, false, func(f *ledger.Finding) string { return money(f.Involved) }, func(to, from *ledger.Finding) { to.Involved = from.Involved }},
	{"recovered", theClaims, false, func(f *ledger.Finding) string { return money(f.Recovered) }, func(to, from *ledger.Finding) { to.Recovered = from.Recovered }},
	{"claim", theClaims, false, func(f *ledger.Finding) string { return string(f.Claim) }, func(to, from *ledger.Finding) { to.Claim = from.Claim }},
}

// measureFields are the fields of a measure that a document may fill or renew.
var measureFields = []access[ledger.Measure]{
	{"text", theWay, true, func(m *ledger.Measure) string { return m.Text }, func(to, from *ledger.Measure) { to.Text = from.Text }},
	{"kind", theWay, false, func(m *ledger.Measure) string { return string(m.Kind) }, func(to, from *ledger.Measure) { to.Kind = from.Kind }},
	{"due", theWay, false, func(m *ledger.Measure) string { return m.Due.String() }, func(to, from *ledger.Measure) { to.Due = from.Due }},
	{"standing", theWay, false, func(m *ledger.Measure) string { return yes(m.Standing) }, func(to, from *ledger.Measure) { to.Standing = from.Standing }},
	{"claims", theClaims, true, func(m *ledger.Measure) string { return m.Claims }, func(to, from *ledger.Measure) { to.Claims = from.Claims }},
}

// ownerFields are the names of owners, for findings and measures alike.
var ownerFields = []access[ledger.Owners]{
	{"owners.lead_name", theWay, true, func(o *ledger.Owners) string { return o.LeadName }, func(to, from *ledger.Owners) { to.LeadName = from.LeadName }},
	{"owners.dept_name", theWay, true, func(o *ledger.Owners) string { return o.DeptName }, func(to, from *ledger.Owners) { to.DeptName = from.DeptName }},
	{"owners.support_name", theWay, true, func(o *ledger.Owners) string { return o.SupportName }, func(to, from *ledger.Owners) { to.SupportName = from.SupportName }},
	{"owners.handler_name", theWay, true, func(o *ledger.Owners) string { return o.HandlerName }, func(to, from *ledger.Owners) { to.HandlerName = from.HandlerName }},
}

// inspectionFields are the fields of the head that a document may fill or renew.
var inspectionFields = []access[ledger.Inspection]{
	{"team", theHead, true, func(i *ledger.Inspection) string { return i.Team }, func(to, from *ledger.Inspection) { to.Team = from.Team }},
	{"from", theHead, false, func(i *ledger.Inspection) string { return i.From.String() }, func(to, from *ledger.Inspection) { to.From = from.From }},
	{"to", theHead, false, func(i *ledger.Inspection) string { return i.To.String() }, func(to, from *ledger.Inspection) { to.To = from.To }},
	{"feedback", theHead, false, func(i *ledger.Inspection) string { return i.Feedback.String() }, func(to, from *ledger.Inspection) { to.Feedback = from.Feedback }},
	{"published", theHead, false, func(i *ledger.Inspection) string { return i.Published.String() }, func(to, from *ledger.Inspection) { to.Published = from.Published }},
}

func yes(b bool) string {
	if b {
		return "true"
	}
	return ""
}

func money(f ledger.Fen) string {
	if f == 0 {
		return ""
	}
	return f.String()
}

// A subject is the row whose fields are compared.
type subject struct {
	table   string
	row     org.ID
	finding org.ID // the leaf it belongs to
	open    bool   // its dates may still be replaced by a document
	was     ledger.Sources
	now     ledger.Sources
	out     ledger.Sources // of the row as it will be
}

// A comparer decides field by field what a draft does to rows of the book.
type comparer struct {
	kind      Kind
	document  org.ID
	documents map[org.ID]*ledger.Document
	signed    zh.Date
	known     []*ledger.Discrepancy
	found     []*ledger.Discrepancy
}

// compare sets in to what from has and the table of powers allows, and returns what
// it did.
func compare[T any](c *comparer, s *subject, fields []access[T], to, from *T) (changes []Change) {
	for _, f := range fields {
		before, after := f.get(to), f.get(from)
		effect := c.decide(s, f.name, f.group, f.text, before, after)
		switch effect {
		case "":
			continue
		case Filled, Renewed:
			f.set(to, from)
			s.take(f.name)
		}
		changes = append(changes, Change{f.name, before, after, effect})
	}
	return changes
}

// take makes the sources of the draft those of the field.
func (s *subject) take(field string) {
	s.out = append(without(s.out, field), of(s.now, field, field)...)
}

// decide returns what becomes of the value after, where before is; "" for nothing.
func (c *comparer) decide(s *subject, field string, g group, text bool, before, after string) Effect {
	may := c.kind.may(g)
	switch {
	case after == "" || may == never || before == after || text && alike(before, after):
		return ""
	case before == "":
		return Filled
	}
	src, cited := s.was.Of(field)
	if cited && may == renew && c.sameKind(src.Document) && (field != "due" || s.open) {
		if c.older(src.Document) {
			return ""
		}
		return Renewed
	}
	if c.differs(s, field, before, after) {
		return Differs
	}
	return ""
}

// alike reports whether one of two texts says no more than the other has said:
// published texts are condensed.
func alike(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	a, b = fold(core(a)), fold(core(b))
	const telling = 12 // bytes; less says too little to be the same as what holds it
	short, long := a, b
	if len(short) > len(long) {
		short, long = long, short
	}
	return a == b || len(short) >= telling && strings.Contains(long, short)
}

// sameKind reports whether doc is a document of the kind that is read.
func (c *comparer) sameKind(doc org.ID) bool {
	if doc == c.document {
		return true
	}
	d := c.documents[doc]
	return d != nil && Kind(d.Kind) == c.kind
}

// older reports whether the document that is read is older than doc: by the day it
// claims, or by when it arrived if it was read before.
func (c *comparer) older(doc org.ID) bool {
	d, me := c.documents[doc], c.documents[c.document]
	if d == nil || doc == c.document {
		return false
	}
	if c.signed.Valid() && d.Signed.Valid() && c.signed != d.Signed {
		return c.signed.Before(d.Signed)
	}
	return me != nil && me.Seen.Before(d.Seen.Time)
}

// differs notes a discrepancy, unless it is known already.
func (c *comparer) differs(s *subject, field, kept, other string) bool {
	known := func(d *ledger.Discrepancy) bool {
		return d.Subject == s.table && d.Row == s.row && d.Field == field && (d.Other == other || d.Kept == other)
	}
	if slices.ContainsFunc(c.known, known) || slices.ContainsFunc(c.found, known) {
		return false
	}
	d := &ledger.Discrepancy{Subject: s.table, Row: s.row, Finding: s.finding, Field: field, Kept: kept, Other: other}
	d.KeptIn, _ = s.was.Of(field)
	d.OtherIn, _ = s.now.Of(field)
	c.found = append(c.found, d)
	return true
}

// notes adds the lines of a note that are not in it yet.
func notes(c *comparer, s *subject, to *string, from string) (changes []Change) {
	if from == "" || c.kind.may(theNature) == never {
		return nil
	}
	have := strings.Split(*to, "\n")
	before := *to
	for line := range strings.SplitSeq(from, "\n") {
		if slices.Contains(have, line) {
			continue
		}
		if *to != "" {
			*to += "\n"
		}
		*to += line
		changes = append(changes, Change{"note", before, line, Filled})
	}
	if len(changes) > 0 {
		s.out = append(s.out, of(s.now, "note", "note")...)
	}
	return changes
}
