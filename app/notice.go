package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"zhenggai/ledger"
	"zhenggai/notify"
	"zhenggai/org"
	"zhenggai/regs"
	"zhenggai/store"
	"zhenggai/zh"
)

// The channels that messages go out by. A channel that is not set up gets none.
const (
	ByMail    = "mail"    // to each person by himself
	ByWebhook = "webhook" // to the group, one message a book
)

// Warn sends the three-colour notices that are due today: for each leaf finding that
// is not finished, the step of the ladder of its regime that its due day has reached,
// if that was not sent yet. The notices are rows of the ledger; their messages wait in
// the outbox. Running it late sends the highest step only, running it twice sends
// nothing the second time. It returns how many notices there were.
func (a *App) Warn(ctx context.Context) (sent int, err error) {
	books, err := a.Books(ctx, Clock)
	if err != nil {
		return 0, err
	}
	for _, b := range books {
		n := 0
		err := a.change(ctx, Clock, "notice.send", func(c *change) (string, error) {
			n, err = c.warn(b)
			return subject(b), err
		})
		if err != nil {
			return sent, fmt.Errorf("app: notices of %s: %w", b.Name, err)
		}
		sent += n
	}
	return sent, nil
}

// warn writes the notices of one book.
func (c *change) warn(b *ledger.Book) (n int, err error) {
	l, err := newLamps(c.Tx, c.now.Day)
	if err != nil {
		return 0, err
	}
	levels, err := c.levelsSent(b.ID)
	if err != nil {
		return 0, err
	}
	r, err := c.recipients(b)
	if err != nil {
		return 0, err
	}
	q := store.FindingQuery{Scope: org.Scope{All: true}, Books: []org.ID{b.ID}, LeafOnly: true, DueFrom: zh.D(1, 1, 1), States: unfinished}
	dated, _, err := c.Findings(q)
	if err != nil {
		return 0, err
	}
	var rows []org.Row
	for _, f := range dated {
		ladder := l.ladder(f.Inspection)
		if l.err != nil {
			return 0, l.err
		}
		step, ok := ladder.Notice(f.Due, levels[due{f.ID, f.Due}], c.now.Day, l.years)
		if !ok {
			continue
		}
		rows = append(rows, &ledger.Notice{Head: c.head(b.ID), Finding: f.ID, Due: f.Due, Level: step.Level, Colour: string(step.Colour),
			To: r.tell(f, step), At: c.now.At})
	}
	if len(rows) == 0 {
		return 0, nil
	}
	if err := c.Put(rows...); err != nil {
		return 0, err
	}
	return len(rows), c.Post(r.messages(c)...)
}

// unfinished are the states in which a due day still counts.
var unfinished = []ledger.State{ledger.Open, ledger.Planned, ledger.Underway, ledger.Submitted}

// A due is a finding with one of its due days: a new day begins the ladder again.
type due struct {
	finding org.ID
	day     zh.Date
}

// levelsSent returns the highest step that was sent for each due day of a book.
func (c *change) levelsSent(book org.ID) (map[due]int, error) {
	all, err := store.All[ledger.Notice](c.Tx, book)
	levels := map[due]int{}
	for _, n := range all {
		at := due{n.Finding, n.Due}
		levels[at] = max(levels[at], n.Level)
	}
	return levels, err
}

// recipients are who is told what of one book.
type recipients struct {
	book    *ledger.Book
	unit    string
	tree    *org.Tree
	today   zh.Date
	people  map[org.ID]*org.Person
	grants  []*org.Grant
	notices map[org.ID][]notify.Notice
	all     []notify.Notice // for the group
}

func (c *change) recipients(b *ledger.Book) (*recipients, error) {
	r := &recipients{book: b, unit: b.UnitName, today: c.now.Day, people: map[org.ID]*org.Person{}, notices: map[org.ID][]notify.Notice{}}
	units, err := c.Units()
	if err != nil {
		return nil, err
	}
	r.tree = org.NewTree(units)
	people, err := c.People()
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		if !p.Closed {
			r.people[p.ID] = p
		}
	}
	r.grants, err = c.Grants()
	return r, err
}

// addressees are, for each addressee of a warning, as what he is told and who he is.
var addressees = map[regs.Addressee]struct {
	level notify.Level
	who   func(*recipients, *ledger.Finding) []org.ID
}{
	regs.ToHandler: {notify.Handler, func(r *recipients, f *ledger.Finding) []org.ID {
		return r.named(f.Owners.Handler, org.Handler, f.Owners.Dept)
	}},
	regs.ToLeader: {notify.Leader, func(r *recipients, f *ledger.Finding) []org.ID {
		return r.named(f.Owners.Lead, org.Lead, f.Owners.Dept)
	}},
	regs.ToUnit: {notify.Principal, func(r *recipients, f *ledger.Finding) []org.ID {
		return r.holders(org.Coordinator, r.book.Unit)
	}},
	regs.ToPrincipal: {notify.Principal, func(r *recipients, f *ledger.Finding) []org.ID {
		return r.holders(org.Secretary, r.book.Unit)
	}},
}

// tell notes down who is told of f, and returns them.
func (r *recipients) tell(f *ledger.Finding, step regs.Step) (to []org.ID) {
	n := notify.Notice{Colour: colours[step.Colour], Unit: r.unit, Code: f.Code, Title: f.Title, Handler: f.Owners.HandlerName,
		Due: f.Due, Days: f.Due.Days() - r.today.Days()}
	if p := r.people[f.Owners.Handler]; p != nil {
		n.Handler = p.Name
	}
	for _, addressee := range step.To {
		as := addressees[addressee]
		for _, id := range as.who(r, f) {
			if !slices.Contains(to, id) {
				to = append(to, id)
				n.Level = as.level
				r.notices[id] = append(r.notices[id], n)
			}
		}
	}
	n.Level = notify.Principal
	r.all = append(r.all, n)
	return to
}

var colours = map[regs.Colour]notify.Colour{regs.Green: notify.Green, regs.Yellow: notify.Yellow, regs.Red: notify.Red}

// named returns the person who is named, or else whoever holds role for the department.
func (r *recipients) named(person org.ID, role org.Role, dept org.ID) []org.ID {
	if r.people[person] != nil {
		return []org.ID{person}
	}
	if dept.IsZero() {
		return nil
	}
	return r.holders(role, dept)
}

// holders returns who holds role for unit.
func (r *recipients) holders(role org.Role, unit org.ID) (ids []org.ID) {
	for _, g := range r.grants {
		if g.Role == role && !g.Closed && r.people[g.Person] != nil && r.tree.Within(unit, g.Unit) && !slices.Contains(ids, g.Person) {
			ids = append(ids, g.Person)
		}
	}
	return ids
}

// messages returns what goes into the outbox: one message a person, one for the group.
func (r *recipients) messages(c *change) (out []store.Message) {
	post := func(channel string, to notify.Address, notices []notify.Notice) {
		if c.app.Channels[channel] == nil || len(notices) == 0 {
			return
		}
		id := c.id()
		body, err := json.Marshal(notify.Compose(id.String(), to, "zh", c.app.Link, c.now.At.Time, notices))
		if err != nil {
			panic("app: a message has no JSON: " + err.Error()) // its type is ours: a bug
		}
		out = append(out, store.Message{Book: r.book.ID, ID: id, Channel: channel, Body: string(body), Due: c.now.At})
	}
	var ids []org.ID
	for id := range r.notices {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, org.ID.Compare)
	for _, id := range ids {
		if p := r.people[id]; p.Mail != "" {
			post(ByMail, notify.Address{Name: p.Name, Mail: p.Mail}, r.notices[id])
		}
	}
	post(ByWebhook, notify.Address{Name: r.book.Name}, r.all)
	return out
}

// Deliver sends what waits in the outbox and is due. What fails is tried again later,
// each time after a longer while; what cannot succeed until a person changes something
// is tried again once a day. It returns how many messages were sent.
func (a *App) Deliver(ctx context.Context) (sent int, err error) {
	for {
		var waiting []store.Message
		now := a.Now()
		err := a.DB.View(ctx, func(tx *store.Tx) error {
			waiting, err = tx.Outbox(now, 50)
			return err
		})
		if err != nil || len(waiting) == 0 {
			return sent, err
		}
		for _, m := range waiting {
			failure := a.send(ctx, m)
			if ctx.Err() != nil {
				return sent, ctx.Err()
			}
			err := a.DB.Update(ctx, func(tx *store.Tx) error {
				if failure == nil {
					return tx.Sent(m, now)
				}
				return tx.Unsent(m, now.Add(patience(m.Tries, failure)), failure.Error())
			})
			if err != nil {
				return sent, err
			}
			if failure == nil {
				sent++
			}
		}
	}
}

// send hands one message to its channel. A message that was sent and could not be
// marked as such is sent again under the same id.
func (a *App) send(ctx context.Context, m store.Message) error {
	channel := a.Channels[m.Channel]
	if channel == nil {
		return fmt.Errorf("app: the channel %s is not set up: %w", m.Channel, notify.GiveUp)
	}
	var msg notify.Message
	if err := json.Unmarshal([]byte(m.Body), &msg); err != nil {
		return errors.Join(err, notify.GiveUp)
	}
	return channel.Send(ctx, msg)
}

// patience is how long to wait after a failed try.
func patience(tries int, failure error) time.Duration {
	if errors.Is(failure, notify.GiveUp) {
		return 24 * time.Hour
	}
	return min(time.Minute<<min(tries, 9), 6*time.Hour)
}

// Feed returns the due days of the unfinished findings in who's sight as a calendar.
func (a *App) Feed(ctx context.Context, who org.Actor) (ics []byte, err error) {
	q := store.FindingQuery{Scope: who.Scope(), LeafOnly: true, DueFrom: a.Today().AddMonths(-12), States: unfinished}
	var dated []*ledger.Finding
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		dated, _, err = tx.Findings(q)
		return err
	})
	if err != nil {
		return nil, err
	}
	now := a.Now()
	events := make([]notify.Event, len(dated))
	for i, f := range dated {
		events[i] = notify.Event{UID: f.ID.String(), Version: int(f.Version), Day: f.Due, Title: "整改到期 " + f.Code,
			Body: f.Title, Link: a.Link, Changed: now, Lead: []int{10, 0}}
	}
	return notify.Feed("整改到期日", events, now)
}
