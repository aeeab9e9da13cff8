package ledger

import (
	"zhenggai/org"
	"zhenggai/zh"
)

// A Paper (文稿) is one version of a form of an inspection: the words that people wrote
// for it. A draft follows the ledger, and its figures with it. A frozen version keeps
// them: Document is the digest of the paper as it was then, whole, among the blobs.
type Paper struct {
	org.Head
	Inspection org.ID    `json:"inspection"`
	Form       string    `json:"form"`             // key in form.Forms
	Subject    org.ID    `json:"subject,omitzero"` // finding, request or meeting that it is about; zero is the inspection
	N          int       `json:"n"`                // 1 for the first version of the form about the subject
	Number     string    `json:"number,omitzero"`  // 文号
	Passages   []Passage `json:"passages,omitempty"`
	By         org.ID    `json:"by"`
	At         Time      `json:"at"`

	FrozenBy org.ID  `json:"frozen_by,omitzero"`
	FrozenAt Time    `json:"frozen_at,omitzero"` // none: it is a draft
	Day      zh.Date `json:"day,omitzero"`       // of its figures, once frozen
	Document Digest  `json:"document,omitzero"`  // SHA-256 of the frozen document
	Content  Digest  `json:"content,omitzero"`   // of what it was made from, where that is published: form.Bulletin
}

// A Passage is the words that a person wrote for one place of a form.
type Passage struct {
	Key  string `json:"key"`
	Text string `json:"text"`
}

// Frozen reports whether p keeps its figures.
func (p *Paper) Frozen() bool { return !p.FrozenAt.IsZero() }

// Table implements [org.Row].
func (*Paper) Table() string { return "paper" }
