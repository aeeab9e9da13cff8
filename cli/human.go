package cli

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

// A humanPrinter prints findings for people: each with its words marked, and a
// table at the end.
type humanPrinter struct {
	*checking
	brief bool // the findings are printed elsewhere
	files int
	total summaryView
	table map[string]*summaryRow // by rule
}

type summaryRow struct {
	rule  *lint.Rule
	count [lint.Error + 1]int
}

func (p *humanPrinter) make(c *checked) any {
	if p.brief {
		return ""
	}
	var b strings.Builder
	p.heading(&b, c)
	for i := range c.found {
		if f := &c.found[i]; f.Waived == "" {
			p.finding(&b, c, f)
		}
	}
	return b.String()
}

func (p *humanPrinter) put(c *checked, v any) error {
	p.files++
	for i := range c.found {
		f := &c.found[i].Finding
		p.total.Rules = orEmpty(p.total.Rules)
		p.total.add(f)
		if f.Waived != "" {
			continue
		}
		row := p.table[f.Rule.ID]
		if row == nil {
			row = &summaryRow{rule: f.Rule}
			p.table[f.Rule.ID] = row
		}
		row.count[f.Severity]++
	}
	if _, err := io.WriteString(p.s.out, v.(string)); err != nil {
		return err
	}
	return p.s.out.Flush()
}

func orEmpty(m map[string]int) map[string]int {
	if m == nil {
		m = map[string]int{}
	}
	return m
}

func (p *humanPrinter) unread(input, error) {}

// heading writes the name of the file and how much was found in it.
func (p *humanPrinter) heading(b *strings.Builder, c *checked) {
	var v summaryView
	v.Rules = map[string]int{}
	for i := range c.found {
		v.add(&c.found[i].Finding)
	}
	fmt.Fprintf(b, "%s  %s\n", p.s.ink.paint(p.s.label(c.in), bold), p.counts(&v))
	if title := c.outline.Head.Title; !title.Empty() {
		fmt.Fprintln(b, p.s.ink.paint(cut(inert(c.file.Text.Slice(title)), p.s.width), dim))
	}
	if c.outline.Head.Kind == report.Unknown {
		fmt.Fprintln(b, p.s.say(say{"没有读出问题和措施，可能不是整改报告；只检查了文字。", "No problems or measures were found: this may be no rectification report. Only its wording was checked."}))
	}
	fmt.Fprintln(b)
}

// counts says how many findings of each severity there are.
func (p *humanPrinter) counts(v *summaryView) string {
	var parts []string
	add := func(n int, m say, style string) {
		if n > 0 {
			parts = append(parts, p.s.ink.paint(p.s.count(n, m), style))
		}
	}
	add(v.Error, say{"%d 个错误", "%d error"}, styleOf(lint.Error))
	add(v.Warning, say{"%d 个警告", "%d warning"}, styleOf(lint.Warning))
	add(v.Hint, say{"%d 个提示", "%d hint"}, styleOf(lint.Hint))
	if len(parts) == 0 {
		parts = append(parts, p.s.ink.paint(p.s.say(say{"未发现需要说明之处", "nothing that needs explanation"}), green))
	}
	if v.Waived > 0 {
		parts = append(parts, p.s.ink.paint(p.s.say(say{"%d 个已豁免", "%d waived"}, v.Waived), dim))
	}
	return strings.Join(parts, p.s.say(say{"、", ", "}))
}

// styleOf returns the colour of a severity.
func styleOf(s lint.Severity) string {
	switch s {
	case lint.Error:
		return bold + ";" + red
	case lint.Warning:
		return bold + ";" + yellow
	}
	return bold + ";" + cyan
}

// finding writes one finding: what, where, the words, and what is related.
func (p *humanPrinter) finding(b *strings.Builder, c *checked, f *finding) {
	s, at := p.s, place(c.ruler(), f.Span.Start, p.s.lang)
	style := styleOf(f.Severity)
	head := fmt.Sprintf("%s %s %s  ", f.Severity.Say(s.lang), f.Rule.ID, at)
	for i, l := range wrap(inert(f.Message(s.lang)), max(20, s.width-widthOf(head))) {
		if i > 0 {
			fmt.Fprintf(b, "%s%s\n", strings.Repeat(" ", widthOf(head)), l)
			continue
		}
		fmt.Fprintf(b, "%s %s %s  %s\n", s.ink.paint(f.Severity.Say(s.lang), style), s.ink.paint(f.Rule.ID, bold),
			s.ink.paint(at, cyan), l)
	}
	e := excerpt{ruler: c.ruler(), ink: s.ink, style: style, width: s.width, numbered: isPlain(c.file.Text), mark: '^'}
	e.write(b, append([]source.Span{f.Span}, f.More...))
	for i := range f.Related {
		r := &f.Related[i]
		p.related(b, c, r.Span, r.Message(s.lang), "")
	}
	if f.other != nil {
		p.related(b, f.other, f.otherSpan, s.say(otherPlace), s.label(f.other.in)+" ")
	}
	b.WriteByte('\n')
}

// related writes a second place, which may be in another report.
func (p *humanPrinter) related(b *strings.Builder, c *checked, at source.Span, message, file string) {
	s := p.s
	fmt.Fprintf(b, "      └ %s  %s\n", s.ink.paint(file+place(c.ruler(), at.Start, s.lang), cyan), inert(message))
	e := excerpt{ruler: c.ruler(), ink: s.ink, style: blue, width: s.width, numbered: isPlain(c.file.Text), mark: '-'}
	e.write(b, []source.Span{at})
}

// isPlain reports whether the lines of t are those of the original.
func isPlain(t *source.Text) bool { return t.Place(0) == source.Place{} }

// end writes the table.
func (p *humanPrinter) end() error {
	s := p.s
	if p.files == 0 {
		return nil
	}
	if len(p.table) > 0 {
		p.rows()
	}
	if p.files > 1 || len(p.table) > 0 || p.brief {
		s.put(say{"%s：%s\n", "%s: %s\n"}, s.count(p.files, say{"%d 份报告", "%d report"}), p.counts(&p.total))
	}
	if len(p.table) > 0 {
		id := slices.Sorted(maps.Keys(p.table))[0]
		s.put(say{"规则说明见 zhenggai explain %s\n", "For a rule's page: zhenggai explain %s\n"}, id)
	}
	return s.out.Flush()
}

// rows writes one row for each rule that found something.
func (p *humanPrinter) rows() {
	s := p.s
	wide := 12
	for _, r := range p.table {
		wide = max(wide, widthOf(r.rule.Title.In(s.lang)))
	}
	line := func(cells ...string) string {
		return "  " + pad(cells[0], 6) + pad(cells[1], wide) + padLeft(cells[2], 9) + padLeft(cells[3], 9) + padLeft(cells[4], 9)
	}
	head := line(s.say(say{"规则", "rule"}), s.say(say{"检查内容", "what it checks"}), lint.Error.Say(s.lang), lint.Warning.Say(s.lang), lint.Hint.Say(s.lang))
	fmt.Fprintln(s.out, s.ink.paint(head, bold))
	for _, id := range slices.Sorted(maps.Keys(p.table)) {
		r := p.table[id]
		n := func(sev lint.Severity) string {
			if r.count[sev] == 0 {
				return "·"
			}
			return fmt.Sprint(r.count[sev])
		}
		fmt.Fprintln(s.out, line(id, r.rule.Title.In(s.lang), n(lint.Error), n(lint.Warning), n(lint.Hint)))
	}
	fmt.Fprintln(s.out)
}
