package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
)

// A Session is a browser that somebody is signed in with.
type Session struct {
	ID      string // not the token: whoever reads it can end the session, not use it
	Person  org.ID
	From    string // address
	Agent   string // what the browser calls itself
	Since   ledger.Time
	Seen    ledger.Time // to the minute
	Expires ledger.Time
}

// Sessions returns the sessions of who asks, the last seen first.
func (a *App) Sessions(ctx context.Context, who org.Actor) ([]Session, error) {
	if who.Person.IsZero() {
		return nil, nil
	}
	return a.sessions(ctx, who.Person)
}

// SessionsOf returns the sessions of a person, or everybody's for the zero ID. It is
// for the security administrator.
func (a *App) SessionsOf(ctx context.Context, who org.Actor, person org.ID) ([]Session, error) {
	if err := administers(who, org.SecurityAdmin); err != nil {
		return nil, err
	}
	return a.sessions(ctx, person)
}

func (a *App) sessions(ctx context.Context, person org.ID) ([]Session, error) {
	return view(ctx, a, func(tx *store.Tx) (list []Session, err error) {
		now := a.Now()
		all, err := tx.Sessions(person, now)
		for _, s := range all {
			if a.idle(s, now) {
				continue
			}
			list = append(list, Session{ID: hex.EncodeToString(s.Digest[:]), Person: s.Person, From: s.From, Agent: s.Agent, Since: s.Since, Seen: s.Seen, Expires: s.Expires})
		}
		return list, err
	})
}

// EndSession ends a session: one's own, or for the security administrator anybody's.
func (a *App) EndSession(ctx context.Context, who org.Actor, id string) error {
	return a.change(ctx, who, "session.end", func(c *change) (string, error) {
		none := hidden("没有这个登录，可能已经退出，请刷新。", "There is no such session, it may have ended; please load the page again.")
		var digest ledger.Digest
		if n, err := hex.Decode(digest[:], []byte(id[:min(len(id), 2*len(digest))])); err != nil || n != len(digest) || len(id) != 2*n {
			return "", none
		}
		s, err := c.Session(digest, c.now.At.Time)
		if err != nil {
			return "", err
		}
		if s == nil || s.Person.IsZero() || s.Person != who.Person && administers(who, org.SecurityAdmin) != nil {
			return "", none
		}
		if err := c.Tx.EndSession(digest); err != nil {
			return "", err
		}
		return "person/" + s.Person.String(), c.Remark(org.Site)
	})
}

// What a session store goes by.
const (
	usualIdle = time.Hour   // after which a session that nobody used ends
	seenEvery = time.Minute // how exactly it is kept when one was used: not each page writes
)

func (a *App) idle(s *store.Session, now time.Time) bool {
	d := a.Idle
	if d == 0 {
		d = usualIdle
	}
	return now.Sub(s.Seen.Time) >= d
}

// A SessionStore keeps sessions in the database, each under the SHA-256 of its token:
// who reads the database, or a copy, is not signed in by what he finds. It is a Store
// and a CtxStore of scs, which need not hash tokens itself. What it is given must have
// been written by SessionCodec.
type SessionStore struct{ app *App }

// SessionStore returns the store of the site's sessions.
func (a *App) SessionStore() *SessionStore { return &SessionStore{a} }

// FindCtx returns what was kept under token, unless it expired, was ended or was not
// used for long. It notes that it was used.
func (s *SessionStore) FindCtx(ctx context.Context, token string) (b []byte, found bool, err error) {
	now, digest := s.app.Now(), ledger.Digest(sha256.Sum256([]byte(token)))
	kept, err := view(ctx, s.app, func(tx *store.Tx) (*store.Session, error) { return tx.Session(digest, now) })
	if err != nil || kept == nil || s.app.idle(kept, now) {
		return nil, false, err
	}
	if now.Sub(kept.Seen.Time) >= seenEvery {
		err = s.app.DB.Update(ctx, func(tx *store.Tx) error { return tx.SeeSession(digest, now) })
	}
	return kept.Data, err == nil, err
}

// CommitCtx keeps b under token. A session that was ended stays ended.
func (s *SessionStore) CommitCtx(ctx context.Context, token string, b []byte, expiry time.Time) error {
	_, values, err := SessionCodec{}.Decode(b)
	if err != nil {
		return err
	}
	text := func(name string, most int) string { v, _ := values[name].(string); return plainText(v, most) }
	now := s.app.Now()
	kept := &store.Session{Digest: sha256.Sum256([]byte(token)), Data: b, From: text("from", 64), Agent: text("agent", 256), Seen: ledger.At(now), Expires: ledger.At(expiry)}
	if id := text("person", 64); id != "" {
		if kept.Person, err = org.ParseID(id); err != nil {
			return fmt.Errorf("app: person of a session: %w", err)
		}
	}
	if err := kept.Since.UnmarshalText([]byte(text("since", 64))); err != nil || kept.Since.IsZero() {
		kept.Since = kept.Seen
	}
	return s.app.DB.Update(ctx, func(tx *store.Tx) error {
		if err := tx.DropSessions(now); err != nil {
			return err
		}
		return tx.PutSession(kept)
	})
}

// DeleteCtx ends the session under token.
func (s *SessionStore) DeleteCtx(ctx context.Context, token string) error {
	return s.app.DB.Update(ctx, func(tx *store.Tx) error { return tx.EndSession(sha256.Sum256([]byte(token))) })
}

// Find is FindCtx for callers without a context.
func (s *SessionStore) Find(token string) (b []byte, found bool, err error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx for callers without a context.
func (s *SessionStore) Commit(token string, b []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, b, expiry)
}

// Delete is DeleteCtx for callers without a context.
func (s *SessionStore) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }

// A SessionCodec writes the values of a session as JSON: it is a Codec of scs. Values
// are strings, flags and whole numbers, and nothing else. The store reads "person" (an
// id), "from", "agent" and "since" (a ledger.Time), all of them strings.
type SessionCodec struct{}

type sessionForm struct {
	Deadline time.Time      `json:"deadline"`
	Values   map[string]any `json:"values"`
}

// Encode writes the deadline and the values of a session.
func (SessionCodec) Encode(deadline time.Time, values map[string]interface{}) ([]byte, error) {
	for name, v := range values {
		switch v.(type) {
		case string, bool, int:
		default:
			return nil, fmt.Errorf("app: a session cannot keep %q, which is %T", name, v)
		}
	}
	return json.Marshal(sessionForm{deadline.UTC(), values})
}

// Decode reads what Encode wrote.
func (SessionCodec) Decode(b []byte) (deadline time.Time, values map[string]interface{}, err error) {
	var f sessionForm
	dec := json.NewDecoder(strings.NewReader(string(b)))
	dec.UseNumber()
	if err := dec.Decode(&f); err != nil {
		return deadline, nil, fmt.Errorf("app: reading a session: %w", err)
	}
	if f.Values == nil {
		f.Values = map[string]any{}
	}
	for name, v := range f.Values {
		switch v := v.(type) {
		case string, bool:
		case json.Number:
			n, err := v.Int64()
			if err != nil {
				return deadline, nil, fmt.Errorf("app: reading a session: %w", err)
			}
			f.Values[name] = int(n)
		default:
			return deadline, nil, errors.New("app: reading a session: " + name + " is of another kind")
		}
	}
	return f.Deadline, f.Values, nil
}

// validText reports whether the database takes s.
func validText(s string) bool { return utf8.ValidString(s) && !strings.Contains(s, "\x00") }

// plainText returns what can be shown of s, which somebody from outside sent, and not
// more of it than most bytes.
func plainText(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.TrimSpace(s))
	for len(s) > most {
		_, n := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-n]
	}
	return s
}

// What one person may keep of preferences.
const (
	maxPreferences = 200
	maxName        = 100  // characters
	maxValue       = 4000 // characters
)

// Preference returns what who prefers under name; "" if he never said.
func (a *App) Preference(ctx context.Context, who org.Actor, name string) (string, error) {
	return view(ctx, a, func(tx *store.Tx) (string, error) { return tx.Preference(who.Person, name) })
}

// Preferences returns what who prefers under all names that begin with prefix, by name.
func (a *App) Preferences(ctx context.Context, who org.Actor, prefix string) ([]store.Preference, error) {
	return view(ctx, a, func(tx *store.Tx) (some []store.Preference, err error) {
		all, err := tx.Preferences(who.Person)
		for _, p := range all {
			if strings.HasPrefix(p.Name, prefix) {
				some = append(some, p)
			}
		}
		slices.SortFunc(some, func(a, b store.Preference) int { return strings.Compare(a.Name, b.Name) })
		return some, err
	})
}

// SetPreference keeps what who prefers: his language, a view that he saved. "" forgets
// it. It is not in the journal: no finding changes by it, nobody else sees it, and what
// somebody likes need not be kept for ever.
func (a *App) SetPreference(ctx context.Context, who org.Actor, name, value string) error {
	switch {
	case who.Person.IsZero():
		return fault.New(fault.Forbidden, "请先登录。", "Please sign in first.", nil)
	case name == "" || utf8.RuneCountInString(name) > maxName:
		return &fault.Error{Kind: fault.Invalid, Field: "name", Msg: fault.Msg{ZH: "请写一个名称，不超过 100 个字。", EN: "Please give a name of 100 characters at most."}}
	case utf8.RuneCountInString(value) > maxValue:
		return &fault.Error{Kind: fault.Invalid, Field: "value", Msg: fault.Msg{ZH: "内容太长，请减少筛选条件。", EN: "This is too long; please filter by less."}}
	}
	return a.DB.Update(ctx, func(tx *store.Tx) error {
		all, err := tx.Preferences(who.Person)
		if err != nil {
			return err
		}
		had := slices.ContainsFunc(all, func(p store.Preference) bool { return p.Name == name })
		if len(all) >= maxPreferences && !had && value != "" {
			return fault.New(fault.Conflict, "保存的视图太多，请先删掉不用的。", "There are too many saved views; please delete some first.", nil)
		}
		return tx.SetPreference(who.Person, store.Preference{Name: name, Value: value})
	})
}
