package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"zhenggai/intake"
	"zhenggai/report"
	"zhenggai/report/show"
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
	fmt.Fprintf(r.b, "\n%s\n", s.ink.paint(show.Census(o, s.lang), bold))
	r.repairs()
	r.tree()
	if c.Facts {
		r.facts()
	}
	r.b.WriteByte('\n')
	return []byte(r.b.String())
}

func (r *reader) head() {
	for _, l := range show.HeadLines(r.o, r.lang) {
		lead := "  " + r.ink.paint(pad(l.Term.In(r.lang), 10), cyan)
		for _, w := range wrap(l.Words, max(20, r.width-12)) {
			fmt.Fprintf(r.b, "%s%s\n", lead, w)
			lead = strings.Repeat(" ", 12)
		}
	}
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
	return r.All || show.InTree(r.o, i)
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
	if count := show.Measures(r.o, i); count > 0 && !r.All {
		tail = r.count(count, say{" %d 条措施", " %d measure"})
	}
	number, title := show.NodeName(r.o, i)
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
