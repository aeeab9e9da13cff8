package rules

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhenggai/zh"
)

// texts draws texts of a few characters, so that words and marks are met often.
func texts(chars string) *rapid.Generator[string] {
	return rapid.StringOfN(rapid.SampledFrom([]rune(chars)), 0, 40, -1)
}

// The searches that know what Chinese text is made of find what package strings
// finds.
func TestSearches(t *testing.T) {
	t.Parallel()
	const marks = "。；;，,│\n"
	words := []string{"整改", "整改方案", "问题", "二、"}
	find, end := newNeedles(words...), newEndings(words...)
	rapid.Check(t, func(t *rapid.T) {
		s := texts("整改方案问题二、。；;│\na·é𠀀").Draw(t, "s")
		if got, want := indexMark(s, marks), strings.IndexAny(s, marks); got != want {
			t.Errorf("indexMark: %d, want %d", got, want)
		}
		if got, want := lastMark(s, marks), strings.LastIndexAny(s, marks); got != want {
			t.Errorf("lastMark: %d, want %d", got, want)
		}
		if got, want := find.in(s), slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) }); got != want {
			t.Errorf("needles: %v, want %v", got, want)
		}
		if got, want := end.end(s), zh.EndsAny(s, words...); got != want {
			t.Errorf("endings: %v, want %v", got, want)
		}
	})
}

// What mayMirror rules out mirrors no title.
func TestMayMirror(t *testing.T) {
	t.Parallel()
	all := 0
	rapid.Check(t, func(t *rapid.T) {
		title := texts("学习制度不实，“”").Draw(t, "title")
		words := texts("学习制度落实，、“”a").Draw(t, "before") + title + texts("学习，a").Draw(t, "behind")
		turned := turnedRound(title)
		if mirrors(turned, unpunctuated.Replace(words)) {
			all++
			if !mayMirror(title, words) {
				t.Errorf("%q mirrors %q", words, title)
			}
		}
	})
	if all == 0 {
		t.Error("no measure mirrors its title: this tests nothing")
	}
}

// Names that are far apart have more than three characters at their gap.
func TestFarApart(t *testing.T) {
	t.Parallel()
	far := 0
	rapid.Check(t, func(t *rapid.T) {
		names := texts("甲乙丙丁㐀A1（），《 ")
		one, other := names.Draw(t, "one"), names.Draw(t, "other")
		if rapid.Bool().Draw(t, "edges differ") {
			one, other = "甲乙"+one+"丙丁", "丁"+other+"丙"
		}
		before, behind := names.Draw(t, "before"), names.Draw(t, "behind")
		x, y := before+one+behind, before+other+behind
		if !farApart(x, y) {
			return
		}
		far++
		if g := gapOf(foldInto(nil, x), foldInto(nil, y)); len(g.a) == 0 || len(g.b) == 0 || max(len(g.a), len(g.b)) <= 3 {
			t.Errorf("%q and %q are near: %v", x, y, g)
		}
	})
	if far == 0 {
		t.Error("no names are far apart: this tests nothing")
	}
}
