// Package ledger is the heart of the product: inspections, findings, measures,
// evidence, submissions, reviews and closures, and the workflow that leads a
// finding from one to the next.
//
// It decides and keeps nothing. A decision takes a Case (a leaf finding with all
// that hangs on it), the actor and the time, and returns the rows that changed or
// a *fault.Error with the sentence for the person. Whoever calls it saves the rows
// and writes the journal, in one transaction.
//
// The workflow is the table Workflow: buttons, the page of rights, the diagram,
// the refusals and the golden matrix (state × event × role) are made from it. The
// promises that it holds:
//
//   - nothing is closed without every measure done, evidence by hash, and a
//     verifier who is not the one who submitted, from another unit where an office
//     supervises;
//   - a verdict is bound to the digest of exactly what was seen, and a closure to
//     that of its last verdict: a later change makes it stale, visibly;
//   - the first date stays beside the current one, and what a document claims (dated)
//     stands beside when it arrived (first seen);
//   - a relapse opens a new cycle under the same number and names the closure that
//     failed;
//   - a parent is closed when its leaves are.
package ledger

import (
	"cmp"

	"zhenggai/fault"
	"zhenggai/org"
	"zhenggai/zh"
)

// A Book (账册) is all that one inspected unit keeps: the boundary of rights, of
// exchange, of the journal and of sharding. Its id is the Book of all its rows,
// its own included.
type Book struct {
	org.Head
	Unit       org.ID      `json:"unit"`
	Name       string      `json:"name"`
	Supervised bool        `json:"supervised,omitzero"` // an office supervises: verifiers come from outside
	Chain      []ChainStep `json:"chain"`               // how a submission is reviewed
	Closed     bool        `json:"closed,omitzero"`
	UnitName   string      `json:"unit_name,omitzero"` // so that a book says whose it is wherever it is carried
}

// A Signatory (经办人) is somebody who acted in a book, by the name he had then. It has
// the id of the person, so that a book which is carried elsewhere, to an auditor or to
// another installation, still says who signed.
type Signatory struct {
	org.Head
	Name     string `json:"name"`
	Title    string `json:"title,omitzero"`
	Unit     org.ID `json:"unit,omitzero"`
	UnitName string `json:"unit_name,omitzero"`
}

// A Round (轮次) is one campaign of an office over many units. It is kept in the
// site's book.
type Round struct {
	org.Head
	Office org.ID      `json:"office"`
	Name   string      `json:"name"` // 八届市委第三轮巡察
	Kind   string      `json:"kind"` // of regs.Regime
	From   zh.Date     `json:"from,omitzero"`
	To     zh.Date     `json:"to,omitzero"`
	Regime string      `json:"regime,omitzero"` // key of the regime; "" is chosen by feedback date
	Limits []LimitEdit `json:"limits,omitempty"`

	Overlays []string `json:"overlays,omitempty"` // keys of local practice laid over the regime
}

// A LimitEdit puts another figure in the place of a limit of the regime; the
// regime's own stays visible beside it.
type LimitEdit struct {
	Limit  string `json:"limit"` // key of the limit
	N      int    `json:"n"`
	Unit   string `json:"unit"`
	Reason string `json:"reason"`
}

// An Inspection (巡察) is one unit in one round.
type Inspection struct {
	org.Head
	No        string  `json:"no"` // 2026-01, given when it is filed
	Round     org.ID  `json:"round,omitzero"`
	Title     string  `json:"title"`
	Team      string  `json:"team,omitzero"`
	From      zh.Date `json:"from,omitzero"` // days on site
	To        zh.Date `json:"to,omitzero"`
	Feedback  zh.Date `json:"feedback,omitzero"` // the day that starts every limit
	Published zh.Date `json:"published,omitzero"`
	Kind      string  `json:"kind"`            // of regs.Regime
	Regime    string  `json:"regime,omitzero"` // key of the regime that holds
	Sources   Sources `json:"sources,omitempty"`
}

// A Level is a height in the tree of findings.
type Level string

// The levels, from the top.
const (
	Aspect  Level = "aspect"  // 方面
	Problem Level = "problem" // 问题
	Point   Level = "point"   // 具体问题
)

// A Finding (问题) is a node of the tree of what was found. A leaf is what gets
// closed; the state of a parent follows from its leaves.
type Finding struct {
	org.Head
	Inspection org.ID `json:"inspection"`
	Parent     org.ID `json:"parent,omitzero"`
	Level      Level  `json:"level"`
	Leaf       bool   `json:"leaf,omitzero"`
	Ord        int    `json:"ord"`              // place in the inspection, in text order
	No         string `json:"no,omitzero"`      // as the document numbers it, put right: 33
	Printed    string `json:"printed,omitzero"` // as printed, where that differs: (31)
	Code       string `json:"code"`             // 2.7.33: unique in the inspection, what people type
	Title      string `json:"title"`
	Text       string `json:"text,omitzero"` // the document's words, whole
	Category   string `json:"category,omitzero"`

	RootCause string `json:"root_cause,omitzero"` // 产生问题的根本原因
	Goal      string `json:"goal,omitzero"`       // 整改目标
	Standard  string `json:"standard,omitzero"`   // 整改标准：what acceptance is judged by
	Analogy   string `json:"analogy,omitzero"`    // 举一反三
	Progress  string `json:"progress,omitzero"`   // 进展
	Next      string `json:"next,omitzero"`       // 下一步

	Kind     Kind     `json:"kind,omitzero"`
	FirstDue zh.Date  `json:"first_due,omitzero"` // never changed once it is set
	Due      zh.Date  `json:"due,omitzero"`       // the date that holds now
	Standing bool     `json:"standing,omitzero"`  // 长期坚持: "by a date and then for good" has both
	Owners   Owners   `json:"owners,omitzero"`
	Groups   []org.ID `json:"groups,omitempty"` // workgroups in whose scope it lies

	Involved  Fen `json:"involved,omitzero"`  // 涉及金额
	Recovered Fen `json:"recovered,omitzero"` // 已追回金额, as documents claim; rows are in Money

	State    State   `json:"state"`
	Cycle    int     `json:"cycle"`             // 1 at first, one more with each relapse
	Partial  bool    `json:"partial,omitzero"`  // 基本完成, counted apart
	Stage    int     `json:"stage,omitzero"`    // how many steps of the chain were passed
	Extended int     `json:"extended,omitzero"` // extensions granted
	Voided   string  `json:"voided,omitzero"`   // why it was voided
	Sources  Sources `json:"sources,omitempty"`

	Inferred bool   `json:"inferred,omitzero"` // a heading that is not printed, made from the numbering
	Claim    Claim  `json:"claim,omitzero"`    // what documents say of its state; never the state itself
	Note     string `json:"note,omitzero"`     // what documents add that no field is for, a line each: 备注：…

	SentBack []SentBack `json:"sent_back,omitempty"` // each time that its plan was sent back, the first first
}

// A SentBack (方案退回) says why a plan was sent back.
type SentBack struct {
	Cycle  int    `json:"cycle"`
	Reason string `json:"reason"`
	By     org.ID `json:"by"`
	At     Time   `json:"at"`
}

// Untitled stands where a document did not print a heading that its numbering has.
var Untitled = fault.Msg{ZH: "（原文未印标题）", EN: "(no title printed)"}

// Called returns the title of f in the language lang, or what stands for one.
func (f *Finding) Called(lang string) string { return cmp.Or(f.Title, Untitled.In(lang)) }

// Objection returns why the plan of the cycle that runs was last sent back; nil if it
// was not, or was approved since.
func (f *Finding) Objection() *SentBack {
	if n := len(f.SentBack); n > 0 && f.SentBack[n-1].Cycle == f.Cycle && (f.State == Open || f.State == Planned) {
		return &f.SentBack[n-1]
	}
	return nil
}

// A Claim (自报状态) is how far a document says that a finding is put right. It stands
// beside the state and never moves it.
type Claim string

// The claims. "Done and for good" is ClaimDone with Standing set beside it.
const (
	ClaimDone     Claim = "done"     // 已完成 整改到位
	ClaimClosed   Claim = "closed"   // 已销号
	ClaimPartial  Claim = "partial"  // 基本完成 取得阶段性成果
	ClaimDoing    Claim = "doing"    // 正在整改 持续推进
	ClaimExtended Claim = "extended" // 申请延期
	ClaimReturned Claim = "returned" // 退回 二次整改
	ClaimOpen     Claim = "open"     // 未完成 未启动
)

// A Kind (整改类型) says how long a measure or a finding takes.
type Kind string

// The kinds. "By a date and then for good" is Dated with Standing set beside it.
const (
	Immediate Kind = "immediate" // 立行立改
	Dated     Kind = "dated"     // 限期整改
	Lasting   Kind = "lasting"   // 长期坚持
)

// Owners are who answers for something. Names are kept as the document has them
// where no unit or person of the site is meant yet.
type Owners struct {
	Lead        org.ID   `json:"lead,omitzero"` // 责任领导
	LeadName    string   `json:"lead_name,omitzero"`
	Dept        org.ID   `json:"dept,omitzero"` // 牵头科室
	DeptName    string   `json:"dept_name,omitzero"`
	Support     []org.ID `json:"support,omitempty"` // 协办
	SupportName string   `json:"support_name,omitzero"`
	Handler     org.ID   `json:"handler,omitzero"` // 承办人
	HandlerName string   `json:"handler_name,omitzero"`
}

// Named reports whether somebody answers: a leader or a department, by id or name.
func (o Owners) Named() bool {
	return !o.Lead.IsZero() || !o.Dept.IsZero() || o.LeadName != "" || o.DeptName != ""
}

// Parties returns whose finding it is, for org.Scope.
func (f *Finding) Parties() []org.ID {
	var all []org.ID
	for _, id := range append([]org.ID{f.Owners.Lead, f.Owners.Dept, f.Owners.Handler}, append(f.Owners.Support, f.Groups...)...) {
		if !id.IsZero() {
			all = append(all, id)
		}
	}
	return all
}

// A Measure (整改措施) is what is done about a leaf finding in one of its cycles.
type Measure struct {
	org.Head
	Finding    org.ID      `json:"finding"`
	Cycle      int         `json:"cycle"`
	Ord        int         `json:"ord"`
	No         string      `json:"no,omitzero"` // 一是
	Text       string      `json:"text"`
	Kind       Kind        `json:"kind,omitzero"`
	FirstDue   zh.Date     `json:"first_due,omitzero"`
	Due        zh.Date     `json:"due,omitzero"`
	Standing   bool        `json:"standing,omitzero"`
	Owners     Owners      `json:"owners,omitzero"`
	Milestones []Milestone `json:"milestones,omitempty"`
	Done       *Done       `json:"done,omitempty"`
	Dropped    string      `json:"dropped,omitzero"` // why it is no longer to be done; "" if it is
	Claims     string      `json:"claims,omitzero"`  // what the document says came of it (整改成效)
	Sources    Sources     `json:"sources,omitempty"`
}

// A Milestone (节点) is a day on the way to a measure's end.
type Milestone struct {
	Title string  `json:"title"`
	Due   zh.Date `json:"due"`
	Done  zh.Date `json:"done,omitzero"`
}

// A Done says that a measure was carried out: what came of it, the day that is
// claimed, and who said so when.
type Done struct {
	Result string  `json:"result"`
	Dated  zh.Date `json:"dated,omitzero"`
	By     org.ID  `json:"by"`
	At     Time    `json:"at"`
}

// A Record (记录) is a dated thing that was done: a meeting, a study, a talk, a check.
type Record struct {
	org.Head
	Finding org.ID  `json:"finding"`
	Measure org.ID  `json:"measure,omitzero"`
	Kind    string  `json:"kind"` // 会议 学习 谈话 检查 …
	Title   string  `json:"title"`
	Text    string  `json:"text,omitzero"`
	Dated   zh.Date `json:"dated"` // what it claims
	Seen    Time    `json:"seen"`  // when it arrived
	By      org.ID  `json:"by"`
	Sources Sources `json:"sources,omitempty"`
}

// An Evidence (佐证材料) is a file tied to a measure, by the hash of its bytes.
type Evidence struct {
	org.Head
	Finding org.ID  `json:"finding"`
	Measure org.ID  `json:"measure,omitzero"`
	Cycle   int     `json:"cycle"`
	SHA256  Digest  `json:"sha256"`
	SM3     Digest  `json:"sm3"`
	Name    string  `json:"name"`
	Type    string  `json:"type"` // media type, by content
	Size    int64   `json:"size"`
	Title   string  `json:"title,omitzero"`
	Dated   zh.Date `json:"dated,omitzero"` // what the document claims
	Seen    Time    `json:"seen"`           // when it arrived, the server's time
	By      org.ID  `json:"by"`
	Voided  string  `json:"voided,omitzero"` // why it no longer counts; the bytes stay
}
