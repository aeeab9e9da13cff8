package web

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/web/ui"
)

// names are the names of people and units, read once for a visit that shows some.
type names struct {
	people map[org.ID]*org.Person
	units  map[org.ID]*org.Unit
	blind  map[org.ID]bool // who has roles, and none that sees a finding; see answering
}

// named returns the names of the site.
func (v *visit) named() (*names, error) {
	if v.names != nil {
		return v.names, nil
	}
	people, err := v.s.App.People(v.ctx)
	if err != nil {
		return nil, err
	}
	units, err := v.s.App.Units(v.ctx)
	if err != nil {
		return nil, err
	}
	v.names = &names{people: map[org.ID]*org.Person{}, units: map[org.ID]*org.Unit{}}
	for _, p := range people {
		v.names.people[p.ID] = p
	}
	for _, u := range units {
		v.names.units[u.ID] = u
	}
	return v.names, nil
}

// person returns somebody's name; "" for nobody.
func (n *names) person(id org.ID) string {
	if p := n.people[id]; p != nil {
		return p.Name
	}
	return ""
}

// unit returns the name of a unit.
func (n *names) unit(id org.ID) string {
	if u := n.units[id]; u != nil {
		return u.Name
	}
	return ""
}

// owner returns who answers: by id where he is known, else as the document has it.
func (n *names) owner(id org.ID, printed string) string {
	if s := n.person(id); s != "" {
		return s
	}
	if s := n.unit(id); s != "" {
		return s
	}
	return printed
}

// support names the departments that help.
func (n *names) support(o ledger.Owners) string {
	var all []string
	for _, id := range o.Support {
		all = append(all, n.unit(id))
	}
	return cmp.Or(strings.Join(all, "、"), o.SupportName)
}

// answering returns the names of the site with who of them can be named as an owner:
// not the administrators, who see no finding.
func (v *visit) answering() (*names, error) {
	n, err := v.named()
	if err != nil || n.blind != nil {
		return n, err
	}
	grants, err := v.s.App.Grants(v.ctx)
	n.blind = map[org.ID]bool{}
	for _, g := range grants {
		if !g.Closed && g.Role.Sight() == org.SeesNothing {
			n.blind[g.Person] = true
		}
	}
	for _, g := range grants {
		if !g.Closed && g.Role.Sight() != org.SeesNothing {
			delete(n.blind, g.Person)
		}
	}
	return n, err
}

// staff returns who can answer for something in a unit, by id.
func (n *names) staff(tree *org.Tree, unit org.ID) (all []*org.Person) {
	for _, p := range n.people {
		if !p.Closed && !n.blind[p.ID] && tree.Within(p.Unit, unit) {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b *org.Person) int { return a.ID.Compare(b.ID) })
	return all
}

// departments returns a unit and what is below it, by id.
func (n *names) departments(tree *org.Tree, unit org.ID) (all []*org.Unit) {
	for _, u := range n.units {
		if !u.Closed && tree.Within(u.ID, unit) {
			all = append(all, u)
		}
	}
	slices.SortFunc(all, func(a, b *org.Unit) int { return a.ID.Compare(b.ID) })
	return all
}

// titleOf is the title of a finding, as a person calls it.
func titleOf(ctx context.Context, f *ledger.Finding) string { return f.Called(ui.Lang(ctx)) }

// sentBackWords say that the plan of f was sent back: it is, or it was and is under
// review again.
func sentBackWords(ctx context.Context, f *ledger.Finding) string {
	if f.State == ledger.Open {
		return ui.Say(ctx, "方案被退回：", "The plan was sent back: ")
	}
	return ui.Say(ctx, "上次退回方案：", "Sent back before: ")
}

// capital begins a title as English does.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// actName is what an act is called on a button or above a form.
func (v *visit) actName(words []ledger.Word, event string) string {
	return capital(ledger.Name(words, event, v.lang()))
}
