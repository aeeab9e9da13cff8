package app

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"zhenggai/blob"
	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
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
	return view(ctx, a, func(tx *store.Tx) (all []*PublicReport, err error) {
		shown, err := tx.Shown(ledger.Public)
		if err != nil {
			return nil, err
		}
		for _, now := range shown {
			editions, err := store.List[ledger.Publication](tx, now.Book, "inspection_id", now.Inspection)
			if err != nil {
				return nil, err
			}
			signed, err := a.signedAt(tx, now.Book)
			if err != nil {
				return nil, err
			}
			for _, p := range editions {
				if p.Channel != ledger.Public || p.State != ledger.PubPublished && p.State != ledger.PubReplaced {
					continue
				}
				r, err := a.publicReport(ctx, p)
				if err != nil {
					return nil, err
				}
				if i := slices.IndexFunc(signed, func(s signedNote) bool { return !s.at.Before(r.At.Time) }); i >= 0 {
					r.Checkpoint = signed[i].note
				}
				all = append(all, r)
			}
		}
		return all, nil
	})
}

// publicReport reads the frozen bulletin of a publication.
func (a *App) publicReport(ctx context.Context, p *ledger.Publication) (*PublicReport, error) {
	r := &PublicReport{Book: p.Book, ID: p.Inspection, Publication: p.ID, Edition: p.N, Digest: p.Content, Why: p.Reason}
	for _, s := range p.Steps {
		if s.Event == ledger.Publish {
			r.At = s.At
		}
	}
	if kept, ok := a.frozen.Load(p.Content); ok {
		was := kept.(*PublicReport)
		r.Bulletin, r.JSON = was.Bulletin, was.JSON
		return r, nil
	}
	f, err := a.Blobs.Open(ctx, blob.Hash(p.Content))
	if err != nil {
		return nil, fmt.Errorf("app: the text of a publication: %w", err)
	}
	defer f.Close()
	if r.JSON, err = io.ReadAll(f); err != nil {
		return nil, fmt.Errorf("app: the text of a publication: %w", err)
	}
	r.Bulletin = &form.Bulletin{}
	if sha256.Sum256(r.JSON) != p.Content || json.Unmarshal(r.JSON, r.Bulletin) != nil {
		return nil, fault.New(fault.Internal, "已公开报告的冻结文本与批准时不一致，没有显示；请用 zhenggai verify 核查。",
			"The frozen text of a published report is not what was approved, so it is not shown; please run zhenggai verify.", nil)
	}
	a.frozen.Store(p.Content, r) // they are few and never change
	return r, nil
}

// A signedNote is a checkpoint as it was signed, and when.
type signedNote struct {
	note string
	at   time.Time
}

// signedAt returns the checkpoints of a book that this site signed, the first first.
func (a *App) signedAt(tx *store.Tx, book org.ID) (all []signedNote, err error) {
	for note, err := range tx.Checkpoints(book) {
		if err != nil {
			return nil, err
		}
		if cp, err := journal.ParseCheckpoint(note, a.Known...); err == nil {
			all = append(all, signedNote{string(note), cp.At})
		}
	}
	return all, nil
}
