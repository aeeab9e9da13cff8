package web

import (
	"slices"
	"unicode/utf8"

	"zhenggai/app"
	"zhenggai/ledger"
	"zhenggai/regs"
	"zhenggai/store"
	"zhenggai/web/ui"
)

// What the filter of the ledger offers.

// unitChoices are the units that have a book in sight.
func (w *ledgerView) unitChoices() (all []ui.Choice) {
	for _, b := range w.p.Books {
		name := w.n.unit(b.Unit)
		if name == "" {
			name = b.UnitName
		}
		all = append(all, ui.Choice{Value: b.Unit.String(), Text: name})
	}
	if u := first(w.q.Units); u != "" && !slices.ContainsFunc(all, func(c ui.Choice) bool { return c.Value == u }) {
		all = append(all, ui.Choice{Value: u, Text: w.n.unit(w.q.Units[0])}) // one above them
	}
	return all
}

func (w *ledgerView) roundChoices() (all []ui.Choice) {
	for _, r := range w.p.Rounds {
		all = append(all, ui.Choice{Value: r.ID.String(), Text: r.Name})
	}
	return all
}

// oneBook returns the book that is shown, if it is one.
func (w *ledgerView) oneBook() *ledger.Book {
	var one *ledger.Book
	for _, b := range w.p.Books {
		shown := len(w.p.Books) == 1 || slices.Contains(w.q.Books, b.ID) || slices.Contains(w.q.Units, b.Unit)
		if shown && one != nil {
			return nil
		}
		if shown {
			one = b
		}
	}
	return one
}

// deptChoices are the departments of the unit that is shown: of all units they would
// be a list nobody could read.
func (w *ledgerView) deptChoices() (all []ui.Choice) {
	if b := w.oneBook(); b != nil {
		all = deptChoices(w.v, w.n, b)
	}
	if d := w.q.Dept.String(); d != "" && !slices.ContainsFunc(all, func(c ui.Choice) bool { return c.Value == d }) {
		all = append(all, ui.Choice{Value: d, Text: w.n.unit(w.q.Dept)})
	}
	return all
}

func (w *ledgerView) inspectionChoices() (all []ui.Choice) {
	b := w.oneBook()
	for _, in := range w.p.Inspections {
		if b != nil && in.Book == b.ID || in.ID == w.q.Inspection {
			all = append(all, ui.Choice{Value: in.ID.String(), Text: inspectionName(in)})
		}
	}
	return all
}

func (w *ledgerView) colourChoices() (all []ui.Choice) {
	for _, c := range []regs.Colour{regs.Red, regs.Yellow, regs.Green} {
		all = append(all, ui.Choice{Value: string(c), Text: colourName(w.v.lang(), c)})
	}
	return append(all, ui.Choice{Value: string(app.Unlit), Text: w.v.word("未亮灯", "no light")})
}

func (w *ledgerView) ageChoices() (all []ui.Choice) {
	for _, a := range app.Ages {
		all = append(all, ui.Choice{Value: a.Key, Text: w.v.word(a.ZH, a.EN)})
	}
	return all
}

func (w *ledgerView) leafValue() string {
	if w.q.Leaf {
		return "1"
	}
	return ""
}

func (w *ledgerView) sortValue() string {
	if w.q.Sort == store.ByDue {
		return "due"
	}
	return ""
}

// more reports whether one of the conditions is set that are folded away.
func (w *ledgerView) more() bool {
	q := w.q
	return !q.Dept.IsZero() || !q.Inspection.IsZero() || !q.From.IsZero() || !q.To.IsZero() || q.Standing != store.Either || q.Partial != store.Either || q.Age != ""
}

// hidden returns what of the address the filter has no control for, so that filtering
// does not lose it.
func (w *ledgerView) hidden() (all [][2]string) {
	controls := []string{"q", "leaf", "colour", "age", "sort", "state", "overdue", "from", "to", "standing", "partial", "after"}
	for name, there := range map[string]bool{"unit": len(w.p.Books) > 1 && len(w.q.Units) < 2, "round": len(w.p.Rounds) > 1,
		"dept": len(w.deptChoices()) > 0, "inspection": len(w.inspectionChoices()) > 1} {
		if there {
			controls = append(controls, name)
		}
	}
	for _, kv := range pairs(w.q) {
		if !slices.Contains(controls, kv[0]) {
			all = append(all, kv)
		}
	}
	return all
}

// address returns the address of the first page less the columns.
func (w *ledgerView) address() [][2]string {
	return slices.DeleteFunc(pairs(w.q.first()), func(kv [2]string) bool { return kv[0] == "cols" })
}

// pairs returns the address of q, key by key, in order.
func pairs(q ledgerQuery) (all [][2]string) {
	for key, values := range q.Values() {
		for _, v := range values {
			all = append(all, [2]string{key, v})
		}
	}
	slices.SortStableFunc(all, func(a, b [2]string) int { return slices.Compare(a[:1], b[:1]) })
	return all
}

func (w *ledgerView) shows(key string) bool {
	return slices.ContainsFunc(w.cols, func(c *ledgerColumn) bool { return c.Key == key })
}

// next is the address of the page after this one.
func (w *ledgerView) next() string {
	q := w.q
	q.After = w.p.Next
	return q.Path()
}

// brief is the beginning of a text, for a cell.
func brief(text string) string {
	const most = 48
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}

// stateColour is the colour of a state's badge.
func stateColour(s ledger.State) string {
	switch s {
	case ledger.Closed:
		return "green"
	case ledger.Submitted:
		return "blue"
	case ledger.Underway:
		return "azure"
	case ledger.Planned:
		return "yellow"
	}
	return "secondary"
}

// fields are the inputs of the bulk form.
func (b *bulkForm) fields() (names []string) {
	for _, a := range b.actions {
		if a.field != "" {
			names = append(names, "value."+a.field)
		}
	}
	return append(names, "reason")
}

// asks reports whether one of the actions asks for words.
func (b *bulkForm) asks() bool {
	return slices.ContainsFunc(b.actions, func(a *bulkAction) bool { return a.reason })
}

// hint says which action must have words.
func (b *bulkForm) hint() string {
	if slices.ContainsFunc(b.actions, func(a *bulkAction) bool { return a.event == ledger.SendBack }) {
		return b.view.v.word("退回必须写明原因。", "Sending back needs a reason.")
	}
	return ""
}
