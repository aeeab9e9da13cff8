package report

import (
	"slices"
	"strings"
	"testing"

	"zhenggai/source"
)

// TestFirstRow reads a table whose first row has words that look like names of columns:
// it is no second row of the header. (That rows of one width are not joined as wrapped
// lines is held by package form, which reads random ledgers back.)
func TestFirstRow(t *testing.T) {
	t.Parallel()
	o := new(Reader).Read(source.New("序号│反馈问题│整改措施│完成情况\n" +
		"1│财务部门堤防维修进度滞后│召开警示教育会。│基本完成\n" +
		"2│个别下属单位公务接待没有公函│修订管理办法。│未完成\n"))
	var got []string
	for i := range o.Nodes {
		if o.Nodes[i].Role == Point {
			got = append(got, o.NumberOf(int32(i)))
		}
	}
	if !slices.Equal(got, []string{"1", "2"}) {
		t.Errorf("the rows are %q", got)
	}
}

// TestTablesHold reads tables put together at random, of labels, names of columns and
// values: whatever they are taken for, the tree holds.
func TestTablesHold(t *testing.T) {
	t.Parallel()
	cells := []string{"", "序号", "反馈问题", "整改措施", "责任领导", "完成时限", "完成情况", "问题编号", "方面", "问题", "整改标准", "时限", "1", "2", "12", "财务管理不规范。", "一是清账；二是建账。", "1.清查", "方知行", "2026年9月30日", "已完成", "尚未完成", "审核意见"}
	lines := []string{"巡察反馈问题对账销号单", "会议纪要", "一、整改措施", "（一）请5日内回复。", "附件", "云川市水务局", "2026年8月20日", "1.关于账目不清的问题", "整改措施：一是清账。"}
	next := uint32(1)
	draw := func(n int) int {
		next = next*1664525 + 1013904223
		return int(next>>8) % n
	}
	var r Reader
	for i := range 8000 {
		var b strings.Builder
		for range 1 + draw(14) {
			if draw(4) == 0 {
				b.WriteString(lines[draw(len(lines))])
			} else {
				width := 2 + draw(4)
				for c := range width {
					if c > 0 {
						b.WriteString("│")
					}
					b.WriteString(cells[draw(len(cells))])
				}
			}
			b.WriteString("\n")
		}
		if err := verify(r.Read(source.New(b.String()))); err != nil {
			t.Fatalf("table %d: %v\n%s", i, err, b.String())
		}
	}
}
