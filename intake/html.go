package intake

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A node is an element or a text of a page. Nodes stand in document order, so a
// parent always comes before its children.
type node struct {
	tag                 atom.Atom // 0 for a text, and for an unknown element
	text                bool
	parent, first, last int32
	next                int32
	from, to            int32 // a text's raw characters in the decoded page
	marks               marks
	rows, cols          int16  // rowspan and colspan
	list                string // of ol: type; of li: value
	start               int32  // of ol
	han, linkHan        int32  // in and below the node
	weight, said        int32  // lines below the node: Han outside links, and how many speak
	heads               int32  // lines below the node that begin with a marker
	frame               int32  // lines below the node that are links or belong to the page around
}

// marks are what the attributes and the place of a node say.
type marks uint16

const (
	dropped   marks = 1 << iota // never shown: script, style, template…
	invisible                   // display:none, hidden
	furniture                   // navigation, a side column, by tag or class
	titled                      // a heading, by tag or class
	linked                      // in a link
	framing                     // in a header or footer element
	dataTable
	noNumber // a list without numbers
)

// inherited are the marks that hold for everything below from the start;
// furniture is decided later.
const inherited = dropped | invisible | titled | linked | framing

// A page is a web page being read.
type page struct {
	decoded
	nodes []node
	title string // of the head

	styles map[string]node // what a style attribute makes of a node: pages repeat few
}

// readHTML reads a web page, or a piece of one.
func readHTML(f *File, b []byte, c *charset) error {
	pg := &page{decoded: c.decode(b)}
	if err := pg.parse(); err != nil {
		return err
	}
	pg.measure()
	w := &lineWalk{page: pg}
	w.walk(0)
	w.endLine()
	pg.weigh(w.lines)
	keep(pg, w)
	f.Encoding = c.name
	f.Text = pg.write(w)
	if strings.TrimSpace(f.Text.String()) == "" {
		return fail(NoText, nil)
	}
	return nil
}

// declaredCharset returns what a page says of itself where its bytes leave doubt.
func declaredCharset(b []byte) *charset {
	head := bytes.ToLower(b[:min(len(b), sniffLen)])
	_, rest, ok := bytes.Cut(head, []byte("charset="))
	if !ok || !bytes.Contains(head, []byte("<meta")) {
		return nil
	}
	rest = bytes.TrimLeft(rest, `"' `)
	switch {
	case bytes.HasPrefix(rest, []byte("gb")):
		return &charset{"gb18030", 0}
	case bytes.HasPrefix(rest, []byte("utf-8")):
		return &charset{"utf-8", 0}
	}
	return nil
}

// parse builds the tree. Where tags are missing or crossed it does roughly what
// browsers do; it never refuses.
func (pg *page) parse() error {
	pg.nodes = append(pg.nodes[:0], node{tag: atom.Html, parent: -1, first: -1, last: -1, next: -1})
	stack := []int32{0}
	z := html.NewTokenizer(strings.NewReader(pg.text))
	for off := 0; ; {
		tt := z.Next()
		raw := len(z.Raw())
		if len(pg.nodes) > maxNodes {
			return fail(Deep, fmt.Errorf("more than %d nodes", maxNodes))
		}
		switch tt {
		case html.ErrorToken:
			if rest := pg.text[off:]; raw > 0 && !strings.HasPrefix(rest, "<") {
				pg.add(stack[len(stack)-1], node{text: true, from: int32(off), to: int32(off + raw)})
			}
			if err := z.Err(); errors.Is(err, html.ErrBufferExceeded) {
				return fail(Deep, err)
			}
			return nil
		case html.TextToken:
			top := stack[len(stack)-1]
			pg.add(top, node{text: true, from: int32(off), to: int32(off + raw)})
			if pg.nodes[top].tag == atom.Title && pg.title == "" {
				pg.title = strings.Join(strings.Fields(html.UnescapeString(pg.text[off:off+raw])), "")
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			stack = pg.open(stack, z)
		case html.EndTagToken:
			name, _ := z.TagName()
			stack = pg.close(stack, atom.Lookup(name))
		}
		off += raw
	}
}

// add appends n as the last child of parent.
func (pg *page) add(parent int32, n node) int32 {
	i := int32(len(pg.nodes))
	n.parent, n.first, n.last, n.next = parent, -1, -1, -1
	n.marks |= pg.nodes[parent].marks & inherited
	pg.nodes = append(pg.nodes, n)
	p := &pg.nodes[parent]
	if p.last >= 0 {
		pg.nodes[p.last].next = i
	} else {
		p.first = i
	}
	p.last = i
	return i
}

func set(tags ...atom.Atom) map[atom.Atom]bool {
	m := make(map[atom.Atom]bool, len(tags))
	for _, t := range tags {
		m[t] = true
	}
	return m
}

var (
	voidTags = set(atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input,
		atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr)
	blockTags = set(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd, atom.Details, atom.Dir,
		atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3,
		atom.H4, atom.H5, atom.H6, atom.Header, atom.Hr, atom.Html, atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P,
		atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul)
	droppedTags = set(atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Head, atom.Title, atom.Select, atom.Textarea,
		atom.Iframe, atom.Object, atom.Svg, atom.Button, atom.Audio, atom.Video, atom.Canvas, atom.Noframes, atom.Noembed, atom.Datalist, atom.Rt, atom.Rp)
	headTags = set(atom.Meta, atom.Link, atom.Title, atom.Script, atom.Style, atom.Base, atom.Noscript, atom.Template)
	// walls are what an end tag does not reach through.
	walls = set(atom.Table, atom.Td, atom.Th, atom.Caption)
)

// implied lists, for a start tag, which open elements it ends, and at which
// ones the search for them stops.
var implied = map[atom.Atom]struct{ ends, stop map[atom.Atom]bool }{
	atom.Li:     {set(atom.Li), set(atom.Ul, atom.Ol, atom.Menu, atom.Dir, atom.Table, atom.Td, atom.Th)},
	atom.Dt:     {set(atom.Dt, atom.Dd), set(atom.Dl, atom.Table, atom.Td, atom.Th)},
	atom.Dd:     {set(atom.Dt, atom.Dd), set(atom.Dl, atom.Table, atom.Td, atom.Th)},
	atom.Td:     {set(atom.Td, atom.Th), set(atom.Table, atom.Tr)},
	atom.Th:     {set(atom.Td, atom.Th), set(atom.Table, atom.Tr)},
	atom.Tr:     {set(atom.Tr), set(atom.Table)},
	atom.Tbody:  {set(atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption), set(atom.Table)},
	atom.Thead:  {set(atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption), set(atom.Table)},
	atom.Tfoot:  {set(atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption), set(atom.Table)},
	atom.Option: {set(atom.Option), set(atom.Select)},
	atom.A:      {set(atom.A), set(atom.Table, atom.Td, atom.Th, atom.Div, atom.Li)},
}

// open deals with a start tag and returns the stack of open elements.
func (pg *page) open(stack []int32, z *html.Tokenizer) []int32 {
	name, more := z.TagName()
	n := node{tag: atom.Lookup(name), rows: 1, cols: 1}
	for more {
		var key, val []byte
		key, val, more = z.TagAttr()
		if string(key) == "style" {
			pg.style(&n, val)
			continue
		}
		n.attribute(key, val)
	}
	n.byTag()
	top := func() atom.Atom { return pg.nodes[stack[len(stack)-1]].tag }
	if top() == atom.Head && !headTags[n.tag] {
		stack = stack[:len(stack)-1] // a head that was never closed
	}
	if im, ok := implied[n.tag]; ok {
		stack = pg.end(stack, im.ends, im.stop)
	} else if blockTags[n.tag] {
		stack = pg.end(stack, set1p, walls)
	}
	if n.tag == atom.Html || n.tag == atom.Body && len(stack) > 1 && top() == atom.Body {
		return stack
	}
	i := pg.add(stack[len(stack)-1], n)
	if voidTags[n.tag] || len(stack) >= maxHTMLDeep {
		return stack
	}
	return append(stack, i)
}

var set1p = set(atom.P)

// end closes the innermost open element that is one of ends, with all in it,
// unless one of stop is met first.
func (pg *page) end(stack []int32, ends, stop map[atom.Atom]bool) []int32 {
	for i := len(stack) - 1; i > 0; i-- {
		switch t := pg.nodes[stack[i]].tag; {
		case ends[t]:
			return stack[:i]
		case stop[t]:
			return stack
		}
	}
	return stack
}

// close deals with an end tag.
func (pg *page) close(stack []int32, t atom.Atom) []int32 {
	if t == 0 || t == atom.Html || t == atom.Body {
		return stack
	}
	for i := len(stack) - 1; i > 0; i-- {
		open := pg.nodes[stack[i]].tag
		if open == t {
			return stack[:i]
		}
		inTable := t == atom.Tr || t == atom.Tbody || t == atom.Thead || t == atom.Tfoot || t == atom.Table
		if walls[open] && !(inTable && open != atom.Table) {
			break
		}
	}
	if t == atom.P || t == atom.Br {
		pg.add(stack[len(stack)-1], node{tag: atom.Br})
	}
	return stack
}

// measure counts the Han of each element and tells tables of data from those
// that only lay out the page.
func (pg *page) measure() {
	for i := len(pg.nodes) - 1; i > 0; i-- {
		n := &pg.nodes[i]
		if n.marks&(dropped|invisible) != 0 {
			continue
		}
		if n.text {
			n.han = int32(countHan(pg.text[n.from:n.to]))
			if n.marks&linked != 0 {
				n.linkHan = n.han
			}
		}
		p := &pg.nodes[n.parent]
		p.han += n.han
		p.linkHan += n.linkHan
	}
	for i := range pg.nodes {
		if pg.nodes[i].tag == atom.Table && pg.isData(int32(i)) {
			pg.nodes[i].marks |= dataTable
		}
	}
}

// isData reports whether the table at i holds data: at least two columns, no
// table inside, and no cell that holds nearly everything, as the column of a
// page does.
func (pg *page) isData(i int32) bool {
	rows, most := 0, 0
	var biggest, blocks int32
	ok := true
	var visit func(at int32)
	cols := 0
	visit = func(at int32) {
		for c := pg.nodes[at].first; c >= 0 && ok; c = pg.nodes[c].next {
			n := &pg.nodes[c]
			switch n.tag {
			case atom.Table:
				ok = false
			case atom.Tr:
				rows++
				cols = 0
				visit(c)
				most = max(most, cols)
			case atom.Td, atom.Th:
				cols += int(n.cols)
				if n.han > biggest {
					biggest, blocks = n.han, pg.lineTags(c)
				}
				visit(c)
			default:
				visit(c)
			}
		}
	}
	visit(i)
	if !ok || most < 2 {
		return false
	}
	column := biggest > 300 && blocks >= 4 && biggest*10 > pg.nodes[i].han*7
	return !column
}

// lineTags counts the elements below i that begin a line.
func (pg *page) lineTags(i int32) int32 {
	var n int32
	for c := pg.nodes[i].first; c >= 0; c = pg.nodes[c].next {
		if t := pg.nodes[c].tag; t == atom.Br || blockTags[t] {
			n++
		}
		n += pg.lineTags(c)
	}
	return n
}

func countHan(s string) int {
	n := 0
	for i := 0; i+2 < len(s); {
		if c := s[i]; c >= 0xE3 && c <= 0xE9 { // U+3400 to U+9FFF, but for a few
			if c > 0xE3 || s[i+1] >= 0x90 {
				n++
			}
			i += 3
			continue
		}
		i++
	}
	return n
}
