package rules

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/report"
)

// copies are the rules of family C.
var copies = []*lint.Rule{c01, c02, c03, c06, c07}

// A likeGrade says how much two measures of one report are alike.
type likeGrade uint8

const (
	likeClause   likeGrade = iota + 1 // a clause in otherwise different measures
	likeCopy                          // the same measure with changes
	likeVerbatim                      // the same words
)

// gradeOf returns the grade of c; 0 if what it shares says nothing: names of
// documents, formulas, words that point to the other point.
func gradeOf(p *lint.Pass, c *lint.Copy) (g likeGrade) {
	a, b := p.In(lint.Deed(p.Outline, c.A)), p.In(lint.Deed(p.Outline, c.B))
	switch {
	case c.Boilerplate >= 0.5:
	case c.Jaccard >= 0.95 && min(utf8.RuneCountInString(a), utf8.RuneCountInString(b)) >= 30:
		g = likeVerbatim
	case c.Jaccard >= 0.35, c.Longest.Runes >= 30 && c.Untitled >= 20:
		g = likeCopy
	case c.Untitled >= 20:
		g = likeClause
	}
	if g != 0 && (pointsAway(a) || pointsAway(b)) {
		return 0
	}
	return g
}

// pointsAway reports whether a measure says that it is that of another point. It
// says so at its beginning.
func pointsAway(s string) bool {
	return away.in(s[:min(len(s), 60)])
}

var away = newNeedles("同问题", "同上", "同第", "见问题", "详见")

// A twin is two points with measures that are alike.
type twin struct {
	a, b  int32 // points, a before b
	grade likeGrade
	like  float64 // of the most alike measures
	run   int     // the longest common run in runes
	pairs []*lint.Copy
}

// mostTwins is how many earlier points are named for one point: a measure that
// stands everywhere is one fault and not one for each pair.
const mostTwins = 3

// allTwins are the twins of a report, for the three rules that report them.
var allTwins = lint.Shared[[]twin]{Make: func(p *lint.Pass, t *[]twin) { *t = twins(p, (*t)[:0]) }}

// twins appends the pairs of different points with measures that are alike to all,
// which is empty, by the later point; the most alike first.
func twins(p *lint.Pass, all []twin) []twin {
	near := p.Copies()
	pairs := make([]*lint.Copy, len(near))
	for i := range near {
		c := &near[i]
		pairs[i] = c
		g := gradeOf(p, c)
		a, b := p.Up(c.A, report.Point), p.Up(c.B, report.Point)
		if g == 0 || a == b || a == report.None || b == report.None {
			continue
		}
		if g == likeCopy && foreign(p.Outline, c.A, c.B) {
			continue // C03's
		}
		all = append(all, twin{a, b, g, c.Jaccard, c.Longest.Runes, pairs[i : i+1]})
	}
	slices.SortStableFunc(all, func(x, y twin) int { return cmp.Or(cmp.Compare(x.b, y.b), cmp.Compare(x.a, y.a)) })
	merged := all[:0]
	pairs = make([]*lint.Copy, 0, len(all)) // those of a twin one after the other
	for _, t := range all {
		pairs = append(pairs, t.pairs[0])
		if k := len(merged) - 1; k >= 0 && merged[k].a == t.a && merged[k].b == t.b {
			m := &merged[k]
			m.grade, m.like, m.run = max(m.grade, t.grade), max(m.like, t.like), max(m.run, t.run)
			m.pairs = pairs[len(pairs)-len(m.pairs)-1:]
			continue
		}
		t.pairs = pairs[len(pairs)-1:]
		merged = append(merged, t)
	}
	slices.SortStableFunc(merged, func(x, y twin) int {
		switch {
		case x.b != y.b:
			return cmp.Compare(x.b, y.b)
		case x.grade != y.grade:
			return cmp.Compare(y.grade, x.grade)
		case x.like != y.like:
			return cmp.Compare(y.like, x.like)
		}
		return cmp.Compare(x.a, y.a)
	})
	kept, n := merged[:0], 0
	for i, t := range merged {
		if i > 0 && merged[i-1].b == t.b {
			n++
		} else {
			n = 0
		}
		if n < mostTwins {
			kept = append(kept, t)
		}
	}
	return kept
}

// reportTwins reports the twins of grade g: the measures of the later point, with
// those of the earlier one beside them.
func reportTwins(p *lint.Pass, g likeGrade, say lint.Say) {
	all := *allTwins.Of(p)
	var told [8]string // clauses that were reported: names of events recur
	n := 0
	for i, t := range all {
		if t.grade != g || g == likeClause && (all[firstOf(all, i)].grade > g || slices.ContainsFunc(told[:n], func(s string) bool {
			run := p.In(t.pairs[0].Run[1])
			return strings.Contains(s, run) || strings.Contains(run, s)
		})) {
			continue
		}
		if g == likeClause && n < len(told) {
			told[n] = p.In(t.pairs[0].Run[1])
			n++
		}
		best := 0
		for i := range t.pairs {
			if t.pairs[i].Jaccard > t.pairs[best].Jaccard {
				best = i
			}
		}
		var f *lint.Finding
		var name any = pointName(p, t.a)
		measureOf := lint.Say{ZH: "%s的措施", EN: "the measure of %s"}
		if c := t.pairs[best]; g == likeClause {
			f = p.Found(c.Run[1], say, name, t.run).And(c.Run[0], measureOf, name)
		} else {
			f = p.Found(p.Nodes[c.B].Body, say, name, int(t.like*100+0.5), t.run).And(p.Nodes[c.A].Body, measureOf, name)
			for i, k := range t.pairs {
				if i != best && k.B != c.B && k.A != c.A {
					f.Also(p.Nodes[k.B].Body)
					f.And(p.Nodes[k.A].Body, measureOf, name)
				}
			}
		}
		f.Sure(92)
	}
}

// foreign reports whether nodes a and b belong to different units of a round that
// is told in one text.
func foreign(o *report.Outline, a, b int32) bool {
	return o.Head.Kind == report.Round && rootOf(o, a) != rootOf(o, b)
}

func rootOf(o *report.Outline, i int32) int32 {
	for o.Nodes[i].Parent != report.None {
		i = o.Nodes[i].Parent
	}
	return i
}

// firstOf returns the index of the most alike twin of the later point of all[i].
func firstOf(all []twin, i int) int {
	for i > 0 && all[i-1].b == all[i].b {
		i--
	}
	return i
}

// pointName names point i by its number and the first words of its title.
func pointName(p *lint.Pass, i int32) string {
	words := abridged(p.In(headOf(p, i)), 16)
	if p.Nodes[i].Flags&report.FromTable != 0 {
		if s := p.NumberOf(i); s != "" {
			return "序号" + s
		}
	}
	return "“" + words + "”"
}
