package draft

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"zhenggai/golden"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/oscal"
)

func readPlan(t *testing.T, name string) *oscal.Plan {
	t.Helper()
	b, err := os.ReadFile("../../oscal/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := oscal.Read(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A plan of OSCAL becomes findings with measures, owners and days, each field with its
// words in the text that tells the plan; a state only becomes a claim.
func TestOfPlan(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"bureau-1.2.2", "foreign"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, text := OfPlan(readPlan(t, name+".json"), About{Document: docID})
			golden.Check(t, "testdata/golden/oscal-"+name+".txt", []byte(text+"\n----\n"+Match(Existing{}, d).View("zh").String()))
			for _, f := range d.Findings {
				if f.State != ledger.Open || f.Cycle != 1 {
					t.Errorf("%s: a document has set the state %s or the cycle %d", f.Code, f.State, f.Cycle)
				}
				cited(t, text, f.Sources, "title", f.Title)
				cited(t, text, f.Sources, "text", f.Text)
				cited(t, text, f.Sources, "due", f.Due.String())
				cited(t, text, f.Sources, "owners.lead_name", f.Owners.LeadName)
				for _, m := range f.Measures {
					cited(t, text, m.Sources, "text", m.Text)
					cited(t, text, m.Sources, "owners.handler_name", m.Owners.HandlerName)
				}
			}
		})
	}
}

var docID = org.ID{1}

// cited checks that the words of a field stand where its source says.
func cited(t *testing.T, text string, src ledger.Sources, field, want string) {
	t.Helper()
	s, ok := src.Of(field)
	if ok != (want != "") || ok && (text[s.Start:s.End] != want || s.Document != docID) {
		t.Errorf("%s %q: the source says %v", field, want, s)
	}
}

// Taking the same plan a second time changes nothing.
func TestOfPlanTwice(t *testing.T) {
	t.Parallel()
	p := readPlan(t, "bureau-1.2.2.json")
	d, _ := OfPlan(p, About{Document: docID})
	n := byte(10)
	rows := Match(Existing{}, d).Rows(Stamp{Book: org.ID{2}, Inspection: org.ID{3}, NewID: func() org.ID { n++; return org.ID{n} }})
	e := Existing{}
	for _, r := range rows {
		switch r := r.(type) {
		case *ledger.Inspection:
			e.Inspection = r
		case *ledger.Finding:
			e.Findings = append(e.Findings, r)
		case *ledger.Measure:
			e.Measures = append(e.Measures, r)
		}
	}
	again, _ := OfPlan(p, About{Document: docID})
	plan := Match(e, again)
	for _, l := range plan.Lines {
		if l.Result != Same {
			t.Errorf("again: %+v", l)
		}
	}
	if len(e.Findings) != 3 || len(plan.Rows(Stamp{NewID: func() org.ID { return org.ID{99} }})) != 0 {
		t.Errorf("%d findings, and rows the second time", len(e.Findings))
	}
	if d.Findings[1].Code != "1.1" || !strings.Contains(d.Findings[1].Note, "佐证材料") {
		t.Errorf("got %+v", d.Findings[1].Finding)
	}
}
