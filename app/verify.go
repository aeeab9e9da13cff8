package app

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"zhenggai/blob"
	"zhenggai/fault"
	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
)

// A Checked is what verifying one book found.
type Checked struct {
	Book org.ID `json:"book"`
	Name string `json:"name"`
	journal.Report
	Counts []store.Miscount `json:"counts,omitempty"` // what is kept beside the rows and is not what they give; of the site, the file too
}

// A Verification is what verifying a site found.
type Verification struct {
	Books []Checked   `json:"books"`
	Blobs blob.Result `json:"blobs"`
}

// OK reports whether nothing is wrong but hints.
func (v *Verification) OK() bool {
	for i := range v.Books {
		if !v.Books[i].OK() || len(v.Books[i].Counts) > 0 {
			return false
		}
	}
	return !slices.ContainsFunc(v.Blobs.Flaws, func(f blob.Flaw) bool { return !f.Hint() })
}

// Verify recomputes everything there is: of each book the tree, its checkpoints, the
// digests of all images, each row against its latest image, every count that is
// kept; and every blob against its hash. witnesses are checkpoints held by others,
// such as on paper. It shows no content, only which row is not what the journal says,
// and so is for whoever keeps the machine.
//
// A book is verified if any table has something of it, or a witness knows it: one
// whose own row was deleted is not passed over.
func (a *App) Verify(ctx context.Context, witnesses ...journal.Checkpoint) (*Verification, error) {
	v := &Verification{}
	known := map[blob.Hash]int64{}
	err := a.DB.View(ctx, func(tx *store.Tx) error {
		v.Books = nil
		damage, err := tx.Sound()
		if err != nil {
			return err
		}
		ids, stray, err := everyBook(tx, witnesses)
		if err != nil {
			return err
		}
		for _, id := range ids {
			checked, err := a.verifyBook(tx, id, witnesses)
			if err != nil {
				return fmt.Errorf("app: verifying book %s: %w", id, err)
			}
			if id == org.Site {
				checked.Counts = append(append(checked.Counts, damage...), stray...)
			}
			v.Books = append(v.Books, checked)
			for b, err := range tx.Blobs(id) {
				if err != nil {
					return err
				}
				if h := blob.Hash(b.SHA256); b.Size >= 0 || known[h] == 0 {
					known[h] = b.Size
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	v.Blobs, err = blob.Check(ctx, a.Blobs, sizes(known))
	return v, err
}

// everyBook returns the books that the ledger or a witness has something of.
func everyBook(tx *store.Tx, witnesses []journal.Checkpoint) (ids []org.ID, stray []store.Miscount, err error) {
	ids, stray, err = tx.EveryBook()
	for _, w := range witnesses {
		id, err := org.ParseID(strings.TrimPrefix(w.Origin, journal.Origin("")))
		if err == nil && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, stray, err
}

// verifyBook recomputes one book.
func (a *App) verifyBook(tx *store.Tx, book org.ID, witnesses []journal.Checkpoint) (checked Checked, err error) {
	checked.Book, checked.Name = book, nameOf(tx, book)
	origin := journal.Origin(book.String())
	c := journal.Copy{Origin: origin, Log: tx.Log(book), Known: a.Known, Checkpoints: tx.Checkpoints(book),
		Hashes: tx.Hashes(book), Rows: tx.Images(book)}
	head, err := tx.JournalHead(book)
	switch {
	case errors.Is(err, journal.ErrHead):
		checked.Counts = append(checked.Counts, store.Miscount{Kept: "head", Msg: fault.Msg{
			ZH: "存证日志的末端记录被改动过，无法识别。", EN: "The stored head of the journal was changed and cannot be read."}})
	case err != nil:
		return checked, err
	default:
		c.Head = &head
	}
	for _, w := range witnesses {
		if w.Origin == origin {
			c.Witnesses = append(c.Witnesses, w)
		}
	}
	if checked.Report, err = journal.Verify(c); err != nil {
		return checked, err
	}
	wrong, err := tx.Recount(book)
	if err != nil {
		return checked, err
	}
	checked.Counts = append(checked.Counts, wrong...)
	wrong, err = verifyPublications(tx, book)
	checked.Counts = append(checked.Counts, wrong...)
	return checked, err
}

// nameOf returns what a book is called, or its id: the row that says so may have been
// deleted or changed. Should reading fail for another reason, what comes next does too.
func nameOf(tx *store.Tx, book org.ID) string {
	if book == org.Site {
		return "站点"
	}
	if b, err := store.Get[ledger.Book](tx, book, book); err == nil {
		return b.Name
	}
	return book.String()
}

func sizes(known map[blob.Hash]int64) iter.Seq2[blob.Hash, int64] {
	return func(yield func(blob.Hash, int64) bool) {
		for h, n := range known {
			if !yield(h, n) {
				return
			}
		}
	}
}

// Checkpoint signs the head of the log of each book that grew since its last
// checkpoint, keeps the checkpoints and returns them. They belong on paper and with
// others: see package journal.
func (a *App) Checkpoint(ctx context.Context) (signed [][]byte, err error) {
	if a.Signer == nil {
		return nil, errNoKey
	}
	err = a.DB.Update(ctx, func(tx *store.Tx) error {
		signed = nil
		books, err := tx.Books(org.Scope{All: true})
		if err != nil {
			return err
		}
		ids := []org.ID{org.Site}
		for _, b := range books {
			ids = append(ids, b.ID)
		}
		for _, id := range ids {
			note, err := a.signHead(tx, id)
			if err != nil {
				return err
			}
			if note != nil {
				signed = append(signed, note)
			}
		}
		return nil
	})
	return signed, err
}

// signHead signs the head of the log of a book and keeps the checkpoint; nil if the log
// did not grow since the last one.
func (a *App) signHead(tx *store.Tx, book org.ID) ([]byte, error) {
	head, err := tx.JournalHead(book)
	if err != nil {
		return nil, err
	}
	last, err := tx.LastCheckpoint(book)
	if err != nil || head.Size() == 0 || head.Size() == last {
		return nil, err
	}
	note, err := head.Checkpoint(journal.Origin(book.String()), a.Now()).Sign(a.Signer)
	if err != nil {
		return nil, fmt.Errorf("app: signing the checkpoint of %s: %w", book, err)
	}
	return note, tx.AddCheckpoint(book, head.Size(), note)
}
