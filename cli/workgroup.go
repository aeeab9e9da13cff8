package cli

import (
	"strings"

	"zhenggai/ledger"
	"zhenggai/org"
)

type workgroupCommands struct {
	Add  workgroupAdd  `cmd:""`
	List workgroupList `cmd:""`
}

// A workgroupAdd forms a workgroup.
type workgroupAdd struct {
	actorFlags
	Name   string   `arg:"" name:"name"`
	Book   string   `placeholder:"BOOK"`
	Leader string   `placeholder:"PERSON"`
	Member []string `placeholder:"PERSON"`
	Duty   string   `placeholder:"TEXT"`
}

func (c *workgroupAdd) work(d *desk) error {
	b, err := d.book(c.Book)
	if err != nil {
		return err
	}
	g := ledger.Workgroup{Name: c.Name, Duty: c.Duty}
	if c.Leader != "" {
		p, err := d.person(c.Leader)
		if err != nil {
			return err
		}
		g.Leader = p.ID
	}
	for _, name := range c.Member {
		p, err := d.person(name)
		if err != nil {
			return err
		}
		g.Members = append(g.Members, p.ID)
	}
	added, err := d.app.AddWorkgroup(d.ctx, d.who, b.ID, g)
	if err != nil {
		return err
	}
	return d.done(added, say{"已成立专项组：%s。用 finding amend --group 把问题划给它。", "Formed the workgroup %s. finding amend --group gives it findings."}, added.Name)
}

// A workgroupList lists the workgroups of a book.
type workgroupList struct {
	actorFlags
	Book string `placeholder:"BOOK"`
}

func (c *workgroupList) work(d *desk) error {
	all, err := ofBook(d, c.Book, d.app.Workgroups)
	if err != nil {
		return err
	}
	return d.show(orNone(all), func() {
		t := d.table(say{"专项组", "workgroup"}, say{"组长", "leader"}, say{"成员", "members"}, say{"职责", "duty"})
		for _, g := range all {
			t.row(g.Name, d.nameOf(g.Leader), d.names(g.Members), g.Duty)
		}
		d.print(t)
	})
}

// names lists people by name.
func (d *desk) names(ids []org.ID) string {
	var all []string
	for _, id := range ids {
		all = append(all, d.nameOf(id))
	}
	return strings.Join(all, d.say(say{"、", ", "}))
}
