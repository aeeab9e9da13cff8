package web

import (
	"net/url"
	"slices"
	"strings"

	"zhenggai/app"
	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/store"
	"zhenggai/zh"
)

// A ledgerQuery is what the ledger shows, as it stands in its address. Every page that
// leads to rows of the ledger makes one and takes its [ledgerQuery.Path], so that what
// a key means is written here only:
//
//	book, unit   the books with these ids; those of these units and the units below
//	             them. Both may come more than once
//	round        inspections of this round
//	inspection   this inspection
//	level        aspect, problem, point; may come more than once
//	leaf=1       only what gets closed: counts of findings are counts of these
//	state        a state of ledger.States; may come more than once
//	colour       green, yellow, red: leaves under this light today; none: leaves that
//	             are not finished and under no light. As [app.App.Board] counts them
//	age          0-30, 31-60, 61-90, 91-180, 181-, none: leaves that are not finished and
//	             whose inspection was fed back so many days ago ([app.Ages])
//	overdue=1    leaves that are past their date today and not finished
//	dept         this lead department
//	from, to     due on this day or later, or earlier: 2026-03-31
//	standing     1 or 0: to be kept up for good, or not
//	partial      1 or 0: partly done, or not
//	q            words that stand in the finding
//	sort         due; otherwise in the order of the papers
//	after        where a page goes on: from LedgerPage.Next
//	cols         the columns, by key, with dots between them: code.title.due
//
// A key that cannot be read is refused, not passed over: other rows than those that
// were asked for are worse than none.
type ledgerQuery struct {
	Books, Units            []org.ID
	Round, Inspection, Dept org.ID
	Levels                  []ledger.Level
	Leaf                    bool
	States                  []ledger.State
	Colour                  regs.Colour
	Age                     app.Age
	Overdue                 bool
	From, To                zh.Date
	Standing, Partial       store.Is
	Text                    string
	Sort                    store.Sort
	After                   string
	Cols                    []string // nil is what is shown at first
}

// ledgerPath is where the ledger stands.
const ledgerPath = "/ledger"

// parse reads the values of an address or a form; empty ones are not there.
func (q *ledgerQuery) parse(in url.Values) error {
	r := queryReader{in: in}
	*q = ledgerQuery{
		Books: r.ids("book"), Units: r.ids("unit"), Round: r.id("round"), Inspection: r.id("inspection"), Dept: r.id("dept"),
		Levels: words[ledger.Level](&r, "level", ledger.Levels), Leaf: r.is("leaf") == store.Yes, States: words[ledger.State](&r, "state", ledger.States),
		Overdue: r.is("overdue") == store.Yes, From: r.day("from"), To: r.day("to"), Standing: r.is("standing"), Partial: r.is("partial"),
		Text: strings.TrimSpace(in.Get("q")), After: in.Get("after"),
	}
	switch c := regs.Colour(in.Get("colour")); c {
	case "", regs.Green, regs.Yellow, regs.Red, app.Unlit:
		q.Colour = c
	default:
		r.refuse("colour")
	}
	if all := words[app.Age](&r, "age", app.Ages); len(all) == 1 {
		q.Age = all[0]
	} else if len(all) > 1 {
		r.refuse("age")
	}
	switch in.Get("sort") {
	case "", "text":
	case "due":
		q.Sort = store.ByDue
	default:
		r.refuse("sort")
	}
	for _, some := range in["cols"] {
		for key := range strings.FieldsFuncSeq(some, func(c rune) bool { return c == '.' || c == ',' }) {
			if ledgerColumnOf(key) == nil {
				r.refuse("cols")
			} else if !slices.Contains(q.Cols, key) {
				q.Cols = append(q.Cols, key)
			}
		}
	}
	return r.err
}

// Values returns q as it stands in an address. parse of it is q again.
func (q ledgerQuery) Values() url.Values {
	out := url.Values{}
	set := func(key, value string) {
		if value != "" {
			out.Add(key, value)
		}
	}
	yes := func(key string, on bool) {
		if on {
			out.Set(key, "1")
		}
	}
	is := func(key string, is store.Is) { set(key, map[store.Is]string{store.Yes: "1", store.No: "0"}[is]) }
	for _, id := range q.Books {
		set("book", id.String())
	}
	for _, id := range q.Units {
		set("unit", id.String())
	}
	for _, l := range q.Levels {
		set("level", string(l))
	}
	for _, s := range q.States {
		set("state", string(s))
	}
	set("round", q.Round.String())
	set("inspection", q.Inspection.String())
	set("dept", q.Dept.String())
	yes("leaf", q.Leaf)
	set("colour", string(q.Colour))
	set("age", string(q.Age))
	yes("overdue", q.Overdue)
	set("from", q.From.String())
	set("to", q.To.String())
	is("standing", q.Standing)
	is("partial", q.Partial)
	set("q", q.Text)
	if q.Sort == store.ByDue {
		set("sort", "due")
	}
	set("after", q.After)
	set("cols", strings.Join(q.Cols, "."))
	return out
}

// Path returns the address of the rows.
func (q ledgerQuery) Path() string { return q.at(ledgerPath) }

func (q ledgerQuery) at(path string) string {
	if s := q.Values().Encode(); s != "" {
		return path + "?" + s
	}
	return path
}

// first returns q from its first page.
func (q ledgerQuery) first() ledgerQuery { q.After = ""; return q }

// filtered reports whether some of the findings are left out, so that a point may
// stand without the aspect and the problem it is under.
func (q ledgerQuery) filtered() bool {
	return len(q.Levels) > 0 || q.Leaf || len(q.States) > 0 || q.Colour != "" || q.Age != "" || q.Overdue || !q.Dept.IsZero() || !q.From.IsZero() ||
		!q.To.IsZero() || q.Standing != store.Either || q.Partial != store.Either || q.Text != "" || q.Sort != store.ByText
}

// find returns q as app is asked, a page of limit lines.
func (q ledgerQuery) find(tree *org.Tree, today zh.Date, limit int) app.LedgerQuery {
	f := app.LedgerQuery{Colour: q.Colour, Age: q.Age, FindingQuery: store.FindingQuery{
		Books: q.Books, Round: q.Round, Inspection: q.Inspection, Dept: q.Dept, Levels: q.Levels, LeafOnly: q.Leaf, States: q.States,
		DueFrom: q.From, DueTo: q.To, Standing: q.Standing, Partial: q.Partial, Text: q.Text, Sort: q.Sort, After: q.After, Limit: limit,
	}}
	for _, u := range q.Units {
		f.Units = append(f.Units, u) // even one that is not known any more: it narrows to nothing
		for _, below := range tree.Below(u) {
			if below != u {
				f.Units = append(f.Units, below)
			}
		}
	}
	if q.Overdue {
		f.Overdue = today
	}
	return f
}

// A queryReader reads values and remembers the first that cannot be read.
type queryReader struct {
	in  url.Values
	err error
}

func (r *queryReader) refuse(key string) {
	if r.err == nil {
		r.err = &fault.Error{Kind: fault.Invalid, Field: key, Msg: fault.Msg{
			ZH: "筛选条件“" + key + "”无法识别，请从台账首页重新筛选。",
			EN: "The filter " + key + " cannot be read; please start again from the ledger."}}
	}
}

func (r *queryReader) ids(key string) (all []org.ID) {
	for _, s := range r.in[key] {
		if s == "" {
			continue
		}
		id, err := org.ParseID(s)
		if err != nil {
			r.refuse(key)
		} else if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}

func (r *queryReader) id(key string) (id org.ID) {
	if all := r.ids(key); len(all) == 1 {
		return all[0]
	} else if len(all) > 1 {
		r.refuse(key)
	}
	return id
}

func (r *queryReader) day(key string) (day zh.Date) {
	if s := r.in.Get(key); s != "" {
		var err error
		if day, err = zh.ParseDay(s); err != nil {
			r.refuse(key)
		}
	}
	return day
}

func (r *queryReader) is(key string) store.Is {
	switch r.in.Get(key) {
	case "":
		return store.Either
	case "1":
		return store.Yes
	case "0":
		return store.No
	}
	r.refuse(key)
	return store.Either
}

// words reads values that are among those of known.
func words[T ~string](r *queryReader, key string, known []ledger.Word) (all []T) {
	for _, s := range r.in[key] {
		switch {
		case s == "" || slices.Contains(all, T(s)):
		case slices.ContainsFunc(known, func(w ledger.Word) bool { return w.Key == s }):
			all = append(all, T(s))
		default:
			r.refuse(key)
		}
	}
	return all
}
