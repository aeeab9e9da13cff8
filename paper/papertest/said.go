package papertest

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"zhenggai/paper"
)

// Bare returns s without white space and the marks between cells: how lines and
// cells are parted is the reader's business.
func Bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '│' || r == 0x200B || r == 0xFEFF {
			return -1
		}
		return r
	}, s)
}

// A teller collects the words of a document in the order in which a reader meets
// them.
type teller struct{ sb strings.Builder }

func (w *teller) say(words ...string) {
	for _, s := range words {
		w.sb.WriteString(paper.Clean(s))
	}
}

func (w *teller) runs(runs []paper.Run) {
	for _, r := range runs {
		w.say(r.Text)
	}
}

func (w *teller) signed(s paper.Signature) {
	w.say(s.Bodies...)
	w.say(paper.Day(s.Date).String())
}

func (w *teller) blocks(body []paper.Block) {
	for _, b := range body {
		switch b := b.(type) {
		case paper.Heading:
			if b.Number > 0 {
				w.say(ordinal(b.Level, b.Number))
			}
			w.say(b.Text)
			w.runs(b.Rest)
		case paper.Paragraph:
			w.runs(b.Runs)
		case paper.List:
			for i, item := range b.Items {
				w.say(marks[b.Mark][i])
				w.runs(item)
			}
		case paper.Signature:
			w.signed(b)
		case paper.Table:
			w.say(b.Caption)
			for _, r := range slices.Concat(b.HeadRows(), b.Rows) {
				for _, c := range r.Cells {
					w.say(c.String())
				}
			}
		}
	}
}

func (w *teller) head(h paper.Head) {
	w.say(h.Copy, h.Secrecy, h.Urgency)
	w.say(h.Issuers...)
	if len(h.Issuers) > 0 {
		w.say(h.Suffix)
	}
	w.say(h.Number)
	if len(h.Signers) > 0 {
		w.say("签发人：")
		w.say(h.Signers...)
	}
}

// Said returns all words of a document that has at most one issuer and two
// signers: more of them are set out in ways that differ.
func Said(d paper.Document) string {
	w := &teller{}
	w.head(d.Head)
	w.say(d.Title)
	if d.To != "" {
		w.say(d.To, "：")
	}
	w.blocks(d.Body)
	for i, a := range d.Attachments {
		if i == 0 {
			w.say("附件：")
		}
		if len(d.Attachments) > 1 {
			w.say(strconv.Itoa(i+1), ".")
		}
		w.say(a.Name)
	}
	w.signed(d.Signature)
	if d.Note != "" {
		w.say("（", d.Note, "）")
	}
	for i, a := range d.Attachments {
		if len(a.Body) > 0 {
			w.say("附件")
			if len(d.Attachments) > 1 {
				w.say(strconv.Itoa(i + 1))
			}
			w.say(a.Name)
			w.blocks(a.Body)
		}
	}
	if d.Colophon.CC != "" {
		w.say("抄送：", d.Colophon.CC, "。")
	}
	w.say(d.Colophon.Issuer, paper.Day(d.Colophon.Date).String())
	if !d.Colophon.Date.IsZero() {
		w.say("印发")
	}
	return Bare(w.sb.String())
}

// ordinal returns what is printed before a heading, from numerals written out by hand.
func ordinal(level, n int) string {
	switch level {
	case 1:
		return numerals[n] + "、"
	case 2:
		return "（" + numerals[n] + "）"
	case 3:
		return strconv.Itoa(n) + "."
	}
	return "（" + strconv.Itoa(n) + "）"
}

var (
	numerals = []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"}
	marks    = [][]string{paper.Steps: {"一是", "二是", "三是"}, paper.Circles: {"①", "②", "③"}, paper.Dashes: {"——", "——", "——"}}
)
