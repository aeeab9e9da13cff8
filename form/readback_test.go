package form_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strconv"
	"testing"

	"zhenggai/form"
	"zhenggai/intake"
	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/org"
	"zhenggai/paper"
	"zhenggai/paper/pdf"
	"zhenggai/paper/sheet"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

// A fact is something that a form carries: what the ledger says of it, and what is
// read back from a file of the form. The case is the finding that the form is about.
type fact func(a *form.Account, c *ledger.Case, r *reading) (want, got string)

// A reading is a file of a form as the product reads any.
type reading struct {
	text *source.Text
	o    *report.Outline
	d    *draft.Draft
	form *form.Form
}

// carries says for each form what is read back from each of its files. Numbers and
// facts that a form quotes as fields are always read back.
var carries = map[string][]fact{
	"problems":       {groups, leaves(bareLeaf, involved)},
	"tasks":          {leaves(withMeasures, due, goal, standard)},
	"duties":         {leaves(bareLeaf, due, owners)},
	"results":        {leaves(bareLeaf, claim, doneOn)},
	"plan":           {feedback, signed, leaves(withMeasures, due, goal, shared)},
	"ledger-plan":    {leaves(withMeasures, due, goal, shared)},
	"ledger-county":  {leaves(withMeasures, due, standard)},
	"ledger-colour":  {leaves(withMeasures, due, claim)},
	"ledger-audit":   {leaves(withMeasures, due, cause, nextStep)},
	"ledger-mapping": {leaves(withMeasures, due, involved)},
	"progress":       {feedback, signed, tree},
	"principal":      {signed, dates(func(a *form.Account, _ *ledger.Case) []zh.Date { return []zh.Date{a.Inspection.Feedback, a.Today} })},
	"statistics":     {figures},
	"reconcile":      {one(withMeasures, due, owners), cells(reconcilePairs), list("整改措施", measureRows), list("材料名称", proofRows)},
	"approval":       {one(bareLeaf, owners), cells(approvalPairs), told},
	"extension":      {one(bareLeaf, owners), cells(extensionPairs), dates(extensionDays)},
	"urge":           {one(withUndone, due, owners), cells(pressPairs), signed},
	"remind":         {one(withUndone, due, owners), cells(pressPairs), signed},
	"minutes":        {signed, decided, dates(func(a *form.Account, _ *ledger.Case) []zh.Date { return []zh.Date{a.Meetings[0].Dated} })},
	"public":         {feedback, signed, tree},
}

// files are how each format of a paper is written.
var files = map[form.Format]func(io.Writer, paper.Document) error{
	form.Docx: func(w io.Writer, d paper.Document) error { return paper.Docx(w, d, paper.Profile{}) },
	form.HTML: func(w io.Writer, d paper.Document) error { return paper.Page(w, d, "style.css") },
	form.PDF: func(w io.Writer, d paper.Document) error {
		missing, err := pdf.Write(w, d, paper.Profile{})
		if len(missing) > 0 {
			return fmt.Errorf("no glyphs for %q", missing)
		}
		return err
	},
	form.Xlsx: func(w io.Writer, d paper.Document) error { return sheet.Write(w, d.Sheets()...) },
	form.CSV: func(w io.Writer, d paper.Document) error {
		for _, s := range d.Sheets() {
			if err := paper.CSV(w, s); err != nil {
				return err
			}
		}
		return nil
	},
}

// reread reads a file as the product reads a paper that is brought in.
func reread(t *testing.T, f *form.Form, name string, b []byte, mapping draft.Mapping) *reading {
	t.Helper()
	file, err := intake.Read(t.Context(), name, b)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	reader := report.Reader{Columns: mapping.Names()}
	o := reader.Read(file.Text)
	d := draft.New(o, draft.About{Kind: draft.KindOf(o), Feedback: zh.D(2026, 5, 12), Mapping: mapping})
	return &reading{file.Text, o, d, f}
}

// ledgers returns the ledgers of which the forms are made: the invented one and some
// that are drawn, FORMS of them.
func ledgers(t *testing.T) []*form.Account {
	all := []*form.Account{invented()}
	n := 3
	if s := os.Getenv("FORMS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	for i := range n {
		all = append(all, accountGen().Example(i))
	}
	return all
}

// TestReadBack writes each form of several ledgers in each of its formats, and reads
// back what it carries.
func TestReadBack(t *testing.T) {
	t.Parallel()
	accounts := ledgers(t)
	for i := range form.Forms {
		f := &form.Forms[i]
		t.Run(f.Key, func(t *testing.T) {
			t.Parallel()
			facts, ok := carries[f.Key]
			if !ok || len(facts) == 0 {
				t.Fatal("carries has no line that says what it carries")
			}
			for n, a := range accounts {
				d := draftOf(a, f)
				doc, err := form.Make(d)
				if err != nil {
					t.Fatal(err)
				}
				for _, format := range f.Formats {
					var b bytes.Buffer
					if err := files[format](&b, doc); err != nil {
						t.Fatalf("%s: %v", format, err)
					}
					m := draft.Mapping{}
					if f.Key == "ledger-mapping" {
						m = a.Mappings[0]
					}
					r := reread(t, f, string("a."+format), b.Bytes(), m)
					r.check(t, fmt.Sprintf("ledger %d as .%s", n, format), a, a.Cases[subjectLeaf(a, d.Subject)], facts, format)
				}
			}
		})
	}
}

// subjectLeaf returns the leaf that a subject is or belongs to.
func subjectLeaf(a *form.Account, s org.ID) org.ID {
	if f := a.FindingOf(s); f != nil {
		return f.ID
	}
	return s
}

// check compares what was read with the ledger. Sheets hold the tables of a form and
// nothing of its text.
func (r *reading) check(t *testing.T, name string, a *form.Account, c *ledger.Case, facts []fact, format form.Format) {
	t.Helper()
	if format != form.Xlsx && format != form.CSV {
		facts = append(facts[:len(facts):len(facts)], quoted)
	}
	for _, f := range facts {
		if want, got := f(a, c, r); got != want {
			t.Fatalf("%s, read as %s (%s), has\n%s\nwant\n%s\nTEXT %s", name, r.d.Kind, r.o.Head.Kind, got, want, r.text)
		}
	}
	if found := len(r.d.Findings) > 0; found && len(r.d.Problems) > 0 {
		t.Fatalf("%s: %+v\n%s", name, r.d.Problems, r.text)
	}
}
