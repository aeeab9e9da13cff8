package eval

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"zhenggai/intake"
	"zhenggai/lint"
	"zhenggai/lint/rules"
	"zhenggai/report"
	"zhenggai/source"
)

// meter compares one reading with one key.
type meter struct {
	c      *Case
	v      *report.View
	a      *alignment
	res    *Result
	keyOf  []int // by node read: the node of the key it matches, or -1
	readOf []int // by node of the key: the node read, or -1
	starts []int // of the nodes read, as glyphs of the key
}

// Measure writes c in format, reads it, checks it, and compares. It uses the
// tools of the format that are there; where one is missing, Result.Skipped says
// so.
func Measure(ctx context.Context, c *Case, format string) *Result {
	res := newResult()
	res.Case, res.Set, res.Format, res.Runs = c.Name, c.Set, format, 1
	b, err := Render(ctx, c, format)
	if err != nil {
		res.Skipped = err.Error()
		return &res
	}
	t, err := extract(ctx, c.Name+extension(format), b)
	if errors.Is(err, intake.Engine) {
		res.Skipped = "not measured: " + err.Error()
		return &res
	}
	if err != nil {
		res.Failed = err.Error()
		t = source.New("")
	}
	return measureText(c, t, &res)
}

// measureText compares what is read from t with the key of c.
func measureText(c *Case, t *source.Text, res *Result) *Result {
	o := report.Read(t)
	m := &meter{c: c, v: o.View(report.FileView{}, "zh"), a: align(c.Text, t.String()), res: res}
	if res.Failed != "" {
		m.wrong("format", 0, "%s", res.Failed)
	}
	m.tree()
	m.boundaries()
	m.titles()
	m.expected()
	m.head()
	m.facts()
	m.findings(o)
	slices.SortStableFunc(res.Wrong, func(a, b Wrong) int { return a.Line - b.Line })
	return res
}

// metric returns the metric that counts nodes of a role; "" if none does.
func metric(role string) string {
	switch {
	case inTree(role):
		return "tree"
	case role == "section" || role == "label":
		return role
	}
	return ""
}

func (m *meter) wrong(metric string, off int32, format string, args ...any) {
	if metric == "" {
		return
	}
	m.res.Wrong = append(m.res.Wrong, Wrong{metric, m.c.line(off), fmt.Sprintf(format, args...)})
}

// inTree are the roles that make the tree; the others are counted apart.
func inTree(role string) bool {
	return role == "aspect" || role == "problem" || role == "point" || role == "measure"
}

// A nodeKey is what makes two nodes the same.
type nodeKey struct {
	role, number string
	start        int
}

// tree matches the nodes read with those of the key.
func (m *meter) tree() {
	m.match()
	for i := range m.c.Nodes {
		n := &m.c.Nodes[i]
		found := m.readOf[i] >= 0
		m.count(n.Role, found, false)
		if !found {
			m.wrong(metric(n.Role), n.Span.Start, "missed %s at %q", n.name(), excerpt(m.c.Text[n.Span.Start:], 24))
		}
		if !inTree(n.Role) {
			continue
		}
		right := found && slices.Equal(m.keyPath(i), m.readPath(m.readOf[i]))
		m.res.Path.note(right)
		if found && !right {
			m.wrong("path", n.Span.Start, "%s hangs below %s, not %s", n.name(), m.pathNames(m.readPath(m.readOf[i])), m.pathNames(m.keyPath(i)))
		}
	}
	for i := range m.v.Nodes {
		n := &m.v.Nodes[i]
		cell := n.Role == "label" && slices.Contains(n.Flags, "table") // keys have no marks for those
		if m.keyOf[i] < 0 && !cell {
			m.count(n.Role, false, true)
			if metric(n.Role) != "" {
				m.wrong(metric(n.Role), m.a.near(n.Span[0]), "extra %s %s at %q", n.Role, words(n.Number), excerpt(m.v.Text[n.Span[0]:], 24))
			}
		}
	}
}

func (n *Node) name() string {
	s := n.Role
	if n.Number != "" {
		s += " " + n.Number
	}
	if n.Synthetic {
		s += " (synthetic)"
	}
	return s
}

func words(s *string) string {
	if s == nil {
		return "-"
	}
	return *s
}

// count counts a node of the key that was found or missed, or an extra one.
func (m *meter) count(role string, found, extra bool) {
	s := Score{Missed: 1}
	if extra {
		s = Score{Extra: 1}
	} else if found {
		s = Score{Right: 1}
	}
	switch {
	case inTree(role):
		m.res.Tree.Add(s)
		addTo(m.res.Roles, role, s)
	case role == "section":
		m.res.Section.Add(s)
	case role == "label":
		m.res.Label.Add(s)
	}
}

// match fills keyOf and readOf.
func (m *meter) match() {
	open := map[nodeKey][]int{}
	m.readOf = make([]int, len(m.c.Nodes))
	for i := range m.c.Nodes {
		n := &m.c.Nodes[i]
		m.readOf[i] = -1
		k := nodeKey{n.Role, identity(n.Role, n.Number), m.a.keyStart(n.Span.Start)}
		open[k] = append(open[k], i)
		if second := m.c.second(n); second != "" {
			k.number = second
			open[k] = append(open[k], i)
		}
	}
	m.keyOf = make([]int, len(m.v.Nodes))
	m.starts = make([]int, len(m.v.Nodes))
	for i := range m.v.Nodes {
		n := &m.v.Nodes[i]
		m.keyOf[i], m.starts[i] = -1, m.a.readStart(n.Span[0])
		k := nodeKey{n.Role, "", m.starts[i]}
		if n.Number != nil {
			k.number = identity(n.Role, *n.Number)
		}
		for l := open[k]; len(l) > 0 && m.keyOf[i] < 0; l = l[1:] {
			if m.readOf[l[0]] < 0 {
				m.keyOf[i], m.readOf[l[0]] = l[0], i
			}
		}
	}
}

// identity returns what of a number makes a node the same: it is folded, and
// the words of a label are none.
func identity(role, number string) string {
	if role == "label" {
		return ""
	}
	return fold(number)
}

// second returns the first number of a doubled heading, "1.问题1:", which is keyed
// with its second: a node may be known by either.
func (c *Case) second(n *Node) string {
	if n.Role != "problem" || n.numberAt == n.Span.Start {
		return ""
	}
	return strings.TrimRight(c.Text[n.Span.Start:n.numberAt], separators)
}

// keyPath returns the ancestors of node i of the key that are in the tree.
func (m *meter) keyPath(i int) (path []int) {
	for i = m.c.Nodes[i].Parent; i >= 0; i = m.c.Nodes[i].Parent {
		if inTree(m.c.Nodes[i].Role) {
			path = append(path, i)
		}
	}
	return path
}

// readPath returns the ancestors of node i that was read, as nodes of the key;
// -1 stands for one that the key does not have.
func (m *meter) readPath(i int) (path []int) {
	for p := m.v.Nodes[i].Parent; p != nil; p = m.v.Nodes[*p].Parent {
		if inTree(m.v.Nodes[*p].Role) {
			path = append(path, m.keyOf[*p])
		}
	}
	return path
}

func (m *meter) pathNames(path []int) string {
	names := make([]string, len(path))
	for i, k := range path {
		names[i] = "?"
		if k >= 0 {
			names[i] = m.c.Nodes[k].name()
		}
	}
	return "[" + strings.Join(names, " < ") + "]"
}

// boundaries compares where measures start and end.
func (m *meter) boundaries() {
	keyed := map[run]int{}
	for i := range m.c.Nodes {
		if n := &m.c.Nodes[i]; n.Role == "measure" {
			keyed[m.a.keyRun(n.Span)] = i
		}
	}
	for i := range m.v.Nodes {
		n := &m.v.Nodes[i]
		if n.Role != "measure" {
			continue
		}
		r := run{m.starts[i], m.a.readEnd(n.Span[1])}
		if _, ok := keyed[r]; ok {
			m.res.Boundary.Right++
			delete(keyed, r)
			continue
		}
		m.res.Boundary.Extra++
		if k := m.keyOf[i]; k >= 0 { // the missing ones are listed as nodes
			m.wrong("boundary", m.c.Nodes[k].Span.Start, "measure ends at %q, not %q", tail(m.v.Text[n.Span[0]:n.Span[1]]), tail(m.in(m.c.Nodes[k].Span)))
		}
	}
	m.res.Boundary.Missed += len(keyed)
}

func tail(s string) string {
	r := []rune(s)
	return string(r[max(0, len(r)-12):])
}

func (m *meter) in(s source.Span) string { return m.c.Text[s.Start:s.End] }

// titles compares the titles of the nodes that were found.
func (m *meter) titles() {
	for i := range m.c.Nodes {
		n := &m.c.Nodes[i]
		k := m.readOf[i]
		if n.Title.Empty() || k < 0 {
			continue
		}
		got := words(m.v.Nodes[k].Title)
		right := sameTitle(got, m.in(n.Title))
		m.res.Title.note(right)
		if !right {
			m.wrong("title", n.Span.Start, "title of %s is %q, not %q", n.name(), excerpt(got, 40), excerpt(m.in(n.Title), 40))
		}
	}
}

// sameTitle compares titles; a second number that a doubled heading bears
// ("1.问题1:…") may belong to either of its parts.
func sameTitle(a, b string) bool {
	a, b = strings.Trim(fold(a), soft), strings.Trim(fold(b), soft)
	return a == b || undouble(a) == undouble(b)
}

func undouble(s string) string {
	if rest, ok := strings.CutPrefix(s, "问题"); ok {
		if cut := strings.TrimLeft(rest, "0123456789"); cut != rest {
			return strings.TrimLeft(cut, ".:、．")
		}
	}
	return s
}

// expected compares the numbers that nodes should bear.
func (m *meter) expected() {
	for i := range m.v.Nodes {
		n := &m.v.Nodes[i]
		k := m.keyOf[i]
		keyed := k >= 0 && m.c.Nodes[k].Expected != ""
		switch {
		case n.Expected == nil || !inTree(n.Role) || fold(*n.Expected) == fold(words(n.Number)):
		case k >= 0 && m.c.second(&m.c.Nodes[k]) != "": // which of its numbers should differ is open
		case keyed && fold(*n.Expected) == fold(m.c.Nodes[k].Expected):
			m.res.Expected.Right++
		default:
			m.res.Expected.Extra++
			m.wrong("expected", m.a.near(n.Span[0]), "%s %s should not be %s", n.Role, words(n.Number), *n.Expected)
		}
	}
	for i := range m.c.Nodes {
		n := &m.c.Nodes[i]
		if n.Expected == "" {
			continue
		}
		if k := m.readOf[i]; k < 0 || fold(words(m.v.Nodes[k].Expected)) != fold(n.Expected) {
			m.res.Expected.Missed++
			m.wrong("expected", n.Span.Start, "%s should be %s", n.name(), n.Expected)
		}
	}
}

// head compares the head facts that the key has.
func (m *meter) head() {
	h := &m.v.Head
	m.headFact("kind", m.c.Kind, h.Kind)
	period := "-"
	if h.Period[0] != nil || h.Period[1] != nil {
		period = words(h.Period[0]) + " " + words(h.Period[1])
	}
	for _, x := range []struct{ key, got string }{{"title", words(h.Title)}, {"unit", words(h.Unit)}, {"team", words(h.Team)},
		{"period", period}, {"feedback", words(h.Feedback)}, {"published", words(h.Published)}, {"signer", words(h.Signer)}} {
		if want, ok := m.c.Head[x.key]; ok {
			if x.key == "published" && m.res.Format == HTML && want == "-" {
				want = portalDay(m.c) // the page says what the report does not
			}
			m.headFact(x.key, want, x.got)
		}
	}
}

func (m *meter) headFact(key, want, got string) {
	right := fold(want) == fold(got)
	m.res.Head.note(right)
	if !right {
		m.wrong("head", 0, "%s is %q, not %q", key, excerpt(got, 40), excerpt(want, 40))
	}
}

// allRules are the rules as they are listed; they are read once.
var allRules = sync.OnceValue(rules.All)

// checker returns a checker of all rules, as a draft is checked.
func checker() *lint.Checker { return lint.NewChecker(allRules(), lint.Config{}) }
