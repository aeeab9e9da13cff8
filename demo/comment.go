package demo

import (
	"errors"
	"strconv"
	"strings"

	"zhenggai/app"
	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/org"
)

// comments is what readers of the water bureau's report wrote: one answered for all to
// see, one answered to its writer alone, two that wait, one that is held; and how
// satisfied they are.
func (m *maker) comments() {
	for i, c := range []struct {
		day                       int
		no, text, contact, answer string
		public                    bool
	}{
		{-7, "4", "柳塘村的供水点冬天还停过水，请核实抢修队是否真的24小时到场。", "柳塘村 周女士", "经核实，该供水点11月因管道冻裂停水一次，抢修队当日到场修复；已加装保温层。感谢监督。", true},
		{-6, "2", "青溪河下游第二个排口附近仍有异味，建议公布水质检测结果。", "", "已安排复测，结果另行告知。", false},
		{-5, "3", "小区水箱清洗的公示建议同时写明下次清洗的时间。", "0999-5550188", "", false},
		{-4, "9", "拆分发包的工程后来有没有重新招标？希望公开重新招标的结果。", "", "", false},
		{-3, "11", "低价代理发票，加微信联系，详情见 www.example.com", "", "", false},
	} {
		m.at(c.day, 10, func() error {
			l, err := m.write(c.no, c.text, c.contact, "192.0.2."+strconv.Itoa(10+i))
			if err != nil || c.answer == "" {
				return err
			}
			_, err = m.DoComment(m.ctx, m.as("yewq"), l.Comment.Book, l.ID, 0, ledger.CommentAct{Event: ledger.AnswerComment, Text: c.answer, Public: c.public})
			return err
		})
	}
	m.at(-4, 20, func() error {
		r, it, err := m.published("4")
		if err != nil {
			return err
		}
		for i, choice := range strings.Fields("good fair good") {
			from := "192.0.2." + strconv.Itoa(40+i)
			if err := m.SendVote(m.ctx, r.Publication, it.Finding, choice, from); err != nil {
				return err
			}
			if i%2 == 0 {
				continue
			}
			if err := m.SendVote(m.ctx, r.Publication, org.ID{}, choice, from); err != nil {
				return err
			}
		}
		return nil
	})
}

// published returns the report that is published, and its point of this number.
func (m *maker) published(no string) (*app.PublicReport, *form.Item, error) {
	state, err := m.Public(m.ctx)
	if err != nil {
		return nil, nil, err
	}
	if len(state.Reports) == 0 {
		return nil, nil, errors.New("demo: nothing is published")
	}
	var found *form.Item
	state.Reports[0].Bulletin.Walk(func(it *form.Item) {
		if it.Label == no && len(it.Items) == 0 {
			found = it
		}
	})
	if found == nil {
		return nil, nil, errors.New("demo: the report has no point " + no)
	}
	return state.Reports[0], found, nil
}

// write sends a comment as a reader does, riddle and all, and returns it as the bureau
// finds it.
func (m *maker) write(no, text, contact, from string) (*app.CommentLine, error) {
	r, it, err := m.published(no)
	if err != nil {
		return nil, err
	}
	q, err := m.Riddle(it.Finding)
	if err != nil {
		return nil, err
	}
	if _, err := m.SendComment(m.ctx, app.NewComment{Publication: r.Publication, Finding: it.Finding, Text: text, Contact: contact,
		Token: q.Token, Answer: answer(q.ZH)}, from); err != nil {
		return nil, err
	}
	all, err := m.CommentsOn(m.ctx, m.as("yewq"), r.Book, it.Finding)
	if err != nil || len(all) == 0 {
		return nil, errors.Join(err, errors.New("demo: the comment did not arrive"))
	}
	return all[0], nil
}

// answer works out a riddle as a reader does.
func answer(riddle string) string {
	var n []int
	for _, r := range riddle {
		if i := strings.IndexRune("零一二三四五六七八九十", r); i >= 0 {
			n = append(n, i/len("零"))
		}
	}
	switch {
	case len(n) == 1:
		return strconv.Itoa(2 * n[0])
	case len(n) == 2 && strings.Contains(riddle, "减"):
		return strconv.Itoa(n[0] - n[1])
	case len(n) == 2:
		return strconv.Itoa(n[0] + n[1])
	}
	return ""
}
