package rules

import (
	"strings"
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/zh"
)

var p08 = &lint.Rule{
	ID: "P08", Name: "restricted-mark",
	Title:    lint.Say{ZH: "带有密级或者不予公开的标志", EN: "a mark of secrecy or of internal use"},
	Severity: lint.Error,
	Words: []lint.Word{{Find: "内部资料"}, {Find: "内部文件"}, {Find: "内部材料"}, {Find: "内部使用"}, {Find: "不予公开"}, {Find: "秘密★"}, {Find: "机密★"}, {Find: "绝密★"}, {Find: "密级"},
		{Find: "注意保存"}, {Find: "不得外传"}, {Find: "请勿外传"}, {Find: "严禁外传"}, {Find: "秘密"}, {Find: "机密"}, {Find: "绝密"}},
	Check: func(p *lint.Pass) {
		last := int32(-1)
		for _, h := range p.Hits() {
			line := lineAt(p.Body, h.Span.Start)
			if line.Start == last || !isMark(p.In(line), p.In(h.Span)) {
				continue
			}
			last = line.Start
			p.Found(line, lint.Say{ZH: "文中留有“%s”的标志，请核对本文能否公开，能公开的删去标志。", EN: "The text bears the mark %q; please check whether it may be published, and if so take the mark out."}, p.In(line))
		}
	},
}

// isMark reports whether line is nothing but a mark: the words and little else.
// A sentence that speaks of secrets is none.
func isMark(line, words string) bool {
	bare := strings.Trim(line, "（）()【】[]《》〔〕“”*★☆ \u3000:：—-")
	if utf8.RuneCountInString(bare) > 18 || strings.ContainsAny(bare, "。；;！？!?") || zh.HasAny(bare, "部分", "个别", "其他", "问题", "线索", "事项", "保守", "商业", "工作", "国家", "条例", "按照", "管理", "法") {
		return false
	}
	switch words {
	case "秘密", "机密", "绝密":
		return bare == words || strings.HasPrefix(bare, words+"★") || strings.HasPrefix(bare, words+" ★")
	case "密级":
		return strings.HasPrefix(bare, "密级") && zh.HasAny(bare, "秘密", "机密", "绝密", "内部")
	}
	return strings.HasPrefix(bare, words) || strings.HasSuffix(bare, words) || strings.Contains(bare, "★")
}
