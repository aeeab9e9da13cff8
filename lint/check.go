package lint

import (
	"cmp"
	"slices"
	"strings"

	"zhenggai/report"
	"zhenggai/similar"
	"zhenggai/source"
	"zhenggai/zh"
)

// A Checker runs rules over outlines, one after the other, and keeps its memory
// between them. It is not safe for use by several goroutines.
type Checker struct {
	rules    []*Rule
	levels   []Severity // of rules
	site     *Site
	today    zh.Date
	lex      *lexicon
	sights   Sights
	found    []Finding // as the rules make them
	told     []Finding // the same in order
	order    []int32   // of found
	hits     []ruleHit // in text order
	sorted   []Hit     // the same by rule
	ends     []int32   // for each rule the end of its hits in sorted
	comparer similar.Comparer
	near     []Copy
	nearDone bool
	nodes    []int32 // nodes of the measures that were compared
	shared   []*shared
	round    uint64 // number of this check
}

type ruleHit struct {
	rule int32
	Hit
}

// A Config says how to check. The zero Config checks a draft with no site.
type Config struct {
	Profile *Profile
	Site    *Site
	Today   zh.Date // for rules that need to know what is overdue; zero if unknown
}

// A Profile is a purpose for which rules weigh differently.
type Profile struct {
	Name     string
	Title    Say
	Severity map[string]Severity // by rule ID; what is not named keeps the rule's own
}

// NewChecker returns a Checker for rules.
func NewChecker(rules []*Rule, cfg Config) *Checker {
	c := &Checker{rules: rules, site: cfg.Site, today: cfg.Today}
	if c.site == nil {
		c.site = &Site{}
	}
	for _, r := range rules {
		s := r.Severity
		if r.Off {
			s = Off
		}
		if cfg.Profile != nil {
			if p, ok := cfg.Profile.Severity[r.ID]; ok {
				s = p
			}
		}
		if name, ok := c.site.Severity[r.ID]; ok {
			if p, err := ParseSeverity(name); err == nil {
				s = p
			}
		}
		c.levels = append(c.levels, s)
	}
	c.lex = newLexicon(rules)
	c.addSiteWords()
	return c
}

// siteWordRule is the rule that takes the site's own words.
const siteWordRule = "W01"

func (c *Checker) addSiteWords() {
	for at, r := range c.rules {
		if r.ID != siteWordRule {
			continue
		}
		for wrong, right := range c.site.Words {
			if len(wrong) >= 6 {
				c.lex.add(entry{&Word{Find: wrong, Say: right}, r, int32(at)})
			}
		}
	}
	if len(c.site.Words) > 0 {
		c.lex.seal()
	}
}

// Check runs the rules over o. The findings stand in text order, then by rule;
// they are good until the next call.
func (c *Checker) Check(o *report.Outline) []Finding {
	c.found, c.hits, c.nearDone = c.found[:0], c.hits[:0], false
	c.round++
	body := o.Text.Valid()
	c.lookUp(body)
	p := Pass{Outline: o, Body: body, Site: c.site, Today: c.today, c: c}
	for i, r := range c.rules {
		if c.levels[i] == Off || r.Scope == Across || r.Scope == Ledger && o.Head.Kind != report.Ledger {
			continue
		}
		p.Rule, p.at = r, i
		if r.Check != nil {
			r.Check(&p)
		} else if len(r.Words) > 0 {
			for _, h := range p.Hits() {
				p.word(h)
			}
		}
	}
	return c.inOrder()
}

// word reports a hit of a rule that is nothing but its words.
func (p *Pass) word(h Hit) {
	if h.Word.Say == "" {
		p.Found(h.Span, Say{"“%s”用词不当，请核对。", "The wording %q is not usual; please check."}, p.In(h.Span))
		return
	}
	p.Found(h.Span, Say{"“%s”疑为“%s”，请核对。", "%q was probably meant as %q; please check."}, p.In(h.Span), h.Word.Say)
}

// lookUp makes the one pass over the text for all words and characters of all rules.
func (c *Checker) lookUp(body string) {
	c.lex.scan(body, &c.sights, func(e entry, at source.Span) {
		if c.levels[e.at] == Off || e.word != nil && c.allowed(body, e.word, at) {
			return
		}
		c.hits = append(c.hits, ruleHit{e.at, Hit{e.word, at}})
	})
	c.ends = slices.Grow(c.ends[:0], len(c.rules))[:len(c.rules)]
	clear(c.ends)
	for i := range c.hits {
		c.ends[c.hits[i].rule]++
	}
	sum := int32(0)
	for i, n := range c.ends { // where each rule's hits begin
		c.ends[i], sum = sum, sum+n
	}
	c.sorted = slices.Grow(c.sorted[:0], len(c.hits))[:len(c.hits)]
	for i := range c.hits {
		h := &c.hits[i]
		c.sorted[c.ends[h.rule]] = h.Hit
		c.ends[h.rule]++
	}
}

func (c *Checker) allowed(body string, w *Word, at source.Span) bool {
	for _, a := range c.site.Allow {
		if within(body, int(at.End)-len(w.Find), w.Find, a) {
			return true
		}
	}
	return false
}

// hitsOf returns the hits of rule i. The rule may change them.
func (c *Checker) hitsOf(i int) []Hit {
	from := int32(0)
	if i > 0 {
		from = c.ends[i-1]
	}
	return c.sorted[from:c.ends[i]:c.ends[i]]
}

// inOrder sorts the findings and merges those that are the same. Findings are
// large, so their indexes are sorted.
func (c *Checker) inOrder() []Finding {
	c.order = c.order[:0]
	for i := range c.found {
		if c.found[i].Severity != Off {
			c.order = append(c.order, int32(i))
		}
	}
	slices.SortFunc(c.order, func(i, j int32) int {
		a, b := &c.found[i], &c.found[j]
		if a.Span.Start != b.Span.Start {
			return int(a.Span.Start - b.Span.Start)
		}
		return cmp.Or(strings.Compare(a.Rule.ID, b.Rule.ID), cmp.Compare(a.Span.End, b.Span.End), cmp.Compare(i, j))
	})
	c.told = c.told[:0]
	for _, i := range c.order {
		if k := len(c.told); k == 0 || c.told[k-1].Rule != c.found[i].Rule || c.told[k-1].Span != c.found[i].Span {
			c.told = append(c.told, c.found[i])
		}
	}
	return c.told
}

// A Copy is a pair of measures that are near copies.
type Copy struct {
	A, B int32 // nodes, A before B
	similar.Likeness
	Run [2]source.Span // the longest run of equal characters, in A and in B
}

// copies returns the near copies among the measures of o.
func (c *Checker) copies(o *report.Outline) []Copy {
	if !c.nearDone {
		c.near, c.nearDone = c.findCopies(o, c.near[:0]), true
	}
	return c.near
}
