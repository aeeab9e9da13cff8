package store

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
	"zhenggai/zh"
)

// A FindingQuery says which findings are asked for. Conditions that are not set
// hold for every finding; the Scope always holds, and the zero Scope sees nothing.
type FindingQuery struct {
	Scope      org.Scope
	Units      []org.ID // in the books of these units
	Books      []org.ID
	Round      org.ID // of inspections of this round
	Inspection org.ID
	Levels     []ledger.Level
	LeafOnly   bool
	States     []ledger.State
	Dept       org.ID  // the lead department
	DueFrom    zh.Date // due on this day or later
	DueTo      zh.Date // due on this day or earlier
	Overdue    zh.Date // overdue on this day: a leaf that is not finished and was due before it
	Standing   Is
	Partial    Is
	Text       string // stands in the finding's words, whatever its case and width
	Lit        []Lit  // under one of these lights; nil asks for none, and an empty list fits nothing

	lights map[org.ID]*Lit // by inspection, of Lit

	Sort  Sort
	After string // from [FindingQuery.Next]; "" for the first page
	Limit int    // findings of a page; 0 is all there are, and for lists known to be short
}

// A Lit is when findings of some inspections stand under a light: which colour a due
// day has depends on the regime of its inspection and on the day it is looked at, so
// whoever asks for a colour says which due days have it. Only what is a leaf and not
// finished is under any light.
type Lit struct {
	Inspections []org.ID
	Days        []zh.Interval // of due days; a zero bound is open
	Undated     bool          // what has no due day, too
}

func (l *Lit) fits(due zh.Date) bool {
	if due.IsZero() {
		return l.Undated
	}
	return slices.ContainsFunc(l.Days, func(v zh.Interval) bool {
		return !due.Before(v.From) && (v.To.IsZero() || !due.After(v.To))
	})
}

// light finds the light of each inspection.
func (q *FindingQuery) light() {
	q.lights = map[org.ID]*Lit{}
	for i := range q.Lit {
		for _, id := range q.Lit[i].Inspections {
			q.lights[id] = &q.Lit[i]
		}
	}
}

// lit reports whether all findings of a cell are under a light that is asked for.
func (q *FindingQuery) lit(c *cell) bool {
	if q.Lit == nil {
		return true
	}
	l := q.lights[c.inspection]
	return l != nil && c.leaf && !finished(c.state) && l.fits(c.due)
}

// Is is a condition on something that is so or not.
type Is int

// The three conditions.
const (
	Either Is = iota
	Yes
	No
)

func (is Is) fits(v bool) bool { return is == Either || (is == Yes) == v }

// A Sort is the order of a list.
type Sort int

// The orders. Within each, findings of one book stand in text order.
const (
	ByText Sort = iota // book by book, as the papers have them
	ByDue              // those due first before others, then those without a date, finished ones last
)

// Next returns what After is to be for the page after the one that ends in last.
func (q *FindingQuery) Next(last *ledger.Finding) string { return q.spotOf(last).String() }

// holds reports whether what q asks of a finding holds of all findings of a cell.
// rounds are the inspections of the round, if one is asked for.
func (q *FindingQuery) holds(c *cell, round map[org.ID]bool) bool {
	due := !c.due.IsZero()
	switch {
	case q.LeafOnly && !c.leaf,
		len(q.Levels) > 0 && !slices.Contains(q.Levels, c.level),
		len(q.States) > 0 && !slices.Contains(q.States, c.state),
		!q.Inspection.IsZero() && q.Inspection != c.inspection,
		!q.Round.IsZero() && !round[c.inspection],
		!q.Dept.IsZero() && q.Dept != c.dept,
		!q.DueFrom.IsZero() && (!due || c.due.Before(q.DueFrom)),
		!q.DueTo.IsZero() && (!due || c.due.After(q.DueTo)),
		!q.Overdue.IsZero() && (!c.leaf || !due || !c.due.Before(q.Overdue) || finished(c.state)),
		!q.Standing.fits(c.standing),
		!q.Partial.fits(c.partial),
		!q.lit(c):
		return false
	}
	return true
}

// finished reports whether nothing is left to do.
func finished(s ledger.State) bool { return s == ledger.Closed || s == ledger.Void }

// A clause is a piece of a WHERE with its arguments, numbered from where it is
// put.
type clause struct {
	text string
	args []any
}

// add appends " AND " and text, in which ? stands for each argument.
func (c *clause) add(text string, args ...any) {
	for _, a := range args {
		c.args = append(c.args, a)
		text = strings.Replace(text, "?", "$"+strconv.Itoa(len(c.args)), 1)
	}
	c.text += " AND " + text
}

// oneOf appends that a column holds one of values.
func oneOf[T ~string](c *clause, column string, values []T) {
	if len(values) > 0 {
		c.text += " AND " + column + in(len(c.args)+1, len(values))
		for _, v := range values {
			c.args = append(c.args, string(v))
		}
	}
}

// where appends what q asks of a finding t, as holds has it.
func (q *FindingQuery) where(c *clause) {
	if q.LeafOnly || !q.Overdue.IsZero() {
		c.add("t.leaf = ?", true)
	}
	oneOf(c, "t.level", q.Levels)
	oneOf(c, "t.state", q.States)
	if !q.Inspection.IsZero() {
		c.add("t.inspection_id = ?", q.Inspection[:])
	}
	if !q.Round.IsZero() {
		c.add("t.inspection_id IN (SELECT i.id FROM inspection i WHERE i.book_id = t.book_id AND i.round_id = ?)", q.Round[:])
	}
	if !q.Dept.IsZero() {
		c.add("t.dept_id = ?", q.Dept[:])
	}
	if !q.DueFrom.IsZero() {
		c.add("t.due >= ?", q.DueFrom.String())
	}
	if !q.DueTo.IsZero() {
		c.add("t.due > '' AND t.due <= ?", q.DueTo.String())
	}
	if !q.Overdue.IsZero() {
		c.add("t.due > '' AND t.due < ? AND t.state <> ? AND t.state <> ?", q.Overdue.String(), string(ledger.Closed), string(ledger.Void))
	}
	if q.Standing != Either {
		c.add("t.standing = ?", q.Standing == Yes)
	}
	if q.Partial != Either {
		c.add("t.partial = ?", q.Partial == Yes)
	}
	if q.Lit != nil {
		q.whereLit(c)
	}
}

// whereLit appends what lit has.
func (q *FindingQuery) whereLit(c *clause) {
	c.add("t.leaf = ? AND t.state <> ? AND t.state <> ?", true, string(ledger.Closed), string(ledger.Void))
	c.text += " AND (1 = 0"
	for _, l := range q.Lit {
		c.text += " OR 1 = 1"
		ids(c, "t.inspection_id", l.Inspections)
		c.text += " AND (1 = 0"
		for _, v := range l.Days {
			c.text += " OR t.due > ''"
			if !v.From.IsZero() {
				c.add("t.due >= ?", v.From.String())
			}
			if !v.To.IsZero() {
				c.add("t.due <= ?", v.To.String())
			}
		}
		if l.Undated {
			c.text += " OR t.due = ''"
		}
		c.text += ")"
	}
	c.text += ")"
}

// settled reports whether q asks only what search itself knows.
func (q *FindingQuery) settled() bool {
	return len(q.States) == 0 && q.Dept.IsZero() && q.DueFrom.IsZero() && q.DueTo.IsZero() && q.Overdue.IsZero() &&
		q.Standing == Either && q.Partial == Either && q.Lit == nil
}

// search returns q for the search; ok is false if it asks for no text.
func (q *FindingQuery) search(round map[org.ID]bool) (s searchQuery, ok bool) {
	s.text = fold(strings.TrimSpace(q.Text))
	if q.LeafOnly {
		s.traits = append(s.traits, []string{leafTrait})
	}
	if len(q.Levels) > 0 {
		var any []string
		for _, l := range q.Levels {
			any = append(any, levelTrait(l))
		}
		s.traits = append(s.traits, any)
	}
	if !q.Inspection.IsZero() {
		s.traits = append(s.traits, []string{inspectionTrait(q.Inspection)})
	}
	if !q.Round.IsZero() {
		any := []string{"none"}
		for id := range round {
			any = append(any, inspectionTrait(id))
		}
		slices.Sort(any)
		s.traits = append(s.traits, any)
	}
	return s, s.text != ""
}

// A spot is the place of a finding in a list; a page goes on after one.
type spot struct {
	Late       int    `json:"l,omitempty"` // 1 without a date, 2 if finished; 0 by text
	Due        string `json:"d,omitempty"`
	Book       org.ID `json:"b"`
	Inspection org.ID `json:"i"`
	Ord        int    `json:"o"`
	ID         org.ID `json:"f"`
}

func (q *FindingQuery) spotOf(f *ledger.Finding) spot {
	s := spot{Book: f.Book, Inspection: f.Inspection, Ord: f.Ord, ID: f.ID}
	if q.Sort == ByDue {
		s.Late, s.Due = late(f.State, f.Due), f.Due.String()
	}
	return s
}

// late says which part of a list by due date a finding stands in.
func late(state ledger.State, due zh.Date) int {
	switch {
	case finished(state):
		return 2
	case due.IsZero():
		return 1
	}
	return 0
}

// order is the order by spots, and lateness what late says, in SQL.
const (
	lateness = "CASE WHEN t.state IN ('closed', 'void') THEN 2 WHEN t.due = '' THEN 1 ELSE 0 END"
	byText   = "t.book_id, t.inspection_id, t.ord, t.id"
	byDue    = lateness + ", t.due, " + byText
)

func (q *FindingQuery) order() string {
	if q.Sort == ByDue {
		return byDue
	}
	return byText
}

// after appends that a finding comes after s.
func (q *FindingQuery) after(c *clause, s spot) {
	if q.Sort == ByDue {
		c.add("("+byDue+") > (?, ?, ?, ?, ?, ?)", s.Late, s.Due, s.Book[:], s.Inspection[:], s.Ord, s.ID[:])
		return
	}
	c.add("("+byText+") > (?, ?, ?, ?)", s.Book[:], s.Inspection[:], s.Ord, s.ID[:])
}

// String returns s as people pass it on.
func (s spot) String() string {
	b, _ := json.Marshal(s) // its fields can be marshalled
	return base64.RawURLEncoding.EncodeToString(b)
}

// start returns the spot q goes on after; ok is false for the first page.
func (q *FindingQuery) start() (s spot, ok bool, err error) {
	if q.After == "" {
		return s, false, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(q.After)
	if err == nil {
		dec := json.NewDecoder(bytes.NewReader(b))
		dec.DisallowUnknownFields()
		err = dec.Decode(&s)
	}
	if err != nil {
		return s, false, fault.New(fault.Invalid, "翻页位置无法识别，请从第一页重新查看。",
			"The place to go on from cannot be read; please start again from the first page.", err)
	}
	return s, true, nil
}

// limit returns how many findings a page has.
func (q *FindingQuery) limit() int {
	if q.Limit <= 0 {
		return math.MaxInt32
	}
	return q.Limit
}
