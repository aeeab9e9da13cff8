package form_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/paper"
	"zhenggai/zh"
)

// TestFormsWhole holds that the table of forms says all there is to say: names in both
// languages, keys once, formats, and defaults whose fields exist.
func TestFormsWhole(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for i := range form.Forms {
		f := &form.Forms[i]
		if f.Key == "" || f.ZH == "" || f.EN == "" || f.About.ZH == "" || f.About.EN == "" || len(f.Formats) == 0 || f.Make == nil || seen[f.Key] {
			t.Errorf("the form %q is not whole, or there twice", f.Key)
		}
		seen[f.Key] = true
		keys := map[string]bool{}
		for _, p := range f.Passages {
			if p.Key == "" || p.ZH == "" || p.EN == "" || keys[p.Key] || strings.TrimSpace(p.Text) != p.Text {
				t.Errorf("%s: the passage %q is not whole, or there twice", f.Key, p.Key)
			}
			keys[p.Key] = true
		}
		if err := form.Check(invented(), f, nil); err != nil {
			t.Errorf("%s: %v", f.Key, err)
		}
		if f.Of != form.OfInspection {
			if _, err := form.Make(form.Draft{Account: invented(), Form: f}); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s about nothing: %v", f.Key, err)
			}
		}
	}
}

// TestFiguresCount holds that each number counts exactly the rows behind it, and that
// names are there once.
func TestFiguresCount(t *testing.T) {
	t.Parallel()
	a := invented()
	want := map[string]string{"问题总数": "3", "具体问题总数": "5", "措施总数": "8", "措施完成数": "4", "已完成数": "2", "基本完成数": "1", "未完成总数": "3",
		"逾期数": "1", "延期数": "1", "长期坚持数": "1", "立行立改数": "1", "佐证件数": "1", "完成率": "40%", "含基本完成率": "60%",
		"制度总数": "2", "制度修订数": "1", "会议次数": "1", "学习次数": "1", "清退金额": "1280元", "谈话提醒人数": "2", "问责人数": "2", "诫勉人数": "0",
		"单位": "云川市水务局", "党组织": "中共云川市水务局党组", "反馈日期": "2026年5月12日", "专项组名称": "财务整改专项组、综合协调组"}
	seen := map[string]bool{}
	for i := range form.Figures {
		f := &form.Figures[i]
		if f.ZH == "" || f.EN == "" || seen[f.ZH] || seen[f.EN] || form.FigureNamed(f.EN) != f {
			t.Errorf("the figure %q is not whole, or there twice", f.ZH)
		}
		seen[f.ZH], seen[f.EN] = true, true
		v := f.Of(a)
		if w := want[f.ZH]; w != "" && v.Text != w {
			t.Errorf("%s is %q, want %q", f.ZH, v.Text, w)
		}
		delete(want, f.ZH)
		switch f.Unit() {
		case "个", "项", "次", "件":
			if v.N != zh.Int(int64(len(v.Rows))) && !strings.HasPrefix(f.ZH, "问责") {
				t.Errorf("%s is %s and counts %d rows", f.ZH, v.Text, len(v.Rows))
			}
		case "元":
			var sum ledger.Fen
			for _, r := range v.Rows {
				sum += r.Amount
			}
			if v.N != zh.Decimal(sum)*(zh.One/100) {
				t.Errorf("%s is %s, its rows make %s", f.ZH, v.Text, sum)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("no such figures: %v", want)
	}
}

// TestStatus holds the status word of each way in which a leaf can stand.
func TestStatus(t *testing.T) {
	t.Parallel()
	today, before, later := zh.D(2026, 8, 20), zh.D(2026, 8, 19), zh.D(2026, 8, 21)
	for _, c := range []struct {
		want form.Status
		f    ledger.Finding
	}{
		{"已撤销", ledger.Finding{State: ledger.Void, Cycle: 1}},
		{"已完成", ledger.Finding{State: ledger.Closed, Cycle: 1, Due: before, Extended: 1}},
		{"已完成并长期坚持", ledger.Finding{State: ledger.Closed, Cycle: 1, Standing: true}},
		{"已完成并长期坚持", ledger.Finding{State: ledger.Closed, Cycle: 2, Kind: ledger.Lasting}},
		{"二次整改", ledger.Finding{State: ledger.Open, Cycle: 2, Due: before}},
		{"基本完成", ledger.Finding{State: ledger.Underway, Cycle: 1, Partial: true, Due: before}},
		{"未完成", ledger.Finding{State: ledger.Underway, Cycle: 1, Due: before, Extended: 1}},
		{"正在整改（已延期）", ledger.Finding{State: ledger.Underway, Cycle: 1, Due: later, Extended: 1}},
		{"正在整改", ledger.Finding{State: ledger.Submitted, Cycle: 1, Due: today, Standing: true}},
		{"正在整改", ledger.Finding{State: ledger.Open, Cycle: 1, Claim: ledger.ClaimDone}},
	} {
		c.f.Leaf = true
		if got := form.StatusOf(&c.f, today); got != c.want {
			t.Errorf("%+v is %s, want %s", c.f, got, c.want)
		}
	}
	for _, w := range form.Words {
		if w.Status.In("en") != w.EN || w.Status.In("zh") != string(w.Status) {
			t.Errorf("%s in English is %s", w.Status, w.Status.In("en"))
		}
	}
}

// TestFields fills fields as people type them.
func TestFields(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ words, want string }{
		{"共{问题总数}个", "共3个"},
		{"共｛问题总数｝个", "共3个"},
		{"共{ 问题总数 }个，{problems}", "共3个，3"},
		{"{问题总数", "{问题总数"},
		{"甲}乙{", "甲}乙{"},
		{"{{问题总数}}", "{3}"},
		{"〔2026〕12号", "〔2026〕12号"},
		{"{公开日期}公开", "（公开日期待填）公开"},
	} {
		d := draftOf(invented(), form.Named("public"))
		d.Narrative = form.Narrative{"invite": c.words, "contact": ""}
		b, err := form.BulletinOf(d.Account, d.Narrative)
		if err != nil || b.Invite != c.want {
			t.Errorf("%s gives %q, want %q: %v", c.words, b.Invite, c.want, err)
		}
	}
	_, err := form.BulletinOf(invented(), form.Narrative{"invite": "{问题个数}"})
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Say(err, "zh"), "没有名为{问题个数}的字段，是不是{问题总数}") {
		t.Errorf("a field that does not exist: %v", err)
	}
	if _, err := form.BulletinOf(invented(), form.Narrative{"lead": "{}"}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a field without a name: %v", err)
	}
}

// TestFieldRuns holds that a paper knows which of its words are figures.
func TestFieldRuns(t *testing.T) {
	t.Parallel()
	doc, err := form.Make(draftOf(invented(), form.Named("progress")))
	if err != nil {
		t.Fatal(err)
	}
	var fields []string
	for _, b := range doc.Body {
		if p, ok := b.(paper.Paragraph); ok {
			for _, r := range p.Runs {
				if r.Field != "" {
					fields = append(fields, r.Field+"="+r.Text)
				}
			}
		}
	}
	for _, want := range []string{"反馈日期=2026年5月12日", "具体问题总数=5", "完成率=40%"} {
		if !slices.Contains(fields, want) {
			t.Errorf("%s is not among %q", want, fields)
		}
	}
}

// TestWarnings names numbers that were typed where a figure is meant, and facts that are
// not known; what is no figure of the ledger is left alone.
func TestWarnings(t *testing.T) {
	t.Parallel()
	f := form.Named("public")
	for _, c := range []struct{ words, want string }{
		{"共5个问题。", "{具体问题总数}"},
		{"清退1280元。", "{清退金额}"},
		{"完成率40%。", "{完成率}"},
		{"于{公开日期}公开。", "“公开日期”"},
		{"2026年5月5日，云水发〔2026〕5号。", ""},
		{"共77个村。", ""},
		{"共{具体问题总数}个。", ""},
	} {
		said := ""
		for _, w := range form.Warnings(invented(), f, form.Narrative{"invite": c.words}) {
			if w.Passage == "invite" {
				said += w.ZH
			}
		}
		if (said == "") != (c.want == "") || !strings.Contains(said, c.want) {
			t.Errorf("%s: %q, want %q", c.words, said, c.want)
		}
	}
}

// TestZeroLeftOut holds that words which nobody wrote do not boast of nothing.
func TestZeroLeftOut(t *testing.T) {
	t.Parallel()
	a := invented()
	a.Rules, a.Meetings = nil, nil
	b, err := form.BulletinOf(a, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range b.Opening.Parts {
		if strings.Contains(p.Text, "制度0项") || strings.Contains(p.Text, "新建制度") {
			t.Errorf("it says %s", p.Text)
		}
	}
	b, err = form.BulletinOf(a, form.Narrative{"organised": "新建制度{制度新建数}项。"})
	if err != nil || len(b.Opening.Parts) != 1 {
		t.Errorf("what was written is left out: %+v %v", b.Opening, err)
	}
}

// TestMapping makes the ledger in the columns of a saved mapping.
func TestMapping(t *testing.T) {
	t.Parallel()
	d := form.Draft{Account: invented(), Form: form.Named("ledger-mapping")}
	d.Narrative = form.Narrative{"mapping": "没有的"}
	if _, err := form.Make(d); fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Say(err, "zh"), "市纪委月报") {
		t.Errorf("a mapping that is not there: %v", err)
	}
	d.Account.Mappings = nil
	if _, err := form.Make(d); fault.KindOf(err) != fault.Invalid {
		t.Errorf("no mapping at all: %v", err)
	}
}

// BenchmarkReport makes a report of 40 points and writes it as .docx.
func BenchmarkReport(b *testing.B) {
	m := newAccount()
	var up *ledger.Finding
	for i := range 40 {
		if i%10 == 0 {
			up = m.node(nil, ledger.Aspect, "1", "聚焦贯彻落实上级决策部署方面")
		}
		p := up
		if i%3 == 0 {
			p = m.node(up, ledger.Problem, "1", "河湖长制落实不到位")
		}
		m.leaf(p, "1", "部分河段巡查记录不全，个别河段没有按规定频次巡查", ledger.Closed, "修订河道巡查办法，明确巡查频次和记录要求", "对12个河段的巡查记录逐一补查", "每季度抽查一次")
	}
	for b.Loop() {
		doc, err := form.Make(form.Draft{Account: m.Account, Form: form.Named("public"), Subject: org.ID{}})
		if err != nil {
			b.Fatal(err)
		}
		var w bytes.Buffer
		if err := paper.Docx(&w, doc, paper.Profile{}); err != nil {
			b.Fatal(err)
		}
	}
}

// TestUnit names units and their Party organisations as papers do.
func TestUnit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ unit, above, want, party string }{
		{"市水务局", "云川市", "云川市水务局", "中共云川市水务局党组"},
		{"县教育局", "云川市", "县教育局", "中共县教育局党组"},
		{"市水务局", "", "市水务局", "中共市水务局党组"},
		{"城关镇", "云川市", "城关镇", "中共城关镇党委"},
		{"云川水务集团", "云川市", "云川水务集团", "中共云川水务集团党委"},
	} {
		a := invented()
		a.Units[id(unitID)], a.Above = c.unit, c.above
		if a.Unit() != c.want || a.Party() != c.party {
			t.Errorf("%s below %s is %s, %s", c.unit, c.above, a.Unit(), a.Party())
		}
	}
}
