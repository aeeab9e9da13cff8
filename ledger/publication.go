package ledger

import (
	"slices"

	"zhenggai/org"
	"zhenggai/zh"
)

// A Publication (公开) is one version of the bulletin of an inspection on one channel,
// from its first draft to the day it is taken down. What was published never changes:
// a correction is another version, which names the one it replaces.
//
// The texts themselves are kept as blobs, by digest: Draft is the bulletin as the
// ledger gave it, Content what is left of it after masks and exclusions, and all that
// is ever shown outside. A mask says where it stands in the draft and not what it
// hides, so that what is private is kept in one place only.
type Publication struct {
	org.Head
	Inspection org.ID            `json:"inspection"`
	Channel    Channel           `json:"channel"`
	State      PublicationState  `json:"state"`
	Title      string            `json:"title"`
	N          int               `json:"n,omitzero"`        // number on its channel, given when it is published
	Replaces   org.ID            `json:"replaces,omitzero"` // the version that it corrects
	Reason     string            `json:"reason,omitzero"`   // why it corrects that
	By         org.ID            `json:"by"`                // who drafted it
	Draft      Digest            `json:"draft"`
	Content    Digest            `json:"content,omitzero"`
	Approved   Digest            `json:"approved,omitzero"` // the content that was approved
	Masks      []Mask            `json:"masks,omitempty"`
	Exclusions []Exclusion       `json:"exclusions,omitempty"`
	Checked    Digest            `json:"checked,omitzero"` // the content that Checks is about
	Checks     []Check           `json:"checks,omitempty"`
	Day        zh.Date           `json:"day,omitzero"` // of publication
	Steps      []PublicationStep `json:"steps"`
}

// A Mask (脱敏) hides a piece of a text of the draft.
type Mask struct {
	At     string `json:"at"` // place of the text, as form.Bulletin.Texts names it
	From   int    `json:"from"`
	To     int    `json:"to"`              // bytes of the text in the draft
	Rule   string `json:"rule"`            // key of publish.Masks; "hand" if a person set it
	After  string `json:"after"`           // what stands there instead
	Why    string `json:"why,omitzero"`    // of one set by hand; the table of masks has the others
	Undone string `json:"undone,omitzero"` // why it was lifted; "" if it holds
	By     org.ID `json:"by,omitzero"`     // who set it by hand, or lifted it
	On     Time   `json:"on,omitzero"`
}

// ByHand is the rule of masks that a person set.
const ByHand = "hand"

// An Exclusion (不予公开) leaves the text of a finding, and of all below it, out of the
// public version, under one of the classes of publish.Classes.
type Exclusion struct {
	Finding  org.ID `json:"finding"`
	Class    string `json:"class"`
	Reason   string `json:"reason"`
	By       org.ID `json:"by"`
	At       Time   `json:"at"`
	Approver org.ID `json:"approver,omitzero"`
	Approved Time   `json:"approved,omitzero"`
	Opinion  string `json:"opinion,omitzero"`
}

// A Check is one thing that the checks before approval found.
type Check struct {
	Key       string `json:"key"`      // the same thing found again has the same
	Rule      string `json:"rule"`     // of lint, or a key of publish.Checks
	Severity  string `json:"severity"` // error: must be put right; warning: must be explained; hint
	At        string `json:"at,omitzero"`
	Words     string `json:"words,omitzero"` // of the content, never of the draft
	ZH        string `json:"zh"`
	EN        string `json:"en"`
	Explained string `json:"explained,omitzero"`
	By        org.ID `json:"by,omitzero"`
	On        Time   `json:"on,omitzero"`
}

// A PublicationStep says who did what when, and what the content was then.
type PublicationStep struct {
	Event   Event  `json:"event"`
	By      org.ID `json:"by"`
	At      Time   `json:"at"`
	Opinion string `json:"opinion,omitzero"`
	Finding org.ID `json:"finding,omitzero"` // that it was about
	Content Digest `json:"content,omitzero"`
}

// A Channel is to whom something is published (双公开).
type Channel string

// The channels.
const (
	InParty Channel = "party"
	Public  Channel = "public"
)

// A PublicationState is where a publication stands.
type PublicationState string

// The states of a publication.
const (
	PubDraft     PublicationState = "draft"
	PubMasked    PublicationState = "masked"
	PubCleared   PublicationState = "cleared"
	PubSubmitted PublicationState = "submitted"
	PubApproved  PublicationState = "approved"
	PubFrozen    PublicationState = "frozen"
	PubPublished PublicationState = "published"
	PubReplaced  PublicationState = "replaced"
	PubWithdrawn PublicationState = "withdrawn"
	PubVoid      PublicationState = "void"
)

// The words of publications.
var (
	Channels = []Word{
		{string(InParty), "党内公开", "in the Party"},
		{string(Public), "向社会公开", "to the public"},
	}
	PublicationStates = []Word{
		{string(PubDraft), "起草", "draft"},
		{string(PubMasked), "已脱敏", "masked"},
		{string(PubCleared), "不予公开事项已审定", "exclusions approved"},
		{string(PubSubmitted), "已送审", "submitted"},
		{string(PubApproved), "已批准", "approved"},
		{string(PubFrozen), "已定稿", "frozen"},
		{string(PubPublished), "已公开", "published"},
		{string(PubReplaced), "已被更正", "replaced"},
		{string(PubWithdrawn), "已撤下", "taken down"},
		{string(PubVoid), "已作废", "void"},
	}
)

// Table names the table of publications.
func (*Publication) Table() string { return "publication" }

// Shown reports whether the publication is what readers of its channel see.
func (p *Publication) Shown() bool { return p.State == PubPublished }

// Over reports whether nothing more becomes of the publication.
func (p *Publication) Over() bool {
	return p.State == PubReplaced || p.State == PubWithdrawn || p.State == PubVoid
}

// Excluded returns the exclusion of a finding, or nil.
func (p *Publication) Excluded(finding org.ID) *Exclusion {
	for i := range p.Exclusions {
		if p.Exclusions[i].Finding == finding {
			return &p.Exclusions[i]
		}
	}
	return nil
}

// Last returns the last step of a kind, or nil.
func (p *Publication) Last(event Event) *PublicationStep {
	for i := len(p.Steps) - 1; i >= 0; i-- {
		if p.Steps[i].Event == event {
			return &p.Steps[i]
		}
	}
	return nil
}

// Waiting returns how many checks are errors and how many warnings are not explained.
func (p *Publication) Waiting() (errors, unexplained int) {
	for i := range p.Checks {
		switch c := &p.Checks[i]; {
		case c.Severity == "error":
			errors++
		case c.Severity == "warning" && c.Explained == "":
			unexplained++
		}
	}
	return errors, unexplained
}

// maskAt returns the mask that begins at a place of the draft, or nil.
func (p *Publication) maskAt(at string, from int) *Mask {
	i := slices.IndexFunc(p.Masks, func(m Mask) bool { return m.At == at && m.From == from })
	if i < 0 {
		return nil
	}
	return &p.Masks[i]
}
