package draft_test

import (
	"strings"
	"testing"

	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/zh"
)

// changes returns what p does to fields, one "code field effect old>new" a line.
func changes(p *draft.Plan) []string {
	var out []string
	for _, l := range p.Lines {
		for _, c := range l.Changes {
			out = append(out, strings.TrimSpace(l.Code+" ")+" "+c.Field+" "+string(c.Effect)+" "+c.Old+">"+c.New)
		}
	}
	return out
}

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// sheet writes a ledger sheet of one finding.
func sheet(due, lead, status string) string {
	return "序号│反馈问题│整改措施│责任领导│整改时限│完成情况\n1│超标准发放防汛值班补贴│清退超标准发放的值班补贴│" + lead + "│" + due + "│" + status
}

// TestRenewed imports newer and older documents of one kind and of another: what
// may replace what is the table of powers.
func TestRenewed(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	in := func(text string, kind draft.Kind, signed zh.Date) (*draft.Plan, []string) {
		d := s.read(text, kind)
		d.Signed = signed
		s.Documents[len(s.Documents)-1].Signed = signed
		p, _ := s.take(d)
		return p, changes(p)
	}
	july, august := zh.D(2024, 7, 31), zh.D(2024, 8, 31)
	in(sheet("2024-09-30", "严松舟", "正在整改"), draft.KindSheet, july)

	_, got := in(sheet("2024-10-31", "温既明", "已完成"), draft.KindSheet, august)
	expect(t, got, "1 progress renewed 正在整改>已完成", "1 due renewed 2024-09-30>2024-10-31", "1 claim renewed doing>done",
		"1 owners.lead_name renewed 严松舟>温既明", "1 due renewed 2024-09-30>2024-10-31", "1 owners.lead_name renewed 严松舟>温既明")
	f := s.Findings[0]
	if f.FirstDue != zh.D(2024, 9, 30) || f.State != ledger.Open || f.Claim != ledger.ClaimDone {
		t.Errorf("first due %v, state %s, claim %s", f.FirstDue, f.State, f.Claim)
	}

	_, got = in(sheet("2024-09-30", "严松舟", "正在整改"), draft.KindSheet, july)
	expect(t, got) // the older one again says nothing new

	plan := "中共青石县水务局党组整改方案\n2024年6月18日，县委第二巡察组反馈了巡察意见。\n一、整改任务和措施\n（一）关于超标准发放防汛值班补贴的问题。一是清退超标准发放的值班补贴。（责任领导：乔远山；整改时限：2024年12月31日前）\n中共青石县水务局党组\n2024年9月1日\n"
	_, got = in(plan, draft.KindPlan, zh.D(2024, 9, 1))
	expect(t, got, " team filled >县委第二巡察组", " feedback filled >2024-06-18", "1 due differs 2024-10-31>2024-12-31", "1 owners.lead_name differs 温既明>乔远山",
		"1 due differs 2024-10-31>2024-12-31", "1 owners.lead_name differs 温既明>乔远山")
	if len(s.Discrepancies) != 4 {
		t.Fatalf("%d discrepancies", len(s.Discrepancies))
	}
	x := s.Discrepancies[0]
	if x.Subject != "finding" || x.Row != f.ID || x.Kept != "2024-10-31" || x.Other != "2024-12-31" || x.KeptIn.Document == x.OtherIn.Document || x.OtherIn.End == 0 {
		t.Errorf("%+v", x)
	}
	_, got = in(plan, draft.KindPlan, zh.D(2024, 9, 1))
	expect(t, got) // known already

	for _, state := range []ledger.State{ledger.Underway} { // from now on an extension moves the date
		f := *s.Findings[0]
		f.State = state
		s.save(&f)
	}
	_, got = in(sheet("2025-01-31", "温既明", "已完成"), draft.KindSheet, zh.D(2024, 10, 1))
	expect(t, got, "1 due differs 2024-10-31>2025-01-31", "1 due differs 2024-10-31>2025-01-31")
}

// TestEntered keeps what a person entered: a field without a source.
func TestEntered(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	s.take(s.read(sheet("2024-09-30", "严松舟", "正在整改"), draft.KindSheet))
	f := *s.Findings[0]
	f.Owners.LeadName, f.Sources = "季知夏", nil
	s.save(&f)
	p, _ := s.take(s.read(sheet("2024-09-30", "温既明", "正在整改"), draft.KindSheet))
	expect(t, changes(p), "1 owners.lead_name differs 季知夏>温既明", "1 owners.lead_name renewed 严松舟>温既明")
}

// TestBack names a closed finding again: nothing of it changes.
func TestBack(t *testing.T) {
	t.Parallel()
	for _, state := range []ledger.State{ledger.Closed, ledger.Void} {
		s := newShelf(t)
		s.take(s.read(paper(t, "feedback.txt"), ""))
		for _, was := range s.Findings {
			if was.Code == "2.1.1" {
				f := *was
				f.State = state
				s.save(&f)
			}
		}
		p, rows := s.take(s.read(paper(t, "public.txt"), ""))
		if n := p.Count("finding", draft.Back); n != 1 {
			t.Errorf("%s: %d are named again", state, n)
		}
		for _, r := range rows {
			switch r := r.(type) {
			case *ledger.Finding:
				if r.Code == "2.1.1" {
					t.Errorf("%s: it was changed", state)
				}
			case *ledger.Money:
				if r.Amount == 4860000 {
					t.Errorf("%s: it got %s", state, r.Text)
				}
			}
		}
	}
}

// TestReworded finds headings and findings again whose words, numbers and places
// have changed, and takes nothing for the same that is not.
func TestReworded(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, was, now string
		want           draft.Result
	}{
		{"the same words", "公务用车油卡管理混乱", "针对公务用车油卡管理混乱的问题", draft.Same},
		{"condensed", "超标准发放防汛值班补贴。2022年至2023年超标准发放值班补贴4.86万元，涉及27人", "超标准发放防汛值班补贴4.86万元", draft.Same},
		{"reworded", "河长巡河履职不到位，巡河次数不达标", "个别河长巡河履职不够到位、次数不达标", draft.Changed},
		{"another matter, same defect", "财务管理不规范", "档案管理不规范", draft.Added},
		{"another matter", "会议记录事后补写", "取水许可审批超时限", draft.Added},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text := func(f string) string {
				return "县委第二巡察组反馈意见\n经县委批准，现反馈如下。\n一、巡察发现的主要问题\n1." + f + "。\n2.应急值守脱岗漏岗。抽查3次均无人在岗。\n二、意见建议\n（一）抓好整改。\n"
			}
			same := "关于应急值守脱岗漏岗的问题。一是抽查5次。二是通报2人。\n"
			other := c.now + "。一是完善制度。二是开展检查。\n"
			for _, findings := range []string{"（一）" + same + "（二）" + other, "（一）" + other + "（二）" + same} {
				s := newShelf(t)
				s.take(s.read(text(c.was), draft.KindFeedback))
				p := draft.Match(s.Existing, s.read("中共青石县水务局党组整改情况通报\n现将整改情况通报如下。\n一、反馈问题整改情况\n"+findings, draft.KindPublic))
				for _, l := range p.Lines {
					if l.Table == "finding" && l.Result != draft.Gone && !strings.Contains(l.Title, "应急值守") && l.Result != c.want {
						t.Errorf("%s, want %s\n%s", l.Result, c.want, p.View("zh"))
					}
				}
			}
		})
	}
}

// TestPlaceSpeaks finds a finding again by its number and heading where its words
// alone would not do.
func TestPlaceSpeaks(t *testing.T) {
	t.Parallel()
	text := func(points ...string) string {
		out := "县委第二巡察组反馈意见\n经县委批准，现反馈如下。\n一、巡察发现的主要问题\n1.农村饮水安全保障不力。\n"
		for i, p := range points {
			out += "（" + string(rune('1'+i)) + "）" + p + "。\n"
		}
		return out + "2.应急值守脱岗漏岗。抽查3次均无人在岗。\n二、意见建议\n（一）抓好整改。\n"
	}
	for now, want := range map[string]draft.Result{"水质检测次数偏少": draft.Changed, "检测用房未经验收": draft.Added} {
		s := newShelf(t)
		s.take(s.read(text("水质检测频次不足", "供水管网漏损严重"), draft.KindFeedback))
		p := draft.Match(s.Existing, s.read(text(now, "供水管网漏损严重"), draft.KindFeedback))
		if p.Count("finding", want) != 1 {
			t.Errorf("%s: want %s\n%s", now, want, p.View("zh"))
		}
	}
}

// TestParts reads a report that parts a finding which the book keeps whole, and one
// that keeps whole what the book parts: nothing is doubled.
func TestParts(t *testing.T) {
	t.Parallel()
	whole := "县委第二巡察组反馈意见\n经县委批准，现反馈如下。\n一、巡察发现的主要问题\n1.农村饮水安全保障不力。水质检测频次不足，供水管网漏损严重。\n2.应急值守脱岗漏岗。抽查3次均无人在岗。\n二、意见建议\n（一）抓好整改。\n"
	parted := "县委第二巡察组反馈意见\n经县委批准，现反馈如下。\n一、巡察发现的主要问题\n1.农村饮水安全保障不力。\n（1）水质检测频次不足。12个供水站中有5个未按月检测。\n（2）供水管网漏损严重。城东片区漏损率达31%。\n2.应急值守脱岗漏岗。抽查3次均无人在岗。\n二、意见建议\n（一）抓好整改。\n"
	report := "中共青石县水务局党组整改情况通报\n现将整改情况通报如下。\n一、反馈问题整改情况\n（一）关于农村饮水安全保障不力的问题。\n"
	parts := "1.水质检测频次不足。一是配备检测设备。二是按月检测。\n2.供水管网漏损严重。一是更换管道9公里。二是安装流量计。\n"
	rest := "（二）关于应急值守脱岗漏岗的问题。\n1.夜间值守脱岗。一是抽查5次。二是通报2人。\n中共青石县水务局党组\n2025年1月6日\n"

	s := newShelf(t)
	s.take(s.read(whole, draft.KindFeedback))
	p, _ := s.take(s.read(report+parts+rest, draft.KindPublic))
	if n := p.Count("finding", draft.Part); n != 3 || len(s.Findings) != 2 || len(s.Measures) != 6 {
		t.Errorf("%d parts, %d findings, %d measures\n%s", n, len(s.Findings), len(s.Measures), p.View("zh"))
	}
	s.sound()

	s = newShelf(t)
	s.take(s.read(parted, draft.KindFeedback))
	p, _ = s.take(s.read(report+"一是配备检测设备。二是更换管道9公里。\n（二）关于应急值守脱岗漏岗的问题。一是抽查5次。二是通报2人。\n", draft.KindPublic))
	if len(s.Findings) != 4 || p.Count("finding", draft.Added) != 0 {
		t.Errorf("%d findings\n%s", len(s.Findings), p.View("zh"))
	}
	s.sound()
}

// TestAdopted gives findings that a sheet listed without headings the headings of a
// later report.
func TestAdopted(t *testing.T) {
	t.Parallel()
	s := newShelf(t)
	s.take(s.read("序号│反馈问题│整改措施\n1│超标准发放防汛值班补贴│清退补贴\n2│公务用车油卡管理混乱│一车一卡\n3│水质检测频次不足│按月检测", draft.KindSheet))
	p, _ := s.take(s.read(paper(t, "feedback.txt"), ""))
	s.sound()
	for _, f := range s.Findings {
		if f.Leaf && f.Parent.IsZero() {
			t.Errorf("%s %s has no heading\n%s", f.Code, f.Title, p.View("zh"))
		}
	}
	if again, rows := s.take(s.read(paper(t, "feedback.txt"), "")); len(rows) > 0 {
		t.Errorf("the second time:\n%s", again.View("zh"))
	}
}
