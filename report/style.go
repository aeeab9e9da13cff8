package report

import (
	"strconv"

	"zhenggai/zh"
)

// A Style is a way to number headings. The order is the usual one from coarse
// to fine and only breaks ties: a document's own use decides (tree.go).
type Style uint8

// The styles.
const (
	StyleNone    Style = iota
	StylePart          // 第一部分, 第一章
	StyleSec           // 一、
	StyleParen         // (一)
	StyleProb          // 问题1.
	StyleArticle       // 第1条
	StyleDot           // 1.
	StyleMulti         // 1.1
	StyleMulti3        // 1.1.1
	StyleHyphen        // 1-1
	StyleArab          // (1)
	StyleHalf          // 1)
	StyleCircle        // ①
	StyleOrd           // 一是, 第一, 首先
	StyleLabel         // 整改措施:
	styles
)

// Format writes the number v as headings of style s print it, with brackets and
// without the separator: 一, (一), 问题3, 1, (1), ①, 一是.
func (s Style) Format(v int32) string {
	han, arab := zh.FormatNumeral(int64(v)), strconv.Itoa(int(v))
	switch s {
	case StylePart:
		return "第" + han + "部分"
	case StyleSec:
		return han
	case StyleParen:
		return "(" + han + ")"
	case StyleProb:
		return "问题" + arab
	case StyleArticle:
		return "第" + arab + "条"
	case StyleArab:
		return "(" + arab + ")"
	case StyleHalf:
		return arab + ")"
	case StyleCircle:
		if v >= 1 && v <= 20 {
			return string('①' + v - 1)
		}
		return "(" + arab + ")"
	case StyleOrd:
		return han + "是"
	}
	return arab
}

// A Sep is what stands behind a number.
type Sep uint8

// The separators.
const (
	SepNone  Sep = iota
	SepDot       // . ．
	SepPause     // 、
	SepColon     // : ：
	SepSpace
	SepStop  // 。
	SepComma // , ，
)

// String returns the separator as it is commonly printed.
func (s Sep) String() string { return [...]string{"", ".", "、", ":", " ", "。", ","}[s] }

// A LabelKind is what a label inside a finding announces.
type LabelKind uint8

// Kinds of label.
const (
	LabelNone     LabelKind = iota
	LabelFinding            // 反馈问题 存在问题 问题表现
	LabelMeasures           // 整改措施 整改情况 整改进展 具体做法
	LabelEffect             // 整改成效 整改结果 完成情况
	LabelLeader             // 责任领导 牵头领导
	LabelDept               // 责任单位 责任科室 牵头单位
	LabelPerson             // 责任人 承办人
	LabelDue                // 整改时限 完成时限
	LabelNext               // 下一步打算 下步措施
	LabelCause              // 原因分析
	LabelGoal               // 整改目标 整改标准
	LabelNote               // 备注, and other words that belong to no measure
	LabelDone               // 完成日期 销号日期: when it was done
	LabelChecker            // 验收人 核验人
	LabelEvidence           // 佐证材料 证明材料
	LabelStart              // 启动时间
)

// A label is one wording of a label.
type label struct {
	words string
	kind  LabelKind
}

// labels are the wordings that are known, without spaces and brackets. A word
// may be followed by 如下 or 为; a leading 主要 is skipped too (labelAt).
var labels = [...]label{
	{"反馈问题", LabelFinding}, {"存在问题", LabelFinding}, {"问题表现", LabelFinding}, {"具体表现", LabelFinding},
	{"反馈意见", LabelFinding}, {"问题描述", LabelFinding}, {"问题内容", LabelFinding}, {"审计发现", LabelFinding},
	{"审计指出", LabelFinding}, {"巡察反馈", LabelFinding}, {"存在的问题", LabelFinding}, {"发现问题", LabelFinding}, {"问题", LabelFinding},
	{"审计查出问题", LabelFinding}, {"审计发现问题", LabelFinding}, {"审计发现的问题", LabelFinding}, {"问题情况", LabelFinding},
	{"整改措施", LabelMeasures}, {"整改情况", LabelMeasures}, {"整改落实情况", LabelMeasures}, {"整改进展", LabelMeasures},
	{"整改进展情况", LabelMeasures}, {"具体做法", LabelMeasures}, {"具体措施", LabelMeasures}, {"落实情况", LabelMeasures},
	{"整改举措", LabelMeasures}, {"采取措施", LabelMeasures}, {"采取的措施", LabelMeasures}, {"整改做法", LabelMeasures},
	{"整改工作情况", LabelMeasures}, {"措施", LabelMeasures}, {"进展情况", LabelMeasures}, {"整改落实", LabelMeasures}, {"整改", LabelMeasures},
	{"整改过程", LabelMeasures}, {"整改措施及成效", LabelMeasures}, {"整改措施和成效", LabelMeasures}, {"整改措施及进展", LabelMeasures},
	{"整改措施及进展情况", LabelMeasures}, {"整改措施及落实情况", LabelMeasures}, {"整改工作进展", LabelMeasures}, {"目前进展", LabelMeasures},
	{"主要措施", LabelMeasures}, {"主要做法", LabelMeasures}, {"整改措施及完成情况", LabelMeasures}, {"整改措施及整改成效", LabelMeasures}, {"整改措施和完成情况", LabelMeasures}, {"整改及成效", LabelMeasures}, {"整改情况及成效", LabelMeasures}, {"整改任务", LabelMeasures}, {"整改落实措施", LabelMeasures},
	{"整改成效", LabelEffect}, {"整改结果", LabelEffect}, {"完成情况", LabelEffect}, {"整改效果", LabelEffect},
	{"取得成效", LabelEffect}, {"整改状态", LabelEffect}, {"整改完成情况", LabelEffect}, {"成效", LabelEffect}, {"取得的成效", LabelEffect},
	{"销号情况", LabelEffect}, {"整改结论", LabelEffect}, {"完成进度", LabelEffect}, {"整改进度", LabelEffect}, {"阶段性成效", LabelEffect},
	{"责任领导", LabelLeader}, {"牵头领导", LabelLeader}, {"分管领导", LabelLeader}, {"责任人领导", LabelLeader}, {"包保领导", LabelLeader}, {"分管负责人", LabelLeader}, {"牵头责任人", LabelLeader}, {"整改责任领导", LabelLeader},
	{"责任单位", LabelDept}, {"责任科室", LabelDept}, {"责任部门", LabelDept}, {"牵头单位", LabelDept}, {"牵头科室", LabelDept},
	{"牵头部门", LabelDept}, {"配合单位", LabelDept}, {"配合科室", LabelDept}, {"责任股室", LabelDept}, {"协办科室", LabelDept},
	{"协办单位", LabelDept}, {"配合部门", LabelDept}, {"责任处室", LabelDept}, {"牵头股室", LabelDept}, {"整改责任单位", LabelDept}, {"整改单位", LabelDept},
	{"牵头人", LabelPerson}, {"负责人", LabelPerson}, {"责任人", LabelPerson}, {"承办人", LabelPerson}, {"具体责任人", LabelPerson}, {"直接责任人", LabelPerson}, {"经办人", LabelPerson}, {"整改责任人", LabelPerson},
	{"整改时限", LabelDue}, {"完成时限", LabelDue}, {"完成时间", LabelDue}, {"整改期限", LabelDue}, {"时限", LabelDue},
	{"办结时限", LabelDue}, {"整改时间", LabelDue}, {"整改完成时限", LabelDue}, {"完成期限", LabelDue}, {"时限要求", LabelDue},
	{"下一步打算", LabelNext}, {"下步措施", LabelNext}, {"下一步措施", LabelNext}, {"下一步工作", LabelNext}, {"下步打算", LabelNext},
	{"下一步工作打算", LabelNext}, {"后续工作", LabelNext}, {"下步工作", LabelNext}, {"下一步计划", LabelNext}, {"下一步工作措施", LabelNext}, {"下一步整改措施", LabelNext}, {"下一步", LabelNext},
	{"原因分析", LabelCause}, {"问题原因", LabelCause}, {"产生原因", LabelCause}, {"主要原因", LabelCause}, {"成因分析", LabelCause},
	{"整改目标", LabelGoal}, {"整改标准", LabelGoal}, {"工作目标", LabelGoal}, {"整改要求", LabelGoal}, {"目标要求", LabelGoal}, {"验收标准", LabelGoal},
	{"备注", LabelNote}, {"佐证材料", LabelEvidence}, {"佐证资料", LabelEvidence}, {"证明材料", LabelEvidence}, {"印证材料", LabelEvidence}, {"佐证", LabelEvidence}, {"完成日期", LabelDone}, {"销号日期", LabelDone}, {"销号时间", LabelDone}, {"办结日期", LabelDone}, {"实际完成时间", LabelDone}, {"验收人", LabelChecker}, {"核验人", LabelChecker}, {"审核人", LabelChecker}, {"验收责任人", LabelChecker}, {"启动时间", LabelStart}, {"开始时间", LabelStart}, {"整改类型", LabelNote}, {"问题类型", LabelNote}, {"问题来源", LabelNote}, {"整改类别", LabelNote}, {"涉及金额", LabelNote}, {"审计建议", LabelNote}, {"审计意见", LabelNote}, {"整改建议", LabelNote},
}

// labelIndex finds a label by its words.
var labelIndex = func() map[string]LabelKind {
	m := make(map[string]LabelKind, len(labels))
	for _, l := range labels {
		m[l.words] = l.kind
	}
	return m
}()

// longestLabel is the length in bytes of the longest wording.
var longestLabel = func() int {
	n := 0
	for _, l := range labels {
		n = max(n, len(l.words))
	}
	return n
}()
