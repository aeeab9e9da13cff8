package form

import (
	"cmp"
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/paper"
	"zhenggai/zh"
)

// The fields of columns beyond those that sheets are read by.
const (
	fieldColour   draft.Field = "colour"   // 预警
	fieldProof    draft.Field = "proof"    // 证明材料
	fieldProgress draft.Field = "progress" // 整改进展
	fieldResult   draft.Field = "result"   // 整改成效
	fieldWord     draft.Field = "word"     // 完成情况: the status word alone
	fieldWhole    draft.Field = "whole"    // 反馈问题, in the words of the feedback
	fieldOwner    draft.Field = "owner"    // 责任部门: lead and support
)

// A column is one column of a table of findings.
type column struct {
	Title string
	Field draft.Field
}

// cell says how wide a field is printed, what it holds, and its value for a leaf. A
// field with a level is the same for all leaves under one finding of that level: its
// cells are merged.
type cell struct {
	Width float64
	Kind  paper.Kind
	Level ledger.Level
	Of    func(*Account, *ledger.Case) paper.Cell
}

func words(width float64, of func(*Account, *ledger.Case) string) cell {
	return cell{Width: width, Of: func(a *Account, c *ledger.Case) paper.Cell { return paper.Words(of(a, c)) }}
}

func finding(width float64, of func(*ledger.Finding) string) cell {
	return words(width, func(_ *Account, c *ledger.Case) string { return of(c.Finding) })
}

func owned(width float64, of func(owner) string) cell {
	return words(width, func(a *Account, c *ledger.Case) string { return of(a.owner(c.Finding.Owners)) })
}

// cells are the fields of columns. Those of [draft.Fields] are all here: a saved
// mapping may name any of them.
var cells = map[draft.Field]cell{
	draft.FieldNumber: {Width: 3, Kind: paper.Number, Of: func(_ *Account, c *ledger.Case) paper.Cell {
		if n := number0(c.Finding.No); n > 0 {
			return paper.Figure(zh.Int(int64(n)))
		}
		return paper.Words(cmp.Or(c.Finding.No, c.Finding.Code))
	}},
	draft.FieldLevel: finding(5, func(f *ledger.Finding) string { return ledger.Name(ledger.Levels, string(f.Level), "zh") }),
	draft.FieldAspect: {Width: 8, Level: ledger.Aspect, Of: func(a *Account, c *ledger.Case) paper.Cell {
		return paper.Words(a.aboveOf(c, ledger.Aspect))
	}},
	draft.FieldProblem: {Width: 10, Level: ledger.Problem, Of: func(a *Account, c *ledger.Case) paper.Cell {
		return paper.Words(a.aboveOf(c, ledger.Problem))
	}},
	draft.FieldFinding: finding(14, func(f *ledger.Finding) string { return bare(titleOf(f)) }),
	fieldWhole:         finding(16, func(f *ledger.Finding) string { return cmp.Or(strings.TrimSpace(f.Text), titleOf(f)) }),
	draft.FieldMeasures: words(20, func(_ *Account, c *ledger.Case) string {
		return measuresOf(c)
	}),
	draft.FieldLead:    owned(5, func(o owner) string { return o.lead }),
	draft.FieldDept:    owned(7, func(o owner) string { return o.dept }),
	draft.FieldSupport: owned(7, func(o owner) string { return o.support }),
	draft.FieldHandler: owned(5, func(o owner) string { return o.handler }),
	fieldOwner: owned(8, func(o owner) string {
		if o.support == "" {
			return o.dept
		}
		return join("牵头："+o.dept, "配合："+o.support, "\n")
	}),
	draft.FieldKind:  finding(5, func(f *ledger.Finding) string { return ledger.Name(ledger.Kinds, string(f.Kind), "zh") }),
	draft.FieldStart: words(7, func(a *Account, _ *ledger.Case) string { return a.Inspection.Feedback.String() }),
	draft.FieldDue:   {Width: 8, Kind: paper.Date, Of: func(_ *Account, c *ledger.Case) paper.Cell { return dueCell(c.Finding) }},
	draft.FieldDone:  {Width: 7, Kind: paper.Date, Of: func(_ *Account, c *ledger.Case) paper.Cell { return paper.Day(doneOn(c)) }},
	draft.FieldStatus: words(8, func(a *Account, c *ledger.Case) string {
		return string(a.stands(c).Status)
	}),
	fieldWord:     words(6, func(a *Account, c *ledger.Case) string { return string(a.stands(c).Status) }),
	fieldResult:   words(14, resultOf),
	fieldProgress: words(14, func(a *Account, c *ledger.Case) string { return result(c.Finding.Progress, a.stands(c)) }),
	fieldProof: words(10, func(_ *Account, c *ledger.Case) string {
		var all []string
		for _, e := range c.Proof() {
			all = append(all, cmp.Or(e.Title, e.Name))
		}
		return strings.Join(all, "；")
	}),
	fieldColour: words(4, func(a *Account, c *ledger.Case) string {
		if colour := a.Colours[c.Finding.ID]; colour != "" {
			return colour.Title().ZH
		}
		return ""
	}),
	draft.FieldNext:      finding(12, func(f *ledger.Finding) string { return f.Next }),
	draft.FieldCause:     finding(12, func(f *ledger.Finding) string { return f.RootCause }),
	draft.FieldGoal:      finding(12, func(f *ledger.Finding) string { return f.Goal }),
	draft.FieldStandard:  finding(12, func(f *ledger.Finding) string { return f.Standard }),
	draft.FieldAnalogy:   finding(12, func(f *ledger.Finding) string { return f.Analogy }),
	draft.FieldInvolved:  sum(func(c *ledger.Case) ledger.Fen { return c.Finding.Involved }),
	draft.FieldRecovered: sum(func(c *ledger.Case) ledger.Fen { return max(recovered(c), c.Finding.Recovered) }),
	draft.FieldCategory:  finding(6, func(f *ledger.Finding) string { return f.Category }),
	draft.FieldNote:      finding(8, func(f *ledger.Finding) string { return f.Note }),
	draft.FieldIgnore:    words(4, func(*Account, *ledger.Case) string { return "" }),
}

// sum is a field of money; nothing is printed for none.
func sum(of func(*ledger.Case) ledger.Fen) cell {
	return cell{Width: 7, Kind: paper.Money, Of: func(_ *Account, c *ledger.Case) paper.Cell {
		if f := of(c); f != 0 {
			return paper.Amount(yuan(f))
		}
		return paper.Words("")
	}}
}

// recovered is what was paid back or recovered of a finding.
func recovered(c *ledger.Case) (f ledger.Fen) {
	for _, m := range c.Moneys {
		if m.Event == "repaid" || m.Event == "recovered" {
			f += m.Amount
		}
	}
	return f
}

// measuresOf tells the measures of a leaf, a line each.
func measuresOf(c *ledger.Case) string {
	var b strings.Builder
	all := c.Current()
	for i, m := range all {
		if len(all) > 1 {
			b.WriteString(zh.FormatNumeral(int64(i+1)) + "是")
		}
		b.WriteString(bare(m.Text))
		if i < len(all)-1 {
			b.WriteString("；\n")
		} else {
			b.WriteString("。")
		}
	}
	return b.String()
}

// resultOf tells what came of a leaf: its progress and what came of its measures.
func resultOf(a *Account, c *ledger.Case) string {
	s := sentence(result(c.Finding.Progress, a.stands(c)))
	for _, m := range c.Current() {
		if m.Done != nil && m.Done.Result != "" && !strings.Contains(s, bare(m.Done.Result)) {
			s += sentence(m.Done.Result)
		}
	}
	return s
}

// dueCell is the time limit of a finding as a sheet holds it: a day, or the words for
// one that has more to it.
func dueCell(f *ledger.Finding) paper.Cell {
	standing := f.Standing || f.Kind == ledger.Lasting
	switch {
	case f.Due.IsZero() && standing:
		return paper.Words("长期坚持")
	case f.Due.IsZero() && f.Kind == ledger.Immediate:
		return paper.Words("立行立改")
	case standing:
		return paper.Words(day(f.Due) + "前，并长期坚持")
	}
	return paper.Day(f.Due)
}

// doneOn is the day on which a closed leaf was done: that of its last measure, as
// claimed, else that of its closure.
func doneOn(c *ledger.Case) (d zh.Date) {
	if c.Finding.State != ledger.Closed {
		return d
	}
	for _, m := range c.Current() {
		if m.Done != nil && m.Done.Dated.After(d) {
			d = m.Done.Dated
		}
	}
	if cl := c.Closure(); d.IsZero() && cl != nil {
		d = dayOf(cl.At)
	}
	return d
}

// aboveOf returns the title of what stands above a leaf at a level.
func (a *Account) aboveOf(c *ledger.Case, l ledger.Level) string {
	if f := a.upAt(c, l); f != nil {
		return bare(titleOf(f))
	}
	return ""
}

// upAt returns the finding at a level that a leaf is or stands under, or nil.
func (a *Account) upAt(c *ledger.Case, l ledger.Level) *ledger.Finding {
	if c.Finding.Level == l {
		return c.Finding
	}
	for _, f := range a.above(c.Finding) {
		if f.Level == l {
			return f
		}
	}
	return nil
}

// table returns the leaves as a table with these columns. Cells of what stands above
// are merged over the leaves under it.
func (a *Account) table(leaves []*ledger.Case, cols []column) paper.Table {
	t := paper.Table{Wide: len(cols) > 5}
	for _, c := range cols {
		f := cells[c.Field]
		t.Columns = append(t.Columns, paper.Column{Title: c.Title, Width: f.Width, Kind: f.Kind})
	}
	for i, c := range leaves {
		var row paper.Row
		for _, col := range cols {
			f := cells[col.Field]
			if f.Level == "" {
				row.Cells = append(row.Cells, f.Of(a, c))
				continue
			}
			if up := a.upAt(c, f.Level); up != nil && i > 0 && a.upAt(leaves[i-1], f.Level) == up {
				continue // covered from above
			}
			row.Cells = append(row.Cells, f.Of(a, c).Over(a.together(leaves[i:], f.Level), 1))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// together returns how many of the first leaves stand under the same finding of a level.
func (a *Account) together(leaves []*ledger.Case, l ledger.Level) int {
	up := a.upAt(leaves[0], l)
	n := 1
	for up != nil && n < len(leaves) && a.upAt(leaves[n], l) == up {
		n++
	}
	return n
}

// sheets are the tables of findings: each is a title over a table of all leaves.
func sheets(key, zhName, en string, what fault.Msg, cols ...column) Form {
	return Form{Key: key, ZH: zhName, EN: en, About: what, Of: OfInspection, Formats: tables,
		Passages: []Passage{{"title", "标题", "title", true, "{单位}" + zhName + "（{今天}）"}},
		Make:     func(d *Draft) (paper.Document, error) { return d.sheet(cols), nil }}
}

// sheet makes a bare form of one table. A wide one has its title with it, on its
// landscape page.
func (d *Draft) sheet(cols []column) paper.Document {
	t := d.table(d.Leaves(), cols)
	if t.Wide {
		t.Caption = d.say("title")
		return paper.Document{Body: []paper.Block{t}}
	}
	return paper.Document{Title: d.say("title"), Body: []paper.Block{t}}
}

// mapped makes the ledger in the columns of a mapping that the book keeps. A mapping
// does not say in which order its columns stand: they stand in that of the fields.
func mapped(d *Draft) (paper.Document, error) {
	name := strings.TrimSpace(d.words("mapping"))
	i := slices.IndexFunc(d.Mappings, func(m draft.Mapping) bool { return m.Name == name })
	if name == "" && len(d.Mappings) > 0 {
		i = 0
	}
	if i < 0 {
		return paper.Document{}, errMapping(name, d.Mappings)
	}
	var cols []column
	for title, field := range d.Mappings[i].Columns {
		if field != draft.FieldIgnore {
			cols = append(cols, column{title, field})
		}
	}
	order := func(f draft.Field) int {
		return slices.IndexFunc(draft.Fields, func(l draft.FieldLine) bool { return l.Field == f })
	}
	slices.SortFunc(cols, func(x, y column) int {
		return cmp.Or(cmp.Compare(order(x.Field), order(y.Field)), strings.Compare(x.Title, y.Title))
	})
	return d.sheet(cols), nil
}

func errMapping(name string, have []draft.Mapping) error {
	if len(have) == 0 {
		return fault.New(fault.Invalid, "本账册还没有保存列名对照，请先在阅读台或用 zhenggai mapping save 保存一份。",
			"The book keeps no mapping of columns yet; please save one at the desk or with zhenggai mapping save.", nil)
	}
	var names []string
	for _, m := range have {
		names = append(names, m.Name)
	}
	return &fault.Error{Kind: fault.Invalid, Field: "mapping", Msg: fault.Msg{
		ZH: "没有名为“" + name + "”的列名对照，已保存的有：" + strings.Join(names, "、") + "。",
		EN: "There is no mapping of columns named " + name + "; the book keeps: " + strings.Join(names, ", ") + "."}}
}
