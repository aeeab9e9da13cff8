package app

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"

	"zhenggai/fault"
	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/zh"
)

// A wish is something that somebody asks of the product, with all that he asks, so
// that it can be sent again.
type wish struct {
	N       int          `json:"n"` // tells wishes apart
	Kind    string       `json:"kind"`
	Login   string       `json:"login,omitzero"`
	Book    org.ID       `json:"book,omitzero"`
	Finding org.ID       `json:"finding,omitzero"`
	Version int64        `json:"version,omitzero"`
	Event   ledger.Event `json:"event,omitzero"`
	On      org.ID       `json:"on,omitzero"`
	Meeting org.ID       `json:"meeting,omitzero"`
	Seen    string       `json:"seen,omitzero"`
	Text    string       `json:"text,omitzero"`
	Day     zh.Date      `json:"day,omitzero"`
}

// A trace is what must be found of a wish that was granted: a row with a version or a
// later one, a checkpoint of a size, or so many notices.
type trace struct {
	Table   string `json:"table"`
	Book    org.ID `json:"book,omitzero"`
	ID      org.ID `json:"id,omitzero"`
	Version int64  `json:"version"`
}

func traceOf(rows ...org.Row) (all []trace) {
	for _, r := range rows {
		h := r.Key()
		all = append(all, trace{r.Table(), h.Book, h.ID, h.Version})
	}
	return all
}

// A crowd is people of one bureau who act on a few of its findings at random, legally
// and not.
type crowd struct {
	App      *App `json:"-"`
	Logins   map[org.Role]string
	Book     org.ID
	Unit     org.ID
	Findings []org.ID
}

// of returns who acts in a role.
func (c *crowd) of(role org.Role) string {
	switch role {
	case org.Officer:
		return "banli"
	case org.Supervisor:
		return "huiqian"
	}
	return c.Logins[role]
}

// eager are the events, those that bring a finding forward more often.
var eager = []ledger.Event{
	ledger.Plan, ledger.Plan, ledger.Approve, ledger.Approve, ledger.SendBack, ledger.Finish, ledger.Finish, ledger.Finish, ledger.Attach, ledger.Attach,
	ledger.Submit, ledger.Submit, ledger.Pass, ledger.Pass, ledger.Pass, ledger.Pass, ledger.Pass, ledger.Return, ledger.Withdraw, ledger.Reopen, ledger.Renew,
	ledger.Partly, ledger.Extend, ledger.Grant, ledger.Refuse, ledger.Amend, ledger.AddMeasure, ledger.Drop, ledger.Detach, ledger.Note, ledger.Register,
}

// wish looks at one of the findings and wishes something of it: mostly what its state
// and the workflow allow.
func (c *crowd) wish(ctx context.Context, rnd *rand.Rand, n int) (wish, error) {
	w := wish{N: n, Kind: "act", Book: c.Book, Finding: c.Findings[rnd.IntN(len(c.Findings))], Text: fmt.Sprintf("第%d件事", n)}
	looker, err := c.App.Actor(ctx, c.of(org.Coordinator))
	if err != nil {
		return w, err
	}
	cs, err := c.App.Case(ctx, looker, w.Book, w.Finding)
	if err != nil {
		return w, err
	}
	w.Version, w.Seen = cs.Finding.Version, cs.Seen().String()
	for range 4 { // in most states few of the events can be
		w.Event = eager[rnd.IntN(len(eager))]
		if step := ledger.StepOf(w.Event); step.From[0] == cs.Finding.State || step.From[len(step.From)-1] == cs.Finding.State {
			break
		}
	}
	role := []org.Role{org.Handler, org.Lead, org.Coordinator, org.Group, org.Secretary, org.Watch, org.Officer}[rnd.IntN(7)]
	if roles := ledger.StepOf(w.Event).RolesIn(cs.Book.Supervised); len(roles) > 0 && rnd.IntN(10) > 0 {
		role = roles[rnd.IntN(len(roles))]
	}
	if sub := cs.Submission(); sub != nil && ledger.StepOf(w.Event).Chain && rnd.IntN(10) > 0 {
		role = sub.Step().Role
		if sub.Step().Meeting && w.Event == ledger.Pass {
			w.Kind = "meet"
		}
	}
	w.Login, w.Day = c.of(role), c.App.Today()
	switch w.Event {
	case ledger.Extend:
		if w.Day = w.Day.AddDays(10); !cs.Finding.Due.IsZero() {
			w.Day = cs.Finding.Due.AddDays(10)
		}
	case ledger.Finish, ledger.Drop:
		if all := cs.Current(); len(all) > 0 {
			w.On = all[rnd.IntN(len(all))].ID
		}
	case ledger.Detach:
		if all := cs.Proof(); len(all) > 0 {
			w.On = all[rnd.IntN(len(all))].ID
		}
	}
	return w, nil
}

// act is what w asks of its finding.
func (w *wish) act() (ledger.Act, error) {
	a := ledger.Act{Event: w.Event, On: w.On, Reason: w.Text, Day: w.Day, Progress: w.Text}
	err := a.Seen.UnmarshalText([]byte(w.Seen))
	switch w.Event {
	case ledger.Amend:
		a.Edit = &ledger.Edit{Goal: &w.Text}
	case ledger.AddMeasure:
		a.Row = &ledger.Measure{Text: w.Text, Kind: ledger.Immediate}
	case ledger.Note:
		a.Row = &ledger.Record{Kind: "学习", Title: w.Text, Dated: w.Day}
	case ledger.Register:
		a.Row = &ledger.Money{Event: "repaid", Amount: 100, Dated: w.Day}
	}
	return a, err
}

// send asks w of the product and says what must be found of it then.
func (c *crowd) send(ctx context.Context, w wish) ([]trace, error) {
	switch w.Kind {
	case "act", "meet":
		who, err := c.App.Actor(ctx, w.Login)
		if err != nil {
			return nil, err
		}
		if w.Event == ledger.Attach {
			at, err := c.App.Attach(ctx, who, Offering{Book: w.Book, Finding: w.Finding, Name: "佐证.txt", Size: -1, Body: strings.NewReader(w.Text + "：公函三份。\n"), Dated: w.Day})
			if err != nil {
				return nil, err
			}
			return traceOf(at.Evidence), nil
		}
		return c.do(ctx, who, w)
	}
	return c.keep(ctx, w)
}

// do asks something of a finding, after a meeting on it where w wants one.
func (c *crowd) do(ctx context.Context, who org.Actor, w wish) (traces []trace, err error) {
	act, err := w.act()
	if err != nil {
		return nil, err
	}
	r := Request{Book: w.Book, Finding: w.Finding, Version: w.Version, Act: act}
	if w.Kind == "meet" {
		m, err := c.App.AddMeeting(ctx, who, w.Book, ledger.Meeting{Title: w.Text, Dated: w.Day, Decisions: []ledger.Resolved{{Finding: w.Finding, Text: "同意"}}})
		if err != nil {
			return nil, err
		}
		r.Meeting = m.ID
	}
	cs, err := c.App.Do(ctx, who, r)
	if err != nil {
		return nil, err
	}
	return traceOf(append(last(cs, w), cs.Finding)...), nil
}

// last returns the row that w made in a case.
func last(cs *ledger.Case, w wish) []org.Row {
	switch w.Event {
	case ledger.Submit:
		return []org.Row{cs.Submissions[len(cs.Submissions)-1]}
	case ledger.Reopen:
		return []org.Row{cs.Relapses[len(cs.Relapses)-1]}
	case ledger.Extend:
		return []org.Row{cs.Extensions[len(cs.Extensions)-1]}
	case ledger.Note:
		return []org.Row{cs.Records[len(cs.Records)-1]}
	case ledger.Register:
		return []org.Row{cs.Moneys[len(cs.Moneys)-1]}
	case ledger.AddMeasure:
		return []org.Row{cs.Measures[len(cs.Measures)-1]}
	}
	return nil
}

// keep asks what is not about one finding.
func (c *crowd) keep(ctx context.Context, w wish) ([]trace, error) {
	who, err := c.App.Actor(ctx, w.Login)
	if err != nil && w.Login != "" {
		return nil, err
	}
	switch w.Kind {
	case "import":
		in, err := c.App.Import(ctx, who, Incoming{Book: w.Book, Name: "反馈.txt", Body: []byte(w.Text)}, true)
		if err != nil {
			return nil, err
		}
		return []trace{{"document", w.Book, in.Document, 1}}, nil
	case "person":
		p, err := c.App.AddPerson(ctx, who, org.Person{Login: w.Text, Name: w.Text, Unit: c.Unit})
		if err != nil {
			return nil, err
		}
		return traceOf(p), nil
	case "grant":
		p, err := c.App.Actor(ctx, w.Text)
		if err != nil {
			return nil, err
		}
		g, err := c.App.Grant(ctx, who, p.Person, org.Viewer, c.Unit)
		if err != nil {
			return nil, err
		}
		return traceOf(g), nil
	case "meeting":
		m, err := c.App.AddMeeting(ctx, who, w.Book, ledger.Meeting{Title: w.Text, Dated: w.Day})
		if err != nil {
			return nil, err
		}
		return traceOf(m), nil
	case "warn":
		n, err := c.App.Warn(ctx)
		return []trace{{Table: "notices", Version: int64(n)}}, err
	case "jobs":
		if err := c.App.PlanJobs(ctx); err != nil {
			return nil, err
		}
		_, err := c.App.WorkOnce(ctx, "worker")
		return nil, err
	}
	return c.checkpoint(ctx)
}

func (c *crowd) checkpoint(ctx context.Context) (traces []trace, err error) {
	signed, err := c.App.Checkpoint(ctx)
	for _, note := range signed {
		cp, err := journal.ParseCheckpoint(note, c.App.Known...)
		if err != nil {
			return nil, err
		}
		book, err := org.ParseID(strings.TrimPrefix(cp.Origin, journal.Origin("")))
		if err != nil {
			return nil, err
		}
		traces = append(traces, trace{Table: "checkpoint", Book: book, Version: cp.Size})
	}
	return traces, err
}

// inWords reports whether err is a refusal that a person can do something with.
func inWords(err error) bool {
	k := fault.KindOf(err)
	return k == fault.Invalid || k == fault.NotFound || k == fault.Forbidden || k == fault.Conflict
}

// lost returns the traces that are not there.
func (a *App) lost(ctx context.Context, traces []trace) (gone []trace, err error) {
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		gone = nil
		books, _, err := tx.EveryBook()
		if err != nil {
			return err
		}
		versions, checkpoints, notices := map[trace]int64{}, map[org.ID]int64{}, int64(0)
		for _, b := range books {
			if checkpoints[b], err = tx.LastCheckpoint(b); err != nil {
				return err
			}
			for r, err := range tx.Images(b) {
				if err != nil {
					return err
				}
				if r.Table == "notice" {
					notices++
				}
				id, err := org.ParseID(r.ID)
				if err != nil {
					return err
				}
				versions[trace{Table: r.Table, Book: b, ID: id}] = r.Version
			}
		}
		told := int64(0)
		for _, t := range traces {
			at := t
			at.Version = 0
			switch {
			case t.Table == "notices":
				told += t.Version
			case t.Table == "checkpoint" && checkpoints[t.Book] < t.Version, t.Table != "checkpoint" && versions[at] < t.Version:
				gone = append(gone, t)
			}
		}
		if told > notices {
			gone = append(gone, trace{Table: "notices", Version: told - notices})
		}
		return nil
	})
	return gone, err
}
