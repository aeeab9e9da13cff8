package cli

import (
	"fmt"

	"zhenggai/report"
	"zhenggai/report/show"
	"zhenggai/source"
)

// text fills the lines. The layers are swept once from left to right: where one
// begins or ends, a new stretch begins.
func (v *reportView) text(s *session, c *checked, facts []report.FactView) {
	t := c.file.Text
	layers := append(show.NodeLayers(c.outline), factLayers(s, facts)...)
	layers = append(layers, findingLayers(c, s.lang)...)
	w := show.NewSweep(t.Valid(), layers)
	roles := show.LineRoles(c.outline)
	plain := isPlain(t)
	last := ""
	for n := 1; n <= t.Lines(); n++ {
		at := t.Line(n)
		l := lineView{Class: roles[at.Start], No: fmt.Sprint(n)}
		if !plain {
			l.No = place(c.ruler(), at.Start, s.lang)
			if l.No == last {
				l.No = ""
			} else {
				last = l.No
			}
		}
		next := int32(t.Len()) + 1
		if n < t.Lines() {
			next = t.Line(n + 1).Start
		}
		l.Segs = w.Line(at, next)
		if at.Empty() {
			l.Class = show.Join(" ", l.Class, "empty")
		}
		v.Lines = append(v.Lines, l)
	}
}

// factLayers returns the layers of facts that are words, not relations of words.
func factLayers(s *session, facts []report.FactView) (list []show.Layer) {
	titles := map[string]string{}
	for _, k := range show.FactKinds {
		titles[k.Kind] = k.Title.In(s.lang)
	}
	for i := range facts {
		f := &facts[i]
		l := show.Layer{Span: source.Span{Start: f.Span[0], End: f.Span[1]}, Anchor: fmt.Sprint("v", i)}
		switch f.Kind {
		case "document", "docnumber", "date", "money", "org", "person", "contact":
			l.Class = "fact k-" + f.Kind
			l.Tip = show.Join(" · ", titles[f.Kind], show.FactValue(f.Value, s.lang))
		}
		list = append(list, l)
	}
	return list
}

// findingLayers returns the layers of the words at fault and of related words.
func findingLayers(c *checked, lang string) (list []show.Layer) {
	for i := range c.found {
		f := &c.found[i]
		card := fmt.Sprint("f", i)
		class, level := "mark m-"+f.Severity.String(), int(f.Severity)+1
		if f.Waived != "" {
			class, level = "mark m-waived", 1
		}
		tip := f.Rule.ID + " " + f.Rule.Title.In(lang)
		list = append(list, show.Layer{Span: f.Span, Anchor: fmt.Sprint("m", i), Class: class, Href: card, Level: level, Tip: tip})
		for _, m := range f.More {
			list = append(list, show.Layer{Span: m, Class: class, Href: card, Level: level, Tip: tip})
		}
		for k := range f.Related {
			list = append(list, show.Layer{Span: f.Related[k].Span, Anchor: fmt.Sprintf("x%d-%d", i, k)})
		}
	}
	return list
}
