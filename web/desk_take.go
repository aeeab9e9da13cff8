package web

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"zhenggai/ledger/draft"
	"zhenggai/report"
	"zhenggai/report/show"
	"zhenggai/web/ui"
)

// takeResults are the columns of the counts.
var takeResults = []draft.Result{draft.Added, draft.Changed, draft.Same, draft.Part, draft.Back, draft.Gone}

func (t *takeover) value(name string) string {
	if name == "book" && len(t.books) == 1 {
		return t.books[0].ID.String()
	}
	return t.form.Value(name, "")
}

// bookName is whose book was chosen.
func (t *takeover) bookName() string {
	for _, b := range t.books {
		if b.ID.String() == t.value("book") {
			return cmp.Or(t.names.unit(b.Unit), b.UnitName, b.Name)
		}
	}
	return ""
}

func (t *takeover) bookChoices(ctx context.Context) (all []ui.Choice) {
	if len(t.books) > 1 {
		all = append(all, ui.Choice{Text: ui.Say(ctx, "请选择", "Choose")})
	}
	for _, b := range t.books {
		all = append(all, ui.Choice{Value: b.ID.String(), Text: show.Join(" · ", t.names.unit(b.Unit), b.Name)})
	}
	return all
}

func (t *takeover) kindChoices(ctx context.Context) []ui.Choice {
	all := []ui.Choice{{Text: ui.Say(ctx, "自动判断", "What it looks like")}}
	for _, k := range draft.Kinds {
		all = append(all, ui.Choice{Value: string(k.Kind), Text: k.Kind.Name(ui.Lang(ctx))})
	}
	return all
}

func (t *takeover) inspectionChoices(ctx context.Context) []ui.Choice {
	all := []ui.Choice{{Text: ui.Say(ctx, "按反馈日期判断，没有就新登记", "By its feedback day; a new one if none fits")}}
	for _, in := range t.inspections {
		all = append(all, ui.Choice{Value: in.ID.String(), Text: in.No + " " + in.Title})
	}
	return all
}

func (t *takeover) mappingChoices(ctx context.Context) []ui.Choice {
	all := []ui.Choice{{Text: ui.Say(ctx, "按列名判断", "By the names of the columns")}}
	for _, m := range t.mappings {
		all = append(all, ui.Choice{Value: m.Name, Text: m.Name})
	}
	return all
}

const mostLines = 300

// lines returns the lines that are not as the book has them, what differs first; how
// many values differ, and how many lines are not shown.
func (t *takeover) lines() (list []draft.LineView, differs, more int) {
	rank := func(l draft.LineView) (n int) {
		if slices.ContainsFunc(l.Changes, func(c draft.ChangeView) bool { return c.Effect == draft.Differs }) {
			return -1
		}
		return 0
	}
	for _, l := range t.view.Lines {
		if l.Result != draft.Same {
			list = append(list, l)
		}
		for _, c := range l.Changes {
			if c.Effect == draft.Differs {
				differs++
			}
		}
	}
	slices.SortStableFunc(list, func(a, b draft.LineView) int { return rank(a) - rank(b) })
	more = max(0, len(list)-mostLines)
	return list[:len(list)-more], differs, more
}

func resultColour(r draft.Result) string {
	switch r {
	case draft.Added:
		return "green"
	case draft.Changed:
		return "blue"
	case draft.Back:
		return "orange"
	}
	return "secondary"
}

func cutTitle(s string) string { return show.Cut(show.Inert(s), 100) }

func severityClass(name string) string {
	switch name {
	case "error":
		return "bg-red-lt"
	case "warning":
		return "bg-yellow-lt"
	}
	return "bg-azure-lt"
}

func contains(list []string, s string) bool { return slices.Contains(list, s) }

// numberOf is the number that the form has at first.
func numberOf(s *deskView, i int32) string {
	n := s.o.Nodes[i].Num
	if e := s.o.Nodes[i].Expected; e != 0 {
		n = e
	}
	if n == 0 || s.o.Nodes[i].Flags&report.Implicit != 0 {
		return ""
	}
	return strconv.Itoa(int(n))
}
