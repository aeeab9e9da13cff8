package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/report/show"
)

// A reportView is one report on the page. Names of places in it are unique within
// the report; number makes them unique on the page.
type reportView struct {
	ID       string // "r1"
	Name     string
	Title    string
	Census   string
	Meta     string
	Head     [][2]string
	Counts   []countView
	Lines    []lineView
	Findings []cardView
	Tree     []*treeView
	Facts    []factGroup
	Rules    []ruleNote
	Waived   int
}

type countView struct {
	Severity, Name string
	N              int
}

// A lineView is a line of the text.
type lineView struct {
	No    string // number of the line, or place in the original
	Class string
	Segs  []show.Stretch
}

// A cardView is a finding beside the text.
type cardView struct {
	ID, Mark                     string
	Severity, Level, Rule, Title string
	Place, Message, Quote        string
	Related                      []relatedCard
	Waived                       string
}

type relatedCard struct{ Mark, Place, Message, File string }

// A treeView is a node of the outline with its children.
type treeView struct {
	Href, Number, Title, Role string
	Inferred                  bool
	Measures                  string
	Findings                  [lint.Error + 1]int
	Worst                     string
	Total                     int
	Kids                      []*treeView
}

type factGroup struct {
	Title string
	Facts []factCard
}

type factCard struct{ Href, Words, Value string }

type ruleNote struct{ ID, Title, What string }

// newReportView returns what the page shows of c.
func newReportView(s *session, c *checked) *reportView {
	o, t := c.outline, c.file.Text
	v := &reportView{Name: s.label(c.in), Title: inert(strings.TrimSpace(t.Slice(o.Head.Title))), Census: show.Census(o, s.lang)}
	if v.Title == "" {
		v.Title = inert(filepath.Base(v.Name))
	}
	v.Meta = show.Join(" · ", c.file.Format, c.file.Encoding, "SHA-256 "+c.file.SHA256[:min(12, len(c.file.SHA256))])
	for _, l := range show.HeadLines(o, s.lang) {
		if l.Term != show.TitleTerm {
			v.Head = append(v.Head, [2]string{l.Term.In(s.lang), l.Words})
		}
	}
	v.findings(s, c)
	v.tree(s, c)
	facts := o.View(report.FileView{}, s.lang).Facts
	v.facts(s, facts)
	v.text(s, c, facts)
	return v
}

// findings fills the cards and counts.
func (v *reportView) findings(s *session, c *checked) {
	t := c.file.Text
	var n [lint.Error + 1]int
	for i := range c.found {
		f := &c.found[i]
		quote := strings.TrimSpace(inert(t.Slice(f.Span)))
		if utf8.RuneCountInString(quote) < 2 {
			quote = "" // a mark by itself says nothing
		}
		card := cardView{ID: fmt.Sprint("f", i), Mark: fmt.Sprint("m", i), Severity: f.Severity.String(), Level: f.Severity.Say(s.lang), Rule: f.Rule.ID,
			Title: f.Rule.Title.In(s.lang), Place: place(c.ruler(), f.Span.Start, s.lang), Message: f.Message(s.lang), Quote: cut(quote, 96), Waived: f.Waived}
		for k := range f.Related {
			r := &f.Related[k]
			card.Related = append(card.Related, relatedCard{Mark: fmt.Sprintf("x%d-%d", i, k), Place: place(c.ruler(), r.Span.Start, s.lang), Message: r.Message(s.lang)})
		}
		if f.other != nil {
			card.Related = append(card.Related, relatedCard{Place: place(f.other.ruler(), f.otherSpan.Start, s.lang), Message: s.say(otherPlace), File: s.label(f.other.in)})
		}
		v.Findings = append(v.Findings, card)
		if f.Waived != "" {
			v.Waived++
			continue
		}
		n[f.Severity]++
		if !slices.ContainsFunc(v.Rules, func(r ruleNote) bool { return r.ID == f.Rule.ID }) {
			v.Rules = append(v.Rules, ruleNote{f.Rule.ID, f.Rule.Title.In(s.lang), describe(f.Rule, s.lang).Full.Text})
		}
	}
	slices.SortFunc(v.Rules, func(a, b ruleNote) int { return strings.Compare(a.ID, b.ID) })
	for _, sev := range []lint.Severity{lint.Error, lint.Warning, lint.Hint} {
		v.Counts = append(v.Counts, countView{sev.String(), sev.Say(s.lang), n[sev]})
	}
}

// tree fills the tree: sections, aspects, problems and points, with how many
// measures and findings each has.
func (v *reportView) tree(s *session, c *checked) {
	o := c.outline
	views := make([]*treeView, len(o.Nodes))
	for i := range o.Nodes {
		n := &o.Nodes[i]
		if !show.InTree(o, int32(i)) {
			continue
		}
		number, title := show.NodeName(o, int32(i))
		x := &treeView{Href: fmt.Sprint("n", i), Number: number, Title: cut(title, 100), Role: n.Role.String(), Inferred: n.Flags&report.Synthetic != 0}
		if count := show.Measures(o, int32(i)); count > 0 {
			x.Measures = s.count(count, say{"%d 条措施", "%d measure"})
		}
		views[i] = x
		if n.Parent != report.None && views[n.Parent] != nil {
			views[n.Parent].Kids = append(views[n.Parent].Kids, x)
		} else {
			v.Tree = append(v.Tree, x)
		}
	}
	for i := range c.found {
		f := &c.found[i]
		if f.Waived != "" {
			continue
		}
		in := holder(o, views, f.Span.Start)
		if in != nil {
			in.Findings[f.Severity]++
			in.Total++
		}
	}
	for _, x := range views {
		if x == nil || x.Total == 0 {
			continue
		}
		for sev := lint.Hint; sev <= lint.Error; sev++ {
			if x.Findings[sev] > 0 {
				x.Worst = sev.String()
			}
		}
	}
}

// holder returns the innermost node of the tree that holds offset off, or nil.
func holder(o *report.Outline, views []*treeView, off int32) *treeView {
	k := o.Holder(off)
	for k != report.None && views[k] == nil {
		k = o.Nodes[k].Parent
	}
	if k == report.None {
		return nil
	}
	return views[k]
}

// facts fills the groups of facts.
func (v *reportView) facts(s *session, facts []report.FactView) {
	for _, k := range show.FactKinds {
		g := factGroup{Title: k.Title.In(s.lang)}
		for i := range facts {
			if f := &facts[i]; f.Kind == k.Kind {
				g.Facts = append(g.Facts, factCard{fmt.Sprint("v", i), cut(strings.TrimSpace(inert(f.Text)), 90), show.FactValue(f.Value, s.lang)})
			}
		}
		if len(g.Facts) > 0 {
			v.Facts = append(v.Facts, g)
		}
	}
}

// number puts the report's number before the names of its places.
func (v *reportView) number(n int) {
	v.ID = fmt.Sprintf("r%d", n)
	pre := v.ID + "-"
	for i := range v.Lines {
		for k := range v.Lines[i].Segs {
			g := &v.Lines[i].Segs[k]
			for a := range g.Anchors {
				g.Anchors[a] = pre + g.Anchors[a]
			}
			if g.Href != "" {
				g.Href = pre + g.Href
			}
		}
	}
	for i := range v.Findings {
		f := &v.Findings[i]
		f.ID, f.Mark = pre+f.ID, pre+f.Mark
		for k := range f.Related {
			if f.Related[k].Mark != "" {
				f.Related[k].Mark = pre + f.Related[k].Mark
			}
		}
	}
	var walk func(list []*treeView)
	walk = func(list []*treeView) {
		for _, x := range list {
			x.Href = pre + x.Href
			walk(x.Kids)
		}
	}
	walk(v.Tree)
	for i := range v.Facts {
		for k := range v.Facts[i].Facts {
			v.Facts[i].Facts[k].Href = pre + v.Facts[i].Facts[k].Href
		}
	}
}
