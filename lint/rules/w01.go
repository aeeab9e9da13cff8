package rules

import (
	"slices"
	"strings"

	"zhenggai/lint"
	"zhenggai/zh"
)

var w01 = &lint.Rule{
	ID: "W01", Name: "always-wrong",
	Title:    lint.Say{ZH: "错别字", EN: "a word that is always wrong"},
	Severity: lint.Error,
	Words:    wrongWords(),
	Check: func(p *lint.Pass) {
		for _, h := range pairHits(p) {
			if bothClauses(p, h) {
				continue
			}
			say := lint.Say{ZH: "“%s”疑为“%s”，请核对。", EN: "%q was probably meant as %q; please check."}
			f := p.Found(h.Span, say, p.In(h.Span), h.Word.Say)
			if h.Word.Sort == variant {
				f.As(lint.Warning)
			}
		}
	},
}

// variant is the kind of spellings that were once usual: the norm has another,
// but nobody can say that they are impossible.
const variant = "异形词"

// bothClauses reports whether 既使, 既便 are two words: 既使群众满意又使….
func bothClauses(p *lint.Pass, h lint.Hit) bool {
	if !strings.HasPrefix(h.Word.Find, "既") {
		return false
	}
	rest := p.Body[h.Span.End:min(len(p.Body), int(h.Span.End)+120)]
	if k := indexMark(rest, "。\n"); k >= 0 {
		rest = rest[:k]
	}
	return zh.HasAny(rest, "又", "也使", "也便", "同时", "还使", "更使", "也让", "还", "更")
}

// wrongWords puts the list of W01 together: pairs of wrong and right wordings,
// then the families of one wrong character.
func wrongWords() []lint.Word {
	return slices.Concat(pairWords("", wrongPairs), pairWords(variant, variantPairs), selfWords(), endWords())
}

// selfWords are 己 and 巳 where 已 was meant: 己完成, but not 自己完成.
func selfWords() (words []lint.Word) {
	for verb := range strings.FieldsSeq("到期 经 完成 整改 落实 建立 印发 制定 退回 上缴 清退 召开 开展 全部 于 将 按 取得 成立 收回 追回 缴纳 督促 整治 销号 形成 纳入 列入 下发 修订 出台 更换 安装 投入 签订 通过 办结 到位 结束 启动 移交 拨付 解决 清理 补齐 补缴 作出 给予 达到 实现 基本 报送 更新 核查 组织 建成 竣工 开工 进行") {
		words = append(words, lint.Word{Find: "己" + verb, Say: "已" + verb, Not: withPrefix("己"+verb, "自", "律", "克", "知", "异", "利", "一", "舍", "损", "各抒", "为", "人")})
		words = append(words, lint.Word{Find: "巳" + verb, Say: "已" + verb, Not: withPrefix("巳"+verb, "辰", "乙", "丁", "己", "辛", "癸")})
	}
	return words
}

// endWords are 末 where 未 was meant: 末完成, but not 年末完成.
func endWords() (words []lint.Word) {
	for verb := range strings.FieldsSeq("完成 落实 按 及时 能 发现 建立 经 整改 严格 开展 履行 执行 达到 认真 形成 制定 召开 有效 办结 到位 纳入 充分 予以 进行 严格") {
		words = append(words, lint.Word{Find: "末" + verb, Say: "未" + verb, Not: withPrefix("末"+verb, "年", "月", "期", "周", "季", "岁", "旬", "”", "世纪", "本", "始", "细枝", "微", "规划", "日", "底", "芥", "粉", "泡", "于")})
	}
	return words
}

// withPrefix returns word behind each of prefixes.
func withPrefix(word string, prefixes ...string) []string {
	out := make([]string, len(prefixes))
	for i, p := range prefixes {
		out[i] = p + word
	}
	return out
}
