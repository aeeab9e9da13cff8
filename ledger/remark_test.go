package ledger_test

import (
	"slices"
	"testing"
	"time"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// TestRemarks holds what is noticed about a case, and that nothing is where nothing is
// odd.
func TestRemarks(t *testing.T) {
	t.Parallel()
	noon := func(y, m, d int) ledger.Time { return ledger.At(time.Date(y, time.Month(m), d, 4, 0, 0, 0, time.UTC)) }
	madeAt := func(at ledger.Time, n byte) org.ID { return org.NewID(at.Time, [10]byte{9: n}) }
	measure := madeAt(noon(2026, 3, 1), 1)
	for name, c := range map[string]struct {
		change func(c *ledger.Case)
		want   []string
	}{
		"nothing":                      {func(*ledger.Case) {}, nil},
		"overdue":                      {func(c *ledger.Case) { c.Finding.Due = zh.D(2026, 5, 30) }, []string{"overdue"}},
		"extended twice":               {func(c *ledger.Case) { c.Finding.Extended = 2 }, []string{"extended"}},
		"dated after it arrived":       {func(c *ledger.Case) { c.Evidence[0].Dated = zh.D(2026, 4, 21) }, []string{"dated-after-seen"}},
		"dated long before it arrived": {func(c *ledger.Case) { c.Evidence[0].Dated = zh.D(2026, 3, 10) }, []string{"filed-late"}},
		"dated before the measure":     {func(c *ledger.Case) { c.Evidence[0].Dated, c.Evidence[0].Seen = zh.D(2026, 2, 20), noon(2026, 3, 10) }, []string{"dated-before-measure"}},
		"dated before the feedback":    {func(c *ledger.Case) { c.Evidence[0].Dated = zh.D(2026, 1, 20) }, []string{"filed-late", "dated-before-cycle", "dated-before-measure"}},
		"done without evidence":        {func(c *ledger.Case) { c.Evidence[0].Voided = "错件" }, []string{"done-unproved"}},
		"done before the feedback":     {func(c *ledger.Case) { c.Measures[0].Done.Dated = zh.D(2026, 1, 1) }, []string{"done-before-cycle"}},
		"returned": {func(c *ledger.Case) {
			c.Submissions = []*ledger.Submission{{Cycle: 1, Outcome: ledger.Returned}, {Cycle: 1, Outcome: ledger.Withdrawn}}
		}, []string{"returned"}},
		"relapsed": {func(c *ledger.Case) { c.Relapses = []*ledger.Relapse{{Cycle: 1, Found: zh.D(2026, 2, 1)}} }, []string{"relapsed"}},
		"a record long after": {func(c *ledger.Case) {
			c.Records = []*ledger.Record{{Title: "学习", Dated: zh.D(2026, 2, 20), Seen: noon(2026, 4, 20)}}
		}, []string{"record-late"}},
		"stale": {func(c *ledger.Case) {
			c.Finding.State = ledger.Closed
			c.Closures = []*ledger.Closure{{Cycle: 1, At: noon(2026, 4, 30), Seen: ledger.Digest{1}}}
		}, []string{"stale"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := &ledger.Case{
				Book: &ledger.Book{}, Inspection: &ledger.Inspection{Feedback: zh.D(2026, 2, 10)},
				Finding:  &ledger.Finding{Leaf: true, State: ledger.Underway, Cycle: 1, FirstDue: zh.D(2026, 6, 30), Due: zh.D(2026, 6, 30)},
				Measures: []*ledger.Measure{{Head: org.Head{ID: measure}, Cycle: 1, Text: "补齐公函", Done: &ledger.Done{Dated: zh.D(2026, 4, 18)}}},
				Evidence: []*ledger.Evidence{{Measure: measure, Cycle: 1, Name: "公函.pdf", Dated: zh.D(2026, 4, 18), Seen: noon(2026, 4, 20)}},
			}
			c.change(k)
			var got []string
			for _, r := range k.Remarks(zh.D(2026, 6, 1)) {
				got = append(got, r.Key)
				if r.ZH == "" || r.EN == "" {
					t.Errorf("%s says nothing", r.Key)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
