package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var s11 = &lint.Rule{
	ID: "S11", Name: "passed-on",
	Title:    lint.Say{ZH: "只说已要求下级整改，没有写明结果", EN: "passed on, with no result"},
	Severity: lint.Hint,
	Check: func(p *lint.Pass) {
		if !judged(p.Outline) {
			return
		}
		for i := range p.Nodes {
			n := &p.Nodes[i]
			if n.Role != report.Measure || n.Body.Len() > 300 {
				continue
			}
			verb, rest := passing(p.In(n.Body))
			if verb == "" {
				continue
			}
			if rest = flat(rest); figured(p.In(n.Body)) || !zh.StartsAny(rest, lowerBodies...) && !zh.HasAny(abridged(rest, 12), "公司", "企业", "单位", "乡镇", "学校", "街道", "村委会", "各") {
				continue
			}
			if a := acts.in(rest); a&(actDone|actReturn) != 0 || zh.HasAny(rest, "目前", "均", "现已") {
				continue
			}
			p.Found(n.Body, lint.Say{ZH: "该措施只写了%s别的单位去做，没有写结果，请补充对方做到了什么程度。",
				EN: "This measure only says that others were told to act (%s); please add what came of it."}, verb).Sure(85)
		}
	},
}

// lowerBodies are the words with which the name of a lower body begins.
var lowerBodies = []string{"各", "下属", "所属", "下级", "相关单位", "有关单位", "责任单位", "项目单位", "承担单位", "施工单位", "企业", "公司", "基层", "村", "社区", "乡镇", "街道", "镇", "该"}

// passing splits a measure that begins by telling others to act into the verb and
// what follows.
func passing(words string) (verb, rest string) {
	words = strings.TrimPrefix(words, "已")
	if len(words) < 6 {
		return "", ""
	}
	switch verb, rest = words[:6], words[6:]; verb {
	case "要求", "督促", "责成", "责令", "督导", "敦促":
		return verb, strings.TrimPrefix(rest, "了")
	}
	return "", ""
}
