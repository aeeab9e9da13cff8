package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"zhenggai/blob"
	"zhenggai/fault"
	"zhenggai/intake"
	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/org"
	"zhenggai/oscal"
	"zhenggai/report"
	"zhenggai/store"
	"zhenggai/zh"
)

// An Incoming (来文) is a document handed in: what is to be taken into a book, where it
// becomes a ledger.Document. A paper is what the product writes itself: ledger.Paper.
type Incoming struct {
	Book       org.ID
	Inspection org.ID     // zero is the one it fits: see Import
	Kind       draft.Kind // "" is what it looks like
	Mapping    string     // name of a saved mapping of columns; "" is none
	Name       string
	Body       []byte
	Overlay    []report.Correction // what a person decided against the reader

	poam *oscal.Plan // what it says, if it is one
}

// importers are the roles that take documents into a book.
var importers = []org.Role{org.Coordinator, org.Officer}

// An Imported is what a document would do to a book, or did.
type Imported struct {
	*draft.Plan
	Inspection *ledger.Inspection // nil if a new one would be filed
	Document   org.ID
	Lost       []report.Correction // of the overlay: they fit the text no longer
	Other      string              // the unit that the document names, where that seems to be another than the book's
	Done       bool
	Changed    bool // it was done, and the book is not as it was before
}

// Import takes a document into a book: what was read becomes findings, measures and
// registers, each field with the words it came from. Without doing it, it shows what
// it would do, which is what a person looks at first. A second document about the same
// findings matches them. It belongs to the inspection that is named; or to the only
// one of the book whose feedback day the document gives; or to the only one there is, if
// the document gives none; else to a new one.
func (a *App) Import(ctx context.Context, who org.Actor, p Incoming, do bool) (in *Imported, err error) {
	if err := a.mayImport(ctx, who, p.Book); err != nil {
		return nil, err
	}
	f, plan, err := readIncoming(ctx, p.Name, p.Body)
	if err != nil {
		return nil, err
	}
	p.poam = plan
	if level, _, _, secret := blob.SecrecyMark(f.Text.String()); secret {
		return nil, a.refuse(ctx, who, p.Book, "book/"+p.Book.String(), "document.refused", p.Name, level)
	}
	if !do {
		return view(ctx, a, func(tx *store.Tx) (*Imported, error) {
			c := &change{Tx: tx, app: a, who: who, now: a.moment()}
			return c.plan(p, f)
		})
	}
	if err := a.keepIncoming(ctx, p, f); err != nil {
		return nil, err
	}
	err = a.change(ctx, who, "document.import", func(c *change) (string, error) {
		if in, err = c.plan(p, f); err != nil {
			return "", err
		}
		if !in.Ready() {
			return "", errProblems(in.Draft.Problems)
		}
		return "document/" + in.Document.String(), c.take(p, f, in)
	})
	return in, err
}

// mayImport refuses who may not import into a book, before his file is looked at: a
// refusal of the file is written into the book's journal.
func (a *App) mayImport(ctx context.Context, who org.Actor, book org.ID) error {
	_, err := view(ctx, a, func(tx *store.Tx) (*ledger.Book, error) {
		c := &change{Tx: tx, app: a, who: who}
		return c.book(book, importers...)
	})
	return err
}

// errProblems is that a document cannot be taken as it is; the first reason stands for
// all, which the plan has.
func errProblems(all []draft.Problem) error {
	first := all[0].Msg
	return fault.New(fault.Invalid, fmt.Sprintf("有 %d 处要先改好，什么都没有导入。第一处：%s", len(all), first.ZH),
		fmt.Sprintf("%d places must be mended first and nothing was imported. The first: %s", len(all), first.EN), nil)
}

// keepIncoming keeps the bytes of a document and its text, so that spans can be shown for
// ever. Bytes without a row do no harm should what comes next fail.
func (a *App) keepIncoming(ctx context.Context, p Incoming, f *intake.File) error {
	for _, body := range [][]byte{p.Body, []byte(f.Text.String()), p.corrections()} {
		if len(body) == 0 {
			continue
		}
		sha, _ := blob.Digests(body)
		if _, err := a.Blobs.Put(ctx, sha, int64(len(body)), bytes.NewReader(body)); err != nil {
			return fmt.Errorf("app: keeping a document: %w", err)
		}
	}
	return nil
}

// plan reads a document against the book.
func (c *change) plan(p Incoming, f *intake.File) (*Imported, error) {
	book, err := c.book(p.Book, importers...)
	if err != nil {
		return nil, err
	}
	mapping, err := c.mapping(p)
	if err != nil {
		return nil, err
	}
	in := &Imported{}
	if in.Document, err = c.known(p, f); err != nil {
		return nil, err
	}
	about := draft.About{Kind: p.Kind, Document: in.Document, Mapping: mapping}
	say, feedback := in.read(p, f, &about)
	if in.Inspection, err = c.inspectionFor(p, feedback); err != nil {
		return nil, err
	}
	if in.Inspection != nil {
		about.Feedback = in.Inspection.Feedback
	}
	have, err := c.existing(p.Book, in.Inspection)
	if err != nil {
		return nil, err
	}
	in.Other = otherUnit(in.Other, book, c.who.Tree)
	in.Plan = draft.Match(have, say())
	return in, nil
}

// read reads what a document says; about gets the kind that it looks like, in.Other the
// unit that it names. It returns what makes the draft, once more is known about it, and
// the feedback day that it gives.
func (in *Imported) read(p Incoming, f *intake.File, about *draft.About) (say func() *draft.Draft, feedback zh.Date) {
	if p.poam != nil {
		in.Lost = p.Overlay // nothing was guessed, so there is nothing to correct
		if b := p.poam.Book; b != nil {
			in.Other = b.UnitName
		}
		return func() *draft.Draft {
			d, _ := draft.OfPlan(p.poam, *about)
			return d
		}, p.poam.Inspection.Feedback
	}
	reader := report.Reader{Columns: about.Mapping.Names()}
	outline := reader.Read(f.Text)
	if len(p.Overlay) > 0 {
		in.Lost = outline.Replay(p.Overlay)
	}
	if about.Kind == "" {
		about.Kind = draft.KindOf(outline)
	}
	in.Other = outline.Text.Slice(outline.Head.Unit)
	return func() *draft.Draft { return draft.New(outline, *about) }, outline.Head.Feedback
}

// known returns the id of the document with these bytes if the book has it, else a
// new one.
func (c *change) known(p Incoming, f *intake.File) (org.ID, error) {
	documents, err := store.All[ledger.Document](c.Tx, p.Book)
	if err != nil {
		return org.ID{}, err
	}
	for _, d := range documents {
		if d.SHA256.String() == f.SHA256 && (p.Inspection.IsZero() || d.Inspection == p.Inspection) {
			return d.ID, nil
		}
	}
	return c.id(), nil
}

// inspectionFor returns the inspection of the book that a document belongs to, which gives
// this feedback day; nil if it begins a new one.
func (c *change) inspectionFor(p Incoming, feedback zh.Date) (*ledger.Inspection, error) {
	all, err := c.Inspections(p.Book)
	if err != nil {
		return nil, err
	}
	fits := func(in *ledger.Inspection) bool {
		return feedback.IsZero() || in.Feedback.IsZero() || in.Feedback == feedback
	}
	if !p.Inspection.IsZero() {
		fits = func(in *ledger.Inspection) bool { return in.ID == p.Inspection }
	}
	all = slices.DeleteFunc(all, func(in *ledger.Inspection) bool { return !fits(in) })
	switch {
	case len(all) == 1:
		return all[0], nil
	case !p.Inspection.IsZero():
		return nil, hidden("没有这次巡察，请核对编号。", "There is no such inspection; please check the number.")
	case len(all) > 1:
		return nil, fault.New(fault.Invalid, fmt.Sprintf("这份文件可能属于 %d 次巡察，请指明是哪一次（如 %s）。", len(all), all[0].No),
			fmt.Sprintf("This document may belong to %d inspections; please say which (such as %s).", len(all), all[0].No), nil)
	}
	return nil, nil
}

// existing loads what the book holds of an inspection.
func (c *change) existing(book org.ID, in *ledger.Inspection) (e draft.Existing, err error) {
	if in == nil {
		return e, nil
	}
	e.Inspection = in
	if e.Findings, err = c.Outline(book, in.ID); err != nil {
		return e, err
	}
	at := make([]org.ID, len(e.Findings))
	for i, f := range e.Findings {
		at[i] = f.ID
	}
	load := func(read func() error) {
		if err == nil {
			err = read()
		}
	}
	load(func() error {
		e.Measures, err = store.List[ledger.Measure](c.Tx, book, "finding_id", at...)
		return err
	})
	load(func() error { e.Moneys, err = store.List[ledger.Money](c.Tx, book, "finding_id", at...); return err })
	load(func() error {
		e.Accounts, err = store.List[ledger.Accountability](c.Tx, book, "finding_id", at...)
		return err
	})
	load(func() error { e.Records, err = store.List[ledger.Record](c.Tx, book, "finding_id", at...); return err })
	load(func() error {
		e.Discrepancies, err = store.All[ledger.Discrepancy](c.Tx, book)
		return err
	})
	load(func() error {
		e.Documents, err = store.List[ledger.Document](c.Tx, book, "inspection_id", in.ID)
		return err
	})
	load(func() error { e.Regulations, err = store.All[ledger.Regulation](c.Tx, book); return err })
	load(func() error { e.Meetings, err = store.All[ledger.Meeting](c.Tx, book); return err })
	e.Discrepancies = slices.DeleteFunc(e.Discrepancies, func(d *ledger.Discrepancy) bool {
		return d.Row != in.ID && !slices.Contains(at, d.Finding) // of another inspection
	})
	return e, err
}

// take saves what a plan says, with the document.
func (c *change) take(p Incoming, f *intake.File, in *Imported) error {
	stamp := draft.Stamp{Book: p.Book, By: c.who.Person, At: c.now.At, NewID: c.id}
	if in.Inspection == nil {
		stamp.Inspection = c.id()
	} else {
		stamp.Inspection = in.Inspection.ID
	}
	rows := in.Rows(stamp)
	names, err := c.namesOf(p.Book)
	if err != nil {
		return err
	}
	for _, r := range rows {
		switch r := r.(type) {
		case *ledger.Inspection:
			if r.Version == 0 {
				r.Title = orElse(r.Title, strings.TrimSuffix(f.Name, filepath.Ext(f.Name)))
				if err := c.number(r); err != nil {
					return err
				}
				in.Inspection = r
			}
		case *ledger.Finding:
			names.owners(&r.Owners)
		case *ledger.Measure:
			names.owners(&r.Owners)
		}
	}
	if _, err := store.Get[ledger.Document](c.Tx, p.Book, in.Document); fault.KindOf(err) == fault.NotFound {
		rows = append(rows, documentOf(p, f, in, stamp))
	} else if err != nil {
		return err
	}
	corrections, err := c.correctionsOf(p, f, stamp)
	if err != nil {
		return err
	}
	if err := c.Put(append(rows, corrections...)...); err != nil {
		return err
	}
	if err := c.settle(p.Book, stamp.Inspection); err != nil {
		return err
	}
	in.Done, in.Changed = true, len(c.books) > 0
	return nil
}

// documentOf returns the row of a document.
func documentOf(p Incoming, f *intake.File, in *Imported, s draft.Stamp) *ledger.Document {
	sha, sm := blob.Digests(p.Body)
	d := &ledger.Document{Head: org.Head{Book: p.Book, ID: in.Document}, Inspection: s.Inspection, Kind: string(in.Draft.Kind), Name: f.Name,
		Title: in.Draft.Inspection.Title, SHA256: ledger.Digest(sha), SM3: ledger.Digest(sm), Size: int64(len(p.Body)), By: s.By, Seen: s.At, Signed: in.Draft.Signed}
	if text := f.Text.String(); text != "" {
		sha, _ := blob.Digests([]byte(text))
		d.Text = ledger.Digest(sha)
	}
	return d
}

// corrections returns the overlay of a document as it is kept: the document by its hash, and
// what was corrected, by whom and when. Nothing if nothing was.
func (p *Incoming) corrections() []byte {
	if len(p.Overlay) == 0 {
		return nil
	}
	sha, _ := blob.Digests(p.Body)
	b, err := json.Marshal(struct {
		Paper       blob.Hash           `json:"paper"`
		Corrections []report.Correction `json:"corrections"`
	}{sha, p.Overlay})
	if err != nil {
		panic("app: " + err.Error()) // only of values that this program makes
	}
	return b
}

// correctionsOf returns the row of the corrections of a document, if the inspection does
// not have it: a document of its own beside what came in, so that the hash of what a
// person decided stands in the journal with who did and when.
func (c *change) correctionsOf(p Incoming, f *intake.File, s draft.Stamp) ([]org.Row, error) {
	body := p.corrections()
	if body == nil {
		return nil, nil
	}
	sha, sm := blob.Digests(body)
	documents, err := store.All[ledger.Document](c.Tx, p.Book)
	if err != nil {
		return nil, err
	}
	for _, d := range documents {
		if d.SHA256 == ledger.Digest(sha) && d.Inspection == s.Inspection {
			return nil, nil
		}
	}
	return []org.Row{&ledger.Document{Head: c.head(p.Book), Inspection: s.Inspection, Kind: string(draft.KindCorrection), Name: f.Name + ".更正.json",
		SHA256: ledger.Digest(sha), SM3: ledger.Digest(sm), Size: int64(len(body)), By: s.By, Seen: s.At}}, nil
}

// settle gives the parents of an inspection the states that follow from their leaves:
// a finding that is new below a closed problem opens it again.
func (c *change) settle(book, inspection org.ID) error {
	all, err := c.Outline(book, inspection)
	if err != nil {
		return err
	}
	below := map[org.ID][]ledger.State{}
	var wrong []org.Row
	for _, f := range slices.Backward(all) { // children before parents
		if !f.Leaf && len(below[f.ID]) > 0 {
			if s := ledger.ParentState(below[f.ID]); s != f.State {
				f.State = s
				wrong = append(wrong, f)
			}
		}
		below[f.Parent] = append(below[f.Parent], f.State)
	}
	return c.Put(wrong...)
}

// names lead from the names that documents print to the units and people of the site.
type names struct {
	units, people map[string]org.ID
}

// namesOf returns the names of the departments and people of the unit whose book it
// is. A name that two bear leads to nobody.
func (c *change) namesOf(book org.ID) (n names, err error) {
	b, err := store.Get[ledger.Book](c.Tx, book, book)
	if err != nil {
		return n, err
	}
	people, err := c.People()
	if err != nil {
		return n, err
	}
	n = names{map[string]org.ID{}, map[string]org.ID{}}
	add := func(to map[string]org.ID, name string, id org.ID) {
		if _, twice := to[name]; twice {
			id = org.ID{}
		}
		to[name] = id
	}
	for _, id := range c.who.Tree.Below(b.Unit) {
		if u := c.who.Tree.Unit(id); u != nil && !u.Closed {
			add(n.units, u.Name, id)
		}
	}
	for _, p := range people {
		if !p.Closed && c.who.Tree.Within(p.Unit, b.Unit) {
			add(n.people, p.Name, p.ID)
		}
	}
	return n, nil
}

// owners fills in who is meant by the names of o.
func (n names) owners(o *ledger.Owners) {
	if o.Dept.IsZero() {
		o.Dept = n.units[strings.TrimSpace(o.DeptName)]
	}
	if o.Lead.IsZero() {
		o.Lead = n.people[strings.TrimSpace(o.LeadName)]
	}
	if o.Handler.IsZero() {
		o.Handler = n.people[strings.TrimSpace(o.HandlerName)]
	}
	if len(o.Support) > 0 {
		return
	}
	for _, name := range strings.FieldsFunc(o.SupportName, func(r rune) bool { return strings.ContainsRune("、，,；; \n", r) }) {
		if id := n.units[name]; !id.IsZero() {
			o.Support = append(o.Support, id)
		}
	}
}

// Document returns the text of a document that was read into a book, for spans.
func (a *App) Document(ctx context.Context, who org.Actor, book, id org.ID) (d *ledger.Document, text string, err error) {
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		b, err := store.Get[ledger.Book](tx, book, book)
		if err != nil || !who.Scope().SeesBook(b.Unit) {
			return errNoBook(book.String(), err)
		}
		d, err = store.Get[ledger.Document](tx, book, id)
		return err
	})
	if err != nil || d.Text.IsZero() {
		return d, "", err
	}
	r, err := a.Blobs.Open(ctx, blob.Hash(d.Text))
	if err != nil {
		return d, "", err
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	return d, string(b), err
}
