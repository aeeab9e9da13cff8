package pdf

import (
	"fmt"
	"strings"
	"testing"

	"zhenggai/paper"
	"zhenggai/zh"
)

// closings are texts whose end is pushed over the end of a page line by line.
func closings(n int) map[string]paper.Document {
	say := func(s string) paper.Paragraph { return paper.Paragraph{Runs: paper.Plain(s)} }
	lead := make([]paper.Block, n)
	for i := range lead {
		lead[i] = say("前")
	}
	long := strings.Repeat("末段文字", 20)
	table := paper.Table{Columns: []paper.Column{{Title: "项"}, {Title: "值"}}, Rows: []paper.Row{
		{Cells: []paper.Cell{paper.Words("一"), paper.Words("末")}}, {Cells: []paper.Cell{paper.Words("二"), paper.Words("末")}}}}
	signed := paper.Signature{Bodies: []string{"云川市科技局", "云川市工业局"}, Date: zh.D(2026, 7, 5)}
	with := func(end ...paper.Block) paper.Document {
		return paper.Document{Body: append(append([]paper.Block{}, lead...), end...), Signature: signed}
	}
	listed := with(say("末"))
	listed.Attachments = []paper.Attachment{{Name: "甲表"}, {Name: "乙表"}}
	return map[string]paper.Document{
		"one line":    with(say("末")),
		"many lines":  with(say(long)),
		"a list":      with(paper.List{Items: [][]paper.Run{paper.Plain("甲"), paper.Plain("末")}}),
		"a heading":   with(paper.Heading{Level: 1, Number: 1, Text: "题"}, paper.Heading{Level: 2, Number: 1, Text: "次题"}, say("末")),
		"a table":     with(table),
		"attachments": listed,
		"in the body": {Body: append(with(say("末")).Body, signed, paper.PageBreak{}, say("后"))},
	}
}

// TestClosing holds that a signature and its date never stand on a page without
// the last words of the text, and that a heading does not part from them.
func TestClosing(t *testing.T) {
	t.Parallel()
	for n := range 23 {
		for name, d := range closings(n) {
			b, _ := printPaper(t, d)
			on := map[string]map[int]bool{}
			for _, w := range parse(t, b) {
				for _, key := range []string{"末", "2026", "云川市科技局", "题", "云川市工业局"} {
					if strings.Contains(w.words, key) {
						if on[key] == nil {
							on[key] = map[int]bool{}
						}
						on[key][w.page] = true
					}
				}
			}
			at := fmt.Sprintf("%s after %d lines", name, n)
			for key, pages := range on {
				for p := range on["2026"] {
					if !pages[p] {
						t.Errorf("%s: %s stands on %v, the date on page %d", at, key, pages, p)
					}
				}
			}
			if len(on["2026"]) != 1 {
				t.Errorf("%s: the date stands on %v", at, on["2026"])
			}
		}
	}
}

// TestTallRows holds that a row of many words goes on over the page under its
// head, and that a box to write in and a short row do not.
func TestTallRows(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		row   paper.Row
		whole bool
	}{
		{"many words", paper.Row{Cells: []paper.Cell{paper.Words("甲"), paper.Words(strings.Repeat("末", 300))}}, false},
		{"few words", paper.Row{Cells: []paper.Cell{paper.Words("甲"), paper.Words(strings.Repeat("末", 150))}}, true},
		{"a box", paper.Row{Height: 100, Cells: []paper.Cell{paper.Words("甲"), paper.Words("末")}}, true},
	} {
		for n := 8; n < 22; n++ {
			var body []paper.Block
			for range n {
				body = append(body, paper.Paragraph{Runs: paper.Plain("前")})
			}
			body = append(body, paper.Table{Columns: []paper.Column{{Title: "项", Width: 1}, {Title: "值", Width: 1}}, Rows: []paper.Row{
				{Cells: []paper.Cell{paper.Words("首"), paper.Words("首")}}, c.row}})
			b, _ := printPaper(t, paper.Document{Body: body})
			lines, heads := map[int]int{}, map[int]bool{}
			for _, w := range parse(t, b) {
				if strings.Contains(w.words, "末") {
					lines[w.page]++
				}
				if w.words == "值" {
					heads[w.page] = true
				}
			}
			if c.whole && len(lines) != 1 {
				t.Errorf("%s after %d lines: in parts on %v", c.name, n, lines)
			}
			for p, k := range lines {
				if !heads[p] {
					t.Errorf("%s after %d lines: page %d has no head", c.name, n, p)
				}
				if k < 2 && len(lines) > 1 {
					t.Errorf("%s after %d lines: a line alone on page %d", c.name, n, p)
				}
			}
			// The first row stands on the first page as long as the head and it fit: what
			// is left of that page is used.
			if !c.whole && n <= 14 && lines[1] == 0 {
				t.Errorf("%s after %d lines: the first page is left empty", c.name, n)
			}
		}
	}
}
