package oscal

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"zhenggai/fault"
	"zhenggai/golden"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// bureau is a small invented ledger: a problem with two points, one of which came back
// after it was closed.
func bureau() *Plan {
	n := 0
	id := func() org.ID {
		n++
		return org.NewID(time.Date(2026, 1, 10, 1, 0, n, 0, time.UTC), [10]byte{9: byte(n)})
	}
	at := func(day int) ledger.Time { return ledger.At(time.Date(2026, 3, day, 2, 0, 0, 0, time.UTC)) }
	unit, li, wang, book := id(), id(), id(), id()
	head := func() org.Head { return org.Head{Book: book, ID: id()} }
	p := &Plan{Book: &ledger.Book{Head: org.Head{Book: book, ID: book}, Name: "云川市水务局账册", Unit: unit, UnitName: "云川市水务局", Supervised: true},
		Parties: []Party{{unit, true, "云川市水务局", ""}, {li, false, "李秋实", "联络员"}, {wang, false, "王望川", "副局长"}}}
	p.Inspection = &ledger.Inspection{Head: head(), No: "2026-01", Title: "市委第二巡察组巡察市水务局党组", Team: "市委第二巡察组", Feedback: zh.D(2026, 1, 9), Kind: "inspection"}
	p.Documents = []*ledger.Document{{Head: head(), Inspection: p.Inspection.ID, Kind: "feedback", Name: "反馈意见.docx", SHA256: ledger.Digest{1}, Size: 1200, By: li, Seen: at(1)}}
	finding := func(parent org.ID, level ledger.Level, code, title string) *ledger.Case {
		f := &ledger.Finding{Head: head(), Inspection: p.Inspection.ID, Parent: parent, Level: level, Leaf: level == ledger.Point, Ord: len(p.Cases) + 1, No: code,
			Code: code, Title: title, State: ledger.Underway, Cycle: 1}
		c := &ledger.Case{Book: p.Book, Inspection: p.Inspection, Finding: f}
		p.Cases = append(p.Cases, c)
		return c
	}
	top := finding(org.ID{}, ledger.Problem, "1", "工程管理不严格")
	a := finding(top.Finding.ID, ledger.Point, "1.1", "河道清淤验收走过场")
	f := a.Finding
	f.Cycle, f.Kind, f.FirstDue, f.Due, f.Text = 2, ledger.Dated, zh.D(2026, 6, 30), zh.D(2026, 8, 31), "抽查的 3 个工程中，2 个没有现场记录。"
	f.Owners = ledger.Owners{Lead: wang, LeadName: "王望川", DeptName: "建设科"}
	m := &ledger.Measure{Head: head(), Finding: f.ID, Cycle: 1, Ord: 1, No: "一是", Text: "制定《清淤工程验收办法》。", Kind: ledger.Dated, FirstDue: zh.D(2026, 3, 1), Due: zh.D(2026, 3, 1),
		Owners: ledger.Owners{HandlerName: "李秋实"}, Done: &ledger.Done{Result: "已印发。", Dated: zh.D(2026, 2, 20), By: li, At: at(2)}}
	a.Measures = []*ledger.Measure{m, {Head: head(), Finding: f.ID, Cycle: 2, Ord: 1, No: "一是", Text: "逐个工程补做现场核查。", Kind: ledger.Dated, FirstDue: zh.D(2026, 8, 31), Due: zh.D(2026, 8, 31),
		Milestones: []ledger.Milestone{{Title: "核查一半", Due: zh.D(2026, 7, 15)}}}}
	a.Evidence = []*ledger.Evidence{{Head: head(), Finding: f.ID, Measure: m.ID, Cycle: 1, SHA256: ledger.Digest{2}, SM3: ledger.Digest{3}, Name: "办法.pdf", Type: "application/pdf",
		Size: 20480, Title: "清淤工程验收办法", Dated: zh.D(2026, 2, 20), Seen: at(2), By: li}}
	s := &ledger.Submission{Head: head(), Finding: f.ID, Cycle: 1, N: 1, Note: "请予销号。", By: li, At: at(3), Seen: ledger.Digest{4}, Outcome: ledger.Passed,
		Verdicts: []ledger.Verdict{{Step: "lead", Pass: true, By: wang, Unit: unit, At: at(4), Seen: ledger.Digest{4}}}}
	a.Submissions = []*ledger.Submission{s}
	a.Closures = []*ledger.Closure{{Head: head(), Finding: f.ID, Cycle: 1, Submission: s.ID, Verifier: wang, By: wang, At: at(5), Seen: ledger.Digest{4}}}
	a.Relapses = []*ledger.Relapse{{Head: head(), Finding: f.ID, Closure: a.Closures[0].ID, Cycle: 2, Reason: "回头看发现两个工程仍无记录。", Found: zh.D(2026, 3, 20), By: wang, At: at(21)}}
	a.Extensions = []*ledger.Extension{{Head: head(), Finding: f.ID, N: 1, From: zh.D(2026, 6, 30), To: zh.D(2026, 8, 31), Reason: "汛期不能施工。", Progress: "已完成三成。", By: li, At: at(22),
		Decision: ledger.Granted, Opinion: "同意。", DecidedBy: wang, DecidedAt: at(23)}}
	finding(top.Finding.ID, ledger.Point, "1.2", "变更签证不规范").Finding.State = ledger.Open
	a.Moneys = []*ledger.Money{{Head: head(), Finding: f.ID, Event: "repaid", Amount: 1_240_000, Payer: "某某工程队", Voucher: "2026-118", Dated: zh.D(2026, 2, 26), Seen: at(2),
		Evidence: a.Evidence[0].ID, Text: "多计的清淤工程款已退回。"}}
	a.Accounts = []*ledger.Accountability{{Head: head(), Finding: f.ID, Form: "批评教育", Persons: 2, Bodies: 1, Dated: zh.D(2026, 3, 25), Seen: at(25)}}
	return p
}

func TestGolden(t *testing.T) {
	t.Parallel()
	for _, version := range Versions {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			doc := written(t, bureau(), version)
			if err := valid(t, version, doc); err != nil {
				t.Errorf("the schema refuses: %v", err)
			}
			golden.Check(t, "testdata/bureau-"+version+".json", doc)
		})
	}
}

// A plan of another program is read as far as its words go, and nothing of it is passed
// over.
func TestForeign(t *testing.T) {
	t.Parallel()
	doc := foreign(t)
	if err := valid(t, "1.1.3", doc); err != nil {
		t.Fatalf("the test's own document is not valid: %v", err)
	}
	p, err := Read(bytes.NewReader(doc))
	if err != nil {
		t.Fatal(err, allOf(err))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s foreign=%v %q\n", p.Version, p.Foreign, p.Inspection.Title)
	for _, one := range p.Parties {
		fmt.Fprintf(&b, "party %v %s\n", one.Unit, one.Name)
	}
	for _, c := range p.Cases {
		f := c.Finding
		fmt.Fprintf(&b, "%s %s no=%q %q %q due=%s\n", f.Level, f.State, f.No, f.Title, f.Text, f.Due)
		for _, m := range c.Measures {
			fmt.Fprintf(&b, "  measure %q done=%v due=%s dept=%q handler=%q milestones=%v\n", m.Text, m.Done != nil, m.Due, m.Owners.DeptName, m.Owners.HandlerName, m.Milestones)
		}
		for _, e := range c.Evidence {
			fmt.Fprintf(&b, "  evidence %q %s %s\n", e.Title, e.Type, e.SHA256.String()[:4])
		}
	}
	golden.Check(t, "testdata/foreign.txt", []byte(b.String()))
}

// at returns what a path of a tree leads to.
func at(v any, path ...any) any {
	for _, step := range path {
		switch s := step.(type) {
		case string:
			v = v.(map[string]any)[s]
		case int:
			v = v.([]any)[s]
		}
	}
	return v
}

func TestFaults(t *testing.T) {
	t.Parallel()
	set := func(value any, path ...any) func(map[string]any) {
		return func(plan map[string]any) {
			o := at(plan, path[:len(path)-1]...).(map[string]any)
			if name := path[len(path)-1].(string); value == nil {
				delete(o, name)
			} else {
				o[name] = value
			}
		}
	}
	const other = "00000000-0000-4000-8000-000000000000"
	for _, test := range []struct {
		name, path, says string
		edit             func(map[string]any)
	}{
		{"no title", "findings[1]", "title is missing", set(nil, "findings", 1, "title")},
		{"a title of two lines", "findings[1].title", "one line", set("a\nb", "findings", 1, "title")},
		{"a title that is a number", "risks[0].title", "a text", set(7, "risks", 0, "title")},
		{"no items", "plan-of-action-and-milestones", "poam-items is missing", set(nil, "poam-items")},
		{"an empty list", "risks", "empty", set([]any{}, "risks")},
		{"an object for a list", "findings", "a list", set(map[string]any{}, "findings")},
		{"a text for an object", "findings[0].target", "an object", set("x", "findings", 0, "target")},
		{"a misspelt member", "risks[0]", `"dealine"`, set("x", "risks", 0, "dealine")},
		{"a deadline without zone", "risks[1].deadline", "zone", set("2026-07-05T00:00:00", "risks", 1, "deadline")},
		{"a day that is none", "risks[1].deadline", "zone", set("2026-02-30T00:00:00Z", "risks", 1, "deadline")},
		{"a status with a space", "risks[1].status", "token", set("in hand", "risks", 1, "status")},
		{"a state that is none", "findings[1].target.status.state", "satisfied not-satisfied", set("done", "findings", 1, "target", "status", "state")},
		{"an identifier of version 7", "risks[0].uuid", "version 4 or 5", set("01890000-0000-7000-8000-000000000000", "risks", 0, "uuid")},
		{"a risk that is not there", "poam-items[0].related-risks[0].risk-uuid", "not in the document", set(other, "poam-items", 0, "related-risks", 0, "risk-uuid")},
		{"a party that is not there", "metadata.responsible-parties[0].party-uuids[0]", "not in the document", func(p map[string]any) {
			at(p, "metadata", "responsible-parties", 0).(map[string]any)["party-uuids"] = []any{other}
		}},
		{"a link that leads nowhere", "findings[1].links[0].href", "not in the document", set("#"+other, "findings", 1, "links", 0, "href")},
		{"a role that is not listed", "metadata.responsible-parties[0].role-id", `"x"`, set("x", "metadata", "responsible-parties", 0, "role-id")},
		{"a finding where a risk should be", "poam-items[0].related-risks[0].risk-uuid", "points at findings[0]", func(p map[string]any) {
			set(at(p, "findings", 0, "uuid"), "poam-items", 0, "related-risks", 0, "risk-uuid")(p)
		}},
		{"an identifier used twice", "risks[1].uuid", "that of risks[0]", func(p map[string]any) {
			set(strings.ToUpper(at(p, "risks", 0, "uuid").(string)), "risks", 1, "uuid")(p)
		}},
		{"no system", "plan-of-action-and-milestones", "system-id or import-ssp", set(nil, "system-id")},
		{"a property of ours that says nothing", "findings[0].props", `"many"`, func(p map[string]any) {
			for i, one := range at(p, "findings", 0, "props").([]any) {
				if at(one, "name") == "order" {
					set("many", "findings", 0, "props", i, "value")(p)
				}
			}
		}},
		{"parents in a circle", "findings", "circle", func(p map[string]any) {
			set([]any{map[string]any{"href": "#" + at(p, "findings", 2, "uuid").(string), "rel": "parent"}}, "findings", 0, "links")(p)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := Read(bytes.NewReader(edited(t, written(t, bureau(), "1.2.2"), test.edit)))
			for _, f := range allOf(err) {
				if f.Path == test.path && strings.Contains(f.EN, test.says) && f.ZH != "" {
					return
				}
			}
			t.Errorf("not named: %v\n%v", err, allOf(err))
		})
	}
}

// All faults are named, not the first alone.
func TestFaultsAll(t *testing.T) {
	t.Parallel()
	_, err := Read(bytes.NewReader(edited(t, written(t, bureau(), "1.2.2"), func(p map[string]any) {
		for _, f := range p["findings"].([]any) {
			delete(f.(map[string]any), "title")
		}
	})))
	if all := allOf(err); len(all) != 4 || fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Say(err, "zh"), "4 处") {
		t.Errorf("%v: %v", err, all)
	}
}

// What a stranger changed in a plan of ours holds against our own properties.
func TestStrangerChanges(t *testing.T) {
	t.Parallel()
	p, err := Read(bytes.NewReader(edited(t, written(t, bureau(), "1.2.2"), func(p map[string]any) {
		r := at(p, "risks", 1).(map[string]any)
		r["status"], r["deadline"] = "closed", "2027-01-31T00:00:00+08:00"
		at(p, "findings", 2).(map[string]any)["title"] = "改过的标题"
	})))
	if err != nil {
		t.Fatal(err, allOf(err))
	}
	f := p.Cases[1].Finding
	if f.State != ledger.Closed || f.Due != zh.D(2027, 1, 31) || f.Title != "改过的标题" || f.FirstDue != zh.D(2026, 6, 30) {
		t.Errorf("got %+v", f)
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	for name, doc := range map[string]string{
		"deep":         strings.Repeat("[", 1000),
		"no JSON":      "%PDF-1.7",
		"two":          string(foreign(t)) + "{}",
		"another form": `{"catalog":{}}`,
		"empty":        "",
		"null":         "null",
	} {
		if _, err := Read(strings.NewReader(doc)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Read(&zeros{}); fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Say(err, "en"), "64 MB") {
		t.Errorf("endless: %v", err)
	}
	if !Is(foreign(t)) || Is([]byte(`{"catalog":{}}`)) || Is([]byte("plan-of-action-and-milestones")) {
		t.Error("Is")
	}
}

// zeros is a document without end.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

// Whatever comes, Read does not break; and what it takes can be written and read again.
func FuzzRead(f *testing.F) {
	f.Add(foreign(f))
	for _, version := range Versions {
		f.Add(written(f, bureau(), version))
	}
	f.Add([]byte(`{"plan-of-action-and-milestones":{"metadata":{"oscal-version":"1.2.2"},"poam-items":[{}]}}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		p, err := Read(bytes.NewReader(doc))
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("%v", err)
			}
			return
		}
		var b bytes.Buffer
		if err := Write(&b, p, p.Version, modified); err != nil {
			if fault.KindOf(err) == fault.Invalid {
				return // it has no leaf
			}
			t.Fatal(err)
		}
		if _, err := Read(&b); err != nil {
			t.Fatalf("what was written is not read: %v %v", err, allOf(err))
		}
	})
}
