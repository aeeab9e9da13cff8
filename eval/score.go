package eval

import (
	"fmt"
	"math"
)

// A Score counts what was found of what is in the key.
type Score struct {
	Right  int `json:"right"`
	Missed int `json:"missed"` // in the key, not found
	Extra  int `json:"extra"`  // found, not in the key
}

// Add adds o to s.
func (s *Score) Add(o Score) {
	s.Right += o.Right
	s.Missed += o.Missed
	s.Extra += o.Extra
}

// note counts one thing of the key.
func (s *Score) note(right bool) {
	if right {
		s.Right++
	} else {
		s.Missed++
	}
}

// F1 is the harmonic mean of precision and recall; NaN if there was nothing.
func (s Score) F1() float64 {
	return ratio(2*s.Right, 2*s.Right+s.Missed+s.Extra)
}

// Recall is the share of the key that was found.
func (s Score) Recall() float64 { return ratio(s.Right, s.Right+s.Missed) }

// Precision is the share of what was found that is in the key.
func (s Score) Precision() float64 { return ratio(s.Right, s.Right+s.Extra) }

func ratio(a, b int) float64 {
	if b == 0 {
		return math.NaN()
	}
	return float64(a) / float64(b)
}

// figure prints a ratio, a dash for none.
func figure(f float64) string {
	if math.IsNaN(f) {
		return "–"
	}
	return fmt.Sprintf("%.3f", f)
}

// A Wrong is one thing that was read otherwise than the key has it.
type Wrong struct {
	Metric string `json:"metric"`
	Line   int    `json:"line"` // of the case file
	Say    string `json:"say"`
}

// A Result is what one case came to in one format.
type Result struct {
	Case     string           `json:"case"`
	Set      string           `json:"set"`
	Format   string           `json:"format"`
	Skipped  string           `json:"skipped,omitempty"` // why it was not measured
	Failed   string           `json:"failed,omitempty"`  // why it could not be read
	Runs     int              `json:"runs"`              // that are in it: 1, or more in a total
	Bytes    int              `json:"bytes"`             // of text in clean cases
	Tree     Score            `json:"tree"`
	Path     Score            `json:"path"`
	Roles    map[string]Score `json:"roles"`
	Section  Score            `json:"section"`
	Label    Score            `json:"label"`
	Boundary Score            `json:"boundary"`
	Title    Score            `json:"title"`
	Expected Score            `json:"expected"`
	Head     Score            `json:"head"`
	Spans    map[string]Score `json:"spans"`
	Values   map[string]Score `json:"values"`
	Marks    Score            `json:"marks"`
	Rules    map[string]Score `json:"rules"` // of marks, and of findings beside them
	Errors   Score            `json:"errors"`
	Warnings Score            `json:"warnings"`
	Noise    int              `json:"noise"` // errors and warnings in clean cases
	Wrong    []Wrong          `json:"wrong,omitempty"`
}

func newResult() Result {
	return Result{Roles: map[string]Score{}, Spans: map[string]Score{}, Values: map[string]Score{}, Rules: map[string]Score{}}
}

// NoisePer10KB is errors and warnings for each 10 KB of clean text.
func (r *Result) NoisePer10KB() float64 { return float64(r.Noise) * 10240 / float64(max(r.Bytes, 1)) }

func addTo(m map[string]Score, key string, s Score) {
	v := m[key]
	v.Add(s)
	m[key] = v
}

// Add adds o to r, which becomes a total.
func (r *Result) Add(o *Result) {
	if o.Skipped != "" {
		return
	}
	r.Runs += o.Runs
	r.Bytes += o.Bytes
	r.Noise += o.Noise
	for _, p := range [][2]*Score{{&r.Tree, &o.Tree}, {&r.Path, &o.Path}, {&r.Section, &o.Section}, {&r.Label, &o.Label}, {&r.Boundary, &o.Boundary},
		{&r.Title, &o.Title}, {&r.Expected, &o.Expected}, {&r.Head, &o.Head}, {&r.Marks, &o.Marks}, {&r.Errors, &o.Errors}, {&r.Warnings, &o.Warnings}} {
		p[0].Add(*p[1])
	}
	for _, p := range [][2]map[string]Score{{r.Roles, o.Roles}, {r.Spans, o.Spans}, {r.Values, o.Values}, {r.Rules, o.Rules}} {
		for k, s := range p[1] {
			addTo(p[0], k, s)
		}
	}
}
