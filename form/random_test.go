package form_test

import (
	"fmt"

	"pgregory.net/rapid"

	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/zh"
)

// The words of random ledgers: what findings and measures are made of.
var (
	what  = []string{"河道巡查记录不全", "堤防维修进度滞后", "差旅费报销超出标准", "固定资产台账不实", "工程变更没有集体研究", "党费收缴不规范", "信访事项办理超期", "合同审查流于形式", "公务接待没有公函", "培训计划落实不到位"}
	where = []string{"部分科室", "个别下属单位", "基层水管站", "机关支部", "2个镇", "办公室", "财务部门"}
	doing = []string{"修订管理办法", "组织专题学习", "逐一核对2024年以来的台账", "清退超标准报销的费用1280元", "召开警示教育会", "每季度抽查一次", "建立问题台账", "明确责任科室和办理时限", "对相关责任人进行谈话提醒", "开展全面自查", "印发工作规范", "完善审批流程"}
	heads = []string{"贯彻落实上级决策部署方面", "群众身边不正之风方面", "基层党组织建设方面", "巡视巡察整改落实方面"}
)

// accountGen draws a ledger: aspects, problems, points, each with measures, dates,
// owners, amounts and a state. One point at least is open and has asked for more time.
func accountGen() *rapid.Generator[*form.Account] {
	return rapid.Custom(func(t *rapid.T) *form.Account {
		m := newAccount()
		m.Inspection.Title = "巡察"
		m.Mappings = invented().Mappings
		point, problem := 0, rapid.IntRange(0, 9).Draw(t, "first problem")
		first := problem
		for i := range rapid.IntRange(1, 3).Draw(t, "aspects") {
			a := m.node(nil, ledger.Aspect, fmt.Sprint(i+1), "聚焦"+heads[i])
			for range rapid.IntRange(1, 2).Draw(t, "problems") {
				problem++
				p := m.node(a, ledger.Problem, fmt.Sprint(problem-first), "针对"+what[problem%len(what)]+"的问题")
				for range rapid.IntRange(1, 4).Draw(t, "points") {
					point++
					m.random(t, p, point)
				}
			}
		}
		m.last(t)
		return m.Account
	})
}

// last makes the last point one about which each form can be: it is open, asked for
// more time, was spoken of in a meeting, and notices were sent.
func (m *maker) last(t *rapid.T) {
	leaves := m.Leaves()
	c := leaves[len(leaves)-1]
	f := c.Finding
	f.State, f.Partial, f.Extended, f.Due = ledger.Underway, false, 1, zh.D(2026, 8, rapid.IntRange(1, 28).Draw(t, "late"))
	c.Closures, c.Submissions, c.Measures[0].Done = nil, nil, nil
	c.Extensions = []*ledger.Extension{{Head: org.Head{ID: id(extensionID)}, Finding: f.ID, N: 1, From: f.FirstDue, To: zh.D(2026, 12, rapid.IntRange(1, 31).Draw(t, "to")), Reason: "主汛期不能施工。", Progress: "完成主体工程的六成。",
		By: id(leadID), At: at(zh.D(2026, 8, 10), 10)}}
	if rapid.Bool().Draw(t, "decided") {
		x := c.Extensions[0]
		x.Decision, x.Opinion, x.DecidedBy, x.DecidedAt = ledger.Refused, "按原时限完成", id(officerID), at(zh.D(2026, 8, 11), 15)
	}
	m.Colours[f.ID] = regs.Yellow
	m.Notices = []*ledger.Notice{{Head: org.Head{ID: m.id()}, Finding: f.ID, Due: f.Due, Level: 2, Colour: "yellow", At: at(zh.D(2026, 7, 30), 8)}}
	m.Meetings = []*ledger.Meeting{{Head: org.Head{ID: id(meetingID)}, Kind: "领导小组会", Title: "巡察整改领导小组第三次会议", Dated: zh.D(2026, 7, 8), Chair: "方知行", Present: []string{"方知行", "陆小舟"}, Decisions: []ledger.Resolved{{Text: "整改办每周通报一次进度"}}}}
	for _, c := range leaves[:rapid.IntRange(1, len(leaves)).Draw(t, "decisions")] {
		m.Meetings[0].Decisions = append(m.Meetings[0].Decisions, ledger.Resolved{Finding: c.Finding.ID, Text: "同意销号"})
	}
	m.Rules = []*ledger.Regulation{{Head: org.Head{ID: m.id()}, Title: "河道巡查办法", No: "云水发〔2026〕9号", Event: "amended", Dated: zh.D(2026, 6, 18)}}
	m.Groups = []*ledger.Workgroup{{Name: "财务整改专项组"}}
}

// random adds a point.
func (m *maker) random(t *rapid.T, p *ledger.Finding, n int) {
	title := fmt.Sprintf("%s%s", rapid.SampledFrom(where).Draw(t, "where"), rapid.SampledFrom(what).Draw(t, "what"))
	measures := rapid.SliceOfNDistinct(rapid.SampledFrom(doing), 1, 4, rapid.ID[string]).Draw(t, "measures")
	state := rapid.SampledFrom([]ledger.State{ledger.Open, ledger.Underway, ledger.Closed, ledger.Submitted}).Draw(t, "state")
	c := m.leaf(p, fmt.Sprint(n), title, state, measures...)
	c.Finding.Due = zh.D(2026, rapid.IntRange(6, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))
	c.Finding.Standing = rapid.Bool().Draw(t, "standing")
	c.Finding.Partial = state == ledger.Underway && rapid.Bool().Draw(t, "partial")
	c.Finding.Standard = rapid.SampledFrom([]string{"", "账、卡、物相符", "记录完整可查"}).Draw(t, "standard")
	c.Finding.Goal = rapid.SampledFrom([]string{"", "记录齐全", "当年清零"}).Draw(t, "goal")
	c.Finding.RootCause = rapid.SampledFrom([]string{"", "多年没有清查"}).Draw(t, "cause")
	c.Finding.Progress = rapid.SampledFrom([]string{"", "完成主体工程的六成。", "补齐记录96份，退回报销单12张"}).Draw(t, "progress")
	c.Finding.Next = rapid.SampledFrom([]string{"", "汛期后复工"}).Draw(t, "next")
	if rapid.Bool().Draw(t, "alone") {
		c.Finding.Owners.Support = nil
	}
	switch state {
	case ledger.Closed:
		closed(m, c)
	case ledger.Underway:
		done(c)
		c.Measures[rapid.IntRange(0, len(measures)-1).Draw(t, "undone")].Done = nil
	}
	if n := rapid.Int64Range(0, 3).Draw(t, "money"); n > 0 {
		c.Moneys = []*ledger.Money{{Head: org.Head{ID: m.id()}, Finding: c.Finding.ID, Event: "repaid", Amount: ledger.Fen(n * 1234567), Dated: zh.D(2026, 6, 3), Text: "清退差旅费"}}
		c.Accounts = []*ledger.Accountability{{Head: org.Head{ID: m.id()}, Finding: c.Finding.ID, Form: "谈话提醒", Persons: int(n), Dated: zh.D(2026, 6, 5)}}
	}
	c.Finding.Involved = ledger.Fen(rapid.SampledFrom([]int64{0, 1, 128000, 9999999999}).Draw(t, "involved"))
}
