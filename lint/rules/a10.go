package rules

import (
	"strings"

	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/zh"
)

var a10 = &lint.Rule{
	ID: "A10", Name: "summary-vs-body",
	Title:    lint.Say{ZH: "制度个数与正文所列不符", EN: "more regulations are named than counted"},
	Severity: lint.Warning,
	Check: func(p *lint.Pass) {
		for _, s := range p.Head.Stated {
			if s.What != report.StatedRegulations || notAll(p, s.Quantity) {
				continue
			}
			if n, first := regulations(p, int(s.N)); n > int(s.N) {
				p.Found(p.Quantities[s.Quantity].Span, lint.Say{
					ZH: "前文称制定完善制度%d个，正文点名印发、修订的已有%d个，请核对统计口径。",
					EN: "The report counts %d regulations, its text names %d that were issued or revised; please say how they were counted.",
				}, int(s.N), n).And(first.Span, lint.Say{ZH: "多出的一个", EN: "one too many"}).Sure(85)
			}
		}
	},
}

// notAll reports whether quantity i counts only some of the regulations: another
// number of them follows, 修订8项、新建5项.
func notAll(p *lint.Pass, i int32) bool {
	if int(i)+1 >= len(p.Quantities) {
		return false
	}
	a, b := &p.Quantities[i], &p.Quantities[i+1]
	if a.ClassID != b.ClassID || a.Unit != b.Unit || b.Start-a.End > 60 {
		return false
	}
	gap := p.Body[a.End:b.Start]
	return !strings.Contains(gap, "其中") && !strings.Contains(gap, "。") && zh.HasAny(gap, "制度", "修订", "新建", "完善", "制定", "废止", "办法", "健全", "出台")
}

// regulations counts the different regulations that were issued or revised, and
// returns the one behind the first limit of them.
func regulations(p *lint.Pass, limit int) (n int, over *report.Document) {
	for i := range p.Documents {
		d := &p.Documents[i]
		if !isIssued(d) {
			continue
		}
		again := false
		for k := 0; k < i && !again; k++ {
			again = p.Documents[k].Key == d.Key && isIssued(&p.Documents[k])
		}
		if again {
			continue
		}
		if n++; n == limit+1 {
			over = d
		}
		if i > 400 {
			break // enough to tell, and the time stays linear
		}
	}
	return n, over
}

func isIssued(d *report.Document) bool {
	return d.Event == report.DocIssued && d.Type == report.DocRule && d.Outer == report.None
}
