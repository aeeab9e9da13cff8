package intake

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

// attribute takes from an attribute what matters here.
func (n *node) attribute(key, val []byte) {
	switch string(key) {
	case "hidden":
		n.marks |= invisible
	case "class", "id", "role":
		n.class(string(val))
	case "rowspan":
		n.rows = span(string(val))
	case "colspan":
		n.cols = span(string(val))
	case "type", "value":
		n.list = string(val)
	case "start":
		if v, err := strconv.ParseInt(string(val), 10, 16); err == nil {
			n.start = int32(v)
		}
	}
}

func span(val string) int16 {
	v, err := strconv.Atoi(strings.TrimSpace(val))
	if err != nil {
		return 1
	}
	return int16(min(max(v, 1), 1000))
}

// style takes from a style attribute what matters here.
func (pg *page) style(n *node, val []byte) {
	known, ok := pg.styles[string(val)]
	if !ok {
		known.style(strings.ToLower(strings.Join(strings.Fields(string(val)), "")))
		if pg.styles == nil {
			pg.styles = map[string]node{}
		}
		pg.styles[string(val)] = known
	}
	n.marks |= known.marks
	if known.list != "" {
		n.list = known.list
	}
}

func (n *node) style(s string) {
	if strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
		n.marks |= invisible
	}
	if _, rest, ok := strings.Cut(s, "list-style"); ok {
		rest, _, _ = strings.Cut(strings.TrimPrefix(rest, "-type"), ";")
		for word, kind := range map[string]string{"none": "", "cjk-ideographic": "一", "simp-chinese": "一", "trad-chinese": "一",
			"alpha": "a", "latin": "a", "roman": "i"} {
			if strings.Contains(rest, word) {
				n.list = kind
				if kind == "" {
					n.marks |= noNumber
				} else if strings.Contains(rest, "upper") {
					n.list = strings.ToUpper(kind)
				}
			}
		}
	}
}

// furnitureWords are the words in classes and ids of what stands around the
// text of a page, titleWords of what stands above it.
var (
	furnitureWords = words(`nav navbar navigation menu submenu foot footer sidebar aside breadcrumb breadcrumbs crumb crumbs
		share sharebox bdshare related relate recommend recommended copyright toolbar search searchbox login banner friendlink friendlinks
		comment comments pager pagination hotnews hot ads advert qrcode ewm topnav topbar subnav sidenav leftnav dqwz weizhi`)
	titleWords = words(`title tit bt maintitle arttitle articletitle newstitle headline biaoti`)
)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// class takes the words of a class or id: main-nav, mainNav and nav_1 have nav.
func (n *node) class(val string) {
	for from, i := 0, 0; i <= len(val); i++ {
		if i < len(val) && letter(val[i]) && (i == from || !(upper(val[i]) && !upper(val[i-1]))) {
			continue
		}
		w := strings.ToLower(val[from:i])
		if furnitureWords[w] {
			n.marks |= furniture
		}
		if titleWords[w] {
			n.marks |= titled
		}
		from = i
		if i < len(val) && !letter(val[i]) {
			from = i + 1
		}
	}
	if low := strings.ToLower(val); furnitureWords[low] {
		n.marks |= furniture
	} else if titleWords[low] {
		n.marks |= titled
	}
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func upper(c byte) bool  { return c >= 'A' && c <= 'Z' }

// byTag marks a node by what it is.
func (n *node) byTag() {
	switch {
	case droppedTags[n.tag]:
		n.marks |= dropped
	case n.tag == atom.Nav || n.tag == atom.Aside:
		n.marks |= furniture
	case n.tag == atom.Header || n.tag == atom.Footer:
		n.marks |= framing
	case n.tag == atom.A:
		n.marks |= linked
	case n.tag == atom.H1 || n.tag == atom.H2 || n.tag == atom.H3:
		n.marks |= titled
	}
	if n.tag == atom.Body || n.tag == atom.Html || n.tag == atom.Main || n.tag == atom.Article {
		n.marks &^= furniture | titled
	}
}

// itemNumber prints the number of the n-th item of a list of the given type, as
// browsers do.
func itemNumber(n int, kind string) string {
	format := map[string]string{"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}[kind]
	if kind == "一" {
		return formatNumber(n, "chineseCountingThousand") + "、"
	}
	return formatNumber(n, format) + "."
}

// blank reports whether r is white space of any width.
func blank(r rune) bool {
	return unicode.IsSpace(r) || r == 0x200B || r == 0xFEFF
}
