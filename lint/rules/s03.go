package rules

import (
	"zhenggai/lint"
	"zhenggai/report"
)

var s03 = &lint.Rule{
	ID: "S03", Name: "pledge-only",
	Title:    lint.Say{ZH: "只有要求和表态，没有已完成的动作", EN: "pledges only, nothing that was done"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		if !judged(p.Outline) {
			return
		}
		for i := range p.Nodes {
			if p.Nodes[i].Role != report.Point || p.Nodes[i].First == report.None || measureLike(p, int32(i)) {
				continue
			}
			if e := evidenceOf(p, int32(i)); e.counts+e.dates+e.persons+e.issued > 0 {
				continue
			}
			a, n, known := measureActs(p, int32(i))
			// What is to be kept up for ever is S10's.
			if n == 0 || !known || a&actPledge == 0 || a&(actHard|actBuild|actStudy|actMeet|actTalk|actDone|actLong) != 0 || !pledged(p, int32(i)) {
				continue
			}
			p.Found(headOf(p, int32(i)), lint.Say{ZH: "该条的措施都是要求和表态，没有写出已经完成的动作，请说明做了什么、什么时候做的。",
				EN: "The measures are demands and pledges without anything that was done; please say what was done and when."}).
				And(measuresSpan(p, int32(i)), lint.Say{ZH: "该条的措施", EN: "the measures"}).Sure(90)
		}
	},
}

// pledged reports whether each measure of point i begins with words of pledging.
func pledged(p *lint.Pass, i int32) bool {
	for k := range p.Children(i) {
		d := &p.Nodes[k]
		if d.Role != report.Measure {
			continue
		}
		if words := flat(p.In(d.Body)); len(words) < 6 || acts.at(words)&actPledge == 0 {
			return false
		}
	}
	return true
}
