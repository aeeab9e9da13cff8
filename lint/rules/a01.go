package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
)

var a01 = &lint.Rule{
	ID: "A01", Name: "change-sum",
	Title:    lint.Say{ZH: "增减数与变化不符", EN: "what came and went does not make the change"},
	Severity: lint.Error,
	Check: func(p *lint.Pass) {
		for i := range p.Changes {
			c := &p.Changes[i]
			if c.Plus.N+c.Minus.N == 0 {
				continue
			}
			from, to := &p.Quantities[c.From], &p.Quantities[c.To]
			if c.Up && to.N < from.N || c.Down && to.N > from.N {
				continue // A13 speaks of it
			}
			plus, okPlus := flow(p, c.Plus, from.Unit)
			minus, okMinus := flow(p, c.Minus, from.Unit)
			should := from.N + plus - minus
			if !okPlus || !okMinus || !exact(from, to) || near(p, should, to.N, c.Plus.N+c.Minus.N, from, to) || should < 0 || moreFlows(p, c) {
				continue
			}
			f := p.Found(c.Span, lint.Say{
				ZH: "由%s变为%s，但按所列增减应为%s，请核对各数。",
				EN: "From %s to %s, but what was added and taken away makes %s; please check the figures.",
			}, printed(p, from), printed(p, to), inUnit(p, to, should))
			oneSided(p, f, c.Plus.N == 0 || c.Minus.N == 0, should > to.N == (c.Plus.N > 0), last(p, c.Plus), last(p, c.Minus))
		}
	},
}

// moreFlows reports whether another number of the same kind follows behind a comma:
// a flow whose verb is not known, 转岗3人.
func moreFlows(p *lint.Pass, c *report.Change) bool {
	end := c.To
	for _, r := range [...]report.Range{c.Plus, c.Minus} {
		if r.N > 0 {
			end = max(end, p.Parts[r.First+r.N-1])
		}
	}
	if int(end)+1 >= len(p.Quantities) {
		return false
	}
	a, b := &p.Quantities[end], &p.Quantities[end+1]
	if a.Unit != b.Unit || a.ClassID != b.ClassID || b.Start-a.End > 36 {
		return false
	}
	gap := p.Body[a.End:b.Start]
	return strings.HasPrefix(gap, "，") || strings.HasPrefix(gap, ",") || strings.HasPrefix(gap, "、")
}

// oneSided lowers a finding where only what came is named, or only what left: the
// rest may be left unsaid; and where a noun follows, 新增5名博士, it may be a part.
func oneSided(p *lint.Pass, f *lint.Finding, one, unsaid bool, plus, minus *report.Quantity) {
	if one {
		f.Sure(85)
		if unsaid {
			f.As(lint.Warning).Sure(75)
		}
	}
	if plus != nil && nounFollows(p, plus) || minus != nil && nounFollows(p, minus) {
		f.As(lint.Hint).Sure(60)
	}
}
