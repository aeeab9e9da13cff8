package web

import (
	"context"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"zhenggai/app"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/store"
	"zhenggai/zh"
)

// A shown is a figure of a page and where its rows are.
type shown struct {
	n    int
	href string
}

// shownFigure finds the figures of a page.
var shownFigure = regexp.MustCompile(`href="(/ledger[^"]*)"[^>]* data-n="(\d+)"`)

func figuresOf(t *testing.T, page string) (all []shown) {
	t.Helper()
	for _, m := range shownFigure.FindAllStringSubmatch(page, -1) {
		n, err := strconv.Atoi(m[2])
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, shown{n, strings.ReplaceAll(m[1], "&amp;", "&")})
	}
	return all
}

// rowsOf counts the rows that a link to the ledger asks for, by the keys of that page.
func (s *site) rowsOf(who org.Actor, href string) int {
	s.Helper()
	u, err := url.Parse(href)
	if err != nil {
		s.Fatal(err)
	}
	q, colour, age := store.FindingQuery{Limit: 1}, "", ""
	id := func(text string) org.ID {
		id, err := org.ParseID(text)
		if err != nil {
			s.Fatalf("%s: %v", href, err)
		}
		return id
	}
	day := func(text string) (d zh.Date) {
		if err := d.UnmarshalText([]byte(text)); err != nil || d.IsZero() {
			s.Fatalf("%s: %v", href, err)
		}
		return d
	}
	for key, values := range u.Query() {
		switch key {
		case "book":
			q.Books = []org.ID{id(values[0])}
		case "round":
			q.Round = id(values[0])
		case "inspection":
			q.Inspection = id(values[0])
		case "level":
			q.Levels = []ledger.Level{ledger.Level(values[0])}
		case "leaf":
			q.LeafOnly = true
		case "state":
			for _, v := range values {
				q.States = append(q.States, ledger.State(v))
			}
		case "overdue":
			q.Overdue = s.app.Today()
		case "partial":
			q.Partial = store.Yes
		case "standing":
			q.Standing = store.Yes
		case "from":
			q.DueFrom = day(values[0])
		case "to":
			q.DueTo = day(values[0])
		case "colour":
			colour = values[0]
		case "age":
			age = values[0]
		default:
			s.Fatalf("the ledger does not know the key %s of %s", key, href)
		}
	}
	page, err := s.app.Ledger(context.Background(), who, app.LedgerQuery{FindingQuery: q, Colour: regs.Colour(colour), Age: app.Age(age)})
	if err != nil {
		s.Fatal(err)
	}
	return page.Total
}

// TestOverviewFigures: every figure is the number of the rows that it leads to, for
// whoever looks, with whatever narrowing.
func TestOverviewFigures(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	book := people.Books[0].String()
	for _, c := range []struct {
		login string
		path  string
		least int // figures
	}{
		{"banli", "/overview", 40}, {"banli", "/overview?book=" + book, 30}, {"lianluo", "/overview", 20}, {"chengban", "/overview", 3},
	} {
		login := loginFor(t, c.login)
		u := s.as(login)
		who, err := s.app.Actor(t.Context(), login)
		if err != nil {
			t.Fatal(err)
		}
		status, page, _ := u.get(c.path)
		figures := figuresOf(t, page)
		if status != 200 || len(figures) < c.least {
			t.Errorf("%s %s: %d with %d figures", login, c.path, status, len(figures))
		}
		for _, f := range figures {
			if n := s.rowsOf(who, f.href); n != f.n {
				t.Errorf("%s: %d is shown, and %s has %d rows", login, f.n, f.href, n)
			}
		}
	}
}

// roleOf are the roles that the tests of these pages look as.
var roleOf = map[string]org.Role{"banli": org.Officer, "lianluo": org.Coordinator, "chengban": org.Handler, "xitong": org.SystemAdmin,
	"shenji": org.AuditAdmin, "anquan": org.SecurityAdmin, "shuji": org.Secretary}

// loginFor returns somebody of the invented city who holds a role.
func loginFor(t *testing.T, name string) string {
	t.Helper()
	if _, err := city(); err != nil {
		t.Fatal(err)
	}
	for _, p := range people.People {
		for _, r := range p.Roles {
			if r == roleOf[name] {
				return p.Login
			}
		}
	}
	t.Fatalf("nobody is %s", name)
	return ""
}

func TestOverviewTime(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as(loginFor(t, "banli"))
	status, page, _ := u.get("/overview/time?book=" + people.Books[0].String())
	if status != 200 || !strings.Contains(page, "巡察办初核") || !strings.Contains(page, "待定措施") || !strings.Contains(page, "/b/"+people.Books[0].String()+"/f/") {
		t.Errorf("%d %s", status, page)
	}
	if status, _, _ := s.as(loginFor(t, "shenji")).get("/overview/time"); status != 403 {
		t.Errorf("the audit administrator got %d", status)
	}
}

// BenchmarkOverviewPage draws the page over a ledger of WEB_BENCH_FINDINGS findings,
// 2,000 if it is not set.
func BenchmarkOverviewPage(b *testing.B) {
	s, cookie := bigSite(b, benchFindings())
	measure(b, s, cookie, "/overview")
}
