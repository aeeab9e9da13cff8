package cli

import (
	"fmt"
	"strings"
)

// markdown writes the Markdown of a rule's page for a terminal: headings, lists,
// blocks of text and paragraphs. The first heading is left out: who calls has
// written it.
func (s *session) markdown(page string) {
	block := false
	for i, l := range strings.Split(strings.TrimRight(page, "\n"), "\n") {
		switch {
		case strings.HasPrefix(l, "```"):
			block = !block
		case block:
			s.indented("  │ ", "  │ ", l, dim)
		case i == 0 && strings.HasPrefix(l, "# "):
		case strings.HasPrefix(l, "#"):
			fmt.Fprintf(s.out, "%s\n", s.ink.paint(strings.TrimLeft(l, "# "), bold+";"+cyan))
		case strings.HasPrefix(l, "- ") || strings.HasPrefix(l, "* "):
			s.indented("  · ", "    ", l[2:], "")
		case strings.HasPrefix(l, "> "):
			s.indented("  ┃ ", "  ┃ ", l[2:], "")
		case strings.TrimSpace(l) == "":
			fmt.Fprintln(s.out)
		default:
			s.indented("  ", "  ", l, "")
		}
	}
}

// indented writes text broken into lines, first before the first one and rest
// before the others.
func (s *session) indented(first, rest, text, style string) {
	text = strings.NewReplacer("**", "", "`", "").Replace(inert(text))
	lines := wrap(text, max(20, s.width-widthOf(first)))
	if len(lines) == 0 {
		lines = []string{""}
	}
	for i, l := range lines {
		if i > 0 {
			first = rest
		}
		if style != "" {
			first = s.ink.paint(first, style)
		}
		fmt.Fprintf(s.out, "%s%s\n", first, l)
	}
}
