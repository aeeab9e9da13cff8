package public

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"zhenggai/chromium"
)

// A browser is Debian's Chromium with a reader before it. What a page does that it must
// not, such as asking for anything elsewhere, fails the test.
type browser struct {
	*testing.T
	ctx  context.Context
	mu   sync.Mutex
	home []string // what may be asked for
	got  []string
}

func newBrowser(t *testing.T, home ...string) *browser {
	t.Helper()
	b := &browser{T: t, home: home}
	t.Cleanup(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, g := range b.got {
			t.Error("the page ", g)
		}
	})
	b.ctx = chromium.Start(t, func(ev any) {
		b.mu.Lock()
		defer b.mu.Unlock()
		switch e := ev.(type) {
		case *network.EventRequestWillBeSent:
			ok := e.Request.URL == "about:blank" || strings.HasPrefix(e.Request.URL, "data:")
			for _, h := range b.home {
				ok = ok || strings.HasPrefix(e.Request.URL, h)
			}
			if !ok {
				b.got = append(b.got, "asked for "+e.Request.URL)
			}
		case *log.EventEntryAdded:
			if strings.Contains(e.Entry.Text, "Content Security Policy") {
				b.got = append(b.got, "is against the policy: "+e.Entry.Text)
			}
		}
	})
	b.do(chromium.Protocol(log.Enable, cdp.Empty{}))
	return b
}

func (b *browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.shoot("failed")
		b.Fatal(err)
	}
}

func (b *browser) open(at string)        { b.Helper(); b.do(chromedp.Navigate(at)) }
func (b *browser) size(wide, high int64) { b.Helper(); b.do(chromedp.EmulateViewport(wide, high)) }
func (b *browser) fill(name, words string) {
	b.Helper()
	b.do(chromedp.SendKeys(`[name="`+name+`"]`, words))
}
func (b *browser) click(selector string) { b.Helper(); b.do(chromedp.Click(selector)) }
func (b *browser) script(on bool) {
	b.Helper()
	b.do(chromium.Protocol(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on}))
}

// ask returns the value of a script in the page.
func ask[T any](b *browser, script string) T {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	if err != nil {
		b.Fatalf("%s: %v", script, err)
	}
	return v
}

func (b *browser) words(selector string) string {
	b.Helper()
	return ask[string](b, "(document.querySelector(`"+selector+"`)?.textContent || '').trim()")
}

// wait waits until a script in the page is true, also over the way to another page.
func (b *browser) wait(script string) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	for {
		_, err := chromedp.Run(ctx, chromedp.Poll[bool](script))
		if err == nil {
			return
		}
		if ctx.Err() != nil || !strings.Contains(err.Error(), "(-32000)") {
			b.shoot("failed")
			b.Fatalf("%s does not come true: %v", script, err)
		}
	}
}

// shoot takes a picture of what is seen, if SHOTS names a folder.
func (b *browser) shoot(name string) {
	b.Helper()
	if dir := os.Getenv("SHOTS"); dir != "" {
		png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name+".png"), png, 0o600)
		}
		if err != nil {
			b.Error(err)
		}
	}
}

// TestLook opens each page at a desk and on a phone: nothing is wider than the window.
func TestLook(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	r, _, item := s.leaf()
	b := newBrowser(t, s.http.URL+"/")
	at := "/" + reportAt(r.ID)
	for name, path := range map[string]string{"first": "/", "report": at, "end": at + "#contact", "filter": at + "?q=供水", "changes": at + "changes/", "old": at + "v/1/",
		"item": item, "search": "/search/?q=资金", "receipt": "/receipt/", "verify": "/verify/", "lost": "/no", "en-report": "/en" + at, "en-item": "/en" + item, "items": at + "#items"} {
		for size, wide := range map[string]int64{"desk": 1280, "phone": 390} {
			b.size(wide, map[int64]int64{1280: 900, 390: 844}[wide])
			b.open(s.http.URL + path)
			if over := ask[int](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
				t.Errorf("%s on a %s is %d pixels too wide", name, size, over)
			}
			b.shoot(name + "-" + size)
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
	b := newBrowser(t, "file://"+folder+"/")
	b.size(1280, 900)
	b.open("file://" + folder + "/index.html")
	if serif := ask[string](b, `getComputedStyle(document.querySelector("h1")).fontFamily`); !strings.Contains(serif, "Serif") {
		t.Errorf("the files have no style: %s", serif)
	}
	b.click(".card h2 a")
	b.wait(`!!document.querySelector("#proof")`)
	b.click(`.top nav a`)
	b.wait(`!document.querySelector("#finder")?.hidden`)
	b.fill("q", "柳塘")
	b.wait(`[...document.querySelectorAll("[data-hit]")].filter(e => !e.hidden).length < 20`)
	b.shoot("files-index")
}
