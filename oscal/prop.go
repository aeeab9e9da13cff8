package oscal

import (
	"encoding"
	"strconv"
	"strings"
	"unicode"

	"zhenggai/org"
)

type props []property

// A field is one value of a row that stands in a property of ours: how it is written
// and how it is read. Each kind of row has one list of them for both ways.
type field struct {
	name string
	get  func() string
	set  func(string) error
}

func text[T ~string](name string, p *T) field {
	return field{name, func() string { return string(*p) }, func(s string) error { *p = T(s); return nil }}
}

func number[T ~int | ~int64](name string, p *T) field {
	get := func() string {
		if *p == 0 {
			return ""
		}
		return strconv.FormatInt(int64(*p), 10)
	}
	return field{name, get, func(s string) error {
		n, err := strconv.ParseInt(s, 10, 64)
		*p = T(n)
		return err
	}}
}

func flag(name string, p *bool) field {
	get := func() string {
		if *p {
			return "yes"
		}
		return ""
	}
	return field{name, get, func(s string) error { *p = s == "yes"; return nil }}
}

// marked is a field whose type knows how it is written: a day, a moment, an id, money.
func marked[T comparable, P interface {
	*T
	encoding.TextMarshaler
	encoding.TextUnmarshaler
}](name string, p P) field {
	get := func() string {
		var none T
		b, err := p.MarshalText()
		if *p == none || err != nil {
			return ""
		}
		return string(b)
	}
	return field{name, get, func(s string) error { return p.UnmarshalText([]byte(s)) }}
}

func ids(name string, p *[]org.ID) field {
	get := func() string {
		var all []string
		for _, id := range *p {
			all = append(all, id.String())
		}
		return strings.Join(all, " ")
	}
	return field{name, get, func(s string) error {
		for _, one := range strings.Fields(s) {
			id, err := org.ParseID(one)
			if err != nil {
				return err
			}
			*p = append(*p, id)
		}
		return nil
	}}
}

// add appends a property of ours; nothing for "". A value is one line without space
// around it; where the text is more than that, it stands whole in the remarks.
func (p *props) add(name, value string) {
	if value == "" {
		return
	}
	one := property{Name: name, NS: NS, Value: oneLine(value)}
	if one.Value != value {
		one.Remarks = value
	}
	if one.Value == "" {
		one.Value = "-"
	}
	*p = append(*p, one)
}

// write appends the fields that hold something.
func (p *props) write(fields []field) {
	for _, f := range fields {
		p.add(f.name, f.get())
	}
}

// of returns the value of our property of that name, and whether there is one.
func (p props) of(name string) (string, bool) {
	for _, one := range p {
		if one.Name == name && one.NS == NS {
			if one.Remarks != "" && (oneLine(one.Remarks) == one.Value || one.Value == "-") {
				return one.Remarks, true
			}
			return one.Value, true
		}
	}
	return "", false
}

// has reports whether there is a property of ours of that name.
func (p props) has(name string) bool { _, ok := p.of(name); return ok }

// heading returns the words of a title: those of our property where the title is the
// same on one line, else the title. What a stranger changed in a title thus holds.
func (p props) heading(name, title string) string {
	if exact, ok := p.of(name); ok && headline(exact) == title {
		return exact
	}
	if p.has(name+"-none") && title == nameless {
		return ""
	}
	return plain(title)
}

// addHeading keeps what the line of a title cannot show.
func (p *props) addHeading(name, exact string) {
	switch {
	case exact == "":
		p.add(name+"-none", "yes")
	case plain(headline(exact)) != exact:
		p.add(name, exact)
	}
}

// body returns words as a description, which the standard wants; where there are none it
// is what stands in their place.
func (p *props) body(words, instead string) string {
	if words != "" {
		return markup(words)
	}
	p.add("text-none", "yes")
	return orElse(markup(instead), nameless)
}

// words returns the words of a description.
func (p props) words(description, instead string) string {
	s := plain(description)
	if p.has("text-none") && s == orElse(instead, nameless) {
		return ""
	}
	return s
}

// nameless is the title of what has none: the standard wants one.
const nameless = "—"

// headline returns s as a title: one line of markup that is not empty.
func headline(s string) string {
	if s = oneLine(s); s != "" {
		return markup(s)
	}
	return nameless
}

// oneLine returns s on one line, without space around it or twice in it. What ends a
// line for some program (and U+FEFF, which is space for some) counts as space.
func oneLine(s string) string {
	blank := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\uFEFF' }
	return strings.Join(strings.FieldsFunc(s, blank), " ")
}

// The signs that mean something in the markup of the standard (a Markdown): anywhere,
// and at the beginning of a line.
const (
	marks      = "\\*_`~^[]<{$&"
	marksFirst = "#+->|="
)

// markup returns plain text as markup that says just that.
func markup(s string) string {
	var b strings.Builder
	first, digits := true, false // at the beginning of a line; behind digits that stand there
	for _, r := range s {
		if strings.ContainsRune(marks, r) || first && strings.ContainsRune(marksFirst, r) || digits && (r == '.' || r == ')') {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		digits = (first || digits) && r >= '0' && r <= '9'
		first = r == '\n' || first && r == ' '
	}
	return b.String()
}

// plain returns the words of markup: signs that were escaped stand for themselves. Other
// markup of a stranger stays as he wrote it.
func plain(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && s[i+1] < unicode.MaxASCII && (unicode.IsPunct(rune(s[i+1])) || unicode.IsSymbol(rune(s[i+1]))) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
