package web

import (
	"cmp"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/web/ui"
)

// settingRoles see how things are set up.
var settingRoles = append(slices.Clone(wholeRoles), org.SystemAdmin)

var settingsRoutes = []Route{
	{"GET /settings", "设置", "settings", SignedIn, settingRoles, false, (*visit).settings},
	{"GET /settings/regime/{key}", "一套时限规则", "a regime", SignedIn, settingRoles, false, (*visit).regime},
	{"POST /settings/pack", "登记时限规则、放假安排", "add a regime or holidays", SignedIn, systemOnly, false, (*visit).addPack},
	{"POST /settings/comments", "修改群众意见的期限", "set the periods of comments", SignedIn, systemOnly, false, (*visit).setSiteTerms},
	{"POST /settings/book/{book}/comments", "修改账册群众意见的期限", "set the periods of comments of a book", SignedIn, wholeRoles, false, (*visit).setBookTerms},
	{"GET /settings/book/{book}", "账册设置", "settings of a book", SignedIn, wholeRoles, false, (*visit).bookSettings},
	{"POST /settings/book/{book}", "修改账册设置", "change the settings of a book", SignedIn, wholeRoles, false, (*visit).amendBook},
	{"GET /export/{book}", "导出账册", "export a book", SignedIn, wholeRoles, false, (*visit).export},
	{"GET /calendar.ics", "到期日历文件", "calendar file of due days", SignedIn, findingRoles, false, (*visit).calendar},
}

// A settingsView is what the page of settings shows.
type settingsView struct {
	f       ui.Form
	books   []*ledger.Book
	packs   *regs.Catalog
	years   *regs.Calendar
	system  bool // who asks sets up the site
	outlets []app.Outlet
	link    string
	terms   termsForm
}

func (v *visit) settings() error {
	s, err := v.settingsView()
	if err != nil {
		return err
	}
	return v.show(v.page(v.word("设置", "Settings")), settingsPage(s))
}

func (v *visit) settingsView() (s *settingsView, err error) {
	s = &settingsView{system: v.holds(org.SystemAdmin)}
	all, err := v.s.App.Books(v.ctx, v.who)
	if err != nil {
		return nil, err
	}
	for _, b := range all {
		if v.who.Scope().SeesBook(b.Unit) {
			s.books = append(s.books, b)
		}
	}
	if s.packs, err = v.s.App.Regimes(v.ctx); err != nil {
		return nil, err
	}
	if s.years, err = v.s.App.Calendar(v.ctx); err != nil {
		return nil, err
	}
	if s.terms, err = v.termsOf(org.Site, s.system); err != nil {
		return nil, err
	}
	if s.system {
		s.link = v.s.App.Link
		s.outlets, err = v.s.App.Outlets(v.who)
	}
	return s, err
}

// A regimeView is a regime or an overlay.
type regimeView struct {
	title    regs.Title
	basis    string
	limits   []regs.TimeLimit
	warnings regs.Ladder
	classes  []regs.Class
}

func (v *visit) regime() error {
	packs, err := v.s.App.Regimes(v.ctx)
	if err != nil {
		return err
	}
	key := v.PathValue("key")
	var r *regimeView
	for _, x := range packs.Regimes() {
		if x.Key == key {
			r = &regimeView{x.Title, x.Basis, x.Limits, x.Warnings, x.Classes}
		}
	}
	if r == nil {
		o, err := packs.Overlay(key)
		if err != nil {
			return err
		}
		r = &regimeView{o.Title, o.Basis, o.Limits, o.Warnings, o.Classes}
	}
	return v.show(v.page(r.title.In(v.lang()), ui.Link{Text: v.word("设置", "Settings"), Href: "/settings"}), regimePage(r))
}

var errNoFile = &fault.Error{Kind: fault.Invalid, Field: "file", Msg: fault.Msg{ZH: "请选择文件。", EN: "Please choose a file."}}

// addPack takes a file of JSON: a regime or overlay, or the holidays of a year.
func (v *visit) addPack() error {
	f, err := v.form()
	if err != nil {
		return err
	}
	file, head, err := v.FormFile("file")
	if err != nil {
		return v.refusedPack(f, errNoFile)
	}
	defer file.Close()
	b, err := io.ReadAll(file)
	if err != nil {
		return errForm
	}
	name := strings.TrimSuffix(path.Base(head.Filename), path.Ext(head.Filename))
	add := v.s.App.AddRegime
	if f.Value("kind", "") == "holidays" {
		add = v.s.App.AddHolidays
	}
	if err := add(v.ctx, v.who, name, b); err != nil {
		return v.refusedPack(f, err)
	}
	return v.done("/settings#regimes", "已登记："+name, "Added: "+name)
}

func (v *visit) refusedPack(f ui.Form, err error) error {
	if !refusal(err) {
		return err
	}
	s, broken := v.settingsView()
	if broken != nil {
		return broken
	}
	f.Refuse(v.ctx, err)
	s.f = f
	return v.refused(v.page(v.word("设置", "Settings")), settingsPage(s))
}

// bookOf returns the book of the path, which who asks sees whole.
func (v *visit) bookOf() (*ledger.Book, error) {
	id, err := v.id("book")
	if err != nil {
		return nil, err
	}
	return v.s.App.BookNamed(v.ctx, v.who, id.String())
}

func (v *visit) bookSettings() error {
	b, err := v.bookOf()
	if err != nil {
		return err
	}
	return v.bookPage(b, ui.Form{}, ui.Form{})
}

// bookPage shows the settings of a book: f is the form of the book, terms that of the
// periods of comments.
func (v *visit) bookPage(b *ledger.Book, f, terms ui.Form) error {
	mappings, err := v.s.App.Mappings(v.ctx, v.who, b.ID)
	if err != nil {
		return err
	}
	t, err := v.termsOf(b.ID, v.who.Has(b.Unit, org.Coordinator, org.Officer))
	if err != nil {
		return err
	}
	t.f = terms
	p := v.page(b.Name+v.word(" · 设置", " · settings"), ui.Link{Text: v.word("设置", "Settings"), Href: "/settings"})
	body := bookSettingsPage(b, f, t, mappings, v.s.App.MayAmend(v.who, b), v.who.Has(b.Unit, org.Coordinator, org.Officer))
	if len(f.Errors)+len(terms.Errors) > 0 {
		return v.refused(p, body)
	}
	return v.show(p, body)
}

// mostSteps is how many steps the form of a chain reads.
const mostSteps = 20

// chainOf reads the chain that was typed: steps without a title are left out, and their
// order is that of their numbers.
func chainOf(f ui.Form) (chain []ledger.ChainStep) {
	type numbered struct {
		n int
		ledger.ChainStep
	}
	var steps []numbered
	for i := range mostSteps {
		at := "." + strconv.Itoa(i)
		title := strings.TrimSpace(f.Value("title"+at, ""))
		if title == "" {
			continue
		}
		n, err := strconv.Atoi(f.Value("n"+at, ""))
		if err != nil {
			n = i + 1
		}
		on := func(name string) bool { return f.Value(name+at, "") != "" }
		steps = append(steps, numbered{n, ledger.ChainStep{Key: cmp.Or(f.Value("key"+at, ""), "step"+strconv.Itoa(i+1)), Title: title, Role: org.Role(f.Value("role"+at, "")),
			Self: on("self"), Verify: on("verify"), Outside: on("outside"), Meeting: on("meeting")}})
	}
	slices.SortStableFunc(steps, func(a, b numbered) int { return a.n - b.n })
	for _, s := range steps {
		chain = append(chain, s.ChainStep)
	}
	return chain
}

func (v *visit) amendBook() error {
	b, err := v.bookOf()
	if err != nil {
		return err
	}
	f, err := v.form()
	if err != nil {
		return err
	}
	name, supervised, closed, chain := f.Value("name", ""), f.Value("supervised", "") != "", f.Value("closed", "") != "", chainOf(f)
	if _, err := v.s.App.AmendBook(v.ctx, v.who, b.ID, app.BookEdit{Name: &name, Supervised: &supervised, Closed: &closed, Chain: &chain}); err != nil {
		if !refusal(err) {
			return err
		}
		f.Refuse(v.ctx, err)
		return v.bookPage(b, f, ui.Form{})
	}
	return v.done("/settings/book/"+b.ID.String(), "账册设置已修改，正在审核的申请仍走原来的审核链。", "The settings are changed; what is under review goes on through its old chain.")
}

// export sends a book as one signed file.
func (v *visit) export() error {
	b, err := v.bookOf()
	if err != nil {
		return err
	}
	w := &download{v: v, name: "zhenggai-" + v.today().String() + "-" + b.ID.String() + ".zip", media: "application/zip"}
	_, err = v.s.App.Export(v.ctx, v.who, b.ID, w)
	return w.end(err)
}

// calendar sends the due days in sight as a calendar.
func (v *visit) calendar() error {
	ics, err := v.s.App.Feed(v.ctx, v.who)
	if err != nil {
		return err
	}
	v.answered = true
	v.w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	v.w.Header().Set("Content-Disposition", `attachment; filename="zhenggai.ics"`)
	_, err = v.w.Write(ics)
	return err
}
