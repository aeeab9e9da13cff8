package rules

import (
	"cmp"
	"slices"
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var m01 = &lint.Rule{
	ID: "M01", Name: "document-two-names",
	Title:    lint.Say{ZH: "同一文件两种名称", EN: "one document under two titles"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		if len(p.Documents) < 2 {
			return
		}
		var few [fewTitles]titled
		titles := titlesByKey(p, few[:0], func(d *report.Document) bool { return d.Outer == report.None && d.Title.Len() >= 18 })
		for _, t := range titles {
			if other := withoutIssuer(p, titles, t.doc); other != report.None {
				a, b := min(t.doc, other), max(t.doc, other)
				p.Found(p.Documents[b].Span, lint.Say{
					ZH: "%s与前文%s似为同一文件，一处带发文单位、一处不带，请统一名称。",
					EN: "%s and %s above seem to be one document, once with and once without its issuer; please use one title."},
					p.In(p.Documents[b].Span), p.In(p.Documents[a].Span)).
					And(p.Documents[a].Span, lint.Say{ZH: "前文的名称。", EN: "The title above."})
			}
		}
		nearTitles(p, titles)
	},
}

// withoutIssuer returns the document that has the title of doc without the name
// of its issuer, or report.None.
func withoutIssuer(p *lint.Pass, titles []titled, doc int32) int32 {
	title := p.In(p.Documents[doc].Title)
	if strings.HasPrefix(title, "关于") {
		return report.None
	}
	cut := strings.Index(title, "关于")
	if cut < 9 || cut > 120 {
		cut = issuerEnd(title)
	}
	if cut == 0 || len(title)-cut < 18 {
		return report.None
	}
	other := withKey(titles, zh.Key(title[cut:]))
	if other == report.None || otherNumbers(p, doc, other) {
		return report.None
	}
	return other
}

// otherNumbers reports whether two documents bear numbers that differ: then they
// are two.
func otherNumbers(p *lint.Pass, a, b int32) bool {
	x, y := p.Documents[a].Number, p.Documents[b].Number
	if x == report.None || y == report.None {
		return false
	}
	m, n := &p.DocNumbers[x], &p.DocNumbers[y]
	return m.N != n.N || m.Year != n.Year
}

// neighbours is how many titles behind it in the sorted list a title is compared
// with: near titles share their beginning and stand close together.
const neighbours = 3

// nearTitles reports titles of ten characters or more that differ in one place by
// at most two.
func nearTitles(p *lint.Pass, titles []titled) {
	type named struct {
		title string
		doc   int32
	}
	var few [fewTitles]named
	list := few[:0]
	for _, t := range titles {
		list = append(list, named{p.In(p.Documents[t.doc].Title), t.doc})
	}
	slices.SortFunc(list, func(a, b named) int {
		if k := strings.Compare(a.title, b.title); k != 0 {
			return k
		}
		return cmp.Compare(a.doc, b.doc)
	})
	var ring foldRing
	for i := range list {
		for j := i + 1; j < len(list) && j <= i+neighbours; j++ {
			x, y := list[i].title, list[j].title
			if len(x) > len(y)+9 || len(y) > len(x)+9 || len(x) > 240 || x[:6] != y[:6] || farApart(x, y) {
				continue
			}
			a, b := ring.at(i, x), ring.at(j, y)
			if min(len(a), len(b)) < 10 || max(len(a), len(b)) > 80 {
				continue
			}
			if level := nearness(gapOf(a, b)); level != lint.Off && !otherNumbers(p, list[i].doc, list[j].doc) {
				x, y := min(list[i].doc, list[j].doc), max(list[i].doc, list[j].doc)
				p.Found(p.Documents[y].Span, lint.Say{
					ZH: "%s与前文%s只差几个字，若为同一文件请统一名称。",
					EN: "%s differs from %s above by a few characters; if they are one document please use one title."},
					p.In(p.Documents[y].Span), p.In(p.Documents[x].Span)).
					And(p.Documents[x].Span, lint.Say{ZH: "前文的名称。", EN: "The title above."}).As(level).Sure(80)
			}
		}
	}
}

// fillers are words that a title has or lacks without being another one.
var fillers = [...]string{"的", "和", "与", "及", "等", "了", "以及", "相关", "有关", "之"}

// nearness says how sure it is that titles with the difference g are one.
func nearness(g gap) lint.Severity {
	if len(g.a) > 3 || len(g.b) > 3 || g.rest < 2 {
		return lint.Off
	}
	a, b := string(g.a), string(g.b)
	filler := func(s string) bool { return s == "" || slices.Contains(fillers[:], s) }
	switch {
	case filler(a) && filler(b):
		return lint.Warning
	case a == "进一步" || b == "进一步":
		return lint.Hint // a second notice on one subject is often called so
	case twoEditions(g):
	case (a == "" || b == "") && g.at >= 4 && len(g.a)+len(g.b) <= 2:
		return lint.Hint
	}
	return lint.Off
}
