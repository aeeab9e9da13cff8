package publish

import (
	"fmt"
	"strings"

	"zhenggai/form"
	"zhenggai/paper"
	"zhenggai/zh"
)

// A Text is a bulletin as it is printed, in lines, with the place of each of its texts:
// what reads and checks papers reads the same that the public will.
type Text struct {
	Body   string
	pieces []piece
}

// A piece is where a text of the bulletin stands in the body.
type piece struct {
	at string
	span
}

// TextOf returns b as it is printed.
func TextOf(b *form.Bulletin) *Text {
	var out strings.Builder
	d := b.Document()
	out.WriteString(strings.ReplaceAll(d.Title, "\n", "") + "\n")
	for _, block := range d.Body {
		switch x := block.(type) {
		case paper.Paragraph:
			out.WriteString(runsText(x.Runs) + "\n")
		case paper.Heading:
			out.WriteString(numeral(x.Level, x.Number) + x.Text + runsText(x.Rest) + "\n")
		}
	}
	for _, body := range d.Signature.Bodies {
		out.WriteString(body + "\n")
	}
	if day := d.Signature.Date; !day.IsZero() {
		fmt.Fprintf(&out, "%d年%d月%d日\n", day.Year, day.Month, day.Day)
	}
	t := &Text{Body: out.String()}
	t.place(b)
	return t
}

func runsText(runs []paper.Run) string {
	var s strings.Builder
	for _, r := range runs {
		s.WriteString(r.Text)
	}
	return s.String()
}

// numeral is the number of a heading as GB/T 9704 prints it.
func numeral(level, n int) string {
	switch {
	case n == 0:
		return ""
	case level == 1:
		return zh.FormatNumeral(int64(n)) + "、"
	case level == 2:
		return "（" + zh.FormatNumeral(int64(n)) + "）"
	case level == 3:
		return fmt.Sprintf("%d.", n)
	}
	return fmt.Sprintf("（%d）", n)
}

// place finds each text in the body, one behind the other: they are printed in the order
// in which Texts yields them. What is not printed has no place.
func (t *Text) place(b *form.Bulletin) {
	left := map[string]string{}
	b.Walk(func(it *form.Item) {
		if it.Left != "" {
			left["items/"+it.Finding.String()+"/title"] = it.Left
		}
	})
	end := 0
	b.Texts(func(at string, text *string) {
		words := strings.TrimRight(*text, "。；;.，,、 　\n")
		if class := left[at]; class != "" {
			words = class // printed in the place of the title
		}
		if at == "unit" || words == "" {
			return
		}
		if k := strings.Index(t.Body[end:], words); k >= 0 {
			t.pieces = append(t.pieces, piece{at, span{end + k, end + k + len(words)}})
			end += k + len(words)
		}
	})
}

// At returns the place that an offset of the body belongs to, and the offset in its
// text; "" for what no text of the bulletin is at.
func (t *Text) At(offset int) (at string, in int) {
	for _, p := range t.pieces {
		if offset >= p.from && offset < p.to {
			return p.at, offset - p.from
		}
	}
	return "", 0
}

// AtSpan returns the place that a span belongs to: where it begins or, because the number
// of a heading belongs to no text, where it ends.
func (t *Text) AtSpan(from, to int) string {
	at, _ := t.At(from)
	if at == "" {
		at, _ = t.At(to - 1)
	}
	for i := from; at == "" && i < to; i++ {
		at, _ = t.At(i)
	}
	return at
}
