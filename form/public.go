package form

import (
	"cmp"
	"strings"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/paper"
)

// PublicKey is the key of the public report among Forms.
const PublicKey = "public"

// public is the report to the public. Its order is that of the reports that bodies
// publish: how the work was organised, item by item, what comes next, how to reach us.
var public = Form{
	Key: PublicKey, ZH: "整改情况通报", EN: "public report", Of: OfInspection, Formats: letters,
	About: about("向社会公开的整改情况：组织领导、逐条整改、下一步打算和联系方式。", "The report to the public: organisation, item by item, next steps, contact."),
	Passages: []Passage{
		{"issuer", "发文单位", "issuing body", true, "{党组织}"},
		{"title", "标题", "title", true, "{党组织}关于巡察整改进展情况的通报"},
		{"basis", "依据", "basis", false, "根据巡察工作统一部署，{进驻日期}至{离驻日期}，{巡察组}对{党组织}开展了巡察。{反馈日期}，{巡察组}向{党组织}反馈了巡察意见。按照有关规定，现将巡察整改进展情况予以公布。"},
		{"opening", "第一部分标题", "title of the first part", true, "强化组织领导，压实整改责任"},
		{"lead", "第一部分引言", "lead of the first part", false, "收到反馈意见后，{党组织}逐条研究{问题总数}个问题、{具体问题总数}个具体问题，确定整改措施{措施总数}项。"},
		{"organised", "组织领导（一行一条）", "how the work was organised (a line each)", false, "加强领导，明确分工。每个问题确定一名责任领导和一个牵头科室，逐项规定整改时限。\n" +
			"跟踪督办，务求实效。整改以来召开会议{会议次数}次，提交佐证材料{佐证件数}件，完成整改措施{措施完成数}项。\n" +
			"建章立制，巩固成果。新建制度{制度新建数}项，修订制度{制度修订数}项，废止制度{制度废止数}项。"},
		{"heading", "第二部分标题", "title of the second part", true, "对照反馈意见，逐条整改落实"},
		{"closing", "第三部分标题", "title of the third part", true, "巩固整改成果，持续抓好后续工作"},
		{"after", "第三部分引言", "lead of the third part", false, "目前，{具体问题总数}个具体问题中，已完成{已完成数}个，基本完成{基本完成数}个，完成率{完成率}。"},
		{"next", "下一步打算（一行一条）", "next steps (a line each)", false, "对已完成的问题，定期开展检查，防止反弹回潮。\n对尚未完成的问题，按照既定时限和责任继续推进，完成一项、销号一项。"},
		{"invite", "监督邀请", "invitation", false, "欢迎广大干部群众对巡察整改落实情况进行监督。如有意见建议，请及时向我们反映。"},
		{"contact", "联系方式（一行一条，如“联系电话：…”）", "contact (a line each)", false, "联系电话：\n通信地址：\n电子邮箱："},
		{"signed", "署名（一行一个）", "signature (a line each)", false, "{党组织}"},
	},
	Make: func(d *Draft) (paper.Document, error) { return d.bulletin().Document(), nil },
}

// BulletinOf makes the public report of what the ledger holds, with the words that
// people wrote.
func BulletinOf(a *Account, n Narrative) (*Bulletin, error) {
	d := Draft{Account: a, Form: Named(PublicKey), Narrative: n, filler: &filler{a: a}}
	b := d.bulletin()
	if d.filler.err != nil {
		return nil, d.filler.err
	}
	return b, nil
}

func (d *Draft) bulletin() *Bulletin {
	b := &Bulletin{
		Unit:    d.say("issuer"),
		Title:   d.say("title"),
		Basis:   d.lines("basis"),
		Opening: Section{Title: d.say("opening"), Lead: d.lines("lead"), Parts: parts(d.lines("organised"))},
		Heading: d.say("heading"),
		Items:   d.items(),
		Closing: Section{Title: d.say("closing"), Lead: d.lines("after"), Parts: parts(d.lines("next"))},
		Invite:  d.say("invite"),
		Signed:  Signature{Bodies: d.lines("signed"), Date: d.Today},
	}
	for _, l := range d.lines("contact") {
		name, value := l, ""
		if i := strings.IndexAny(l, "：:"); i >= 0 { // the first: an address may hold more
			name, value = l[:i], strings.TrimLeft(l[i:], "：:")
		}
		if value = strings.TrimSpace(value); value != "" {
			b.Contact = append(b.Contact, Line{strings.TrimSpace(name), value})
		}
	}
	return b
}

// parts makes numbered paragraphs of lines. The first sentence of one that has several
// is its title.
func parts(lines []string) (all []Part) {
	for _, l := range lines {
		title, rest, ok := strings.Cut(l, "。")
		if !ok || rest == "" {
			all = append(all, Part{Text: l})
			continue
		}
		all = append(all, Part{title, rest})
	}
	return all
}

// items returns the tree of findings with what was done about each. What was voided is
// no finding any more.
func (a *Account) items() []*Item {
	var top []*Item
	at := map[org.ID]*Item{}
	for _, f := range a.Tree {
		if f.State == ledger.Void {
			continue
		}
		it := a.item(f)
		at[f.ID] = it
		if up := at[f.Parent]; up != nil {
			up.Items = append(up.Items, it)
		} else {
			top = append(top, it)
		}
	}
	return top
}

func (a *Account) item(f *ledger.Finding) *Item {
	it := &Item{Finding: f.ID, Level: f.Level, Label: f.No, Title: bare(titleOf(f))}
	if f.Level == ledger.Problem && f.No != "" {
		it.Label = "问题" + f.No
	}
	c := a.Cases[f.ID]
	if !f.Leaf || c == nil {
		return it
	}
	for _, m := range c.Current() {
		it.Measures = append(it.Measures, bare(m.Text))
	}
	it.Result = result(f.Progress, a.stands(c))
	it.Status = StatusOf(f, a.Today)
	return it
}

// Document returns b as an official paper.
func (b *Bulletin) Document() paper.Document {
	d := paper.Document{Title: broken(b.Title), Signature: paper.Signature{Bodies: b.Signed.Bodies, Date: b.Signed.Date}}
	add := func(blocks ...paper.Block) { d.Body = append(d.Body, blocks...) }
	for _, p := range b.Basis {
		add(paper.Paragraph{Runs: paper.Plain(p)})
	}
	n := 0
	chapter := func(title string) {
		n++
		add(paper.Heading{Level: 1, Number: n, Text: title})
	}
	section := func(s Section) {
		if s.Title == "" && len(s.Lead)+len(s.Parts) == 0 {
			return
		}
		chapter(s.Title)
		for _, p := range s.Lead {
			add(paper.Paragraph{Runs: paper.Plain(p)})
		}
		for i, p := range s.Parts {
			add(numbered(2, i+1, p))
		}
	}
	section(b.Opening)
	if len(b.Items) > 0 {
		chapter(b.Heading)
		for i, it := range b.Items {
			d.Body = it.print(d.Body, i+1)
		}
	}
	section(b.Closing)
	if words := b.reach(); words != "" {
		add(paper.Paragraph{Runs: paper.Plain(words)})
	}
	return d
}

// numbered prints one part of a section.
func numbered(level, n int, p Part) paper.Block {
	if p.Title == "" {
		return paper.Heading{Level: level, Number: n, Rest: paper.Plain(p.Text)}
	}
	return paper.Heading{Level: level, Number: n, Text: p.Title + "。", Rest: paper.Plain(p.Text)}
}

// reach is the invitation with the ways to reach the unit.
func (b *Bulletin) reach() string {
	var ways string
	for _, l := range b.Contact {
		ways = join(ways, l.Name+"："+l.Value, "；")
	}
	if ways == "" {
		return b.Invite
	}
	return b.Invite + "联系方式：" + ways + "。"
}

// print adds an item and what stands below it. Aspects are headings of the second
// level, problems of the third, points of the fourth, whatever stands above them.
func (it *Item) print(to []paper.Block, n int) []paper.Block {
	level := map[ledger.Level]int{ledger.Aspect: 2, ledger.Problem: 3, ledger.Point: 4}[it.Level]
	h := paper.Heading{Level: cmp.Or(level, 2), Rest: paper.Plain(it.told())}
	title := cmp.Or(it.Title, ledger.Untitled.ZH)
	if it.Left != "" {
		title = "不予公开（" + it.Left + "）" // under its own number, so that the count is whole
	}
	switch v := number0(it.Label); {
	case it.Level == ledger.Aspect:
		h.Number, h.Text = n, title
	case it.Level == ledger.Point && v > 0:
		h.Number, h.Text = v, sentence(title)
	case it.Label != "":
		h.Text = it.Label + "：" + sentence(title)
	default:
		h.Number, h.Text = n, sentence(title)
	}
	to = append(to, h)
	for i, below := range it.Items {
		to = below.print(to, i+1)
	}
	return to
}

// told is what was done about a leaf, what came of it, and the status word.
func (it *Item) told() string {
	s := steps(it.Measures)
	if it.Result != "" {
		s += "整改成效：" + sentence(it.Result)
	}
	if it.Status != "" {
		s += "完成情况：" + string(it.Status) + "。"
	}
	return s
}

// number0 returns the number that a label is, or 0.
func number0(label string) int {
	v := 0
	for _, r := range label {
		if r < '0' || r > '9' || v > 1e6 {
			return 0
		}
		v = v*10 + int(r-'0')
	}
	return v
}
