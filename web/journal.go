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

// A journalView is what the page of a journal shows.
type journalView struct {
	book        org.ID
	name        string
	books       []ui.Choice
	subject     string
	lines       []app.Told
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
	if j.lines, err = v.s.App.Tell(v.ctx, v.who, j.book, entries, v.lang()); err != nil {
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

// aboutHref returns the address of the page of what an entry of a book is about; "" is none.
func aboutHref(book org.ID, e app.Told) string {
	if id, ok := strings.CutPrefix(e.Subject, "finding/"); ok {
		return "/b/" + book.String() + "/f/" + id
	}
	return ""
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
	lines, err := v.s.App.Tell(v.ctx, v.who, book, []journal.Entry{p.Entry}, v.lang())
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
