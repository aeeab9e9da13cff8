package app

import (
	"bytes"
	"os"
	"testing"

	"zhenggai/form"
	"zhenggai/intake"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/paper"
	"zhenggai/report"
	"zhenggai/store/storetest"
)

// TestRealReport takes the real report that is kept beside the repository through the
// ledger: the public report that comes out has the same aspects, problems, points and
// measures, with a status word for each point, and the reader reads them from the .docx.
func TestRealReport(t *testing.T) {
	t.Parallel()
	body, err := os.ReadFile("../../shared/samples/suining-2021.txt")
	if err != nil {
		t.Skipf("the real report is not beside the repository: %v", err)
	}
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	b := s.bureaus[0]
	in := got(s.take(b, "report.txt", body, true))(t)
	inspections := got(s.Inspections(s.ctx, s.of(b, org.Coordinator), b.book.ID))(t)
	insp := inspections[len(inspections)-1]
	said := got(s.Bulletin(s.ctx, s.of(b, org.Coordinator), b.book.ID, insp.ID))(t)
	count := map[ledger.Level]int{}
	measures, words, untitled := 0, 0, 0
	said.Walk(func(it *form.Item) {
		count[it.Level]++
		measures += len(it.Measures)
		if it.Status != "" {
			words++
		}
		if it.Title == "（原文未印标题）" {
			untitled++
		}
	})
	if count[ledger.Aspect] != 3 || count[ledger.Problem] != 15 || count[ledger.Point] != 40 || measures != 98 || words != 40 || untitled != 1 {
		t.Errorf("%v, %d measures, %d status words, %d without a title; imported %v", count, measures, words, untitled, in.Done)
	}
	var docx bytes.Buffer
	must(t, paper.Docx(&docx, said.Document(), paper.Profile{}))
	f := got(intake.Read(t.Context(), "通报.docx", docx.Bytes()))(t)
	o := new(report.Reader).Read(f.Text)
	back := map[report.Role]int{}
	for i := range o.Nodes {
		back[o.Nodes[i].Role]++
	}
	if back[report.Aspect] != 3 || back[report.Problem] != 15 || back[report.Point] != 40 || back[report.Measure] != 98 {
		t.Errorf("read back %v", back)
	}
}
