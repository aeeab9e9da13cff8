package app

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"zhenggai/blob"
	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/publish"
	"zhenggai/store"
)

// An Edition is a publication with its texts.
type Edition struct {
	*ledger.Edition
	Inspection *ledger.Inspection
	Draft      *form.Bulletin // with everything: for the office alone
	Content    *form.Bulletin // nil until it was masked
	Replaced   *form.Bulletin // what the version that it corrects said; nil is none
	Stamp      *Stamp         // the checkpoint under which it was published; nil is none
}

// Checkpoint is the short form of the checkpoint, or "".
func (e *Edition) Checkpoint() string {
	if e.Stamp == nil {
		return ""
	}
	return e.Stamp.Digest()
}

// Difference is how the version differs from the one that it corrects.
func (e *Edition) Difference() []publish.Change {
	if e.Replaced == nil || e.Content == nil {
		return nil
	}
	return publish.Compare(e.Replaced, e.Content)
}

// A PublicationRequest asks for something to be done with a publication.
type PublicationRequest struct {
	Book, ID org.ID
	Version  int64  // that the actor looked at; 0 is whichever it is
	Words    string // to mask by hand: as they stand in the draft at Act.Mask.At, or anywhere
	Act      ledger.PublicationAct
}

// Publications returns the publications of a book that who sees whole, by age.
func (a *App) Publications(ctx context.Context, who org.Actor, book org.ID) ([]*ledger.Publication, error) {
	return list[ledger.Publication](ctx, a, who, book)
}

// Publication returns one publication of a book that who sees whole, with its texts.
func (a *App) Publication(ctx context.Context, who org.Actor, book, id org.ID) (*Edition, error) {
	e, err := view(ctx, a, func(tx *store.Tx) (*Edition, error) {
		e, err := editionIn(tx, who, book, id)
		if err == nil && e.N > 0 {
			e.Stamp, err = a.stampOf(tx, e.Publication)
		}
		return e, err
	})
	if err != nil {
		return nil, err
	}
	return e, a.texts(ctx, e)
}

// editionIn reads a publication without its texts.
func editionIn(tx *store.Tx, who org.Actor, book, id org.ID) (*Edition, error) {
	b, err := store.Get[ledger.Book](tx, book, book)
	if err != nil || !who.Scope().SeesBook(b.Unit) {
		return nil, errNoBook(book.String(), err)
	}
	p, err := store.Get[ledger.Publication](tx, book, id)
	if err != nil {
		if fault.KindOf(err) == fault.NotFound {
			return nil, hidden("没有找到这份公开稿。", "There is no such publication.")
		}
		return nil, err
	}
	e := &Edition{Edition: &ledger.Edition{Publication: p, Book: b}}
	if e.Inspection, err = store.Get[ledger.Inspection](tx, book, p.Inspection); err != nil {
		return nil, err
	}
	e.Others, err = store.List[ledger.Publication](tx, book, "inspection_id", p.Inspection)
	return e, err
}

// texts reads the texts of an edition.
func (a *App) texts(ctx context.Context, e *Edition) (err error) {
	if e.Draft, err = a.bulletinOf(ctx, e.Publication.Draft); err != nil {
		return err
	}
	if !e.Publication.Content.IsZero() {
		if e.Content, err = a.bulletinOf(ctx, e.Publication.Content); err != nil {
			return err
		}
	}
	for _, o := range e.Others {
		if o.ID == e.Replaces && !o.Content.IsZero() {
			e.Replaced, err = a.bulletinOf(ctx, o.Content)
		}
	}
	return err
}

// bulletinOf reads a bulletin that is kept; its bytes are those of the digest.
func (a *App) bulletinOf(ctx context.Context, d ledger.Digest) (*form.Bulletin, error) {
	body, err := a.bytesOf(ctx, d)
	if err != nil {
		return nil, err
	}
	return publish.Decode(body)
}

// keepBulletin keeps a bulletin among the blobs. Bytes without a row do no harm.
func (a *App) keepBulletin(ctx context.Context, b *form.Bulletin) (ledger.Digest, error) {
	body, digest := publish.Encode(b)
	if _, err := a.Blobs.Put(ctx, blob.Hash(digest), int64(len(body)), bytes.NewReader(body)); err != nil {
		return digest, fmt.Errorf("app: keeping a bulletin: %w", err)
	}
	return digest, nil
}

// DraftPublication begins a publication of an inspection with the bulletin that the
// ledger gives now.
func (a *App) DraftPublication(ctx context.Context, who org.Actor, book, inspection org.ID, channel ledger.Channel) (*Edition, error) {
	if ledger.Name(ledger.Channels, string(channel), "zh") == string(channel) {
		return nil, about("channel", fault.New(fault.Invalid, "公开渠道是党内公开（party）或向社会公开（public）。", "The channel is party or public.", nil))
	}
	return a.begin(ctx, who, &ledger.Publication{Head: org.Head{Book: book}, Inspection: inspection, Channel: channel})
}

// CorrectPublication begins the version that corrects a published one, with a draft from
// the ledger as it is now.
func (a *App) CorrectPublication(ctx context.Context, who org.Actor, book, id org.ID, reason string) (*Edition, error) {
	e, err := view(ctx, a, func(tx *store.Tx) (*Edition, error) { return editionIn(tx, who, book, id) })
	if err != nil {
		return nil, err
	}
	if err := e.Check(&ledger.PublicationAct{Event: ledger.Correct, Reason: reason}, who, a.moment()); err != nil {
		return nil, err
	}
	return a.begin(ctx, who, &ledger.Publication{Head: org.Head{Book: book}, Inspection: e.Publication.Inspection, Channel: e.Channel, Replaces: id, Reason: reason})
}

// begin drafts p from the ledger.
func (a *App) begin(ctx context.Context, who org.Actor, p *ledger.Publication) (*Edition, error) {
	b, err := a.Bulletin(ctx, who, p.Book, p.Inspection)
	if err != nil {
		return nil, err
	}
	if p.Draft, err = a.keepBulletin(ctx, b); err != nil {
		return nil, err
	}
	p.Title, p.By, p.State = b.Title, who.Person, ledger.PubDraft
	book := p.Book
	err = a.change(ctx, who, "publication.draft", func(c *change) (string, error) {
		whole, err := c.book(book, org.Coordinator)
		if err != nil {
			return "", err
		}
		fresh := *p
		fresh.Head = c.head(book)
		e := &ledger.Edition{Publication: &fresh, Book: whole}
		if e.Others, err = store.List[ledger.Publication](c.Tx, book, "inspection_id", p.Inspection); err != nil {
			return "", err
		}
		if err := e.Begin(who, c.now); err != nil {
			return "", err
		}
		e.Sign(&ledger.PublicationAct{Event: ledger.Drafting, Reason: p.Reason}, who, c.now)
		p = &fresh
		return subject(p), c.Put(p)
	})
	if err != nil {
		return nil, err
	}
	return a.Publication(ctx, who, book, p.ID)
}

// DoPublication does what is asked of a publication, if its state, the roles of who asks
// and the needs of the step allow it.
func (a *App) DoPublication(ctx context.Context, who org.Actor, r PublicationRequest) (*Edition, error) {
	if r.Act.Event == ledger.Correct {
		return a.CorrectPublication(ctx, who, r.Book, r.ID, r.Act.Reason)
	}
	e, err := a.Publication(ctx, who, r.Book, r.ID)
	if err != nil {
		return nil, err
	}
	if err := e.Can(r.Act.Event, who); err != nil {
		return nil, err // before anything is worked out for it
	}
	act := r.Act
	if err := a.prepare(ctx, who, e, r, &act); err != nil {
		return nil, err
	}
	if act.Event == ledger.Publish && a.Signer == nil {
		return nil, errNoKey
	}
	err = a.change(ctx, who, "publication."+string(act.Event), func(c *change) (string, error) {
		now, err := editionIn(c.Tx, who, r.Book, r.ID)
		if err != nil {
			return "", err
		}
		if now.Version != e.Version || r.Version != 0 && r.Version != now.Version {
			return "", errMeanwhile
		}
		return c.publication(ctx, now, &act)
	})
	if err != nil {
		return nil, err
	}
	return a.Publication(ctx, who, r.Book, r.ID)
}

var errMeanwhile = fault.New(fault.Conflict, "这份公开稿刚刚被别人改动过，请刷新后再办理。", "This publication was changed by somebody else in the meantime; please reload and try again.", nil)

// publication takes one step of an edition and saves it.
func (c *change) publication(ctx context.Context, e *Edition, act *ledger.PublicationAct) (string, error) {
	if err := e.Apply(act, c.who, c.now); err != nil {
		return "", err
	}
	switch act.Event {
	case ledger.Masking, ledger.Hide, ledger.Unmask, ledger.Exclude, ledger.Include, ledger.Keep:
		if err := c.app.render(ctx, e.Publication); err != nil {
			return "", err
		}
	case ledger.Freeze, ledger.Publish:
		if _, err := c.app.bytesOf(ctx, e.Approved); err != nil {
			return "", err // what was approved is no longer there
		}
	}
	e.Sign(act, c.who, c.now)
	rows := []org.Row{e.Publication}
	if act.Event == ledger.Publish {
		rows = append(rows, e.shown(c.who, c.now)...)
		c.signed = append(c.signed, e.Publication.Book)
	}
	return subject(e.Publication), c.Put(rows...)
}

// shown returns what else changes when a version is published: the one that it replaces,
// and the day of publication of the inspection, which time limits count from.
func (e *Edition) shown(who org.Actor, now ledger.Now) (rows []org.Row) {
	for _, o := range e.Others {
		if o.ID == e.Replaces && o.State == ledger.PubPublished {
			o.State = ledger.PubReplaced
			(&ledger.Edition{Publication: o}).Sign(&ledger.PublicationAct{Event: ledger.Replace, Reason: e.Reason}, who, now)
			rows = append(rows, o)
		}
	}
	if e.Channel == ledger.Public && e.Inspection.Published.IsZero() {
		e.Inspection.Published = now.Day
		rows = append(rows, e.Inspection)
	}
	return rows
}

// render works out what is left of the draft, and keeps it.
func (a *App) render(ctx context.Context, p *ledger.Publication) error {
	draft, err := a.bulletinOf(ctx, p.Draft)
	if err != nil {
		return err
	}
	content, err := publish.Render(draft, p.Masks, p.Exclusions)
	if err != nil {
		return err
	}
	p.Content, err = a.keepBulletin(ctx, content)
	return err
}

// prepare works out what the step needs beside what was asked: a fresh draft, masks,
// checks.
func (a *App) prepare(ctx context.Context, who org.Actor, e *Edition, r PublicationRequest, act *ledger.PublicationAct) (err error) {
	switch act.Event {
	case ledger.Redraft:
		b, err := a.Bulletin(ctx, who, r.Book, e.Publication.Inspection)
		if err != nil {
			return err
		}
		act.Title = b.Title
		act.Draft, err = a.keepBulletin(ctx, b)
		return err
	case ledger.Masking:
		act.Masks = publish.Mask(e.Draft)
	case ledger.Hide:
		act.Masks = publish.Hide(e.Draft, e.Masks, act.Mask.At, r.Words, act.Mask.After)
	case ledger.Exclude:
		act.Classes = publish.ClassKeys()
		found := false
		e.Draft.Walk(func(it *form.Item) { found = found || it.Finding == act.Finding })
		if !found {
			act.Finding = org.ID{}
		}
	case ledger.Checking:
		act.Checks, err = a.checks(ctx, who, e)
	}
	return err
}

// checks runs all checks over the content of an edition or, before it was masked, over
// its draft.
func (a *App) checks(ctx context.Context, who org.Actor, e *Edition) ([]ledger.Check, error) {
	acc, err := a.Account(ctx, who, e.Book.ID, e.Publication.Inspection)
	if err != nil {
		return nil, err
	}
	fresh, err := form.BulletinOf(acc, form.NarrativeOf(acc.Last(form.PublicKey, org.ID{})))
	if err != nil {
		return nil, err
	}
	audit := publish.Audit{Account: acc, Fresh: fresh, Draft: e.Draft, Content: e.Content, Masks: e.Masks}
	if audit.Content == nil {
		audit.Content = e.Draft
	}
	return publish.Checks(audit), nil
}

// current returns the published version among publications of one channel, or nil.
func current(all []*ledger.Publication, channel ledger.Channel) *ledger.Publication {
	i := slices.IndexFunc(all, func(p *ledger.Publication) bool { return p.Channel == channel && p.Shown() })
	if i < 0 {
		return nil
	}
	return all[i]
}
