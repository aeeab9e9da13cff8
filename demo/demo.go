// Package demo makes an invented city to look at: an inspection office, three
// inspected units and fourteen months of their history, so that every page has
// something on it. Nobody in it exists.
//
// The history is made by the people of the city through package app, one thing after
// the other, with a clock that the maker moves; nothing is put into the database by
// another way. The same day makes the same city, to the last id.
package demo

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"zhenggai/app"
	"zhenggai/intake"
	"zhenggai/org"
)

// Password is the password of everybody in the city, and firstPassword the one before.
const (
	Password      = "Yunchuan-2468"
	firstPassword = "Kaihu-1357-xin"
)

// A City is who lives in what Make made.
type City struct {
	Books    []org.ID // the water bureau, nearly done; the education bureau, in the middle; the town, at its beginning
	People   []Person
	Password string // of all of them, shown on the console
}

// A Person is somebody to sign in as.
type Person struct {
	ID     org.ID
	Login  string
	Name   string
	Title  string
	Unit   string // his department, or his unit
	Roles  []org.Role
	ZH, EN string // what there is for him to do, in a sentence
}

// Make founds an invented city in an empty folder, 云川市, and leads it through its
// history, which ends on the day before now. The site's clock goes on from now as the
// machine's does, and its random bytes are real ones again; whoever wants it to stand
// still sets App.Now.
func Make(ctx context.Context, folder string, now time.Time) (a *app.App, city *City, err error) {
	ready := make(chan struct{})
	go func() {
		defer close(ready)
		intake.Read(ctx, "x.pdf", scan("", "")) //nolint:errcheck // see lateFiles: who needs it will say what is wrong
	}()
	defer func() { <-ready }()
	m := newMaker(ctx, now)
	founding := app.Founding{Unit: cityName}
	for role, to := range map[org.Role]*app.Account{org.SystemAdmin: &founding.System, org.SecurityAdmin: &founding.Security, org.AuditAdmin: &founding.Audit} {
		c := castFor(role)
		*to = app.Account{Login: c.login, Name: c.name}
	}
	m.set(firstDay, 8)
	if m.App, err = app.Create(ctx, app.Place{Folder: folder, Now: m.read, Random: rand.NewChaCha8(seed)}, founding); err != nil {
		return nil, nil, err
	}
	if err := m.hurry(); err != nil {
		return nil, nil, errors.Join(err, m.Close())
	}
	started := time.Now()
	m.Now = func() time.Time { return now.Add(time.Since(started)) }
	m.Random = nil
	return m.App, m.city, nil
}

// seed makes the ids and the key of the city the same each time. The key is worth
// nothing: the city does not exist.
var seed = [32]byte{'y', 'u', 'n', 'c', 'h', 'u', 'a', 'n'}
