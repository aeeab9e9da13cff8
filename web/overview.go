package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/store"
	"zhenggai/web/ui"
)

var overviewRoutes = []Route{
	{"GET /overview", "总览", "overview", SignedIn, findingRoles, false, (*visit).overview},
	{"GET /overview/time", "时间去向", "where the time goes", SignedIn, findingRoles, false, (*visit).overviewTime},
}

// A narrowing is what the overview is limited to: its address says.
type narrowing struct {
	book, round, inspection org.ID
}

// narrowed reads what the address says; what is no id limits nothing.
func (v *visit) narrowed() (n narrowing) {
	q := v.URL.Query()
	for name, id := range map[string]*org.ID{"book": &n.book, "round": &n.round, "inspection": &n.inspection} {
		if got, err := org.ParseID(q.Get(name)); err == nil {
			*id = got
		}
	}
	if n.book.IsZero() {
		n.inspection = org.ID{} // it is chosen within a book
	}
	return n
}

// query asks for what the narrowing leaves.
func (n narrowing) query() store.FindingQuery {
	q := store.FindingQuery{Round: n.round, Inspection: n.inspection}
	if !n.book.IsZero() {
		q.Books = []org.ID{n.book}
	}
	return q
}

// path returns the address of a page with this narrowing and keys of its own, given as
// name, value, name, value …; a name may come again.
func (n narrowing) path(page string, keys ...string) string {
	var b strings.Builder
	b.WriteString(page)
	sep := byte('?')
	add := func(name, value string) {
		b.WriteByte(sep)
		b.WriteString(name)
		b.WriteByte('=')
		b.WriteString(url.QueryEscape(value))
		sep = '&'
	}
	for _, id := range []struct {
		name string
		id   org.ID
	}{{"book", n.book}, {"round", n.round}, {"inspection", n.inspection}} {
		if !id.id.IsZero() {
			add(id.name, id.id.String())
		}
	}
	for i := 0; i+1 < len(keys); i += 2 {
		add(keys[i], keys[i+1])
	}
	return b.String()
}

// overview shows how things stand: every figure is counted from the ledger now, and
// leads to the rows that it counts.
func (v *visit) overview() error {
	n := v.narrowed()
	choices, err := v.narrowings(n)
	if err != nil {
		return err
	}
	years, err := v.s.App.Calendar(v.ctx)
	if err != nil {
		return err
	}
	o := &overview{n: n, lang: v.lang(), today: v.today(), years: years, books: choices.names, all: v.FormValue("all") != ""}
	if err := v.s.App.Tallies(v.ctx, v.who, n.query(), o.today, o.begin, o.add); err != nil {
		return err
	}
	p := v.page(v.word("总览", "Overview"))
	p.Tools = overviewTools(n, choices)
	return v.show(p, overviewPage(o))
}

// The choices are what the overview can be limited to.
type choices struct {
	books, rounds, inspections []ui.Choice
	names                      map[org.ID]string // of the units of books
}

// narrowings returns what who asks may choose.
func (v *visit) narrowings(n narrowing) (c choices, err error) {
	books, err := v.s.App.Books(v.ctx, v.who)
	if err != nil {
		return c, err
	}
	rounds, err := v.s.App.Rounds(v.ctx)
	if err != nil {
		return c, err
	}
	c.names = make(map[org.ID]string, len(books))
	c.books = []ui.Choice{{Value: "", Text: v.word("全部单位", "All units")}}
	for _, b := range books {
		c.names[b.ID] = bookUnit(v, b)
		c.books = append(c.books, ui.Choice{Value: b.ID.String(), Text: c.names[b.ID]})
	}
	slices.SortStableFunc(c.books[1:], func(a, b ui.Choice) int { return strings.Compare(a.Text, b.Text) })
	c.rounds = []ui.Choice{{Value: "", Text: v.word("全部轮次", "All rounds")}}
	for _, r := range slices.Backward(rounds) {
		c.rounds = append(c.rounds, ui.Choice{Value: r.ID.String(), Text: r.Name})
	}
	if _, mine := c.names[n.book]; !mine {
		return c, nil
	}
	inspections, err := v.s.App.Inspections(v.ctx, v.who, n.book)
	c.inspections = []ui.Choice{{Value: "", Text: v.word("全部巡察", "All inspections")}}
	for _, in := range inspections {
		c.inspections = append(c.inspections, ui.Choice{Value: in.ID.String(), Text: in.No + " " + in.Title})
	}
	return c, err
}

// bookUnit returns whose book it is.
func bookUnit(v *visit, b *ledger.Book) string {
	if u := v.who.Tree.Unit(b.Unit); u != nil {
		return u.Name
	}
	if b.UnitName != "" {
		return b.UnitName
	}
	return b.Name
}

// overviewTime shows where the time goes. It reads journals, which takes longer than a
// page should, and so is a part of its own.
func (v *visit) overviewTime() error {
	n := v.narrowed()
	stays, err := v.s.App.Stays(v.ctx, v.who, n.query())
	words := ""
	if fault.KindOf(err) == fault.Invalid && err != nil {
		words = fault.Say(err, v.lang())
	} else if err != nil {
		return err
	}
	body := timeBars(n, v.stayBars(stays, ""), v.stayBars(stays, "steps"), words)
	if v.piece("time") {
		return v.part(200, body)
	}
	p := v.page(v.word("时间去向", "Where the time goes"), ui.Link{Text: v.word("总览", "Overview"), Href: n.path("/overview")})
	return v.show(p, timePage(body))
}

// stayBars returns stays as bars: in states, or at the steps of the chain.
func (v *visit) stayBars(stays []app.Stay, of string) (bars []ui.Bar) {
	for i := range stays {
		s := &stays[i]
		if (s.Step != "") != (of == "steps") {
			continue
		}
		b := ui.Bar{Text: s.Step, Fill: "blue", N: int(s.Mean().Hours() * 10 / 24), Said: inDays(v, s.Mean().Hours()/24),
			Note: v.word("×"+strconv.Itoa(s.Times), "×"+strconv.Itoa(s.Times)), Href: "/b/" + s.Book.String() + "/f/" + s.Finding.String(),
			Hint: v.word("最长 "+inDays(v, s.Most.Hours()/24)+"，点开是停留最久的问题", "at most "+inDays(v, s.Most.Hours()/24)+"; it leads to the finding that stayed longest")}
		if s.Step == "" {
			b.Text = ledger.Name(ledger.States, string(s.State), v.lang())
			b.Fill = stateFill[s.State]
		}
		bars = append(bars, b)
	}
	return bars
}

func inDays(v *visit, n float64) string {
	return strconv.FormatFloat(n, 'f', 1, 64) + v.word(" 天", " d")
}

// The colours of figures.
var (
	stateFill  = map[ledger.State]string{ledger.Open: "grey", ledger.Planned: "azure", ledger.Underway: "blue", ledger.Submitted: "yellow", ledger.Closed: "green", ledger.Void: "grey"}
	colourFill = map[regs.Colour]string{regs.Green: "green", regs.Yellow: "yellow", regs.Red: "red"}
)
