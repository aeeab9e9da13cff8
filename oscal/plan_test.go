package oscal

import (
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// A maker draws a plan at random, with everything that Plan promises to carry.
type maker struct {
	t       *rapid.T
	n       int
	parties []Party
	p       *Plan
}

// id returns a new id, later than all before.
func (m *maker) id() org.ID {
	m.n++
	return org.NewID(time.UnixMilli(1_700_000_000_000+int64(m.n)), [10]byte{byte(m.n), byte(m.n >> 8)})
}

var texts = rapid.OneOf(
	rapid.SampledFrom([]string{"", "—", "-", "党组抓水利工程建设不力", "一是*集中*清理；二是建章立制。", "第一段\n第二段\n\n第三段", " 前后有空格 ", "1. 编号\n2) 编号",
		"# 不是标题", "a\\b_c`d", "<b>&amp;", "{{ insert }}", "\u3000全角空格开头", "=1+1", "\t", "\u2028", "emoji 🌊 与 𠮷", "“引号” \"quotes\"", "\\", "\\—"}),
	rapid.StringOfN(rapid.RuneFrom([]rune("水务局整改abc012 \n\t\\*_.#-—，。")), 0, 20, -1),
)

// Tests that run at once share the generator: its name is made now, not when the first uses it.
var _ = texts.String()

func (m *maker) text() string { return texts.Draw(m.t, "text") }
func (m *maker) yes() bool    { return rapid.Bool().Draw(m.t, "yes") }
func (m *maker) int(n int) int {
	return rapid.IntRange(0, n).Draw(m.t, "int")
}

func (m *maker) day() zh.Date {
	if m.int(3) == 0 {
		return zh.Date{}
	}
	return zh.D(2020, 1, 1).AddDays(m.int(4000))
}

func (m *maker) at() ledger.Time {
	return ledger.At(time.UnixMilli(1_600_000_000_000 + int64(m.int(1_000_000))*77_777))
}

func (m *maker) who() org.ID {
	if m.int(4) == 0 {
		return org.ID{}
	}
	return m.parties[m.int(len(m.parties)-1)].ID
}

func (m *maker) digest() (d ledger.Digest) {
	d[0], d[31] = byte(1+m.int(200)), byte(m.int(255))
	return d
}

func (m *maker) owners() (o ledger.Owners) {
	o.Lead, o.Dept, o.Handler = m.who(), m.who(), m.who()
	o.LeadName, o.DeptName, o.SupportName, o.HandlerName = m.text(), m.text(), m.text(), m.text()
	for range m.int(2) {
		if id := m.who(); !id.IsZero() {
			o.Support = append(o.Support, id)
		}
	}
	return o
}

func (m *maker) kind() ledger.Kind {
	return rapid.SampledFrom([]ledger.Kind{"", ledger.Immediate, ledger.Dated, ledger.Lasting}).Draw(m.t, "kind")
}

// anyPlan draws a plan with at least one leaf.
func anyPlan(t *rapid.T) *Plan {
	m := &maker{t: t}
	for i := range 3 {
		m.parties = append(m.parties, Party{ID: m.id(), Unit: i == 0, Name: m.text(), Title: m.text()})
	}
	book := m.id()
	m.p = &Plan{Parties: m.parties, Book: &ledger.Book{Head: org.Head{Book: book, ID: book}, Name: m.text(), Unit: m.parties[0].ID, UnitName: m.text(), Supervised: m.yes()}}
	m.p.Inspection = &ledger.Inspection{Head: m.head(), No: m.text(), Round: m.who(), Title: m.text(), Team: m.text(), From: m.day(), To: m.day(),
		Feedback: m.day(), Published: m.day(), Kind: "inspection", Regime: m.text()}
	for range m.int(2) {
		m.p.Documents = append(m.p.Documents, &ledger.Document{Head: m.head(), Inspection: m.p.Inspection.ID, Kind: "feedback", Name: m.text(), Title: m.text(),
			SHA256: m.digest(), SM3: m.digest(), Size: int64(m.int(9999)), Text: m.digest(), By: m.who(), Seen: m.at(), Signed: m.day()})
	}
	for range 1 + m.int(2) {
		top := m.finding(org.ID{}, ledger.Problem)
		for range m.int(2) {
			top.Finding.Leaf = false
			m.finding(top.Finding.ID, ledger.Point)
		}
	}
	for i, c := range m.p.Cases {
		c.Finding.Ord = i + 1
		if !c.Finding.Leaf {
			c.Finding.Cycle = 1
			continue
		}
		m.hang(c)
	}
	for range m.int(1) {
		m.p.Regulations = append(m.p.Regulations, &ledger.Regulation{Head: m.head(), Title: m.text(), No: m.text(), Event: "made", Dated: m.day(), Seen: m.at(),
			Findings: []org.ID{m.p.Cases[0].Finding.ID}, Evidence: m.who()})
	}
	return m.p
}

func (m *maker) head() org.Head { return org.Head{Book: m.p.Book.ID, ID: m.id()} }

func (m *maker) finding(parent org.ID, level ledger.Level) *ledger.Case {
	f := &ledger.Finding{Head: m.head(), Inspection: m.p.Inspection.ID, Parent: parent, Level: level, Leaf: true, No: m.text(), Printed: m.text(),
		Code: fmt.Sprintf("1.%d", m.n), Title: m.text(), Text: m.text(), Category: m.text(), RootCause: m.text(), Goal: m.text(), Standard: m.text(), Analogy: m.text(),
		Progress: m.text(), Next: m.text(), Kind: m.kind(), FirstDue: m.day(), Due: m.day(), Standing: m.yes(), Owners: m.owners(),
		Involved: ledger.Fen(m.int(99999)), Recovered: ledger.Fen(m.int(99)), Cycle: 1 + m.int(2), Partial: m.yes(), Stage: m.int(3), Extended: m.int(2),
		State:  rapid.SampledFrom([]ledger.State{ledger.Open, ledger.Planned, ledger.Underway, ledger.Submitted, ledger.Closed, ledger.Void}).Draw(m.t, "state"),
		Voided: m.text(), Inferred: m.yes(), Claim: rapid.SampledFrom([]ledger.Claim{"", ledger.ClaimDone, ledger.ClaimDoing}).Draw(m.t, "claim"), Note: m.text()}
	c := &ledger.Case{Book: m.p.Book, Inspection: m.p.Inspection, Finding: f}
	m.p.Cases = append(m.p.Cases, c)
	return c
}

// hang draws what hangs on a leaf.
func (m *maker) hang(c *ledger.Case) {
	f := c.Finding
	for range m.int(3) {
		x := &ledger.Measure{Head: m.head(), Finding: f.ID, Cycle: 1 + m.int(f.Cycle-1), Ord: len(c.Measures) + 1, No: m.text(), Text: m.text(), Kind: m.kind(),
			FirstDue: m.day(), Due: m.day(), Standing: m.yes(), Owners: m.owners(), Dropped: m.text(), Claims: m.text()}
		for range m.int(2) {
			x.Milestones = append(x.Milestones, ledger.Milestone{Title: m.text(), Due: m.day(), Done: m.day()})
		}
		if m.yes() {
			x.Done = &ledger.Done{Result: m.text(), Dated: m.day(), By: m.who(), At: m.at()}
		}
		c.Measures = append(c.Measures, x)
	}
	slices.SortStableFunc(c.Measures, func(a, b *ledger.Measure) int { return a.Cycle - b.Cycle })
	for range m.int(2) {
		c.Evidence = append(c.Evidence, &ledger.Evidence{Head: m.head(), Finding: f.ID, Measure: m.who(), Cycle: 1 + m.int(f.Cycle-1), SHA256: m.digest(), SM3: m.digest(),
			Name: m.text(), Type: "application/pdf", Size: int64(m.int(999)), Title: m.text(), Dated: m.day(), Seen: m.at(), By: m.who(), Voided: m.text()})
		c.Records = append(c.Records, &ledger.Record{Head: m.head(), Finding: f.ID, Measure: m.who(), Kind: m.text(), Title: m.text(), Text: m.text(), Dated: m.day(), Seen: m.at(), By: m.who()})
		c.Moneys = append(c.Moneys, &ledger.Money{Head: m.head(), Finding: f.ID, Event: "repaid", Amount: ledger.Fen(m.int(99999)), Payer: m.text(), Voucher: m.text(),
			Dated: m.day(), Seen: m.at(), Evidence: m.who(), Text: m.text()})
		c.Accounts = append(c.Accounts, &ledger.Accountability{Head: m.head(), Finding: f.ID, Form: m.text(), Persons: m.int(9), Bodies: m.int(2),
			Dated: m.day(), Seen: m.at(), Evidence: m.who(), Text: m.text()})
		x := &ledger.Extension{Head: m.head(), Finding: f.ID, N: 1 + m.int(2), From: m.day(), To: m.day(), Reason: m.text(), Progress: m.text(), By: m.who(), At: m.at()}
		if m.yes() {
			x.Decision, x.Opinion, x.DecidedBy, x.DecidedAt = ledger.Granted, m.text(), m.who(), m.at()
		}
		c.Extensions = append(c.Extensions, x)
	}
	for k := 1; k <= f.Cycle; k++ {
		s := &ledger.Submission{Head: m.head(), Finding: f.ID, Cycle: k, N: 1 + m.int(3), Note: m.text(), By: m.who(), At: m.at(), Seen: m.digest(), Outcome: ledger.Passed}
		for range m.int(3) {
			s.Verdicts = append(s.Verdicts, ledger.Verdict{Step: m.text(), Pass: m.yes(), Opinion: m.text(), By: m.who(), Unit: m.who(), At: m.at(), Seen: m.digest(), Meeting: m.who()})
		}
		c.Submissions = append(c.Submissions, s)
		x := &ledger.Closure{Head: m.head(), Finding: f.ID, Cycle: k, Submission: s.ID, Verifier: m.who(), By: m.who(), At: m.at(), Seen: m.digest(), Failed: m.who()}
		for range m.int(2) {
			x.Renewed = append(x.Renewed, ledger.Renewal{Opinion: m.text(), By: m.who(), At: m.at(), Seen: m.digest()})
		}
		c.Closures = append(c.Closures, x)
		if k > 1 {
			c.Relapses = append(c.Relapses, &ledger.Relapse{Head: m.head(), Finding: f.ID, Closure: x.ID, Cycle: k, Reason: m.text(), Found: m.day(), By: m.who(), At: m.at()})
		}
	}
}
