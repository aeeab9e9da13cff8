package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/zh"
)

var w02 = &lint.Rule{
	ID: "W02", Name: "in-context",
	Title:    lint.Say{ZH: "“巡查”疑为“巡察”", EN: "巡查 (patrol) where 巡察 (inspection) is meant"},
	Severity: lint.Warning,
	Words: []lint.Word{
		{Find: "巡查组", Say: "巡察组"}, {Find: "巡视巡查", Say: "巡视巡察"}, {Find: "巡查巡视", Say: "巡察巡视"},
		{Find: "巡查反馈", Say: "巡察反馈"}, {Find: "巡查整改", Say: "巡察整改"}, {Find: "巡查意见", Say: "巡察意见"},
		{Find: "巡查办", Say: "巡察办", Not: []string{"巡查办法", "巡查办理", "巡查办案", "巡查办公"}},
		{Find: "巡查问题", Say: "巡察问题"}, {Find: "巡查工作", Say: "巡察工作"}, {Find: "巡查期间", Say: "巡察期间"},
		{Find: "巡查发现", Say: "巡察发现"}, {Find: "巡查指出", Say: "巡察指出"}, {Find: "巡查移交", Say: "巡察移交"},
		{Find: "委巡查", Say: "巡察"}, {Find: "政治巡查", Say: "政治巡察"}, {Find: "巡查监督", Say: "巡察监督"},
	},
	Check: func(p *lint.Pass) {
		for _, h := range wordHits(p) {
			before, after := p.Body[max(0, h.Span.Start-30):h.Span.Start], p.Body[h.Span.End:min(len(p.Body), int(h.Span.End)+60)]
			if patrol(before, h.Word.Find, after) || !inspection(p, h, before, after) || toldAsFault(p, h.Span) {
				continue
			}
			at := h.Span // only 巡查 itself is marked
			at.Start += int32(strings.Index(h.Word.Find, "巡查"))
			at.End = at.Start + int32(len("巡查"))
			p.Found(at, lint.Say{
				ZH: "“%s”疑为“%s”：党委开展的是巡察，巡查指河道、路面、安全等巡逻检查，请核对。",
				EN: "%q was probably meant as %q: Party committees carry out 巡察, while 巡查 is a patrol of rivers, roads or sites; please check."},
				strings.TrimPrefix(h.Word.Find, "委"), h.Word.Say).Sure(93)
		}
	},
}

// patrols are the words before 巡查 that make it a patrol.
var patrols = newEndings(
	"河道", "安全", "夜间", "路面", "日常", "防火", "治安", "市容", "执法", "现场", "每日", "定期", "网格", "江河", "森林", "防汛", "林区", "城管", "街面", "动态",
	"校园", "工地", "隐患", "巡逻", "卫片", "矿山", "库区", "水库", "堤防", "道路", "公路", "消防", "环境", "景区", "文物", "市场", "生产", "实地", "地灾", "灾害", "食品", "网络", "线上", "驻点",
	"社区", "小区", "村级", "护林", "无人机", "视频", "不定期", "常态化", "常态", "全天候", "值班", "保护区", "耕地", "土地", "国土", "病房", "质量", "督导", "督查", "联合", "流动", "应急", "志愿", "专业", "护河", "护路",
	"河湖", "湖长", "河长", "林长", "田长", "管护", "管网", "线路", "设备", "施工", "早晚", "昼夜", "错时", "徒步", "入户", "周末", "节假日", "重点时段", "群众", "考场", "电梯", "燃气", "禁烧", "秸秆", "扬尘", "污染", "排污",
)

// patrol reports whether the words around 巡查 tell of a patrol, or of a patrol
// team that somebody set up.
func patrol(before, find, after string) bool {
	if k := lastMark(before, "，,。；;：:、\n"); k >= 0 {
		before = before[k:]
	}
	if patrols.end(before) {
		return true
	}
	if find == "巡查组" {
		return zh.HasAny(before, "成立", "组建", "设立", "组成", "派出", "抽调", "个", "支", "分为") || opensAny(after, "对河", "对路", "每天", "每日", "每周", "成员", "巡逻", "开展河", "开展安全")
	}
	return strings.HasPrefix(after, "台账") || strings.HasPrefix(after, "记录") || strings.HasPrefix(after, "次数")
}

// inspection reports whether the words around 巡查 tell of the inspection by a
// Party committee.
func inspection(p *lint.Pass, h lint.Hit, before, after string) bool {
	switch h.Word.Find {
	case "巡视巡查", "巡查巡视", "巡查反馈", "政治巡查":
		return true
	case "委巡查":
		return closesAny(before, "市", "县", "区", "省", "州", "旗", "盟", "党") && !opensAny(after, "河", "路", "水")
	case "巡查组", "巡查整改", "巡查意见", "巡查办":
		return strings.Contains(before, "委") || closesAny(before, "向", "对照", "根据", "按照", "受", "合", "经", "对", "将", "落实", "组织", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "是", "省", "市", "县", "区") ||
			opensAny(after, "反馈", "指出", "发现", "进驻", "要求", "提出", "移交", "意见", "整改", "工作动员", "主任", "情况", "方案", "后", "领导") || edge(before)
	}
	// 巡查问题, 巡查工作 …: only where nothing stands before it and the sentence tells of the inspection.
	own := edge(before) || closesAny(before, "是", "对", "针对", "根据", "按照", "本次", "此次", "这次", "上轮", "委", "接受", "关于", "配合", "落实", "第一轮", "第二轮", "第三轮", "上一轮", "中央", "省", "市", "县", "区", "开展好")
	return own && zh.HasAny(p.In(sentenceAt(p.Body, h.Span)), "反馈", "巡察", "党组", "党委", "整改方案", "县委", "市委", "区委", "省委")
}

// edge reports whether before ends at a punctuation mark or a line's start.
func edge(before string) bool {
	return before == "" || closesAny(before, "，", ",", "。", "；", ";", "：", ":", "、", "\n", "“", "（", "(", "│")
}
