package app

import (
	"context"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
)

// keepers may record what belongs to a whole book.
var keepers = []org.Role{org.Coordinator, org.Group, org.Secretary}

// AddMeeting records a meeting with what it decided on which findings.
func (a *App) AddMeeting(ctx context.Context, who org.Actor, book org.ID, m ledger.Meeting) (meeting *ledger.Meeting, err error) {
	err = a.change(ctx, who, "meeting.add", func(c *change) (string, error) {
		if _, err := c.book(book, keepers...); err != nil {
			return "", err
		}
		meeting = &m
		field := "title"
		if strings.TrimSpace(m.Title) != "" {
			field = "dated"
		}
		if field == "title" || !m.Dated.Valid() {
			return "", about(field, fault.New(fault.Invalid, "请写明会议名称和日期。", "Please give the meeting's title and day.", nil))
		}
		if m.Dated.After(c.now.Day) {
			return "", about("dated", fault.New(fault.Invalid, "会议日期 "+m.Dated.String()+" 还没有到，开过再登记。", "The meeting's day "+m.Dated.String()+" has not come yet.", nil))
		}
		for _, d := range m.Decisions {
			if d.Finding.IsZero() {
				continue
			}
			if _, err := store.Get[ledger.Finding](c.Tx, book, d.Finding); err != nil {
				return "", errNoFinding(d.Finding.String())
			}
		}
		meeting.Head, meeting.Seen, meeting.By = c.head(book), c.now.At, who.Person
		return subject(meeting), c.Put(meeting)
	})
	return meeting, err
}

// Meetings returns the meetings of a book that who sees whole.
func (a *App) Meetings(ctx context.Context, who org.Actor, book org.ID) ([]*ledger.Meeting, error) {
	return list[ledger.Meeting](ctx, a, who, book)
}

// AddWorkgroup forms a workgroup. Findings come into its scope by amending them.
func (a *App) AddWorkgroup(ctx context.Context, who org.Actor, book org.ID, g ledger.Workgroup) (group *ledger.Workgroup, err error) {
	err = a.change(ctx, who, "workgroup.add", func(c *change) (string, error) {
		if _, err := c.book(book, keepers...); err != nil {
			return "", err
		}
		group = &g
		if group.Name = strings.TrimSpace(g.Name); group.Name == "" {
			return "", about("name", fault.New(fault.Invalid, "请写明专项组名称。", "Please give the workgroup's name.", nil))
		}
		group.Head = c.head(book)
		return subject(group), c.Put(group)
	})
	return group, err
}

// Workgroups returns the workgroups of a book that who sees whole.
func (a *App) Workgroups(ctx context.Context, who org.Actor, book org.ID) ([]*ledger.Workgroup, error) {
	return list[ledger.Workgroup](ctx, a, who, book)
}

// AddRegulation enters a regulation that was made, amended or repealed.
func (a *App) AddRegulation(ctx context.Context, who org.Actor, book org.ID, r ledger.Regulation) (reg *ledger.Regulation, err error) {
	err = a.change(ctx, who, "regulation.add", func(c *change) (string, error) {
		if _, err := c.book(book, keepers...); err != nil {
			return "", err
		}
		reg = &r
		if strings.TrimSpace(r.Title) == "" || ledger.Name(ledger.RegulationEvents, r.Event, "zh") == r.Event {
			return "", about("title", fault.New(fault.Invalid, "请写明制度名称，以及是新建、修订还是废止。", "Please give the regulation's title and whether it was made, amended or repealed.", nil))
		}
		if r.Dated.After(c.now.Day) {
			return "", about("dated", fault.New(fault.Invalid, "制度日期 "+r.Dated.String()+" 还没有到。", "The regulation's day has not come yet.", nil))
		}
		reg.Head, reg.Seen = c.head(book), c.now.At
		return subject(reg), c.Put(reg)
	})
	return reg, err
}

// Regulations returns the register of regulations of a book that who sees whole.
func (a *App) Regulations(ctx context.Context, who org.Actor, book org.ID) ([]*ledger.Regulation, error) {
	return list[ledger.Regulation](ctx, a, who, book)
}

// list returns all rows of one kind of a book, if who sees the book whole.
func list[T any, P interface {
	*T
	org.Row
}](ctx context.Context, a *App, who org.Actor, book org.ID) (rows []P, err error) {
	err = a.DB.View(ctx, func(tx *store.Tx) error {
		b, err := store.Get[ledger.Book](tx, book, book)
		if err != nil || !who.Scope().SeesBook(b.Unit) {
			return errNoBook(book.String(), err)
		}
		rows, err = store.All[T, P](tx, book)
		return err
	})
	return rows, err
}
