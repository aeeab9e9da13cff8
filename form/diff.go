package form

import (
	"strings"
	"unicode"

	"zhenggai/paper"
)

// A Change is a line of two versions of a paper: the same, only in one of them, or in
// both with other words.
type Change struct {
	Old, New string
	Words    []Differing // of a line with other words
}

// Same reports whether the line is in both versions as it is.
func (c Change) Same() bool { return c.Old == c.New }

// A Differing is words that two lines share, or that only one of them has.
type Differing struct {
	Text     string
	Old, New bool // whose words they are; both: of either
}

// Compare tells two papers apart line by line, and lines that were changed word by word.
func Compare(old, now paper.Document) (all []Change) {
	a, b := Lines(old), Lines(now)
	var gone, come []string
	flush := func() {
		for i := range max(len(gone), len(come)) {
			var c Change
			if i < len(gone) {
				c.Old = gone[i]
			}
			if i < len(come) {
				c.New = come[i]
			}
			if c.Old != "" && c.New != "" {
				c.Words = TellApart(c.Old, c.New)
			}
			all = append(all, c)
		}
		gone, come = nil, nil
	}
	align(a, b, func(i, j int) {
		switch {
		case i >= 0 && j >= 0:
			flush()
			all = append(all, Change{Old: a[i], New: b[j]})
		case i >= 0:
			gone = append(gone, a[i])
		default:
			come = append(come, b[j])
		}
	})
	flush()
	return all
}

// TellApart tells two lines apart: a Han is a word, and so is a row of letters or digits.
func TellApart(old, now string) (all []Differing) {
	a, b := wordsOf(old), wordsOf(now)
	align(a, b, func(i, j int) {
		d := Differing{Old: i >= 0, New: j >= 0}
		if d.Old {
			d.Text = a[i]
		} else {
			d.Text = b[j]
		}
		if n := len(all) - 1; n >= 0 && all[n].Old == d.Old && all[n].New == d.New {
			all[n].Text += d.Text
			return
		}
		all = append(all, d)
	})
	return all
}

func wordsOf(s string) (all []string) {
	inWord := false
	for _, r := range s {
		word := r < unicode.MaxLatin1 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '%')
		if word && inWord {
			all[len(all)-1] += string(r)
		} else {
			all = append(all, string(r))
		}
		inWord = word
	}
	return all
}

// mostCompared bounds what is compared pair by pair; two texts that are longer and have
// little in common at their ends are told as a whole.
const mostCompared = 4_000_000

// align calls pair with the indexes of what a and b share, in order, and with -1 in the
// place of the other for what only one of them has, what went before what came.
func align(a, b []string, pair func(i, j int)) {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		pair(head, head)
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	n, m := len(a)-head-tail, len(b)-head-tail
	i, j := 0, 0
	if n*m > 0 && n*m <= mostCompared {
		long := longest(a[head:head+n], b[head:head+m])
		for i < n && j < m {
			switch {
			case a[head+i] == b[head+j]:
				pair(head+i, head+j)
				i, j = i+1, j+1
			case long[(i+1)*(m+1)+j] >= long[i*(m+1)+j+1]:
				pair(head+i, -1)
				i++
			default:
				pair(-1, head+j)
				j++
			}
		}
	}
	for ; i < n; i++ {
		pair(head+i, -1)
	}
	for ; j < m; j++ {
		pair(-1, head+j)
	}
	for k := range tail {
		pair(len(a)-tail+k, len(b)-tail+k)
	}
}

// longest returns, at i*(len(b)+1)+j, the length of the longest common subsequence of
// a[i:] and b[j:].
func longest(a, b []string) []int32 {
	w := len(b) + 1
	long := make([]int32, (len(a)+1)*w)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				long[i*w+j] = long[(i+1)*w+j+1] + 1
			} else {
				long[i*w+j] = max(long[(i+1)*w+j], long[i*w+j+1])
			}
		}
	}
	return long
}

// Lines returns what a paper says, a line for each paragraph and each row of a table.
func Lines(d paper.Document) (all []string) {
	add := func(parts ...string) {
		if s := strings.TrimSpace(strings.ReplaceAll(strings.Join(parts, ""), "\n", " ")); s != "" {
			all = append(all, s)
		}
	}
	add(strings.Join(d.Head.Issuers, " "), d.Head.Suffix)
	add(d.Head.Number)
	add(d.Title)
	add(d.To)
	body := func(blocks []paper.Block) {
		for _, b := range blocks {
			switch b := b.(type) {
			case paper.Heading:
				add(b.Text, said(b.Rest))
			case paper.Paragraph:
				add(said(b.Runs))
			case paper.List:
				for _, item := range b.Items {
					add(said(item))
				}
			case paper.Table:
				for _, r := range b.Rows {
					var cells []string
					for _, c := range r.Cells {
						cells = append(cells, c.String())
					}
					add(strings.Join(cells, "｜"))
				}
			case paper.Signature:
				add(strings.Join(b.Bodies, "、"), " ", day(b.Date))
			}
		}
	}
	body(d.Body)
	for _, a := range d.Attachments {
		add(a.Name)
		body(a.Body)
	}
	add(strings.Join(d.Signature.Bodies, "、"), " ", day(d.Signature.Date))
	return all
}

// said is what runs say.
func said(runs []paper.Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}
