package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/source"
)

var w11 = &lint.Rule{
	ID: "W11", Name: "missing-object",
	Title:    lint.Say{ZH: "动词缺少宾语中心词", EN: "a verb lacks its object"},
	Severity: lint.Hint,
	Off:      true, // a frame knows few words: precision is low
	Words: []lint.Word{
		{Find: "大力开展"}, {Find: "积极开展"}, {Find: "深入开展"}, {Find: "全面开展"}, {Find: "组织开展"}, {Find: "扎实开展"}, {Find: "广泛开展"}, {Find: "持续开展"},
	},
	Check: func(p *lint.Pass) {
		for _, h := range wordHits(p) {
			rest := p.Body[h.Span.End:min(len(p.Body), int(h.Span.End)+150)]
			k := indexMark(rest, "，,。；;：:、\n")
			if k < 6 || strings.HasPrefix(rest[k:], "、") {
				continue
			}
			object := rest[:k]
			if objectNoun(object) || strings.ContainsAny(object, "《“”》│") {
				continue
			}
			at := source.Span{Start: h.Span.Start, End: h.Span.End + int32(k)}
			p.Found(at, lint.Say{ZH: "“%s”的宾语“%s”缺少“工作”“建设”一类的中心词，请补全。", EN: "The object of %q, %q, seems to lack its noun (work, building …); please complete it."}, h.Word.Find, object).Sure(60)
		}
	},
}

// activities are the last characters of what can be carried out.
var activities = [...]string{
	"工作", "活动", "建设", "行动", "检查", "培训", "教育", "整治", "调研", "学习", "服务", "监督", "宣传", "演练", "评估", "评比", "竞赛", "比赛", "试点", "治理", "清理", "排查", "核查", "谈话", "走访", "慰问", "督查", "督导", "调查", "审计", "研究", "合作", "帮扶", "招聘", "招商", "考核", "评议", "巡察", "巡查",
	"自查", "整改", "执法", "测试", "讨论", "交流", "抽查", "普查", "约谈", "会商", "研判", "讲座", "党课", "课", "日", "周", "月", "次", "期", "场", "轮", "项", "个", "人", "起", "家", "会", "摸底", "清查", "评查", "攻坚", "创建", "辅导", "论证", "考察", "训练", "轮训", "研讨", "问卷", "回访", "整顿", "志愿", "文明", "自纠", "自查自纠", "互查", "复查", "回头看", "起来", "了", "天", "后", "中", "前", "时", "下", "对接", "征集", "征求", "监测", "验收", "踏勘", "维修", "清欠", "清收", "情况", "落实", "问题",
}

func objectNoun(object string) bool {
	for _, w := range activities {
		if strings.HasSuffix(object, w) {
			return true
		}
	}
	return false
}
