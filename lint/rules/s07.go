package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

// topics are what findings are about, each with the words of which one stands in
// any measure on it. The first word names the topic.
var topics = [...][]string{
	{"采购", "采购", "招标", "投标", "比选", "询价", "供应商", "合同"},
	{"党费", "党费"},
	{"公务用车", "公务用车", "公车", "用车", "车辆", "派车", "加油", "驾驶"},
	{"差旅费", "差旅", "出差"},
	{"人事档案", "档案", "卷宗", "归档"},
	{"考勤", "考勤", "请销假", "请假", "旷工", "打卡", "上下班"},
	{"公务接待", "接待", "陪餐", "用餐", "公函"},
	{"固定资产", "资产", "设备", "登记", "盘点", "账实", "房屋"},
	{"食堂", "食堂", "食材", "膳食", "用餐", "餐"},
	{"信访", "信访", "投诉", "举报", "上访"},
	{"办公用房", "用房", "腾退", "办公室"},
	{"会议记录", "会议记录", "记录", "会议"},
	{"扶贫", "扶贫", "脱贫", "帮扶", "贫困"},
	{"印章", "印章", "用印", "盖章"},
	{"保密", "保密", "涉密", "密级"},
	{"水费", "水费", "水价", "抄表"},
}

var s07 = &lint.Rule{
	ID: "S07", Name: "off-topic",
	Title:    lint.Say{ZH: "措施没有提到问题所指的事项", EN: "the measures do not touch the finding"},
	Severity: lint.Hint,
	Words:    topicWords(),
	Check: func(p *lint.Pass) {
		if !judged(p.Outline) {
			return
		}
		last := report.None
		for _, h := range p.Hits() {
			i := pointOf(p, h.Span.Start)
			if i == report.None || i == last {
				continue
			}
			last = i
			head := findingOf(p, i)
			if head.Len() > 300 || !head.Contains(h.Span) || !hasMeasures(p, i) {
				continue
			}
			title := flat(p.In(head))
			asked := topicOf(title)
			if asked < 0 {
				continue
			}
			at := measuresSpan(p, i)
			words := flat(p.In(at))
			given := topicOf(words)
			if given < 0 || given == asked || zh.HasAny(words, topics[asked]...) || sharesPair(title, words) {
				continue
			}
			p.Found(at, lint.Say{ZH: "问题说的是%s，措施写的是%s，没有共同的内容，请核对是否放错了位置。",
				EN: "The finding is about %s and the measures are about %s, with nothing in common; please check whether they stand in the wrong place."}, topics[asked][0], topics[given][0]).
				And(head, lint.Say{ZH: "反馈的问题", EN: "the finding"}).Sure(80)
		}
	},
}

// topicOf returns the first topic that s names, or -1.
func topicOf(s string) int {
	return topicHeads.find(s)
}

// sharesPair reports whether two neighbouring characters of the title stand in the
// measures too, words of complaint and of form left out.
func sharesPair(title, words string) bool {
	for i := 0; i+6 <= len(title); i++ {
		if title[i]&0xC0 != 0xC0 || title[i+3]&0xC0 != 0xC0 {
			continue
		}
		pair := title[i : i+6]
		if !zh.HasAny(" 对于 关于 针对 问题 的问 管理 理不 不规 规范 范的 不严 不力 不到 到位 不够 存在 制度 执行 行不 工作 落实 不实 方面 情况 没有 ", pair) && strings.Contains(words, pair) {
			return true
		}
	}
	return false
}

// topicWords are the names of the topics.
func topicWords() (words []lint.Word) {
	for i := range topics {
		words = append(words, lint.Word{Find: topics[i][0]})
	}
	return words
}

// topicHeads are the words that name the topics, in their order.
var topicHeads = func() *needles {
	words := make([]string, len(topics))
	for i := range topics {
		words[i] = topics[i][0]
	}
	return newNeedles(words...)
}()
