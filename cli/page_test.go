package cli

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"zhenggai/chromium"
)

// A browser shows one page, without a network, and remembers what the page asked
// for and what it complained of.
type browser struct {
	ctx context.Context
	mu  sync.Mutex
	got []string // addresses other than of files, and errors
}

func newBrowser(t *testing.T) *browser {
	t.Helper()
	b := &browser{}
	b.ctx = chromium.Start(t, b.event)
	return b
}

func (b *browser) event(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := ev.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, "file:") {
			b.got = append(b.got, "asked for "+e.Request.URL)
		}
	case *runtime.EventExceptionThrown:
		b.got = append(b.got, "script failed: "+e.ExceptionDetails.Text)
	}
}

func (b *browser) do(t *testing.T, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	chromium.Do(t, b.ctx, actions...)
}

// ask returns the value of a script in the page.
func ask[T any](t *testing.T, b *browser, script string) T {
	t.Helper()
	return chromium.Ask[T](t, b.ctx, script)
}

// wait waits until a script in the page is true.
func wait(t *testing.T, b *browser, script string) {
	t.Helper()
	chromium.Wait(t, b.ctx, script)
}

// shoot takes a screenshot of what is seen, for a person, if SHOTS names a folder.
func (b *browser) shoot(t *testing.T, name string) {
	t.Helper()
	dir := os.Getenv("SHOTS")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), chromium.Picture(t, b.ctx), 0o600); err != nil {
		t.Fatal(err)
	}
}

func theme(name string) chromedp.Action[chromedp.Void] {
	return chromium.Protocol(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
}

// writePage writes the page of files and returns its address.
func writePage(t *testing.T, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "结果 1.html")
	r := run(t, "", nil, append([]string{"check", "--html", path}, args...)...)
	if r.code > Found {
		t.Fatalf("exit %d: %s", r.code, r.err)
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

func TestPage(t *testing.T) {
	t.Parallel()
	b := newBrowser(t)
	b.do(t, chromedp.EmulateViewport(1280, 900), theme("light"), chromedp.Navigate(writePage(t, few, linjiang)))

	if got := ask[string](t, b, `document.querySelector(".text .m-error").textContent`); !strings.Contains(got, "在局党组会、中心组学习会上组织学习了") {
		t.Errorf("the words of the error are not marked: %q", got)
	}
	source, err := os.ReadFile(linjiang)
	if err != nil {
		t.Fatal(err)
	}
	if got := ask[string](t, b, `[...document.querySelectorAll(".text p")].map(p => p.textContent).join("\n")`); got != string(source) {
		t.Error("the page does not hold the text as it is")
	}
	if n := ask[int](t, b, `[...document.querySelectorAll("a[href]")].filter(a => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).length`); n > 0 {
		t.Errorf("%d links lead nowhere", n)
	}
	if n := ask[int](t, b, `document.querySelectorAll("[id]").length - new Set([...document.querySelectorAll("[id]")].map(e => e.id)).size`); n > 0 {
		t.Errorf("%d names are used twice", n)
	}
	b.shoot(t, "light-1280")

	seen := `(() => { const r = document.querySelector(":target").nextElementSibling.getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight })()`
	b.do(t, chromedp.Click(".card:last-of-type a.go"))
	wait(t, b, `!!document.querySelector(":target") && `+seen)
	if top := ask[float64](t, b, `scrollY`); top == 0 {
		t.Error("a click on the last finding did not scroll to its words")
	}
	b.shoot(t, "light-1280-target")

	b.do(t, chromedp.Click(`.text a.m-error`))
	wait(t, b, `document.querySelector(".card:target.error") !== null`)
	b.do(t, chromedp.Click(`.filter input[data-severity="warning"]`))
	if n := ask[int](t, b, `[...document.querySelectorAll(".card.warning")].filter(c => c.offsetHeight > 0).length`); n > 0 {
		t.Errorf("%d warnings are still shown", n)
	}
	b.do(t, chromedp.Click(`.filter input[data-severity="warning"]`), chromedp.Click(`label[for="r1-t2"]`))
	b.shoot(t, "light-1280-tree")
	b.do(t, chromedp.Click(`.text a.m-error`))
	wait(t, b, `document.querySelector(".card.error").offsetHeight > 0`)
	b.do(t, theme("dark"))
	b.shoot(t, "dark-1280")
	b.do(t, chromedp.EmulateViewport(390, 844))
	b.shoot(t, "dark-390")
	b.do(t, theme("light"))
	ask[any](t, b, `scrollTo(0, 0)`)
	b.shoot(t, "light-390")
	if wide := ask[int](t, b, `document.documentElement.scrollWidth`); wide > 390 {
		t.Errorf("the page is %d wide on a telephone", wide)
	}
	b.do(t, theme("light"), chromium.Protocol(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
	b.shoot(t, "print")
	b.complain(t)
}

// What a report or its name holds must run nothing and load nothing.
func TestPageIsInert(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), `<img src=x onerror=window.pwned=1>".txt`)
	text, err := os.ReadFile(hostile)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, text, 0o600); err != nil {
		t.Skip("this file system has no such names")
	}
	waivers := filepath.Join(t.TempDir(), "w.json")
	if err := os.WriteFile(waivers, []byte(`[{"rule":"N02","anchor":"N02-0","reason":"<script>window.pwned=1</script>"}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t)
	b.do(t, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(writePage(t, "--waivers", waivers, name, hostile, linjiang)))
	if got := ask[string](t, b, `document.querySelector(".text").textContent`); !strings.Contains(got, "<script>window.pwned=1</script>") {
		t.Error("the text is not shown as it is")
	}
	wait(t, b, `document.readyState === "complete"`)
	b.do(t, chromedp.Click(".card a.go"))
	for _, script := range []string{`typeof window.pwned`, `document.querySelectorAll("img, svg, iframe, object, embed, form").length`,
		`[...document.querySelectorAll("*")].filter(e => [...e.attributes].some(a => a.name.startsWith("on") || /javascript:/i.test(a.value))).length`,
		`document.scripts.length - 1`} {
		if got := ask[any](t, b, script); fmt.Sprint(got) != "undefined" && fmt.Sprint(got) != "0" {
			t.Errorf("%s: %v", script, got)
		}
	}
	b.shoot(t, "hostile-1280")
	b.complain(t)
}

func (b *browser) complain(t *testing.T) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, g := range b.got {
		t.Error("the page ", g)
	}
}

// The page must be readable without script, so all of it is there in the file.
func TestPageWithoutScript(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a.html")
	run(t, "", nil, "check", few, "--html", path, linjiang)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	page := string(b)
	for _, want := range []string{"default-src &#39;none&#39;; style-src &#39;sha256-", "问题4之前缺少问题3", `class="mark m-warning`, `href="#r1-f0"`, "2 个方面、3 个问题"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, not := range []string{"http:", "https:", "ZgotmplZ", "style=\""} {
		if strings.Contains(page, not) {
			t.Errorf("the page has %q", not)
		}
	}
}
