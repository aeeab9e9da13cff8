package app

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/store"
	"zhenggai/zh"
)

// An Inspected is one inspection as an office looks at it: how its leaf findings stand,
// and what comes next.
type Inspected struct {
	*ledger.Inspection
	Book    *ledger.Book
	Leaves  int
	States  map[ledger.State]int
	Colours map[regs.Colour]int // of due days; what is finished has none
	Overdue int
	Next    zh.Date        // the next due day of what is not finished; zero is none
	Limit   *regs.Deadline // what the regime wants next; nil is nothing
}

// Inspected returns the inspections in who's sight with what he sees of them; a round
// limits them to one. It costs the same number of statements however many there are.
func (a *App) Inspected(ctx context.Context, who org.Actor, round org.ID) ([]*Inspected, error) {
	return view(ctx, a, func(tx *store.Tx) ([]*Inspected, error) {
		books, err := tx.Books(who.Scope())
		if err != nil {
			return nil, err
		}
		l, err := newLamps(tx, a.Today())
		if err != nil {
			return nil, err
		}
		lines := map[org.ID]*Inspected{}
		var all []*Inspected
		for _, in := range l.inspections {
			i := slices.IndexFunc(books, func(b *ledger.Book) bool { return b.ID == in.Book })
			if i < 0 || !round.IsZero() && in.Round != round {
				continue
			}
			line := &Inspected{Inspection: in, Book: books[i], States: map[ledger.State]int{}, Colours: map[regs.Colour]int{}}
			lines[in.ID], all = line, append(all, line)
			if err := line.limits(l); err != nil {
				return nil, err
			}
		}
		err = tx.Board(store.FindingQuery{Scope: who.Scope(), LeafOnly: true, Round: round}, func(b store.BoardLine) {
			if line := lines[b.Inspection]; line != nil {
				line.count(b, l)
			}
		})
		slices.SortFunc(all, func(a, b *Inspected) int {
			return cmp.Or(a.Book.ID.Compare(b.Book.ID), b.ID.Compare(a.ID))
		})
		return all, errors.Join(err, l.err)
	})
}

// limits finds the regime of the inspection, and what it wants next.
func (i *Inspected) limits(l *lamps) error {
	r, err := regimeIn(l.packs, i.Inspection, l.round(i.Inspection))
	if kind := fault.KindOf(err); kind == fault.NotFound || kind == fault.Invalid {
		return nil // no regime is known for its day
	}
	if err != nil {
		return err
	}
	for _, d := range r.Deadlines(eventsOf(i.Inspection), l.years) {
		for ok := true; ok && d.Day.Before(l.day) && d.Limit.Every > 0; {
			d, ok = d.Next(l.years)
		}
		if !d.Day.Before(l.day) && !d.Limit.NotBefore && (i.Limit == nil || d.Day.Before(i.Limit.Day)) {
			i.Limit = &d
		}
	}
	return nil
}

// count adds findings that are alike.
func (i *Inspected) count(b store.BoardLine, l *lamps) {
	i.Leaves += b.N
	i.States[b.State] += b.N
	if b.Due.IsZero() || b.State == ledger.Closed || b.State == ledger.Void {
		return
	}
	if c := l.colour(&b); c != "" {
		i.Colours[c] += b.N
	}
	switch {
	case b.Due.Before(l.day):
		i.Overdue += b.N
	case i.Next.IsZero() || b.Due.Before(i.Next):
		i.Next = b.Due
	}
}

// An InspectionEdit changes the fields that are not nil.
type InspectionEdit struct {
	Version                       int64 // of the inspection as who saw it; 0 changes whatever it is now
	Title, Team, Regime           *string
	Round                         *org.ID
	From, To, Feedback, Published *zh.Date
}

// AmendInspection changes what was filed of an inspection: days become known one after
// the other. In a supervised book the day of feedback starts every limit, so that once
// it is set only the office moves it; the same goes for round and regime.
func (a *App) AmendInspection(ctx context.Context, who org.Actor, book, id org.ID, e InspectionEdit) (in *ledger.Inspection, err error) {
	err = a.change(ctx, who, "inspection.amend", func(c *change) (string, error) {
		b, err := c.book(book, filers...)
		if err != nil {
			return "", err
		}
		if in, err = store.Get[ledger.Inspection](c.Tx, book, id); err != nil {
			return "", hidden("没有找到这次巡察。", "There is no such inspection.")
		}
		if e.Version != 0 && e.Version != in.Version {
			return "", fault.New(fault.Conflict, "这次巡察在您看过之后有变动，请重新打开再改。",
				"The inspection was changed after you looked; please open it again.", nil)
		}
		if b.Supervised && !who.Has(b.Unit, org.Officer) {
			if field := e.fixed(in); field != "" {
				return "", about(field, fault.New(fault.Forbidden, "受监督的账册，反馈日期、轮次和时限规则定下以后只由巡察办修改；请转给他们。",
					"In a supervised book the day of feedback, the round and the regime, once set, are changed by the office; please pass it on.", nil))
			}
		}
		before := *in
		set(&in.Title, e.Title)
		set(&in.Team, e.Team)
		set(&in.Regime, e.Regime)
		set(&in.Round, e.Round)
		set(&in.From, e.From)
		set(&in.To, e.To)
		set(&in.Feedback, e.Feedback)
		set(&in.Published, e.Published)
		in.Sources = less(in.Sources, before, *in)
		if err := checkInspection(c.Tx, in); err != nil {
			return "", err
		}
		return subject(in), c.Put(in)
	})
	return in, err
}

// fixed returns the field among those that e would change which the office alone moves.
func (e InspectionEdit) fixed(in *ledger.Inspection) string {
	switch {
	case e.Feedback != nil && !in.Feedback.IsZero() && *e.Feedback != in.Feedback:
		return "feedback"
	case e.Round != nil && !in.Round.IsZero() && *e.Round != in.Round:
		return "round"
	case e.Regime != nil && *e.Regime != in.Regime:
		return "regime"
	}
	return ""
}

// less drops the words of fields that a person changed: no document said what stands
// there now.
func less(sources ledger.Sources, before, now ledger.Inspection) ledger.Sources {
	kept := slices.DeleteFunc(slices.Clone(sources), func(s ledger.Source) bool {
		switch s.Field {
		case "title":
			return before.Title != now.Title
		case "team":
			return before.Team != now.Team
		case "from":
			return before.From != now.From
		case "to":
			return before.To != now.To
		case "feedback":
			return before.Feedback != now.Feedback
		case "published":
			return before.Published != now.Published
		}
		return false
	})
	if len(kept) == 0 {
		return nil
	}
	return kept
}

// checkInspection refuses an inspection without a title, one that ends before it begins,
// and one for whose day no regime is known.
func checkInspection(tx *store.Tx, in *ledger.Inspection) error {
	if in.Title = strings.TrimSpace(in.Title); in.Title == "" {
		return about("title", fault.New(fault.Invalid, "请写明巡察名称。", "Please give the inspection a title.", nil))
	}
	if !in.To.IsZero() && in.To.Before(in.From) {
		return about("to", fault.New(fault.Invalid, "离驻日期早于进驻日期，请改日期。", "The inspection ends before it begins; please change the day.", nil))
	}
	if in.Regime == "" && in.Feedback.IsZero() {
		return nil
	}
	packs, _, err := catalog(tx)
	if err != nil {
		return err
	}
	_, err = regimeOf(tx, packs, in)
	switch said, ok := errors.AsType[*fault.Error](err); {
	case ok && said.Kind == fault.NotFound && in.Regime == "":
		return nil // no regime is known for its day: there are no deadlines, and the page says so
	case ok && (said.Kind == fault.NotFound || said.Kind == fault.Invalid):
		return about("regime", fault.New(fault.Invalid, said.Msg.ZH, said.Msg.EN, err))
	}
	return err
}

// about names the field that a refusal is about, so that a form shows it there.
func about(field string, e *fault.Error) *fault.Error {
	e.Field = field
	return e
}
