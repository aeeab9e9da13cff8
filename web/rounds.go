package web

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/web/ui"
)

var roundsRoutes = []Route{
	{"GET /rounds", "轮次与巡察", "rounds and inspections", SignedIn, wholeRoles, false, (*visit).rounds},
	{"GET /rounds/{round}", "一个轮次", "one round", SignedIn, wholeRoles, false, (*visit).round},
	{"GET /rounds/{book}/{inspection}", "一次巡察和它的时限", "one inspection with its time limits", SignedIn, wholeRoles, false, (*visit).inspection},
	{"POST /rounds/{book}/{inspection}", "修改巡察", "amend an inspection", SignedIn, []org.Role{org.Coordinator, org.Officer}, false, (*visit).amendInspection},
	{"POST /rounds/round", "设立轮次", "begin a round", SignedIn, []org.Role{org.Officer}, false, (*visit).addRound},
	{"POST /rounds/book", "开设账册", "open a book", SignedIn, []org.Role{org.Coordinator, org.Officer}, false, (*visit).openBook},
	{"POST /rounds/inspection", "登记巡察", "file an inspection", SignedIn, []org.Role{org.Coordinator, org.Officer}, false, (*visit).addInspection},
}

// keeps and files say which forms a page shows; the methods that write ask again.
func keeps(v *visit, b *ledger.Book) bool { return app.Keeps(v.who, b) }

// A roundLine is a round with its inspections.
type roundLine struct {
	*ledger.Round
	Inspected []*app.Inspected
}

// sum counts the leaf findings of inspections in a state; "" is all.
func sum(all []*app.Inspected, state ledger.State) (n int) {
	for _, i := range all {
		if state == "" {
			n += i.Leaves
		} else {
			n += i.States[state]
		}
	}
	return n
}

func sumOverdue(all []*app.Inspected) (n int) {
	for _, i := range all {
		n += i.Overdue
	}
	return n
}

// A roundsView is what the pages of rounds show.
type roundsView struct {
	*visit
	names   *names
	Rounds  []*roundLine // the latest first
	Single  []*app.Inspected
	Books   []*ledger.Book // in which inspections can be filed
	Units   []*org.Unit    // for which a book can be opened
	Offices []org.ID       // as whose office a round can be begun
	Regimes *regs.Catalog
	Watched string // "yes" if there is an office that could supervise a new book
	Form    openForm
}

func (v *visit) roundsView(form openForm) (*roundsView, error) {
	w := &roundsView{visit: v, Form: form, Offices: app.Begins(v.who)}
	var err error
	if w.names, err = v.named(); err != nil {
		return nil, err
	}
	rounds, err := v.s.App.Rounds(v.ctx)
	if err != nil {
		return nil, err
	}
	all, err := v.s.App.Inspected(v.ctx, v.who, org.ID{})
	if err != nil {
		return nil, err
	}
	for _, r := range slices.Backward(rounds) {
		line := &roundLine{Round: r}
		for _, i := range all {
			if i.Round == r.ID {
				line.Inspected = append(line.Inspected, i)
			}
		}
		if len(line.Inspected) > 0 || slices.Contains(w.Offices, r.Office) || len(w.Offices) > 0 {
			w.Rounds = append(w.Rounds, line)
		}
	}
	for _, i := range all {
		if i.Round.IsZero() {
			w.Single = append(w.Single, i)
		}
	}
	if w.Regimes, err = v.s.App.Regimes(v.ctx); err != nil {
		return nil, err
	}
	books, err := v.s.App.Books(v.ctx, v.who)
	if err != nil {
		return nil, err
	}
	has := map[org.ID]bool{}
	for _, b := range books {
		has[b.Unit] = has[b.Unit] || !b.Closed
		if !b.Closed && app.Files(v.who, b.Unit) {
			w.Books = append(w.Books, b)
		}
	}
	units, err := v.s.App.Units(v.ctx)
	if err != nil {
		return nil, err
	}
	for _, u := range units {
		if u.Office && !u.Closed {
			w.Watched = "yes"
		}
		if !has[u.ID] && !u.Closed && app.Files(v.who, u.ID) && !belowOne(v.who.Tree, u, has) {
			w.Units = append(w.Units, u)
		}
	}
	return w, nil
}

// belowOne reports whether u is a department of a unit that has a book.
func belowOne(tree *org.Tree, u *org.Unit, has map[org.ID]bool) bool {
	for up, n := tree.Unit(u.Parent), 0; up != nil && n < 64; up, n = tree.Unit(up.Parent), n+1 {
		if has[up.ID] {
			return true
		}
	}
	return false
}

func (v *visit) rounds() error {
	w, err := v.roundsView(openForm{})
	if err != nil {
		return err
	}
	return v.show(v.page(v.word("轮次与巡察", "Rounds and inspections")), roundsPage(w))
}

// refuseRounds shows the page with the form that was refused.
func (v *visit) refuseRounds(which string, f ui.Form) error {
	w, err := v.roundsView(openForm{which, f})
	if err != nil {
		return err
	}
	return v.refused(v.page(v.word("轮次与巡察", "Rounds and inspections")), roundsPage(w))
}

func (v *visit) round() error {
	id, err := v.id("round")
	if err != nil {
		return err
	}
	w, err := v.roundsView(openForm{})
	if err != nil {
		return err
	}
	i := slices.IndexFunc(w.Rounds, func(r *roundLine) bool { return r.ID == id })
	if i < 0 {
		return errNoPage
	}
	return v.show(v.page(w.Rounds[i].Name, ui.Link{Text: v.word("轮次与巡察", "Rounds"), Href: "/rounds"}), roundPage(w, w.Rounds[i]))
}

func (v *visit) addRound() error {
	in, err := v.input()
	if err != nil {
		return err
	}
	r := ledger.Round{Office: in.ref("office"), Name: in.text("name"), Kind: in.text("kind"), From: in.day("from"), To: in.day("to"),
		Regime: in.text("regime"), Overlays: slices.DeleteFunc(slices.Clone(in.Values["overlay"]), func(s string) bool { return s == "" })}
	if len(in.Errors) > 0 {
		return v.refuseRounds("round", in.Form)
	}
	round, err := v.s.App.AddRound(v.ctx, v.who, r)
	if ok, broken := in.tell(err); broken != nil {
		return broken
	} else if !ok {
		return v.refuseRounds("round", in.Form)
	}
	return v.done("/rounds/"+round.ID.String(), "轮次已设立，可以为各单位登记巡察。", "The round has begun; inspections can be filed for its units.")
}

func (v *visit) openBook() error {
	in, err := v.input()
	if err != nil {
		return err
	}
	n := app.NewBook{Unit: in.ref("unit"), Name: in.text("name"), Supervised: in.text("supervised") != ""}
	if len(in.Errors) > 0 {
		return v.refuseRounds("book", in.Form)
	}
	book, err := v.s.App.OpenBook(v.ctx, v.who, n)
	if ok, broken := in.tell(err); broken != nil {
		return broken
	} else if !ok {
		return v.refuseRounds("book", in.Form)
	}
	return v.done("/rounds", "“"+book.Name+"”已开设，下一步登记巡察。", book.Name+" is open; next, file the inspection.")
}

func (v *visit) addInspection() error {
	in, err := v.input()
	if err != nil {
		return err
	}
	book := in.ref("book")
	n := ledger.Inspection{Round: in.ref("round"), Title: in.text("title"), Team: in.text("team"), From: in.day("from"), To: in.day("to"),
		Feedback: in.day("feedback"), Published: in.day("published"), Kind: cmp.Or(in.text("kind"), string(regs.Inspection)), Regime: in.text("regime")}
	if book.IsZero() {
		in.wrong("book", "请选择账册。", "Choose the book.")
	}
	if len(in.Errors) > 0 {
		return v.refuseRounds("inspection", in.Form)
	}
	insp, err := v.s.App.AddInspection(v.ctx, v.who, book, n)
	if ok, broken := in.tell(err); broken != nil {
		return broken
	} else if !ok {
		return v.refuseRounds("inspection", in.Form)
	}
	return v.done(inspectionPath(insp), "巡察 "+insp.No+" 已登记，时限如下。", "Inspection "+insp.No+" is filed; its time limits are below.")
}

// An inspectionView is one inspection with its time limits.
type inspectionView struct {
	*roundsView
	Line   *app.Inspected
	Regime regs.Regime
	Due    []regs.Deadline
	None   string // why there are no time limits
	Can    bool   // who asks may amend it
}

func (v *visit) inspectionView(form openForm) (*inspectionView, error) {
	book, err := v.id("book")
	if err != nil {
		return nil, err
	}
	id, err := v.id("inspection")
	if err != nil {
		return nil, err
	}
	w, err := v.roundsView(form)
	if err != nil {
		return nil, err
	}
	all := slices.Clone(w.Single)
	for _, r := range w.Rounds {
		all = append(all, r.Inspected...)
	}
	i := slices.IndexFunc(all, func(i *app.Inspected) bool { return i.ID == id && i.Book.ID == book })
	if i < 0 {
		return nil, errNoPage
	}
	view := &inspectionView{roundsView: w, Line: all[i], Can: app.Files(v.who, all[i].Book.Unit)}
	view.Regime, view.Due, err = v.s.App.Deadlines(v.ctx, v.who, book, id)
	if err != nil {
		if view.None, err = v.excuse(err); err != nil {
			return nil, err
		}
	}
	return view, nil
}

func (v *visit) showInspection(w *inspectionView) error {
	p := v.page(w.Line.Title, ui.Link{Text: v.word("轮次与巡察", "Rounds"), Href: "/rounds"})
	for _, r := range w.Rounds {
		if r.ID == w.Line.Round {
			p.Crumbs = append(p.Crumbs, ui.Link{Text: r.Name, Href: "/rounds/" + r.ID.String()})
		}
	}
	if len(w.Form.Errors) > 0 {
		return v.refused(p, inspectionPage(w))
	}
	return v.show(p, inspectionPage(w))
}

func (v *visit) inspection() error {
	w, err := v.inspectionView(openForm{})
	if err != nil {
		return err
	}
	return v.showInspection(w)
}

func (v *visit) amendInspection() error {
	in, err := v.input()
	if err != nil {
		return err
	}
	book, err := v.id("book")
	if err != nil {
		return err
	}
	id, err := v.id("inspection")
	if err != nil {
		return err
	}
	title, team, regime, round := in.text("title"), in.text("team"), in.text("regime"), in.ref("round")
	from, to, feedback, published := in.day("from"), in.day("to"), in.day("feedback"), in.day("published")
	version, _ := strconv.ParseInt(in.text("version"), 10, 64)
	if len(in.Errors) == 0 {
		_, err = v.s.App.AmendInspection(v.ctx, v.who, book, id, app.InspectionEdit{Version: version, Title: &title, Team: &team,
			Regime: &regime, Round: &round, From: &from, To: &to, Feedback: &feedback, Published: &published})
	}
	ok, broken := in.tell(err)
	if broken != nil {
		return broken
	}
	if !ok {
		w, err := v.inspectionView(openForm{"amend", in.Form})
		if err != nil {
			return err
		}
		return v.showInspection(w)
	}
	return v.done(v.URL.Path, "巡察信息已修改，时限随之重算。", "The inspection is amended; its time limits follow.")
}

// excuse returns the sentence of a refusal, for a place where something is missing;
// anything else is the error again.
func (v *visit) excuse(err error) (string, error) {
	if !refusal(err) && fault.KindOf(err) != fault.NotFound {
		return "", err
	}
	return fault.Say(err, v.lang()), nil
}

func inspectionPath(in *ledger.Inspection) string {
	return "/rounds/" + in.Book.String() + "/" + in.ID.String()
}

// rowsPath leads to the findings that a figure counts.
func rowsPath(i *app.Inspected, more ...string) string {
	q := url.Values{"book": {i.Book.ID.String()}, "inspection": {i.ID.String()}}
	for n := 0; n+1 < len(more); n += 2 {
		q.Set(more[n], more[n+1])
	}
	return "/ledger?" + q.Encode()
}

// regimeChoices are the regimes that can be chosen by hand.
func (w *roundsView) regimeChoices() []ui.Choice {
	choices := []ui.Choice{{Text: w.word("按反馈日期自动选择", "chosen by the day of feedback")}}
	for _, r := range w.Regimes.Regimes() {
		choices = append(choices, ui.Choice{Value: r.Key, Text: r.Title.In(w.lang())})
	}
	return choices
}

func (w *roundsView) overlayChoices() []ui.Choice {
	choices := []ui.Choice{{Text: w.word("不叠加", "none")}}
	for _, o := range w.Regimes.Overlays() {
		choices = append(choices, ui.Choice{Value: o.Key, Text: o.Title.In(w.lang())})
	}
	return choices
}

func (w *roundsView) kindChoices() (choices []ui.Choice) {
	for _, k := range []regs.Kind{regs.Inspection, regs.Audit, regs.Environment} {
		choices = append(choices, ui.Choice{Value: string(k), Text: k.Title().In(w.lang())})
	}
	return choices
}

func (w *roundsView) roundChoices() []ui.Choice {
	choices := []ui.Choice{{Text: w.word("不属于任何轮次", "of no round")}}
	for _, r := range w.Rounds {
		choices = append(choices, ui.Choice{Value: r.ID.String(), Text: r.Name})
	}
	return choices
}

func (w *roundsView) bookChoices() []ui.Choice {
	choices := []ui.Choice{{Text: w.word("请选择", "choose")}}
	for _, b := range w.Books {
		choices = append(choices, ui.Choice{Value: b.ID.String(), Text: b.Name})
	}
	return choices
}

func (w *roundsView) officeChoices() (choices []ui.Choice) {
	for _, id := range w.Offices {
		choices = append(choices, ui.Choice{Value: id.String(), Text: w.names.unit(id)})
	}
	return choices
}

// regimeName and overlayName name packs by their keys.
func (w *roundsView) regimeName(key string) string {
	for _, r := range w.Regimes.Regimes() {
		if r.Key == key {
			return r.Title.In(w.lang())
		}
	}
	return key
}

func (w *roundsView) overlayName(key string) string {
	if o, err := w.Regimes.Overlay(key); err == nil {
		return o.Title.In(w.lang())
	}
	return key
}

// of returns what stands in a form at first; nothing for a new inspection.
func of(in *ledger.Inspection) ledger.Inspection {
	if in == nil {
		return ledger.Inspection{}
	}
	return *in
}

func inspectionAction(in *ledger.Inspection) templ.SafeURL {
	if in == nil {
		return "/rounds/inspection"
	}
	return templ.SafeURL(inspectionPath(in))
}

// period returns from and to as people write them.
func period(from, to string) string {
	if from == "" && to == "" {
		return ""
	}
	return from + " — " + to
}

// closedRate is how the rate is counted.
func closedRate(ctx context.Context) string {
	return ui.Say(ctx, "销号率 = 已销号的具体问题 ÷（全部具体问题 − 撤销）", "Rate = leaf findings closed ÷ (all leaf findings − void)")
}
