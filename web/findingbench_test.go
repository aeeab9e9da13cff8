package web

import (
	"testing"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
)

// BenchmarkFindingPage draws a finding with its whole history, a review and what waits
// for an officer of the whole city, in a ledger of WEB_BENCH_FINDINGS findings, 2,000 if
// it is not set.
func BenchmarkFindingPage(b *testing.B) {
	s, cookie := bigSite(b, benchFindings())
	who, err := s.App.Actor(b.Context(), "qiaosx")
	if err != nil {
		b.Fatal(err)
	}
	fullest := func(state ledger.State) (best *ledger.Case) {
		list, _, err := s.App.Findings(b.Context(), who, store.FindingQuery{LeafOnly: true, States: []ledger.State{state}, Text: "不"})
		if err != nil {
			b.Fatal(err)
		}
		for _, f := range list[:min(len(list), 60)] {
			c, err := s.App.Case(b.Context(), who, f.Book, f.ID)
			if err != nil {
				b.Fatal(err)
			}
			mine := state == ledger.Closed || c.Submission() != nil && c.Submission().Step().Role == org.Officer
			if mine && (best == nil || len(c.Evidence)+len(c.Measures) > len(best.Evidence)+len(best.Measures)) {
				best = c
			}
		}
		return best
	}
	for name, path := range map[string]string{"finding": findingPath(fullest(ledger.Closed).Finding), "review": reviewPath(fullest(ledger.Submitted).Finding), "work": "/work"} {
		b.Run(name, func(b *testing.B) { measure(b, s, cookie, path) })
	}
}
