package eval

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

// facts compares the facts of each kind: their spans, and for dates, money,
// counts and per cent their values.
func (m *meter) facts() {
	runs := make([]run, len(m.v.Facts))
	for i := range m.v.Facts {
		s := m.v.Facts[i].Span
		runs[i] = m.a.readRun(source.Span{Start: s[0], End: s[1]})
	}
	used := make([]bool, len(runs))
	for i := range m.c.Facts {
		m.fact(&m.c.Facts[i], runs, used)
	}
	for i := range m.v.Facts {
		f := &m.v.Facts[i]
		if used[i] || !slices.Contains(Exhaustive, f.Kind) || !m.keyed(f.Span) || noDay(f.Kind, m.value(f)) {
			continue
		}
		addTo(m.res.Spans, f.Kind, Score{Extra: 1})
		m.wrong("fact", m.a.near(f.Span[0]), "extra %s %q = %s", f.Kind, excerpt(f.Text, 24), m.value(f))
	}
}

// keyed reports whether the key's text has any of s: what a portal or a printer
// put around the report has no key.
func (m *meter) keyed(s report.SpanView) bool {
	for i := after(m.a.read, s[0]); i < len(m.a.read) && m.a.read[i].off < s[1]; i++ {
		if m.a.back[i] >= 0 {
			return true
		}
	}
	return false
}

// noDay reports whether a date that was read is no day of the calendar: it has
// no right value and is not in the key.
func noDay(kind, value string) bool {
	if kind != "date" {
		return false
	}
	for d := range strings.FieldsSeq(value) {
		if _, err := time.Parse(time.DateOnly, d); err != nil {
			return true
		}
	}
	return false
}

// loose are the kinds of fact that have no edges that everybody would draw
// alike: half the words are enough.
var loose = []string{"change", "total", "state", "commitment"}

// fact counts one fact of the key.
func (m *meter) fact(k *Fact, runs []run, used []bool) {
	want := m.a.keyRun(k.Span)
	best, most := -1, 0
	for i := range m.v.Facts {
		if n := want.overlap(runs[i]); m.v.Facts[i].Kind == k.Kind && n > 0 && (n > most || runs[i] == want) {
			best, most = i, n
			if runs[i] == want {
				break
			}
		}
	}
	text := excerpt(m.in(k.Span), 30)
	valued := factKinds[k.Kind] // by its mark
	if best < 0 {
		addTo(m.res.Spans, k.Kind, Score{Missed: 1})
		if valued {
			addTo(m.res.Values, k.Kind, Score{Missed: 1})
		}
		m.wrong("fact", k.Span.Start, "missed %s %q = %s", k.Kind, text, k.Value)
		return
	}
	f := &m.v.Facts[best]
	if runs[best] == want || slices.Contains(loose, k.Kind) && 2*most >= want.end-want.start {
		addTo(m.res.Spans, k.Kind, Score{Right: 1})
		used[best] = true
	} else {
		addTo(m.res.Spans, k.Kind, Score{Missed: 1})
		m.wrong("span", k.Span.Start, "%s is %q, not %q", k.Kind, excerpt(f.Text, 30), text)
	}
	if !valued {
		return
	}
	got := m.value(f)
	right := sameValue(k, got)
	s := Score{Missed: 1}
	if right {
		s = Score{Right: 1}
	} else {
		m.wrong("value", k.Span.Start, "%s %q is %s, not %s", k.Kind, text, got, k.Value)
	}
	addTo(m.res.Values, k.Kind, s)
}

// value prints the value of a fact that was read as a mark would.
func (m *meter) value(f *report.FactView) string {
	v, _ := f.Value.(map[string]any)
	switch f.Kind {
	case "date":
		from, _ := v["from"].(*string)
		to, _ := v["to"].(*string)
		if words(from) == words(to) {
			return words(from)
		}
		return words(from) + " " + words(to)
	case "money":
		yuan, _ := v["yuan"].(string)
		if per, _ := v["per"].(*string); per != nil {
			yuan += "/" + strings.TrimPrefix(*per, "/")
		}
		return yuan
	case "count":
		n, _ := v["n"].(string)
		unit, _ := v["unit"].(string)
		return n + " " + unit
	case "percent":
		n, _ := v["value"].(string)
		return n
	}
	return ""
}

// sameValue reports whether got is the value of k; "3.2万 亩" is "32000 亩".
func sameValue(k *Fact, got string) bool {
	if k.Kind != "count" && k.Kind != "percent" {
		return got == k.Value
	}
	n, unit, _ := strings.Cut(k.Value, " ")
	gotN, gotUnit, _ := strings.Cut(got, " ")
	return number(n) == number(gotN) && (unit == "" || fold(unit) == fold(gotUnit) || fold(unit) == strings.TrimLeft(fold(gotUnit), "万亿"))
}

var powers = map[rune]float64{'万': 1e4, '亿': 1e8, '千': 1e3, '百': 1e2, '十': 10}

func number(s string) float64 {
	digits := strings.TrimRight(s, "万亿千百十")
	n, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return -1
	}
	for _, r := range s[len(digits):] {
		n *= powers[r]
	}
	return n
}

// findings compares what the checker finds with the marks.
func (m *meter) findings(o *report.Outline) {
	found := checker().Check(o)
	marked := map[int]bool{} // lines
	for _, k := range m.c.Marks {
		marked[m.c.line(k.Off)] = true
	}
	lines := make([][]int, len(found))
	for i := range found {
		lines[i] = m.lines(&found[i])
	}
	for _, k := range m.c.Marks {
		hit := false
		for i := range found {
			hit = hit || found[i].Rule.ID == k.Rule && slices.Contains(lines[i], m.c.line(k.Off))
		}
		m.res.Marks.note(hit)
		if hit {
			addTo(m.res.Rules, k.Rule, Score{Right: 1})
		} else {
			addTo(m.res.Rules, k.Rule, Score{Missed: 1})
			m.wrong("finding", k.Off, "%s found nothing at %q", k.Rule, excerpt(m.c.Text[k.Off:], 24))
		}
	}
	for i := range found {
		m.finding(&found[i], !m.c.Clean && slices.ContainsFunc(lines[i], func(l int) bool { return marked[l] }))
	}
	if m.c.Clean {
		m.res.Bytes = len(m.c.Text)
	}
}

// finding counts one finding of severity error or warning.
func (m *meter) finding(f *lint.Finding, right bool) {
	s := Score{Extra: 1}
	if right {
		s = Score{Right: 1}
	}
	switch f.Severity {
	case lint.Error:
		m.res.Errors.Add(s)
	case lint.Warning:
		m.res.Warnings.Add(s)
	default:
		return
	}
	if right {
		return
	}
	if m.c.Clean {
		m.res.Noise++
	}
	addTo(m.res.Rules, f.Rule.ID, Score{Extra: 1})
	m.wrong("alarm", m.a.near(f.Span.Start), "%s %s at %q: %s", f.Rule.ID, f.Severity, excerpt(m.v.Text[f.Span.Start:f.Span.End], 24), f.Message("zh"))
}

// lines returns the lines of the case file that f touches.
func (m *meter) lines(f *lint.Finding) (lines []int) {
	add := func(s source.Span) {
		from, to := m.c.line(m.a.near(s.Start)), m.c.line(m.a.near(max(s.Start, s.End-1)))
		for l := from; l <= to; l++ {
			lines = append(lines, l)
		}
	}
	add(f.Span)
	for _, s := range f.More {
		add(s)
	}
	for _, r := range f.Related {
		add(r.Span)
	}
	return lines
}
