package demo

import (
	"strings"

	"zhenggai/ledger"
	"zhenggai/org"
)

// plan has a plan decided in a meeting, imported, given to a workgroup and sent.
func (m *maker) plan(b *bureau, text, name string, meeting, day int, group, leader, member, scope, send string) {
	m.at(meeting, 9, func() error {
		_, err := m.AddMeeting(m.ctx, m.as(b.logins[org.Coordinator]), b.book.ID, ledger.Meeting{Kind: "党组会", Title: "研究巡察反馈意见整改方案", Dated: m.day(meeting), Chair: m.name(b.logins[org.Secretary]),
			Present:   []string{m.name(b.logins[org.Secretary]), m.name(b.logins[org.Group]), m.name(b.logins[org.Coordinator]), m.name(leader)},
			Decisions: []ledger.Resolved{{Text: "原则通过整改方案，成立整改工作领导小组和专项组。"}, {Text: "逐条明确责任领导、责任科室、承办人和完成时限。"}}})
		return err
	})
	m.at(day, 9, func() error {
		if err := m.take(b, b.logins[org.Coordinator], text, name); err != nil {
			return err
		}
		who := m.as(b.logins[org.Group])
		g, err := m.AddWorkgroup(m.ctx, who, b.book.ID, ledger.Workgroup{Name: group, Leader: m.id(leader), Members: []org.ID{m.id(leader), m.id(member)}, Duty: "统筹推进" + strings.TrimSuffix(group, "整改专项组") + "类问题整改"})
		if err != nil {
			return err
		}
		clear(m.actors) // members see more now
		if err := m.each(scope, func(no string) error {
			return m.do(b, org.Coordinator, no, ledger.Act{Event: ledger.Amend, Edit: &ledger.Edit{Groups: &[]org.ID{g.ID}}})
		}); err != nil {
			return err
		}
		return m.each(send, func(no string) error { return m.do(b, org.Coordinator, no, ledger.Act{Event: ledger.Plan}) })
	})
}

// id and name say who signs in as login.
func (m *maker) id(login string) org.ID { return m.as(login).Person }

func (m *maker) name(login string) string {
	for _, p := range cast {
		if p.login == login {
			return p.name
		}
	}
	return login
}

// results remembers what a report will say was done.
func (m *maker) results(b *bureau, text string) error {
	words, err := m.paper(text)
	b.results = results(words)
	return err
}
