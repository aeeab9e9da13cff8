package draft

import (
	"strings"

	"zhenggai/fault"
	"zhenggai/report"
)

// A Kind (文种) is what a document is to the book. It decides what the document may
// set: see powers.
type Kind string

// The kinds.
const (
	KindFeedback Kind = "feedback" // 反馈意见: what was found, in the inspectors' words
	KindPlan     Kind = "plan"     // 整改方案: what will be done, by whom, by when
	KindProgress Kind = "progress" // 整改进展报告: what is said to have been done
	KindPublic   Kind = "public"   // 整改情况通报: the same, condensed, for everybody
	KindSheet    Kind = "ledger"   // 整改台账: plan and progress in a table
)

// KindCorrection (更正记录) is no kind of incoming document: it is kept beside one and holds what a
// person decided against how the document was read.
const KindCorrection Kind = "correction"

// Kinds is the table of kinds with their names.
var Kinds = []struct {
	Kind   Kind
	ZH, EN string
}{
	{KindFeedback, "反馈意见", "feedback notice"},
	{KindPlan, "整改方案", "rectification plan"},
	{KindProgress, "整改进展报告", "progress report"},
	{KindPublic, "整改情况通报", "published report"},
	{KindSheet, "整改台账", "ledger sheet"},
}

// Name returns the name of k in the language lang, "en" or Chinese.
func (k Kind) Name(lang string) string {
	if k == KindCorrection {
		return fault.Msg{ZH: "更正记录", EN: "corrections"}.In(lang)
	}
	for _, line := range Kinds {
		if line.Kind == k {
			if lang == "en" {
				return line.EN
			}
			return line.ZH
		}
	}
	return string(k)
}

// KindOf returns the kind that a reading looks like: by its form, and where that is
// a report by the words of its title. A person may know better.
func KindOf(o *report.Outline) Kind {
	switch o.Head.Kind {
	case report.Feedback:
		return KindFeedback
	case report.Ledger:
		return KindSheet
	}
	title := o.Text.Slice(o.Head.Title)
	for _, w := range [...]struct {
		words string
		kind  Kind
	}{
		{"通报", KindPublic}, {"公开", KindPublic}, {"公告", KindPublic}, {"公示", KindPublic},
		{"方案", KindPlan}, {"计划", KindPlan}, {"任务清单", KindPlan}, {"台账", KindSheet}, {"进展", KindProgress}, {"报告", KindProgress},
	} {
		if strings.Contains(title, w.words) {
			return w.kind
		}
	}
	for i := range o.Nodes {
		if o.Nodes[i].Flags&report.FromForm != 0 { // 销号单, 督办单: how far one finding has come
			return KindProgress
		}
	}
	return KindPublic
}

// A power is what a kind of document may do to a field.
type power uint8

const (
	never power = iota // it may not set it; its words go into the note
	fill               // it may set it where nothing is; a different value is a discrepancy
	renew              // and it may replace what an older document of its kind said
)

// A group is fields over which a kind of document has one power.
type group uint8

const (
	theWords     group = iota // what was found: title, text
	theNature                 // what it is: category, amount involved, note
	theWay                    // what shall be done: cause, goal, standard, owners, term, words of measures
	theClaims                 // what is said to have come of it: progress, claim, next, analogy, recovered, claims of measures
	theRegisters              // regulations, money, accountability, meetings, records
	theHead                   // the inspection: team, period, feedback
	groups
)

// powers says what each kind of document may set. This table is the whole of it:
//
//   - the feedback notice is the authority on what was found, and says nothing of
//     measures;
//   - a plan promises: it claims nothing, and regulations and money in it are
//     intentions that no register holds;
//   - reports claim, and where no plan is in the book their account of what was done
//     stands for the measures;
//   - no document sets a state. FirstDue is filled once and never replaced; Due is
//     replaced only while the finding is open, afterwards by an extension.
var powers = map[Kind][groups]power{
	KindFeedback: {theWords: renew, theNature: fill, theWay: never, theClaims: never, theRegisters: never, theHead: renew},
	KindPlan:     {theWords: fill, theNature: fill, theWay: renew, theClaims: never, theRegisters: never, theHead: fill},
	KindProgress: {theWords: fill, theNature: fill, theWay: fill, theClaims: renew, theRegisters: fill, theHead: fill},
	KindPublic:   {theWords: fill, theNature: fill, theWay: fill, theClaims: renew, theRegisters: fill, theHead: renew},
	KindSheet:    {theWords: renew, theNature: renew, theWay: renew, theClaims: renew, theRegisters: fill, theHead: fill},
}

// may returns what a document of kind k may do to the fields of g.
func (k Kind) may(g group) power { return powers[k][g] }
