package web

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhenggai/app"
	"zhenggai/ledger"
	"zhenggai/web/ui"
)

// A ledgerColumn is a column of the ledger, on the page and in what is exported.
type ledgerColumn struct {
	Key    string
	ZH, EN string
	On     bool // shown at first
	Edit   bool // a click changes it: a field of ledgerFields has its key
	Number bool
	text   func(*ledgerView, *app.LedgerLine) string
}

// ledgerColumns are those an office expects, in the order of its sheets.
var ledgerColumns = []ledgerColumn{
	{"unit", "单位", "Unit", false, false, false, func(w *ledgerView, l *app.LedgerLine) string { return w.unit(l) }},
	{"inspection", "巡察", "Inspection", false, false, false, func(_ *ledgerView, l *app.LedgerLine) string { return inspectionName(l.Inspection) }},
	{"code", "编号", "No.", true, false, false, func(_ *ledgerView, l *app.LedgerLine) string { return l.Finding.Code }},
	{"level", "层级", "Level", false, false, false, func(w *ledgerView, l *app.LedgerLine) string {
		return ledger.Name(ledger.Levels, string(l.Finding.Level), w.v.lang())
	}},
	{"title", "问题", "Finding", true, false, false, func(w *ledgerView, l *app.LedgerLine) string { return titleOf(w.v.ctx, l.Finding) }},
	{"text", "原文", "Words of the document", false, false, false, func(_ *ledgerView, l *app.LedgerLine) string { return l.Finding.Text }},
	{"category", "类别", "Category", false, true, false, func(_ *ledgerView, l *app.LedgerLine) string { return l.Finding.Category }},
	{"kind", "整改类型", "Kind", false, true, false, func(w *ledgerView, l *app.LedgerLine) string {
		return ledger.Name(ledger.Kinds, string(l.Finding.Kind), w.v.lang())
	}},
	{"root_cause", "根本原因", "Root cause", false, true, false, func(_ *ledgerView, l *app.LedgerLine) string { return l.Finding.RootCause }},
	{"goal", "整改目标", "Goal", false, true, false, func(_ *ledgerView, l *app.LedgerLine) string { return l.Finding.Goal }},
	{"standard", "整改标准", "Standard", false, true, false, func(_ *ledgerView, l *app.LedgerLine) string { return l.Finding.Standard }},
	{"measures", "整改措施", "Measures", true, false, false, func(_ *ledgerView, l *app.LedgerLine) string { return measuresText(l) }},
	{"lead", "责任领导", "Lead leader", true, true, false, func(w *ledgerView, l *app.LedgerLine) string {
		return w.n.owner(l.Finding.Owners.Lead, l.Finding.Owners.LeadName)
	}},
	{"dept", "牵头科室", "Lead department", true, true, false, func(w *ledgerView, l *app.LedgerLine) string {
		return w.n.owner(l.Finding.Owners.Dept, l.Finding.Owners.DeptName)
	}},
	{"support", "协办", "Support", false, false, false, supportText},
	{"handler", "承办人", "Handler", true, true, false, func(w *ledgerView, l *app.LedgerLine) string {
		return w.n.owner(l.Finding.Owners.Handler, l.Finding.Owners.HandlerName)
	}},
	{"first_due", "原定期限", "First due", true, false, false, func(_ *ledgerView, l *app.LedgerLine) string { return l.Finding.FirstDue.String() }},
	{"due", "现期限", "Due", true, true, false, func(_ *ledgerView, l *app.LedgerLine) string { return l.Finding.Due.String() }},
	{"left", "剩余天数", "Days left", true, false, true, leftText},
	{"state", "状态", "State", true, false, false, func(w *ledgerView, l *app.LedgerLine) string {
		return ledger.Name(ledger.States, string(l.Finding.State), w.v.lang())
	}},
	{"claim", "自报状态", "Claimed", false, false, false, func(w *ledgerView, l *app.LedgerLine) string { return w.claim(l) }},
	{"partial", "基本完成", "Partly done", false, false, false, func(w *ledgerView, l *app.LedgerLine) string { return w.yes(l.Finding.Partial) }},
	{"standing", "长期坚持", "Standing", false, false, false, func(w *ledgerView, l *app.LedgerLine) string { return w.yes(l.Finding.Standing) }},
	{"progress", "进展", "Progress", false, true, false, func(_ *ledgerView, l *app.LedgerLine) string { return l.Finding.Progress }},
	{"next", "下一步", "Next", false, true, false, func(_ *ledgerView, l *app.LedgerLine) string { return l.Finding.Next }},
	{"evidence", "佐证", "Evidence", true, false, true, func(_ *ledgerView, l *app.LedgerLine) string { return countText(l.Around.Evidence) }},
	{"involved", "涉及金额（元）", "Involved (yuan)", false, true, true, func(_ *ledgerView, l *app.LedgerLine) string { return moneyText(l.Finding.Involved) }},
	{"recovered", "已追回（元）", "Recovered (yuan)", false, false, true, func(_ *ledgerView, l *app.LedgerLine) string { return moneyText(l.Finding.Recovered) }},
	{"cycle", "周期", "Cycle", false, false, true, func(_ *ledgerView, l *app.LedgerLine) string { return countText(l.Finding.Cycle) }},
	{"extended", "延期次数", "Extensions", false, false, true, func(_ *ledgerView, l *app.LedgerLine) string { return countText(l.Finding.Extended) }},
	{"note", "备注", "Note", false, false, false, func(_ *ledgerView, l *app.LedgerLine) string { return l.Finding.Note }},
}

// ledgerColumnOf returns the column of a key, or nil.
func ledgerColumnOf(key string) *ledgerColumn {
	i := slices.IndexFunc(ledgerColumns, func(c ledgerColumn) bool { return c.Key == key })
	if i < 0 {
		return nil
	}
	return &ledgerColumns[i]
}

// columns returns the columns that q asks for; at first those of an office's sheet,
// with the unit where there are several.
func (q ledgerQuery) columns(units int) (cols []*ledgerColumn) {
	for i := range ledgerColumns {
		c := &ledgerColumns[i]
		on := c.On || c.Key == "unit" && units > 1 && len(q.Units) != 1 && len(q.Books) != 1
		if q.Cols != nil {
			on = slices.Contains(q.Cols, c.Key)
		}
		if on {
			cols = append(cols, c)
		}
	}
	return cols
}

func inspectionName(in *ledger.Inspection) string {
	if in == nil {
		return ""
	}
	return in.No + " " + in.Title
}

func (w *ledgerView) unit(l *app.LedgerLine) string {
	if l.Book == nil {
		return ""
	}
	if s := w.n.unit(l.Book.Unit); s != "" {
		return s
	}
	return l.Book.UnitName
}

func (w *ledgerView) claim(l *app.LedgerLine) string {
	if l.Finding.Claim == "" {
		return ""
	}
	return ledger.Name(ledger.Claims, string(l.Finding.Claim), w.v.lang())
}

func (w *ledgerView) yes(on bool) string {
	if on {
		return w.v.word("是", "yes")
	}
	return ""
}

// measuresText are all measures, numbered, with those done marked.
func measuresText(l *app.LedgerLine) string {
	var b strings.Builder
	for i, m := range l.Around.Measures {
		if i > 0 {
			b.WriteByte('\n')
		}
		mark := ""
		if m.Done {
			mark = "✓"
		}
		fmt.Fprintf(&b, "%d.%s %s", i+1, mark, m.Text)
	}
	return b.String()
}

// measuresDone counts the measures that were carried out.
func measuresDone(l *app.LedgerLine) (done int) {
	for _, m := range l.Around.Measures {
		if m.Done {
			done++
		}
	}
	return done
}

func supportText(w *ledgerView, l *app.LedgerLine) string {
	o := l.Finding.Owners
	if len(o.Support) == 0 {
		return o.SupportName
	}
	var all []string
	for _, id := range o.Support {
		all = append(all, w.n.owner(id, id.String()))
	}
	return strings.Join(all, "、")
}

// left returns the days until the due day; ok is false where none run.
func (w *ledgerView) left(f *ledger.Finding) (days int, ok bool) {
	if !f.Leaf || f.Due.IsZero() || f.State == ledger.Closed || f.State == ledger.Void {
		return 0, false
	}
	return f.Due.Days() - w.p.Day.Days(), true
}

func leftText(w *ledgerView, l *app.LedgerLine) string {
	if days, ok := w.left(l.Finding); ok {
		return strconv.Itoa(days)
	}
	return ""
}

// leftSay says the days left in words.
func (w *ledgerView) leftSay(days int) string {
	switch {
	case days < 0:
		return w.v.word("超期 "+strconv.Itoa(-days)+" 天", ui.Count(w.v.ctx, -days, "", "day", "days")+" over")
	case days == 0:
		return w.v.word("今天到期", "today")
	}
	return w.v.word("剩 "+strconv.Itoa(days)+" 天", ui.Count(w.v.ctx, days, "", "day", "days"))
}

func countText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func moneyText(f ledger.Fen) string {
	if f == 0 {
		return ""
	}
	return f.String()
}
