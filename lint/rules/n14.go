package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

var n14 = &lint.Rule{
	ID: "N14", Name: "label-missing",
	Title:    lint.Say{ZH: "缺少其他问题都有的栏目", EN: "a label that the others have is missing"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		if isSheet(p) {
			return
		}
		var have, first [report.LabelNote + 1]int32
		points := int32(0)
		for i := range p.Nodes {
			if set := labelsOf(p, int32(i)); set != 0 {
				points++
				for k := range have {
					if set&(1<<k) != 0 {
						have[k]++
					}
				}
			}
		}
		if points < 5 {
			return
		}
		for i := len(p.Nodes) - 1; i >= 0; i-- {
			if n := &p.Nodes[i]; n.Role == report.Label {
				first[n.Label] = int32(i)
			}
		}
		for i := range p.Nodes {
			set := labelsOf(p, int32(i))
			if set == 0 {
				continue
			}
			for k := report.LabelFinding; k <= report.LabelGoal; k++ {
				if k != report.LabelNext && set&(1<<k) == 0 && have[k]*5 >= points*4 {
					labelMissing(p, int32(i), k, have[k], first[k])
				}
			}
		}
	},
}

// labelsOf returns the kinds of label below point i, as bits; 0 if it is no point
// or has none.
func labelsOf(p *lint.Pass, i int32) (set uint32) {
	if p.Nodes[i].Role != report.Point || p.Nodes[i].Flags&report.FromTable != 0 {
		return 0
	}
	for k := range p.Children(i) {
		if n := &p.Nodes[k]; n.Role == report.Label && n.Label < 32 {
			set |= 1 << n.Label
		}
	}
	return set
}

// labelNames are the usual words of the labels, and words in other wordings of
// them: where one of those stands the label may only not have been known.
var labelNames = map[report.LabelKind][]string{
	report.LabelFinding:  {"反馈问题", "问题"},
	report.LabelMeasures: {"整改措施", "措施", "做法", "情况"},
	report.LabelEffect:   {"整改成效", "成效", "成果", "效果", "结果", "完成情况"},
	report.LabelLeader:   {"责任领导", "领导"},
	report.LabelDept:     {"责任单位", "单位", "科室", "部门", "股室"},
	report.LabelPerson:   {"责任人", "责任"},
	report.LabelDue:      {"完成时限", "时限", "期限", "时间"},
	report.LabelCause:    {"原因分析", "原因"},
	report.LabelGoal:     {"整改目标", "目标", "标准", "要求"},
}

// labelMissing reports that point i lacks the label k, which have others have,
// the first of them at node first.
func labelMissing(p *lint.Pass, i int32, k report.LabelKind, have, first int32) {
	n := &p.Nodes[i]
	words := flat(p.In(n.Span))
	doubt := false
	for _, w := range labelNames[k] {
		doubt = doubt || strings.Contains(words, w+"：") || strings.Contains(words, w+":") || strings.Contains(words, w+"】") || strings.Contains(words, w+"\u3000") || strings.Contains(words, "及"+w) || strings.Contains(words, "和"+w)
	}
	if doubt && k != report.LabelMeasures && k != report.LabelFinding {
		return
	}
	at := n.Number
	if at.Empty() && n.Parent != report.None {
		at = p.Nodes[n.Parent].Number
	}
	if at.Empty() {
		at = source.Span{Start: n.Span.Start, End: firstRunes(n.Span, p.Body, 4).End}
	}
	f := p.Found(at, lint.Say{ZH: "此处没有“%s”，其他%d处都有，请补充或说明。", EN: "There is no %q here; %d others have it. Please add it or explain."}, labelNames[k][0], have)
	if doubt {
		f.As(lint.Hint).Sure(50)
	}
	f.And(p.Nodes[first].Marker, lint.Say{ZH: "其他问题有此栏目。", EN: "Others have this label."})
}
