package cli

import (
	"fmt"
	"io"
	"strings"
)

// A progress draws a bar on the error stream. The zero progress draws nothing.
type progress struct {
	w           io.Writer
	done, total int
	drawn       bool
}

// progressFrom is the number of files from which a bar is shown.
const progressFrom = 4

// progress returns a bar for total files: one that draws if the error stream is a
// terminal and the files are many.
func (s *session) progress(total int) *progress {
	p := &progress{total: total}
	if total >= progressFrom && isTerminal(s.env.Stderr) {
		p.w = s.env.Stderr
	}
	return p
}

// step counts one file more and draws the bar.
func (p *progress) step() {
	p.done++
	if p.w == nil {
		return
	}
	const cells = 30
	full := p.done * cells / p.total
	fmt.Fprintf(p.w, "\r%s%s %d/%d ", strings.Repeat("━", full), strings.Repeat("─", cells-full), p.done, p.total)
	p.drawn = true
}

// clear takes the bar away, before something else is written.
func (p *progress) clear() {
	if p.drawn {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.drawn = false
	}
}
