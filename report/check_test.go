package report

import (
	"fmt"
	"unicode/utf8"

	"zhenggai/source"
)

// verify returns what is wrong with an outline as such, whatever the text: this
// holds for every input.
func verify(o *Outline) error {
	s := o.Text.Valid()
	ok := func(what string, i int, sp source.Span) error {
		switch {
		case sp.Start < 0 || sp.End < sp.Start || int(sp.End) > len(s):
			return fmt.Errorf("%s %d: span %v outside 0–%d", what, i, sp, len(s))
		case int(sp.Start) < len(s) && !utf8.RuneStart(s[sp.Start]) || int(sp.End) < len(s) && !utf8.RuneStart(s[sp.End]):
			return fmt.Errorf("%s %d: span %v cuts a character", what, i, sp)
		}
		return nil
	}
	last := int32(0)
	ends := map[int32]int32{} // end of the last child of each parent
	for i := range o.Nodes {
		n := &o.Nodes[i]
		for _, sp := range []source.Span{n.Span, n.Marker, n.Number, n.Title, n.Body} {
			if err := ok(n.Role.String(), i, sp); err != nil {
				return err
			}
		}
		if n.Span.Start < last {
			return fmt.Errorf("node %d (%s) begins at %d, before node %d at %d", i, n.Role, n.Span.Start, i-1, last)
		}
		last = n.Span.Start
		if n.Parent >= int32(i) || n.Parent < None {
			return fmt.Errorf("node %d has parent %d", i, n.Parent)
		}
		if n.Parent != None {
			if p := &o.Nodes[n.Parent]; p.Flags&Synthetic == 0 && !p.Span.Contains(n.Span) {
				return fmt.Errorf("node %d (%s) %v lies outside its parent %d (%s) %v", i, n.Role, n.Span, n.Parent, p.Role, p.Span)
			}
		}
		if n.Span.Start < ends[n.Parent] {
			return fmt.Errorf("node %d (%s) %v overlaps its sibling, which ends at %d", i, n.Role, n.Span, ends[n.Parent])
		}
		ends[n.Parent] = max(ends[n.Parent], n.Span.End)
	}
	return verifyFacts(o, ok)
}

func verifyFacts(o *Outline, ok func(string, int, source.Span) error) error {
	var err error
	at := func(kind string, i int, f Fact) {
		if err == nil {
			err = ok(kind, i, f.Span)
		}
		if err == nil && (f.Node < None || int(f.Node) >= len(o.Nodes)) {
			err = fmt.Errorf("%s %d is in node %d of %d", kind, i, f.Node, len(o.Nodes))
		}
	}
	for i := range o.Documents {
		at("document", i, o.Documents[i].Fact)
	}
	for i := range o.DocNumbers {
		at("docnumber", i, o.DocNumbers[i].Fact)
	}
	for i := range o.Dates {
		at("date", i, o.Dates[i].Fact)
	}
	for i := range o.Quantities {
		at("quantity", i, o.Quantities[i].Fact)
	}
	for i := range o.Orgs {
		at("org", i, o.Orgs[i].Fact)
	}
	for i := range o.Persons {
		at("person", i, o.Persons[i].Fact)
	}
	for i := range o.Contacts {
		at("contact", i, o.Contacts[i].Fact)
	}
	for i := range o.Changes {
		at("change", i, o.Changes[i].Fact)
	}
	for i := range o.Totals {
		at("total", i, o.Totals[i].Fact)
	}
	for i := range o.States {
		at("state", i, o.States[i].Fact)
	}
	for i := range o.Commitments {
		at("commitment", i, o.Commitments[i].Fact)
	}
	for i := range o.Repairs {
		if err == nil {
			err = ok("repair", i, o.Repairs[i].Span)
		}
	}
	for i := range o.Marks {
		if err == nil {
			err = ok("mark", i, o.Marks[i].Span)
		}
	}
	return err
}

// uncovered returns words outside all nodes: nothing may be lost in reading.
func uncovered(o *Outline) string {
	s := o.Text.Valid()
	in := make([]bool, len(s))
	for i := range o.Nodes {
		n := &o.Nodes[i]
		for k := n.Span.Start; k < n.Span.End; k++ {
			in[k] = true
		}
	}
	for i := 0; i < len(s); {
		c, n := at(s, i)
		if !in[i] && c == clPlain {
			j := i
			for j < len(s) && !in[j] && s[j] != '\n' {
				j++
			}
			return s[i:j]
		}
		i += n
	}
	return ""
}
