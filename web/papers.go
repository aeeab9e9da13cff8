package web

import (
	"bytes"
	"fmt"
	"html"
	"io"
	"net/url"
	"slices"
	"strings"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/paper"
	"zhenggai/web/ui"
)

// paperRoles may write the words of papers and freeze them, as app has it.
var paperRoles = []org.Role{org.Coordinator, org.Group, org.Secretary, org.Officer}

var papersRoutes = []Route{
	{"GET /papers", "文稿和表单", "papers and forms", SignedIn, wholeRoles, false, (*visit).papers},
	{"GET /papers/style.css", "文稿的样式", "styles of papers", SignedIn, wholeRoles, false, (*visit).paperStyle},
	{"GET /papers/figures", "字段和它数的是哪些", "figures and what they count", SignedIn, wholeRoles, false, (*visit).figures},
	{"GET /papers/{form}", "一份文稿", "one paper", SignedIn, wholeRoles, false, (*visit).paper},
	{"GET /papers/{form}/file", "下载文稿", "download a paper", SignedIn, wholeRoles, false, (*visit).paperFile},
	{"GET /papers/{form}/differences", "对照两版", "tell two versions apart", SignedIn, wholeRoles, false, (*visit).paperDifferences},
	{"POST /papers/{form}", "预览或保存文稿", "preview or save a paper", SignedIn, paperRoles, false, (*visit).savePaper},
	{"POST /papers/{form}/freeze", "文稿定稿", "freeze a paper", SignedIn, paperRoles, false, (*visit).freezePaper},
}

// A papersView is the forms of an inspection.
type papersView struct {
	*visit
	*shelf
	Account *form.Account
	Figure  *form.Figure // that is looked into; nil is none
}

func (v *visit) papersView(path string) (*papersView, error) {
	s, err := v.shelf(path, true)
	if err != nil {
		return nil, err
	}
	w := &papersView{visit: v, shelf: s}
	if s.Book == nil || s.Inspection == nil {
		return w, nil
	}
	w.Account, err = v.s.App.Account(v.ctx, v.who, s.Book.ID, s.Inspection.ID)
	return w, err
}

func (v *visit) papers() error {
	w, err := v.papersView("/papers")
	if err != nil {
		return err
	}
	return v.show(v.page(v.word("文稿", "Papers")), papersPage(w))
}

func (v *visit) paperStyle() error {
	v.answered = true
	v.w.Header().Set("Content-Type", "text/css; charset=utf-8")
	v.w.Header().Set("Cache-Control", "private, max-age=3600")
	_, err := io.WriteString(v.w, paper.Style)
	return err
}

func (v *visit) figures() error {
	w, err := v.papersView("/papers/figures")
	if err != nil {
		return err
	}
	if name := v.FormValue("name"); name != "" {
		if w.Figure = form.FigureNamed(name); w.Figure == nil {
			return errNoPage
		}
	}
	return v.show(v.page(v.word("字段和数字", "Figures"), w.crumb()), figuresPage(w))
}

// link returns the address of a page of papers of the same inspection.
func (w *papersView) link(path string, more ...string) string {
	q := url.Values{"book": {w.Book.ID.String()}, "inspection": {w.Inspection.ID.String()}}
	for i := 0; i+1 < len(more); i += 2 {
		if more[i+1] != "" {
			q.Set(more[i], more[i+1])
		}
	}
	return path + "?" + q.Encode()
}

func (w *papersView) crumb() ui.Link {
	l := ui.Link{Text: w.word("文稿", "Papers"), Href: "/papers"}
	if w.Inspection != nil {
		l.Href = w.link("/papers")
	}
	return l
}

// last returns the last version of a form that has no subject, or, of one that has, how
// many subjects have versions.
func (w *papersView) last(f *form.Form) *ledger.Paper { return w.Account.Last(f.Key, org.ID{}) }

// groups are the forms by what they are about, in the order of the table.
func (w *papersView) groups(of ...form.Subject) (all []*form.Form) {
	for i := range form.Forms {
		if f := &form.Forms[i]; slices.Contains(of, f.Of) {
			all = append(all, f)
		}
	}
	return all
}

// A paperView is one paper with what a person does about it.
type paperView struct {
	*papersView
	F        *form.Form
	About    string // id of the subject
	Subjects []form.Choice
	Made     *app.Made // nil: the subject is still to be chosen, or it cannot be made
	Refusal  error     // why it cannot be made
	Versions []*ledger.Paper
	Shown    *ledger.Paper // the version that is shown; nil: as it reads now
	Words    form.Narrative
	Number   string
	Form     ui.Form // what was typed and refused, or previewed
	Unsaved  bool
	Writes   bool
}

func (v *visit) paperView() (*paperView, error) {
	f := form.Named(v.PathValue("form"))
	if f == nil {
		return nil, errNoPage
	}
	base, err := v.papersView("/papers/" + f.Key)
	if err != nil {
		return nil, err
	}
	if base.Account == nil {
		return nil, errNoPage
	}
	w := &paperView{papersView: base, F: f, Subjects: form.Subjects(base.Account, f)}
	w.Writes = v.who.Has(base.Book.Unit, paperRoles...)
	if w.About = v.FormValue("about"); w.About == "" && len(w.Subjects) > 0 {
		w.About = w.Subjects[0].ID.String()
	}
	if f.Of != form.OfInspection && !slices.ContainsFunc(w.Subjects, func(c form.Choice) bool { return c.ID.String() == w.About }) {
		if w.About != "" {
			return nil, errNoPage
		}
		return w, nil
	}
	id, err := w.subject()
	if err != nil {
		return nil, err
	}
	w.Versions = w.Account.Versions(f.Key, id)
	w.Words, w.Number = form.NarrativeOf(w.lastVersion()), ""
	if p := w.lastVersion(); p != nil {
		w.Number = p.Number
	}
	return w, nil
}

func (w *paperView) lastVersion() *ledger.Paper {
	if len(w.Versions) == 0 {
		return nil
	}
	return w.Versions[len(w.Versions)-1]
}

func (w *paperView) subject() (org.ID, error) {
	if w.F.Of == form.OfInspection {
		return org.ID{}, nil
	}
	id, err := org.ParseID(w.About)
	if err != nil {
		return id, errNoPage
	}
	return id, nil
}

// script is what is asked for with the words that stand in the form.
func (w *paperView) script() app.Script {
	id, _ := w.subject()
	s := app.Script{Book: w.Book.ID, Inspection: w.Inspection.ID, Form: w.F.Key, Subject: id, Number: w.Number, Narrative: w.Words}
	if p := w.lastVersion(); p != nil {
		s.Seen = p.N
	}
	return s
}

// make makes the paper that is shown: a version, or as it reads now with the words that
// stand in the form. What cannot be made is said in its place.
func (w *paperView) make() (err error) {
	if w.F.Of != form.OfInspection && w.About == "" {
		return nil
	}
	if n := w.FormValue("version"); n != "" {
		if w.Shown, err = w.version(n); err != nil {
			return err
		}
		w.Made, err = w.s.App.PaperVersion(w.ctx, w.who, w.Book.ID, w.Shown.ID)
	} else {
		w.Made, err = w.s.App.MakePaper(w.ctx, w.who, w.script())
	}
	if refusal(err) {
		w.Made, w.Refusal, err = nil, err, nil
	}
	return err
}

func (w *paperView) version(n string) (*ledger.Paper, error) {
	for _, p := range w.Versions {
		if fmt.Sprint(p.N) == n {
			return p, nil
		}
	}
	return nil, errNoPage
}

// at returns the address of the paper, or of something of it.
func (w *paperView) path(rest string, more ...string) string {
	more = append([]string{"about", w.About}, more...)
	return w.link("/papers/"+w.F.Key+rest, more...)
}

// shown is the number of the version that is shown; "" is as it reads now.
func (w *paperView) shown() string {
	if w.Shown == nil {
		return ""
	}
	return fmt.Sprint(w.Shown.N)
}

func (v *visit) paper() error {
	w, err := v.paperView()
	if err != nil {
		return err
	}
	if err := w.make(); err != nil {
		return err
	}
	return v.show(w.frame(), paperPage(w))
}

func (w *paperView) frame() ui.Page {
	p := w.page(capital(w.F.Name(w.lang())), w.crumb())
	if w.Made != nil && !w.Unsaved {
		p.Tools = paperTools(w)
	}
	return p
}

// markup is the preview: the same words as in every file.
func (w *paperView) markup() (string, error) {
	var b bytes.Buffer
	err := paper.HTML(&b, w.Made.Document)
	return b.String(), err
}

// warnings are what is to be looked at in the words of a passage.
func (w *paperView) warnings() []form.Warning {
	return form.Warnings(w.Account, w.F, w.Words)
}

// typed reads the words that were sent.
func (w *paperView) typed() {
	w.Form = ui.Form{Values: w.Request.Form}
	w.Number = strings.TrimSpace(w.Form.Value("number", ""))
	w.Words = form.Narrative{}
	for _, p := range w.F.Passages {
		w.Words[p.Key] = strings.TrimSpace(strings.ReplaceAll(w.Form.Value("p-"+p.Key, p.Text), "\r\n", "\n"))
	}
}

func (v *visit) savePaper() error {
	if _, err := v.form(); err != nil {
		return err
	}
	w, err := v.paperView()
	if err != nil {
		return err
	}
	w.typed()
	if w.Form.Value("do", "") == "preview" {
		if err := form.Check(w.Account, w.F, w.Words); err != nil {
			return w.refuse(err)
		}
		w.Unsaved = true
		if err := w.make(); err != nil {
			return err
		}
		return v.show(w.frame(), paperPage(w))
	}
	s := w.script()
	if _, err := fmt.Sscan(w.Form.Value("seen", "0"), &s.Seen); err != nil {
		return errForm
	}
	p, err := v.s.App.SavePaper(v.ctx, v.who, s)
	if err != nil {
		return w.refuse(err)
	}
	return v.done(w.path(""), fmt.Sprintf("已保存为第 %d 版。", p.N), fmt.Sprintf("Saved as version %d.", p.N))
}

// refuse shows the words that were typed with what is wrong with them.
func (w *paperView) refuse(err error) error {
	if !refusal(err) {
		return err
	}
	if e, ok := err.(*fault.Error); ok && e.Field != "" {
		c := *e
		c.Field = "p-" + c.Field
		err = &c
	}
	w.Form.Refuse(w.ctx, err)
	w.Unsaved = true
	if err := w.make(); err != nil {
		return err
	}
	return w.refused(w.frame(), paperPage(w))
}

func (v *visit) freezePaper() error {
	f, err := v.form()
	if err != nil {
		return err
	}
	w, err := v.paperView()
	if err != nil {
		return err
	}
	p, err := w.version(f.Value("version", ""))
	if err != nil {
		return err
	}
	var seen ledger.Digest
	if err := seen.UnmarshalText([]byte(f.Value("seen", ""))); err != nil {
		return errForm
	}
	frozen, err := v.s.App.FreezePaper(v.ctx, v.who, w.Book.ID, p.ID, seen)
	if refusal(err) {
		w.Form.Refuse(v.ctx, err)
		if err := w.make(); err != nil {
			return err
		}
		return v.refused(w.frame(), paperPage(w))
	}
	if err != nil {
		return err
	}
	return v.done(w.path("", "version", fmt.Sprint(frozen.N)), fmt.Sprintf("第 %d 版已定稿，以后内容不变。", frozen.N), fmt.Sprintf("Version %d is frozen and stays as it is.", frozen.N))
}

func (v *visit) paperFile() error {
	w, err := v.paperView()
	if err != nil {
		return err
	}
	as := form.Format(v.FormValue("as"))
	if !slices.Contains(w.F.Formats, as) {
		return errNoPage
	}
	if err := w.make(); err != nil {
		return err
	}
	if w.Made == nil {
		if w.Refusal != nil {
			return w.Refusal
		}
		return errNoPage
	}
	var b bytes.Buffer
	if err := v.s.App.WritePaper(&b, w.Made.Document, as); err != nil {
		return err
	}
	name := w.F.ZH + "-" + v.today().String() + "." + string(as)
	v.answered = true
	h := v.w.Header()
	h.Set("Content-Type", as.Media())
	h.Set("Content-Disposition", `attachment; filename="`+w.F.Key+"."+string(as)+`"; filename*=UTF-8''`+url.PathEscape(name))
	_, err = v.w.Write(b.Bytes())
	return err
}

// A differView is two versions of a paper beside each other.
type differView struct {
	*paperView
	Old, New *ledger.Paper
	Changes  []form.Change
}

func (v *visit) paperDifferences() error {
	w, err := v.paperView()
	if err != nil {
		return err
	}
	d := &differView{paperView: w}
	if d.Old, err = w.version(v.FormValue("old")); err != nil {
		return err
	}
	if d.New, err = w.version(v.FormValue("new")); err != nil {
		return err
	}
	if d.Changes, err = v.s.App.ComparePapers(v.ctx, v.who, w.Book.ID, d.Old.ID, d.New.ID); err != nil {
		return err
	}
	title := fmt.Sprintf(v.word("第 %d 版与第 %d 版", "Versions %d and %d"), d.Old.N, d.New.N)
	return v.show(v.page(title, w.crumb(), ui.Link{Text: w.F.Name(v.lang()), Href: w.path("")}), differencesPage(d))
}

// codeOf returns the code of a finding of the inspection.
func (w *papersView) codeOf(id org.ID) *ledger.Finding {
	for _, f := range w.Account.Tree {
		if f.ID == id {
			return f
		}
	}
	return nil
}

// formatName is what a format is called.
func formatName(f form.Format) string { return strings.ToUpper(html.EscapeString(string(f))) }

// versionName is what a version is called.
func versionName(v *visit, p *ledger.Paper) string {
	return fmt.Sprintf(v.word("第 %d 版", "Version %d"), p.N)
}

// passageName is what a passage of the form is called.
func passageName(w *paperView, key string) string {
	for _, p := range w.F.Passages {
		if p.Key == key {
			return p.Name(w.lang())
		}
	}
	return key
}

// paperFields are the fields of the form of words.
func paperFields(w *paperView) []string {
	fields := []string{"number"}
	for _, p := range w.F.Passages {
		fields = append(fields, "p-"+p.Key)
	}
	return fields
}

// seenVersion is the number of the version that somebody writes over; 0 is none.
func seenVersion(w *paperView) string {
	if p := w.lastVersion(); p != nil {
		return fmt.Sprint(p.N)
	}
	return "0"
}

// rowsOf is how high a text needs to be to be read at once.
func rowsOf(text string) int {
	n := 1
	for l := range strings.Lines(text) {
		n += 1 + len(l)/75
	}
	return min(max(n, 2), 14)
}

func mappingNames(w *paperView) (names []string) {
	for _, m := range w.Account.Mappings {
		names = append(names, m.Name)
	}
	return names
}

func (w *papersView) figureName() string {
	if w.lang() == "en" {
		return w.Figure.EN
	}
	return w.Figure.ZH
}

// count is how many lines differ.
func (d *differView) count() (n int) {
	for _, c := range d.Changes {
		if !c.Same() {
			n++
		}
	}
	return n
}

func findingPaperPath(f *ledger.Finding, x *form.Form) string {
	q := url.Values{"book": {f.Book.String()}, "inspection": {f.Inspection.String()}, "about": {f.ID.String()}}
	return "/papers/" + x.Key + "?" + q.Encode()
}

// wide reports whether the paper is a table that wants the whole width.
func (w *paperView) wide() bool { return slices.Contains(w.F.Formats, form.CSV) }
