package cli

import (
	"slices"
	"strings"

	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/store"
	"zhenggai/zh"
)

type findingCommands struct {
	List     findingList  `cmd:""`
	Show     findingShow  `cmd:""`
	Amend    amendCommand `cmd:"" event:"amend"`
	Plan     actCommand   `cmd:"" event:"plan"`
	Approve  actCommand   `cmd:"" event:"approve"`
	SendBack actCommand   `cmd:"" event:"send_back"`
	Partial  actCommand   `cmd:"" event:"partial"`
	Void     actCommand   `cmd:"" event:"void"`
}

// A findingList lists findings: as they are, or as a book was on a past day.
type findingList struct {
	actorFlags
	Book    string   `placeholder:"BOOK"`
	State   []string `placeholder:"STATE"`
	Dept    string   `placeholder:"UNIT"`
	Overdue bool
	DueFrom zh.Date `placeholder:"2006-01-02"`
	DueTo   zh.Date `placeholder:"2006-01-02"`
	Text    string  `placeholder:"TEXT"`
	All     bool
	Sort    string  `enum:"text,due" default:"text"`
	Limit   int     `default:"0" placeholder:"N"`
	After   string  `placeholder:"PLACE"`
	At      zh.Date `placeholder:"2006-01-02"`
}

type findingsView struct {
	At       zh.Date           `json:"at,omitzero"` // the past day asked for
	Total    int               `json:"total"`
	Next     string            `json:"next,omitempty"` // for --after, if there are more
	Findings []*ledger.Finding `json:"findings"`
}

func (c *findingList) work(d *desk) error {
	q, err := c.query(d)
	if err != nil {
		return err
	}
	var v findingsView
	if c.At.IsZero() {
		v.Findings, v.Total, err = d.app.Findings(d.ctx, d.who, q)
		if n := len(v.Findings); n > 0 && q.Limit > 0 && n == q.Limit && n < v.Total {
			v.Next = q.Next(v.Findings[n-1])
		}
	} else {
		v, err = c.past(d, q)
	}
	if err != nil {
		return err
	}
	v.Findings = orNone(v.Findings)
	return d.show(v, func() { d.findings(v) })
}

// query returns what the options ask for.
func (c *findingList) query(d *desk) (q store.FindingQuery, err error) {
	q = store.FindingQuery{LeafOnly: !c.All, DueFrom: c.DueFrom, DueTo: c.DueTo, Text: c.Text, Limit: c.Limit, After: c.After}
	if c.Book != "" || !c.At.IsZero() {
		b, err := d.book(c.Book)
		if err != nil {
			return q, err
		}
		q.Books = []org.ID{b.ID}
	}
	if c.Dept != "" {
		u, err := d.unit(c.Dept)
		if err != nil {
			return q, err
		}
		q.Dept = u.ID
	}
	for _, name := range c.State {
		key, ok := keyOf(ledger.States, name)
		if !ok {
			return q, wrong(say{"没有状态 %s，可选：%s。", "There is no state %s; choose from: %s."}, name, keys(ledger.States))
		}
		q.States = append(q.States, ledger.State(key))
	}
	if c.Overdue {
		if q.Overdue = c.At; c.At.IsZero() {
			q.Overdue = d.app.Today()
		}
	}
	if c.Sort == "due" {
		q.Sort = store.ByDue
	}
	return q, nil
}

// past lists the findings of a book as they were at the end of a day.
func (c *findingList) past(d *desk, q store.FindingQuery) (v findingsView, err error) {
	p, err := d.app.AsOf(d.ctx, d.who, q.Books[0], c.At)
	if err != nil {
		return v, err
	}
	for _, f := range p.Findings {
		if wanted(&q, f) {
			v.Findings = append(v.Findings, f)
		}
	}
	if c.Sort == "due" {
		slices.SortStableFunc(v.Findings, func(a, b *ledger.Finding) int { return strings.Compare(a.Due.String(), b.Due.String()) })
	}
	if v.At, v.Total = c.At, len(v.Findings); c.Limit > 0 {
		v.Findings = v.Findings[:min(c.Limit, v.Total)]
	}
	return v, nil
}

// wanted reports whether q, which the store cannot answer for the past, asks for f.
func wanted(q *store.FindingQuery, f *ledger.Finding) bool {
	switch {
	case q.LeafOnly && !f.Leaf,
		len(q.States) > 0 && !slices.Contains(q.States, f.State),
		!q.Dept.IsZero() && q.Dept != f.Owners.Dept,
		!q.DueFrom.IsZero() && (f.Due.IsZero() || f.Due.Before(q.DueFrom)),
		!q.DueTo.IsZero() && (f.Due.IsZero() || f.Due.After(q.DueTo)),
		!q.Overdue.IsZero() && !f.OverdueOn(q.Overdue),
		!strings.Contains(f.Title+"\n"+f.Text, strings.TrimSpace(q.Text)):
		return false
	}
	return true
}

// findings writes a list of findings.
func (d *desk) findings(v findingsView) {
	t := d.table(say{"编号", "code"}, say{"状态", "state"}, say{"期限", "due"}, say{"牵头科室", "lead department"}, say{"问题", "finding"})
	for _, f := range v.Findings {
		t.row(f.Code, d.stateOf(f), f.Due, d.deptOf(f.Owners), f.Title)
	}
	d.print(t)
	switch {
	case !v.At.IsZero():
		d.line(say{"%s 当日：%s", "On %s: %s"}, v.At, d.count(v.Total, say{"%d 个问题", "%d finding"}))
	default:
		d.line(say{"共 %s", "%s"}, d.count(v.Total, say{"%d 个问题", "%d finding"}))
	}
	if v.Next != "" {
		d.line(say{"还有更多：--after %s", "There are more: --after %s"}, v.Next)
	}
}

// deptOf returns the name of the lead department.
func (d *desk) deptOf(o ledger.Owners) string {
	if o.Dept.IsZero() {
		return o.DeptName
	}
	return d.unitName(o.Dept)
}

// keyOf returns the key of the word that is called name: its key or its Chinese name.
func keyOf(words []ledger.Word, name string) (key string, ok bool) {
	i := slices.IndexFunc(words, func(w ledger.Word) bool { return w.Key == name || w.ZH == name })
	if i < 0 {
		return "", false
	}
	return words[i].Key, true
}

// keys lists words with their keys, as a person may type them.
func keys(words []ledger.Word) string {
	var all []string
	for _, w := range words {
		all = append(all, w.Key+" "+w.ZH)
	}
	return strings.Join(all, ", ")
}
