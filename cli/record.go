package cli

import (
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

type recordCommands struct {
	Add recordAdd `cmd:"" event:"record"`
}

// A recordAdd records something that was done on a day.
type recordAdd struct {
	findingArg
	Kind    string  `required:"" placeholder:"TEXT"`
	Title   string  `required:"" placeholder:"TEXT"`
	Dated   zh.Date `required:"" placeholder:"2006-01-02"`
	Text    string  `placeholder:"TEXT"`
	Measure string  `placeholder:"MEASURE"`
}

func (c *recordAdd) work(d *desk) error {
	cs, err := c.open(d)
	if err != nil {
		return err
	}
	r := &ledger.Record{Kind: c.Kind, Title: c.Title, Dated: c.Dated, Text: c.Text}
	if c.Measure != "" {
		m, err := measureOf(cs, c.Measure)
		if err != nil {
			return err
		}
		r.Measure = m.ID
	}
	return d.do(cs, ledger.Act{Row: r}, org.ID{})
}
