package rules

import (
	"sort"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var c03 = &lint.Rule{
	ID: "C03", Name: "copy-across",
	Title:    lint.Say{ZH: "与其他单位报告的措施相近", EN: "a measure is a near copy of another report's"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		foundForeign(p, false, lint.Say{ZH: "与另一单位“%s”的措施相近（相同度%d%%，最长相同%d字），请说明是共同开展的工作，还是照搬。",
			EN: "Nearly the same as a measure of another unit, %q (%d %% alike, %d characters in one run); please say whether the work was done together or the words were taken over."})
	},
	Compare: func(c *lint.Comparison) {
		for i := range c.Pairs {
			if pair := &c.Pairs[i]; copiedAcross(c, pair) && !sameFigures(c, pair) {
				foundAcross(c, pair, lint.Say{ZH: "与“%s”的措施相近（相同度%d%%，最长相同%d字），请说明是共同开展的工作，还是照搬。",
					EN: "Nearly the same as a measure in %q (%d %% alike, %d characters in one run); please say whether the work was done together or the words were taken over."})
			}
		}
	},
}

// copiedAcross reports whether the measures of pair are copies that need
// explaining: no formulas, no work that both say they did together.
func copiedAcross(c *lint.Comparison, pair *lint.CopyAcross) bool {
	if pair.Boilerplate >= 0.5 || pair.Jaccard < 0.35 && (pair.Longest.Runes < 30 || pair.Untitled < 20) {
		return false
	}
	a, b := acrossWords(c, pair)
	return judged(c.Reports[pair.ReportA]) && judged(c.Reports[pair.ReportB]) && !jointly(a) && !jointly(b)
}

func acrossWords(c *lint.Comparison, pair *lint.CopyAcross) (a, b string) {
	x, y := c.Reports[pair.ReportA], c.Reports[pair.ReportB]
	return x.Nodes[pair.A].Body.In(x.Text.Valid()), y.Nodes[pair.B].Body.In(y.Text.Valid())
}

// jointly reports whether a measure says that it was taken with others.
func jointly(s string) bool {
	return zh.HasAny(s, "联合", "会同", "共同", "配合", "协同", "牵头单位")
}

// foundAcross reports pair in both reports, each with the place in the other.
func foundAcross(c *lint.Comparison, pair *lint.CopyAcross, say lint.Say) {
	a, b := c.Reports[pair.ReportA].Nodes[pair.A].Body, c.Reports[pair.ReportB].Nodes[pair.B].Body
	like := int(pair.Jaccard*100 + 0.5)
	c.Found(pair.ReportA, a, lint.Elsewhere{Report: pair.ReportB, Span: b}, say, c.Names[pair.ReportB], like, pair.Longest.Runes).Sure(90)
	c.Found(pair.ReportB, b, lint.Elsewhere{Report: pair.ReportA, Span: a}, say, c.Names[pair.ReportA], like, pair.Longest.Runes).Sure(90)
}

// foundForeign reports the near copies between units of a round that one text
// tells of: those with the same figures, or those without.
func foundForeign(p *lint.Pass, figures bool, say lint.Say) {
	if p.Head.Kind != report.Round {
		return
	}
	near := p.Copies()
	for i := range near {
		k := &near[i]
		g := gradeOf(p, k)
		a, b := p.Nodes[k.A].Body, p.Nodes[k.B].Body
		if g < likeCopy || !foreign(p.Outline, k.A, k.B) || jointly(p.In(a)) || jointly(p.In(b)) ||
			equalFigures(figuresIn(p.Outline, k.A), figuresIn(p.Outline, k.B)) != figures || g == likeVerbatim && !figures {
			continue
		}
		unit := abridged(p.In(p.Nodes[rootOf(p.Outline, k.A)].Title), 16)
		p.Found(b, say, unit, int(k.Jaccard*100+0.5), k.Longest.Runes).And(a, lint.Say{ZH: "“%s”的措施", EN: "the measure of %q"}, unit).Sure(90)
	}
}

// sameFigures reports whether the measures of pair hold the same numbers in the
// same order, two or more.
func sameFigures(c *lint.Comparison, pair *lint.CopyAcross) bool {
	return equalFigures(figuresIn(c.Reports[pair.ReportA], pair.A), figuresIn(c.Reports[pair.ReportB], pair.B))
}

func equalFigures(x, y []*report.Quantity) bool {
	if len(x) < 2 || len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i].N != y[i].N || x[i].Unit != y[i].Unit || x[i].ClassID != y[i].ClassID {
			return false
		}
	}
	return true
}

// figuresIn returns the counts and sums of node n.
func figuresIn(o *report.Outline, n int32) (out []*report.Quantity) {
	body := o.Nodes[n].Body
	i := sort.Search(len(o.Quantities), func(i int) bool { return o.Quantities[i].Start >= body.Start })
	for ; i < len(o.Quantities) && o.Quantities[i].Start < body.End; i++ {
		if q := &o.Quantities[i]; !q.Idiom && !q.Ordinal && q.Unit != report.Bare {
			out = append(out, q)
		}
	}
	return out
}
