package rules

import (
	"sort"
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

var p07 = &lint.Rule{
	ID: "P07", Name: "mask-mismatch",
	Title:    lint.Say{ZH: "同一人有的地方隐去姓名，有的地方没有", EN: "a name masked in one place and not in another"},
	Severity: lint.Warning,
	Words:    maskedNames(),
	Check: func(p *lint.Pass) {
		said := source.Span{}
		for _, h := range p.Hits() {
			if full, ok := unmasked(p, h.Span); ok && full != said {
				said = full
				p.Found(full, lint.Say{ZH: "“%s”在前后文写作“%s”，隐去姓名的做法不一致，请统一。", EN: "%q is masked as %q nearby; please mask the name everywhere or nowhere."}, p.In(full), p.In(h.Span)).
					And(h.Span, lint.Say{ZH: "隐去姓名之处", EN: "where the name is masked"}).Sure(88)
			}
		}
	},
}

// maskedNames are the common family names with 某.
func maskedNames() (words []lint.Word) {
	for _, r := range families {
		words = append(words, lint.Word{Find: string(r) + "某"})
	}
	return words
}

// unmasked returns the full name of the person masked at m: the one that 即 or
// brackets put beside it, or one with the same family name and the same title in
// the same point.
func unmasked(p *lint.Pass, m source.Span) (source.Span, bool) {
	family := p.Body[m.Start : m.Start+3]
	rest := behind(p.Body, m.End, 60)
	rest = strings.TrimPrefix(rest, "某")
	for _, w := range [...]string{"即", "（即", "(即", "，即", "系", "就是"} {
		if !strings.HasPrefix(rest, w) {
			continue
		}
		tail := rest[len(w):]
		if k := indexMark(tail, "，。；,;"); k >= 0 {
			tail = tail[:k]
		}
		at := strings.LastIndex(tail, family)
		if at < 0 || len(tail)-at < 6 || len(tail)-at > 9 || strings.Contains(tail[at:], "某") {
			continue
		}
		start := m.End + int32(strings.Index(p.Body[m.End:], tail)) + int32(at)
		return source.Span{Start: start, End: start + int32(len(tail)-at)}, true
	}
	point := p.Up(p.Holder(m.Start), report.Point)
	if point == report.None || loose(p.Outline, point) {
		return source.Span{}, false
	}
	from := sort.Search(len(p.Persons), func(i int) bool { return p.Persons[i].Start >= max(p.Nodes[point].Span.Start, m.Start-600) })
	for i := from; i < min(len(p.Persons), from+20); i++ { // a point names few persons
		d := &p.Persons[i]
		title := p.In(d.Title)
		if title != "" && strings.HasSuffix(p.Body[:m.Start], title) && p.Nodes[point].Span.Contains(d.Span) && strings.HasPrefix(p.In(d.Name), family) && fullName(p.In(d.Name)) &&
			former(p.Body, d.Title.Start) == former(p.Body, m.Start-int32(len(title))) {
			return d.Name, true
		}
	}
	return source.Span{}, false
}

// former reports whether the office named at off is one that was held before.
func former(body string, off int32) bool { return strings.Contains(before(body, off, 36), "原") }
