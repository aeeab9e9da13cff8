package draft

import (
	"strings"
	"unicode/utf8"

	"zhenggai/source"
	"zhenggai/zh"
)

// blanks are what may stand around words and says nothing.
const blanks = " \t\r\n\u3000\u00a0\ufeff"

// marks are the punctuation that may stand between two parts of a finding.
const marks = blanks + "。．.；;，,、：:！!（）()【】[]〔〕│|/-—－·●◆■★▲▪•○◇□☆※"

// trimmed returns s without the blanks at its ends.
func trimmed(text string, s source.Span) source.Span {
	if s.Empty() {
		return source.Span{Start: s.Start, End: s.Start}
	}
	words := s.In(text)
	s.Start += int32(len(words) - len(strings.TrimLeft(words, blanks)))
	return source.Span{Start: s.Start, End: s.Start + int32(len(strings.Trim(words, blanks)))}
}

// clean returns words without blanks at the ends and without line breaks of layout:
// a break stays only where a sentence or a part of one ends. Blanks of the next
// line's indent go with it.
func clean(words string) string {
	words = strings.Trim(words, blanks)
	if !strings.ContainsAny(words, "\r\n") {
		return words
	}
	var b strings.Builder
	for line := range strings.FieldsFuncSeq(words, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line = strings.Trim(line, blanks)
		if line == "" {
			continue
		}
		if last, _ := utf8.DecodeLastRuneInString(b.String()); b.Len() > 0 {
			first, _ := utf8.DecodeRuneInString(line)
			switch {
			case strings.ContainsRune("。；：！？;:!?", last):
				b.WriteByte('\n')
			case last < utf8.RuneSelf && first < utf8.RuneSelf:
				b.WriteByte(' ')
			}
		}
		b.WriteString(line)
	}
	return b.String()
}

// rest returns the parts of whole that none of taken covers, without those that are
// but marks. taken ascends.
func rest(text string, whole source.Span, taken []source.Span) (parts []source.Span) {
	add := func(from, to int32) {
		s := source.Span{Start: from, End: to}
		if !s.Empty() && strings.Trim(s.In(text), marks) != "" {
			parts = append(parts, trimmed(text, s))
		}
	}
	at := whole.Start
	for _, t := range taken {
		if t.Start > at {
			add(at, min(t.Start, whole.End))
		}
		at = max(at, t.End)
	}
	add(at, whole.End)
	return parts
}

// bracketed narrows s by an opening bracket that was left at its end, when the
// labels inside the brackets were taken out.
func bracketed(text string, s source.Span) source.Span {
	words := s.In(text)
	for _, open := range [...]string{"（", "("} {
		if strings.HasSuffix(words, open) {
			words = strings.TrimRight(words[:len(words)-len(open)], blanks)
		}
	}
	return source.Span{Start: s.Start, End: s.Start + int32(len(words))}
}

// sentence returns the first sentence of s, without its stop.
func sentence(text string, s source.Span) source.Span {
	for i, r := range s.In(text) {
		if i > 0 && (r == '。' || r == '；' || r == '\n') {
			return trimmed(text, source.Span{Start: s.Start, End: s.Start + int32(i)})
		}
	}
	return s
}

// same reports whether two texts differ in nothing but width, case, blanks and
// punctuation.
func same(a, b string) bool { return a == b || fold(a) == fold(b) }

// fold returns s as zh.Key sees it.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if f := zh.Fold(r); f != 0 {
			return f
		}
		return -1
	}, s)
}
