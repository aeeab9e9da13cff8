package draft

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/regs"
	"zhenggai/report"
	"zhenggai/source"
	"zhenggai/zh"
)

// A term is what a printed time limit means: 2024年底前，并长期坚持 is a day and
// standing.
type term struct {
	kind     ledger.Kind
	due      zh.Date
	standing bool
}

// term files a time limit, or words that say its kind.
func (b *builder) term(h holder, s saying) {
	words := b.words(s.span)
	if nothing(words) {
		return
	}
	t, err := b.parseTerm(words)
	if s.field == FieldKind && err != nil {
		t.kind, err = kindOfTerm(words)
	}
	if err != nil {
		if s.field == FieldDue {
			b.refuse(s.span, err)
		}
		b.note(&h.f.Finding, s)
		return
	}
	set := func(kind *ledger.Kind, first, due *zh.Date, standing *bool, src *ledger.Sources) {
		if t.kind != "" && (*kind == "" || s.field == FieldDue) {
			*src = without(*src, "kind")
			*kind = t.kind
			b.cite(src, "kind", s.span)
		}
		if t.due.Valid() {
			*src = without(without(*src, "due"), "first_due")
			*first, *due = t.due, t.due
			b.cite(src, "first_due", s.span)
			b.cite(src, "due", s.span)
		}
		if t.standing && !*standing {
			*standing = true
			b.cite(src, "standing", s.span)
		}
	}
	if f := h.f; !h.own {
		set(&f.Kind, &f.FirstDue, &f.Due, &f.Standing, &f.Sources)
	}
	for _, m := range h.measures {
		set(&m.Kind, &m.FirstDue, &m.Due, &m.Standing, &m.Sources)
	}
}

// parseTerm reads a time limit. What is not understood to its last character is
// refused, with a sentence that says why.
func (b *builder) parseTerm(words string) (t term, err error) {
	read, err := regs.ParseTerm(words, b.about.Feedback, regs.Holidays())
	if err != nil {
		return t, err
	}
	t.due, t.standing = read.Due, read.Standing
	switch {
	case t.due.Valid():
		t.kind = ledger.Dated
	case read.Immediate:
		t.kind = ledger.Immediate
	default:
		t.kind = ledger.Lasting
	}
	return t, nil
}

// kindOfTerm reads a kind that says no time: 限期整改, 分阶段整改.
func kindOfTerm(words string) (ledger.Kind, error) {
	if strings.Contains(words, "限期") || strings.Contains(words, "分阶段") {
		return ledger.Dated, nil
	}
	return "", fault.New(fault.Invalid, "整改类型“"+words+"”不认识。", "The kind of term "+words+" is not known.", nil)
}

// lastDate returns the last day that the dates in s mean.
func (b *builder) lastDate(s source.Span) (last zh.Date, ok bool) {
	for _, d := range b.dates(s) {
		if !d.Bad && d.To.Valid() && d.Why != report.WhyUnknown && !d.To.Before(last) {
			last, ok = d.To, true
		}
	}
	return last, ok
}

// within returns the facts of a list in text order that begin in s.
func within[T any](facts []T, start func(*T) int32, s source.Span) []T {
	from := sort.Search(len(facts), func(i int) bool { return start(&facts[i]) >= s.Start })
	to := from + sort.Search(len(facts)-from, func(i int) bool { return start(&facts[from+i]) >= s.End })
	return facts[from:to]
}

// dates returns the dates that begin in s.
func (b *builder) dates(s source.Span) []report.Date {
	return within(b.o.Dates, func(d *report.Date) int32 { return d.Start }, s)
}

// quantities returns the quantities that begin in s.
func (b *builder) quantities(s source.Span) []report.Quantity {
	return within(b.o.Quantities, func(q *report.Quantity) int32 { return q.Start }, s)
}

// nothing reports whether a cell says that it is empty.
func nothing(words string) bool {
	return slices.Contains([]string{"", "无", "/", "\\", "-", "--", "—", "——", "－", "暂无", "不涉及"}, strings.TrimSpace(words))
}

// amount sets an amount of money in yuan.
func (b *builder) amount(f *ledger.Finding, s saying) {
	words := b.words(s.span)
	if nothing(words) {
		return
	}
	fen, ok := b.fenAt(s)
	if !ok {
		b.bad(s.span, "“%s”不是金额", "%q is no amount of money", words)
		b.note(f, s)
		return
	}
	to, field := &f.Involved, "involved"
	if s.field == FieldRecovered {
		to, field = &f.Recovered, "recovered"
	}
	*to = fen
	b.cite(&f.Sources, field, s.span)
}

// fenAt reads the amount that a cell holds: with its unit, or in the unit that the
// name of its column gives in brackets.
func (b *builder) fenAt(s saying) (ledger.Fen, bool) {
	for _, q := range b.quantities(s.span) {
		if q.Unit == report.Money && q.End <= s.span.End && q.N >= 0 {
			return fenOf(q.N), true
		}
	}
	words := strings.NewReplacer(",", "", "，", "", " ", "", "元", "", "￥", "", "¥", "").Replace(b.o.Text.Slice(s.span))
	scale := ledger.Fen(1)
	for _, u := range [...]struct {
		unit  string
		scale ledger.Fen
	}{{"万", 1e4}, {"亿", 1e8}} {
		if strings.HasSuffix(words, u.unit) || strings.Contains(s.name, u.unit+"元") {
			words, scale = strings.TrimSuffix(words, u.unit), u.scale
		}
	}
	return scaled(words, scale)
}

// scaled reads a decimal number of yuan times scale; false if it is none, negative,
// or more exact than a fen.
func scaled(words string, scale ledger.Fen) (ledger.Fen, bool) {
	whole, frac, _ := strings.Cut(words, ".")
	n, err := strconv.ParseInt(whole+frac, 10, 64)
	if err != nil || n < 0 || whole == "" || strings.ContainsAny(words, "+-") || len(whole)+len(frac) > 15 {
		return 0, false
	}
	v := n * int64(scale)
	if v/int64(scale) != n || v > (1<<62)/100 {
		return 0, false
	}
	v *= 100
	for range frac {
		if v%10 != 0 {
			return 0, false
		}
		v /= 10
	}
	return ledger.Fen(v), true
}

// fenOf returns an amount of yuan in fen.
func fenOf(d zh.Decimal) ledger.Fen { return ledger.Fen(d / (zh.One / 100)) }
