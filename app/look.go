package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

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
	q.LeafOnly = true
	var sums map[Cell]int
	err = a.Tallies(ctx, who, q, day, func() { sums = map[Cell]int{} }, func(b *Tally) {
		sums[Cell{Unit: b.Unit, State: b.State, Colour: b.Colour, Partial: b.Partial}] += b.N
	})
	if err != nil {
		return nil, err
	}
	for c, n := range sums {
		c.N = n
		cells = append(cells, c)
	}
	slices.SortFunc(cells, func(a, b Cell) int {
		return cmp.Or(a.Unit.Compare(b.Unit), cmp.Compare(a.State, b.State), cmp.Compare(a.Colour, b.Colour), cmp.Compare(a.N, b.N))
	})
	return cells, nil
}

// lamps are the colours of due days by inspection on one day, each worked out once. All
// that they need is read at the start.
type lamps struct {
	day         zh.Date
	packs       *regs.Catalog
	years       *regs.Calendar
	rounds      []*ledger.Round
	inspections map[org.ID]*ledger.Inspection
	err         error // the first inspection whose regime cannot be told

	timed   map[timing]*lamp
	regimes map[string]*lamp // by key with overlays: most inspections share one
	lit     map[org.ID]*lamp
	last    *lamp // of the inspection asked for last: counts come by inspection
	of      org.ID
	age     Age // of the inspection asked for last: see ageOf
	aged    org.ID
}

// timing is what chooses the regime of an inspection.
type timing struct {
	round        org.ID
	kind, regime string
	feedback     zh.Date
}

// A lamp is the colours of due days by one ladder of warnings.
type lamp struct {
	ladder regs.Ladder
	days   map[zh.Date]regs.Colour
}

func newLamps(tx *store.Tx, day zh.Date) (*lamps, error) {
	inspections, err := tx.EveryInspection()
	if err != nil {
		return nil, err
	}
	return newLampsOf(tx, day, inspections)
}

// newLampsOf are the lamps of these inspections alone.
func newLampsOf(tx *store.Tx, day zh.Date, inspections map[org.ID]*ledger.Inspection) (l *lamps, err error) {
	l = &lamps{day: day, inspections: inspections, timed: map[timing]*lamp{}, regimes: map[string]*lamp{}, lit: map[org.ID]*lamp{}}
	if l.packs, l.years, err = catalog(tx); err != nil {
		return nil, err
	}
	l.rounds, err = tx.Rounds()
	return l, err
}

// round returns the round of an inspection, or nil.
func (l *lamps) round(in *ledger.Inspection) *ledger.Round {
	if i := slices.IndexFunc(l.rounds, func(r *ledger.Round) bool { return r.ID == in.Round }); i >= 0 {
		return l.rounds[i]
	}
	return nil
}

// colourOf is the colour of the due day of a finding.
func (l *lamps) colourOf(f *ledger.Finding) regs.Colour {
	return l.colour(&store.BoardLine{Inspection: f.Inspection, State: f.State, Due: f.Due})
}

func (l *lamps) colour(b *store.BoardLine) regs.Colour {
	if b.Due.IsZero() || b.State == ledger.Closed || b.State == ledger.Void {
		return ""
	}
	if l.last == nil || l.of != b.Inspection {
		l.last, l.of = l.lamp(b.Inspection), b.Inspection
	}
	c, ok := l.last.days[b.Due]
	if !ok {
		c = l.last.ladder.Colour(b.Due, l.day, l.years)
		l.last.days[b.Due] = c
	}
	return c
}

// lamp returns the colours of an inspection.
func (l *lamps) lamp(inspection org.ID) *lamp {
	p := l.lit[inspection]
	if p == nil {
		p = l.light(l.inspections[inspection])
		l.lit[inspection] = p
	}
	return p
}

// light finds the lamp of an inspection's regime.
func (l *lamps) light(in *ledger.Inspection) *lamp {
	if in == nil {
		return &lamp{nil, map[zh.Date]regs.Colour{}}
	}
	by := timing{in.Round, in.Kind, in.Regime, in.Feedback}
	if p := l.timed[by]; p != nil {
		return p
	}
	r, err := regimeIn(l.packs, in, l.round(in))
	if kind := fault.KindOf(err); err != nil && (kind == fault.Invalid || kind == fault.NotFound) {
		// No feedback day yet, or none that a regime is for: no light. Lists and figures of
		// everything else must not end there; the page of the inspection says what is wrong.
		r, err = regs.Regime{Key: in.ID.String()}, nil
	}
	if err != nil && l.err == nil {
		l.err = err
	}
	key := r.Key + " " + strings.Join(r.Overlays, " ")
	p := l.regimes[key]
	if p == nil {
		p = &lamp{r.Warnings, map[zh.Date]regs.Colour{}}
		l.regimes[key] = p
	}
	l.timed[by] = p
	return p
}

// ladder returns the warnings of an inspection's regime.
func (l *lamps) ladder(inspection org.ID) regs.Ladder { return l.lamp(inspection).ladder }
