package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/web/ui"
	"zhenggai/zh"
)

// A ledgerField is a field of a finding that the ledger changes: in a cell, or of
// several findings at once. What it changes goes through ledger.Amend.
type ledgerField struct {
	Key, ZH, EN string
	kind        string // of ui.Field
	value       func(*ledger.Finding) string
	choices     func(*visit, *names, *ledger.Book) []ui.Choice
	edit        func(n *names, f *ledger.Finding, value string) (*ledger.Edit, error)
}

// ledgerFields are those that can be changed in the ledger. Names are those of the
// columns with the same keys.
var ledgerFields = []ledgerField{
	{"due", "期限", "due date", "date", func(f *ledger.Finding) string { return f.Due.String() }, nil, editDue},
	{"kind", "整改类型", "kind", "select", func(f *ledger.Finding) string { return string(f.Kind) }, kindChoices,
		func(_ *names, _ *ledger.Finding, s string) (*ledger.Edit, error) {
			k := ledger.Kind(s)
			return &ledger.Edit{Kind: &k}, known(ledger.Kinds, s)
		}},
	{"dept", "牵头科室", "lead department", "select", func(f *ledger.Finding) string { return cellOwner(f.Owners.Dept, f.Owners.DeptName) }, deptChoices,
		editOwner((*names).unit, func(o *ledger.Owners, id org.ID, name string) { o.Dept, o.DeptName = id, name })},
	{"lead", "责任领导", "lead leader", "select", func(f *ledger.Finding) string { return cellOwner(f.Owners.Lead, f.Owners.LeadName) }, personChoices,
		editOwner((*names).person, func(o *ledger.Owners, id org.ID, name string) { o.Lead, o.LeadName = id, name })},
	{"handler", "承办人", "handler", "select", func(f *ledger.Finding) string { return cellOwner(f.Owners.Handler, f.Owners.HandlerName) }, personChoices,
		editOwner((*names).person, func(o *ledger.Owners, id org.ID, name string) { o.Handler, o.HandlerName = id, name })},
	{"category", "类别", "category", "text", func(f *ledger.Finding) string { return f.Category }, nil,
		editText(func(e *ledger.Edit, s *string) { e.Category = s })},
	{"root_cause", "根本原因", "root cause", "textarea", func(f *ledger.Finding) string { return f.RootCause }, nil,
		editText(func(e *ledger.Edit, s *string) { e.RootCause = s })},
	{"goal", "整改目标", "goal", "textarea", func(f *ledger.Finding) string { return f.Goal }, nil,
		editText(func(e *ledger.Edit, s *string) { e.Goal = s })},
	{"standard", "整改标准", "standard", "textarea", func(f *ledger.Finding) string { return f.Standard }, nil,
		editText(func(e *ledger.Edit, s *string) { e.Standard = s })},
	{"progress", "进展", "progress", "textarea", func(f *ledger.Finding) string { return f.Progress }, nil,
		editText(func(e *ledger.Edit, s *string) { e.Progress = s })},
	{"next", "下一步", "next", "textarea", func(f *ledger.Finding) string { return f.Next }, nil,
		editText(func(e *ledger.Edit, s *string) { e.Next = s })},
	{"involved", "涉及金额（元）", "money involved (yuan)", "text", func(f *ledger.Finding) string { return moneyText(f.Involved) }, nil, editMoney},
}

func fieldOf(key string) *ledgerField {
	i := slices.IndexFunc(ledgerFields, func(f ledgerField) bool { return f.Key == key })
	if i < 0 {
		return nil
	}
	return &ledgerFields[i]
}

// wrong refuses the value of a field.
func wrong(zh, en string) error {
	return &fault.Error{Kind: fault.Invalid, Field: "value", Msg: fault.Msg{ZH: zh, EN: en}}
}

func editDue(_ *names, _ *ledger.Finding, s string) (*ledger.Edit, error) {
	var day zh.Date
	if err := day.UnmarshalText([]byte(strings.TrimSpace(s))); err != nil {
		return nil, wrong("日期无法识别，请按 2026-03-31 的样子填写。", "The date cannot be read; please write it as 2026-03-31.")
	}
	return &ledger.Edit{Due: &day}, nil
}

func editMoney(_ *names, _ *ledger.Finding, s string) (*ledger.Edit, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		s = "0"
	}
	fen, err := ledger.ParseFen(s)
	if err != nil || fen < 0 {
		return nil, wrong("金额无法识别，请填写以元为单位的数，最多两位小数。", "The amount cannot be read; please write yuan, with two decimals at most.")
	}
	return &ledger.Edit{Involved: &fen}, nil
}

func editText(set func(*ledger.Edit, *string)) func(*names, *ledger.Finding, string) (*ledger.Edit, error) {
	return func(_ *names, _ *ledger.Finding, s string) (*ledger.Edit, error) {
		s = strings.ReplaceAll(strings.TrimSpace(s), "\r\n", "\n")
		var e ledger.Edit
		set(&e, &s)
		return &e, nil
	}
}

// cellOwner is the value of an owner in a cell: his id, or the name as a document has it
// after a mark; the mark alone is nobody.
func cellOwner(id org.ID, printed string) string {
	if id.IsZero() {
		return printedMark + printed
	}
	return id.String()
}

func editOwner(lookUp func(*names, org.ID) string, set func(*ledger.Owners, org.ID, string)) func(*names, *ledger.Finding, string) (*ledger.Edit, error) {
	return func(n *names, f *ledger.Finding, s string) (*ledger.Edit, error) {
		var id org.ID
		name, printed := strings.CutPrefix(s, printedMark)
		if !printed {
			var err error
			if id, err = org.ParseID(s); err == nil {
				name = lookUp(n, id)
			}
			if err != nil || name == "" {
				return nil, wrong("请在列表中选择。", "Please choose one of the list.")
			}
		}
		o := f.Owners
		set(&o, id, name)
		return &ledger.Edit{Owners: &o}, nil
	}
}

func known(words []ledger.Word, s string) error {
	if s == "" || slices.ContainsFunc(words, func(w ledger.Word) bool { return w.Key == s }) {
		return nil
	}
	return wrong("请在列表中选择。", "Please choose one of the list.")
}

func kindChoices(v *visit, _ *names, _ *ledger.Book) (all []ui.Choice) {
	for _, w := range ledger.Kinds {
		all = append(all, ui.Choice{Value: w.Key, Text: v.word(w.ZH, w.EN)})
	}
	return all
}

func deptChoices(v *visit, n *names, b *ledger.Book) (all []ui.Choice) {
	for _, id := range v.who.Tree.Below(b.Unit) {
		if u := n.units[id]; u != nil && !u.Closed && id != b.Unit {
			all = append(all, ui.Choice{Value: id.String(), Text: u.Name})
		}
	}
	return all
}

func personChoices(v *visit, n *names, b *ledger.Book) (all []ui.Choice) {
	for _, p := range n.staff(v.who.Tree, b.Unit) {
		all = append(all, ui.Choice{Value: p.ID.String(), Text: strings.TrimSpace(p.Name + "　" + p.Title)})
	}
	return all
}

// input returns the field as it stands in a form for a finding.
func (f *ledgerField) input(v *visit, n *names, l *app.LedgerLine) ui.Field {
	in := ui.Field{Name: "value", Label: v.word(f.ZH, f.EN), Kind: f.kind, First: f.value(l.Finding), Rows: 4}
	if f.choices != nil {
		in.Choices = f.choices(v, n, l.Book)
		if !slices.ContainsFunc(in.Choices, func(c ui.Choice) bool { return c.Value == in.First }) {
			text := strings.TrimPrefix(in.First, "=")
			if id, err := org.ParseID(in.First); err == nil {
				text = n.owner(id, in.First)
			}
			in.Choices = append([]ui.Choice{{Value: in.First, Text: text}}, in.Choices...)
		}
	}
	return in
}

// A savedCell is a cell that was just changed, and how to change it back.
type savedCell struct{ key, version, before string }

// A cellForm is the form of a cell.
type cellForm struct {
	row   ledgerRow
	field *ledgerField
	f     ui.Form
	back  string
}

// cellOf returns the cell that at names.
func (v *visit) cellOf(at string) (*ledgerView, *cellForm, error) {
	if _, err := v.answering(); err != nil {
		return nil, nil, err
	}
	h, key, err := parsePlace(at)
	field := fieldOf(key)
	if err != nil || field == nil {
		return nil, nil, errNoPage
	}
	p, err := v.s.App.Picked(v.ctx, v.who, []org.Head{h})
	if err != nil {
		return nil, nil, err
	}
	if len(p.Lines) == 0 {
		return nil, nil, errNoPage
	}
	q := v.backQuery()
	w, err := v.ledgerOf(q, p)
	if err != nil {
		return nil, nil, err
	}
	w.cols = q.columns(len(p.Books))
	if !q.filtered() {
		w.rows[0].crumbs = nil
	}
	w.ticks = true
	return w, &cellForm{row: w.rows[0], field: field, back: v.back()}, nil
}

// openCell shows the form of a cell: in its place with script, else on a page.
func (v *visit) openCell() error {
	w, c, err := v.cellOf(v.FormValue("at"))
	if err != nil {
		return err
	}
	if v.FormValue("show") != "" {
		return v.part(http.StatusOK, ledgerLine(w, c.row))
	}
	if v.Header.Get("HX-Request") != "" {
		return v.part(http.StatusOK, cellEdit(w, c))
	}
	return v.show(v.cellPage(c), cellPage(w, c))
}

func (v *visit) cellPage(c *cellForm) ui.Page {
	return v.page(v.word("修改"+c.field.ZH, "Change the "+c.field.EN), ui.Link{Text: v.word("台账", "Ledger"), Href: c.back})
}

// saveCell changes a field of a finding, if it is as who asks saw it.
func (v *visit) saveCell() error {
	f, err := v.form()
	if err != nil {
		return err
	}
	w, c, err := v.cellOf(f.Value("at", ""))
	if err != nil {
		return err
	}
	c.f = f
	done, err := v.amend(w.n, c.row.Finding, c.field, f.Value("value", ""), f.Value("version", ""))
	script := v.Header.Get("HX-Request") != ""
	if err != nil {
		if !refusal(err) {
			return err
		}
		c.f.Refuse(v.ctx, err)
		if script {
			v.w.Header().Set("HX-Retarget", "closest td")
			v.w.Header().Set("HX-Reswap", "innerHTML show:none")
			return v.part(http.StatusUnprocessableEntity, cellEdit(w, c))
		}
		return v.refused(v.cellPage(c), cellPage(w, c))
	}
	before := savedCell{c.field.Key, strconv.FormatInt(done.Finding.Version, 10), c.field.value(c.row.Finding)}
	if script {
		w, c, err = v.cellOf(f.Value("at", ""))
		if err != nil {
			return err
		}
		c.row.saved = &before
		return v.part(http.StatusOK, ledgerLine(w, c.row))
	}
	v.say(ui.Note{Kind: "ok", Text: v.word(done.Finding.Code+" 的"+c.field.ZH+"已修改。", "The "+c.field.EN+" of "+done.Finding.Code+" is changed."),
		Undo: &ui.Undo{Text: v.word("撤销", "Undo"), Action: ledgerPath + "/cell", Hidden: map[string]string{
			"at": place(done.Finding.Head) + "." + before.key, "version": before.version, "value": before.before, "back": c.back}}})
	v.redirect(c.back)
	return nil
}

// amend changes a field of f. version is that of the finding as who asks saw it.
func (v *visit) amend(n *names, f *ledger.Finding, field *ledgerField, value, version string) (*ledger.Case, error) {
	edit, err := field.edit(n, f, value)
	if err != nil {
		return nil, err
	}
	seen, err := strconv.ParseInt(version, 10, 64)
	if err != nil || seen <= 0 {
		return nil, errForm
	}
	return v.s.App.Do(v.ctx, v.who, app.Request{Book: f.Book, Finding: f.ID, Version: seen, Act: ledger.Act{Event: ledger.Amend, Edit: edit}})
}
