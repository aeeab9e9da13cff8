package form

import (
	"cmp"
	"strings"

	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/paper"
	"zhenggai/zh"
)

// The passages that letters share.
var (
	issuer = Passage{"issuer", "发文单位", "issuing body", true, "{党组织}"}
	to     = Passage{"to", "主送", "addressee", true, "市委巡察工作领导小组办公室"}
	copied = Passage{"cc", "抄送", "copied to", true, ""}
)

func titled(text string) Passage { return Passage{"title", "标题", "title", true, text} }

func chapter(key, zh, en, text string) Passage { return Passage{key, zh, en, false, text} }

// plan is the plan with its table, an official paper with a red head.
var plan = Form{
	Key: "plan", ZH: "整改方案", EN: "rectification plan", Of: OfInspection, Numbered: true, Formats: letters,
	About: about("报送整改办的整改方案：原则、组织领导、任务表和保障措施。", "The plan for the office: principles, leading group, the table of tasks, guarantees."),
	Passages: []Passage{issuer, titled("{党组织}关于巡察反馈意见的整改方案"), to,
		chapter("lead", "引言", "lead", "{反馈日期}，{巡察组}向{党组织}反馈了巡察意见，指出{问题总数}个问题、{具体问题总数}个具体问题。为抓好整改落实，制定本方案。"),
		chapter("principles", "整改原则（一行一条）", "principles (a line each)", "坚持问题导向。对照反馈意见逐条认领，不回避、不遮掩，做到条条有整改、件件有着落。\n坚持标本兼治。既解决具体问题，又查找制度漏洞，防止同类问题再次发生。\n坚持责任到人。每个问题明确责任领导、牵头科室和完成时限。"),
		chapter("group", "组织领导", "leading group", "成立巡察整改工作领导小组，党组书记任组长。下设{专项组名称}，分别负责有关问题的整改落实。"),
		chapter("table", "整改任务", "tasks", "共确定整改措施{措施总数}项，其中立行立改的问题{立行立改数}个，长期坚持的问题{长期坚持数}个。具体任务、责任和时限见附件。"),
		chapter("guarantee", "保障措施（一行一条）", "guarantees (a line each)", "压实责任。党组书记履行第一责任人责任，班子成员抓好分管领域整改。\n强化督办。整改办定期通报进度，对逾期未完成的予以督办。\n严格销号。每个问题经审核通过方可销号，未通过的重新整改。"),
		copied},
	Make: func(d *Draft) (paper.Document, error) {
		doc := d.letter("文件")
		doc.Body = d.paragraphs("lead")
		doc.Body = d.section(doc.Body, 1, "整改原则", "principles")
		doc.Body = d.section(doc.Body, 2, "组织领导", "group")
		doc.Body = d.section(doc.Body, 3, "整改任务", "table")
		doc.Body = d.section(doc.Body, 4, "保障措施", "guarantee")
		t := d.table(d.Leaves(), planColumns)
		t.Wide = true
		doc.Attachments = []paper.Attachment{{Name: "整改任务清单", Body: []paper.Block{t}}}
		return doc, nil
	},
}

// planColumns are those of the table that plans of enterprises have.
var planColumns = []column{{"序号", draft.FieldNumber}, {"反馈问题", fieldWhole}, {"整改目标", draft.FieldGoal}, {"整改措施", draft.FieldMeasures},
	{"责任领导", draft.FieldLead}, {"责任部门", fieldOwner}, {"完成时限", draft.FieldDue}}

// progress is the report on progress to the office.
var progress = Form{
	Key: "progress", ZH: "整改进展情况报告", EN: "progress report", Of: OfInspection, Numbered: true, Formats: letters,
	About: about("向整改办报告整改进展：总体情况、逐条进展、未完成问题和下一步计划。", "Progress for the office: the whole, item by item, what is not done and what comes next."),
	Passages: []Passage{issuer, titled("{党组织}关于巡察整改进展情况的报告"), to,
		chapter("lead", "引言", "lead", "{反馈日期}，{巡察组}向{党组织}反馈了巡察意见。现将整改进展情况报告如下。"),
		chapter("whole", "总体情况", "the whole", "反馈的{问题总数}个问题、{具体问题总数}个具体问题，已完成{已完成数}个，基本完成{基本完成数}个，未完成{未完成总数}个（含基本完成）。完成率{完成率}，含基本完成为{含基本完成率}。\n"+
			"共制定措施{措施总数}项，完成{措施完成数}项；新建制度{制度新建数}项，修订制度{制度修订数}项；清退和追回资金合计{资金合计}；问责{问责人数}人。"),
		chapter("next", "下一步计划（一行一条）", "next steps (a line each)", "对未完成的问题逐项明确时限，按期完成并申请销号。\n对已完成的问题开展检查，防止反弹。"),
		copied},
	Make: func(d *Draft) (paper.Document, error) {
		doc := d.letter("")
		doc.Body = d.paragraphs("lead")
		doc.Body = d.section(doc.Body, 1, "总体情况", "whole")
		doc.Body = append(doc.Body, paper.Heading{Level: 1, Number: 2, Text: "逐条整改进展情况"})
		for i, it := range d.items() {
			doc.Body = it.print(doc.Body, i+1)
		}
		n := 3
		if open := d.unfinished(); len(open) > 0 {
			doc.Body = append(doc.Body, paper.Heading{Level: 1, Number: n, Text: "尚未完成的问题"},
				d.table(open, []column{{"序号", draft.FieldNumber}, {"反馈问题", draft.FieldFinding}, {"整改时限", draft.FieldDue}, {"完成情况", draft.FieldStatus}, {"下一步", draft.FieldNext}}))
			n++
		}
		doc.Body = d.section(doc.Body, n, "下一步计划", "next")
		return doc, nil
	},
}

// principal is what the first in charge reports of his own organising work.
var principal = Form{
	Key: "principal", ZH: "主要负责人组织落实情况报告", EN: "report of the principal", Of: OfInspection, Formats: letters,
	About: about("党组（党委）主要负责人组织落实巡察整改的情况，由本人署名。", "What the first in charge did to organise rectification, signed by himself."),
	Passages: []Passage{titled("关于组织落实巡察整改情况的报告"), to,
		chapter("lead", "引言", "lead", "{反馈日期}，{巡察组}反馈巡察意见后，本人履行整改第一责任人责任。现将组织落实情况报告如下。"),
		chapter("study", "研究部署（一行一条）", "deciding (a line each)", "主持召开会议{会议次数}次，逐条研究{具体问题总数}个具体问题的整改措施，明确责任和时限。"),
		chapter("push", "推动落实（一行一条）", "pushing (a line each)", "带头领办重点问题，调度整改进展。目前已完成{已完成数}个，未完成{未完成总数}个，其中逾期{逾期数}个。"),
		chapter("rules", "建章立制（一行一条）", "rules (a line each)", "推动建章立制，新建制度{制度新建数}项，修订制度{制度修订数}项，废止制度{制度废止数}项。"),
		chapter("next", "下一步打算（一行一条）", "next steps (a line each)", "继续盯住未完成的问题，按期整改、逐项销号。"),
		{"signed", "署名", "signature", true, "主要负责人："}},
	Make: func(d *Draft) (paper.Document, error) {
		doc := paper.Document{Title: d.say("title"), To: d.say("to"), Body: d.paragraphs("lead"),
			Signature: paper.Signature{Bodies: d.lines("signed"), Date: d.Today}}
		for i, c := range []struct{ title, key string }{{"研究部署情况", "study"}, {"推动落实情况", "push"}, {"建章立制情况", "rules"}, {"下一步打算", "next"}} {
			doc.Body = d.section(doc.Body, i+1, c.title, c.key)
		}
		return doc, nil
	},
}

// letter begins an official paper of the unit.
func (d *Draft) letter(suffix string) paper.Document {
	from := d.say("issuer")
	doc := paper.Document{Head: paper.Head{Issuers: []string{from}, Suffix: suffix, Number: d.Number}, Title: broken(d.say("title")), To: d.say("to"),
		Signature: paper.Signature{Bodies: []string{from}, Date: d.Today, Sealed: true}}
	if cc := d.say("cc"); cc != "" {
		doc.Colophon = paper.Colophon{CC: cc, Issuer: from, Date: d.Today}
	}
	return doc
}

// section adds a chapter: its lines are paragraphs or, if there are several with a
// sentence of their own before the rest, numbered parts. Words that nobody changed are
// left out where all that they count is nothing.
func (d *Draft) section(to []paper.Block, n int, title, key string) []paper.Block {
	to = append(to, paper.Heading{Level: 1, Number: n, Text: title})
	all := d.told(key)
	for i, l := range all {
		runs := d.filler.runs(l)
		head, rest, ok := strings.Cut(l, "。")
		switch {
		case len(all) > 1 && ok && rest != "" && !strings.ContainsAny(head, "{｛"):
			to = append(to, paper.Heading{Level: 2, Number: i + 1, Text: head + "。", Rest: d.filler.runs(rest)})
		default:
			to = append(to, paper.Paragraph{Runs: runs})
		}
	}
	return to
}

// unfinished returns the leaves that are not done.
func (a *Account) unfinished() (all []*ledger.Case) {
	for _, c := range a.Leaves() {
		if !a.stands(c).Finished {
			all = append(all, c)
		}
	}
	return all
}

// minutes are the minutes of a meeting about rectification.
var minutes = Form{
	Key: "minutes", ZH: "会议纪要", EN: "minutes of a meeting", Of: OfMeeting, Numbered: true, Formats: letters,
	About:    about("整改会议的纪要：时间、主持、出席和逐项决定。", "Minutes of a meeting on rectification: day, chair, presence, decisions."),
	Passages: []Passage{issuer, titled(""), chapter("lead", "会议概况", "about the meeting", ""), chapter("more", "其他事项（一行一条）", "other matters (a line each)", "")},
	Make: func(d *Draft) (paper.Document, error) {
		m := d.meeting()
		if m == nil {
			return paper.Document{}, errSubject(d.Form)
		}
		doc := paper.Document{Head: paper.Head{Issuers: []string{d.say("issuer")}, Suffix: "会议纪要", Number: d.Number}, Title: cmp.Or(d.say("title"), m.Title+"纪要"),
			Signature: paper.Signature{Bodies: []string{d.say("issuer")}, Date: d.Today}}
		if doc.Body = d.paragraphs("lead"); len(doc.Body) == 0 {
			words := day(m.Dated) + "召开" + cmp.Or(m.Title, m.Kind) + "，研究巡察整改工作。"
			if m.Chair != "" {
				words = day(m.Dated) + "，" + m.Chair + "主持召开" + cmp.Or(m.Title, m.Kind) + "，研究巡察整改工作。"
			}
			doc.Body = append(doc.Body, paper.Paragraph{Runs: paper.Plain(words)})
		}
		if len(m.Decisions) > 0 {
			doc.Body = append(doc.Body, paper.Paragraph{Runs: paper.Plain("会议议定以下事项：")})
		}
		for i, r := range m.Decisions {
			text := sentence(r.Text)
			if f := d.finding(r.Finding); f != nil {
				text = "关于问题" + f.Code + "“" + bare(titleOf(f)) + "”：" + text
			}
			doc.Body = append(doc.Body, paper.Heading{Level: 2, Number: i + 1, Rest: paper.Plain(text)})
		}
		doc.Body = append(doc.Body, d.paragraphs("more")...)
		if len(m.Present) > 0 {
			doc.Body = append(doc.Body, paper.Paragraph{Runs: []paper.Run{{Text: "出席：", Bold: true}, {Text: strings.Join(m.Present, "、")}}})
		}
		return doc, nil
	},
}

func (d *Draft) meeting() *ledger.Meeting {
	for _, m := range d.Meetings {
		if m.ID == d.Subject {
			return m
		}
	}
	return nil
}

// statistics is the block of figures with which inspection offices add up: each is
// counted in the ledger, and says how.
var statistics = Form{
	Key: "statistics", ZH: "整改情况统计表", EN: "statistics", Of: OfInspection, Formats: tables,
	About:    about("问题、措施、制度、资金、问责等数字；每个数字都能点开看到它数的是哪些。", "Findings, measures, regulations, money, accountability; each figure leads to what it counts."),
	Passages: []Passage{titled("{单位}巡察整改情况统计表"), {"note", "表头说明", "note above the table", true, "截至{今天}"}},
	Make: func(d *Draft) (paper.Document, error) {
		t := paper.Table{Columns: []paper.Column{{Title: "序号", Width: 3, Kind: paper.Number}, {Title: "项目", Width: 10}, {Title: "数值", Width: 7, Kind: paper.Number}, {Title: "单位", Width: 4}, {Title: "口径", Width: 12}}}
		for i := range Figures {
			f := &Figures[i]
			if f.Fact {
				continue
			}
			v, _ := d.filler.value(f.ZH)
			value, unit := paper.Figure(v.N), f.Unit()
			if unit == "元" {
				value = paper.Amount(v.N)
			}
			t.Rows = append(t.Rows, paper.Row{Cells: []paper.Cell{paper.Figure(zh.Int(int64(len(t.Rows) + 1))), paper.Words(f.ZH), value, paper.Words(unit), paper.Words(f.Rule)}})
		}
		return paper.Document{Title: d.say("title"), Body: []paper.Block{paper.Paragraph{Runs: d.filler.runs(d.words("note")), Align: paper.Right}, t}}, nil
	},
}

// Unit returns what a number counts, as tables say it; "" for a fact.
func (f *Figure) Unit() string {
	switch {
	case f.Fact:
		return ""
	case strings.HasSuffix(f.ZH, "率"):
		return "%"
	case strings.HasSuffix(f.ZH, "金额") || f.ZH == "资金合计":
		return "元"
	case strings.HasSuffix(f.ZH, "人数"):
		return "人"
	case strings.HasSuffix(f.ZH, "次数"):
		return "次"
	case strings.HasPrefix(f.ZH, "措施") || strings.HasPrefix(f.ZH, "制度"):
		return "项"
	case strings.HasSuffix(f.ZH, "件数"):
		return "件"
	}
	return "个"
}
