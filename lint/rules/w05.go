package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/source"
)

var w05 = &lint.Rule{
	ID: "W05", Name: "doubled-punctuation",
	Title:    lint.Say{ZH: "标点重复", EN: "punctuation is doubled"},
	Severity: lint.Warning,
	Words:    doubledMarks(),
	Check: func(p *lint.Pass) {
		for _, h := range wordHits(p) {
			if !toldAsFault(p, h.Span) {
				foundMarks(p, h.Span)
			}
		}
		halfWidthMarks(p)
	},
}

func foundMarks(p *lint.Pass, s source.Span) {
	p.Found(s, lint.Say{ZH: "标点“%s”连用，请核对保留哪一个。", EN: "The marks %q stand together; please check which one is meant."}, p.In(s))
}

// doubledMarks are pairs of full-width marks that do not stand together. 。。。 is
// taken for an ellipsis.
func doubledMarks() (words []lint.Word) {
	for _, a := range "，。；：、" {
		for _, b := range "，。；：、" {
			w := string([]rune{a, b})
			words = append(words, lint.Word{Find: w, Not: []string{"。。。", "、、、", "：：：", "，，，，"}})
		}
	}
	return words
}

// halfWidthMarks finds pairs of which one at least is half-width: ,, and ;。 and
// ，, . Between letters and digits nothing is reported: 10:00, a::b.
func halfWidthMarks(p *lint.Pass) {
	s := p.Body
	next := 0
	for _, k := range p.Sights().Marks {
		i := int(k)
		if i < next {
			continue
		}
		c := s[i]
		from, to := i, i+1
		switch {
		case to < len(s) && (s[to] == ',' || s[to] == ';'):
			to++
		case to+3 <= len(s) && fullMark(s[to:to+3]):
			to += 3
		case from >= 3 && fullMark(s[from-3:from]):
			from -= 3
		default:
			continue
		}
		at := source.Span{Start: int32(from), End: int32(to)}
		if c == ';' && entityBefore(s, i) || onPortal(p, at) || toldAsFault(p, at) {
			continue
		}
		foundMarks(p, at)
		next = to
	}
}

func fullMark(s string) bool {
	return s == "，" || s == "。" || s == "；" || s == "：" || s == "、"
}

// entityBefore reports whether the semicolon at i ends a character reference
// that a portal left: &nbsp;.
func entityBefore(s string, i int) bool {
	return strings.LastIndexByte(s[max(0, i-8):i], '&') >= 0
}
