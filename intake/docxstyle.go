package intake

import "strings"

// A styleSheet is what the styles of a document say about numbers and hiding.
type styleSheet struct {
	styles    map[string]style
	paragraph string // the default style of paragraphs
}

type style struct {
	based      string
	numID, lvl int  // -1 where not given
	vanish     int8 // 1 hidden, 0 shown, -1 not given
}

// sheet returns the styles, which are read when a paragraph first needs them. A
// part that cannot be read is as good as none: it holds no text.
func (d *docxReader) sheet() *styleSheet {
	if d.styles == nil {
		d.styles = &styleSheet{}
		if p := d.target("styles"); p != "" {
			if s, err := d.part(p); err == nil {
				d.styles = parseStyles(s)
			}
		}
	}
	return d.styles
}

func parseStyles(s string) *styleSheet {
	sheet := &styleSheet{styles: map[string]style{}}
	if !strings.Contains(s, "numPr") && !strings.Contains(s, "vanish") {
		return sheet // nothing in it matters here: the usual case
	}
	for x := newXML(s); x.next(); {
		if x.end || localName(x.name) != "style" {
			continue
		}
		id := unescape(x.attr("styleId"))
		def := x.attr("default")
		if x.attr("type") == "paragraph" && def != "" && def != "0" && def != "false" {
			sheet.paragraph = id
		}
		sheet.styles[id] = parseStyle(x.inner("<w:style "))
	}
	return sheet
}

func parseStyle(s string) style {
	st := style{numID: -1, lvl: -1, vanish: -1}
	for x := newXML(s); x.next(); {
		if x.end {
			continue
		}
		switch localName(x.name) {
		case "basedOn":
			st.based = unescape(x.attr("val"))
		case "ilvl":
			st.lvl = x.number("val", -1)
		case "numId":
			st.numID = x.number("val", -1)
		case "vanish":
			st.vanish = 0
			if x.on() {
				st.vanish = 1
			}
		case "tblStylePr", "pPrChange", "rPrChange":
			x.skip()
		}
	}
	return st
}

// chain calls f for the style id and those that it is based on, nearest first,
// until f returns false.
func (s *styleSheet) chain(id string, f func(id string, st style) bool) {
	for range 32 { // a circle of styles must not hold us up
		st, ok := s.styles[id]
		if !ok || !f(id, st) {
			return
		}
		id = st.based
	}
}

// hides reports whether text in the style id is hidden.
func (s *styleSheet) hides(id string) bool {
	hidden := false
	s.chain(id, func(_ string, st style) bool {
		hidden = st.vanish == 1
		return st.vanish < 0
	})
	return hidden
}
