package rules

import (
	"cmp"
	"slices"
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var m03 = &lint.Rule{
	ID: "M03", Name: "number-clash",
	Title:    lint.Say{ZH: "同一文号对应两个文件", EN: "one document number for two documents"},
	Severity: lint.Error,
	Check: func(p *lint.Pass) {
		if len(p.DocNumbers) < 2 {
			return
		}
		type numbered struct {
			number uint64
			doc    int32
		}
		var few [fewTitles]numbered
		list := few[:0]
		for i := range p.Documents {
			d := &p.Documents[i]
			if d.Number == report.None || d.Outer != report.None {
				continue
			}
			n := &p.DocNumbers[d.Number]
			if n.Code.Len() < 6 {
				continue // 〔2022〕5号 alone says too little
			}
			list = append(list, numbered{zh.Key(p.In(n.Code))*31 ^ uint64(n.Year)<<24 ^ uint64(n.N), int32(i)})
		}
		slices.SortFunc(list, func(a, b numbered) int { return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.doc, b.doc)) })
		for i := 1; i < len(list); i++ {
			if list[i].number == list[i-1].number {
				clash(p, list[i-1].doc, list[i].doc)
			}
		}
	},
}

// clash reports documents a and b, which bear one number, unless they may be one:
// equal titles, one within the other, or a list that the number closes.
func clash(p *lint.Pass, a, b int32) {
	x, y := &p.Documents[a], &p.Documents[b]
	if x.Key == y.Key || inList(p, a) || inList(p, b) {
		return
	}
	var fx, fy [80]rune
	s, t := string(foldInto(fx[:0], p.In(x.Title))), string(foldInto(fy[:0], p.In(y.Title)))
	if strings.Contains(s, t) || strings.Contains(t, s) {
		return // the notice and what it issues, or a short form
	}
	f := p.Found(p.DocNumbers[y.Number].Span, lint.Say{
		ZH: "文号“%s”前文用于%s，此处用于%s，请核对哪一个有误。",
		EN: "The number %q stands for %s above and for %s here; please check which is meant."},
		p.In(p.DocNumbers[y.Number].Span), p.In(x.Span), p.In(y.Span))
	f.And(p.DocNumbers[x.Number].Span, lint.Say{ZH: "前文的文号。", EN: "The number above."})
	if g := gapOf([]rune(s), []rune(t)); (g.at+g.rest)*2 > min(len([]rune(s)), len([]rune(t))) {
		f.As(lint.Warning) // much alike: perhaps one document under two names
	}
}

// inList reports whether document d follows another title of the same list: then
// its number may be that of all.
func inList(p *lint.Pass, d int32) bool {
	before := p.Body[max(0, p.Documents[d].Start-12):p.Documents[d].Start]
	return closesAny(before, "》", "》、", "》和", "》及", "》与", "》以及", "附件", "附件：")
}
