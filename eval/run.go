package eval

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Load reads the cases of set ("dev", "sealed" or "all") below dir, the folder
// that holds the sets, in the order of their names.
func Load(dir, set string) ([]*Case, error) {
	if set == "all" {
		set = "*"
	}
	files, err := filepath.Glob(filepath.Join(dir, set, "*.case"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no cases in %s", filepath.Join(dir, set))
	}
	slices.Sort(files)
	var cases []*Case
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		c, err := Parse(filepath.ToSlash(f), b)
		if err != nil {
			return nil, err
		}
		cases = append(cases, c)
	}
	return cases, nil
}

// MeasureAll measures cases, each in its formats that only allows (all for an
// empty one), on all cores. The results stand in the order of the cases.
func MeasureAll(ctx context.Context, cases []*Case, only []string) []*Result {
	type job struct {
		c      *Case
		format string
	}
	var jobs []job
	for _, c := range cases {
		for _, f := range Formats {
			if slices.Contains(c.Formats, f) && (len(only) == 0 || slices.Contains(only, f)) {
				jobs = append(jobs, job{c, f})
			}
		}
	}
	results := make([]*Result, len(jobs))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				results[i] = Measure(ctx, jobs[i].c, jobs[i].format)
			}
		})
	}
	for i := range jobs {
		next <- i
	}
	close(next)
	wg.Wait()
	return results
}

// Total adds results up.
func Total(results []*Result) *Result {
	t := newResult()
	for _, r := range results {
		t.Add(r)
	}
	return &t
}

// A Target is a figure of a total and what it must reach.
type Target struct {
	Name  string
	Is    float64
	Goal  float64
	Upper bool // Goal is the most, not the least
}

// Met reports whether the target is reached; one without a figure is.
func (t Target) Met() bool {
	return t.Is != t.Is || (t.Upper && t.Is <= t.Goal) || (!t.Upper && t.Is >= t.Goal)
}

// Targets returns the bars that the total r is held against.
func (r *Result) Targets() []Target {
	return []Target{
		{"tree F1", r.Tree.F1(), 0.98, false},
		{"path", r.Path.Recall(), 0.97, false},
		{"dates with the right value", r.Values["date"].Recall(), 0.97, false},
		{"errors right", r.Errors.Precision(), 0.98, false},
		{"warnings right", r.Warnings.Precision(), 0.90, false},
		{"findings (E+W) per 10 KB clean", r.NoisePer10KB(), 0.5, true},
	}
}

var columns = []string{"tree", "path", "bound", "title", "dates", "money", "docs", "head", "marks", "E", "W", "noise"}

func (r *Result) row() []string {
	noise := "–"
	if r.Bytes > 0 {
		noise = fmt.Sprintf("%.1f", r.NoisePer10KB())
	}
	return []string{figure(r.Tree.F1()), figure(r.Path.Recall()), figure(r.Boundary.F1()), figure(r.Title.Recall()), figure(r.Values["date"].Recall()),
		figure(r.Spans["money"].F1()), figure(r.Spans["document"].F1()), figure(r.Head.Recall()), figure(r.Marks.Recall()),
		counted(r.Errors), counted(r.Warnings), noise}
}

func counted(s Score) string { return fmt.Sprintf("%d/%d", s.Right, s.Right+s.Extra) }

// Table prints a row for each result and for the total of each format.
func Table(results []*Result, perCase bool) string {
	var sb strings.Builder
	line := func(name, format string, cells []string) {
		fmt.Fprintf(&sb, "%-26s %-9s", name, format)
		for _, c := range cells {
			fmt.Fprintf(&sb, " %6s", c)
		}
		sb.WriteString("\n")
	}
	line("case", "format", columns)
	formats := map[string][]*Result{}
	for _, r := range results {
		formats[r.Format] = append(formats[r.Format], r)
		switch {
		case !perCase:
		case r.Skipped != "":
			fmt.Fprintf(&sb, "%-26s %-9s %s\n", r.Case, r.Format, r.Skipped)
		default:
			line(r.Case, r.Format, r.row())
		}
	}
	for _, f := range Formats {
		if t := Total(formats[f]); t.Runs > 0 {
			line(fmt.Sprintf("all of %d", t.Runs), f, t.row())
		}
	}
	line("total", "", Total(results).row())
	return sb.String()
}

// Summary prints the figures of the total t that the table has no room for,
// and the targets.
func (r *Result) Summary() string {
	var sb strings.Builder
	fmt.Fprintf(&sb, "roles (F1):")
	for _, role := range []string{"aspect", "problem", "point", "measure"} {
		fmt.Fprintf(&sb, "  %s %s", role, figure(r.Roles[role].F1()))
	}
	fmt.Fprintf(&sb, "  | section %s  label %s  expected numbers %d of %d, %d extra\n", figure(r.Section.F1()), figure(r.Label.F1()),
		r.Expected.Right, r.Expected.Right+r.Expected.Missed, r.Expected.Extra)
	fmt.Fprintf(&sb, "facts (span recall / value):")
	for _, k := range sortedKeys(r.Spans) {
		fmt.Fprintf(&sb, "  %s %s", k, figure(r.Spans[k].Recall()))
		if v, ok := r.Values[k]; ok {
			fmt.Fprintf(&sb, "/%s", figure(v.Recall()))
		}
	}
	sb.WriteString("\n")
	for _, t := range r.Targets() {
		verdict := "ok"
		if !t.Met() {
			verdict = "NOT REACHED"
		}
		sign := "≥"
		if t.Upper {
			sign = "≤"
		}
		fmt.Fprintf(&sb, "%-32s %8s  (%s %.2f)  %s\n", t.Name, figure(t.Is), sign, t.Goal, verdict)
	}
	return sb.String()
}

// RuleTable prints for each rule how many marks it met and missed and how many
// findings stand beside all marks.
func (r *Result) RuleTable() string {
	var sb strings.Builder
	for _, id := range sortedKeys(r.Rules) {
		s := r.Rules[id]
		fmt.Fprintf(&sb, "%s  met %d  missed %d  false alarms %d\n", id, s.Right, s.Missed, s.Extra)
	}
	return sb.String()
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, cmp.Compare)
	return keys
}
