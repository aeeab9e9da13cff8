package form

import (
	"errors"
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/paper"
)

// A Subject is what a form is about.
type Subject string

// The subjects.
const (
	OfInspection Subject = "inspection"
	OfFinding    Subject = "finding"
	OfOpen       Subject = "open" // a finding that is not closed
	OfExtension  Subject = "extension"
	OfMeeting    Subject = "meeting"
)

// A Format is a kind of file that a form is handed out as.
type Format string

// The formats.
const (
	Docx Format = "docx"
	PDF  Format = "pdf"
	Xlsx Format = "xlsx"
	HTML Format = "html"
	CSV  Format = "csv"
)

// A Form is one kind of paper. All that lists forms (pages, commands, help, the manual)
// is made from Forms.
type Form struct {
	Key      string
	ZH, EN   string
	About    fault.Msg // what it is for, in a sentence
	Of       Subject
	Numbered bool // it bears a number, 文号
	Passages []Passage
	Formats  []Format
	Make     func(*Draft) (paper.Document, error)
}

// Name returns the name of f in the language lang, "en" or Chinese.
func (f *Form) Name(lang string) string {
	if lang == "en" {
		return f.EN
	}
	return f.ZH
}

// A Passage is a place of a form for words that people write.
type Passage struct {
	Key    string
	ZH, EN string
	Line   bool   // a single line, such as a title
	Text   string // what stands there until somebody writes something else
}

// Name returns the name of p in the language lang, "en" or Chinese.
func (p Passage) Name(lang string) string {
	if lang == "en" {
		return p.EN
	}
	return p.ZH
}

// A Narrative is what people wrote, by the keys of the passages.
type Narrative map[string]string

// Of returns the words of a passage: those that were written, else what stands there.
func (n Narrative) Of(p Passage) string {
	if text, ok := n[p.Key]; ok {
		return text
	}
	return p.Text
}

// NarrativeOf returns what a version of a paper says.
func NarrativeOf(p *ledger.Paper) Narrative {
	n := Narrative{}
	if p != nil {
		for _, x := range p.Passages {
			n[x.Key] = x.Text
		}
	}
	return n
}

// A Draft is a paper that is to be made: from what, about what, with which words.
type Draft struct {
	*Account
	Form      *Form
	Subject   org.ID // zero is the inspection
	Narrative Narrative
	Number    string // 文号

	filler *filler
}

// Make makes the paper of a draft. An error is a *fault.Error: a field that does not
// exist, a subject that is not there.
func Make(d Draft) (paper.Document, error) {
	d.filler = &filler{a: d.Account}
	doc, err := d.Form.Make(&d)
	if err == nil {
		err = d.filler.err
	}
	return doc, err
}

// words returns the words of a passage as they were written, without its fields filled.
func (d *Draft) words(key string) string {
	for _, p := range d.Form.Passages {
		if p.Key == key {
			return d.Narrative.Of(p)
		}
	}
	return ""
}

// say returns the words of a passage with its fields filled, on one line.
func (d *Draft) say(key string) string {
	return strings.TrimSpace(d.filler.fill(d.words(key)))
}

// lines returns the lines of a passage that are not empty, with their fields filled.
func (d *Draft) lines(key string) (all []string) {
	for _, l := range d.told(key) {
		all = append(all, d.filler.fill(l))
	}
	return all
}

// paragraphs returns the lines of a passage as paragraphs that know their fields.
func (d *Draft) paragraphs(key string) (all []paper.Block) {
	for _, l := range d.told(key) {
		all = append(all, paper.Paragraph{Runs: d.filler.runs(l)})
	}
	return all
}

// Named returns the form of a key, or nil.
func Named(key string) *Form {
	for i := range Forms {
		if Forms[i].Key == key {
			return &Forms[i]
		}
	}
	return nil
}

// Check refuses a narrative for a form: words for a place that the form does not have,
// or a field that does not exist. The error names the passage.
func Check(a *Account, f *Form, n Narrative) error {
	for key := range n {
		if !slices.ContainsFunc(f.Passages, func(p Passage) bool { return p.Key == key }) {
			return &fault.Error{Kind: fault.Invalid, Field: key, Msg: fault.Msg{
				ZH: "“" + f.ZH + "”没有“" + key + "”这一段。", EN: "The form " + f.EN + " has no passage " + key + "."}}
		}
	}
	for _, p := range f.Passages {
		r := &filler{a: a}
		r.fill(n.Of(p))
		if e, ok := errors.AsType[*fault.Error](r.err); ok {
			e.Field = p.Key
			return e
		}
	}
	return nil
}

// Passages returns what of a narrative is kept with a version: the words that are not
// those which stand there anyway.
func Passages(f *Form, n Narrative) (all []ledger.Passage) {
	for _, p := range f.Passages {
		text, ok := n[p.Key]
		text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
		if ok && text != p.Text {
			all = append(all, ledger.Passage{Key: p.Key, Text: text})
		}
	}
	return all
}

// told returns the lines of a passage, with their fields to be filled. Of words that
// nobody changed, a line that only counts what there is none of is left out, and so is a
// clause whose figures are all needless and nothing.
func (d *Draft) told(key string) []string {
	all := lines(d.words(key))
	if _, written := d.Narrative[key]; written {
		return all
	}
	var out []string
	for _, l := range all {
		if d.boasts(l, func(*Figure) bool { return true }) {
			continue
		}
		out = append(out, without(l, func(clause string) bool { return d.boasts(clause, needless) }))
	}
	return out
}

// boasts reports whether words quote numbers of this kind and all of them are nothing.
func (d *Draft) boasts(words string, of func(*Figure) bool) bool {
	counted := false
	for _, p := range split(words) {
		if f := FigureNamed(p.text); p.field && f != nil && !f.Fact {
			if v, _ := d.filler.value(p.text); v.N != 0 || !of(f) {
				return false
			}
			counted = true
		}
	}
	return counted
}

// needless reports whether none of what a figure counts is nothing to tell: what was
// entered in a register (废止制度0项), and findings of a kind. How many findings are done
// is told also if none is.
func needless(f *Figure) bool {
	same := func(g Figure) bool { return g.ZH == f.ZH }
	return slices.ContainsFunc(registers, same) || slices.ContainsFunc(kinds, same)
}

// Media returns the media type of files of the format.
func (f Format) Media() string {
	switch f {
	case Docx:
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case Xlsx:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case PDF:
		return "application/pdf"
	case CSV:
		return "text/csv; charset=utf-8"
	}
	return "text/html; charset=utf-8"
}
