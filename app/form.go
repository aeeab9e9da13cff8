package app

import (
	"context"
	"slices"

	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/store"
)

// Account returns all that the forms need of an inspection of a book that who sees
// whole. It costs the same number of statements however large the inspection is.
func (a *App) Account(ctx context.Context, who org.Actor, book, inspection org.ID) (*form.Account, error) {
	return view(ctx, a, func(tx *store.Tx) (*form.Account, error) { return a.account(tx, who, book, inspection) })
}

// Bulletin returns the public report of an inspection as it would read now: the ledger,
// and the words of the last version that somebody saved.
func (a *App) Bulletin(ctx context.Context, who org.Actor, book, inspection org.ID) (*form.Bulletin, error) {
	acc, err := a.Account(ctx, who, book, inspection)
	if err != nil {
		return nil, err
	}
	return form.BulletinOf(acc, form.NarrativeOf(acc.Last(form.PublicKey, org.ID{})))
}

func (a *App) account(tx *store.Tx, who org.Actor, book, inspection org.ID) (*form.Account, error) {
	b, err := store.Get[ledger.Book](tx, book, book)
	if err != nil || !who.Scope().SeesBook(b.Unit) {
		return nil, errNoBook(book.String(), err)
	}
	acc := &form.Account{Book: b, Today: a.Today(), Units: map[org.ID]string{}, People: map[org.ID]form.Signer{}}
	if acc.Inspection, err = store.Get[ledger.Inspection](tx, book, inspection); err != nil {
		if fault.KindOf(err) == fault.NotFound {
			return nil, hidden("没有找到这次巡察。", "There is no such inspection.")
		}
		return nil, err
	}
	if acc.Tree, err = tx.Outline(book, inspection); err != nil {
		return nil, err
	}
	for _, load := range []func(*store.Tx, *form.Account) error{casesOf, beside, namesIn, limitsOf} {
		if err := load(tx, acc); err != nil {
			return nil, err
		}
	}
	return acc, nil
}

// casesOf reads the leaves with all that hangs on them.
func casesOf(tx *store.Tx, acc *form.Account) error {
	leaves := slices.DeleteFunc(slices.Clone(acc.Tree), func(f *ledger.Finding) bool { return !f.Leaf })
	cases, err := tx.Cases(acc.Book.ID, leaves)
	acc.Cases = make(map[org.ID]*ledger.Case, len(cases))
	for _, c := range cases {
		acc.Cases[c.Finding.ID] = c
	}
	return err
}

// beside reads what belongs to the book. Meetings and regulations have no inspection of
// their own; those that speak of another inspection's findings only are left out.
func beside(tx *store.Tx, acc *form.Account) (err error) {
	book := acc.Book.ID
	ours := map[org.ID]bool{}
	for _, f := range acc.Tree {
		ours[f.ID] = true
	}
	elsewhere := func(ids []org.ID) bool {
		return len(ids) > 0 && !slices.ContainsFunc(ids, func(id org.ID) bool { return ours[id] })
	}
	if acc.Meetings, err = store.All[ledger.Meeting](tx, book); err != nil {
		return err
	}
	acc.Meetings = slices.DeleteFunc(acc.Meetings, func(m *ledger.Meeting) bool {
		var ids []org.ID
		for _, d := range m.Decisions {
			if !d.Finding.IsZero() {
				ids = append(ids, d.Finding)
			}
		}
		return elsewhere(ids)
	})
	if acc.Rules, err = store.All[ledger.Regulation](tx, book); err != nil {
		return err
	}
	acc.Rules = slices.DeleteFunc(acc.Rules, func(r *ledger.Regulation) bool { return elsewhere(r.Findings) })
	if acc.Groups, err = store.All[ledger.Workgroup](tx, book); err != nil {
		return err
	}
	if acc.Notices, err = store.All[ledger.Notice](tx, book); err != nil {
		return err
	}
	acc.Notices = slices.DeleteFunc(acc.Notices, func(n *ledger.Notice) bool { return !ours[n.Finding] })
	if acc.Papers, err = store.List[ledger.Paper](tx, book, "inspection_id", acc.Inspection.ID); err != nil {
		return err
	}
	settings, err := store.All[ledger.Setting](tx, book)
	if err != nil {
		return err
	}
	acc.Mappings, err = mappingsIn(settings)
	return err
}

// mappingsIn returns the mappings of columns among settings, by name.
func mappingsIn(settings []*ledger.Setting) (all []draft.Mapping, err error) {
	named, err := namedMappings(settings)
	for _, m := range named {
		m.Mapping.Name = m.Name
		all = append(all, m.Mapping)
	}
	return all, err
}

// namesIn reads what units and people are called: those of the site and, for a book
// that came from elsewhere, those who signed in it.
func namesIn(tx *store.Tx, acc *form.Account) error {
	units, err := tx.Units()
	if err != nil {
		return err
	}
	for _, u := range units {
		acc.Units[u.ID] = u.Name
	}
	for _, u := range units {
		if u.ID == acc.Book.Unit {
			acc.Above = acc.Units[u.Parent]
		}
	}
	signed, err := store.All[ledger.Signatory](tx, acc.Book.ID)
	if err != nil {
		return err
	}
	for _, s := range signed {
		acc.People[s.ID] = form.Signer{Name: s.Name, Title: s.Title, Unit: s.UnitName}
	}
	people, err := tx.People()
	for _, p := range people {
		if _, ok := acc.People[p.ID]; !ok {
			acc.People[p.ID] = form.Signer{Name: p.Name, Title: p.Title, Unit: acc.Units[p.Unit]}
		}
	}
	return err
}

// limitsOf reads what is due when, and under which light each leaf stands.
func limitsOf(tx *store.Tx, acc *form.Account) error {
	l, err := newLampsOf(tx, acc.Today, map[org.ID]*ledger.Inspection{acc.Inspection.ID: acc.Inspection})
	if err != nil {
		return err
	}
	acc.Round = l.round(acc.Inspection)
	switch acc.Regime, err = regimeIn(l.packs, acc.Inspection, acc.Round); fault.KindOf(err) {
	case "":
		acc.Deadlines = acc.Regime.Deadlines(eventsOf(acc.Inspection), l.years)
	case fault.Invalid, fault.NotFound: // no day of feedback yet: nothing is due
	default:
		return err
	}
	acc.Colours = map[org.ID]regs.Colour{}
	for id, c := range acc.Cases {
		if colour := l.colourOf(c.Finding); colour != "" {
			acc.Colours[id] = colour
		}
	}
	return l.err
}
