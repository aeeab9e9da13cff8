package cli

import (
	"strconv"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

type measureCommands struct {
	Add   measureAdd   `cmd:"" event:"measure"`
	Amend measureAmend `cmd:"" event:"amend"`
	Done  measureDone  `cmd:"" event:"finish"`
	Drop  measureDrop  `cmd:"" event:"drop"`
}

// A measureAdd adds a measure to a finding.
type measureAdd struct {
	findingArg
	Text string `required:"" placeholder:"TEXT"`
	No   string `placeholder:"TEXT"`
	termFlags
	ownerFlags
}

func (c *measureAdd) work(d *desk) error {
	cs, err := c.open(d)
	if err != nil {
		return err
	}
	m := &ledger.Measure{Text: c.Text, No: c.No}
	m.Owners, _ = c.owners(d, m.Owners)
	if c.Kind != nil {
		m.Kind = ledger.Kind(*c.Kind)
	}
	if c.Due != nil {
		m.Due = *c.Due
	}
	if m.Kind == "" && !m.Due.IsZero() {
		m.Kind = ledger.Dated
	}
	m.Standing = c.Standing != nil && *c.Standing
	return d.do(cs, ledger.Act{Row: m}, org.ID{})
}

// measureArg names a measure of a finding.
type measureArg struct {
	findingArg
	Measure string `arg:"" name:"measure"`
}

func (c *measureArg) open(d *desk) (*ledger.Case, *ledger.Measure, error) {
	cs, err := c.findingArg.open(d)
	if err != nil {
		return nil, nil, err
	}
	m, err := measureOf(cs, c.Measure)
	return cs, m, err
}

// measureOf returns the measure of the cycle that runs with this number, as finding
// show has it, or as the document has it.
func measureOf(cs *ledger.Case, name string) (*ledger.Measure, error) {
	for _, m := range cs.Current() {
		if strconv.Itoa(m.Ord) == name || m.No != "" && m.No == name || m.ID.String() == name {
			return m, nil
		}
	}
	return nil, fault.New(fault.NotFound, "问题 "+cs.Finding.Code+" 没有措施“"+name+"”，请用 zhenggai finding show "+cs.Finding.Code+" 查看编号。",
		"Finding "+cs.Finding.Code+" has no measure "+name+"; zhenggai finding show "+cs.Finding.Code+" shows their numbers.", nil)
}

// A measureAmend changes fields of a measure.
type measureAmend struct {
	measureArg
	Text *string `placeholder:"TEXT"`
	termFlags
	ownerFlags
}

func (c *measureAmend) work(d *desk) error {
	cs, m, err := c.open(d)
	if err != nil {
		return err
	}
	e := &ledger.Edit{Text: c.Text}
	c.edit(e)
	if o, changed := c.owners(d, m.Owners); changed {
		e.Owners = &o
	}
	return d.do(cs, ledger.Act{On: m.ID, Edit: e}, org.ID{})
}

// A measureDone records that a measure was carried out.
type measureDone struct {
	measureArg
	Result string  `required:"" placeholder:"TEXT"`
	Dated  zh.Date `placeholder:"2006-01-02"`
}

func (c *measureDone) work(d *desk) error {
	cs, m, err := c.open(d)
	if err != nil {
		return err
	}
	return d.do(cs, ledger.Act{On: m.ID, Reason: c.Result, Day: c.Dated}, org.ID{})
}

// A measureDrop says that a measure is no longer to be done.
type measureDrop struct {
	measureArg
	Reason string `placeholder:"TEXT"`
}

func (c *measureDrop) work(d *desk) error {
	cs, m, err := c.open(d)
	if err != nil {
		return err
	}
	return d.do(cs, ledger.Act{On: m.ID, Reason: c.Reason}, org.ID{})
}
