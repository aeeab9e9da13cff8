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
	s := newSession(t.Context(), Env{Getenv: func(string) string { return "" }, Width: 100}, nil)
	var g grammar
	k, err := s.parser(&g)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("# zhenggai 的命令\n\n本页由 `cli/words.go` 和命令的定义生成（`UPDATE=1 go test ./cli -run CommandsPage`），请勿手改。\n\n")
	b.WriteString(about.short.ZH + "\n\n" + about.long.ZH + "\n\n")
	for _, n := range k.Model.Children {
		fmt.Fprintf(&b, "- [`zhenggai %s`](#%s)：%s\n", n.Name, n.Name, topics[n.Name].short.ZH)
	}
	for _, n := range k.Model.Children {
		commandPage(&b, s, n)
	}
	b.WriteString("\n## 通用选项\n\n")
	optionTable(&b, s, "", k.Model.Flags)
	b.WriteString("\n## 退出码\n\n| 退出码 | 含义 |\n|---|---|\n")
	for _, e := range exits {
		fmt.Fprintf(&b, "| %d | %s |\n", e.code, e.what.ZH)
	}
	b.WriteString("\n几种情况同时出现时，取较大的退出码。\n")
	golden.Check(t, "../doc/cli.md", []byte(b.String()))
}

func commandPage(b *strings.Builder, s *session, n *kong.Node) {
	topic := topics[n.Name]
	fmt.Fprintf(b, "\n## %s\n\n%s。\n\n```text\nzhenggai %s", n.Name, topic.short.ZH, n.Name)
	if len(n.Flags) > 0 {
		b.WriteString(" [选项]")
	}
	for _, p := range n.Positional {
		b.WriteString(" " + s.argument(p))
	}
	b.WriteString("\n```\n\n")
	if topic.long.ZH != "" {
		b.WriteString(topic.long.ZH + "\n\n")
	}
	for _, p := range n.Positional {
		fmt.Fprintf(b, "%s：%s。\n\n", s.argument(p), options[n.Name+"."+p.Name].ZH)
	}
	if len(n.Flags) > 0 {
		optionTable(b, s, n.Name, n.Flags)
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
		term := "--" + f.Name
		if f.Enum != "" {
			term += " " + strings.ReplaceAll(f.Enum, ",", "\\|")
		} else if !f.IsBool() {
			term += " " + s.placeholder(f)
		}
		meaning := options[command+"."+f.Name].ZH
		if env := f.Tag.Get("from"); env != "" {
			meaning += "（环境变量 `" + env + "`）"
		}
		fmt.Fprintf(b, "| `%s` | %s |\n", term, meaning)
	}
}

// Every command, option and argument has its words in both languages.
func TestEverythingIsExplained(t *testing.T) {
	t.Parallel()
	s := newSession(t.Context(), Env{Getenv: func(string) string { return "" }, Width: 100}, nil)
	var g grammar
	k, err := s.parser(&g)
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	explained := func(key string) {
		used[key] = true
		if m := options[key]; m.ZH == "" || m.EN == "" {
			t.Errorf("%s is not explained in words.go", key)
		}
	}
	for _, f := range k.Model.Flags {
		explained("." + f.Name)
	}
	for _, n := range k.Model.Children {
		if topic := topics[n.Name]; topic.short.ZH == "" || topic.short.EN == "" {
			t.Errorf("command %s is not explained in words.go", n.Name)
		}
		for _, f := range n.Flags {
			explained(n.Name + "." + f.Name)
		}
		for _, p := range n.Positional {
			explained(n.Name + "." + p.Name)
		}
	}
	for key := range options {
		if !used[key] {
			t.Errorf("words.go explains %s, which is not there", key)
		}
	}
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
