package intake

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"zhenggai/source"
)

// xmlScan walks through the tags of an XML part that is held as one string. It
// knows as much XML as the parts of Office files need: it checks no names, ends
// an element by counting, and expands no entity of a document type, so it cannot
// be made to swell. Text is fetched only where the caller asks for it.
type xmlScan struct {
	s     string
	pos   int    // behind the tag
	at    int    // offset of the tag's '<'
	name  string // of the tag, with its prefix
	attrs string // what stands behind the name
	end   bool   // an end tag
	empty bool   // <a/>: no end tag follows
	depth int    // elements open behind the tag
	deep  bool   // maxDepth was passed: the walk has ended
	cut   bool   // the part ended inside an element
}

func newXML(s string) *xmlScan {
	return &xmlScan{s: s}
}

// next goes on to the next start or end tag.
func (x *xmlScan) next() bool {
	for {
		i := 0
		if x.pos >= len(x.s) || x.s[x.pos] != '<' { // mostly tag follows on tag
			i = strings.IndexByte(x.s[x.pos:], '<')
		}
		if i < 0 || x.pos+i+1 >= len(x.s) {
			x.pos, x.cut = len(x.s), x.depth > 0
			return false
		}
		x.at = x.pos + i
		switch x.s[x.at+1] {
		case '!', '?':
			x.skipMarkup()
			continue
		case '/':
			return x.endTag()
		}
		return x.startTag()
	}
}

func (x *xmlScan) endTag() bool {
	p := x.at + 2
	j := p
	for j < len(x.s) && x.s[j] != '>' {
		j++
	}
	if j == len(x.s) {
		x.pos, x.cut = len(x.s), true
		return false
	}
	x.name, x.attrs = x.s[p:j], ""
	x.end, x.empty = true, false
	x.pos = j + 1
	x.depth--
	return true
}

func (x *xmlScan) startTag() bool {
	p := x.at + 1
	i := p
	for i < len(x.s) && x.s[i] > ' ' && x.s[i] != '>' {
		i++
	}
	e := i
	if i < len(x.s) && x.s[i] != '>' { // there are attributes
		e = x.tagEnd(i)
	}
	if e < 0 || e >= len(x.s) {
		x.pos, x.cut = len(x.s), true
		return false
	}
	x.pos, x.end = e+1, false
	if x.empty = x.s[e-1] == '/'; x.empty {
		e--
	} else if x.depth++; x.depth > maxDepth {
		x.deep = true
		return false
	}
	i = min(i, e)
	x.name, x.attrs = x.s[p:i], x.s[i:e]
	return true
}

// tagEnd returns the offset of the '>' that ends the tag at p. One inside a
// quoted value does not count.
func (x *xmlScan) tagEnd(p int) int {
	j := strings.IndexByte(x.s[p:], '>')
	if j < 0 {
		return -1
	}
	if tag := x.s[p : p+j]; strings.Count(tag, `"`)&1 == 0 && strings.IndexByte(tag, '\'') < 0 {
		return p + j
	}
	var quote byte
	for i := p; i < len(x.s); i++ {
		switch c := x.s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i
		}
	}
	return -1
}

// skipMarkup goes behind a comment, a CDATA section, a processing instruction
// or a declaration.
func (x *xmlScan) skipMarkup() {
	rest, closing := x.s[x.at:], ">"
	switch {
	case strings.HasPrefix(rest, "<!--"):
		closing = "-->"
	case strings.HasPrefix(rest, "<![CDATA["):
		closing = "]]>"
	case rest[1] == '?':
		closing = "?>"
	}
	if i := strings.Index(rest, closing); i >= 0 {
		x.pos = x.at + i + len(closing)
		return
	}
	x.pos = len(x.s)
}

// skip goes behind the end of the element whose start tag was just met.
func (x *xmlScan) skip() {
	if x.empty {
		return
	}
	for out := x.depth - 1; x.next(); {
		if x.end && x.depth <= out {
			return
		}
	}
}

// inner goes behind the end tag of the element just begun and returns what
// stands between. The shortest way is taken when the end is near and no mark
// stands before it: mark is what the element must hold to hold another of its
// name. (How near is bounded, or ends that never come would be sought for ever.)
func (x *xmlScan) inner(mark string) string {
	if x.empty {
		return ""
	}
	from := x.pos
	const near = 4 << 10
	if i := strings.Index(x.s[from:min(from+near, len(x.s))], "</"+x.name+">"); i >= 0 && !strings.Contains(x.s[from:from+i], mark) {
		x.pos = from + i + len(x.name) + 3
		x.depth--
		return x.s[from : from+i]
	}
	x.skip()
	return x.s[from:max(from, min(x.at, len(x.s)))]
}

// skipPlain goes behind the end tag of the element just begun unless one of its
// first elements is called by one of the names; then it stays where it is. It is
// what the many run properties of a document are passed by with.
func (x *xmlScan) skipPlain(prefix string, names ...string) bool {
	if x.empty {
		return true
	}
	s, p := x.s, x.pos
	for range 64 {
		i := strings.IndexByte(s[p:], '<')
		if i < 0 {
			return false
		}
		p += i + 1
		rest := s[p:]
		if end, ok := strings.CutPrefix(rest, "/"); ok {
			if strings.HasPrefix(end, x.name) && strings.HasPrefix(end[len(x.name):], ">") {
				x.pos = p + len(x.name) + 2
				x.depth--
				return true
			}
			continue
		}
		if !strings.HasPrefix(rest, prefix) {
			return false
		}
		for _, n := range names {
			if strings.HasPrefix(rest[len(prefix):], n) {
				return false
			}
		}
	}
	return false
}

// attr returns the value of the attribute with the local name local, as
// written; "" if there is none.
func (x *xmlScan) attr(local string) string {
	v, _ := attrOf(x.attrs, local)
	return v
}

func attrOf(attrs, local string) (string, bool) {
	for {
		eq := strings.IndexByte(attrs, '=')
		if eq < 0 {
			return "", false
		}
		name := strings.TrimSpace(attrs[:eq])
		if i := strings.LastIndexByte(name, ':'); i >= 0 && !strings.HasPrefix(name, "xmlns:") {
			name = name[i+1:]
		}
		attrs = strings.TrimLeft(attrs[eq+1:], " \t\r\n")
		if attrs == "" {
			return "", false
		}
		end := strings.IndexByte(attrs[1:], attrs[0])
		if end < 0 {
			return "", false
		}
		if name == local {
			return attrs[1 : 1+end], true
		}
		attrs = attrs[end+2:]
	}
}

// number returns the attribute with the local name local as a number, or
// otherwise if it is missing or none.
func (x *xmlScan) number(local string, otherwise int) int {
	n, err := strconv.Atoi(strings.TrimSpace(x.attr(local)))
	if err != nil || n < -1<<20 || n > 1<<30 {
		return otherwise
	}
	return n
}

// on reports whether a switch element such as <w:vanish/> is on.
func (x *xmlScan) on() bool {
	switch x.attr("val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// chunks calls emit for each piece of the character data s that stands at
// offset at: stretches as they are, and what references stand for.
func chunks(s string, at int, emit func(text string, at int, k source.Kind)) {
	for s != "" {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			emit(s, at, source.Copied)
			return
		}
		if i > 0 {
			emit(s[:i], at, source.Copied)
		}
		r, n := reference(s[i:])
		if n == 0 {
			emit("&", at+i, source.Copied)
			n = 1
		} else {
			emit(r, at+i, source.Entity)
		}
		s, at = s[i+n:], at+i+n
	}
}

// reference reads the character reference that s begins with; n is its length,
// 0 if it is none.
func reference(s string) (text string, n int) {
	end := strings.IndexByte(s[:min(len(s), 12)], ';')
	if end < 2 {
		return "", 0
	}
	switch name := s[1:end]; {
	case name == "amp":
		return "&", end + 1
	case name == "lt":
		return "<", end + 1
	case name == "gt":
		return ">", end + 1
	case name == "quot":
		return `"`, end + 1
	case name == "apos":
		return "'", end + 1
	case name[0] == '#':
		digits, base := name[1:], 10
		if strings.HasPrefix(digits, "x") {
			digits, base = digits[1:], 16
		}
		v, err := strconv.ParseUint(digits, base, 32)
		if err != nil || v == 0 || v > utf8.MaxRune || v < 0x20 && v != '\t' && v != '\n' && v != '\r' {
			return "", 0
		}
		return string(rune(v)), end + 1
	}
	return "", 0
}

// unescape returns s with its character references replaced.
func unescape(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	var sb strings.Builder
	chunks(s, 0, func(t string, _ int, _ source.Kind) { sb.WriteString(t) })
	return sb.String()
}
