package form_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhenggai/form"
	"zhenggai/intake"
	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/paper"
	"zhenggai/paper/pdf"
	"zhenggai/paper/sheet"
	"zhenggai/report"
	"zhenggai/zh"
)

// The words of random ledgers: what findings and measures are made of.
var (
	what  = []string{"河道巡查记录不全", "堤防维修进度滞后", "差旅费报销超出标准", "固定资产台账不实", "工程变更没有集体研究", "党费收缴不规范", "信访事项办理超期", "合同审查流于形式", "公务接待没有公函", "培训计划落实不到位"}
	where = []string{"部分科室", "个别下属单位", "基层水管站", "机关支部", "2个镇", "办公室", "财务部门"}
	doing = []string{"修订管理办法", "组织专题学习", "逐一核对2024年以来的台账", "清退超标准报销的费用1280元", "召开警示教育会", "每季度抽查一次", "建立问题台账", "明确责任科室和办理时限", "对相关责任人进行谈话提醒", "开展全面自查", "印发工作规范", "完善审批流程"}
	heads = []string{"贯彻落实上级决策部署方面", "群众身边不正之风方面", "基层党组织建设方面", "巡视巡察整改落实方面"}
)

// accountGen draws a ledger: aspects, problems, points, each with measures, dates,
// owners, amounts and a state.
func accountGen() *rapid.Generator[*form.Account] {
	return rapid.Custom(func(t *rapid.T) *form.Account {
		m := newAccount()
		m.Inspection.Title = "巡察"
		point, problem := 0, 0
		for i := range rapid.IntRange(1, 3).Draw(t, "aspects") {
			a := m.node(nil, ledger.Aspect, fmt.Sprint(i+1), "聚焦"+heads[i])
			for range rapid.IntRange(1, 2).Draw(t, "problems") {
				problem++
				p := m.node(a, ledger.Problem, fmt.Sprint(problem), "针对"+rapid.SampledFrom(what).Draw(t, "problem")+"的问题")
				for range rapid.IntRange(1, 3).Draw(t, "points") {
					point++
					m.random(t, p, point)
				}
			}
		}
		return m.Account
	})
}

// random adds a point.
func (m *maker) random(t *rapid.T, p *ledger.Finding, n int) {
	title := fmt.Sprintf("%s%s", rapid.SampledFrom(where).Draw(t, "where"), rapid.SampledFrom(what).Draw(t, "what"))
	measures := rapid.SliceOfNDistinct(rapid.SampledFrom(doing), 1, 4, rapid.ID[string]).Draw(t, "measures")
	state := rapid.SampledFrom([]ledger.State{ledger.Open, ledger.Underway, ledger.Closed, ledger.Submitted}).Draw(t, "state")
	c := m.leaf(p, fmt.Sprint(n), title, state, measures...)
	c.Finding.Due = zh.D(2026, rapid.IntRange(6, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))
	c.Finding.Standing = rapid.Bool().Draw(t, "standing")
	c.Finding.Partial = state == ledger.Underway && rapid.Bool().Draw(t, "partial")
	c.Finding.Standard = rapid.SampledFrom([]string{"", "账、卡、物相符", "记录完整可查"}).Draw(t, "standard")
	c.Finding.Involved = ledger.Fen(rapid.SampledFrom([]int64{0, 1, 128000, 9999999999}).Draw(t, "involved"))
}

// reread reads a file as the product reads a paper that is brought in; text is what was
// read.
func reread(t *rapid.T, name string, write func(io.Writer) error, mapping draft.Mapping) (d *draft.Draft, text string) {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	f, err := intake.Read(t.Context(), name, b.Bytes())
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	reader := report.Reader{Columns: mapping.Names()}
	o := reader.Read(f.Text)
	d = draft.New(o, draft.About{Kind: draft.KindOf(o), Feedback: zh.D(2026, 5, 12), Mapping: mapping})
	if len(d.Problems) > 0 {
		t.Fatalf("%s: %+v\n%s", name, d.Problems, f.Text.String())
	}
	return d, f.Text.String()
}

// faces are the files of a paper that is read.
func faces(doc paper.Document) map[string]func(io.Writer) error {
	return map[string]func(io.Writer) error{
		"通报.docx": func(w io.Writer) error { return paper.Docx(w, doc, paper.Profile{}) },
		"通报.html": func(w io.Writer) error { return paper.Page(w, doc, "style.css") },
		"通报.pdf": func(w io.Writer) error {
			missing, err := pdf.Write(w, doc, paper.Profile{})
			if len(missing) > 0 {
				return fmt.Errorf("no glyphs for %q", missing)
			}
			return err
		},
	}
}

// TestReadBack writes the public report of random ledgers in every format, and reads the
// same tree, measures and status words from each.
func TestReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := accountGen().Draw(t, "account")
		doc, err := form.Make(form.Draft{Account: a, Form: form.Named("public")})
		if err != nil {
			t.Fatal(err)
		}
		want := told(a, nil)
		for name, write := range faces(doc) {
			d, text := reread(t, name, write, draft.Mapping{})
			if got := toldBack(d, nil); got != want {
				t.Fatalf("%s as %s is read as\n%s\nwant\n%s\nTEXT %s", name, d.Kind, got, want, text)
			}
			if d.Inspection.Feedback != a.Inspection.Feedback || d.Signed != a.Today {
				t.Fatalf("%s: feedback %s, signed %s", name, d.Inspection.Feedback, d.Signed)
			}
		}
	})
}

// told writes the tree of a ledger as the public is told of it.
func told(a *form.Account, fields func(*ledger.Finding) string) string {
	var b strings.Builder
	for _, f := range a.Tree {
		if fields == nil || f.Leaf {
			fmt.Fprintf(&b, "%s %s %s", f.Level, f.No, f.Title)
		}
		if c := a.Cases[f.ID]; c != nil {
			for _, m := range c.Current() {
				fmt.Fprintf(&b, " | %s", m.Text)
			}
			if fields == nil {
				fmt.Fprintf(&b, " = %s", claims[form.StatusOf(f, a.Today)])
			} else {
				b.WriteString(fields(f))
			}
		}
		if fields == nil || f.Leaf {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// claims are what the reader takes the status words for.
var claims = map[form.Status]ledger.Claim{"已完成": ledger.ClaimDone, "已完成并长期坚持": ledger.ClaimDone, "基本完成": ledger.ClaimPartial, "正在整改": ledger.ClaimDoing, "未完成": ledger.ClaimOpen}

// toldBack writes a draft in the same way.
func toldBack(d *draft.Draft, fields func(*ledger.Finding) string) string {
	var b strings.Builder
	for _, f := range d.Findings {
		if fields != nil && !f.Leaf {
			continue
		}
		no := f.No
		fmt.Fprintf(&b, "%s %s %s", f.Level, no, strings.TrimRight(f.Title, "。；"))
		for _, m := range f.Measures {
			fmt.Fprintf(&b, " | %s", strings.TrimRight(m.Text, "。；"))
		}
		if fields == nil && f.Leaf {
			fmt.Fprintf(&b, " = %s", f.Claim)
		} else if fields != nil {
			b.WriteString(fields(&f.Finding))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestSheetsReadBack writes the ledgers of random accounts as workbooks and as papers,
// and reads the same findings, measures, days and amounts from each.
func TestSheetsReadBack(t *testing.T) {
	t.Parallel()
	mapping := invented().Mappings[0]
	for _, c := range []struct {
		key    string
		fields func(*ledger.Finding) string
	}{
		{"ledger-plan", func(f *ledger.Finding) string { return fmt.Sprint(" ", f.Due, f.Standing) }},
		{"ledger-county", func(f *ledger.Finding) string { return fmt.Sprint(" ", f.Due, f.Standing, f.Standard) }},
		{"ledger-colour", func(f *ledger.Finding) string { return fmt.Sprint(" ", f.Due, f.Standing) }},
		{"ledger-audit", func(f *ledger.Finding) string { return fmt.Sprint(" ", f.Due, f.Standing) }},
		{"tasks", func(f *ledger.Finding) string { return fmt.Sprint(" ", f.Due, f.Standing, f.Standard) }},
		{"ledger-mapping", func(f *ledger.Finding) string { return fmt.Sprint(" ", f.Due, f.Standing, f.Involved) }},
	} {
		t.Run(c.key, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				a := accountGen().Draw(t, "account")
				a.Mappings = []draft.Mapping{mapping}
				doc, err := form.Make(form.Draft{Account: a, Form: form.Named(c.key)})
				if err != nil {
					t.Fatal(err)
				}
				m := draft.Mapping{}
				if c.key == "ledger-mapping" {
					m = mapping
				}
				want := told(a, c.fields)
				all := faces(doc)
				all["台账.xlsx"] = func(w io.Writer) error { return sheet.Write(w, doc.Sheets()...) }
				for name, write := range all {
					d, text := reread(t, name, write, m)
					if got := toldBack(d, c.fields); got != want {
						t.Fatalf("%s as %s is read as\n%s\nwant\n%s\nTEXT %s", name, d.Kind, got, want, text)
					}
				}
			})
		})
	}
}
