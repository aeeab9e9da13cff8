package cli

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"zhenggai/chromium"
)

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
	b := chromium.New(t, "file://")
	b.Do(chromedp.EmulateViewport(1280, 900), theme("light"), chromedp.Navigate(writePage(t, few, linjiang)))

	if got := chromium.Ask[string](b, `document.querySelector(".text .m-error").textContent`); !strings.Contains(got, "在局党组会、中心组学习会上组织学习了") {
		t.Errorf("the words of the error are not marked: %q", got)
	}
	source, err := os.ReadFile(linjiang)
	if err != nil {
		t.Fatal(err)
	}
	if got := chromium.Ask[string](b, `[...document.querySelectorAll(".text p")].map(p => p.textContent).join("\n")`); got != string(source) {
		t.Error("the page does not hold the text as it is")
	}
	if n := chromium.Ask[int](b, `[...document.querySelectorAll("a[href]")].filter(a => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).length`); n > 0 {
		t.Errorf("%d links lead nowhere", n)
	}
	if n := chromium.Ask[int](b, `document.querySelectorAll("[id]").length - new Set([...document.querySelectorAll("[id]")].map(e => e.id)).size`); n > 0 {
		t.Errorf("%d names are used twice", n)
	}
	b.Shoot("light-1280")

	seen := `(() => { const r = document.querySelector(":target").nextElementSibling.getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight })()`
	b.Do(chromedp.Click(".card:last-of-type a.go"))
	b.Wait(`!!document.querySelector(":target") && ` + seen)
	if top := chromium.Ask[float64](b, `scrollY`); top == 0 {
		t.Error("a click on the last finding did not scroll to its words")
	}
	b.Shoot("light-1280-target")

	b.Do(chromedp.Click(`.text a.m-error`))
	b.Wait(`document.querySelector(".card:target.error") !== null`)
	b.Do(chromedp.Click(`.filter input[data-severity="warning"]`))
	if n := chromium.Ask[int](b, `[...document.querySelectorAll(".card.warning")].filter(c => c.offsetHeight > 0).length`); n > 0 {
		t.Errorf("%d warnings are still shown", n)
	}
	b.Do(chromedp.Click(`.filter input[data-severity="warning"]`), chromedp.Click(`label[for="r1-t2"]`))
	b.Shoot("light-1280-tree")
	b.Do(chromedp.Click(`.text a.m-error`))
	b.Wait(`document.querySelector(".card.error").offsetHeight > 0`)
	b.Do(theme("dark"))
	b.Shoot("dark-1280")
	b.Do(chromedp.EmulateViewport(390, 844))
	b.Shoot("dark-390")
	b.Do(theme("light"))
	chromium.Ask[any](b, `scrollTo(0, 0)`)
	b.Shoot("light-390")
	if wide := chromium.Ask[int](b, `document.documentElement.scrollWidth`); wide > 390 {
		t.Errorf("the page is %d wide on a telephone", wide)
	}
	b.Do(theme("light"), chromium.Protocol(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
	b.Shoot("print")
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
	b := chromium.New(t, "file://")
	b.Do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(writePage(t, "--waivers", waivers, name, hostile, linjiang)))
	if got := chromium.Ask[string](b, `document.querySelector(".text").textContent`); !strings.Contains(got, "<script>window.pwned=1</script>") {
		t.Error("the text is not shown as it is")
	}
	b.Wait(`document.readyState === "complete"`)
	b.Do(chromedp.Click(".card a.go"))
	for _, script := range []string{`typeof window.pwned`, `document.querySelectorAll("img, svg, iframe, object, embed, form").length`,
		`[...document.querySelectorAll("*")].filter(e => [...e.attributes].some(a => a.name.startsWith("on") || /javascript:/i.test(a.value))).length`,
		`document.scripts.length - 1`} {
		if got := chromium.Ask[any](b, script); fmt.Sprint(got) != "undefined" && fmt.Sprint(got) != "0" {
			t.Errorf("%s: %v", script, got)
		}
	}
	b.Shoot("hostile-1280")
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
