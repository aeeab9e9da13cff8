package web

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/lint/rules"
	"zhenggai/org"
	"zhenggai/publish"
	"zhenggai/web/ui"
)

var publicationRoutes = []Route{
	{"GET /publications", "公开", "publications", SignedIn, wholeRoles, false, (*visit).publications},
	{"POST /publications", "起草公开稿", "draft a publication", SignedIn, []org.Role{org.Coordinator}, false, (*visit).draftPublication},
	{"GET /publications/{book}/{id}", "公开办理台", "the publication desk", SignedIn, wholeRoles, false, (*visit).publication},
	{"POST /publications/{book}/{id}", "办理公开", "take a step of a publication", SignedIn, keeperRoles, false, (*visit).doPublication},
	{"POST /publications/{book}/{id}/reasons", "说明检查结果", "explain checks", SignedIn, []org.Role{org.Coordinator}, false, (*visit).explainChecks},
	{"GET /publications/{book}/{id}/preview", "公开预览", "as the public will see it", SignedIn, wholeRoles, false, (*visit).previewPublication},
	{"GET /publications/{book}/{id}/difference", "与上一版的差别", "difference from the version before", SignedIn, wholeRoles, false, (*visit).publicationDifference},
	{"GET /publications/{book}/{id}/file/{kind}", "下载公开稿", "download a publication", SignedIn, wholeRoles, false, (*visit).publicationFile},
}

func publicationPath(p *ledger.Publication) string {
	return "/publications/" + p.Book.String() + "/" + p.ID.String()
}

// A publicationsView is the publications of a book.
type publicationsView struct {
	*visit
	*shelf
	names *names
	All   []*ledger.Publication // of the inspection, the last first
	Form  openForm
	May   bool
}

func (v *visit) publicationsView(f openForm) (*publicationsView, error) {
	s, err := v.shelf("/publications", true)
	if err != nil {
		return nil, err
	}
	w := &publicationsView{visit: v, shelf: s, Form: f}
	if w.names, err = v.named(); err != nil || s.Book == nil || s.Inspection == nil {
		return w, err
	}
	w.May = v.who.Has(s.Book.Unit, org.Coordinator)
	all, err := v.s.App.Publications(v.ctx, v.who, s.Book.ID)
	for _, p := range slices.Backward(all) {
		if p.Inspection == s.Inspection.ID {
			w.All = append(w.All, p)
		}
	}
	return w, err
}

// of returns the publications on a channel.
func (w *publicationsView) of(channel ledger.Channel) (all []*ledger.Publication) {
	for _, p := range w.All {
		if p.Channel == channel {
			all = append(all, p)
		}
	}
	return all
}

// drafts reports whether a first version may be drafted on a channel: there is neither
// one in work nor one that is published.
func (w *publicationsView) drafts(channel ledger.Channel) bool {
	return w.May && !slices.ContainsFunc(w.of(channel), func(p *ledger.Publication) bool { return !p.Over() })
}

func (v *visit) publications() error {
	w, err := v.publicationsView(openForm{})
	if err != nil {
		return err
	}
	return v.show(v.page(v.word("公开", "Publication")), publicationsPage(w))
}

func (v *visit) draftPublication() error {
	in, err := v.input()
	if err != nil {
		return err
	}
	w, err := v.publicationsView(openForm{"draft", in.Form})
	if err != nil {
		return err
	}
	if w.Inspection == nil {
		return errNoPage
	}
	e, err := v.s.App.DraftPublication(v.ctx, v.who, w.Book.ID, w.Inspection.ID, ledger.Channel(in.text("channel")))
	ok, broken := in.tell(err)
	if broken != nil {
		return broken
	}
	if !ok {
		w.Form.Form = in.Form
		return v.refused(v.page(v.word("公开", "Publication")), publicationsPage(w))
	}
	return v.done(publicationPath(e.Publication), "已按台账起草。下一步：脱敏和检查。", "Drafted from the ledger. Next: mask and check it.")
}

// A publicationView is one publication on the desk.
type publicationView struct {
	*visit
	*app.Edition
	names  *names
	tree   map[org.ID]*ledger.Finding
	offers []ledger.PublicationOffer
	Form   openForm
}

func (v *visit) publicationView(f openForm) (*publicationView, error) {
	book, err := v.id("book")
	if err != nil {
		return nil, err
	}
	id, err := v.id("id")
	if err != nil {
		return nil, err
	}
	w := &publicationView{visit: v, Form: f, tree: map[org.ID]*ledger.Finding{}}
	if w.Edition, err = v.s.App.Publication(v.ctx, v.who, book, id); err != nil {
		return nil, err
	}
	if w.names, err = v.named(); err != nil {
		return nil, err
	}
	all, err := v.s.App.Outline(v.ctx, v.who, book, w.Inspection.ID)
	for _, f := range all {
		w.tree[f.ID] = f
	}
	w.offers = w.Offers(v.who, v.moment())
	return w, err
}

func (w *publicationView) title() string {
	return capital(ledger.Name(ledger.Channels, string(w.Channel), w.lang())) + " · " + w.version()
}

// version is how people call the version.
func (w *publicationView) version() string { return pubVersion(w.visit, w.Publication) }

func pubVersion(v *visit, p *ledger.Publication) string {
	if p.N == 0 {
		return v.word("未公开", "not published")
	}
	return fmt.Sprintf(v.word("第 %d 版", "version %d"), p.N)
}

func (w *publicationView) frame() ui.Page {
	p := w.page(w.title(), ui.Link{Text: w.word("公开", "Publication"), Href: "/publications?" + url.Values{"book": {w.Book.ID.String()}, "inspection": {w.Inspection.ID.String()}}.Encode()})
	p.Tools = publicationTools(w)
	return p
}

func (v *visit) publication() error {
	w, err := v.publicationView(openForm{})
	if err != nil {
		return err
	}
	return v.show(w.frame(), publicationPage(w))
}

// doPublication takes one step.
func (v *visit) doPublication() error {
	in, err := v.input()
	if err != nil {
		return err
	}
	event := ledger.Event(in.text("event"))
	w, err := v.publicationView(openForm{string(event), in.Form})
	if err != nil {
		return err
	}
	r := app.PublicationRequest{Book: w.Book.ID, ID: w.ID, Words: in.text("words"), Act: ledger.PublicationAct{Event: event, Reason: in.text("reason"),
		Finding: in.ref("finding"), Class: in.text("class"), Mask: ledger.Mask{At: in.text("at"), From: number(in.text("from")), After: in.text("after")}}}
	r.Version = int64(number(in.text("version")))
	if err := r.Act.Seen.UnmarshalText([]byte(in.text("seen"))); err != nil {
		r.Act.Seen = ledger.Digest{}
	}
	var e *app.Edition
	if len(in.Errors) == 0 {
		e, err = v.s.App.DoPublication(v.ctx, v.who, r)
	}
	ok, broken := in.tell(err)
	if broken != nil {
		return broken
	}
	if !ok {
		w.Form.Form = in.Form
		return v.refused(w.frame(), publicationPage(w))
	}
	zh, en := ledger.Name(ledger.PublicationEvents, string(event), "zh"), ledger.Name(ledger.PublicationEvents, string(event), "en")
	return v.done(publicationPath(e.Publication)+anchorOf(event), "已办理："+zh+"。", "Done: "+en+".")
}

// anchorOf is the part of the desk where what was done is seen.
func anchorOf(event ledger.Event) string {
	switch event {
	case ledger.Checking:
		return "#checks"
	case ledger.Masking, ledger.Hide, ledger.Unmask:
		return "#masks"
	case ledger.Exclude, ledger.Include, ledger.Keep:
		return "#left"
	}
	return ""
}

func number(s string) (n int) {
	for _, c := range s {
		if c < '0' || c > '9' || n > 1e9 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// explainChecks keeps the reasons that were typed beside checks, and one reason for all
// that are empty if there is one.
func (v *visit) explainChecks() error {
	in, err := v.input()
	if err != nil {
		return err
	}
	w, err := v.publicationView(openForm{"explain", in.Form})
	if err != nil {
		return err
	}
	same, n := in.text("same"), 0
	for _, c := range w.Checks {
		why := in.text("why-" + c.Key)
		if why == "" && c.Explained == "" {
			why = same
		}
		if c.Severity != "warning" || why == "" || why == c.Explained {
			continue
		}
		_, err = v.s.App.DoPublication(v.ctx, v.who, app.PublicationRequest{Book: w.Book.ID, ID: w.ID, Act: ledger.PublicationAct{Event: ledger.Explain, Key: c.Key, Reason: why}})
		if err != nil {
			break
		}
		n++
	}
	if err == nil && n == 0 {
		in.wrong("same", "还没有写说明，请逐条写，或写一条用于全部。", "Nothing was written: explain each, or write one reason for all.")
	}
	ok, broken := in.tell(err)
	if broken != nil {
		return broken
	}
	if !ok {
		w.Form.Form = in.Form
		return v.refused(w.frame(), publicationPage(w))
	}
	return v.done(publicationPath(w.Publication)+"#checks", fmt.Sprintf("已保存 %d 条说明。", n), fmt.Sprintf("%d explanations are kept.", n))
}

func (v *visit) previewPublication() error {
	w, err := v.publicationView(openForm{})
	if err != nil {
		return err
	}
	p := w.page(v.word("公开预览", "Preview"), ui.Link{Text: w.title(), Href: publicationPath(w.Publication)})
	return v.show(p, publicationPreview(w))
}

// shown is the text as it stands: masked if it was.
func (w *publicationView) shown() *form.Bulletin {
	if w.Content != nil {
		return w.Content
	}
	return w.Draft
}

func (v *visit) publicationDifference() error {
	w, err := v.publicationView(openForm{})
	if err != nil {
		return err
	}
	p := w.page(v.word("与上一版的差别", "Difference"), ui.Link{Text: w.title(), Href: publicationPath(w.Publication)})
	return v.show(p, publicationDifferencePage(w, w.Difference()))
}

// publicationFile hands out the text that the public may read, never the draft.
func (v *visit) publicationFile() error {
	w, err := v.publicationView(openForm{})
	if err != nil {
		return err
	}
	if w.Content == nil {
		return fault.New(fault.Invalid, "还没有脱敏，不能下载；请先按规则脱敏。", "It was not masked yet and cannot be downloaded: mask it first.", nil)
	}
	kind, format := "application/json", form.Format(v.PathValue("kind"))
	switch format {
	case form.Docx:
		kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case form.PDF:
		kind = "application/pdf"
	case form.HTML:
		kind = "text/html; charset=utf-8"
	case "json":
	default:
		return errNoPage
	}
	var b bytes.Buffer
	if format == "json" {
		body, _ := publish.Encode(w.Content)
		b.Write(body)
	} else if err := v.s.App.WritePaper(&b, publish.Paper(w.Content, w.Publication, w.Checkpoint()), format); err != nil {
		return err
	}
	v.answered = true
	name := "bulletin-" + string(w.Channel) + "-" + fmt.Sprint(w.N) + "." + v.PathValue("kind")
	v.w.Header().Set("Content-Type", kind)
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	_, err = v.w.Write(b.Bytes())
	return err
}

// checkName names the rule of a check.
func (w *publicationView) checkName(c *ledger.Check) string {
	if r := rules.Find(c.Rule); r != nil {
		return r.Title.In(w.lang())
	}
	return ledger.Name(publish.CheckNames, c.Rule, w.lang())
}

// placeName says where a check or a mask is.
func (w *publicationView) placeName(at string) string {
	label := ""
	w.Draft.Walk(func(it *form.Item) {
		if it.Finding == publish.FindingAt(at) {
			label = it.Label
		}
	})
	return publish.PlaceName(at, label, w.lang())
}

// placeID is the id of a place on the page.
func placeID(at string) string { return "t-" + strings.ReplaceAll(at, "/", "-") }
