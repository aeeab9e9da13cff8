package web

import (
	"testing"

	"zhenggai/chromium"
)

// browse opens a browser and signs somebody in through the form.
func (s *site) browse(login string) *chromium.Browser {
	s.Helper()
	b := chromium.New(s.T, s.http.URL)
	b.Open("/signin")
	b.Fill("login", login)
	b.Fill("password", people.Password)
	b.Click(`form[action="/signin"] button`)
	b.Wait(`!document.querySelector('form[action="/signin"]')`)
	return b
}

// TestBrowser holds that somebody can sign in at a browser, with and without script,
// and that the harness sees what a page must not do.
func TestBrowser(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.browse("yewq")
	b.Open("/profile")
	b.Shoot("profile")
	if at := b.At(); at != "/profile" {
		t.Errorf("the profile is at %s", at)
	}
	b.Script(false)
	b.Open("/profile/password")
	b.Script(true)
	if b.Words("h1") == "" {
		t.Error("without script there is no page")
	}
	chromium.Ask[bool](b, `(fetch("https://elsewhere.invalid/").catch(() => 0), setTimeout(() => { window.late = 1; throw new Error("broken") }), true)`)
	b.Wait(`window.late === 1`)
	if wrong := b.Wrong(); len(wrong) < 2 {
		t.Errorf("the harness saw only %q", wrong)
	}
}
