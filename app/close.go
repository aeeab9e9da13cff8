package app

import (
	"context"
	"fmt"
	"slices"

	"zhenggai/fault"
	"zhenggai/org"
	"zhenggai/store"
)

// ClosePerson ends somebody's account: he can no longer sign in, holds no role, and is
// offered nowhere as an owner. What he did stays in his name. It is for the system
// administrator, who cannot close himself, nor the last of any administrators.
func (a *App) ClosePerson(ctx context.Context, who org.Actor, person org.ID) error {
	return a.change(ctx, who, "person.close", func(c *change) (string, error) {
		if err := administers(who, org.SystemAdmin); err != nil {
			return "", err
		}
		p, err := store.Get[org.Person](c.Tx, org.Site, person)
		if fault.KindOf(err) == fault.NotFound || err == nil && p.Closed {
			return "", fault.New(fault.NotFound, "没有这个人，或者账号已经停用。", "There is no such person, or the account is closed already.", err)
		} else if err != nil {
			return "", err
		}
		if p.ID == who.Person {
			return "", fault.New(fault.Forbidden, "不能停用自己的账号，请由另一位系统管理员办理。", "Nobody closes his own account; another system administrator can.", nil)
		}
		all, err := c.Grants()
		if err != nil {
			return "", err
		}
		rows := []org.Row{p}
		for _, g := range all {
			if g.Person != p.ID || g.Closed {
				continue
			}
			if last := lastAdministrator(all, g); last {
				return "", fault.New(fault.Conflict, fmt.Sprintf("此人是唯一的%s，请先另授一位，再停用。", g.Role.Name("zh")),
					fmt.Sprintf("This is the only %s; grant the role to somebody else first.", g.Role.Name("en")), nil)
			}
			g.Closed = true
			rows = append(rows, g)
		}
		p.Closed = true
		if err := c.Put(rows...); err != nil {
			return "", err
		}
		return subject(p), c.EndSessions(p.ID)
	})
}

// lastAdministrator reports whether nobody but the holder of g has its role, and it is
// one without which a site cannot be run.
func lastAdministrator(all []*org.Grant, g *org.Grant) bool {
	if g.Role != org.SystemAdmin && g.Role != org.SecurityAdmin && g.Role != org.AuditAdmin {
		return false
	}
	return !slices.ContainsFunc(all, func(o *org.Grant) bool { return o.Role == g.Role && !o.Closed && o.Person != g.Person })
}

// CloseUnit says that a unit no longer exists: nobody and nothing is put under it any
// more. What it had stays. It is for the system administrator, once nothing open is left
// in it: units below, people, a book.
func (a *App) CloseUnit(ctx context.Context, who org.Actor, unit org.ID) error {
	return a.change(ctx, who, "unit.close", func(c *change) (string, error) {
		if err := administers(who, org.SystemAdmin); err != nil {
			return "", err
		}
		u, err := store.Get[org.Unit](c.Tx, org.Site, unit)
		if fault.KindOf(err) == fault.NotFound || err == nil && u.Closed {
			return "", fault.New(fault.NotFound, "没有这个单位，或者已经停用。", "There is no such unit, or it is closed already.", err)
		} else if err != nil {
			return "", err
		}
		if err := c.empty(u); err != nil {
			return "", err
		}
		u.Closed = true
		return subject(u), c.Put(u)
	})
}

// empty refuses a unit in which something is left.
func (c *change) empty(u *org.Unit) error {
	units, err := c.Units()
	if err != nil {
		return err
	}
	people, err := c.People()
	if err != nil {
		return err
	}
	books, err := c.Books(org.Scope{All: true})
	if err != nil {
		return err
	}
	for _, b := range books {
		if b.Unit == u.ID {
			return fault.New(fault.Conflict, "单位“"+u.Name+"”有账册，不能停用。", "The unit "+u.Name+" has a book and cannot be closed.", nil)
		}
	}
	if i := slices.IndexFunc(units, func(b *org.Unit) bool { return b.Parent == u.ID && !b.Closed }); i >= 0 {
		return fault.New(fault.Conflict, "下面还有“"+units[i].Name+"”，请先停用下级单位。", "There is "+units[i].Name+" below it; close what is below first.", nil)
	}
	if i := slices.IndexFunc(people, func(p *org.Person) bool { return p.Unit == u.ID && !p.Closed }); i >= 0 {
		return fault.New(fault.Conflict, "单位里还有人员“"+people[i].Name+"”，请先停用其账号。", people[i].Name+" belongs to it; close that account first.", nil)
	}
	return nil
}
