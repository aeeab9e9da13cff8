package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"zhenggai/blob"
	"zhenggai/fault"
	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/paper"
	"zhenggai/store"
)

// writers may write the words of papers and freeze them.
var writers = []org.Role{org.Coordinator, org.Group, org.Secretary, org.Officer}

// A Script asks for a form about something, with the words for it.
type Script struct {
	Book, Inspection org.ID
	Form             string
	Subject          org.ID // zero is the inspection
	Seen             int    // the number of the version that who wrote over; 0 is none
	Number           string // 文号
	Narrative        form.Narrative
}

// A Made is a paper as it reads: frozen, or as the ledger gives it now.
type Made struct {
	*form.Account
	Form     *form.Form
	Subject  org.ID
	Paper    *ledger.Paper // nil: nobody saved any words yet
	Document paper.Document
	Digest   ledger.Digest // of the document
	Content  []byte        // what is published of it, as JSON; nil is nothing
}

// MakePaper makes a form as it would read now, with the words of its last version or,
// if the script has any, with those.
func (a *App) MakePaper(ctx context.Context, who org.Actor, s Script) (*Made, error) {
	acc, err := a.Account(ctx, who, s.Book, s.Inspection)
	if err != nil {
		return nil, err
	}
	return made(acc, s)
}

func made(acc *form.Account, s Script) (m *Made, err error) {
	m = &Made{Account: acc, Form: form.Named(s.Form), Subject: s.Subject}
	if m.Form == nil {
		return nil, errNoForm(s.Form)
	}
	m.Paper = acc.Last(s.Form, s.Subject)
	d := form.Draft{Account: acc, Form: m.Form, Subject: s.Subject, Narrative: s.Narrative, Number: s.Number}
	if s.Narrative == nil {
		d.Narrative = form.NarrativeOf(m.Paper)
		if m.Paper != nil && s.Number == "" {
			d.Number = m.Paper.Number
		}
	}
	return m, m.make(d)
}

func (m *Made) make(d form.Draft) (err error) {
	if m.Document, err = form.Make(d); err != nil {
		return err
	}
	if m.Form.Key == form.PublicKey {
		b, err := form.BulletinOf(d.Account, d.Narrative)
		if err != nil {
			return err
		}
		if m.Content, err = json.Marshal(b); err != nil {
			return fmt.Errorf("app: a public report as JSON: %w", err)
		}
	}
	_, m.Digest, err = encoded(m.Document)
	return err
}

// encoded returns a document as it is kept, and its digest.
func encoded(d paper.Document) ([]byte, ledger.Digest, error) {
	b, err := paper.Encode(d)
	if err != nil {
		return nil, ledger.Digest{}, fmt.Errorf("app: keeping a paper: %w", err)
	}
	sha, _ := blob.Digests(b)
	return b, ledger.Digest(sha), nil
}

func errNoForm(key string) error {
	return hidden("没有名为“"+key+"”的表单，请用 zhenggai form list 查看。", "There is no form "+key+"; zhenggai form list has them.")
}

// PaperVersion returns one version of a paper: a frozen one as it was frozen, a draft
// with the figures of today.
func (a *App) PaperVersion(ctx context.Context, who org.Actor, book, id org.ID) (*Made, error) {
	p, err := a.paperOf(ctx, who, book, id)
	if err != nil {
		return nil, err
	}
	acc, err := a.Account(ctx, who, book, p.Inspection)
	if err != nil {
		return nil, err
	}
	m := &Made{Account: acc, Form: form.Named(p.Form), Subject: p.Subject, Paper: p}
	if m.Form == nil {
		return nil, errNoForm(p.Form)
	}
	if !p.Frozen() {
		return m, m.make(form.Draft{Account: acc, Form: m.Form, Subject: p.Subject, Narrative: form.NarrativeOf(p), Number: p.Number})
	}
	b, err := a.bytesOf(ctx, p.Document)
	if err != nil {
		return nil, err
	}
	m.Digest = p.Document
	if m.Document, err = paper.Decode(b); err != nil {
		return nil, err
	}
	if !p.Content.IsZero() {
		m.Content, err = a.bytesOf(ctx, p.Content)
	}
	return m, err
}

// bytesOf reads what is kept under a digest, and checks it against that.
func (a *App) bytesOf(ctx context.Context, d ledger.Digest) ([]byte, error) {
	r, err := a.Blobs.Open(ctx, blob.Hash(d))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("app: reading a frozen paper: %w", err)
	}
	if sha, _ := blob.Digests(b); ledger.Digest(sha) != d {
		return nil, fault.New(fault.Internal, "定稿的内容与存证不符，请运行 zhenggai verify 并从备份恢复。",
			"A frozen paper is not what was frozen; please run zhenggai verify and restore it from a backup.", nil)
	}
	return b, nil
}

// paperOf returns a version of a paper of a book that who sees whole.
func (a *App) paperOf(ctx context.Context, who org.Actor, book, id org.ID) (*ledger.Paper, error) {
	return view(ctx, a, func(tx *store.Tx) (*ledger.Paper, error) { return paperIn(tx, who, book, id) })
}

func paperIn(tx *store.Tx, who org.Actor, book, id org.ID) (*ledger.Paper, error) {
	b, err := store.Get[ledger.Book](tx, book, book)
	if err != nil || !who.Scope().SeesBook(b.Unit) {
		return nil, errNoBook(book.String(), err)
	}
	p, err := store.Get[ledger.Paper](tx, book, id)
	if fault.KindOf(err) == fault.NotFound {
		return nil, hidden("没有找到这一版文稿。", "There is no such version of a paper.")
	}
	return p, err
}

// Papers returns the versions of all papers of an inspection of a book that who sees
// whole, in the order in which they were saved.
func (a *App) Papers(ctx context.Context, who org.Actor, book, inspection org.ID) ([]*ledger.Paper, error) {
	all, err := list[ledger.Paper](ctx, a, who, book)
	return slices.DeleteFunc(all, func(p *ledger.Paper) bool { return p.Inspection != inspection }), err
}

// SavePaper keeps words for a form as its next version. Words that are those of the last
// version make no other, and a field that does not exist is refused.
func (a *App) SavePaper(ctx context.Context, who org.Actor, s Script) (saved *ledger.Paper, err error) {
	f := form.Named(s.Form)
	if f == nil {
		return nil, errNoForm(s.Form)
	}
	err = a.change(ctx, who, "paper.save", func(c *change) (string, error) {
		if _, err := c.book(s.Book, writers...); err != nil {
			return "", err
		}
		acc, err := a.account(c.Tx, who, s.Book, s.Inspection)
		if err != nil {
			return "", err
		}
		if err := form.Check(acc, f, s.Narrative); err != nil {
			return "", err
		}
		if _, err := made(acc, s); err != nil {
			return "", err
		}
		last := acc.Last(s.Form, s.Subject)
		saved = &ledger.Paper{Inspection: s.Inspection, Form: s.Form, Subject: s.Subject, N: 1, Number: strings.TrimSpace(s.Number),
			Passages: form.Passages(f, s.Narrative), By: who.Person, At: c.now.At}
		if last != nil {
			if s.Seen != 0 && s.Seen != last.N {
				return "", fault.New(fault.Conflict, fmt.Sprintf("在您写的时候%s保存了第 %d 版，请先看过它再保存。", acc.People[last.By].Name, last.N),
					fmt.Sprintf("%s saved version %d while you wrote; please look at it first.", acc.People[last.By].Name, last.N), nil)
			}
			if last.Number == saved.Number && slices.Equal(last.Passages, saved.Passages) {
				saved = last
				return "", nil
			}
			saved.N = last.N + 1
		}
		saved.Head = c.head(s.Book)
		return subject(saved), c.Put(saved)
	})
	return saved, err
}

// FreezePaper makes a version of a paper keep its figures as they are now. seen is the
// digest of the paper that who looked at: if the ledger has moved since, nothing is
// frozen; the zero digest takes it as it is.
func (a *App) FreezePaper(ctx context.Context, who org.Actor, book, id org.ID, seen ledger.Digest) (frozen *ledger.Paper, err error) {
	if _, err := view(ctx, a, func(tx *store.Tx) (*ledger.Book, error) {
		c := &change{Tx: tx, app: a, who: who}
		return c.book(book, writers...)
	}); err != nil {
		return nil, err
	}
	m, err := a.PaperVersion(ctx, who, book, id)
	if err != nil {
		return nil, err
	}
	if m.Paper.Frozen() {
		return nil, errFrozen(m.Paper)
	}
	if !seen.IsZero() && seen != m.Digest {
		return nil, fault.New(fault.Conflict, "台账在您看过之后有变动，文稿里的数字已经不同；请重新看过再定稿。",
			"The ledger moved after you looked and the paper reads otherwise now; please look again before you freeze it.", nil)
	}
	if err := a.keepMade(ctx, m); err != nil {
		return nil, err
	}
	err = a.change(ctx, who, "paper.freeze", func(c *change) (string, error) {
		if frozen, err = paperIn(c.Tx, who, book, id); err != nil {
			return "", err
		}
		if frozen.Frozen() {
			return "", errFrozen(frozen)
		}
		frozen.FrozenBy, frozen.FrozenAt, frozen.Day, frozen.Document = who.Person, c.now.At, m.Today, m.Digest
		if m.Content != nil {
			sha, _ := blob.Digests(m.Content)
			frozen.Content = ledger.Digest(sha)
		}
		return subject(frozen), c.Put(frozen)
	})
	return frozen, err
}

func errFrozen(p *ledger.Paper) error {
	return fault.New(fault.Conflict, fmt.Sprintf("第 %d 版已经定稿，不能再改；要改请另存一版。", p.N),
		fmt.Sprintf("Version %d is frozen and stays as it is; please save another.", p.N), nil)
}

// keepMade keeps the bytes of what is to be frozen. Bytes without a row do no harm.
func (a *App) keepMade(ctx context.Context, m *Made) error {
	doc, _, err := encoded(m.Document)
	if err != nil {
		return err
	}
	for _, b := range [][]byte{doc, m.Content} {
		if b == nil {
			continue
		}
		sha, _ := blob.Digests(b)
		if _, err := a.Blobs.Put(ctx, sha, int64(len(b)), bytes.NewReader(b)); err != nil {
			return fmt.Errorf("app: freezing a paper: %w", err)
		}
	}
	return nil
}

// FrozenBulletin returns what a frozen public report says: what is published is made
// from it and from nothing else.
func (a *App) FrozenBulletin(ctx context.Context, who org.Actor, book, id org.ID) (*ledger.Paper, *form.Bulletin, error) {
	p, err := a.paperOf(ctx, who, book, id)
	if err != nil {
		return nil, nil, err
	}
	if p.Content.IsZero() {
		return nil, nil, fault.New(fault.Invalid, "这一版不是已定稿的通报，请先定稿。", "This version is no frozen public report; please freeze one first.", nil)
	}
	b, err := a.bytesOf(ctx, p.Content)
	if err != nil {
		return nil, nil, err
	}
	said := &form.Bulletin{}
	if err := json.Unmarshal(b, said); err != nil {
		return nil, nil, fmt.Errorf("app: a frozen public report: %w", err)
	}
	return p, said, nil
}
