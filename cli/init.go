package cli

import (
	"strings"

	"zhenggai/app"
	"zhenggai/org"
	"zhenggai/password"
)

// An initCommand founds a site.
type initCommand struct {
	siteFlags
	Unit     string `required:"" placeholder:"TEXT"`
	Office   bool
	System   string `required:"" placeholder:"ACCOUNT"`
	Security string `required:"" placeholder:"ACCOUNT"`
	Audit    string `required:"" placeholder:"ACCOUNT"`

	NoPasswords bool
}

func (c *initCommand) run(s *session) error {
	s.ledger = true
	f := app.Founding{Unit: c.Unit, Office: c.Office, System: account(c.System), Security: account(c.Security), Audit: account(c.Audit)}
	if !c.NoPasswords {
		if err := firstPasswords(&f); err != nil {
			return err
		}
	}
	a, err := app.Create(s.ctx, app.Place{Folder: c.Site, DB: c.DB, Now: s.env.Now}, f)
	if err != nil {
		return err
	}
	passwords := map[string]string{}
	for role, who := range map[org.Role]app.Account{org.SystemAdmin: f.System, org.SecurityAdmin: f.Security, org.AuditAdmin: f.Audit} {
		if p := f.Passwords[role]; p != "" {
			passwords[who.Login] = p
		}
	}
	d := &desk{session: s, app: a, json: c.JSON}
	err = d.show(struct {
		Site string `json:"site"`
		Unit string `json:"unit"`

		Passwords map[string]string `json:"passwords,omitempty"` // by login
	}{c.Site, c.Unit, passwords}, func() {
		d.line(say{"已在 %s 建好站点“%s”。", "The site of %[2]s is founded in %[1]s."}, c.Site, c.Unit)
		d.line(say{"请保管好 %s/key（私钥），并把 %s/key.pub（公钥）交给监督的人：凭它可以离线核验。",
			"Keep %s/key (the private key) safe, and give %s/key.pub (the public one) to whoever supervises: it is all that offline verification needs."}, c.Site, c.Site)
		d.line(say{"接下来：系统管理员 %s 用 unit add、user add 添加单位和用户，安全管理员 %s 用 role grant 授权。",
			"Next, the system administrator %s adds units and users (unit add, user add), and the security administrator %s grants roles (role grant)."}, f.System.Login, f.Security.Login)
		if !c.NoPasswords {
			d.line(say{"三个管理员登录网页的初始密码只显示这一次，登录后必须修改：%s %s，%s %s，%s %s", "The first passwords of the administrators for the pages, shown this once, must be changed at sign-in: %s %s, %s %s, %s %s"},
				f.System.Login, passwords[f.System.Login], f.Security.Login, passwords[f.Security.Login], f.Audit.Login, passwords[f.Audit.Login])
		}
	})
	if e := a.Close(); err == nil {
		err = e
	}
	return err
}

// firstPasswords makes up a password for each administrator.
func firstPasswords(f *app.Founding) (err error) {
	f.Passwords = map[org.Role]string{org.SystemAdmin: "", org.SecurityAdmin: "", org.AuditAdmin: ""}
	for role := range f.Passwords {
		if f.Passwords[role], err = password.New(nil); err != nil {
			return err
		}
	}
	return nil
}

// account reads LOGIN=NAME; without a name the login is the name.
func account(s string) app.Account {
	login, name, _ := strings.Cut(s, "=")
	return app.Account{Login: strings.TrimSpace(login), Name: strings.TrimSpace(name)}
}
