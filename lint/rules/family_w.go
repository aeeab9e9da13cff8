package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

// wording are the rules of family W.
var wording = []*lint.Rule{w01, w02, w03, w04, w05, w06, w07, w08, w09, w10, w11, w12}

// onPortal reports whether s stands in what a portal put around the report:
// nobody who writes a report answers for that.
func onPortal(p *lint.Pass, s source.Span) bool {
	n := p.Holder(s.Start)
	return n != report.None && p.Nodes[n].Role == report.Chrome
}

// longestSentence is how far, in bytes, a sentence is followed to either side.
const longestSentence = 600

// sentenceAt returns the sentence that holds s. A line end closes it only behind
// a stop: in wrapped texts sentences run over lines.
func sentenceAt(body string, s source.Span) source.Span {
	from := int(s.Start)
	for from > 0 && int(s.Start)-from < longestSentence && !closes(body, from) {
		from--
	}
	to := int(s.End)
	for to < len(body) && to-int(s.End) < longestSentence && !closes(body, to) {
		to++
	}
	for from < int(s.Start) && body[from]&0xC0 == 0x80 {
		from++
	}
	for to > int(s.End) && to < len(body) && body[to]&0xC0 == 0x80 {
		to--
	}
	return source.Span{Start: int32(from), End: int32(to)}
}

// closes reports whether a sentence ends at offset i: behind 。；！？ or at a line
// end behind one of them.
func closes(body string, i int) bool {
	if c := body[i-1]; c < 0x80 {
		return c == ';' || c == '\n' && (i < 2 || stopBefore(body, i-1) || body[i-2] == '\n')
	}
	return stopBefore(body, i)
}

// stopBefore reports whether a full stop, a semicolon or a colon ends at offset i.
func stopBefore(body string, i int) bool {
	if i >= 1 && (body[i-1] == ';' || body[i-1] == ':') {
		return true
	}
	if i < 3 {
		return false
	}
	switch body[i-3 : i] {
	case "。", "；", "！", "？", "：":
		return true
	}
	return false
}

// closesAny reports whether s ends with one of words.
func closesAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// opensAny reports whether s begins with one of words.
func opensAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// toldAsFault reports whether the wording at s is itself what is talked about:
// 将“部署”误写为“布署”.
func toldAsFault(p *lint.Pass, s source.Span) bool {
	in := p.In(sentenceAt(p.Body, s))
	return mistold.in(in)
}

var mistold = newNeedles("误写", "错写", "写错", "写成", "错别字", "误为", "误作", "错字", "更正为", "改为“", "笔误")

// wordHits returns the rule's hits that count: none on the portal's part, and of
// hits that overlap only the first.
func wordHits(p *lint.Pass) []lint.Hit {
	hits := p.Hits()
	kept, end := hits[:0], int32(0)
	for _, h := range hits {
		if h.Span.Start < end || onPortal(p, h.Span) {
			continue
		}
		kept, end = append(kept, h), h.Span.End
	}
	return kept
}

// A pair of a wrong and a right wording is looked for from the character before
// the first that is wrong: 工作职则 by 职则. The common words before it need not be
// looked up at every place of the text then. What was cut off is the Word's Lead.
func pairWord(kind, wrong, right string, not []string) lint.Word {
	cut := 0
	for k := range wrong {
		if !strings.HasPrefix(right, wrong[:k]) {
			break
		}
		cut = k
	}
	if cut = min(cut-3, len(wrong)-6); cut <= 0 || wrong[cut]&0xC0 == 0x80 {
		cut = 0
	}
	w := lint.Word{Find: wrong[cut:], Say: right, Lead: wrong[:cut], Sort: kind}
	for _, n := range not {
		if n = together(n, wrong); strings.Contains(n, w.Find) {
			w.Not = append(w.Not, n)
		}
	}
	return w
}

// together returns not as it stands around wrong: 新建全 and 建全制度 meet in
// 新建全制度, 形成和力 and 和力度 in 形成和力度.
func together(not, wrong string) string {
	for k := min(len(not), len(wrong)) - 3; k >= 6; k -= 3 {
		switch {
		case strings.HasSuffix(not, wrong[:k]):
			return not + wrong[k:]
		case strings.HasSuffix(wrong, not[:k]):
			return wrong + not[k:]
		}
	}
	return not
}

// pairHits returns the hits of words made by pairWord, without those that overlap
// or are themselves talked about.
func pairHits(p *lint.Pass) []lint.Hit {
	hits := p.Hits()
	kept, end := hits[:0], int32(0)
	for _, h := range hits {
		if h.Span.Start < end || onPortal(p, h.Span) || toldAsFault(p, h.Span) {
			continue
		}
		kept, end = append(kept, h), h.Span.End
	}
	return kept
}

// pairWords makes the words of a table of pairs: wrong>right, and behind a bar
// the longer wordings that hold one of the line's and are right.
func pairWords(kind, table string) (words []lint.Word) {
	for line := range strings.Lines(table) {
		line, not, _ := strings.Cut(strings.TrimSpace(line), " | ")
		for pair := range strings.FieldsSeq(line) {
			if wrong, right, ok := strings.Cut(pair, ">"); ok {
				words = append(words, pairWord(kind, wrong, right, strings.Fields(not)))
			}
		}
	}
	return words
}

// A hanSet holds a bit for each of the common ideographs, by the three bytes of
// their UTF-8.
type hanSet [6][64]uint64

// newHanSet returns the set of the characters of s, U+4000 to U+9FFF.
func newHanSet(s string) (set hanSet) {
	for _, r := range s {
		set[r>>12-4][r>>6&0x3F] |= 1 << (r & 0x3F)
	}
	return set
}

// begins reports whether s begins with a character of the set.
func (x *hanSet) begins(s string) bool {
	if len(s) < 3 || s[0] < 0xE4 || s[0] > 0xE9 {
		return false
	}
	return x[s[0]-0xE4][s[1]&0x3F]>>(s[2]&0x3F)&1 != 0
}
