package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/web/ui"
)

var ledgerRoutes = []Route{
	{"GET /ledger", "台账", "ledger", SignedIn, findingRoles, false, (*visit).ledger},
	{"GET /ledger/export", "导出台账", "export the ledger", SignedIn, findingRoles, false, (*visit).exportLedger},
	{"GET /ledger/cell", "修改台账的一格", "change a cell of the ledger", SignedIn, findingRoles, false, (*visit).openCell},
	{"POST /ledger/cell", "修改台账的一格", "change a cell of the ledger", SignedIn, findingRoles, false, (*visit).saveCell},
	{"POST /ledger/bulk", "批量办理", "do the same with several findings", SignedIn, findingRoles, false, (*visit).bulk},
	{"POST /ledger/view", "保存视图", "save a view", SignedIn, findingRoles, false, (*visit).saveView},
	{"POST /ledger/view/forget", "删除视图", "forget a view", SignedIn, findingRoles, false, (*visit).forgetView},
}

// ledgerLines is how many lines a page of the ledger has.
const ledgerLines = 100

// A ledgerView is the ledger as it is shown.
type ledgerView struct {
	v     *visit
	n     *names
	q     ledgerQuery
	p     *app.LedgerPage
	cols  []*ledgerColumn
	rows  []ledgerRow
	views []ledgerSaved
	ticks bool // some rows can be ticked
}

// A ledgerRow is a line as it is shown.
type ledgerRow struct {
	*app.LedgerLine
	crumbs     []*ledger.Finding // what it is under, where that does not stand above it
	head       bool              // it is what others are under
	edit, tick bool
	saved      *savedCell
}

// ledger shows the ledger; with script, only the table is asked for.
func (v *visit) ledger() error {
	var q ledgerQuery
	in := v.URL.Query()
	if err := q.parse(in); err != nil {
		return err
	}
	if !v.piece("ledger") && hasEmpty(in) {
		v.redirect(q.Path()) // what the form did not fill in is not in the address
		return nil
	}
	w, err := v.ledgerView(q)
	if err != nil {
		return err
	}
	if w.views, err = v.savedViews(); err != nil {
		return err
	}
	if v.piece("ledger") {
		v.w.Header().Set("HX-Push-Url", q.Path())
		return v.part(http.StatusOK, ledgerTable(w))
	}
	return v.show(v.page(v.word("台账", "Ledger")), ledgerPage(w))
}

func hasEmpty(in url.Values) bool {
	for _, all := range in {
		if slices.Contains(all, "") {
			return true
		}
	}
	return false
}

// ledgerView reads a page of the ledger.
func (v *visit) ledgerView(q ledgerQuery) (*ledgerView, error) {
	p, err := v.s.App.Ledger(v.ctx, v.who, q.find(v.who.Tree, v.today(), ledgerLines))
	if err != nil {
		return nil, err
	}
	return v.ledgerOf(q, p)
}

// ledgerOf makes the view of a page.
func (v *visit) ledgerOf(q ledgerQuery, p *app.LedgerPage) (*ledgerView, error) {
	n, err := v.named()
	if err != nil {
		return nil, err
	}
	w := &ledgerView{v: v, n: n, q: q, p: p, cols: q.columns(len(p.Books))}
	shown := map[org.ID]bool{}
	for i := range p.Lines {
		l := &p.Lines[i]
		row := ledgerRow{LedgerLine: l, head: !l.Finding.Leaf}
		if q.Sort != store.ByText || !shown[l.Finding.Parent] {
			row.crumbs = l.Around.Above
		}
		shown[l.Finding.ID] = true
		if l.Finding.Leaf {
			row.edit = v.can(l, ledger.Amend)
			row.tick = row.edit || slices.ContainsFunc(bulkActions, func(a bulkAction) bool { return a.field == "" && v.can(l, a.event) })
		}
		w.ticks = w.ticks || row.tick
		w.rows = append(w.rows, row)
	}
	return w, nil
}

// can reports whether who asks may try event on a line: as far as his roles and its
// state say. What more is needed is said when he does.
func (v *visit) can(l *app.LedgerLine, event ledger.Event) bool {
	c := ledger.Case{Book: l.Book, Finding: l.Finding}
	return l.Book != nil && c.Can(event, v.who) == nil
}

// span returns how many columns the title of a head takes: those after it have nothing
// to say of a head.
func (w *ledgerView) span(r ledgerRow, i int) int {
	if !r.head || w.cols[i].Key != "title" {
		return 1
	}
	n := 1
	for _, c := range w.cols[i+1:] {
		if c.text(w, r.LedgerLine) != "" {
			break
		}
		n++
	}
	return n
}

// cell is a column of one row.
type ledgerCell struct {
	*ledgerColumn
	span int
}

// cells returns the cells of a row.
func (w *ledgerView) cells(r ledgerRow) (cells []ledgerCell) {
	for i := 0; i < len(w.cols); {
		n := w.span(r, i)
		cells = append(cells, ledgerCell{w.cols[i], n})
		i += n
	}
	return cells
}

// place names a finding in forms of the ledger: BOOK.ID.
func place(h org.Head) string { return h.Book.String() + "." + h.ID.String() }

// parsePlace reads BOOK.ID and what follows after one more dot.
func parsePlace(s string) (h org.Head, rest string, err error) {
	part := strings.SplitN(s, ".", 3)
	if len(part) < 3 {
		return h, "", errNoPage
	}
	if h.Book, err = org.ParseID(part[0]); err == nil {
		h.ID, err = org.ParseID(part[1])
	}
	if err != nil {
		return h, "", errNoPage
	}
	return h, part[2], nil
}

// A ledgerSaved is a view that somebody saved.
type ledgerSaved struct {
	name, href string
	here       bool
}

// viewPreference is what the preferences that hold views begin with.
const viewPreference = "ledger.view/"

func (v *visit) savedViews() (views []ledgerSaved, err error) {
	all, err := v.s.App.Preferences(v.ctx, v.who, viewPreference)
	for _, p := range all {
		href := ledgerPath + "?" + p.Value
		views = append(views, ledgerSaved{strings.TrimPrefix(p.Name, viewPreference), href, href == v.URL.RequestURI()})
	}
	return views, err
}

// saveView keeps the address of the ledger under a name.
func (v *visit) saveView() error {
	in, err := url.ParseQuery(v.FormValue("query"))
	if err != nil {
		return errNoPage
	}
	var q ledgerQuery
	if err := q.parse(in); err != nil {
		return err
	}
	name := strings.TrimSpace(v.FormValue("name"))
	if name == "" {
		return v.warn(q.Path(), "请先给视图起个名称，再保存。", "Please give the view a name before you save it.")
	}
	value := q.first().Values().Encode()
	if value == "" {
		value = "sort=text" // of everything: an empty value would forget it
	}
	if err := v.s.App.SetPreference(v.ctx, v.who, viewPreference+name, value); err != nil {
		if !refusal(err) {
			return err
		}
		v.say(ui.Note{Kind: "bad", Text: fault.Say(err, v.lang())})
		v.redirect(q.Path())
		return nil
	}
	return v.done(ledgerPath+"?"+value, "视图“"+name+"”已保存。", "The view “"+name+"” is saved.")
}

// forgetView deletes a view.
func (v *visit) forgetView() error {
	name := v.FormValue("name")
	all, err := v.savedViews()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(s ledgerSaved) bool { return s.name == name })
	if i < 0 {
		return errNoPage
	}
	if err := v.s.App.SetPreference(v.ctx, v.who, viewPreference+name, ""); err != nil {
		return err
	}
	_, query, _ := strings.Cut(all[i].href, "?")
	v.say(ui.Note{Kind: "ok", Text: v.word("视图“"+name+"”已删除。", "The view “"+name+"” is gone."),
		Undo: &ui.Undo{Text: v.word("撤销", "Undo"), Action: ledgerPath + "/view", Hidden: map[string]string{"name": name, "query": query}}})
	v.redirect(ledgerPath)
	return nil
}

// warn leads to a page that says what is still wanted.
func (v *visit) warn(to, zh, en string) error {
	v.say(ui.Note{Kind: "warn", Text: v.word(zh, en)})
	v.redirect(to)
	return nil
}

// back returns the page of the ledger that a form was opened on.
func (v *visit) back() string {
	at := v.FormValue("back")
	if at == "" {
		at = v.Header.Get("HX-Current-URL")
	}
	if at == "" {
		at = v.Referer()
	}
	u, err := url.Parse(at)
	if err != nil || u.Path != ledgerPath {
		return ledgerPath
	}
	return local(u.RequestURI())
}

// backQuery is the ledger that a form was opened on; what cannot be read is all of it.
func (v *visit) backQuery() (q ledgerQuery) {
	if u, err := url.Parse(v.back()); err == nil && q.parse(u.Query()) != nil {
		q = ledgerQuery{}
	}
	return q
}
