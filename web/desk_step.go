package web

import (
	"slices"
	"strconv"
	"strings"

	"zhenggai/fault"
	"zhenggai/report"
	"zhenggai/source"
)

// ladder are the roles of levels, from coarse to fine; keys 1 to 4 set them, 5 makes
// prose of a part.
var ladder = []report.Role{report.Aspect, report.Problem, report.Point, report.Measure}

// deskRoles are the roles that a person gives, by their keys.
var deskRoles = []struct {
	Role   report.Role
	ZH, EN string
}{
	{report.Aspect, "方面", "Aspect"},
	{report.Problem, "问题", "Problem"},
	{report.Point, "具体问题", "Point"},
	{report.Measure, "整改措施", "Measure"},
	{report.Prose, "其他文字", "Other text"},
}

// roleWords names any role.
func roleWords(r report.Role, lang string) string {
	for _, d := range deskRoles {
		if d.Role == r {
			return fault.Msg{ZH: d.ZH, EN: d.EN}.In(lang)
		}
	}
	return map[report.Role]fault.Msg{report.Section: {ZH: "部分", EN: "Section"}, report.Label: {ZH: "栏目", EN: "Label"},
		report.Table: {ZH: "表格", EN: "Table"}, report.Chrome: {ZH: "网页边栏", EN: "Page furniture"}}[r].In(lang)
}

// node returns the part that is looked at; None if there is none.
func (s *deskView) node() int32 {
	if s.at < 0 {
		return report.None
	}
	return s.o.NodeAt(s.at)
}

// anchor returns where node i begins, for a correction.
func (s *deskView) anchor(i int32) report.Anchor { return s.o.AnchorOf(s.o.Nodes[i].Span) }

// printed reports whether a correction can name node i.
func (s *deskView) printed(i int32) bool {
	return s.o.Nodes[i].Flags&report.Synthetic == 0 && s.o.NodeAt(s.o.Nodes[i].Span.Start) == i
}

// deeper returns the corrections that put node i below the part before it; nil if it
// cannot go there.
func (s *deskView) deeper(i int32) []report.Correction {
	if i == report.None {
		return nil
	}
	n, before := &s.o.Nodes[i], report.None
	for k := range i { // the topmost parts are no children of any
		if s.o.Nodes[k].Parent == n.Parent {
			before = k
		}
	}
	rung := slices.Index(ladder, n.Role)
	if rung < 0 || rung == len(ladder)-1 || before == report.None || !s.printed(before) {
		return nil
	}
	if up := slices.Index(ladder, s.o.Nodes[before].Role); up < 0 || up > rung {
		return nil // text or something finer stands before it
	}
	return []report.Correction{{Op: report.OpSetRole, At: s.anchor(i), Role: ladder[rung+1].String()},
		{Op: report.OpSetParent, At: s.anchor(i), Parent: s.anchor(before)}}
}

// higher returns the corrections that put node i beside the part that holds it. What
// follows in that part and is finer goes with it, as in any outline.
func (s *deskView) higher(i int32) []report.Correction {
	if i == report.None {
		return nil
	}
	n := &s.o.Nodes[i]
	rung := slices.Index(ladder, n.Role)
	if rung <= 0 || n.Parent == report.None {
		return nil
	}
	up := s.o.Nodes[n.Parent].Parent
	var to report.Anchor
	if up != report.None {
		if !s.printed(up) {
			return nil
		}
		to = s.anchor(up)
	}
	step := []report.Correction{{Op: report.OpSetRole, At: s.anchor(i), Role: ladder[rung-1].String()}, {Op: report.OpSetParent, At: s.anchor(i), Parent: to}}
	for k := range s.o.Children(n.Parent) {
		if k <= i {
			continue
		}
		if finer := slices.Index(ladder, s.o.Nodes[k].Role); finer >= 0 && finer < rung || !s.printed(k) {
			break
		}
		step = append(step, report.Correction{Op: report.OpSetParent, At: s.anchor(k), Parent: s.anchor(i)})
	}
	return step
}

// splits reports whether a measure goes on in the line that is looked at, where no
// part begins.
func (s *deskView) splits() bool {
	if s.line == 0 || s.at >= 0 {
		return false
	}
	line := s.file.Text.Line(s.line)
	k := s.o.Holder(line.Start)
	return !line.Empty() && k != report.None && s.o.Nodes[k].Role == report.Measure
}

var errNoStep = fault.New(fault.Invalid, "这里不能这样更正，请先选中一行。", "That cannot be done here: choose a line first.", nil)

// wrongField refuses what was typed into one field of a correction.
func wrongField(field, zh, en string) error {
	return &fault.Error{Kind: fault.Invalid, Field: field, Msg: fault.Msg{ZH: zh, EN: en}}
}

// step returns the corrections that a form asks for.
func (s *deskView) step(v *visit) ([]report.Correction, error) {
	i, op := s.node(), v.FormValue("op")
	one := func(c report.Correction) ([]report.Correction, error) { return []report.Correction{c}, nil }
	switch {
	case op == "split" && s.splits():
		return one(report.Correction{Op: report.OpSplit, At: s.o.AnchorOf(s.file.Text.Line(s.line))})
	case op == "drop" || op == "date" || op == "year":
		return s.factStep(v, op)
	case op == "add":
		return s.addStep(v)
	case i == report.None:
		return nil, errNoStep
	}
	switch op {
	case "role":
		k := slices.IndexFunc(deskRoles, func(r struct {
			Role   report.Role
			ZH, EN string
		}) bool {
			return r.Role.String() == v.FormValue("role")
		})
		if k < 0 {
			return nil, errNoStep
		}
		return one(report.Correction{Op: report.OpSetRole, At: s.anchor(i), Role: v.FormValue("role"), Style: v.FormValue("style") != ""})
	case "deeper":
		if step := s.deeper(i); step != nil {
			return step, nil
		}
	case "higher":
		if step := s.higher(i); step != nil {
			return step, nil
		}
	case "join":
		return one(report.Correction{Op: report.OpJoin, At: s.anchor(i)})
	case "number":
		n, err := strconv.ParseInt(v.FormValue("number"), 10, 32)
		if err != nil || n < 1 || n > 9999 {
			return nil, wrongField("number", "序号请写 1 到 9999 的数字。", "The number is from 1 to 9999.")
		}
		return one(report.Correction{Op: report.OpSetNumber, At: s.anchor(i), Number: int32(n)})
	}
	return nil, errNoStep
}

// looked returns the fact that is looked at, nil for none.
func (s *deskView) looked() *report.FactView {
	if s.fact == "" {
		return nil
	}
	if s.facts == nil {
		s.facts = s.o.View(report.FileView{}, s.lang).Facts
	}
	for i := range s.facts {
		if factKey(&s.facts[i]) == s.fact {
			return &s.facts[i]
		}
	}
	return nil
}

func factKey(f *report.FactView) string { return f.Kind + "-" + strconv.Itoa(int(f.Span[0])) }

// droppable are the kinds of fact that a person can take out.
var droppable = []string{"date", "document", "org", "money", "count", "percent"}

// factStep corrects the fact that is looked at.
func (s *deskView) factStep(v *visit, op string) ([]report.Correction, error) {
	f := s.looked()
	if f == nil {
		return nil, errNoStep
	}
	c := report.Correction{At: s.o.AnchorOf(source.Span{Start: f.Span[0], End: f.Span[1]})}
	switch {
	case op == "drop" && slices.Contains(droppable, f.Kind):
		c.Op, c.Kind = report.OpDropFact, f.Kind
	case op == "date" && f.Kind == "date":
		c.Op, c.From, c.To = report.OpSetDate, v.FormValue("from"), v.FormValue("to")
	case op == "year" && f.Kind == "date":
		year, err := strconv.Atoi(v.FormValue("year"))
		if err != nil || year < 1949 || year > 2100 {
			return nil, wrongField("year", "年份请写四位数字。", "The year has four digits.")
		}
		c.Op, c.Year = report.OpSetYear, year
	default:
		return nil, errNoStep
	}
	return []report.Correction{c}, nil
}

// addStep adds a date or a document whose words stand in the line that is looked at.
func (s *deskView) addStep(v *visit) ([]report.Correction, error) {
	if s.line == 0 {
		return nil, errNoStep
	}
	line, words := s.file.Text.Line(s.line), strings.TrimSpace(v.FormValue("words"))
	k := strings.Index(s.file.Text.Slice(line), words)
	if words == "" || k < 0 {
		return nil, wrongField("words", "本行没有这些字，请照原文填写。", "The line does not have these words: write them as they stand there.")
	}
	start := line.Start + int32(k)
	return []report.Correction{{Op: report.OpAddFact, At: s.o.AnchorOf(source.Span{Start: start, End: start + int32(len(words))}),
		Kind: v.FormValue("kind"), From: v.FormValue("first"), To: v.FormValue("last")}}, nil
}
