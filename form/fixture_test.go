package form_test

import (
	"time"

	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/zh"
)

// id returns the n-th id of the fixture.
func id(n int) org.ID {
	return org.NewID(time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC), [10]byte{byte(n >> 8), byte(n)})
}

// at returns a moment of the fixture: hours of a day, at the site.
func at(d zh.Date, hour int) ledger.Time {
	return ledger.At(time.Date(int(d.Year), time.Month(d.Month), int(d.Day), hour-8, 0, 0, 0, time.UTC))
}

const (
	unitID = iota + 1
	deptID
	otherID
	leadID
	handlerID
	officerID
	bookID
	inspectionID
	meetingID
	extensionID
	next
)

// A maker builds an account by hand.
type maker struct {
	*form.Account
	n int
}

func (m *maker) id() org.ID {
	m.n++
	return id(next + m.n)
}

func newAccount() *maker {
	book := &ledger.Book{Head: org.Head{Book: id(bookID), ID: id(bookID)}, Unit: id(unitID), Name: "云川市水务局整改账册", Chain: ledger.UnitChain}
	return &maker{Account: &form.Account{
		Book: book,
		Inspection: &ledger.Inspection{Head: org.Head{Book: id(bookID), ID: id(inspectionID)}, No: "2026-01", Title: "八届市委第四轮巡察", Team: "市委第一巡察组",
			From: zh.D(2026, 3, 2), To: zh.D(2026, 4, 28), Feedback: zh.D(2026, 5, 12), Kind: "inspection"},
		Round:   &ledger.Round{Name: "八届市委第四轮巡察"},
		Cases:   map[org.ID]*ledger.Case{},
		Units:   map[org.ID]string{id(unitID): "云川市水务局", id(deptID): "河湖管理科", id(otherID): "计划财务科"},
		People:  map[org.ID]form.Signer{id(leadID): {"方知行", "副局长", "云川市水务局"}, id(handlerID): {"陆小舟", "", "河湖管理科"}, id(officerID): {"乔思贤", "", "市委巡察办"}},
		Colours: map[org.ID]regs.Colour{},
		Today:   zh.D(2026, 8, 20),
	}}
}

// node adds a finding that is no leaf.
func (m *maker) node(up *ledger.Finding, level ledger.Level, no, title string) *ledger.Finding {
	f := &ledger.Finding{Head: org.Head{Book: id(bookID), ID: m.id()}, Inspection: id(inspectionID), Level: level, Ord: len(m.Tree) + 1, No: no, Title: title, State: ledger.Underway, Cycle: 1}
	f.Code = no
	if up != nil {
		f.Parent, f.Code = up.ID, up.Code+"."+no
	}
	m.Tree = append(m.Tree, f)
	return f
}

// leaf adds a leaf with measures.
func (m *maker) leaf(up *ledger.Finding, no, title string, state ledger.State, measures ...string) *ledger.Case {
	f := m.node(up, ledger.Point, no, title)
	f.Leaf, f.Text, f.State, f.Kind, f.Due, f.FirstDue = true, title+"。", state, ledger.Dated, zh.D(2026, 9, 30), zh.D(2026, 9, 30)
	f.Owners = ledger.Owners{Lead: id(leadID), Dept: id(deptID), Support: []org.ID{id(otherID)}, Handler: id(handlerID)}
	c := &ledger.Case{Book: m.Book, Inspection: m.Inspection, Finding: f}
	for i, text := range measures {
		c.Measures = append(c.Measures, &ledger.Measure{Head: org.Head{Book: id(bookID), ID: m.id()}, Finding: f.ID, Cycle: 1, Ord: i + 1, Text: text, Kind: ledger.Dated, Due: f.Due, FirstDue: f.Due})
	}
	m.Cases[f.ID] = c
	return c
}

// done says that all measures of a case are done.
func done(c *ledger.Case, results ...string) {
	for i, x := range c.Measures {
		x.Done = &ledger.Done{Dated: zh.D(2026, 7, 1+i), By: id(handlerID), At: at(zh.D(2026, 7, 2+i), 9)}
		if i < len(results) {
			x.Done.Result = results[i]
		}
	}
}

// invented is the account from which the golden files are made: it has every kind of
// row, and leaves that stand in each way.
func invented() *form.Account {
	m := newAccount()
	first := m.node(nil, ledger.Aspect, "1", "聚焦贯彻落实上级决策部署方面")
	p := m.node(first, ledger.Problem, "1", "河湖长制落实不到位")
	c := m.leaf(p, "1", "部分河段巡查记录不全", ledger.Closed, "修订河道巡查办法，明确巡查频次和记录要求。", "对12个河段的巡查记录逐一补查")
	closed(m, c)
	c = m.leaf(p, "2", "堤防维修项目进度滞后", ledger.Underway, "倒排工期，每周调度一次")
	c.Finding.Extended, c.Finding.Due, c.Finding.Progress, c.Finding.Next = 1, zh.D(2026, 12, 31), "完成主体工程的六成", "汛期后复工"
	c.Extensions = []*ledger.Extension{{Head: org.Head{ID: id(extensionID)}, Finding: c.Finding.ID, N: 1, From: zh.D(2026, 9, 30), To: zh.D(2026, 12, 31), Reason: "主汛期不能施工。", Progress: "完成主体工程的六成。",
		By: id(leadID), At: at(zh.D(2026, 8, 10), 10), Decision: ledger.Granted, Opinion: "汛后抓紧", DecidedBy: id(officerID), DecidedAt: at(zh.D(2026, 8, 11), 15)}}
	m.Colours[c.Finding.ID] = regs.Green
	second := m.node(nil, ledger.Aspect, "2", "聚焦群众身边不正之风方面")
	p = m.node(second, ledger.Problem, "2", "财务管理不规范")
	c = m.leaf(p, "3", "差旅费报销超出标准", ledger.Closed, "清退超标准报销的差旅费")
	done(c, "清退4人共1280元。")
	c.Finding.Kind, c.Finding.Standing, c.Finding.Involved = ledger.Immediate, true, 128000
	c.Moneys = []*ledger.Money{{Head: org.Head{ID: m.id()}, Finding: c.Finding.ID, Event: "repaid", Amount: 128000, Voucher: "收据07号", Dated: zh.D(2026, 6, 3), Text: "清退差旅费"}}
	c.Accounts = []*ledger.Accountability{{Head: org.Head{ID: m.id()}, Finding: c.Finding.ID, Form: "谈话提醒", Persons: 2, Dated: zh.D(2026, 6, 5), Text: "报销审核人员"}}
	c = m.leaf(p, "4", "固定资产台账不实", ledger.Underway, "全面清查固定资产", "建立资产卡片并按季核对")
	c.Finding.Due, c.Finding.Partial, c.Finding.RootCause, c.Finding.Standard = zh.D(2026, 10, 15), true, "多年没有清查", "账、卡、物相符"
	done(c)
	c.Measures[1].Done = nil
	m.Colours[c.Finding.ID] = regs.Yellow
	p = m.node(second, ledger.Problem, "3", "")
	p.Inferred = true
	c = m.leaf(p, "5", "个别工程变更没有集体研究", ledger.Underway, "学习“三重一大”议事规则", "对2024年以来的7项变更补充研究")
	c.Finding.Due = zh.D(2026, 7, 31)
	c.Records = []*ledger.Record{{Head: org.Head{ID: m.id()}, Finding: c.Finding.ID, Kind: "学习", Title: "学习议事规则", Dated: zh.D(2026, 6, 20)}}
	m.Colours[c.Finding.ID] = regs.Red
	m.Notices = []*ledger.Notice{{Head: org.Head{ID: m.id()}, Finding: c.Finding.ID, Due: c.Finding.Due, Level: 3, Colour: "red", At: at(zh.D(2026, 8, 1), 8)}}
	c = m.leaf(p, "6", "经核实不属于本局职责", ledger.Void)
	c.Finding.Voided = "不属于本局职责"
	m.Meetings = []*ledger.Meeting{{Head: org.Head{ID: id(meetingID)}, Kind: "领导小组会", Title: "巡察整改领导小组第三次会议", Dated: zh.D(2026, 7, 8), Chair: "方知行", Present: []string{"方知行", "陆小舟"},
		Decisions: []ledger.Resolved{{Finding: m.Tree[2].ID, Text: "同意销号"}, {Text: "整改办每周通报一次进度"}}}}
	m.Rules = []*ledger.Regulation{{Head: org.Head{ID: m.id()}, Title: "河道巡查办法", No: "云水发〔2026〕9号", Event: "amended", Dated: zh.D(2026, 6, 18), Findings: []org.ID{m.Tree[2].ID}},
		{Head: org.Head{ID: m.id()}, Title: "差旅费管理细则", Event: "made", Dated: zh.D(2026, 6, 25)}}
	m.Groups = []*ledger.Workgroup{{Name: "财务整改专项组"}, {Name: "综合协调组"}}
	m.Mappings = []draft.Mapping{{Name: "市纪委月报", Columns: map[string]draft.Field{"编号": draft.FieldNumber, "存在问题": draft.FieldFinding, "怎么改": draft.FieldMeasures, "谁负责": draft.FieldLead, "何时完": draft.FieldDue, "多少钱": draft.FieldInvolved}}}
	return m.Account
}

// closed leads a case through its chain.
func closed(m *maker, c *ledger.Case) {
	done(c, "新办法已印发执行。", "补查记录96份")
	c.Finding.Goal, c.Finding.Progress = "巡查记录完整可查", "12个河段的巡查记录全部补齐"
	c.Evidence = []*ledger.Evidence{{Head: org.Head{ID: m.id()}, Finding: c.Finding.ID, Cycle: 1, SHA256: ledger.Digest{0xAB, 0xCD}, Name: "巡查办法.pdf", Dated: zh.D(2026, 6, 18), Seen: at(zh.D(2026, 6, 19), 9)}}
	s := &ledger.Submission{Head: org.Head{ID: m.id()}, Finding: c.Finding.ID, Cycle: 1, N: 1, Note: "措施全部完成，请予销号。", By: id(handlerID), At: at(zh.D(2026, 7, 6), 9), Chain: m.Book.Chain, Outcome: ledger.Passed}
	for i, step := range s.Chain {
		s.Verdicts = append(s.Verdicts, ledger.Verdict{Step: step.Key, Pass: true, Opinion: []string{"同意", "情况属实", ""}[i%3], By: id(leadID), At: at(zh.D(2026, 7, 7), 9+i), Seen: ledger.Digest{1, 2, 3}})
	}
	c.Submissions = []*ledger.Submission{s}
	c.Closures = []*ledger.Closure{{Head: org.Head{ID: m.id()}, Finding: c.Finding.ID, Cycle: 1, Submission: s.ID, Verifier: id(officerID), By: id(leadID), At: at(zh.D(2026, 7, 7), 16), Seen: c.Seen()}}
}

// subject returns something that a form can be about.
func subject(a *form.Account, f *form.Form) (s org.ID) {
	for _, c := range form.Subjects(a, f) {
		s = c.ID
		if f.Key != "urge" && f.Key != "remind" {
			break // the first is closed
		}
	}
	return s
}

func draftOf(a *form.Account, f *form.Form) form.Draft {
	return form.Draft{Account: a, Form: f, Subject: subject(a, f), Number: "云水党组〔2026〕12号"}
}
