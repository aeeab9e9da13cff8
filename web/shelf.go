package web

import (
	"net/url"
	"slices"
	"strings"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/web/ui"
	"zhenggai/zh"
)

// A shelf is the books that a page can show, and the one that it shows.
type shelf struct {
	Path        string // of the page
	Books       []*ledger.Book
	Book        *ledger.Book         // nil: there is none
	Inspections []*ledger.Inspection // of the book, the latest first
	Inspection  *ledger.Inspection   // the one that is shown; nil: there is none
	Keeps       bool                 // who asks may record what belongs to the whole book
}

// shelf finds the book that is asked for among those in sight; whole asks for books
// that are seen whole. Without a wish it is the first.
func (v *visit) shelf(path string, whole bool) (*shelf, error) {
	s := &shelf{Path: path}
	books, err := v.s.App.Books(v.ctx, v.who)
	if err != nil {
		return nil, err
	}
	scope := v.who.Scope()
	s.Books = slices.DeleteFunc(books, func(b *ledger.Book) bool { return whole && !scope.SeesBook(b.Unit) })
	wish := v.FormValue("book")
	for _, b := range s.Books {
		if s.Book == nil && wish == "" || b.ID.String() == wish {
			s.Book = b
		}
	}
	if s.Book == nil {
		if wish != "" {
			return nil, errNoPage
		}
		return s, nil
	}
	s.Keeps = keeps(v, s.Book)
	if s.Inspections, err = v.s.App.Inspections(v.ctx, v.who, s.Book.ID); err != nil {
		return nil, err
	}
	slices.SortFunc(s.Inspections, func(a, b *ledger.Inspection) int { return b.ID.Compare(a.ID) })
	wish = v.FormValue("inspection")
	for _, in := range s.Inspections {
		if s.Inspection == nil && wish == "" || in.ID.String() == wish {
			s.Inspection = in
		}
	}
	if s.Inspection == nil && wish != "" {
		return nil, errNoPage
	}
	return s, nil
}

// at returns the address of the page with the book, and more.
func (s *shelf) at(more ...string) string {
	q := url.Values{}
	if s.Book != nil {
		q.Set("book", s.Book.ID.String())
	}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	return s.Path + "?" + q.Encode()
}

// An open form is a form of a page that was sent and refused: it is shown open, with
// what was typed. The others on the page are empty.
type openForm struct {
	Which string
	ui.Form
}

// of returns the form which: with what was typed, if it is the one that was refused.
func (o openForm) of(which string) ui.Form {
	f := ui.Form{}
	if o.Which == which {
		f = o.Form
	}
	f.Scope = which + "-"
	return f
}

// An input reads the fields of a form into values; what cannot be read is said beside
// its field.
type input struct {
	*visit
	ui.Form
}

func (in *input) wrong(field, zh, en string) {
	if in.Errors == nil {
		in.Errors = map[string]string{}
	}
	in.Errors[field] = in.word(zh, en)
}

func (in *input) text(field string) string { return strings.TrimSpace(in.Value(field, "")) }

func (in *input) day(field string) zh.Date {
	s := in.text(field)
	if s == "" {
		return zh.Date{}
	}
	d, err := zh.ParseDay(s)
	if err != nil || !d.Valid() {
		in.wrong(field, "日期没有读懂，请写成 2026-03-01 的样子。", "This day cannot be read: write it like 2026-03-01.")
		return zh.Date{}
	}
	return d
}

// ref reads an id; nothing chosen is the zero ID.
func (in *input) ref(field string) org.ID {
	if in.text(field) == "" {
		return org.ID{}
	}
	id, err := org.ParseID(in.text(field))
	if err != nil {
		in.wrong(field, "请从列表中选择。", "Choose one of the list.")
	}
	return id
}

// refs reads the ids of a field that can have several.
func (in *input) refs(field string) (all []org.ID) {
	for _, s := range in.Values[field] {
		if s == "" {
			continue
		}
		id, err := org.ParseID(s)
		if err != nil {
			in.wrong(field, "请从列表中选择。", "Choose one of the list.")
		}
		all = append(all, id)
	}
	return all
}

// input reads the form that was sent.
func (v *visit) input() (*input, error) {
	f, err := v.form()
	return &input{v, f}, err
}

// tell puts a refusal into the form; ok is false if there was one, and err is what is
// no refusal.
func (in *input) tell(err error) (ok bool, broken error) {
	if err != nil && !refusal(err) {
		return false, err
	}
	if err != nil {
		in.Refuse(in.ctx, err)
	}
	return len(in.Errors) == 0, nil
}

// unitChoices are the units of a tree below top, each set in below the one above it.
func (v *visit) unitChoices(units []*org.Unit, none string) []ui.Choice {
	choices := []ui.Choice{{Value: "", Text: none}}
	at := map[org.ID]bool{}
	for _, u := range units {
		at[u.ID] = true
	}
	var below func(parent org.ID, depth int)
	add := func(u *org.Unit, depth int) {
		if !u.Closed {
			choices = append(choices, ui.Choice{Value: u.ID.String(), Text: strings.Repeat("　", depth) + u.Name})
		}
		below(u.ID, depth+1)
	}
	below = func(parent org.ID, depth int) {
		if depth > 20 {
			return
		}
		for _, u := range units {
			if u.Parent == parent {
				add(u, depth)
			}
		}
	}
	for _, u := range units {
		if !at[u.Parent] {
			add(u, 0)
		}
	}
	return choices
}

// wordChoices are the words of a kind of value.
func (v *visit) wordChoices(words []ledger.Word, none string) []ui.Choice {
	var choices []ui.Choice
	if none != "" {
		choices = append(choices, ui.Choice{Text: none})
	}
	for _, w := range words {
		choices = append(choices, ui.Choice{Value: w.Key, Text: v.word(w.ZH, w.EN)})
	}
	return choices
}

// findingChoices are the leaf findings of the book.
func findingChoices(leaves []*ledger.Finding, none string) []ui.Choice {
	choices := []ui.Choice{{Text: none}}
	for _, f := range leaves {
		choices = append(choices, ui.Choice{Value: f.ID.String(), Text: f.Code + " " + zh.Clip(f.Title, 30)})
	}
	return choices
}
