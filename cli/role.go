package cli

import (
	"fmt"
	"slices"

	"zhenggai/fault"
	"zhenggai/org"
)

type roleCommands struct {
	Grant    roleGrant    `cmd:""`
	Withdraw roleWithdraw `cmd:""`
	List     roleList     `cmd:""`
}

// grantArgs say which role of whom is meant.
type grantArgs struct {
	actorFlags
	Login string `arg:"" name:"login"`
	Role  string `arg:"" name:"role"`
	Unit  string `placeholder:"UNIT"`
}

// meant returns the person, the role and the unit that the arguments name; without
// a unit it is the person's own.
func (c *grantArgs) meant(d *desk) (p *org.Person, role org.Role, unit org.ID, err error) {
	if p, err = d.person(c.Login); err != nil {
		return nil, "", unit, err
	}
	i := slices.IndexFunc(org.Roles, func(r org.RoleLine) bool { return string(r.Role) == c.Role || r.ZH == c.Role })
	if i < 0 {
		return nil, "", unit, fault.New(fault.Invalid, "没有角色“"+c.Role+"”，请用 zhenggai role list 查看有哪些角色。",
			"There is no role \""+c.Role+"\"; zhenggai role list shows them.", nil)
	}
	unit = p.Unit
	if c.Unit != "" {
		u, err := d.unit(c.Unit)
		if err != nil {
			return nil, "", unit, err
		}
		unit = u.ID
	}
	return p, org.Roles[i].Role, unit, nil
}

// A roleGrant gives a person a role for a unit.
type roleGrant struct{ grantArgs }

func (c *roleGrant) work(d *desk) error {
	p, role, unit, err := c.meant(d)
	if err != nil {
		return err
	}
	g, err := d.app.Grant(d.ctx, d.who, p.ID, role, unit)
	if err != nil {
		return err
	}
	return d.done(g, say{"已授权：%s 在%s任%s", "Granted: %s, for %s, is %s"}, p.Name, d.unitPath(unit), role.Name(d.lang))
}

// A roleWithdraw takes a role back.
type roleWithdraw struct{ grantArgs }

func (c *roleWithdraw) work(d *desk) error {
	p, role, unit, err := c.meant(d)
	if err != nil {
		return err
	}
	if err := d.app.Withdraw(d.ctx, d.who, p.ID, role, unit); err != nil {
		return err
	}
	gone := struct {
		Person org.ID   `json:"person"`
		Role   org.Role `json:"role"`
		Unit   org.ID   `json:"unit"`
	}{p.ID, role, unit}
	return d.done(gone, say{"已收回：%s 不再在%s任%s", "Withdrawn: %s, for %s, is no longer %s"}, p.Name, d.unitPath(unit), role.Name(d.lang))
}

// A roleList lists who was granted what, and the table of roles.
type roleList struct{ siteFlags }

func (c *roleList) work(d *desk) error {
	all, err := d.app.Grants(d.ctx)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(g *org.Grant) bool { return g.Closed })
	return d.show(orNone(all), func() {
		t := d.table(say{"登录名", "login"}, say{"姓名", "name"}, say{"角色", "role"}, say{"范围", "for"}, say{"授权人", "granted by"})
		for _, g := range all {
			login := ""
			if i := slices.IndexFunc(d.people, func(p *org.Person) bool { return p.ID == g.Person }); i >= 0 {
				login = d.people[i].Login
			}
			t.row(login, d.nameOf(g.Person), g.Role.Name(d.lang), d.unitPath(g.Unit), d.nameOf(g.By))
		}
		d.print(t)
		fmt.Fprintln(d.out)
		d.roles()
	})
}

// roles writes the table of roles.
func (d *desk) roles() {
	sights := map[org.Sight]say{
		org.SeesNothing: {"不能看到任何问题", "no finding at all"},
		org.SeesParts:   {"本科室、本人负责的问题", "findings that are his own or his department's"},
		org.SeesBooks:   {"整本账册", "whole books"},
	}
	t := d.table(say{"角色", "role"}, say{"名称", "name"}, say{"能看到", "sees"})
	for _, r := range org.Roles {
		if r.Role != org.Clock {
			t.row(r.Role, r.Role.Name(d.lang), d.say(sights[r.Sight]))
		}
	}
	d.print(t)
}

// orNone returns list, or an empty one: JSON has no null for it.
func orNone[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
