package ledger

import (
	"slices"
	"strings"

	"zhenggai/org"
)

// Page returns the page that describes the workflow, in Markdown: the diagram, the
// steps with who may take them, and what each needs. It is made from the table, so
// it cannot say anything else.
func Page() string {
	var b strings.Builder
	b.WriteString("# 问题的流程 · The workflow of a finding\n\n由 `ledger.Workflow` 生成 · made from `ledger.Workflow`\n\n```mermaid\nstateDiagram-v2\n    [*] --> open\n")
	for _, s := range States {
		b.WriteString("    " + s.Key + " : " + s.ZH + "\n")
	}
	for _, s := range Workflow {
		if s.To == "" || s.Event == Annul {
			continue
		}
		for _, from := range s.From {
			b.WriteString("    " + string(from) + " --> " + string(s.To) + " : " + Name(Events, string(s.Event), "zh") + "\n")
		}
	}
	b.WriteString("    closed --> [*]\n```\n\n")
	b.WriteString("| 操作 · step | 何时 · from | 之后 · to | 谁（单位自管）· who | 谁（有巡察办）· who, supervised | 条件 · needs |\n|---|---|---|---|---|---|\n")
	for _, s := range Workflow {
		b.WriteString("| " + Name(Events, string(s.Event), "zh") + " `" + string(s.Event) + "` | " + stateNames(s.From...) + " | " + stateNames(s.To) +
			" | " + s.who(false) + " | " + s.who(true) + " | " + needNames(s.Needs) + " |\n")
	}
	for _, preset := range []struct {
		title string
		chain []ChainStep
	}{{"单位自管的审核链 · chain of a unit on its own", UnitChain}, {"有巡察办监督的审核链 · chain where an office supervises", FullChain}} {
		b.WriteString("\n## " + preset.title + "\n\n")
		for i, c := range preset.chain {
			b.WriteString(string(rune('1'+i)) + ". " + c.Title + "（" + c.Role.Name("zh") + marks(c) + "）\n")
		}
	}
	return b.String()
}

// who names those who may take the step.
func (s *Step) who(supervised bool) string {
	if s.Chain {
		return "审核链当前一步"
	}
	return roleNames(s.RolesIn(supervised))
}

func roleNames(roles []org.Role) string {
	var all []string
	for _, r := range roles {
		all = append(all, r.Name("zh"))
	}
	return strings.Join(all, "、")
}

func stateNames(states ...State) string {
	var all []string
	for _, s := range states {
		if s != "" {
			all = append(all, Name(States, string(s), "zh"))
		}
	}
	if len(all) == 0 {
		return "不变"
	}
	return strings.Join(all, "、")
}

func needNames(needs []Need) string {
	var all []string
	for _, n := range needs {
		all = append(all, n.ZH)
	}
	return strings.Join(slices.Compact(all), "；")
}

// marks says what is special about a step of a chain.
func marks(c ChainStep) string {
	var s string
	for _, m := range []struct {
		on   bool
		text string
	}{{c.Self, "，申请人可自办"}, {c.Verify, "，核实"}, {c.Outside, "，须单位以外的人"}, {c.Meeting, "，要会议决定"}} {
		if m.on {
			s += m.text
		}
	}
	return s
}
