package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"zhenggai/ledger"
)

// helpAsked reports whether args ask for help, and on which command below root: root
// itself stands for the program.
func helpAsked(root *kong.Node, args []string) (node *kong.Node, ok bool) {
	node, ok = root, len(args) > 0 && args[0] == "help"
	for _, a := range args {
		if a == "--" {
			break
		}
		if a == "-h" || a == "--help" {
			ok = true
		}
		for _, n := range node.Children {
			if n.Name == a {
				node = n
				break
			}
		}
	}
	return node, ok
}

// commandName returns the words of a command: finding show; "" for the program.
func commandName(n *kong.Node) string {
	if n.Parent == nil {
		return ""
	}
	return strings.TrimSpace(commandName(n.Parent) + " " + n.Name)
}

// eventOf returns the step of the workflow that a command is, "" if it is none.
func eventOf(n *kong.Node) ledger.Event { return ledger.Event(n.Tag.Get("event")) }

// commandOf returns the first command that is a step of the workflow.
func (s *session) commandOf(event ledger.Event) string {
	for _, n := range s.model.Leaves(false) {
		if eventOf(n) == event {
			return commandName(n)
		}
	}
	return ""
}

// help writes the help on a command, on those below it, or on the program.
func (s *session) help(n *kong.Node) error {
	s.ink = ink(colours("auto", s.env))
	switch {
	case n.Parent == nil:
		s.usage()
	case len(n.Children) > 0:
		s.groupHelp(n)
	default:
		s.commandHelp(n)
	}
	return nil
}

// usage writes what the program does.
func (s *session) usage() {
	h := helpWriter{s, s.out}
	h.para(about.short)
	h.head(say{"用法", "Usage"})
	h.row(20, "zhenggai "+s.say(say{"命令 [选项] [文件…]", "COMMAND [OPTION…] [FILE…]"}), "")
	for _, part := range []struct {
		title  say
		ledger bool
	}{{say{"报告", "Reports"}, false}, {say{"台账", "The ledger"}, true}} {
		h.head(part.title)
		for _, n := range s.model.Children {
			if ofLedger(n) == part.ledger {
				h.row(12, n.Name, s.say(topicOf(n).short))
			}
		}
	}
	h.head(say{"通用选项", "Options of all commands"})
	h.flags("", s.model.Flags)
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

// ofLedger reports whether a command, or what is below it, works on a site.
func ofLedger(n *kong.Node) bool {
	for len(n.Children) > 0 {
		n = n.Children[0]
	}
	_, ok := n.Target.Addr().Interface().(interface{ place() *siteFlags })
	return ok
}

// groupHelp writes the help on the commands below n.
func (s *session) groupHelp(n *kong.Node) {
	h, t := helpWriter{s, s.out}, topicOf(n)
	h.para(t.short)
	h.head(say{"用法", "Usage"})
	h.row(20, "zhenggai "+commandName(n)+s.say(say{" 命令 [选项]", " COMMAND [OPTION…]"}), "")
	if t.long != (say{}) {
		fmt.Fprintln(s.out)
		h.para(t.long)
	}
	h.head(say{"命令", "Commands"})
	for _, c := range n.Children {
		h.row(16, c.Name, s.say(topicOf(c).short))
	}
	h.examples(t.examples)
}

// commandHelp writes the help on one command.
func (s *session) commandHelp(n *kong.Node) {
	h, t := helpWriter{s, s.out}, topicOf(n)
	h.para(t.short)
	h.head(say{"用法", "Usage"})
	line := "zhenggai " + commandName(n)
	if len(n.Flags) > 0 {
		line += s.say(say{" [选项]", " [OPTION…]"})
	}
	for _, p := range n.Positional {
		line += " " + s.argument(p)
	}
	h.row(20, line, "")
	if t.long != (say{}) {
		fmt.Fprintln(s.out)
		h.para(t.long)
	}
	if len(n.Positional) > 0 {
		h.head(say{"参数", "Arguments"})
		for _, p := range n.Positional {
			h.row(24, s.argument(p), s.say(optionOf(commandName(n), p.Name)))
		}
	}
	own, common := flagsOf(n)
	if len(own) > 0 {
		h.head(say{"选项", "Options"})
		h.flags(commandName(n), own)
	}
	h.head(say{"通用选项", "Options of all commands"})
	h.flags(commandName(n), common)
	h.flags("", s.model.Flags)
	h.examples(t.examples)
}

// flagsOf returns the options of a command: its own, and those that all commands of
// the ledger have.
func flagsOf(n *kong.Node) (own, common []*kong.Flag) {
	for _, f := range n.Flags {
		if f.Tag.Get("common") != "" {
			common = append(common, f)
			continue
		}
		own = append(own, f)
	}
	return own, common
}

// argument returns the name of an argument as help has it.
func (s *session) argument(p *kong.Positional) string {
	name := s.say(arguments[p.Name])
	switch {
	case p.IsCumulative():
		return name + "…"
	case !p.Required:
		return "[" + name + "]"
	}
	return name
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
		meaning := h.s.say(optionOf(command, f.Name))
		if env := f.Tag.Get("from"); env != "" {
			meaning += h.s.say(say{"（环境变量 %s）", " (environment: %s)"}, env)
		}
		h.row(24, h.s.flag(f), meaning)
	}
}

// flag returns an option as help has it, with what stands for its value.
func (s *session) flag(f *kong.Flag) string {
	switch {
	case f.Tag.Negatable != "":
		return "--[no-]" + f.Name
	case f.Enum != "":
		return "--" + f.Name + " " + strings.ReplaceAll(strings.TrimPrefix(f.Enum, ","), ",", "|") // none is not a word to type
	case f.IsBool():
		return "--" + f.Name
	}
	return "--" + f.Name + " " + s.placeholder(f)
}

// placeholder returns what stands for the value of f.
func (s *session) placeholder(f *kong.Flag) string {
	name, ok := placeholders[f.PlaceHolder]
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
