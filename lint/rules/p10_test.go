package rules

import (
	"testing"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

// TestP10Notes holds that what a file hides is reported once for each kind.
func TestP10Notes(t *testing.T) {
	t.Parallel()
	var b source.Builder
	b.Write("一、反馈问题整改情况\n问题1.关于台账不全的问题。登记设备", 0, source.Copied)
	b.Note(source.NoteComment, "此数与台账不符")
	b.Note(source.NoteComment, "再核一次")
	b.Note(source.NoteInserted, "12台")
	b.Write("12台。\n2024年3月20日", 0, source.Copied)
	b.Note(source.NoteAuthor, "某科员")
	c := lint.NewChecker([]*lint.Rule{p10}, lint.Config{})
	found := c.Check(report.Read(b.Text()))
	if len(found) != 3 {
		t.Fatalf("got %d findings, want one for comments, insertions and authors", len(found))
	}
	severities := map[lint.Severity]int{}
	inserted := false
	for i := range found {
		severities[found[i].Severity]++
		inserted = inserted || found[i].Span.Len() == len("12台")
	}
	if severities[lint.Warning] != 2 || severities[lint.Hint] != 1 {
		t.Errorf("got severities %v, want two warnings and a hint", severities)
	}
	if !inserted {
		t.Error("the inserted words are not marked")
	}
}
