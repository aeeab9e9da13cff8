// Package chromium is a browser for tests: Debian's, without a window, that reaches
// nothing but this machine and remembers what a page did that it must not.
package chromium

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
)

// Path is where Debian puts it.
const Path = "/usr/bin/chromium"

// patience is how long one thing may take on a machine that does much else.
const patience = time.Minute

// A Browser is Chromium with somebody before it. It remembers what a page did that it
// must not: asking for anything elsewhere, a script that failed, and what the policy of
// the page kept back. All of it fails the test when it ends.
type Browser struct {
	*testing.T
	ctx   context.Context
	home  string
	may   []string // how what may be asked for begins
	mu    sync.Mutex
	wrong []string
}

// New starts a browser that is stopped when the test ends. home is the address that paths
// belong to; it and what begins as one of also may be asked for, and nothing else.
func New(t *testing.T, home string, also ...string) *Browser {
	t.Helper()
	if _, err := os.Stat(Path); err != nil {
		t.Fatalf("no %s here: apt-get install chromium", Path)
	}
	alloc, cancel := chromedp.NewExecAllocator(context.Background(), chromedp.ExecPath(Path), chromedp.Headless, chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"), chromedp.Flag("disable-dev-shm-usage", true))
	ctx, done := chromedp.NewContext(alloc)
	t.Cleanup(func() { done(); cancel() })
	b := &Browser{T: t, ctx: ctx, home: home, may: append([]string{home + "/", "data:", "about:blank",
		"chrome-extension:"}, also...)} // the last is the browser's own viewer of PDF
	t.Cleanup(func() {
		for _, w := range b.Wrong() {
			t.Error("the page ", w)
		}
	})
	// The browser lives as long as the context that it is first used with.
	if err := chromedp.Do(ctx, Protocol(network.Enable, network.EnableParams{})); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Listen(ctx, b.heard); err != nil {
		t.Fatal(err)
	}
	b.Do(Protocol(log.Enable, cdp.Empty{}))
	b.Size(1280, 720)
	return b
}

func (b *Browser) heard(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		for _, may := range b.may {
			if strings.HasPrefix(e.Request.URL, may) {
				return
			}
		}
		b.wrong = append(b.wrong, "asked for "+e.Request.URL)
	case *runtime.EventExceptionThrown:
		b.wrong = append(b.wrong, "has a script that failed: "+e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		if text := e.Entry.Text; strings.Contains(text, "Content Security Policy") {
			b.wrong = append(b.wrong, "is against the policy: "+text)
		}
	}
}

// Wrong returns what pages did that they must not, and forgets it.
func (b *Browser) Wrong() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := b.wrong
	b.wrong = nil
	return all
}

// Protocol makes a command of the protocol an action.
func Protocol[P, R any](c cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, params)
		return err
	})
}

// Do does actions one after the other.
func (b *Browser) Do(actions ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		b.Shoot("failed")
		b.Fatal(err)
	}
}

// Open goes to a page: at home by its path, elsewhere by its whole address.
func (b *Browser) Open(at string) {
	b.Helper()
	if !strings.Contains(at, "://") {
		at = b.home + at
	}
	b.Do(chromedp.Navigate(at))
}

// Size sets the size of the window.
func (b *Browser) Size(wide, high int64) {
	b.Helper()
	b.Do(chromedp.EmulateViewport(wide, high))
}

// Script switches scripts off or on, from the next page on.
func (b *Browser) Script(on bool) {
	b.Helper()
	b.Do(Protocol(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on}))
}

// Fill types into the field of a form.
func (b *Browser) Fill(name, words string) {
	b.Helper()
	b.Do(chromedp.SendKeys(`[name="`+name+`"]`, words))
}

// Put sets the value of a field as somebody who picks a day or chooses from a list.
func (b *Browser) Put(name, value string) {
	b.Helper()
	Ask[bool](b, `((e) => { e.value = `+Quoted(value)+`; e.dispatchEvent(new Event("change", {bubbles: true})); return true })(document.querySelector('[name="`+name+`"]'))`)
}

// Click presses what the selector names.
func (b *Browser) Click(selector string) {
	b.Helper()
	b.Do(chromedp.Click(selector))
}

// Keys presses keys where the focus is: "j", kb.Tab.
func (b *Browser) Keys(keys string) {
	b.Helper()
	b.Do(chromedp.KeyEvent(keys))
}

// At is the address of the page, without the server.
func (b *Browser) At() string {
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

// Ask returns the value of a script in the page.
func Ask[T any](b *Browser, script string) T {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	if err != nil {
		b.Fatalf("%s: %v", script, err)
	}
	return v
}

// Words returns the words of what the selector names first, "" if it names nothing.
func (b *Browser) Words(selector string) string {
	b.Helper()
	return Ask[string](b, `(document.querySelector(`+Quoted(selector)+`)?.textContent || "").trim()`)
}

// Quoted is s as a script has it.
func Quoted(s string) string { return "`" + strings.ReplaceAll(s, "`", "\\`") + "`" }

// Wait waits until a script in the page is true, also over the way to another page.
func (b *Browser) Wait(script string) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	for {
		_, err := chromedp.Run(ctx, chromedp.Poll[bool](script))
		if err == nil {
			return
		}
		if ctx.Err() != nil || !strings.Contains(err.Error(), "(-32000)") { // the page is another one now
			b.Shoot("failed")
			b.Fatalf("%s does not come true: %v", script, err)
		}
	}
}

// Until asks again and again what no script in the page can say.
func (b *Browser) Until(so func() bool) {
	b.Helper()
	for end := time.Now().Add(patience); !so(); {
		if time.Now().After(end) {
			b.Shoot("failed")
			b.Fatalf("it does not come true at %s", b.At())
		}
	}
}

// Picture takes a picture of what is seen.
func (b *Browser) Picture() []byte {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.Error("no picture: ", err)
	}
	return png
}

// Shoot takes a picture of what is seen, for a person, if SHOTS names a folder.
func (b *Browser) Shoot(name string) {
	b.Helper()
	if dir := os.Getenv("SHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".png"), b.Picture(), 0o600); err != nil {
			b.Fatal(err)
		}
	}
}
