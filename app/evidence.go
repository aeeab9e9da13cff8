package app

import (
	"context"
	"fmt"
	"io"

	"zhenggai/blob"
	"zhenggai/fault"
	"zhenggai/intake"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/zh"
)

// An Offering is a file that is to prove something.
type Offering struct {
	Book, Finding org.ID
	Measure       org.ID // zero is the finding as a whole
	Name          string
	Size          int64 // -1 is not known
	Body          io.Reader
	Title         string
	Dated         zh.Date // the day that the document claims
}

// An Attached is evidence as it was taken, and where the same bytes were offered
// before, as far as who may see that.
type Attached struct {
	*ledger.Evidence
	Before []*ledger.Evidence
}

// Attach takes a file as evidence: the bytes are kept by their hash, what it is is
// found out from the content, and a file that bears a secrecy mark is refused, which
// is written in the journal without its content.
func (a *App) Attach(ctx context.Context, who org.Actor, o Offering) (*Attached, error) {
	cs, err := a.Case(ctx, who, o.Book, o.Finding)
	if err != nil {
		return nil, err
	}
	if err := cs.Can(ledger.Attach, who); err != nil {
		return nil, err // before the bytes are kept
	}
	up, err := a.Spool.Receive(ctx, o.Name, o.Size, o.Body)
	if err != nil {
		return nil, err
	}
	defer up.Close()
	if err := a.refuseSecret(ctx, who, o, up); err != nil {
		return nil, err
	}
	if _, err := up.Keep(ctx, a.Blobs); err != nil {
		return nil, err
	}
	r := up.Receipt
	e := &ledger.Evidence{Measure: o.Measure, SHA256: ledger.Digest(r.SHA256), SM3: ledger.Digest(r.SM3), Name: r.Name, Type: r.Type,
		Size: r.Size, Title: o.Title, Dated: o.Dated}
	done, err := a.Do(ctx, who, Request{Book: o.Book, Finding: o.Finding, Act: ledger.Act{Event: ledger.Attach, Row: e}})
	if err != nil {
		return nil, err
	}
	at := &Attached{Evidence: done.Evidence[len(done.Evidence)-1]}
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		at.Before, err = tx.SameEvidence(who.Scope(), at.SHA256, at.ID)
		return err
	})
	return at, err
}

// refuseSecret refuses a file whose text bears a secrecy mark. A file that has no
// text to look at (a picture, a video) passes; so does one that cannot be read, which
// the person who offers it may still want to keep as it is.
func (a *App) refuseSecret(ctx context.Context, who org.Actor, o Offering, up *blob.Upload) error {
	body, err := io.ReadAll(up.Reader())
	if err != nil {
		return fmt.Errorf("app: reading what was received: %w", err)
	}
	f, err := intake.Read(ctx, o.Name, body)
	if err != nil {
		return nil
	}
	level, _, _, ok := blob.SecrecyMark(f.Text.String())
	if !ok {
		return nil
	}
	return a.refuse(ctx, who, o.Book, "finding/"+o.Finding.String(), "evidence.refused", o.Name, level)
}

// refuse writes into the journal of a book that a file with a secrecy mark was turned
// away, without anything of the file, and returns the refusal.
func (a *App) refuse(ctx context.Context, who org.Actor, book org.ID, subject, action, name, level string) error {
	err := a.change(ctx, who, action, func(c *change) (string, error) { return subject, c.Remark(book) })
	if err != nil {
		return fmt.Errorf("app: writing down a refusal: %w", err)
	}
	return fault.New(fault.Forbidden, "文件“"+name+"”带有密级标志“"+level+"”，涉密材料不得进入本系统，已拒收并登记；请按保密规定另行报送。",
		"The file "+name+" bears the secrecy mark "+level+" and was refused, which is recorded; classified documents must not come into this system.", nil)
}

// Open returns the bytes of evidence in who's sight; whoever asked closes them.
func (a *App) Open(ctx context.Context, who org.Actor, book, finding, evidence org.ID) (*ledger.Evidence, io.ReadCloser, error) {
	cs, err := a.Case(ctx, who, book, finding)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range cs.Evidence {
		if e.ID == evidence {
			body, err := a.Blobs.Open(ctx, blob.Hash(e.SHA256))
			return e, body, err
		}
	}
	return nil, nil, hidden("没有找到这份佐证材料。", "There is no such evidence.")
}
