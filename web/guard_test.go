package web

import (
	"bytes"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"zhenggai/web/ui"
)

// TestGuard: every answer says what it may load, and nothing on a page is inline.
func TestGuard(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, path := range []string{"/signin", "/no/such/page", ui.Asset("zhenggai.js"), "/profile"} {
		r, err := s.as(people.People[0].Login).client.Get(s.http.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		csp := r.Header.Get("Content-Security-Policy")
		if strings.Contains(csp, "unsafe") || !strings.Contains(csp, "default-src 'none'") || r.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %q", path, r.Header)
		}
	}
}

// TestCrossOrigin: a form on another site cannot act in the name of who is signed in here.
func TestCrossOrigin(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as(people.People[0].Login)
	for name, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.test"} {
		r, _ := http.NewRequest(http.MethodPost, s.http.URL+"/signout", nil)
		r.Header.Set(name, value)
		answer, err := u.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		status, page, _ := read(t, answer)
		if status != http.StatusForbidden || !strings.Contains(page, "别的网站") {
			t.Errorf("%s %s: %d %s", name, value, status, page)
		}
	}
	if _, _, at := u.get("/profile"); at != "/profile" {
		t.Error("signed out by another site")
	}
}

// TestOversize: what is too large is refused in a sentence, and read no further.
func TestOversize(t *testing.T) {
	t.Parallel()
	u := newSite(t).stranger()
	status, page, _ := u.post("/signin", url.Values{"login": {strings.Repeat("x", mostForm)}, "password": {"y"}})
	if status != http.StatusUnprocessableEntity || !strings.Contains(alert(page), "过大") {
		t.Errorf("%d %s", status, alert(page))
	}
}

// TestSlow: whoever sends a request drop by drop is let go.
func TestSlow(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	h := New(s.app, slog.New(slog.DiscardHandler), Options{}).Listen("127.0.0.1:0")
	if h.ReadHeaderTimeout == 0 || h.ReadTimeout == 0 || h.IdleTimeout == 0 || h.MaxHeaderBytes == 0 {
		t.Fatalf("no limits: %+v", h)
	}
	h.ReadHeaderTimeout = 50 * time.Millisecond
	l, err := net.Listen("tcp", h.Addr)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- h.Serve(l) }()
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "); err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(conn); err != nil || bytes.Contains(b, []byte("200 OK")) { // until the server ends it
		t.Errorf("%q %v", b, err)
	}
	h.Close()
	<-done
}

// TestWeight: the first visit is at most 150 kB, later ones at most 30 kB, as they go
// over the wire.
func TestWeight(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("luzy")
	wire := func(path string) int {
		r, _ := http.NewRequest(http.MethodGet, s.http.URL+path, nil)
		r.Header.Set("Accept-Encoding", "gzip")
		answer, err := u.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		b, err := io.ReadAll(answer.Body)
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d %v", path, answer.StatusCode, err)
		}
		if !bytes.HasPrefix(b, []byte{0x1f, 0x8b}) && len(b) > 4000 {
			t.Errorf("%s: %d bytes are not compressed", path, len(b))
		}
		return len(b)
	}
	files := 0
	for _, name := range []string{"tabler.min.css", "zhenggai.css", "htmx.min.js", "zhenggai.js", "icon.svg"} {
		files += wire(ui.Asset(name))
	}
	for _, g := range menu {
		for _, l := range g.Lines {
			if !New(s.app, slog.New(slog.DiscardHandler), Options{}).open(l.Path, grantsOf(t, s, "luzy")) {
				continue
			}
			n := wire(l.Path)
			t.Logf("%s weighs %d, with its files %d", l.Path, n, n+files)
			if n > 30_000 || n+files > 150_000 {
				t.Errorf("%s is too heavy", l.Path)
			}
		}
	}
}
