package cli

import (
	"strings"

	"zhenggai/ledger"
)

// publicationTopic returns what help says of a command of publication that is a step: its
// name, who may take it, when and on what terms, as the table has them.
func publicationTopic(name string, event ledger.Event) (t topic, ok bool) {
	key, ok := strings.CutPrefix(string(event), "publication.")
	line := ledger.PublicationLineOf(ledger.Event(key))
	if !ok || line == nil {
		return t, false
	}
	t.short = say{ledger.Name(ledger.PublicationEvents, key, "zh"), ledger.Name(ledger.PublicationEvents, key, "en")}
	t.examples = []example{{"zhenggai " + name + publicationArgs[key] + " --as li", t.short}}
	words := func(lang string) string {
		var from, needs []string
		for _, s := range line.From {
			from = append(from, ledger.Name(ledger.PublicationStates, string(s), lang))
		}
		for _, n := range line.Needs {
			needs = append(needs, say{n.ZH, n.EN}.In(lang))
		}
		comma := say{"、", ", "}.In(lang)
		s := say{"办理：", "For: "}.In(lang) + strings.Join(roleNames(line.Roles, lang), comma) + say{"。\n状态：", ".\nStates: "}.In(lang) + strings.Join(from, comma)
		if line.To != "" {
			s += " → " + ledger.Name(ledger.PublicationStates, string(line.To), lang)
		}
		s += say{"。", "."}.In(lang)
		if len(needs) > 0 {
			s += say{"\n条件：", "\nNeeds: "}.In(lang) + strings.Join(needs, say{"；", "; "}.In(lang)) + say{"。", "."}.In(lang)
		}
		return s
	}
	t.long = say{words("zh"), words("en")}
	return t, true
}

// publicationTopics are the commands of publication that are no step, and all examples.
var publicationTopics = map[string]topic{
	"publication": {short: say{"公开：起草、脱敏、检查、审批、公开、更正", "publication: draft, mask, check, approve, publish, correct"},
		long: say{"双公开：党内公开（party）和向社会公开（public），各走各的流程。公开的内容就是批准的内容；公开以后只能用新版本更正。",
			"Two channels, in the Party and to the public, each with a way of its own. What is published is what was approved; it is corrected only by a new version."}},
	"publication list":  {short: say{"列出公开稿", "list the publications"}, examples: []example{{"zhenggai publication list --as li", say{"列出", "list them"}}}},
	"publication draft": {short: say{"按台账起草公开稿（联络员）", "draft a publication from the ledger (coordinator)"}, examples: []example{{"zhenggai publication draft --as li --channel public", say{"起草向社会公开的通报", "draft the public bulletin"}}}},
	"publication show":  {short: say{"查看公开稿：遮盖、检查、办理记录", "show a publication: masks, checks, steps"}, examples: []example{{"zhenggai publication show --as li --text", say{"看正文", "its text"}}}},
	"publication diff":  {short: say{"与被更正的版本比较", "compare with the version that it corrects"}, examples: []example{{"zhenggai publication diff --as li", say{"看差别", "what differs"}}}},
}

// publicationOptions is what help says of their options and arguments.
var publicationOptions = map[string]say{
	"channel": {"渠道：public 向社会公开，party 党内公开", "channel: public or party"},
	"number":  {"第几版；不写就是最近的一份", "which version; the last one if it is not named"},
	"words":   {"要遮盖的文字，从正文照抄", "the words to mask, as they stand"},
	"after":   {"换成什么，默认 ***", "what stands there instead, *** if it is not named"},
	"mask":    {"遮盖的序号，见 publication show", "number of the mask, as publication show has it"},
	"class":   {"类别：secret、case、hype、crowd、privacy、trade、other 或它的中文名", "class: secret, case, hype, crowd, privacy, trade or other"},
	"check":   {"检查结果的标识；all 是全部未说明的警告", "key of the check; all is every warning that is not explained"},
	"text":    {"看正文", "its text"},
	"seen":    {"publication show 给出的内容摘要，至少前 8 位", "digest of the content from publication show, at least its first 8 digits"},
}

// publicationArgs are what the examples of steps bring with them.
var publicationArgs = map[string]string{"hide": " 周远航 --reason 不点名", "unmask": " 2 --reason 值守电话对外公布", "exclude": " 2.7.33 --class privacy --reason 可以辨认",
	"include": " 2.7.33", "keep": " 2.7.33 --reason 应当公开", "explain": " all --reason 已核对", "approve": " --seen 1f0c77aa --reason 同意公开", "return": " --reason 请再核对",
	"correct": " --reason 联系电话有误", "take_down": " --reason 依申请撤下", "abandon": " --reason 重新起草"}
