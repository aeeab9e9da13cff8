package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/password"
	"zhenggai/store"
)

// A Founding is what an empty site begins with: its topmost unit and its three
// administrators. From there on the system administrator adds units and people, and
// the security administrator grants roles.
type Founding struct {
	Unit     string // 云川市水务局
	Office   bool   // it is an inspection office with units below it
	System   Account
	Security Account
	Audit    Account

	// Passwords are the first ones of administrators, by role, which they must change.
	// Whoever has none cannot sign in to pages until the security administrator gives
	// him one.
	Passwords map[org.Role]string
}

// An Account is somebody who can sign in.
type Account struct{ Login, Name string }

// Found begins an empty site.
func (a *App) Found(ctx context.Context, f Founding) error {
	admins := map[org.Role]Account{org.SystemAdmin: f.System, org.SecurityAdmin: f.Security, org.AuditAdmin: f.Audit}
	logins := map[string]bool{}
	for _, who := range admins {
		logins[strings.TrimSpace(who.Login)] = true
	}
	if logins[""] || len(logins) < len(admins) {
		return fault.New(fault.Invalid, "系统、安全、审计三个管理员要分别指定三个人（三员分立），登录名不能空也不能相同。",
			"Please name three people as system, security and audit administrator: none may be empty or named twice.", nil)
	}
	hashes := map[org.Role]string{}
	for role, word := range f.Passwords {
		err := password.Check(strings.TrimSpace(admins[role].Login), word)
		if err == nil {
			hashes[role], err = a.hasher().Hash(ctx, word)
		}
		if err != nil {
			return err
		}
	}
	return a.change(ctx, Clock, "site.found", func(c *change) (string, error) {
		people, err := c.People()
		if err != nil {
			return "", err
		}
		if len(people) > 0 {
			return "", fault.New(fault.Conflict, "这里已经建好站点，不能再建一次。", "This site has been founded already.", nil)
		}
		unit := &org.Unit{Head: c.head(org.Site), Name: strings.TrimSpace(f.Unit), Office: f.Office}
		if unit.Name == "" {
			return "", fault.New(fault.Invalid, "请写明单位名称。", "Please give the name of the unit.", nil)
		}
		rows, first := []org.Row{unit}, []store.Password(nil)
		for _, role := range []org.Role{org.SystemAdmin, org.SecurityAdmin, org.AuditAdmin} {
			who := admins[role]
			p := &org.Person{Head: c.head(org.Site), Login: strings.TrimSpace(who.Login), Name: orElse(who.Name, who.Login), Unit: unit.ID}
			g := &org.Grant{Head: c.head(org.Site), Person: p.ID, Role: role, Unit: unit.ID}
			rows = append(rows, p, g)
			if hashes[role] != "" {
				first = append(first, store.Password{Person: p.ID, PHC: hashes[role], MustChange: true, At: c.now.At})
			}
		}
		if err := c.Put(rows...); err != nil {
			return "", err
		}
		for _, p := range first {
			if err := c.Tx.SetPassword(p); err != nil {
				return "", err
			}
		}
		return subject(unit), nil
	})
}

// AddUnit adds a unit below parent. It is for the system administrator.
func (a *App) AddUnit(ctx context.Context, who org.Actor, name string, parent org.ID, office bool) (unit *org.Unit, err error) {
	err = a.change(ctx, who, "unit.add", func(c *change) (string, error) {
		if err := administers(who, org.SystemAdmin); err != nil {
			return "", err
		}
		units, err := c.Units()
		if err != nil {
			return "", err
		}
		name := strings.TrimSpace(name)
		switch {
		case name == "":
			return "", about("name", fault.New(fault.Invalid, "请写明单位名称。", "Please give the name of the unit.", nil))
		case !slices.ContainsFunc(units, func(u *org.Unit) bool { return u.ID == parent }):
			return "", about("parent", fault.New(fault.NotFound, "没有这个上级单位，请核对。", "There is no such parent unit.", nil))
		case slices.ContainsFunc(units, func(u *org.Unit) bool { return u.Parent == parent && u.Name == name && !u.Closed }):
			return "", about("name", fault.New(fault.Conflict, fmt.Sprintf("同级已有“%s”，请换个名称。", name), fmt.Sprintf("There is a %q beside it already.", name), nil))
		}
		unit = &org.Unit{Head: c.head(org.Site), Parent: parent, Name: name, Office: office}
		return subject(unit), c.Put(unit)
	})
	return unit, err
}

// Units returns every unit of the site, parents before children.
func (a *App) Units(ctx context.Context) ([]*org.Unit, error) { return view(ctx, a, (*store.Tx).Units) }

// AddPerson adds somebody who can act. It is for the system administrator.
func (a *App) AddPerson(ctx context.Context, who org.Actor, p org.Person) (added *org.Person, err error) {
	err = a.change(ctx, who, "person.add", func(c *change) (string, error) {
		if err := administers(who, org.SystemAdmin); err != nil {
			return "", err
		}
		people, err := c.People()
		if err != nil {
			return "", err
		}
		units, err := c.Units()
		if err != nil {
			return "", err
		}
		p.Login, p.Name = strings.TrimSpace(p.Login), strings.TrimSpace(p.Name)
		switch {
		case p.Login == "" || p.Name == "":
			return "", about("login", fault.New(fault.Invalid, "请写明登录名和姓名。", "Please give a login and a name.", nil))
		case slices.ContainsFunc(people, func(q *org.Person) bool { return q.Login == p.Login }):
			return "", about("login", fault.New(fault.Conflict, fmt.Sprintf("登录名“%s”已有人用，请换一个。", p.Login), fmt.Sprintf("The login %q is taken.", p.Login), nil))
		case !slices.ContainsFunc(units, func(u *org.Unit) bool { return u.ID == p.Unit }):
			return "", about("unit", fault.New(fault.NotFound, "没有这个单位，请核对。", "There is no such unit.", nil))
		}
		added = &p
		added.Head = c.head(org.Site)
		return subject(added), c.Put(added)
	})
	return added, err
}

// People returns every person of the site.
func (a *App) People(ctx context.Context) ([]*org.Person, error) {
	return view(ctx, a, (*store.Tx).People)
}

// Grant gives a person a role for a unit. It is for the security administrator, who
// can grant nothing to himself.
func (a *App) Grant(ctx context.Context, who org.Actor, person org.ID, role org.Role, unit org.ID) (grant *org.Grant, err error) {
	err = a.change(ctx, who, "role.grant", func(c *change) (string, error) {
		if err := administers(who, org.SecurityAdmin); err != nil {
			return "", err
		}
		if person == who.Person {
			return "", about("person", fault.New(fault.Forbidden, "不能给自己授予角色。", "Nobody can grant a role to himself.", nil))
		}
		if role == org.Clock {
			return "", fault.New(fault.Invalid, "“系统自动”不能授予人员。", "This role is for no person.", nil)
		}
		have, err := grantsOf(c.Tx, person)
		if err != nil {
			return "", err
		}
		if err := org.CheckGrant(have, role); err != nil {
			if said, ok := errors.AsType[*fault.Error](err); ok {
				return "", about("role", said)
			}
			return "", err
		}
		if err := c.grantable(person, unit); err != nil {
			return "", err
		}
		if slices.ContainsFunc(have, func(g org.Grant) bool { return g.Role == role && g.Unit == unit && !g.Closed }) {
			return "", about("role", fault.New(fault.Conflict, "此人在这个单位已有这个角色。", "This person has this role there already.", nil))
		}
		grant = &org.Grant{Head: c.head(org.Site), Person: person, Role: role, Unit: unit, By: who.Person}
		return subject(grant), c.Put(grant)
	})
	return grant, err
}

// grantable refuses a grant to nobody or for no unit.
func (c *change) grantable(person, unit org.ID) error {
	if p, err := store.Get[org.Person](c.Tx, org.Site, person); fault.KindOf(err) == fault.NotFound || err == nil && p.Closed {
		return about("person", fault.New(fault.Invalid, "没有这个人，请重新选择。", "There is no such person; please choose again.", err))
	} else if err != nil {
		return err
	}
	if _, err := store.Get[org.Unit](c.Tx, org.Site, unit); fault.KindOf(err) == fault.NotFound {
		return about("unit", fault.New(fault.Invalid, "没有这个单位，请核对。", "There is no such unit.", err))
	} else if err != nil {
		return err
	}
	return nil
}

// Withdraw takes a role back. It is for the security administrator.
func (a *App) Withdraw(ctx context.Context, who org.Actor, person org.ID, role org.Role, unit org.ID) error {
	return a.change(ctx, who, "role.withdraw", func(c *change) (string, error) {
		if err := administers(who, org.SecurityAdmin); err != nil {
			return "", err
		}
		grants, err := c.Grants()
		if err != nil {
			return "", err
		}
		for _, g := range grants {
			if g.Person == person && g.Role == role && g.Unit == unit && !g.Closed {
				g.Closed = true
				return subject(g), c.Put(g)
			}
		}
		return "", fault.New(fault.NotFound, "此人在这个单位没有这个角色。", "This person does not have this role there.", nil)
	})
}

// Grants returns what was granted to whom.
func (a *App) Grants(ctx context.Context) ([]*org.Grant, error) {
	return view(ctx, a, (*store.Tx).Grants)
}

func grantsOf(tx *store.Tx, person org.ID) (have []org.Grant, err error) {
	all, err := tx.Grants()
	for _, g := range all {
		if g.Person == person {
			have = append(have, *g)
		}
	}
	return have, err
}

// Set gives the setting name of a book, or of the site, a value. A site's settings
// are for its system administrator, a book's for its coordinator.
func (a *App) Set(ctx context.Context, who org.Actor, book org.ID, name, value string) error {
	return a.change(ctx, who, "setting.set", func(c *change) (string, error) {
		if err := c.maySet(book); err != nil {
			return "", err
		}
		return c.set(book, name, value)
	})
}

// maySet refuses who may not change the settings of a book, or of the site.
func (c *change) maySet(book org.ID) error {
	if book == org.Site {
		return administers(c.who, org.SystemAdmin)
	}
	_, err := c.book(book, org.Coordinator, org.Officer)
	return err
}

// set gives a setting a value and returns its subject; "" if it has that value.
func (c *change) set(book org.ID, name, value string) (string, error) {
	s, err := c.Setting(book, name)
	if err != nil {
		return "", err
	}
	switch {
	case s == nil && value == "", s != nil && s.Value == value:
		return "", nil
	case s == nil:
		s = &ledger.Setting{Head: c.head(book), Name: name}
	}
	s.Value = value
	return subject(s), c.Put(s)
}

func orElse(s, other string) string {
	if strings.TrimSpace(s) == "" {
		return other
	}
	return strings.TrimSpace(s)
}
