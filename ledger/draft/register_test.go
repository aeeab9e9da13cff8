package draft_test

import (
	"fmt"
	"strings"
	"testing"

	"zhenggai/ledger"
	"zhenggai/ledger/draft"
)

// TestRegisters lists what is prefilled from the measures of a report, each with the
// finding it stands at.
func TestRegisters(t *testing.T) {
	t.Parallel()
	d, _ := read("中共青石县水务局党组关于巡察整改情况的通报\n2024年6月18日，县委第二巡察组反馈了巡察意见。现将整改情况通报如下。\n一、整改工作组织情况\n2024年6月20日召开党组会研究部署整改工作。\n二、反馈问题整改情况\n" +
		"（一）关于财务管理不规范的问题。一是2024年8月9日清退违规发放的补贴4.86万元，清退27人每人1800元，收回资金共10万元（其中收回借款6万元、收回租金4万元）；二是修订了《值班补贴管理办法》（青水发〔2024〕17号）和《差旅费管理办法》，废止《加班补助暂行规定》；三是对1名财务人员批评教育，给予2名责任人党内警告处分；四是责成当事人将多报的90元退回单位。\n" +
		"（二）关于学习不深入的问题。一是2024年7月3日、7月10日分2次组织学习《党组工作条例》；二是明确对未按时学习的予以通报批评；三是拨付培训经费3万元，采购议价节约资金1.2万元；四是再次学习《值班补贴管理办法》，印发《关于印发〈学习考勤制度〉的通知》。\n" +
		"中共青石县水务局党组\n2025年1月6日\n")
	var got []string
	code := func(at []int) (s string) {
		for _, i := range at {
			s += " " + d.Findings[i].Code
		}
		return s
	}
	for _, e := range d.Regulations {
		got = append(got, fmt.Sprint(e.Row.Event, " ", e.Row.Title, " ", e.Row.No, " ", e.Row.Dated, code(e.At)))
	}
	for _, e := range d.Moneys {
		got = append(got, fmt.Sprint(e.Row.Event, " ", e.Row.Amount, " ", e.Row.Dated, code(e.At)))
	}
	for _, e := range d.Accounts {
		got = append(got, fmt.Sprint(e.Row.Form, " ", e.Row.Persons, " ", e.Row.Dated, code(e.At)))
	}
	for _, e := range d.Records {
		got = append(got, fmt.Sprint(e.Row.Kind, " ", e.Row.Title, " ", e.Row.Dated, code(e.At)))
	}
	for _, e := range d.Meetings {
		got = append(got, fmt.Sprint(e.Row.Kind, " ", e.Row.Title, " ", e.Row.Dated, code(e.At)))
	}
	expect(t, got,
		"amended 值班补贴管理办法 青水发〔2024〕17号  1",
		"amended 差旅费管理办法   1",
		"repealed 加班补助暂行规定   1",
		"made 学习考勤制度   2",
		"repaid 48600.00 2024-08-09 1",
		"recovered 100000.00 2024-08-09 1",
		"repaid 90.00  1",
		"saved 12000.00  2",
		"批评教育 1  1",
		"党内警告 2  1",
		"学习 分2次组织学习《党组工作条例》 2024-07-03 2",
		"学习 分2次组织学习《党组工作条例》 2024-07-10 2",
		"党组会 党组会 2024-06-20")
}

// TestStatus reads the words by which sheets say how far a finding is.
func TestStatus(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]struct {
		claim    ledger.Claim
		standing bool
	}{
		"已完成": {ledger.ClaimDone, false}, "已完成并长期坚持": {ledger.ClaimDone, true}, "整改到位": {ledger.ClaimDone, false}, "是": {ledger.ClaimDone, false},
		"基本完成": {ledger.ClaimPartial, false}, "取得阶段性成果并持续整改": {ledger.ClaimPartial, false}, "正在整改": {ledger.ClaimDoing, false}, "持续推进": {ledger.ClaimDoing, false},
		"长期坚持": {ledger.ClaimDoing, true}, "未完成": {ledger.ClaimOpen, false}, "尚未完成整改": {ledger.ClaimOpen, false}, "否": {ledger.ClaimOpen, false},
		"已销号": {ledger.ClaimClosed, false}, "未销号": {ledger.ClaimOpen, false}, "申请延期": {ledger.ClaimExtended, false}, "退回": {ledger.ClaimReturned, false}, "二次整改": {ledger.ClaimReturned, false},
		"已完成，新增监控探头12套，覆盖全部采砂河段并接入县级平台": {ledger.ClaimDone, false}, "粮情在线监测已覆盖全部28个仓房并接入全省统一监管平台运行": {"", false}, "/": {"", false},
	} {
		t.Run(words, func(t *testing.T) {
			t.Parallel()
			s := newShelf(t)
			d := s.read(sheet("", "严松舟", words), draft.KindSheet)
			f := d.Findings[0]
			if f.Claim != want.claim || f.Standing != want.standing || f.State != ledger.Open {
				t.Errorf("claim %q, standing %v, state %s; want %q, %v", f.Claim, f.Standing, f.State, want.claim, want.standing)
			}
		})
	}
}

// TestSaid tells words that are only a status from those that say more, and what they
// claim of the finding as a whole.
func TestSaid(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]struct{ only, done, open bool }{
		"已完成":             {only: true, done: true},
		"已完成，并长期坚持。":      {only: true, done: true},
		"整改状态：已整改到位":      {only: true, done: true},
		"【已销号】":           {only: true, done: true},
		"是":               {only: true, done: true},
		"基本完成":            {only: true, open: true},
		"正在整改，持续推进":       {only: true, open: true},
		"长期坚持":            {only: true},
		"未完成":             {only: true, open: true},
		"问题已全部整改到位":       {only: true, done: true},
		"追回3万元，问题已整改到位":   {done: true},
		"已完成主体工程的六成":      {},
		"确保整改到位":          {},
		"未整改到位的3户":        {open: true},
		"清退12户，尚有3户未完成清退": {open: true},
		"修订办法，推动问题整改到位":   {},
		"12个河段的巡查记录全部补齐":  {},
		"已整改12户":          {}, "问题已整改到位并长期坚持": {only: true, done: true}, "12户的问题已整改到位并建立台账": {done: true},
		"已完成整改任务的验收，移交档案室": {},
		"": {},
	} {
		if got := draft.OnlyStatus(words); got != want.only {
			t.Errorf("%s: only a status %v", words, got)
		}
		if got := draft.SaysDone(words); got != want.done {
			t.Errorf("%s: says done %v", words, got)
		}
		if got := draft.SaysOpen(words); got != want.open {
			t.Errorf("%s: says open %v", words, got)
		}
	}
}

// TestPowers holds the table of powers to what must never be: a document that closes
// or that lets a promise stand as a deed.
func TestPowers(t *testing.T) {
	t.Parallel()
	promise := "中共青石县水务局党组关于落实巡察反馈意见的整改方案\n2024年6月18日，县委第二巡察组反馈了巡察意见，制定本方案。\n一、整改任务\n（一）关于财务管理不规范的问题：【已完成】\n1.清退违规发放的补贴4.86万元，修订《值班补贴管理办法》，对1名责任人批评教育。\n2.印发通知。\n（二）关于学习不深入的问题。\n1.2024年7月3日组织学习。\n2.印发通知。\n中共青石县水务局党组\n2024年7月20日\n"
	s := newShelf(t)
	d := s.read(promise, draft.KindPlan)
	if len(d.Regulations)+len(d.Moneys)+len(d.Accounts)+len(d.Records)+len(d.Meetings) > 0 {
		t.Errorf("a plan fills registers: %v %v %v", d.Regulations, d.Moneys, d.Accounts)
	}
	for _, f := range d.Findings {
		if f.Claim != "" || f.Progress != "" {
			t.Errorf("a plan claims %q %q", f.Claim, f.Progress)
		}
	}
	if !strings.Contains(d.Findings[0].Note, "已完成") {
		t.Errorf("what a plan may not claim is not in the note: %q", d.Findings[0].Note)
	}
	for _, kind := range draft.Kinds {
		if draft.Kind.Name(kind.Kind, "en") != kind.EN || kind.Kind.Name("zh") != kind.ZH {
			t.Errorf("%s has no name", kind.Kind)
		}
	}
}
