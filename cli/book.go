package cli

import (
	"bytes"
	"encoding/json"
	"os"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger"
)

type bookCommands struct {
	Open     bookOpen     `cmd:""`
	Identity bookIdentity `cmd:""`
	List     bookList     `cmd:""`
	Amend    bookAmend    `cmd:""`
	Export   bookExport   `cmd:""`
	Import   bookImport   `cmd:""`
	JSON     bookJSON     `cmd:"" name:"json"`
}

// A bookOpen opens the book of a unit, the actor's own if none is named.
type bookOpen struct {
	actorFlags
	Unit       string `arg:"" name:"unit" optional:""`
	Name       string `placeholder:"TEXT"`
	Supervised bool
}

func (c *bookOpen) work(d *desk) error {
	unit := d.who.Unit
	if c.Unit != "" {
		u, err := d.unit(c.Unit)
		if err != nil {
			return err
		}
		unit = u.ID
	}
	b, err := d.app.OpenBook(d.ctx, d.who, app.NewBook{Unit: unit, Name: c.Name, Supervised: c.Supervised})
	if err != nil {
		return err
	}
	return d.show(b, func() {
		d.line(say{"已开设账册：%s。", "Opened the book %s."}, b.Name)
		d.chain(b)
	})
}

// chain writes the steps by which a closure is reviewed.
func (d *desk) chain(b *ledger.Book) {
	d.line(say{"销号审核依次为：", "A closure is reviewed by these steps:"})
	for i, s := range b.Chain {
		d.line(say{"  %d. %s（%s）", "  %d. %s (%s)"}, i+1, s.Title, s.Role.Name(d.lang))
	}
}

// A bookAmend changes how a book is kept.
type bookAmend struct {
	actorFlags
	Book       string  `placeholder:"BOOK"`
	Name       *string `placeholder:"TEXT"`
	Supervised *bool   `negatable:""`
	Chain      string  `placeholder:"FILE"`
	Closed     *bool   `negatable:""`
}

func (c *bookAmend) work(d *desk) error {
	b, err := d.book(c.Book)
	if err != nil {
		return err
	}
	e := app.BookEdit{Name: c.Name, Supervised: c.Supervised, Closed: c.Closed}
	if c.Chain != "" {
		text, err := os.ReadFile(c.Chain)
		if err != nil {
			return noFile(c.Chain, err)
		}
		dec := json.NewDecoder(bytes.NewReader(text))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&e.Chain); err != nil {
			return fault.New(fault.Invalid, c.Chain+"：审核链写得不对，请照 book list --json 里的 chain 改正。",
				c.Chain+": the chain is not right; please mend it after the chain that book list --json shows.", err)
		}
	}
	if b, err = d.app.AmendBook(d.ctx, d.who, b.ID, e); err != nil {
		return err
	}
	return d.show(b, func() {
		d.line(say{"已修改账册：%s。", "Amended the book %s."}, b.Name)
		d.chain(b)
	})
}

// A bookList lists the books of which the actor sees at least a part.
type bookList struct{ actorFlags }

func (c *bookList) work(d *desk) error {
	all, err := d.app.Books(d.ctx, d.who)
	if err != nil {
		return err
	}
	return d.show(orNone(all), func() {
		t := d.table(say{"账册", "book"}, say{"单位", "unit"}, say{"巡察办监督", "supervised"}, say{"#审核步数", "#review steps"})
		for _, b := range all {
			t.row(b.Name, d.unitPath(b.Unit), d.yes(b.Supervised), len(b.Chain))
		}
		d.print(t)
	})
}

// yes returns a word for true and nothing for false.
func (s *session) yes(b bool) string {
	if b {
		return s.say(say{"是", "yes"})
	}
	return ""
}
