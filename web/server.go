// Package web is the pages: it reads what a browser sends, asks package app, and shows
// what came of it. It decides nothing. Who may see or do what is decided below; the
// table of routes says only which roles a page is made for, and a test walks all of
// them as every role.
//
// Each page is a file with its handlers and its table of routes, and a .templ file with
// what is shown. A handler is a func(*visit) error: an error becomes a page with the
// sentence for the person, in one place ([visit.fail]).
package web

import (
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/klauspost/compress/gzhttp"

	"zhenggai/app"
	"zhenggai/web/guard"
	"zhenggai/web/ui"
)

// A Server answers the browsers of one site.
type Server struct {
	App *app.App
	Log *slog.Logger
	Options

	routes   []Route // pages are made from it; they could not be made from the table that names them
	sessions *scs.SessionManager
	guard    *guard.Guard
	handler  http.Handler
	waits    waitCounts
}

// The limits of a request. An upload of evidence may be as large as a scan of a thick
// file; everything else is a form.
const (
	mostForm   = 1 << 20
	mostUpload = 200 << 20
)

// lifetime is how long a session lasts at most. How long one lasts that is not used is
// watched by app, which does not write at every page for it.
const lifetime = 12 * time.Hour

// Options are how a site is served.
type Options struct {
	TLS     bool      // the site is reached by https: cookies are sent by no other way
	Gallery []Exhibit // an invented city: whoever comes is signed in as whoever sees what is shown
}

// New returns a server for the pages of a site.
func New(a *app.App, log *slog.Logger, o Options) *Server {
	s := &Server{App: a, Log: log, Options: o, sessions: scs.New()}
	s.sessions.Store = a.SessionStore()
	s.sessions.Codec = app.SessionCodec{}
	s.sessions.Lifetime = lifetime
	s.sessions.Cookie.Name, s.sessions.Cookie.Secure = "zhenggai", o.TLS
	s.sessions.Cookie.HttpOnly, s.sessions.Cookie.SameSite = true, http.SameSiteLaxMode
	s.sessions.Cookie.Persist = false
	s.sessions.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) {
		s.visit(w, r).fail(err)
	}
	s.guard = &guard.Guard{Name: "web", Log: log, Content: policy, Referrer: "same-origin", Permissions: "camera=(), microphone=(), geolocation=()", TLS: o.TLS,
		Header: 10 * time.Second, Read: 10 * time.Minute, Write: 10 * time.Minute, Idle: 2 * time.Minute, MostHeader: 64 << 10}
	s.routes = Routes
	if o.Gallery != nil {
		s.routes = slices.Concat(Routes, galleryRoutes)
	}
	mux := http.NewServeMux()
	for i := range s.routes {
		route := &s.routes[i]
		mux.Handle(route.Pattern, s.serve(route))
	}
	mux.Handle("GET /", s.serve(&Route{Who: Anybody, serve: func(*visit) error { return errNoPage }}))
	var pages http.Handler = s.sessions.LoadAndSave(mux)
	other := http.NewCrossOriginProtection()
	other.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.visit(w, r).fail(errElsewhere) }))
	pages = other.Handler(pages)
	pages = gzhttp.GzipHandler(pages)
	top := http.NewServeMux()
	top.Handle("GET "+ui.AssetPath, ui.Assets())
	top.Handle("/", pages)
	s.handler = s.guard.Before(top)
	return s
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// policy is what a page may load: what this server has, and nothing written inline.
var policy = strings.Join([]string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
	"connect-src 'self'", "font-src 'self'", "frame-src 'self'", "form-action 'self'", "frame-ancestors 'self'", "base-uri 'none'"}, "; ")

// serve answers the requests of one route: who asks is found out, whether the route is
// for him, and what he sent is read.
func (s *Server) serve(route *Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := s.visit(w, r)
		w.Header().Set("Cache-Control", "no-store")
		if err := v.enter(route); err != nil {
			v.fail(err)
			return
		}
		if v.answered {
			return
		}
		if err := route.serve(v); err != nil {
			v.fail(err)
		}
	})
}

// Listen returns an http.Server for the pages. Whoever starts it shuts it down.
func (s *Server) Listen(address string) *http.Server { return s.guard.Server(address, s) }
