package web

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"zhenggai/golden"
	"zhenggai/ledger"
	"zhenggai/org"
)

// players are one person of each role, and a stranger.
func players() (logins []string, roles map[string]string) {
	roles = map[string]string{}
	seen := map[org.Role]bool{}
	for _, p := range people.People {
		for _, r := range p.Roles {
			if !seen[r] && len(p.Roles) == 1 {
				seen[r] = true
				logins = append(logins, p.Login)
				roles[p.Login] = string(r)
			}
		}
	}
	return logins, roles
}

func grantsOf(t *testing.T, s *site, login string) []org.Grant {
	t.Helper()
	who, err := s.app.Actor(t.Context(), login)
	if err != nil {
		t.Fatal(err)
	}
	return who.Grants
}

var holes = regexp.MustCompile(`\{[^}]*\}`)

// TestWalk asks for every route as every role, and as nobody, and keeps what came. What
// a form without anything in it does is refuse; nothing breaks, and nobody who has no
// business there is let in.
func TestWalk(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	logins, roles := players()
	fill := s.fill()
	var out strings.Builder
	for i := range Routes {
		r := &Routes[i]
		method, pattern, _ := strings.Cut(r.Pattern, " ")
		if pattern == "/signout" || pattern == "/{$}" {
			continue
		}
		path := holes.ReplaceAllStringFunc(pattern, func(hole string) string {
			v, ok := fill[hole]
			if !ok {
				t.Errorf("%s: the test has nothing for %s", r.Pattern, hole)
			}
			return v
		})
		by := map[int][]string{}
		for _, login := range append([]string{""}, logins...) {
			u, who := s.stranger(), "nobody"
			if login != "" {
				u, who = s.known(login), roles[login]
			}
			status := u.status(method, path)
			if status >= 500 {
				t.Errorf("%s as %s: %d", r.Pattern, who, status)
			}
			if login == "" && r.Who != Anybody && status != http.StatusSeeOther {
				t.Errorf("%s: a stranger gets %d", r.Pattern, status)
			}
			if login != "" && !r.open(grantsOf(t, s, login)) && status != http.StatusForbidden {
				t.Errorf("%s is not for %s, who gets %d", r.Pattern, who, status)
			}
			by[status] = append(by[status], who)
		}
		fmt.Fprintf(&out, "%s\n", r.Pattern)
		for _, status := range slices.Sorted(maps.Keys(by)) {
			fmt.Fprintf(&out, "\t%d %s\n", status, strings.Join(by[status], " "))
		}
	}
	golden.Check(t, "testdata/walk.golden", []byte(out.String()))
}

// known returns somebody who is signed in, the same one each time.
func (s *site) known(login string) *user {
	if s.users == nil {
		s.users = map[string]*user{}
	}
	if s.users[login] == nil {
		s.users[login] = s.as(login)
	}
	return s.users[login]
}

// status asks without following where the answer leads.
func (u *user) status(method, path string) int {
	u.Helper()
	c := *u.client
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	r, err := http.NewRequest(method, u.http.URL+path, strings.NewReader(url.Values{}.Encode()))
	if err != nil {
		u.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer, err := c.Do(r)
	if err != nil {
		u.Fatal(err)
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		u.Fatal(err)
	}
	return answer.StatusCode
}

// fill returns what stands for the parts of a route that vary: things of the education
// bureau, which has some of everything.
func (s *site) fill() map[string]string {
	s.Helper()
	c := s.inState(schoolBook, ledger.Submitted, func(c *ledger.Case) bool { return len(c.Evidence) > 0 && len(c.Finding.Sources) > 0 })
	who := s.actor("luzy")
	meetings, err := s.app.Meetings(s.Context(), who, c.Book.ID)
	if err != nil || len(meetings) == 0 {
		s.Fatal("no meeting", err)
	}
	rounds, err := s.app.Rounds(s.Context())
	if err != nil || len(rounds) == 0 {
		s.Fatal("no round", err)
	}
	catalog, err := s.app.Regimes(s.Context())
	if err != nil {
		s.Fatal(err)
	}
	return map[string]string{"{meeting}": meetings[0].ID.String(), "{round}": rounds[0].ID.String(), "{inspection}": c.Inspection.ID.String(),
		"{kind}": "docx", "{key}": catalog.Regimes()[0].Key, "{index}": "0", "{id}": "N02", "{person}": who.Person.String(),
		"{form}": "public", "{book}": people.Books[1].String(), "{finding}": c.Finding.ID.String(), "{evidence}": c.Evidence[0].ID.String(),
		"{reading}": people.Books[1].String(), "{document}": c.Finding.Sources[0].Document.String()}
}
