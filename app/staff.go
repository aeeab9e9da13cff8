package app

import (
	"context"
	"slices"

	"zhenggai/fault"
	"zhenggai/org"
	"zhenggai/store"
)

// A Staff is who there is and what was granted to them.
type Staff struct {
	Units  []*org.Unit // parents before children
	People []*org.Person
	Grants []*org.Grant // those that hold
}

// Staff returns units, people and grants as far as who has to know them: all of the
// site for the three administrators, those of their own units for the coordinator and
// the office.
func (a *App) Staff(ctx context.Context, who org.Actor) (*Staff, error) {
	all, within := false, map[org.ID]bool{}
	for _, g := range who.Grants {
		switch {
		case g.Closed:
		case g.Role == org.SystemAdmin || g.Role == org.SecurityAdmin || g.Role == org.AuditAdmin:
			all = true
		case g.Role == org.Coordinator || g.Role == org.Officer:
			for _, unit := range who.Tree.Below(g.Unit) {
				within[unit] = true
			}
		}
	}
	if !all && len(within) == 0 {
		return nil, fault.New(fault.Forbidden, "人员名单由管理员、联络员和巡察办查看，您没有这个角色。",
			"The list of people is for administrators, the coordinator and the office.", nil)
	}
	return view(ctx, a, func(tx *store.Tx) (*Staff, error) {
		s := new(Staff)
		var err error
		if s.Units, err = tx.Units(); err != nil {
			return nil, err
		}
		if s.People, err = tx.People(); err != nil {
			return nil, err
		}
		if s.Grants, err = tx.Grants(); err != nil {
			return nil, err
		}
		s.Grants = slices.DeleteFunc(s.Grants, func(g *org.Grant) bool { return g.Closed || !all && !within[g.Unit] })
		if all {
			return s, nil
		}
		here := map[org.ID]bool{} // who has a role in these units, wherever he belongs
		for _, g := range s.Grants {
			here[g.Person] = true
		}
		s.Units = slices.DeleteFunc(s.Units, func(u *org.Unit) bool { return !within[u.ID] })
		s.People = slices.DeleteFunc(s.People, func(p *org.Person) bool { return !within[p.Unit] && !here[p.ID] })
		return s, nil
	})
}
