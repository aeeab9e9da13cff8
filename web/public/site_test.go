package public

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"zhenggai/app"
	"zhenggai/demo"
	"zhenggai/form"
)

// start is the moment of the tests.
var start = time.Date(2026, 11, 23, 10, 0, 0, 0, time.FixedZone("UTC+8", 8*3600))

// city is made once; its water bureau has published a report and corrected it. Each test
// works on a copy of its folder.
var city = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "zhenggai-public")
	if err != nil {
		return "", err
	}
	made = folder
	a, c, err := demo.Make(context.Background(), folder, start)
	if err != nil {
		return "", err
	}
	people = c
	return folder, a.Close()
})

var (
	made   string
	people *demo.City
)

func TestMain(m *testing.M) {
	code := m.Run()
	if made != "" {
		os.RemoveAll(made)
	}
	os.Exit(code)
}

// A site is a running public server over a copy of the city.
type site struct {
	testing.TB
	app    *app.App
	http   *httptest.Server
	server *Server
	mu     sync.Mutex
	clock  time.Time
}

func newSite(t testing.TB) *site {
	t.Helper()
	from, err := city()
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "site")
	if err := os.CopyFS(folder, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"key", "comment.key"} {
		os.Chmod(filepath.Join(folder, secret), 0o600) //nolint:errcheck // the second may not be there
	}
	s := &site{TB: t, clock: start.Add(24 * time.Hour)}
	s.app, err = app.Open(t.Context(), app.Place{Folder: folder, Now: s.now})
	if err != nil {
		t.Fatal(err)
	}
	s.server = New(s.app, slog.New(slog.DiscardHandler), Options{Address: "https://zg.example"})
	s.http = httptest.NewServer(s.server)
	t.Cleanup(func() {
		s.http.Close()
		if v, err := s.app.Verify(context.Background()); err != nil || !v.OK() {
			t.Errorf("after the test the ledger is not what its journal says: %v %+v", err, v)
		}
		s.app.Close()
	})
	return s
}

func (s *site) now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clock = s.clock.Add(time.Millisecond)
	return s.clock
}

func (s *site) wait(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clock = s.clock.Add(d)
	s.server.looked = time.Time{}
}

// state is what the public may see.
func (s *site) state() *app.PublicState {
	s.Helper()
	p, err := s.app.Public(s.Context())
	if err != nil || len(p.Reports) < 2 {
		s.Fatalf("%v %+v", err, p)
	}
	return p
}

// leaf is the address of some item, and its report.
func (s *site) leaf() (*app.PublicReport, *form.Item, string) {
	r := s.state().Reports[0]
	var first *form.Item
	leaves(r.Bulletin.Items, func(it *form.Item) {
		if first == nil {
			first = it
		}
	})
	return r, first, "/" + itemAt(r.ID, first.Finding)
}

func (s *site) get(path string) (int, string, http.Header) {
	s.Helper()
	r, err := http.Get(s.http.URL + path)
	if err != nil {
		s.Fatal(err)
	}
	return read(s, r)
}

func (s *site) post(path string, form url.Values) (int, string) {
	s.Helper()
	r, err := http.PostForm(s.http.URL+path, form)
	if err != nil {
		s.Fatal(err)
	}
	status, page, _ := read(s, r)
	return status, page
}

func read(t testing.TB, r *http.Response) (int, string, http.Header) {
	t.Helper()
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(b), r.Header
}

var (
	tokenOf  = regexp.MustCompile(`name="token" value="([^"]+)"`)
	riddleOf = regexp.MustCompile(`<label for="answer">[^<]*<b>([^<]+)</b>`)
)

// filled is the form of an item as somebody fills it in who read it for a minute.
func (s *site) filled(path, text string) url.Values {
	s.Helper()
	_, page, _ := s.get(path)
	token, riddle := tokenOf.FindStringSubmatch(page), riddleOf.FindStringSubmatch(page)
	if token == nil || riddle == nil {
		s.Fatalf("there is no form at %s: %s", path, page)
	}
	s.wait(time.Minute)
	return url.Values{"token": {token[1]}, "answer": {answer(s, riddle[1])}, "text": {text}}
}

// answer works out a riddle as a reader does.
func answer(t testing.TB, riddle string) string {
	t.Helper()
	n := func(s string) int { return strings.Index("零一二三四五六七八九十", s) / len("零") }
	for form, do := range map[string]func(x, y int) int{
		"^(.)加(.)等":   func(x, y int) int { return x + y },
		"^(.)减去(.)等":  func(x, y int) int { return x - y },
		"^比(.)多(.)的":  func(x, y int) int { return x + y },
		"^(.)的(两)倍是几": func(x, _ int) int { return 2 * x },
	} {
		if m := regexp.MustCompile(form).FindStringSubmatch(riddle); m != nil {
			return fmt.Sprint(do(n(m[1]), n(m[2])))
		}
	}
	t.Fatalf("what is asked: %q", riddle)
	return ""
}
