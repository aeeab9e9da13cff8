package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"zhenggai/demo"
)

// signInForm is what the form of signing in sends.
func signInAs(login, password string) url.Values {
	return url.Values{"login": {login}, "password": {password}}
}

// TestSignIn: a wrong password and an unknown login get one and the same sentence, what
// was typed stays (but for the password), and the way leads on to what was asked for.
func TestSignIn(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	login := people.People[0].Login
	u := s.stranger()
	if _, page, at := u.get("/profile?x=1"); at != "/signin?to=%2Fprofile%3Fx%3D1" || !strings.Contains(page, `value="/profile?x=1"`) {
		t.Errorf("a stranger is led to %s", at)
	}
	status, wrong, _ := u.post("/signin", signInAs(login, "not-it-at-all"))
	if status != http.StatusUnprocessableEntity || !strings.Contains(wrong, `value="`+login+`"`) || strings.Contains(wrong, "not-it-at-all") {
		t.Errorf("a wrong password: %d\n%s", status, wrong)
	}
	if _, unknown, _ := u.post("/signin", signInAs("nobody", "not-it-at-all")); alert(unknown) != alert(wrong) || alert(wrong) == "" {
		t.Errorf("who is unknown is told %q, who is known %q", alert(unknown), alert(wrong))
	}
	form := signInAs(login, demo.Password)
	form.Set("to", "/profile?x=1")
	if _, page, at := u.post("/signin", form); at != "/profile?x=1" || !strings.Contains(page, login) {
		t.Errorf("signed in, it leads to %s", at)
	}
	if _, _, at := u.post("/signout", nil); at != "/signin" {
		t.Errorf("signed out, it leads to %s", at)
	}
	if _, _, at := u.get("/profile"); !strings.HasPrefix(at, "/signin") {
		t.Errorf("signed out, the profile is still at %s", at)
	}
}

// alert returns the first sentence of alarm on a page.
func alert(page string) string {
	_, rest, _ := strings.Cut(page, `role="alert">`)
	sentence, _, _ := strings.Cut(rest, "<")
	return sentence
}

// TestLocal: nobody is led to another site by a link that begins here.
func TestLocal(t *testing.T) {
	t.Parallel()
	for to, want := range map[string]string{"/ledger?q=x": "/ledger?q=x", "": "/", "//evil.test": "/", "https://evil.test/": "/", `/\evil.test`: "/",
		"javascript:alert(1)": "/", "/a\r\nSet-Cookie: x=1": "/", "ledger": "/"} {
		if got := local(to); got != want {
			t.Errorf("%q leads to %q, want %q", to, got, want)
		}
	}
}

// TestSessionFixation: a token that somebody knew before the sign-in is worth nothing
// after it, nor is the one before the password was changed.
func TestSessionFixation(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	login := people.People[0].Login
	u := s.as(login)
	before := u.cookie("zhenggai")
	if before == "" {
		t.Fatal("no session")
	}
	thief := s.stranger()
	thief.put("zhenggai", before)
	if _, _, at := thief.get("/profile"); at != "/profile" {
		t.Fatalf("the token does not hold: %s", at)
	}
	if status, page, at := u.post("/profile/password", url.Values{"old": {demo.Password}, "password": {"Another-8642-one"}, "again": {"Another-8642-one"}}); status != 200 || at == "/profile/password" {
		t.Fatalf("the password is not changed: %d %s\n%s", status, at, alert(page))
	}
	if _, _, at := thief.get("/profile"); !strings.HasPrefix(at, "/signin") {
		t.Error("the token of before holds after the password was changed")
	}
	if _, _, at := u.get("/profile"); at != "/profile" {
		t.Error("whoever changed his password has to sign in again")
	}
	fixed := s.stranger()
	fixed.put("zhenggai", "chosen-by-somebody-else")
	fixed.post("/signin", signInAs(login, "Another-8642-one"))
	if got := fixed.cookie("zhenggai"); got == "" || got == "chosen-by-somebody-else" {
		t.Errorf("signed in under the token %q", got)
	}
}

// cookie returns the value of a cookie that the user has.
func (u *user) cookie(name string) string {
	at, _ := url.Parse(u.http.URL)
	for _, c := range u.client.Jar.Cookies(at) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

func (u *user) put(name, value string) {
	at, _ := url.Parse(u.http.URL)
	u.client.Jar.SetCookies(at, []*http.Cookie{{Name: name, Value: value}})
}

// TestBruteForce: after some wrong passwords the right one is refused too, for a while.
func TestBruteForce(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	at := now
	s.app.Now = func() time.Time { return at }
	login := people.People[1].Login
	u := s.stranger()
	for range 6 {
		u.post("/signin", signInAs(login, "guessing-guessing"))
	}
	if status, _, _ := u.post("/signin", signInAs(login, demo.Password)); status == http.StatusOK {
		t.Error("the right password is taken after six wrong ones")
	}
	at = at.Add(2 * time.Hour)
	if status, page, _ := u.post("/signin", signInAs(login, demo.Password)); status != http.StatusOK {
		t.Errorf("after two hours: %d %s", status, alert(page))
	}
}

// TestLanguage: the switch leads back to where it was pressed, and holds.
func TestLanguage(t *testing.T) {
	t.Parallel()
	u := newSite(t).stranger()
	if _, page, _ := u.get("/signin"); !strings.Contains(page, `lang="zh-CN"`) || !strings.Contains(page, "登录") {
		t.Error("not Chinese first")
	}
	if _, page, at := u.post("/language", url.Values{"lang": {"en"}, "back": {"/signin?to=%2Fledger"}}); at != "/signin?to=%2Fledger" || !strings.Contains(page, "Sign in") {
		t.Errorf("the switch leads to %s", at)
	}
	if status, _, _ := u.post("/language", url.Values{"lang": {"tlh"}}); status != http.StatusUnprocessableEntity {
		t.Errorf("a language that is not there: %d", status)
	}
}
