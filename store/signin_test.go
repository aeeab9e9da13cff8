package store_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/store/storetest"
)

// noon is when the sessions of these tests are looked at.
var noon = time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)

// token is the digest of an invented token.
func token(n byte) ledger.Digest { return ledger.Digest{0: 7, 31: n} }

// anybody returns somebody of the site, whom it adds if there is nobody.
func (s *site) anybody() *org.Person {
	s.t.Helper()
	var people []*org.Person
	must(s.t, s.db.View(s.t.Context(), func(tx *store.Tx) (err error) {
		people, err = tx.People()
		return err
	}))
	if len(people) > 0 {
		return people[0]
	}
	p := &org.Person{Head: s.head(org.Site), Login: "zhang", Name: "张某"}
	s.save("person.add", p)
	return p
}

// signIn keeps one of each thing about signing in for p.
func (s *site) signIn(p *org.Person) {
	s.t.Helper()
	must(s.t, s.db.Update(s.t.Context(), func(tx *store.Tx) error {
		for _, err := range []error{
			tx.SetPassword(store.Password{Person: p.ID, PHC: "$argon2id$…", MustChange: true, At: ledger.At(noon)}),
			tx.SetPreference(p.ID, store.Preference{Name: "lang", Value: "en"}),
			tx.SetAttempt(store.Attempt{Key: token(1), Failures: 3, At: ledger.At(noon)}),
			tx.PutSession(&store.Session{Digest: token(1), Person: p.ID, Data: []byte("{}"), From: "192.0.2.7", Agent: "Firefox", Since: ledger.At(noon), Seen: ledger.At(noon), Expires: ledger.At(noon.Add(time.Hour))}),
		} {
			if err != nil {
				return err
			}
		}
		return nil
	}))
}

// signedIn tells what is kept about signing in for p.
func signedIn(t *testing.T, db *store.DB, p *org.Person) (about string) {
	t.Helper()
	must(t, db.View(t.Context(), func(tx *store.Tx) error {
		had, err := tx.Password(p.ID)
		if err != nil {
			return err
		}
		if had != nil {
			about += fmt.Sprintf("%s %v %s; ", had.PHC, had.MustChange, had.At)
		}
		lang, err := tx.Preference(p.ID, "lang")
		if err != nil {
			return err
		}
		n, err := tx.Attempt(token(1))
		if err != nil {
			return err
		}
		about += fmt.Sprintf("lang %s; %d failures; ", lang, n.Failures)
		all, err := tx.Sessions(p.ID, noon)
		for _, s := range all {
			about += fmt.Sprintf("%s %s %s %s %s %s", s.Data, s.From, s.Agent, s.Since, s.Seen, s.Expires)
		}
		return err
	}))
	return about
}

// aboutSignIn is what signedIn tells after signIn.
const aboutSignIn = "$argon2id$… true 2026-03-02T04:00:00.000Z; lang en; 3 failures; " +
	"{} 192.0.2.7 Firefox 2026-03-02T04:00:00.000Z 2026-03-02T04:00:00.000Z 2026-03-02T05:00:00.000Z"

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestSignInRows: what is kept comes back, a second time takes the place of the first,
// and what is dropped is gone.
func TestSignInRows(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		p := s.anybody()
		s.signIn(p)
		s.signIn(p)
		if had := signedIn(t, db, p); had != aboutSignIn {
			t.Errorf("kept is %s", had)
		}
		must(t, db.View(t.Context(), func(tx *store.Tx) error {
			found, err := tx.PersonOf(p.Login)
			if err != nil || found == nil || found.ID != p.ID {
				t.Errorf("%s is %v: %v", p.Login, found, err)
			}
			if found, err := tx.PersonOf("nobody"); found != nil || err != nil {
				t.Errorf("nobody is %v: %v", found, err)
			}
			return nil
		}))
		must(t, db.Update(t.Context(), func(tx *store.Tx) error {
			must(t, tx.SetPreference(p.ID, store.Preference{Name: "lang"}))
			must(t, tx.DropAttempts(noon))
			if n, _ := tx.Attempt(token(1)); n.Failures != 3 {
				t.Error("a count that is not old was dropped")
			}
			must(t, tx.DropAttempts(noon.Add(time.Second)))
			return tx.EndSessions(p.ID)
		}))
		if had := signedIn(t, db, p); !strings.HasSuffix(had, "; lang ; 0 failures; ") {
			t.Errorf("left is %s", had)
		}
	})
}

// TestSessionEnded: a session that was ended stays so whoever writes to it, until it
// would have expired.
func TestSessionEnded(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		p := s.anybody()
		s.signIn(p)
		there := func() (found *store.Session) {
			t.Helper()
			must(t, db.View(t.Context(), func(tx *store.Tx) (err error) {
				found, err = tx.Session(token(1), noon)
				return err
			}))
			return found
		}
		had := there()
		if had == nil || string(had.Data) != "{}" || had.Person != p.ID {
			t.Fatalf("the session is %v", had)
		}
		must(t, db.Update(t.Context(), func(tx *store.Tx) error { return tx.EndSession(token(1)) }))
		must(t, db.Update(t.Context(), func(tx *store.Tx) error { return tx.PutSession(had) }))
		if found := there(); found != nil {
			t.Errorf("it came back as %v", found)
		}
		must(t, db.Update(t.Context(), func(tx *store.Tx) error { return tx.DropSessions(noon.Add(time.Hour)) }))
		must(t, db.Update(t.Context(), func(tx *store.Tx) error { return tx.PutSession(had) }))
		if there() == nil {
			t.Error("what had been dropped could not be put again")
		}
	})
}

// TestSignInBackup: passwords and preferences are in a backup, sessions and counts are
// not: who has one is not signed in by it.
func TestSignInBackup(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := newSite(t, db)
		p := s.anybody()
		s.signIn(p)
		file := filepath.Join(t.TempDir(), "backup.zip")
		must(t, db.Backup(t.Context(), file))
		for _, e := range storetest.Engines {
			dsn := storetest.DSN(t, e)
			must(t, store.Restore(t.Context(), dsn, file))
			had := signedIn(t, storetest.OpenAt(t, dsn), p)
			if want := "$argon2id$… true 2026-03-02T04:00:00.000Z; lang en; 0 failures; "; had != want {
				t.Errorf("restored on %s: %s", e, had)
			}
		}
	})
}
