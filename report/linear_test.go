package report

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"zhenggai/source"
)

// nasty are texts that a reader with a look-ahead or a search in a loop would
// take quadratic time for; each is given with about n bytes.
var nasty = []struct {
	name string
	text func(n int) string
}{
	{"titles", repeat("《")},
	{"title ends", repeat("《a》》")},
	{"nested titles", repeat("《a〈b〉")},
	{"inner titles", repeat("《a《b》")},
	{"one title", func(n int) string { return "《" + strings.Repeat("《甲》、", n/15) + "》" }},
	{"brackets", repeat("（")},
	{"bracket ends", repeat("）")},
	{"quotes", repeat("“")},
	{"digits", repeat("7")},
	{"digits and commas", repeat("123,")},
	{"dashes", repeat("2020-")},
	{"numerals", repeat("一百")},
	{"ten thousands", repeat("万")},
	{"newlines", repeat("\n")},
	{"blanks", repeat(" ")},
	{"blank lines", repeat(" \u3000\n")},
	{"ordinals", repeat("一是")},
	{"ordinal clauses", repeat("；一是完善制度")},
	{"weak ordinals", repeat("，一是完善")},
	{"lists", repeat("，一是甲，二是乙")},
	{"changing styles", lines("(%d)关于不实的问题。", "%d.关于不实的问题。")},
	{"gaps", func(n int) string { return headings(n, 2) }},
	{"one gap each", func(n int) string { return missing(n) }},
	{"back", func(n int) string { return headings(n, -1) }},
	{"glued", func(n int) string { return "(1)关于甲的问题。" + counted(n, "(%d)关于乙不实的问题。") }},
	{"ones", lines("(1)关于不实的问题。", "(1)关于不实的问题。")},
	{"rows", func(n int) string {
		return "序号│问题│整改措施\n" + counted(n, "%d│台账不实│一是建立台账；二是开展检查\n")
	}},
	{"cells", func(n int) string { return "序号│问题│整改措施\n" + strings.Repeat("1│", n/4) + "\n" }},
	{"tables", repeat("序号│问题\n1│台账不实\n\n")},
	{"deep", repeat("一、甲\n（一）乙\n1.丙\n(1)丁\n①戊\n")},
	{"labels", repeat("整改措施：")},
	{"labelled", repeat("1.关于不实的问题。\n整改措施：一是完善。\n整改成效：好。\n")},
	{"colons", repeat("：")},
	{"waiting", repeat("，等")},
	{"modals", repeat("，将继续")},
	{"one clause", repeat("拟办理")},
	{"addresses", repeat("地址：甲乙丙丁")},
	{"names", repeat("局长王某某")},
	{"bodies", repeat("县财政局")},
	{"many bodies", func(n int) string { return bodies(n) }},
	{"one body", repeat("甲局")},
	{"dates", repeat("5月6日、")},
	{"years", repeat("2020年5月6日至7月8日，")},
	{"relative dates", repeat("今年5月，去年，")},
	{"this year", repeat("今年")},
	{"amounts", repeat("5万元、")},
	{"parts", repeat("5个（3个、")},
	{"totals", func(n int) string { return "共9个（" + strings.Repeat("其中3个、", n/14) + "）" }},
	{"wrapped", func(n int) string { return strings.Repeat(strings.Repeat("甲", 38)+"\n", n/115) }},
	{"soft breaks", func(n int) string { return strings.Repeat(strings.Repeat("甲", 20)+"，\n", n/64) }},
	{"bare numbers", counter("%d.\n")},
	{"mail", repeat("a@")},
	{"one address", func(n int) string { return strings.Repeat("a", n) + "@" + strings.Repeat("b", n) }},
	{"open quotes", repeat("“甲。1.乙")},
	{"closed quotes", repeat("“甲。1.乙”")},
	{"bare headings", repeat("把关不严的问题\n整改情况：复核。\n")},
	{"opening clauses", repeat("针对“把关不严”问题，开展复核，追回资金，修订办法，明确责任，公开结果。\n")},
	{"bare units", repeat("上坪村党支部\n1.管理不规范\n")},
	{"ornaments", repeat("◆反馈问题：不严。\n◇整改情况：复核。\n")},
	{"vows", repeat("局党组将继续抓好整改。\n")},
	{"two words", counter("反馈意见%[1]d：不严\n具体问题%[1]d：不实\n")},
	{"stops", repeat("。")},
	{"prose", repeat("完成了整改。\n")},
}

func repeat(unit string) func(int) string {
	return func(n int) string { return strings.Repeat(unit, n/len(unit)) }
}

func counter(format string) func(int) string {
	return func(n int) string { return counted(n, format) }
}

// counted writes format with 1, 2, 3 … to about n bytes.
func counted(n int, format string) string {
	var b strings.Builder
	for i := 1; b.Len() < n; i++ {
		fmt.Fprintf(&b, format, i%900+1)
	}
	return b.String()
}

// lines writes lines of two kinds by turns.
func lines(a, c string) func(int) string {
	return func(n int) string {
		var b strings.Builder
		for i := 1; b.Len() < n; i++ {
			for _, f := range [...]string{a, c} {
				if strings.Contains(f, "%d") {
					f = fmt.Sprintf(f, i%900+1)
				}
				b.WriteString(f + "\n")
			}
		}
		return b.String()
	}
}

// headings counts by step, up to 900 and again.
func headings(n, step int) string {
	var b strings.Builder
	for i := 1; b.Len() < n; i++ {
		fmt.Fprintf(&b, "(%d)关于不实的问题。一是完善制度。\n", ((i*step)%900+900)%900+1)
	}
	return b.String()
}

// missing leaves out each third problem, but not the points that hang on it.
func missing(n int) string {
	var b strings.Builder
	point := 0
	for i := 1; b.Len() < n; i++ {
		if i%3 != 0 {
			fmt.Fprintf(&b, "%d.关于不实的问题。\n", i%900+1)
		}
		for k := 0; k < 2; k++ {
			point++
			fmt.Fprintf(&b, "(%d)关于不严的问题。一是完善制度。\n", point%900+1)
		}
	}
	return b.String()
}

// bodies names many bodies.
func bodies(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "%c%c县%c%c局、", 0x4E00+i%5000, 0x5000+i/7%3000, 0x6000+i%3000, 0x7000+i/3%3000)
	}
	return b.String()
}

// TestLinear reads each nasty text at seven sizes, each twice the one before. In
// linear time the last takes 64 times the first, in quadratic time 4096 times;
// the bound is 3 for each doubling, because the machine is shared.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a few seconds")
	}
	const first, doublings = 16 << 10, 6
	for _, x := range nasty {
		t.Run(x.name, func(t *testing.T) {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			var r Reader
			small := readTime(&r, x.text(first))
			large := readTime(&r, x.text(first<<doublings))
			bound := time.Duration(1)
			for range doublings {
				bound *= 3
			}
			if large > small*bound {
				t.Errorf("%d KB take %v, %d KB take %v: %.0f times", first>>10, small, first<<doublings>>10, large, float64(large)/float64(small))
			}
			t.Logf("%v %v %.1f per doubling", small, large, growth(small, large, doublings))
		})
	}
}

// growth returns the mean ratio of one doubling.
func growth(small, large time.Duration, doublings int) float64 {
	lo, hi := 1.0, 16.0
	for range 40 {
		mid, p := (lo+hi)/2, 1.0
		for range doublings {
			p *= mid
		}
		if p*float64(small) < float64(large) {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// readTime returns the least processor time of a few readings of s.
func readTime(r *Reader, s string) time.Duration {
	t := source.New(s)
	best := time.Hour
	for range 3 {
		from := cpu()
		sink += len(r.Read(t).Nodes)
		best = min(best, cpu()-from)
		if best > time.Second {
			break
		}
	}
	return best
}
