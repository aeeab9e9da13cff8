package web

import (
	"strings"
	"testing"

	"zhenggai/ledger"
	"zhenggai/zh"
)

// TestDoubts: what the checker asks about one finding, with the words marked.
func TestDoubts(t *testing.T) {
	t.Parallel()
	day := zh.D(2026, 11, 23)
	of := func(f ledger.Finding, measures ...ledger.Measure) *ledger.Case {
		c := &ledger.Case{Book: &ledger.Book{UnitName: "市水务局"}, Inspection: &ledger.Inspection{Feedback: zh.D(2026, 5, 6)}, Finding: &f}
		f.Cycle = 1
		for i := range measures {
			measures[i].Cycle = 1
			c.Measures = append(c.Measures, &measures[i])
		}
		return c
	}
	for _, c := range []struct {
		name string
		on   *ledger.Case
		want []string // rule, words marked
	}{
		{"nothing", of(ledger.Finding{Title: "防汛物资清点不及时", Text: "2025年只清点了1次。"}, ledger.Measure{No: "①", Text: "6月底前清点全部12个仓库，补齐沙袋3000条。"}), nil},
		{"no such day", of(ledger.Finding{Title: "防汛物资清点不及时"}, ledger.Measure{No: "①", Text: "2026年11月31日前清点全部12个仓库。"}), []string{"D05 2026年11月31日"}},
		{"days the wrong way", of(ledger.Finding{Title: "清淤拖延", Text: "2025年8月至2025年3月没有清淤。"}), []string{"D07 2025年8月至2025年3月"}},
		{"parts and total", of(ledger.Finding{Title: "经费超支", Text: "超支经费10万元，其中接待费15万元。"}), []string{"A03 15万元"}},
		{"wrong word", of(ledger.Finding{Title: "制度不健全"}, ledger.Measure{No: "①", Text: "按步就班修订制度5项。"}), []string{"W01 按步就班"}},
		{"only study", of(ledger.Finding{Title: "公车管理不规范", Text: "3辆公车没有定点停放。", State: ledger.Underway}, ledger.Measure{No: "①", Text: "组织学习公车管理规定，召开会议强调纪律，提高思想认识。"}), []string{"S02 "}},
		{"result", of(ledger.Finding{Title: "公车管理不规范"}, ledger.Measure{No: "①", Text: "封存3辆公车。", Done: &ledger.Done{Result: "2026年6月31日封存3辆。"}}), []string{"D05 2026年6月31日"}},
	} {
		var got []string
		for _, d := range doubts(c.on, day, "zh") {
			mark := ""
			if len(d.Quotes) > 0 {
				mark = d.Quotes[0].Mark
			}
			got = append(got, d.Rule.ID+" "+mark)
			if d.Message == "" || len(d.Quotes) == 0 {
				t.Errorf("%s: %s says nothing, or of nothing", c.name, d.Rule.ID)
			}
			for _, lang := range []string{"假的", "造假", "虚假"} {
				if strings.Contains(d.Message, lang) {
					t.Errorf("%s accuses: %s", c.name, d.Message)
				}
			}
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
			continue
		}
		for i := range got {
			if !strings.HasPrefix(got[i], c.want[i]) {
				t.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
		}
	}
}

func BenchmarkDoubts(b *testing.B) {
	c := &ledger.Case{Book: &ledger.Book{UnitName: "市水务局"}, Finding: &ledger.Finding{Title: "经费超支", Cycle: 1, Text: strings.Repeat("2025年超支经费10万元，其中接待费15万元。", 8)}}
	for range 6 {
		c.Measures = append(c.Measures, &ledger.Measure{Cycle: 1, Text: "2026年11月31日前清点全部12个仓库，补齐沙袋3000条，修订《防汛物资管理细则》。"})
	}
	b.ReportAllocs()
	for b.Loop() {
		doubts(c, zh.D(2026, 11, 23), "zh")
	}
}
