package rules

import (
	"slices"
	"strings"
	"testing"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

// sheet makes the text of a workbook's sheet as its reader gives it: rows of cells
// parted by │; ^ stands for a cell that the one above covers, and what is blank at
// the end of a row has no cell at all.
func sheet(rows ...string) *source.Text {
	var b source.Builder
	var all []source.Cell
	last := map[int]int{} // column → its last cell
	for r, row := range rows {
		if r > 0 {
			b.Synthetic("\n", r)
		}
		cells := strings.Split(row, "│")
		for len(cells) > 0 && cells[len(cells)-1] == "" {
			cells = cells[:len(cells)-1]
		}
		for k, words := range cells {
			if k > 0 {
				b.Synthetic("│", r)
			}
			if words == "^" {
				all[last[k]].Rows++
				continue
			}
			c := source.Cell{Table: 1, Row: int32(r + 1), Col: int32(k + 1), Rows: 1, Cols: 1}
			c.Start = int32(b.Len())
			b.Write(words, r, source.Transcoded)
			c.End = int32(b.Len())
			last[k] = len(all)
			all = append(all, c)
		}
	}
	for _, c := range all {
		b.Cell(c)
	}
	return b.Text()
}

// TestSheetBlanks holds that a cell that is not there counts as blank, unless a
// merged one covers it.
func TestSheetBlanks(t *testing.T) {
	t.Parallel()
	const header = "序号│反馈问题│整改措施│责任领导│完成时限│完成情况│完成日期│佐证材料"
	for name, c := range map[string]struct {
		rows []string
		want []string
	}{
		"nothing blank":     {[]string{"1│学习制度不严│对照学习计划逐次核对记录，补学专题5个，印发《学习规则》│陆以恒│2023-06-30│已完成│2023-06-21│签到册"}, nil},
		"last cell":         {[]string{"1│学习制度不严│对照学习计划逐次核对记录，补学专题5个，印发《学习规则》│陆以恒│2023-06-30│已完成│2023-06-21│签到册", "2│台账不健全│逐件核对库存物资，补登台账12份，张贴标签，明确专人管理│陈若谷│2023-06-30│已完成│2023-06-25│"}, []string{"L07"}},
		"last two cells":    {[]string{"1│学习制度不严│对照学习计划逐次核对记录，补学专题5个，印发《学习规则》│陆以恒│2023-06-30│已完成│2023-06-21│签到册", "2│台账不健全│逐件核对库存物资，补登台账12份，张贴标签，明确专人管理│陈若谷│2023-06-30│已完成││"}, []string{"L07", "L13"}},
		"owner":             {[]string{"0│学习制度不严│对照学习计划逐次核对记录，补学专题5个，印发《学习规则》│陆以恒│2023-06-30│已完成│2023-06-21│签到册", "1│学习制度不严│对照学习计划逐次核对记录，补学专题5个，印发《学习规则》││2023-06-30│已完成│2023-06-21│签到册"}, []string{"L05"}},
		"owner covered":     {[]string{"1│学习制度不严│对照学习计划逐次核对记录，补学专题5个，印发《学习规则》│陆以恒│2023-06-30│已完成│2023-06-21│签到册", "2│台账不健全│逐件核对库存物资，补登台账12份，张贴标签，明确专人管理│^│2023-06-30│已完成│2023-06-25│台账"}, nil},
		"covered and blank": {[]string{"1│学习制度不严│对照学习计划逐次核对记录，补学专题5个，印发《学习规则》│陆以恒│2023-06-30│已完成│2023-06-21│签到册", "2│台账不健全│逐件核对库存物资，补登台账12份，张贴标签，明确专人管理│^││正在推进││"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := report.Read(sheet(append([]string{header}, c.rows...)...))
			if o.Head.Kind != report.Ledger {
				t.Fatalf("read as %v, want a ledger", o.Head.Kind)
			}
			var got []string
			for _, f := range lint.NewChecker([]*lint.Rule{l05, l07, l13}, lint.Config{}).Check(o) {
				got = append(got, f.Rule.ID)
			}
			if slices.Sort(got); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v\n%s", got, c.want, o.Text.Valid())
			}
		})
	}
}
