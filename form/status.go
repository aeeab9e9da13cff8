package form

import (
	"zhenggai/ledger"
	"zhenggai/zh"
)

// A Word is a status word: what it means, and when a leaf has it.
type Word struct {
	Status   Status
	EN       string
	Finished bool // counted as done; 基本完成 never is
	// When says whether a leaf has it on a day. The first of Words that fits holds.
	When func(f *ledger.Finding, day zh.Date) bool
}

// Words are the words by which the public reads how far a leaf has come. They follow
// the ledger alone: what other papers claim never makes anything done.
var Words = []Word{
	{"已撤销", "voided", false, func(f *ledger.Finding, _ zh.Date) bool { return f.State == ledger.Void }},
	{"已完成并长期坚持", "done, and kept up for good", true, func(f *ledger.Finding, _ zh.Date) bool {
		return f.State == ledger.Closed && (f.Standing || f.Kind == ledger.Lasting)
	}},
	{"已完成", "done", true, func(f *ledger.Finding, _ zh.Date) bool { return f.State == ledger.Closed }},
	{"二次整改", "put right a second time", false, func(f *ledger.Finding, _ zh.Date) bool { return f.Cycle > 1 }},
	{"基本完成", "largely done", false, func(f *ledger.Finding, _ zh.Date) bool { return f.Partial }},
	{"未完成", "not done in time", false, func(f *ledger.Finding, day zh.Date) bool { return f.OverdueOn(day) }},
	{"正在整改（已延期）", "under way, with more time", false, func(f *ledger.Finding, _ zh.Date) bool { return f.Extended > 0 }},
	{"正在整改", "under way", false, func(*ledger.Finding, zh.Date) bool { return true }},
}

// StatusOf returns the word for a leaf on a day.
func StatusOf(f *ledger.Finding, day zh.Date) Status {
	for _, w := range Words {
		if w.When(f, day) {
			return w.Status
		}
	}
	return ""
}

// In returns the word in the language lang, "en" or Chinese.
func (s Status) In(lang string) string {
	for _, w := range Words {
		if w.Status == s && lang == "en" {
			return w.EN
		}
	}
	return string(s)
}
