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

	b := newBrowser(t, s.http.URL+"/", office.URL+"/")
	b.size(390, 844)
	b.script(false)
	b.open(s.http.URL)
	b.click(".card h2 a")
	b.script(true)
	b.wait(`!!document.querySelector("#proof")`)
	if page := b.words("main"); !strings.Contains(page, "第 3 版") {
		t.Errorf("the reader sees %.200s", page)
	}
	b.click(".is-leaf .speak a")
	b.wait(`!!document.querySelector("#write")`)
	title, riddle := b.words("h1"), b.words("label[for=answer] b")
	b.shoot("journey-item")
	b.fill("text", "东门小区的供水还是时有时无，请再核实。")
	b.fill("contact", "东门小区 住户")
	b.fill("answer", answer(t, riddle))
	s.wait(10 * time.Second)
	b.click("#write .is-main")
	b.wait(`!!document.querySelector("#receipt")`)
	b.shoot("journey-receipt")
	code := b.words("#receipt")

	b.size(1280, 720)
	b.open(office.URL + "/signin")
	b.fill("login", "yewq")
	b.fill("password", people.Password)
	b.click(`form[action="/signin"] button`)
	b.wait(`!document.querySelector('form[action="/signin"]')`)
	b.open(office.URL + "/work")
	if due := b.words(".z-comments-due"); !strings.Contains(due, "待答复") {
		t.Errorf("the workbench says %q", due)
	}
	b.click(".z-comments-due a")
	b.wait(`location.pathname === "/comments" && !!document.querySelector("[data-row]")`)
	b.shoot("journey-inbox")
	ask[bool](b, `([...document.querySelectorAll("[data-row]")].find(a => a.textContent.includes("东门小区")).click(), true)`)
	b.wait(`!!document.querySelector("#answer")`)
	if page := b.words("main"); strings.Contains(page, "住户") {
		t.Error("the contact is shown without being asked for")
	}
	b.fill("text", "已派人复查，11月25日前恢复正常。")
	b.click(`#answer [name="public"][value="1"]`)
	b.shoot("journey-comment")
	b.click(`#answer .btn-primary`)
	b.wait(`document.body.textContent.includes("已答复。")`)
	b.click(`form[action$="/contact"] button`)
	b.wait(`document.body.textContent.includes("东门小区 住户")`)
	b.shoot("journey-contact")
	b.click(`#facts a`)
	b.wait(`!!document.querySelector("#comments")`)
	b.shoot("journey-finding")
	b.open(office.URL + "/journal?book=" + r.Book.String())
	journal := b.words("main")
	for _, want := range []string{"收到群众意见", "公众", "群众意见：答复", "查看群众联系方式", "东门小区的供水"} {
		if !strings.Contains(journal, want) {
			t.Errorf("the journal does not say %s", want)
		}
	}
	b.shoot("journey-journal")

	s.wait(0)
	b.open(s.http.URL + "/search/?q=" + url.QueryEscape(strings.Fields(title)[1]))
	b.click(".hit a")
	b.wait(`!!document.querySelector(".talk .answer")`)
	if said := b.words(".talk"); !strings.Contains(said, "时有时无") || !strings.Contains(said, "已派人复查") {
		t.Errorf("beside the item there is %q", said)
	}
	b.shoot("journey-answered")
	b.open(s.http.URL + "/receipt/")
	b.fill("code", code)
	b.click(".ask .button")
	b.wait(`!!document.querySelector(".state")`)
	if state := b.words(".state"); !strings.Contains(state, "已答复") || !strings.Contains(state, "已派人复查") {
		t.Errorf("the receipt says %q", state)
	}
}

// TestPrinted: on paper there is the report and what proves it, and nothing to press.
func TestPrinted(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	r, _, _ := s.leaf()
	b := newBrowser(t, s.http.URL+"/")
	b.size(794, 1123)
	b.do(chromium.Protocol(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
	b.open(s.http.URL + "/" + reportAt(r.ID))
	seen := func(selector string) bool {
		return ask[bool](b, "[...document.querySelectorAll(`"+selector+"`)].some(e => e.getClientRects().length > 0)")
	}
	for selector, want := range map[string]bool{"h1": true, ".item": true, "#proof .code": true, ".digest": true, "form": false, "nav": false, ".speak": false} {
		if seen(selector) != want {
			t.Errorf("on paper, %s: %v", selector, !want)
		}
	}
	b.shoot("print")
}
