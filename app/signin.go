package app

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/password"
	"zhenggai/store"
)

// A login is locked after lockLogin failures in a row, an address after lockAddress,
// since many people may sit behind one. The first lock is a minute and each further
// failure doubles it, up to an hour. A day without failure forgets them.
const (
	lockLogin   = 5
	lockAddress = 20
	lockFirst   = time.Minute
	lockMost    = time.Hour
	lockMemory  = 24 * time.Hour
)

// lock returns how long n failures lock, if limit are free.
func lock(n, limit int64) time.Duration {
	if n < limit {
		return 0
	}
	return min(lockFirst<<min(n-limit, 10), lockMost)
}

// errSignIn is the answer to whoever may not sign in, the same for a wrong password,
// a login that nobody has, a person without password and one who has left.
func errSignIn() error {
	return fault.New(fault.Forbidden, "登录名或密码不对，请核对后再试；忘了密码请找安全管理员。",
		"The login or the password is wrong; please check both, or ask the security administrator for a new password.", nil)
}

func errLocked(d time.Duration) error {
	minutes := int(max(1, (d+time.Minute-1)/time.Minute))
	return fault.New(fault.Forbidden, fmt.Sprintf("登录失败次数太多，请在 %d 分钟后再试，或请安全管理员重设密码。", minutes),
		fmt.Sprintf("There were too many failures to sign in; please try again in %d minutes, or ask the security administrator for a new password.", minutes), nil)
}

// A try is one attempt to prove who one is.
type try struct {
	person *org.Person // nil if nobody may sign in so
	phc    string      // "" likewise
	had    store.Password
	keys   []ledger.Digest // of the counts, that of the login first
	from   string
}

// SignIn returns who has the login and the password, and whether he must choose
// another password before anything else. from is the address that he sits at. What
// fails is counted before the password is looked at, so that trying many at once
// gains nothing.
func (a *App) SignIn(ctx context.Context, login, word, from string) (p *org.Person, mustChange bool, err error) {
	t, err := a.try(ctx, login, from)
	if err != nil {
		return nil, false, err
	}
	ok, err := a.hasher().Matches(ctx, t.phc, word)
	if err != nil {
		return nil, false, err
	}
	if !ok {
		return nil, false, a.failed(ctx, t, "signin.refused", errSignIn())
	}
	err = a.change(ctx, org.Actor{Person: t.person.ID}, "signin.done", func(c *change) (string, error) {
		if err := c.passed(t); err != nil {
			return "", err
		}
		return addressKind + orElse(t.from, "-"), c.Remark(org.Site)
	})
	if err != nil {
		return nil, false, err
	}
	return t.person, t.had.MustChange, nil
}

// try counts a failure in advance and finds whose password is to be looked at.
func (a *App) try(ctx context.Context, login, from string) (t *try, err error) {
	login, from = strings.TrimSpace(login), plainText(from, 64)
	err = a.DB.Update(ctx, func(tx *store.Tx) error {
		now := a.Now()
		t = &try{from: from, keys: []ledger.Digest{sha256.Sum256([]byte("login\x00" + login))}}
		if from != "" {
			t.keys = append(t.keys, sha256.Sum256([]byte("address\x00"+from)))
		}
		if err := tx.DropAttempts(now.Add(-lockMemory)); err != nil {
			return err
		}
		if err := count(tx, t.keys, now); err != nil {
			return err
		}
		if !validText(login) {
			return nil
		}
		p, err := tx.PersonOf(login)
		if err != nil || p == nil {
			return err
		}
		had, err := tx.Password(p.ID)
		if err != nil {
			return err
		}
		t.person = p
		if had != nil && !p.Closed {
			t.had, t.phc = *had, had.PHC
		}
		return nil
	})
	return t, err
}

// count adds a failure under each key, unless one is locked.
func count(tx *store.Tx, keys []ledger.Digest, now time.Time) error {
	var counts []store.Attempt
	for i, key := range keys {
		n, err := tx.Attempt(key)
		if err != nil {
			return err
		}
		limit := int64(lockLogin)
		if i > 0 {
			limit = lockAddress
		}
		if wait := n.At.Add(lock(n.Failures, limit)).Sub(now); n.Failures >= limit && wait > 0 {
			return errLocked(wait)
		}
		n.Failures, n.At = n.Failures+1, ledger.At(now)
		counts = append(counts, n)
	}
	for _, n := range counts {
		if err := tx.SetAttempt(n); err != nil {
			return err
		}
	}
	return nil
}

// failed writes down that a try failed and returns why. Who tried is not known, only
// from where; a login that nobody has is not written down, since it may be a password
// that was typed in the wrong place.
func (a *App) failed(ctx context.Context, t *try, action string, why error) error {
	err := a.DB.Update(ctx, func(tx *store.Tx) error {
		about := "person/-"
		if t.person != nil {
			about = subject(t.person)
		}
		if err := tx.Remark(org.Site); err != nil {
			return err
		}
		return tx.Journal(a.moment().At.Time, addressKind+orElse(t.from, "-"), action, about, a.random())
	})
	if err != nil {
		return err
	}
	return why
}

// passed takes back what was counted in advance. The login begins anew; of the address
// only this try is taken back, so that one good password does not cover for many
// guesses. It refuses if the password was changed meanwhile.
func (c *change) passed(t *try) error {
	now, err := c.Password(t.person.ID)
	if err != nil {
		return err
	}
	p, err := store.Get[org.Person](c.Tx, org.Site, t.person.ID)
	if err != nil {
		return err
	}
	if now == nil || now.PHC != t.phc || p.Closed {
		return errSignIn()
	}
	if err := c.DropAttempt(t.keys[0]); err != nil || len(t.keys) < 2 {
		return err
	}
	n, err := c.Attempt(t.keys[1])
	if err != nil || n.Failures == 0 {
		return err
	}
	if n.Failures--; n.Failures == 0 {
		return c.DropAttempt(n.Key)
	}
	return c.SetAttempt(n)
}

// SetPassword gives a person a first password, which he must change when he signs in.
// His sessions end, and what was counted against his login is forgotten. It is for the
// security administrator.
func (a *App) SetPassword(ctx context.Context, who org.Actor, person org.ID, word string) error {
	if err := administers(who, org.SecurityAdmin); err != nil {
		return err
	}
	login, err := view(ctx, a, func(tx *store.Tx) (string, error) {
		p, err := personThere(tx, person)
		if err != nil {
			return "", err
		}
		return p.Login, nil
	})
	if err != nil {
		return err
	}
	if err := password.Check(login, word); err != nil {
		return err
	}
	phc, err := a.hasher().Hash(ctx, word)
	if err != nil {
		return err
	}
	return a.change(ctx, who, "password.set", func(c *change) (string, error) {
		p, err := personThere(c.Tx, person)
		if err != nil {
			return "", err
		}
		if err := c.DropAttempt(sha256.Sum256([]byte("login\x00" + p.Login))); err != nil {
			return "", err
		}
		return subject(p), c.password(p, phc, true)
	})
}

// personThere returns a person who may act.
func personThere(tx *store.Tx, person org.ID) (*org.Person, error) {
	p, err := store.Get[org.Person](tx, org.Site, person)
	if fault.KindOf(err) == fault.NotFound || err == nil && p.Closed {
		return nil, fault.New(fault.NotFound, "没有这个用户，或已停用，请核对。", "There is no such person, or he may no longer act; please check.", nil)
	}
	return p, err
}

// password keeps the hash of a password of p, ends his sessions and withdraws the
// address of his calendar, and has it journalled that, not what.
func (c *change) password(p *org.Person, phc string, first bool) error {
	if err := c.Tx.SetPassword(store.Password{Person: p.ID, PHC: phc, MustChange: first, At: c.now.At}); err != nil {
		return err
	}
	if err := c.EndSessions(p.ID); err != nil {
		return err
	}
	if err := c.SetPreference(p.ID, store.Preference{Name: calendarPreference}); err != nil {
		return err
	}
	return c.Remark(org.Site)
}

// ChangePassword gives who acts another password; a wrong old one is counted as a
// failure to sign in. All his sessions end, the one that he asks from too: its token
// was there while the old password was, so the face renews it and goes on under the
// new one.
func (a *App) ChangePassword(ctx context.Context, who org.Actor, old, new string) error {
	p, err := view(ctx, a, func(tx *store.Tx) (*org.Person, error) { return personThere(tx, who.Person) })
	if err != nil {
		return err
	}
	if err := password.Check(p.Login, new); err != nil {
		return err
	}
	if old == new {
		return &fault.Error{Kind: fault.Invalid, Field: "password", Msg: fault.Msg{ZH: "新密码和原密码一样，请换一个。", EN: "The new password is the old one; please take another."}}
	}
	t, err := a.try(ctx, p.Login, "")
	if err != nil {
		return err
	}
	ok, err := a.hasher().Matches(ctx, t.phc, old)
	if err != nil {
		return err
	}
	if !ok {
		return a.failed(ctx, t, "password.refused", &fault.Error{Kind: fault.Invalid, Field: "old", Msg: fault.Msg{ZH: "原密码不对，请重新输入。", EN: "The old password is wrong; please type it again."}})
	}
	phc, err := a.hasher().Hash(ctx, new)
	if err != nil {
		return err
	}
	return a.change(ctx, who, "password.change", func(c *change) (string, error) {
		if err := c.passed(t); err != nil {
			return "", err
		}
		return subject(p), c.password(p, phc, false)
	})
}

// ActorOf returns what a person may do, for his session, and who he is. Whoever may no
// longer act is refused.
func (a *App) ActorOf(ctx context.Context, person org.ID) (who org.Actor, p *org.Person, err error) {
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		people, err := tx.People() // from the cache, as long as nothing of the site changed
		if err != nil {
			return err
		}
		for _, q := range people {
			if q.ID == person && !q.Closed {
				p = q
				who, err = actor(tx, p)
				return err
			}
		}
		return fault.New(fault.Forbidden, "您的账号已停用或不存在，请找系统管理员。", "Your account is closed or gone; please ask the system administrator.", nil)
	})
	return who, p, err
}

// MustChange reports whether a person has to choose another password before anything
// else.
func (a *App) MustChange(ctx context.Context, person org.ID) (bool, error) {
	return view(ctx, a, func(tx *store.Tx) (bool, error) {
		p, err := tx.Password(person)
		return p != nil && p.MustChange, err
	})
}
