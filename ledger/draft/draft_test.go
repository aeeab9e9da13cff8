package draft_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"zhenggai/eval"
	"zhenggai/intake"
	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/org"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

// sample is a real published report. It is not part of the repository: where it
// lies beside it the draft is held against figures counted by hand.
const sample = "../../../../shared/samples/suining-2021.txt"

var doc = org.ID{15: 1}

// read makes the draft of a text as it stands.
func read(text string) (*draft.Draft, *report.Outline) {
	o := report.Read(source.New(text))
	return draft.New(o, draft.About{Kind: draft.KindOf(o), Document: doc}), o
}

// count returns how many findings of each level and how many measures d has.
func count(d *draft.Draft) (levels map[ledger.Level]int, measures int) {
	levels = map[ledger.Level]int{}
	for _, f := range d.Findings {
		levels[f.Level]++
		measures += len(f.Measures)
	}
	return levels, measures
}

func TestSample(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile(sample)
	if err != nil {
		t.Skipf("the real report is not beside the repository: %v", err)
	}
	d, o := read(string(b))
	levels, measures := count(d)
	if levels[ledger.Aspect] != 3 || levels[ledger.Problem] != 15 || levels[ledger.Point] != 40 || measures != 98 {
		t.Errorf("%v and %d measures, want 3 + 15 + 40 and 98", levels, measures)
	}
	if len(d.Problems) > 0 {
		t.Errorf("problems: %v", d.Problems)
	}
	in := d.Inspection
	if in.From != zh.D(2020, 5, 12) || in.To != zh.D(2020, 7, 31) || in.Feedback != zh.D(2020, 9, 10) || in.Published != zh.D(2021, 1, 25) || in.Team != "市委第四巡察组" {
		t.Errorf("inspection %+v", in)
	}
	inferred, printed := 0, 0
	for _, f := range d.Findings {
		if f.Inferred {
			inferred++
			if f.Code != "3.14" || f.No != "14" || f.Leaf {
				t.Errorf("inferred: %q %q", f.Code, f.No)
			}
		}
		if f.Printed != "" {
			printed++
		}
		if f.Printed != "" && (f.Printed != "(31)" || f.No != "33" || f.Code != "2.13.33") {
			t.Errorf("%s is printed %s, code %s", f.No, f.Printed, f.Code)
		}
		if f.Leaf != (f.Level == ledger.Point) || f.Leaf && f.Title == "" {
			t.Errorf("%s: leaf %v, title %q", f.Code, f.Leaf, f.Title)
		}
	}
	if inferred != 1 || printed != 1 {
		t.Errorf("%d inferred, %d with another number than is printed", inferred, printed)
	}
	sound(t, d, o)
}

// TestCases holds the draft of every case against its key, in every form.
func TestCases(t *testing.T) {
	t.Parallel()
	cases, err := eval.Load("../../eval/case", "dev")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		for _, format := range c.Formats {
			if format == eval.PDF {
				continue // it needs tools of the machine, and differs in nothing here
			}
			t.Run(c.Name+"/"+format, func(t *testing.T) {
				t.Parallel()
				b, err := eval.Render(t.Context(), c, format)
				if err != nil {
					t.Fatal(err)
				}
				f, err := intake.Read(t.Context(), "report", b)
				if err != nil {
					t.Fatal(err)
				}
				o := report.Read(f.Text)
				d := draft.New(o, draft.About{Kind: draft.KindOf(o), Document: doc})
				againstKey(t, c, d)
				sound(t, d, o)
				// A feedback notice says nothing of measures: their words are the finding's.
				d = draft.New(o, draft.About{Kind: draft.KindFeedback, Document: doc})
				if _, measures := count(d); measures > 0 {
					t.Errorf("a feedback notice has %d measures", measures)
				}
				sound(t, d, o)
			})
		}
	}
}

// againstKey compares the counts of d with those of the key of c.
func againstKey(t *testing.T, c *eval.Case, d *draft.Draft) {
	t.Helper()
	want, measures := map[ledger.Level]int{}, 0
	for _, n := range c.Nodes {
		switch {
		case n.Role == "measure":
			measures++
		case n.Role == "point" && n.Number == "" && n.Title.Empty() && n.Parent >= 0 && c.Nodes[n.Parent].Role == "problem":
			// it is its problem
		case n.Role == "aspect" || n.Role == "problem" || n.Role == "point":
			want[ledger.Level(n.Role)]++
		}
	}
	var wrong, put []string // numbers that are put right
	for _, n := range c.Nodes {
		if n.Expected != "" && n.Role != "measure" {
			wrong = append(wrong, n.Number)
		}
	}
	for _, f := range d.Findings {
		if f.Printed != "" {
			put = append(put, f.Printed)
		}
	}
	if !slices.Equal(wrong, put) {
		t.Errorf("numbers %q are put right, want %q", put, wrong)
	}
	got, n := count(d)
	for _, level := range []ledger.Level{ledger.Aspect, ledger.Problem, ledger.Point} {
		if got[level] != want[level] {
			t.Errorf("%d findings of level %s, want %d", got[level], level, want[level])
		}
	}
	if n != measures {
		t.Errorf("%d measures, want %d", n, measures)
	}
	if c.Clean && c.Kind != "round" && len(d.Problems) > 0 {
		t.Errorf("a clean case has problems: %v", d.Problems)
	}
}

// sound checks what holds for every draft: codes are unique, each span lies in the
// text and says what its field says, and the findings lose no word.
func sound(t *testing.T, d *draft.Draft, o *report.Outline) {
	t.Helper()
	text := o.Text.String()
	codes := map[string]bool{}
	covered := make([]bool, len(text))
	for i, f := range d.Findings {
		if codes[f.Code] || f.Code == "" || f.Ord != i+1 || f.State != ledger.Open || f.Cycle != 1 {
			t.Errorf("finding %d: code %q, ord %d, state %s", i, f.Code, f.Ord, f.State)
		}
		codes[f.Code] = true
		if f.Up >= i {
			t.Errorf("%s stands before its parent", f.Code)
		}
		checkSources(t, text, f.Sources, map[string]string{"title": f.Title, "text": f.Text, "progress": f.Progress, "next": f.Next,
			"goal": f.Goal, "root_cause": f.RootCause, "standard": f.Standard, "category": f.Category}, covered)
		for _, m := range f.Measures {
			if m.Text == "" {
				t.Errorf("%s: an empty measure", f.Code)
			}
			checkSources(t, text, m.Sources, map[string]string{"text": m.Text, "claims": m.Claims}, covered)
		}
	}
	checkLoss(t, o, covered)
	checkCited(t, d)
}

// derived are the fields that follow from others or from the tree; the number of an
// inferred heading is not printed either.
var derived = strings.Fields("book id version inspection parent finding measure level leaf ord code state cycle inferred sources owners seen by")

// checkCited checks that every field that is set has its source.
func checkCited(t *testing.T, d *draft.Draft) {
	t.Helper()
	check := func(row any, src ledger.Sources) {
		t.Helper()
		b, err := json.Marshal(row)
		if err != nil {
			t.Fatal(err)
		}
		fields := map[string]any{}
		if err := json.Unmarshal(b, &fields); err != nil {
			t.Fatal(err)
		}
		if owners, ok := fields["owners"].(map[string]any); ok {
			for name := range owners {
				fields["owners."+name] = name
			}
		}
		for name, value := range fields {
			if _, ok := src.Of(name); !ok && value != "" && value != 0.0 && !slices.Contains(derived, name) && (name != "no" || fields["inferred"] != true) {
				t.Errorf("%T: %s = %v has no source", row, name, value)
			}
		}
	}
	in := d.Inspection
	in.Kind = ""
	check(in, in.Sources)
	for _, f := range d.Findings {
		check(f.Finding, f.Sources)
		for _, m := range f.Measures {
			check(m, m.Sources)
		}
	}
	for _, e := range d.Regulations {
		check(e.Row, e.Row.Sources)
	}
	for _, e := range d.Moneys {
		check(e.Row, e.Row.Sources)
	}
	for _, e := range d.Accounts {
		check(e.Row, e.Row.Sources)
	}
	for _, e := range d.Meetings {
		check(e.Row, e.Row.Sources)
	}
	for _, e := range d.Records {
		check(e.Row, e.Row.Sources)
	}
}

// checkSources checks that each source lies in text, and that the words of those of
// a text field are the field but for blanks and punctuation.
func checkSources(t *testing.T, text string, src ledger.Sources, fields map[string]string, covered []bool) {
	t.Helper()
	said := map[string]string{}
	for _, s := range src {
		if s.Document != doc || s.Start < 0 || s.Start > s.End || s.End > len(text) {
			t.Fatalf("source %+v is not in the text", s)
		}
		said[s.Field] += text[s.Start:s.End]
		for i := s.Start; i < s.End; i++ {
			covered[i] = true
		}
	}
	for name, value := range fields {
		if fold(said[name]) != fold(value) {
			t.Errorf("%s is %q, its sources say %q", name, value, said[name])
		}
	}
}

// checkLoss checks that every word inside a finding is in some field.
func checkLoss(t *testing.T, o *report.Outline, covered []bool) {
	t.Helper()
	text := o.Text.String()
	free := make([]bool, len(text)) // markers, headers, empty of meaning
	mark := func(s source.Span) {
		for i := s.Start; i < s.End; i++ {
			free[i] = true
		}
	}
	for i := range o.Nodes {
		n := &o.Nodes[i]
		mark(n.Marker)
		mark(n.Number)
		if n.Role == report.Table {
			mark(n.Span)
		}
	}
	for i := range o.Nodes {
		n := &o.Nodes[i]
		if n.Role != report.Aspect && n.Role != report.Problem && n.Role != report.Point {
			continue
		}
		for k, r := range text[n.Span.Start:n.Span.End] {
			at := int(n.Span.Start) + k
			if r != '│' && zh.Fold(r) != 0 && !covered[at] && !free[at] {
				t.Fatalf("lost at %d: %q", at, text[at:min(len(text), at+60)])
			}
		}
	}
}

func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if f := zh.Fold(r); f != 0 {
			return f
		}
		return -1
	}, s)
}
