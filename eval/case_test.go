package eval

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"zhenggai/intake"
)

const caseDir = "case"

// committed returns the cases of a set; the words of sealed ones must not be
// printed.
func committed(t testing.TB, set string) []*Case {
	t.Helper()
	cases, err := Load(caseDir, set)
	if err != nil && set == "sealed" {
		if _, e := os.Stat(filepath.Join(caseDir, set)); e == nil {
			t.Fatal(err)
		}
		t.Skip("the sealed cases are not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

// TestCases parses all committed cases. Parse itself refuses a number that is
// not the text behind its mark.
func TestCases(t *testing.T) {
	t.Parallel()
	for _, c := range committed(t, "all") {
		if len(c.Nodes) == 0 || len(c.Facts) == 0 || len(c.Formats) == 0 {
			t.Errorf("%s: %d nodes, %d facts, %d formats", c.Name, len(c.Nodes), len(c.Facts), len(c.Formats))
		}
		if c.Clean && len(c.Marks) > 0 {
			t.Errorf("%s is clean and has %d finding marks", c.Name, len(c.Marks))
		}
		for _, n := range c.Nodes {
			if n.Role == "measure" && (n.Parent < 0 || c.Nodes[n.Parent].Role != "point") {
				t.Errorf("%s:%d: a measure below no point", c.Name, c.line(n.Span.Start))
			}
			if n.Role == "measure" && n.Span.Empty() {
				t.Errorf("%s:%d: an empty measure", c.Name, c.line(n.Span.Start))
			}
		}
		if slices.Contains(c.Formats, XLSX) && c.Kind != "ledger" {
			t.Errorf("%s: xlsx is for ledgers", c.Name)
		}
	}
}

// TestRender renders every dev case in every form but PDF and reads it: the text
// must come back but for white space, and in html for the portal around it.
func TestRender(t *testing.T) {
	t.Parallel()
	for _, c := range committed(t, "dev") {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			for _, f := range c.Formats {
				if f == PDF {
					continue
				}
				b, err := Render(context.Background(), c, f)
				if err != nil {
					t.Fatal(f, err)
				}
				text, err := extract(context.Background(), c.Name+extension(f), b)
				if err != nil {
					t.Fatal(f, err)
				}
				if f == TXT && text.String() != c.Text {
					t.Error("txt differs")
				}
				if key, got := flat(c.Text), flat(text.String()); key != got && (f != HTML || !holdsAll(got, c)) {
					t.Errorf("%s differs at %q", f, excerpt(difference(key, got), 40))
				}
			}
		})
	}
}

// flat folds s and drops the borders of cells: merged cells have fewer.
func flat(s string) string { return strings.ReplaceAll(fold(s), border, "") }

// holdsAll reports whether the lines of c stand in got one behind the other.
func holdsAll(got string, c *Case) bool {
	for l := range strings.SplitSeq(c.Text, "\n") {
		_, rest, ok := strings.Cut(got, flat(l))
		if !ok {
			return false
		}
		got = rest
	}
	return true
}

func difference(a, b string) string {
	x, y := []rune(a), []rune(b)
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	return string(x[:min(20, len(x))]) + " | " + string(y[:min(20, len(y))])
}

// The bars of TestTargets. They only go up.
var bars = map[string]float64{
	"tree F1":                        0.98,
	"path":                           0.97,
	"dates with the right value":     0.97,
	"errors right":                   0.98,
	"warnings right":                 0.95,
	"findings (E+W) per 10 KB clean": 0.5,
}

// TestTargets measures the dev set in all formats but PDF, which takes a
// browser: see TestPDF.
func TestTargets(t *testing.T) {
	t.Parallel()
	only := slices.DeleteFunc(slices.Clone(Formats), func(f string) bool { return f == PDF })
	results := MeasureAll(context.Background(), committed(t, "dev"), only)
	for _, r := range results {
		if r.Skipped != "" || r.Failed != "" {
			t.Errorf("%s %s: %s%s", r.Case, r.Format, r.Skipped, r.Failed)
		}
	}
	total := Total(results)
	for _, g := range total.Targets() {
		bar, ok := bars[g.Name]
		if !ok {
			t.Fatalf("no bar for %s", g.Name)
		}
		if g.Goal = bar; !g.Met() {
			t.Errorf("%s is %s, the bar is %.2f (evaluate -v lists what is wrong)", g.Name, figure(g.Is), bar)
		}
	}
	if t.Failed() {
		t.Log("\n" + Table(results, true) + total.Summary())
	}
}

// missing skips a test for want of a tool; where everything was installed that is a
// failure.
func missing(t *testing.T, err error) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(err)
	}
	t.Skip(err)
}

// TestPDF prints one case and reads it back.
func TestPDF(t *testing.T) {
	t.Parallel()
	c := committed(t, "dev")[1]
	b, err := Render(context.Background(), c, PDF)
	if err != nil {
		missing(t, err)
	}
	text, err := extract(context.Background(), "a.pdf", b)
	if errors.Is(err, intake.Engine) {
		missing(t, err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if key, got := flat(c.Text), flat(text.String()); key != got {
		t.Errorf("differs at %q", difference(key, got))
	}
}

// TestSeal makes sure that no word of a sealed case gets into a table of totals.
func TestSeal(t *testing.T) {
	t.Parallel()
	c := tiny(t, tinyBody)
	c.Set = "sealed"
	r := Measure(context.Background(), c, TXT)
	if out := Table([]*Result{r}, false) + r.Summary(); strings.Contains(out, c.Name) || strings.Contains(out, "整改") {
		t.Error(out)
	}
}
