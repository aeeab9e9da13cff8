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

// TestOfPlanRegisters holds that sums and accountability come in with the finding they
// belong to and with their words, and that what another program means by an event of
// its own is not taken for money of ours.
func TestOfPlanRegisters(t *testing.T) {
	t.Parallel()
	p := readPlan(t, "bureau-1.2.2.json")
	c := p.Cases[1]
	c.Moneys = append(c.Moneys, &ledger.Money{Event: "fined", Amount: 100}, &ledger.Money{Event: "saved", Amount: 30_000})
	c.Accounts = append(c.Accounts, &ledger.Accountability{Form: "谈话提醒"})
	d, text := OfPlan(p, About{Document: docID})
	if len(d.Moneys) != 2 || len(d.Accounts) != 1 {
		t.Fatalf("%d sums and %d of accountability", len(d.Moneys), len(d.Accounts))
	}
	m, a := d.Moneys[0], d.Accounts[0]
	if d.Findings[m.At[0]].No != "1.1" || m.Row.Event != "repaid" || m.Row.Amount != 1_240_000 || m.Row.Voucher != "2026-118" || m.Row.Text != "多计的清淤工程款已退回。" {
		t.Errorf("%+v", m)
	}
	if d.Findings[a.At[0]].No != "1.1" || a.Row.Form != "批评教育" || a.Row.Persons != 2 || a.Row.Bodies != 1 {
		t.Errorf("%+v", a)
	}
	cited(t, text, m.Row.Sources, "amount", m.Row.Amount.String())
	cited(t, text, m.Row.Sources, "payer", m.Row.Payer)
	cited(t, text, a.Row.Sources, "persons", "2")
	if promised, same := OfPlan(p, About{Kind: KindPlan}); len(promised.Moneys)+len(promised.Accounts)+len(promised.Records) > 0 || same != text {
		t.Error("taken as a plan, it fills registers or reads otherwise")
	}
	if other := d.Moneys[1].Row; other.Text != "挽回损失300.00元" {
		t.Errorf("a sum without words is told as %q", other.Text)
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
		case *ledger.Money:
			e.Moneys = append(e.Moneys, r)
		case *ledger.Accountability:
			e.Accounts = append(e.Accounts, r)
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
