package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

var d12 = &lint.Rule{
	ID: "D12", Name: "meeting-number",
	Title:    lint.Say{ZH: "会议次序与日期不符", EN: "the number of a meeting does not fit its date"},
	Severity: lint.Hint,
	Check: func(p *lint.Pass) {
		var buf [16]meeting
		seen := buf[:0]
		at := 0
		for i := range p.Quantities {
			q := &p.Quantities[i]
			if !q.Ordinal || q.ClassID != report.ClassTimes {
				continue
			}
			for at < len(p.Dates) && p.Dates[at].End <= q.Start {
				at++
			}
			m, ok := meetingAt(p, q, at-1)
			if !ok {
				continue
			}
			for _, o := range seen {
				if o.name == m.name && o.date.From.Year == m.date.From.Year && (o.q.N < m.q.N && o.date.From.After(m.date.To) || m.q.N < o.q.N && m.date.From.After(o.date.To)) {
					p.Found(m.span, lint.Say{ZH: "“%s”的日期是%s，与“%s”的先后次序不符，请核对。", EN: "%q is dated %s, which does not fit the order of %q; please check."},
						flat(p.In(m.span)), m.date.From.String(), flat(p.In(o.span))).
						And(o.date.Span, lint.Say{ZH: "“%s”的日期。", EN: "The date of %q."}, flat(p.In(o.span))).Sure(75)
					break
				}
			}
			if len(seen) < cap(seen) { // more meetings than that are not compared
				seen = append(seen, m)
			}
		}
	},
}

// A meeting is a numbered meeting with its date: 8月5日召开第9次局党组会.
type meeting struct {
	name string
	span source.Span
	q    *report.Quantity
	date *report.Date
}

// meetingAt reads the numbered meeting that q opens; its date is dates[d], which
// must stand shortly before it in the clause.
func meetingAt(p *lint.Pass, q *report.Quantity, d int) (m meeting, ok bool) {
	if d < 0 {
		return m, false
	}
	m.q, m.date = q, &p.Dates[d]
	if m.date.Grain != report.GrainDay || m.date.Range || m.date.Title || m.date.Bad || m.date.From.Year == 0 || q.Start-m.date.End > 36 ||
		zh.HasAny(p.Body[m.date.End:q.Start], "。", "；", ";", "\n", "，", ",", "的", "落实", "按照") {
		return m, false
	}
	from := max(q.End, q.Class.End)
	rest := p.Body[from:min(len(p.Body), int(from)+48)]
	k := strings.Index(rest, "会")
	if k < 0 || strings.ContainsAny(rest[:k], "。；;，,、\n") {
		return m, false
	}
	m.name = rest[:k]
	start := q.Start
	if strings.HasSuffix(p.Body[:start], "第") {
		start -= int32(len("第"))
	}
	m.span = source.Span{Start: start, End: from + int32(k+len("会"))}
	return m, m.name != ""
}
