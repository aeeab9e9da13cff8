package form_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"zhenggai/form"
	"zhenggai/ledger"
	"zhenggai/ledger/draft"
	"zhenggai/report"
	"zhenggai/zh"
)

// squeezed returns words without white space: how lines are parted is the file's
// business.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// trimmed returns words without the marks at their end.
func trimmed(s string) string { return strings.TrimRight(s, "。；;，,、\n ") }

// quoted holds that the figures which a form quotes are read back as what they are:
// numbers with what they count, and facts in their words.
func quoted(a *form.Account, _ *ledger.Case, r *reading) (want, got string) {
	var missing []string
	words := squeezed(r.text.String())
	for _, p := range r.form.Passages {
		for _, part := range strings.Split(p.Text, "{")[1:] {
			name, _, _ := strings.Cut(part, "}")
			f := form.FigureNamed(name)
			v := f.Of(a)
			if f.Fact && !strings.Contains(words, squeezed(v.Text)) || !f.Fact && v.N != 0 && !r.counts(f, v.N) {
				missing = append(missing, name+"="+v.Text)
			}
		}
	}
	return "", strings.Join(missing, "；")
}

// counts reports whether a number with the unit of a figure is read.
func (r *reading) counts(f *form.Figure, n zh.Decimal) bool {
	unit := map[string]report.Unit{"元": report.Money, "%": report.Percent}[f.Unit()]
	return slices.ContainsFunc(r.o.Quantities, func(q report.Quantity) bool { return q.N == n && q.Unit == unit })
}

// feedback and signed are the days that a paper states of itself.
func feedback(a *form.Account, _ *ledger.Case, r *reading) (want, got string) {
	return a.Inspection.Feedback.String(), r.d.Inspection.Feedback.String()
}

func signed(a *form.Account, _ *ledger.Case, r *reading) (want, got string) {
	return a.Today.String(), r.d.Signed.String()
}

// dates holds that days are read as dates.
func dates(of func(*form.Account, *ledger.Case) []zh.Date) fact {
	return func(a *form.Account, c *ledger.Case, r *reading) (want, got string) {
		for _, d := range of(a, c) {
			if !slices.ContainsFunc(r.o.Dates, func(x report.Date) bool { return x.From == d && x.To == d }) {
				got += " no " + d.String()
			}
		}
		return "", got
	}
}

func extensionDays(_ *form.Account, c *ledger.Case) []zh.Date {
	return []zh.Date{c.Extensions[0].From, c.Extensions[0].To, c.Finding.FirstDue}
}

// claims are what the reader takes the status words for.
var claims = map[form.Status]ledger.Claim{"已完成": ledger.ClaimDone, "已完成并长期坚持": ledger.ClaimDone, "基本完成": ledger.ClaimPartial, "正在整改": ledger.ClaimDoing,
	"正在整改（已延期）": ledger.ClaimDoing, "未完成": ledger.ClaimOpen, "二次整改": ledger.ClaimReturned}

// tree is all findings with the measures and the status of each leaf.
func tree(a *form.Account, _ *ledger.Case, r *reading) (want, got string) {
	for _, f := range a.Tree {
		if f.State == ledger.Void {
			continue
		}
		title := f.Title
		if title == "" {
			title = "（原文未印标题）"
		}
		want += fmt.Sprintf("%s %s %s", f.Level, f.No, title)
		if c := a.Cases[f.ID]; c != nil {
			want += measures(c) + fmt.Sprintf(" = %s", claims[form.StatusOf(f, a.Today)])
		}
		want += "\n"
	}
	for _, f := range r.d.Findings {
		got += fmt.Sprintf("%s %s %s", f.Level, f.No, trimmed(f.Title))
		if f.Leaf {
			got += measuresBack(f) + fmt.Sprintf(" = %s", f.Claim)
		}
		got += "\n"
	}
	return want, got
}

func measures(c *ledger.Case) (s string) {
	for _, m := range c.Current() {
		s += " | " + trimmed(m.Text)
	}
	return s
}

func measuresBack(f *draft.Finding) (s string) {
	for _, m := range f.Measures {
		s += " | " + trimmed(m.Text)
	}
	return s
}

// groups are the findings above the leaves, each with how many leaves stand under it.
func groups(a *form.Account, _ *ledger.Case, r *reading) (want, got string) {
	under := map[any]int{}
	for _, c := range a.Leaves() {
		under[c.Finding.Parent]++
	}
	for _, f := range a.Tree {
		if n := under[f.ID]; n > 0 {
			want += fmt.Sprint(strings.TrimSpace(f.Title+" "), " ", n, "\n")
		}
	}
	want = strings.ReplaceAll("\n"+want, "\n ", "\n（原文未印标题） ")[1:]
	kids := map[int]int{}
	for _, f := range r.d.Findings {
		if f.Leaf {
			kids[f.Up]++
		}
	}
	for i, f := range r.d.Findings {
		if kids[i] > 0 {
			got += fmt.Sprint(f.Title, " ", kids[i], "\n")
		}
	}
	return want, got
}

// A field is something that a table says of a leaf.
type field struct {
	want func(*form.Account, *ledger.Case) string
	got  func(*draft.Finding) string
}

// leaves are the leaves of a table, in their order, with what it says of each.
func leaves(fields ...field) fact {
	return func(a *form.Account, _ *ledger.Case, r *reading) (want, got string) {
		for _, c := range a.Leaves() {
			for _, f := range fields {
				want += f.want(a, c) + " "
			}
			want += "\n"
		}
		for _, d := range r.d.Findings {
			if !d.Leaf {
				continue
			}
			for _, f := range fields {
				got += f.got(d) + " "
			}
			got += "\n"
		}
		return want, got
	}
}

// one is the single finding that a form is about, with the code it has in the book.
func one(fields ...field) fact {
	return func(a *form.Account, c *ledger.Case, r *reading) (want, got string) {
		want = c.Finding.Code
		for _, f := range fields {
			want += " " + strings.TrimPrefix(f.want(a, c), c.Finding.No+" ")
		}
		if len(r.d.Findings) != 1 {
			return want, fmt.Sprint(len(r.d.Findings), " findings")
		}
		d := r.d.Findings[0]
		got = d.No
		for _, f := range fields {
			got += " " + strings.TrimPrefix(f.got(d), d.No+" ")
		}
		return want, got
	}
}

func titled(no string, title string) string { return no + " " + trimmed(title) }

var (
	bareLeaf = field{
		func(_ *form.Account, c *ledger.Case) string { return titled(c.Finding.No, c.Finding.Title) },
		func(d *draft.Finding) string { return titled(d.No, d.Title) }}
	withMeasures = field{
		func(_ *form.Account, c *ledger.Case) string {
			return titled(c.Finding.No, c.Finding.Title) + measures(c)
		},
		func(d *draft.Finding) string { return titled(d.No, d.Title) + measuresBack(d) }}
	withUndone = field{
		func(_ *form.Account, c *ledger.Case) string {
			s := titled(c.Finding.No, c.Finding.Title)
			for _, m := range c.Current() {
				if m.Done == nil {
					s += " | " + trimmed(m.Text)
				}
			}
			return s
		}, withMeasures.got}
	due = field{
		func(_ *form.Account, c *ledger.Case) string { return fmt.Sprint(c.Finding.Due, c.Finding.Standing) },
		func(d *draft.Finding) string { return fmt.Sprint(d.Due, d.Standing) }}
	involved = field{
		func(_ *form.Account, c *ledger.Case) string { return c.Finding.Involved.String() },
		func(d *draft.Finding) string { return d.Involved.String() }}
	goal     = said(func(f *ledger.Finding) string { return f.Goal })
	standard = said(func(f *ledger.Finding) string { return f.Standard })
	cause    = said(func(f *ledger.Finding) string { return f.RootCause })
	nextStep = said(func(f *ledger.Finding) string { return f.Next })
	claim    = field{
		func(a *form.Account, c *ledger.Case) string { return string(claims[form.StatusOf(c.Finding, a.Today)]) },
		func(d *draft.Finding) string { return string(d.Claim) }}
	owners = field{
		func(a *form.Account, c *ledger.Case) string {
			return shared.want(a, c) + " " + a.People[c.Finding.Owners.Handler].Name
		},
		func(d *draft.Finding) string { return shared.got(d) + " " + d.Owners.HandlerName }}
	shared = field{
		func(a *form.Account, c *ledger.Case) string {
			o := c.Finding.Owners
			s := a.People[o.Lead].Name + " " + a.Units[o.Dept]
			for _, u := range o.Support {
				s += " +" + a.Units[u]
			}
			return s
		},
		func(d *draft.Finding) string {
			s := d.Owners.LeadName + " " + d.Owners.DeptName
			if d.Owners.SupportName != "" {
				s += " +" + d.Owners.SupportName
			}
			return s
		}}
	doneOn = field{
		func(_ *form.Account, c *ledger.Case) string {
			if d := lastDone(c); c.Finding.State == ledger.Closed {
				return fmt.Sprint(d.Year, d.Month, d.Day)
			}
			return ""
		},
		func(d *draft.Finding) string {
			for l := range strings.Lines(d.Note) {
				if day, ok := strings.CutPrefix(l, "完成日期："); ok { // 2026年7月5日, or as .csv has it
					var y, m, n int
					_, _ = fmt.Sscanf(strings.NewReplacer("年", "-", "月", "-").Replace(day), "%d-%d-%d", &y, &m, &n)
					return fmt.Sprint(y, m, n)
				}
			}
			return ""
		}}
)

// said is a field of words.
func said(of func(*ledger.Finding) string) field {
	return field{func(_ *form.Account, c *ledger.Case) string { return squeezed(of(c.Finding)) },
		func(d *draft.Finding) string { return squeezed(of(&d.Finding)) }}
}

// lastDone is the day on which the last measure was done.
func lastDone(c *ledger.Case) (d zh.Date) {
	for _, m := range c.Current() {
		if m.Done != nil && m.Done.Dated.After(d) {
			d = m.Done.Dated
		}
	}
	return d
}

func long(d zh.Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)
}

// beside returns the words of the cell behind each that has these words.
func (r *reading) beside(label string) (all []string) {
	cells := r.text.Cells()
	for i, c := range cells {
		if i+1 < len(cells) && cells[i+1].Table == c.Table && cells[i+1].Row == c.Row && squeezed(r.text.Slice(c.Span)) == label {
			all = append(all, squeezed(r.text.Slice(cells[i+1].Span)))
		}
	}
	return all
}

// cells are values beside labels.
func cells(of func(*form.Account, *ledger.Case) [][2]string) fact {
	return func(a *form.Account, c *ledger.Case, r *reading) (want, got string) {
		for _, p := range of(a, c) {
			want += p[0] + "=" + squeezed(p[1]) + "\n"
			values := r.beside(p[0])
			if i := slices.Index(values, squeezed(p[1])); i > 0 {
				values = values[i:]
			}
			got += p[0] + "="
			if len(values) > 0 {
				got += values[0]
			}
			got += "\n"
		}
		return want, got
	}
}

// headPairs are what each form about a leaf says of it.
func headPairs(a *form.Account, c *ledger.Case) [][2]string {
	return [][2]string{{"整改单位", "云川市水务局"}, {"问题编号", c.Finding.Code}, {"巡察名称", a.Inspection.Title}, {"反馈日期", long(a.Inspection.Feedback)}, {"反馈问题", c.Finding.Text}}
}

func limit(f *ledger.Finding) string {
	if f.Standing {
		return long(f.Due) + "前，并长期坚持"
	}
	return long(f.Due)
}

func clock(t ledger.Time) string { return t.UTC().Add(8 * 3600e9).Format("2006年1月2日15:04") }

func reconcilePairs(a *form.Account, c *ledger.Case) [][2]string {
	f := c.Finding
	all := append(headPairs(a, c), [][2]string{{"首次时限", long(f.FirstDue)}, {"现行时限", limit(f)}, {"完成情况", string(form.StatusOf(f, a.Today))}, {"产生原因", f.RootCause}, {"整改标准", f.Standard}}...)
	if f.State == ledger.Closed {
		all = append(all, [2]string{"完成日期", long(lastDone(c))})
	}
	return all
}

func approvalPairs(a *form.Account, c *ledger.Case) [][2]string {
	all := headPairs(a, c)
	for _, s := range c.Submissions {
		all = append(all, [2]string{"申请说明", s.Note}, [2]string{"申请时间", clock(s.At)})
		for i, v := range s.Verdicts {
			said := "同意"
			if v.Opinion != "" && v.Opinion != said {
				said += "。" + v.Opinion + "。"
			}
			all = append(all, [2]string{s.Chain[i].Title, said + "签字：方知行副局长" + clock(v.At) + "摘要值：" + v.Seen.String()[:16]})
		}
	}
	return all
}

func extensionPairs(a *form.Account, c *ledger.Case) [][2]string {
	x := c.Extensions[0]
	all := append(headPairs(a, c), [][2]string{{"首次时限", long(c.Finding.FirstDue)}, {"第几次延期", "1"}, {"原时限", long(x.From)}, {"拟延至", long(x.To)}, {"延期理由", x.Reason}, {"目前进展", x.Progress},
		{"申请人", "方知行副局长"}, {"申请时间", clock(x.At)}}...)
	switch x.Decision {
	case ledger.Granted:
		all = append(all, [2]string{"审批意见", "同意延期。" + x.Opinion + "。签字：乔思贤" + clock(x.DecidedAt)})
	case ledger.Refused:
		all = append(all, [2]string{"审批意见", "不同意延期。" + x.Opinion + "。签字：乔思贤" + clock(x.DecidedAt)})
	}
	return all
}

func pressPairs(a *form.Account, c *ledger.Case) [][2]string {
	f := c.Finding
	left := fmt.Sprintf("还有%d天", f.Due.Days()-a.Today.Days())
	switch n := a.Today.Days() - f.Due.Days(); {
	case n > 0:
		left = fmt.Sprintf("已逾期%d天", n)
	case n == 0:
		left = "今天到期"
	}
	all := append(headPairs(a, c), [][2]string{{"整改时限", limit(f)}, {"剩余时间", left}, {"预警颜色", a.Colours[f.ID].Title().ZH + "色"}, {"当前状态", string(form.StatusOf(f, a.Today))}}...)
	for _, n := range a.Notices {
		all = append(all, [2]string{"已发提醒", n.At.UTC().Format("2006年1月2日") + a.Colours[f.ID].Title().ZH + "色提醒"})
	}
	return all
}

// list is the rows of the table that has a column of this name.
func list(column string, of func(*ledger.Case) []string) fact {
	return func(_ *form.Account, c *ledger.Case, r *reading) (want, got string) {
		want = strings.Join(of(c), "\n")
		table, row := int32(0), int32(0)
		for _, x := range r.text.Cells() {
			words := squeezed(r.text.Slice(x.Span))
			if words == column && x.Col > 1 {
				table, row = x.Table, x.Row
			}
			if x.Table != table || x.Row <= row {
				continue
			}
			if x.Col == 1 && got != "" {
				got += "\n"
			} else if x.Col > 1 {
				got += "│"
			}
			got += words
		}
		return want, got
	}
}

func measureRows(c *ledger.Case) (all []string) {
	for i, m := range c.Current() {
		day, result := "", "尚未完成"
		if m.Done != nil {
			if day, result = long(m.Done.Dated), m.Done.Result; result == "" {
				result = "已完成"
			}
		}
		all = append(all, squeezed(strings.Join([]string{strconv.Itoa(i + 1), m.Text, long(m.Due), day, result}, "│")))
	}
	return all
}

func proofRows(c *ledger.Case) (all []string) {
	for i, e := range c.Evidence {
		all = append(all, strings.Join([]string{strconv.Itoa(i + 1), e.Name, long(e.Dated), "2026年6月19日", e.SHA256.String()[:16]}, "│"))
	}
	return all
}

// told holds that the measures are read, one after another: what came of them stands
// behind the last.
func told(_ *form.Account, c *ledger.Case, r *reading) (want, got string) {
	for i, m := range c.Current() {
		want += trimmed(m.Text) + "\n"
		if len(r.d.Findings) == 1 && i < len(r.d.Findings[0].Measures) && strings.HasPrefix(squeezed(r.d.Findings[0].Measures[i].Text), squeezed(trimmed(m.Text))) {
			got += trimmed(m.Text) + "\n"
		}
	}
	return want, got
}

// figures are the rows of the table of figures.
func figures(a *form.Account, _ *ledger.Case, r *reading) (want, got string) {
	n := 0
	for i := range form.Figures {
		if f := &form.Figures[i]; !f.Fact {
			n++
			want += fmt.Sprint(n, " ", f.ZH, " ", plainNumber(f.Of(a).N.String()), f.Unit(), "\n")
		}
	}
	row := map[int32][]string{}
	last := int32(0)
	for _, c := range r.text.Cells() {
		for len(row[c.Row]) < int(c.Col)-1 {
			row[c.Row] = append(row[c.Row], "")
		}
		row[c.Row] = append(row[c.Row], squeezed(r.text.Slice(c.Span)))
		last = max(last, c.Row)
	}
	for i := range last + 1 {
		if v := row[i]; len(v) > 3 && v[0] != "序号" {
			got += fmt.Sprint(v[0], " ", v[1], " ", plainNumber(v[2]), v[3], "\n")
		}
	}
	return want, got
}

// plainNumber returns a number as one writes it who does not group digits.
func plainNumber(s string) string {
	f, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	if err != nil {
		return s
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// decided are the decisions of a meeting, each a part of the minutes under its number.
func decided(a *form.Account, _ *ledger.Case, r *reading) (want, got string) {
	m := a.Meetings[0]
	for i, x := range m.Decisions {
		text := x.Text
		if c := a.Cases[x.Finding]; c != nil {
			text = "关于问题" + c.Finding.Code + "“" + c.Finding.Title + "”：" + text
		}
		want += fmt.Sprint(i+1, " ", text, "\n")
	}
	want += "出席：" + strings.Join(m.Present, "、")
	for i := range r.o.Nodes {
		if n := &r.o.Nodes[i]; n.Role == report.Section {
			got += fmt.Sprint(n.Num, " ", trimmed(r.text.Slice(n.Title)), "\n")
		}
	}
	for l := range strings.Lines(r.text.String()) {
		if strings.HasPrefix(l, "出席") {
			got += strings.TrimSpace(l)
		}
	}
	return want, got
}
