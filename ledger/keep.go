package ledger

import (
	"zhenggai/org"
	"zhenggai/zh"
)

// A Workgroup (专项组) is a leading group or one of its special groups, with the
// findings in its scope (Finding.Groups).
type Workgroup struct {
	org.Head
	Name    string   `json:"name"`
	Leader  org.ID   `json:"leader,omitzero"`
	Members []org.ID `json:"members,omitempty"`
	Duty    string   `json:"duty,omitzero"`
	Closed  bool     `json:"closed,omitzero"`
}

// A Meeting (会议) and what it decided on which finding.
type Meeting struct {
	org.Head
	Kind      string     `json:"kind"` // 党组会 领导小组会 专题民主生活会
	Title     string     `json:"title"`
	Dated     zh.Date    `json:"dated"`
	Seen      Time       `json:"seen"`
	By        org.ID     `json:"by"`
	Chair     string     `json:"chair,omitzero"`
	Present   []string   `json:"present,omitempty"`
	Minutes   org.ID     `json:"minutes,omitzero"` // a document or evidence
	Decisions []Resolved `json:"decisions,omitempty"`
	Sources   Sources    `json:"sources,omitempty"`
}

// A Resolved is one decision of a meeting, pointing at the finding it is about.
type Resolved struct {
	Finding org.ID `json:"finding,omitzero"`
	Text    string `json:"text"`
}

// A Regulation (制度) made, amended or repealed in the course of rectification.
type Regulation struct {
	org.Head
	Title    string   `json:"title"`
	No       string   `json:"no,omitzero"` // 文号
	Event    string   `json:"event"`       // made amended repealed
	Dated    zh.Date  `json:"dated,omitzero"`
	Seen     Time     `json:"seen"`
	Findings []org.ID `json:"findings,omitempty"`
	Evidence org.ID   `json:"evidence,omitzero"`
	Sources  Sources  `json:"sources,omitempty"`
}

// A Money (资金) is one sum that rectification moved: paid back, recovered, saved.
type Money struct {
	org.Head
	Finding  org.ID  `json:"finding"`
	Event    string  `json:"event"` // repaid recovered saved
	Amount   Fen     `json:"amount"`
	Payer    string  `json:"payer,omitzero"`
	Voucher  string  `json:"voucher,omitzero"`
	Dated    zh.Date `json:"dated,omitzero"`
	Seen     Time    `json:"seen"`
	Evidence org.ID  `json:"evidence,omitzero"`
	Text     string  `json:"text,omitzero"`
	Sources  Sources `json:"sources,omitempty"`
}

// An Accountability (问责处理) is what was done about people, in one form.
type Accountability struct {
	org.Head
	Finding  org.ID  `json:"finding"`
	Form     string  `json:"form"` // 谈话提醒 批评教育 诫勉 …
	Persons  int     `json:"persons"`
	Bodies   int     `json:"bodies,omitzero"` // Party organisations held to account
	Dated    zh.Date `json:"dated,omitzero"`
	Seen     Time    `json:"seen"`
	Evidence org.ID  `json:"evidence,omitzero"`
	Text     string  `json:"text,omitzero"`
	Sources  Sources `json:"sources,omitempty"`
}

// A Document (文件) is a file that was read into the book: its bytes are in the blob
// store, its text is kept so that spans can be shown for ever.
type Document struct {
	org.Head
	Inspection org.ID  `json:"inspection"`
	Kind       string  `json:"kind"` // of draft.Kind
	Name       string  `json:"name"`
	Title      string  `json:"title,omitzero"`
	SHA256     Digest  `json:"sha256"`
	SM3        Digest  `json:"sm3"`
	Size       int64   `json:"size"`
	Text       Digest  `json:"text"` // SHA-256 of the extracted text, a blob of its own
	By         org.ID  `json:"by"`
	Seen       Time    `json:"seen"`
	Signed     zh.Date `json:"signed,omitzero"` // what it claims
}

// A Discrepancy (出入) is a field on which two documents differ. Both values stay.
type Discrepancy struct {
	org.Head
	Subject string `json:"subject"` // table of the row
	Row     org.ID `json:"row"`
	Finding org.ID `json:"finding"`
	Field   string `json:"field"`
	Kept    string `json:"kept"`
	Other   string `json:"other"`
	KeptIn  Source `json:"kept_in,omitzero"`
	OtherIn Source `json:"other_in"`
	Settled string `json:"settled,omitzero"` // how it was explained; "" while open
	By      org.ID `json:"by,omitzero"`
	At      Time   `json:"at,omitzero"`
}

// A Setting is one value of a site or a book that is changed by a person and
// journalled like everything else: a saved column mapping, a holiday year, an
// address for notices.
type Setting struct {
	org.Head
	Name  string `json:"name"` // unique in its book: mapping/月报表
	Value string `json:"value"`
}

// Table names the table of each row.
func (*Book) Table() string           { return "book" }
func (*Signatory) Table() string      { return "signatory" }
func (*Round) Table() string          { return "round" }
func (*Inspection) Table() string     { return "inspection" }
func (*Finding) Table() string        { return "finding" }
func (*Measure) Table() string        { return "measure" }
func (*Record) Table() string         { return "record" }
func (*Evidence) Table() string       { return "evidence" }
func (*Submission) Table() string     { return "submission" }
func (*Closure) Table() string        { return "closure" }
func (*Relapse) Table() string        { return "relapse" }
func (*Extension) Table() string      { return "extension" }
func (*Workgroup) Table() string      { return "workgroup" }
func (*Meeting) Table() string        { return "meeting" }
func (*Regulation) Table() string     { return "regulation" }
func (*Money) Table() string          { return "money" }
func (*Accountability) Table() string { return "accountability" }
func (*Document) Table() string       { return "document" }
func (*Discrepancy) Table() string    { return "discrepancy" }
func (*Setting) Table() string        { return "setting" }

// A Notice (提醒) is a warning that was sent about a due day: which step of the
// regime's ladder, to whom. For one finding and one due day each step is sent once.
type Notice struct {
	org.Head
	Finding org.ID   `json:"finding"`
	Due     zh.Date  `json:"due"`
	Level   int      `json:"level"`  // 1 is the first step of the ladder
	Colour  string   `json:"colour"` // of regs.Colour
	To      []org.ID `json:"to,omitempty"`
	At      Time     `json:"at"`
}

// Table names the table of notices.
func (*Notice) Table() string { return "notice" }
