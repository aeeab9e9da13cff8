package report

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"zhenggai/golden"
	"zhenggai/source"
)

// show prints an outline so that a person can review it: one node a line, with
// its number, title and words; then facts and repairs.
func show(o *Outline) (tree, facts, repairs string) {
	var b strings.Builder
	for i := range o.Nodes {
		n := &o.Nodes[i]
		depth := 0
		for p := n.Parent; p != None; p = o.Nodes[p].Parent {
			depth++
		}
		fmt.Fprintf(&b, "%s%s", strings.Repeat("  ", depth), n.Role)
		if s := o.NumberOf(int32(i)); s != "" {
			fmt.Fprintf(&b, " %s", s)
		}
		if s := o.ExpectedOf(int32(i)); s != "" {
			fmt.Fprintf(&b, " → %s", s)
		}
		if f := n.Flags.Names(); len(f) > 0 {
			fmt.Fprintf(&b, " [%s]", strings.Join(f, " "))
		}
		if !n.Title.Empty() {
			fmt.Fprintf(&b, " %q", o.Text.Slice(n.Title))
		}
		if n.Title.Empty() || n.Role == Measure {
			fmt.Fprintf(&b, " | %s", strings.ReplaceAll(o.Text.Slice(n.Body), "\n", "⏎"))
		}
		b.WriteString("\n")
	}
	tree = b.String()
	b.Reset()
	for _, f := range o.factViews() {
		value := fmt.Sprint(f.Value)
		if m, ok := f.Value.(map[string]any); ok {
			value = ""
			for _, k := range []string{"from", "to", "yuan", "per", "n", "unit", "value", "points", "approx", "total", "parts", "plus", "minus", "done", "open", "number", "code", "year", "kind", "modal", "due"} {
				if x, ok := m[k]; ok {
					if p, ok := x.(*string); ok {
						x = "-"
						if p != nil {
							x = *p
						}
					}
					value += fmt.Sprintf(" %s=%v", k, x)
				}
			}
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\n", f.Kind, strings.ReplaceAll(f.Text, "\n", "⏎"), strings.TrimSpace(value))
	}
	facts = b.String()
	b.Reset()
	for i := range o.Repairs {
		fmt.Fprintf(&b, "%s: %s\n", o.Repairs[i].Kind, o.RepairMessage(&o.Repairs[i], "zh"))
	}
	return tree, facts, b.String()
}

// TestCases reads each testdata/case/NAME.txtar and compares tree, facts and
// repairs with what a person has read.
func TestCases(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/case/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			a := txtar.Parse(b)
			o := Read(source.New(string(a.Files[0].Data)))
			if err := verify(o); err != nil {
				t.Error(err)
			}
			if w := uncovered(o); w != "" {
				t.Errorf("lost in reading: %s", w)
			}
			tree, facts, repairs := show(o)
			a.Files = append(a.Files[:1], txtar.File{Name: "tree", Data: []byte(tree)}, txtar.File{Name: "facts", Data: []byte(facts)}, txtar.File{Name: "repairs", Data: []byte(repairs)})
			golden.Check(t, file, txtar.Format(a))
		})
	}
}

// shape is what must not depend on the form of a text: roles, numbers and words.
func shape(o *Outline) string {
	var b strings.Builder
	for i := range o.Nodes {
		n := &o.Nodes[i]
		words := o.Text.Slice(n.Span)
		fmt.Fprintf(&b, "%s %d %d %s\n", n.Role, n.Num, n.Expected, fold(words))
	}
	for i := range o.Dates {
		fmt.Fprintf(&b, "date %v\n", o.Dates[i].Interval)
	}
	for i := range o.Quantities {
		fmt.Fprintf(&b, "quantity %s\n", o.Quantities[i].N)
	}
	for i := range o.Documents {
		fmt.Fprintf(&b, "document %s\n", fold(o.Text.Slice(o.Documents[i].Title)))
	}
	return b.String()
}

// fold takes out what forms change: blanks, line ends, widths of punctuation.
func fold(s string) string {
	return strings.NewReplacer(" ", "", "\u3000", "", "\r", "", "\n", "", "，", ",", "；", ";", "：", ":", "（", "(", "）", ")").Replace(s)
}

// TestForms holds that line ends and the width of punctuation change nothing but
// offsets.
func TestForms(t *testing.T) {
	t.Parallel()
	for i, text := range corpus(t) {
		want := shape(Read(source.New(text)))
		for name, form := range map[string]string{
			"crlf":       strings.ReplaceAll(text, "\n", "\r\n"),
			"half-width": strings.NewReplacer("，", ",", "；", ";", "：", ":", "（", "(", "）", ")").Replace(text),
			"trailing":   strings.ReplaceAll(text, "\n", " \u3000\n"),
			"blank":      strings.ReplaceAll(text, "\n", "\n\n"),
		} {
			if strings.Contains(text, "│") && name == "blank" {
				continue // a blank line ends a table
			}
			if got := shape(Read(source.New(form))); got != want {
				t.Errorf("report %d: %s changes the reading:\n%s", i, name, cmp.Diff(want, got))
			}
		}
	}
}

// TestCorpus holds the invariants on all invented reports.
func TestCorpus(t *testing.T) {
	t.Parallel()
	for i, text := range corpus(t) {
		o := Read(source.New(text))
		if err := verify(o); err != nil {
			t.Errorf("report %d: %v", i, err)
		}
		if w := uncovered(o); w != "" {
			t.Errorf("report %d: lost in reading: %s", i, w)
		}
	}
}

// TestReaderReuse holds that a Reader's memory of one report does not show in the
// next.
func TestReaderReuse(t *testing.T) {
	t.Parallel()
	var r Reader
	texts := corpus(t)
	for round := 0; round < 2; round++ {
		for i, text := range texts {
			a, b := shape(r.Read(source.New(text))), shape(Read(source.New(text)))
			if a != b {
				t.Fatalf("report %d reads otherwise with a used Reader:\n%s", i, cmp.Diff(b, a))
			}
		}
	}
}

// TestAllocs holds that a Reader allocates nothing once it is warm.
func TestAllocs(t *testing.T) {
	text := source.New(report30(t))
	var r Reader
	r.Read(text)
	if n := testing.AllocsPerRun(10, func() { r.Read(text) }); n > 0 {
		t.Errorf("%v allocations for one reading", n)
	}
}

// TestMutations holds the invariants on damaged reports: lines lost, doubled,
// swapped, cut.
func TestMutations(t *testing.T) {
	t.Parallel()
	texts := corpus(t)
	var r Reader
	rapid.Check(t, func(t *rapid.T) {
		lines := strings.Split(rapid.SampledFrom(texts).Draw(t, "report"), "\n")
		for k := rapid.IntRange(1, 6).Draw(t, "times"); k > 0; k-- {
			i := rapid.IntRange(0, len(lines)-1).Draw(t, "line")
			j := rapid.IntRange(0, len(lines)-1).Draw(t, "other")
			switch rapid.IntRange(0, 4).Draw(t, "how") {
			case 0:
				lines[i] = ""
			case 1:
				lines[i] = lines[j]
			case 2:
				lines[i], lines[j] = lines[j], lines[i]
			case 3:
				runes := []rune(lines[i])
				lines[i] = string(runes[:rapid.IntRange(0, len(runes)).Draw(t, "cut")])
			case 4:
				lines[i] += lines[j]
			}
		}
		o := r.Read(source.New(strings.Join(lines, "\n")))
		if err := verify(o); err != nil {
			t.Fatal(err)
		}
	})
}

// TestAppend holds that words behind a report change nothing before them but what
// the closing part decides.
func TestAppend(t *testing.T) {
	t.Parallel()
	for i, text := range corpus(t) {
		if strings.Contains(text, "│") {
			continue
		}
		a := Read(source.New(text))
		b := Read(source.New(text + "\n相关链接：无关的一行文字\n"))
		for k := range a.Nodes {
			if k >= len(b.Nodes) || a.Nodes[k].Role != b.Nodes[k].Role || a.Nodes[k].Span.Start != b.Nodes[k].Span.Start {
				t.Errorf("report %d: node %d is another one behind a foreign line", i, k)
				break
			}
		}
	}
}

// FuzzRead holds that no input makes the reader panic or break its invariants.
func FuzzRead(f *testing.F) {
	for _, text := range corpus(f) {
		f.Add(text)
	}
	f.Add("一、\n(一)\n1.\n(1)\n①一是《〈“（")
	f.Add("问题1.a\n问题3.b\n(1)\n(2)\n(1)一是一二是二")
	var r Reader
	f.Fuzz(func(t *testing.T, s string) {
		o := r.Read(source.New(s))
		if err := verify(o); err != nil {
			t.Fatal(err)
		}
	})
}
