package app

import (
	"context"
	"fmt"
	"slices"

	"zhenggai/fault"
	"zhenggai/org"
	"zhenggai/store"
)

// Clock is the product itself as actor, for its jobs.
var Clock = org.Actor{Clock: true}

// Public is whoever reads what was published and says something about it. He holds no
// role and is in sight of nothing: what he may do are the methods of comment.go that take
// no actor.
var Public = org.Actor{Public: true}

// Actor returns the person who signs in as login, with what was granted to him.
func (a *App) Actor(ctx context.Context, login string) (who org.Actor, err error) {
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		people, err := tx.People()
		if err != nil {
			return err
		}
		i := slices.IndexFunc(people, func(p *org.Person) bool { return p.Login == login && !p.Closed })
		if i < 0 {
			return fault.New(fault.NotFound, fmt.Sprintf("没有用户“%s”，请核对登录名，或请系统管理员添加。", login),
				fmt.Sprintf("There is no user %q; please check the name or ask the system administrator.", login), nil)
		}
		who, err = actor(tx, people[i])
		return err
	})
	return who, err
}

// actor puts together what p may do.
func actor(tx *store.Tx, p *org.Person) (org.Actor, error) {
	who := org.Actor{Person: p.ID, Unit: p.Unit}
	units, err := tx.Units()
	if err != nil {
		return who, err
	}
	who.Tree = org.NewTree(units)
	grants, err := tx.Grants()
	if err != nil {
		return who, err
	}
	for _, g := range grants {
		if g.Person == p.ID && !g.Closed {
			who.Grants = append(who.Grants, *g)
		}
	}
	who.Groups, err = tx.GroupsOf(p.ID)
	return who, err
}

// administers refuses whoever is not the administrator that an act is for.
func administers(who org.Actor, role org.Role) error {
	for _, g := range who.Grants {
		if g.Role == role && !g.Closed {
			return nil
		}
	}
	return fault.New(fault.Forbidden, "这件事由"+role.Name("zh")+"办理，您没有这个角色；请转给他。",
		"This is for the "+role.Name("en")+"; please pass it on.", nil)
}
