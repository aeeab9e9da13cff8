package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"zhenggai/intake"
	"zhenggai/report"
	"zhenggai/zh"
)

// A reader prints one reading for people.
type reader struct {
	*session
	*readCommand
	o *report.Outline
	t *ruler
	b *strings.Builder
}

// reading returns what c shows of a report: head, counts, repairs, tree, facts.
func (s *session) reading(c *readCommand, in input, f *intake.File, o *report.Outline) []byte {
	r := reader{s, c, o, newRuler(f.Text), new(strings.Builder)}
	form := f.Format
	if f.Encoding != "" {
		form += ", " + f.Encoding
	}
	fmt.Fprintf(r.b, "%s  %s\n", s.ink.paint(s.label(in), bold), s.ink.paint(form, dim))
	r.head()
	fmt.Fprintf(r.b, "\n%s\n", s.ink.paint(s.census(o), bold))
	r.repairs()
	r.tree()
	if c.Facts {
		r.facts()
	}
	r.b.WriteByte('\n')
	return []byte(r.b.String())
}

// A headLine is one statement of a report on itself.
type headLine struct {
	term  say
	words string
}

// headLines returns what o says of itself as a whole.
func headLines(o *report.Outline, lang string) (lines []headLine) {
	h, t := &o.Head, o.Text
	add := func(term say, words string) {
		if words != "" {
			lines = append(lines, headLine{term, inert(words)})
		}
	}
	day := func(d zh.Date) string {
		if d.IsZero() {
			return ""
		}
		return d.String()
	}
	add(say{"标题", "title"}, t.Slice(h.Title))
	add(say{"文种", "kind"}, kindNames[h.Kind].In(lang))
	add(say{"单位", "unit"}, t.Slice(h.Unit))
	add(say{"巡察组", "team"}, t.Slice(h.Team))
	if period := day(h.Period.From); period != "" {
		add(say{"巡察时间", "inspected"}, period+say{" 至 ", " to "}.In(lang)+day(h.Period.To))
	}
	add(say{"反馈日期", "feedback"}, day(h.Feedback))
	add(say{"落款日期", "signed on"}, day(h.Published))
	add(say{"落款", "signer"}, t.Slice(h.Signer))
	var stated []string
	for _, n := range h.Stated {
		stated = append(stated, fmt.Sprintf("%s %d", statedNames[n.What].In(lang), n.N))
	}
	add(say{"自报数字", "stated"}, strings.Join(stated, say{"、", ", "}.In(lang)))
	var contacts []string
	for i := range o.Contacts {
		if c := &o.Contacts[i]; c.Office && c.Kind <= report.Postcode {
			contacts = append(contacts, t.Slice(c.Value))
		}
	}
	add(say{"联系方式", "contacts"}, strings.Join(contacts, say{"、", ", "}.In(lang)))
	return lines
}

var kindNames = map[report.Kind]say{
	report.Rectification: {"整改报告", "rectification report"},
	report.Feedback:      {"反馈意见", "feedback"},
	report.Audit:         {"审计整改报告", "audit rectification report"},
	report.Round:         {"一轮巡察多个单位的整改情况", "disclosure of a whole round"},
	report.Ledger:        {"整改台账", "ledger"},
	report.Unknown:       {"未能判断", "not known"},
}

var statedNames = map[report.StatedKind]say{
	report.StatedAspects:     {"方面", "aspects"},
	report.StatedProblems:    {"问题", "problems"},
	report.StatedPoints:      {"具体问题", "points"},
	report.StatedMeasures:    {"措施", "measures"},
	report.StatedRegulations: {"制度", "regulations"},
	report.StatedDone:        {"已完成", "done"},
}

func (r *reader) head() {
	for _, l := range headLines(r.o, r.lang) {
		lead := "  " + r.ink.paint(pad(l.term.In(r.lang), 10), cyan)
		for _, w := range wrap(l.words, max(20, r.width-12)) {
			fmt.Fprintf(r.b, "%s%s\n", lead, w)
			lead = strings.Repeat(" ", 12)
		}
	}
}

// census counts the parts of o in one sentence.
func (s *session) census(o *report.Outline) string {
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
	add := func(count int, m say) {
		if count > 0 {
			parts = append(parts, s.count(count, m))
		}
	}
	add(n[report.Aspect], say{"%d 个方面", "%d aspect"})
	if inferred > 0 {
		parts = append(parts, s.say(say{"%d 个问题（另推定 %d 个）", "%d problems (and %d inferred)"}, n[report.Problem], inferred))
	} else {
		add(n[report.Problem], say{"%d 个问题", "%d problem"})
	}
	add(n[report.Point], say{"%d 个具体问题", "%d point"})
	add(n[report.Measure], say{"%d 条措施", "%d measure"})
	if len(parts) == 0 {
		return s.say(say{"没有读出问题和措施", "no problems or measures were found in this text"})
	}
	line := strings.Join(parts, s.say(say{"、", ", "}))
	if len(o.Repairs) > 0 {
		line += s.say(say{"；%d 处已修复", "; %d repaired"}, len(o.Repairs))
	}
	return line
}

// repairs lists what was repaired; line breaks taken out are only counted.
func (r *reader) repairs() {
	breaks := 0
	list := slices.Clone(r.o.Repairs)
	slices.SortStableFunc(list, func(a, b report.Repair) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	for i := range list {
		p := &list[i]
		if p.Kind == report.RepairBreak {
			breaks++
			continue
		}
		at := place(r.t, p.Span.Start, r.lang)
		fmt.Fprintf(r.b, "  %s %s\n", r.ink.paint(pad(at, 8), cyan), inert(r.o.RepairMessage(p, r.lang)))
	}
	if breaks > 0 {
		fmt.Fprintf(r.b, "  %s\n", r.say(say{"另有 %d 处句中断行，已相连", "and %d line breaks inside sentences, taken out"}, breaks))
	}
}

// shown reports whether the tree shows node i. A point that is not printed is
// left out: its measures count for what it belongs to.
func (r *reader) shown(i int32) bool {
	return r.All || inTree(r.o, i)
}

// inTree reports whether node i is a part of the report that has a name.
func inTree(o *report.Outline, i int32) bool {
	n := &o.Nodes[i]
	switch n.Role {
	case report.Section, report.Aspect, report.Problem:
		return true
	case report.Point:
		return n.Flags&report.Implicit == 0 || !n.Title.Empty()
	}
	return false
}

// measures counts the measures of node i that no part of the tree below it has.
func measures(o *report.Outline, i int32) (n int) {
	for k := range o.Children(i) {
		if o.Nodes[k].Role == report.Measure {
			n++
		} else if !inTree(o, k) {
			n += measures(o, k)
		}
	}
	return n
}

// tree writes the nodes, their numbers and titles.
func (r *reader) tree() {
	r.b.WriteByte('\n')
	for i := range r.o.Nodes {
		if r.o.Nodes[i].Parent == report.None && r.shown(int32(i)) {
			r.node(int32(i), "", "")
		}
	}
}

// node writes node i and what is below it. lead stands before its line, below
// before the lines of its children.
func (r *reader) node(i int32, lead, below string) {
	n := &r.o.Nodes[i]
	tail := ""
	var kids []int32
	for k := range r.o.Children(i) {
		if r.shown(k) {
			kids = append(kids, k)
		}
	}
	if count := measures(r.o, i); count > 0 && !r.All {
		tail = r.count(count, say{" %d 条措施", " %d measure"})
	}
	number, title := nodeName(r.o, i)
	if e := r.o.ExpectedOf(i); e != "" {
		tail = r.say(say{" 应为 %s", " should be %s"}, e) + tail
	}
	if n.Flags&report.Synthetic != 0 {
		tail = r.say(say{" 推定", " inferred"}) + tail
	}
	if number == "" && title == "" {
		title = r.say(say{"（未编号）", "(not numbered)"})
	}
	if number != "" {
		number += " "
	}
	room := r.width - widthOf(lead) - widthOf(number) - widthOf(tail)
	title = cut(title, max(10, room))
	style := map[report.Role]string{report.Section: bold, report.Aspect: bold + ";" + magenta, report.Problem: bold + ";" + blue, report.Point: cyan}[n.Role]
	if style == "" {
		style = dim
	}
	fmt.Fprintf(r.b, "%s%s%s%s\n", r.ink.paint(lead, dim), r.ink.paint(number, style), title, r.ink.paint(tail, dim))
	for x, k := range kids {
		if x == len(kids)-1 {
			r.node(k, below+"└─ ", below+"   ")
		} else {
			r.node(k, below+"├─ ", below+"│  ")
		}
	}
}

// nodeName returns the number of node i and its title, or the beginning of its
// text if it has none.
func nodeName(o *report.Outline, i int32) (number, title string) {
	n := &o.Nodes[i]
	number = inert(o.NumberOf(i))
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
	return number, strings.TrimSpace(inert(strings.ToValidUTF8(title, "")))
}
