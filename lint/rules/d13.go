package rules

import (
	"strings"
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

var d13 = &lint.Rule{
	ID: "D13", Name: "same-event-two-dates",
	Title:    lint.Say{ZH: "同一会议或文件有两个日期", EN: "one meeting or document has two dates"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		var buf [64]dated
		seen := buf[:0]
		for i := range p.Dates {
			d := &p.Dates[i]
			if d.Grain != report.GrainDay || d.Range || d.Title || d.Bad || d.Damaged || d.Until || d.Since || d.From.Year == 0 {
				continue
			}
			e, ok := eventAfter(p, d)
			if !ok {
				continue
			}
			for _, o := range seen {
				if o.key == e.key && o.date.From != d.From {
					twoDates(p, &o, &e)
					break
				}
			}
			if len(seen) < cap(seen) { // more events than that are not compared
				seen = append(seen, e)
			}
		}
	},
}

// A dated is an event with its day.
type dated struct {
	key  uint64
	span source.Span
	date *report.Date
	refs bool // the event is referred to: 9月16日召开的…
}

// eventVerbs stand between a day and what happened on it.
var eventVerbs = [...]string{"组织召开了", "组织召开", "召开了", "召开的", "召开", "举办了", "举办的", "举办", "举行了", "举行的", "举行"}

// issueVerbs stand between a day and a document.
var issueVerbs = [...]string{"印发了", "印发的", "印发", "出台了", "出台的", "出台", "制定了", "制定", "下发了", "下发的", "下发", "发布了", "发布"}

// eventAfter reads the event that follows date d: a meeting with a name of its own,
// or a document that was issued.
func eventAfter(p *lint.Pass, d *report.Date) (e dated, ok bool) {
	rest := p.Body[d.End:min(len(p.Body), int(d.End)+150)]
	for _, v := range issueVerbs {
		if after, found := strings.CutPrefix(rest, v); found && strings.HasPrefix(after, "《") {
			k := strings.Index(after, "》")
			if k < 0 || strings.Count(after[:k], "《") > 1 || utf8.RuneCountInString(after[:k]) < 7 {
				return e, false
			}
			from := d.End + int32(len(v))
			e.span = source.Span{Start: from, End: from + int32(k+len("》"))}
			e.key, e.date = zh.Key(after[:k]), d
			return e, true
		}
	}
	for _, v := range eventVerbs {
		after, found := strings.CutPrefix(rest, v)
		if !found {
			continue
		}
		k := nameEnd(after)
		if k == 0 || utf8.RuneCountInString(after[:k]) < 7 || everyday(after[:k]) {
			return e, false
		}
		from := d.End + int32(len(v))
		e.span, e.key, e.date = source.Span{Start: from, End: from + int32(k)}, zh.Key(after[:k]), d
		e.refs = strings.HasSuffix(v, "的")
		return e, true
	}
	return e, false
}

// nameEnd returns the length of the name of a meeting at the start of s, 0 if
// there is none.
func nameEnd(s string) int {
	end := len(s)
	if k := indexMark(s, "。；;，,、：:\n《（("); k >= 0 {
		end = k
	}
	best := 0
	for _, w := range [...]string{"推进会", "动员会", "座谈会", "部署会", "大会", "培训班", "现场会", "启动仪式", "发布会", "对接会", "研讨会", "宣讲会", "工作会", "会议"} {
		if k := strings.Index(s[:end], w); k >= 0 && (best == 0 || k+len(w) < best) {
			best = k + len(w)
		}
	}
	return best
}

// everyday reports whether a meeting of this name is held again and again, so
// that two days are no wonder.
func everyday(name string) bool {
	return zh.HasAny(name, "党组会", "党委会", "支委会", "办公会", "例会", "调度", "理论学习", "中心组", "民主生活会", "组织生活会", "专题会", "整改工作推进会", "整改推进会", "次", "期", "月", "季", "支部", "职工大会", "干部会", "工作会议", "协调会", "联席会")
}

// twoDates reports event e, which has another day than o. Two days close together
// are a slip; others may be two meetings.
func twoDates(p *lint.Pass, o, e *dated) {
	f := p.Found(e.date.Span, lint.Say{ZH: "“%s”的日期，此处为%s，另一处为%s，请核对。", EN: "%q is dated %s here and %s elsewhere; please check."},
		clip(p.In(e.span), 24), e.date.From.String(), o.date.From.String()).
		And(o.date.Span, lint.Say{ZH: "另一处的日期。", EN: "The other date."}).Sure(90)
	apart := e.date.From.Days() - o.date.From.Days()
	if !e.refs && !o.refs && !strings.HasPrefix(p.In(e.span), "《") || apart > 7 || apart < -7 {
		f.As(lint.Hint).Sure(60)
	}
}
