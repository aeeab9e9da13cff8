package cli

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"zhenggai/source"
)

// place names offset off of r's text as a person would: "12:5" (line and column) in a
// plain text, else the page, table row or cell of the original.
func place(r *ruler, off int32, lang string) string {
	p := r.text.Place(off)
	var parts []string
	add := func(m say, args ...any) { parts = append(parts, fmt.Sprintf(m.In(lang), args...)) }
	if p.Part != "" {
		add(partName(p.Part))
	}
	switch {
	case p.Sheet != "":
		add(say{"工作表 %s %s", "sheet %s %s"}, inert(p.Sheet), inert(p.Cell))
	case p.Page != 0:
		add(say{"第%d页", "page %d"}, p.Page)
	}
	switch {
	case p.Sheet != "":
	case p.Table != 0 && p.Row != 0:
		add(say{"表%d第%d行", "table %d row %d"}, p.Table, p.Row)
	case p.Para != 0 && p.Page == 0:
		add(say{"第%d段", "paragraph %d"}, p.Para)
	}
	if len(parts) == 0 {
		at := r.at(off)
		return fmt.Sprintf("%d:%d", at.Line, at.Col)
	}
	return strings.Join(parts, " ")
}

// partName names a part of a document beside its body.
func partName(p string) say {
	switch p {
	case "footnote":
		return say{"脚注", p}
	case "endnote":
		return say{"尾注", p}
	case "header":
		return say{"页眉", p}
	case "footer":
		return say{"页脚", p}
	case "text box", "textbox":
		return say{"文本框", "text box"}
	case "comment":
		return say{"批注", p}
	}
	p = strings.ReplaceAll(inert(p), "%", "%%")
	return say{p, p}
}

// An excerpt shows lines of a text with marks under words.
type excerpt struct {
	ruler    *ruler
	ink      ink
	style    string // of the marks
	width    int    // columns to use
	numbered bool   // with the numbers of the lines
	mark     rune   // one column wide
}

// mostLines is how many lines one finding shows.
const mostLines = 3

// write writes the lines on which spans stand, with marks under them.
func (e *excerpt) write(b *strings.Builder, spans []source.Span) {
	spans = slices.Clone(spans)
	slices.SortStableFunc(spans, func(a, c source.Span) int { return int(a.Start - c.Start) })
	for n := 0; len(spans) > 0; n++ {
		line := e.ruler.line(spans[0].Start)
		at := e.ruler.text.Line(line)
		same := 1
		for same < len(spans) && spans[same].Start <= at.End {
			same++
		}
		if n == mostLines {
			fmt.Fprintf(b, "      │ … (+%d)\n", len(spans))
			return
		}
		e.line(b, line, at, spans[:same])
		spans = spans[same:]
	}
}

// A column is one character of an excerpt.
type column struct {
	r    rune
	wide int
	mark rune // what stands under it: a space, or one column wide
}

// line writes one line and the marks under it.
func (e *excerpt) line(b *strings.Builder, number int, at source.Span, marks []source.Span) {
	at = e.near(at, marks[0].Start)
	cols, first, last := columnsOf(e.ruler.body[at.Start:at.End], at.Start, marks, e.mark)
	gutter := "      │ "
	head := gutter
	if e.numbered {
		head = fmt.Sprintf("%5d │ ", number)
	}
	from, to := window(cols, first, last, e.width-widthOf(gutter))
	shown := slices.Clone(cols[from:to])
	if from > 0 {
		shown = append([]column{{r: '…', wide: 1, mark: ' '}}, shown...)
	}
	if to < len(cols) {
		shown = append(shown, column{r: '…', wide: 1, mark: ' '})
	}
	words, under := drawColumns(shown, e.ink, map[rune]string{e.mark: e.style})
	fmt.Fprintf(b, "%s%s\n%s%s\n", e.ink.paint(head, dim), words, e.ink.paint(gutter, dim), under)
}

// near returns the part of a line around off that can be seen, and more: a line may
// be as long as the text.
func (e *excerpt) near(line source.Span, off int32) source.Span {
	body, far := e.ruler.body, int32(8*e.width)
	from, to := max(line.Start, off-far), min(line.End, off+far)
	for from > line.Start && !utf8.RuneStart(body[from]) {
		from--
	}
	for to < line.End && !utf8.RuneStart(body[to]) {
		to++
	}
	return source.Span{Start: from, End: to}
}

// drawColumns returns the characters of cols and the line of marks under them;
// marked ones are underlined if there are colours. styles are those of the marks.
func drawColumns(cols []column, k ink, styles map[rune]string) (words, under string) {
	var w, u strings.Builder
	for i := 0; i < len(cols); {
		mark := cols[i].mark
		var run, below strings.Builder
		for ; i < len(cols) && cols[i].mark == mark; i++ {
			run.WriteRune(cols[i].r)
			below.WriteString(strings.Repeat(string(mark), cols[i].wide))
		}
		if mark == ' ' {
			w.WriteString(run.String())
			u.WriteString(below.String())
			continue
		}
		w.WriteString(k.paint(run.String(), underline, styles[mark]))
		u.WriteString(k.paint(below.String(), styles[mark]))
	}
	return strings.TrimRight(w.String(), " "), strings.TrimRight(u.String(), " ")
}

// wrapColumns breaks cols into lines of at most n columns.
func wrapColumns(cols []column, n int) (lines [][]column) {
	for len(cols) > 0 {
		end, used := 0, 0
		for end < len(cols) && used+cols[end].wide <= n {
			used += cols[end].wide
			end++
		}
		end = max(end, 1)
		if end < len(cols) {
			runes := make([]rune, end+1)
			for i := range runes {
				runes[i] = cols[i].r
			}
			end = breakAt(runes, end)
		}
		lines, cols = append(lines, cols[:end]), cols[end:]
	}
	return lines
}

// columnsOf returns the characters of a line that begins at offset start, with
// the mark under those in marks, and the first and last one of the first mark.
func columnsOf(line string, start int32, marks []source.Span, mark rune) (cols []column, first, last int) {
	first = -1
	for i, r := range line {
		r = []rune(inert(string(r)))[0]
		c := column{r: r, wide: widthOf(string(r)), mark: ' '}
		off := start + int32(i)
		for m, s := range marks {
			if s.Start > off || off >= s.End && (!s.Empty() || off != s.Start) {
				continue
			}
			c.mark = mark
			if m == 0 {
				if first < 0 {
					first = len(cols)
				}
				last = len(cols)
			}
		}
		cols = append(cols, c)
	}
	if first < 0 { // a place at the end of the line
		first, last = len(cols), len(cols)
		cols = append(cols, column{r: ' ', wide: 1, mark: mark})
	}
	return cols, first, last
}

// window returns the part of cols, at most n wide, that shows first to last with
// something around them.
func window(cols []column, first, last, n int) (from, to int) {
	total := 0
	for _, c := range cols {
		total += c.wide
	}
	if total <= n {
		return 0, len(cols)
	}
	n -= 2 // for the … at both ends
	from, to = first, first
	used := 0
	right := func(end int) {
		for to < end && used+cols[to].wide <= n {
			used += cols[to].wide
			to++
		}
	}
	left := func(room int) {
		for from > 0 && used+cols[from-1].wide <= n && room > 0 {
			from--
			used += cols[from].wide
			room -= cols[from].wide
		}
	}
	right(last + 1)
	left(n / 3)
	right(len(cols))
	left(n)
	return from, to
}
