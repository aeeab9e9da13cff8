package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"zhenggai/fault"
	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/report/show"
	"zhenggai/source"
)

// A deskLine is a line of the text with what the checker says of it.
type deskLine struct {
	No    int
	Class string
	Segs  []show.Stretch
	Notes []*lint.Finding
}

// lines returns the lines that are shown. The sweep goes over the others as well: what
// began before the first line may go on in it.
func (s *deskView) lines() []deskLine {
	t, p := s.file.Text, s.page()
	sweep := show.NewSweep(t.Valid(), slices.Concat(show.NodeLayers(s.o), s.factLayers(), s.findingLayers()))
	roles := show.LineRoles(s.o)
	notes := map[int][]*lint.Finding{}
	for i := range s.found {
		n := t.LineAt(s.found[i].Span.Start)
		notes[n] = append(notes[n], &s.found[i])
	}
	list := make([]deskLine, 0, p.to-p.from+1)
	for n := 1; n <= p.to; n++ {
		at, next := t.Line(n), int32(t.Len())+1
		if n < t.Lines() {
			next = t.Line(n + 1).Start
		}
		segs := sweep.Line(at, next)
		if n < p.from {
			continue
		}
		l := deskLine{No: n, Class: roles[at.Start], Segs: segs, Notes: notes[n]}
		if n == s.line {
			l.Class = show.Join(" ", l.Class, "z-here")
		}
		list = append(list, l)
	}
	return list
}

// fields are those of the panel that show what is wrong with them.
func (s *deskView) fields() (all []string) {
	if s.line > 0 {
		all = append(all, "words")
	}
	if s.node() != report.None {
		all = append(all, "number")
	}
	if f := s.looked(); f != nil && f.Kind == "date" {
		all = append(all, "year")
	}
	return all
}

// days returns the first and the last day of a date that was read, the last "" where it
// is one day: its form shows them at first.
func days(f *report.FactView) (from, to string) {
	value, ok := f.Value.(map[string]any)
	if !ok {
		return "", ""
	}
	from, to = day(value["from"]), day(value["to"])
	if to == from {
		to = ""
	}
	return from, to
}

func day(value any) string {
	s, _ := value.(string)
	if p, ok := value.(*string); ok && p != nil {
		s = *p
	}
	if len(s) != len("2006-01-02") {
		return ""
	}
	return s
}

// factLayers returns the layers of facts, each leading to what is said of it.
func (s *deskView) factLayers() (list []show.Layer) {
	for i := range s.facts {
		f := &s.facts[i]
		switch f.Kind {
		case "document", "docnumber", "date", "money", "org", "person", "contact", "count", "percent":
			line := strconv.Itoa(s.file.Text.LineAt(f.Span[0]))
			class := "k-" + f.Kind
			if factKey(f) == s.fact {
				class += " z-looked"
			}
			list = append(list, show.Layer{Span: source.Span{Start: f.Span[0], End: f.Span[1]}, Class: class,
				Href: readingPath(s.Reading) + "?line=" + line + "&fact=" + factKey(f) + "#l" + line,
				Tip:  show.Join(" · ", factTitle(f.Kind, s.lang), show.FactValue(f.Value, s.lang))})
		}
	}
	return list
}

// findingLayers returns the layers of the words that the checker speaks of.
func (s *deskView) findingLayers() (list []show.Layer) {
	for i := range s.found {
		f := &s.found[i]
		for _, span := range append([]source.Span{f.Span}, f.More...) {
			list = append(list, show.Layer{Span: span, Class: "m-" + f.Severity.String(), Level: -1, Tip: f.Rule.ID + " " + f.Rule.Title.In(s.lang)})
		}
	}
	return list
}

func factTitle(kind, lang string) string {
	for _, k := range show.FactKinds {
		if k.Kind == kind {
			return k.Title.In(lang)
		}
	}
	return kind
}

// A deskNode is a part in the tree.
type deskNode struct {
	At            int32
	Number, Title string
	Tail          string // how many measures, what was inferred
	Role          string
	Worst         string // severity of the gravest finding in it
	Kids          []*deskNode
}

// tree returns the parts that are shown, those with a name.
func (s *deskView) tree() (top []*deskNode) {
	p := s.page()
	from, to := s.file.Text.Line(p.from).Start, s.file.Text.Line(p.to).End
	nodes := make([]*deskNode, len(s.o.Nodes))
	for i := range s.o.Nodes {
		n := &s.o.Nodes[i]
		if !show.InTree(s.o, int32(i)) || n.Span.End < from || n.Span.Start > to {
			continue
		}
		number, title := show.NodeName(s.o, int32(i))
		x := &deskNode{At: n.Span.Start, Number: number, Title: show.Cut(title, 80), Role: n.Role.String()}
		if count := show.Measures(s.o, int32(i)); count > 0 {
			x.Tail = show.Count(count, fault.Msg{ZH: "%d 条措施", EN: "%d measure"}, s.lang)
		}
		if e := s.o.ExpectedOf(int32(i)); e != "" {
			x.Tail = show.Join(" · ", fault.Msg{ZH: "应为 ", EN: "should be "}.In(s.lang)+e, x.Tail)
		}
		if n.Flags&report.Synthetic != 0 {
			x.Tail = show.Join(" · ", fault.Msg{ZH: "推定", EN: "inferred"}.In(s.lang), x.Tail)
		}
		nodes[i] = x
		if n.Parent != report.None && nodes[n.Parent] != nil {
			nodes[n.Parent].Kids = append(nodes[n.Parent].Kids, x)
		} else {
			top = append(top, x)
		}
	}
	for i := range s.found {
		k := s.o.Holder(s.found[i].Span.Start)
		for k != report.None && nodes[k] == nil {
			k = s.o.Nodes[k].Parent
		}
		if k != report.None && worse(s.found[i].Severity.String(), nodes[k].Worst) {
			nodes[k].Worst = s.found[i].Severity.String()
		}
	}
	return top
}

func worse(a, b string) bool {
	x, _ := lint.ParseSeverity(a)
	y, _ := lint.ParseSeverity(b)
	return b == "" || x > y
}

// A deskRepair is a place that the reader understood otherwise than it is printed.
type deskRepair struct {
	Line int
	Msg  string
}

const mostRepairs = 40

// repairs returns what was repaired; line breaks taken out and what is too much to
// show are only counted.
func (s *deskView) repairs() (list []deskRepair, breaks, more int) {
	for i := range s.o.Repairs {
		r := &s.o.Repairs[i]
		switch {
		case r.Kind == report.RepairBreak:
			breaks++
		case len(list) == mostRepairs:
			more++
		default:
			list = append(list, deskRepair{s.file.Text.LineAt(r.Span.Start), s.o.RepairMessage(r, s.lang)})
		}
	}
	slices.SortStableFunc(list, func(a, b deskRepair) int { return a.Line - b.Line })
	return list, breaks, more
}

// worst counts the findings of the checker by severity, the gravest first.
func (s *deskView) counts() (out []deskCount) {
	for _, sev := range []lint.Severity{lint.Error, lint.Warning, lint.Hint} {
		n, next, first := 0, 0, 0
		for i := range s.found {
			if s.found[i].Severity != sev {
				continue
			}
			n++
			line := s.file.Text.LineAt(s.found[i].Span.Start)
			if first == 0 || line < first {
				first = line
			}
			if line > s.line && (next == 0 || line < next) {
				next = line
			}
		}
		if n > 0 {
			out = append(out, deskCount{severityClass(sev.String()), sev.Say(s.lang) + " " + strconv.Itoa(n), cmp.Or(next, first)})
		}
	}
	return out
}

// A deskCount is how many findings of a severity there are, and the line of the next
// one after the line that is looked at.
type deskCount struct {
	Class, Text string
	Line        int
}

// partLine tells a part of the line in few words, for choosing between several.
func (s *deskView) partLine(off int32) string {
	i := s.o.NodeAt(off)
	if i == report.None {
		return "?"
	}
	number, title := show.NodeName(s.o, i)
	return show.Join(" ", number, show.Cut(title, 24))
}

// above tells the parts that hold node i, from the top.
func (s *deskView) above(i int32) (names []string) {
	for k := s.o.Nodes[i].Parent; k != report.None; k = s.o.Nodes[k].Parent {
		number, title := show.NodeName(s.o, k)
		names = append([]string{show.Join(" ", number, show.Cut(title, 28))}, names...)
	}
	return names
}

// sameStyle counts the parts that are numbered as node i and have its role.
func (s *deskView) sameStyle(i int32) (n int) {
	style, role := s.o.Nodes[i].Style, s.o.Nodes[i].Role
	if style == report.StyleNone {
		return 0
	}
	for k := range s.o.Nodes {
		if s.o.Nodes[k].Style == style && s.o.Nodes[k].Role == role {
			n++
		}
	}
	return n
}

// why says how the value of a fact was come to.
func (s *deskView) why(f *report.FactView) string {
	say := func(zh, en string) string { return fault.Msg{ZH: zh, EN: en}.In(s.lang) }
	switch f.Kind {
	case "date":
		return s.whyDate(f)
	case "money":
		return say("数字带货币单位，按“元”折算。", "A number with a unit of money, worked out in yuan.")
	case "count":
		return say("数字带量词，数的是后面的名词。", "A number with a classifier; it counts the noun behind it.")
	case "percent":
		return say("数字带百分号或“百分点”。", "A number with a sign of per cent or percentage points.")
	case "document":
		return say("书名号内的文字；做什么用看它前面的动词。", "The words between title marks; what was done with it is in the verb before it.")
	case "docnumber":
		return say("发文字号的样式：机关代字〔年份〕序号。", "It has the form of a document number: body, year in brackets, number.")
	case "org":
		v, _ := f.Value.(map[string]any)
		if c, ok := v["canonical"].(string); ok && c != f.Text {
			return fmt.Sprintf(say("与首次出现的“%s”是同一单位。", "The same body as %q, which was named first."), show.Inert(c))
		}
		return say("结尾是机构名称用字。", "It ends as names of bodies do.")
	case "person":
		return say("姓名与职务或称谓连用。", "A name beside a title.")
	case "contact":
		return say("联系方式的样式。", "It has the form of a way to reach somebody.")
	}
	return ""
}

func (s *deskView) whyDate(f *report.FactView) string {
	say := func(zh, en string) string { return fault.Msg{ZH: zh, EN: en}.In(s.lang) }
	for i := range s.o.Dates {
		d := &s.o.Dates[i]
		if d.Start != f.Span[0] {
			continue
		}
		switch {
		case d.Bad:
			return say("历法上没有这一天，照原文保留。", "There is no such day; it is kept as printed.")
		case d.Reverse:
			return say("起止颠倒，照原文保留。", "It ends before it begins; it is kept as printed.")
		}
		switch d.Why {
		case report.WhyPrinted:
			return say("原文写明。", "It is printed so.")
		case report.WhyCarried:
			return say("没有写年份，承前文的年份；或由人更正。", "No year is printed: it is that of the date before it, or a person said so.")
		case report.WhyLatest:
			return say("没有写年份，取不晚于落款日期的最近一年。", "No year is printed: the latest in which it is not after the day of signing.")
		case report.WhyFeedback:
			return say("“今年”按反馈日期所在年份。", "“This year” is the year of the feedback.")
		case report.WhySignOff:
			return say("“今年”按落款日期所在年份。", "“This year” is the year of signing.")
		}
		return say("没有写年份，也无从推定；可在下面填写。", "No year is printed and nothing tells it; you can give it below.")
	}
	return ""
}
