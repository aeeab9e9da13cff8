// Package show is how a reading is shown to people, whatever shows it: in what words its
// head, counts, facts and parts are told, and which stretches of its text look alike.
package show

import (
	"fmt"
	"strings"

	"zhenggai/fault"
	"zhenggai/report"
	"zhenggai/zh"
)

func say(zh, en string) fault.Msg { return fault.Msg{ZH: zh, EN: en} }

// Inert returns s without anything that a terminal would obey: text of a report
// or a file name must not move the cursor, change colours or turn the writing
// direction. Line ends become spaces.
func Inert(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == 0x2028 || r == 0x2029:
			return ' '
		case r < 0x20 || r >= 0x7F && r < 0xA0,
			r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0xFFFD:
			return '·'
		}
		return r
	}, s)
}

// Cut shortens s to n columns; what is cut off is shown as ….
func Cut(s string, n int) string {
	if zh.StringWidth(s, false) <= n {
		return s
	}
	used := 1
	for i, r := range s {
		w := zh.Width(r, false)
		if used+w > n {
			return s[:i] + "…"
		}
		used += w
	}
	return s
}

// A HeadLine is one statement of a report on itself.
type HeadLine struct {
	Term  fault.Msg
	Words string
}

// HeadLines returns what o says of itself as a whole.
func HeadLines(o *report.Outline, lang string) (lines []HeadLine) {
	h, t := &o.Head, o.Text
	add := func(term fault.Msg, words string) {
		if words != "" {
			lines = append(lines, HeadLine{term, Inert(words)})
		}
	}
	day := func(d zh.Date) string {
		if d.IsZero() {
			return ""
		}
		return d.String()
	}
	add(TitleTerm, t.Slice(h.Title))
	add(say("文种", "kind"), kindNames[h.Kind].In(lang))
	add(say("单位", "unit"), t.Slice(h.Unit))
	add(say("巡察组", "team"), t.Slice(h.Team))
	if period := day(h.Period.From); period != "" {
		add(say("巡察时间", "inspected"), period+say(" 至 ", " to ").In(lang)+day(h.Period.To))
	}
	add(say("反馈日期", "feedback"), day(h.Feedback))
	add(say("落款日期", "signed on"), day(h.Published))
	add(say("落款", "signer"), t.Slice(h.Signer))
	var stated []string
	for _, n := range h.Stated {
		stated = append(stated, fmt.Sprintf("%s %d", statedNames[n.What].In(lang), n.N))
	}
	add(say("自报数字", "stated"), strings.Join(stated, say("、", ", ").In(lang)))
	var contacts []string
	for i := range o.Contacts {
		if c := &o.Contacts[i]; c.Office && c.Kind <= report.Postcode {
			contacts = append(contacts, t.Slice(c.Value))
		}
	}
	add(say("联系方式", "contacts"), strings.Join(contacts, say("、", ", ").In(lang)))
	return lines
}

var kindNames = map[report.Kind]fault.Msg{
	report.Rectification: say("整改报告", "rectification report"),
	report.Feedback:      say("反馈意见", "feedback"),
	report.Audit:         say("审计整改报告", "audit rectification report"),
	report.Round:         say("一轮巡察多个单位的整改情况", "disclosure of a whole round"),
	report.Ledger:        say("整改台账", "ledger"),
	report.Unknown:       say("未能判断", "not known"),
}

var statedNames = map[report.StatedKind]fault.Msg{
	report.StatedAspects:     say("方面", "aspects"),
	report.StatedProblems:    say("问题", "problems"),
	report.StatedPoints:      say("具体问题", "points"),
	report.StatedMeasures:    say("措施", "measures"),
	report.StatedRegulations: say("制度", "regulations"),
	report.StatedDone:        say("已完成", "done"),
}

// TitleTerm is the term of the title among the lines of a head.
var TitleTerm = say("标题", "title")

// Count tells n things; m has the verb for the number, and the English of one.
func Count(n int, m fault.Msg, lang string) string {
	if lang == "en" && n != 1 {
		m.EN += "s"
	}
	return fmt.Sprintf(m.In(lang), n)
}

// Census counts the parts of o in one sentence, and what was repaired.
func Census(o *report.Outline, lang string) string {
	var n [report.Chrome + 1]int
	inferred := 0
	for i := range o.Nodes {
		if o.Nodes[i].Flags&report.Synthetic != 0 && o.Nodes[i].Role == report.Problem {
			inferred++
			continue
		}
		n[o.Nodes[i].Role]++
	}
	var parts []string
	add := func(n int, m fault.Msg) {
		if n > 0 {
			parts = append(parts, Count(n, m, lang))
		}
	}
	add(n[report.Aspect], say("%d 个方面", "%d aspect"))
	if inferred > 0 {
		parts = append(parts, fmt.Sprintf(say("%d 个问题（另推定 %d 个）", "%d problems (and %d inferred)").In(lang), n[report.Problem], inferred))
	} else {
		add(n[report.Problem], say("%d 个问题", "%d problem"))
	}
	add(n[report.Point], say("%d 个具体问题", "%d point"))
	add(n[report.Measure], say("%d 条措施", "%d measure"))
	if len(parts) == 0 {
		return say("没有读出问题和措施", "no problems or measures were found in this text").In(lang)
	}
	line := strings.Join(parts, say("、", ", ").In(lang))
	if len(o.Repairs) > 0 {
		line += fmt.Sprintf(say("；%d 处已修复", "; %d repaired").In(lang), len(o.Repairs))
	}
	return line
}

// InTree reports whether node i is a part of the report that has a name.
func InTree(o *report.Outline, i int32) bool {
	n := &o.Nodes[i]
	switch n.Role {
	case report.Section, report.Aspect, report.Problem:
		return true
	case report.Point:
		return n.Flags&report.Implicit == 0 || !n.Title.Empty()
	}
	return false
}

// Measures counts the measures of node i that no part of the tree below it has.
func Measures(o *report.Outline, i int32) (n int) {
	for k := range o.Children(i) {
		if o.Nodes[k].Role == report.Measure {
			n++
		} else if !InTree(o, k) {
			n += Measures(o, k)
		}
	}
	return n
}

// NodeName returns the number of node i and its title, or the beginning of its
// text if it has none.
func NodeName(o *report.Outline, i int32) (number, title string) {
	n := &o.Nodes[i]
	number = Inert(o.NumberOf(i))
	words := n.Title
	if words.Empty() {
		words = n.Body
		if n.First != report.None && o.Nodes[n.First].Span.Start >= words.Start {
			words.End = min(words.End, o.Nodes[n.First].Span.Start)
		}
		words.End = min(words.End, words.Start+600)
	}
	title = o.Text.Slice(words)
	title, _, _ = strings.Cut(strings.TrimSpace(title), "\n")
	return number, strings.TrimSpace(Inert(strings.ToValidUTF8(title, "")))
}
