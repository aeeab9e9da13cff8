package notify

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"zhenggai/fault"
	"zhenggai/zh"
)

// alarmHour is the hour of the day at which an alarm sounds.
const alarmHour = 9

// An Event is a day in a calendar.
type Event struct {
	UID       string // 1 to 64 letters, digits, "-", "_" or "."; the same as long as the event lives
	Version   int    // grows with each change, so that calendars take the new one
	Day       zh.Date
	Title     string
	Body      string
	Link      string    // may be empty
	Changed   time.Time // when it got this version
	Cancelled bool      // it no longer holds; keep it in the feed for a while, so that calendars notice
	Lead      []int     // days before Day on which an alarm sounds, at nine in the morning; 0 is the day itself
}

// Feed returns the iCalendar file (RFC 5545) called name with the events, for
// people to subscribe to. now is the time at which it was made. Events come by day
// and UID, whatever order they are given in, and the same arguments give the same
// bytes.
func Feed(name string, events []Event, now time.Time) ([]byte, error) {
	events = slices.Clone(events)
	slices.SortFunc(events, func(a, b Event) int {
		return cmp.Or(cmp.Compare(a.Day.Days(), b.Day.Days()), cmp.Compare(a.UID, b.UID))
	})
	cal := ics.NewCalendarFor("zhenggai")
	cal.SetProductId("-//zhenggai//整改//ZH")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(oneLine(name))
	cal.SetRefreshInterval("PT6H")
	cal.SetXPublishedTTL("PT6H")
	seen := map[string]bool{}
	for _, e := range events {
		if err := e.check(); err != nil {
			return nil, fmt.Errorf("notify: calendar %s: %w", name, err)
		}
		if seen[e.UID] {
			return nil, fmt.Errorf("notify: calendar %s: two events have the UID %s", name, e.UID)
		}
		seen[e.UID] = true
		cal.AddVEvent(e.entry(now))
	}
	var b bytes.Buffer
	if err := cal.SerializeTo(&b, ics.WithNewLineWindows); err != nil {
		return nil, fmt.Errorf("notify: calendar %s: %w", name, err)
	}
	return b.Bytes(), nil
}

// check returns the fault of an event that no calendar could hold.
func (e Event) check() error {
	m := Message{ID: e.UID, Subject: e.Title, Link: e.Link, To: []Address{{}}}
	if err := m.check(); err != nil {
		return fmt.Errorf("event %q: %w", e.UID, err)
	}
	if !e.Day.Valid() {
		return fault.New(fault.Invalid, "日历事项的日期无效，请改正。", "The day of a calendar event is not valid: correct it.", fmt.Errorf("event %s on %v", e.UID, e.Day))
	}
	return nil
}

// entry returns e as a day-long entry that does not make anybody busy.
func (e Event) entry(now time.Time) *ics.VEvent {
	day := time.Date(int(e.Day.Year), time.Month(e.Day.Month), int(e.Day.Day), 0, 0, 0, 0, time.UTC)
	v := ics.NewEvent(e.UID + "@zhenggai")
	v.SetDtStampTime(now)
	v.SetSequence(e.Version)
	v.SetModifiedAt(e.Changed)
	v.SetAllDayStartAt(day)
	v.SetAllDayEndAt(day.AddDate(0, 0, 1))
	v.SetSummary(oneLine(e.Title))
	if body := strings.TrimSpace(lines(e.Body)); body != "" {
		v.SetDescription(body)
	}
	if e.Link != "" {
		v.SetURL(e.Link)
	}
	v.SetTimeTransparency(ics.TransparencyTransparent)
	v.SetStatus(ics.ObjectStatusConfirmed)
	if e.Cancelled {
		v.SetStatus(ics.ObjectStatusCancelled)
		return v // and nobody is reminded of it
	}
	lead := slices.Clone(e.Lead)
	slices.Sort(lead)
	for _, days := range slices.Compact(lead) {
		a := v.AddAlarm()
		a.SetAction(ics.ActionDisplay)
		a.SetDescription(oneLine(e.Title))
		a.SetTrigger(trigger(days))
	}
	return v
}

// trigger returns the time of an alarm relative to the beginning of the day.
func trigger(days int) string {
	hours := alarmHour - 24*days
	if hours >= 0 {
		return fmt.Sprintf("PT%dH", hours)
	}
	if d := -hours / 24; d > 0 {
		return fmt.Sprintf("-P%dDT%dH", d, -hours%24)
	}
	return fmt.Sprintf("-PT%dH", -hours)
}
