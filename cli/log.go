package cli

import (
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
	What    string      `json:"what,omitempty"` // name of the subject, or of its kind if the actor may not see it
	Rows    int         `json:"rows"`           // that it wrote
}

func (c *logCommand) work(d *desk) error {
	q := store.EntryQuery{Book: org.Site, Before: c.Before, Limit: c.Limit}
	if !c.OfSite {
		b, err := d.book(c.Book)
		if err != nil {
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
	told, err := d.app.Tell(d.ctx, d.who, q.Book, entries, d.lang)
	if err != nil {
		return err
	}
	views := []entryView{}
	for _, e := range told {
		views = append(views, entryView{Index: e.Index, At: ledger.At(e.At), Actor: e.Actor, Name: e.Who, Action: e.Action, Title: e.Title,
			Subject: e.Subject, What: e.What, Rows: e.Details})
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
