package publish

import (
	"strconv"
	"strings"

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

// Words tells two texts apart word by word, as papers are told apart.
func Words(old, now string) (all []Piece) {
	for _, d := range form.TellApart(old, now) {
		p := Piece{Text: d.Text}
		switch {
		case !d.New:
			p.Kind = Removed
		case !d.Old:
			p.Kind = Added
		}
		all = append(all, p)
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
