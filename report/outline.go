// Package report reads the text of a rectification report into an outline and
// facts. It cannot fail: what it does not understand is in the outline as prose,
// and no character is lost.
//
// The way of a text: soft line breaks are taken out (wrap.go); one pass finds
// markers and facts (scan.go and the files of each fact); markers become a tree
// by the document's own use of numbering (tree.go), broken numbering is repaired
// by alignment (repair.go), roles come from wording (role.go); dates, documents
// and quantities are then resolved and related (resolve.go, relate.go).
//
// Everything is flat arrays of values that refer to one another by index, so a
// Reader used again allocates nothing.
package report

import (
	"zhenggai/source"
	"zhenggai/zh"
)

// A Role says what a node is in the report.
type Role uint8

// The roles, by their names in the JSON.
const (
	Prose   Role = iota // narrative, and whatever has no other role
	Section             // 一、 part of the report that is no finding
	Aspect              // 方面
	Problem             // 问题
	Point               // 具体问题
	Measure             // 整改措施
	Label               // 整改成效:, 责任领导: … with its text
	Table               // a table that was not read into findings
	Chrome              // what a portal put around the report
	roles
)

var roleNames = [roles]string{"prose", "section", "aspect", "problem", "point", "measure", "label", "table", "chrome"}

// String returns the name of r as the JSON has it.
func (r Role) String() string { return roleNames[r] }

// Flags say what is remarkable about a node.
type Flags uint16

// The flags.
const (
	Synthetic  Flags = 1 << iota // inferred: it is not printed
	Implicit                     // a point or measure without a number of its own
	Renumbered                   // Expected differs from the printed number
	BareNumber                   // the number stood alone on its line
	Effect                       // a measure that says what was achieved, or closes with 通过以上措施
	Rehung                       // moved below an inferred heading
	Glued                        // a heading found in the middle of a line
	FromTable                    // made from cells of a table
	FromForm                     // made from a table of labels and values
	flagCount  = iota
)

var flagNames = [flagCount]string{"synthetic", "implicit", "renumbered", "bare-number", "effect", "rehung", "glued", "table", "form"}

// Names returns the names of the flags that are set, as the JSON has them.
func (f Flags) Names() []string {
	var out []string
	for i, n := range flagNames {
		if f&(1<<i) != 0 {
			out = append(out, n)
		}
	}
	return out
}

// None is the index of no node and of no fact.
const None int32 = -1

// A Node is one part of the report. Nodes stand in text order: a parent before
// its children, an inferred heading before the node it was inferred from.
type Node struct {
	Span   source.Span // marker and subtree; parts of children lie within
	Marker source.Span // number and separator, "问题1."; empty if none is printed
	Number source.Span // the number with its brackets, "问题1", "(31)"
	Title  source.Span // empty if it has none
	Body   source.Span // behind the marker, to the end of Span

	Parent, First, Next int32 // indexes into Outline.Nodes, or None

	Num      int32 // value of the number, 0 if none
	Expected int32 // value it should have; 0 where the printed one is right
	Style    Style
	Role     Role
	Sep      Sep
	Label    LabelKind
	Flags    Flags
	Conf     uint8 // per cent
}

// An Outline is what was read: tree, facts, head, repairs. Its slices belong to
// the Reader that made it and are good until its next Read.
type Outline struct {
	Text *source.Text

	Head  Head
	Nodes []Node

	Documents   []Document
	DocNumbers  []DocNumber
	Dates       []Date
	Quantities  []Quantity // money, counts, per cent, points
	Orgs        []Org
	Persons     []Person
	Contacts    []Contact
	Changes     []Change
	Totals      []Total
	States      []State
	Lists       []List
	Commitments []Commitment

	Repairs []Repair
	Marks   []Mark // typographic defects seen while scanning: unbalanced and nested marks

	Parts []int32 // indexes into Quantities that Totals and Changes share
}

// A Kind is the kind of text.
type Kind uint8

// The kinds of text that are told apart.
const (
	Rectification Kind = iota // 整改情况通报, 整改报告, 整改方案
	Feedback                  // 反馈意见
	Audit                     // 审计整改
	Round                     // several units of one round
	Ledger                    // 台账
	Unknown                   // none of these: a notice, news, prose
	kinds
)

var kindNames = [kinds]string{"rectification", "feedback", "audit", "round", "ledger", "unknown"}

// String returns the name of k as the JSON has it.
func (k Kind) String() string { return kindNames[k] }

// A Head is what the report says of itself as a whole. Empty spans and zero
// dates are not stated.
type Head struct {
	Kind   Kind
	Title  source.Span
	Unit   source.Span // the inspected unit as the opening names it, or the signer
	Team   source.Span // 市委第四巡察组
	Signer source.Span

	Period    zh.Interval // of the inspection
	Feedback  zh.Date
	Published zh.Date // sign-off date

	FeedbackSpan, PublishedSpan, PeriodSpan source.Span
	Opening                                 source.Span // the opening paragraph

	Stated []Stated

	units bool // the parts of the text are units of one round
}

// A Stated is a total that the report declares of itself: 5个方面23个问题,
// 制定制度13个.
type Stated struct {
	What     StatedKind
	N        int32
	Quantity int32 // index into Quantities
}

// A StatedKind says what a Stated counts.
type StatedKind uint8

// What is declared.
const (
	StatedAspects StatedKind = iota
	StatedProblems
	StatedPoints
	StatedMeasures
	StatedRegulations
	StatedDone
	statedKinds
)

var statedNames = [statedKinds]string{"aspects", "problems", "points", "measures", "regulations", "done"}

// String returns the name of k as the JSON has it.
func (k StatedKind) String() string { return statedNames[k] }

// A Repair is a place where the reader understood what was not printed.
type Repair struct {
	Kind RepairKind
	Node int32 // None where the repair belongs to no node
	Span source.Span
	A, B int32 // values for the message: printed and expected number
}

// A RepairKind says what was repaired.
type RepairKind uint8

// The repairs.
const (
	RepairNumber   RepairKind = iota // a wrong number: A printed, B expected
	RepairMissing                    // numbers A to B are missing
	RepairHeading                    // an inferred heading with number B
	RepairBareLine                   // a number alone on its line was joined with the next
	RepairBreak                      // a line break inside a sentence was taken out
	RepairGlued                      // two headings in one line were parted
	repairKinds
)

var repairNames = [repairKinds]string{"number", "missing", "heading", "bare-number", "break", "glued"}

// String returns the name of k as the JSON has it.
func (k RepairKind) String() string { return repairNames[k] }

// A Mark is a typographic defect that only the scanner can see.
type Mark struct {
	Kind MarkKind
	Span source.Span // the mark at fault
	Open source.Span // for MarkNested: the outer title
}

// A MarkKind says what is wrong with a mark.
type MarkKind uint8

// The defects.
const (
	MarkUnclosed MarkKind = iota // 《 “ ( without its partner in the paragraph
	MarkUnopened                 // 》 ” ) without its partner
	MarkNested                   // 《…《 or <…> inside 《》
)
