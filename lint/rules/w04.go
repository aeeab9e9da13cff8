package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/source"
)

var w04 = &lint.Rule{
	ID: "W04", Name: "doubled-word",
	Title:    lint.Say{ZH: "字词重复", EN: "a word is doubled"},
	Severity: lint.Warning,
	Words:    doubledWords(),
	Check: func(p *lint.Pass) {
		for _, h := range wordHits(p) {
			if !toldAsFault(p, h.Span) {
				foundDoubled(p, h.Span, h.Word.Say)
			}
		}
		doubledRuns(p)
	},
}

func foundDoubled(p *lint.Pass, s source.Span, right string) {
	p.Found(s, lint.Say{ZH: "“%s”疑有重复，是否应为“%s”，请核对。", EN: "%q seems to be doubled; was %q meant? Please check."}, p.In(s), right).Sure(93)
}

// doubledWords are single characters that are not doubled in good Chinese, with
// the places where two words meet in them. Doubled words of two to four
// characters are found by comparing.
func doubledWords() (words []lint.Word) {
	for line := range strings.Lines(doubledTable) {
		find, not, _ := strings.Cut(strings.TrimSpace(line), " | ")
		if find == "" {
			continue
		}
		r := []rune(find)
		words = append(words, lint.Word{Find: find, Say: string(r[1:]), Not: strings.Fields(not)})
	}
	return words
}

const doubledTable = `
的的 | 的的确确 目的的 有的的 标的的 的的士
了了 | 不了了 了了无几 了了之 明了了 为了了 了了解 了了然 末了了 罢了了
是是 | 是是否 是是非 凡是是 但是是 还是是 于是是 要是是 就是是 总是是 只是是
在在 | 现在在 存在在 内在在 潜在在 所在在 实在在 在在建 在在职 在在岗 在在编 在在校 在在线 在在册 在在逃 在在押 在在外 正在在 外在在 好在在 在在场
和和 | 和和谐 和和平 和和美 和和睦 饱和和 温和和 缓和和 调和和 总和和 和和解
及及 | 及及时 及及早 以及及 涉及及 普及及 顾及及 提及及 波及及
将将 | 将将近 即将将 必将将 行将将 大将将
由由 | 理由由 缘由由 自由由 案由由 事由由 经由由
向向 | 方向向 导向向 一向向 走向向 意向向 流向向 动向向 取向向 去向向 面向向 投向向 转向向 志向向
把把 | 把把关 把把脉 一把把 把把握
并并 | 合并并 归并并 兼并并 一并并 撤并并
已已 | 早已已 业已已 而已已
未未 | 未未成年 未未雨 从未未 尚未未
从从 | 服从从 听从从 从从业 从从事 从从严 从从重 从从轻 从从容容 依从从 自从从
按按 | 按按揭 按按钮 按按摩
也也 |
落落实 | 坐落落 村落落 部落落 院落落 段落落 角落落 下落落
推推进 |
印印发 | 复印印 影印印 盖印印
召召开 | 号召召
健健全 | 保健健 稳健健 强健健
完完成 |
严严格 | 从严严 森严严 威严严 尊严严
反反馈 | 违反反
进进一步 | 推进进 改进进 先进进 引进进 促进进 跟进进 演进进 增进进 上进进 奋进进
`

// doubledRuns finds words of two to four characters that stand twice in a row:
// 整改整改. It compares the last two bytes of each character with those of the
// one two to four behind: they are the bytes that differ.
func doubledRuns(p *lint.Pass) {
	s := p.Body
	next := int32(0)
	for _, i := range p.Sights().Doubled {
		if i < next {
			continue
		}
		if d := int32(doubledAt(s, int(i))); d > 0 {
			at := source.Span{Start: i, End: i + 2*d}
			if !onPortal(p, at) && !toldAsFault(p, at) {
				foundDoubled(p, at, s[i:i+d])
			}
			next = i + 2*d
		}
	}
}

// doubledAt returns the length in bytes of the word that is doubled at i, or 0.
func doubledAt(s string, i int) int {
	for d := 6; d <= 12 && i+2*d <= len(s); d += 3 {
		if s[i:i+d] == s[i+d:i+2*d] && doubledFault(s, i, d) {
			return d
		}
	}
	return 0
}

// doubledFault reports whether the doubled word of d bytes at i is a fault: it is
// all Chinese, holds no numerals (二〇二〇), is no reduplication (一件一件) and
// no name followed by an office (县财政局党组党组书记).
func doubledFault(s string, i, d int) bool {
	w, rest := s[i:i+d], s[i+2*d:]
	for k := 0; k < d; k += 3 {
		if w[k] < 0xE4 || w[k] > 0xE9 {
			return false
		}
	}
	if strings.ContainsAny(w, "〇零一二三四五六七八九十百千万亿两某几多每个逐很好快慢") || w[:3] == w[3:6] {
		return false
	}
	if w == "标投" && strings.HasSuffix(s[:i], "招") { // 招标投标 | 投诉
		return false
	}
	if opensAny(rest, "再") || opensAny(w, "彼此", "许多", "非常", "谢谢", "哈", "讨论", "商量", "研究") {
		return false
	}
	office := opensAny(rest, "书记", "成员", "主任", "组长", "长", "会", "委员", "办", "部", "党", "干", "内", "负责", "领导", "班子", "专", "秘书", "理论", "工作", "议", "室", "副", "联络", "纪", "机关", "所", "网")
	return !office || !opensAny(w, "党组", "支部", "中心", "小组", "党委", "县委", "市委", "区委", "省委", "工委", "总支", "公司", "政府", "街道", "社区", "学校", "医院", "委员", "办公室", "纪委", "机关", "乡镇", "法院", "学院", "单位", "小学", "中学", "银行")
}
