package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// helpAsked reports whether args ask for help, and on which command.
func helpAsked(args []string) (command string, ok bool) {
	for _, a := range args {
		if a == "--" {
			break
		}
		if a == "-h" || a == "--help" || a == "help" && command == "" {
			ok = true
		} else if _, known := topics[a]; known && command == "" {
			command = a
		}
		if command != "" && a == "help" {
			break // "explain help": an argument
		}
	}
	if len(args) > 0 && args[0] != "help" && !slices.ContainsFunc(args, func(a string) bool { return a == "-h" || a == "--help" }) {
		ok = false
	}
	return command, ok
}

// help writes the help on a command, or on the program.
func (s *session) help(app *kong.Application, command string) error {
	s.ink = ink(colours("auto", s.env))
	if command == "" {
		s.usage(app)
		return nil
	}
	for _, n := range app.Children {
		if n.Name == command {
			s.commandHelp(s.out, n, app.Flags)
		}
	}
	return nil
}

// usage writes what the program does.
func (s *session) usage(app *kong.Application) {
	h := helpWriter{s, s.out}
	h.para(about.short)
	h.head(say{"用法", "Usage"})
	h.row(20, "zhenggai "+s.say(say{"命令 [选项] [文件…]", "COMMAND [OPTION…] [FILE…]"}), "")
	h.head(say{"命令", "Commands"})
	for _, n := range app.Children {
		h.row(10, n.Name, s.say(topics[n.Name].short))
	}
	h.head(say{"通用选项", "Options of all commands"})
	h.flags("", app.Flags)
	h.head(say{"文件", "Files"})
	h.para(about.long)
	h.examples(about.examples)
	h.head(say{"退出码", "Exit codes"})
	for _, e := range exits {
		h.row(3, fmt.Sprint(e.code), s.say(e.what))
	}
	fmt.Fprintln(s.out)
	h.para(say{"每条命令的说明：zhenggai 命令 --help", "On each command: zhenggai COMMAND --help"})
}

// commandHelp writes the help on one command.
func (s *session) commandHelp(w io.Writer, n *kong.Node, common []*kong.Flag) {
	h, t := helpWriter{s, w}, topics[n.Name]
	h.para(t.short)
	h.head(say{"用法", "Usage"})
	line := "zhenggai " + n.Name
	if len(n.Flags) > 0 {
		line += s.say(say{" [选项]", " [OPTION…]"})
	}
	for _, p := range n.Positional {
		line += " " + s.argument(p)
	}
	h.row(20, line, "")
	if t.long != (say{}) {
		fmt.Fprintln(w)
		h.para(t.long)
	}
	if len(n.Positional) > 0 {
		h.head(say{"参数", "Arguments"})
		for _, p := range n.Positional {
			h.row(24, s.argument(p), s.say(options[n.Name+"."+p.Name]))
		}
	}
	if len(n.Flags) > 0 {
		h.head(say{"选项", "Options"})
		h.flags(n.Name, n.Flags)
	}
	h.head(say{"通用选项", "Options of all commands"})
	h.flags("", common)
	h.examples(t.examples)
}

// argument returns the name of an argument as help has it.
func (s *session) argument(p *kong.Positional) string {
	name := map[string]say{"file": {"文件", "FILE"}, "rule": {"规则", "RULE"}}[p.Name]
	if p.IsCumulative() {
		return s.say(name) + "…"
	}
	return s.say(name)
}

// A helpWriter lays out help.
type helpWriter struct {
	s *session
	w io.Writer
}

// para writes paragraphs of text, one for each line of m.
func (h helpWriter) para(m say) {
	for _, l := range strings.Split(h.s.say(m), "\n") {
		for _, part := range wrap(l, h.s.width) {
			fmt.Fprintln(h.w, part)
		}
	}
}

// head writes the heading of a part.
func (h helpWriter) head(m say) {
	fmt.Fprintf(h.w, "\n%s\n", h.s.ink.paint(h.s.say(m), bold))
}

// row writes a term, at least n columns wide, and what it means.
func (h helpWriter) row(n int, term, meaning string) {
	if meaning == "" {
		fmt.Fprintf(h.w, "  %s\n", term)
		return
	}
	lead := "  " + h.s.ink.paint(term, cyan) + strings.Repeat(" ", max(2, n-widthOf(term)))
	if widthOf(term) > n-2 {
		fmt.Fprintf(h.w, "  %s\n", h.s.ink.paint(term, cyan))
		lead = strings.Repeat(" ", n+2)
	}
	for i, l := range wrap(meaning, max(30, h.s.width-n-2)) {
		if i > 0 {
			lead = strings.Repeat(" ", n+2)
		}
		fmt.Fprintf(h.w, "%s%s\n", lead, l)
	}
}

// flags writes the options of a command.
func (h helpWriter) flags(command string, flags []*kong.Flag) {
	for _, f := range flags {
		term := "--" + f.Name
		switch {
		case f.Enum != "":
			term += " " + strings.ReplaceAll(f.Enum, ",", "|")
		case !f.IsBool():
			term += " " + h.s.placeholder(f)
		}
		m := options[command+"."+f.Name]
		meaning := h.s.say(m)
		if env := f.Tag.Get("from"); env != "" {
			meaning += h.s.say(say{"（环境变量 %s）", " (environment: %s)"}, env)
		}
		h.row(24, term, meaning)
	}
}

// placeholder returns what stands for the value of f.
func (s *session) placeholder(f *kong.Flag) string {
	name, ok := map[string]say{"FILE": {"文件", "FILE"}, "NAME": {"方案", "NAME"}, "ID": {"编号,…", "ID,…"}, "N": {"数", "N"},
		"2006-01-02": {"年-月-日", "2006-01-02"}}[f.PlaceHolder]
	if !ok {
		return f.PlaceHolder
	}
	return s.say(name)
}

func (h helpWriter) examples(list []example) {
	if len(list) == 0 {
		return
	}
	h.head(say{"例子", "Examples"})
	for _, e := range list {
		fmt.Fprintf(h.w, "  %s\n", h.s.ink.paint("# "+h.s.say(e.what), dim))
		fmt.Fprintf(h.w, "  %s\n", e.line)
	}
}
