package public

import (
	"strings"

	"zhenggai/form"
)

// A change is one text that differs between two editions.
type change struct {
	Place  string
	Pieces []piece
}

// differences returns what was corrected from one edition to the next, in the order of
// the report: texts that were changed, put in and taken out, and status words.
func differences(p *page, old, now *form.Bulletin) (all []change) {
	was, before := texts(p, old)
	is, after := texts(p, now)
	for _, at := range after {
		if was[at].text == is[at].text {
			continue
		}
		all = append(all, change{is[at].name, compare(was[at].text, is[at].text)})
	}
	for _, at := range before {
		if _, there := is[at]; !there && was[at].text != "" {
			all = append(all, change{was[at].name, compare(was[at].text, "")})
		}
	}
	return all
}

// A passage is one text of a bulletin with the name of its place.
type passage struct{ name, text string }

// texts returns the texts of a bulletin by place, and the places in order.
func texts(p *page, b *form.Bulletin) (map[string]passage, []string) {
	labels := map[string]*form.Item{}
	all, order := map[string]passage{}, []string{}
	put := func(at, name, text string) {
		if _, there := all[at]; !there {
			order = append(order, at)
		}
		all[at] = passage{name, text}
	}
	b.Walk(func(it *form.Item) { labels[it.Finding.String()] = it })
	b.Texts(func(at string, text *string) {
		put(at, p.placeName(at, labels), *text)
		if id, field, ok := itemPlace(at); ok && field == "result" {
			it := labels[id]
			put("items/"+id+"/status", p.itemName(it)+p.Say("，状态", ", status"), it.Status.In(p.Lang))
			if it.Left != "" {
				put("items/"+id+"/left", p.itemName(it), p.Say("不予公开", "left out"))
			}
		}
	})
	return all, order
}

func itemPlace(at string) (id, field string, ok bool) {
	rest, ok := strings.CutPrefix(at, "items/")
	if !ok {
		return "", "", false
	}
	id, field, _ = strings.Cut(rest, "/")
	return id, field, true
}

func (p *page) itemName(it *form.Item) string {
	title := []rune(it.Title)
	if len(title) > 24 {
		title = append(title[:24], '…')
	}
	return strings.TrimSpace(it.Label + " " + string(title))
}

// placeName says in words where a text stands.
func (p *page) placeName(at string, items map[string]*form.Item) string {
	if id, field, ok := itemPlace(at); ok && items[id] != nil {
		name := p.itemName(items[id])
		switch {
		case strings.HasPrefix(field, "measures"):
			return name + p.Say("，整改措施", ", measures")
		case field == "result":
			return name + p.Say("，整改成效", ", result")
		}
		return name + p.Say("，问题", ", finding")
	}
	first, _, _ := strings.Cut(at, "/")
	names := map[string][2]string{"unit": {"单位", "unit"}, "title": {"标题", "title"}, "basis": {"依据", "basis"}, "opening": {"组织领导", "organisation"},
		"heading": {"整改落实情况", "items"}, "closing": {"下一步打算", "next steps"}, "invite": {"监督邀请", "invitation"}, "contact": {"联系方式", "contact"},
		"signed": {"署名", "signature"}}
	if n, ok := names[first]; ok {
		return p.Say(n[0], n[1])
	}
	return at
}

// mostCompared is up to how many pairs of characters two texts are compared sign by
// sign; longer ones are shown as one text for the other.
const mostCompared = 4 << 20

// compare returns what leads from old to now: common parts, what was taken out and put in.
func compare(old, now string) (all []piece) {
	a, b := []rune(old), []rune(now)
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	add := func(op string, r []rune) {
		switch n := len(all); {
		case len(r) == 0:
		case n > 0 && all[n-1].Op == op:
			all[n-1].Text += string(r)
		default:
			all = append(all, piece{string(r), op})
		}
	}
	add("", a[:start])
	middle(a[start:len(a)-end], b[start:len(b)-end], add)
	add("", a[len(a)-end:])
	return all
}

// middle compares what two texts do not begin or end with alike, by their longest common
// subsequence.
func middle(a, b []rune, add func(string, []rune)) {
	if len(a) == 0 || len(b) == 0 || len(a)*len(b) > mostCompared {
		add("del", a)
		add("ins", b)
		return
	}
	width := len(b) + 1
	best := make([]int32, (len(a)+1)*width) // of the rests from i and j on
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				best[i*width+j] = best[(i+1)*width+j+1] + 1
			} else {
				best[i*width+j] = max(best[(i+1)*width+j], best[i*width+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			add("", a[i:i+1])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && best[(i+1)*width+j] >= best[i*width+j+1]:
			add("del", a[i:i+1])
			i++
		default:
			add("ins", b[j:j+1])
			j++
		}
	}
}
