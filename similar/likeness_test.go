package similar

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// meetingsByDefinition looks for each run everywhere.
func meetingsByDefinition(runes, indexed []uint16) []int {
	lengths := make([]int, len(runes))
	for i := range runes {
		for j := range indexed {
			n := 0
			for n <= i && n <= j && runes[i-n] == indexed[j-n] {
				n++
			}
			if n >= shingle {
				lengths[i] = max(lengths[i], n)
			}
		}
	}
	return lengths
}

func TestMeetings(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	some := func(letters, most int) []uint16 {
		runes := make([]uint16, rng.IntN(most+1))
		for i := range runes {
			runes[i] = '一' + uint16(rng.IntN(letters))
		}
		return runes
	}
	for range 1500 {
		letters := 1 + rng.IntN(4)
		checkMeetings(t, some(letters, 60), some(letters, 60))
	}
	// Enough repetition for the finder to give up.
	rows := slices.Repeat(some(2, 9), 40)
	checkMeetings(t, rows, slices.Concat(rows[3:], some(2, 20), rows))
}

func checkMeetings(t *testing.T, a, b []uint16) {
	want := meetingsByDefinition(a, b)
	var f finder
	f.index(b)
	for name, got := range map[string][]meeting{
		"finder":    slices.Clone(f.meet(a, b)),
		"automaton": f.exhaustive(a, b, nil),
	} {
		if len(got) != len(want) {
			t.Fatalf("%s: %d meetings, want %d", name, len(got), len(want))
		}
		for i, m := range got {
			n, end := int(m.length), int(m.end)+1
			if n != want[i] {
				t.Fatalf("%s: run of %d runes ends at %d, want %d\n%v\n%v", name, n, i, want[i], a, b)
			}
			if n > 0 && !slices.Equal(a[i+1-n:i+1], b[end-n:end]) {
				t.Fatalf("%s: what ends at %d is not at %d", name, i, end)
			}
		}
	}
}

// likenessByDefinition is Jaccard, containment and the longest run from the words
// of their definitions.
func likenessByDefinition(a, b []uint16) (jaccard, containment float64, run int) {
	sets := [2]map[string]bool{{}, {}}
	for i, r := range [][]uint16{a, b} {
		for j := 0; j+shingle <= len(r); j++ {
			var s strings.Builder
			for _, c := range r[j : j+shingle] {
				s.WriteRune(rune(c))
			}
			sets[i][s.String()] = true
		}
	}
	common := 0
	for g := range sets[0] {
		if sets[1][g] {
			common++
		}
	}
	for _, n := range meetingsByDefinition(a, b) {
		run = max(run, n)
	}
	if common == 0 {
		return 0, 0, run
	}
	return float64(common) / float64(len(sets[0])+len(sets[1])-common),
		float64(common) / float64(min(len(sets[0]), len(sets[1]))), run
}

func TestCompareDefinition(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := textGen().Draw(t, "a"), textGen().Draw(t, "b")
		if rapid.Bool().Draw(t, "alike") { // else they have little in common
			i := rapid.IntRange(0, len(a)).Draw(t, "from")
			b = a[i:] + b
		}
		l := Compare(a, b)
		j, c, n := likenessByDefinition(folded(a).runes, folded(b).runes)
		if l.Jaccard != j || l.Containment != c || l.Longest.Runes != n {
			t.Fatalf("%+v, want %v, %v and a run of %d", l, j, c, n)
		}
		if n := untitledByDefinition(a, b); l.Untitled != n {
			t.Fatalf("untitled run of %d runes, want %d", l.Untitled, n)
		}
		checkCompare(t, a, b)
	})
}

func TestUntitledDefinition(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(3, 4))
	pieces := []string{"局党组会", "制定财务办法", "整改", "《", "》", "的"}
	for range 3000 {
		var texts [2]string
		for i := range texts {
			for range rng.IntN(14) {
				texts[i] += pieces[rng.IntN(len(pieces))]
			}
		}
		if l, n := Compare(texts[0], texts[1]), untitledByDefinition(texts[0], texts[1]); l.Untitled != n {
			t.Fatalf("untitled run of %d runes, want %d: %q", l.Untitled, n, texts)
		}
	}
}

func untitledByDefinition(a, b string) (run int) {
	var cut [2][]uint16
	for i, text := range []string{a, b} {
		p := folded(text)
		cut[i] = mask(nil, p.runes, p.titles(nil), 0xFFFF-uint16(i))
	}
	for _, n := range meetingsByDefinition(cut[0], cut[1]) {
		run = max(run, n)
	}
	return run
}

// checkCompare checks what must hold of any two texts.
func checkCompare(t interface{ Fatalf(string, ...any) }, a, b string) {
	l, back := Compare(a, b), Compare(b, a)
	if l.Jaccard != back.Jaccard || l.Containment != back.Containment ||
		l.Longest.Runes != back.Longest.Runes || l.Untitled != back.Untitled {
		t.Fatalf("not symmetric: %+v and %+v", l, back)
	}
	if l.Untitled > l.Longest.Runes || l.Containment < l.Jaccard || l.Jaccard < 0 || l.Containment > 1 {
		t.Fatalf("out of range: %+v", l)
	}
	runs := Shared(a, b)
	most := 0
	for i, r := range runs {
		checkRun(t, a, b, r)
		most = max(most, r.Runes)
		if i > 0 && (r.A.Start <= runs[i-1].A.Start || r.A.End <= runs[i-1].A.End) {
			t.Fatalf("runs %v and %v are out of order or one in the other", runs[i-1], r)
		}
	}
	if l.Longest.Runes > 0 {
		checkRun(t, a, b, l.Longest)
	}
	if l.Longest.Runes >= MinShared && most != l.Longest.Runes || l.Longest.Runes < MinShared && most > 0 {
		t.Fatalf("the longest run has %d runes, the longest of all shared runs %d", l.Longest.Runes, most)
	}
}

func checkRun(t interface{ Fatalf(string, ...any) }, a, b string, r Run) {
	x, y := folded(a[r.A.Start:r.A.End]).runes, folded(b[r.B.Start:r.B.End]).runes
	if len(x) != r.Runes || !slices.Equal(x, y) {
		t.Fatalf("run %+v is %q and %q", r, a[r.A.Start:r.A.End], b[r.B.Start:r.B.End])
	}
}

func FuzzCompare(f *testing.F) {
	f.Add("局党组专题研究,制定《差旅费管理办法》。", "局党组专题研究制定《会议费管理办法》")
	f.Add("", "\xff\xfe")
	f.Add(strings.Repeat("0", 300), strings.Repeat("0", 200)+"1")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 4096 {
			t.Skip()
		}
		checkCompare(t, a, b)
		for _, text := range []string{a, b} {
			if p := folded(text); len(p.runes) > 0 {
				checkSpan(t, text, p, 0, len(p.runes))
				checkSpan(t, text, p, len(p.runes)/2, len(p.runes)/2+1)
			}
		}
	})
}

func TestNear(t *testing.T) {
	t.Parallel()
	const plan = "召开局党组会专题研究公务接待超标准问题,逐笔清理近三年接待费票据,责令相关人员退缴违规费用"
	for _, c := range []struct {
		name, a, b string
		near       bool
		untitled   int
	}{
		{"verbatim", plan + "3600元。", plan + "3600元。", true, 48},
		{"another sum, other marks", plan + "3600元。", strings.ReplaceAll(plan, ",", ";") + "5200元", true, 43},
		{"a title in common, nothing else",
			"组织全体干部学习《关于进一步加强和规范机关公务接待管理工作的若干规定》三次",
			"已对照《关于进一步加强和规范机关公务接待管理工作的若干规定》开展自查", false, 0},
		{"the same formula about two documents",
			"修订完善《机关差旅费管理办法》,并组织学习", "修订完善《行政审批窗口服务规范》,并组织学习", false, 5},
		{"a long run within otherwise different texts",
			"针对档案管理混乱的问题,对二〇一五年以来的历年卷宗进行了分类归档并逐卷编目,新购档案柜四组。",
			"下步由办公室牵头负责,已对二〇一五年以来的历年卷宗进行了分类归档并逐卷编目,明确专人每季度抽查一次库房温湿度并向分管领导书面报告检查结果。", true, 25},
		{"short formulas", "加强学习,提高认识。", "加强学习提高认识", false, 8},
		{"different", plan, "与三家供应商重新签订合同,核减虚报工程量十二处,追回多付工程款", false, 0},
		{"empty", "", "", false, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := Compare(c.a, c.b)
			if l.Near() != c.near || l.Untitled != c.untitled {
				t.Errorf("%+v: near is %v, want %v; untitled run %d, want %d", l, l.Near(), c.near, l.Untitled, c.untitled)
			}
		})
	}
}

// A title must be cut out of the result, not out of the comparison.
func TestTitlesAreCompared(t *testing.T) {
	t.Parallel()
	a := Compare("已修订《机关差旅费管理办法》并印发执行", "已修订《行政审批服务规范》并印发执行")
	b := Compare("已修订并印发执行", "已修订并印发执行")
	if b.Jaccard != 1 || a.Jaccard > 0.2 {
		t.Errorf("Jaccard with titles %.2f, without %.2f", a.Jaccard, b.Jaccard)
	}
}

// A run may go on past a title's edge; what counts is the part outside.
func TestUntitledPartOfARun(t *testing.T) {
	t.Parallel()
	text := "由办公室牵头修订《财务管理办法》后报局党组会议审定并印发各科室遵照执行"
	l := Compare(text, strings.NewReplacer("《", "", "》", "").Replace(text))
	if want := len([]rune("后报局党组会议审定并印发各科室遵照执行")); l.Untitled != want {
		t.Errorf("untitled run of %d runes, want %d: a title in one text is enough", l.Untitled, want)
	}
}

func TestShared(t *testing.T) {
	t.Parallel()
	a := "一是建立健全公务接待审批清单制度;二是开展专项清理,清退违规费用三万余元。"
	b := "开展专项清理,清退违规费用三万元。并已建立健全公务接待、审批清单制度!"
	var got []string
	for _, r := range Shared(a, b) {
		got = append(got, a[r.A.Start:r.A.End]+"|"+b[r.B.Start:r.B.End])
	}
	want := []string{
		"建立健全公务接待审批清单制度|建立健全公务接待、审批清单制度",
		"开展专项清理,清退违规费用三万|开展专项清理,清退违规费用三万",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// Steps, not seconds: whatever the text, over four doublings a rune takes no more
// of them than a small constant.
func TestCompareIsLinear(t *testing.T) {
	t.Parallel()
	prose := newCorpus(9).clause(10_000)
	other := newCorpus(10).clause(10_000)
	cut := func(s string) func(n int) string { return func(n int) string { return string([]rune(s)[:n]) } }
	for name, texts := range map[string][2]func(n int) string{
		"prose":       {cut(prose), cut(other)},
		"copy":        {cut(prose), cut(prose)},
		"zeros":       {func(n int) string { return strings.Repeat("0", n) }, func(n int) string { return strings.Repeat("0", n-1) + "1" }},
		"period of 2": {func(n int) string { return strings.Repeat("是否", n/2) }, func(n int) string { return strings.Repeat("否是", n/2) }},
		"broken rows": {func(n int) string { return strings.Repeat("0000000000000001", n/16) }, func(n int) string { return strings.Repeat("000000000000002", n/16) }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for n := 512; n <= 8_192; n *= 2 {
				var m matcher
				m.take(folded(texts[0](n)))
				p := folded(texts[1](n))
				grams, _ := m.meet(p)
				m.measure(p, grams, true, nil)
				if per := float64(m.steps+m.finder.steps) / float64(n); per > 50 {
					t.Errorf("%d runes take %.0f steps each", n, per)
				}
			}
		})
	}
}

func TestBoilerplateShare(t *testing.T) {
	t.Parallel()
	const formula = "坚持以习近平新时代中国特色社会主义思想为指导,深入学习贯彻党的二十大精神,切实提高政治站位"
	var b Builder
	c := newCorpus(4)
	for range MaxPassages + 10 {
		b.Add(formula + "。" + c.clause(30))
	}
	own := "对下属三个事业单位的编外用工开展专项清理并逐人补签合同"
	first := b.Add(formula + "。" + own)
	second := b.Add(own + "。" + formula)
	ix := b.Index()
	pairs := 0
	for p := range ix.Pairs {
		if p.A != first || p.B != second {
			// A word that two of them have behind the formula can make a stretch
			// of news with its last runes; not more.
			if p.Boilerplate < 0.8 {
				t.Errorf("%+v: the texts share a formula only", p)
			}
			continue
		}
		pairs++
		// 26 runes of their own, 41 of the formula.
		if want := 41.0 / (41 + 26); math.Abs(p.Boilerplate-want) > 0.1 {
			t.Errorf("boilerplate is %.2f of what they share, want about %.2f", p.Boilerplate, want)
		}
	}
	if pairs != 1 {
		t.Errorf("the copy was found %d times", pairs)
	}
	found := ix.Formulas("局党组"+formula+",逐项整改。"+own, nil)
	if len(found) != 1 || found[0].Passages <= MaxPassages {
		t.Fatalf("formulas: %+v, want one", found)
	}
	text := "局党组" + formula + ",逐项整改。" + own
	cut := text[found[0].Span.Start:found[0].Span.End]
	if n := len(folded(cut).runes); !strings.Contains(formula, cut) || n < 33 {
		t.Errorf("the formula is %q, want nearly all of %q", cut, formula)
	}
}
