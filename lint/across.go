package lint

import (
	"zhenggai/report"
	"zhenggai/similar"
	"zhenggai/source"
)

// A Comparison is the view of a rule that looks at several reports at once.
type Comparison struct {
	Rule    *Rule
	Reports []*report.Outline // each from a Reader of its own
	Names   []string          // of their files, for messages
	Pairs   []CopyAcross      // near copies between measures of different reports

	found []FindingIn
	level Severity
}

// A CopyAcross is a pair of measures of two reports that are near copies.
type CopyAcross struct {
	ReportA, ReportB int
	Copy
}

// A FindingIn is a finding in the report with this index.
type FindingIn struct {
	Report int
	Finding
	Other Elsewhere
}

// An Elsewhere is the place in another report that explains a finding.
type Elsewhere struct {
	Report int
	Span   source.Span
}

// Found reports the words at s of report r; other is the place in the other
// report.
func (c *Comparison) Found(r int, s source.Span, other Elsewhere, say Say, args ...any) *FindingIn {
	c.found = append(c.found, FindingIn{r, Finding{Rule: c.Rule, Severity: c.level, Span: s, Conf: 95, say: say, args: args}, other})
	return &c.found[len(c.found)-1]
}

// Compare runs the rules of scope Across over several reports.
func (c *Checker) Compare(reports []*report.Outline, names []string) []FindingIn {
	x := Comparison{Reports: reports, Names: names, Pairs: copiesAcross(reports)}
	for i, r := range c.rules {
		if r.Compare == nil || c.levels[i] == Off {
			continue
		}
		x.Rule, x.level = r, c.levels[i]
		r.Compare(&x)
	}
	return x.found
}

// copiesAcross compares the measures of all reports with one another and returns
// the near copies between different ones.
func copiesAcross(reports []*report.Outline) (out []CopyAcross) {
	type owner struct {
		report int
		node   int32
	}
	var b similar.Builder
	var owners []owner
	for r, o := range reports {
		body := o.Text.Valid()
		for i := range o.Nodes {
			if o.Nodes[i].Role == report.Measure {
				b.Add(Deed(o, int32(i)).In(body))
				owners = append(owners, owner{r, int32(i)})
			}
		}
	}
	b.Index().Pairs(func(p similar.Pair) bool {
		a, z := owners[p.A], owners[p.B]
		if a.report != z.report {
			out = append(out, CopyAcross{a.report, z.report, Copy{A: a.node, B: z.node, Likeness: p.Likeness, Run: [2]source.Span{
				shift(p.Longest.A, reports[a.report].Nodes[a.node].Body.Start),
				shift(p.Longest.B, reports[z.report].Nodes[z.node].Body.Start)}}})
		}
		return true
	})
	return out
}
