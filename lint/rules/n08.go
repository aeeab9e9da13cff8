package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var n08 = &lint.Rule{
	ID: "N08", Name: "ordinal-gap",
	Title:    lint.Say{ZH: "措施序号不连续", EN: "the ordinals of measures have a gap"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		if isSheet(p) {
			return
		}
		point, nested := report.None, false // whether the ordinals of the point begin anew
		prev := report.None                 // the measure before, in the same point and under the same label
		for i := range p.Nodes {
			n := &p.Nodes[i]
			switch {
			case n.Role != report.Measure:
				prev = report.None
				continue
			case n.Number.Empty() || n.Num == 0 || wordOrdinal(p.In(n.Number)):
				prev = report.None
				continue
			}
			if prev != report.None && p.Nodes[prev].Parent == n.Parent && n.Num == p.Nodes[prev].Num+2 {
				if point != n.Parent {
					point, nested = n.Parent, restarts(p, n.Parent)
				}
				if !nested {
					ordinalGap(p, prev, int32(i))
				}
			}
			prev = int32(i)
		}
	},
}

// ordinalGap reports the measure i whose ordinal leaves one out behind that of
// measure prev, unless the one left out stands somewhere in the text of prev.
func ordinalGap(p *lint.Pass, prev, i int32) {
	n := &p.Nodes[i]
	between := flat(p.Body[p.Nodes[prev].Body.Start:n.Span.Start])
	missing := int64(n.Num - 1)
	han := zh.FormatNumeral(missing)
	for _, w := range [...]string{han + "是", han + "要", "第" + han, "其" + han, han + "、", han + "则", report.StyleCircle.Format(int32(missing))} {
		if strings.Contains(between, w) {
			return
		}
	}
	name := strings.Replace(p.In(n.Number), zh.FormatNumeral(int64(n.Num)), han, 1)
	if name == p.In(n.Number) {
		name = n.Style.Format(int32(missing))
		if strings.ContainsAny(p.In(n.Number), "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳") {
			name = report.StyleCircle.Format(int32(missing))
		}
	}
	p.Found(n.Number, lint.Say{ZH: "“%s”之后即为“%s”，缺少“%s”，请核对是否漏列措施。", EN: "%q is followed by %q; %q is missing. Please check whether a measure was left out."},
		p.In(p.Nodes[prev].Number), p.In(n.Number), name).
		And(p.Nodes[prev].Number, lint.Say{ZH: "前一个序号。", EN: "The ordinal before it."})
}

// wordOrdinal reports whether an ordinal is a word: 首先 其次 再次 最后 need not all
// be there.
func wordOrdinal(number string) bool {
	switch number {
	case "首先", "其次", "再次", "最后":
		return true
	}
	return false
}

// restarts reports whether the ordinals below a point begin at one again without
// a label between: lists inside lists, in which a gap means nothing.
func restarts(p *lint.Pass, point int32) bool {
	ones := 0
	for k := range p.Children(point) {
		n := &p.Nodes[k]
		if n.Role != report.Measure {
			ones = 0
			continue
		}
		if n.Num == 1 {
			if ones++; ones > 1 {
				return true
			}
		}
	}
	return false
}
