package app

import (
	"context"
	"fmt"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
)

// A Request asks something of a finding.
type Request struct {
	Book    org.ID
	Finding org.ID
	Version int64 // of the finding as who saw it; 0 asks whatever it is now
	ledger.Act
	Meeting org.ID // the meeting that decided it, if the act wants one
}

// Do asks something of a finding and returns it as it is then. When somebody else
// was faster, the refusal says what he did.
func (a *App) Do(ctx context.Context, who org.Actor, r Request) (done *ledger.Case, err error) {
	err = a.change(ctx, who, "finding."+string(r.Event), func(c *change) (string, error) {
		cs, err := c.cases(r.Book, r.Finding)
		if err != nil {
			return "", err
		}
		if r.Version != 0 && r.Version != cs.Finding.Version {
			return "", c.overtaken(cs.Finding)
		}
		act := r.Act
		if act.ID = c.id(); act.Row != nil {
			act.Row = clone(act.Row)
		}
		if !r.Meeting.IsZero() {
			if act.Meeting, err = store.Get[ledger.Meeting](c.Tx, r.Book, r.Meeting); err != nil {
				return "", fmt.Errorf("app: loading the meeting of an act: %w", err)
			}
		}
		before := cs.Finding.State
		rows, err := cs.Apply(act, who, c.now)
		if err != nil {
			return "", err
		}
		if err := c.Put(rows...); err != nil {
			return "", err
		}
		done = cs
		if before == cs.Finding.State {
			return subject(cs.Finding), nil
		}
		return subject(cs.Finding), c.raise(cs.Finding)
	})
	return done, err
}

// cases loads a leaf finding with all that hangs on it, if who may see it.
func (c *change) cases(book, id org.ID) (*ledger.Case, error) {
	return caseFor(c.Tx, c.who, book, id)
}

func caseFor(tx *store.Tx, who org.Actor, book, id org.ID) (*ledger.Case, error) {
	cs, err := tx.Case(book, id)
	if err != nil {
		if fault.KindOf(err) == fault.NotFound {
			return nil, errNoFinding(id.String())
		}
		return nil, err
	}
	if !who.Scope().Sees(cs.Book.Unit, cs.Finding.Parties()) {
		return nil, errNoFinding(id.String())
	}
	if !cs.Finding.Leaf {
		return nil, fault.New(fault.Invalid, "“"+cs.Finding.Code+"”下面还有具体问题，请对具体问题办理；全部销号后它随之销号。",
			cs.Finding.Code+" has findings below it; please act on those. It is closed when they are.", nil)
	}
	return cs, nil
}

// raise gives the parents of f the state that follows from their leaves.
func (c *change) raise(f *ledger.Finding) error {
	for parent := f.Parent; !parent.IsZero(); {
		states, err := c.ChildStates(f.Book, parent)
		if err != nil {
			return err
		}
		p, err := store.Get[ledger.Finding](c.Tx, f.Book, parent)
		if err != nil {
			return err
		}
		state := ledger.ParentState(states)
		if p.State == state {
			return nil
		}
		p.State = state
		if err := c.Put(p); err != nil {
			return err
		}
		parent = p.Parent
	}
	return nil
}

// overtaken says that somebody changed f after the person looked: who, when, what, and
// how it stands now.
func (c *change) overtaken(f *ledger.Finding) error {
	entries, err := c.Entries(store.EntryQuery{Book: f.Book, Subject: subject(f), Limit: 1})
	if err != nil || len(entries) == 0 {
		return fault.New(fault.Conflict, "问题 "+f.Code+" 在您看过之后有变动，请重新打开再办。", "Finding "+f.Code+" was changed after you looked; please open it again.", err)
	}
	last := entries[0]
	name := last.Actor
	if id, err := org.ParseID(last.Actor); err == nil {
		if p, err := store.Get[org.Person](c.Tx, org.Site, id); err == nil {
			name = p.Name
		}
	}
	event, at := strings.TrimPrefix(last.Action, "finding."), last.At.In(china)
	zh := fmt.Sprintf("问题 %s 已由%s于 %s 办理“%s”，现为“%s”，请重新打开再办。", f.Code, name,
		at.Format("1月2日 15:04"), ledger.Name(ledger.Events, event, "zh"), ledger.Name(ledger.States, string(f.State), "zh"))
	en := fmt.Sprintf("Finding %s: %s did %q at %s and it is now %q; please open it again.", f.Code, name,
		ledger.Name(ledger.Events, event, "en"), at.Format("2006-01-02 15:04"), ledger.Name(ledger.States, string(f.State), "en"))
	return fault.New(fault.Conflict, zh, en, nil)
}

// clone returns a copy of a row that an act brings, so that a second try of the
// transaction begins with what the first began with.
func clone(row org.Row) org.Row {
	switch r := row.(type) {
	case *ledger.Measure:
		c := *r
		return &c
	case *ledger.Evidence:
		c := *r
		return &c
	case *ledger.Record:
		c := *r
		return &c
	case *ledger.Money:
		c := *r
		return &c
	case *ledger.Accountability:
		c := *r
		return &c
	}
	return row
}
