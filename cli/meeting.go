package cli

import (
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

type meetingCommands struct {
	Add  meetingAdd  `cmd:""`
	List meetingList `cmd:""`
}

// A meetingAdd records a meeting with what it decided on which findings.
type meetingAdd struct {
	actorFlags
	Title   string   `arg:"" name:"title"`
	Book    string   `placeholder:"BOOK"`
	Kind    string   `placeholder:"TEXT"`
	Dated   zh.Date  `required:"" placeholder:"2006-01-02"`
	Chair   string   `placeholder:"TEXT"`
	Present []string `placeholder:"TEXT"`
	Decides []string `placeholder:"DECISION" sep:"none"`
}

func (c *meetingAdd) work(d *desk) error {
	b, err := d.book(c.Book)
	if err != nil {
		return err
	}
	m := ledger.Meeting{Kind: c.Kind, Title: c.Title, Dated: c.Dated, Chair: c.Chair, Present: c.Present}
	for _, s := range c.Decides {
		code, text, ok := strings.Cut(s, "=")
		if !ok || strings.TrimSpace(text) == "" {
			return wrong(say{"--decides 要写作 编号=决定，例如 --decides 2.7.33=同意销号；%s 不是这样。", "--decides takes CODE=TEXT, such as --decides 2.7.33=agreed; %s is not that."}, s)
		}
		f, err := d.app.FindingNamed(d.ctx, d.who, b.ID, strings.TrimSpace(code))
		if err != nil {
			return err
		}
		m.Decisions = append(m.Decisions, ledger.Resolved{Finding: f.ID, Text: strings.TrimSpace(text)})
	}
	added, err := d.app.AddMeeting(d.ctx, d.who, b.ID, m)
	if err != nil {
		return err
	}
	return d.done(added, say{"已登记会议：%s（%s），决定 %d 项", "Recorded the meeting %s (%s), with %d decisions"}, added.Title, added.Dated, len(added.Decisions))
}

// A meetingList lists the meetings of a book.
type meetingList struct {
	actorFlags
	Book string `placeholder:"BOOK"`
}

func (c *meetingList) work(d *desk) error {
	all, err := ofBook(d, c.Book, d.app.Meetings)
	if err != nil {
		return err
	}
	return d.show(orNone(all), func() {
		t := d.table(say{"日期", "dated"}, say{"首次见到", "first seen"}, say{"类型", "kind"}, say{"#决定", "#decisions"}, say{"会议", "meeting"})
		for _, m := range all {
			t.row(m.Dated, dayOf(m.Seen), m.Kind, len(m.Decisions), m.Title)
		}
		d.print(t)
	})
}

// meeting returns the last meeting of a book with this title, day or id.
func (d *desk) meeting(book org.ID, name string) (*ledger.Meeting, error) {
	all, err := d.app.Meetings(d.ctx, d.who, book)
	if err != nil {
		return nil, err
	}
	for _, m := range slices.Backward(all) {
		if m.Title == name || m.Dated.String() == name || m.ID.String() == name {
			return m, nil
		}
	}
	return nil, fault.New(fault.NotFound, "没有会议“"+name+"”，请用 zhenggai meeting list 查看。", "There is no meeting \""+name+"\"; see zhenggai meeting list.", nil)
}
