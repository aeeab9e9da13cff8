package intake

import (
	"strings"
	"testing"
)

// printed is a page of lines, from the top of the page down, as glyphs of one size.
func printed(page int, words ...string) (lines []pdfLine) {
	for i, w := range words {
		l := pdfLine{page: page, height: 842, em: 16, y: 842 - 60 - 24*float64(i), left: 80}
		x := l.left
		for _, r := range w {
			l.glyphs = append(l.glyphs, glyph{r: r, left: x, right: x + 16, low: l.y, high: l.y + 16, x: x, y: l.y})
			x += 16
		}
		l.right = x
		lines = append(lines, l)
	}
	return lines
}

// TestMargins: what runs along on all pages is no text; headings that stand at the top
// of several are.
func TestMargins(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		pages [][]string
		want  string
	}{
		{"a running title", [][]string{{"云川市水务局整改情况通报", "一、组织领导"}, {"云川市水务局整改情况通报", "二、整改情况"}, {"云川市水务局整改情况通报", "三、下一步"}},
			"一、组织领导|二、整改情况|三、下一步"},
		{"with the page's number", [][]string{{"2026年通报第1页", "一、组织领导"}, {"2026年通报第2页", "二、整改情况"}, {"2026年通报第3页", "三、下一步"}},
			"一、组织领导|二、整改情况|三、下一步"},
		{"headings that differ in their number", [][]string{{"通报", "一、组织领导"}, {"问题2：针对堤防维修滞后的问题。", "（4）收缴不规范。"}, {"问题5：针对堤防维修滞后的问题。", "（11）没有集体研究。"}},
			"通报|一、组织领导|问题2：针对堤防维修滞后的问题。|（4）收缴不规范。|问题5：针对堤防维修滞后的问题。|（11）没有集体研究。"},
		{"headings that grow with the pages", [][]string{{"问题1：针对堤防维修滞后的问题。", "甲"}, {"问题2：针对堤防维修滞后的问题。", "乙"}, {"问题3：针对堤防维修滞后的问题。", "丙"}},
			"问题1：针对堤防维修滞后的问题。|甲|问题2：针对堤防维修滞后的问题。|乙|问题3：针对堤防维修滞后的问题。|丙"},
		{"words that differ in a figure", [][]string{{"追缴资金3万元。", "甲"}, {"追缴资金9万元。", "乙"}}, "追缴资金3万元。|甲|追缴资金9万元。|乙"},
		{"page numbers", [][]string{{"— 1 —", "甲"}, {"— 2 —", "乙"}}, "甲|乙"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var lines []pdfLine
			for i, words := range c.pages {
				lines = append(lines, printed(i, words...)...)
			}
			var got []string
			for _, l := range dropMargins(lines, len(c.pages)) {
				got = append(got, strings.ReplaceAll(l.String(), " ", ""))
			}
			if s := strings.Join(got, "|"); s != c.want {
				t.Errorf("read as %q, want %q", s, c.want)
			}
		})
	}
}
