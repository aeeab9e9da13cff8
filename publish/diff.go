package publish

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/org"
)

// A Change is a difference between two versions of a bulletin.
type Change struct {
	At      string // place of the text; of an item, items/<finding>
	Finding org.ID // that it belongs to; zero is none
	Label   string // of the item
	Kind    ChangeKind
	Old     string
	New     string
	Pieces  []Piece // of a text that was changed
}

// A ChangeKind says what became of a text.
type ChangeKind string

// The kinds of change.
const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Changed ChangeKind = "changed"
)

// ChangeKinds are their names.
var ChangeKinds = []ledger.Word{{Key: string(Added), ZH: "新增", EN: "added"}, {Key: string(Removed), ZH: "删去", EN: "removed"}, {Key: string(Changed), ZH: "改动", EN: "changed"}}

// A Piece is words that two texts share, or that only one of them has.
type Piece struct {
	Kind ChangeKind // "" is in both
	Text string
}

// Compare returns what differs between two versions, in the order in which the newer
// one is read; what is no longer there comes last.
func Compare(old, now *form.Bulletin) (all []Change) {
	labels := map[org.ID]string{}
	for _, b := range []*form.Bulletin{old, now} {
		b.Walk(func(it *form.Item) { labels[it.Finding] = it.Label })
	}
	was, is := told(old), told(now)
	add := func(at, a, b string) {
		id := FindingAt(at)
		c := Change{At: at, Finding: id, Label: labels[id], Old: a, New: b, Kind: Changed}
		switch {
		case a == b:
			return
		case a == "":
			c.Kind = Added
		case b == "":
			c.Kind = Removed
		default:
			c.Pieces = Words(a, b)
		}
		all = append(all, c)
	}
	for _, at := range is.order {
		add(at, was.text[at], is.text[at])
	}
	for _, at := range was.order {
		if _, ok := is.text[at]; !ok {
			add(at, was.text[at], "")
		}
	}
	return all
}

// A telling is every text of a bulletin by place, with the words that Texts has not
// because nobody may write them: status, class of what is left out, date.
type telling struct {
	order []string
	text  map[string]string
}

func told(b *form.Bulletin) telling {
	t := telling{text: map[string]string{}}
	put := func(at, s string) {
		if _, ok := t.text[at]; !ok {
			t.order = append(t.order, at)
		}
		t.text[at] = s
	}
	items := map[string]*form.Item{}
	b.Walk(func(it *form.Item) { items["items/"+it.Finding.String()+"/title"] = it })
	b.Texts(func(at string, text *string) {
		if strings.HasPrefix(at, "contact/") {
			return // told of with its name, below
		}
		put(at, *text)
		if it := items[at]; it != nil {
			up := strings.TrimSuffix(at, "title")
			put(up+"label", it.Label)
			put(up+"status", string(it.Status))
			put(up+"left", it.Left)
		}
	})
	for _, l := range b.Contact {
		put("contact/"+l.Name, l.Name+"："+l.Value)
	}
	if !b.Signed.Date.IsZero() {
		put("signed/date", b.Signed.Date.String())
	}
	return t
}

// mostWords is how many words of two texts are compared one by one; beyond, the middle
// that differs is told as a whole.
const mostWords = 3000

// Words tells two texts apart word by word: an ideograph is a word, and so is a row of
// letters or digits.
func Words(old, now string) []Piece {
	a, b := split(old), split(now)
	var p pieces
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	p.add("", a[:head]...)
	p.middle(a[head:len(a)-tail], b[head:len(b)-tail])
	p.add("", a[len(a)-tail:]...)
	return p
}

type pieces []Piece

func (p *pieces) add(kind ChangeKind, words ...string) {
	if len(words) == 0 {
		return
	}
	if n := len(*p); n > 0 && (*p)[n-1].Kind == kind {
		(*p)[n-1].Text += strings.Join(words, "")
		return
	}
	*p = append(*p, Piece{kind, strings.Join(words, "")})
}

// middle tells apart what begins and ends with different words, by the longest row of
// words that both have in this order.
func (p *pieces) middle(a, b []string) {
	if len(a)*len(b) > mostWords*mostWords || len(a) == 0 || len(b) == 0 {
		p.add(Removed, a...)
		p.add(Added, b...)
		return
	}
	width := len(b) + 1
	longest := make([]int32, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				longest[i*width+j] = longest[(i+1)*width+j+1] + 1
			} else {
				longest[i*width+j] = max(longest[(i+1)*width+j], longest[i*width+j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			p.add("", a[i])
			i, j = i+1, j+1
		case longest[(i+1)*width+j] >= longest[i*width+j+1]:
			p.add(Removed, a[i])
			i++
		default:
			p.add(Added, b[j])
			j++
		}
	}
	p.add(Removed, a[i:]...)
	p.add(Added, b[j:]...)
}

// split returns the words of s.
func split(s string) (all []string) {
	for i := 0; i < len(s); {
		end := i
		for end < len(s) {
			r, n := utf8.DecodeRuneInString(s[end:])
			word := r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.')
			if !word && end > i {
				break
			}
			end += n
			if !word {
				break
			}
		}
		all = append(all, s[i:end])
		i = end
	}
	return all
}

// PlaceName says where a place is, for people.
func PlaceName(at, label, lang string) string {
	part := func(zh, en string) string {
		if lang == "en" {
			return en
		}
		return zh
	}
	first, rest, _ := strings.Cut(at, "/")
	switch first {
	case "items":
		_, what, _ := strings.Cut(rest, "/")
		kind, n, _ := strings.Cut(what, "/")
		names := map[string]string{"title": part("问题", "finding"), "measures": part("措施", "measure"), "result": part("成效", "result"),
			"status": part("完成情况", "status"), "left": part("不予公开", "left out"), "label": part("编号", "number")}
		s := label + " " + names[kind]
		if n != "" {
			s += " " + ordinal(n)
		}
		return strings.TrimSpace(s)
	case "basis":
		return part("依据", "basis")
	case "opening":
		return part("组织领导", "organisation")
	case "closing":
		return part("下一步", "next steps")
	case "title":
		return part("标题", "title")
	case "heading":
		return part("第二部分标题", "heading")
	case "contact", "invite":
		return part("联系方式", "contact")
	case "signed":
		return part("署名", "signature")
	}
	return at
}

// ordinal is the number after n, which counts from zero.
func ordinal(n string) string {
	if v, err := strconv.Atoi(n); err == nil {
		return strconv.Itoa(v + 1)
	}
	return n
}
