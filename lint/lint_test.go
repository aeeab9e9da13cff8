package lint

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhenggai/fault"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

const text = `一、整改情况
1.关于学习不深入的问题。一是组织学习2次，优惠劵已收回；二是印发《学习制度》，进一步布署任务。
2.关于台账不全的问题。补登台账12份，自己完成核对。
`

// wordRule finds words, markRule the number 2 of each measure.
var (
	wordRule = &Rule{ID: "W01", Name: "word", Title: Say{"错字", "wrong word"}, Severity: Error, Words: []Word{
		{Find: "惠劵", Say: "惠券"}, {Find: "布署", Say: "部署"}, {Find: "己完成", Say: "已完成", Not: []string{"自己完成"}},
	}}
	countRule = &Rule{ID: "A01", Name: "count", Title: Say{"数量", "a count"}, Severity: Warning, Check: func(p *Pass) {
		for i := range p.Quantities {
			p.Found(p.Quantities[i].Span, Say{"此处有数量%s。", "A count: %s."}, p.Quantities[i].N)
		}
	}}
	offRule = &Rule{ID: "M04", Name: "off", Title: Say{"关", "off"}, Severity: Hint, Off: true, Check: func(p *Pass) {
		p.Found(source.Span{Start: 0, End: 3}, Say{"开篇。", "The opening."})
	}}
)

func check(cfg Config) []Finding {
	c := NewChecker([]*Rule{wordRule, countRule, offRule}, cfg)
	return slices.Clone(c.Check(report.Read(source.New(text))))
}

func TestCheck(t *testing.T) {
	t.Parallel()
	var got []string
	for _, f := range check(Config{}) {
		got = append(got, f.Rule.ID+" "+f.Message("zh")+" "+f.Message("en"))
	}
	want := []string{
		"A01 此处有数量2。 A count: 2.", `W01 “惠劵”疑为“惠券”，请核对。 "惠劵" was probably meant as "惠券"; please check.`,
		`W01 “布署”疑为“部署”，请核对。 "布署" was probably meant as "部署"; please check.`, "A01 此处有数量12。 A count: 12.",
	}
	if !slices.Equal(got, want) {
		t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestSeverity(t *testing.T) {
	t.Parallel()
	count := func(cfg Config, id string) (n int, s Severity) {
		for _, f := range check(cfg) {
			if f.Rule.ID == id {
				n, s = n+1, f.Severity
			}
		}
		return n, s
	}
	strict := &Profile{Name: "strict", Severity: map[string]Severity{"A01": Error, "M04": Warning}}
	for _, c := range []struct {
		name string
		cfg  Config
		id   string
		n    int
		s    Severity
	}{
		{"own", Config{}, "A01", 2, Warning},
		{"off by itself", Config{}, "M04", 0, Off},
		{"profile raises", Config{Profile: strict}, "A01", 2, Error},
		{"profile switches on", Config{Profile: strict}, "M04", 1, Warning},
		{"site has the last word", Config{Profile: strict, Site: &Site{Severity: map[string]string{"A01": "off"}}}, "A01", 0, Off},
		{"site allows a wording", Config{Site: &Site{Allow: []string{"进一步布署"}}}, "W01", 1, Error},
		{"site adds a word", Config{Site: &Site{Words: map[string]string{"补登台账": "登记台账"}}}, "W01", 3, Error},
	} {
		if n, s := count(c.cfg, c.id); n != c.n || s != c.s {
			t.Errorf("%s: %s found %d times as %s, want %d as %s", c.name, c.id, n, s, c.n, c.s)
		}
	}
}

func TestWaivers(t *testing.T) {
	t.Parallel()
	found := check(Config{})
	w := Waiver{Rule: "W01", Anchor: found[1].Anchor(text), Reason: "地名"}
	stale := Waive(text, found, []Waiver{w, {Rule: "W01", Anchor: "W01-0", Reason: "旧"}})
	if found[1].Waived != "地名" || found[2].Waived != "" {
		t.Errorf("waived: %q, %q", found[1].Waived, found[2].Waived)
	}
	if len(stale) != 1 || stale[0].Reason != "旧" {
		t.Errorf("stale: %v", stale)
	}
	// A change elsewhere leaves the waiver in force, a change of the words ends it.
	moved := "前言。\n" + text
	s := source.Span{Start: found[1].Span.Start + 10, End: found[1].Span.End + 10}
	if Anchor(moved, "W01", s) != w.Anchor {
		t.Error("the anchor moved with the text")
	}
	if changed := strings.Replace(text, "惠劵", "惠卷", 1); Anchor(changed, "W01", found[1].Span) == w.Anchor {
		t.Error("other words keep the waiver")
	}
}

func TestReadFiles(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{`{"allow": 1}`, `{"alow": ["x"]}`, `{"severity": {"W01": "loud"}}`, `{`} {
		if _, err := ReadSite(strings.NewReader(bad)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("site %s: %v", bad, err)
		}
	}
	for _, bad := range []string{`[{"rule":"W01"}]`, `{}`, `[{"rule":"W01","anchor":"x","reason":""}]`} {
		if _, err := ReadWaivers(strings.NewReader(bad)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("waivers %s: %v", bad, err)
		}
	}
	if s, err := ReadSite(strings.NewReader(`{"disclosure_months": 3, "severity": {"W10": "off"}}`)); err != nil || s.DisclosureMonths != 3 {
		t.Errorf("a right site is refused: %v", err)
	}
}

// TestLexicon holds that the one pass finds what a search for each word would.
func TestLexicon(t *testing.T) {
	t.Parallel()
	words := []string{"整改", "整改措施", "改措", "问题整", "a措施"}
	rule := &Rule{ID: "W01"}
	for _, w := range words[:4] {
		rule.Words = append(rule.Words, Word{Find: w})
	}
	x := newLexicon([]*Rule{rule})
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune("整改措施问题a，"))).Draw(t, "s")
		got := map[string]int{}
		x.scan(s, new(Sights), func(e entry, at source.Span) {
			if at.In(s) != e.word.Find {
				t.Fatalf("%q found at %q", e.word.Find, at.In(s))
			}
			got[e.word.Find]++
		})
		for _, w := range rule.Words {
			want := 0
			for i := range s {
				if strings.HasPrefix(s[i:], w.Find) {
					want++
				}
			}
			if got[w.Find] != want {
				t.Fatalf("%q: found %d times in %q, want %d", w.Find, got[w.Find], s, want)
			}
		}
	})
}

func TestCopies(t *testing.T) {
	t.Parallel()
	const same = "组织全体干部职工集中学习公文处理条例，对近三年印发的文件逐份检查，纠正格式错误二十处"
	o := report.Read(source.New("一、整改情况\n1.关于甲的问题。一是" + same + "；二是公示3次。\n2.关于乙的问题。" + same + "。\n"))
	var pairs []Copy
	rule := &Rule{ID: "C01", Severity: Warning, Check: func(p *Pass) { pairs = slices.Clone(p.Copies()) }}
	NewChecker([]*Rule{rule}, Config{Today: zh.D(2025, 1, 1)}).Check(o)
	if len(pairs) != 1 || pairs[0].Jaccard < 0.99 {
		t.Fatalf("pairs %v", pairs)
	}
	for _, run := range pairs[0].Run {
		if o.Text.Slice(run) != same {
			t.Errorf("the run is %q", o.Text.Slice(run))
		}
	}
	other := report.Read(source.New("一、整改情况\n1.关于丙的问题。一是" + same + "；二是修订《办法》。\n"))
	across := &Rule{ID: "C03", Severity: Warning, Scope: Across, Compare: func(c *Comparison) {
		for _, p := range c.Pairs {
			c.Found(p.ReportA, p.Run[0], Elsewhere{p.ReportB, p.Run[1]}, Say{"雷同", "alike"})
		}
	}}
	if got := NewChecker([]*Rule{across}, Config{}).Compare([]*report.Outline{o, other}, []string{"a", "b"}); len(got) != 2 {
		t.Errorf("%d findings across, want 2: both measures of the first are like the one of the second", len(got))
	}
}
