package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/publish"
	"zhenggai/store"
)

// A Released is a version of a bulletin as the public may read it. Nothing of it is
// secret, and nobody needs to be signed in for it.
type Released struct {
	Publication *ledger.Publication // its texts are not to be shown: masks, exclusions and checks are the office's
	Bulletin    *form.Bulletin
	Unit        string           // name of the inspected unit
	Current     bool             // it is the version that holds; else a later one replaced it
	Checkpoint  *Stamp           // that covers its publication; nil if none was signed yet
	Changes     []publish.Change // from the version that it replaced
}

// A Stamp is the checkpoint of the journal under which a publication stands.
type Stamp struct {
	journal.Checkpoint
	Note []byte // signed
}

// Digest is the short form of the checkpoint that is printed: how many entries, and the
// root over them.
func (s *Stamp) Digest() string { return fmt.Sprintf("%d:%x", s.Size, s.Root[:]) }

// Released returns the version that holds of each inspection that is published to the
// public, the newest first. What is not exactly what was approved is not shown.
func (a *App) Released(ctx context.Context) ([]*Released, error) {
	var all []*Released
	err := a.DB.View(ctx, func(tx *store.Tx) error {
		all = nil
		shown, err := tx.Shown(ledger.Public)
		if err != nil {
			return err
		}
		for _, p := range shown {
			r, err := a.released(tx, p)
			if err != nil {
				return err
			}
			r.Current = true
			all = append(all, r)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(r *Released) bool { return a.openRelease(ctx, r) != nil })
	slices.SortStableFunc(all, func(x, y *Released) int {
		return cmp.Or(cmp.Compare(y.Publication.Day.String(), x.Publication.Day.String()), y.Publication.ID.Compare(x.Publication.ID))
	})
	return all, nil
}

// ReleasedVersion returns version n of the public bulletin of an inspection; 0 is the one
// that holds. While none holds, because it was taken down, none is shown.
func (a *App) ReleasedVersion(ctx context.Context, inspection org.ID, n int) (*Released, error) {
	var found *Released
	var old ledger.Digest
	err := a.DB.View(ctx, func(tx *store.Tx) error {
		found, old = nil, ledger.Digest{}
		all, err := tx.PublicationsOf(inspection, ledger.Public)
		if err != nil {
			return err
		}
		holds := current(all, ledger.Public)
		if holds == nil {
			return errNotReleased
		}
		i := slices.IndexFunc(all, func(p *ledger.Publication) bool {
			return p == holds && n == 0 || p.N == n && n > 0 && (p.Shown() || p.State == ledger.PubReplaced)
		})
		if i < 0 {
			return errNotReleased
		}
		p := all[i]
		if found, err = a.released(tx, p); err != nil {
			return err
		}
		found.Current = p == holds
		for _, o := range all {
			if o.ID == p.Replaces && o.State == ledger.PubReplaced && o.Content == o.Approved {
				old = o.Content
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := a.openRelease(ctx, found); err != nil {
		return nil, err
	}
	if !old.IsZero() {
		was, err := a.bulletinOf(ctx, old)
		if err != nil {
			return nil, err
		}
		found.Changes = publish.Compare(was, found.Bulletin)
	}
	return found, nil
}

var errNotReleased = hidden("没有这一版公开稿，或者已经撤下。", "There is no such version, or it was taken down.")

// openRelease reads the text of a release. It is that which was approved, to the byte, or there
// is none.
func (a *App) openRelease(ctx context.Context, r *Released) (err error) {
	if p := r.Publication; p.Content != p.Approved || p.Content.IsZero() {
		return fault.New(fault.Internal, "公开的内容与批准的不一致，已停止显示；请运行 zhenggai verify。",
			"What is published is not what was approved and is not shown; please run zhenggai verify.", nil)
	}
	r.Bulletin, err = a.bulletinOf(ctx, r.Publication.Approved)
	return err
}

// released reads what stands beside the text of a publication.
func (a *App) released(tx *store.Tx, p *ledger.Publication) (*Released, error) {
	r := &Released{Publication: p}
	b, err := store.Get[ledger.Book](tx, p.Book, p.Book)
	if err != nil {
		return nil, fmt.Errorf("app: the book of a publication: %w", err)
	}
	r.Unit = cmp.Or(b.UnitName, b.Name)
	r.Checkpoint, err = a.stampOf(tx, p)
	return r, err
}

// stampOf returns the first checkpoint that covers the entry of the journal by which p
// was published, or nil.
func (a *App) stampOf(tx *store.Tx, p *ledger.Publication) (*Stamp, error) {
	entries, err := tx.Entries(store.EntryQuery{Book: p.Book, Subject: subject(p)})
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(entries, func(e journal.Entry) bool { return e.Action == "publication."+string(ledger.Publish) })
	if i < 0 {
		return nil, nil
	}
	note, err := tx.CheckpointOver(p.Book, entries[i].Index)
	if err != nil || note == nil {
		return nil, err
	}
	cp, err := journal.ParseCheckpoint(note, a.Known...)
	if err != nil {
		return nil, nil //nolint:nilerr // signed by somebody else: it vouches for nothing here
	}
	return &Stamp{cp, note}, nil
}
