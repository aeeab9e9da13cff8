package rules

import (
	"strings"

	"zhenggai/lint"
)

var w03 = &lint.Rule{
	ID: "W03", Name: "pair-with-object",
	Title:    lint.Say{ZH: "词语搭配不当", EN: "the wrong one of two like words"},
	Severity: lint.Warning,
	Words:    pairWords("", pairTable),
	Check: func(p *lint.Pass) {
		for _, h := range pairHits(p) {
			before := p.Body[max(0, h.Span.Start-24):h.Span.Start]
			if strings.HasPrefix(h.Word.Find, "截止") && closesAny(before, "报名", "申报", "投标", "申请", "受理", "征集", "提交", "缴费", "登记", "于") {
				continue // a term that ends, not a count up to a day
			}
			if reaction(h.Word.Find, before) || questionWord(h.Word.Find, before) {
				continue
			}
			at, find, want := h.Span, p.In(h.Span), h.Word.Say
			if strings.HasPrefix(find, "截止") { // the day behind it is not at fault
				at.End, find, want = at.Start+int32(len("截止")), "截止", "截至"
			}
			f := p.Found(at, lint.Say{ZH: "此处“%s”宜作“%s”，请核对。", EN: "Here %q should probably read %q; please check."}, find, want).Sure(92)
			if h.Word.Find == "截止到" {
				f.As(lint.Hint) // heard so often that many take it for right
			}
		}
	},
}

// reaction reports whether 反应 is a reaction: 不良反应情况.
func reaction(find, before string) bool {
	return strings.HasPrefix(find, "反应") && closesAny(before, "不良", "应急", "化学", "过敏", "快速", "连锁", "生理", "聚合", "应激", "免疫", "迅速", "副", "毒副", "舆情", "输血", "疫苗", "接种", "第一时间", "市场", "热", "核")
}

// questionWord reports whether 做为 is two words: 怎么做为好.
func questionWord(find, before string) bool {
	return find == "做为" && closesAny(before, "怎么", "如何", "这样", "那样", "多", "少", "先", "所", "可", "能", "应", "不") && !strings.HasSuffix(before, "不")
}

// pairTable holds pairs of words that are both right, each with an object that
// goes only with the other. 制定/制订, 份, 其他/其它 and other pairs that depend
// on more than a neighbour are left out on purpose.
const pairTable = `
反应问题>反映问题 反应的问题>反映的问题 反应情况>反映情况 反应的情况>反映的情况 反应线索>反映线索 反应诉求>反映诉求 反应的诉求>反映的诉求 反应意见>反映意见 反应困难>反映困难 如实反应>如实反映 真实反应>真实反映 客观反应>客观反映 信访反应>信访反映 来信反应>来信反映 群众反应的>群众反映的 向我们反应>向我们反映 及时反应给>及时反映给
反映迅速>反应迅速 快速反映>快速反应 应急反映>应急反应 连锁反映>连锁反应 化学反映>化学反应 过敏反映>过敏反应 | 快速反映群众 快速反映问题 快速反映情况
截止目前>截至目前 截止今>截至今 截止20>截至20 截止19>截至19 截止1月>截至1月 截止2月>截至2月 截止3月>截至3月 截止4月>截至4月 截止5月>截至5月 截止6月>截至6月 截止7月>截至7月 截止8月>截至8月 截止9月>截至9月 截止10月>截至10月 截止11月>截至11月 截止12月>截至12月 截止年底>截至年底 截止月底>截至月底 截止去年>截至去年 截止当前>截至当前 截止现在>截至现在 截止日前>截至目前 截止二〇>截至二〇 截止上月>截至上月 截止本月>截至本月 截止发稿>截至发稿 截止集中整改>截至集中整改 截止到>截至
截至日期>截止日期
权利运行>权力运行 权利监督>权力监督 权利制约>权力制约 公权利>公权力 行政权利>行政权力 权利寻租>权力寻租 手中的权利>手中的权力 小微权利>小微权力 权利下放>权力下放 权利清单>权力清单 权利任性>权力任性 权利观>权力观 | 办公权利 公权利人 公权利益 权利观念 工会权利清单 公民权利清单 劳动权利清单
权力人>权利人 公民权力>公民权利 合法权力>合法权利 民主权力>民主权利 党员权力>党员权利 党员的权力>党员的权利 权力义务>权利义务 权力和义务>权利和义务 权力与义务>权利与义务 | 权力人大 权力人物
邮政邮箱>通信地址或邮政信箱 邮政邮件箱>邮政信箱
做为>作为 | 想做为 当做为
必需严格>必须严格 必需坚持>必须坚持 必需按照>必须按照 必需加强>必须加强 必需经过>必须经过 必需由>必须由 必需经>必须经 必须的生活>必需的生活 | 必需经费 必需经营 
招聘启示>招聘启事 遗失启示>遗失启事 征文启示>征文启事 公告启示>公告启事
安全检察>安全检查 考查组>考察组 任前考查>任前考察 延伸考查>延伸考察 考查对象>考察对象 差额考查>差额考察 干部考查>干部考察
签定>签订 定立合同>订立合同 | 标签定 抽签定
双报道>双报到 到社区报道>到社区报到 新闻报到>新闻报道 宣传报到>宣传报道 媒体报到>媒体报道
会议纪录>会议记录 谈话纪录>谈话记录 记录片>纪录片 打破记录>打破纪录 全程纪录>全程记录 如实纪录>如实记录 纪录在案>记录在案 | 会议记录片 谈话记录片
法制政府>法治政府 法制思维>法治思维 依法制国>依法治国 法制中国>法治中国 法制社会>法治社会 法制化营商>法治化营商 法制轨道>法治轨道
违法规定>违反规定 违法纪律>违反纪律 违法政治纪律>违反政治纪律 违法中央八项>违反中央八项 违法廉洁纪律>违反廉洁纪律 违法工作纪律>违反工作纪律 违反犯罪>违法犯罪 违反违纪>违法违纪 | 违法规定期
`
