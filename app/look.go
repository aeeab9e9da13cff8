package app

import (
	"cmp"
	"context"
	"slices"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/store"
	"zhenggai/zh"
)

// Case returns a leaf finding with all that hangs on it, if it is in who's sight.
func (a *App) Case(ctx context.Context, who org.Actor, book, id org.ID) (*ledger.Case, error) {
	return view(ctx, a, func(tx *store.Tx) (*ledger.Case, error) { return caseFor(tx, who, book, id) })
}

// Findings lists the findings in who's sight that match q, and how many there are.
func (a *App) Findings(ctx context.Context, who org.Actor, q store.FindingQuery) (list []*ledger.Finding, total int, err error) {
	q.Scope = who.Scope()
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		list, total, err = tx.Findings(q)
		return err
	})
	return list, total, err
}

// FindingNamed returns the finding of a book, in who's sight, that a person means by
// name: its id, its code (2.7.33), or its number (33) if only one leaf has it. Of
// several inspections the latest is meant.
func (a *App) FindingNamed(ctx context.Context, who org.Actor, book org.ID, name string) (f *ledger.Finding, err error) {
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		b, err := store.Get[ledger.Book](tx, book, book)
		if err != nil {
			return errNoFinding(name)
		}
		all, err := tx.Named(book, name)
		if err != nil {
			return err
		}
		scope := who.Scope()
		all = slices.DeleteFunc(all, func(f *ledger.Finding) bool { return !scope.Sees(b.Unit, f.Parties()) })
		f, err = oneOf(all, name)
		return err
	})
	return f, err
}

// oneOf returns the finding that is meant by name: that of the latest inspection with
// this code, or else the only leaf of it with this number.
func oneOf(all []*ledger.Finding, name string) (*ledger.Finding, error) {
	var latest org.ID
	for _, f := range all {
		if f.Inspection.Compare(latest) > 0 {
			latest = f.Inspection
		}
	}
	var same []*ledger.Finding
	for _, f := range all {
		if f.Code == name && f.Inspection == latest || f.ID.String() == name {
			return f, nil
		}
		if f.Leaf && f.Inspection == latest {
			same = append(same, f)
		}
	}
	switch len(same) {
	case 0:
		return nil, errNoFinding(name)
	case 1:
		return same[0], nil
	}
	return nil, fault.New(fault.Invalid, "编号“"+name+"”有多个问题，请用全号，如 "+same[0].Code+"。",
		"Several findings have the number "+name+"; please give the whole code, such as "+same[0].Code+".", nil)
}

// Outline returns the tree of an inspection as far as who sees it: a finding in his
// sight with those above it, in text order.
func (a *App) Outline(ctx context.Context, who org.Actor, book, inspection org.ID) (tree []*ledger.Finding, err error) {
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		b, err := store.Get[ledger.Book](tx, book, book)
		if err != nil {
			return errNoBook(book.String(), err)
		}
		all, err := tx.Outline(book, inspection)
		if err != nil {
			return err
		}
		tree = inSight(who.Scope(), b.Unit, all)
		return nil
	})
	return tree, err
}

// inSight leaves the findings that scope sees, and those above them.
func inSight(scope org.Scope, unit org.ID, all []*ledger.Finding) []*ledger.Finding {
	if scope.SeesBook(unit) {
		return all
	}
	at := map[org.ID]*ledger.Finding{}
	for _, f := range all {
		at[f.ID] = f
	}
	seen := map[org.ID]bool{}
	for _, f := range all {
		if !scope.Sees(unit, f.Parties()) {
			continue
		}
		for up := f; up != nil && !seen[up.ID]; up = at[up.Parent] {
			seen[up.ID] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(f *ledger.Finding) bool { return !seen[f.ID] })
}

// A Cell of the dashboard says how many findings of a unit stand in one state and
// under one colour.
type Cell struct {
	Unit    org.ID       `json:"unit"`
	State   ledger.State `json:"state"`
	Colour  regs.Colour  `json:"colour,omitzero"` // of the due day; "" is none
	Partial bool         `json:"partial,omitzero"`
	N       int          `json:"n"`
}

// Board counts the leaf findings in who's sight that q asks for, by unit, state and
// colour on a day; the zero day is today. Colours are those of the regime of each
// inspection; what is closed or void has none.
func (a *App) Board(ctx context.Context, who org.Actor, q store.FindingQuery, day zh.Date) (cells []Cell, err error) {
	if day.IsZero() {
		day = a.Today()
	}
	q.Scope, q.LeafOnly = who.Scope(), true
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		var lines []store.BoardLine
		if err := tx.Board(q, func(b store.BoardLine) { lines = append(lines, b) }); err != nil {
			return err
		}
		l, err := newLamps(tx, day)
		if err != nil {
			return err
		}
		sums := map[Cell]int{}
		for _, b := range lines {
			colour, err := l.colour(b)
			if err != nil {
				return err
			}
			sums[Cell{Unit: b.Unit, State: b.State, Colour: colour, Partial: b.Partial}] += b.N
		}
		for c, n := range sums {
			c.N = n
			cells = append(cells, c)
		}
		return nil
	})
	slices.SortFunc(cells, func(a, b Cell) int {
		return cmp.Or(a.Unit.Compare(b.Unit), cmp.Compare(a.State, b.State), cmp.Compare(a.Colour, b.Colour), cmp.Compare(a.N, b.N))
	})
	return cells, err
}

// lamps are the colours of due days by inspection on one day, each worked out once.
type lamps struct {
	tx          *store.Tx
	day         zh.Date
	packs       *regs.Catalog
	years       *regs.Calendar
	inspections map[org.ID]*ledger.Inspection
	ladders     map[org.ID]regs.Ladder
	lit         map[lamp]regs.Colour
}

type lamp struct {
	inspection org.ID
	due        zh.Date
}

func newLamps(tx *store.Tx, day zh.Date) (*lamps, error) {
	l := &lamps{tx: tx, day: day, ladders: map[org.ID]regs.Ladder{}, lit: map[lamp]regs.Colour{}}
	var err error
	if l.packs, l.years, err = catalog(tx); err != nil {
		return nil, err
	}
	l.inspections, err = tx.EveryInspection()
	return l, err
}

func (l *lamps) colour(b store.BoardLine) (regs.Colour, error) {
	if b.Due.IsZero() || b.State == ledger.Closed || b.State == ledger.Void {
		return "", nil
	}
	at := lamp{b.Inspection, b.Due}
	if c, ok := l.lit[at]; ok {
		return c, nil
	}
	ladder, err := l.ladder(b.Inspection)
	l.lit[at] = ladder.Colour(b.Due, l.day, l.years)
	return l.lit[at], err
}

// ladder returns the warnings of an inspection's regime.
func (l *lamps) ladder(inspection org.ID) (regs.Ladder, error) {
	if ladder, ok := l.ladders[inspection]; ok {
		return ladder, nil
	}
	in := l.inspections[inspection]
	if in == nil {
		return nil, nil
	}
	r, err := regimeOf(l.tx, l.packs, in)
	l.ladders[inspection] = r.Warnings
	return r.Warnings, err
}
