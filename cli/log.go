package cli

import (
	"strings"

	"zhenggai/app"
	"zhenggai/journal"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
)

// A logCommand shows the journal of a book, of the site, or about one finding.
type logCommand struct {
	actorFlags
	Finding string `arg:"" name:"finding" optional:""`
	Book    string `placeholder:"BOOK"`
	OfSite  bool   `name:"of-site"`
	Before  int64  `placeholder:"N"`
	Limit   int    `default:"50" placeholder:"N"`
}

type entryView struct {
	Index   int64       `json:"index"`
	At      ledger.Time `json:"at"`
	Actor   string      `json:"actor"`
	Name    string      `json:"name"` // of the actor
	Action  string      `json:"action"`
	Title   string      `json:"title"` // of the action
	Subject string      `json:"subject"`
	What    string      `json:"what,omitempty"` // name of the subject, if the actor may see it
	Rows    int         `json:"rows"`           // that it wrote
}

func (c *logCommand) work(d *desk) error {
	q := store.EntryQuery{Book: org.Site, Before: c.Before, Limit: c.Limit}
	var b *ledger.Book
	if !c.OfSite {
		var err error
		if b, err = d.book(c.Book); err != nil {
			return err
		}
		if q.Book = b.ID; c.Finding != "" {
			f, err := d.app.FindingNamed(d.ctx, d.who, b.ID, c.Finding)
			if err != nil {
				return err
			}
			q.Subject = f.Table() + "/" + f.ID.String()
		}
	}
	entries, err := d.app.Entries(d.ctx, d.who, q)
	if err != nil {
		return err
	}
	names, err := d.subjects(b, entries)
	if err != nil {
		return err
	}
	views := []entryView{}
	for i := range entries {
		views = append(views, d.entry(&entries[i], names))
	}
	return d.show(views, func() {
		t := d.table(say{"#序号", "#no."}, say{"时间", "time"}, say{"操作人", "who"}, say{"操作", "action"}, say{"#行", "#rows"}, say{"对象", "subject"})
		for _, v := range views {
			t.row(v.Index, momentOf(v.At), v.Name, v.Title, v.Rows, v.What)
		}
		d.print(t)
		if n := len(views); n > 0 && views[n-1].Index > 0 {
			d.line(say{"更早的：--before %d", "Earlier ones: --before %d"}, views[n-1].Index)
		}
	})
}

// entry returns an entry with names in the place of ids.
func (d *desk) entry(e *journal.Entry, names map[string]string) entryView {
	v := entryView{Index: e.Index, At: ledger.At(e.At), Actor: e.Actor, Name: e.Actor,
		Action: e.Action, Title: app.ActionName(e.Action, d.lang), Subject: e.Subject, What: names[e.Subject], Rows: e.Details}
	if e.Actor == "clock" {
		v.Name = org.Clock.Name(d.lang)
	} else if e.Actor == "public" {
		v.Name = d.say(say{"公众", "a reader"})
	} else if id, err := org.ParseID(e.Actor); err == nil {
		v.Name = d.nameOf(id)
	}
	// Of a sign-in there is an address: where somebody sat, or where one tried to be him.
	v.Name = strings.TrimPrefix(v.Name, "address/")
	if at, ok := strings.CutPrefix(e.Subject, "address/"); ok {
		v.What = at
	}
	return v
}

// subjects returns the names of what the entries of a book, or of the site, are
// about, by table/id, as far as the actor sees them.
func (d *desk) subjects(b *ledger.Book, entries []journal.Entry) (map[string]string, error) {
	names := map[string]string{}
	name := func(row org.Row, text string) { names[row.Table()+"/"+row.Key().ID.String()] = text }
	if b == nil {
		return names, d.siteSubjects(name)
	}
	name(b, b.Name)
	for i := range entries {
		id, ok := strings.CutPrefix(entries[i].Subject, "finding/")
		if !ok || names[entries[i].Subject] != "" {
			continue
		}
		if f, err := d.app.FindingNamed(d.ctx, d.who, b.ID, id); err == nil {
			name(f, f.Code+" "+f.Title)
		}
	}
	inspections, err := d.app.Inspections(d.ctx, d.who, b.ID)
	if err != nil {
		return nil, err
	}
	for _, in := range inspections {
		name(in, in.No+" "+in.Title)
	}
	if !d.who.Scope().SeesBook(b.Unit) {
		return names, nil
	}
	return names, d.bookSubjects(b.ID, name)
}

// siteSubjects names people, units and grants.
func (d *desk) siteSubjects(name func(org.Row, string)) error {
	for _, p := range d.people {
		name(p, p.Name)
	}
	for _, u := range d.units {
		name(u, d.unitPath(u.ID))
	}
	grants, err := d.app.Grants(d.ctx)
	for _, g := range grants {
		name(g, d.nameOf(g.Person)+" "+g.Role.Name(d.lang)+" "+d.unitName(g.Unit))
	}
	return err
}

// bookSubjects names what only those know who see a book whole.
func (d *desk) bookSubjects(book org.ID, name func(org.Row, string)) error {
	meetings, err := d.app.Meetings(d.ctx, d.who, book)
	if err != nil {
		return err
	}
	for _, m := range meetings {
		name(m, m.Dated.String()+" "+m.Title)
	}
	groups, err := d.app.Workgroups(d.ctx, d.who, book)
	if err != nil {
		return err
	}
	for _, g := range groups {
		name(g, g.Name)
	}
	regulations, err := d.app.Regulations(d.ctx, d.who, book)
	for _, r := range regulations {
		name(r, r.Title)
	}
	return err
}
