package web

import (
	"context"
	"net/url"
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
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"zhenggai/chromium"
)

// A browser is Debian's Chromium with somebody before it. It remembers what a page
// did that it must not: asking for anything elsewhere, a script that failed, and what
// the policy of the pages kept back. All of it fails the test when it ends.
type browser struct {
	*testing.T
	ctx  context.Context
	mu   sync.Mutex
	home string   // the address of the server; nothing else may be asked for
	got  []string // what was done that must not be
}

// newBrowser starts a browser that can reach this machine only.
func newBrowser(t *testing.T) *browser {
	t.Helper()
	b := &browser{T: t}
	t.Cleanup(b.complain)
	b.ctx = chromium.Start(t, b.event)
	b.do(chromium.Protocol(log.Enable, cdp.Empty{}))
	b.size(1280, 720)
	return b
}

// browse opens a browser and signs somebody in through the form.
func (s *site) browse(login string) *browser {
	s.Helper()
	b := newBrowser(s.T)
	b.home = s.http.URL
	b.open("/signin")
	b.fill("login", login)
	b.fill("password", people.Password)
	b.click(`form[action="/signin"] button`)
	b.wait(`!document.querySelector('form[action="/signin"]')`)
	return b
}

func (b *browser) event(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := ev.(type) {
	case *network.EventRequestWillBeSent:
		at := e.Request.URL
		if !strings.HasPrefix(at, b.home+"/") && !strings.HasPrefix(at, "data:") && at != "about:blank" &&
			!strings.HasPrefix(at, "chrome-extension:") { // the browser's own viewer of PDF
			b.got = append(b.got, "asked for "+at)
		}
	case *runtime.EventExceptionThrown:
		b.got = append(b.got, "has a script that failed: "+e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		if text := e.Entry.Text; strings.Contains(text, "Content Security Policy") {
			b.got = append(b.got, "is against the policy: "+text)
		}
	}
}

// complain fails the test for each thing that a page must not have done.
func (b *browser) complain() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, g := range b.got {
		b.Error("the page ", g)
	}
}

// do does actions one after the other.
func (b *browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.shoot("failed")
		b.Fatal(err)
	}
}

// open goes to a page of the site.
func (b *browser) open(path string) {
	b.Helper()
	b.do(chromedp.Navigate(b.home + path))
}

// size sets the size of the window.
func (b *browser) size(wide, high int64) {
	b.Helper()
	b.do(chromedp.EmulateViewport(wide, high))
}

// script switches scripts off or on, from the next page on.
func (b *browser) script(on bool) {
	b.Helper()
	b.do(chromium.Protocol(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on}))
}

// fill types into the field of a form.
func (b *browser) fill(name, words string) {
	b.Helper()
	b.do(chromedp.SendKeys(`[name="`+name+`"]`, words))
}

// click presses what the selector names.
func (b *browser) click(selector string) {
	b.Helper()
	b.do(chromedp.Click(selector))
}

// keys presses keys where the focus is: "j", kb.Tab.
func (b *browser) keys(keys string) {
	b.Helper()
	b.do(chromedp.KeyEvent(keys))
}

// at is the address of the page, without the server.
func (b *browser) at() string {
	b.Helper()
	at, err := chromedp.Run(b.ctx, chromedp.Location())
	if err != nil {
		b.Fatal(err)
	}
	u, err := url.Parse(at)
	if err != nil {
		b.Fatal(err)
	}
	return u.RequestURI()
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

// ask returns the words of what the selector names first, "" if it names nothing.
func (b *browser) ask(selector string) string {
	b.Helper()
	return ask[string](b, `(document.querySelector(`+quoted(selector)+`)?.textContent || "").trim()`)
}

// quoted is s as a script has it.
func quoted(s string) string { return "`" + strings.ReplaceAll(s, "`", "\\`") + "`" }

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
		if ctx.Err() != nil || !strings.Contains(err.Error(), "(-32000)") { // the page is another one now
			b.shoot("failed")
			b.Fatalf("%s does not come true: %v", script, err)
		}
	}
}

// until asks again and again what no script in the page can say.
func (b *browser) until(so func() bool) {
	b.Helper()
	for end := time.Now().Add(30 * time.Second); !so(); {
		if time.Now().After(end) {
			b.shoot("failed")
			b.Fatalf("it does not come true at %s", b.at())
		}
	}
}

// shoot takes a screenshot of what is seen, for a person, if SHOTS names a folder.
func (b *browser) shoot(name string) {
	b.Helper()
	dir := os.Getenv("SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.Log("no screenshot: ", err)
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o600); err != nil {
		b.Fatal(err)
	}
}

// TestBrowser holds that somebody can sign in at a browser, with and without script,
// and that the harness sees what a page must not do.
func TestBrowser(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.browse("yewq")
	b.open("/profile")
	b.shoot("profile")
	if at := b.at(); at != "/profile" {
		t.Errorf("the profile is at %s", at)
	}
	b.script(false)
	b.open("/profile/password")
	b.script(true)
	if b.ask("h1") == "" {
		t.Error("without script there is no page")
	}
	ask[bool](b, `(fetch("https://elsewhere.invalid/").catch(() => 0), setTimeout(() => { window.late = 1; throw new Error("broken") }), true)`)
	b.wait(`window.late === 1`)
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.got) < 2 {
		t.Errorf("the harness saw only %q", b.got)
	}
	b.got = nil
}
