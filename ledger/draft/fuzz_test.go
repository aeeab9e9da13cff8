package draft_test

import (
	"testing"

	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/org"
	"zhenggai/report"
	"zhenggai/source"
)

// FuzzNew drafts whatever there is, as every kind of document: each source lies in
// the text, codes are unique, and what was imported changes nothing the second time.
func FuzzNew(f *testing.F) {
	for _, name := range []string{"feedback.txt", "plan.txt", "public.txt"} {
		f.Add(paper(f, name))
	}
	f.Add(sheet("2024年底前，并长期坚持", "严松舟", "已完成"))
	f.Add("序号│层级│反馈问题│整改措施\n1│方面│作风建设方面│无\n2│问题│公务接待不规范│逐单核查")
	f.Fuzz(func(t *testing.T, text string) {
		o := report.Read(source.New(text))
		for _, k := range draft.Kinds {
			d := draft.New(o, draft.About{Kind: k.Kind, Document: doc})
			within := func(src ledger.Sources) {
				for _, s := range src {
					if s.Start < 0 || s.Start > s.End || s.End > len(text) {
						t.Fatalf("source %+v of %d bytes", s, len(text))
					}
				}
			}
			codes := map[string]bool{}
			for _, f := range d.Findings {
				if codes[f.Code] {
					t.Fatalf("code %s stands twice", f.Code)
				}
				codes[f.Code] = true
				within(f.Sources)
				for _, m := range f.Measures {
					within(m.Sources)
				}
			}
			d.Problems = nil // a bad sheet is tried as well
			s := newShelf(t)
			s.take(d)
			p := draft.Match(s.Existing, d)
			if rows := p.Rows(draft.Stamp{Book: book, NewID: func() org.ID { return doc }}); len(rows) > 0 {
				t.Fatalf("%s: %d rows the second time\n%s", k.Kind, len(rows), p.View("zh"))
			}
		}
	})
}
