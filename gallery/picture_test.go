package gallery

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"

	"zhenggai/chromium"
	"zhenggai/demo"
	"zhenggai/web"
)

// noon is the moment at which the city is looked at: pictures taken twice are the same.
var noon = time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)

// A visitor looks through the gallery with a browser.
type visitor struct {
	*chromium.Browser
}

// TestPictures opens every exhibit in both languages and takes its picture. Nothing
// fails on the page, nothing is wider than the window, and the words of the page itself
// are in the language that was asked for. Pictures go to out/gallery, to be looked at;
// PICTURES=1 writes those of the manual to doc/manual/image.
func TestPictures(t *testing.T) {
	t.Parallel()
	a, city, err := demo.Make(t.Context(), filepath.Join(t.TempDir(), "site"), noon)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	a.Now = func() time.Time { return noon }
	all, err := Exhibits(t.Context(), a, city)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(web.New(a, slog.New(slog.DiscardHandler), web.Options{Gallery: all}))
	defer server.Close()
	v := &visitor{chromium.New(t, server.URL)}
	v.Do(chromium.Protocol(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}))
	for _, lang := range []string{"zh", "en"} {
		for i, e := range all {
			v.look(lang, i, e)
		}
	}
}

// words finds what the page says by itself, not what its data says, that is not in its
// language.
const words = `(() => {
	const en = document.documentElement.lang === "en", out = []
	for (const e of document.querySelectorAll("label, thead th, button, summary, .form-hint, .z-side h2, .z-side li a, h2, dt, .form-label")) {
		if (e.closest("[data-words=own], [lang], .z-lang") !== document.documentElement && e.closest("[data-words=own], [lang], .z-lang")) continue
		const text = [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent.trim()).join(" ").trim()
		if (en ? /[\u4e00-\u9fff]/.test(text) : /[A-Za-z]{4,}/.test(text.replace(/SHA-256|docx|html|xlsx|json|JSON|OSCAL|XLSX|CSV|iCalendar|Excel|Merkle|HTML|[0-9A-Za-z.-]+\.[a-z]+/g, ""))) out.push(e.tagName + ": " + text)
	}
	return JSON.stringify([...new Set(out)])
})()`

// shifts says how much of the page moved while it was loaded, as Layout Instability has
// it: share of the window times share of the way.
const shifts = `{
	let sum = 0
	new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value)).observe({type: "layout-shift", buffered: true})
	requestAnimationFrame(() => setTimeout(() => window.shifted = sum))
}`

// look opens one exhibit and takes its picture.
func (v *visitor) look(lang string, i int, e web.Exhibit) {
	v.Helper()
	wide, high := int64(1280), int64(720)
	if e.Phone {
		wide, high = 390, 844
	}
	v.Size(wide, high)
	v.Open("/signin")
	chromium.Ask[any](v.Browser, fmt.Sprintf(`fetch("/language", {method: "POST", body: new URLSearchParams({lang: %q, back: "/signin"})}).then(r => r.status)`, lang))
	v.Wait(fmt.Sprintf(`fetch("/gallery").then(r => r.text()).then(s => s.includes(%q))`, map[string]string{"zh": "陈列 · 整改", "en": "Gallery · Zhenggai"}[lang]))
	v.Open(fmt.Sprintf("/gallery/%d", i))
	v.Wait(`document.readyState === "complete"`)
	if over := chromium.Ask[int](v.Browser, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
		v.Errorf("%s (%s) is %d wider than the window", e.Name, lang, over)
	}
	chromium.Ask[any](v.Browser, shifts)
	v.Wait(`window.shifted !== undefined`)
	if shift := chromium.Ask[float64](v.Browser, `window.shifted`); shift > 0.1 { // what is called good
		v.Errorf("%s (%s) moves while it is loaded: %.3f", e.Name, lang, shift)
	}
	var foreign []string
	if err := json.Unmarshal([]byte(chromium.Ask[string](v.Browser, words)), &foreign); err != nil {
		v.Fatal(err)
	}
	for _, w := range foreign {
		v.Errorf("%s (%s) says in the other language: %s", e.Name, lang, w)
	}
	for _, w := range v.Wrong() {
		v.Errorf("%s (%s) %s", e.Name, lang, w)
	}
	png := v.Picture()
	v.keep("../out/gallery", e.Name+"."+lang+".png", png)
	if e.Manual && os.Getenv("PICTURES") != "" {
		v.keep("../doc/manual/image", e.Name+"."+lang+".png", png)
	}
	v.reach(lang, e)
}

// keep writes a picture, if it is another than the one that is there.
func (v *visitor) keep(folder, name string, png []byte) {
	v.Helper()
	if err := os.MkdirAll(folder, 0o755); err != nil {
		v.Fatal(err)
	}
	path := filepath.Join(folder, name)
	if was, err := os.ReadFile(path); err == nil && bytes.Equal(was, png) {
		return
	}
	if err := os.WriteFile(path, png, 0o600); err != nil {
		v.Fatal(err)
	}
}
