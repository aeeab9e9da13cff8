package cli

import "zhenggai/org"

type userCommands struct {
	Add  userAdd  `cmd:""`
	List userList `cmd:""`
}

// A userAdd adds somebody who can act.
type userAdd struct {
	actorFlags
	Login string `arg:"" name:"login"`
	Name  string `arg:"" name:"name"`
	Unit  string `placeholder:"UNIT"`
	Title string `placeholder:"TEXT"`
	Mail  string `placeholder:"TEXT"`
}

func (c *userAdd) work(d *desk) error {
	u := d.units[0] // the topmost one: units come after those above them
	if c.Unit != "" {
		var err error
		if u, err = d.unit(c.Unit); err != nil {
			return err
		}
	}
	p, err := d.app.AddPerson(d.ctx, d.who, org.Person{Login: c.Login, Name: c.Name, Unit: u.ID, Title: c.Title, Mail: c.Mail})
	if err != nil {
		return err
	}
	return d.done(p, say{"已添加用户：%s（%s，%s）", "Added the user %s (%s, %s)"}, p.Login, p.Name, u.Name)
}

// A userList lists the people of the site.
type userList struct{ siteFlags }

func (c *userList) work(d *desk) error {
	return d.show(d.people, func() {
		t := d.table(say{"登录名", "login"}, say{"姓名", "name"}, say{"职务", "title"}, say{"单位", "unit"})
		for _, p := range d.people {
			t.row(p.Login, p.Name, p.Title, d.unitPath(p.Unit))
		}
		d.print(t)
	})
}
