package form

import (
	"cmp"
	"slices"
	"strings"

	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/zh"
)

// An Account is all that the forms need of one inspection, on one day. It is a value:
// whoever makes it (package app) reads it in one state of the ledger, and what is made
// of it depends on nothing else.
type Account struct {
	Book       *ledger.Book
	Inspection *ledger.Inspection
	Round      *ledger.Round           // nil is none
	Tree       []*ledger.Finding       // in text order, each after its parent
	Cases      map[org.ID]*ledger.Case // of the leaves
	Meetings   []*ledger.Meeting
	Rules      []*ledger.Regulation
	Groups     []*ledger.Workgroup
	Notices    []*ledger.Notice
	Papers     []*ledger.Paper // of the inspection
	Mappings   []draft.Mapping // that the book keeps, with their names
	Units      map[org.ID]string
	Above      string // name of the unit above the inspected one; may be empty
	People     map[org.ID]Signer
	Regime     regs.Regime
	Deadlines  []regs.Deadline
	Colours    map[org.ID]regs.Colour // of the due days of leaves; what is finished has none
	Today      zh.Date

	byID map[org.ID]*ledger.Finding // of Tree, once it is asked for
}

// A Signer is a person as papers name him.
type Signer struct{ Name, Title, Unit string }

// Unit returns the name of the inspected unit. One that is only told by its rank, such
// as 市水务局 below 云川市, has the name of the unit above it: 云川市水务局.
func (a *Account) Unit() string {
	name := cmp.Or(a.Units[a.Book.Unit], a.Book.UnitName, a.Book.Name)
	for _, rank := range []string{"市", "县", "区"} {
		if rest, ok := strings.CutPrefix(name, rank); ok && strings.HasSuffix(a.Above, rank) {
			return a.Above + rest
		}
	}
	return name
}

// Party returns the Party organisation of the inspected unit: a committee in towns,
// enterprises, schools and hospitals, else a leading Party group.
func (a *Account) Party() string {
	unit := a.Unit()
	for _, end := range []string{"镇", "乡", "街道", "公司", "集团", "学校", "大学", "学院", "中学", "医院", "街道办事处"} {
		if strings.HasSuffix(unit, end) {
			return "中共" + unit + "党委"
		}
	}
	return "中共" + unit + "党组"
}

// Leaves returns the leaves that were not voided, in text order.
func (a *Account) Leaves() []*ledger.Case {
	var all []*ledger.Case
	for _, f := range a.Tree {
		if c := a.Cases[f.ID]; f.Leaf && f.State != ledger.Void && c != nil {
			all = append(all, c)
		}
	}
	return all
}

// finding returns a finding of the tree, or nil.
func (a *Account) finding(id org.ID) *ledger.Finding {
	if a.byID == nil {
		a.byID = make(map[org.ID]*ledger.Finding, len(a.Tree))
		for _, f := range a.Tree {
			a.byID[f.ID] = f
		}
	}
	return a.byID[id]
}

// above returns what stands above f, from the top down.
func (a *Account) above(f *ledger.Finding) (all []*ledger.Finding) {
	for up := f.Parent; !up.IsZero() && len(all) < 8; {
		p := a.finding(up)
		if p == nil {
			break
		}
		all, up = append(all, p), p.Parent
	}
	slices.Reverse(all)
	return all
}

// name returns how papers name a person, "" for nobody.
func (a *Account) name(id org.ID) string { return a.People[id].Name }

// An owner is who answers, by name.
type owner struct{ lead, dept, support, handler string }

// owner returns the names of o: those of the site where it means somebody, else those
// that a paper had.
func (a *Account) owner(o ledger.Owners) (w owner) {
	w.lead = cmp.Or(a.name(o.Lead), o.LeadName)
	w.dept = cmp.Or(a.Units[o.Dept], o.DeptName)
	w.handler = cmp.Or(a.name(o.Handler), o.HandlerName)
	for _, id := range o.Support {
		w.support = join(w.support, a.Units[id], "、")
	}
	w.support = cmp.Or(w.support, o.SupportName)
	return w
}

// join puts b behind a, if both are there with sep between them.
func join(a, b, sep string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + sep + b
}

// Versions returns the versions of a form about a subject, the first one first.
func (a *Account) Versions(form string, subject org.ID) (all []*ledger.Paper) {
	for _, p := range a.Papers {
		if p.Form == form && p.Subject == subject {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(x, y *ledger.Paper) int { return cmp.Compare(x.N, y.N) })
	return all
}

// Last returns the last version of a form about a subject, or nil.
func (a *Account) Last(form string, subject org.ID) *ledger.Paper {
	all := a.Versions(form, subject)
	if len(all) == 0 {
		return nil
	}
	return all[len(all)-1]
}
