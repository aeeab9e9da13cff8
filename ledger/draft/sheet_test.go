package draft_test

import (
	"strings"
	"testing"

	"zhenggai/eval"
	"zhenggai/golden"
	"zhenggai/intake"
	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

// workbook reads the rows of text, cells between │, from an .xlsx file; the first
// header rows are its header.
func workbook(t *testing.T, text string, header int, m draft.Mapping) *draft.Draft {
	t.Helper()
	start := 0
	for range header {
		start += strings.Index(text[start:], "\n") + 1
	}
	c := &eval.Case{Kind: "ledger", Text: text, Nodes: []eval.Node{{Span: source.Span{Start: int32(start)}}}}
	b, err := eval.Render(t.Context(), c, eval.XLSX)
	if err != nil {
		t.Fatal(err)
	}
	f, err := intake.Read(t.Context(), "台账.xlsx", b)
	if err != nil {
		t.Fatal(err)
	}
	r := report.Reader{Columns: m.Names()}
	return draft.New(r.Read(f.Text), draft.About{Kind: draft.KindSheet, Document: doc, Feedback: zh.D(2024, 6, 18), Mapping: m})
}

// TestColumns reads the column sets that offices really use.
func TestColumns(t *testing.T) {
	t.Parallel()
	for name, columns := range map[string]string{
		"enterprise": "序号=number 反馈问题=finding 整改目标=goal 整改措施=measures 责任领导=lead 责任部门=dept 完成时限=due",
		"district":   "问题内容=finding 整改措施=measures 整改时限=due 责任人=handler",
		"county":     "问题=finding 责任部门=dept 责任领导=lead 整改标准=standard 整改时限=due",
		"colours":    "反馈问题=finding 整改措施=measures 整改进度=status 完成时限=due 责任领导=lead 具体经办人=handler",
		"audit":      "序号=number 问题摘要=finding 涉及金额（元）=involved 整改类型=kind 整改措施=measures 完成时间=due 责任部门=dept 责任人=handler 问题定性依据=note",
		"progress":   "反馈问题=finding 整改措施=measures 主要原因=cause 整改进展情况=status 完成时限=due 下一步措施=next 整改结果=status 证明材料=note",
		"zero":       "问题序号=number 反馈的问题=finding 产生问题的根本原因=cause 整改措施=measures 措施完成情况=status 举一反三检查情况=analogy 配合部门=support",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var names, want []string
			cells := map[string]string{"number": "1", "finding": "票据审核不严", "due": "2024年9月30日前，并长期坚持", "measures": "逐票复核", "involved": "48600", "kind": "限期整改", "status": "已完成"}
			var row []string
			for c := range strings.FieldsSeq(columns) {
				n, f, _ := strings.Cut(c, "=")
				names, want = append(names, n), append(want, f)
				words, ok := cells[f]
				if !ok {
					words = "内容" + n
				}
				row = append(row, words)
			}
			d := workbook(t, strings.Join(names, "│")+"\n"+strings.Join(row, "│"), 1, draft.Mapping{})
			if len(d.Problems) > 0 || len(d.Findings) != 1 {
				t.Fatalf("%d findings, problems %v", len(d.Findings), d.Problems)
			}
			for i, c := range d.Columns {
				if string(c.Field) != want[i] || c.Name != names[i] || c.Place != "Sheet1!"+string(rune('A'+i))+"1" {
					t.Errorf("%s is read as %q at %s, want %q", c.Name, c.Field, c.Place, want[i])
				}
			}
			f := d.Findings[0]
			if strings.Contains(columns, "=due") && (f.Due != zh.D(2024, 9, 30) || !f.Standing || f.Kind != ledger.Dated) {
				t.Errorf("due %v, standing %v, kind %s", f.Due, f.Standing, f.Kind)
			}
			if strings.Contains(columns, "=involved") && (f.Involved != 4860000 || f.Note != "问题定性依据：内容问题定性依据") {
				t.Errorf("involved %v, note %q", f.Involved, f.Note)
			}
		})
	}
}

// TestBadSheet lists every bad cell of a sheet at once, and imports nothing of it.
func TestBadSheet(t *testing.T) {
	t.Parallel()
	d := workbook(t, strings.Join([]string{
		"序号│层级│反馈问题│整改措施│启动时间│整改时限│涉及金额（万元）│挂钩领导",
		"1│问题│票据审核不严│逐票复核│2024-07-01│2024-09-30│4.86│严松舟",
		"2│具体问题│公务接待超标准│清退超标准费用│2024-07-01│尽快│若干│温既明",
		"3│具体问题││建立台账│2024-07-01│2024-09-30│/│温既明",
		"3│大问题│油卡管理混乱│一车一卡│2024-10-01│2024-09-30│1.2│温既明",
		"3│具体问题│印章管理混乱│专人保管│明天│2024-09-30││温既明",
	}, "\n"), 1, draft.Mapping{})
	s := newShelf(t)
	p := draft.Match(s.Existing, d)
	if p.Ready() || p.Rows(draft.Stamp{Book: book, NewID: s.newID}) != nil {
		t.Error("a sheet with bad cells may be imported")
	}
	golden.Check(t, "testdata/golden/bad.zh.txt", []byte(p.View("zh").String()))
	golden.Check(t, "testdata/golden/bad.en.txt", []byte(p.View("en").String()))
}

// TestMapping reads a sheet whose columns have names of their own.
func TestMapping(t *testing.T) {
	t.Parallel()
	m, err := draft.ParseMapping([]byte(`{"name": "县纪委月报表", "columns": {"事 项": "finding", "怎么办": "measures", "包保同志": "lead", "啥时候完": "due", "密码": "ignore", "第几条": "number"}}`))
	if err != nil {
		t.Fatal(err)
	}
	text := "第几条│事项│怎么办│包保同志│啥时候完│密码│联系电话\n1│票据审核不严│一是逐票复核；二是建立台账│严松舟│立行立改│x│5550117\n2│油卡管理混乱│一车一卡│温既明│反馈后3个月内│x│5550118"
	if d := workbook(t, text, 1, draft.Mapping{}); len(d.Findings) != 0 || len(d.Problems) != 1 {
		t.Errorf("without a mapping: %d findings, problems %v", len(d.Findings), d.Problems)
	}
	d := workbook(t, text, 1, m)
	if len(d.Findings) != 2 || len(d.Problems) > 0 {
		t.Fatalf("%d findings, problems %v", len(d.Findings), d.Problems)
	}
	a, b := d.Findings[0], d.Findings[1]
	if a.No != "1" || len(a.Measures) != 2 || a.Owners.LeadName != "严松舟" || a.Kind != ledger.Immediate || a.Note != "联系电话：5550117" {
		t.Errorf("%+v", a.Finding)
	}
	if b.Due != zh.D(2024, 9, 18) || b.Measures[0].FirstDue != b.Due || b.Measures[0].Owners.LeadName != "温既明" {
		t.Errorf("%+v", b.Finding)
	}
}

// TestLevels makes the tree of a sheet whose rows say their level.
func TestLevels(t *testing.T) {
	t.Parallel()
	d := workbook(t, "序号│层级│反馈问题│整改措施\n1│方面│作风建设方面│无\n2│问题│公务接待不规范│逐单核查\n3│具体问题│陪餐人数超标│清退费用\n4│问题│会议过多│压减会议", 1, draft.Mapping{})
	if len(d.Problems) > 0 {
		t.Fatal(d.Problems)
	}
	var got []string
	for _, f := range d.Findings {
		got = append(got, f.Code+" "+string(f.Level))
	}
	if s := strings.Join(got, ", "); s != "1 aspect, 1.2 problem, 1.2.3 point, 1.4 problem" {
		t.Error(s)
	}
}

// TestNoFinding names the cell of a row that has a number and no finding, also where
// the sheet has no cell there; a merged cell above is no fault.
func TestNoFinding(t *testing.T) {
	t.Parallel()
	d := workbook(t, "序号│整改措施│反馈问题\n1│逐票复核│票据审核不严\n2│一车一卡", 1, draft.Mapping{})
	if len(d.Problems) != 1 || d.Problems[0].Place != "Sheet1!C3" {
		t.Errorf("problems %v", d.Problems)
	}
	var b source.Builder
	for r, row := range [][]string{{"序号", "反馈问题", "整改措施"}, {"1", "票据审核不严", "逐票复核"}, {"2", "", "建立台账"}} {
		for c, words := range row {
			if c > 0 {
				b.Synthetic("│", 0)
			}
			cell := source.Cell{Table: 1, Row: int32(r + 1), Col: int32(c + 1), Rows: 1, Cols: 1}
			if words == "票据审核不严" {
				cell.Rows = 2
			}
			cell.Start = int32(b.Len())
			b.Write(words, 0, source.Copied)
			cell.End = int32(b.Len())
			if words != "" {
				b.Cell(cell)
			}
		}
		b.Synthetic("\n", 0)
	}
	d = draft.New(report.Read(b.Text()), draft.About{Kind: draft.KindSheet, Document: doc})
	if len(d.Problems) > 0 || len(d.Findings) != 1 || len(d.Findings[0].Measures) != 2 {
		t.Errorf("%d findings, problems %v", len(d.Findings), d.Problems)
	}
}

// TestRows gives each measure of a finding of several rows what its own row says, and
// the finding what they have in common.
func TestRows(t *testing.T) {
	t.Parallel()
	d := workbook(t, "序号│反馈问题│整改措施│责任领导│责任科室│整改时限│完成情况\n1│油卡管理混乱│一车一卡│温既明│办公室│2024-08-15│已完成\n││清查三年加油记录│温既明│财务股│2024-12-31，长期坚持│正在整改\n2│票据审核不严│逐票复核│严松舟│财务股│立行立改│已完成", 1, draft.Mapping{})
	if len(d.Problems) > 0 || len(d.Findings) != 2 {
		t.Fatalf("%d findings, problems %v", len(d.Findings), d.Problems)
	}
	f := d.Findings[0]
	a, b := f.Measures[0], f.Measures[1]
	if a.Due != zh.D(2024, 8, 15) || a.Standing || a.Claims != "已完成" || a.Owners.DeptName != "办公室" || b.Due != zh.D(2024, 12, 31) || !b.Standing || b.Claims != "正在整改" {
		t.Errorf("%+v\n%+v", *a, *b)
	}
	if f.Due != zh.D(2024, 12, 31) || !f.Standing || f.Claim != ledger.ClaimDoing || f.Owners.LeadName != "温既明" || f.Owners.DeptName != "" || f.Progress != "已完成\n正在整改" {
		t.Errorf("%+v", f.Finding)
	}
	if f := d.Findings[1]; f.Kind != ledger.Immediate || f.Claim != ledger.ClaimDone || f.Measures[0].Owners.DeptName != "财务股" || f.Measures[0].Claims != "" {
		t.Errorf("%+v", f.Finding)
	}
}

// FuzzParseMapping checks that what is read is right and reads back the same.
func FuzzParseMapping(f *testing.F) {
	for _, s := range []string{`{"columns":{"事项":"finding"}}`, `{"name":"a","columns":{}}`, `{"columns":{"事项":"x"}}`, `{"columns":{"a":"lead","a ":"due"}}`, `{"columns":null} {}`, `[]`, `{"columns":{"（注）":"note"}}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := draft.ParseMapping(b)
		if err != nil {
			return
		}
		if err := m.Check(); err != nil {
			t.Errorf("what was read is not right: %v", err)
		}
		if len(m.Names()) != len(m.Columns) {
			t.Errorf("%d names of %d columns", len(m.Names()), len(m.Columns))
		}
	})
}
