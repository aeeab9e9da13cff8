package rules

import (
	"strings"
	"unicode/utf8"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

var s08 = &lint.Rule{
	ID: "S08", Name: "restated-problem",
	Title:    lint.Say{ZH: "措施与问题的表述相近", EN: "a measure says much the same as the finding"},
	Severity: lint.Hint,
	Check: func(p *lint.Pass) {
		if !judged(p.Outline) {
			return
		}
		parent, at, title, turned := report.None, source.Span{}, "", ""
		for i := range p.Nodes {
			n := &p.Nodes[i]
			if n.Role != report.Measure || n.Body.Len() < 24 || n.Body.Len() > 240 || n.Parent == report.None {
				continue
			}
			if n.Parent != parent {
				parent, at = n.Parent, findingOf(p, n.Parent)
				title, turned = flat(p.In(at)), ""
			}
			words := flat(p.In(n.Body))
			// The measure may be little longer than the title: else it says more. And a
			// fact is more than the title says.
			if at.Len() < 24 || at.Len() > 300 || len(words) > len(title)+24 || figured(words) {
				continue
			}
			if !mayMirror(title, words) {
				continue
			}
			if turned == "" {
				turned = turnedRound(title)
			}
			if !mirrors(turned, unpunctuated.Replace(words)) || acts.in(words)&(actDone|actHard|actBuild) != 0 {
				continue
			}
			p.Found(n.Body, lint.Say{ZH: "该措施与问题的表述相近，请写明具体做法。", EN: "This measure says much the same as the finding; please write what was done."}).
				And(at, lint.Say{ZH: "反馈的问题", EN: "the finding"}).Sure(85)
		}
	},
}

// unpunctuated takes the marks out of a measure.
var unpunctuated = strings.NewReplacer("，", "", ",", "", "、", "", "“", "", "”", "")

// turnedRound returns title without its frame, its negations and its marks.
func turnedRound(title string) string {
	b := make([]byte, 0, 300)
	for i := 0; i < len(title); {
		if n := framed(title[i:]); n > 0 {
			i += n
			continue
		}
		_, n := utf8.DecodeRuneInString(title[i:])
		b = append(b, title[i:i+n]...)
		i += n
	}
	return string(b)
}

// framed returns the length of the word of the frame with which s begins, or 0. No
// two of them begin with the same character.
func framed(s string) int {
	word := ""
	switch r, n := utf8.DecodeRuneInString(s); r {
	case '不', '未', '，', ',', '、', '“', '”':
		return n
	case '对':
		word = "对于"
	case '关':
		word = "关于"
	case '针':
		word = "针对"
	case '的':
		word = "的问题"
	case '问':
		word = "问题"
	case '没':
		word = "没有"
	case '缺':
		word = "缺乏"
	}
	if word != "" && strings.HasPrefix(s, word) {
		return len(word)
	}
	return 0
}

// mirrors reports whether six tenths of the pairs of characters of title, without
// its negations and its frame, stand in words, without its marks.
func mirrors(title, words string) bool {
	same, all, most := 0, 0, len(title)/3-1 // pairs
	for i := 0; i+6 <= len(title); i += 3 {
		if title[i]&0xF0 != 0xE0 || title[i+3]&0xF0 != 0xE0 {
			return false // letters and digits say something of their own
		}
		all++
		if strings.Contains(words, title[i:i+6]) {
			same++
		} else if (all-same)*10 > most*4 {
			return false // too few are left
		}
	}
	return all >= 6 && same*10 >= all*6
}

// mayMirror rules out nearly all measures that do not mirror title, and none that
// does, without writing out what is left of the title: it has a bit for each pair
// of characters of words, and the marks that mirrors is asked without are no
// characters.
func mayMirror(title, words string) bool {
	var pairs [1 << 5]uint64
	slot := func(a, b uint32) uint32 { return (a*31 + b) * 0x9E3779B1 >> (32 - 11) }
	before := uint32(0)
	for i := 0; i+3 <= len(words); {
		if words[i]&0xF0 != 0xE0 {
			if words[i] != ',' {
				before = 0
			}
			i++
			continue
		}
		c := threeBytes(words[i:])
		i += 3
		switch c {
		case 0xEFBC8C, 0xE38081, 0xE2809C, 0xE2809D: // ，、“”
			continue
		}
		if before != 0 {
			h := slot(before, c)
			pairs[h>>6] |= 1 << (h & 63)
		}
		before = c
	}
	same, all := 0, 0
	before = 0
	for i := 0; i < len(title); {
		if n := framed(title[i:]); n > 0 {
			i += n
			continue
		}
		if i+3 > len(title) || title[i]&0xF0 != 0xE0 {
			break // mirrors does not go on behind it
		}
		c := threeBytes(title[i:])
		i += 3
		if before != 0 {
			h := slot(before, c)
			same += int(pairs[h>>6] >> (h & 63) & 1)
			all++
		}
		before = c
	}
	return same*10 >= all*6
}

// threeBytes returns the first character of s, of three bytes, packed.
func threeBytes(s string) uint32 { return uint32(s[0])<<16 | uint32(s[1])<<8 | uint32(s[2]) }
