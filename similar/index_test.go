package similar

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func indexOf(texts []string) *Index {
	var b Builder
	for _, t := range texts {
		b.Add(t)
	}
	return b.Index()
}

// pairsOf collects pairs in the order of their ids.
func pairsOf(seq func(func(Pair) bool)) []Pair {
	var pairs []Pair
	seq(func(p Pair) bool { pairs = append(pairs, p); return true })
	slices.SortFunc(pairs, func(a, b Pair) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return pairs
}

func ids(pairs []Pair) []plant {
	var ids []plant
	for _, p := range pairs {
		ids = append(ids, plant{p.A, p.B})
	}
	return ids
}

// bruteForce compares each with each.
func bruteForce(texts []string, wanted func(Likeness) bool) []plant {
	var pairs []plant
	var ps passages
	for _, t := range texts {
		ps.add(t)
	}
	var m matcher
	for b := range texts {
		m.take(ps.at(uint32(b)))
		for a := range b {
			if l, ok := m.near(ps.at(uint32(a)), false, nil); ok && wanted(l) {
				pairs = append(pairs, plant{ID(a), ID(b)})
			}
		}
	}
	slices.SortFunc(pairs, func(x, y plant) int {
		return cmp.Or(cmp.Compare(x.source, y.source), cmp.Compare(x.copy, y.copy))
	})
	return pairs
}

// Among so few texts each fingerprint is rare, so every near copy must be found.
func TestPairsAreAllPairs(t *testing.T) {
	t.Parallel()
	text := rapid.Custom(func(t *rapid.T) string {
		blocks := []string{
			"召开专题会议研究部署", "对照清单逐项开展自查自纠", "责令相关责任人作出书面检查",
			"修订《财务管理办法》", "追缴违规发放的津贴补贴", "是", "2024年3月", ",", "。", "建立长效机制",
		}
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(blocks), 0, 9).Draw(t, "blocks"), "")
	})
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(text, 0, rare).Draw(t, "texts")
		want := bruteForce(texts, func(Likeness) bool { return true })
		var c Comparer
		for _, text := range texts {
			c.Add(text)
		}
		for name, got := range map[string][]Pair{
			"Index": pairsOf(indexOf(texts).Pairs), "Comparer": pairsOf(c.Pairs),
		} {
			if d := gocmp.Diff(want, ids(got), gocmp.AllowUnexported(plant{})); d != "" {
				t.Fatalf("%s: %s", name, d)
			}
			for _, p := range got {
				checkRun(t, texts[p.A], texts[p.B], p.Longest)
				if l := Compare(texts[p.A], texts[p.B]); p.Likeness != l {
					t.Fatalf("%s: %+v, compared alone %+v", name, p.Likeness, l)
				}
			}
		}
	})
}

// In texts of few characters the same grams stand in many places, also more often
// than a Comparer follows them.
func TestComparerOnRepeats(t *testing.T) {
	t.Parallel()
	blocks := rapid.SliceOfN(rapid.SampledFrom([]string{"一一一一一", "一二", "三", "一二三四五六七八九十甲乙", "《一二", "三》", "丙丁戊己庚"}), 3, 12)
	text := rapid.Map(blocks, func(s []string) string { return strings.Join(s, "") })
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(text, 2, rare).Draw(t, "texts")
		want := bruteForce(texts, func(Likeness) bool { return true })
		var c Comparer
		for _, text := range texts {
			c.Add(text)
		}
		got := pairsOf(c.Pairs)
		if d := gocmp.Diff(want, ids(got), gocmp.AllowUnexported(plant{})); d != "" {
			t.Fatal(d)
		}
		for _, p := range got {
			if l := Compare(texts[p.A], texts[p.B]); p.Likeness != l {
				t.Fatalf("%+v, compared alone %+v", p.Likeness, l)
			}
		}
	})
}

// In the hundreds, fingerprints are no longer all rare. Then each near copy that
// has the evidence that Index promises to follow is found, nothing else is,
// and few lack it.
func TestPairsHaveEvidence(t *testing.T) {
	t.Parallel()
	all, missed := 0, 0
	for seed := range uint64(4) {
		texts, _ := newCorpus(seed).texts(200)
		c := newCorpus(seed + 100)
		for i := range 80 {
			texts = append(texts, c.edit(texts[i*2], float64(i)/250))
		}
		for range 20 { // short texts, of which some have but one fingerprint in common
			formula := []rune(c.clause(13))
			for range rare + 2 {
				texts = append(texts, string(formula[:MinUntitled])+c.clause(3))
			}
		}
		near := bruteForce(texts, func(Likeness) bool { return true })
		evidence := evidenceOf(texts)
		var want []plant
		for _, p := range near {
			if evidence(p) >= enough {
				want = append(want, p)
			}
		}
		all, missed = all+len(near), missed+len(near)-len(want)
		var cmp Comparer
		for _, text := range texts {
			cmp.Add(text)
		}
		for name, got := range map[string][]Pair{
			"Index": pairsOf(indexOf(texts).Pairs), "Comparer": pairsOf(cmp.Pairs),
		} {
			if d := gocmp.Diff(want, ids(got), gocmp.AllowUnexported(plant{})); d != "" {
				t.Errorf("%s, seed %d: %s", name, seed, d)
			}
		}
	}
	if all < 120 || missed == 0 || missed*4 > all {
		t.Errorf("of %d pairs %d lack the evidence", all, missed)
	}
}

// evidenceOf returns a function that adds up the evidence for a pair from the words
// of its definition.
func evidenceOf(texts []string) func(plant) int {
	has := make([]map[uint32]bool, len(texts))
	counts := make(map[uint32]int)
	for i, text := range texts {
		has[i] = make(map[uint32]bool)
		for _, f := range winnowByDefinition(folded(text).runes) {
			if !has[i][f.hash] {
				counts[f.hash]++
			}
			has[i][f.hash] = true
		}
	}
	return func(p plant) (sum int) {
		for hash := range has[p.source] {
			switch n := counts[hash]; {
			case !has[p.copy][hash] || n > MaxPassages:
			case n <= rare:
				sum += 2
			default:
				sum++
			}
		}
		return sum
	}
}

// mixed is a collection with copies, boilerplate and texts of odd sizes.
func mixed(n int) []string {
	texts, _ := newCorpus(7).texts(n)
	// The phrase becomes boilerplate with the last hundred of 1,500.
	for i := 640; i < n; i += 20 {
		texts[i] = "切实提高政治站位,坚决扛起整改主体责任,逐条逐项抓好整改落实,确保件件有着落。" + texts[i]
		if i%40 == 0 { // so that it makes up half of some
			texts[i] = string([]rune(texts[i])[:60])
		}
	}
	texts[3], texts[5], texts[9], texts[10] = "", "无", "已完成整改工作", "已完成整改工作"
	return texts
}

func TestIncrementalIsRebuilt(t *testing.T) {
	t.Parallel()
	texts := mixed(1500)
	whole := indexOf(texts)
	want := pairsOf(whole.Pairs)
	for _, first := range []int{0, 100, 1000, 1400, 1500} {
		ix := indexOf(texts[:first])
		for i, text := range texts[first:] {
			if id := ix.Add(text); int(id) != first+i {
				t.Fatalf("passage %d got id %d", first+i, id)
			}
		}
		if first == 1400 && len(ix.recent.links) == 0 || first == 100 && ix.settled < 1000 {
			t.Fatalf("%d first: this is to test sorted and unsorted parts; %d are sorted", first, ix.settled)
		}
		if d := gocmp.Diff(want, pairsOf(ix.Pairs)); d != "" {
			t.Errorf("%d first, the others added: %s", first, d)
		}
		for i := 0; i < len(texts); i += 37 {
			if d := gocmp.Diff(whole.Query(texts[i], nil), ix.Query(texts[i], nil)); d != "" {
				t.Errorf("%d first: query for %d: %s", first, i, d)
			}
			if d := gocmp.Diff(whole.Formulas(texts[i], nil), ix.Formulas(texts[i], nil)); d != "" {
				t.Errorf("%d first: formulas of %d: %s", first, i, d)
			}
		}
	}
}

// A text's matches are itself and its partners.
func TestQueryIsPairs(t *testing.T) {
	t.Parallel()
	texts := mixed(800)
	ix := indexOf(texts)
	partners := make(map[ID][]ID)
	for p := range ix.Pairs {
		partners[p.A] = append(partners[p.A], p.B)
		partners[p.B] = append(partners[p.B], p.A)
	}
	if len(partners) < 20 {
		t.Fatalf("%d texts with copies only", len(partners))
	}
	var buf []Match
	for i, text := range texts {
		buf = ix.Query(text, buf[:0])
		var got []ID
		for j, m := range buf {
			if m.ID != ID(i) {
				got = append(got, m.ID)
			}
			if j > 0 && m.Jaccard > buf[j-1].Jaccard {
				t.Errorf("matches of %d are not sorted", i)
			}
			checkRun(t, text, texts[m.ID], m.Longest)
		}
		want := partners[ID(i)]
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("matches of %d: %v, want %v", i, got, want)
		}
	}
}

func TestQueryConcurrently(t *testing.T) {
	t.Parallel()
	texts := mixed(400)
	ix := indexOf(texts)
	var all sync.WaitGroup
	for w := range 4 {
		all.Go(func() {
			for i := w; i < len(texts); i += 4 {
				m := ix.Query(texts[i], nil)
				if d := gocmp.Diff(ix.Query(texts[i], nil), m); d != "" {
					t.Error(d)
				}
			}
			pairsOf(ix.Pairs)
		})
	}
	all.Wait()
}

// Within a report that repeats one phrase everywhere, the phrase is no copy.
func TestComparerBoilerplate(t *testing.T) {
	t.Parallel()
	var c Comparer
	b := newCorpus(8)
	add := func(n int) {
		c.Reset()
		for range n {
			c.Add("深入贯彻落实市委巡察整改工作部署要求,由局党组牵头," + b.clause(25))
		}
	}
	add(MaxPassages + 20)
	for p := range c.Pairs {
		if p.Boilerplate < 1 {
			t.Errorf("%+v: a phrase of %d measures makes a pair", p, MaxPassages+20)
		}
	}
	add(MaxPassages - 20)
	if n := len(pairsOf(c.Pairs)); n != 20*19/2 {
		t.Errorf("%d pairs, want all of 20 measures", n)
	}
}

// Reset forgets what was there, and the next report takes no memory.
func TestComparerAllocatesNothing(t *testing.T) {
	texts := report()
	var c Comparer
	pairs := within(&c, texts)
	if pairs != 13 {
		t.Fatalf("%d pairs, want 13", pairs)
	}
	if n := testing.AllocsPerRun(20, func() { pairs = within(&c, texts) }); n > 0 {
		t.Errorf("%.0f allocations", n)
	}
	if pairs != 13 {
		t.Errorf("%d pairs after Reset, want 13", pairs)
	}
}

// However the work is cut up, the pairs and their order are the same.
func TestShards(t *testing.T) {
	t.Parallel()
	ix := indexOf(mixed(800))
	collect := func(shard int) (pairs []Pair) {
		ix.pairs(shard, func(p Pair) bool { pairs = append(pairs, p); return true })
		return pairs
	}
	want := collect(maxShard)
	for _, shard := range []int{1, 10, 300} {
		if d := gocmp.Diff(want, collect(shard)); d != "" {
			t.Errorf("shards of %d: %s", shard, d)
		}
	}
}

// The Comparer's order is by the later measure, then by the earlier one.
func TestComparerOrder(t *testing.T) {
	t.Parallel()
	var c Comparer
	for _, text := range formulaic() {
		c.Add(text)
	}
	last := Pair{}
	for p := range c.Pairs {
		if p.A >= p.B || p.B < last.B || p.B == last.B && p.A <= last.A {
			t.Errorf("(%d, %d) comes after (%d, %d)", p.A, p.B, last.A, last.B)
		}
		last = p
	}
}

func TestArena(t *testing.T) {
	t.Parallel()
	var a arena[uint16]
	var addresses []uint32
	sizes := []int{3, 1<<chunkBits - 3, 0, 2, 1 << chunkBits, 7, 3<<chunkBits + 1, 9, 1<<chunkBits - 10, 2, 4}
	for i, n := range sizes {
		addresses = append(addresses, a.put(slices.Repeat([]uint16{uint16(i)}, n)))
	}
	for i, n := range sizes {
		got := a.get(addresses[i], uint32(n))
		if len(got) != n || n > 0 && (got[0] != uint16(i) || got[n-1] != uint16(i)) {
			t.Errorf("slice %d, of %d, is not what was put", i, n)
		}
	}
}

func TestPairsStops(t *testing.T) {
	t.Parallel()
	texts := mixed(800)
	var c Comparer
	for _, text := range texts {
		c.Add(text)
	}
	for name, seq := range map[string]func(func(Pair) bool){"Index": indexOf(texts).Pairs, "Comparer": c.Pairs} {
		n := 0
		for range seq {
			if n++; n == 3 {
				break
			}
		}
		if n != 3 {
			t.Errorf("%s: %d pairs, wanted to stop after 3", name, n)
		}
	}
}

func TestEmpty(t *testing.T) {
	t.Parallel()
	var b Builder
	ix := b.Index()
	var c Comparer
	c.Reset()
	if n := len(pairsOf(ix.Pairs)) + len(pairsOf(c.Pairs)) + len(ix.Query("局党组", nil)) + len(ix.Formulas("局党组", nil)); n > 0 || ix.Len() != 0 {
		t.Errorf("found %d things in nothing", n)
	}
}

// A builder that made an index begins anew.
func TestBuilderIsEmptied(t *testing.T) {
	t.Parallel()
	var b Builder
	b.Add("召开局党组会议专题研究巡察整改工作并逐项明确责任人")
	first := b.Index()
	if id := b.Add("逐笔核查近三年公务接待费用并追缴超标准部分共计三万元"); id != 0 {
		t.Errorf("the first passage of the next index has id %d", id)
	}
	second := b.Index()
	const query = "召开局党组会议专题研究巡察整改工作并逐项明确责任人"
	if len(first.Query(query, nil)) != 1 || len(second.Query(query, nil)) != 0 {
		t.Error("the second index has the passages of the first")
	}
}

// Passages longer than a chunk of memory, and those that end where one ends.
func TestVeryLongPassages(t *testing.T) {
	t.Parallel()
	book := newCorpus(11).clause(560_000)
	runes := []rune(book)
	texts := []string{
		"逐笔核查近三年公务接待费用并追缴超标准部分共计三万元", book, string(runes[:1<<chunkBits-26-10]),
		"逐笔核查近三年公务接待费用并追缴超标准部分共计四万元", string(runes[500_000:500_100]),
	}
	var b Builder
	for _, text := range texts {
		b.Add(text)
	}
	ix := b.Index()
	for i, text := range texts {
		if !slices.Equal(ix.passages.at(uint32(i)).runes, folded(text).runes) {
			t.Errorf("passage %d is not what was added", i)
		}
	}
	got := ids(pairsOf(ix.Pairs))
	want := []plant{{0, 3}, {1, 2}, {1, 4}}
	if !slices.Equal(got, want) {
		t.Errorf("pairs %v, want %v", got, want)
	}
}

// Twice the collection takes about twice the steps, and so does one in which
// everything was copied from everything.
func TestPairsAreLinear(t *testing.T) {
	t.Parallel()
	same := func(n int) []string { return slices.Repeat([]string{report()[0]}, n) }
	families := func(n int) []string {
		texts := make([]string, n)
		c := newCorpus(12)
		for i := range texts {
			texts[i] = texts[i-i%30]
			if i%30 == 0 {
				texts[i] = c.measure()
			}
		}
		return texts
	}
	phrases := func(n int) []string { texts, _ := newCorpus(12).texts(n); return texts }
	for name, make := range map[string]func(int) []string{"phrases": phrases, "same": same, "families": families} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before := 0
			for n := 1200; n <= 4800; n *= 2 {
				steps := indexOf(make(n)).pairs(maxShard, func(Pair) bool { return true })
				// The phrases of a small collection become boilerplate as it grows,
				// so at first there may be more to compare; no group grows beyond
				// MaxPassages, though.
				if before > 0 && float64(steps) > 3*float64(before) {
					t.Errorf("%d passages take %d steps, half as many %d", n, steps, before)
				}
				if steps > n*MaxPassages*400 {
					t.Errorf("%d passages take %d steps", n, steps)
				}
				before = steps
			}
		})
	}
}

// A Comparer takes a bounded number of steps for each rune, also where every gram
// stands in two places of each passage.
func TestComparerIsLinear(t *testing.T) {
	t.Parallel()
	for name, words := range map[string]func(n int) string{
		"clauses": func(n int) string { return newCorpus(13).clause(n) },
		"twice":   func(n int) string { half := newCorpus(13).clause(n / 2); return half + "一" + half },
		"words twice": func(n int) string {
			c := newCorpus(13)
			var b strings.Builder
			for range n / 20 {
				word := c.clause(9)
				b.WriteString(word + c.clause(2) + word)
			}
			return b.String()
		},
		"zeros": func(n int) string { return strings.Repeat("0", n) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for n := 2_000; n <= 32_000; n *= 4 {
				var c Comparer
				text := words(n)
				c.Add(text)
				c.Add(text + "已完成整改")
				if pairs := pairsOf(c.Pairs); len(pairs) != 1 {
					t.Fatalf("%d pairs, want 1", len(pairs))
				}
				if steps := c.matcher.steps + c.matcher.finder.steps; steps > 6*patience*n {
					t.Errorf("%d runes take %d steps", n, steps)
				}
			}
		})
	}
}

// The bar: of the planted copies that are near copies, 95 in 100 that are alike by
// half, and 90 in 100 of the others.
func TestRecall(t *testing.T) {
	t.Parallel()
	n := 50_000
	if testing.Short() {
		n = 10_000
	}
	texts, plants := newCorpus(1).texts(n)
	found := make(map[plant]bool)
	ix := indexOf(texts)
	for p := range ix.Pairs {
		found[plant{p.A, p.B}] = true
	}
	for _, p := range plants[:200] {
		matches := ix.Query(texts[p.copy], nil)
		if slices.ContainsFunc(matches, func(m Match) bool { return m.ID == p.source }) != found[p] {
			t.Errorf("Pairs finds %v: %v, Query does not agree", p, found[p])
		}
	}
	for _, band := range recallOf(texts, plants, found) {
		t.Logf("Jaccard %.2f to %.2f: %d plants, recall %.3f, and %.3f with those that have no run of %d runes",
			band.from, band.to, band.plants, band.near(), band.all(), MinUntitled)
		bar := 0.95
		if band.from < 0.5 {
			bar = 0.90
		}
		if band.near() < bar {
			t.Errorf("Jaccard %.2f to %.2f: recall %.3f, want %.2f", band.from, band.to, band.near(), bar)
		}
	}
}

// A band of plants by their Jaccard index.
type band struct {
	from, to             float64
	plants, copies, hits int // all, near copies, found
}

func (b band) near() float64 { return float64(b.hits) / float64(b.copies) }
func (b band) all() float64  { return float64(b.hits) / float64(b.plants) }

func recallOf(texts []string, plants []plant, found map[plant]bool) []band {
	bands := []band{{from: 0.35, to: 0.5}, {from: 0.5, to: 0.8}, {from: 0.8, to: 1.01}}
	for _, p := range plants {
		l := Compare(texts[p.source], texts[p.copy])
		for i := range bands {
			if b := &bands[i]; l.Jaccard >= b.from && l.Jaccard < b.to {
				b.plants++
				if l.Near() {
					b.copies++
				}
				if found[p] {
					b.hits++
				}
			}
		}
	}
	return bands
}
