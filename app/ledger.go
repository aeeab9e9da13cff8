package app

import (
	"context"
	"slices"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/store"
	"zhenggai/zh"
)

// Unlit stands, in a [LedgerQuery], for what is not finished and under no light: it is
// due too late for one, or has no due day.
const Unlit regs.Colour = "none"

// A LedgerQuery asks for findings as [App.Board] counts them: by colour, too.
//
// A colour is not kept anywhere: it follows from the due day, the ladder of the regime
// of the inspection, and today. So that a figure leads to exactly its rows, and the
// rows are still found by index and counted from the tally, a colour is translated
// into the due days that have it, for the inspections of each regime
// ([regs.Ladder.Due], [store.Lit]). An age goes the same way: it follows from the
// feedback day of the inspection.
type LedgerQuery struct {
	store.FindingQuery
	Colour regs.Colour // leaves under this light today, or Unlit; "" asks for none
	Age    Age         // leaves that are not finished and so old today; "" asks for none
}

// A LedgerLine is a finding as the ledger lists it.
type LedgerLine struct {
	Finding    *ledger.Finding
	Around     *store.Around
	Book       *ledger.Book
	Inspection *ledger.Inspection
	Colour     regs.Colour // of its due day today; "" is none
}

// A LedgerPage is a page of the ledger.
type LedgerPage struct {
	Lines       []LedgerLine
	Total       int    // of all pages
	Next        string // for After; "" on the last page
	Day         zh.Date
	Books       []*ledger.Book // all that are in sight, by age
	Rounds      []*ledger.Round
	Inspections []*ledger.Inspection // of those books, by age
	Statements  int                  // what the page cost; a test holds it down
}

// Ledger returns a page of the findings in who's sight, with what the ledger shows
// beside each, in one state of everything.
func (a *App) Ledger(ctx context.Context, who org.Actor, q LedgerQuery) (*LedgerPage, error) {
	q.Scope = who.Scope()
	return view(ctx, a, func(tx *store.Tx) (*LedgerPage, error) {
		p, l, err := a.desk(tx, q.Scope)
		if err != nil {
			return nil, err
		}
		if q.Lit, err = l.lights(&q, p.Inspections); err != nil {
			return nil, err
		}
		var list []*ledger.Finding
		if list, p.Total, err = tx.Findings(q.FindingQuery); err != nil {
			return nil, err
		}
		if q.Limit > 0 && len(list) == q.Limit {
			p.Next = q.FindingQuery.Next(list[len(list)-1])
		}
		return p, p.fill(tx, l, list)
	})
}

// Picked returns the findings that somebody ticked, as the ledger lists them; what is
// not in his sight is not there.
func (a *App) Picked(ctx context.Context, who org.Actor, heads []org.Head) (*LedgerPage, error) {
	scope := who.Scope()
	return view(ctx, a, func(tx *store.Tx) (*LedgerPage, error) {
		p, l, err := a.desk(tx, scope)
		if err != nil {
			return nil, err
		}
		list, err := tx.Pick(heads)
		if err != nil {
			return nil, err
		}
		list = slices.DeleteFunc(list, func(f *ledger.Finding) bool {
			b := p.book(f.Book)
			return b == nil || !scope.Sees(b.Unit, f.Parties())
		})
		p.Total = len(list)
		return p, p.fill(tx, l, list)
	})
}

// desk reads what every page of the ledger needs beside its lines.
func (a *App) desk(tx *store.Tx, scope org.Scope) (*LedgerPage, *lamps, error) {
	p := &LedgerPage{Day: a.Today()}
	l, err := newLamps(tx, p.Day)
	if err != nil {
		return nil, nil, err
	}
	if p.Books, err = tx.Books(scope); err != nil {
		return nil, nil, err
	}
	p.Rounds = l.rounds
	for _, in := range l.inspections {
		if p.book(in.Book) != nil {
			p.Inspections = append(p.Inspections, in)
		}
	}
	slices.SortFunc(p.Inspections, func(a, b *ledger.Inspection) int { return a.ID.Compare(b.ID) })
	return p, l, nil
}

// book returns a book in sight, or nil. Books come in order.
func (p *LedgerPage) book(id org.ID) *ledger.Book {
	i, ok := slices.BinarySearchFunc(p.Books, id, func(b *ledger.Book, id org.ID) int { return b.ID.Compare(id) })
	if !ok {
		return nil
	}
	return p.Books[i]
}

// fill makes the lines of list.
func (p *LedgerPage) fill(tx *store.Tx, l *lamps, list []*ledger.Finding) error {
	around, err := tx.Around(list)
	if err != nil {
		return err
	}
	for _, f := range list {
		line := LedgerLine{Finding: f, Around: around[f.ID], Book: p.book(f.Book), Inspection: l.inspections[f.Inspection]}
		if f.Leaf {
			line.Colour = l.colourOf(f)
		}
		p.Lines = append(p.Lines, line)
	}
	p.Statements = tx.Statements()
	return l.err
}

// days returns the due days that are under a light today, in each of the inspections.
func (l *lamps) days(colour regs.Colour, inspections []*ledger.Inspection) ([]store.Lit, error) {
	lit, known := []store.Lit{}, map[*regs.Warning][]zh.Interval{}
	if colour == Unlit {
		colour = ""
	}
	for _, in := range inspections {
		ladder := l.ladder(in.ID)
		// Most inspections have the same ladder: those with the same days go together.
		var first *regs.Warning
		if len(ladder) > 0 {
			first = &ladder[0]
		}
		days, ok := known[first]
		if !ok {
			days = ladder.Due(colour, l.day, l.years)
			known[first] = days
		}
		i := slices.IndexFunc(lit, func(l store.Lit) bool { return slices.Equal(l.Days, days) })
		if i < 0 {
			i, lit = len(lit), append(lit, store.Lit{Days: days, Undated: colour == ""})
		}
		lit[i].Inspections = append(lit[i].Inspections, in.ID)
	}
	return lit, l.err
}
