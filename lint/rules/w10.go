package rules

import (
	"strings"
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/source"
)

// longSentence is the length in characters from which a sentence is long, and
// sentenceBytes the least that takes in bytes when a tenth of it is not Chinese.
const (
	longSentence  = 200
	sentenceBytes = longSentence*3 - 60
)

var w10 = &lint.Rule{
	ID: "W10", Name: "long-sentence",
	Title:    lint.Say{ZH: "句子过长", EN: "a very long sentence"},
	Severity: lint.Hint,
	Check: func(p *lint.Pass) {
		s, from := p.Body, 0
		stops := p.Sights().Stops
		for from+sentenceBytes < len(s) {
			// Most stretches of the length of the shortest long sentence hold a stop.
			last := 0
			for len(stops) > 0 && int(stops[0]) <= from+sentenceBytes {
				last, stops = int(stops[0]), stops[1:]
			}
			if last > from {
				from = last
				continue
			}
			if len(stops) > 0 && int(stops[0])-stopLen(s, stops[0]) < from+sentenceBytes {
				stops = stops[1:] // the stretch ends within this one
			}
			end := len(s)
			if len(stops) > 0 {
				end = int(stops[0])
			}
			tellLong(p, trimmed(s, from, end))
			from = end
		}
	},
}

// stopLen returns how many bytes the stop before offset off takes.
func stopLen(s string, off int32) int {
	if s[off-1] < 0x80 {
		return 1
	}
	return 3
}

func trimmed(s string, from, end int) source.Span {
	for from < end && s[from]&0xC0 == 0x80 {
		from++
	}
	words := strings.TrimRight(s[from:end], "。；;\n\r ")
	return source.Span{Start: int32(from), End: int32(from + len(words))}
}

// tellLong reports the sentence at unless it is a list: one 、 or title in
// twenty-five characters or more. Cells of a table are no sentences.
func tellLong(p *lint.Pass, at source.Span) {
	words := p.In(at)
	n := utf8.RuneCountInString(words)
	if n <= longSentence || strings.Contains(words, "│") || onPortal(p, at) {
		return
	}
	if items := strings.Count(words, "、") + strings.Count(words, "《"); items*25 >= n {
		return
	}
	p.Found(at, lint.Say{ZH: "此句%d字，没有句号或分号，请考虑断句。", EN: "This sentence has %d characters and no full stop or semicolon; please consider parting it."}, n)
}
