package ledger

import "strings"

// PublicationPage returns the page that describes the way of a publication, in Markdown,
// made from the table.
func PublicationPage() string {
	var b strings.Builder
	b.WriteString("# 公开的流程 · The way of a publication\n\n由 `ledger.PublicationFlow` 生成 · made from `ledger.PublicationFlow`\n\n```mermaid\nstateDiagram-v2\n    [*] --> draft\n")
	for _, s := range PublicationStates {
		b.WriteString("    " + s.Key + " : " + s.ZH + "\n")
	}
	for _, l := range PublicationFlow {
		for _, from := range l.From {
			if l.To != "" && l.To != from && l.Event != Abandon {
				b.WriteString("    " + string(from) + " --> " + string(l.To) + " : " + Name(PublicationEvents, string(l.Event), "zh") + "\n")
			}
		}
	}
	b.WriteString("    published --> replaced : " + Name(PublicationEvents, string(Replace), "zh") + "\n```\n\n| 操作 · step | 何时 · from | 之后 · to | 谁 · who | 条件 · needs |\n|---|---|---|---|---|\n")
	for _, l := range PublicationFlow {
		var from, needs []string
		for _, s := range l.From {
			from = append(from, Name(PublicationStates, string(s), "zh"))
		}
		for _, n := range l.Needs {
			needs = append(needs, n.ZH)
		}
		to := "不变"
		if l.To != "" {
			to = Name(PublicationStates, string(l.To), "zh")
		}
		b.WriteString("| " + Name(PublicationEvents, string(l.Event), "zh") + " `" + string(l.Event) + "` | " + strings.Join(from, "、") + " | " + to + " | " + roleNames(l.Roles) + " | " + strings.Join(needs, "；") + " |\n")
	}
	return b.String()
}
