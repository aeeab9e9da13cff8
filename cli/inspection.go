package cli

import (
	"fmt"
	"strings"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

type inspectionCommands struct {
	Add  inspectionAdd  `cmd:""`
	List inspectionList `cmd:""`
	Show inspectionShow `cmd:""`
}

// An inspectionAdd files an inspection in a book.
type inspectionAdd struct {
	actorFlags
	Title     string  `arg:"" name:"title"`
	Book      string  `placeholder:"BOOK"`
	Team      string  `placeholder:"TEXT"`
	From      zh.Date `placeholder:"2006-01-02"`
	To        zh.Date `placeholder:"2006-01-02"`
	Feedback  zh.Date `placeholder:"2006-01-02"`
	Published zh.Date `placeholder:"2006-01-02"`
	Kind      string  `enum:"inspection,audit,environment" default:"inspection"`
	Round     string  `placeholder:"ROUND"`
	Regime    string  `placeholder:"KEY"`
}

func (c *inspectionAdd) work(d *desk) error {
	b, err := d.book(c.Book)
	if err != nil {
		return err
	}
	in := ledger.Inspection{Title: c.Title, Team: c.Team, From: c.From, To: c.To, Feedback: c.Feedback, Published: c.Published, Kind: c.Kind, Regime: c.Regime}
	if c.Round != "" {
		r, err := d.round(c.Round)
		if err != nil {
			return err
		}
		in.Round = r.ID
	}
	added, err := d.app.AddInspection(d.ctx, d.who, b.ID, in)
	if err != nil {
		return err
	}
	return d.done(added, say{"已登记巡察 %s：%s", "Filed the inspection %s: %s"}, added.No, added.Title)
}

// An inspectionList lists the inspections of a book.
type inspectionList struct {
	actorFlags
	Book string `placeholder:"BOOK"`
}

func (c *inspectionList) work(d *desk) error {
	all, err := ofBook(d, c.Book, d.app.Inspections)
	if err != nil {
		return err
	}
	return d.show(orNone(all), func() {
		t := d.table(say{"编号", "number"}, say{"反馈日期", "feedback"}, say{"进驻", "from"}, say{"撤点", "to"}, say{"巡察组", "team"}, say{"名称", "title"})
		for _, in := range all {
			t.row(in.No, in.Feedback, in.From, in.To, in.Team, in.Title)
		}
		d.print(t)
	})
}

// An inspectionShow shows the tree of an inspection with the state of each finding.
type inspectionShow struct {
	actorFlags
	Inspection string `arg:"" name:"inspection" optional:""`
	Book       string `placeholder:"BOOK"`
}

func (c *inspectionShow) work(d *desk) error {
	b, in, err := d.bookInspection(c.Book, c.Inspection)
	if err != nil {
		return err
	}
	tree, err := d.app.Outline(d.ctx, d.who, b.ID, in.ID)
	if err != nil {
		return err
	}
	view := struct {
		*ledger.Inspection
		Findings []*ledger.Finding `json:"findings"`
	}{in, orNone(tree)}
	return d.show(view, func() {
		fmt.Fprintln(d.out, d.ink.paint(inert(in.No+"  "+in.Title), bold))
		d.tree(tree, org.ID{})
	})
}

// tree writes the findings below top, each below its parent, with its state.
func (d *desk) tree(all []*ledger.Finding, top org.ID) {
	below := map[org.ID][]*ledger.Finding{}
	for _, f := range all {
		below[f.Parent] = append(below[f.Parent], f)
	}
	wide := 0
	for _, f := range all {
		wide = max(wide, widthOf(f.Code))
	}
	var walk func(parent org.ID, depth int)
	walk = func(parent org.ID, depth int) {
		for _, f := range below[parent] {
			tail := d.stateOf(f)
			if !f.Due.IsZero() && f.Leaf {
				tail += "  " + f.Due.String()
			}
			lead := pad(f.Code, wide) + "  " + strings.Repeat("  ", depth)
			room := max(16, d.width-widthOf(lead)-widthOf(tail)-2)
			fmt.Fprintf(d.out, "%s%s  %s\n", inert(lead), pad(cut(inert(f.Title), room), room), tail)
			walk(f.ID, depth+1)
		}
	}
	walk(top, 0)
}

// stateOf returns the state of a finding for people, with what stands beside it.
func (d *desk) stateOf(f *ledger.Finding) string {
	state := ledger.Name(ledger.States, string(f.State), d.lang)
	if f.Partial && f.State == ledger.Underway {
		state += d.say(say{"·基本完成", ", partial"})
	}
	if f.OverdueOn(d.app.Today()) {
		state += d.say(say{"·超期", ", overdue"})
	}
	return state
}
