package demo

import (
	"zhenggai/ledger"
	"zhenggai/org"
)

// water is the unit where nearly all is done: closed in three batches, one closure
// that is stale and one that was looked at again, two relapses, one finding before its
// last signature and one that takes years.
func (m *maker) water() {
	b := &bureau{name: waterName}
	chain := ledger.FullChain
	all := "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22"
	m.at(-420, 9, func() error { return m.open(b, chain, m.day(-330)) })
	m.at(-329, 9, func() error {
		return m.take(b, "qiaosx", "water-feedback", "关于巡察市水务局党组的反馈意见.txt")
	})
	m.plan(b, "water-plan", "关于落实巡察反馈意见的整改方案.txt", -312, -304, "河湖供水整改专项组", "guql", "guixm", "1 2 3 4 5 6", all)
	m.at(-300, 9, func() error { return m.results(b, "water-public") })
	m.at(-302, 9, m.act(b, org.Officer, all, ledger.Act{Event: ledger.Approve, Reason: "同意。"}))

	for _, t := range []batch{
		{nos: "5 7 10 11 12 17", day: -270},
		{nos: "1 3 8 9 13 15 18 19", day: -228},
		{nos: "4", day: -190, until: "office", back: "管护责任书只有7份，与11处供水点不符，请补齐后重新申请。"},
		{nos: "2 6 14 16 21", day: -172},
		{nos: "4", day: -170, worked: true},
		{nos: "22", day: -12, until: "supervisor"},
	} {
		m.submit(b, chain, t)
	}
	m.at(-175, 10, func() error {
		return m.prove(b, "4", org.ID{}, -176, "补签柳塘片区4处供水点管护责任书")
	})
	m.at(-139, 9, func() error { return m.take(b, "yewq", "water-public", "关于巡察整改情况的通报.txt") })
	m.ask(b, "16", -200, -160, "议事规则涉及“三重一大”清单调整，需报上级备案。", "规则初稿已完成，正在征求意见。")
	m.answer(b, "16", -198, ledger.Grant, "同意延期一次。")
	m.waterRegisters(b)
	m.waterLately(b, chain)
}

// waterRegisters enters money, sanctions, regulations and a meeting.
func (m *maker) waterRegisters(b *bureau) {
	m.register(b, "11", -280, &ledger.Money{Event: "repaid", Amount: 436_0000, Payer: "防汛值班补贴26人", Voucher: "记-0312", Dated: m.day(-281), Text: "清退违规发放的防汛值班补贴"})
	m.register(b, "10", -279, &ledger.Money{Event: "recovered", Amount: 2180_0000, Payer: "某建设公司", Voucher: "记-0327", Dated: m.day(-280), Text: "追回多付工程款"})
	m.register(b, "12", -278, &ledger.Money{Event: "recovered", Amount: 5130_0000, Payer: "用水大户5家", Voucher: "记-0401", Dated: m.day(-279), Text: "追缴欠费"})
	m.register(b, "17", -279, &ledger.Accountability{Form: "批评教育", Persons: 2, Dated: m.day(-283), Text: "先支付后上会的责任人"})
	m.register(b, "9", -240, &ledger.Accountability{Form: "诫勉", Persons: 3, Dated: m.day(-243), Text: "拆分发包的责任人"})
	m.register(b, "9", -239, &ledger.Accountability{Form: "责令书面检查", Bodies: 1, Dated: m.day(-243), Text: "工程管理支部"})
	m.regulate(b, -281, "防汛物资管理细则", "云水发〔Y〕11号", "made", "5")
	m.regulate(b, -240, "河长巡河工作办法", "云水党组〔Y〕9号", "amended", "1")
	m.regulate(b, -235, "小型水利工程发包管理办法", "云水发〔Y〕17号", "made", "9")
	m.regulate(b, -234, "水利工程零星项目直接委托暂行办法", "云水发〔Y〕18号", "repealed", "9")
	m.at(-290, 9, func() error {
		if err := m.prove(b, "7", org.ID{}, -291, "专题民主生活会会议纪要"); err != nil {
			return err
		}
		cs, err := m.Case(m.ctx, m.as("yewq"), b.book.ID, b.findings["7"].ID)
		if err != nil {
			return err
		}
		_, err = m.AddMeeting(m.ctx, m.as("yewq"), b.book.ID, ledger.Meeting{Kind: "专题民主生活会", Title: "巡察整改专题民主生活会", Dated: m.day(-291), Chair: "沈怀川",
			Present: []string{"沈怀川", "陆鹤鸣", "顾青岚", "穆远舟"}, Minutes: cs.Evidence[len(cs.Evidence)-1].ID,
			Decisions: []ledger.Resolved{{Finding: b.findings["7"].ID, Text: "每半年专题研究一次全面从严治党工作。"}, {Text: "班子成员逐一对照检查，形成整改清单31条。"}}})
		return err
	})
	m.at(-250, 9, func() error {
		return m.SaveMapping(m.ctx, m.as("yewq"), b.book.ID, "市纪委月报表",
			[]byte(`{"name":"市纪委月报表","columns":{"第几条":"number","事项":"finding","怎么办":"measures","包保领导":"lead","办结时间":"due","联系电话":"ignore"}}`))
	})
}

// waterLately is what happened after most was closed.
func (m *maker) waterLately(b *bureau, chain []ledger.ChainStep) {
	m.at(-100, 10, func() error { return m.finish(b, "20", -100, 1) })
	m.at(-99, 10, m.act(b, org.Handler, "20", ledger.Act{Event: ledger.Partly, Reason: "补充计划已制定，首批4名专业人员到岗，剩余2名待下一批次招录。"}))
	m.ask(b, "20", -45, 60, "剩余2名专业人员须随全市统一招录。", "已到岗4人，基层水管所配齐工程师3名。")
	m.answer(b, "20", -43, ledger.Grant, "招录周期客观存在，同意延期，届时不再延。")
	m.ask(b, "22", -28, 10, "1名班子成员外出培训，谈话安排顺延。", "已谈78人次。")
	m.answer(b, "22", -26, ledger.Grant, "同意。")

	m.at(-95, 10, func() error {
		return m.prove(b, "12", org.ID{}, -96, "补充欠费大户还款计划第二期到账凭证")
	})
	m.at(-85, 16, m.act(b, org.Officer, "12", ledger.Act{Event: ledger.Renew, Reason: "补充的是后续到账凭证，不影响销号结论。"}))
	m.at(-40, 10, func() error {
		return m.prove(b, "9", org.ID{}, -41, "新发现一份未列入复核的渠系清淤合同及处理说明")
	})

	m.at(-60, 15, func() error {
		return m.do(b, org.Inspector, "6", ledger.Act{Event: ledger.Reopen, Day: m.day(-62), Reason: "回访抽查20处雨量站，仍有3处数据中断超过24小时，告警无人处理。"})
	})
	m.add(b, "6", -55, 8, "更换3处雨量站供电模块，双路供电。", "告警信息同时推送值班室和运维单位，2小时未处理自动上报分管领导。")
	m.at(-54, 10, m.act(b, org.Coordinator, "6", ledger.Act{Event: ledger.Plan}))
	m.at(-50, 10, m.act(b, org.Officer, "6", ledger.Act{Event: ledger.Approve}))
	m.at(-10, 10, func() error { return m.finish(b, "6", -10, 1) })

	m.at(-30, 15, func() error {
		return m.do(b, org.Inspector, "21", ledger.Act{Event: ledger.Reopen, Day: m.day(-32), Reason: "回看发现新提任的2名干部档案又缺学历认证材料。"})
	})
	m.add(b, "21", -9, 30, "补齐2卷档案学历认证材料，对经办人提醒谈话。", "提任前档案审核结论作为上会必备要件。")
	m.at(-4, 10, m.act(b, org.Coordinator, "21", ledger.Act{Event: ledger.Plan}))
}
