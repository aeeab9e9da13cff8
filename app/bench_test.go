package app

import (
	"testing"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store/storetest"
	"zhenggai/zh"
)

// BenchmarkDo measures a change of a finding as a person asks for it: loading the case,
// deciding, saving, counting, journalling, committing with a sync.
func BenchmarkDo(b *testing.B) {
	for _, e := range storetest.Engines {
		b.Run(string(e), func(b *testing.B) {
			s := newSite(b, storetest.Open(b, e))
			bureau := s.bureaus[0]
			f := s.underway(bureau, "7")
			who := s.of(bureau, org.Coordinator)
			dates := []zh.Date{zh.D(2026, 9, 30), zh.D(2026, 10, 31)}
			for i := 0; b.Loop(); i++ {
				progress := dates[i%2].String()
				act := ledger.Act{Event: ledger.Partly, Reason: progress}
				if _, err := s.Do(s.ctx, who, Request{Book: bureau.book.ID, Finding: f.ID, Act: act}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
