package guard

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"zhenggai/fault"
)

func TestBefore(t *testing.T) {
	t.Parallel()
	for _, tls := range []bool{false, true} {
		var log bytes.Buffer
		g := &Guard{Name: "office", Log: slog.New(slog.NewTextHandler(&log, nil)), Content: "default-src 'none'", Referrer: "no-referrer", Permissions: "camera=()", TLS: tls}
		answer := httptest.NewRecorder()
		g.Before(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("broken") })).ServeHTTP(answer, httptest.NewRequest("GET", "/page", nil))
		if answer.Code != http.StatusInternalServerError || !strings.Contains(answer.Body.String(), "已记入日志") || strings.Contains(answer.Body.String(), "broken") {
			t.Errorf("%d %s", answer.Code, answer.Body)
		}
		if s := log.String(); !strings.Contains(s, "office: a page broke") || !strings.Contains(s, "path=/page") || !strings.Contains(s, "guard_test.go") {
			t.Errorf("the log says %s", s)
		}
		for name, want := range map[string]string{"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"Cross-Origin-Opener-Policy": "same-origin", "Permissions-Policy": "camera=()", "Strict-Transport-Security": map[bool]string{true: "max-age=31536000"}[tls]} {
			if got := answer.Header().Get(name); got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
	}
}

// TestAborted: a handler that gave up is not written to the log as broken.
func TestAborted(t *testing.T) {
	t.Parallel()
	defer func() {
		if r := recover(); r != http.ErrAbortHandler {
			t.Errorf("%v", r)
		}
	}()
	g := &Guard{Log: slog.New(slog.DiscardHandler)}
	g.Before(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
}

func TestServer(t *testing.T) {
	t.Parallel()
	g := &Guard{Log: slog.New(slog.DiscardHandler), Header: 1 * time.Second, Read: 2 * time.Second, Write: 3 * time.Second, Idle: 4 * time.Second, MostHeader: 5}
	s := g.Server("127.0.0.1:0", http.NotFoundHandler())
	if s.Addr != "127.0.0.1:0" || s.Handler == nil || s.ErrorLog == nil || s.MaxHeaderBytes != 5 ||
		[4]time.Duration{s.ReadHeaderTimeout, s.ReadTimeout, s.WriteTimeout, s.IdleTimeout} != [4]time.Duration{time.Second, 2 * time.Second, 3 * time.Second, 4 * time.Second} {
		t.Errorf("%+v", s)
	}
}

func TestStatus(t *testing.T) {
	t.Parallel()
	for kind, want := range map[fault.Kind]int{fault.Invalid: 422, fault.NotFound: 404, fault.Forbidden: 403, fault.Conflict: 409, fault.Internal: 500} {
		if got := Status(fault.New(kind, "不行。", "No.", nil)); got != want {
			t.Errorf("%v: %d, want %d", kind, got, want)
		}
	}
	if got := Status(errors.New("disk")); got != 500 {
		t.Error(got)
	}
}
