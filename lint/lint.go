// Package lint checks a report that was read. A rule is a value with its page;
// a Checker runs rules over an outline and gives findings. It knows no rule by
// name and reads no clock, no disk, no network.
//
// A finding never says that something is false. It shows what does not fit
// together, cites the places, and asks for an explanation.
package lint

import (
	"fmt"

	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

// A Severity orders findings. Only Error stops a report from being taken.
type Severity uint8

// The severities. Off is for rules that a profile or a site does not run.
const (
	Off Severity = iota
	Hint
	Warning
	Error
)

// String returns the name of s as the JSON has it.
func (s Severity) String() string { return [...]string{"off", "hint", "warning", "error"}[s] }

// Say returns s for a person.
func (s Severity) Say(lang string) string {
	if lang == "en" {
		return s.String()
	}
	return [...]string{"关闭", "提示", "警告", "错误"}[s]
}

// A Say is a sentence or a title in both languages.
type Say struct{ ZH, EN string }

// In returns s in the language lang, "en" or Chinese.
func (s Say) In(lang string) string {
	if lang == "en" {
		return s.EN
	}
	return s.ZH
}

// A Scope says what a rule looks at.
type Scope uint8

// The scopes.
const (
	Report Scope = iota // one report; on a ledger sheet too, where it makes sense
	Ledger              // one ledger sheet
	Across              // several reports together
)

// A Family is the first letter of a rule's ID.
type Family byte

// A Rule is one check. It is data: the program lists, explains, tests and
// switches rules without running them.
type Rule struct {
	ID       string   // "N02"; given once, never used again
	Name     string   // "missing-number"
	Title    Say      // one line, no full stop
	Severity Severity // in the profile "draft"
	Scope    Scope
	Off      bool   // runs only where a profile or a site asks for it
	Page     string // Markdown in Chinese: 检查什么 为什么 依据 反例 正例 如何整改; embedded
	Words    []Word // words that the checker looks up for the rule in its one pass
	Chars    string // single ideographs that it looks up as well, for a Check; their hits have no Word

	// Check looks at one report and calls Pass.Found. It is nil for rules that are
	// nothing but their Words (each hit is a finding) and for rules across reports.
	Check func(*Pass)

	// Compare looks at several reports at once; only for rules of scope Across.
	Compare func(*Comparison)
}

// A Word is a wording that a rule looks for.
type Word struct {
	Find string   // the wording, at least two characters
	Lead string   // what must stand before Find; common beginnings (工作, 制度) would slow the look-up
	Say  string   // what was probably meant; "" if there is no one answer
	Not  []string // longer wordings that hold Find and are right
	Sort string   // what the rule calls words of this kind, for its own use
}

// A Hit is a place where a Word stands.
type Hit struct {
	Word *Word
	Span source.Span
}

// A Finding is what a rule found, and where.
type Finding struct {
	Rule     *Rule
	Severity Severity
	Span     source.Span   // the words at fault
	More     []source.Span // further words at fault of the same finding
	Related  []Related
	Conf     uint8  // per cent
	Waived   string // reason of the waiver that covers it, "" if none does

	say  Say
	args []any
}

// A Related is a second place that explains the first.
type Related struct {
	Span source.Span
	Say  Say
	args []any
}

// Message returns the sentence of f in the language lang.
func (f *Finding) Message(lang string) string { return sentence(f.say, f.args, lang) }

// Message returns the sentence of r in the language lang.
func (r *Related) Message(lang string) string { return sentence(r.Say, r.args, lang) }

func sentence(s Say, args []any, lang string) string {
	if len(args) == 0 {
		return s.In(lang)
	}
	return fmt.Sprintf(s.In(lang), args...)
}

// A Pass is one rule's run over one report. A rule sees nothing else: no clock,
// no other rule, no other report.
type Pass struct {
	*report.Outline
	Rule  *Rule
	Body  string  // the text, valid UTF-8: slice it with spans
	Site  *Site   // word lists of the site
	Today zh.Date // the day of the check; zero if unknown

	c  *Checker
	at int // index of the rule among the checker's
}

// Found reports the words at s. say holds the sentence in both languages; args
// fill its verbs (%s, %d), the same in both.
func (p *Pass) Found(s source.Span, say Say, args ...any) *Finding {
	p.c.found = append(p.c.found, Finding{Rule: p.Rule, Severity: p.c.levels[p.at], Span: s, Conf: 95, say: say, args: args})
	return &p.c.found[len(p.c.found)-1]
}

// And adds a second place that explains the first.
func (f *Finding) And(s source.Span, say Say, args ...any) *Finding {
	f.Related = append(f.Related, Related{s, say, args})
	return f
}

// Also adds further words at fault.
func (f *Finding) Also(spans ...source.Span) *Finding {
	f.More = append(f.More, spans...)
	return f
}

// Sure sets the confidence of f in per cent.
func (f *Finding) Sure(percent uint8) *Finding {
	f.Conf = percent
	return f
}

// As lowers the severity of f to s where the rule's guard says so; it never
// raises it.
func (f *Finding) As(s Severity) *Finding {
	f.Severity = min(f.Severity, s)
	return f
}

// Hits returns where the rule's Words and Chars stand, in text order, less words
// that the site allows.
func (p *Pass) Hits() []Hit { return p.c.hitsOf(p.at) }

// Sights returns the sights of the text.
func (p *Pass) Sights() *Sights { return &p.c.sights }

// In returns the words of the text that s names.
func (p *Pass) In(s source.Span) string { return p.Body[s.Start:s.End] }

// Copies returns the near copies among the report's measures. They are worked
// out once for all rules.
func (p *Pass) Copies() []Copy { return p.c.copies(p.Outline) }

// A Shared is something that several rules need of the same report: the first
// that asks has it made. Make gets the one of an earlier report, to reuse its
// memory; it may hold anything.
type Shared[T any] struct{ Make func(*Pass, *T) }

type shared struct {
	key   any    // the Shared
	round uint64 // the check that it was made in
	value any
}

// Of returns s for the report of p.
func (s *Shared[T]) Of(p *Pass) *T {
	var at *shared
	for _, k := range p.c.shared { // there are few
		if k.key == any(s) {
			at = k
			break
		}
	}
	if at == nil {
		at = &shared{key: s, value: new(T)}
		p.c.shared = append(p.c.shared, at)
	}
	t := at.value.(*T)
	if at.round != p.c.round {
		at.round = p.c.round
		s.Make(p, t)
	}
	return t
}
