package web

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/web/guard"
	"zhenggai/web/ui"
	"zhenggai/zh"
)

// A visit is one request with who makes it, and where the answer goes.
type visit struct {
	*http.Request
	w        http.ResponseWriter
	s        *Server
	ctx      context.Context // of the request, with the language
	who      org.Actor
	me       *org.Person // nil: nobody is signed in
	answered bool
	names    *names
}

var (
	errNoPage = fault.New(fault.NotFound, "没有这个页面，请检查地址，或从菜单重新进入。",
		"There is no such page: check the address, or start from the menu.", nil)
	errNotYours = fault.New(fault.Forbidden, "您的角色不能使用这个页面；需要时请联系安全管理员授权。",
		"This page is not for your role; if you need it, ask the security administrator.", nil)
	errElsewhere = fault.New(fault.Forbidden, "这次提交来自别的网站，没有办理；请在本站的页面上操作。",
		"This was sent by another site and nothing was done: use the pages of this one.", nil)
	errForm = fault.New(fault.Invalid, "提交的内容过大或读不出来，请检查后重新提交。",
		"What was sent is too large or cannot be read: check it and send it again.", nil)
)

func (s *Server) visit(w http.ResponseWriter, r *http.Request) *visit {
	lang := "zh"
	if c, err := r.Cookie("lang"); err == nil && c.Value == "en" {
		lang = "en"
	}
	return &visit{Request: r, w: w, s: s, ctx: ui.WithLang(r.Context(), lang)}
}

// enter finds out who asks, whether route is for him, and reads what he sent.
func (v *visit) enter(route *Route) error {
	if id, err := org.ParseID(v.s.sessions.GetString(v.ctx, "person")); err == nil && !id.IsZero() {
		who, me, err := v.s.App.ActorOf(v.ctx, id)
		if fault.KindOf(err) == fault.Internal {
			return err
		}
		if err == nil {
			v.who, v.me = who, me
		}
	}
	most := int64(mostForm)
	if route.Upload {
		most = mostUpload
	}
	v.Body = http.MaxBytesReader(v.w, v.Body, most)
	if route.Who == Anybody {
		return nil
	}
	if v.me == nil {
		v.toSignIn()
		return nil
	}
	if v.s.sessions.GetBool(v.ctx, "change") && !strings.HasSuffix(route.Pattern, " /profile/password") {
		v.redirect("/profile/password")
		return nil
	}
	if !route.open(v.who.Grants) {
		return errNotYours
	}
	return nil
}

// toSignIn leads to the page of signing in, and back afterwards if nothing is lost by it.
func (v *visit) toSignIn() {
	to := "/signin"
	if v.Method == http.MethodGet && v.URL.Path != "/" && v.Header.Get("HX-Request") == "" {
		to += "?" + url.Values{"to": {v.URL.RequestURI()}}.Encode()
	}
	v.redirect(to)
}

// redirect leads to a page of this site.
func (v *visit) redirect(to string) {
	v.answered = true
	if v.Header.Get("HX-Request") != "" {
		v.w.Header().Set("HX-Redirect", to)
		v.w.WriteHeader(http.StatusNoContent)
		return
	}
	http.Redirect(v.w, v.Request, to, http.StatusSeeOther)
}

// done says what was done on the page that is shown next, and leads there.
func (v *visit) done(to, zh, en string) error {
	v.say(ui.Note{Kind: "ok", Text: ui.Say(v.ctx, zh, en)})
	v.redirect(to)
	return nil
}

// say keeps a note for the next page.
func (v *visit) say(n ui.Note) {
	v.s.sessions.Put(v.ctx, "note.kind", n.Kind)
	v.s.sessions.Put(v.ctx, "note.text", n.Text)
	if n.Undo != nil {
		hidden := url.Values{}
		for name, value := range n.Undo.Hidden {
			hidden.Set(name, value)
		}
		v.s.sessions.Put(v.ctx, "note.undo", n.Undo.Text+"\n"+n.Undo.Action+"\n"+hidden.Encode())
	}
}

// note returns the note that was kept for this page, and forgets it.
func (v *visit) note() *ui.Note {
	if v.me == nil || !v.s.sessions.Exists(v.ctx, "note.text") {
		return nil
	}
	n := &ui.Note{Kind: v.s.sessions.PopString(v.ctx, "note.kind"), Text: v.s.sessions.PopString(v.ctx, "note.text")}
	if undo := strings.SplitN(v.s.sessions.PopString(v.ctx, "note.undo"), "\n", 3); len(undo) == 3 {
		n.Undo = &ui.Undo{Text: undo[0], Action: undo[1], Hidden: map[string]string{}}
		hidden, _ := url.ParseQuery(undo[2])
		for name := range hidden {
			n.Undo.Hidden[name] = hidden.Get(name)
		}
	}
	return n
}

// word returns the words in the language of the visit.
func (v *visit) word(zh, en string) string { return ui.Say(v.ctx, zh, en) }

// lang is the language of the visit, "zh" or "en".
func (v *visit) lang() string { return ui.Lang(v.ctx) }

// page returns the frame of a page with this title. Crumbs lead to it.
func (v *visit) page(title string, crumbs ...ui.Link) ui.Page {
	p := ui.Page{Title: title, Path: v.URL.RequestURI(), Crumbs: crumbs, Note: v.note()}
	if v.Method != http.MethodGet { // a form that was refused stands at the page it came from
		p.Path = "/"
		if u, err := url.Parse(v.Referer()); err == nil && u.Path != "" {
			p.Path = u.RequestURI()
		}
	}
	if v.me == nil {
		p.Public = true
		return p
	}
	p.Person = v.me.Name
	var fresh bool
	if p.Nav, fresh = v.nav(); v.s.open("/work", v.who.Grants) {
		p.Counts = "waiting from:body"
		if !fresh {
			p.Counts = "load, " + p.Counts
		}
	}
	for _, g := range v.who.Grants { // the unit that he acts for; his own may be a department of it
		if u := v.who.Tree.Unit(g.Unit); u != nil {
			p.Unit = u.Name
			break
		}
	}
	return p
}

// show draws body in its frame.
func (v *visit) show(p ui.Page, body templ.Component) error { return v.draw(http.StatusOK, p, body) }

// refused draws a form again that was refused: with everything that was typed, under
// the status of the refusal.
func (v *visit) refused(p ui.Page, body templ.Component) error {
	return v.draw(http.StatusUnprocessableEntity, p, body)
}

func (v *visit) draw(status int, p ui.Page, body templ.Component) error {
	v.answered = true
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.WriteHeader(status)
	return ui.Layout(p).Render(templ.WithChildren(v.ctx, body), v.w)
}

// part draws a piece of a page, for a script that asked for it.
func (v *visit) part(status int, body templ.Component) error {
	v.answered = true
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if v.Method != http.MethodGet {
		v.w.Header().Set("HX-Trigger", "waiting") // something was done: the menu counts again
	}
	v.w.WriteHeader(status)
	return body.Render(v.ctx, v.w)
}

// piece reports whether a script asks for a piece of a page: the one with the id.
func (v *visit) piece(id string) bool { return v.Header.Get("HX-Target") == id }

// form reads the form that was sent; files of an upload stay where they are until they
// are asked for.
func (v *visit) form() (ui.Form, error) {
	err := v.ParseForm()
	if strings.HasPrefix(v.Header.Get("Content-Type"), "multipart/form-data") {
		err = v.ParseMultipartForm(8 << 20)
	}
	if err != nil {
		return ui.Form{}, errors.Join(errForm, err)
	}
	return ui.Form{Values: v.Request.Form}, nil
}

// refusal reports whether err is one that a form shows beside its fields; anything else
// is for the page of errors.
func refusal(err error) bool {
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Conflict, fault.Forbidden:
		return true
	}
	return false
}

// fail shows the page of an error.
func (v *visit) fail(err error) {
	if errors.Is(v.Request.Context().Err(), context.Canceled) {
		return // nobody waits for it
	}
	kind := fault.KindOf(err)
	if kind == fault.Internal {
		v.s.Log.Error("web: "+err.Error(), "path", v.URL.Path)
	}
	p := v.page(v.word("没有办成", "Not done"))
	if err := v.draw(guard.Status(err), p, failure(fault.Say(err, v.lang()), kind, p.Path)); err != nil {
		v.s.Log.Warn("web: the page of an error was not sent", "error", err)
	}
}

// id reads an id from the path.
func (v *visit) id(name string) (org.ID, error) {
	id, err := org.ParseID(v.PathValue(name))
	if err != nil || id.IsZero() {
		return org.ID{}, errNoPage
	}
	return id, nil
}

// today is the day it is at the site.
func (v *visit) today() zh.Date { return v.s.App.Today() }

// from is the address that the request came from.
func (v *visit) from() string {
	host, _, err := net.SplitHostPort(v.RemoteAddr)
	if err != nil {
		return v.RemoteAddr
	}
	return host
}

// findingPath is the address of a finding.
func findingPath(f *ledger.Finding) string { return "/b/" + f.Book.String() + "/f/" + f.ID.String() }
