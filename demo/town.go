package demo

import (
	"zhenggai/ledger"
	"zhenggai/org"
)

// town is the unit that has just received its feedback: everything is open, its plan
// is due, and the coordinator has begun to say who does what.
func (m *maker) town() {
	b := &bureau{name: townName}
	m.at(-80, 9, func() error { return m.open(b, ledger.FullChain, m.day(-6)) })
	m.at(-5, 9, func() error {
		return m.take(b, "qiaosx", "town-feedback", "关于巡察城关镇党委的反馈意见.txt")
	})
	m.at(-4, 9, func() error {
		_, err := m.AddMeeting(m.ctx, m.as("baixf"), b.book.ID, ledger.Meeting{Kind: "党委会", Title: "传达学习巡察反馈意见，部署整改方案起草", Dated: m.day(-4), Chair: "雷正山",
			Present: []string{"雷正山", "邢若谷", "柏长青", "白晓帆"}, Decisions: []ledger.Resolved{{Text: "两周内形成整改方案初稿，逐条明确责任领导和时限。"}}})
		return err
	})
	m.at(-3, 10, func() error {
		return m.each("1 8 9 10", func(no string) error {
			return m.do(b, org.Coordinator, no, ledger.Act{Event: ledger.Amend, Edit: &ledger.Edit{Owners: &ledger.Owners{
				Lead: m.id("baicq"), LeadName: "柏长青", Dept: m.units[townName+"/社会事务办"].ID, DeptName: "社会事务办", Handler: m.id("puxy"), HandlerName: "蒲新雨"}}})
		})
	})
	m.add(b, "8", -2, 60, "核对全镇高龄津贴发放名册，追回多发津贴2.06万元。", "与公安、卫健部门每月比对信息，符合条件的29名老人补发到位。")
	m.add(b, "9", -1, 75, "补齐13份入户核查表，申请、核查、公示、发放四步留痕。")
}
