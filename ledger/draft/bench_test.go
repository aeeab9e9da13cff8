package draft_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"zhenggai/ledger/draft"
	"zhenggai/org"
	"zhenggai/report"
	"zhenggai/source"
)

// BenchmarkSample makes the draft of the real report and matches it with the book
// that already has it.
func BenchmarkSample(b *testing.B) {
	text, err := os.ReadFile(sample)
	if err != nil {
		b.Skipf("the real report is not beside the repository: %v", err)
	}
	o := report.Read(source.New(string(text)))
	s := newShelf(b)
	d := s.read(string(text), draft.KindPublic)
	s.take(d)
	b.Run("New", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			draft.New(o, draft.About{Kind: draft.KindPublic, Document: doc})
		}
	})
	b.Run("Match", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			draft.Match(s.Existing, d)
		}
	})
}

// thousand writes a ledger sheet of n invented findings. rough makes them alike as
// real ones are: a few ways to say everything.
func thousand(n int) string {
	var b strings.Builder
	b.WriteString("序号│反馈问题│整改措施│责任领导│责任科室│整改时限│完成情况\n")
	for i := range n {
		s, x, y := subjects[i%len(subjects)], defects[i/len(subjects)%len(defects)], detail[i/7%len(detail)]
		fmt.Fprintf(&b, "%d│第%d片区%s%s，%s，涉及%d处│一是修订%s管理办法；二是对%d处逐一清查，建立台账│严松舟│办公室│2024年9月30日│已完成\n", i+1, i/360+1, s, x, y, i*7%97, s, i*7%97)
	}
	return b.String()
}

func BenchmarkThousand(b *testing.B) {
	text := thousand(1000)
	o := report.Read(source.New(text))
	s := newShelf(b)
	d := s.read(text, draft.KindSheet)
	if len(d.Findings) != 1000 {
		b.Fatalf("%d findings", len(d.Findings))
	}
	s.take(d)
	b.Run("New", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			draft.New(o, draft.About{Kind: draft.KindSheet, Document: doc})
		}
	})
	b.Run("Match", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if p := draft.Match(s.Existing, d); p.Count("finding", draft.Same) != 1000 {
				b.Fatal(p.View("zh").Counts)
			}
		}
	})
	b.Run("Rows", func(b *testing.B) {
		p := draft.Match(draft.Existing{}, d)
		var n byte
		for b.Loop() {
			p.Rows(draft.Stamp{Book: book, NewID: func() org.ID { n++; return org.ID{n} }})
		}
	})
}
