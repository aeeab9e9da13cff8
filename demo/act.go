package demo

import (
	"bytes"
	"fmt"
	"strings"

	"zhenggai/app"
	"zhenggai/ledger"
	"zhenggai/org"
)

// who returns who takes a role for a finding: for those that see parts of a book, the
// one that the finding names.
func (m *maker) who(b *bureau, role org.Role, f *ledger.Finding) org.Actor {
	switch role {
	case org.Handler:
		return m.as(m.logins[f.Owners.Handler])
	case org.Lead:
		return m.as(m.logins[f.Owners.Lead])
	}
	return m.as(b.logins[role])
}

// do asks something of the finding no.
func (m *maker) do(b *bureau, role org.Role, no string, act ledger.Act) error {
	return m.request(b, role, no, app.Request{Act: act})
}

func (m *maker) request(b *bureau, role org.Role, no string, r app.Request) error {
	f := b.findings[no]
	if f == nil {
		return fmt.Errorf("%s has no finding %s", b.name, no)
	}
	who := m.who(b, role, f)
	switch r.Event {
	case ledger.Pass, ledger.Return: // nothing was changed since it was submitted
		r.Seen = b.seen[no]
	case ledger.Renew:
		cs, err := m.Case(m.ctx, who, b.book.ID, f.ID)
		if err != nil {
			return err
		}
		r.Seen = cs.Seen()
	}
	r.Book, r.Finding = b.book.ID, f.ID
	cs, err := m.Do(m.ctx, who, r)
	if err != nil {
		return fmt.Errorf("%s %s: %w", b.name, no, err)
	}
	if b.findings[no] = cs.Finding; r.Event == ledger.Submit {
		b.seen[no] = cs.Seen()
	}
	return nil
}

// each does the same to several findings.
func (m *maker) each(nos string, do func(no string) error) error {
	for no := range strings.FieldsSeq(nos) {
		if err := do(no); err != nil {
			return err
		}
	}
	return nil
}

// act returns a scene that asks the same of several findings.
func (m *maker) act(b *bureau, role org.Role, nos string, act ledger.Act) func() error {
	return func() error {
		return m.each(nos, func(no string) error { return m.do(b, role, no, act) })
	}
}

// measures returns the measures of the cycle that runs.
func (m *maker) measures(b *bureau, no string) ([]*ledger.Measure, error) {
	cs, err := m.Case(m.ctx, m.as("qiaosx"), b.book.ID, b.findings[no].ID)
	if err != nil {
		return nil, err
	}
	return cs.Current(), nil
}

// finish records the measures of a finding as done, all or the first n, each with a
// file, and writes down what was done on the way.
func (m *maker) finish(b *bureau, no string, day, n int) error {
	all, err := m.measures(b, no)
	if err != nil {
		return err
	}
	said := b.results[no]
	for i, ms := range all {
		if n > 0 && i == n {
			break
		}
		result := strings.TrimSuffix(ms.Text, "。")
		if i < len(said) && ms.Cycle == 1 {
			result = said[i]
		}
		if err := m.do(b, org.Handler, no, ledger.Act{Event: ledger.Finish, On: ms.ID, Reason: result + "。", Day: m.day(day - 1 - i)}); err != nil {
			return err
		}
		if err := m.prove(b, no, ms.ID, day-1-i, result); err != nil {
			return err
		}
	}
	return m.record(b, no, day-2)
}

// lateFiles is the day from which there are .pdf files: what reads them takes its time
// to start, and does so while the days before are made.
const lateFiles = -80

// prove adds a file to a finding, of one kind after the other.
func (m *maker) prove(b *bureau, no string, measure org.ID, day int, words string) error {
	f := b.findings[no]
	n, dated := m.files, m.day(day)
	m.files++
	date := fmt.Sprintf("%d年%d月%d日", dated.Year, dated.Month, dated.Day)
	about := fmt.Sprintf("%s（%s）", f.Title, f.Code)
	o := app.Offering{Book: b.book.ID, Finding: f.ID, Measure: measure, Size: -1, Dated: dated}
	var body []byte
	kind := n % 4
	if kind == 3 && (day < lateFiles || n%8 == 7) {
		kind = 0
	}
	switch kind {
	case 0:
		o.Name, o.Title = "情况说明.docx", "关于"+f.Title+"整改的情况说明"
		body = letter(o.Title, words+"。", "以上情况经核实无误，附相关台账。", b.name, date)
	case 1:
		o.Name, o.Title = "现场照片.png", "整改现场照片"
		body = photo(n)
	case 2:
		o.Name, o.Title = "整改台账.txt", "整改台账摘录"
		body = []byte(fmt.Sprintf("%s整改台账（摘录）\n问题：%s\n措施落实：%s。\n登记日期：%s\n", b.name, about, words, date))
	case 3:
		o.Name, o.Title = "签字扫描件.pdf", "签字确认单扫描件"
		body = scan(b.name+"整改事项确认单", "问题："+about, "落实情况："+words, "经办人、分管领导已签字确认。", date)
	}
	o.Body = bytes.NewReader(body)
	_, err := m.Attach(m.ctx, m.who(b, org.Handler, f), o)
	if err != nil {
		return fmt.Errorf("%s %s: %s: %w", b.name, no, o.Name, err)
	}
	return nil
}

// kinds of records, with what is written down.
var recorded = []struct{ kind, title, text string }{
	{"会议", "整改工作调度会", "逐项过进度，明确下一步责任分工和完成时间。"},
	{"检查", "现场检查", "到现场核实整改情况，抽查资料，当场反馈意见。"},
	{"学习", "专题学习", "学习有关规定，对照问题开展讨论，个人作了发言。"},
	{"谈话", "提醒谈话", "就履职不到位问题进行提醒，当事人作出书面说明。"},
}

// record writes down one thing that was done.
func (m *maker) record(b *bureau, no string, day int) error {
	r := recorded[b.records%len(recorded)]
	b.records++
	return m.do(b, org.Handler, no, ledger.Act{Event: ledger.Note, Row: &ledger.Record{Kind: r.kind, Title: "“" + b.findings[no].Title + "”" + r.title, Text: r.text, Dated: m.day(day)}})
}

// opinions of the steps of the chain, where they have nothing against it.
var opinions = map[string]string{
	"self": "对照整改标准自评，措施已全部落实，佐证齐全。", "lead": "情况属实，同意报审。", "desk": "资料齐全、逻辑清楚，同意提交。",
	"watch": "已到现场核实，与申请一致。", "group": "会议审定，同意销号。", "secretary": "同意。", "office": "经初核，整改到位，同意销号。", "supervisor": "同意会签。",
}

// after is how many days after the submission each step of the chain is taken.
var after = map[string]int{"self": 0, "lead": 1, "desk": 2, "watch": 3, "group": 4, "secretary": 5, "office": 7, "supervisor": 9}

// A batch is findings that go the same way at the same time.
type batch struct {
	nos    string
	day    int    // they are submitted on
	until  string // step of the chain that they wait at; "" is none, they are closed
	back   string // the opinion with which they are returned at that step
	worked bool   // the work was done before
}

// submit leads findings from the work through the chain.
func (m *maker) submit(b *bureau, chain []ledger.ChainStep, t batch) {
	if !t.worked {
		m.at(t.day-6, 10, func() error {
			return m.each(t.nos, func(no string) error { return m.finish(b, no, t.day-6, 0) })
		})
	}
	m.at(t.day, 9, m.act(b, org.Handler, t.nos, ledger.Act{Event: ledger.Submit, Reason: "整改措施已全部完成，佐证材料齐全，申请销号。"}))
	for _, s := range chain {
		if s.Key == t.until {
			if t.back != "" {
				m.at(t.day+after[s.Key], 15, m.act(b, s.Role, t.nos, ledger.Act{Event: ledger.Return, Reason: t.back}))
			}
			return
		}
		m.at(t.day+after[s.Key], 14, func() error {
			r := app.Request{Act: ledger.Act{Event: ledger.Pass, Reason: opinions[s.Key]}}
			if s.Meeting {
				meeting, err := m.decide(b, t)
				if err != nil {
					return err
				}
				r.Meeting = meeting.ID
			}
			return m.each(t.nos, func(no string) error { return m.request(b, s.Role, no, r) })
		})
	}
}

// decide records the meeting of the leading group that looked at findings.
func (m *maker) decide(b *bureau, t batch) (*ledger.Meeting, error) {
	b.meetings++
	meeting := ledger.Meeting{Kind: "领导小组会", Title: fmt.Sprintf("整改工作领导小组第%s次会议", numeral(b.meetings)), Dated: m.Today()}
	for _, p := range cast {
		if p.unit == b.name && (p.role == org.Secretary || p.role == org.Group || p.role == org.Lead || p.role == org.Coordinator) {
			meeting.Present = append(meeting.Present, p.name)
		}
		if p.unit == b.name && p.role == org.Secretary {
			meeting.Chair = p.name
		}
	}
	for no := range strings.FieldsSeq(t.nos) {
		meeting.Decisions = append(meeting.Decisions, ledger.Resolved{Finding: b.findings[no].ID, Text: "同意按程序申请销号。"})
	}
	return m.AddMeeting(m.ctx, m.as(b.logins[org.Group]), b.book.ID, meeting)
}

// numeral returns n, below a hundred, in Chinese.
func numeral(n int) string {
	digits := []rune("零一二三四五六七八九")
	switch {
	case n < 10:
		return string(digits[n])
	case n < 20:
		return "十" + strings.TrimPrefix(numeral(n-10), "零")
	}
	return string(digits[n/10]) + "十" + strings.TrimPrefix(numeral(n%10), "零")
}

// ask has more time asked for.
func (m *maker) ask(b *bureau, no string, day, to int, reason, progress string) {
	m.at(day, 11, func() error {
		return m.do(b, org.Lead, no, ledger.Act{Event: ledger.Extend, Day: m.day(to), Reason: reason, Progress: progress})
	})
}

// answer has a request for more time answered.
func (m *maker) answer(b *bureau, no string, day int, event ledger.Event, opinion string) {
	m.at(day, 16, m.act(b, org.Officer, no, ledger.Act{Event: event, Reason: opinion}))
}

// register has a sum of money or a sanction entered.
func (m *maker) register(b *bureau, no string, day int, row org.Row) {
	m.at(day, 15, m.act(b, org.Handler, no, ledger.Act{Event: ledger.Register, Row: row}))
}

// add has measures added to a finding that came back.
func (m *maker) add(b *bureau, no string, day, due int, texts ...string) {
	m.at(day, 10, func() error {
		for i, text := range texts {
			row := &ledger.Measure{No: []string{"一是", "二是", "三是"}[i], Text: text, Kind: ledger.Dated, Due: m.day(due), Owners: b.findings[no].Owners}
			if err := m.do(b, org.Coordinator, no, ledger.Act{Event: ledger.AddMeasure, Row: row}); err != nil {
				return err
			}
		}
		return nil
	})
}

// regulate has a regulation entered.
func (m *maker) regulate(b *bureau, day int, title, no, event, findings string) {
	m.at(day, 17, func() error {
		r := ledger.Regulation{Title: title, No: strings.ReplaceAll(no, "Y", fmt.Sprint(m.day(day).Year)), Event: event, Dated: m.day(day)}
		for f := range strings.FieldsSeq(findings) {
			r.Findings = append(r.Findings, b.findings[f].ID)
		}
		_, err := m.AddRegulation(m.ctx, m.as(b.logins[org.Coordinator]), b.book.ID, r)
		return err
	})
}
