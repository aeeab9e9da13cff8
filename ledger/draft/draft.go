// Package draft takes a reading into a book: what one document says becomes the
// rows that it would add or change, to be looked at before anything is kept.
//
// A document goes three steps. New makes a Draft of a reading: the inspection, the
// tree of findings, measures, and registers prefilled from facts, each field with
// the words it came from. Match sets a draft against what the book holds and makes
// a Plan: which findings are the same under another number or in other words, which
// are new, gone, or named again after they were closed; what each field would
// become. The plan is shown (View) and, when a person says so, becomes rows (Rows)
// that are saved in one transaction.
//
// A second document about the same findings never doubles them. A first value is
// filled; a value that differs becomes a ledger.Discrepancy and both stay, unless
// a newer document of the same kind replaces what the older one said. What each
// kind of document may set is the table in kind.go. Reading a document again
// changes nothing. Nothing is closed on paper: that a report calls a finding done
// is a Claim beside its state, and a document never changes a finding that is
// closed. A field without a Source was entered by a person: no document replaces it.
//
// In a ledger sheet each cell is checked. One bad cell and nothing is imported:
// Problems lists all of them with sheet and cell. Columns whose names are not known
// are reported and kept as notes; a Mapping says what they are.
package draft

import (
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

// A Draft is what one document would put into a book. Its rows have no ids, no book
// and no times yet, but each field has its Source in the document.
type Draft struct {
	Kind     Kind
	Document org.ID
	Signed   zh.Date // the day the document claims for itself

	Inspection ledger.Inspection
	Findings   []*Finding // in text order, a parent before its children

	Regulations []*Entry[ledger.Regulation]
	Moneys      []*Entry[ledger.Money]
	Accounts    []*Entry[ledger.Accountability]
	Meetings    []*Entry[ledger.Meeting]
	Records     []*Entry[ledger.Record]

	Columns  []Column  // of its tables of findings, as they were understood
	Problems []Problem // not empty: nothing of it may be imported
}

// A Finding is one finding of a draft with its measures. Only a leaf has measures.
type Finding struct {
	ledger.Finding
	Up       int // index of its parent in Draft.Findings, None at the top
	Measures []*ledger.Measure
}

// None is the index of no finding and of no measure.
const None = -1

// An Entry is one row of a register with the findings it belongs to, as indexes
// into Draft.Findings.
type Entry[T any] struct {
	Row     T
	At      []int
	Measure int // of its first finding, None if it is tied to no measure
}

// An About is what is known of a document beside its text.
type About struct {
	Kind     Kind
	Document org.ID  // under which it is kept
	Feedback zh.Date // of the inspection, where the book knows it and the text does not say
	Mapping  Mapping // of the columns of its tables; its Names were given to the reader
}

// New makes the draft of a reading. It cannot fail: what is wrong is in Problems.
func New(o *report.Outline, p About) *Draft {
	if o.Head.Feedback.Valid() {
		p.Feedback = o.Head.Feedback
	}
	b := &builder{o: o, about: p, d: &Draft{Kind: p.Kind, Document: p.Document, Signed: o.Head.Published}}
	b.grid = newGrid(o)
	b.head()
	b.tree()
	b.levels()
	b.settle()
	if p.Kind.may(theRegisters) != never {
		b.registers()
	}
	b.check()
	return b.d
}

// A builder makes one draft.
type builder struct {
	o     *report.Outline
	d     *Draft
	about About
	grid  *grid

	finding  map[int32]int            // finding of a node
	measures map[int32]place          // measure of a node
	rows     map[rowRef][]int         // findings by the rows of tables
	fields   map[colRef]Field         // of the columns of tables
	stated   map[*ledger.Finding]bool // whose claim a status states
}

// A place is where a measure stands in the draft.
type place struct{ finding, measure int }

// head fills in the inspection from what the document says of itself.
func (b *builder) head() {
	h, in := &b.o.Head, &b.d.Inspection
	in.Kind = kindOfInspection(b.o)
	set := func(field string, to *string, s source.Span) {
		if words := clean(b.o.Text.Slice(s)); words != "" {
			*to = words
			b.cite(&in.Sources, field, s)
		}
	}
	unit := h.Unit
	if unit.Empty() {
		unit = h.Title
	}
	set("title", &in.Title, unit)
	set("team", &in.Team, h.Team)
	day := func(field string, to *zh.Date, d zh.Date, s source.Span) {
		if d.Valid() {
			*to = d
			b.cite(&in.Sources, field, s)
		}
	}
	day("from", &in.From, h.Period.From, h.PeriodSpan)
	day("to", &in.To, h.Period.To, h.PeriodSpan)
	day("feedback", &in.Feedback, h.Feedback, h.FeedbackSpan)
	if b.d.Kind == KindPublic {
		day("published", &in.Published, h.Published, h.PublishedSpan)
	}
}

// kindOfInspection returns the kind of regime (regs.Kind) for a reading.
func kindOfInspection(o *report.Outline) string {
	if o.Head.Kind == report.Audit {
		return string(regs.Audit)
	}
	return string(regs.Inspection)
}

// cite adds the source of a field: the words of s.
func (b *builder) cite(to *ledger.Sources, field string, s source.Span) {
	s = trimmed(b.o.Text.String(), s)
	*to = append(*to, ledger.Source{Field: field, Document: b.d.Document, Start: int(s.Start), End: int(s.End)})
}

// words returns what s names, without its line breaks of layout.
func (b *builder) words(s source.Span) string { return clean(b.o.Text.Slice(s)) }
