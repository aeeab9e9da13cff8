package rules

import (
	"strings"
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

var n11 = &lint.Rule{
	ID: "N11", Name: "empty-node",
	Title:    lint.Say{ZH: "问题之下没有整改措施", EN: "a point has no measure"},
	Severity: lint.Error,
	Check: func(p *lint.Pass) {
		if isSheet(p) || p.Head.Kind == report.Feedback || p.Head.Kind == report.Unknown {
			return
		}
		filled, empty := 0, 0
		for i := range p.Nodes {
			switch answered(p, int32(i)) {
			case findingFilled:
				filled++
			case findingEmpty:
				empty++
			}
		}
		if empty == 0 || empty*5 > filled { // findings listed apart from what was done
			return
		}
		for i := range p.Nodes {
			if answered(p, int32(i)) == findingEmpty {
				emptyFinding(p, int32(i))
			}
		}
	},
}

// What stands below a finding.
const (
	noFinding = iota
	findingFilled
	findingEmpty
)

// answered says whether anything stands behind the title of finding i.
func answered(p *lint.Pass, i int32) int {
	n := &p.Nodes[i]
	if n.Number.Empty() || n.Title.Empty() || n.Flags&report.FromTable != 0 {
		return noFinding
	}
	switch n.Role {
	case report.Point:
	case report.Problem:
		if n.First != report.None && p.Nodes[n.First].Flags&report.Implicit == 0 {
			return noFinding // it has points of its own
		}
	default:
		return noFinding
	}
	if rest := p.Body[n.Title.End:n.Span.End]; len(rest) < 18 || len(strings.TrimFunc(rest, betweenParts)) < 18 {
		return findingEmpty
	}
	return findingFilled
}

// betweenParts reports whether r is a blank or a mark that parts a title from what
// follows.
func betweenParts(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\u3000', '。', '；', ';', '：', ':', '，', ',', '.':
		return true
	}
	return false
}

// doneWords in a title say that the title tells what was done: the measure is not
// missing, it was read as title.
var doneWords = [...]string{"已", "了", "印发", "制定", "组织", "开展", "完成", "建立", "修订", "召开", "整改", "清退", "退回", "《", "加强", "通过", "加大", "进一步", "完善", "规范了", "强化", "严格执行", "不再", "核查"}

// emptyFinding reports the finding i, which has nothing behind its title.
func emptyFinding(p *lint.Pass, i int32) {
	n := &p.Nodes[i]
	title := flat(p.In(n.Title))
	done := false
	for _, w := range doneWords {
		done = done || strings.Contains(title, w)
	}
	if done || utf8.RuneCountInString(title) > 60 {
		return
	}
	at := source.Span{Start: n.Number.Start, End: n.Title.End}
	f := p.Found(at, lint.Say{ZH: "“%s”之下未见整改措施，请补充或说明。", EN: "Nothing is said of what was done about %q; please add it or explain."}, clip(p.In(n.Number)+title, 24)).Sure(95)
	switch {
	case emptyBeside(p, i), tableBehind(p, i):
		f.As(lint.Hint).Sure(50) // answered together, or in a table
	case strings.ContainsAny(title, "，,") || utf8.RuneCountInString(title) > 30:
		f.As(lint.Warning).Sure(80)
	}
}

// emptyBeside reports whether a neighbour of finding i is empty too.
func emptyBeside(p *lint.Pass, i int32) bool {
	if k := p.Nodes[i].Next; k != report.None && answered(p, k) == findingEmpty {
		return true
	}
	for k := i - 1; k >= 0 && k > i-64; k-- {
		if p.Nodes[k].Parent == p.Nodes[i].Parent {
			return answered(p, k) == findingEmpty
		}
	}
	return false
}

// tableBehind reports whether a table follows finding i.
func tableBehind(p *lint.Pass, i int32) bool {
	for k := i + 1; int(k) < len(p.Nodes) && k < i+4; k++ {
		if p.Nodes[k].Role == report.Table || p.Nodes[k].Flags&report.FromTable != 0 {
			return true
		}
	}
	return false
}
