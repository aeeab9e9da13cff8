package publish

import (
	"slices"
	"strings"
	"testing"

	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// account is a ledger of two leaves and the bulletin that it gives.
func account(t *testing.T) (*form.Account, *form.Bulletin) {
	t.Helper()
	head := func(n int) org.Head { return org.Head{Book: id(100), ID: id(n), Version: 1} }
	top := &ledger.Finding{Head: head(1), Level: ledger.Problem, No: "1", Code: "1", Title: "公务接待管理不严", State: ledger.Underway, Cycle: 1}
	a := &form.Account{Book: &ledger.Book{Head: head(100), Unit: id(90), UnitName: "市水务局"}, Inspection: &ledger.Inspection{Head: head(80), Team: "市委第一巡察组"},
		Tree: []*ledger.Finding{top}, Cases: map[org.ID]*ledger.Case{}, Units: map[org.ID]string{}, People: map[org.ID]form.Signer{}, Today: zh.D(2026, 5, 6)}
	for i, state := range []ledger.State{ledger.Closed, ledger.Underway} {
		f := &ledger.Finding{Head: head(10 + i), Parent: top.ID, Level: ledger.Point, Leaf: true, No: string(rune('1' + i)), Code: "1." + string(rune('1'+i)), Title: "公务接待清单不全", Progress: "补齐清单12份", State: state, Cycle: 1, Due: zh.D(2026, 6, 30)}
		a.Tree = append(a.Tree, f)
		c := &ledger.Case{Book: a.Book, Finding: f}
		for k, text := range []string{"补齐公函和清单", "修订公务接待管理办法"} {
			c.Measures = append(c.Measures, &ledger.Measure{Head: head(20 + 2*i + k), Finding: f.ID, Cycle: 1, Ord: k + 1, Text: text})
		}
		a.Cases[f.ID] = c
	}
	b, err := form.BulletinOf(a, form.Narrative{"basis": "市委第一巡察组反馈了巡察意见，现将巡察整改进展情况予以公布。", "contact": "联系电话：0999-5550123\n通信地址：云川市清江路8号\n电子邮箱：bgs@yunchuan.gov.cn"})
	if err != nil {
		t.Fatal(err)
	}
	return a, b
}

func audit(t *testing.T, spoil func(a *Audit)) []ledger.Check {
	t.Helper()
	acc, b := account(t)
	copied := func() *form.Bulletin {
		c, err := Render(b, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	a := Audit{Account: acc, Fresh: copied(), Draft: copied(), Content: copied()}
	spoil(&a)
	return Checks(a)
}

func leaf(b *form.Bulletin, n int) *form.Item { return b.Items[0].Items[n] }

// TestChecks spoils one thing at a time: the check of this rule must say so, and no other
// error.
func TestChecks(t *testing.T) {
	t.Parallel()
	both := func(do func(b *form.Bulletin)) func(a *Audit) {
		return func(a *Audit) { do(a.Draft); do(a.Content) }
	}
	for _, c := range []struct {
		name, rule, severity string
		spoil                func(a *Audit)
	}{
		{"as it is", "", "", func(*Audit) {}},
		{"another status", "status", "error", func(a *Audit) { leaf(a.Content, 1).Status = "已完成" }},
		{"closed since", "status", "error", func(a *Audit) { a.Account.Tree[2].State = ledger.Closed }},
		{"a result that claims what the ledger does not", "claim", "error", func(a *Audit) { leaf(a.Content, 1).Result = "补齐清单12份，问题已整改到位" }},
		{"the unit's own claim, marked", "claim", "warning", func(a *Audit) {
			leaf(a.Content, 1).Result = "补齐清单12份，问题已整改到位" + form.OwnWords
		}},
		{"a claim of what is closed", "", "", func(a *Audit) { leaf(a.Content, 0).Result = "补齐清单12份，问题已整改到位" }},
		{"a result that says less than the ledger", "claim", "error", func(a *Audit) { leaf(a.Content, 0).Result = "补齐清单12份，尚未完成整改" }},
		{"a finding left out of it", "missing", "error", func(a *Audit) { a.Content.Items[0].Items = a.Content.Items[0].Items[:1] }},
		{"one that is not in the ledger", "extra", "error", func(a *Audit) {
			a.Content.Items = append(a.Content.Items, &form.Item{Finding: id(77), Level: ledger.Point, Label: "9", Title: "别的问题"})
		}},
		{"voided since", "extra", "error", func(a *Audit) { a.Account.Tree[2].State = ledger.Void }},
		{"a measure not told", "measure", "error", both(func(b *form.Bulletin) { leaf(b, 0).Measures = leaf(b, 0).Measures[:1] })},
		{"another number", "figure", "error", both(func(b *form.Bulletin) { leaf(b, 0).Result = "补齐清单13份" })},
		{"other words", "stale", "warning", both(func(b *form.Bulletin) { leaf(b, 0).Result = "补齐清单12份，已归档" })},
		{"a number that is private", "residue", "error", func(a *Audit) {
			leaf(a.Content, 0).Result = "补齐清单12份，联系人手机一三八〇〇一三八〇〇〇"
		}},
		{"a name of the informant", "residue", "error", func(a *Audit) {
			leaf(a.Content, 0).Result = "补齐清单12份，举报人李文博反映的问题已核实"
		}},
		{"a day that is not filled in", "unfilled", "error", both(func(b *form.Bulletin) { b.Basis = []string{"（进驻日期待填）开展了巡察"} })},
		{"no contact", "N19", "error", both(func(b *form.Bulletin) { b.Contact = nil; b.Invite = "" })},
	} {
		var rules []string
		for _, k := range audit(t, c.spoil) {
			if k.Severity == "error" || k.Rule == c.rule {
				rules = append(rules, k.Severity+" "+k.Rule)
			}
		}
		if c.rule == "" && len(rules) > 0 || c.rule != "" && !slices.Contains(rules, c.severity+" "+c.rule) {
			t.Errorf("%s: %v", c.name, rules)
		}
	}
}

// TestLifted: what somebody lifted with a reason is told of and stops nothing.
func TestLifted(t *testing.T) {
	t.Parallel()
	lifted := func(undone string) []ledger.Check {
		return audit(t, func(a *Audit) {
			for _, b := range []*form.Bulletin{a.Draft, a.Fresh} {
				leaf(b, 0).Result = "补齐清单12份，值守手机13800000000"
			}
			a.Masks = Mask(a.Draft)
			if len(a.Masks) != 1 {
				t.Fatalf("masked: %+v", a.Masks)
			}
			a.Masks[0].Undone = undone
			var err error
			if a.Content, err = Render(a.Draft, a.Masks, nil); err != nil {
				t.Fatal(err)
			}
			if shown := strings.Contains(leaf(a.Content, 0).Result, "138"); shown != (undone != "") {
				t.Errorf("undone %q and shown %v", undone, shown)
			}
		})
	}
	for _, c := range lifted("值守电话对外公布") {
		if c.Severity == "error" || c.Rule == "P02" && c.Severity != "hint" {
			t.Errorf("%+v", c)
		}
	}
	for _, c := range lifted("") {
		if c.Rule == "P02" || c.Rule == "residue" {
			t.Errorf("%+v", c)
		}
	}
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	_, b := account(t)
	text := TextOf(b)
	for words, want := range map[string]string{"0999-5550123": "contact/0", "修订公务接待管理办法": "items/" + id(10).String() + "/measures/1", b.Title: "title"} {
		if at, _ := text.At(strings.Index(text.Body, words)); at != want {
			t.Errorf("%s is at %q, want %q", words, at, want)
		}
	}
}

func TestExcluded(t *testing.T) {
	t.Parallel()
	_, b := account(t)
	out, err := Render(b, nil, []ledger.Exclusion{{Finding: id(1), Class: "case"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range []*form.Item{out.Items[0], leaf(out, 0), leaf(out, 1)} {
		if it.Left != "初核或立案未公布" || it.Title+it.Result+string(it.Status) != "" || len(it.Measures) > 0 || it.Label == "" {
			t.Errorf("%+v", it)
		}
	}
	if strings.Contains(TextOf(out).Body, "清单") {
		t.Error("the text is still there")
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	_, old := account(t)
	now, err := Render(old, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if d := Compare(old, now); len(d) > 0 {
		t.Errorf("the same differ: %+v", d)
	}
	leaf(now, 0).Result = "补齐清单15份"
	leaf(now, 1).Measures = leaf(now, 1).Measures[:1]
	now.Contact[0].Value = "0999-5550199"
	d := Compare(old, now)
	if len(d) != 3 {
		t.Fatalf("%d changes: %+v", len(d), d)
	}
	if d[0].Kind != Changed || d[0].Label != "1" || !slices.Equal(d[0].Pieces, []Piece{{"", "补齐清单"}, {Removed, "12"}, {Added, "15"}, {"", "份"}}) {
		t.Errorf("%+v", d[0])
	}
	if d[2].Kind != Removed || d[2].Old != "修订公务接待管理办法" {
		t.Errorf("%+v", d[2])
	}
}

func TestCode(t *testing.T) {
	t.Parallel()
	c, err := NewCode("https://zg.yunchuan.example/1")
	if err != nil {
		t.Fatal(err)
	}
	if rows := c.Rows; len(rows) < 21 || len(rows[0]) != len(rows) || !strings.HasPrefix(rows[0], "#######.") || !strings.HasPrefix(c.Path(), "M4 4h7v1h-7z") {
		t.Errorf("rows %q, path %.40s", rows, c.Path())
	}
	if _, err := NewCode(strings.Repeat("很长", 3000)); err == nil {
		t.Error("what is too long is a code")
	}
}

// TestPaperFoot holds that a published version bears its digest and code at its foot, and
// a draft does not.
func TestPaperFoot(t *testing.T) {
	t.Parallel()
	b := &form.Bulletin{Title: "通报"}
	p := &ledger.Publication{N: 2, Approved: ledger.Digest{1, 2}}
	d := Paper(b, p, "7:abc")
	if want := CodeWords(p, "7:abc"); d.Code.Words != want || d.Code.Side() == 0 || !strings.Contains(d.Note, p.Approved.String()) || !strings.Contains(want, p.Approved.String()) {
		t.Errorf("%q, %q, %d squares", d.Note, d.Code.Words, d.Code.Side())
	}
	if d := Paper(b, &ledger.Publication{}, ""); d.Note != "" || d.Code.Side() != 0 {
		t.Errorf("a draft bears %q", d.Note)
	}
}
