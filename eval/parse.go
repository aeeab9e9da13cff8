package eval

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"zhenggai/source"
)

const open, shut = "⟦", "⟧"

// parser takes the marks out of one case.
type parser struct {
	c     *Case
	file  string
	line  int
	text  strings.Builder
	facts []Fact // open ones
}

// Parse reads the case in file b called name (SET/NAME.case or a longer path).
// An error names the file and the line of what is wrong.
func Parse(name string, b []byte) (*Case, error) {
	parts := strings.Split(strings.TrimSuffix(name, ".case"), "/")
	c := &Case{Name: parts[len(parts)-1], Head: map[string]string{}}
	if len(parts) > 1 {
		c.Set = parts[len(parts)-2]
	}
	p := &parser{c: c, file: name, line: 1}
	if !utf8.Valid(b) || strings.ContainsAny(string(b), "\r\ufeff") {
		return nil, p.errorf("a case is UTF-8 with LF and no BOM")
	}
	head, body, ok := strings.Cut(string(b), "\n\n")
	if !ok {
		return nil, p.errorf("no blank line behind the header")
	}
	if err := p.header(head); err != nil {
		return nil, err
	}
	p.line++
	c.First = p.line
	if err := p.body(body); err != nil {
		return nil, err
	}
	return c, p.finish()
}

func (p *parser) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", p.file, p.line, fmt.Sprintf(format, args...))
}

// header reads the lines before the first blank line.
func (p *parser) header(head string) error {
	seen := map[string]bool{}
	for l := range strings.SplitSeq(head, "\n") {
		if !strings.HasPrefix(l, "#") {
			key, value, ok := strings.Cut(l, ":")
			value = strings.TrimSpace(value)
			if !ok || value == "" {
				return p.errorf("header line without key and value: %s", l)
			}
			if seen[key] {
				return p.errorf("%s is given twice", key)
			}
			seen[key] = true
			if err := p.field(key, value); err != nil {
				return err
			}
		}
		p.line++
	}
	for _, k := range []string{"about", "layout", "kind", "clean", "formats"} {
		if !seen[k] {
			return p.errorf("the header lacks %s", k)
		}
	}
	return nil
}

var isoDays = regexp.MustCompile(`^\d{4}-\d\d-\d\d( \d{4}-\d\d-\d\d)?$`)

func (p *parser) field(key, value string) error {
	c := p.c
	switch key {
	case "about":
		c.About = value
	case "layout":
		c.Layout = value
	case "kind":
		if !slices.Contains([]string{"rectification", "feedback", "audit", "round", "ledger"}, value) {
			return p.errorf("unknown kind %s", value)
		}
		c.Kind = value
	case "clean":
		if value != "yes" && value != "no" {
			return p.errorf("clean is yes or no, not %s", value)
		}
		c.Clean = value == "yes"
	case "formats":
		c.Formats = strings.Fields(value)
		for _, f := range c.Formats {
			if !slices.Contains(Formats, f) {
				return p.errorf("unknown format %s", f)
			}
		}
	default:
		if !slices.Contains(headKeys, key) {
			return p.errorf("unknown key %s", key)
		}
		if day := key == "period" || key == "feedback" || key == "published"; day && value != "-" && !isoDays.MatchString(value) {
			return p.errorf("%s is no day: %s", key, value)
		}
		c.Head[key] = value
	}
	return nil
}

// body takes the marks out of the text.
func (p *parser) body(s string) error {
	for s != "" {
		i := strings.IndexAny(s, open+shut)
		if i < 0 {
			i = len(s)
		}
		p.text.WriteString(s[:i])
		p.line += strings.Count(s[:i], "\n")
		s = s[i:]
		if s == "" {
			break
		}
		mark, rest, ok := strings.Cut(s, shut)
		mark, opened := strings.CutPrefix(mark, open)
		if !ok || !opened || strings.ContainsAny(mark, "\n"+open) {
			return p.errorf("unbalanced mark at %.30q", s)
		}
		if err := p.mark(mark); err != nil {
			return err
		}
		s = rest
	}
	if len(p.facts) > 0 {
		return p.errorf("the %s %.30q is not closed", p.facts[0].Kind, p.text.String()[p.facts[0].Span.Start:])
	}
	p.c.Text = p.text.String()
	return nil
}

var ruleID = regexp.MustCompile(`^[NDAMWSCPL]\d\d$`)

func (p *parser) mark(m string) error {
	at := int32(p.text.Len())
	switch {
	case m == "/":
		n := p.last()
		if n == nil || n.Role != "measure" || n.closed {
			return p.errorf("⟦/⟧ closes no measure")
		}
		n.Span.End, n.closed = at, true
	case m == "|":
		n := p.last()
		if n == nil || n.titleEnd >= 0 {
			return p.errorf("⟦|⟧ ends no title")
		}
		n.titleEnd = at
	case m == "=":
		k := len(p.facts) - 1
		if k < 0 {
			return p.errorf("⟦=⟧ closes no fact")
		}
		f := p.facts[k]
		f.Span.End = at
		if f.Span.Empty() {
			return p.errorf("empty %s", f.Kind)
		}
		p.facts, p.c.Facts = p.facts[:k], append(p.c.Facts, f)
	case strings.HasPrefix(m, "="):
		return p.fact(m[1:], at)
	case strings.HasPrefix(m, "!"):
		if !ruleID.MatchString(m[1:]) {
			return p.errorf("⟦%s⟧ names no rule", m)
		}
		p.c.Marks = append(p.c.Marks, Mark{m[1:], at})
	default:
		return p.node(m, at)
	}
	return nil
}

func (p *parser) last() *Node {
	if len(p.c.Nodes) == 0 {
		return nil
	}
	return &p.c.Nodes[len(p.c.Nodes)-1]
}

var factValue = map[string]*regexp.Regexp{
	"date":    isoDays,
	"money":   regexp.MustCompile(`^\d+\.\d\d(/\S+)?$`),
	"count":   regexp.MustCompile(`^[\d.]+[万亿千百十]*( \S+)?$`),
	"percent": regexp.MustCompile(`^[\d.]+$`),
}

func (p *parser) fact(m string, at int32) error {
	kind, value, _ := strings.Cut(m, " ")
	valued, known := factKinds[kind]
	if !known {
		return p.errorf("unknown kind of fact %s", kind)
	}
	if valued && !factValue[kind].MatchString(value) || !valued && value != "" {
		return p.errorf("⟦=%s⟧: no value of a %s", m, kind)
	}
	p.facts = append(p.facts, Fact{Kind: kind, Span: source.Span{Start: at}, Value: value})
	return nil
}

func (p *parser) node(m string, at int32) error {
	words := strings.Fields(m)
	if len(words) == 0 || m != strings.Join(words, " ") {
		return p.errorf("malformed mark ⟦%s⟧", m)
	}
	n := Node{Role: words[0], Span: source.Span{Start: at, End: at}, Parent: -1, titleEnd: -1}
	if _, ok := levels[n.Role]; !ok {
		return p.errorf("unknown role %s", n.Role)
	}
	for i, w := range words[1:] {
		e, isExpected := strings.CutPrefix(w, "expected=")
		switch {
		case isExpected && e != "" && n.Number != "":
			n.Expected = e
		case w == "synthetic" && n.Number != "":
			n.Synthetic = true
		case i == 0 && !isExpected:
			n.Number = w
		default:
			return p.errorf("unknown flag %s in ⟦%s⟧", w, m)
		}
	}
	p.c.Nodes = append(p.c.Nodes, n)
	return nil
}
