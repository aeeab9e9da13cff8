package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

var s08 = &lint.Rule{
	ID: "S08", Name: "restated-problem",
	Title:    lint.Say{ZH: "措施与问题的表述相近", EN: "a measure says much the same as the finding"},
	Severity: lint.Hint,
	Check: func(p *lint.Pass) {
		if !judged(p.Outline) {
			return
		}
		parent, at := report.None, source.Span{}
		for i := range p.Nodes {
			n := &p.Nodes[i]
			if n.Role != report.Measure || n.Body.Len() < 24 || n.Body.Len() > 240 || n.Parent == report.None {
				continue
			}
			if n.Parent != parent {
				parent, at = n.Parent, findingOf(p, n.Parent)
			}
			if at.Len() > 300 {
				continue
			}
			if at.Len() < 24 || factIn(p, i) {
				continue
			}
			title, words := flat(p.In(at)), flat(p.In(n.Body))
			// The measure may be little longer than the title: else it says more.
			if len(words) > len(title)+24 || !mirrors(title, words) || acts.in(words)&(actDone|actHard|actBuild) != 0 {
				continue
			}
			p.Found(n.Body, lint.Say{ZH: "该措施与问题的表述相近，请写明具体做法。", EN: "This measure says much the same as the finding; please write what was done."}).
				And(at, lint.Say{ZH: "反馈的问题", EN: "the finding"}).Sure(85)
		}
	},
}

var (
	// turnsRound takes the frame and the negations out of a title.
	turnsRound   = strings.NewReplacer("对于", "", "关于", "", "针对", "", "的问题", "", "问题", "", "不", "", "未", "", "没有", "", "缺乏", "", "，", "", ",", "", "、", "", "“", "", "”", "")
	unpunctuated = strings.NewReplacer("，", "", ",", "", "、", "", "“", "", "”", "")
)

// mirrors reports whether six tenths of the title's pairs of characters stand in
// words, its negations and its frame left out.
func mirrors(title, words string) bool {
	title, words = turnsRound.Replace(title), unpunctuated.Replace(words)
	same, all, most := 0, 0, len(title)/3-1 // pairs
	for i := 0; i+6 <= len(title); i += 3 {
		if title[i]&0xF0 != 0xE0 || title[i+3]&0xF0 != 0xE0 {
			return false // letters and digits say something of their own
		}
		all++
		if strings.Contains(words, title[i:i+6]) {
			same++
		} else if (all-same)*10 > most*4 {
			return false // too few are left
		}
	}
	return all >= 6 && same*10 >= all*6
}

// factIn reports whether measure i holds a number, a date or a document.
func factIn(p *lint.Pass, i int) bool {
	span := p.Nodes[i].Body
	for k := span.Start; k < span.End; k++ {
		if c := p.Body[k]; c >= '0' && c <= '9' {
			return true
		}
	}
	return strings.Contains(p.In(span), "《")
}
