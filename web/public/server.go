// Package public is the public site of what was published: reports, item by item, with
// their status words, versions and what was corrected; the place where readers say what
// they think of an item, and see what became of it.
//
// It is a server of its own on an address of its own, with its own short table of
// routes. Nothing on it knows of sessions or accounts, sets a cookie, needs a script or
// loads anything from elsewhere, and whoever reads is not followed. It is made from
// [app.PublicState] alone, which holds nothing but what was approved and published.
// [Folder] writes the same pages as files for the web server of a unit.
package public

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/a-h/templ"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/web/guard"
)

//go:embed asset
var files embed.FS

// Options are how the public site is served.
type Options struct {
	Address string // https://…: where readers reach it, for codes on paper; may be empty
	Proxy   bool   // a proxy of ours stands before it: the address of a reader is what it says
	TLS     bool   // it is reached by https only
}

// A Server answers the readers of one site.
type Server struct {
	App *app.App
	Log *slog.Logger
	Options

	guard   *guard.Guard
	handler http.Handler

	mu     sync.Mutex
	state  *app.PublicState
	looked time.Time             // at the journals
	stamps map[org.ID]string     // of the reports of state; the zero ID is all of them
	pages  map[pageKey]*sentPage // that were drawn
}

// A pageKey is what a page is made from: where it stands and the digest of all it shows.
type pageKey struct{ stamp, path string }

// A sentPage is a page as it is sent.
type sentPage struct {
	plain, packed []byte
	tag           string
	at            time.Time
}

const (
	fresh     = time.Second // how long what was read is shown before the journals are looked at
	mostPages = 5000        // kept in memory
	mostSend  = 64 << 10    // bytes of a form
)

// New returns a server for what a site published.
func New(a *app.App, log *slog.Logger, o Options) *Server {
	s := &Server{App: a, Log: log, Options: o, pages: map[pageKey]*sentPage{}}
	mux := http.NewServeMux()
	for i := range Routes {
		method, path, _ := strings.Cut(Routes[i].Pattern, " ")
		for _, lang := range Routes[i].langs() {
			mux.Handle(method+" /"+place(lang, strings.TrimPrefix(path, "/")), s.serve(&Routes[i], lang))
		}
	}
	for lang, root := range map[string]string{"zh": "/", "en": "/en/"} {
		mux.Handle(root, s.serve(&Route{serve: func(*visit) error { return errNoPage }}, lang))
	}
	other := http.NewCrossOriginProtection()
	other.SetDenyHandler(s.serve(&Route{serve: func(*visit) error { return errElsewhere }}, "zh"))
	s.guard = &guard.Guard{Name: "public", Log: log, Content: policy, Referrer: "no-referrer", TLS: o.TLS,
		Permissions: "camera=(), microphone=(), geolocation=(), interest-cohort=()",
		Header:      5 * time.Second, Read: 20 * time.Second, Write: 30 * time.Second, Idle: time.Minute, MostHeader: 16 << 10}
	s.handler = s.guard.Before(http.MaxBytesHandler(other.Handler(mux), mostSend))
	return s
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Listen returns an http.Server for the public site. Whoever starts it shuts it down.
func (s *Server) Listen(address string) *http.Server { return s.guard.Server(address, s) }

// policy is what a page may load: the style sheet of this server and nothing else.
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

func (s *Server) serve(route *Route, lang string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{Request: r, w: w, s: s, lang: lang}
		var err error
		if v.state, v.stamps, err = s.now(r.Context()); err == nil {
			err = route.serve(v)
		}
		if err != nil {
			v.fail(err)
		}
	})
}

// now returns what is published now, and a digest for each report of all that is shown
// of it. As long as no journal grew it is what was read before.
func (s *Server) now(ctx context.Context) (*app.PublicState, map[org.ID]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state != nil && time.Since(s.looked) < fresh {
		return s.state, s.stamps, nil
	}
	heads, err := s.App.PublicHeads(ctx)
	if err != nil {
		return nil, nil, err
	}
	s.looked = time.Now()
	if s.state != nil && same(s.state.Heads, heads) {
		return s.state, s.stamps, nil
	}
	state, err := s.App.Public(ctx)
	if err != nil {
		return nil, nil, err
	}
	s.state, s.stamps = state, stamps(state)
	live := map[string]bool{}
	for _, stamp := range s.stamps {
		live[stamp] = true
	}
	for key := range s.pages {
		if !live[key.stamp] {
			delete(s.pages, key)
		}
	}
	return s.state, s.stamps, nil
}

func same(a, b map[org.ID]int64) bool {
	if len(a) != len(b) {
		return false
	}
	for k, n := range a {
		if m, ok := b[k]; !ok || m != n {
			return false
		}
	}
	return true
}

// stamps returns a digest of all that is shown of each report, and of all of them.
func stamps(state *app.PublicState) map[org.ID]string {
	parts := map[org.ID][]any{}
	for _, r := range state.Reports {
		talk := []any{}
		r.Bulletin.Walk(itemDo(func(finding org.ID) {
			for _, c := range state.Shown[finding] {
				talk = append(talk, c.ID, c.Version)
			}
			talk = append(talk, state.Polls[r.ID][finding])
		}))
		parts[r.ID] = append(parts[r.ID], r.Publication, r.Digest, r.Checkpoint, r.Why, state.Polls[r.ID][org.ID{}], talk)
	}
	all := map[org.ID]string{}
	sum := func(v any) string {
		b, err := json.Marshal(v)
		if err != nil {
			panic(err) // ids, numbers and texts
		}
		d := sha256.Sum256(b)
		return hex.EncodeToString(d[:])
	}
	var list []string
	for _, r := range state.Reports {
		if all[r.ID] == "" {
			all[r.ID] = sum(parts[r.ID])
			list = append(list, all[r.ID])
		}
	}
	all[org.ID{}] = sum(list)
	return all
}

// A visit is one request.
type visit struct {
	*http.Request
	w      http.ResponseWriter
	s      *Server
	lang   string
	state  *app.PublicState
	stamps map[org.ID]string
}

var (
	errNoPage = fault.New(fault.NotFound, "没有这个页面，可能已经更正或撤下；请从首页重新进入。",
		"There is no such page; it may have been corrected or taken down: please start from the first page.", nil)
	errElsewhere = fault.New(fault.Forbidden, "这次提交来自别的网站，没有受理；请在本站的页面上填写。",
		"This was sent by another site and was not taken: please use the pages of this one.", nil)
	errForm = fault.New(fault.Invalid, "提交的内容过大或读不出来，请精简后重新提交。", "What was sent is too large or cannot be read: please shorten it and send it again.", nil)
)

// from is the address of the reader, for counting only.
func (v *visit) from() string {
	if v.s.Proxy {
		all := v.Header.Values("X-Forwarded-For")
		if n := len(all); n > 0 {
			last := all[n-1]
			return strings.TrimSpace(last[strings.LastIndexByte(last, ',')+1:])
		}
	}
	host, _, err := net.SplitHostPort(v.RemoteAddr)
	if err != nil {
		return v.RemoteAddr
	}
	return host
}

// page returns a page of the language of the visit.
func (v *visit) page(at, title string) *page { return &page{Here: at, Lang: v.lang, Title: title} }

// say returns the words in the language of the visit.
func (v *visit) say(zh, en string) string {
	if v.lang == "en" {
		return en
	}
	return zh
}

// kept sends a page that is made from what stamp is the digest of, and draws it only if
// it was not drawn before.
func (v *visit) kept(stamp, path string, at time.Time, draw func() templ.Component) error {
	key := pageKey{stamp, v.lang + "/" + path}
	v.s.mu.Lock()
	p := v.s.pages[key]
	v.s.mu.Unlock()
	if p == nil {
		var b bytes.Buffer
		if err := draw().Render(v.Context(), &b); err != nil {
			return err
		}
		p = pack(b.Bytes(), at)
		v.s.mu.Lock()
		if len(v.s.pages) >= mostPages {
			clear(v.s.pages)
		}
		v.s.pages[key] = p
		v.s.mu.Unlock()
	}
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.Header().Set("Cache-Control", "no-cache") // may be kept, but asked for each time
	v.send(p)
	return nil
}

// pack makes a page ready to be sent.
func pack(plain []byte, at time.Time) *sentPage {
	sum := sha256.Sum256(plain)
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(plain) //nolint:errcheck // into memory
	z.Close()      //nolint:errcheck
	return &sentPage{plain: plain, packed: b.Bytes(), tag: hex.EncodeToString(sum[:12]), at: at}
}

// send answers with a page, or says that the reader has it.
func (v *visit) send(p *sentPage) {
	h := v.w.Header()
	h.Set("Vary", "Accept-Encoding")
	body, tag := p.plain, `"`+p.tag+`"`
	if takesGzip(v.Header) {
		body, tag = p.packed, `"`+p.tag+`-gz"`
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("ETag", tag)
	http.ServeContent(v.w, v.Request, "", p.at.UTC().Truncate(time.Second), bytes.NewReader(body))
}

// takesGzip reports whether a browser takes gzip.
func takesGzip(h http.Header) bool {
	return slices.ContainsFunc(strings.Split(h.Get("Accept-Encoding"), ","), func(s string) bool {
		name, weight, _ := strings.Cut(strings.TrimSpace(s), ";")
		return name == "gzip" && strings.ReplaceAll(weight, " ", "") != "q=0"
	})
}

// show draws a page that is for this reader alone.
func (v *visit) show(status int, c templ.Component) error {
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.Header().Set("Cache-Control", "no-store")
	v.w.WriteHeader(status)
	return c.Render(v.Context(), v.w)
}

// fail shows the sentence of an error.
func (v *visit) fail(err error) {
	if errors.Is(v.Context().Err(), context.Canceled) {
		return
	}
	if fault.KindOf(err) == fault.Internal {
		v.s.Log.Error("public: "+err.Error(), "path", v.URL.Path)
	}
	p := v.page("", v.say("没有办成", "Not done"))
	p.Here = strings.TrimPrefix(v.URL.Path, "/") // ways lead from where the reader is
	if v.lang == "en" {
		p.Here = strings.TrimPrefix(p.Here, "en/")
	}
	p.Lost = true
	if err := v.show(guard.Status(err), failurePage(p, fault.Say(err, v.lang))); err != nil {
		v.s.Log.Warn("public: the page of an error was not sent", "error", err)
	}
}

// report returns the report that the address names.
func (v *visit) report() (*reportView, error) {
	id, err := org.ParseID(v.PathValue("report"))
	if err != nil || id.IsZero() {
		return nil, errNoPage
	}
	r := v.state.Current(id)
	if r == nil {
		return nil, errNoPage
	}
	return v.view(r), nil
}

// view is an edition as a page shows it.
func (v *visit) view(r *app.PublicReport) *reportView {
	return &reportView{page: v.page(reportAt(r.ID), r.Bulletin.Title), PublicReport: r, Editions: v.state.Editions(r.ID),
		Shown: v.state.Shown, Polls: v.state.Polls[r.ID], Address: v.s.Address}
}

// shownAt is when what is shown of a report changed last.
func (r *reportView) shownAt() time.Time {
	at := r.Editions[0].At.Time
	r.Bulletin.Walk(itemDo(func(finding org.ID) {
		for _, c := range r.Shown[finding] {
			if t := c.Reply().At.Time; t.After(at) {
				at = t
			}
		}
	}))
	return at
}

// A commentForm is what was typed into the form of an item, and what was wrong with it.
type commentForm struct {
	Text, Name, Contact string
	Riddle              app.Riddle
	Errors              map[string]string
}

// refuse puts the sentence of err beside its field.
func (f *commentForm) refuse(err error, lang string) {
	field := ""
	if e, ok := errors.AsType[*fault.Error](err); ok {
		field = e.Field
	}
	f.Errors = map[string]string{field: fault.Say(err, lang)}
}

// choiceName is what a vote is called.
func (p *page) choiceName(i int) string {
	return p.Say(ledger.VoteChoices[i].ZH, ledger.VoteChoices[i].EN)
}
