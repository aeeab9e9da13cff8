package eval

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"zhenggai/source"
)

// soft are the marks that may trail a span or stand before one without meaning
// that its edge is wrong.
const soft = " \u3000\t\n│；;。，,、"

// separators may stand between a number and its title.
const separators = soft + ".．:：】"

// before finds what may stand between the start of a node and its number: the
// bracket of a label, and the first number of a doubled heading ("3.问题3:").
var before = regexp.MustCompile(`^(?:【|\d{1,3}[.．、] ?)?`)

// finish checks the nodes against the text and works out parents, ends and titles.
func (p *parser) finish() error {
	c := p.c
	var path []int // of open nodes
	for i := range c.Nodes {
		n := &c.Nodes[i]
		n.numberAt = n.Span.Start + int32(len(before.FindString(c.Text[n.Span.Start:])))
		if rest := c.Text[n.Span.Start:]; numeral(rest, n.Number) >= 0 {
			n.numberAt = n.Span.Start
		} else if !n.Synthetic && numeral(c.Text[n.numberAt:], n.Number) < 0 {
			p.line = c.line(n.Span.Start)
			return p.errorf("⟦%s %s⟧ stands before %.30q", n.Role, n.Number, rest)
		}
		for len(path) > 0 && !c.holds(path[len(path)-1], i) {
			path = path[:len(path)-1]
		}
		if len(path) > 0 {
			n.Parent = path[len(path)-1]
		}
		path = append(path, i)
	}
	for i := len(c.Nodes) - 1; i >= 0; i-- {
		c.end(i)
		c.Nodes[i].Title = c.title(i)
	}
	slices.SortStableFunc(c.Facts, func(a, b Fact) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(b.Span.End, a.Span.End))
	})
	return nil
}

// numeral returns how many bytes of s, which begins with number, the number
// takes with the blanks inside it ("( 一 )"); -1 where s begins otherwise.
func numeral(s, number string) int {
	n := 0
	for _, r := range number {
		if n > 0 {
			n = len(s) - len(strings.TrimLeft(s[n:], " "))
		}
		if !strings.HasPrefix(s[n:], string(r)) {
			return -1
		}
		n += utf8.RuneLen(r)
	}
	return n
}

// holds reports whether node i may hold node k, which stands behind it.
func (c *Case) holds(i, k int) bool {
	a, b := &c.Nodes[i], &c.Nodes[k]
	if a.Role == "section" && b.Role == "section" {
		return bracketed(b.Number) && !bracketed(a.Number)
	}
	if a.Role == "prose" || a.Role == "chrome" || a.Role == "table" {
		return false
	}
	return levels[a.Role] < levels[b.Role]
}

func bracketed(s string) bool { return strings.ContainsAny(s, "(（") }

// end sets the end of node i where no mark closed it.
func (c *Case) end(i int) {
	n := &c.Nodes[i]
	if n.closed || n.Synthetic {
		return
	}
	end := len(c.Text)
	for k := i + 1; k < len(c.Nodes); k++ {
		if m := &c.Nodes[k]; m.Parent < i {
			end = int(m.Span.Start)
			break
		}
	}
	s := c.Text[n.Span.Start:end]
	if n.Role == "measure" {
		s, _, _ = strings.Cut(s, "\n")
	}
	n.Span.End = n.Span.Start + int32(len(strings.TrimRight(s, soft)))
}

// title returns the title of node i; only problems and points have one that is
// measured.
func (c *Case) title(i int) source.Span {
	n := &c.Nodes[i]
	none := source.Span{Start: n.Span.Start, End: n.Span.Start}
	if n.Role != "problem" && n.Role != "point" || n.Synthetic || n.Number == "" && n.titleEnd < 0 {
		return none
	}
	from := int(n.numberAt) + max(0, numeral(c.Text[n.numberAt:], n.Number))
	end := int(n.titleEnd)
	if end < 0 {
		end = c.headingEnd(i, from)
	}
	from = end - len(strings.TrimLeft(c.Text[from:end], separators))
	end = from + len(strings.TrimRight(c.Text[from:end], soft))
	return source.Span{Start: int32(from), End: int32(end)}
}

// headingEnd returns where the heading of node i ends that begins at from.
func (c *Case) headingEnd(i, from int) int {
	end := len(c.Text)
	if i+1 < len(c.Nodes) {
		end = int(c.Nodes[i+1].Span.Start)
	}
	s, _, _ := strings.Cut(c.Text[from:end], "\n")
	if c.Nodes[i].Role == "point" {
		s, _, _ = strings.Cut(s, "。")
	}
	return from + len(s)
}

// fold makes full-width ASCII half-width and drops white space.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFEE0
		case r == ' ' || r == '\u3000' || r == '\t' || r == '\n' || r == '\r':
			return -1
		}
		return r
	}, s)
}

// line returns the number of the line of the case file that holds off.
func (c *Case) line(off int32) int {
	return c.First + strings.Count(c.Text[:off], "\n")
}

// excerpt returns the words of s, at most n characters, on one line.
func excerpt(s string, n int) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r", ""), "\n", "↵")
	for i := range s {
		if n--; n < 0 {
			return s[:i] + "…"
		}
	}
	if !utf8.ValidString(s) {
		return strings.ToValidUTF8(s, "�")
	}
	return s
}
