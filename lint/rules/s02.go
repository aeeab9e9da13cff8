package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var s02 = &lint.Rule{
	ID: "S02", Name: "soft-only",
	Title:    lint.Say{ZH: "整改只有学习、开会、谈话、表态", EN: "nothing but study, meetings, talks and pledges"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		if !judged(p.Outline) {
			return
		}
		for i := range p.Nodes {
			if p.Nodes[i].Role != report.Point || p.Nodes[i].First == report.None || measureLike(p, int32(i)) {
				continue
			}
			if e := evidenceOf(p, int32(i)); e.issued > 0 || e.hard > 0 {
				continue
			}
			a, n, known := measureActs(p, int32(i))
			if n == 0 || !known || a&(actHard|actBuild) != 0 || a&(actStudy|actMeet|actTalk) == 0 || studied(p, int32(i)) {
				continue
			}
			f := p.Found(headOf(p, int32(i)), lint.Say{ZH: "该条的措施只有学习、开会、谈话或者表态，没有看到清退、查处、改动或者建章立制，请说明实际改变了什么。",
				EN: "The measures are nothing but study, meetings, talks or pledges; please say what was changed, returned, dealt with or laid down."}).
				And(measuresSpan(p, int32(i)), lint.Say{ZH: "该条的措施", EN: "the measures"}).Sure(90)
			if zh.HasAny(flat(p.In(findingOf(p, int32(i)))), "认识不", "理解不", "认识有") {
				f.As(lint.Hint) // study is a fair answer to not having understood
			}
		}
	},
}

// studied reports whether the finding is itself that too little was studied or
// met: then to study and to meet is to put it right.
func studied(p *lint.Pass, i int32) bool {
	return lessonWords.in(flat(p.In(findingOf(p, i))))
}

var lessonWords = newNeedles("学习", "培训", "教育", "传达", "谈心", "谈话", "会议", "党课", "研究", "宣传", "组织生活")
