package web

import (
	"errors"
	"io"
	"net/http"
	"strconv"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/intake"
	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/lint"
	"zhenggai/lint/rules"
	"zhenggai/org"
	"zhenggai/report"
	"zhenggai/report/show"
	"zhenggai/web/ui"
)

var deskRoutes = []Route{
	{"GET /desk", "阅读台", "reading desk", SignedIn, findingRoles, false, (*visit).desk},
	{"POST /desk", "上传要读的文件", "lay out a document", SignedIn, findingRoles, true, (*visit).layOut},
	{"GET /desk/{reading}", "阅读一份文件", "read a document", SignedIn, findingRoles, false, (*visit).reading},
	{"POST /desk/{reading}/correct", "更正读法", "correct a reading", SignedIn, findingRoles, false, (*visit).correctReading},
	{"POST /desk/{reading}/undo", "撤销更正", "undo a correction", SignedIn, findingRoles, false, (*visit).undoCorrection},
	{"POST /desk/{reading}/clear", "移除文件", "clear a document away", SignedIn, findingRoles, false, (*visit).clearAway},
	{"GET /desk/{reading}/take", "导入台账试算", "what taking a document over would do", SignedIn, importRoles, false, (*visit).takePage},
	{"POST /desk/{reading}/take", "导入台账", "take a document into the ledger", SignedIn, importRoles, false, (*visit).takeOver},
}

// importRoles are those that take documents into books.
var importRoles = []org.Role{org.Coordinator, org.Officer}

// deskAccept is what the dialog for choosing a file offers; what a file is decides its
// content.
const deskAccept = ".txt,.docx,.docm,.html,.htm,.pdf,.xlsx,.xlsm,.csv"

func (v *visit) desk() error {
	all, err := v.s.App.Readings(v.ctx, v.who)
	if err != nil {
		return err
	}
	return v.show(v.page(v.word("阅读台", "Reading desk")), deskPage(ui.Form{}, all))
}

func (v *visit) layOut() error {
	f, err := v.form()
	if err != nil {
		return err
	}
	r, err := v.received()
	if err == nil {
		v.redirect(readingPath(r))
		return nil
	}
	if !refusal(err) {
		return err
	}
	f.Refuse(v.ctx, err)
	f.Errors = map[string]string{"file": fault.Say(err, v.lang())}
	all, err := v.s.App.Readings(v.ctx, v.who)
	if err != nil {
		return err
	}
	return v.refused(v.page(v.word("阅读台", "Reading desk")), deskPage(f, all))
}

// received lays out the file that was sent.
func (v *visit) received() (*app.Reading, error) {
	file, head, err := v.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, fault.New(fault.Invalid, "请选择要读的文件。", "Choose a file to read.", err)
	}
	if err != nil {
		return nil, errors.Join(errForm, err)
	}
	defer file.Close()
	body, err := io.ReadAll(file)
	if err != nil {
		return nil, errors.Join(errForm, err)
	}
	return v.s.App.LayOut(v.ctx, v.who, head.Filename, body)
}

// A deskView is a reading as it is shown: corrected, and checked.
type deskView struct {
	*app.Reading
	file  *intake.File
	o     *report.Outline
	facts []report.FactView
	lost  []report.Correction
	found []lint.Finding
	pages []deskRange // parts of a long text
	lang  string

	line  int     // that is looked at, from 1; 0 is none
	at    int32   // offset of the node that is looked at
	fact  string  // that is looked at: date-1234
	takes bool    // who reads may take documents over
	form  ui.Form // a correction that was refused, with why
}

// A deskRange is a part of the text that is shown at once: its lines.
type deskRange struct{ from, to int }

// deskBytes is how many bytes of text are shown at once. A report has less; a ledger
// of thousands of rows has more, and no browser likes all of it.
const deskBytes = 512 << 10

// sheet reads a reading and what of it is looked at.
func (v *visit) sheet() (*deskView, error) {
	id, err := v.id("reading")
	if err != nil {
		return nil, err
	}
	r, f, err := v.s.App.Reading(v.ctx, v.who, id)
	if err != nil {
		return nil, err
	}
	s := &deskView{Reading: r, file: f, o: report.Read(f.Text), lang: v.lang(), fact: v.FormValue("fact"), at: -1}
	s.lost = s.o.Replay(r.Overlay())
	s.takes = (&Route{Roles: importRoles}).open(v.who.Grants)
	s.line, _ = strconv.Atoi(v.FormValue("line"))
	s.line = min(max(s.line, 0), f.Text.Lines())
	if at, err := strconv.ParseInt(v.FormValue("at"), 10, 32); err == nil && at >= 0 && int(at) < f.Text.Len() {
		s.at = int32(at)
		s.line = f.Text.LineAt(s.at)
	} else if starts := s.starts(); len(starts) > 0 {
		s.at = starts[0]
	}
	for n, size := 1, deskBytes; n <= f.Text.Lines(); n++ {
		if size += int(f.Text.Line(n).End-f.Text.Line(n).Start) + 1; size >= deskBytes {
			s.pages, size = append(s.pages, deskRange{from: n}), 0
		}
		s.pages[len(s.pages)-1].to = n
	}
	return s, nil
}

// check fills what is only seen beside the text.
func (s *deskView) check(v *visit) *deskView {
	s.facts = s.o.View(report.FileView{}, s.lang).Facts
	s.found = lint.NewChecker(rules.All(), lint.Config{Today: v.today()}).Check(s.o)
	return s
}

// starts returns the offsets at which parts begin in the line that is looked at.
func (s *deskView) starts() (all []int32) {
	if s.line == 0 {
		return nil
	}
	line := s.file.Text.Line(s.line)
	for i := range s.o.Nodes {
		n := &s.o.Nodes[i]
		if n.Span.Start > line.End {
			break
		}
		fresh := len(all) == 0 || all[len(all)-1] != n.Span.Start
		if n.Flags&report.Synthetic == 0 && n.Span.Start >= line.Start && n.Span.Start < line.End && fresh {
			all = append(all, n.Span.Start)
		}
	}
	return all
}

// page returns the part of the text that is shown.
func (s *deskView) page() deskRange {
	for _, p := range s.pages {
		if s.line <= p.to {
			return p
		}
	}
	return deskRange{1, s.file.Text.Lines()}
}

func (v *visit) reading() error {
	s, err := v.sheet()
	if err != nil {
		return err
	}
	if v.piece("desk-panel") {
		s.facts = s.o.View(report.FileView{}, s.lang).Facts
		return v.part(http.StatusOK, deskPanel(s))
	}
	s.check(v)
	if v.piece("desk") {
		return v.part(http.StatusOK, deskSheet(s))
	}
	return v.show(v.deskShown(s), deskWhole(s))
}

func (v *visit) deskShown(s *deskView) ui.Page {
	p := v.page(s.title(), ui.Link{Text: v.word("阅读台", "Reading desk"), Href: "/desk"})
	p.Tools = deskTools(s)
	return p
}

// title is what the reading calls itself.
func (s *deskView) title() string {
	if t := show.Cut(show.Inert(s.file.Text.Slice(s.o.Head.Title)), 72); t != "" {
		return t
	}
	return s.Name
}

func readingPath(r *app.Reading) string { return "/desk/" + r.ID.String() }

// path is the address of the sheet with a line looked at.
func (s *deskView) path(line int) string {
	return readingPath(s.Reading) + "?line=" + strconv.Itoa(line) + "#l" + strconv.Itoa(line)
}

// pathAt is the address of the sheet with what begins at an offset looked at.
func (s *deskView) pathAt(off int32) string {
	return readingPath(s.Reading) + "?at=" + strconv.Itoa(int(off)) + "#l" + strconv.Itoa(s.file.Text.LineAt(off))
}

// here is the address of what is looked at.
func (s *deskView) here() string {
	switch {
	case s.line == 0:
		return readingPath(s.Reading)
	case s.at >= 0:
		return s.pathAt(s.at)
	}
	return s.path(s.line)
}

func (v *visit) correctReading() error {
	s, err := v.sheet()
	if err != nil {
		return err
	}
	step, err := s.step(v)
	if err == nil && len(s.o.Replay(step)) > 0 {
		err = fault.New(fault.Conflict, "这处更正在原文中用不上，没有保存；请换一种更正。",
			"This correction does not fit the text and was not kept; try another.", nil)
	}
	if err == nil {
		_, err = v.s.App.CorrectReading(v.ctx, v.who, s.ID, step)
	}
	if err != nil {
		return v.notCorrected(err)
	}
	return v.reread(s)
}

func (v *visit) undoCorrection() error {
	s, err := v.sheet()
	if err != nil {
		return err
	}
	of, _ := strconv.Atoi(v.FormValue("of"))
	if _, err = v.s.App.UndoCorrection(v.ctx, v.who, s.ID, of); err != nil {
		return v.notCorrected(err)
	}
	return v.reread(s)
}

// notCorrected shows the sheet as it was, and beside the form of the correction why it
// was refused.
func (v *visit) notCorrected(err error) error {
	if !refusal(err) {
		return err
	}
	s, fresh := v.sheet() // the outline may hold half of the correction
	if fresh != nil {
		return fresh
	}
	if s.form, fresh = v.form(); fresh != nil {
		return fresh
	}
	s.form.Refuse(v.ctx, err)
	s.check(v)
	if v.piece("desk") {
		return v.part(http.StatusUnprocessableEntity, deskSheet(s))
	}
	return v.refused(v.deskShown(s), deskWhole(s))
}

// reread shows a reading after it was corrected: to a script the sheet, to a browser
// without one the page.
func (v *visit) reread(s *deskView) error {
	if !v.piece("desk") {
		v.redirect(s.here())
		return nil
	}
	s, err := v.sheet()
	if err != nil {
		return err
	}
	return v.part(http.StatusOK, deskSheet(s.check(v)))
}

func (v *visit) clearAway() error {
	id, err := v.id("reading")
	if err != nil {
		return err
	}
	if err := v.s.App.ClearAway(v.ctx, v.who, id); err != nil {
		return err
	}
	return v.done("/desk", "文件已移出阅读台。", "The document was cleared away.")
}

// A takeover is the form that takes a reading into a book, with what it would do.
type takeover struct {
	*app.Reading
	form        ui.Form
	books       []*ledger.Book
	inspections []*ledger.Inspection
	mappings    []app.NamedMapping // of the columns of a sheet; the book keeps them
	names       *names
	in          *app.Imported // nil: no book was chosen yet, or it is refused
	view        *draft.View
}

// takeover reads what was chosen and tries it out.
func (v *visit) takeover() (t *takeover, p app.Incoming, err error) {
	id, err := v.id("reading")
	if err != nil {
		return nil, p, err
	}
	t = &takeover{}
	if t.form, err = v.form(); err != nil {
		return nil, p, err
	}
	if t.Reading, _, err = v.s.App.Reading(v.ctx, v.who, id); err != nil {
		return nil, p, err
	}
	if t.books, err = v.s.App.ImportBooks(v.ctx, v.who); err != nil {
		return nil, p, err
	}
	if t.names, err = v.named(); err != nil {
		return nil, p, err
	}
	if p.Book, _ = org.ParseID(t.form.Value("book", "")); p.Book.IsZero() && len(t.books) == 1 {
		p.Book = t.books[0].ID
	}
	p.Kind = draft.Kind(t.form.Value("kind", ""))
	if p.Book.IsZero() {
		return t, p, nil
	}
	if t.inspections, err = v.s.App.Inspections(v.ctx, v.who, p.Book); err != nil {
		return nil, p, err
	}
	if t.mappings, err = v.s.App.Mappings(v.ctx, v.who, p.Book); err != nil {
		return nil, p, err
	}
	for _, m := range t.mappings {
		if m.Name == t.form.Value("mapping", "") {
			p.Mapping = m.Name
		}
	}
	at, _ := org.ParseID(t.form.Value("inspection", ""))
	for _, in := range t.inspections {
		if in.ID == at { // one of another book was chosen before the book was
			p.Inspection = at
		}
	}
	return t, p, nil
}

// try tells what taking the reading over would do.
func (v *visit) try(t *takeover, p app.Incoming) (err error) {
	if p.Book.IsZero() {
		return nil
	}
	if t.in, err = v.s.App.TakeOver(v.ctx, v.who, t.ID, p, false); err != nil {
		if !refusal(err) {
			return err
		}
		t.form.Refuse(v.ctx, err)
		return nil
	}
	t.view = t.in.View(v.lang())
	return nil
}

func (v *visit) takeShown(t *takeover) ui.Page {
	return v.page(v.word("导入台账", "Take into the ledger"), ui.Link{Text: v.word("阅读台", "Reading desk"), Href: "/desk"},
		ui.Link{Text: show.Cut(t.Name, 60), Href: readingPath(t.Reading)})
}

func (v *visit) takePage() error {
	t, p, err := v.takeover()
	if err != nil {
		return err
	}
	if err := v.try(t, p); err != nil {
		return err
	}
	return v.show(v.takeShown(t), takePage(t))
}

func (v *visit) takeOver() error {
	t, p, err := v.takeover()
	if err != nil {
		return err
	}
	if p.Book.IsZero() {
		err = &fault.Error{Kind: fault.Invalid, Field: "book", Msg: fault.Msg{ZH: "请选择账册。", EN: "Choose a book."}}
	} else {
		t.in, err = v.s.App.TakeOver(v.ctx, v.who, t.ID, p, true)
	}
	if err == nil {
		if !t.in.Changed {
			return v.done("/ledger?book="+p.Book.String(), "没有新内容，账册没有改动。", "Nothing is new: the book was not changed.")
		}
		return v.done("/ledger?book="+p.Book.String(), "已导入巡察 "+t.in.Inspection.No+"。下一步：在“方案”里核对责任、措施和期限，备齐后报送。",
			"Taken into the inspection "+t.in.Inspection.No+". Next: under Plan, look over owners, measures and dates, then send the plans.")
	}
	if !refusal(err) {
		return err
	}
	if fresh := v.try(t, p); fresh != nil {
		return fresh
	}
	t.form.Refuse(v.ctx, err)
	return v.refused(v.takeShown(t), takePage(t))
}
