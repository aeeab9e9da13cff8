package notify_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-ical"
	"pgregory.net/rapid"

	"zhenggai/golden"
	"zhenggai/notify"
	"zhenggai/zh"
)

func events() []notify.Event {
	changed := time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
	return []notify.Event{
		{UID: "f-3-2", Version: 2, Day: zh.D(2026, 12, 31), Title: "3-2号问题整改到期：台账不全、手续不齐；进度，见链接", Changed: changed,
			Body: "牵头科室：财务科\n承办人：李四, 王五; \\ 其他", Link: "https://zhenggai.example.org/f/3-2", Lead: []int{20, 10, 0, 10}},
		{UID: "f-1-1", Version: 1, Day: zh.D(2026, 2, 28), Title: strings.Repeat("长标题", 40), Changed: changed, Lead: []int{1}},
		{UID: "f-2-1", Version: 3, Day: zh.D(2026, 12, 31), Title: "已撤销", Changed: changed, Cancelled: true, Lead: []int{5}},
	}
}

func TestFeed(t *testing.T) {
	t.Parallel()
	b, err := notify.Feed("云溪县财政局整改", events(), now)
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "testdata/feed.ics", b)
	reversed := events()
	slices.Reverse(reversed)
	if again, err := notify.Feed("云溪县财政局整改", reversed, now); err != nil || !bytes.Equal(again, b) {
		t.Errorf("the same events in another order give another file: %v", err)
	}
	cal, err := ical.NewDecoder(bytes.NewReader(b)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	got := cal.Events()
	if len(got) != 3 {
		t.Fatalf("%d events came back", len(got))
	}
	want := events()
	for i, w := range []notify.Event{want[1], want[2], want[0]} {
		g := got[i]
		text := func(name string) string {
			s, err := g.Props.Text(name)
			if err != nil {
				t.Errorf("event %d: %v", i, err)
			}
			return s
		}
		start, _ := g.DateTimeStart(time.UTC)
		end, _ := g.DateTimeEnd(time.UTC)
		day := time.Date(int(w.Day.Year), time.Month(w.Day.Month), int(w.Day.Day), 0, 0, 0, 0, time.UTC)
		if text("UID") != w.UID+"@zhenggai" || text("SUMMARY") != w.Title || text("DESCRIPTION") != w.Body ||
			!start.Equal(day) || end.Sub(start) != 24*time.Hour {
			t.Errorf("event %d came back as %q %q %q %v %v", i, text("UID"), text("SUMMARY"), text("DESCRIPTION"), start, end)
		}
		var triggers []string
		for _, a := range g.Children {
			triggers = append(triggers, a.Props.Get("TRIGGER").Value)
		}
		if wantTriggers := [][]string{{"-PT15H"}, nil, {"PT9H", "-P9DT15H", "-P19DT15H"}}[i]; !slices.Equal(triggers, wantTriggers) {
			t.Errorf("event %d has the alarms %q, want %q", i, triggers, wantTriggers)
		}
	}
}

// TestFeedLines holds the form of RFC 5545 for any text: CRLF, at most 75 octets a
// line, no character cut in two, no property added, and each text read back.
func TestFeedLines(t *testing.T) {
	t.Parallel()
	hostile := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("\r\n:,;\\整改\u2028\"BEGIN"))))
	rapid.Check(t, func(t *rapid.T) {
		e := events()[0]
		e.Title = "a" + hostile.Draw(t, "title")
		e.Body = "b" + hostile.Draw(t, "body") + "\r\nEND:VEVENT"
		b, err := notify.Feed(hostile.Draw(t, "name"), []notify.Event{e}, now)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(strings.TrimSuffix(string(b), "\r\n"), "\r\n") {
			if len(line) > 75 || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) {
				t.Fatalf("line %q", line)
			}
		}
		cal, err := ical.NewDecoder(bytes.NewReader(b)).Decode()
		if err != nil {
			t.Fatalf("%v in\n%s", err, b)
		}
		if len(cal.Events()) != 1 || len(cal.Children) != 1 {
			t.Fatalf("%d events", len(cal.Events()))
		}
		if s, err := cal.Events()[0].Props.Text("DESCRIPTION"); err != nil || !strings.HasSuffix(s, "\nEND:VEVENT") {
			t.Fatalf("the description is %q, %v", s, err)
		}
	})
}

func TestFeedRefuses(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*notify.Event){
		"uid": func(e *notify.Event) { e.UID = "a\r\nX:" }, "title": func(e *notify.Event) { e.Title = " " },
		"link": func(e *notify.Event) { e.Link = "https://a\r\nX:y" }, "day": func(e *notify.Event) { e.Day = zh.D(2026, 2, 30) },
	} {
		e := events()[0]
		spoil(&e)
		if _, err := notify.Feed("a", []notify.Event{e}, now); err == nil {
			t.Errorf("a wrong %s passes", name)
		} else if name != "day" && !errors.Is(err, notify.GiveUp) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := notify.Feed("a", []notify.Event{events()[0], events()[0]}, now); err == nil {
		t.Error("one UID twice passes")
	}
}
