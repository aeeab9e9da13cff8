package cli

import (
	"strings"

	"zhenggai/fault"
	"zhenggai/org"
	"zhenggai/password"
)

type userCommands struct {
	Add      userAdd      `cmd:""`
	Password userPassword `cmd:""`
	List     userList     `cmd:""`
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

// A userPassword gives somebody a first password for the pages.
type userPassword struct {
	actorFlags
	Login string `arg:"" name:"login"`
	Stdin bool
}

func (c *userPassword) work(d *desk) error {
	p, err := d.person(c.Login)
	if err != nil {
		return err
	}
	shown := struct {
		Login    string `json:"login"`
		Password string `json:"password,omitempty"`
	}{Login: p.Login}
	var word string
	if c.Stdin {
		word, err = d.firstLine()
	} else {
		word, err = password.New(nil)
		shown.Password = word
	}
	if err != nil {
		return err
	}
	if err := d.app.SetPassword(d.ctx, d.who, p.ID, word); err != nil {
		return err
	}
	return d.show(shown, func() {
		d.line(say{"已给 %s（%s）设置初始密码，他登录后必须修改；原有的登录都已退出。", "%s (%s) has a first password, which must be changed at sign-in; sessions that there were have ended."}, p.Login, p.Name)
		if !c.Stdin {
			d.line(say{"初始密码（只显示这一次）：%s", "The first password, shown this once: %s"}, word)
		}
	})
}

// firstLine reads the first line of the standard input.
func (s *session) firstLine() (string, error) {
	b, err := s.readStdin(s.ctx)
	if err != nil {
		return "", fault.New(fault.Invalid, "标准输入读取失败。", "The standard input could not be read.", err)
	}
	line, _, _ := strings.Cut(string(b), "\n")
	return strings.TrimSuffix(line, "\r"), nil
}
