package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"zhenggai/app"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/password"
	"zhenggai/zh"
)

// A maker leads the city through its history.
type maker struct {
	*app.App
	ctx   context.Context
	today zh.Date
	clock time.Time

	units   map[string]*org.Unit // by name; departments by unit/name
	actors  map[string]org.Actor // by login
	logins  map[org.ID]string    // of people
	round   *ledger.Round
	bureaus []*bureau
	scenes  []scene
	files   int // made so far
	city    *City
}

// A bureau is an inspected unit with its book.
type bureau struct {
	name     string
	unit     *org.Unit
	book     *ledger.Book
	insp     *ledger.Inspection
	findings map[string]*ledger.Finding // leaves, by number
	seen     map[string]ledger.Digest   // what was submitted, by number
	results  map[string][]string        // what is said to have been done
	logins   map[org.Role]string        // who sees the whole book
	meetings int
	records  int
}

// A scene is what happens on one day, days from today.
type scene struct {
	day, hour int
	play      func() error
}

// china is where the city is.
var china = time.FixedZone("Asia/Shanghai", 8*60*60)

const firstDay = -425 // fourteen months

func newMaker(ctx context.Context, now time.Time) *maker {
	y, mon, d := now.In(china).Date()
	return &maker{ctx: ctx, today: zh.D(y, int(mon), d), units: map[string]*org.Unit{}, actors: map[string]org.Actor{}, logins: map[org.ID]string{},
		city: &City{Password: Password}}
}

// read is the clock of the site while its history is made. Nobody does two things at
// one time.
func (m *maker) read() time.Time {
	m.clock = m.clock.Add(7 * time.Second)
	return m.clock
}

// set moves the clock to an hour of a day; it never goes back.
func (m *maker) set(day, hour int) {
	d := m.day(day)
	at := time.Date(int(d.Year), time.Month(d.Month), int(d.Day), hour, 0, 0, 0, china)
	if at.After(m.clock) {
		m.clock = at
	}
}

// at has something happen at an hour of a day, days from today. What happens at one
// hour happens in the order that it is said in.
func (m *maker) at(day, hour int, play func() error) {
	m.scenes = append(m.scenes, scene{day, hour, play})
}

// hurry makes the city without waiting for the disk at each step: what a power cut
// leaves of it can be made again.
func (m *maker) hurry() error {
	done, err := m.DB.Hurry(m.ctx)
	if err != nil {
		return err
	}
	if err := m.make(); err != nil {
		return err
	}
	return done(m.ctx)
}

// make is the whole of it: the city and its people, then its history, day by day.
func (m *maker) make() error {
	if err := m.found(); err != nil {
		return err
	}
	if err := m.passwords(); err != nil {
		return err
	}
	m.water()
	m.school()
	m.town()
	m.publications()
	m.comments()
	m.routine()
	slices.SortStableFunc(m.scenes, func(a, b scene) int {
		if a.day != b.day {
			return a.day - b.day
		}
		return a.hour - b.hour
	})
	for _, s := range m.scenes {
		m.set(s.day, s.hour)
		if err := s.play(); err != nil {
			return fmt.Errorf("demo: day %d: %w", s.day, err)
		}
	}
	for _, b := range m.bureaus {
		m.city.Books = append(m.city.Books, b.book.ID)
	}
	return nil
}

// passwords gives everybody a first password, which he changes for the one that is
// shown: nobody who looks at the city has to begin by changing one.
func (m *maker) passwords() error {
	m.Cost = password.Cost{Memory: 64, Passes: 1} // everybody knows it anyway
	defer func() { m.Cost = password.Cost{} }()
	security := m.as(castFor(org.SecurityAdmin).login)
	for _, p := range m.city.People {
		if err := m.SetPassword(m.ctx, security, p.ID, firstPassword); err != nil {
			return err
		}
		if err := m.ChangePassword(m.ctx, m.as(p.Login), firstPassword, Password); err != nil {
			return err
		}
	}
	return nil
}

// routine is what the product does by itself: notices every two weeks and, of late,
// each day, and a checkpoint each month.
func (m *maker) routine() {
	warn := func() error {
		_, err := m.Warn(m.ctx)
		return err
	}
	sign := func() error {
		_, err := m.Checkpoint(m.ctx)
		return err
	}
	for day := -301; day < -21; day += 14 {
		m.at(day, 8, warn)
	}
	for day := -21; day < 0; day++ {
		m.at(day, 8, warn)
	}
	for day := -420; day < -20; day += 30 {
		m.at(day, 20, sign)
	}
	m.at(-1, 20, sign)
}

// found adds the units, the people and the round.
func (m *maker) found() error {
	units, err := m.Units(m.ctx)
	if err != nil {
		return err
	}
	top := units[0]
	m.units[cityName] = top
	for _, name := range []string{officeName, boardName, teamName, waterName, schoolName, townName} {
		if m.units[name], err = m.AddUnit(m.ctx, m.as("weizp"), name, top.ID, name == officeName); err != nil {
			return err
		}
		for _, dept := range departments[name] {
			if m.units[name+"/"+dept], err = m.AddUnit(m.ctx, m.as("weizp"), dept, m.units[name].ID, false); err != nil {
				return err
			}
		}
	}
	people, err := m.People(m.ctx)
	if err != nil {
		return err
	}
	for _, p := range people {
		m.logins[p.ID] = p.Login
	}
	for _, p := range cast {
		if err := m.enter(p); err != nil {
			return err
		}
	}
	clear(m.actors) // who was asked before others came knows less
	m.round, err = m.AddRound(m.ctx, m.as("qiaosx"), ledger.Round{Office: m.units[officeName].ID, Name: "八届市委第四轮巡察", Kind: "inspection",
		From: m.day(-405), To: m.day(-6), Overlays: []string{"plan-month"}})
	return err
}

// enter adds a person with his roles; the administrators are there already.
func (m *maker) enter(p part) error {
	home := m.units[p.unit]
	if p.dept != "" {
		home = m.units[p.unit+"/"+p.dept]
	}
	who := Person{Login: p.login, Name: p.name, Title: p.title, Unit: home.Name, Roles: []org.Role{p.role}, ZH: p.zh, EN: p.en}
	if p.dept != "" {
		who.Unit = p.unit + p.dept
	}
	for id, login := range m.logins {
		if login == p.login {
			who.ID = id
		}
	}
	if who.ID.IsZero() {
		added, err := m.AddPerson(m.ctx, m.as("weizp"), org.Person{Login: p.login, Name: p.name, Title: p.title, Unit: home.ID, Mail: p.login + "@yunchuan.example"})
		if err != nil {
			return err
		}
		who.ID, m.logins[added.ID] = added.ID, p.login
		over := []*org.Unit{home}
		for i, name := range p.over {
			if i == 0 {
				over = nil
			}
			u := m.units[name]
			if u == nil {
				u = m.units[p.unit+"/"+name]
			}
			over = append(over, u)
		}
		for _, u := range over {
			if _, err := m.Grant(m.ctx, m.as("guansy"), added.ID, p.role, u.ID); err != nil {
				return err
			}
		}
	}
	m.city.People = append(m.city.People, who)
	return nil
}

// as returns who signs in as login. The logins are ours: one that is not there can do
// nothing, which says itself.
func (m *maker) as(login string) org.Actor {
	who, ok := m.actors[login]
	if !ok {
		var err error
		if who, err = m.Actor(m.ctx, login); err != nil {
			return org.Actor{}
		}
		m.actors[login] = who
	}
	return who
}

// open opens the book of a unit and files its inspection.
func (m *maker) open(b *bureau, chain []ledger.ChainStep, feedback zh.Date) (err error) {
	b.unit, b.findings, b.logins, b.seen = m.units[b.name], map[string]*ledger.Finding{}, map[org.Role]string{}, map[string]ledger.Digest{}
	for _, p := range cast {
		if p.unit == b.name && p.role.Sight() == org.SeesBooks {
			b.logins[p.role] = p.login
		}
	}
	b.logins[org.Officer], b.logins[org.Supervisor], b.logins[org.Inspector] = "qiaosx", "yansz", "duanmc"
	if b.book, err = m.OpenBook(m.ctx, m.as("qiaosx"), app.NewBook{Unit: b.unit.ID, Supervised: true, Chain: chain}); err != nil {
		return err
	}
	m.bureaus = append(m.bureaus, b)
	b.insp, err = m.AddInspection(m.ctx, m.as("qiaosx"), b.book.ID, ledger.Inspection{Round: m.round.ID, Title: "八届市委第四轮巡察" + b.name, Kind: "inspection", Feedback: feedback})
	return err
}

// take imports one of the texts into a book.
func (m *maker) take(b *bureau, login, text, name string) error {
	body, err := m.paper(text)
	if err != nil {
		return err
	}
	_, err = m.Import(m.ctx, m.as(login), app.Incoming{Book: b.book.ID, Inspection: b.insp.ID, Name: name, Body: []byte(body)}, true)
	if err != nil {
		return fmt.Errorf("%s: %w", text, err)
	}
	tree, err := m.Outline(m.ctx, m.as("qiaosx"), b.book.ID, b.insp.ID)
	if err != nil {
		return err
	}
	for _, f := range tree {
		if f.Leaf {
			b.findings[f.No] = f
		}
	}
	return nil
}
