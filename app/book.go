package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
)

// book returns the book id if who sees it whole and holds one of roles for its unit;
// no roles asks only that he sees something of it.
func (c *change) book(id org.ID, roles ...org.Role) (*ledger.Book, error) {
	b, err := store.Get[ledger.Book](c.Tx, id, id)
	if err != nil || !c.who.Scope().SeesBook(b.Unit) && len(roles) > 0 {
		return nil, errNoBook(id.String(), err)
	}
	if len(roles) > 0 && !c.who.Has(b.Unit, roles...) {
		var zh, en []string
		for _, r := range roles {
			zh, en = append(zh, r.Name("zh")), append(en, r.Name("en"))
		}
		return nil, fault.New(fault.Forbidden, "这件事由"+strings.Join(zh, "、")+"办理，您没有这个角色；请转给他们。",
			"This is for the "+strings.Join(en, ", ")+"; please pass it on.", nil)
	}
	return b, nil
}

func errNoBook(name string, err error) error {
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	return hidden(fmt.Sprintf("没有找到账册“%s”，请核对名称。", name), fmt.Sprintf("There is no book %q; please check the name.", name))
}

// A NewBook says what book to open.
type NewBook struct {
	Unit       org.ID
	Name       string             // "" is the unit's name and 账册
	Supervised bool               // an office supervises the unit
	Chain      []ledger.ChainStep // nil is the preset
}

// OpenBook opens the book of a unit. It is for the unit's coordinator or the office.
func (a *App) OpenBook(ctx context.Context, who org.Actor, in NewBook) (book *ledger.Book, err error) {
	err = a.change(ctx, who, "book.open", func(c *change) (string, error) {
		unit := who.Tree.Unit(in.Unit)
		if unit == nil {
			return "", about("unit", fault.New(fault.Invalid, "没有这个单位，请核对。", "There is no such unit.", nil))
		}
		if !Files(who, in.Unit) {
			return "", fault.New(fault.Forbidden, "开设账册由联络员或巡察办办理，您没有这个角色；请转给他们。",
				"A book is opened by the coordinator or the office; please pass it on.", nil)
		}
		if err := c.mayBeAlone(in); err != nil {
			return "", err
		}
		books, err := c.Books(org.Scope{All: true})
		if err != nil {
			return "", err
		}
		if slices.ContainsFunc(books, func(b *ledger.Book) bool { return b.Unit == in.Unit && !b.Closed }) {
			return "", about("unit", fault.New(fault.Conflict, unit.Name+"已有账册，不用再开。", unit.Name+" has a book already.", nil))
		}
		chain := in.Chain
		switch {
		case chain == nil && in.Supervised:
			chain = ledger.FullChain
		case chain == nil:
			chain = ledger.UnitChain
		}
		if err := ledger.CheckChain(chain, in.Supervised); err != nil {
			return "", err
		}
		id := c.id()
		book = &ledger.Book{Head: org.Head{Book: id, ID: id}, Unit: in.Unit, Name: orElse(in.Name, unit.Name+"整改账册"),
			Supervised: in.Supervised, Chain: chain, UnitName: unit.Name}
		return subject(book), c.Put(book)
	})
	return book, err
}

// mayBeAlone refuses a book that no office supervises for a unit that one does, unless
// the office itself opens it: whether it is supervised is not left to the unit.
func (c *change) mayBeAlone(in NewBook) error {
	if in.Supervised || c.who.Has(in.Unit, org.Officer) {
		return nil
	}
	grants, err := c.Grants()
	if err != nil {
		return err
	}
	for _, g := range grants {
		if g.Role == org.Officer && !g.Closed && c.who.Tree.Within(in.Unit, g.Unit) {
			return about("supervised", fault.New(fault.Forbidden, "本单位由巡察办监督，请开设受监督的账册；不受监督的只能由巡察办开设。",
				"An office supervises this unit; please open a supervised book. Only the office can open one that it does not supervise.", nil))
		}
	}
	return nil
}

// Books returns the books of which who sees at least a part.
func (a *App) Books(ctx context.Context, who org.Actor) ([]*ledger.Book, error) {
	return view(ctx, a, func(tx *store.Tx) ([]*ledger.Book, error) { return tx.Books(who.Scope()) })
}

// BookNamed returns the book in who's sight with this id, name or unit name; "" is
// the only one that he sees.
func (a *App) BookNamed(ctx context.Context, who org.Actor, name string) (*ledger.Book, error) {
	books, err := a.Books(ctx, who)
	if err != nil {
		return nil, err
	}
	if name == "" && len(books) == 1 {
		return books[0], nil
	}
	if name == "" && len(books) > 1 {
		return nil, fault.New(fault.Invalid, "您能看到多个账册，请指明是哪一个。", "You see several books; please say which one.", nil)
	}
	for _, b := range books {
		unit := who.Tree.Unit(b.Unit)
		if b.ID.String() == name || b.Name == name || unit != nil && unit.Name == name {
			return b, nil
		}
	}
	return nil, errNoBook(name, nil)
}

// AddRound begins a round of an office.
func (a *App) AddRound(ctx context.Context, who org.Actor, r ledger.Round) (round *ledger.Round, err error) {
	err = a.change(ctx, who, "round.add", func(c *change) (string, error) {
		if !who.Has(r.Office, org.Officer) {
			return "", fault.New(fault.Forbidden, "轮次由巡察办设立，您没有这个角色。", "A round is begun by the inspection office.", nil)
		}
		round = &r
		if round.Name = strings.TrimSpace(r.Name); round.Name == "" {
			return "", about("name", fault.New(fault.Invalid, "请写明轮次名称。", "Please give the name of the round.", nil))
		}
		round.Head = c.head(org.Site)
		return subject(round), c.Put(round)
	})
	return round, err
}

// Rounds returns the rounds of the site.
func (a *App) Rounds(ctx context.Context) ([]*ledger.Round, error) {
	return view(ctx, a, (*store.Tx).Rounds)
}

// AddInspection files an inspection in a book, and gives it its number.
func (a *App) AddInspection(ctx context.Context, who org.Actor, book org.ID, in ledger.Inspection) (insp *ledger.Inspection, err error) {
	err = a.change(ctx, who, "inspection.add", func(c *change) (string, error) {
		if _, err := c.book(book, filers...); err != nil {
			return "", err
		}
		insp = &in
		if err := checkInspection(c.Tx, insp); err != nil {
			return "", err
		}
		return subject(insp), c.file(book, insp)
	})
	return insp, err
}

// file saves a new inspection under the next number of its year.
func (c *change) file(book org.ID, in *ledger.Inspection) error {
	in.Head = c.head(book)
	if err := c.number(in); err != nil {
		return err
	}
	return c.Put(in)
}

// number gives a new inspection its number: the next of the year of its feedback.
func (c *change) number(in *ledger.Inspection) error {
	all, err := c.Inspections(in.Book)
	if err != nil {
		return err
	}
	year := in.Feedback.Year
	if year == 0 {
		year = c.now.Day.Year
	}
	n := 1
	for _, old := range all {
		if strings.HasPrefix(old.No, fmt.Sprintf("%d-", year)) {
			n++
		}
	}
	in.No = fmt.Sprintf("%d-%02d", year, n)
	return nil
}

// Inspections returns the inspections of a book that who sees whole or in part.
func (a *App) Inspections(ctx context.Context, who org.Actor, book org.ID) (all []*ledger.Inspection, err error) {
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		books, err := tx.Books(who.Scope())
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(books, func(b *ledger.Book) bool { return b.ID == book }) {
			return errNoBook(book.String(), nil)
		}
		all, err = tx.Inspections(book)
		return err
	})
	return all, err
}

// A BookEdit changes the fields that are not nil.
type BookEdit struct {
	Name       *string
	Supervised *bool
	Chain      *[]ledger.ChainStep
	Closed     *bool
}

// AmendBook changes how a book is kept. Submissions that are under review go on through
// the chain they began with. Where an office supervises, it is for the office.
func (a *App) AmendBook(ctx context.Context, who org.Actor, id org.ID, e BookEdit) (book *ledger.Book, err error) {
	err = a.change(ctx, who, "book.amend", func(c *change) (string, error) {
		b, err := c.book(id, bookHeads...)
		if err != nil {
			return "", err
		}
		if b.Supervised && !who.Has(b.Unit, org.Officer) {
			return "", errOffice
		}
		set(&b.Name, e.Name)
		set(&b.Supervised, e.Supervised)
		set(&b.Chain, e.Chain)
		set(&b.Closed, e.Closed)
		if err := ledger.CheckChain(b.Chain, b.Supervised); err != nil {
			return "", err
		}
		book = b
		return subject(b), c.Put(b)
	})
	return book, err
}

// bookHeads change how a book is kept.
var bookHeads = []org.Role{org.Secretary, org.Group, org.Officer}

var errOffice = fault.New(fault.Forbidden, "有巡察办监督的账册，由巡察办修改设置；请转给他们。",
	"Where an office supervises, the office changes how the book is kept; please pass it on.", nil)

// MayAmend reports whether AmendBook is for who.
func (a *App) MayAmend(who org.Actor, b *ledger.Book) bool {
	return who.Has(b.Unit, bookHeads...) && (!b.Supervised || who.Has(b.Unit, org.Officer))
}

// set puts *v into field, if v is given.
func set[T any](field *T, v *T) {
	if v != nil {
		*field = *v
	}
}
