package web

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"zhenggai/oscal"
)

var calendarAt = regexp.MustCompile(`value="http://[^/"]+(/calendar/[A-Za-z0-9_-]+\.ics)"`)

// TestCalendarAddress subscribes as a calendar program does, without a session, and ends
// it again; each step is a button of the profile.
func TestCalendarAddress(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	u, program := s.as("luzy"), s.stranger()
	status, page, _ := u.get("/profile")
	s.shows(200, status, page, "日历订阅", "还没有生成地址", "生成地址")
	s.hides(page, "/profile/calendar/withdraw")
	address := func() string {
		t.Helper()
		status, page, _ := u.post("/profile/calendar", url.Values{})
		s.shows(200, status, page, "只显示这一次")
		at := calendarAt.FindStringSubmatch(page)
		if at == nil {
			t.Fatal("no address is shown")
		}
		return at[1]
	}
	first := address()
	status, page, _ = u.get("/profile")
	s.shows(200, status, page, "地址生成于", "重新生成地址", "停用")
	s.hides(page, strings.TrimSuffix(strings.TrimPrefix(first, "/calendar/"), ".ics"))
	answer, err := program.client.Get(s.http.URL + first)
	if err != nil {
		t.Fatal(err)
	}
	if media := answer.Header.Get("Content-Type"); media != "text/calendar; charset=utf-8" || answer.Header.Get("Set-Cookie") != "" {
		t.Errorf("it is %s, with the cookie %q", media, answer.Header.Get("Set-Cookie"))
	}
	status, ics, _ := read(t, answer)
	if status != 200 || !strings.HasPrefix(ics, "BEGIN:VCALENDAR") || !strings.Contains(ics, "BEGIN:VEVENT") {
		t.Errorf("%d %s", status, ics)
	}
	gone := func(path string) {
		t.Helper()
		if status, page, _ := program.get(path); status != 404 || !strings.Contains(page, "没有这个") {
			t.Errorf("%s: %d", path, status)
		}
	}
	second := address()
	gone(first)
	gone(strings.TrimSuffix(second, ".ics"))
	gone("/calendar/none.ics")
	if status, _, _ := program.get(second); status != 200 {
		t.Errorf("the new address: %d", status)
	}
	status, page, at := u.post("/profile/calendar/withdraw", url.Values{})
	if at != "/profile" {
		t.Errorf("withdrawn, it leads to %s", at)
	}
	s.shows(200, status, page, "日历地址已停用", "还没有生成地址")
	gone(second)

	u.post("/language", url.Values{"lang": {"en"}, "back": {"/profile"}})
	_, page, _ = u.get("/profile")
	s.shows(200, 200, page, "Make an address", "shows what waits for you")
}

// TestExchange downloads an inspection as OSCAL of both versions and its book as JSON,
// where who may see it whole finds them.
func TestExchange(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	clerk := s.as("luzy")
	c := s.fill()
	book, inspection := c["{book}"], "/rounds/"+c["{book}"]+"/"+c["{inspection}"]
	status, page, _ := clerk.get(inspection)
	s.shows(200, status, page, inspection+"/oscal", inspection+"/oscal?version=1.1.3", "/rounds/"+book+"/json")
	for _, version := range oscal.Versions {
		status, doc, _ := clerk.get(inspection + "/oscal?version=" + version)
		if p, err := oscal.Read(strings.NewReader(doc)); status != 200 || err != nil || p.Version != version || len(p.Cases) == 0 {
			t.Errorf("%s: %d %v", version, status, err)
		}
	}
	status, page, _ = clerk.get(inspection + "/oscal?version=9")
	s.shows(422, status, page, "OSCAL 版本“9”不支持")
	status, doc, _ := clerk.get("/rounds/" + book + "/json")
	if status != 200 || !json.Valid([]byte(doc)) || !strings.Contains(doc, "zhenggai-book/1") {
		t.Errorf("the book: %d", status)
	}
	other := s.as("baixf") // of another unit
	for _, path := range []string{inspection + "/oscal", "/rounds/" + book + "/json"} {
		if status, _, _ := other.get(path); status != 404 && status != 403 {
			t.Errorf("%s for another unit: %d", path, status)
		}
	}
}
