package draft

import (
	"testing"

	"zhenggai/ledger"
	"zhenggai/report"
	"zhenggai/source"
)

// TestClaims takes status words for what they claim, and words about other things for
// nothing.
func TestClaims(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]ledger.Claim{
		"完成": ledger.ClaimDone, "按期完成": ledger.ClaimDone, "已完成，并长期坚持": ledger.ClaimDone, "完成（长期坚持）": ledger.ClaimDone, "完成整改": ledger.ClaimDone,
		"基本完成": ledger.ClaimPartial, "未完成": ledger.ClaimOpen, "正在整改（已延期）": ledger.ClaimDoing,
		"完成主体工程的六成": "", "补齐记录96份": "",
	} {
		if got, _ := claimOf(words); got != want {
			t.Errorf("%s claims %q, want %q", words, got, want)
		}
	}
}

// TestStated holds that a status holds against an account of what was achieved, which
// may hold the words of any.
func TestStated(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"序号│反馈问题│整改成效│完成情况\n1│财务管理不规范│退回报销单12张│未完成\n2│固定资产台账不实│已完成清查│正在整改\n",
		"序号│反馈问题│完成情况│整改成效\n1│财务管理不规范│未完成│退回报销单12张\n2│固定资产台账不实│正在整改│已完成清查\n",
	} {
		d := New(new(report.Reader).Read(source.New(text)), About{Kind: KindSheet})
		if len(d.Findings) != 2 || d.Findings[0].Claim != ledger.ClaimOpen || d.Findings[1].Claim != ledger.ClaimDoing {
			t.Errorf("%s claims %+v", text, d.Findings)
		}
	}
}

// TestShared parts a cell that says who leads and who helps.
func TestShared(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string][3]string{
		"河湖管理科": {"河湖管理科", "", ""},
		"牵头：河湖管理科；配合：财务科、办公室":         {"河湖管理科", "财务科、办公室", ""},
		"牵头科室:河湖管理科 配合科室:财务科 责任人：陆小舟": {"河湖管理科", "财务科", "陆小舟"},
		"河湖管理科；配合单位：财务科":              {"河湖管理科", "财务科", ""},
		"配合整改工作的科室":                   {"配合整改工作的科室", "", ""},
	} {
		d := New(new(report.Reader).Read(source.New("序号│反馈问题│整改措施│责任部门\n1│财务管理不规范│完善审批流程│"+cell+"\n2│台账不实│清查│办公室\n")), About{Kind: KindSheet})
		if len(d.Findings) != 2 {
			t.Fatalf("%s: %d findings", cell, len(d.Findings))
		}
		if o := d.Findings[0].Owners; o.DeptName != want[0] || o.SupportName != want[1] || o.HandlerName != want[2] {
			t.Errorf("%s: %q, %q, %q", cell, o.DeptName, o.SupportName, o.HandlerName)
		}
	}
}

// TestListedAgain holds that what a report lists behind its text is no new finding, and
// that the list says more of the old one.
func TestListedAgain(t *testing.T) {
	t.Parallel()
	text := "中共云川市水务局党组关于巡察整改进展情况的报告\n现将整改进展情况报告如下。\n一、逐条整改进展情况\n（一）聚焦贯彻落实上级决策部署方面\n1.关于河道巡查记录不全的问题。\n整改措施：一是修订巡查办法；二是补查记录。\n完成情况：已完成。\n2.关于堤防维修滞后的问题。\n整改措施：一是倒排工期；二是每周调度。\n完成情况：正在整改。\n" +
		"二、尚未完成的问题\n序号│反馈问题│整改时限│下一步\n2│关于堤防维修滞后的问题│2026年12月31日│汛期后复工\n3│另一个没有写到的问题│2026年11月30日│继续推进\n"
	d := New(new(report.Reader).Read(source.New(text)), About{Kind: KindProgress})
	var got []string
	for _, f := range d.Findings {
		if f.Leaf {
			got = append(got, f.Title+" "+f.Due.String()+" "+f.Next)
		}
	}
	if len(got) != 3 || got[1] != "关于堤防维修滞后的问题 2026-12-31 汛期后复工" {
		t.Errorf("%q", got)
	}
}
