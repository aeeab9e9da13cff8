// Package guard is what the servers of the office and of the public have in common: what
// every answer says about itself, what becomes of a page that breaks, how long a request
// may take, and which status of HTTP a failure is.
package guard

import (
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"zhenggai/fault"
)

// A Guard stands before the pages of one server.
type Guard struct {
	Name        string // of the server in the log
	Log         *slog.Logger
	Content     string // what a page may load: its Content-Security-Policy
	Referrer    string // what other sites learn of where somebody came from
	Permissions string // what a page may use of the machine
	TLS         bool   // the site is reached by https

	Header, Read, Write, Idle time.Duration // how long each part of a request may take
	MostHeader                int           // bytes
}

// Before returns next with the guard before it.
func (g *Guard) Before(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", g.Content)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", g.Referrer)
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", g.Permissions)
		if g.TLS {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		defer func() {
			if broken := recover(); broken != nil {
				if broken == http.ErrAbortHandler {
					panic(broken)
				}
				g.Log.Error(g.Name+": a page broke", "path", r.URL.Path, "panic", broken, "stack", string(debug.Stack()))
				http.Error(w, "系统内部错误，已记入日志。 The page broke; it was written to the log.", http.StatusInternalServerError)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// Server returns an http.Server for pages, with limits on slow and large requests.
// Whoever starts it shuts it down.
func (g *Guard) Server(address string, pages http.Handler) *http.Server {
	return &http.Server{Addr: address, Handler: pages, ReadHeaderTimeout: g.Header, ReadTimeout: g.Read, WriteTimeout: g.Write,
		IdleTimeout: g.Idle, MaxHeaderBytes: g.MostHeader, ErrorLog: slog.NewLogLogger(g.Log.Handler(), slog.LevelWarn)}
}

// Status is the only place where a kind of failure meets a status of HTTP.
func Status(err error) int {
	switch fault.KindOf(err) {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.Conflict:
		return http.StatusConflict
	}
	return http.StatusInternalServerError
}
