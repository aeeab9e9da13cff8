package app

import (
	"testing"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/report"
	"zhenggai/source"
)

func TestOtherUnit(t *testing.T) {
	t.Parallel()
	const body = "\n根据市委统一部署，2026年3月2日至4月30日，市委第二巡察组对%进行了巡察。5月20日，市委巡察组反馈了意见。\n一、理论学习不深入\n1．学习计划不落实。\n"
	for title, want := range map[string]map[string]bool{
		"中共云川市水务局党组关于巡察整改进展情况的通报": {"市水务局": true, "云川市水务局": true, "市教育局": false, "城关镇": false},
		"城关镇党委关于巡察整改进展情况的报告":      {"城关镇": true, "中共城关镇委员会": true, "河口镇": false, "市水务局": false},
		"云川市教育局党组关于落实巡察反馈意见的整改方案": {"云川市教育局": true, "教育局": true, "云川市水务局": false},
	} {
		o := new(report.Reader).Read(source.New(title + body))
		for name, same := range want {
			id := org.ID{1}
			tree := org.NewTree([]*org.Unit{{Head: org.Head{ID: id}, Name: name}})
			if got := otherUnit(o.Text.Slice(o.Head.Unit), &ledger.Book{Unit: id}, tree); (got == "") != same {
				t.Errorf("%s into the book of %s: %q", title, name, got)
			}
		}
	}
}
