package cli

import (
	"os"
	"strconv"
	"strings"

	"zhenggai/report/show"
	"zhenggai/zh"
)

// An ink colours words for a terminal, or leaves them alone.
type ink bool

// The styles, as parameters of the terminal's SGR sequence.
const (
	bold      = "1"
	dim       = "2"
	underline = "4"
	red       = "31"
	green     = "32"
	yellow    = "33"
	blue      = "34"
	magenta   = "35"
	cyan      = "36"
)

// paint returns s in the styles, which stand in one string: bold + ";" + red.
func (k ink) paint(s string, styles ...string) string {
	if !k || s == "" {
		return s
	}
	return "\x1b[" + strings.Join(styles, ";") + "m" + s + "\x1b[0m"
}

// colours reports whether output is to be coloured: as asked, else if the output
// is a terminal and NO_COLOR (no-color.org) is not set.
func colours(asked string, env Env) bool {
	switch asked {
	case "always":
		return true
	case "never":
		return false
	}
	return env.Getenv("NO_COLOR") == "" && env.Getenv("TERM") != "dumb" && isTerminal(env.Stdout)
}

// columns returns the width of the output.
func columns(env Env) int {
	if n, err := strconv.Atoi(env.Getenv("COLUMNS")); err == nil && n >= 40 {
		return n
	}
	if f, ok := env.Stdout.(*os.File); ok {
		if n := terminalWidth(f); n >= 40 {
			return n
		}
	}
	return 100
}

// isTerminal reports whether w is a terminal.
func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && terminalWidth(f) > 0
}

// inert returns s without anything that a terminal would obey.
func inert(s string) string { return show.Inert(s) }

// widthOf returns how many columns s takes.
func widthOf(s string) int { return zh.StringWidth(s, false) }

// pad fills s with spaces to n columns.
func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-widthOf(s)))
}

// padLeft puts spaces before s to n columns.
func padLeft(s string, n int) string {
	return strings.Repeat(" ", max(0, n-widthOf(s))) + s
}

// cut shortens s to n columns; what is cut off is shown as ….
func cut(s string, n int) string { return show.Cut(s, n) }

// noStart are characters that must not begin a line, noEnd those that must not
// end one.
const (
	noStart = "，。、；：？！）】》〉”’…—％%,.;:?!)]}"
	noEnd   = "（【《〈“‘(["
)

// wrap breaks s into lines of at most n columns: anywhere between Chinese
// characters, at spaces in Latin text, not before closing punctuation.
func wrap(s string, n int) []string {
	var lines []string
	runes := []rune(s)
	for len(runes) > 0 {
		end, used := 0, 0
		for end < len(runes) && used+zh.Width(runes[end], false) <= n {
			used += zh.Width(runes[end], false)
			end++
		}
		if end == 0 {
			end = 1
		}
		if end < len(runes) {
			end = breakAt(runes, end)
		}
		lines = append(lines, strings.TrimRight(string(runes[:end]), " "))
		runes = runes[end:]
		for len(runes) > 0 && runes[0] == ' ' {
			runes = runes[1:]
		}
	}
	return lines
}

// breakAt returns the last good place to break at or before end.
func breakAt(runes []rune, end int) int {
	latin := func(r rune) bool { return r > ' ' && r < 0x250 }
	for i := end; i > end/2; i-- {
		a, b := runes[i-1], runes[i]
		if strings.ContainsRune(noStart, b) || strings.ContainsRune(noEnd, a) || latin(a) && latin(b) {
			continue
		}
		return i
	}
	return end
}
