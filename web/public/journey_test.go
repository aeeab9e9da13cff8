package public

import (
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"

	"zhenggai/chromium"
	"zhenggai/web"
)

// A clerk is somebody signed in to the pages of the office, at a browser without script.
type clerk struct {
	testing.TB
	home   string
	client *http.Client
}

func (s *site) clerk(office *httptest.Server, login string) *clerk {
	s.Helper()
	jar, _ := cookiejar.New(nil)
	c := &clerk{s, office.URL, &http.Client{Jar: jar}}
	if page, _ := c.post("/signin", url.Values{"login": {login}, "password": {people.Password}}); strings.Contains(page, `action="/signin"`) {
		s.Fatalf("%s cannot sign in", login)
	}
	return c
}

func (c *clerk) post(path string, form url.Values) (page, at string) {
	c.Helper()
	r, err := c.client.PostForm(c.home+path, form)
	if err != nil {
		c.Fatal(err)
	}
	status, page, _ := read(c, r)
	if status != http.StatusOK {
		c.Fatalf("%s %v: %d %s", path, form, status, regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, ""))
	}
	return page, r.Request.URL.Path
}

var hidden = regexp.MustCompile(`name="(version|seen)" value="([^"]*)"`)

// press presses a button of the publication desk, with what the page has in its form.
func (c *clerk) press(at, event, reason string) string {
	c.Helper()
	r, err := c.client.Get(c.home + at)
	if err != nil {
		c.Fatal(err)
	}
	_, page, _ := read(c, r)
	form := url.Values{"event": {event}, "reason": {reason}}
	for _, m := range hidden.FindAllStringSubmatch(page, -1) {
		form.Set(m[1], m[2])
	}
	_, at = c.post(at, form)
	return at
}

// TestJourney: the bureau publishes its report; a reader finds it, votes and writes, in a
// browser without script; the bureau answers him for all to see, and his comment is in
// the journal.
func TestJourney(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	office := httptest.NewServer(web.New(s.app, slog.New(slog.DiscardHandler), web.Options{}))
	t.Cleanup(office.Close)

	hand, head := s.clerk(office, "yewq"), s.clerk(office, "shenhc")
	r := s.state().Reports[0]
	desk := hand.press("/publications/"+r.Book.String()+"/"+r.Publication.String(), "correct", "补充近期整改情况。")
	hand.press(desk, "mask", "")
	hand.press(desk, "check", "")
	hand.post(desk+"/reasons", url.Values{"same": {"已核对，属实"}})
	hand.press(desk, "submit", "请审定")
	head.press(desk, "approve", "同意公开")
	hand.press(desk, "freeze", "")
	hand.press(desk, "publish", "")
	s.wait(0)

	b := chromium.New(t, s.http.URL, office.URL+"/")
	b.Size(390, 844)
	b.Script(false)
	b.Open(s.http.URL)
	b.Click(".card h2 a")
	b.Script(true)
	b.Wait(`!!document.querySelector("#proof")`)
	if page := b.Words("main"); !strings.Contains(page, "第 3 版") {
		t.Errorf("the reader sees %.200s", page)
	}
	b.Click(".is-leaf .speak a")
	b.Wait(`!!document.querySelector("#write")`)
	title, riddle := b.Words("h1"), b.Words("label[for=answer] b")
	b.Shoot("journey-item")
	b.Fill("text", "东门小区的供水还是时有时无，请再核实。")
	b.Fill("contact", "东门小区 住户")
	b.Fill("answer", answer(t, riddle))
	s.wait(10 * time.Second)
	b.Click("#write .is-main")
	b.Wait(`!!document.querySelector("#receipt")`)
	b.Shoot("journey-receipt")
	code := b.Words("#receipt")

	b.Size(1280, 720)
	b.Open(office.URL + "/signin")
	b.Fill("login", "yewq")
	b.Fill("password", people.Password)
	b.Click(`form[action="/signin"] button`)
	b.Wait(`!document.querySelector('form[action="/signin"]')`)
	b.Open(office.URL + "/work")
	if due := b.Words(".z-comments-due"); !strings.Contains(due, "待答复") {
		t.Errorf("the workbench says %q", due)
	}
	b.Click(".z-comments-due a")
	b.Wait(`location.pathname === "/comments" && !!document.querySelector("[data-row]")`)
	b.Shoot("journey-inbox")
	chromium.Ask[bool](b, `([...document.querySelectorAll("[data-row]")].find(a => a.textContent.includes("东门小区")).click(), true)`)
	b.Wait(`!!document.querySelector("#answer")`)
	if page := b.Words("main"); strings.Contains(page, "住户") {
		t.Error("the contact is shown without being asked for")
	}
	b.Fill("text", "已派人复查，11月25日前恢复正常。")
	b.Click(`#answer [name="public"][value="1"]`)
	b.Shoot("journey-comment")
	b.Click(`#answer .btn-primary`)
	b.Wait(`document.body.textContent.includes("已答复。")`)
	b.Click(`form[action$="/contact"] button`)
	b.Wait(`document.body.textContent.includes("东门小区 住户")`)
	b.Shoot("journey-contact")
	b.Click(`#facts a`)
	b.Wait(`!!document.querySelector("#comments")`)
	b.Shoot("journey-finding")
	b.Open(office.URL + "/journal?book=" + r.Book.String())
	journal := b.Words("main")
	for _, want := range []string{"收到群众意见", "公众", "群众意见：答复", "查看群众联系方式", "东门小区的供水"} {
		if !strings.Contains(journal, want) {
			t.Errorf("the journal does not say %s", want)
		}
	}
	b.Shoot("journey-journal")

	s.wait(0)
	b.Open("/search/?q=" + url.QueryEscape(strings.Fields(title)[1]))
	b.Click(".hit a")
	b.Wait(`!!document.querySelector(".talk .answer")`)
	if said := b.Words(".talk"); !strings.Contains(said, "时有时无") || !strings.Contains(said, "已派人复查") {
		t.Errorf("beside the item there is %q", said)
	}
	b.Shoot("journey-answered")
	b.Open("/receipt/")
	b.Fill("code", code)
	b.Click(".ask .button")
	b.Wait(`!!document.querySelector(".state")`)
	if state := b.Words(".state"); !strings.Contains(state, "已答复") || !strings.Contains(state, "已派人复查") {
		t.Errorf("the receipt says %q", state)
	}
}

// TestPrinted: on paper there is the report and what proves it, and nothing to press.
func TestPrinted(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	r, _, _ := s.leaf()
	b := chromium.New(t, s.http.URL)
	b.Size(794, 1123)
	b.Do(chromium.Protocol(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
	b.Open("/" + reportAt(r.ID))
	seen := func(selector string) bool {
		return chromium.Ask[bool](b, "[...document.querySelectorAll(`"+selector+"`)].some(e => e.getClientRects().length > 0)")
	}
	for selector, want := range map[string]bool{"h1": true, ".item": true, "#proof .code": true, ".digest": true, "form": false, "nav": false, ".speak": false} {
		if seen(selector) != want {
			t.Errorf("on paper, %s: %v", selector, !want)
		}
	}
	b.Shoot("print")
}
