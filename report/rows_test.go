package report

import (
	"slices"
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
