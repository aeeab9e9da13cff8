package draft

import (
	"slices"
	"strings"

	"zhenggai/ledger"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

// grades are the words by which a column of levels names them.
var grades = map[string]ledger.Level{"方面": ledger.Aspect, "一级": ledger.Aspect, "问题": ledger.Problem, "主要问题": ledger.Problem, "二级": ledger.Problem,
	"具体问题": ledger.Point, "具体表现": ledger.Point, "三级": ledger.Point}

// regrade makes the tree of a sheet whose rows say their level: each row stands
// below the last one of a higher level.
func (b *builder) regrade() {
	graded := map[int]ledger.Level{}
	b.eachRow(func(r rowRef, cells []cell) {
		c, ok := in(cells, b.columnOf(r.table, FieldLevel))
		if !ok || c.Empty() || len(b.rows[r]) == 0 {
			return
		}
		level, ok := grades[b.words(c.Span)]
		if !ok {
			b.bad(c.Span, "没有“%s”这个层级（可用：方面、问题、具体问题）", "there is no level %q (there are 方面, 问题, 具体问题)", b.words(c.Span))
			return
		}
		graded[b.rows[r][0]] = level
	})
	if len(graded) == 0 {
		return
	}
	open := map[ledger.Level]int{ledger.Aspect: None, ledger.Problem: None}
	for i, f := range b.d.Findings {
		level, ok := graded[i]
		if !ok {
			level = f.Level
		}
		f.Level = level
		switch level {
		case ledger.Aspect:
			f.Up = None
			open[ledger.Aspect], open[ledger.Problem] = i, None
		case ledger.Problem:
			f.Up = open[ledger.Aspect]
			open[ledger.Problem] = i
		default:
			if f.Up = open[ledger.Problem]; f.Up == None {
				f.Up = open[ledger.Aspect]
			}
		}
	}
}

// settle gives a finding what its measures have in common where the document says
// it only of them: the latest day, standing, owners if they agree.
func (b *builder) settle() {
	for _, f := range b.d.Findings {
		b.settleTitle(f)
		b.settleTerm(f)
		b.settleOwners(f)
		b.settleClaim(f)
	}
}

// settleTitle names a leaf that has no words of its own, in a text without headings,
// by the first clause of its first measure.
func (b *builder) settleTitle(f *Finding) {
	if !f.Leaf || f.Title != "" || len(f.Measures) == 0 {
		return
	}
	if src, ok := f.Measures[0].Sources.Of("text"); ok {
		s := source.Span{Start: int32(src.Start), End: int32(src.End)}
		if i := strings.IndexAny(b.o.Text.Slice(s), clauseStops); i > 0 {
			s.End = s.Start + int32(i)
		}
		b.title(f, s)
	}
}

func (b *builder) settleTerm(f *Finding) {
	if f.Kind != "" || f.Due.Valid() || len(f.Measures) == 0 {
		return
	}
	first := f.Measures[0]
	last, agree := first, first.Kind != ""
	for _, m := range f.Measures {
		agree = agree && m.Kind == first.Kind
		if m.Due.After(last.Due) {
			last = m
		}
		if m.Standing && !f.Standing {
			f.Standing = true
			f.Sources = append(f.Sources, of(m.Sources, "standing", "standing")...)
		}
	}
	switch {
	case last.Due.Valid():
		f.Kind, f.FirstDue, f.Due = ledger.Dated, last.Due, last.Due
		for _, field := range []string{"kind", "first_due", "due"} {
			f.Sources = append(f.Sources, of(last.Sources, "due", field)...)
		}
	case agree:
		f.Kind = first.Kind
		f.Sources = append(f.Sources, of(first.Sources, "kind", "kind")...)
	}
}

// of returns the sources of field in src, as sources of the field as.
func of(src ledger.Sources, field, as string) (out ledger.Sources) {
	for _, s := range src {
		if s.Field == field {
			s.Field = as
			out = append(out, s)
		}
	}
	return out
}

func (b *builder) settleOwners(f *Finding) {
	if len(f.Measures) == 0 {
		return
	}
	for _, field := range []Field{FieldLead, FieldDept, FieldSupport, FieldHandler} {
		own, name := ownerField(&f.Owners, field)
		first, _ := ownerField(&f.Measures[0].Owners, field)
		agree := *own == "" && *first != "" && !slices.ContainsFunc(f.Measures, func(m *ledger.Measure) bool {
			words, _ := ownerField(&m.Owners, field)
			return *words != *first
		})
		if agree {
			*own = *first
			f.Sources = append(f.Sources, of(f.Measures[0].Sources, name, name)...)
		}
	}
}

// settleClaim makes a finding whose measures claim apart claim what the least of
// them does.
func (b *builder) settleClaim(f *Finding) {
	least := len(claimOrder)
	var by *ledger.Measure
	for _, m := range f.Measures {
		c, _ := claimOf(m.Claims)
		at := slices.Index(claimOrder, c)
		if m.Claims == "" || at < 0 {
			return
		}
		if at < least {
			least, by = at, m
		}
	}
	if by != nil && claimOrder[least] != f.Claim {
		f.Claim = claimOrder[least]
		f.Sources = append(without(f.Sources, "claim"), of(by.Sources, "claims", "claim")...)
	}
}

// check looks at the draft as a whole.
func (b *builder) check() {
	whole := source.Span{End: int32(b.o.Text.Len())}
	if b.o.Head.Kind == report.Round {
		b.problem("", whole, "这份材料讲的是一轮中的多个单位，一本账册只记一个单位，要按单位分开", "this document is about several units of a round and a book is of one; it must be parted")
	}
	if len(b.d.Findings) == 0 {
		b.problem("", whole, "没有读出任何问题", "no finding was read in it")
	}
	if b.d.Kind != KindSheet {
		return
	}
	b.checkRows()
	b.checkNumbers()
	b.checkStarts()
	slices.SortStableFunc(b.d.Problems, func(a, c Problem) int { return int(a.Span.Start - c.Span.Start) })
}

// checkRows looks for rows that have a number but no words for the finding.
func (b *builder) checkRows() {
	b.eachRow(func(r rowRef, cells []cell) {
		col := b.columnOf(r.table, FieldFinding)
		number, ok := in(cells, b.columnOf(r.table, FieldNumber))
		if !ok || col == 0 || number.Empty() || strings.Trim(number.In(b.o.Text.String()), "0123456789.") != "" {
			return
		}
		finding, ok := in(cells, col)
		if ok && !finding.Empty() || b.covered(r, col) {
			return
		}
		if !ok { // a sheet has no cell where nothing is
			finding = cell{source.Span{Start: number.End, End: number.End}, r, col, 1}
		}
		b.problem(b.grid.name(finding), finding.Span, "这一行有序号 %s，但没有问题内容", "this row has number %s but no finding", b.words(number.Span))
	})
}

// covered reports whether the cell at row r and column col is covered by a merged
// one above.
func (b *builder) covered(r rowRef, col int32) bool {
	return slices.ContainsFunc(b.grid.cells, func(c cell) bool {
		return c.table == r.table && c.col == col && c.row < r.row && c.row+c.rows > r.row && !c.Empty()
	})
}

// checkNumbers looks for numbers that stand twice under one heading.
func (b *builder) checkNumbers() {
	type key struct {
		up int
		no string
	}
	seen := map[key]*Finding{}
	for _, f := range b.d.Findings {
		src, ok := f.Sources.Of("no")
		if !ok || f.Level != ledger.Point {
			continue
		}
		k := key{f.Up, f.No}
		if other := seen[k]; other != nil {
			at, _ := other.Sources.Of("no")
			b.bad(source.Span{Start: int32(src.Start), End: int32(src.End)}, "序号 %s 与 %s 重复", "number %s stands at %s already", f.No, b.grid.nameOf(int32(at.Start)))
			continue
		}
		seen[k] = f
	}
}

// checkStarts looks for time limits before the start that the row gives.
func (b *builder) checkStarts() {
	b.eachRow(func(r rowRef, cells []cell) {
		c, ok := in(cells, b.columnOf(r.table, FieldStart))
		if !ok || c.Empty() || len(b.rows[r]) == 0 {
			return
		}
		start, ok := b.lastDate(c.Span)
		if !ok {
			if !nothing(b.words(c.Span)) {
				b.bad(c.Span, "开始时间“%s”读不出日期", "the start %q is no date that can be read", b.words(c.Span))
			}
			return
		}
		h, _ := b.rowHolder(r)
		if due := h.due(); due.Valid() && due.Before(start) {
			b.bad(c.Span, "开始时间 %s 晚于完成时限 %s", "the start %s is after the time limit %s", start, due)
		}
	})
}

// due returns the day by which what h speaks of is due.
func (h holder) due() zh.Date {
	if len(h.measures) > 0 {
		return h.measures[0].Due
	}
	return h.f.Due
}
