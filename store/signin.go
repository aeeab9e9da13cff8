package store

import (
	"fmt"
	"time"

	"zhenggai/ledger"
	"zhenggai/org"
)

// A Password is how a person proves who he is: a hash, never the word itself.
type Password struct {
	Person     org.ID
	PHC        string // the hash with its salt and its parameters
	MustChange bool   // somebody else chose it
	At         ledger.Time
}

// Password returns the password of person; nil if he has none.
func (tx *Tx) Password(person org.ID) (*Password, error) {
	const query = "SELECT p.person_id, p.phc, p.must_change, p.at FROM password p WHERE p.book_id = $1 AND p.person_id = $2"
	p := &Password{}
	found, err := tx.queryRow(query, []any{org.Site[:], person[:]}, idField{&p.Person}, &p.PHC, flagField{&p.MustChange}, momentField{&p.At})
	if err != nil || !found {
		return nil, tx.wrap("password", err)
	}
	return p, nil
}

// SetPassword gives a person a password in the place of the one he had.
func (tx *Tx) SetPassword(p Password) error {
	const set = `INSERT INTO password (book_id, person_id, phc, must_change, at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (book_id, person_id) DO UPDATE SET phc = excluded.phc, must_change = excluded.must_change, at = excluded.at`
	_, err := tx.exec(set, org.Site[:], p.Person[:], p.PHC, p.MustChange, p.At.String())
	return tx.wrap("set password", err)
}

// PersonOf returns who has the login, closed or not; nil if nobody has.
func (tx *Tx) PersonOf(login string) (p *org.Person, err error) {
	const where = "t.book_id = $1 AND t.login = $2"
	err = scan(tx, tableOf("person"), where, []any{org.Site[:], login}, func(r *org.Person) { p = r })
	return p, tx.wrap("person of a login", err)
}

// An Attempt counts failures to sign in, with one login or from one address. The key
// is a digest: what was typed as a login may be a password.
type Attempt struct {
	Key      ledger.Digest
	Failures int64
	At       ledger.Time // of the last
}

// Attempt returns what was counted under key; the zero count if nothing was.
func (tx *Tx) Attempt(key ledger.Digest) (a Attempt, err error) {
	a.Key = key
	const query = "SELECT a.failures, a.at FROM attempt a WHERE a.book_id = $1 AND a.digest = $2"
	_, err = tx.queryRow(query, []any{org.Site[:], key[:]}, &a.Failures, momentField{&a.At})
	return a, tx.wrap("attempt", err)
}

// SetAttempt keeps a count.
func (tx *Tx) SetAttempt(a Attempt) error {
	const set = `INSERT INTO attempt (book_id, digest, failures, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (book_id, digest) DO UPDATE SET failures = excluded.failures, at = excluded.at`
	_, err := tx.exec(set, org.Site[:], a.Key[:], a.Failures, a.At.String())
	return tx.wrap("set attempt", err)
}

// DropAttempt forgets what was counted under key.
func (tx *Tx) DropAttempt(key ledger.Digest) error {
	_, err := tx.exec("DELETE FROM attempt WHERE book_id = $1 AND digest = $2", org.Site[:], key[:])
	return tx.wrap("drop attempt", err)
}

// DropAttempts forgets all counts whose last failure was before a moment.
func (tx *Tx) DropAttempts(before time.Time) error {
	_, err := tx.exec("DELETE FROM attempt WHERE book_id = $1 AND at < $2", org.Site[:], ledger.At(before).String())
	return tx.wrap("drop attempts", err)
}

// A Session is what a browser is known by, under the digest of its token.
type Session struct {
	Digest  ledger.Digest
	Person  org.ID // nobody, before somebody signed in
	Data    []byte // the web's own
	From    string
	Agent   string
	Since   ledger.Time
	Seen    ledger.Time
	Expires ledger.Time
}

const sessionColumns = "s.digest, s.person_id, s.data, s.address, s.agent, s.since, s.seen, s.expires"

func (s *Session) fields() []any {
	return []any{digestField{&s.Digest}, refField{&s.Person}, &s.Data, &s.From, &s.Agent, momentField{&s.Since}, momentField{&s.Seen}, momentField{&s.Expires}}
}

// Session returns the session under digest, if it goes on at now; nil if not.
func (tx *Tx) Session(digest ledger.Digest, now time.Time) (*Session, error) {
	const query = "SELECT " + sessionColumns + " FROM session s WHERE s.book_id = $1 AND s.digest = $2 AND s.ended = $3 AND s.expires > $4"
	s := &Session{}
	found, err := tx.queryRow(query, []any{org.Site[:], digest[:], false, ledger.At(now).String()}, s.fields()...)
	if err != nil || !found {
		return nil, tx.wrap("session", err)
	}
	return s, nil
}

// Sessions returns the sessions of person that go on at now, of everybody for the
// zero ID, the last seen first.
func (tx *Tx) Sessions(person org.ID, now time.Time) (all []*Session, err error) {
	const whose = "SELECT " + sessionColumns + " FROM session s WHERE s.book_id = $1 AND s.ended = $2 AND s.expires > $3"
	const order = " ORDER BY s.seen DESC, s.digest"
	query, args := whose+" AND s.person_id IS NOT NULL"+order, []any{org.Site[:], false, ledger.At(now).String()}
	if !person.IsZero() {
		query, args = whose+" AND s.person_id = $4"+order, append(args, person[:])
	}
	rows, err := tx.query(query, args...)
	err = each(rows, err, func(r scanner) error {
		s := &Session{}
		all = append(all, s)
		return r.Scan(s.fields()...)
	})
	return all, tx.wrap("sessions", err)
}

// PutSession keeps a session. One that was ended stays so: a request that was under
// way meanwhile must not bring it back.
func (tx *Tx) PutSession(s *Session) error {
	const put = `INSERT INTO session (book_id, digest, person_id, data, address, agent, since, seen, expires, ended)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (book_id, digest) DO UPDATE SET person_id = excluded.person_id, data = excluded.data, address = excluded.address,
		agent = excluded.agent, since = excluded.since, seen = excluded.seen, expires = excluded.expires WHERE session.ended = $10`
	person, err := refField{&s.Person}.value()
	if err != nil {
		return err
	}
	_, err = tx.exec(put, org.Site[:], s.Digest[:], person, s.Data, s.From, s.Agent, s.Since.String(), s.Seen.String(), s.Expires.String(), false)
	return tx.wrap("put session", err)
}

// SeeSession notes when a session was used last.
func (tx *Tx) SeeSession(digest ledger.Digest, at time.Time) error {
	_, err := tx.exec("UPDATE session SET seen = $3 WHERE book_id = $1 AND digest = $2", org.Site[:], digest[:], ledger.At(at).String())
	return tx.wrap("see session", err)
}

// EndSession ends a session for good; what it held is gone.
func (tx *Tx) EndSession(digest ledger.Digest) error {
	const end = "UPDATE session SET ended = $3, data = $4 WHERE book_id = $1 AND digest = $2"
	_, err := tx.exec(end, org.Site[:], digest[:], true, []byte{})
	return tx.wrap("end session", err)
}

// EndSessions ends all sessions of person.
func (tx *Tx) EndSessions(person org.ID) error {
	const end = "UPDATE session SET ended = $3, data = $4 WHERE book_id = $1 AND person_id = $2"
	_, err := tx.exec(end, org.Site[:], person[:], true, []byte{})
	return tx.wrap("end sessions", err)
}

// DropSessions removes the sessions, ended or not, that expired before a moment.
func (tx *Tx) DropSessions(before time.Time) error {
	_, err := tx.exec("DELETE FROM session WHERE book_id = $1 AND expires <= $2", org.Site[:], ledger.At(before).String())
	return tx.wrap("drop sessions", err)
}

// A Preference is how one person likes it: his language, a view that he saved.
type Preference struct{ Name, Value string }

// Preferences returns what person prefers, by name.
func (tx *Tx) Preferences(person org.ID) (all []Preference, err error) {
	rows, err := tx.query("SELECT p.name, p.value FROM preference p WHERE p.book_id = $1 AND p.person_id = $2", org.Site[:], person[:])
	err = each(rows, err, func(r scanner) error {
		var p Preference
		err := r.Scan(&p.Name, &p.Value)
		all = append(all, p)
		return err
	})
	return all, tx.wrap("preferences", err)
}

// Preference returns what person prefers under name; "" if he never said.
func (tx *Tx) Preference(person org.ID, name string) (value string, err error) {
	const query = "SELECT p.value FROM preference p WHERE p.book_id = $1 AND p.person_id = $2 AND p.name = $3"
	_, err = tx.queryRow(query, []any{org.Site[:], person[:], name}, &value)
	return value, tx.wrap("preference", err)
}

// SetPreference keeps what person prefers; "" forgets it.
func (tx *Tx) SetPreference(person org.ID, p Preference) error {
	if _, err := checkText(p.Name + p.Value); err != nil {
		return err
	}
	if p.Value == "" {
		_, err := tx.exec("DELETE FROM preference WHERE book_id = $1 AND person_id = $2 AND name = $3", org.Site[:], person[:], p.Name)
		return tx.wrap("forget preference", err)
	}
	const set = `INSERT INTO preference (book_id, person_id, name, value) VALUES ($1, $2, $3, $4)
		ON CONFLICT (book_id, person_id, name) DO UPDATE SET value = excluded.value`
	_, err := tx.exec(set, org.Site[:], person[:], p.Name, p.Value)
	return tx.wrap("set preference", err)
}

// wrap says what a statement was for, if it failed.
func (tx *Tx) wrap(what string, err error) error {
	if err != nil {
		return fmt.Errorf("store: %s: %w", what, tx.db.explain(err))
	}
	return nil
}
