package web

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"zhenggai/ledger"
	"zhenggai/lint"
	"zhenggai/lint/rules"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

// pieceRules are the rules that make sense of one finding with its measures: those that
// look at words, dates, sums and the substance of measures. The others need a whole
// report: its numbering, its totals, its sign-off, other problems to compare with. Those
// about what is to come out before publication look at what is published.
var pieceRules = sync.OnceValue(func() (all []*lint.Rule) {
	for _, id := range strings.Fields("A01 A02 A03 A04 A05 A06 A07 A08 A11 A12 A13 A14 A15 A16 A17 D01 D05 D06 D07 D08 D11" +
		" M02 M03 M08 M09 M10 M12 N15 N16 S02 S03 S05 S07 S08 W01 W02 W03 W04 W05 W07 W08") {
		all = append(all, rules.Find(id))
	}
	return all
})

// A doubt is what a rule asks about a finding, with the words that it is about.
type doubt struct {
	Rule     *lint.Rule
	Severity lint.Severity
	Message  string
	Quotes   []quote
}

// A quote is words of a finding, those marked that a check is about.
type quote struct {
	ZH, EN              string // which words: of the finding, of a measure
	Before, Mark, After string
}

// A checker reads one finding at a time; it keeps its memory for the next.
type checker struct {
	reader report.Reader
	lint   *lint.Checker
	day    zh.Date
}

// checkers are those that rest. A new one takes longer than a page may, so they are not
// left to the garbage collector, as those of a sync.Pool are.
var checkers = make(chan *checker, 8)

func restedChecker(day zh.Date) *checker {
	select {
	case k := <-checkers:
		if k.day == day {
			return k
		}
	default:
	}
	return &checker{lint: lint.NewChecker(pieceRules(), lint.Config{Today: day}), day: day}
}

// rest keeps k for the next finding, unless enough of them rest.
func (k *checker) rest() {
	select {
	case checkers <- k:
	default:
	}
}

// pieceText is a finding as a short report, which the reader understands, with the
// places of its parts: what a rule says of the words between them is of no interest.
type pieceText struct {
	strings.Builder
	parts []piecePart
}

type piecePart struct {
	zh, en string
	span   source.Span
}

func (p *pieceText) add(zh, en, words, end string) {
	if words = strings.TrimSpace(words); words == "" {
		return
	}
	start := p.Len()
	p.WriteString(words)
	p.parts = append(p.parts, piecePart{zh, en, source.Span{Start: int32(start), End: int32(p.Len())}})
	p.WriteString(end)
}

// pieceOf returns the words of a case as a report on this one finding.
func pieceOf(c *ledger.Case) *pieceText {
	p, f := &pieceText{}, c.Finding
	p.WriteString(c.Book.UnitName + "关于巡察整改情况的报告\n")
	if c.Inspection != nil && c.Inspection.Feedback.Valid() {
		d := c.Inspection.Feedback
		p.WriteString(fmt.Sprintf("%d年%d月%d日，", d.Year, d.Month, d.Day) + "巡察组向" + c.Book.UnitName + "反馈了巡察意见。\n")
	}
	p.WriteString("一、整改落实情况\n（一）")
	p.add("问题", "the finding", f.Title, "\n")
	if f.Text != "" {
		p.WriteString("问题表现：")
		p.add("问题", "the finding", f.Text, "\n")
	}
	if f.RootCause != "" {
		p.WriteString("原因分析：")
		p.add("根本原因", "the root cause", f.RootCause, "\n")
	}
	p.WriteString("整改措施：\n")
	for i, m := range c.Current() {
		p.WriteString(zh.FormatNumeral(int64(i+1)) + "是")
		p.add("措施 "+m.No, "measure "+m.No, m.Text, "\n")
		if m.Done != nil {
			p.add("完成情况 "+m.No, "what was done "+m.No, m.Done.Result, "\n")
		}
	}
	if f.Progress != "" {
		p.WriteString("整改情况：")
	}
	p.add("整改进展", "the progress", f.Progress, "\n")
	return p
}

// part returns the part of the piece in which s stands, and s as far as it does: a rule
// may mean a heading with its number. nil is that it stands between the parts.
func (p *pieceText) part(s source.Span) (*piecePart, source.Span) {
	for i := range p.parts {
		at := p.parts[i].span
		if in := (source.Span{Start: max(s.Start, at.Start), End: min(s.End, at.End)}); in.Start < in.End {
			return &p.parts[i], in
		}
	}
	return nil, s
}

// around is how many characters are shown on each side of words that are marked.
const around = 14

// quote shows the words at s.
func (p *pieceText) quote(s source.Span) (q quote, ok bool) {
	at, s := p.part(s)
	if at == nil {
		return q, false
	}
	text := p.String()
	q = quote{ZH: strings.TrimSpace(at.zh), EN: strings.TrimSpace(at.en), Mark: text[s.Start:s.End]}
	before, after := text[at.span.Start:s.Start], text[s.End:at.span.End]
	if n := utf8.RuneCountInString(before); n > around {
		before = "…" + string([]rune(before)[n-around:])
	}
	q.Before, q.After = before, zh.Clip(after, around)
	return q, true
}

// doubts runs the rules over the words of a finding.
func doubts(c *ledger.Case, day zh.Date, lang string) (all []doubt) {
	k := restedChecker(day)
	defer k.rest()
	p := pieceOf(c)
	o := k.reader.Read(source.New(p.String()))
	for _, f := range k.lint.Check(o) {
		x := doubt{Rule: f.Rule, Severity: f.Severity, Message: f.Message(lang)}
		spans := slices.Concat([]source.Span{f.Span}, f.More)
		for _, r := range f.Related {
			spans = append(spans, r.Span)
		}
		for _, s := range spans {
			if q, ok := p.quote(s); ok && !slices.Contains(x.Quotes, q) {
				x.Quotes = append(x.Quotes, q)
			}
		}
		if at, _ := p.part(f.Span); at != nil {
			all = append(all, x)
		}
	}
	slices.SortStableFunc(all, func(a, b doubt) int { return int(b.Severity) - int(a.Severity) })
	return all
}
