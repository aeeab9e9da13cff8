package app

import (
	"cmp"
	"context"
	"slices"

	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/publish"
	"zhenggai/store"
)

// A PublicReport is one edition of a report that was published: exactly what was
// approved, and what proves it. The public site is made from these values alone.
type PublicReport struct {
	Book        org.ID
	ID          org.ID // of the inspection: the same for all editions of its report
	Publication org.ID // this edition
	Edition     int    // from 1
	At          ledger.Time
	Digest      ledger.Digest // of the bulletin's JSON, which was approved
	Checkpoint  string        // of the book's journal, signed, when it was published; "" if there is none yet
	Why         string        // what was corrected, from the second edition on
	Bulletin    *form.Bulletin
	JSON        []byte // the bulletin as it was frozen; nobody writes to it
}

// Item returns the item of a finding, or nil. One that was left out is none.
func (r *PublicReport) Item(finding org.ID) (found *form.Item) {
	r.Bulletin.Walk(func(it *form.Item) {
		if it.Finding == finding && it.Left == "" {
			found = it
		}
	})
	return found
}

// A PublicState is all that the public may see of a site, in one state of the ledger.
type PublicState struct {
	Reports []*PublicReport                   // the last published first; of one report the last edition first
	Shown   map[org.ID][]*ledger.Comment      // by finding: those whose answer is public, the last first
	Polls   map[org.ID]map[org.ID]ledger.Poll // by report and finding; the zero ID is the report as a whole
	Heads   map[org.ID]int64                  // of the journals that it was read from
}

// Current returns the edition of a report that holds, or nil.
func (s *PublicState) Current(report org.ID) *PublicReport {
	i := slices.IndexFunc(s.Reports, func(r *PublicReport) bool { return r.ID == report })
	if i < 0 {
		return nil
	}
	return s.Reports[i]
}

// Editions returns all editions of a report, the last first.
func (s *PublicState) Editions(report org.ID) (all []*PublicReport) {
	for _, r := range s.Reports {
		if r.ID == report {
			all = append(all, r)
		}
	}
	return all
}

// PublicHeads returns how far the journals have come: as long as it says the same, so
// does [App.Public].
func (a *App) PublicHeads(ctx context.Context) (map[org.ID]int64, error) {
	return view(ctx, a, func(tx *store.Tx) (map[org.ID]int64, error) { return tx.Heads() })
}

// Public returns what the public may see. It takes no actor: it is for everybody.
func (a *App) Public(ctx context.Context) (*PublicState, error) {
	s := &PublicState{}
	heads, err := a.PublicHeads(ctx) // read first: what changes meanwhile is noticed at the next look
	if err != nil {
		return nil, err
	}
	if s.Reports, err = a.publicReports(ctx); err != nil {
		return nil, err
	}
	s.Heads = heads
	slices.SortStableFunc(s.Reports, func(x, y *PublicReport) int {
		return cmp.Or(cmp.Compare(y.At.String(), x.At.String()), cmp.Compare(y.Edition, x.Edition))
	})
	return s, a.DB.View(ctx, func(tx *store.Tx) error { return s.said(tx) })
}

// said reads what the public said, as far as it is public.
func (s *PublicState) said(tx *store.Tx) (err error) {
	s.Shown, s.Polls = map[org.ID][]*ledger.Comment{}, map[org.ID]map[org.ID]ledger.Poll{}
	var books []org.ID
	for _, r := range s.Reports {
		if s.Polls[r.ID] == nil {
			if s.Polls[r.ID], err = tx.Polls(r.Book, r.ID); err != nil {
				return err
			}
		}
		if !slices.Contains(books, r.Book) {
			books = append(books, r.Book)
		}
	}
	all, err := tx.Comments(store.CommentQuery{Books: books, State: ledger.CommentAnswered})
	for _, c := range all {
		if c.Shown() {
			s.Shown[c.Finding] = append(s.Shown[c.Finding], c)
		}
	}
	for _, of := range s.Shown {
		slices.SortFunc(of, func(x, y *ledger.Comment) int { return y.ID.Compare(x.ID) })
	}
	return err
}

// publicReports returns every edition of every report that is published now, those that
// were corrected too. One that was taken down is none.
func (a *App) publicReports(ctx context.Context) ([]*PublicReport, error) {
	if a.reports != nil {
		return a.reports(ctx)
	}
	current, err := a.Released(ctx)
	if err != nil {
		return nil, err
	}
	var all []*Released
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		all = nil
		for _, now := range current {
			editions, err := tx.PublicationsOf(now.Publication.Inspection, ledger.Public)
			if err != nil {
				return err
			}
			for _, p := range editions {
				if p.ID == now.Publication.ID {
					all = append(all, now)
				} else if p.State == ledger.PubReplaced {
					was, err := a.released(tx, p)
					if err != nil {
						return err
					}
					all = append(all, was)
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var reports []*PublicReport
	for _, r := range all {
		if r.Bulletin == nil && a.openRelease(ctx, r) != nil {
			continue // not what was approved: it is not shown
		}
		reports = append(reports, publicReport(r))
	}
	return reports, nil
}

// publicReport is a release as the public site needs it.
func publicReport(r *Released) *PublicReport {
	p := r.Publication
	report := &PublicReport{Book: p.Book, ID: p.Inspection, Publication: p.ID, Edition: p.N, Why: p.Reason, Bulletin: r.Bulletin}
	report.JSON, report.Digest = publish.Encode(r.Bulletin)
	for _, s := range p.Steps {
		if s.Event == ledger.Publish {
			report.At = s.At
		}
	}
	if r.Checkpoint != nil {
		report.Checkpoint = string(r.Checkpoint.Note)
	}
	return report
}
