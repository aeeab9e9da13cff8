package paper_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"unicode"

	"zhenggai/intake"
	"zhenggai/paper"
	"zhenggai/source"
)

// A fataler is a test of either kind, testing's or rapid's.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

func docx(t fataler, d paper.Document, p paper.Profile) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := paper.Docx(&b, d, p); err != nil {
		t.Fatalf("docx: %v", err)
	}
	return b.Bytes()
}

func page(t fataler, d paper.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := paper.Page(&b, d, "paper.css"); err != nil {
		t.Fatalf("html: %v", err)
	}
	return b.Bytes()
}

// parts unpacks a zip.
func parts(t fataler, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatalf("zip: %v", err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		out[f.Name] = string(body)
	}
	return out
}

// wellFormed reads a part as strictly as the library can.
func wellFormed(t fataler, name, s string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(s))
	d.Strict = true
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

// read reads a file as the product reads any.
func read(t fataler, name string, b []byte) *source.Text {
	t.Helper()
	f, err := intake.Read(context.Background(), name, b)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f.Text
}

// bare returns s without white space and the marks between cells: how lines and
// cells are parted is the reader's business.
func bare(s string) string {
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
				w.say(ordinals[b.Level][b.Number])
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

// said returns all words of a document that has at most one issuer and two
// signers: more of them are set out in ways that differ.
func said(d paper.Document) string {
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
			w.say(digits[i], ".")
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
				w.say(digits[i])
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
	return bare(w.sb.String())
}

// What is printed before headings and items, written out by hand.
var (
	digits   = []string{"1", "2", "3", "4", "5"}
	ordinals = [][]string{1: {1: "一、", 2: "二、", 12: "十二、"}, 2: {1: "（一）", 2: "（二）", 12: "（十二）"}, 3: {1: "1.", 2: "2.", 12: "12."}, 4: {1: "（1）", 2: "（2）", 12: "（12）"}}
	marks    = [][]string{paper.Steps: {"一是", "二是", "三是"}, paper.Circles: {"①", "②", "③"}, paper.Dashes: {"——", "——", "——"}}
)
