package web

import (
	"slices"
	"strconv"
	"strings"

	"zhenggai/app"
	"zhenggai/journal"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/web/ui"
)

// journalRoles read a journal: whoever sees whole books, and who audits the site.
var journalRoles = append(slices.Clone(wholeRoles), org.AuditAdmin)

// watchRoles hold the ledger against its journal.
var watchRoles = []org.Role{org.AuditAdmin, org.Officer}

var journalRoutes = []Route{
	{"GET /journal", "存证日志", "journal", SignedIn, journalRoles, false, (*visit).journal},
	{"GET /journal/{book}/{index}", "一条日志的证明", "proof of an entry", SignedIn, journalRoles, false, (*visit).proof},
	{"GET /journal/verify", "核验结果", "result of verifying", SignedIn, watchRoles, false, (*visit).verification},
	{"POST /journal/verify", "立即核验", "verify now", SignedIn, watchRoles, false, (*visit).verify},
	{"POST /journal/checkpoint", "签署检查点", "sign checkpoints", SignedIn, watchRoles, false, (*visit).checkpoint},
}

// entriesShown is how many entries a page of the journal has.
const entriesShown = 50

// An entryLine is an entry with names in the place of ids.
type entryLine struct {
	journal.Entry
	who, title, what string
	href             string // of what it is about, if there is a page
}

// A journalView is what the page of a journal shows.
type journalView struct {
	book        org.ID
	name        string
	books       []ui.Choice
	subject     string
	lines       []entryLine
	more        string
	checkpoints []app.Signed
	watch       bool // who asks may verify and sign
}

// holds reports whether who asks holds one of roles, for any unit.
func (v *visit) holds(roles ...org.Role) bool {
	return slices.ContainsFunc(v.who.Grants, func(g org.Grant) bool { return !g.Closed && slices.Contains(roles, g.Role) })
}

// journal shows the entries of a book, or of the site, the last first.
func (v *visit) journal() error {
	j := &journalView{watch: v.holds(watchRoles...), subject: v.FormValue("subject")}
	if err := v.journalBooks(j); err != nil {
		return err
	}
	q := store.EntryQuery{Book: j.book, Subject: j.subject, Limit: entriesShown + 1}
	q.Before, _ = strconv.ParseInt(v.FormValue("before"), 10, 64)
	entries, err := v.s.App.Entries(v.ctx, v.who, q)
	if err != nil {
		return err
	}
	if len(entries) > entriesShown {
		entries = entries[:entriesShown]
		j.more = "/journal?book=" + j.book.String() + "&before=" + strconv.FormatInt(entries[entriesShown-1].Index, 10)
		if j.subject != "" {
			j.more += "&subject=" + j.subject
		}
	}
	if j.lines, err = v.entryLines(j.book, entries); err != nil {
		return err
	}
	if q.Before == 0 && j.subject == "" {
		if j.checkpoints, err = v.s.App.Checkpoints(v.ctx, v.who, j.book); err != nil {
			return err
		}
	}
	p := v.page(v.word("存证日志", "Journal"))
	p.Tools = journalTools(j)
	return v.show(p, journalPage(j))
}

// journalBooks chooses the journal that is shown: the one that the address names, else
// the first that who asks may read.
func (v *visit) journalBooks(j *journalView) error {
	books, err := v.s.App.Books(v.ctx, v.who)
	if err != nil {
		return err
	}
	if v.holds(org.AuditAdmin) {
		j.books = append(j.books, ui.Choice{Value: org.Site.String(), Text: v.word("站点", "The site")})
	}
	for _, b := range books {
		if v.who.Scope().SeesBook(b.Unit) {
			j.books = append(j.books, ui.Choice{Value: b.ID.String(), Text: b.Name})
		}
	}
	j.book, err = org.ParseID(v.FormValue("book"))
	if err != nil || j.book.IsZero() {
		if len(j.books) == 0 {
			return errNoPage
		}
		if j.book, err = org.ParseID(j.books[0].Value); err != nil {
			return err
		}
	}
	for _, c := range j.books {
		if c.Value == j.book.String() {
			j.name = c.Text
		}
	}
	return nil
}

// entryLines names who did what to what.
func (v *visit) entryLines(book org.ID, entries []journal.Entry) (lines []entryLine, err error) {
	n, err := v.named()
	if err != nil {
		return nil, err
	}
	subjects, err := v.subjects(n, book, entries)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		l := entryLine{Entry: e, who: e.Actor, title: app.ActionName(e.Action, v.lang()), what: subjects[e.Subject]}
		if e.Actor == "clock" {
			l.who = org.Clock.Name(v.lang())
		} else if e.Actor == "public" {
			l.who = v.word("公众", "a reader")
		} else if id, err := org.ParseID(e.Actor); err == nil && n.person(id) != "" {
			l.who = n.person(id)
		}
		// Of a sign-in there is an address: where somebody sat, or where one tried to be him.
		l.who = strings.TrimPrefix(l.who, "address/")
		if at, ok := strings.CutPrefix(e.Subject, "address/"); ok {
			l.what = at
		}
		if id, ok := strings.CutPrefix(e.Subject, "finding/"); ok {
			l.href = "/b/" + book.String() + "/f/" + id
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// subjects names what entries are about, by table/id: people, units and grants of the
// site, the book with its inspections and findings, as far as who asks sees them.
func (v *visit) subjects(n *names, book org.ID, entries []journal.Entry) (map[string]string, error) {
	subjects := map[string]string{}
	name := func(row org.Row, text string) { subjects[row.Table()+"/"+row.Key().ID.String()] = text }
	if book == org.Site {
		for _, p := range n.people {
			name(p, p.Name)
		}
		for _, u := range n.units {
			name(u, u.Name)
		}
		grants, err := v.s.App.Grants(v.ctx)
		for _, g := range grants {
			name(g, n.person(g.Person)+" · "+g.Role.Name(v.lang())+" · "+n.unit(g.Unit))
		}
		return subjects, err
	}
	inspections, err := v.s.App.Inspections(v.ctx, v.who, book)
	if err != nil {
		return nil, err
	}
	for _, in := range inspections {
		name(in, in.No+" "+in.Title)
	}
	if err := v.paperSubjects(book, name); err != nil {
		return nil, err
	}
	if slices.ContainsFunc(entries, func(e journal.Entry) bool { return strings.HasPrefix(e.Subject, "comment/") }) {
		said, err := v.s.App.Comments(v.ctx, v.who, book, "")
		if err != nil {
			return nil, err
		}
		for _, l := range said {
			name(l.Comment, v.word("对 ", "on ")+l.On.Code+v.word("：", ": ")+clip(l.Text, 24))
		}
	}
	if !slices.ContainsFunc(entries, func(e journal.Entry) bool { return strings.HasPrefix(e.Subject, "finding/") }) {
		return subjects, nil
	}
	findings, _, err := v.s.App.Findings(v.ctx, v.who, store.FindingQuery{Books: []org.ID{book}})
	for _, f := range findings {
		name(f, f.Code+" "+titleOf(v.ctx, f))
	}
	return subjects, err
}

// paperSubjects names what only those know who see the book whole.
func (v *visit) paperSubjects(book org.ID, name func(org.Row, string)) error {
	b, err := v.s.App.BookNamed(v.ctx, v.who, book.String())
	if err != nil || !v.who.Scope().SeesBook(b.Unit) {
		return err
	}
	name(b, b.Name)
	meetings, err := v.s.App.Meetings(v.ctx, v.who, book)
	if err != nil {
		return err
	}
	for _, m := range meetings {
		name(m, m.Dated.String()+" "+m.Title)
	}
	documents, err := v.s.App.Documents(v.ctx, v.who, book)
	if err != nil {
		return err
	}
	for _, d := range documents {
		name(d, d.Name)
	}
	regulations, err := v.s.App.Regulations(v.ctx, v.who, book)
	if err != nil {
		return err
	}
	for _, r := range regulations {
		name(r, r.Title)
	}
	groups, err := v.s.App.Workgroups(v.ctx, v.who, book)
	for _, g := range groups {
		name(g, g.Name)
	}
	return err
}

// proof shows that one entry stands in the journal, step by step.
func (v *visit) proof() error {
	book, err := v.id("book")
	if err != nil {
		return err
	}
	index, err := strconv.ParseInt(v.PathValue("index"), 10, 64)
	if err != nil || index < 0 {
		return errNoPage
	}
	p, err := v.s.App.Prove(v.ctx, v.who, book, index)
	if err != nil {
		return err
	}
	lines, err := v.entryLines(book, []journal.Entry{p.Entry})
	if err != nil {
		return err
	}
	frame := v.page(v.word("第 "+strconv.FormatInt(index, 10)+" 条日志的证明", "Proof of entry "+strconv.FormatInt(index, 10)),
		ui.Link{Text: v.word("存证日志", "Journal"), Href: "/journal?book=" + book.String()})
	return v.show(frame, proofPage(p, lines[0]))
}

// verify begins to verify the site; the page it leads to tells how it goes.
func (v *visit) verify() error {
	if err := v.s.App.StartVerify(v.who); err != nil && !refusal(err) {
		return err
	}
	v.redirect("/journal/verify")
	return nil
}

// verification shows what the last verification found, or that it is under way: then
// the page asks again by itself.
func (v *visit) verification() error {
	t, ok, err := v.s.App.VerifyRun(v.who)
	if err != nil {
		return err
	}
	n, err := v.named()
	if err != nil {
		return err
	}
	body := verifyPage(t, ok, n.person(t.By))
	if v.piece("verified") {
		return v.part(200, body)
	}
	p := v.page(v.word("核验", "Verification"), ui.Link{Text: v.word("存证日志", "Journal"), Href: "/journal"})
	if ok && t.Running() {
		v.w.Header().Set("Refresh", "2") // without a script the page asks again as well
	}
	return v.show(p, body)
}

func (v *visit) checkpoint() error {
	n, err := v.s.App.SignCheckpoints(v.ctx, v.who)
	if err != nil {
		return err
	}
	back := "/journal"
	if id, err := org.ParseID(v.FormValue("book")); err == nil && !id.IsZero() {
		back += "?book=" + id.String()
	}
	count := strconv.Itoa(n)
	return v.done(back+"#checkpoints", "已签署 "+count+" 个检查点；请打印或交给监督的人保存，日后核对。", "Signed "+count+" checkpoints: print them or hand them to whoever supervises, to be held against the site later.")
}
