package app

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// The interfaces of scs, which this package need not import.
var (
	_ interface {
		Find(token string) ([]byte, bool, error)
		Commit(token string, b []byte, expiry time.Time) error
		Delete(token string) error
		FindCtx(ctx context.Context, token string) ([]byte, bool, error)
		CommitCtx(ctx context.Context, token string, b []byte, expiry time.Time) error
		DeleteCtx(ctx context.Context, token string) error
	} = &SessionStore{}
	_ interface {
		Encode(deadline time.Time, values map[string]interface{}) ([]byte, error)
		Decode([]byte) (deadline time.Time, values map[string]interface{}, err error)
	} = SessionCodec{}
)

// browse begins a session of person under token, as the pages do, that lasts a day.
func (s *site) browse(token string, person org.ID) {
	s.t.Helper()
	values := map[string]any{"from": "192.0.2.7", "agent": "Firefox\n\x1b[31m", "since": s.moment().At.String(), "lang": "en"}
	if !person.IsZero() {
		values["person"] = person.String()
	}
	until := s.Now().Add(24 * time.Hour)
	b := got(SessionCodec{}.Encode(until, values))(s.t)
	must(s.t, s.SessionStore().CommitCtx(s.ctx, token, b, until))
}

// known reports whether a token is known.
func (s *site) known(token string) bool {
	s.t.Helper()
	_, found, err := s.SessionStore().FindCtx(s.ctx, token)
	must(s.t, err)
	return found
}

func TestSessions(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		me, other := s.as("banli"), s.as("huiqian")
		at := time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)
		s.Now = func() time.Time { return at }
		s.browse("t-one", me.Person)
		at = at.Add(10 * time.Second)
		s.browse("t-two", me.Person)
		s.browse("t-other", other.Person)
		s.browse("t-nobody", org.ID{})
		mine := got(s.Sessions(s.ctx, me))(t)
		if len(mine) != 2 {
			t.Fatalf("%d sessions", len(mine))
		}
		want := Session{ID: mine[0].ID, Person: me.Person, From: "192.0.2.7", Agent: "Firefox[31m", Since: ledger.At(at), Seen: ledger.At(at), Expires: ledger.At(at.Add(24 * time.Hour))}
		if mine[0] != want {
			t.Errorf("got  %v\nwant %v", mine[0], want)
		}
		if all := got(s.SessionsOf(s.ctx, s.as("anquan"), org.ID{}))(t); len(all) != 3 {
			t.Errorf("%d sessions of everybody", len(all))
		}
		if his := got(s.SessionsOf(s.ctx, s.as("anquan"), other.Person))(t); len(his) != 1 || his[0].Person != other.Person {
			t.Errorf("of one person: %v", his)
		}
		_, err := s.SessionsOf(s.ctx, me, me.Person)
		refusedWith(t, err, fault.Forbidden, "安全管理员")
		for _, id := range []string{"", "t-one", "zz", mine[0].ID + "00", strings.Repeat("0", 64)} {
			refusedWith(t, s.EndSession(s.ctx, me, id), fault.NotFound, "没有这个登录")
		}
		refusedWith(t, s.EndSession(s.ctx, other, mine[0].ID), fault.NotFound, "没有这个登录")
		must(t, s.EndSession(s.ctx, me, mine[0].ID))
		must(t, s.EndSession(s.ctx, s.as("anquan"), mine[1].ID))
		if s.known("t-one") || s.known("t-two") || !s.known("t-other") || !s.known("t-nobody") || s.known(mine[0].ID) {
			t.Error("the wrong sessions were ended")
		}
		refusedWith(t, s.EndSession(s.ctx, me, mine[0].ID), fault.NotFound, "没有这个登录")
		if had, want := s.said(2), []string{"banli session.end person/banli", "anquan session.end person/banli"}; !slices.Equal(had, want) {
			t.Errorf("the journal says %v", had)
		}
		s.verified()
	})
}

// TestSessionTokens: tokens are not in the database, a deleted one is known no more,
// whatever a request that was under way writes, and sessions outlive the process.
func TestSessionTokens(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		me := s.as("banli")
		s.browse("token-before", org.ID{})
		must(t, s.SessionStore().DeleteCtx(s.ctx, "token-before")) // as RenewToken of scs does when somebody signs in
		s.browse("token-after", me.Person)
		s.browse("token-before", me.Person) // a request that began before he did
		if s.known("token-before") || !s.known("token-after") {
			t.Error("the token from before the sign-in is good for something")
		}
		again := &site{App: &App{DB: db, Now: s.Now}, ctx: s.ctx, t: t} // the process was started anew
		if !again.known("token-after") || again.known("token-before") || again.known("token-") {
			t.Error("sessions did not outlive the process")
		}
		b, _, err := again.SessionStore().Find("token-after")
		must(t, err)
		if _, values, err := (SessionCodec{}).Decode(b); err != nil || values["person"] != me.Person.String() || values["lang"] != "en" {
			t.Errorf("a session holds %v: %v", values, err)
		}
		must(t, db.View(s.ctx, func(tx *store.Tx) error {
			all, err := tx.Sessions(me.Person, s.Now())
			if len(all) != 1 || strings.Contains(string(all[0].Digest[:])+string(all[0].Data), "token") {
				t.Errorf("kept is %v", all)
			}
			return err
		}))
	})
}

func TestSessionsEndByTime(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		me := s.as("banli")
		at := time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)
		s.Now = func() time.Time { return at }
		s.browse("used", me.Person)
		s.browse("unused", me.Person)
		for range 3 {
			at = at.Add(usualIdle - time.Second)
			if !s.known("used") {
				t.Fatal("a session that is used ended")
			}
		}
		if s.known("unused") {
			t.Error("a session that nobody used goes on")
		}
		mine := got(s.Sessions(s.ctx, me))(t)
		if len(mine) != 1 || mine[0].Seen != ledger.At(at) {
			t.Errorf("listed are %v", mine)
		}
		at = at.Add(30 * time.Second)
		if !s.known("used") || got(s.Sessions(s.ctx, me))(t)[0].Seen == ledger.At(at) {
			t.Error("each look at a session writes")
		}
		at = time.Date(2026, 3, 3, 2, 0, 0, 0, time.UTC)
		if s.known("used") {
			t.Error("an expired session goes on")
		}
		s.browse("new", me.Person) // takes away what expired
		must(t, db.View(s.ctx, func(tx *store.Tx) error {
			all, err := tx.Sessions(org.ID{}, time.Time{}.AddDate(1, 0, 0))
			if len(all) != 1 {
				t.Errorf("%d sessions are kept", len(all))
			}
			return err
		}))
	})
}

// TestSessionsEndWithPassword: another password ends what was begun with the old one.
func TestSessionsEndWithPassword(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		me, other := s.withPassword("banli", false), s.as("huiqian")
		begin := func() {
			t.Helper()
			s.browse("a"+t.Name(), me.Person)
			s.browse("other", other.Person)
		}
		begin()
		must(t, s.ChangePassword(s.ctx, me, firstWord, ownWord))
		begin() // a request that was under way ends after it
		if s.known("a"+t.Name()) || !s.known("other") {
			t.Error("a session outlived the password")
		}
		must(t, s.SessionStore().DeleteCtx(s.ctx, "a"+t.Name())) // RenewToken
		s.browse("renewed", me.Person)
		if !s.known("renewed") {
			t.Error("the session cannot be renewed")
		}
		must(t, s.SetPassword(s.ctx, s.as("anquan"), me.Person, firstWord))
		if s.known("renewed") || !s.known("other") || !got(s.MustChange(s.ctx, me.Person))(t) {
			t.Error("a session outlived the password that was set")
		}
		s.verified()
	})
}

func TestSessionCodec(t *testing.T) {
	t.Parallel()
	values := map[string]any{"person": "x", "n": 7, "yes": true, "text": "整改 <script>"}
	until := time.Date(2026, 3, 2, 2, 0, 0, 123456789, time.UTC)
	b := got(SessionCodec{}.Encode(until, values))(t)
	when, back, err := SessionCodec{}.Decode(b)
	if err != nil || !when.Equal(until) || !maps.Equal(back, values) {
		t.Errorf("%v %v %v", when, back, err)
	}
	if _, back, err := (SessionCodec{}).Decode(got(SessionCodec{}.Encode(until, nil))(t)); err != nil || back == nil {
		t.Errorf("no values come back as %v: %v", back, err)
	}
	if b, err := (SessionCodec{}).Encode(until, map[string]any{"at": until}); err == nil {
		t.Errorf("a time was written as %s", b)
	}
	for _, bad := range []string{"", "{", `{"values":{"a":1.5}}`, `{"values":{"a":[]}}`, `[]`} {
		if _, values, err := (SessionCodec{}).Decode([]byte(bad)); err == nil {
			t.Errorf("%s was read as %v", bad, values)
		}
	}
}

// TestPageCost: what each page view asks about who is there takes few statements and
// writes nothing.
func TestPageCost(t *testing.T) {
	t.Parallel()
	s := newSite(t, storetest.Open(t, storetest.SQLite))
	me := s.as("banli")
	s.browse("token", me.Person)
	var statements int
	must(t, s.DB.View(s.ctx, func(tx *store.Tx) error {
		for range 2 { // the first fills the cache
			before := tx.Statements()
			people, err := tx.People()
			if err != nil {
				return err
			}
			i := slices.IndexFunc(people, func(p *org.Person) bool { return p.ID == me.Person })
			if _, err := actor(tx, people[i]); err != nil {
				return err
			}
			statements = tx.Statements() - before
		}
		return nil
	}))
	if statements > 4 { // three looks at the head of the site's journal, and the workgroups
		t.Errorf("%d statements", statements)
	}
}
