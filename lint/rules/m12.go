package rules

import (
	"slices"

	"zhenggai/lint"
	"zhenggai/report"
)

var m12 = &lint.Rule{
	ID: "M12", Name: "inner-name-differs",
	Title:    lint.Say{ZH: "通知所印发文件的名称不一致", EN: "a title inside a title differs from its own"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		if !slices.ContainsFunc(p.Documents, func(d report.Document) bool { return d.Outer != report.None }) {
			return
		}
		var few, fewIn [fewTitles]titled
		free := titlesByKey(p, few[:0], func(d *report.Document) bool { return d.Outer == report.None && d.Title.Len() >= 12 })
		inner := titlesByKey(p, fewIn[:0], func(d *report.Document) bool { return d.Outer != report.None && d.Title.Len() >= 12 })
		if len(free)*len(inner) > fewTitles*fewTitles {
			return // no report: a list of documents
		}
		for _, in := range inner {
			if withKey(free, in.key) != report.None {
				continue // it stands elsewhere under the same name
			}
			for _, out := range free {
				if oneWithin(p, in.doc, out.doc) && withKey(inner, out.key) == report.None {
					foundInner(p, in.doc, out.doc)
					break
				}
			}
		}
	},
}

// oneWithin reports whether the titles of documents a and b are one but for at
// most four characters that one of them has in its middle: 车辆办法, 车辆管理办法.
func oneWithin(p *lint.Pass, a, b int32) bool {
	x, y := &p.Documents[a], &p.Documents[b]
	if x.Type != y.Type || x.Type == report.DocOther || otherNumbers(p, x.Outer, b) {
		return false
	}
	if d := x.Title.Len() - y.Title.Len(); d > 12 || d < -12 || farApart(p.In(x.Title), p.In(y.Title)) {
		return false
	}
	var fa, fb [80]rune
	g := gapOf(foldInto(fa[:0], p.In(x.Title)), foldInto(fb[:0], p.In(y.Title)))
	long := g.a
	if len(long) == 0 {
		long = g.b
	} else if len(g.b) > 0 {
		return false
	}
	shared := g.at + g.rest
	plain := slices.Contains(innerFillers[:], string(long))
	return len(long) > 0 && len(long) <= 3 && g.at >= 2 && g.rest >= 2 && !twoEditions(g) && (plain || shared >= 8 && g.rest >= 3 || shared >= 6 && g.at >= 3 && g.rest >= 3)
}

// innerFillers are words that a short form of a title drops.
var innerFillers = [...]string{"管理", "工作", "使用", "实施", "的", "和", "相关", "暂行", "具体", "制度", "会议", "审批", "监督"}

func foundInner(p *lint.Pass, inner, free int32) {
	x, y := &p.Documents[inner], &p.Documents[free]
	at, other := x.Span, y.Span
	f := lint.Say{
		ZH: "“%s”与“%s”名称不一致，若为同一文件请统一。",
		EN: "%q and %q differ; if they are one document please use one title."}
	if y.Start > x.Start {
		at, other = y.Span, x.Span
		x, y = y, x
	}
	p.Found(at, f, p.In(x.Title), p.In(y.Title)).And(other, lint.Say{ZH: "另一处的名称。", EN: "The title elsewhere."}).Sure(88)
}
