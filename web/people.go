package web

import (
	"cmp"
	"slices"

	"zhenggai/app"
	"zhenggai/org"
	"zhenggai/web/ui"
)

var (
	systemAdmin   = []org.Role{org.SystemAdmin}
	securityAdmin = []org.Role{org.SecurityAdmin}
	staffRoles    = []org.Role{org.SystemAdmin, org.SecurityAdmin, org.AuditAdmin, org.Coordinator, org.Officer}
)

var peopleRoutes = []Route{
	{"GET /people", "人员与授权", "people and roles", SignedIn, staffRoles, false, (*visit).staff},
	{"GET /people/{person}", "一个人和他的角色", "one person with his roles", SignedIn, staffRoles, false, (*visit).member},
	{"POST /people/unit", "增加单位", "add a unit", SignedIn, systemAdmin, false, (*visit).addUnit},
	{"POST /people/person", "增加人员", "add a person", SignedIn, systemAdmin, false, (*visit).addPerson},
	{"POST /people/{person}/close", "停用账号", "close an account", SignedIn, systemAdmin, false, (*visit).closePerson},
	{"POST /people/unit/{unit}/close", "停用单位", "close a unit", SignedIn, systemAdmin, false, (*visit).closeUnit},
	{"POST /people/{person}/grant", "授予角色", "grant a role", SignedIn, securityAdmin, false, (*visit).grantRole},
	{"POST /people/{person}/withdraw", "收回角色", "withdraw a role", SignedIn, securityAdmin, false, (*visit).withdrawRole},
	{"POST /people/{person}/password", "设置初始密码", "set a first password", SignedIn, securityAdmin, false, (*visit).setPassword},
}

// A staffView is who there is, as far as who asks has to know.
type staffView struct {
	*visit
	*app.Staff
	names  *names
	Form   openForm
	Member *org.Person // the one who is shown
}

func (v *visit) staffView(form openForm) (*staffView, error) {
	w := &staffView{visit: v, Form: form}
	var err error
	if w.names, err = v.named(); err != nil {
		return nil, err
	}
	w.Staff, err = v.s.App.Staff(v.ctx, v.who)
	return w, err
}

// A unitLine is a unit with its people, set in below the one above it.
type unitLine struct {
	*org.Unit
	Depth  int
	People []*org.Person
}

// lines returns the units as a tree with their people; those of units that are not
// shown come last.
func (w *staffView) lines() (all []unitLine) {
	people, shown := map[org.ID][]*org.Person{}, map[org.ID]bool{}
	for _, p := range w.People {
		people[p.Unit] = append(people[p.Unit], p)
	}
	for _, u := range w.Units {
		shown[u.ID] = true
	}
	var below func(u *org.Unit, depth int)
	below = func(u *org.Unit, depth int) {
		all = append(all, unitLine{u, min(depth, 6), people[u.ID]})
		delete(people, u.ID)
		for _, c := range w.Units {
			if c.Parent == u.ID && depth < 20 {
				below(c, depth+1)
			}
		}
	}
	for _, u := range w.Units {
		if !shown[u.Parent] {
			below(u, 0)
		}
	}
	for _, p := range w.People { // who has a role here and belongs elsewhere
		if at := people[p.Unit]; len(at) > 0 {
			u := w.names.units[p.Unit]
			if u == nil {
				u = &org.Unit{Name: "—"}
			}
			all = append(all, unitLine{u, 0, at})
			delete(people, p.Unit)
		}
	}
	return all
}

// closable reports whether nobody is left in a unit and nothing below it.
func (w *staffView) closable(u unitLine) bool {
	return !u.Closed && !u.ID.IsZero() &&
		!slices.ContainsFunc(u.People, func(p *org.Person) bool { return !p.Closed }) &&
		!slices.ContainsFunc(w.Units, func(b *org.Unit) bool { return b.Parent == u.ID && !b.Closed })
}

// grantsOf returns what was granted to a person.
func (w *staffView) grantsOf(p *org.Person) (all []*org.Grant) {
	for _, g := range w.Grants {
		if g.Person == p.ID {
			all = append(all, g)
		}
	}
	return all
}

func (w *staffView) is(role org.Role) bool { return app.Administers(w.who, role) }

func (v *visit) staff() error {
	w, err := v.staffView(openForm{})
	if err != nil {
		return err
	}
	return v.show(v.page(v.word("人员与授权", "People and roles")), staffPage(w))
}

// refuseStaff shows the page with the form that was refused.
func (v *visit) refuseStaff(which string, in *input) error {
	w, err := v.staffView(openForm{which, in.Form})
	if err != nil {
		return err
	}
	return v.refused(v.page(v.word("人员与授权", "People and roles")), staffPage(w))
}

func (v *visit) addUnit() error {
	in, err := v.input()
	if err != nil {
		return err
	}
	parent := in.ref("parent")
	if parent.IsZero() {
		in.wrong("parent", "请选择上级单位。", "Choose the unit above it.")
	}
	var unit *org.Unit
	if len(in.Errors) == 0 {
		unit, err = v.s.App.AddUnit(v.ctx, v.who, in.text("name"), parent, in.text("office") != "")
	}
	if ok, broken := in.tell(err); broken != nil {
		return broken
	} else if !ok {
		return v.refuseStaff("unit", in)
	}
	return v.done("/people#u-"+unit.ID.String(), "单位“"+unit.Name+"”已增加。", "Unit "+unit.Name+" is added.")
}

func (v *visit) addPerson() error {
	in, err := v.input()
	if err != nil {
		return err
	}
	p := org.Person{Login: in.text("login"), Name: in.text("name"), Unit: in.ref("unit"), Title: in.text("title"), Mail: in.text("mail")}
	if p.Unit.IsZero() {
		in.wrong("unit", "请选择单位。", "Choose the unit.")
	}
	var added *org.Person
	if len(in.Errors) == 0 {
		added, err = v.s.App.AddPerson(v.ctx, v.who, p)
	}
	if ok, broken := in.tell(err); broken != nil {
		return broken
	} else if !ok {
		return v.refuseStaff("person", in)
	}
	return v.done("/people/"+added.ID.String(), added.Name+" 已增加；请安全管理员设置初始密码、授予角色。",
		added.Name+" is added; the security administrator sets a first password and grants roles.")
}

// memberView is the page of one person.
func (v *visit) memberView(form openForm) (*staffView, error) {
	id, err := v.id("person")
	if err != nil {
		return nil, err
	}
	w, err := v.staffView(form)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(w.People, func(p *org.Person) bool { return p.ID == id })
	if i < 0 {
		return nil, errNoPage
	}
	w.Member = w.People[i]
	return w, nil
}

func (v *visit) showMember(form openForm) error {
	w, err := v.memberView(form)
	if err != nil {
		return err
	}
	p := v.page(w.Member.Name, ui.Link{Text: v.word("人员与授权", "People and roles"), Href: "/people"})
	if len(form.Errors) > 0 {
		return v.refused(p, memberPage(w))
	}
	return v.show(p, memberPage(w))
}

func (v *visit) member() error { return v.showMember(openForm{}) }

// onMember does something to the person of the path; a refusal is shown on his page.
func (v *visit) onMember(which string, do func(in *input, person org.ID) error, zh, en string) error {
	in, err := v.input()
	if err != nil {
		return err
	}
	person, err := v.id("person")
	if err != nil {
		return err
	}
	if ok, broken := in.tell(do(in, person)); broken != nil {
		return broken
	} else if !ok {
		return v.showMember(openForm{which, in.Form})
	}
	return v.done("/people/"+person.String(), zh, en)
}

func (v *visit) grantRole() error {
	return v.onMember("grant", func(in *input, person org.ID) error {
		role, unit := org.Role(in.text("role")), in.ref("unit")
		if role == "" {
			in.wrong("role", "请选择角色。", "Choose the role.")
		}
		if unit.IsZero() {
			in.wrong("unit", "请选择单位。", "Choose the unit.")
		}
		if len(in.Errors) > 0 {
			return nil
		}
		_, err := v.s.App.Grant(v.ctx, v.who, person, role, unit)
		return err
	}, "角色已授予。", "The role is granted.")
}

func (v *visit) withdrawRole() error {
	return v.onMember("withdraw", func(in *input, person org.ID) error {
		return v.s.App.Withdraw(v.ctx, v.who, person, org.Role(in.text("role")), in.ref("unit"))
	}, "角色已收回。", "The role is withdrawn.")
}

func (v *visit) closePerson() error {
	return v.onMember("close", func(_ *input, person org.ID) error {
		return v.s.App.ClosePerson(v.ctx, v.who, person)
	}, "账号已停用。", "The account is closed.")
}

func (v *visit) closeUnit() error {
	in, err := v.input()
	if err != nil {
		return err
	}
	id, err := v.id("unit")
	if err != nil {
		return err
	}
	if ok, broken := in.tell(v.s.App.CloseUnit(v.ctx, v.who, id)); broken != nil {
		return broken
	} else if !ok {
		return v.refuseStaff("close-unit", in)
	}
	return v.done("/people", "单位已停用。", "The unit is closed.")
}

func (v *visit) setPassword() error {
	return v.onMember("password", func(in *input, person org.ID) error {
		password, again := in.Value("password", ""), in.Value("again", "")
		if password != again {
			in.wrong("again", "两次输入的密码不一样，请重新输入。", "The two passwords differ: type them again.")
			return nil
		}
		return v.s.App.SetPassword(v.ctx, v.who, person, password)
	}, "初始密码已设置，首次登录时须修改。", "The first password is set; it must be changed at the first sign-in.")
}

// roleChoices are the roles that people can hold.
func (w *staffView) roleChoices() []ui.Choice {
	choices := []ui.Choice{{Text: w.word("请选择", "choose")}}
	for _, l := range org.Roles {
		if l.Role != org.Clock {
			choices = append(choices, ui.Choice{Value: string(l.Role), Text: w.word(l.ZH, l.EN)})
		}
	}
	return choices
}

// sightName says how much of a book a role sees.
func sightName(v *visit, s org.Sight) string {
	return cmp.Or(map[org.Sight]string{
		org.SeesNothing: v.word("看不到问题", "no finding"),
		org.SeesParts:   v.word("本科室、本人的问题", "findings of its own"),
		org.SeesBooks:   v.word("整个账册", "whole books"),
	}[s], string(s))
}
