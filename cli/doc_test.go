package cli

import (
	"fmt"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"zhenggai/golden"
	"zhenggai/lint"
	"zhenggai/lint/rules"
)

// The pages doc/cli.md and doc/rules.md are made from the commands and the rules.

func TestCommandsPage(t *testing.T) {
	t.Parallel()
	s := commandLine(t)
	var b strings.Builder
	b.WriteString("# zhenggai 的命令\n\n本页由 `cli/words*.go`、工作流程表和命令的定义生成（`UPDATE=1 go test ./cli -run CommandsPage`），请勿手改。\n\n")
	b.WriteString(about.short.ZH + "\n\n" + about.long.ZH + "\n\n")
	for _, n := range s.model.Children {
		fmt.Fprintf(&b, "- [`zhenggai %s`](#%s)：%s\n", n.Name, n.Name, topicOf(n).short.ZH)
	}
	for _, n := range s.model.Children {
		groupPage(&b, s, n)
	}
	b.WriteString("\n## 通用选项\n\n所有命令都有：\n\n")
	optionTable(&b, s, "", s.model.Flags)
	_, common := flagsOf(s.model.Leaves(false)[len(s.model.Leaves(false))-1])
	b.WriteString("\n台账的命令还有（办理的命令都要 `--as`）：\n\n")
	optionTable(&b, s, "", common)
	fmt.Fprintf(&b, "| `--as %s` | %s（环境变量 `ZHENGGAI_AS`） |\n", placeholders["LOGIN"].ZH, optionOf("", "as").ZH)
	b.WriteString("\n## 退出码\n\n| 退出码 | 含义 |\n|---|---|\n")
	for _, e := range exits {
		fmt.Fprintf(&b, "| %d | %s |\n", e.code, e.what.ZH)
	}
	b.WriteString("\n几种情况同时出现时，取较大的退出码。\n")
	golden.Check(t, "../doc/cli.md", []byte(b.String()))
}

// commandLine returns a session that knows the whole command line.
func commandLine(t *testing.T) *session {
	t.Helper()
	s := newSession(t.Context(), Env{Getenv: func(string) string { return "" }, Width: 100}, nil)
	var g grammar
	k, err := s.parser(&g)
	if err != nil {
		t.Fatal(err)
	}
	s.model = k.Model
	return s
}

// groupPage writes the page of a command, or of those below it.
func groupPage(b *strings.Builder, s *session, n *kong.Node) {
	if len(n.Children) == 0 {
		commandPage(b, s, n, "##")
		return
	}
	fmt.Fprintf(b, "\n## %s\n\n%s。\n", n.Name, topicOf(n).short.ZH)
	for _, c := range n.Children {
		commandPage(b, s, c, "###")
	}
}

func commandPage(b *strings.Builder, s *session, n *kong.Node, level string) {
	topic, name := topicOf(n), commandName(n)
	own, _ := flagsOf(n)
	fmt.Fprintf(b, "\n%s %s\n\n%s。\n\n```text\nzhenggai %s", level, name, topic.short.ZH, name)
	if len(n.Flags) > 0 {
		b.WriteString(" [选项]")
	}
	for _, p := range n.Positional {
		b.WriteString(" " + s.argument(p))
	}
	b.WriteString("\n```\n\n")
	if topic.long.ZH != "" {
		b.WriteString(strings.ReplaceAll(topic.long.ZH, "\n", "\n\n") + "\n\n")
	}
	for _, p := range n.Positional {
		fmt.Fprintf(b, "%s：%s。\n\n", s.argument(p), optionOf(name, p.Name).ZH)
	}
	if len(own) > 0 {
		optionTable(b, s, name, own)
	}
	if len(topic.examples) > 0 {
		b.WriteString("\n```sh\n")
		for _, e := range topic.examples {
			fmt.Fprintf(b, "%s   # %s\n", e.line, e.what.ZH)
		}
		b.WriteString("```\n")
	}
}

func optionTable(b *strings.Builder, s *session, command string, flags []*kong.Flag) {
	b.WriteString("| 选项 | 含义 |\n|---|---|\n")
	for _, f := range flags {
		meaning := optionOf(command, f.Name).ZH
		if env := f.Tag.Get("from"); env != "" {
			meaning += "（环境变量 `" + env + "`）"
		}
		fmt.Fprintf(b, "| `%s` | %s |\n", strings.ReplaceAll(s.flag(f), "|", "\\|"), meaning)
	}
}

// Every command, option and argument has its words in both languages.
func TestEverythingIsExplained(t *testing.T) {
	t.Parallel()
	s := commandLine(t)
	used := map[string]bool{}
	explained := func(command, name string) {
		for _, key := range []string{command + "." + name, "*." + name} {
			if _, ok := options[key]; ok {
				used[key] = true
			} else if _, ok := ledgerOptions[key]; ok {
				used[key] = true
			} else {
				continue
			}
			break
		}
		if m := optionOf(command, name); m.ZH == "" || m.EN == "" {
			t.Errorf("%s.%s is not explained", command, name)
		}
	}
	for _, f := range s.model.Flags {
		explained("", f.Name)
	}
	for _, n := range everyCommand(s.model.Node) {
		topic, name := topicOf(n), commandName(n)
		used[name] = true
		if topic.short.ZH == "" || topic.short.EN == "" || ofLedger(n) && n.Leaf() && len(topic.examples) == 0 {
			t.Errorf("command %s is not explained, or has no example", name)
		}
		for _, e := range topic.examples {
			if !strings.HasPrefix(e.line, "zhenggai "+name) {
				t.Errorf("%s has an example of another command: %s", name, e.line)
			}
		}
		for _, f := range n.Flags {
			explained(name, f.Name)
			if _, ok := placeholders[f.PlaceHolder]; !ok && f.Enum == "" && !f.IsBool() {
				t.Errorf("%s --%s has the placeholder %q, which has no words", name, f.Name, f.PlaceHolder)
			}
		}
		for _, p := range n.Positional {
			explained(name, p.Name)
			if arguments[p.Name].EN == "" {
				t.Errorf("the argument %s of %s has no name", p.Name, name)
			}
		}
	}
	for _, words := range []map[string]say{options, ledgerOptions} {
		for key := range words {
			if !used[key] {
				t.Errorf("%s is explained, and not there", key)
			}
		}
	}
	for _, all := range []map[string]topic{topics, ledgerTopics} {
		for name := range all {
			if !used[name] {
				t.Errorf("the command %s is explained, and not there", name)
			}
		}
	}
}

// everyCommand returns the commands below n, and those below them.
func everyCommand(n *kong.Node) (all []*kong.Node) {
	for _, c := range n.Children {
		all = append(append(all, c), everyCommand(c)...)
	}
	return all
}

func TestRulesPage(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	all := rules.All()
	fmt.Fprintf(&b, "# 规则\n\n本页由规则本身生成（`UPDATE=1 go test ./cli -run RulesPage`），请勿手改。共 %d 条。\n", len(all))
	b.WriteString("\n级别是起草（draft）时的；公开前（publication）和验收（acceptance）的级别见 `zhenggai check --profile`。\n" +
		"每条规则的依据、正反例和改法在它自己的页里，也可以用 `zhenggai explain 编号` 查看。\n结果只说“请说明”“请核对”，不下结论。\n")
	for _, f := range rules.Families {
		head := fmt.Sprintf("\n## %s %s\n\n| 编号 | 级别 | 检查内容 | 说明 |\n|---|---|---|---|\n", f.Letter, f.Title.ZH)
		for _, r := range all {
			if !strings.HasPrefix(r.ID, f.Letter) {
				continue
			}
			b.WriteString(head)
			head = ""
			level := r.Severity.Say("zh")
			if r.Off {
				level += "（默认不用）"
			}
			title := r.Title.ZH
			if r.Scope == lint.Across {
				title += "（几份一起查）"
			}
			fmt.Fprintf(&b, "| [%s](../lint/rules/page/%s.md) | %s | %s | %s |\n", r.ID, r.ID, level, cell(title), cell(describe(r, "zh").Full.Text))
		}
	}
	golden.Check(t, "../doc/rules.md", []byte(b.String()))
}

// cell makes text fit into a cell of a Markdown table.
func cell(text string) string {
	return strings.NewReplacer("\n", " ", "|", "\\|", "<", "&lt;").Replace(strings.TrimSpace(text))
}
