package rules

import (
	"testing"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

// TestCopiesAcross holds that copies between two reports are found from both
// sides, and that equal figures are C07's.
func TestCopiesAcross(t *testing.T) {
	t.Parallel()
	const head, tail = "一、反馈问题整改情况\n问题1.关于培训不系统的问题。", "。\n2024年3月20日"
	const measure = "分三期举办业务培训，累计培训基层人员156人次，发放资料820份，考试合格后统一颁发上岗证书"
	for name, c := range map[string]struct {
		other string
		want  string
		n     int
	}{
		"same figures":  {measure + "并登记造册", "C07", 2},
		"other figures": {"分三期举办业务培训，累计培训基层人员98人次，发放资料500份，考试合格后统一颁发上岗证书", "C03", 2},
		"jointly":       {"联合县农业农村局" + measure, "", 0},
		"different":     {"新建培训基地2处，聘请教师12名", "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, b := report.Read(source.New(head+measure+tail)), report.Read(source.New(head+c.other+tail))
			found := lint.NewChecker([]*lint.Rule{c03, c07}, lint.Config{}).Compare([]*report.Outline{a, b}, []string{"甲.txt", "乙.txt"})
			if len(found) != c.n {
				t.Fatalf("got %d findings, want %d", len(found), c.n)
			}
			for i := range found {
				if f := &found[i]; f.Rule.ID != c.want || f.Other.Report == f.Report || f.Span.Empty() {
					t.Errorf("got %s in report %d about report %d, want %s", f.Rule.ID, f.Report, f.Other.Report, c.want)
				}
			}
		})
	}
}
