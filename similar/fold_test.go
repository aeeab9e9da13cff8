package similar

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func folded(text string) passage {
	var p passage
	p.fold(text)
	return p
}

func TestFoldedAlike(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, a, b string
		alike      bool
	}{
		{"punctuation", "一是修订办法,二是开展培训。", "一是修订办法二是开展培训", true},
		{"space and line ends", "修订 办法\r\n 三次\t", "修订办法三次", true},
		{"ideographic space", " 修订办法", "修订办法", true},
		{"full-width digits", "共3次", "共3次", true},
		{"full-width letters", "使用OA系统", "使用OA系统", true},
		{"quotes", "“三会一课”制度", "「三会一课」制度", true},
		{"titles", "学习《条例》", "学习条例", true},
		{"zero", "二〇二四年", "二0二四年", false},
		{"digits count", "共3次", "共4次", false},
		{"case counts", "OA系统", "oa系统", false},
		{"bytes that are no text", "修订\xff\xfe办法", "修订办法", true},
		{"variation selector", "办\uFE00法", "办法", true},
		{"radical for character", "⼀是", "是", false},
		{"rare name", "由𠮷田办理", "由田办理", false},
		{"two rare names", "由𠮷办理", "由𡘙办理", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := slices.Equal(folded(c.a).runes, folded(c.b).runes); got != c.alike {
				t.Errorf("%q and %q fold alike: %v, want %v", c.a, c.b, got, c.alike)
			}
		})
	}
}

func TestTitles(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"没有书名":               nil,
		"学习《条例》和《办法》。":       {"条例", "办法"},
		"印发《关于转发《差旅费办法》的通知》": {"关于转发《差旅费办法》的通知"},
		"《开头":          nil,
		"结尾》":          nil,
		"《没有结束,学习《条例》": {"条例"},
		"空的《》不算":       nil,
		"《" + strings.Repeat("长", 1200) + "》后": {strings.Repeat("长", 1200)},
	} {
		p := folded(text)
		var got []string
		for r := p.titles(nil); len(r) > 0; r = r[2:] {
			s := p.span(r[0], r[1])
			got = append(got, text[s.Start:s.End])
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("titles of %.40q: %s", text, d)
		}
	}
}

// texts draws texts of the kinds of runes that folding treats differently.
func textGen() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{
			"局党组", "整改", "制度", ",", "。", "《", "》", " ", "\n", "2024", "3次", "OA", "é", "𠮷",
			"\xff", "\xe4\xb8", "一", "、", "“", "Ω", "\u00a0", "。。。",
		}),
		rapid.StringOfN(rapid.RuneFrom([]rune("的了一是在不和有")), 1, 40, -1),
		rapid.String(),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), "")
	})
}

// What a span cuts out of the text must fold to the runes it was made for, and
// begin and end with one of them.
func checkSpan(t interface{ Fatalf(string, ...any) }, text string, p passage, from, to int) {
	s := p.span(from, to)
	if s.Start < 0 || s.Start >= s.End || s.End > len(text) {
		t.Fatalf("span of runes %d to %d of %q: %v", from, to, text, s)
	}
	cut := text[s.Start:s.End]
	if !slices.Equal(folded(cut).runes, p.runes[from:to]) {
		t.Fatalf("runes %d to %d of %q are at %v: %q", from, to, text, s, cut)
	}
	first, _ := utf8.DecodeRuneInString(cut)
	last, _ := utf8.DecodeLastRuneInString(cut)
	if foldRune(first) == 0 || foldRune(last) == 0 {
		t.Fatalf("span %v of %q has more than it needs: %q", s, text, cut)
	}
}

func TestSpanIsWhatWasFolded(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := textGen().Draw(t, "text")
		p := folded(text)
		if len(p.runes) == 0 {
			t.Skip()
		}
		from := rapid.IntRange(0, len(p.runes)-1).Draw(t, "from")
		to := rapid.IntRange(from+1, len(p.runes)).Draw(t, "to")
		checkSpan(t, text, p, from, to)
	})
}

func TestSpanFarFromAnySeam(t *testing.T) {
	t.Parallel()
	for _, n := range []int{31, 32, 33, 63, 64, 1023, 1024, 1025, 1056, 5000} {
		text := strings.Repeat("政", n) + "。" + strings.Repeat("法", n)
		p := folded(text)
		for _, c := range [][2]int{{n - 1, n}, {n, n + 1}, {n - 1, n + 1}, {0, 2 * n}} {
			checkSpan(t, text, p, c[0], c[1])
		}
	}
}
