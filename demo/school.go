package demo

import (
	"slices"

	"zhenggai/ledger"
	"zhenggai/org"
)

// watched is the full chain with a look by the unit's own watch group: a chain is what
// an office makes of it.
func watched() []ledger.ChainStep {
	i := slices.IndexFunc(ledger.FullChain, func(s ledger.ChainStep) bool { return s.Key == "group" })
	return slices.Insert(slices.Clone(ledger.FullChain), i, ledger.ChainStep{Key: "watch", Title: "督察组核实", Role: org.Watch, Verify: true})
}

// school is the unit in the middle: findings wait at each step of the chain, for
// approval and for more time; some were returned, some are late.
func (m *maker) school() {
	b, chain := &bureau{name: schoolName}, watched()
	const sent = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 24 25 26"
	m.at(-240, 9, func() error { return m.open(b, chain, m.day(-160)) })
	m.at(-159, 9, func() error {
		return m.take(b, "qiaosx", "school-feedback", "关于巡察市教育局党组的反馈意见.txt")
	})
	m.plan(b, "school-plan", "关于落实巡察反馈意见的整改方案.txt", -142, -134, "教育收费和资金整改专项组", "zhaixy", "miaojm", "8 13 17 18 19 20", sent)
	m.at(-133, 9, func() error { return m.results(b, "school-progress") })
	m.at(-130, 9, m.act(b, org.Officer, "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 24 25 26", ledger.Act{Event: ledger.Approve, Reason: "同意。"}))
	m.at(-128, 10, m.act(b, org.Officer, "22", ledger.Act{Event: ledger.SendBack, Reason: "调研课题没有列出题目和成果形式，请具体到人、到题目。"}))
	m.at(-20, 10, m.act(b, org.Coordinator, "22", ledger.Act{Event: ledger.Amend, Edit: &ledger.Edit{
		Goal:     new("班子成员每人完成1个重点课题，成果转化率不低于80%。"),
		Standard: new("有调研报告、有会议研究记录、有转化文件。"), RootCause: new("重调研轻转化，课题由科室代拟。")}}))
	m.at(-7, 10, m.act(b, org.Coordinator, "23", ledger.Act{Event: ledger.Plan}))
	m.at(-6, 10, m.act(b, org.Coordinator, "22", ledger.Act{Event: ledger.Plan}))
	m.at(-90, 10, m.act(b, org.Officer, "24", ledger.Act{Event: ledger.Annul, Reason: "所涉5卷材料已由市委组织部专项核查并统一处理，不再作为本次整改事项。"}))

	for _, t := range []batch{
		{nos: "1 2 3", day: -70},
		{nos: "13", day: -19, until: "lead", back: "目录以外教辅还有3所学校14.6万元没有清退，不具备销号条件。"},
		{nos: "14", day: -18, until: "office", back: "2名校长的诫勉决定书没有送达回执，19名学生中有4名核实结论不明确，请补充。"},
		{nos: "11", day: -13, until: "supervisor"},
		{nos: "10", day: -11, until: "office"},
		{nos: "9", day: -9, until: "secretary"},
		{nos: "8", day: -8, until: "group"},
		{nos: "7", day: -6, until: "watch"},
		{nos: "6", day: -5, until: "desk"},
		{nos: "5", day: -4, until: "lead"},
		{nos: "12", day: -3, until: "lead"},
		{nos: "4 25", day: -2, until: "self"},
		{nos: "26", day: -7, until: "self"},
	} {
		m.submit(b, chain, t)
	}
	m.at(-5, 15, m.act(b, org.Handler, "26", ledger.Act{Event: ledger.Withdraw, Reason: "考察谈话记录尚缺2份，撤回补充。"}))
	m.schoolTime(b)
	m.schoolRegisters(b)
}

// schoolTime is about dates: more time, milestones, work that is half done.
func (m *maker) schoolTime(b *bureau) {
	m.at(-133, 11, m.schoolMilestones(b))
	m.at(-50, 10, func() error {
		return m.each("15 16 17 18 19 20 21", func(no string) error { return m.finish(b, no, -50, 1) })
	})
	m.at(-16, 10, m.act(b, org.Handler, "21", ledger.Act{Event: ledger.Partly, Reason: "“三重一大”清单已修订，2项重大事项已重新上会，另1项待评估。"}))
	m.ask(b, "17", -12, 30, "4间门面租赁合同未到期，承租人不同意提前解除。", "已重新公开招租7间，追缴租金11.2万元。")
	m.answer(b, "17", -9, ledger.Refuse, "少收租金的追缴不受合同期限制，应当按期完成；租赁纠纷依法处理。")
	m.ask(b, "16", -6, 15, "剩余33套智慧黑板的乡村学校网络改造未完工。", "已调剂61套。")
	m.answer(b, "16", -4, ledger.Grant, "同意延期一次，到期未完成的通报。")
	m.ask(b, "15", -3, 40, "4个项目竣工决算审计须由市审计局统一安排。", "已完成5个项目审计。")
}

// schoolMilestones sets days on the way of the longest measure; the plan is not
// approved yet.
func (m *maker) schoolMilestones(b *bureau) func() error {
	return func() error {
		all, err := m.measures(b, "23")
		if err != nil {
			return err
		}
		return m.do(b, org.Coordinator, "23", ledger.Act{Event: ledger.Amend, On: all[0].ID, Edit: &ledger.Edit{Milestones: &[]ledger.Milestone{
			{Title: "起草议事规则范本", Due: m.day(-30), Done: m.day(-34)}, {Title: "15所学校完成修订", Due: m.day(15)}, {Title: "书记、校长分设到位", Due: m.day(45)}}}})
	}
}

func (m *maker) schoolRegisters(b *bureau) {
	m.at(-21, 9, func() error {
		return m.take(b, "luzy", "school-progress", "关于巡察反馈意见整改进展情况的报告.txt")
	})
	m.at(-15, 11, func() error {
		all, err := m.Discrepancies(m.ctx, m.as("luzy"), b.book.ID)
		if err != nil {
			return err
		}
		for _, d := range all {
			if d.Finding == b.findings["15"].ID {
				if _, err := m.Settle(m.ctx, m.as("luzy"), b.book.ID, d.ID, "报告按审计安排预计的日期填写，未经批准；期限仍以整改方案为准，另行申请延期。"); err != nil {
					return err
				}
			}
		}
		return nil
	})
	m.register(b, "18", -48, &ledger.Accountability{Form: "批评教育", Persons: 1, Dated: m.day(-52), Text: "资助资金迟发责任人"})
	m.register(b, "13", -40, &ledger.Money{Event: "repaid", Amount: 2410_0000, Payer: "4所学校", Voucher: "记-0218", Dated: m.day(-42), Text: "清退目录以外教辅费用"})
	m.register(b, "17", -39, &ledger.Money{Event: "recovered", Amount: 1120_0000, Payer: "承租人7户", Voucher: "记-0233", Dated: m.day(-41), Text: "追缴少收租金"})
	m.register(b, "19", -38, &ledger.Money{Event: "repaid", Amount: 382_0000, Payer: "机关工会会员", Voucher: "工-0019", Dated: m.day(-41), Text: "清退工会经费超范围支出"})
	m.register(b, "16", -37, &ledger.Money{Event: "saved", Amount: 9600_0000, Voucher: "采-0007", Dated: m.day(-41), Text: "取消重复采购智慧黑板计划"})
	m.regulate(b, -58, "教师交流轮岗实施办法", "云教党组〔Y〕6号", "amended", "5")
	m.regulate(b, -47, "课后服务经费管理办法", "云教发〔Y〕21号", "made", "8")
}
