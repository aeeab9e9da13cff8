package draft

import (
	"strconv"
	"strings"

	"zhenggai/ledger"
	"zhenggai/report"
	"zhenggai/source"
)

// longTitle is how long a cell may be, in bytes, to be a title as a whole.
const longTitle = 180

var levels = map[report.Role]ledger.Level{report.Aspect: ledger.Aspect, report.Problem: ledger.Problem, report.Point: ledger.Point}

// tree makes a finding of each aspect, problem and point. A point that is not
// printed is its problem: the problem is then the leaf.
func (b *builder) tree() {
	b.finding, b.measures, b.rows, b.fields = map[int32]int{}, map[int32]place{}, map[rowRef][]int{}, map[colRef]Field{}
	b.stated = map[*ledger.Finding]bool{}
	seen := map[told]int{}
	for i := range b.o.Nodes {
		n := &b.o.Nodes[i]
		level, ok := levels[n.Role]
		if !ok {
			continue
		}
		up := b.above(n.Parent)
		if n.Role == report.Point && n.Flags&report.Implicit != 0 && n.Title.Empty() && up != None && b.o.Nodes[n.Parent].Role == report.Problem {
			b.finding[int32(i)] = up
			if t := b.told(&b.o.Nodes[n.Parent]); t.num != 0 && t.words != "" {
				seen[t] = up
			}
			continue
		}
		if at := b.again(int32(i), seen); at != None {
			b.finding[int32(i)] = at
			continue
		}
		f := &Finding{Finding: ledger.Finding{Level: level, Ord: len(b.d.Findings) + 1, State: ledger.Open, Cycle: 1}, Up: up}
		b.finding[int32(i)] = len(b.d.Findings)
		b.d.Findings = append(b.d.Findings, f)
		b.number(int32(i), f)
	}
	for i := range b.o.Nodes {
		at, ok := b.finding[int32(i)]
		if up, below := b.finding[b.o.Nodes[i].Parent]; ok && (!below || up != at) {
			b.wording(int32(i), b.d.Findings[at])
		}
	}
	for i := range b.o.Nodes {
		if b.o.Nodes[i].Role == report.Measure {
			b.measure(int32(i))
		}
	}
	b.labels()
}

// A told is a point, or a problem that is its own, by its number and words.
type told struct {
	num   int32
	words string
}

func (b *builder) told(n *report.Node) told {
	return told{n.Num, strings.Trim(b.words(n.Title), marks)}
}

// again returns the finding that a row of a table tells of again: a report may list
// behind its text what is not done, under the same number and in the same words.
func (b *builder) again(i int32, seen map[told]int) int {
	n := &b.o.Nodes[i]
	t := b.told(n)
	if n.Role != report.Point || t.num == 0 || t.words == "" {
		return None
	}
	if n.Flags&report.FromTable == 0 {
		seen[t] = len(b.d.Findings)
		return None
	}
	if at, ok := seen[t]; ok {
		return at
	}
	return None
}

// above returns the finding of the nearest node at or above n, or None.
func (b *builder) above(n int32) int {
	for ; n != report.None; n = b.o.Nodes[n].Parent {
		if at, ok := b.finding[n]; ok {
			return at
		}
	}
	return None
}

// number sets No, Printed and Inferred of f, whose node is i.
func (b *builder) number(i int32, f *Finding) {
	n := &b.o.Nodes[i]
	printed := b.o.NumberOf(i)
	f.No = clean(printed)
	if n.Num > 0 && n.Style != report.StyleMulti && n.Style != report.StyleMulti3 && n.Style != report.StyleHyphen {
		f.No = strconv.Itoa(int(n.Num))
	}
	if n.Expected > 0 {
		f.No = strconv.Itoa(int(n.Expected))
		f.Printed = clean(printed)
	}
	if n.Flags&report.Synthetic != 0 {
		f.Inferred, f.Printed = true, ""
		return
	}
	if f.No != "" {
		b.cite(&f.Sources, "no", n.Number)
	}
	if f.Printed != "" {
		b.cite(&f.Sources, "printed", n.Number)
	}
}

// wording sets Title and Text of f, whose node is i: its words less those of what
// stands below it.
func (b *builder) wording(i int32, f *Finding) {
	n := &b.o.Nodes[i]
	text := b.o.Text.String()
	if n.Flags&(report.FromTable|report.FromForm) != 0 {
		b.cellTitle(f, trimmed(text, n.Title))
		return
	}
	if n.Flags&report.Synthetic != 0 {
		return
	}
	body := source.Span{Start: n.Body.Start, End: n.Span.End}
	parts := rest(text, body, b.below(i, nil))
	title := trimmed(text, n.Title)
	if title.Empty() && len(parts) > 0 {
		title = sentence(text, parts[0])
	}
	status, bare := b.statusAt(title)
	b.title(f, bare)
	if !status.Empty() {
		b.progress(&f.Finding, status, true)
	}
	var whole []string
	for _, p := range parts {
		whole = append(whole, b.words(p))
	}
	if whole := strings.Join(whole, "\n"); !same(whole, f.Title) {
		f.Text = whole
		for _, p := range parts {
			b.cite(&f.Sources, "text", p)
		}
	}
}

// cellTitle sets the title of f to the words of a cell. One may hold a whole text:
// then its first sentence is the title.
func (b *builder) cellTitle(f *Finding, s source.Span) {
	first := sentence(b.o.Text.String(), s)
	if s.Len() <= longTitle || first == s {
		b.title(f, s)
		return
	}
	b.title(f, first)
	f.Text = b.words(s)
	b.cite(&f.Sources, "text", s)
}

func (b *builder) title(f *Finding, s source.Span) {
	if f.Title = b.words(s); f.Title != "" {
		b.cite(&f.Sources, "title", s)
	}
}

// below appends the spans of what stands below node i and has a place of its own:
// findings, measures, labels, rows of headers. What a point that is not printed
// holds belongs to its problem.
func (b *builder) below(i int32, taken []source.Span) []source.Span {
	for k := range b.o.Children(i) {
		n := &b.o.Nodes[k]
		switch n.Role {
		case report.Aspect, report.Problem, report.Point:
			if b.finding[k] == b.finding[i] {
				taken = b.below(k, taken)
				continue
			}
			if n.Flags&report.Synthetic != 0 {
				taken = b.below(k, taken)
				continue
			}
			taken = append(taken, n.Span)
		case report.Measure:
			if b.d.Kind.may(theWay) == never { // its words are the finding's
				taken = b.below(k, taken)
			} else {
				taken = append(taken, n.Span)
			}
		case report.Label:
			if n.Label == report.LabelFinding {
				taken = append(taken, n.Marker) // its text is the finding's
			} else {
				taken = append(taken, n.Span)
			}
		case report.Table:
			if b.grid.heads(n.Span) {
				taken = append(taken, n.Span)
			}
		}
	}
	return taken
}

// measure makes the measure of node i, unless nothing but labels is in it.
func (b *builder) measure(i int32) {
	at := b.above(i)
	if at == None || b.d.Kind.may(theWay) == never {
		return
	}
	n, f, text := &b.o.Nodes[i], b.d.Findings[at], b.o.Text.String()
	var taken []source.Span
	for k := range b.o.Children(i) {
		taken = append(taken, b.o.Nodes[k].Span)
	}
	m := &ledger.Measure{Cycle: 1, Ord: len(f.Measures) + 1, No: clean(b.o.NumberOf(i))}
	if m.No != "" {
		b.cite(&m.Sources, "no", n.Number)
	}
	var whole []string
	for _, p := range rest(text, n.Body, taken) {
		if p = bracketed(text, p); len(taken) > 0 && p.Empty() {
			continue
		}
		whole = append(whole, b.words(p))
		b.cite(&m.Sources, "text", p)
	}
	if m.Text = strings.Join(whole, "\n"); m.Text == "" {
		return
	}
	b.measures[i] = place{at, len(f.Measures)}
	f.Measures = append(f.Measures, m)
}

// levels sets Leaf and Code, which follow from the tree. A column that names the
// level of each row makes the tree of a sheet first.
func (b *builder) levels() {
	b.regrade()
	number(b.d.Findings)
}

// number says of all findings which are leaves and gives each its code: that of its
// parent and its own number.
func number(all []*Finding) {
	kids := map[int]int{}
	taken := map[string]int{}
	for _, f := range all {
		f.Leaf = true
		if f.Up != None {
			all[f.Up].Leaf = false
		}
		kids[f.Up]++
		step := digits(f.No)
		if step == "" {
			step = strconv.Itoa(kids[f.Up])
		}
		if f.Up != None {
			step = all[f.Up].Code + "." + step
		}
		f.Code = unused(taken, step)
	}
}

// unused returns code, or where it is taken the first of code-2, code-3 … that is
// not, and notes it as taken.
func unused(taken map[string]int, code string) string {
	if taken[code] == 0 {
		taken[code] = 1
		return code
	}
	for {
		taken[code]++
		if next := code + "-" + strconv.Itoa(taken[code]); taken[next] == 0 {
			taken[next] = 1
			return next
		}
	}
}

// digits returns the last number of no, which may be 3 or 1.2; "" if it has none.
func digits(no string) string {
	end := len(no)
	for end > 0 && (no[end-1] < '0' || no[end-1] > '9') {
		end--
	}
	start := end
	for start > 0 && no[start-1] >= '0' && no[start-1] <= '9' {
		start--
	}
	return strings.TrimLeft(no[start:end], "0")
}
