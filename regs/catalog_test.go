package regs

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"zhenggai/fault"
	"zhenggai/zh"
)

func TestPacksLoad(t *testing.T) {
	t.Parallel()
	files, err := embedded()
	if err != nil {
		t.Fatal(err)
	}
	c := Packs()
	if n := len(c.Regimes()) + len(c.Overlays()); n != len(files) {
		t.Errorf("%d files give %d packs", len(files), n)
	}
	for _, f := range files {
		if p, err := parse(f); err != nil || f.Name != "regs/pack/"+p.Key+".json" {
			t.Errorf("%s holds %v: %v", f.Name, p, err)
		}
	}
	for _, r := range c.Regimes() {
		for _, o := range c.Overlays() {
			if o.Kind != "" && o.Kind != r.Kind {
				continue
			}
			if _, err := r.With(o); err != nil {
				t.Errorf("%s does not fit %s: %v", o.Key, r.Key, err)
			}
		}
	}
}

func TestChooseByFeedback(t *testing.T) {
	t.Parallel()
	c := Packs()
	for _, x := range []struct {
		kind Kind
		day  zh.Date
		want string
	}{
		{Inspection, zh.D(2014, 6, 1), "inspection-2013"},
		{Inspection, zh.D(2015, 8, 2), "inspection-2013"},
		{Inspection, zh.D(2015, 8, 3), "inspection-2015"},
		{Inspection, zh.D(2020, 9, 10), "inspection-2015"},
		{Inspection, zh.D(2024, 2, 7), "inspection-2015"},
		{Inspection, zh.D(2024, 2, 8), "inspection-2024"},
		{Inspection, zh.D(2030, 1, 1), "inspection-2024"},
		{Audit, zh.D(2020, 9, 10), "audit-internal"},
		{Environment, zh.D(2020, 9, 10), "environment"},
	} {
		if r, err := c.Choose(Choice{Kind: x.kind, Feedback: x.day}); err != nil || r.Key != x.want || r.Base != nil {
			t.Errorf("%s, feedback %s: %s, %v; want %s", x.kind, x.day, r.Key, err, x.want)
		}
	}
	for d := zh.D(2013, 1, 1); d.Year < 2028; d = d.AddDays(1) {
		in := 0
		for _, r := range c.Regimes() {
			if r.Kind == Inspection && r.In(d) {
				in++
			}
		}
		if in != 1 {
			t.Fatalf("%d regimes are in force on %s", in, d)
		}
	}
}

func TestChooseRefuses(t *testing.T) {
	t.Parallel()
	day := zh.D(2024, 9, 10)
	for _, x := range []struct {
		by   Choice
		kind fault.Kind
		says string
	}{
		{Choice{Kind: Inspection, Feedback: zh.D(2010, 1, 1)}, fault.NotFound, "2010-01-01"},
		{Choice{Kind: Inspection}, fault.Invalid, "没有反馈日期"},
		{Choice{Kind: Inspection, Feedback: day, Regime: "x"}, fault.NotFound, "“x”"},
		{Choice{Kind: Inspection, Feedback: day, Regime: "environment"}, fault.Invalid, "生态环境"},
		{Choice{Kind: Inspection, Feedback: day, Overlays: []string{"y"}}, fault.NotFound, "“y”"},
		{Choice{Kind: Inspection, Feedback: day, Overlays: []string{"audit-60-days"}}, fault.Invalid, "审计"},
	} {
		if _, err := Packs().Choose(x.by); fault.KindOf(err) != x.kind || !strings.Contains(fault.Say(err, "zh"), x.says) {
			t.Errorf("%+v: %v", x.by, err)
		}
	}
	r, err := Packs().Choose(Choice{Kind: Inspection, Regime: "inspection-2015"})
	if err != nil || r.Key != "inspection-2015" {
		t.Errorf("a regime that is named needs no day: %s, %v", r.Key, err)
	}
}

func TestOverlayShowsWhatItReplaced(t *testing.T) {
	t.Parallel()
	own := Overlay{Key: "round-7", Title: Title{"第七轮", "round 7"}, Basis: "巡察工作领导小组第三次会议", Limits: []TimeLimit{{
		Key: "period", Title: Title{"集中整改期", "period"}, Event: Feedback, Span: Span{100, Day},
		Duty: Title{"集中整改期结束", "end of the period"}, Source: "会议纪要", Verified: true,
	}}}
	r, err := Packs().Choose(Choice{
		Kind: Inspection, Feedback: zh.D(2024, 9, 10),
		Overlays: []string{"plan-month", "period-three-months", "colours-3"}, Own: []Overlay{own},
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"plan-month", "period-three-months", "colours-3", "round-7"}; !slices.Equal(r.Overlays, want) {
		t.Errorf("overlays are %v, want %v", r.Overlays, want)
	}
	var got []string
	for _, d := range r.Deadlines(Events{Feedback: zh.D(2024, 9, 10)}, Holidays()) {
		s := d.Day.String() + " " + d.Limit.Key + " by " + d.Limit.By
		if d.Unverified {
			s += " 待核实"
		}
		if d.Base != nil {
			s += " instead of " + d.Base.Day.String() + ", " + d.Base.Limit.Figure().EN
		}
		got = append(got, s)
	}
	want := []string{
		"2024-10-10 plan by plan-month 待核实",
		"2024-12-19 period by round-7 instead of 2025-03-10, 6 months",
		"2024-12-19 report by  待核实 instead of 2025-03-10, on the day",
		"2024-12-19 principal_report by  待核实 instead of 2025-03-10, on the day",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("deadlines (-want +got):\n%s", d)
	}
	if got := r.Title.In("en") + r.Title.In("zh"); got != "Inspection regulations, revised 2024《中国共产党巡视工作条例》（2024年修订）" {
		t.Errorf("the title is %s", got)
	}
	if len(r.Warnings) != 2 || len(r.Base.Warnings) != 3 {
		t.Errorf("%d warnings over %d", len(r.Warnings), len(r.Base.Warnings))
	}
	if untouched, _ := Packs().Choose(Choice{Kind: Inspection, Regime: "inspection-2024"}); len(untouched.Limits) != 3 || untouched.Limits[0].N != 6 {
		t.Errorf("the catalog has changed: %+v", untouched.Limits)
	}
}

func TestOverlayFile(t *testing.T) {
	t.Parallel()
	for _, o := range Packs().Overlays() {
		f, err := o.File()
		if err != nil {
			t.Fatal(err)
		}
		back, err := ParseOverlay(f)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(o, back); d != "" {
			t.Errorf("%s is written and read back as (-want +got):\n%s", o.Key, d)
		}
	}
	_, err := ParseOverlay(File{"x.json", []byte(goodRegime)})
	refused(t, err, "x.json", "type")
}

const (
	goodRegime = `{"type":"regime","key":"city","kind":"inspection","title":{"zh":"市","en":"city"},"from":"2024-02-08","to":"2025-01-01","basis":"办法",
"limits":[{"key":"period","title":{"zh":"期","en":"period"},"event":"feedback","n":3,"unit":"month","sets":"period_end","duty":{"zh":"办","en":"do"},"source":"办法","verified":true}],
"warnings":[{"colour":"yellow","before":3,"unit":"day","to":["handler"],"source":"办法","verified":true},{"colour":"red","before":-1,"unit":"day","to":["leader"],"source":"办法","verified":true}],
"classes":[{"key":"short","title":{"zh":"短","en":"short"},"least":{"n":1,"unit":"month"},"most":{"n":2,"unit":"month"},"source":"办法","verified":true}]}`
	goodOverlay = `{"type":"overlay","key":"own","title":{"zh":"市","en":"city"},"basis":"办法"}`
)

func TestPackRefuses(t *testing.T) {
	t.Parallel()
	if _, err := new(Catalog).With(File{"good.json", []byte(goodRegime)}, File{"own.json", []byte(goodOverlay)}); err != nil {
		t.Fatal(err)
	}
	second := `{"key":"b","title":{"zh":"期","en":"period"},"event":"%e","n":1,"unit":"month",%s"duty":{"zh":"办","en":"do"},"source":"办法","verified":true}],
"warnings"`
	with := func(event, sets string) string {
		return strings.NewReplacer("%e", event, "%s", sets).Replace(second)
	}
	for _, c := range []struct{ old, new, field string }{
		{`"key":"city"`, `"key":"city","keys":1`, "keys"},
		{`"key":"city"`, `"key":"city","Kind":"audit"`, "Kind"},
		{`"n":3`, `"n":3,"n":6`, "n"},
		{`"n":3`, `"n":"三"`, "limits.n"},
		{`"n":3`, `"n":2.5`, "limits.n"},
		{`"n":3`, `"n":300`, "limits[0].n"},
		{`"unit":"month","sets"`, `"unit":"week","sets"`, "limits[0].unit"},
		{`"unit":"month","sets"`, `"unit":"month","plus":{"n":5,"unit":"days"},"sets"`, "limits[0].plus.unit"},
		{`"unit":"month","sets"`, `"unit":"month","plus":{"n":5000,"unit":"day"},"sets"`, "limits[0].plus.n"},
		{`"unit":"month","sets"`, `"unit":"month","every":-1,"sets"`, "limits[0].every"},
		{`"unit":"month","sets"`, `"unit":"month","every":1,"not_before":true,"sets"`, "limits[0].every"},
		{`"event":"feedback"`, `"event":"backfeed"`, "limits[0].event"},
		{`"sets":"period_end"`, `"sets":"end"`, "limits[0].sets"},
		{`"sets":"period_end"`, `"sets":"feedback"`, "limits[0].sets"},
		{`"key":"period"`, `"key":"期"`, "limits[0].key"},
		{`"title":{"zh":"期","en":"period"}`, `"title":{"zh":"期"}`, "limits[0].title"},
		{`"duty":{"zh":"办","en":"do"}`, `"duty":{"zh":"","en":"do"}`, "limits[0].duty"},
		{`"source":"办法","verified":true}],` + "\n" + `"warnings"`, `"source":" ","verified":true}],"warnings"`, "limits[0].source"},
		{`"verified":true}],` + "\n" + `"warnings"`, `"verified":false}],"warnings"`, "limits[0].note"},
		{"}],\n\"warnings\"", "}," + with("feedback", `"sets":"period_end",`), "sets"},
		{"}],\n\"warnings\"", "}," + with("period_end", `"sets":"disclosure",`), "sets"},
		{"}],\n\"warnings\"", "}," + strings.Replace(with("feedback", ""), `"b"`, `"period"`, 1), "limits[1].key"},
		{`"type":"regime"`, `"type":"rule"`, "type"},
		{`"key":"city"`, `"key":""`, "key"},
		{`"key":"city"`, `"key":"` + strings.Repeat("x", 65) + `"`, "key"},
		{`"kind":"inspection"`, `"kind":"visit"`, "kind"},
		{`"title":{"zh":"市","en":"city"}`, `"title":{}`, "title"},
		{`"basis":"办法"`, `"basis":""`, "basis"},
		{`"from":"2024-02-08"`, `"from":"2024年2月8日"`, "from"},
		{`"to":"2025-01-01"`, `"to":"2024-02-30"`, "to"},
		{`"to":"2025-01-01"`, `"to":"2024-02-08"`, "to"},
		{`"type":"regime"`, `"type":"overlay"`, "from"},
		{`"colour":"yellow"`, `"colour":"blue"`, "warnings[0].colour"},
		{`"before":3,"unit":"day"`, `"before":3,"unit":"month"`, "warnings[0].unit"},
		{`"before":-1,"unit":"day"`, `"before":-1,"unit":"workday"`, "warnings[1].unit"},
		{`"before":-1`, `"before":3`, "warnings[1].before"},
		{`"to":["handler"]`, `"to":[]`, "warnings[0].to"},
		{`"to":["handler"]`, `"to":["boss"]`, "warnings[0].to"},
		{`"to":["handler"]`, `"to":["handler","handler"]`, "warnings[0].to"},
		{`"to":["leader"],"source":"办法","verified":true`, `"to":["leader"],"source":"办法","verified":false`, "warnings[1].note"},
		{`"key":"short"`, `"key":"Short"`, "classes[0].key"},
		{`"title":{"zh":"短","en":"short"}`, `"title":{"zh":"短","en":""}`, "classes[0].title"},
		{`"least":{"n":1,`, `"least":{"n":3,`, "classes[0].least"},
		{`"least":{"n":1,`, `"least":{"n":-1,`, "classes[0].least.n"},
		{`"most":{"n":2,"unit":"month"}`, `"most":{"n":2,"unit":"m"}`, "classes[0].most.unit"},
	} {
		text := strings.Replace(goodRegime, c.old, c.new, 1)
		if text == goodRegime {
			t.Errorf("%s is not in the pack", c.old)
		}
		_, err := new(Catalog).With(File{"坏.json", []byte(text)})
		refused(t, err, "坏.json", c.field)
	}
}

func TestStrictJSON(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "{", goodOverlay + goodOverlay, goodOverlay + "}", strings.Replace(goodOverlay, `,"title"`, `"title"`, 1), "[]", "null x", `{"key"}`} {
		_, err := new(Catalog).With(File{"坏.json", []byte(bad)})
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Say(err, "zh"), "坏.json") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	_, err := new(Catalog).With(File{"坏.json", []byte("{\n\"type\": \"overlay\",\n\"key\" \"x\"}")})
	if s := fault.Say(err, "zh"); !strings.Contains(s, "第3行") {
		t.Errorf("the third line is at fault: %s", s)
	}
}

func TestCatalogWith(t *testing.T) {
	t.Parallel()
	city := File{"city.json", []byte(goodRegime)}
	_, err := Packs().With(city)
	refused(t, err, "city.json", "from") // overlaps 2024
	_, err = new(Catalog).With(city, File{"twice.json", []byte(goodRegime)})
	refused(t, err, "twice.json", "key")

	own := File{"own.json", []byte(strings.Replace(goodRegime, `"city"`, `"inspection-2024"`, 1))}
	c, err := Packs().With(own)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := c.Choose(Choice{Kind: Inspection, Feedback: zh.D(2024, 9, 10)}); err != nil || r.Limits[0].N != 3 {
		t.Errorf("the site's own edition is not taken: %+v, %v", r, err)
	}
	if _, err := c.Choose(Choice{Kind: Inspection, Feedback: zh.D(2025, 1, 1)}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("feedback after its end: %v", err)
	}
	if r, _ := Packs().Choose(Choice{Kind: Inspection, Feedback: zh.D(2024, 9, 10)}); r.Limits[0].N != 6 {
		t.Error("the built-in catalog has changed")
	}
	// One key is one pack, whatever its type.
	again, err := c.With(File{"late.json", []byte(strings.Replace(goodOverlay, `"own"`, `"inspection-2024"`, 1))})
	if err != nil || len(again.Regimes()) != len(c.Regimes())-1 || len(again.Overlays()) != len(c.Overlays())+1 {
		t.Fatalf("an overlay in place of a regime: %v", err)
	}
	if back, err := again.With(own); err != nil || len(back.Overlays()) != len(c.Overlays()) {
		t.Errorf("a regime in place of an overlay: %v", err)
	}
}

func FuzzPack(f *testing.F) {
	files, err := embedded()
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		f.Add(file.JSON)
	}
	f.Add([]byte(goodRegime))
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := new(Catalog).With(File{"f.json", b})
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("%v", err)
			}
			return
		}
		at := Events{}
		for _, e := range events {
			at[e.key] = zh.D(2024, 1, 31)
		}
		for _, r := range c.Regimes() {
			for _, d := range r.Deadlines(at, new(Calendar)) {
				if !d.Day.Valid() {
					t.Fatalf("%s is due on %v", d.Limit.Key, d.Day)
				}
			}
		}
		for _, o := range c.Overlays() {
			file, err := o.File()
			if err != nil {
				t.Fatal(err)
			}
			if back, err := ParseOverlay(file); err != nil || !cmp.Equal(o, back, cmpopts.EquateEmpty()) {
				t.Fatalf("%+v is read back as %+v: %v", o, back, err)
			}
		}
	})
}
