package app

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"

	"zhenggai/intake"
	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/org"
	"zhenggai/oscal"
	"zhenggai/source"
	"zhenggai/store"
)

// readIncoming reads a document. Of one that is a plan of OSCAL it returns the plan too, and
// the text is what the plan tells.
func readIncoming(ctx context.Context, name string, body []byte) (*intake.File, *oscal.Plan, error) {
	if !oscal.Is(body) {
		f, err := intake.Read(ctx, name, body)
		return f, nil, err
	}
	plan, err := oscal.Read(bytes.NewReader(body))
	if err != nil {
		return nil, nil, err
	}
	_, text := draft.OfPlan(plan, draft.About{})
	sum := sha256.Sum256(body)
	return &intake.File{Name: name, SHA256: hex.EncodeToString(sum[:]), Format: "oscal", Size: int64(len(body)), Text: source.New(text)}, plan, nil
}

// WritePoam writes an inspection as OSCAL of a version, for who sees the book whole. The same book gives the same
// bytes: the document was modified when the journal of the book was written last.
func (a *App) WritePoam(ctx context.Context, who org.Actor, book, inspection org.ID, version string, w io.Writer) error {
	var p *oscal.Plan
	var modified ledger.Time
	err := a.DB.View(ctx, func(tx *store.Tx) (err error) {
		if p, err = poam(tx, who, book, inspection); err != nil {
			return err
		}
		last, err := tx.Entries(store.EntryQuery{Book: book, Limit: 1})
		if err == nil && len(last) > 0 {
			modified = ledger.At(last[0].At)
		}
		return err
	})
	if err != nil {
		return err
	}
	return oscal.Write(w, p, version, modified.Time)
}

func poam(tx *store.Tx, who org.Actor, book, inspection org.ID) (*oscal.Plan, error) {
	b, err := store.Get[ledger.Book](tx, book, book)
	if err != nil || !who.Scope().SeesBook(b.Unit) {
		return nil, errNoBook(book.String(), err)
	}
	p := &oscal.Plan{Book: b}
	if p.Inspection, err = store.Get[ledger.Inspection](tx, book, inspection); err != nil {
		return nil, err
	}
	all, err := tx.Outline(book, inspection)
	if err != nil {
		return nil, err
	}
	if p.Cases, err = tx.Cases(book, all); err != nil {
		return nil, err
	}
	if p.Documents, err = store.List[ledger.Document](tx, book, "inspection_id", inspection); err != nil {
		return nil, err
	}
	if p.Regulations, err = regulationsOf(tx, book, all); err != nil {
		return nil, err
	}
	p.Parties, err = partiesOf(tx, book, p.Named())
	return p, err
}

// regulationsOf returns the regulations that were made for any of the findings.
func regulationsOf(tx *store.Tx, book org.ID, all []*ledger.Finding) ([]*ledger.Regulation, error) {
	at := map[org.ID]bool{}
	for _, f := range all {
		at[f.ID] = true
	}
	regulations, err := store.All[ledger.Regulation](tx, book)
	return slices.DeleteFunc(regulations, func(r *ledger.Regulation) bool {
		return !slices.ContainsFunc(r.Findings, func(id org.ID) bool { return at[id] })
	}), err
}

// partiesOf returns the people and units that are named: those of the site, and by the
// names they had then those that acted in the book elsewhere.
func partiesOf(tx *store.Tx, book org.ID, named map[org.ID]bool) (all []oscal.Party, err error) {
	people, err := tx.People()
	if err != nil {
		return nil, err
	}
	units, err := tx.Units()
	if err != nil {
		return nil, err
	}
	signed, err := store.All[ledger.Signatory](tx, book)
	if err != nil {
		return nil, err
	}
	for _, u := range units {
		all = append(all, oscal.Party{ID: u.ID, Unit: true, Name: u.Name})
	}
	for _, p := range people {
		all = append(all, oscal.Party{ID: p.ID, Name: p.Name, Title: p.Title})
	}
	for _, s := range signed {
		all = append(all, oscal.Party{ID: s.ID, Name: s.Name, Title: s.Title})
	}
	all = slices.DeleteFunc(all, func(p oscal.Party) bool {
		wanted := named[p.ID]
		delete(named, p.ID) // the first that bears the id: the site knows best
		return !wanted
	})
	slices.SortFunc(all, func(a, b oscal.Party) int { return a.ID.Compare(b.ID) })
	return all, nil
}
