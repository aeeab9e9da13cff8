package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
)

var n07 = &lint.Rule{
	ID: "N07", Name: "mixed-opening",
	Title:    lint.Say{ZH: "标题开头不一致", EN: "titles begin differently"},
	Severity: lint.Hint,
	Check: func(p *lint.Pass) {
		if isSheet(p) {
			return
		}
		openings(p, report.Problem)
		openings(p, report.Point)
	},
}

// titleOpenings are the words with which the titles of findings begin. Only where
// nearly all begin with one of them is another opening worth a word.
var titleOpenings = [...]string{"关于", "对于", "针对", "聚焦", "存在"}

// openings reports the titles of role r that begin otherwise than nearly all.
func openings(p *lint.Pass, r report.Role) {
	var count, first [len(titleOpenings)]int32
	all, most := int32(0), 0
	for i := range p.Nodes {
		n := &p.Nodes[i]
		if n.Role != r || n.Title.Empty() || n.Number.Empty() {
			continue
		}
		all++
		if k := openingOf(p.In(n.Title)); k >= 0 {
			if count[k]++; count[k] == 1 {
				first[k] = int32(i)
			}
			if count[k] > count[most] {
				most = k
			}
		}
	}
	if all < 5 || count[most] == all || count[most]*5 < all*4 {
		return
	}
	for i := range p.Nodes {
		n := &p.Nodes[i]
		if n.Role != r || n.Title.Empty() || n.Number.Empty() {
			continue
		}
		title := p.In(n.Title)
		if openingOf(title) == most || strings.HasPrefix(title, "“") || strings.HasPrefix(title, "《") {
			continue
		}
		p.Found(firstRunes(n.Title, p.Body, 2), lint.Say{ZH: "标题“%s”开头与其他标题不同，其他多以“%s”开头，请统一。", EN: "The title %q begins otherwise than the others, which begin with %q; please use one form."},
			clip(title, 16), titleOpenings[most]).
			And(firstRunes(p.Nodes[first[most]].Title, p.Body, 2), lint.Say{ZH: "其他标题的写法。", EN: "How the others begin."})
	}
}

func openingOf(title string) int {
	for k, w := range titleOpenings {
		if strings.HasPrefix(title, w) {
			return k
		}
	}
	return -1
}
