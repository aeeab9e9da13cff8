package cli

import (
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

type registerCommands struct {
	Money          moneyAdd          `cmd:"" event:"register"`
	Accountability accountabilityAdd `cmd:"" event:"register"`
	Regulation     regulationAdd     `cmd:""`
	List           regulationList    `cmd:""`
}

// A moneyAdd enters a sum that rectification moved.
type moneyAdd struct {
	findingArg
	Event   string  `required:"" enum:"repaid,recovered,saved" placeholder:"EVENT"`
	Amount  string  `required:"" placeholder:"YUAN"`
	Payer   string  `placeholder:"TEXT"`
	Voucher string  `placeholder:"TEXT"`
	Dated   zh.Date `placeholder:"2006-01-02"`
	Text    string  `placeholder:"TEXT"`
}

func (c *moneyAdd) work(d *desk) error {
	amount, err := yuan("--amount", c.Amount)
	if err != nil {
		return err
	}
	cs, err := c.open(d)
	if err != nil {
		return err
	}
	m := &ledger.Money{Event: c.Event, Amount: amount, Payer: c.Payer, Voucher: c.Voucher, Dated: c.Dated, Text: c.Text}
	return d.do(cs, ledger.Act{Row: m}, org.ID{})
}

// An accountabilityAdd enters what was done about people, in one form.
type accountabilityAdd struct {
	findingArg
	Form    string  `required:"" placeholder:"TEXT"`
	Persons int     `placeholder:"N"`
	Bodies  int     `placeholder:"N"`
	Dated   zh.Date `placeholder:"2006-01-02"`
	Text    string  `placeholder:"TEXT"`
}

func (c *accountabilityAdd) work(d *desk) error {
	cs, err := c.open(d)
	if err != nil {
		return err
	}
	a := &ledger.Accountability{Form: c.Form, Persons: c.Persons, Bodies: c.Bodies, Dated: c.Dated, Text: c.Text}
	return d.do(cs, ledger.Act{Row: a}, org.ID{})
}

// A regulationAdd enters a regulation that was made, amended or repealed.
type regulationAdd struct {
	actorFlags
	Title   string   `arg:"" name:"title"`
	Book    string   `placeholder:"BOOK"`
	No      string   `placeholder:"TEXT"`
	Event   string   `required:"" enum:"made,amended,repealed" placeholder:"EVENT"`
	Dated   zh.Date  `placeholder:"2006-01-02"`
	Finding []string `placeholder:"CODE"`
}

func (c *regulationAdd) work(d *desk) error {
	b, err := d.book(c.Book)
	if err != nil {
		return err
	}
	r := ledger.Regulation{Title: c.Title, No: c.No, Event: c.Event, Dated: c.Dated}
	for _, code := range c.Finding {
		f, err := d.app.FindingNamed(d.ctx, d.who, b.ID, code)
		if err != nil {
			return err
		}
		r.Findings = append(r.Findings, f.ID)
	}
	added, err := d.app.AddRegulation(d.ctx, d.who, b.ID, r)
	if err != nil {
		return err
	}
	return d.done(added, say{"已登记制度：%s（%s）", "Entered the regulation %s (%s)"}, added.Title, ledger.Name(ledger.RegulationEvents, added.Event, d.lang))
}

// A regulationList lists the register of regulations of a book.
type regulationList struct {
	actorFlags
	Book string `placeholder:"BOOK"`
}

func (c *regulationList) work(d *desk) error {
	all, err := ofBook(d, c.Book, d.app.Regulations)
	if err != nil {
		return err
	}
	return d.show(orNone(all), func() {
		t := d.table(say{"日期", "dated"}, say{"事项", "what"}, say{"文号", "number"}, say{"首次见到", "first seen"}, say{"制度", "regulation"})
		for _, r := range all {
			t.row(r.Dated, ledger.Name(ledger.RegulationEvents, r.Event, d.lang), r.No, dayOf(r.Seen), r.Title)
		}
		d.print(t)
	})
}
