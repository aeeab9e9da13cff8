package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

// A misuse is a command line that cannot be run.
type misuse struct {
	text say
	hint string // where to read on
}

// Error returns the English sentence.
func (m *misuse) Error() string { return m.text.EN }

// wrong returns a misuse with the sentence m.
func wrong(m say, args ...any) error {
	return &misuse{text: say{ZH: fmt.Sprintf(m.ZH, args...), EN: fmt.Sprintf(m.EN, args...)}}
}

// misuse says in both languages what the parser said in English. A sentence that
// is not known here is passed on as it is.
func (s *session) misuse(err error) error {
	name := ""
	leaf := false
	if e, ok := errors.AsType[*kong.ParseError](err); ok {
		for _, p := range e.Context.Path {
			if n := p.Node(); n != nil && n.Parent != nil {
				name, leaf = commandName(n)+" ", len(n.Children) == 0
			}
		}
	}
	return &misuse{text: translate(err.Error(), leaf), hint: s.say(say{"运行 zhenggai %s--help 查看用法。", "Run zhenggai %s--help for usage."}, name)}
}

// translate knows the sentences of kong v1.17.0 that a person can bring about.
func translate(text string, command bool) say {
	body, near, _ := strings.Cut(text, ", did you mean ")
	near = strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(near, "one of "), "?"), `"`, "")
	guess := say{}
	if near != "" {
		guess = say{"，是否想用 " + near, "; did you mean " + near}
	}
	if flag, ok := strings.CutPrefix(body, "unknown flag "); ok {
		return say{"没有选项 " + flag + guess.ZH + "。", "There is no option " + flag + guess.EN + "."}
	}
	if word, ok := strings.CutPrefix(body, "unexpected argument "); ok {
		if command {
			return say{"多了参数 " + word + "。", "The argument " + word + " is too many."}
		}
		return say{"没有命令 " + word + guess.ZH + "。", "There is no command " + word + guess.EN + "."}
	}
	if flag, list, ok := strings.Cut(body, " must be one of "); ok {
		flag, _, _ = strings.Cut(flag, "=")
		list, got, _ := strings.Cut(list, " but got ")
		list = strings.ReplaceAll(strings.ReplaceAll(list, `"`, ""), ",", ", ")
		return say{fmt.Sprintf("选项 %s 的值 %s 无效，可选：%s。", flag, got, list), fmt.Sprintf("The value %s of %s is not valid; choose one of: %s.", got, flag, list)}
	}
	if a, b, ok := strings.Cut(strings.TrimSuffix(body, " can't be used together"), " and "); ok && strings.HasPrefix(a, "--") {
		return say{"选项 " + a + " 和 " + b + " 不能同时使用。", "The options " + a + " and " + b + " cannot be used together."}
	}
	switch {
	case strings.HasPrefix(body, "expected one of "):
		return say{"请给出要执行的命令。", "Name the command to run."}
	case strings.HasPrefix(body, `expected "<file>`):
		return say{"请给出要处理的文件或文件夹。", "Name the files or folders to work on."}
	case strings.HasPrefix(body, `expected "<rule>`):
		return say{"请给出规则的编号或名称，例如 N02。", "Name the rule by its ID or name, such as N02."}
	case strings.HasPrefix(body, `expected "<`):
		return lacking(strings.TrimPrefix(body, "expected "))
	case strings.HasPrefix(body, "missing flags: "):
		list := strings.Split(strings.TrimPrefix(body, "missing flags: "), ", ")
		for i := range list {
			list[i], _, _ = strings.Cut(list[i], "=")
		}
		return say{"缺少选项 " + strings.Join(list, "、") + "。", "These options are wanted: " + strings.Join(list, ", ") + "."}
	}
	if flag, why, ok := strings.Cut(body, ": "); ok && strings.HasPrefix(flag, "--") {
		flag, _, _ = strings.Cut(flag, "=")
		if strings.Contains(why, "zh: ") {
			return say{"选项 " + flag + " 的日期无效，应写作 2025-03-01。", "The day of " + flag + " is not valid; write it as 2025-03-01."}
		}
		return say{"选项 " + flag + " 缺少值，或值的形式不对。", "The option " + flag + " lacks its value, or the value has the wrong form."}
	}
	return say{"参数有误：" + text + "。", "The arguments are not right: " + text + "."}
}

// lacking says which arguments are missing of what the parser names as
// "<finding> <file> ...".
func lacking(names string) say {
	var zh, en []string
	for _, word := range strings.Fields(strings.Trim(names, `"`)) {
		if m, ok := arguments[strings.Trim(word, "<>")]; ok {
			zh, en = append(zh, m.ZH), append(en, m.EN)
		}
	}
	return say{"缺少参数：" + strings.Join(zh, "、") + "。", "These arguments are wanted: " + strings.Join(en, ", ") + "."}
}
