package app

import (
	"slices"

	"zhenggai/ledger"
	"zhenggai/org"
)

// Keeps reports whether who may record what belongs to a whole book: meetings,
// workgroups, regulations, explanations of discrepancies. Pages show forms by it; the
// methods that write ask again.
func Keeps(who org.Actor, b *ledger.Book) bool { return who.Has(b.Unit, keepers...) }

// Files reports whether who may open a book for a unit and file inspections in it.
func Files(who org.Actor, unit org.ID) bool { return who.Has(unit, filers...) }

// Begins returns the offices in whose name who may begin a round: those among the units
// that he is an officer for, or else these units.
func Begins(who org.Actor) (offices []org.ID) {
	var units []org.ID
	for _, g := range who.Grants {
		if g.Role != org.Officer || g.Closed {
			continue
		}
		units = append(units, g.Unit)
		for _, id := range who.Tree.Below(g.Unit) {
			if u := who.Tree.Unit(id); u != nil && u.Office && !u.Closed && !slices.Contains(offices, id) {
				offices = append(offices, id)
			}
		}
	}
	if len(offices) == 0 {
		return units
	}
	return offices
}

// Administers reports whether who is the administrator of a kind.
func Administers(who org.Actor, role org.Role) bool { return administers(who, role) == nil }

// filers may open books and file inspections.
var filers = []org.Role{org.Coordinator, org.Officer}
