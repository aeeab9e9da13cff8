package form

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"zhenggai/ledger"
	"zhenggai/zh"
)

// day writes d as official papers do: 2026年7月5日; "" for none.
func day(d zh.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
}

// ends are the marks that a sentence may end in.
const ends = "。；;.，,、 　\n"

// bare returns a text without the marks and spaces at its ends, so that another mark
// can be put behind it.
func bare(s string) string { return strings.TrimRight(strings.TrimSpace(s), ends) }

// sentence returns a text with one full stop at its end; a mark that ends it otherwise
// stays.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.HasSuffix(s, "！") || strings.HasSuffix(s, "？") || strings.HasSuffix(s, "。") {
		return s
	}
	return bare(s) + "。"
}

// steps writes measures as reports tell them: 一是…；二是…。 One alone has no number.
func steps(all []string) string {
	if len(all) == 1 {
		return sentence(all[0])
	}
	var b strings.Builder
	for i, m := range all {
		if i > 0 {
			b.WriteString("；")
		}
		b.WriteString(zh.FormatNumeral(int64(i+1)) + "是" + bare(m))
	}
	if b.Len() > 0 {
		b.WriteString("。")
	}
	return b.String()
}

// lines returns the lines of a text that are not empty.
func lines(s string) (all []string) {
	for l := range strings.Lines(s) {
		if l = strings.TrimSpace(l); l != "" {
			all = append(all, l)
		}
	}
	return all
}

// china is how far the clock of every site is before UTC.
const china = 8 * time.Hour

// dayOf returns the day on which a moment was, at the site.
func dayOf(t ledger.Time) zh.Date {
	if t.IsZero() {
		return zh.Date{}
	}
	y, m, d := t.UTC().Add(china).Date()
	return zh.D(y, int(m), d)
}

// moment writes a moment as a form does.
func moment(t ledger.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Add(china).Format("2006年1月2日 15:04")
}

// lineOfTitle is how many characters of a title stand in one line.
const lineOfTitle = 20

// broken breaks a title that is longer than a line where its sense allows it: behind who
// issues it.
func broken(title string) string {
	if i := strings.Index(title, "关于"); i > 0 && utf8.RuneCountInString(title) > lineOfTitle && !strings.Contains(title, "\n") {
		return title[:i] + "\n" + title[i:]
	}
	return title
}

// marks end a clause, weaker ones first.
const marks = "，,；;。！？\n"

// without returns text less the clauses that drop. A clause that now ends a sentence
// ends in the mark that the sentence had.
func without(text string, drop func(clause string) bool) string {
	var kept []string // clauses, each without its mark
	var after []rune  // the marks
	begin := 0        // where the sentence begins in them
	rank := func(r rune) int { return strings.IndexRune(marks, r) }
	for text != "" {
		clause, mark := text, rune(0)
		if i := strings.IndexAny(text, marks); i >= 0 {
			var n int
			mark, n = utf8.DecodeRuneInString(text[i:])
			clause, text = text[:i], text[i+n:]
		} else {
			text = ""
		}
		switch n := len(kept); {
		case !drop(clause):
			kept, after = append(kept, clause), append(after, mark)
		case n > begin && (mark == 0 || rank(mark) > rank(after[n-1])):
			after[n-1] = mark
		}
		if rank(mark) >= rank('。') {
			begin = len(kept)
		}
	}
	var b strings.Builder
	for i, clause := range kept {
		b.WriteString(clause)
		if after[i] != 0 {
			b.WriteRune(after[i])
		}
	}
	return b.String()
}
