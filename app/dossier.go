package app

import (
	"context"
	"fmt"
	"slices"

	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/store"
)

// A Dossier is all that is shown of one finding, read in one state of the ledger.
type Dossier struct {
	*ledger.Case                   // of a parent: only book, inspection and finding
	Above        []*ledger.Finding // from the top down
	Below        []*ledger.Finding // of a parent: everything under it that is in sight, in text order
	Entries      []journal.Entry   // about it, the last first
	Colour       regs.Colour       // of its due day; "" is none
	Meetings     []*ledger.Meeting // of the book, the last first, where its review has to do with one
	Now          ledger.Now        // when it was read
	offers       []ledger.Offer    // for whom it was read
}

// entriesShown is how many entries of the journal a dossier has.
const entriesShown = 100

// Offers returns what the person it was read for could do.
func (d *Dossier) Offers() []ledger.Offer { return d.offers }

// Dossier returns all there is about a finding in who's sight.
func (a *App) Dossier(ctx context.Context, who org.Actor, book, id org.ID) (*Dossier, error) {
	return view(ctx, a, func(tx *store.Tx) (*Dossier, error) { return dossier(tx, who, book, id, a.moment()) })
}

func dossier(tx *store.Tx, who org.Actor, book, id org.ID, now ledger.Now) (*Dossier, error) {
	f, err := store.Get[ledger.Finding](tx, book, id)
	if err != nil {
		return nil, errNoFinding(id.String())
	}
	d := &Dossier{Now: now}
	if !f.Leaf {
		return d, d.parent(tx, who, f)
	}
	if d.Case, err = caseFor(tx, who, book, id); err != nil {
		return nil, err
	}
	d.offers = d.Case.Offers(who, d.Now)
	return d, d.around(tx, who)
}

// around reads what stands around a leaf.
func (d *Dossier) around(tx *store.Tx, who org.Actor) (err error) {
	f := d.Finding
	for up := f.Parent; !up.IsZero() && len(d.Above) < 8; {
		p, err := store.Get[ledger.Finding](tx, f.Book, up)
		if err != nil {
			return fmt.Errorf("app: what stands above %s: %w", f.ID, err)
		}
		d.Above = slices.Insert(d.Above, 0, p)
		up = p.Parent
	}
	if d.Entries, err = tx.Entries(store.EntryQuery{Book: f.Book, Subject: subject(f), Limit: entriesShown}); err != nil {
		return err
	}
	l, err := newLampsOf(tx, d.Now.Day, map[org.ID]*ledger.Inspection{d.Inspection.ID: d.Inspection})
	if err != nil {
		return err
	}
	if d.Colour, err = l.colourOf(f), l.err; err != nil {
		return err
	}
	if d.meets() && who.Scope().SeesBook(d.Book.Unit) {
		if d.Meetings, err = store.All[ledger.Meeting](tx, f.Book); err != nil {
			return err
		}
		slices.Reverse(d.Meetings)
	}
	return nil
}

// meets reports whether the reviews of the case have to do with a meeting.
func (d *Dossier) meets() bool {
	return slices.ContainsFunc(d.Submissions, func(s *ledger.Submission) bool {
		next := s.Step()
		return s.Outcome == "" && next != nil && next.Meeting ||
			slices.ContainsFunc(s.Verdicts, func(v ledger.Verdict) bool { return !v.Meeting.IsZero() })
	})
}

// parent reads what there is about a finding that has others below it.
func (d *Dossier) parent(tx *store.Tx, who org.Actor, f *ledger.Finding) error {
	d.Case = &ledger.Case{Finding: f}
	var err error
	if d.Book, err = store.Get[ledger.Book](tx, f.Book, f.Book); err != nil {
		return err
	}
	if d.Inspection, err = store.Get[ledger.Inspection](tx, f.Book, f.Inspection); err != nil {
		return err
	}
	all, err := tx.Outline(f.Book, f.Inspection)
	if err != nil {
		return err
	}
	all = inSight(who.Scope(), d.Book.Unit, all)
	at := map[org.ID]*ledger.Finding{}
	for _, g := range all {
		at[g.ID] = g
	}
	if at[f.ID] == nil {
		return errNoFinding(f.ID.String())
	}
	for up := at[f.Parent]; up != nil && len(d.Above) < 8; up = at[up.Parent] {
		d.Above = slices.Insert(d.Above, 0, up)
	}
	under := map[org.ID]bool{f.ID: true}
	for _, g := range all { // each stands after its parent
		if under[g.Parent] {
			under[g.ID] = true
			d.Below = append(d.Below, g)
		}
	}
	return nil
}
