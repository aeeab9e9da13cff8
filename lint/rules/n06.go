package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
)

var n06 = &lint.Rule{
	ID: "N06", Name: "mixed-separator",
	Title:    lint.Say{ZH: "编号后的标点不一致", EN: "the marks behind numbers differ"},
	Severity: lint.Hint,
	Check: func(p *lint.Pass) {
		if isSheet(p) {
			return
		}
		var count [report.StyleOrd][report.SepComma + 1]int32
		var first [report.StyleOrd][report.SepComma + 1]int32
		for i := range p.Nodes {
			if n := &p.Nodes[i]; separated(n) {
				if count[n.Style][sepOf(n)]++; count[n.Style][sepOf(n)] == 1 {
					first[n.Style][sepOf(n)] = int32(i)
				}
			}
		}
		var usual [report.StyleOrd]report.Sep
		var mixed [report.StyleOrd]bool
		for s := range count {
			all := int32(0)
			for k, n := range count[s] {
				all += n
				if n > count[s][usual[s]] {
					usual[s] = report.Sep(k)
				}
			}
			most := count[s][usual[s]]
			mixed[s] = all >= 4 && most < all && most*5 >= all*4
		}
		for i := range p.Nodes {
			n := &p.Nodes[i]
			if !separated(n) || !mixed[n.Style] || sepOf(n) == usual[n.Style] {
				continue
			}
			k := first[n.Style][usual[n.Style]]
			p.Found(n.Marker, lint.Say{ZH: "编号“%s”后用%s，其他同类编号后用%s，请统一。", EN: "The number %q is followed by %s, the others of its kind by %s; please use one."},
				p.In(n.Number), sepName(n.Sep), sepName(usual[n.Style])).
				And(p.Nodes[k].Marker, lint.Say{ZH: "其他编号的写法。", EN: "How the others are written."})
		}
	},
}

// separated reports whether n is a heading with a printed number.
func separated(n *report.Node) bool { return !n.Number.Empty() && n.Style < report.StyleOrd }

// sepOf returns the separator of n; a blank counts as none.
func sepOf(n *report.Node) report.Sep {
	if n.Sep == report.SepSpace {
		return report.SepNone
	}
	return n.Sep
}

func sepName(s report.Sep) string {
	if s == report.SepNone || s == report.SepSpace {
		return "“ ”"
	}
	return "“" + s.String() + "”"
}
