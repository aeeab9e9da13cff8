package cli

import (
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// ownerFlags say who answers for a finding or a measure.
type ownerFlags struct {
	Lead    *string  `placeholder:"PERSON"`
	Dept    *string  `placeholder:"UNIT"`
	Support []string `placeholder:"UNIT"`
	Handler *string  `placeholder:"PERSON"`
}

// owners returns o with what the options say put in. Who is not known to the site is
// kept by name alone, and that is told.
func (c *ownerFlags) owners(d *desk, o ledger.Owners) (_ ledger.Owners, changed bool) {
	for _, p := range []struct {
		given *string
		id    *org.ID
		name  *string
	}{{c.Lead, &o.Lead, &o.LeadName}, {c.Handler, &o.Handler, &o.HandlerName}} {
		if p.given == nil {
			continue
		}
		*p.id, *p.name, changed = org.ID{}, *p.given, true
		if who, err := d.person(*p.given); err == nil {
			*p.id, *p.name = who.ID, who.Name
		} else if *p.given != "" {
			d.warn(say{"没有用户“%s”，只记下这个名字。", "There is no user %q; only the name is kept."}, *p.given)
		}
	}
	if c.Dept != nil {
		o.Dept, o.DeptName, changed = org.ID{}, *c.Dept, true
		if u, err := d.unit(*c.Dept); err == nil {
			o.Dept, o.DeptName = u.ID, u.Name
		} else if *c.Dept != "" {
			d.warn(say{"没有单位“%s”，只记下这个名字。", "There is no unit %q; only the name is kept."}, *c.Dept)
		}
	}
	if c.Support != nil {
		o.Support, o.SupportName, changed = nil, "", true
		for _, name := range c.Support {
			if u, err := d.unit(name); err == nil {
				o.Support = append(o.Support, u.ID)
				continue
			}
			d.warn(say{"没有单位“%s”，只记下这个名字。", "There is no unit %q; only the name is kept."}, name)
			if o.SupportName != "" {
				o.SupportName += "、"
			}
			o.SupportName += name
		}
	}
	return o, changed
}

// termFlags say by when, and for how long.
type termFlags struct {
	Kind     *string  `enum:"immediate,dated,lasting" placeholder:"KIND"`
	Due      *zh.Date `placeholder:"2006-01-02"`
	Standing *bool    `negatable:""`
}

// edit puts what the options say into e.
func (c *termFlags) edit(e *ledger.Edit) {
	e.Kind, e.Due, e.Standing = (*ledger.Kind)(c.Kind), c.Due, c.Standing
}

// An amendCommand changes fields of a finding.
type amendCommand struct {
	findingArg
	Text      *string `placeholder:"TEXT"`
	Category  *string `placeholder:"TEXT"`
	RootCause *string `placeholder:"TEXT"`
	Goal      *string `placeholder:"TEXT"`
	Standard  *string `placeholder:"TEXT"`
	Analogy   *string `placeholder:"TEXT"`
	Progress  *string `placeholder:"TEXT"`
	Next      *string `placeholder:"TEXT"`
	termFlags
	ownerFlags
	Group    []string `placeholder:"GROUP"`
	Involved *string  `placeholder:"YUAN"`
}

func (c *amendCommand) work(d *desk) error {
	cs, err := c.open(d)
	if err != nil {
		return err
	}
	e := &ledger.Edit{Text: c.Text, Category: c.Category, RootCause: c.RootCause, Goal: c.Goal, Standard: c.Standard,
		Analogy: c.Analogy, Progress: c.Progress, Next: c.Next}
	c.edit(e)
	if o, changed := c.owners(d, cs.Finding.Owners); changed {
		e.Owners = &o
	}
	if c.Group != nil {
		groups, err := d.groups(cs.Book.ID, c.Group)
		if err != nil {
			return err
		}
		e.Groups = &groups
	}
	if c.Involved != nil {
		fen, err := yuan("--involved", *c.Involved)
		if err != nil {
			return err
		}
		e.Involved = &fen
	}
	if *e == (ledger.Edit{}) {
		return wrong(say{"请写明改什么，例如 --dept 计划科。", "Say what to amend, such as --dept UNIT."})
	}
	return d.do(cs, ledger.Act{Edit: e}, org.ID{})
}

// yuan reads the amount that an option gives.
func yuan(option, s string) (ledger.Fen, error) {
	fen, err := ledger.ParseFen(s)
	if err != nil {
		return 0, wrong(say{"选项 %s 的金额 %s 无效，请以元为单位，最多两位小数，例如 12800.50。", "The amount of %s, %s, is not valid; give yuan with at most two decimals, such as 12800.50."}, option, s)
	}
	return fen, nil
}

// groups returns the workgroups of a book with these names.
func (d *desk) groups(book org.ID, names []string) (ids []org.ID, err error) {
	all, err := d.app.Workgroups(d.ctx, d.who, book)
	if err != nil {
		return nil, err
	}
next:
	for _, name := range names {
		for _, g := range all {
			if g.Name == name {
				ids = append(ids, g.ID)
				continue next
			}
		}
		return nil, fault.New(fault.NotFound, "没有专项组“"+name+"”，请用 zhenggai workgroup list 查看。", "There is no workgroup \""+name+"\"; see zhenggai workgroup list.", nil)
	}
	return ids, nil
}
