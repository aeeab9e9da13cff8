package web

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/web/ui"
	"zhenggai/zh"
)

var findingRoutes = []Route{
	{"GET /b/{book}/f/{finding}", "问题", "a finding", SignedIn, findingRoles, false, (*visit).finding},
	{"POST /b/{book}/f/{finding}/do", "办理问题", "act on a finding", SignedIn, findingRoles, false, (*visit).do},
	{"GET /b/{book}/f/{finding}/similar", "其他单位的相似问题", "similar findings elsewhere", SignedIn, findingRoles, false, (*visit).similar},
	{"GET /b/{book}/d/{document}", "文件原文", "the words of a document", SignedIn, wholeRoles, false, (*visit).document},
	{"POST /b/{book}/f/{finding}/evidence", "提交佐证", "add evidence", SignedIn, findingRoles, true, (*visit).attach},
	{"GET /b/{book}/f/{finding}/e/{evidence}", "佐证材料", "evidence", SignedIn, findingRoles, false, (*visit).evidence},
	{"GET /b/{book}/f/{finding}/e/{evidence}/text", "佐证材料的文字", "the words of evidence", SignedIn, findingRoles, false, (*visit).evidenceText},
}

// A findingView is a finding as one person sees it now.
type findingView struct {
	*app.Dossier
	v    *visit
	n    *names
	form ui.Form // what was typed and refused
	act  *act    // the form that is open; nil is none
	news []journal.Entry
	talk []*app.CommentLine // by readers, the last first
}

// finding shows a finding: a leaf with all that hangs on it, a parent with what is
// below it.
func (v *visit) finding() error {
	fv, err := v.findingView()
	if err != nil {
		return err
	}
	if !fv.Finding.Leaf {
		return v.show(fv.page(), parentPage(fv))
	}
	q := v.URL.Query()
	if event := q.Get("do"); event != "" {
		if _, err := v.answering(); err != nil {
			return err
		}
		on, _ := org.ParseID(q.Get("on"))
		if fv.act = fv.open(ledger.Event(event), on, q.Get("register")); fv.act == nil {
			return v.refusedStep(fv, ledger.Event(event))
		}
	}
	return v.show(fv.page(), findingPage(fv))
}

// refusedStep says why a step that an address asks for is not offered.
func (v *visit) refusedStep(fv *findingView, event ledger.Event) error {
	if err := fv.Case.Can(event, v.who); err != nil {
		return err
	}
	for _, o := range fv.Offers() {
		if o.Step.Event == event && o.Refusal != nil {
			return o.Refusal
		}
	}
	return errNoPage
}

// findingView reads the finding that the address names.
func (v *visit) findingView() (*findingView, error) {
	book, err := v.id("book")
	if err != nil {
		return nil, err
	}
	id, err := v.id("finding")
	if err != nil {
		return nil, err
	}
	d, err := v.s.App.Dossier(v.ctx, v.who, book, id)
	if err != nil {
		return nil, err
	}
	n, err := v.named()
	if err != nil {
		return nil, err
	}
	talk, err := v.s.App.CommentsOn(v.ctx, v.who, book, id)
	return &findingView{Dossier: d, v: v, n: n, talk: talk}, err
}

// leafView reads the finding that the address names, which must be one that is acted on.
func (v *visit) leafView() (*findingView, error) {
	fv, err := v.findingView()
	if err == nil && !fv.Finding.Leaf {
		return nil, errNoPage
	}
	return fv, err
}

// page is the frame of the finding.
func (fv *findingView) page() ui.Page {
	crumbs := []ui.Link{{Text: fv.Book.Name, Href: "/ledger?" + url.Values{"book": {fv.Book.ID.String()}}.Encode()}}
	for _, f := range fv.Above {
		crumbs = append(crumbs, ui.Link{Text: zh.Clip(f.Code+" "+titleOf(fv.v.ctx, f), 18), Href: findingPath(f)})
	}
	p := fv.v.page(strings.TrimSpace(fv.Finding.Code+" "+titleOf(fv.v.ctx, fv.Finding)), crumbs...)
	if fv.Finding.Leaf {
		p.Tools = findingTools(fv)
	}
	return p
}

// path is the address of the finding, with something behind it.
func (fv *findingView) path(more ...string) string {
	return findingPath(fv.Finding) + strings.Join(more, "")
}

// asks is the address of the finding with a form open.
func (fv *findingView) asks(event ledger.Event, on org.ID) string {
	if event == ledger.Pass || event == ledger.Return {
		return reviewPath(fv.Finding)
	}
	if event == ledger.Attach {
		return fv.path("#attach")
	}
	q := url.Values{"do": {string(event)}}
	if !on.IsZero() {
		q.Set("on", on.String())
	}
	return fv.path("?", q.Encode(), "#do")
}

// offered returns the offer of an event, if there is one and nothing stands against it.
func (fv *findingView) offered(event ledger.Event) bool {
	return slices.ContainsFunc(fv.Offers(), func(o ledger.Offer) bool { return o.Step.Event == event && o.Refusal == nil })
}

// steps are the offers for the finding as a whole: those about one measure or one file
// stand beside it.
func (fv *findingView) steps() (all []ledger.Offer) {
	for _, o := range fv.Offers() {
		switch o.Step.Event {
		case ledger.Drop, ledger.Finish, ledger.Detach, ledger.Return:
		default:
			all = append(all, o)
		}
	}
	return all
}

// last returns the index of the newest entry that is shown.
func (fv *findingView) last() string {
	if len(fv.Entries) == 0 {
		return ""
	}
	return strconv.FormatInt(fv.Entries[0].Index, 10)
}

// since returns the entries after the one that somebody had on his page.
func (fv *findingView) since(shown string) (news []journal.Entry) {
	n, err := strconv.ParseInt(shown, 10, 64)
	if err != nil {
		return nil
	}
	for _, e := range fv.Entries {
		if e.Index > n {
			news = append(news, e)
		}
	}
	return news
}

// days are the days from today to a day, in words, and the colour of that.
func (v *visit) days(due zh.Date) string {
	if due.IsZero() {
		return ""
	}
	n := due.Days() - v.today().Days()
	switch {
	case n < 0:
		return v.word("超期 "+strconv.Itoa(-n)+" 天", strconv.Itoa(-n)+" days late")
	case n == 0:
		return v.word("今天到期", "due today")
	}
	return v.word("还有 "+strconv.Itoa(n)+" 天", strconv.Itoa(n)+" days left")
}

// sourceHref is where in its document a field of the finding stands; "" if nowhere.
func (fv *findingView) sourceHref(sources ledger.Sources, field string) string {
	src, ok := sources.Of(field)
	if !ok || !fv.v.who.Scope().SeesBook(fv.Book.Unit) {
		return ""
	}
	return documentPath(fv.Book.ID, src)
}

// documentPath is the address of the words of a document; those of src are marked.
func documentPath(book org.ID, src ledger.Source) string {
	path := "/b/" + book.String() + "/d/" + src.Document.String()
	if src.End > src.Start {
		path += "?from=" + strconv.Itoa(src.Start) + "&to=" + strconv.Itoa(src.End) + "#mark"
	}
	return path
}

// A factLine is one line of what is known of a finding.
type factLine struct{ name, value, href string }

// words are the texts of the finding beside its own words.
func (fv *findingView) words() (all []factLine) {
	f, v := fv.Finding, fv.v
	for _, x := range []struct{ field, zh, en, value string }{
		{"root_cause", "根本原因", "Root cause", f.RootCause},
		{"goal", "整改目标", "Goal", f.Goal},
		{"standard", "整改标准", "Standard", f.Standard},
		{"analogy", "举一反三", "Elsewhere", f.Analogy},
		{"progress", "整改进展", "Progress", f.Progress},
		{"next", "下一步", "Next", f.Next},
		{"note", "备注", "Note", f.Note},
	} {
		if x.value != "" {
			all = append(all, factLine{v.word(x.zh, x.en), x.value, fv.sourceHref(f.Sources, x.field)})
		}
	}
	return all
}

// A station is one step of the way a submission is reviewed.
type station struct {
	title, who, when, opinion, meeting string
	state                              string // done, back, now, next
}

// stations are the line of reviews: of the submission that runs, else of the last one,
// else what the book prescribes.
func (fv *findingView) stations() (all []station, s *ledger.Submission) {
	chain := fv.Book.Chain
	for _, x := range fv.Submissions {
		if x.Cycle == fv.Finding.Cycle && (s == nil || x.N > s.N) {
			s, chain = x, x.Chain
		}
	}
	first := station{title: fv.v.word("提出申请", "Asked for"), state: "next"}
	if s != nil {
		first = station{title: first.title, state: "done", who: fv.n.person(s.By), when: ui.Moment(s.At.Time), opinion: s.Note}
	}
	all = append(all, first)
	for i, step := range chain {
		st := station{title: step.Title, state: "next", who: step.Role.Name(fv.v.lang())}
		switch {
		case s == nil:
		case i < len(s.Verdicts):
			st = fv.verdict(step, s.Verdicts[i])
		case i == len(s.Verdicts) && s.Outcome == "":
			st.state = "now"
		}
		all = append(all, st)
	}
	return all, s
}

func (fv *findingView) verdict(step ledger.ChainStep, d ledger.Verdict) station {
	st := station{title: step.Title, state: "done", who: fv.n.person(d.By), when: ui.Moment(d.At.Time), opinion: d.Opinion}
	if !d.Pass {
		st.state = "back"
	}
	for _, m := range fv.Meetings {
		if m.ID == d.Meeting {
			st.meeting = m.Dated.String() + " " + m.Title
		}
	}
	return st
}

// earlier are the submissions before the one on the line, the last first.
func (fv *findingView) earlier() []*ledger.Submission {
	_, s := fv.stations()
	all := slices.DeleteFunc(slices.Clone(fv.Submissions), func(x *ledger.Submission) bool { return x == s })
	slices.Reverse(all)
	return all
}

// evidenceOf counts what proves a measure.
func (fv *findingView) evidenceOf(m *ledger.Measure) (n int) {
	for _, e := range fv.Proof() {
		if e.Measure == m.ID {
			n++
		}
	}
	return n
}

// measures are those of the cycle that runs first, then of earlier ones.
func (fv *findingView) measures() []*ledger.Measure {
	all := slices.Clone(fv.Measures)
	slices.SortStableFunc(all, func(a, b *ledger.Measure) int { return cmp.Compare(b.Cycle, a.Cycle) })
	return all
}

// measureName names a measure in a few words: 一是 补齐公函……
func measureName(m *ledger.Measure, n int) string {
	return zh.Clip(strings.TrimSpace(m.No+" "+m.Text), n)
}

// measureNamed names the measure with this id; the finding as a whole is "".
func (fv *findingView) measureNamed(id org.ID) string {
	for _, m := range fv.Measures {
		if m.ID == id {
			return measureName(m, 20)
		}
	}
	return ""
}

// An event of the history: an entry of the journal with what the rows say of it.
type happening struct {
	entry      int64
	when       string
	who, what  string
	words      []string
	back, good bool
}

// history tells the entries of the journal in words. What was said is found by the
// moment, which an entry shares with the rows that it is about.
func (fv *findingView) history() (all []happening) { return fv.tell(fv.Entries) }

func (fv *findingView) tell(entries []journal.Entry) (all []happening) {
	said := fv.said()
	for _, e := range entries {
		event := strings.TrimPrefix(e.Action, "finding.")
		h := happening{entry: e.Index, when: ui.Moment(e.At), who: app.ActorName(e.Actor, fv.v.lang(), fv.n.person), what: capital(app.ActionName(e.Action, fv.v.lang())), words: said[ledger.At(e.At)]}
		switch ledger.Event(event) {
		case ledger.Return, ledger.SendBack, ledger.Reopen, ledger.Refuse, ledger.Annul:
			h.back = true
		case ledger.Pass, ledger.Approve, ledger.Grant:
			h.good = true
		}
		all = append(all, h)
	}
	return all
}

// said is what the rows of the case say, by the moment they were written.
func (fv *findingView) said() map[ledger.Time][]string {
	all := map[ledger.Time][]string{}
	say := func(at ledger.Time, words ...string) {
		if s := strings.TrimSpace(strings.Join(words, " ")); s != "" && !at.IsZero() {
			all[ledger.At(at.Time)] = append(all[ledger.At(at.Time)], s)
		}
	}
	for _, e := range fv.Evidence {
		say(e.Seen, cmp.Or(e.Title, e.Name))
	}
	for _, r := range fv.Records {
		say(r.Seen, r.Kind, r.Title)
	}
	for _, m := range fv.Measures {
		if m.Done != nil {
			say(m.Done.At, measureName(m, 12), "："+m.Done.Result)
		}
	}
	for _, s := range fv.Submissions {
		say(s.At, s.Note)
		for _, d := range s.Verdicts {
			for _, step := range s.Chain {
				if step.Key == d.Step {
					say(d.At, step.Title, d.Opinion)
				}
			}
		}
	}
	for _, s := range fv.Finding.SentBack {
		say(s.At, s.Reason)
	}
	for _, x := range fv.Extensions {
		say(x.At, x.From.String()+" → "+x.To.String(), x.Reason)
		say(x.DecidedAt, x.To.String(), x.Opinion)
	}
	for _, r := range fv.Relapses {
		say(r.At, r.Reason)
	}
	for _, m := range fv.Moneys {
		say(m.Seen, ledger.Name(ledger.MoneyEvents, m.Event, fv.v.lang()), m.Amount.String(), m.Text)
	}
	for _, a := range fv.Accounts {
		say(a.Seen, a.Form, a.Text)
	}
	for _, c := range fv.Closures {
		for _, r := range c.Renewed {
			say(r.At, r.Opinion)
		}
	}
	return all
}

// owner names one of the owners of a finding or a measure.
func (fv *findingView) owners(o ledger.Owners) (all []factLine) {
	v, n := fv.v, fv.n
	for _, x := range []struct{ zh, en, value string }{
		{"责任领导", "Lead leader", n.owner(o.Lead, o.LeadName)},
		{"牵头科室", "Lead department", n.owner(o.Dept, o.DeptName)},
		{"协办", "Support", n.support(o)},
		{"承办人", "Handler", n.owner(o.Handler, o.HandlerName)},
	} {
		if x.value != "" {
			all = append(all, factLine{name: v.word(x.zh, x.en), value: x.value})
		}
	}
	return all
}

// stateColours are the colours of states on badges.
var stateColours = map[ledger.State]string{ledger.Open: "secondary", ledger.Planned: "azure", ledger.Underway: "blue",
	ledger.Submitted: "yellow", ledger.Closed: "green", ledger.Void: "secondary"}

// document shows the words of a document, with a span of them marked.
func (v *visit) document() error {
	book, err := v.id("book")
	if err != nil {
		return err
	}
	id, err := v.id("document")
	if err != nil {
		return err
	}
	d, text, err := v.s.App.Document(v.ctx, v.who, book, id)
	if err != nil {
		return err
	}
	from, to, err := spanIn(v.URL.Query(), text)
	if err != nil {
		return err
	}
	p := v.page(cmp.Or(d.Title, d.Name))
	return v.show(p, documentPage(v, d, text, from, to))
}

// spanIn reads the span of a text that an address asks for. It is refused where it is
// not one of whole characters.
func spanIn(q url.Values, text string) (from, to int, err error) {
	if q.Get("from") == "" && q.Get("to") == "" {
		return 0, 0, nil
	}
	from, err1 := strconv.Atoi(q.Get("from"))
	to, err2 := strconv.Atoi(q.Get("to"))
	whole := func(i int) bool { return i == len(text) || i < len(text) && text[i]&0xc0 != 0x80 }
	if err1 != nil || err2 != nil || from < 0 || to < from || to > len(text) || !whole(from) || !whole(to) {
		return 0, 0, fault.New(fault.Invalid, "地址中的起止位置不对，请从问题页面重新打开。", "The place in this address is not one of the document: open it from the finding again.", nil)
	}
	return from, to, nil
}

// version is the version of the finding that is shown.
func (fv *findingView) version() string { return strconv.FormatInt(fv.Finding.Version, 10) }
