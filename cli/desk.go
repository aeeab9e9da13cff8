package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
)

// siteFlags are the options of every command of the ledger.
type siteFlags struct {
	Site string `default:"zhenggai-site" placeholder:"FOLDER" from:"ZHENGGAI_SITE" common:"ledger"`
	DB   string `name:"db" placeholder:"ADDRESS" from:"ZHENGGAI_DB" common:"ledger"`
	JSON bool   `name:"json" common:"ledger"`
}

func (f *siteFlags) place() *siteFlags { return f }

// actorFlags are those of the commands that somebody does.
type actorFlags struct {
	siteFlags
	As string `placeholder:"LOGIN" from:"ZHENGGAI_AS" common:"ledger"`
}

func (f *actorFlags) login() string { return f.As }

// fontFlags are those of the commands that print PDFs.
type fontFlags struct {
	Fonts string `placeholder:"FOLDER" from:"ZHENGGAI_FONTS"`
}

func (f *fontFlags) fonts() string { return f.Fonts }

// A deskCommand is a command of the ledger: it is done at a desk, which is an open
// site with who acts there. It begins, does its work and ends; nothing goes on
// behind it.
type deskCommand interface {
	place() *siteFlags
	work(d *desk) error
}

// A desk is a session at an open site.
type desk struct {
	*session
	app    *app.App
	who    org.Actor    // nobody, if the command asks for nobody
	event  ledger.Event // of the workflow, if the command is a step of it
	json   bool
	people []*org.Person
	units  []*org.Unit
}

// sit opens the site that c names and does c there; event is the step of the
// workflow that it is, if it is one. What is refused ends with Refused, what is
// broken with Failure.
func (s *session) sit(c deskCommand, event ledger.Event) error {
	s.ledger = true
	f := c.place()
	actor, acts := c.(interface{ login() string })
	if acts && actor.login() == "" {
		return wrong(say{"请写明是谁办理：加上 --as 登录名，或设置环境变量 ZHENGGAI_AS。",
			"Say who acts: add --as LOGIN, or set the environment variable ZHENGGAI_AS."})
	}
	at := app.Place{Folder: f.Site, DB: f.DB, Now: s.env.Now}
	if x, ok := c.(interface{ fonts() string }); ok {
		at.Fonts = x.fonts()
	}
	a, err := app.Open(s.ctx, at)
	if err != nil {
		return err
	}
	d := &desk{session: s, app: a, json: f.JSON, event: event}
	if acts {
		d.who, err = a.Actor(s.ctx, actor.login())
	}
	if err == nil {
		err = d.readNames()
	}
	if err == nil {
		err = c.work(d)
	}
	return errors.Join(err, a.Close())
}

// readNames reads the people and units, whose names stand in most of what is shown.
func (d *desk) readNames() (err error) {
	if d.people, err = d.app.People(d.ctx); err != nil {
		return err
	}
	d.units, err = d.app.Units(d.ctx)
	return err
}

// show prints v as JSON if that is asked for, else calls human.
func (d *desk) show(v any, human func()) error {
	if d.json {
		_, err := d.out.Write(jsonLine(v))
		return err
	}
	human()
	return nil
}

// line writes m and a line end, without anything that a terminal would obey.
func (d *desk) line(m say, args ...any) { io.WriteString(d.out, inert(d.say(m, args...))+"\n") }

// done says what was done: v as JSON, or m.
func (d *desk) done(v any, m say, args ...any) error {
	return d.show(v, func() { d.line(m, args...) })
}

// now is the moment of the site, for decisions that are only looked at.
func (d *desk) now() ledger.Now { return ledger.Now{At: ledger.At(d.app.Now()), Day: d.app.Today()} }

// nameOf returns the name of a person, and "" for nobody.
func (d *desk) nameOf(id org.ID) string {
	for _, p := range d.people {
		if p.ID == id {
			return p.Name
		}
	}
	return id.String()
}

// unitName returns the name of a unit, and "" for none.
func (d *desk) unitName(id org.ID) string {
	for _, u := range d.units {
		if u.ID == id {
			return u.Name
		}
	}
	return id.String()
}

// unitPath returns the name of a unit with those above it: 云川市/市水务局/计划科.
func (d *desk) unitPath(id org.ID) string {
	return org.NewTree(d.units).Path(id)
}

// person returns who is meant by a login or a name.
func (d *desk) person(name string) (*org.Person, error) {
	var same []*org.Person
	for _, p := range d.people {
		if p.Login == name || p.ID.String() == name {
			return p, nil
		}
		if p.Name == name && !p.Closed {
			same = append(same, p)
		}
	}
	return only(same, say{"没有用户“%s”，请用登录名。", "There is no user %q; please give a login."},
		say{"有几个人叫“%s”，请用登录名。", "Several people are called %q; please give a login."}, name)
}

// unit returns the unit that is meant by its name, or by the end of its path where
// several have the name: 市水务局/计划科.
func (d *desk) unit(name string) (*org.Unit, error) {
	var same []*org.Unit
	for _, u := range d.units {
		path := d.unitPath(u.ID)
		if path == name || u.ID.String() == name {
			return u, nil
		}
		if strings.HasSuffix("/"+path, "/"+name) && !u.Closed {
			same = append(same, u)
		}
	}
	return only(same, say{"没有单位“%s”，请用 zhenggai unit list 查看。", "There is no unit %q; see zhenggai unit list."},
		say{"有几个单位叫“%s”，请带上上级单位，如 市水务局/计划科。", "Several units are called %q; please put the unit above before it, as in A/B."}, name)
}

// only returns the only one of several, or says that there is none or more.
func only[T any](same []*T, none, several say, name string) (*T, error) {
	switch len(same) {
	case 0:
		return nil, fault.New(fault.NotFound, fmt.Sprintf(none.ZH, name), fmt.Sprintf(none.EN, name), nil)
	case 1:
		return same[0], nil
	}
	return nil, fault.New(fault.Invalid, fmt.Sprintf(several.ZH, name), fmt.Sprintf(several.EN, name), nil)
}

// book returns the book of that name; "" is the only one in sight.
func (d *desk) book(name string) (*ledger.Book, error) {
	b, err := d.app.BookNamed(d.ctx, d.who, name)
	if name == "" && fault.KindOf(err) == fault.NotFound {
		return nil, fault.New(fault.NotFound, "您看不到任何账册：还没有开设，或者没有授权；请找联络员或安全管理员。",
			"You see no book: none was opened yet, or nothing was granted to you; please ask the coordinator or the security administrator.", err)
	}
	return b, err
}

// bookInspection returns a book and an inspection of it by what they are called.
func (d *desk) bookInspection(book, inspection string) (*ledger.Book, *ledger.Inspection, error) {
	b, err := d.book(book)
	if err != nil {
		return nil, nil, err
	}
	in, err := d.inspection(b.ID, inspection)
	return b, in, err
}

// ofBook returns what list has of the book that is called so.
func ofBook[T any](d *desk, book string, list func(context.Context, org.Actor, org.ID) ([]T, error)) ([]T, error) {
	b, err := d.book(book)
	if err != nil {
		return nil, err
	}
	return list(d.ctx, d.who, b.ID)
}

// inspection returns the inspection of a book by its number or title; "" is the last.
func (d *desk) inspection(book org.ID, name string) (*ledger.Inspection, error) {
	all, err := d.app.Inspections(d.ctx, d.who, book)
	if err != nil {
		return nil, err
	}
	for _, in := range slices.Backward(all) {
		if name == "" || in.No == name || in.Title == name || in.ID.String() == name {
			return in, nil
		}
	}
	if name == "" {
		return nil, fault.New(fault.NotFound, "这本账册还没有巡察，请先用 zhenggai inspection add 登记。", "The book has no inspection yet; please add one with zhenggai inspection add.", nil)
	}
	return nil, fault.New(fault.NotFound, "没有巡察“"+name+"”，请用 zhenggai inspection list 查看。", "There is no inspection \""+name+"\"; see zhenggai inspection list.", nil)
}

// momentOf returns day and time of a moment at the site, "" for none.
func momentOf(t ledger.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Add(china).Format(time.DateTime)
}

// china is the zone of every site, as package app has it.
const china = 8 * time.Hour

// dayOf returns the day of a moment at the site, "" for none.
func dayOf(t ledger.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Add(china).Format("2006-01-02")
}
