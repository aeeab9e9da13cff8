package public

import (
	"path/filepath"
	"strings"
	"testing"

	"zhenggai/chromium"
)

// TestLook opens each page at a desk and on a phone: nothing is wider than the window.
func TestLook(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	r, _, item := s.leaf()
	b := chromium.New(t, s.http.URL)
	at := "/" + reportAt(r.ID)
	for name, path := range map[string]string{"first": "/", "report": at, "end": at + "#contact", "filter": at + "?q=供水", "changes": at + "changes/", "old": at + "v/1/",
		"item": item, "search": "/search/?q=资金", "receipt": "/receipt/", "verify": "/verify/", "lost": "/no", "en-report": "/en" + at, "en-item": "/en" + item, "items": at + "#items"} {
		for size, wide := range map[string]int64{"desk": 1280, "phone": 390} {
			b.Size(wide, map[int64]int64{1280: 900, 390: 844}[wide])
			b.Open(path)
			if over := chromium.Ask[int](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
				t.Errorf("%s on a %s is %d pixels too wide", name, size, over)
			}
			b.Shoot(name + "-" + size)
		}
	}
}

// TestFilesInBrowser opens the files without any server: they have their style, lead to
// each other, and the index finds what is typed.
func TestFilesInBrowser(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	files, err := Files(t.Context(), s.state(), "")
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(t.TempDir(), "www")
	if _, _, err := WriteFolder(folder, files); err != nil {
		t.Fatal(err)
	}
	b := chromium.New(t, "file://"+folder)
	b.Size(1280, 900)
	b.Open("/index.html")
	if serif := chromium.Ask[string](b, `getComputedStyle(document.querySelector("h1")).fontFamily`); !strings.Contains(serif, "Serif") {
		t.Errorf("the files have no style: %s", serif)
	}
	b.Click(".card h2 a")
	b.Wait(`!!document.querySelector("#proof")`)
	b.Click(`.top nav a`)
	b.Wait(`!document.querySelector("#finder")?.hidden`)
	b.Fill("q", "柳塘")
	b.Wait(`[...document.querySelectorAll("[data-hit]")].filter(e => !e.hidden).length < 20`)
	b.Shoot("files-index")
}
