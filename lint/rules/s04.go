package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
)

var s04 = &lint.Rule{
	ID: "S04", Name: "no-evidence",
	Title:    lint.Say{ZH: "整改情况没有可核对的事实", EN: "nothing that could be checked"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		if !judged(p.Outline) {
			return
		}
		var buf [64]int32
		bare := buf[:0]
		for i := range p.Nodes {
			if p.Nodes[i].Role == report.Point && evidenceOf(p, int32(i)).none() && judgedPoint(p, int32(i)) {
				bare = append(bare, int32(i))
			}
		}
		if len(bare) == 0 {
			return
		}
		points := 0
		for i := range p.Nodes {
			if judgedPoint(p, int32(i)) {
				points++
			}
		}
		if points < 10 || len(bare)*5 <= points {
			for _, i := range bare {
				p.Found(headOf(p, i), lint.Say{ZH: "该条整改情况没有文件、日期、数字或者人员可以核对，请补充。",
					EN: "This point has no document, date, figure or person that could be checked; please add them."}).As(lint.Hint)
			}
			return
		}
		f := p.Found(headOf(p, bare[0]), lint.Say{ZH: "%d条整改情况中有%d条没有文件、日期、数字或者人员可以核对，这是其中第一条，请补充。",
			EN: "Of %d points there are %d without any document, date, figure or person that could be checked; this is the first one. Please add them."}, points, len(bare))
		for _, i := range bare[1:] {
			f.Also(headOf(p, i))
		}
	},
}

// judgedPoint reports whether node i is a point whose measures can be judged.
func judgedPoint(p *lint.Pass, i int32) bool {
	return p.Head.Kind != report.Ledger && hasMeasures(p, i) && !figured(p.In(findingOf(p, i))) && !measureLike(p, i)
}

// figured reports whether s holds a digit or a title.
func figured(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 0xE4 && c <= 0xE9: // an ideograph
			i += 2
		case c >= '0' && c <= '9' || c == 0xE3 && strings.HasPrefix(s[i:], "《"):
			return true
		}
	}
	return false
}

// hasMeasures reports whether node i is a point with measures.
func hasMeasures(p *lint.Pass, i int32) bool {
	if p.Nodes[i].Role != report.Point {
		return false
	}
	for k := range p.Children(i) {
		if p.Nodes[k].Role == report.Measure {
			return true
		}
	}
	return false
}
