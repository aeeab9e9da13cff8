// Package app is what the product does: one method for each thing that can be
// asked. The faces (commands, pages, interface) call nothing else.
//
// Every method takes the actor and shows him only what is in his scope; what he may
// not see does not exist for him. Every change goes through change: it loads, lets
// ledger decide, saves by version and writes the journal, in one transaction that
// is tried again when another one came between. Only this package reads the clock.
package app

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"slices"
	"time"

	"zhenggai/blob"
	"zhenggai/fault"
	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/notify"
	"zhenggai/org"
	"zhenggai/password"
	"zhenggai/store"
	"zhenggai/zh"
)

// An App is the product, ready to be asked.
type App struct {
	DB     *store.DB
	Blobs  blob.Store
	Spool  *blob.Spool
	Signer journal.Signer     // signs checkpoints; nil signs none
	Known  []journal.Verifier // whose checkpoints count when a book is verified
	Now    func() time.Time   // tests set it; nothing below reads the clock
	Random io.Reader          // of ids and salts; nil is crypto/rand

	Channels map[string]notify.Channel // ByMail, ByWebhook: how notices go out
	Folder   string                    // of the site; "" is a site without one, as in tests
	Link     string                    // address of the site's pages, for notices; may be empty
	Fonts    string                    // folder of fonts for PDFs; "" is that in Folder, if it is there

	Cost password.Cost // of hashing a password; zero is what is usual
	Idle time.Duration // after which a session that nobody used ends; zero is what is usual

	desks   desks
	feeds   feeds
	readers readers
	faces   faces

	reports func(context.Context) ([]*PublicReport, error) // what was published, for tests
	hashed  func()                                         // if set, is told of each password that is hashed, for tests

	outlets []Outlet // what the channels are, without their secrets
	runs    runs     // that people started
}

// china is the time zone of every site: a day begins there at 16:00 UTC.
var china = time.FixedZone("Asia/Shanghai", 8*60*60)

// moment returns the time and the day it is at the site.
func (a *App) moment() ledger.Now {
	now := a.Now()
	y, m, d := now.In(china).Date()
	return ledger.Now{At: ledger.At(now), Day: zh.D(y, int(m), d)}
}

// Today returns the day it is at the site.
func (a *App) Today() zh.Date { return a.moment().Day }

// hasher hashes passwords at the cost of the site.
func (a *App) hasher() *password.Hasher {
	return &password.Hasher{Cost: a.Cost, Random: a.random(), Hashed: a.hashed}
}

func (a *App) random() io.Reader {
	if a.Random == nil {
		return rand.Reader
	}
	return a.Random
}

// A change is one use case at work: a transaction, who asked, and when.
type change struct {
	*store.Tx
	app *App
	who org.Actor
	now ledger.Now

	books  []org.ID // that rows were written to, less the site's
	signed []org.ID // books of which a checkpoint is signed with the change
}

// id returns a new id.
func (c *change) id() org.ID {
	var r [10]byte
	if _, err := io.ReadFull(c.app.random(), r[:]); err != nil {
		panic("app: no random bytes: " + err.Error()) // crypto/rand never fails
	}
	return org.NewID(c.now.At.Time, r)
}

// head returns the head of a new row of book.
func (c *change) head(book org.ID) org.Head { return org.Head{Book: book, ID: c.id()} }

// Put saves rows and remembers which books they belong to.
func (c *change) Put(rows ...org.Row) error {
	for _, r := range rows {
		if book := r.Key().Book; book != org.Site && !slices.Contains(c.books, book) {
			c.books = append(c.books, book)
		}
	}
	return c.Tx.Put(rows...)
}

// sign enters who acts among the signatories of the books that he changed, if he is
// not there under his present name.
func (c *change) sign() error {
	if c.who.Clock || c.who.Public {
		return nil
	}
	for _, book := range c.books {
		p, err := store.Get[org.Person](c.Tx, org.Site, c.who.Person)
		if err != nil {
			return fmt.Errorf("app: who acts: %w", err)
		}
		now := &ledger.Signatory{Head: org.Head{Book: book, ID: p.ID}, Name: p.Name, Title: p.Title, Unit: p.Unit}
		if u := c.who.Tree.Unit(p.Unit); u != nil {
			now.UnitName = u.Name
		}
		had, err := store.Get[ledger.Signatory](c.Tx, book, p.ID)
		switch {
		case err == nil:
			if now.Head = had.Head; *had == *now {
				continue
			}
		case fault.KindOf(err) != fault.NotFound:
			return err
		}
		if err := c.Tx.Put(now); err != nil {
			return err
		}
	}
	return nil
}

// change runs fn in a transaction and records what it wrote in the journal of each
// book it wrote to, in the same transaction: what is not in the journal did not
// happen. fn may run more than once and must keep nothing from a run that failed. A
// change that writes nothing leaves no entry.
func (a *App) change(ctx context.Context, who org.Actor, action string, fn func(*change) (subject string, err error)) error {
	return a.DB.Update(ctx, func(tx *store.Tx) error {
		c := &change{Tx: tx, app: a, who: who, now: a.moment()}
		subject, err := fn(c)
		if err != nil {
			return err
		}
		if err := c.sign(); err != nil {
			return err
		}
		if err := tx.Journal(c.now.At.Time, actorName(who), action, subject, a.random()); err != nil {
			return err
		}
		for _, book := range c.signed {
			if _, err := a.signHead(tx, book); err != nil {
				return err
			}
		}
		return nil
	})
}

// view returns what read finds in one state of the ledger.
func view[T any](ctx context.Context, a *App, read func(*store.Tx) (T, error)) (found T, err error) {
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		found, err = read(tx)
		return err
	})
	return found, err
}

// actorName is how the journal names who.
func actorName(who org.Actor) string {
	switch {
	case who.Clock:
		return "clock"
	case who.Public:
		return "public"
	}
	return who.Person.String()
}

// subject names a row in the journal.
func subject(row org.Row) string { return row.Table() + "/" + row.Key().ID.String() }

// hidden is the answer about a row that is not there or not in sight: the two must
// not be told apart.
func hidden(zh, en string) error {
	return fault.New(fault.NotFound, zh, en, nil)
}

// errNoFinding is the answer about a finding that is not there or not in sight.
func errNoFinding(name string) error {
	return hidden(fmt.Sprintf("没有找到问题“%s”，请核对编号。", name), fmt.Sprintf("There is no finding %q; please check the number.", name))
}
