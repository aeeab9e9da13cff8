package app

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
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

// Export writes the book as one signed file: its journal with every image, its
// checkpoints and its evidence. The file can be imported by another installation and
// verified by anybody who has the public key; encrypting it is for the caller.
func (a *App) Export(ctx context.Context, who org.Actor, book org.ID, w io.Writer) (m journal.Manifest, err error) {
	if a.Signer == nil {
		return m, errNoKey
	}
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		b, err := store.Get[ledger.Book](tx, book, book)
		if err != nil || !who.Scope().SeesBook(b.Unit) {
			return errNoBook(book.String(), err)
		}
		if !who.Has(b.Unit, org.Coordinator, org.Officer) {
			return fault.New(fault.Forbidden, "账册由联络员或巡察办导出，您没有这个角色。", "A book is exported by the coordinator or the office.", nil)
		}
		blobs, err := a.blobsOf(ctx, tx, book)
		if err != nil {
			return err
		}
		m, err = journal.WriteBundle(w, journal.Contents{Origin: journal.Origin(book.String()), At: a.Now().UTC(), Log: tx.Log(book),
			Checkpoints: tx.Checkpoints(book), Blobs: blobs}, a.Signer)
		return err
	})
	return m, err
}

// errNoKey is that nothing can be signed.
var errNoKey = fault.New(fault.Invalid, "站点没有签名密钥，不能签名；请恢复密钥文件。", "The site has no signing key; please restore the key file.", nil)

// blobsOf returns the bytes that the rows of a book need, by ascending hash.
func (a *App) blobsOf(ctx context.Context, tx *store.Tx, book org.ID) (iter.Seq2[journal.Blob, error], error) {
	var sums []journal.Sum
	for b, err := range tx.Blobs(book) {
		if err != nil {
			return nil, err
		}
		sums = append(sums, journal.Sum(b.SHA256))
	}
	slices.SortFunc(sums, func(x, y journal.Sum) int { return slices.Compare(x[:], y[:]) })
	sums = slices.Compact(sums)
	return func(yield func(journal.Blob, error) bool) {
		for _, sum := range sums {
			open := func() (io.ReadCloser, error) { return a.Blobs.Open(ctx, blob.Hash(sum)) }
			if !yield(journal.Blob{SHA256: sum, Open: open}, nil) {
				return
			}
		}
	}, nil
}

// A Taken says how the file stood to the copy that was there, and how
// many entries were taken over.
type Taken struct {
	Book     org.ID             `json:"book"`
	Relation journal.Relation   `json:"relation"`
	Entries  int64              `json:"entries"`
	Parted   journal.Comparison `json:"parted,omitzero"`
}

// Take takes a book from a file that Export wrote, here or elsewhere, signed by one of
// known. A book that is not here is added; one that is here goes on where the file
// does. Where the two went on in their own ways nothing is taken, and what each has
// at that place is returned. It is for the office or the coordinator of the unit.
func (a *App) Take(ctx context.Context, who org.Actor, r io.ReaderAt, size int64, known ...journal.Verifier) (*Taken, error) {
	report, err := journal.VerifyBundle(r, size, known...)
	if err != nil {
		return nil, err
	}
	if !report.OK() {
		return nil, fault.New(fault.Invalid, "文件里的存证日志对不上："+report.Faults[0].Msg.ZH+"未导入。",
			"The journal in the file does not hold: "+report.Faults[0].Msg.EN, nil)
	}
	bundle, err := journal.OpenBundle(r, size, known...)
	if err != nil {
		return nil, err
	}
	book, err := org.ParseID(strings.TrimPrefix(bundle.Manifest().Origin, journal.Origin("")))
	if err != nil || book == org.Site {
		return nil, fault.New(fault.Invalid, "这个文件不是一个账册的导出文件。", "This file is not the export of a book.", err)
	}
	if err := a.mayTake(ctx, who, book, bundle); err != nil {
		return nil, err
	}
	if err := a.takeBlobs(ctx, bundle); err != nil {
		return nil, err
	}
	taken := &Taken{Book: book}
	err = a.change(ctx, who, "book.take", func(c *change) (string, error) {
		taken.Entries = 0
		subject := "book/" + book.String()
		if taken.Parted, err = journal.Compare(c.Log(book).Leaves, bundle.Log().Leaves); err != nil {
			return "", err
		}
		if taken.Relation = taken.Parted.Relation; taken.Relation != journal.Behind {
			return subject, nil
		}
		if err := a.adopt(c.Tx, bundle, taken); err != nil {
			return "", err
		}
		if err := c.place(book); err != nil {
			return "", err
		}
		return subject, c.Remark(org.Site)
	})
	return taken, err
}

// mayTake refuses who may not take this book, before anything of the file is kept or
// said. Whose book it is says the copy that is here, if there is one, and else the file.
func (a *App) mayTake(ctx context.Context, who org.Actor, book org.ID, bundle *journal.Bundle) error {
	b, err := view(ctx, a, func(tx *store.Tx) (*ledger.Book, error) { return store.Get[ledger.Book](tx, book, book) })
	if fault.KindOf(err) == fault.NotFound {
		b, err = bookIn(bundle, book)
	}
	if err != nil {
		return err
	}
	if who.Tree.Unit(b.Unit) == nil {
		_, err := answersFor(who)
		return err
	}
	if !who.Has(b.Unit, org.Coordinator, org.Officer) {
		return errTaking
	}
	return nil
}

// bookIn returns the row of the book itself as the file has it.
func bookIn(bundle *journal.Bundle, book org.ID) (*ledger.Book, error) {
	state, err := journal.Replay(bundle.Log(), nil)
	if err != nil {
		return nil, err
	}
	b := &ledger.Book{}
	row, ok := state.Row(journal.Key{Table: b.Table(), ID: book.String()})
	if !ok || json.Unmarshal(row.Image, b) != nil {
		return nil, fault.New(fault.Invalid, "这个文件里没有账册本身，不能导入。", "This file does not hold the book itself and cannot be taken.", nil)
	}
	return b, nil
}

// answersFor returns the unit of which who is the office: what he takes from elsewhere
// is put below it.
func answersFor(who org.Actor) (org.ID, error) {
	for _, g := range who.Grants {
		if g.Role == org.Officer && !g.Closed {
			return g.Unit, nil
		}
	}
	return org.ID{}, errTaking
}

// takeBlobs keeps the evidence of a bundle. Bytes without a row do no harm should what
// comes next fail.
func (a *App) takeBlobs(ctx context.Context, bundle *journal.Bundle) error {
	manifest := bundle.Manifest()
	for _, m := range manifest.Blobs() {
		err := func() error {
			r, err := bundle.Blob(m.SHA256)
			if err != nil {
				return err
			}
			defer r.Close()
			_, err = a.Blobs.Put(ctx, blob.Hash(m.SHA256), m.Size, r)
			return err
		}()
		if err != nil {
			return fmt.Errorf("app: taking the bytes %s: %w", m.SHA256, err)
		}
	}
	return nil
}

// adopt takes over the entries of a bundle that are not here.
func (a *App) adopt(tx *store.Tx, bundle *journal.Bundle, t *Taken) error {
	next, stop := iter.Pull2(bundle.Log().Details)
	defer stop()
	for leaf, err := range bundle.Log().Leaves {
		if err != nil {
			return err
		}
		e, err := journal.ParseEntry(leaf.Body)
		if err != nil {
			return err
		}
		details := make([]journal.Detail, e.Details)
		for i := range details {
			d, err, ok := next()
			if err != nil || !ok || d.Index != e.Index {
				return fmt.Errorf("app: entry %d has no detail %d: %w", e.Index, i, err)
			}
			details[i] = d
		}
		if e.Index < t.Parted.Common {
			continue
		}
		if err := tx.Adopt(t.Book, e, details); err != nil {
			return err
		}
		t.Entries++
	}
	for note, err := range bundle.Checkpoints() {
		if err != nil {
			return err
		}
		cp, err := journal.ParseCheckpoint(note, a.Known...)
		if err != nil {
			continue // signed by another installation: its keeper has it
		}
		if err := tx.AddCheckpoint(t.Book, cp.Size, note); err != nil {
			return err
		}
	}
	return nil
}

// place sees to it that the unit of a book that was taken is in the tree.
func (c *change) place(book org.ID) error {
	b, err := store.Get[ledger.Book](c.Tx, book, book)
	if err != nil || c.who.Tree.Unit(b.Unit) != nil {
		return err
	}
	above, err := answersFor(c.who)
	if err != nil {
		return err
	}
	return c.Put(&org.Unit{Head: org.Head{Book: org.Site, ID: b.Unit}, Parent: above, Name: orElse(b.UnitName, b.Name)})
}

var errTaking = fault.New(fault.Forbidden, "导入账册由本单位联络员或巡察办办理，您没有这个角色；请转给他们。",
	"A book is taken by the coordinator of its unit or the office; please pass it on.", nil)
