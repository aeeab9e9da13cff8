package cli

import (
	"fmt"
	"strings"

	"zhenggai/report"
)

// factKinds are the kinds of fact in the order in which people see them.
var factKinds = []struct {
	kind  string
	title say
}{
	{"document", say{"文件", "documents"}},
	{"docnumber", say{"文号", "document numbers"}},
	{"date", say{"日期", "dates"}},
	{"money", say{"金额", "amounts of money"}},
	{"count", say{"数量", "counts"}},
	{"percent", say{"百分比", "per cent"}},
	{"total", say{"合计", "totals"}},
	{"change", say{"变化", "changes"}},
	{"state", say{"完成情况", "states"}},
	{"org", say{"单位", "bodies"}},
	{"person", say{"人员", "persons"}},
	{"contact", say{"联系方式", "contacts"}},
	{"commitment", say{"未完成的承诺", "commitments"}},
}

// facts lists all facts by kind, each with its place, words and value.
func (r *reader) facts() {
	v := r.o.View(report.FileView{}, r.lang)
	for _, k := range factKinds {
		n := 0
		for i := range v.Facts {
			if v.Facts[i].Kind == k.kind {
				n++
			}
		}
		if n == 0 {
			continue
		}
		fmt.Fprintf(r.b, "\n%s\n", r.ink.paint(fmt.Sprintf("%s %d", k.title.In(r.lang), n), bold))
		for i := range v.Facts {
			f := &v.Facts[i]
			if f.Kind != k.kind {
				continue
			}
			at := place(r.t, f.Span[0], r.lang)
			words := cut(strings.TrimSpace(inert(f.Text)), max(20, r.width/2-10))
			value := factValue(f.Value, r.lang)
			if value == words {
				value = ""
			}
			line := "  " + r.ink.paint(pad(at, 8), cyan) + " "
			if value == "" {
				fmt.Fprintf(r.b, "%s%s\n", line, words)
				continue
			}
			fmt.Fprintf(r.b, "%s%s  %s\n", line, pad(words, 30), r.ink.paint(cut(value, max(20, r.width/2-10)), dim))
		}
	}
}

// factValue returns the value of a fact for people, "" if it says no more than
// the words.
func factValue(value any, lang string) string { return inert(factWords(value, lang)) }

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
		out := str("yuan") + say{" 元", " yuan"}.In(lang)
		if per := str("per"); per != "" {
			out += "/" + per
		}
		return out
	case has(v, "plus"):
		return join(" ", str("from"), "→", str("to"))
	case has(v, "exhaustive"):
		return str("total") + " = " + str("parts")
	case has(v, "from"):
		if from, to := str("from"), str("to"); from != to {
			return from + say{" 至 ", " to "}.In(lang) + to
		}
		return str("from")
	case has(v, "event"):
		return eventNames[str("event")].In(lang)
	case has(v, "modal"):
		return str("due")
	case has(v, "canonical"):
		return str("canonical")
	case has(v, "n"):
		return join(" ", str("n"), str("unit"), str("noun"))
	}
	return ""
}

var eventNames = map[string]say{
	"mentioned": {"", ""}, "issued": {"制定印发", "issued"}, "studied": {"学习", "studied"}, "applied": {"依据", "applied"},
}

func has(v map[string]any, key string) bool { _, ok := v[key]; return ok }

// join joins what is not empty.
func join(by string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, by)
}
