package demo

import (
	"fmt"

	"zhenggai/app"
	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/org"
)

// publications is what the city published: the water bureau to the public, corrected
// once, and in the Party up to the approval; the education bureau is at its draft.
func (m *maker) publications() {
	water := func() *bureau { return m.named(waterName) }
	m.at(-20, 9, func() error {
		return m.words(water(), "yewq", "0999-5550142", "云川市清江路18号", "sw-zgb@yunchuan.example",
			"对反弹的问题，由副局长顾青岚牵头，逐处复核供水点管护责任。\n对办理缓慢的问题，约谈责任人秦立本，限期完成。")
	})
	m.at(-19, 9, func() error { return m.publish(water(), ledger.Public, "") })
	m.at(-9, 9, func() error {
		return m.words(water(), "yewq", "0999-5550143", "云川市清江路18号", "sw-zgb@yunchuan.example",
			"对反弹的问题，由副局长顾青岚牵头，逐处复核供水点管护责任。\n对办理缓慢的问题，约谈责任人秦立本，限期完成。")
	})
	m.at(-8, 9, func() error {
		return m.publish(water(), ledger.Public, "联系电话变更，更正并补充近期整改情况。")
	})
	m.at(-7, 9, func() error { return m.publish(water(), ledger.InParty, "") })
	m.at(-3, 9, func() error {
		b := m.named(schoolName)
		if err := m.words(b, "luzy", "0999-5550161", "云川市学府路6号", "jy-zgb@yunchuan.example",
			"对群众反映集中的食堂问题，举报人李文博反映的线索逐条核实，联系人手机13800000000。\n对办理缓慢的责任人周远航诫勉谈话。"); err != nil {
			return err
		}
		e, err := m.DraftPublication(m.ctx, m.as("luzy"), b.book.ID, b.insp.ID, ledger.Public)
		if err != nil {
			return err
		}
		_, err = m.step(b, e, org.Coordinator, ledger.PublicationAct{Event: ledger.Checking})
		return err
	})
}

// named returns the bureau of a name.
func (m *maker) named(name string) *bureau {
	for _, b := range m.bureaus {
		if b.name == name {
			return b
		}
	}
	panic("demo: no bureau " + name) // the city is ours: a bug
}

// words writes what a bureau says in its bulletin beside what the ledger has.
func (m *maker) words(b *bureau, login, phone, address, mail, next string) error {
	_, err := m.SavePaper(m.ctx, m.as(login), app.Script{Book: b.book.ID, Inspection: b.insp.ID, Form: form.PublicKey, Narrative: form.Narrative{
		"contact": "联系电话：" + phone + "\n通信地址：" + address + "\n电子邮箱：" + mail, "next": next}})
	return err
}

// step has whoever holds role take a step of a publication.
func (m *maker) step(b *bureau, e *app.Edition, role org.Role, act ledger.PublicationAct) (*app.Edition, error) {
	act.Seen = e.Publication.Content
	return m.DoPublication(m.ctx, m.as(b.logins[role]), app.PublicationRequest{Book: b.book.ID, ID: e.ID, Act: act})
}

// publish leads a publication from its draft to the public or, in the Party, to the
// approval. With a reason it corrects what is published.
func (m *maker) publish(b *bureau, channel ledger.Channel, reason string) error {
	coordinator := m.as(b.logins[org.Coordinator])
	e, err := m.begin(coordinator, b, channel, reason)
	if err != nil {
		return err
	}
	for _, s := range []struct {
		role org.Role
		act  ledger.PublicationAct
	}{
		{org.Coordinator, ledger.PublicationAct{Event: ledger.Masking}},
		{org.Coordinator, ledger.PublicationAct{Event: ledger.Exclude, Finding: b.findings["22"].ID, Class: "privacy", Reason: "谈话对象可以辨认"}},
		{org.Group, ledger.PublicationAct{Event: ledger.Clear, Reason: "同意"}},
		{org.Coordinator, ledger.PublicationAct{Event: ledger.Checking}},
		{org.Coordinator, ledger.PublicationAct{Event: ledger.Explain}},
		{org.Coordinator, ledger.PublicationAct{Event: ledger.Submit, Reason: "请审定"}},
		{org.Secretary, ledger.PublicationAct{Event: ledger.Approve, Reason: "经党组会议研究，同意公开。"}},
		{org.Coordinator, ledger.PublicationAct{Event: ledger.Freeze}},
		{org.Coordinator, ledger.PublicationAct{Event: ledger.Publish}},
	} {
		if channel == ledger.InParty && s.act.Event == ledger.Freeze {
			return nil
		}
		if s.act.Event == ledger.Explain {
			e, err = m.explain(b, e)
		} else {
			e, err = m.step(b, e, s.role, s.act)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", s.act.Event, err)
		}
	}
	return nil
}

func (m *maker) begin(who org.Actor, b *bureau, channel ledger.Channel, reason string) (*app.Edition, error) {
	if reason == "" {
		return m.DraftPublication(m.ctx, who, b.book.ID, b.insp.ID, channel)
	}
	all, err := m.Publications(m.ctx, who, b.book.ID)
	for _, p := range all {
		if p.Channel == channel && p.Shown() {
			return m.CorrectPublication(m.ctx, who, b.book.ID, p.ID, reason)
		}
	}
	return nil, fmt.Errorf("nothing is published that could be corrected: %w", err)
}

// explain gives a reason for each warning. An error cannot be explained.
func (m *maker) explain(b *bureau, e *app.Edition) (_ *app.Edition, err error) {
	for _, c := range e.Checks {
		if c.Severity == "error" {
			return nil, fmt.Errorf("the checks found an error: %s %s %s", c.Rule, c.Words, c.ZH)
		}
		if c.Severity != "warning" {
			continue
		}
		if e, err = m.step(b, e, org.Coordinator, ledger.PublicationAct{Event: ledger.Explain, Key: c.Key, Reason: "已与台账和佐证材料核对，属实。"}); err != nil {
			return nil, err
		}
	}
	return e, nil
}
