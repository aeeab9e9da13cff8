package intake

import (
	"strconv"
	"strings"
)

const levels = 9

// A numbering holds the lists of a document and how far each has counted.
//
// In WordprocessingML a paragraph points to a num, which points to an
// abstractNum. All nums of one abstractNum count together, unless a num gives a
// level a start of its own: then the level begins anew when that num is first
// used.
type numbering struct {
	lists map[string]*list // abstractNums
	nums  map[int]*num
	links map[string]string // style of numbering → id of the list that defines it
}

type list struct {
	levels  [levels]level
	link    string      // numStyleLink: another list, found by its style, defines the levels
	count   [levels]int // value last shown
	started [levels]bool
}

type num struct {
	list  *list
	over  [levels]*level // levels that this num defines anew
	start [levels]int    // -1 where not given
	used  [levels]bool
}

type level struct {
	start   int
	format  string
	text    string // "%1.%2"
	suff    string // "space", "nothing" or "" for a tab
	restart int    // -1: after any higher level; 0: never; n: only after level n or higher
	legal   bool   // all numbers as decimals
	style   string // the paragraph style that stands for this level
}

func parseNumbering(s string) *numbering {
	n := &numbering{lists: map[string]*list{}, nums: map[int]*num{}, links: map[string]string{}}
	for x := newXML(s); x.next(); {
		if x.end {
			continue
		}
		switch localName(x.name) {
		case "abstractNum":
			id := x.attr("abstractNumId")
			if l := n.parseList(id, x.inner("<w:abstractNum ")); l != nil {
				n.lists[id] = l
			}
		case "num":
			id := x.number("numId", -1)
			if m := n.parseNum(x.inner("<w:num ")); m != nil {
				n.nums[id] = m
			}
		}
	}
	return n
}

func (n *numbering) parseList(id, s string) *list {
	l := &list{}
	for x := newXML(s); x.next(); {
		if x.end {
			continue
		}
		switch localName(x.name) {
		case "styleLink":
			n.links[unescape(x.attr("val"))] = id
		case "numStyleLink":
			l.link = unescape(x.attr("val"))
		case "lvl":
			if i := x.number("ilvl", -1); i >= 0 && i < levels {
				l.levels[i] = parseLevel(x)
			} else {
				x.skip()
			}
		}
	}
	return l
}

// parseLevel reads the w:lvl just begun.
func parseLevel(outer *xmlScan) level {
	v := level{restart: -1, format: "decimal"}
	for x := newXML(outer.inner("<w:lvl ")); x.next(); {
		if x.end {
			continue
		}
		switch localName(x.name) {
		case "start":
			v.start = x.number("val", 0)
		case "numFmt": // of a choice and its fallback the last one counts: it is the one we know
			v.format = x.attr("val")
		case "lvlRestart":
			v.restart = x.number("val", -1)
		case "pStyle":
			v.style = unescape(x.attr("val"))
		case "isLgl":
			v.legal = x.on()
		case "suff":
			v.suff = x.attr("val")
		case "lvlText":
			if v.text = unescape(x.attr("val")); len(v.text) > maxLabel {
				v.text = ""
			}
		case "pPr", "rPr":
			x.skip()
		}
	}
	return v
}

func (n *numbering) parseNum(s string) *num {
	m := &num{}
	for i := range m.start {
		m.start[i] = -1
	}
	at := -1
	for x := newXML(s); x.next(); {
		if x.end {
			continue
		}
		switch localName(x.name) {
		case "abstractNumId":
			m.list = n.lists[x.attr("val")]
		case "lvlOverride":
			at = x.number("ilvl", -1)
		case "startOverride":
			if at >= 0 && at < levels {
				m.start[at] = x.number("val", 0)
			}
		case "lvl":
			if at >= 0 && at < levels {
				v := parseLevel(x)
				m.over[at] = &v
			} else {
				x.skip()
			}
		}
	}
	if m.list == nil {
		return nil
	}
	return m
}

// base returns the list that really defines and counts the levels of m.
func (n *numbering) base(m *num, styles *styleSheet) *list {
	l := m.list
	for range 8 {
		if l.link == "" {
			return l
		}
		next := n.lists[n.links[l.link]]
		if next == nil {
			if through := n.nums[styles.styles[l.link].numID]; through != nil {
				next = through.list
			}
		}
		if next == nil || next == l {
			return l
		}
		l = next
	}
	return l
}

// resolve returns the list and level of a paragraph: its own, or those of its
// style. The number 0 means none.
func (n *numbering) resolve(p paraProps, styles *styleSheet) (*num, int, bool) {
	if p.style == "" {
		p.style = styles.paragraph
	}
	id, lvl := p.numID, p.lvl
	if id < 0 || lvl < 0 {
		byID, byLevel := n.ofStyle(p.style, styles)
		if id < 0 {
			id = byID
		}
		if lvl < 0 {
			lvl = byLevel
		}
	}
	m := n.nums[id]
	if id <= 0 || m == nil || lvl >= levels {
		return nil, 0, false
	}
	m.list = n.base(m, styles)
	return m, max(lvl, 0), true
}

// ofStyle returns the list and level of a paragraph style. A list's level that
// names the style decides the level; what the style says of it does not count.
func (n *numbering) ofStyle(id string, styles *styleSheet) (num, lvl int) {
	num, lvl = -1, -1
	styles.chain(id, func(_ string, st style) bool {
		if num < 0 {
			num = st.numID
		}
		if lvl < 0 {
			lvl = st.lvl
		}
		return num < 0 || lvl < 0
	})
	m := n.nums[num]
	if m == nil {
		return num, lvl
	}
	l := n.base(m, styles)
	styles.chain(id, func(id string, _ style) bool {
		for i := range levels {
			if l.levels[i].style == id || m.over[i] != nil && m.over[i].style == id {
				lvl = i
				return false
			}
		}
		return true
	})
	return num, lvl
}

func (m *num) level(i int) *level {
	if m.over[i] != nil {
		return m.over[i]
	}
	return &m.list.levels[i]
}

// startOf returns the number that level i begins with.
func (m *num) startOf(i int) int {
	if m.start[i] >= 0 {
		return m.start[i]
	}
	return m.level(i).start
}

// label counts one paragraph at level i of m and returns its number as printed.
func (n *numbering) label(m *num, i int) string {
	l := m.list
	switch {
	case m.start[i] >= 0 && !m.used[i]:
		l.count[i] = m.start[i]
	case !l.started[i]:
		l.count[i] = m.startOf(i)
	default:
		l.count[i]++
	}
	l.started[i], m.used[i] = true, true
	for k := i + 1; k < levels; k++ {
		if r := m.level(k).restart; r < 0 || r > 0 && i < r {
			l.started[k] = false
		}
	}
	return m.format(i)
}

// format prints the number of level i.
func (m *num) format(i int) string {
	v := m.level(i)
	if v.format == "bullet" {
		return bullet(v.text) + suffix(v.suff)
	}
	var sb strings.Builder
	for s := v.text; s != ""; {
		at := strings.IndexByte(s, '%')
		if at < 0 || at+1 >= len(s) || s[at+1] < '1' || s[at+1] > '9' {
			sb.WriteString(s[:max(at, 0)])
			if at < 0 {
				sb.WriteString(s)
				break
			}
			sb.WriteByte('%')
			s = s[at+1:]
			continue
		}
		sb.WriteString(s[:at])
		sb.WriteString(m.value(int(s[at+1]-'1'), v.legal))
		s = s[at+2:]
	}
	if sb.Len() == 0 {
		return ""
	}
	return sb.String() + suffix(v.suff)
}

// value prints how far level k has counted; one that has not begun shows what
// it will begin with.
func (m *num) value(k int, legal bool) string {
	c := m.list.count[k]
	if !m.list.started[k] {
		c = m.startOf(k)
	}
	f := m.level(k).format
	if legal && f != "none" {
		return strconv.Itoa(c)
	}
	return formatNumber(c, f)
}

// suffix returns what stands between number and text. A tab is how most lists
// are set; it aligns the page and says nothing.
func suffix(suff string) string {
	if suff == "space" {
		return " "
	}
	return ""
}

// bullet returns a bullet as a character that other fonts have too.
func bullet(text string) string {
	if text == "" {
		return ""
	}
	for _, r := range text {
		if r >= 0xE000 && r <= 0xF8FF || r < ' ' {
			return "•"
		}
	}
	return text
}
