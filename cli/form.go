package cli

import (
	"cmp"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/org"
)

type formCommands struct {
	List     formList     `cmd:""`
	Words    formWords    `cmd:""`
	Figures  formFigures  `cmd:""`
	Make     formMake     `cmd:""`
	Save     formSave     `cmd:""`
	Versions formVersions `cmd:""`
	Diff     formDiff     `cmd:""`
	Freeze   formFreeze   `cmd:""`
}

// ofForm says which form of which inspection, and about what.
type ofForm struct {
	actorFlags
	Form       string `arg:"" name:"form"`
	About      string `placeholder:"SUBJECT"`
	Book       string `placeholder:"BOOK"`
	Inspection string `placeholder:"INSPECTION"`
}

// script returns what is asked for, with no words yet.
func (c *ofForm) script(d *desk) (s app.Script, f *form.Form, err error) {
	for i := range form.Forms {
		if x := &form.Forms[i]; x.Key == c.Form || x.ZH == c.Form {
			f = x
		}
	}
	if f == nil {
		return s, nil, fault.New(fault.NotFound, "没有名为“"+c.Form+"”的表单，请用 zhenggai form list 查看。", "There is no form "+c.Form+"; zhenggai form list has them.", nil)
	}
	b, err := d.book(c.Book)
	if err != nil {
		return s, nil, err
	}
	in, err := d.inspection(b.ID, c.Inspection)
	if err != nil {
		return s, nil, err
	}
	s = app.Script{Book: b.ID, Inspection: in.ID, Form: f.Key}
	s.Subject, err = c.subject(d, &s, f)
	return s, f, err
}

// subject finds what the form is about: a finding by its code, a request for more time
// by that of its finding, a meeting by its title or day.
func (c *ofForm) subject(d *desk, s *app.Script, f *form.Form) (id org.ID, err error) {
	if f.Of == form.OfInspection {
		return id, nil
	}
	if c.About == "" {
		return id, wrong(say{"“%s”要用 --about 指明针对哪一项：问题编号，或会议的名称、日期。", "%s wants --about: the code of a finding, or the title or day of a meeting."}, f.Name(d.lang))
	}
	if f.Of == form.OfMeeting {
		m, err := d.meeting(s.Book, c.About)
		if err != nil {
			return id, err
		}
		return m.ID, nil
	}
	x, err := d.app.FindingNamed(d.ctx, d.who, s.Book, c.About)
	if err != nil {
		return id, err
	}
	s.Inspection = x.Inspection
	if f.Of == form.OfFinding || f.Of == form.OfOpen {
		return x.ID, nil
	}
	cs, err := d.app.Case(d.ctx, d.who, s.Book, x.ID)
	if err != nil {
		return id, err
	}
	if len(cs.Extensions) == 0 {
		return id, fault.New(fault.NotFound, "问题 "+x.Code+" 没有申请过延期。", "No more time was asked for finding "+x.Code+".", nil)
	}
	return cs.Extensions[len(cs.Extensions)-1].ID, nil
}

// A formList lists the forms.
type formList struct{ actorFlags }

type formView struct {
	Key     string        `json:"key"`
	Name    string        `json:"name"`
	About   string        `json:"about"`
	Of      form.Subject  `json:"of"`
	Formats []form.Format `json:"formats"`
}

func (c *formList) work(d *desk) error {
	var all []formView
	for i := range form.Forms {
		f := &form.Forms[i]
		all = append(all, formView{f.Key, f.Name(d.lang), f.About.In(d.lang), f.Of, f.Formats})
	}
	return d.show(all, func() {
		t := d.table(say{"名称", "key"}, say{"表单", "form"}, say{"格式", "formats"}, say{"说明", "about"})
		for _, v := range all {
			var formats []string
			for _, x := range v.Formats {
				formats = append(formats, string(x))
			}
			t.row(v.Key, v.Name, strings.Join(formats, " "), v.About)
		}
		d.print(t)
	})
}

// A formWords shows the words of a form that people write, and what to look at in them.
type formWords struct{ ofForm }

type passageView struct {
	Key  string `json:"key"`
	Name string `json:"name"`
	Text string `json:"text"`
}

func (c *formWords) work(d *desk) error {
	s, f, err := c.script(d)
	if err != nil {
		return err
	}
	acc, err := d.app.Account(d.ctx, d.who, s.Book, s.Inspection)
	if err != nil {
		return err
	}
	n := form.NarrativeOf(acc.Last(f.Key, s.Subject))
	var all []passageView
	for _, p := range f.Passages {
		all = append(all, passageView{p.Key, p.Name(d.lang), n.Of(p)})
	}
	return d.show(orNone(all), func() {
		for _, v := range all {
			d.part(say{v.Key + "  " + v.Name, v.Key + "  " + v.Name})
			for l := range strings.Lines(v.Text) {
				d.line(say{"  %s", "  %s"}, strings.TrimRight(l, "\n"))
			}
		}
		for _, w := range form.Warnings(acc, f, n) {
			d.warn(say{w.Passage + "：" + w.ZH, w.Passage + ": " + w.EN})
		}
	})
}

// A formFigures shows the figures that words may quote; of one, the rows behind it.
type formFigures struct {
	actorFlags
	Name       string `arg:"" optional:"" name:"figure"`
	Book       string `placeholder:"BOOK"`
	Inspection string `placeholder:"INSPECTION"`
}

type figureView struct {
	Name string       `json:"name"`
	Text string       `json:"text"`
	Rule string       `json:"rule,omitzero"`
	Rows []form.Trace `json:"rows,omitempty"`
}

func (c *formFigures) work(d *desk) error {
	b, in, err := d.bookInspection(c.Book, c.Inspection)
	if err != nil {
		return err
	}
	acc, err := d.app.Account(d.ctx, d.who, b.ID, in.ID)
	if err != nil {
		return err
	}
	if c.Name != "" {
		return c.one(d, acc)
	}
	var all []figureView
	for i := range form.Figures {
		f := &form.Figures[i]
		all = append(all, figureView{f.ZH, f.Of(acc).Text, f.Rule, nil})
	}
	return d.show(all, func() {
		t := d.table(say{"字段", "field"}, say{"现在", "now"}, say{"口径", "rule"})
		for _, v := range all {
			t.row("{"+v.Name+"}", v.Text, v.Rule)
		}
		d.print(t)
	})
}

func (c *formFigures) one(d *desk, acc *form.Account) error {
	f := form.FigureNamed(strings.Trim(c.Name, "{}｛｝"))
	if f == nil {
		return fault.New(fault.NotFound, "没有名为{"+c.Name+"}的字段，请用 zhenggai form figures 查看。", "There is no field {"+c.Name+"}; zhenggai form figures has them.", nil)
	}
	v := f.Of(acc)
	return d.show(figureView{f.ZH, v.Text, f.Rule, v.Rows}, func() {
		d.line(say{"{%s}：%s　%s", "{%s}: %s  %s"}, f.ZH, v.Text, f.Rule)
		t := d.table(say{"编号", "code"}, say{"日期", "day"}, say{"内容", "what"})
		for _, r := range v.Rows {
			code := ""
			for _, x := range acc.Tree {
				if x.ID == r.Finding {
					code = x.Code
				}
			}
			t.row(code, r.Day, r.Text)
		}
		d.print(t)
	})
}

// A formMake writes a form as a file, by the end of whose name the format is chosen.
type formMake struct {
	ofForm
	fontFlags
	File    string `arg:"" name:"file"`
	Version int    `placeholder:"N"`
}

func (c *formMake) work(d *desk) error {
	s, f, err := c.script(d)
	if err != nil {
		return err
	}
	format := form.Format(strings.TrimPrefix(strings.ToLower(filepath.Ext(c.File)), "."))
	if !has(f.Formats, format) {
		var names []string
		for _, x := range f.Formats {
			names = append(names, "."+string(x))
		}
		return wrong(say{"“%s”可以写成 %s，请改文件名的后缀。", "%s is written as %s; please give the file such a name."}, f.Name(d.lang), strings.Join(names, " "))
	}
	m, err := c.made(d, s)
	if err != nil {
		return err
	}
	if err := writeNew(c.File, func(w io.Writer) error { return d.app.WritePaper(w, m.Document, format) }); err != nil {
		return err
	}
	return d.done(struct {
		File   string        `json:"file"`
		Digest ledger.Digest `json:"digest"`
	}{c.File, m.Digest}, say{"已写到 %s（%s）", "Written to %s (%s)"}, c.File, f.Name(d.lang))
}

func has(all []form.Format, f form.Format) bool {
	for _, x := range all {
		if x == f {
			return true
		}
	}
	return false
}

// made makes the form as it reads now or, if a version is named, that.
func (c *formMake) made(d *desk, s app.Script) (*app.Made, error) {
	if c.Version == 0 {
		return d.app.MakePaper(d.ctx, d.who, s)
	}
	p, err := d.version(s, c.Version)
	if err != nil {
		return nil, err
	}
	return d.app.PaperVersion(d.ctx, d.who, s.Book, p.ID)
}

// versions returns the versions of a paper.
func (d *desk) versions(s app.Script) ([]*ledger.Paper, error) {
	acc, err := d.app.Account(d.ctx, d.who, s.Book, s.Inspection)
	if err != nil {
		return nil, err
	}
	return acc.Versions(s.Form, s.Subject), nil
}

// version returns a version of a paper by its number; 0 is the last.
func (d *desk) version(s app.Script, n int) (*ledger.Paper, error) {
	all, err := d.versions(s)
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		if p.N == n || n == 0 && p == all[len(all)-1] {
			return p, nil
		}
	}
	return nil, fault.New(fault.NotFound, "没有第 "+strconv.Itoa(n)+" 版，请用 zhenggai form versions 查看。", "There is no version "+strconv.Itoa(n)+"; see zhenggai form versions.", nil)
}

// A formSave keeps words for a form as its next version: those of the last with what is
// given in their place.
type formSave struct {
	ofForm
	Text   []string `placeholder:"KEY=TEXT" sep:"none"`
	Number string   `placeholder:"TEXT"`
}

func (c *formSave) work(d *desk) error {
	s, f, err := c.script(d)
	if err != nil {
		return err
	}
	acc, err := d.app.Account(d.ctx, d.who, s.Book, s.Inspection)
	if err != nil {
		return err
	}
	last := acc.Last(f.Key, s.Subject)
	s.Narrative, s.Number = form.NarrativeOf(last), c.Number
	if last != nil {
		s.Seen, s.Number = last.N, cmp.Or(c.Number, last.Number)
	}
	for _, t := range c.Text {
		key, text, ok := strings.Cut(t, "=")
		if !ok {
			return wrong(say{"--text 要写作 段落=文字，例如 --text invite=欢迎监督。；%s 不是这样。", "--text takes KEY=TEXT; %s is not that."}, t)
		}
		s.Narrative[strings.TrimSpace(key)] = strings.ReplaceAll(text, `\n`, "\n")
	}
	p, err := d.app.SavePaper(d.ctx, d.who, s)
	if err != nil {
		return err
	}
	for _, w := range form.Warnings(acc, f, s.Narrative) {
		d.warn(say{w.Passage + "：" + w.ZH, w.Passage + ": " + w.EN})
	}
	return d.done(p, say{"已保存%s第 %d 版", "Saved %s as version %d"}, f.Name(d.lang), p.N)
}

// A formVersions lists the versions of a form.
type formVersions struct{ ofForm }

func (c *formVersions) work(d *desk) error {
	s, _, err := c.script(d)
	if err != nil {
		return err
	}
	all, err := d.versions(s)
	if err != nil {
		return err
	}
	return d.show(orNone(all), func() {
		t := d.table(say{"#版本", "#version"}, say{"保存时间", "saved"}, say{"保存人", "by"}, say{"定稿时间", "frozen"}, say{"文号", "number"}, say{"摘要", "digest"})
		for _, p := range all {
			t.row(p.N, momentOf(p.At), d.nameOf(p.By), momentOf(p.FrozenAt), p.Number, p.Document.String()[:min(12, len(p.Document.String()))])
		}
		d.print(t)
	})
}

// A formDiff tells two versions of a form apart.
type formDiff struct {
	ofForm
	Old int `arg:"" name:"old"`
	New int `arg:"" optional:"" name:"new"`
}

func (c *formDiff) work(d *desk) error {
	s, _, err := c.script(d)
	if err != nil {
		return err
	}
	old, err := d.version(s, c.Old)
	if err != nil {
		return err
	}
	now, err := d.version(s, c.New)
	if err != nil {
		return err
	}
	all, err := d.app.ComparePapers(d.ctx, d.who, s.Book, old.ID, now.ID)
	if err != nil {
		return err
	}
	changed := []form.Change{}
	for _, x := range all {
		if !x.Same() {
			changed = append(changed, x)
		}
	}
	return d.show(changed, func() {
		for _, x := range changed {
			if x.Old != "" {
				d.line(say{"- %s", "- %s"}, x.Old)
			}
			if x.New != "" {
				d.line(say{"+ %s", "+ %s"}, x.New)
			}
		}
		d.line(say{"第 %d 版与第 %d 版：%d 处不同", "versions %d and %d: %d lines differ"}, old.N, now.N, len(changed))
	})
}

// A formFreeze makes a version keep its figures.
type formFreeze struct {
	ofForm
	Version int `placeholder:"N"`
}

func (c *formFreeze) work(d *desk) error {
	s, f, err := c.script(d)
	if err != nil {
		return err
	}
	p, err := d.version(s, c.Version)
	if err != nil {
		return err
	}
	frozen, err := d.app.FreezePaper(d.ctx, d.who, s.Book, p.ID, ledger.Digest{})
	if err != nil {
		return err
	}
	return d.done(frozen, say{"%s第 %d 版已定稿，数字截至 %s，摘要 %s", "%s, version %d, is frozen with the figures of %s; digest %s"}, f.Name(d.lang), frozen.N, frozen.Day, frozen.Document)
}
