package pdf

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhenggai/paper/papertest"
	"zhenggai/zh"
)

// em is the width of a Chinese character in these tests.
const em = 1000

func glyphsOf(s string) []glyph {
	l := &look{}
	var out []glyph
	for _, r := range s {
		out = append(out, glyph{r: r, w: zh.Width(r, true) * em / 2, look: l})
	}
	return out
}

func folded(s string, first, rest int, hang bool) []string {
	gs := glyphsOf(s)
	var out []string
	for _, l := range fold(gs, first*em, rest*em, hang) {
		part := ""
		for _, g := range gs[l.from:l.to] {
			part += string(g.r)
		}
		out = append(out, part)
	}
	return out
}

func TestFold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, s string
		width   int
		hang    bool
		want    string
	}{
		{"nothing", "", 4, false, ""},
		{"fits", "整改情况", 4, false, "整改情况"},
		{"a full line", "整改情况报告", 4, false, "整改情况|报告"},
		{"a comma takes its word along", "整改情况，报告", 4, false, "整改情|况，报告"},
		{"a comma hangs", "整改情况，报告", 4, true, "整改情况，|报告"},
		{"a bracket does not hang", "整改情况）报告", 4, true, "整改情|况）报告"},
		{"marks that follow do not hang", "整改情况。”报告", 4, true, "整改情|况。”报|告"},
		{"an opening mark goes along", "整改情《报告》", 4, false, "整改情|《报告》"},
		{"marks within marks", "整改“《报告》”了", 4, false, "整改|“《报|告》”了"},
		{"digits", "共123456项", 4, false, "共123456|项"},
		{"digits go along", "共计整123456项", 4, false, "共计整|123456项"},
		{"a year", "整改于2021年", 4, false, "整改于|2021年"},
		{"a share", "整改率12.5%了", 5, false, "整改率|12.5%了"},
		{"an amount", "追回1,234.56元", 4, false, "追回|1,234.56|元"},
		{"minus", "增加了−5元", 3, false, "增加了|−5元"},
		{"money", "追回￥50", 3, false, "追回|￥50"},
		{"full width", "共计１２３项", 4, false, "共计|１２３项"},
		{"a word", "关于GB/T 9704", 5, false, "关于GB/T |9704"},
		{"a word wider than a line", "abcdefghijk", 4, false, "abcdefgh|ijk"},
		{"a wide word begins a line", "整abcdefghijk", 4, false, "整|abcdefgh|ijk"},
		{"a dash stays whole", "整改情——是", 4, false, "整改情|——是"},
		{"an ellipsis stays whole", "整改情……是", 4, false, "整改情|……是"},
		{"spaces at the end", "整改情况   报告", 4, false, "整改情况   |报告"},
		{"only marks", "，，，，，，", 4, false, "，，，，|，，"},
		{"a mark of its letter", "abcdefge\u0301", 4, false, "abcdefge\u0301"},
		{"narrower than a character", "整改", 0, false, "整|改"},
	} {
		if got := strings.Join(folded(c.s, c.width, c.width, c.hang), "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestFoldHolds holds the rules over random words: nothing is lost, nothing is
// wider than the line, and where a line breaks the rules it had no other choice.
func TestFoldHolds(t *testing.T) {
	t.Parallel()
	piece := rapid.OneOf(rapid.SampledFrom(papertest.Nasty), rapid.StringOfN(rapid.RuneFrom([]rune("整改，。、；：“”（）《》—…12.%５abc -￥")), 0, 12, -1))
	rapid.Check(t, func(t *rapid.T) {
		s := strings.ToValidUTF8(strings.ReplaceAll(strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), ""), "\n", ""), "")
		first, rest, hang := rapid.IntRange(1, 30).Draw(t, "first"), rapid.IntRange(1, 30).Draw(t, "rest"), rapid.Bool().Draw(t, "hang")
		gs := glyphsOf(s)
		at, width := 0, first*em
		for i, l := range fold(gs, first*em, rest*em, hang) {
			if l.from != at || l.to <= l.from && len(gs) > 0 {
				t.Fatalf("line %d begins at %d, not at %d", i, l.from, at)
			}
			at = l.to
			end := l.to
			for end > l.from && gs[end-1].r == ' ' {
				end--
			}
			if hang && end > l.from && end == l.to && hangs(gs[end-1].r) {
				end--
			}
			if w := wide(gs[l.from:end]); w > width && end-l.from > 1 && !(end-l.from == 2 && clings(gs[end-1].r)) {
				t.Fatalf("line %d of %q is %d wide, not %d", i, s, w, width)
			}
			if l.to < len(gs) && !mayBreak(gs[l.to-1].r, gs[l.to].r) {
				for k := l.from + 1; k < l.to; k++ {
					if mayBreak(gs[k-1].r, gs[k].r) {
						t.Fatalf("line %d of %q ends before %q although it could end before %q", i, s, gs[l.to].r, gs[k].r)
					}
				}
			}
			width = rest * em
		}
		if at != len(gs) {
			t.Fatalf("%d of %d characters of %q are in lines", at, len(gs), s)
		}
	})
}
