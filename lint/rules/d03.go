package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var d03 = &lint.Rule{
	ID: "D03", Name: "open-commitment",
	Title:    lint.Say{ZH: "措施只有计划完成日期", EN: "a measure has only a planned date"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		if p.Head.Kind == report.Feedback || strings.Contains(p.In(p.Head.Title), "方案") {
			return
		}
		at := 0
		for i := range p.Commitments {
			c := &p.Commitments[i]
			for at < len(p.Dates) && p.Dates[at].End <= c.Start {
				at++
			}
			if c.Next || p.Up(c.Node, report.Measure) == report.None || deadlineLabel(p, c.Node) {
				continue
			}
			if k := plannedDay(p, c, at); k >= 0 && !recurs(flat(p.In(c.Span))) && !(openByTitle(p, c.Node) && !p.Dates[k].To.Before(p.Head.Published)) {
				openCommitment(p, c, &p.Dates[k])
			}
		}
	},
}

// plannedDay returns the date by which commitment c is to be kept, looked for
// from dates[at] on; -1 if none is given. A mere year is no deadline.
func plannedDay(p *lint.Pass, c *report.Commitment, at int) int {
	for k := at; k < len(p.Dates) && p.Dates[k].Start < c.End; k++ {
		d := &p.Dates[k]
		if d.Title || d.Since || d.Bad || d.Damaged || d.Range || d.From.IsZero() || d.Rel == report.RelNow || d.Rel == report.RelLastYear {
			continue
		}
		if d.Until || d.Grain != report.GrainYear && !d.To.Before(p.Head.Published) {
			return k
		}
	}
	return -1
}

// recurs reports whether words promise something that comes again each year.
func recurs(words string) bool {
	return zh.HasAny(words, "每年", "每月", "每季", "每半年", "今后", "长期", "定期", "逐年")
}

// openCommitment reports c with its planned date d.
func openCommitment(p *lint.Pass, c *report.Commitment, d *report.Date) {
	say := lint.Say{ZH: "此项只写了计划日期“%s”，请说明目前的进展和预计完成情况。", EN: "Only a planned date, %q, is given here; please say how far it is."}
	end := p.Head.Published
	if !end.IsZero() && d.To.Before(end) {
		say = lint.Say{ZH: "计划日期“%s”在落款之前已到，请说明是否完成。", EN: "The planned date %q was before the sign-off; please say whether it was kept."}
	} else if end.IsZero() && !p.Today.IsZero() && d.To.Before(p.Today) {
		say = lint.Say{ZH: "计划日期“%s”已过，请说明是否完成。", EN: "The planned date %q has passed; please say whether it was kept."}
	}
	p.Found(c.Span, say, flat(p.In(d.Span))).Sure(90)
}
