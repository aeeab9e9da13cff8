package form_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"zhenggai/form"
	"zhenggai/paper"
)

// document makes a paper of lines.
func document(lines ...string) (d paper.Document) {
	for _, l := range lines {
		d.Body = append(d.Body, paper.Paragraph{Runs: paper.Plain(l)})
	}
	return d
}

// TestCompare tells two versions apart.
func TestCompare(t *testing.T) {
	t.Parallel()
	var got []string
	for _, c := range form.Compare(document("共5个问题。", "已完成2个。", "删去的话。"), document("共5个问题。", "已完成12个，另有1个。", "已完成2个。")) {
		line := c.Old + "→" + c.New
		if c.Same() {
			line = "="
		}
		for _, w := range c.Words {
			switch {
			case w.Old && w.New:
				line += w.Text
			case w.Old:
				line += "[-" + w.Text + "]"
			default:
				line += "[+" + w.Text + "]"
			}
		}
		got = append(got, line)
	}
	want := "= →已完成12个，另有1个。 = 删去的话。→"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	words := form.Compare(document("已完成2个，完成率40.00%。"), document("已完成3个，完成率60.00%。"))[0].Words
	if len(words) != 7 || words[1].Text != "2" || words[2].Text != "3" || words[4].Text != "40.00%" {
		t.Errorf("%+v", words)
	}
}

// TestCompareWhole holds for any two papers that nothing is lost: the old lines are
// there in order, and so are the new ones, and so are the words of each.
func TestCompareWhole(t *testing.T) {
	t.Parallel()
	line := rapid.StringMatching(`[甲乙丙12%。]{1,6}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.SliceOfN(line, 0, 8).Draw(t, "old"), rapid.SliceOfN(line, 0, 8).Draw(t, "new")
		var old, now []string
		for _, c := range form.Compare(document(a...), document(b...)) {
			if c.Old != "" {
				old = append(old, c.Old)
			}
			if c.New != "" {
				now = append(now, c.New)
			}
			var was, is string
			for _, w := range c.Words {
				if w.Old {
					was += w.Text
				}
				if w.New {
					is += w.Text
				}
			}
			if len(c.Words) > 0 && (was != c.Old || is != c.New) {
				t.Fatalf("the words of %q and %q are %+v", c.Old, c.New, c.Words)
			}
		}
		if strings.Join(old, "\n") != strings.Join(a, "\n") || strings.Join(now, "\n") != strings.Join(b, "\n") {
			t.Fatalf("from %q to %q it gives %q and %q", a, b, old, now)
		}
	})
}
