package app

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/notify"
	"zhenggai/org"
	"zhenggai/store"
)

// A calendar program cannot sign in: it knows an address with a secret in it. The
// secret is the id of the person and as many random bytes as nobody can guess; kept is
// its SHA-256 and since when it holds, as a preference of his. Whoever knows it sees
// what waits for that person and can do nothing.
const (
	calendarPreference = "calendar"
	calendarRandom     = 24
)

// feedEvery is how often a calendar is made anew, however often it is asked for.
const feedEvery = time.Minute

// feeds are the calendars that were made last.
type feeds struct {
	mu   sync.Mutex
	made map[ledger.Digest]feed
}

type feed struct {
	at  time.Time
	ics []byte
}

const mostFeeds = 1000

// errNoCalendar is the answer to whatever secret is none: made up, withdrawn, or of
// somebody who has left.
func errNoCalendar() error {
	return hidden("没有这个日历，地址可能已经停用；请在“个人信息”里重新生成。", "There is no such calendar, its address may have been withdrawn; make a new one in your profile.")
}

// CalendarSince returns since when the address of who's calendar holds; the zero Time if
// he has none.
func (a *App) CalendarSince(ctx context.Context, who org.Actor) (since ledger.Time, err error) {
	kept, err := a.Preference(ctx, who, calendarPreference)
	if err != nil || kept == "" {
		return since, err
	}
	_, at, _ := strings.Cut(kept, " ")
	return since, since.UnmarshalText([]byte(at))
}

// RenewCalendar makes a secret for who's calendar, in the place of the one he had. It is
// told this once.
func (a *App) RenewCalendar(ctx context.Context, who org.Actor) (secret string, err error) {
	b := make([]byte, calendarRandom)
	if _, err := io.ReadFull(a.random(), b); err != nil {
		return "", fmt.Errorf("app: making a secret: %w", err)
	}
	secret = base64.RawURLEncoding.EncodeToString(append(who.Person[:], b...))
	return secret, a.setCalendar(ctx, who, "calendar.renew", func(now ledger.Time) string {
		sum := sha256.Sum256([]byte(secret))
		return hex.EncodeToString(sum[:]) + " " + now.String()
	})
}

// WithdrawCalendar makes the address of who's calendar lead nowhere.
func (a *App) WithdrawCalendar(ctx context.Context, who org.Actor) error {
	return a.setCalendar(ctx, who, "calendar.withdraw", func(ledger.Time) string { return "" })
}

func (a *App) setCalendar(ctx context.Context, who org.Actor, action string, value func(ledger.Time) string) error {
	return a.change(ctx, who, action, func(c *change) (string, error) {
		p, err := personThere(c.Tx, who.Person)
		if err != nil {
			return "", err
		}
		if err := c.SetPreference(p.ID, store.Preference{Name: calendarPreference, Value: value(c.now.At)}); err != nil {
			return "", err
		}
		return subject(p), c.Remark(org.Site)
	})
}

// CalendarOf returns the calendar that a secret leads to: what waits for its person and
// when it is due. from is the address that is asked from: after many wrong secrets it is
// locked for a while.
func (a *App) CalendarOf(ctx context.Context, secret, from string) ([]byte, error) {
	key := ledger.Digest(sha256.Sum256([]byte("calendar\x00" + plainText(from, 64))))
	person, err := view(ctx, a, func(tx *store.Tx) (org.ID, error) {
		n, err := tx.Attempt(key)
		if err != nil {
			return org.ID{}, err
		}
		if wait := n.At.Add(lock(n.Failures, lockAddress)).Sub(a.Now()); n.Failures >= lockAddress && wait > 0 {
			return org.ID{}, fault.New(fault.Forbidden, "日历地址不对的次数太多，请过一会儿再试。", "There were too many wrong addresses of calendars; please try again later.", nil)
		}
		return calendarOwner(tx, secret)
	})
	if err != nil {
		return nil, err
	}
	if person.IsZero() {
		return nil, a.wrongCalendar(ctx, key)
	}
	who, _, err := a.ActorOf(ctx, person)
	if fault.KindOf(err) == fault.Forbidden {
		return nil, errNoCalendar() // he has left
	}
	if err != nil {
		return nil, err
	}
	return a.feedOf(ctx, who, sha256.Sum256([]byte(secret)))
}

// calendarOwner returns whose the secret is; nobody if it is none.
func calendarOwner(tx *store.Tx, secret string) (owner org.ID, err error) {
	b, err := base64.RawURLEncoding.DecodeString(secret)
	if err != nil || len(b) != len(owner)+calendarRandom {
		return org.ID{}, nil
	}
	copy(owner[:], b)
	kept, err := tx.Preference(owner, calendarPreference)
	if err != nil {
		return org.ID{}, err
	}
	want, _, _ := strings.Cut(kept, " ")
	sum := sha256.Sum256([]byte(secret))
	if subtle.ConstantTimeCompare([]byte(want), []byte(hex.EncodeToString(sum[:]))) != 1 {
		return org.ID{}, nil
	}
	return owner, nil
}

// wrongCalendar counts a wrong secret.
func (a *App) wrongCalendar(ctx context.Context, key ledger.Digest) error {
	err := a.DB.Update(ctx, func(tx *store.Tx) error {
		now := a.Now()
		if err := tx.DropAttempts(now.Add(-lockMemory)); err != nil {
			return err
		}
		n, err := tx.Attempt(key)
		if err != nil {
			return err
		}
		n.Failures, n.At = n.Failures+1, ledger.At(now)
		return tx.SetAttempt(n)
	})
	if err != nil {
		return err
	}
	return errNoCalendar()
}

// feedOf makes a calendar, or returns the one that was made a moment ago.
func (a *App) feedOf(ctx context.Context, who org.Actor, key ledger.Digest) ([]byte, error) {
	now := a.Now()
	a.feeds.mu.Lock()
	had, ok := a.feeds.made[key]
	a.feeds.mu.Unlock()
	if age := now.Sub(had.at); ok && age >= 0 && age < feedEvery {
		return had.ics, nil
	}
	ics, err := a.waitingFeed(ctx, who, now)
	if err != nil {
		return nil, err
	}
	a.feeds.mu.Lock()
	defer a.feeds.mu.Unlock()
	if a.feeds.made == nil || len(a.feeds.made) >= mostFeeds {
		a.feeds.made = map[ledger.Digest]feed{}
	}
	a.feeds.made[key] = feed{now, ics}
	return ics, nil
}

// waitingFeed returns what waits for who and has a day, as a calendar.
func (a *App) waitingFeed(ctx context.Context, who org.Actor, now time.Time) ([]byte, error) {
	waits, err := a.Waiting(ctx, who)
	if err != nil {
		return nil, err
	}
	var events []notify.Event
	seen := map[string]bool{}
	for _, t := range waits.Tasks {
		e := notify.Event{UID: t.Finding.ID.String() + "-" + string(t.Why), Version: int(t.Finding.Version), Day: t.Due, Body: t.Finding.Title,
			Title: ledger.Name(Whys, string(t.Why), "zh") + " " + t.Finding.Code, Changed: now, Lead: []int{10, 0}}
		if t.Measure != nil {
			e.UID, e.Body = t.Measure.ID.String()+"-"+string(t.Why), t.Finding.Title+"\n"+t.Measure.Text
		}
		if a.Link != "" {
			e.Link = strings.TrimSuffix(a.Link, "/") + "/b/" + t.Finding.Book.String() + "/f/" + t.Finding.ID.String()
		}
		if t.Due.Valid() && !seen[e.UID] {
			seen[e.UID] = true
			events = append(events, e)
		}
	}
	return notify.Feed("整改待办", events, now)
}
