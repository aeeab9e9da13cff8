package cli

import (
	"zhenggai/lint"
	"zhenggai/report"
	"zhenggai/source"
)

// The JSON of a check. Other programs rely on it: names and meaning are kept.
// Spans are [start, end) byte offsets into the text that "read --json" prints.

type checkView struct {
	File     checkedFile   `json:"file"`
	Findings []findingView `json:"findings"`
	Summary  summaryView   `json:"summary"`
}

type checkedFile struct {
	report.FileView
	Path string `json:"path"`
}

type findingView struct {
	Rule       string        `json:"rule"`
	Name       string        `json:"name"`
	Severity   string        `json:"severity"`
	Message    string        `json:"message"`
	Spans      []spanView    `json:"spans"`
	Related    []relatedView `json:"related"`
	Confidence float64       `json:"confidence"`
	Line       int           `json:"line"`
	Column     int           `json:"column"`
	Place      source.Place  `json:"place"`
	Anchor     string        `json:"anchor"`
	Waived     string        `json:"waived,omitempty"`
}

type spanView struct {
	Start int32  `json:"start"`
	End   int32  `json:"end"`
	Text  string `json:"text"`
}

type relatedView struct {
	File string `json:"file,omitempty"` // if it is another one
	spanView
	Message string `json:"message"`
}

type summaryView struct {
	Error   int            `json:"error"`
	Warning int            `json:"warning"`
	Hint    int            `json:"hint"`
	Waived  int            `json:"waived"`
	Rules   map[string]int `json:"rules"`
}

// view returns c as JSON has it.
func (c *checked) view(lang string) *checkView {
	v := &checkView{File: checkedFile{fileView(c.file), c.in.path}, Findings: []findingView{}, Summary: summaryView{Rules: map[string]int{}}}
	t := c.file.Text
	for i := range c.found {
		f := &c.found[i]
		at := c.ruler().at(f.Span.Start)
		g := findingView{Rule: f.Rule.ID, Name: f.Rule.Name, Severity: f.Severity.String(), Message: f.Message(lang),
			Spans: []spanView{spanOf(t, f.Span)}, Related: []relatedView{}, Confidence: float64(f.Conf) / 100,
			Line: at.Line, Column: at.Col, Place: t.Place(f.Span.Start), Anchor: f.Anchor(t.Valid()), Waived: f.Waived}
		for _, m := range f.More {
			g.Spans = append(g.Spans, spanOf(t, m))
		}
		for k := range f.Related {
			g.Related = append(g.Related, relatedView{"", spanOf(t, f.Related[k].Span), f.Related[k].Message(lang)})
		}
		if f.other != nil {
			g.Related = append(g.Related, relatedView{f.other.in.path, spanOf(f.other.file.Text, f.otherSpan), otherPlace.In(lang)})
		}
		v.Findings = append(v.Findings, g)
		v.Summary.add(&f.Finding)
	}
	return v
}

// otherPlace is what a place in another report is called.
var otherPlace = say{"另一份报告中的对应文字", "the corresponding words in the other report"}

func spanOf(t *source.Text, s source.Span) spanView { return spanView{s.Start, s.End, t.Slice(s)} }

// add counts f.
func (v *summaryView) add(f *lint.Finding) {
	if f.Waived != "" {
		v.Waived++
		return
	}
	switch f.Severity {
	case lint.Error:
		v.Error++
	case lint.Warning:
		v.Warning++
	default:
		v.Hint++
	}
	v.Rules[f.Rule.ID]++
}
