// Package org knows who there is and what each may see: units in a tree, people,
// the roles granted to them, the actor who asks and the scope of what a listing
// may return.
//
// Rights are one table, Roles. A role is granted for a unit and holds for the
// units below it; a role that sees only a part of a book sees the findings whose
// parties (departments, workgroups, the person) are among its own. The three
// administrators of a protected system are three people, and none of them may
// see or touch a finding (GB/T 22239, three separate duties).
//
// The package is pure: whoever asks is an argument, and so is what he was granted.
package org

import (
	"slices"
	"strings"

	"zhenggai/fault"
)

// A Unit (单位、科室) is a node of the organisation: an inspected unit, one of its
// departments, an office that inspects.
type Unit struct {
	Head
	Parent ID     `json:"parent,omitzero"`
	Name   string `json:"name"`
	Office bool   `json:"office,omitzero"` // an inspection office: it supervises others
	Closed bool   `json:"closed,omitzero"` // no longer exists; kept for what it did
}

// A Person is somebody who acts. A person is never deleted: what he signed stays.
type Person struct {
	Head
	Login  string `json:"login"` // what he signs in with, unique
	Name   string `json:"name"`
	Unit   ID     `json:"unit"`
	Title  string `json:"title,omitzero"` // 局长
	Mail   string `json:"mail,omitzero"`
	Closed bool   `json:"closed,omitzero"` // may no longer act
}

// A Grant gives a person a role for a unit and those below it.
type Grant struct {
	Head
	Person ID   `json:"person"`
	Role   Role `json:"role"`
	Unit   ID   `json:"unit"`
	By     ID   `json:"by,omitzero"`     // who granted it
	Closed bool `json:"closed,omitzero"` // withdrawn
}

// Table names the tables of this package's rows.
func (*Unit) Table() string { return "unit" }

// Table names the table of people.
func (*Person) Table() string { return "person" }

// Table names the table of grants.
func (*Grant) Table() string { return "grant_" }

// An Actor is who asks: a person with what was granted to him, or the product
// itself at a set hour.
type Actor struct {
	Person ID
	Unit   ID // his own
	Grants []Grant
	Groups []ID // workgroups he is a member of
	Tree   *Tree
	Clock  bool // the product itself: its jobs
	Public bool // somebody who reads what was published: nobody knows who he is, and he sees nothing else
}

// Has reports whether the actor holds one of the roles for unit.
func (a Actor) Has(unit ID, roles ...Role) bool {
	if a.Clock {
		return slices.Contains(roles, Clock)
	}
	for _, g := range a.Grants {
		if !g.Closed && slices.Contains(roles, g.Role) && a.Tree.Within(unit, g.Unit) {
			return true
		}
	}
	return false
}

// Scope returns what the actor may see.
func (a Actor) Scope() Scope {
	if a.Clock {
		return Scope{All: true}
	}
	if a.Public {
		return Scope{}
	}
	s := Scope{Parties: append([]ID{a.Person}, a.Groups...)}
	for _, g := range a.Grants {
		if g.Closed {
			continue
		}
		switch g.Role.Sight() {
		case SeesBooks:
			s.Whole = append(s.Whole, a.Tree.Below(g.Unit)...)
		case SeesParts:
			s.Parties = append(s.Parties, a.Tree.Below(g.Unit)...)
		}
	}
	slices.SortFunc(s.Whole, ID.Compare)
	slices.SortFunc(s.Parties, ID.Compare)
	s.Whole, s.Parties = slices.Compact(s.Whole), slices.Compact(s.Parties)
	return s
}

// A Scope limits what a listing may return; every listing takes one, so that
// forgetting it does not compile. The zero Scope sees nothing.
type Scope struct {
	All     bool // the product itself: backup, verification, jobs
	Whole   []ID // units whose books are seen whole, ascending
	Parties []ID // units, workgroups, people: their findings are seen, ascending
}

// SeesBook reports whether the whole book of unit is in sight.
func (s Scope) SeesBook(unit ID) bool {
	_, ok := slices.BinarySearchFunc(s.Whole, unit, ID.Compare)
	return s.All || ok
}

// Sees reports whether a finding in the book of unit with these parties is in sight.
func (s Scope) Sees(unit ID, parties []ID) bool {
	return s.SeesBook(unit) || slices.ContainsFunc(parties, func(p ID) bool {
		_, ok := slices.BinarySearchFunc(s.Parties, p, ID.Compare)
		return ok
	})
}

// A Tree is the organisation as a whole.
type Tree struct {
	units    map[ID]*Unit
	children map[ID][]ID
}

// NewTree makes the tree of units; a unit whose parent is not among them stands
// at the top.
func NewTree(units []*Unit) *Tree {
	t := &Tree{map[ID]*Unit{}, map[ID][]ID{}}
	for _, u := range units {
		t.units[u.ID] = u
	}
	for _, u := range units {
		t.children[u.Parent] = append(t.children[u.Parent], u.ID)
	}
	return t
}

// Unit returns the unit id, or nil.
func (t *Tree) Unit(id ID) *Unit {
	if t == nil {
		return nil
	}
	return t.units[id]
}

// Path returns the name of a unit with those above it: 云川市/市水务局/计划科; "" for none.
func (t *Tree) Path(id ID) string {
	path := ""
	for u, n := t.Unit(id), 0; u != nil && n < maxDepth; u, n = t.Unit(u.Parent), n+1 {
		path = "/" + u.Name + path
	}
	return strings.TrimPrefix(path, "/")
}

// Within reports whether unit is above or below it: unit itself or one below above.
func (t *Tree) Within(unit, above ID) bool {
	for seen := 0; !unit.IsZero() && seen <= maxDepth; seen++ {
		if unit == above {
			return true
		}
		u := t.Unit(unit)
		if u == nil {
			return false
		}
		unit = u.Parent
	}
	return false
}

// maxDepth stops a walk upwards in a tree that somebody made into a ring by hand.
const maxDepth = 64

// Below returns unit and all units below it.
func (t *Tree) Below(unit ID) []ID {
	all := []ID{unit}
	if t == nil {
		return all
	}
	for i := 0; i < len(all) && len(all) <= len(t.units); i++ {
		all = append(all, t.children[all[i]]...)
	}
	return all
}

// CheckGrant refuses a grant that one person must not hold beside the others he
// has: the three administrators are three people, and none of them has a part in
// findings.
func CheckGrant(have []Grant, role Role) error {
	r, ok := lookup(role)
	if !ok {
		return fault.New(fault.Invalid, "没有这个角色："+string(role)+"。", "There is no such role: "+string(role)+".", nil)
	}
	for _, g := range have {
		h, _ := lookup(g.Role)
		if g.Closed || !h.Administers && !r.Administers || g.Role == role {
			continue
		}
		return fault.New(fault.Forbidden,
			"此人已是"+h.ZH+"，不能再任"+r.ZH+"：三员分立，管理员不得兼任，也不得经办问题。请另选一人。",
			"This person is already "+h.EN+" and cannot also be "+r.EN+": administrators are separate people and have no part in findings. Please name somebody else.", nil)
	}
	return nil
}
