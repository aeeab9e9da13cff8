package web

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"zhenggai/app"
	"zhenggai/demo"
)

// now is the moment of the tests: the invented city has lived until then.
var now = time.Date(2026, 11, 23, 10, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))

// city is made once; each test works on a copy of its folder.
var city = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "zhenggai-web")
	if err != nil {
		return "", err
	}
	made = folder
	a, c, err := demo.Make(context.Background(), folder, now)
	if err != nil {
		return "", err
	}
	people = c
	return folder, a.Close()
})

var (
	made   string // to be taken away when the tests end
	people *demo.City
)

func TestMain(m *testing.M) {
	code := m.Run()
	if made != "" {
		os.RemoveAll(made)
	}
	os.Exit(code)
}

// A site is a running server over a copy of the invented city.
type site struct {
	*testing.T
	app   *app.App
	http  *httptest.Server
	users map[string]*user // see known
}

// newSite starts a server over a city of its own.
func newSite(t *testing.T) *site {
	t.Helper()
	from, err := city()
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "site")
	if err := os.CopyFS(folder, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(folder, "key"), 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := app.Open(t.Context(), app.Place{Folder: folder, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	s := &site{T: t, app: a}
	s.http = httptest.NewServer(New(a, slog.New(slog.NewTextHandler(testWriter{t}, nil)), Options{}))
	t.Cleanup(func() {
		s.http.Close()
		if v, err := a.Verify(context.Background()); err != nil || !v.OK() {
			t.Errorf("after the test the ledger is not what its journal says: %v %+v", err, v)
		}
		a.Close()
	})
	return s
}

type testWriter struct{ t *testing.T }

func (w testWriter) Write(b []byte) (int, error) {
	w.t.Log(strings.TrimSpace(string(b)))
	return len(b), nil
}

// A user is somebody at a browser without script.
type user struct {
	*site
	client *http.Client
}

// as signs somebody in.
func (s *site) as(login string) *user {
	s.Helper()
	u := s.stranger()
	status, page, _ := u.post("/signin", url.Values{"login": {login}, "password": {people.Password}})
	if status != http.StatusOK || strings.Contains(page, `action="/signin"`) {
		s.Fatalf("%s cannot sign in: %d %s", login, status, page)
	}
	return u
}

// stranger is somebody who is not signed in.
func (s *site) stranger() *user {
	jar, _ := cookiejar.New(nil)
	return &user{s, &http.Client{Jar: jar}}
}

// get asks for a page and returns what came in the end, and from where.
func (u *user) get(path string) (status int, page, at string) {
	u.Helper()
	r, err := u.client.Get(u.http.URL + path)
	if err != nil {
		u.Fatal(err)
	}
	return read(u.T, r)
}

// post sends a form and follows where it leads.
func (u *user) post(path string, form url.Values) (status int, page, at string) {
	u.Helper()
	r, err := u.client.PostForm(u.http.URL+path, form)
	if err != nil {
		u.Fatal(err)
	}
	return read(u.T, r)
}

func read(t *testing.T, r *http.Response) (int, string, string) {
	t.Helper()
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(b), r.Request.URL.RequestURI()
}
