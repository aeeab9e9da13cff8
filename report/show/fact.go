package show

import (
	"fmt"
	"strings"

	"zhenggai/fault"
)

// FactKinds are the kinds of fact in the order in which people see them.
var FactKinds = []struct {
	Kind  string
	Title fault.Msg
}{
	{"document", say("文件", "documents")},
	{"docnumber", say("文号", "document numbers")},
	{"date", say("日期", "dates")},
	{"money", say("金额", "amounts of money")},
	{"count", say("数量", "counts")},
	{"percent", say("百分比", "per cent")},
	{"total", say("合计", "totals")},
	{"change", say("变化", "changes")},
	{"state", say("完成情况", "states")},
	{"org", say("单位", "bodies")},
	{"person", say("人员", "persons")},
	{"contact", say("联系方式", "contacts")},
	{"commitment", say("未完成的承诺", "commitments")},
}

// FactValue returns the value of a fact for people, "" if it says no more than
// the words.
func FactValue(value any, lang string) string { return Inert(factWords(value, lang)) }

func factWords(value any, lang string) string {
	v, ok := value.(map[string]any)
	if !ok {
		return ""
	}
	str := func(key string) string {
		switch x := v[key].(type) {
		case nil:
			return ""
		case *string:
			if x == nil {
				return ""
			}
			return *x
		case []string:
			return strings.Join(x, "+")
		default:
			return fmt.Sprint(x)
		}
	}
	switch {
	case has(v, "yuan"):
		out := str("yuan") + say(" 元", " yuan").In(lang)
		if per := str("per"); per != "" {
			out += "/" + per
		}
		return out
	case has(v, "plus"):
		return Join(" ", str("from"), "→", str("to"))
	case has(v, "exhaustive"):
		return str("total") + " = " + str("parts")
	case has(v, "from"):
		if from, to := str("from"), str("to"); from != to {
			return from + say(" 至 ", " to ").In(lang) + to
		}
		return str("from")
	case has(v, "event"):
		return eventNames[str("event")].In(lang)
	case has(v, "modal"):
		return str("due")
	case has(v, "canonical"):
		return str("canonical")
	case has(v, "n"):
		return Join(" ", str("n"), str("unit"), str("noun"))
	}
	return ""
}

var eventNames = map[string]fault.Msg{
	"mentioned": say("", ""), "issued": say("制定印发", "issued"), "studied": say("学习", "studied"), "applied": say("依据", "applied"),
}

func has(v map[string]any, key string) bool { _, ok := v[key]; return ok }

// Join joins what is not empty.
func Join(by string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, by)
}
