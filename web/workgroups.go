package web

import (
	"slices"
	"strings"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/web/ui"
)

var workgroupsRoutes = []Route{
	{"GET /workgroups", "专项组", "workgroups", SignedIn, wholeRoles, false, (*visit).workgroups},
	{"POST /workgroups", "成立专项组", "form a workgroup", SignedIn, keeperRoles, false, (*visit).addWorkgroup},
}

// A workgroupsView is the workgroups of a book.
type workgroupsView struct {
	*visit
	*shelf
	names  *names
	Groups []*ledger.Workgroup
	Scope  map[org.ID][]*ledger.Finding
	Form   openForm
}

func (v *visit) workgroupsView(form openForm) (*workgroupsView, error) {
	s, err := v.shelf("/workgroups", true)
	if err != nil {
		return nil, err
	}
	w := &workgroupsView{visit: v, shelf: s, Form: form, Scope: map[org.ID][]*ledger.Finding{}}
	if w.names, err = v.answering(); err != nil || s.Book == nil {
		return w, err
	}
	if w.Groups, err = v.s.App.Workgroups(v.ctx, v.who, s.Book.ID); err != nil {
		return nil, err
	}
	leaves, _, err := v.leaves(s.Book.ID)
	for _, f := range leaves {
		for _, g := range f.Groups {
			w.Scope[g] = append(w.Scope[g], f)
		}
	}
	return w, err
}

func (v *visit) workgroups() error {
	w, err := v.workgroupsView(openForm{})
	if err != nil {
		return err
	}
	return v.show(v.page(v.word("专项组", "Workgroups")), workgroupsPage(w))
}

func (v *visit) addWorkgroup() error {
	in, err := v.input()
	if err != nil {
		return err
	}
	s, err := v.shelf("/workgroups", true)
	if err != nil {
		return err
	}
	if s.Book == nil {
		return errNoPage
	}
	g := ledger.Workgroup{Name: in.text("name"), Leader: in.ref("leader"), Members: in.refs("member"), Duty: in.text("duty")}
	if len(in.Errors) == 0 {
		_, err = v.s.App.AddWorkgroup(v.ctx, v.who, s.Book.ID, g)
	}
	ok, broken := in.tell(err)
	if broken != nil {
		return broken
	}
	if !ok {
		w, err := v.workgroupsView(openForm{"group", in.Form})
		if err != nil {
			return err
		}
		return v.refused(v.page(v.word("专项组", "Workgroups")), workgroupsPage(w))
	}
	return v.done(s.at(), "专项组已成立；在问题页把问题划入它的范围。", "The workgroup is formed; findings come into its scope on their own pages.")
}

// here are the people of the book's unit, for choosing.
func (w *workgroupsView) here(none string) []ui.Choice {
	return w.peopleOf(w.names, w.Book.Unit, none)
}

// peopleOf are the people of a unit, for choosing, by name.
func (v *visit) peopleOf(n *names, unit org.ID, none string) (choices []ui.Choice) {
	for _, p := range n.staff(v.who.Tree, unit) {
		choices = append(choices, ui.Choice{Value: p.ID.String(), Text: p.Name + " " + p.Title})
	}
	slices.SortFunc(choices, func(a, b ui.Choice) int { return strings.Compare(a.Text, b.Text) })
	if none != "" {
		choices = append([]ui.Choice{{Text: none}}, choices...)
	}
	return choices
}

// people returns the names of people.
func (w *workgroupsView) people(ids []org.ID) (all []string) {
	for _, id := range ids {
		all = append(all, w.names.person(id))
	}
	return all
}
