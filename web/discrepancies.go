package web

import (
	"cmp"
	"slices"

	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/web/ui"
)

var discrepanciesRoutes = []Route{
	{"GET /discrepancies", "出入", "discrepancies", SignedIn, wholeRoles, false, (*visit).discrepancies},
	{"POST /discrepancies/{id}", "说明出入", "explain a discrepancy", SignedIn, keeperRoles, false, (*visit).settle},
	{"GET /documents", "文件", "documents of a book", SignedIn, wholeRoles, false, (*visit).documents},
}

// A discrepanciesView is where the documents of a book differ.
type discrepanciesView struct {
	*visit
	*shelf
	names     *names
	All       []*ledger.Discrepancy // open ones first
	Open      int
	Findings  map[org.ID]*ledger.Finding
	Documents map[org.ID]*ledger.Document
	Refused   org.ID // the one whose explanation was refused
	Form      ui.Form
}

func (v *visit) discrepanciesView() (*discrepanciesView, error) {
	s, err := v.shelf("/discrepancies", true)
	if err != nil {
		return nil, err
	}
	w := &discrepanciesView{visit: v, shelf: s}
	if w.names, err = v.named(); err != nil || s.Book == nil {
		return w, err
	}
	if w.All, err = v.s.App.Discrepancies(v.ctx, v.who, s.Book.ID); err != nil {
		return nil, err
	}
	for _, d := range w.All {
		if d.Settled == "" {
			w.Open++
		}
	}
	slices.SortStableFunc(w.All, func(a, b *ledger.Discrepancy) int { return cmp.Compare(settled(a), settled(b)) })
	if w.Findings, err = v.everyFinding(s.Book.ID); err != nil {
		return nil, err
	}
	docs, err := v.s.App.Documents(v.ctx, v.who, s.Book.ID)
	w.Documents = map[org.ID]*ledger.Document{}
	for _, d := range docs {
		w.Documents[d.ID] = d
	}
	return w, err
}

func settled(d *ledger.Discrepancy) int {
	if d.Settled != "" {
		return 1
	}
	return 0
}

func (v *visit) discrepancies() error {
	w, err := v.discrepanciesView()
	if err != nil {
		return err
	}
	return v.show(v.page(v.word("出入", "Discrepancies")), discrepanciesPage(w))
}

func (v *visit) settle() error {
	in, err := v.input()
	if err != nil {
		return err
	}
	id, err := v.id("id")
	if err != nil {
		return err
	}
	w, err := v.discrepanciesView()
	if err != nil {
		return err
	}
	if w.Book == nil {
		return errNoPage
	}
	_, err = v.s.App.Settle(v.ctx, v.who, w.Book.ID, id, in.text("explanation"))
	ok, broken := in.tell(err)
	if broken != nil {
		return broken
	}
	if !ok {
		w.Refused, w.Form = id, in.Form
		return v.refused(v.page(v.word("出入", "Discrepancies")), discrepanciesPage(w))
	}
	return v.done(w.at(), "已说明，两处原文都保留。", "Explained; both values stay.")
}

// closed reports whether what was refused has no form any more to say so.
func (w *discrepanciesView) closed() bool {
	i := slices.IndexFunc(w.All, func(d *ledger.Discrepancy) bool { return d.ID == w.Refused })
	return i >= 0 && w.All[i].Settled != ""
}

// formOf returns what was typed for d.
func (w *discrepanciesView) formOf(d *ledger.Discrepancy) ui.Form {
	if d.ID == w.Refused {
		return w.Form
	}
	return ui.Form{}
}

// subject names the row that d is about.
func (w *discrepanciesView) subject(d *ledger.Discrepancy) string {
	switch d.Subject {
	case "finding":
		return w.word("问题", "finding")
	case "measure":
		return w.word("措施", "measure")
	case "inspection":
		return w.word("巡察", "inspection")
	case "regulation":
		return w.word("制度", "regulation")
	}
	return d.Subject
}

// value returns a value as people write it: keys of the ledger by their names.
func (w *discrepanciesView) value(d *ledger.Discrepancy, s string) string {
	switch d.Field {
	case "kind":
		return ledger.Name(ledger.Kinds, s, w.lang())
	case "claim":
		return ledger.Name(ledger.Claims, s, w.lang())
	case "standing":
		if s == "true" {
			return w.word("是", "yes")
		}
		return w.word("否", "no")
	}
	return s
}

// documents lists what was read into a book.
func (v *visit) documents() error {
	s, err := v.shelf("/documents", true)
	if err != nil {
		return err
	}
	n, err := v.named()
	if err != nil {
		return err
	}
	var all []*ledger.Document
	if s.Book != nil {
		if all, err = v.s.App.Documents(v.ctx, v.who, s.Book.ID); err != nil {
			return err
		}
	}
	slices.Reverse(all)
	return v.show(v.page(v.word("文件", "Documents")), documentsPage(v, s, n, all))
}

// docKind names a kind of document.
func docKind(v *visit, kind string) string { return draft.Kind(kind).Name(v.lang()) }

// everyFinding returns all findings of a book by id: a document may differ about one
// that is no leaf.
func (v *visit) everyFinding(book org.ID) (map[org.ID]*ledger.Finding, error) {
	all, _, err := v.s.App.Findings(v.ctx, v.who, store.FindingQuery{Books: []org.ID{book}})
	at := map[org.ID]*ledger.Finding{}
	for _, f := range all {
		at[f.ID] = f
	}
	return at, err
}
