package public

import (
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/a-h/templ"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/web/guard"
)

// A Route is one thing that a reader can ask for. There are no others on this server.
type Route struct {
	Pattern string // as http.ServeMux reads it, for Chinese; English stands below /en
	ZH, EN  string // what it is
	Single  bool   // it is the same in both languages
	serve   func(*visit) error
}

func (r *Route) langs() []string {
	if r.Single {
		return []string{"zh"}
	}
	return []string{"zh", "en"}
}

// Routes is the table of all routes of the public site.
var Routes = []Route{
	{"GET /{$}", "公开的报告", "what was published", false, (*visit).first},
	{"GET /search/{$}", "检索", "search", false, (*visit).search},
	{"GET /receipt/{$}", "查询办理情况", "what became of a comment", false, (*visit).askReceipt},
	{"POST /receipt/{$}", "凭回执号查询", "look up a receipt", false, (*visit).receipt},
	{"GET /verify/{$}", "如何核验", "how to verify", false, (*visit).verify},
	{"GET /r/{report}/{$}", "报告", "a report", false, (*visit).show1},
	{"GET /r/{report}/v/{edition}/{$}", "报告的一个版本", "an edition of a report", false, (*visit).edition},
	{"GET /r/{report}/changes/{$}", "版本和更正", "editions and corrections", false, (*visit).changes},
	{"GET /r/{report}/i/{item}/{$}", "一个问题", "an item", false, (*visit).item},
	{"POST /r/{report}/i/{item}/comment", "提交意见", "send a comment", false, (*visit).comment},
	{"POST /r/{report}/i/{item}/vote", "评价一个问题", "vote on an item", false, (*visit).vote},
	{"POST /r/{report}/vote", "评价报告", "vote on a report", false, (*visit).vote},
	{"GET /r/{report}/v/{edition}/bulletin.json", "批准的原文", "what was approved", true, (*visit).bulletin},
	{"GET /r/{report}/v/{edition}/checkpoint.txt", "存证检查点", "the checkpoint", true, (*visit).checkpoint},
	{"GET /asset/{name}", "样式和图标", "style sheet and icon", true, (*visit).asset},
}

// itemDo makes a function of findings one of items.
func itemDo(do func(org.ID)) func(*form.Item) {
	return func(it *form.Item) { do(it.Finding) }
}

func (v *visit) first() error {
	at := time.Time{}
	for _, r := range v.state.Reports {
		if r.At.After(at) {
			at = r.At.Time
		}
	}
	return v.kept(v.stamps[org.ID{}], "", at, func() templ.Component {
		return firstPage(v.page("", v.say("整改公开", "Published rectification")), v.current())
	})
}

// current returns the editions that hold, the last published first.
func (v *visit) current() (all []*reportView) {
	seen := map[org.ID]bool{}
	for _, r := range v.state.Reports {
		if !seen[r.ID] {
			seen[r.ID] = true
			all = append(all, v.view(v.state.Current(r.ID)))
		}
	}
	return all
}

// looked returns what a reader looks for, clipped to what somebody types.
func (v *visit) looked(name string) string {
	s := strings.TrimSpace(v.FormValue(name))
	if !utf8.ValidString(s) {
		return ""
	}
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60])
	}
	return s
}

// mostFound is how many items a search shows.
const mostFound = 200

// A hit is an item that was found.
type hit struct {
	Report *reportView
	Item   *form.Item
}

func (v *visit) search() error {
	text := v.looked("q")
	p := v.page("search/", v.say("检索", "Search"))
	if text != "" {
		p.Query = url.Values{"q": {text}}.Encode()
	}
	var hits []hit
	if text != "" {
		hits = find(v.current(), text)
	}
	return v.show(http.StatusOK, searchPage(p, text, hits))
}

// find returns the items of reports that say text.
func find(reports []*reportView, text string) (hits []hit) {
	for _, r := range reports {
		r.Text = text
		r.Bulletin.Walk(func(it *form.Item) {
			if it.Left == "" && has(it, text) && len(hits) < mostFound {
				hits = append(hits, hit{r, it})
			}
		})
	}
	return hits
}

func (v *visit) show1() error {
	r, err := v.report()
	if err != nil {
		return err
	}
	r.Text, r.Status = v.looked("q"), form.Status(v.looked("status"))
	if r.Narrowed() {
		r.Query = v.URL.RawQuery
		leaves(r.Fit(), func(*form.Item) { r.Found++ })
		return v.show(http.StatusOK, reportPage(r))
	}
	return v.kept(v.stamps[r.ID], r.Here, r.shownAt(), func() templ.Component { return reportPage(r) })
}

// editionOf returns the edition that the address names.
func (v *visit) editionOf() (*reportView, error) {
	r, err := v.report()
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(v.PathValue("edition"))
	i := slices.IndexFunc(r.Editions, func(e *app.PublicReport) bool { return e.Edition == n })
	if err != nil || i < 0 {
		return nil, errNoPage
	}
	e := v.view(r.Editions[i])
	e.Here = editionAt(e.ID, n)
	return e, nil
}

func (v *visit) edition() error {
	r, err := v.editionOf()
	if err != nil {
		return err
	}
	return v.kept(v.stamps[r.ID], r.Here, r.At.Time, func() templ.Component { return reportPage(r) })
}

func (v *visit) changes() error {
	r, err := v.report()
	if err != nil {
		return err
	}
	r.Here, r.Title = changesAt(r.ID), v.say("版本和更正", "Editions and corrections")
	return v.kept(v.stamps[r.ID], r.Here, r.At.Time, func() templ.Component { return changesPage(r) })
}

// itemOf returns the item that the address names, with its report.
func (v *visit) itemOf() (*reportView, *form.Item, error) {
	r, err := v.report()
	if err != nil {
		return nil, nil, err
	}
	id, err := org.ParseID(v.PathValue("item"))
	if err != nil || id.IsZero() {
		return nil, nil, errNoPage
	}
	it := r.Item(id)
	if it == nil {
		return nil, nil, errNoPage
	}
	r.Here, r.Title = itemAt(r.ID, id), strings.TrimSpace(it.Label+" "+it.Title)
	return r, it, nil
}

func (v *visit) item() error {
	r, it, err := v.itemOf()
	if err != nil {
		return err
	}
	return v.itemWith(http.StatusOK, r, it, &commentForm{})
}

// itemWith shows an item with a form under a fresh riddle.
func (v *visit) itemWith(status int, r *reportView, it *form.Item, f *commentForm) (err error) {
	if f.Riddle, err = v.s.App.Riddle(it.Finding); err != nil {
		return err
	}
	return v.show(status, itemPage(r, it, f))
}

// sent reads a form.
func (v *visit) sent() error {
	if err := v.ParseForm(); err != nil {
		return errForm
	}
	return nil
}

func (v *visit) comment() error {
	if err := v.sent(); err != nil {
		return err
	}
	r, it, err := v.itemOf()
	if err != nil {
		return err
	}
	get := func(name string) string { return strings.ToValidUTF8(v.PostForm.Get(name), "") }
	f := &commentForm{Text: get("text"), Name: get("name"), Contact: get("contact")}
	code, err := v.s.App.SendComment(v.Context(), app.NewComment{Publication: r.Publication, Finding: it.Finding, Text: v.PostForm.Get("text"),
		Name: f.Name, Contact: f.Contact, Token: get("token"), Answer: get("answer"), Trap: get("website")}, v.from())
	switch kind := fault.KindOf(err); {
	case err == nil:
		r.Lost = true
		r.Here, r.Title = itemAt(r.ID, it.Finding)+"comment", v.say("意见已收到", "Your comment was received")
		return v.show(http.StatusOK, thanksPage(r, it, code))
	case kind == fault.Invalid || kind == fault.Forbidden:
		f.refuse(err, v.lang)
		r.Here += "comment"
		r.Lost = true
		return v.itemWith(guard.Status(err), r, it, f)
	}
	return err
}

func (v *visit) vote() error {
	if err := v.sent(); err != nil {
		return err
	}
	var finding org.ID
	r, err := v.report()
	if v.PathValue("item") != "" {
		var it *form.Item
		if r, it, err = v.itemOf(); err == nil {
			finding = it.Finding
		}
	}
	if err != nil {
		return err
	}
	if err := v.s.App.SendVote(v.Context(), r.Publication, finding, v.PostForm.Get("choice"), v.from()); err != nil {
		return err
	}
	r.Lost = true
	r.Here, r.Title = r.Here+"vote", v.say("评价已计入", "Your vote was counted")
	return v.show(http.StatusOK, votedPage(r, finding))
}

func (v *visit) askReceipt() error {
	return v.show(http.StatusOK, receiptPage(v.page("receipt/", v.say("查询办理情况", "What became of my comment")), "", nil, nil))
}

// receipt shows what became of a comment to whoever has its number. The number is sent
// in a form and not in the address, which would be kept in many places.
func (v *visit) receipt() error {
	if err := v.sent(); err != nil {
		return err
	}
	p := v.page("receipt/", v.say("查询办理情况", "What became of my comment"))
	m, err := v.s.App.CommentByReceipt(v.Context(), v.PostForm.Get("code"), v.from())
	switch kind := fault.KindOf(err); {
	case err == nil:
		return v.show(http.StatusOK, receiptPage(p, "", m, v.state.Current(v.reportOf(m))))
	case kind == fault.NotFound || kind == fault.Forbidden:
		return v.show(guard.Status(err), receiptPage(p, fault.Say(err, v.lang), nil, nil))
	}
	return err
}

// reportOf returns the report that a comment is about.
func (v *visit) reportOf(m *ledger.Comment) org.ID {
	for _, r := range v.state.Reports {
		if r.Publication == m.Publication {
			return r.ID
		}
	}
	return org.ID{}
}

func (v *visit) verify() error {
	return v.kept(v.stamps[org.ID{}], "verify/", time.Time{}, func() templ.Component {
		return verifyPage(v.page("verify/", v.say("如何核验", "How to verify")), v.current())
	})
}

// bulletin sends the very bytes that were approved.
func (v *visit) bulletin() error {
	r, err := v.editionOf()
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "application/json; charset=utf-8")
	v.w.Header().Set("Cache-Control", "no-cache")
	v.send(pack(r.JSON, r.At.Time))
	return nil
}

func (v *visit) checkpoint() error {
	r, err := v.editionOf()
	if err != nil {
		return err
	}
	if r.Checkpoint == "" {
		return errNoPage
	}
	v.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	v.w.Header().Set("Cache-Control", "no-cache")
	v.send(pack([]byte(r.Checkpoint), r.At.Time))
	return nil
}

// media are the types of the files that pages load.
var media = map[string]string{".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".js": "text/javascript; charset=utf-8"}

func (v *visit) asset() error {
	name := v.PathValue("name")
	b, err := files.ReadFile("asset/" + path.Base(name))
	if err != nil || media[path.Ext(name)] == "" {
		return errNoPage
	}
	v.w.Header().Set("Content-Type", media[path.Ext(name)])
	v.w.Header().Set("Cache-Control", "max-age=3600")
	v.send(pack(b, time.Time{}))
	return nil
}
