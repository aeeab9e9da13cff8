package app

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"zhenggai/fault"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
	"zhenggai/zh"
)

// A calendar is read by its secret alone: what waits for its person and nothing else,
// until it is renewed, withdrawn, or he leaves.
func TestCalendar(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		b, other := s.bureaus[0], s.bureaus[1]
		f, foreign := s.underway(b, "7"), s.underway(other, "9")
		s.near(f.Due)
		handler := s.of(b, org.Handler)
		if since := got(s.CalendarSince(s.ctx, handler))(t); !since.IsZero() {
			t.Errorf("there is an address before it was asked for: %v", since)
		}
		first := got(s.RenewCalendar(s.ctx, handler))(t)
		if since := got(s.CalendarSince(s.ctx, handler))(t); since.IsZero() || since.After(s.Now()) {
			t.Errorf("the address holds since %v", since)
		}
		ics := got(s.CalendarOf(s.ctx, first, "192.0.2.1"))(t)
		if !bytes.Contains(ics, []byte("BEGIN:VEVENT")) || !bytes.Contains(ics, []byte(f.Code)) || bytes.Contains(ics, []byte(foreign.Code)) {
			t.Errorf("the calendar: %s", ics)
		}
		for _, todo := range got(s.Waiting(s.ctx, handler))(t).Tasks {
			if todo.Due.Valid() && !bytes.Contains(ics, []byte(strings.ReplaceAll(todo.Due.String(), "-", ""))) {
				t.Errorf("the calendar has nothing on %s", todo.Due)
			}
		}
		kept := got(view(s.ctx, s.App, func(tx *store.Tx) (string, error) { return tx.Preference(handler.Person, calendarPreference) }))(t)
		if strings.Contains(kept, first) || len(kept) < 64 {
			t.Errorf("kept is %q", kept)
		}

		second := got(s.RenewCalendar(s.ctx, handler))(t)
		gone := func(what, secret string) {
			t.Helper()
			if _, err := s.CalendarOf(s.ctx, secret, "192.0.2.2"); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s: %v", what, err)
			}
		}
		gone("the old secret", first)
		gone("a made-up secret", strings.Repeat("A", len(second)))
		gone("one that is changed", second[:len(second)-1]+string('A'+(second[len(second)-1]-'A'+1)%26))
		gone("an empty one", "")
		gone("the id alone", handler.Person.String())
		got(s.CalendarOf(s.ctx, second, "192.0.2.1"))(t)
		must(t, s.WithdrawCalendar(s.ctx, handler))
		gone("a withdrawn one", second)

		third := got(s.RenewCalendar(s.ctx, handler))(t)
		got(s.CalendarOf(s.ctx, third, "192.0.2.1"))(t)
		must(t, s.App.SetPassword(s.ctx, s.grantor, handler.Person, "Chushi-97531"))
		gone("after another password", third)

		fourth := got(s.RenewCalendar(s.ctx, handler))(t)
		got(s.CalendarOf(s.ctx, fourth, "192.0.2.1"))(t)
		s.leave(handler.Person)
		gone("of somebody who left", fourth)
		s.verified()
	})
}

// near sets the clock a few days before day.
func (s *site) near(day zh.Date) {
	day = day.AddDays(-5)
	s.clock.set(time.Date(int(day.Year), time.Month(day.Month), int(day.Day), 1, 0, 0, 0, time.UTC))
}

// leave closes a person.
func (s *site) leave(person org.ID) {
	s.t.Helper()
	must(s.t, s.change(s.ctx, s.admin, "person.amend", func(c *change) (string, error) {
		p, err := store.Get[org.Person](c.Tx, org.Site, person)
		if err != nil {
			return "", err
		}
		p.Closed = true
		return subject(p), c.Put(p)
	}))
}

// Guessing locks the address that guesses, and nobody else.
func TestCalendarGuessed(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	who := s.of(s.bureaus[0], org.Handler)
	secret := got(s.RenewCalendar(s.ctx, who))(t)
	for range lockAddress {
		if _, err := s.CalendarOf(s.ctx, "guess", "192.0.2.9"); fault.KindOf(err) != fault.NotFound {
			t.Fatal(err)
		}
	}
	if _, err := s.CalendarOf(s.ctx, secret, "192.0.2.9"); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("after %d guesses: %v", lockAddress, err)
	}
	got(s.CalendarOf(s.ctx, secret, "192.0.2.1"))(t)
	s.clock.set(s.Now().Add(2 * time.Minute))
	got(s.CalendarOf(s.ctx, secret, "192.0.2.9"))(t)
}

// A calendar that is asked for often is made once a minute.
func TestCalendarThrottled(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	b := s.bureaus[0]
	who := s.of(b, org.Handler)
	secret := got(s.RenewCalendar(s.ctx, who))(t)
	f := s.underway(b, "7")
	s.near(f.Due)
	before := got(s.CalendarOf(s.ctx, secret, ""))(t)
	if at := got(s.CalendarOf(s.ctx, secret, ""))(t); !bytes.Equal(at, before) {
		t.Error("it was made again at once")
	}
	s.clock.set(s.Now().Add(feedEvery))
	if after := got(s.CalendarOf(s.ctx, secret, ""))(t); bytes.Equal(after, before) {
		t.Error("a minute later it is not made again")
	}
}
