package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

var m13 = &lint.Rule{
	ID: "M13", Name: "foreign-unit",
	Title:    lint.Say{ZH: "措施中出现另一单位的名称", EN: "another unit's name left in a measure"},
	Severity: lint.Error,
	Check: func(p *lint.Pass) {
		if p.Head.Kind != report.Round {
			return
		}
		near := p.Copies()
		for i := range near {
			a, b := near[i].A, near[i].B
			x, y := unitPart(p.Outline, a), unitPart(p.Outline, b)
			if x == y || near[i].Jaccard < 0.35 {
				continue
			}
			leftName(p, a, b, unitName(p.In(p.Nodes[x].Title)), unitName(p.In(p.Nodes[y].Title)))
			leftName(p, b, a, unitName(p.In(p.Nodes[y].Title)), unitName(p.In(p.Nodes[x].Title)))
		}
	},
	Compare: func(c *lint.Comparison) {
		for i := range c.Pairs {
			if k := &c.Pairs[i]; k.Jaccard >= 0.35 {
				leftNameAcross(c, k.ReportA, k.A, k.ReportB, k.B)
				leftNameAcross(c, k.ReportB, k.B, k.ReportA, k.A)
			}
		}
	},
}

// unitPart returns the part of a round's text that holds node n: the outermost
// node over it.
func unitPart(o *report.Outline, n int32) int32 {
	for o.Nodes[n].Parent != report.None {
		n = o.Nodes[n].Parent
	}
	return n
}

// unitName returns what other texts call a unit: its name from the last area on,
// without 中共 and 党组. It is empty where the name would say too little.
func unitName(full string) string {
	full = strings.TrimSpace(full)
	for _, tail := range [...]string{"党组", "党委", "委员会", "党总支", "党支部"} {
		full = strings.TrimSuffix(full, tail)
	}
	last := 0
	for _, area := range [...]string{"省", "市", "县", "区", "州"} {
		if k := strings.LastIndex(full, area); k > last && k < len(full)-6 && !strings.HasPrefix(full[k:], "市场") && !strings.HasPrefix(full[k:], "区域") {
			last = k
		}
	}
	if name := full[last:]; len(name) >= 12 && len(name) <= 60 && endsAsBody(name) {
		return name
	}
	return ""
}

// foreignName returns where in the measure words the name other of another unit
// stands as if it were the text's own; -1 if it does not.
func foreignName(words, own, other string) int {
	if own == "" || other == "" || strings.Contains(own, other) || strings.Contains(other, own) {
		return -1
	}
	k := strings.Index(words, other)
	if k < 0 {
		return -1
	}
	before := words[max(0, k-24):k]
	if zh.HasAny(before, "联合", "会同", "协调", "配合", "协同", "学习", "借鉴", "抄送", "移交", "移送", "报送", "邀请", "征求", "委托", "商请") ||
		closesAny(before, "与", "和", "向", "由", "同", "经", "对", "请", "及", "、", "赴", "到", "从", "商", "函", "报", "按", "照", "据", "被", "给") {
		return -1
	}
	return k
}

var foreignSay = lint.Say{
	ZH: "此处是“%s”的名称，该措施又与对方的措施相近，请说明是否照搬后未改。",
	EN: "This is the name of %q, and the measure is nearly the same as theirs; please say whether it was taken over unchanged."}

// leftName reports the name other in measure n, a near copy of measure from.
func leftName(p *lint.Pass, n, from int32, own, other string) {
	at := p.Nodes[n].Body
	if k := foreignName(p.In(at), own, other); k >= 0 {
		p.Found(source.Span{Start: at.Start + int32(k), End: at.Start + int32(k+len(other))}, foreignSay, other).
			And(p.Nodes[from].Body, lint.Say{ZH: "对方的措施。", EN: "Their measure."})
	}
}

func leftNameAcross(c *lint.Comparison, r int, n int32, from int, m int32) {
	o, other := c.Reports[r], c.Reports[from]
	at := o.Nodes[n].Body
	name := unitName(other.Head.Unit.In(other.Text.Valid()))
	if k := foreignName(at.In(o.Text.Valid()), unitName(o.Head.Unit.In(o.Text.Valid())), name); k >= 0 {
		c.Found(r, source.Span{Start: at.Start + int32(k), End: at.Start + int32(k+len(name))},
			lint.Elsewhere{Report: from, Span: other.Nodes[m].Body}, foreignSay, name)
	}
}
