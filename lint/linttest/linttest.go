// Package linttest runs the cases of rules. A case is a txtar file: what it is
// about, the report, and what the rule is to say about it, with marks under the
// words at fault:
//
//	第二个问题缺号。
//	-- report.txt --
//	…
//	-- want --
//	3:1 N02 问题4之前缺少问题3…
//	    问题4.关于…
//	    ^^^^^
//
// want is written by UPDATE=1 and read by a person before the commit.
package linttest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"zhenggai/golden"
	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

// Run runs the cases of rule in dir (dir/ID/*.txtar) and the examples of its
// page. A rule needs a case that it reports and one that it passes over; the bad
// example of its page must be reported and the good one must not.
func Run(t *testing.T, rule *lint.Rule, dir string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, rule.ID, "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	hit, miss := false, false
	for _, f := range files {
		n := runCase(t, rule, f)
		hit, miss = hit || n > 0, miss || n == 0
	}
	if !hit || !miss {
		t.Errorf("%s needs a case that it reports (has one: %v) and one that it passes over (has one: %v) in %s", rule.ID, hit, miss, dir)
	}
	if rule.Compare != nil {
		return
	}
	if bad := Section(rule.Page, "反例"); len(Check(rule, bad)) == 0 {
		t.Errorf("%s does not report the bad example of its page:\n%s", rule.ID, bad)
	}
	if good := Section(rule.Page, "正例"); len(Check(rule, good)) > 0 {
		t.Errorf("%s reports the good example of its page:\n%s\n%s", rule.ID, good, Show(rule, good))
	}
}

func runCase(t *testing.T, rule *lint.Rule, file string) int {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	a := txtar.Parse(b)
	text, want := "", ""
	for _, f := range a.Files {
		switch f.Name {
		case "report.txt":
			text = string(f.Data)
		case "want":
			want = string(f.Data)
		}
	}
	got := Show(rule, text)
	if golden.Updating(t) {
		a.Files = []txtar.File{{Name: "report.txt", Data: []byte(text)}, {Name: "want", Data: []byte(got)}}
		if out := txtar.Format(a); !bytes.Equal(out, b) {
			if err := os.WriteFile(file, out, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	} else if got != want {
		t.Errorf("%s: got\n%swant\n%s", file, got, want)
	}
	return len(Check(rule, text))
}

// Check runs rule over text as a draft, with a fixed day of the check.
func Check(rule *lint.Rule, text string) []lint.Finding {
	r := *rule
	r.Off = false
	rules := []*lint.Rule{&r}
	c := lint.NewChecker(rules, lint.Config{Today: zh.D(2025, 3, 1)})
	return c.Check(report.Read(source.New(text)))
}

// Show prints what rule says of text, with marks under the words at fault.
func Show(rule *lint.Rule, text string) string {
	t := source.New(text)
	var b strings.Builder
	for _, f := range Check(rule, text) {
		p := t.Position(f.Span.Start)
		fmt.Fprintf(&b, "%d:%d %s %s %s\n", p.Line, p.Col, f.Rule.ID, f.Severity, f.Message("zh"))
		fmt.Fprintf(&b, "    EN %s\n", f.Message("en"))
		excerpt(&b, t, f.Span)
		for _, r := range f.Related {
			p := t.Position(r.Span.Start)
			fmt.Fprintf(&b, "  %d:%d %s\n", p.Line, p.Col, r.Message("zh"))
			excerpt(&b, t, r.Span)
		}
	}
	return b.String()
}

// excerpt prints at most thirty characters around s and marks s.
func excerpt(b *strings.Builder, t *source.Text, s source.Span) {
	line := t.Line(t.Position(s.Start).Line)
	end := min(s.End, line.End)
	before, words, after := []rune(t.Slice(source.Span{Start: line.Start, End: s.Start})), []rune(t.Slice(source.Span{Start: s.Start, End: max(end, s.Start)})), []rune(t.Slice(source.Span{Start: max(end, s.Start), End: max(line.End, max(end, s.Start))}))
	before, after = before[max(0, len(before)-10):], after[:min(len(after), 10)]
	words = words[:min(len(words), 40)]
	fmt.Fprintf(b, "    %s%s%s\n    %s%s\n", string(before), string(words), string(after),
		strings.Repeat(" ", zh.StringWidth(string(before), false)), strings.Repeat("^", max(1, zh.StringWidth(string(words), false))))
}

// Section returns the text block (```text) below the heading of a rule's page.
func Section(page, heading string) string {
	_, rest, ok := strings.Cut(page, "## "+heading+"\n")
	if !ok {
		return ""
	}
	rest, _, _ = strings.Cut(rest, "\n## ")
	_, rest, ok = strings.Cut(rest, "```text\n")
	if !ok {
		return ""
	}
	rest, _, _ = strings.Cut(rest, "```")
	return rest
}
