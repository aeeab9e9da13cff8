package web

import (
	"net/http"
	"regexp"
	"strconv"
	"testing"

	"zhenggai/app"
	"zhenggai/ledger"
	"zhenggai/org"
)

var counts = regexp.MustCompile(`id="count-(work|review)"[^>]*>(\d*)`)

// countsOf returns what the menu of a page says that waits.
func countsOf(page string) (work, review int) {
	for _, m := range counts.FindAllStringSubmatch(page, -1) {
		n, _ := strconv.Atoi(m[2])
		if m[1] == "work" {
			work = n
		} else {
			review = n
		}
	}
	return work, review
}

// TestMenuCounts: the menu says how many rows the pages behind it have, there at once and
// on other pages when the script asks.
func TestMenuCounts(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u := s.as("luzy")
	rows := func(path string) int {
		_, page, _ := u.get(path)
		return len(regexp.MustCompile(` data-row[ >]`).FindAllString(page, -1))
	}
	same := func(when, page string) (work, review int) {
		t.Helper()
		work, review = countsOf(page)
		if w, r := rows("/work"), rows("/review"); work != w || review != r {
			t.Errorf("%s: the menu says %d and %d, the pages have %d and %d", when, work, review, w, r)
		}
		return work, review
	}
	_, page, _ := u.get("/overview")
	work, review := same("at first", page)
	if work == 0 || review == 0 {
		t.Fatalf("nothing waits: %d, %d", work, review)
	}
	var mine *ledger.Case
	for _, c := range s.cases("luzy", 1) {
		if c.Finding.State == ledger.Submitted && c.Can(ledger.Pass, s.actor("luzy")) == nil {
			mine = c
		}
	}
	u.review(mine.Finding, "return", "缺公章", http.StatusOK)
	_, page, _ = u.get("/work")
	if w, r := same("after an act of one's own", page); w == work && r == review {
		t.Errorf("a review was given, and the menu still says %d and %d", w, r)
	}
	asks := regexp.MustCompile(`hx-get="/waiting" hx-trigger="load, `)
	if _, page, _ = u.get("/overview"); asks.MatchString(page) {
		t.Error("a fresh count is asked for again")
	}
	other := s.one("qiaosx", ledger.Planned)
	if _, err := s.app.Do(t.Context(), s.actor("qiaosx"), app.Request{Book: other.Book, Finding: other.ID, Act: ledger.Act{Event: ledger.SendBack, Reason: "太空"}}); err != nil {
		t.Fatal(err)
	}
	_, page, _ = u.get("/overview")
	if !asks.MatchString(page) {
		t.Error("after an act of somebody else's the counts are not asked for again")
	}
	_, page, _ = u.get("/waiting")
	same("when the script asked", page)
	if _, page, _ = s.as(loginFor(t, "xitong")).get("/jobs"); regexp.MustCompile(`/waiting|count-work`).MatchString(page) {
		t.Error("the menu of an administrator counts findings")
	}
}

// TestMenuCountsAreBounded: the memory of counts does not grow for ever.
func TestMenuCountsAreBounded(t *testing.T) {
	t.Parallel()
	var c waitCounts
	for i := range mostCounts + 5 {
		c.keep(org.ID{byte(i), byte(i >> 8), 1}, waitCount{work: i})
	}
	if len(c.of) > mostCounts {
		t.Errorf("%d are kept", len(c.of))
	}
}
