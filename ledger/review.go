package ledger

import (
	"zhenggai/org"
	"zhenggai/zh"
)

// A ChainStep is one step of the way a submission is reviewed. The chain is data
// of a book; a submission keeps a copy of the chain it went through.
type ChainStep struct {
	Key     string   `json:"key"`
	Title   string   `json:"title"` // 责任领导审核
	Role    org.Role `json:"role"`
	Self    bool     `json:"self,omitzero"`    // the one who submits may take it himself
	Verify  bool     `json:"verify,omitzero"`  // whoever takes it is the verifier
	Outside bool     `json:"outside,omitzero"` // only somebody from outside the unit
	Meeting bool     `json:"meeting,omitzero"` // wants the minutes of a meeting that decided it
}

// A Submission (销号申请) asks that a finding be closed. Seen is the digest of what
// was there when it was made.
type Submission struct {
	org.Head
	Finding  org.ID      `json:"finding"`
	Cycle    int         `json:"cycle"`
	N        int         `json:"n"` // 1 for the first of the cycle
	Note     string      `json:"note,omitzero"`
	By       org.ID      `json:"by"`
	At       Time        `json:"at"`
	Seen     Digest      `json:"seen"`
	Chain    []ChainStep `json:"chain"`
	Verdicts []Verdict   `json:"verdicts,omitempty"`
	Outcome  Outcome     `json:"outcome,omitzero"`
}

// An Outcome is how a submission ended; "" while it is under review.
type Outcome string

// The outcomes.
const (
	Passed    Outcome = "passed"
	Returned  Outcome = "returned"
	Withdrawn Outcome = "withdrawn"
)

// A Verdict (审核意见) is what one step of the chain said, and the digest of exactly
// what its signer saw.
type Verdict struct {
	Step    string `json:"step"`
	Pass    bool   `json:"pass"`
	Opinion string `json:"opinion,omitzero"` // required unless Pass
	By      org.ID `json:"by"`
	Unit    org.ID `json:"unit"` // the signer's own
	At      Time   `json:"at"`
	Seen    Digest `json:"seen"`
	Meeting org.ID `json:"meeting,omitzero"`
}

// A Closure (销号) ends a cycle. Seen is the digest the last verdict was bound to; if
// the case no longer has it, the closure is stale.
type Closure struct {
	org.Head
	Finding    org.ID    `json:"finding"`
	Cycle      int       `json:"cycle"`
	Submission org.ID    `json:"submission"`
	Verifier   org.ID    `json:"verifier"`
	By         org.ID    `json:"by"` // who took the last step
	At         Time      `json:"at"`
	Seen       Digest    `json:"seen"`
	Renewed    []Renewal `json:"renewed,omitempty"`
	Failed     org.ID    `json:"failed,omitzero"` // the relapse that showed it did not hold
}

// A Renewal (复核确认) says that a stale closure was looked at again and holds.
type Renewal struct {
	Opinion string `json:"opinion"`
	By      org.ID `json:"by"`
	At      Time   `json:"at"`
	Seen    Digest `json:"seen"`
}

// A Relapse (反弹) opens a new cycle and names the closure that failed.
type Relapse struct {
	org.Head
	Finding org.ID  `json:"finding"`
	Closure org.ID  `json:"closure"`
	Cycle   int     `json:"cycle"` // the one it opens
	Reason  string  `json:"reason"`
	Found   zh.Date `json:"found,omitzero"` // the day it was found, as claimed
	By      org.ID  `json:"by"`
	At      Time    `json:"at"`
}

// An Extension (延期) is a request for a later date: asked before the date has
// passed, with a reason, and decided by another person. The first date stays.
type Extension struct {
	org.Head
	Finding   org.ID   `json:"finding"`
	N         int      `json:"n"` // 1 for the first of the finding
	From      zh.Date  `json:"from"`
	To        zh.Date  `json:"to"`
	Reason    string   `json:"reason"`
	Progress  string   `json:"progress"`
	By        org.ID   `json:"by"`
	At        Time     `json:"at"`
	Decision  Decision `json:"decision,omitzero"`
	Opinion   string   `json:"opinion,omitzero"`
	DecidedBy org.ID   `json:"decided_by,omitzero"`
	DecidedAt Time     `json:"decided_at,omitzero"`
}

// A Decision is the answer to a request; "" while it is open.
type Decision string

// The decisions.
const (
	Granted Decision = "granted"
	Refused Decision = "refused"
)
