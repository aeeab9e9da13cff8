package store

import (
	"strings"
	"unicode/utf8"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// A doc is what search knows of a finding.
type doc struct {
	book, finding org.ID
	body          string // folded
	traits        string // what it can be narrowed by and hardly ever changes
	grams         string // body spelled, if that was done already
}

// same reports whether search knows the same of two.
func (d *doc) same(e doc) bool { return d.body == e.body && d.traits == e.traits }

// spelled returns the words of the body.
func (d *doc) spelled() string {
	if d.grams != "" {
		return d.grams
	}
	return string(appendGrams(make([]byte, 0, 3*len(d.body)+16), d.body, ""))
}

// docOf returns what search knows of f: all its words, each part on a line.
func docOf(f *ledger.Finding) doc {
	parts := []string{f.No, f.Code, f.Title, f.Text, f.Category, f.RootCause, f.Goal, f.Standard, f.Analogy,
		f.Progress, f.Next, f.Owners.LeadName, f.Owners.DeptName, f.Owners.SupportName, f.Owners.HandlerName}
	traits := []string{levelTrait(f.Level), inspectionTrait(f.Inspection)}
	if f.Leaf {
		traits = append(traits, leafTrait)
	}
	return doc{book: f.Book, finding: f.ID, body: fold(strings.Join(parts, "\n")), traits: strings.Join(traits, " ")}
}

const leafTrait = "leaf"

func levelTrait(l ledger.Level) string { return "level" + token(string(l)) }

func inspectionTrait(id org.ID) string {
	return "in" + strings.ReplaceAll(id.String(), "-", "")
}

// fold returns s as search compares it: letters lower-case, full-width forms
// half-width, everything else, punctuation too, as it is.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if f := zh.Fold(r); f != 0 {
			return f
		}
		return r
	}, s)
}

// An engine's own tokenizer would drop punctuation and split or join characters as
// it likes. So a character is written as four digits of base 36, a pair of
// neighbours as one word of eight, and the last character as a word of four and a
// z, which no digit is. A text then holds a query of two or more characters if
// their words stand in it one after the other, and a query of one character if
// some word begins with it: for any characters at all.
const digits = "0123456789abcdefghijklmnopqrstuvwxyz"

func appendRune(out []byte, r rune) []byte {
	return append(out, digits[r/46656%36], digits[r/1296%36], digits[r/36%36], digits[r%36])
}

// appendGrams appends the words of a folded text, each with before in front of it
// and a space behind.
func appendGrams(out []byte, text, before string) []byte {
	for i, r := range text {
		out = appendRune(append(out, before...), r)
		if next, size := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):]); size > 0 {
			out = appendRune(out, next)
		} else {
			out = append(out, 'z')
		}
		out = append(out, ' ')
	}
	return out
}

// token returns any text as one word.
func token(s string) string {
	var out []byte
	for _, r := range s {
		out = appendRune(out, r)
	}
	return string(out)
}

// A searchQuery is what is searched for.
type searchQuery struct {
	text   string     // folded, not empty
	traits [][]string // of each list, one must fit
}

// words returns the words of a query, and whether it is one character, of which
// the only word is the beginning.
func (q searchQuery) words(before string) (words []string, single bool) {
	words = strings.Fields(string(appendGrams(nil, q.text, before)))
	if len(words) == 1 {
		return []string{strings.TrimSuffix(words[0], "z")}, true
	}
	return words[:len(words)-1], false
}
