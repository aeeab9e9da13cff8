package web

import (
	"cmp"
	"slices"
	"strconv"

	"zhenggai/app"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/web/ui"
)

var registersRoutes = []Route{
	{"GET /registers", "登记簿：制度、资金、问责、记录", "registers: regulations, money, accountability, records", SignedIn, findingRoles, false, (*visit).registers},
	{"POST /registers", "登记制度、资金、问责、记录", "add to a register", SignedIn, registerRoles, false, (*visit).addRegister},
}

// registerRoles may add to one of the registers.
var registerRoles = rolesOf(ledger.Register, ledger.Note)

// registerKinds are the registers of a book.
var registerKinds = []ledger.Word{
	{Key: "regulation", ZH: "制度", EN: "Regulations"},
	{Key: "money", ZH: "资金", EN: "Money"},
	{Key: "accountability", ZH: "问责", EN: "Accountability"},
	{Key: "record", ZH: "记录", EN: "Records"},
}

// accountForms and recordKinds are what is usual; others can be typed.
var (
	accountForms = []string{"谈话提醒", "批评教育", "责令检查", "诫勉", "通报批评", "组织处理", "党纪处分", "政务处分"}
	recordKinds  = []string{"会议", "学习", "谈话", "检查", "调研", "培训", "公示"}
)

// A registersView is one register of a book.
type registersView struct {
	*visit
	*shelf
	names       *names
	Kind        string
	Whole       bool // who asks sees the whole book
	Regulations []*ledger.Regulation
	Moneys      []*ledger.Money
	Accounts    []*ledger.Accountability
	Records     []*ledger.Record
	Leaves      []*ledger.Finding
	At          map[org.ID]*ledger.Finding
	Form        openForm
}

func (v *visit) registersView(form openForm) (*registersView, error) {
	s, err := v.shelf("/registers", false)
	if err != nil {
		return nil, err
	}
	w := &registersView{visit: v, shelf: s, Form: form, Kind: v.FormValue("kind")}
	if w.names, err = v.named(); err != nil || s.Book == nil {
		return w, err
	}
	w.Whole = v.who.Scope().SeesBook(s.Book.Unit)
	if w.Kind == "" && w.Whole {
		w.Kind = "regulation"
	} else if w.Kind == "" {
		w.Kind = "money"
	}
	if w.Leaves, w.At, err = v.leaves(s.Book.ID); err != nil {
		return nil, err
	}
	return w, w.load()
}

// load reads the register that is shown, the last first.
func (w *registersView) load() (err error) {
	book := w.Book.ID
	switch w.Kind {
	case "regulation":
		w.Regulations, err = w.s.App.Regulations(w.ctx, w.who, book)
		slices.Reverse(w.Regulations)
	case "money":
		w.Moneys, err = w.s.App.Moneys(w.ctx, w.who, book)
		slices.Reverse(w.Moneys)
	case "accountability":
		w.Accounts, err = w.s.App.Accounts(w.ctx, w.who, book)
		slices.Reverse(w.Accounts)
	case "record":
		w.Records, err = w.s.App.Records(w.ctx, w.who, book)
		slices.SortStableFunc(w.Records, func(a, b *ledger.Record) int { return cmp.Compare(b.Dated.String(), a.Dated.String()) })
	default:
		return errNoPage
	}
	return err
}

// kinds are the registers that who asks can see: regulations belong to the whole book.
func (w *registersView) kinds() []ledger.Word {
	if w.Whole {
		return registerKinds
	}
	return registerKinds[1:]
}

func (v *visit) registers() error {
	w, err := v.registersView(openForm{})
	if err != nil {
		return err
	}
	return v.show(w.page(v.word("登记簿", "Registers")), registersPage(w))
}

func (v *visit) addRegister() error {
	in, err := v.input()
	if err != nil {
		return err
	}
	w, err := v.registersView(openForm{"add", in.Form})
	if err != nil {
		return err
	}
	if w.Book == nil {
		return errNoPage
	}
	if w.Kind == "regulation" {
		err = w.addRegulation(in)
	} else {
		err = w.addToFinding(in)
	}
	ok, broken := in.tell(err)
	if broken != nil {
		return broken
	}
	if !ok {
		w.Form.Form = in.Form
		return v.refused(v.page(v.word("登记簿", "Registers")), registersPage(w))
	}
	return v.done(w.at("kind", w.Kind), "已登记。", "It is entered.")
}

func (w *registersView) addRegulation(in *input) error {
	r := ledger.Regulation{Title: in.text("title"), No: in.text("no"), Event: in.text("event"), Dated: in.day("dated"), Findings: in.refs("findings")}
	if len(in.Errors) > 0 {
		return nil
	}
	_, err := w.s.App.AddRegulation(w.ctx, w.who, w.Book.ID, r)
	return err
}

// addToFinding adds a sum, a sanction or a record to the finding that was chosen.
func (w *registersView) addToFinding(in *input) error {
	act := ledger.Act{Event: ledger.Register}
	finding, dated := in.ref("finding"), in.day("dated")
	if finding.IsZero() {
		in.wrong("finding", "请选择是哪个问题。", "Choose the finding.")
	}
	switch w.Kind {
	case "money":
		m := &ledger.Money{Event: in.text("event"), Payer: in.text("payer"), Voucher: in.text("voucher"), Dated: dated, Text: in.text("text")}
		var err error
		if m.Amount, err = ledger.ParseFen(in.text("amount")); err != nil || m.Amount <= 0 {
			in.wrong("amount", "金额没有读懂，请写成元，最多两位小数，如 12800.50。", "This amount cannot be read: give yuan with at most two decimals, such as 12800.50.")
		}
		act.Row = m
	case "accountability":
		a := &ledger.Accountability{Form: in.text("form"), Persons: in.number("persons"), Bodies: in.number("bodies"), Dated: dated, Text: in.text("text")}
		if a.Form == "" {
			in.wrong("form", "请写明问责形式。", "Give the form of it.")
		}
		if a.Persons+a.Bodies == 0 && in.Error("persons") == "" {
			in.wrong("persons", "请填人数或党组织数。", "Give how many people or organisations.")
		}
		act.Row = a
	case "record":
		act.Event = ledger.Note
		r := &ledger.Record{Kind: in.text("form"), Title: in.text("title"), Text: in.text("text"), Dated: dated}
		if r.Title == "" {
			in.wrong("title", "请写明做了什么。", "Say what was done.")
		}
		if dated.IsZero() && in.Error("dated") == "" {
			in.wrong("dated", "请填日期。", "Give the day.")
		}
		act.Row = r
	}
	if len(in.Errors) > 0 {
		return nil
	}
	_, err := w.s.App.Do(w.ctx, w.who, app.Request{Book: w.Book.ID, Finding: finding, Act: act})
	return err
}

// number reads a number that is not negative; nothing is nought.
func (in *input) number(field string) int {
	s := in.text(field)
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 1_000_000 {
		in.wrong(field, "请填整数。", "Give a whole number.")
		return 0
	}
	return n
}

// A total is a sum of a register under one name.
type total struct {
	Name  string
	Value string
	Hint  string
}

// totals are the sums of the register that is shown.
func (w *registersView) totals() (all []total) {
	switch w.Kind {
	case "regulation":
		for _, e := range ledger.RegulationEvents {
			n := 0
			for _, r := range w.Regulations {
				if r.Event == e.Key {
					n++
				}
			}
			all = append(all, total{w.word(e.ZH, e.EN), strconv.Itoa(n), ""})
		}
	case "money":
		var every ledger.Fen
		for _, e := range ledger.MoneyEvents {
			var sum ledger.Fen
			for _, m := range w.Moneys {
				if m.Event == e.Key {
					sum += m.Amount
				}
			}
			every += sum
			all = append(all, total{w.word(e.ZH, e.EN), yuan(sum), w.word("元", "yuan")})
		}
		all = append(all, total{w.word("合计", "in all"), yuan(every), w.word("元", "yuan")})
	case "accountability":
		persons, bodies := 0, 0
		byForm := map[string]int{}
		for _, a := range w.Accounts {
			persons, bodies, byForm[a.Form] = persons+a.Persons, bodies+a.Bodies, byForm[a.Form]+a.Persons
		}
		all = append(all, total{w.word("人次", "people"), strconv.Itoa(persons), ""}, total{w.word("党组织", "organisations"), strconv.Itoa(bodies), ""})
		for _, f := range sortedKeys(byForm) {
			all = append(all, total{f, strconv.Itoa(byForm[f]), ""})
		}
	case "record":
		byKind := map[string]int{}
		for _, r := range w.Records {
			byKind[cmp.Or(r.Kind, w.word("其他", "other"))]++
		}
		for _, k := range sortedKeys(byKind) {
			all = append(all, total{k, strconv.Itoa(byKind[k]), ""})
		}
	}
	return all
}

func sortedKeys(m map[string]int) (keys []string) {
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(m[b], m[a]), cmp.Compare(a, b)) })
	return keys
}

// yuan writes an amount with commas: 1,234,567.00.
func yuan(f ledger.Fen) string {
	s := f.String()
	for i := len(s) - 6; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// links returns the findings that ids name, as far as they are in sight.
func (w *registersView) links(ids []org.ID) (all []*ledger.Finding) {
	for _, id := range ids {
		if f := w.At[id]; f != nil {
			all = append(all, f)
		}
	}
	return all
}

// open are the findings that something can be added to.
func (w *registersView) open() (all []*ledger.Finding) {
	from := ledger.StepOf(ledger.Register).From
	for _, f := range w.Leaves {
		if slices.Contains(from, f.State) {
			all = append(all, f)
		}
	}
	return all
}

func (w *registersView) findingField(f ui.Form) ui.Field {
	return ui.Field{Name: "finding", Kind: "select", Label: w.word("问题", "Finding"), Required: true, Choices: findingChoices(w.open(), w.word("请选择", "choose"))}
}

// may reports whether who asks has a role that adds to registers for this unit; which
// findings are his the ledger decides.
func (w *registersView) may() bool {
	step := ledger.StepOf(ledger.Register)
	if w.Kind == "record" {
		step = ledger.StepOf(ledger.Note)
	}
	for _, g := range w.who.Grants {
		if slices.Contains(step.RolesIn(w.Book.Supervised), g.Role) && !g.Closed {
			return true
		}
	}
	return false
}

// adding names the form.
func (w *registersView) adding() string {
	switch w.Kind {
	case "regulation":
		return w.word("登记制度", "Enter a regulation")
	case "money":
		return w.word("登记资金", "Enter a sum")
	case "accountability":
		return w.word("登记问责", "Enter accountability")
	}
	return w.word("登记记录", "Enter a record")
}
