package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"zhenggai/report"
	"zhenggai/similar"
	"zhenggai/source"
)

// A compareCommand shows measures that were copied.
type compareCommand struct {
	Files []string `arg:"" name:"file"`
	JSON  bool     `name:"json"`
	Min   float64  `placeholder:"N"`
}

// A passage is a measure of a report.
type passage struct {
	report *passages
	span   source.Span
	number string // where it stands in the report: "问题3 (7) 二是"
}

func (p *passage) words() string { return p.report.text.Valid()[p.span.Start:p.span.End] }

// passages are the measures of one report.
type passages struct {
	in   input
	file report.FileView
	text *source.Text
	rule *ruler
	list []passage
	err  error
}

// A copyPair is two measures that are near copies.
type copyPair struct {
	a, b *passage
	similar.Likeness
	shared []similar.Run
}

// A formula is a wording that very many measures have.
type formula struct {
	words    string
	passages int
}

func (c *compareCommand) run(s *session) error {
	if c.Min < 0 || c.Min > 1 {
		return wrong(say{"--min 应在 0 到 1 之间。", "--min must be between 0 and 1."})
	}
	all, err := c.read(s, s.inputs(c.Files))
	if err != nil {
		return err
	}
	var b similar.Builder
	var list []*passage
	for _, r := range all {
		for i := range r.list {
			b.Add(r.list[i].words())
			list = append(list, &r.list[i])
		}
	}
	index := b.Index()
	pairs := c.pairs(index, list)
	if err := s.ctx.Err(); err != nil {
		return err
	}
	w := compared{s, index, all, list, pairs}
	if c.JSON {
		return w.json()
	}
	return w.human()
}

// read reads the reports on all cores and returns those that could be read.
func (c *compareCommand) read(s *session, inputs []input) (all []*passages, err error) {
	bar := s.progress(len(inputs))
	defer bar.clear()
	err = inOrder(s.ctx, len(inputs), func() func(context.Context, int) *passages {
		var reader report.Reader
		return func(ctx context.Context, i int) *passages {
			f, err := s.open(ctx, inputs[i])
			if err != nil {
				return &passages{in: inputs[i], err: err}
			}
			p := &passages{in: inputs[i], file: fileView(f), text: f.Text, rule: newRuler(f.Text)}
			p.take(reader.Read(f.Text))
			return p
		}
	}, func(_ int, p *passages) error {
		bar.clear()
		defer bar.step()
		if p.err != nil {
			s.unread(p.in, p.err)
			return nil
		}
		all = append(all, p)
		return nil
	})
	return all, err
}

// take takes the measures of o.
func (p *passages) take(o *report.Outline) {
	body := o.Text.Valid()
	for i := range o.Nodes {
		n := &o.Nodes[i]
		if n.Role != report.Measure {
			continue
		}
		at := n.Body
		at.End = at.Start + int32(len(strings.TrimRight(body[at.Start:at.End], " \t\r\n\u3000")))
		p.list = append(p.list, passage{report: p, span: at, number: path(o, int32(i))})
	}
}

// path names node i by the numbers of the problem, the point and itself.
func path(o *report.Outline, i int32) string {
	var parts []string
	for ; i != report.None; i = o.Nodes[i].Parent {
		if role := o.Nodes[i].Role; role == report.Problem || role == report.Point || role == report.Measure {
			if number := inert(o.NumberOf(i)); number != "" {
				parts = append(parts, number)
			}
		}
	}
	slices.Reverse(parts)
	return strings.Join(parts, " ")
}

// pairs returns the near copies, the most alike first.
func (c *compareCommand) pairs(index *similar.Index, list []*passage) (pairs []copyPair) {
	index.Pairs(func(p similar.Pair) bool {
		if p.Jaccard >= c.Min {
			a, b := list[p.A], list[p.B]
			pairs = append(pairs, copyPair{a, b, p.Likeness, similar.Shared(a.words(), b.words())})
		}
		return true
	})
	place := map[*passage]int{}
	for i, p := range list {
		place[p] = i
	}
	slices.SortFunc(pairs, func(x, y copyPair) int {
		return cmp.Or(cmp.Compare(y.Jaccard, x.Jaccard), cmp.Compare(place[x.a], place[y.a]), cmp.Compare(place[x.b], place[y.b]))
	})
	return pairs
}

// A compared is the result of a comparison.
type compared struct {
	*session
	index *similar.Index
	all   []*passages
	list  []*passage
	pairs []copyPair
}

// formulas returns the wordings that are boilerplate, the most frequent first.
func (w *compared) formulas() (out []formula) {
	seen := map[string]bool{}
	var buf []similar.Formula
	for _, p := range w.list {
		words := p.words()
		buf = w.index.Formulas(words, buf[:0])
		for _, f := range buf {
			if t := words[f.Span.Start:f.Span.End]; !seen[t] {
				seen[t] = true
				out = append(out, formula{t, f.Passages})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b formula) int { return cmp.Compare(b.passages, a.passages) })
	return out
}

// human prints the pairs with the shared words marked.
func (w *compared) human() error {
	for i := range w.pairs {
		p := &w.pairs[i]
		w.put(say{"%s  相近 %.2f，最长连续相同 %d 字", "%s  alike %.2f, longest common run %d characters"},
			w.ink.paint(fmt.Sprintf("%d.", i+1), bold), p.Jaccard, p.Longest.Runes)
		if p.Boilerplate > 0 {
			w.put(say{"，其中套话占 %.0f%%", ", %.0f%% of it boilerplate"}, 100*p.Boilerplate)
		}
		fmt.Fprintln(w.out)
		a, b := make([]similar.Span, 0, len(p.shared)), make([]similar.Span, 0, len(p.shared))
		for _, r := range p.shared {
			a, b = append(a, r.A), append(b, r.B)
		}
		w.sideHead(p.a)
		if p.a.words() == p.b.words() {
			w.sideHead(p.b)
			w.sideWords(p.b, b)
			fmt.Fprintln(w.out)
			continue
		}
		w.sideWords(p.a, a)
		w.sideHead(p.b)
		w.sideWords(p.b, b)
		fmt.Fprintln(w.out)
	}
	if list := w.formulas(); len(list) > 0 {
		fmt.Fprintln(w.out, w.ink.paint(w.say(say{"套话（40 条以上措施都有，不算照抄）", "boilerplate (in more than 40 measures; not counted as copying)"}), bold))
		for _, f := range list[:min(len(list), 20)] {
			fmt.Fprintf(w.out, "  %5d  %s\n", f.passages, cut(inert(f.words), w.width-10))
		}
		fmt.Fprintln(w.out)
	}
	across := 0
	for i := range w.pairs {
		if w.pairs[i].a.report != w.pairs[i].b.report {
			across++
		}
	}
	w.put(say{"%s%s：%s", "%s, %s: %s"}, w.count(len(w.all), say{"%d 份报告 ", "%d report"}),
		w.count(len(w.list), say{"%d 条措施", "%d measure"}), w.count(len(w.pairs), say{"%d 对雷同", "%d similar pair"}))
	if len(w.all) > 1 {
		w.put(say{"（一份之内 %d 对，几份之间 %d 对）", " (%d within a report, %d across)"}, len(w.pairs)-across, across)
	}
	_, err := fmt.Fprintln(w.out)
	return err
}

// sideHead writes where a measure of a pair stands.
func (w *compared) sideHead(p *passage) {
	head := place(p.report.rule, p.span.Start, w.lang)
	if len(w.all) > 1 {
		head = w.label(p.report.in) + " " + head
	}
	fmt.Fprintf(w.out, "   %s  %s\n", w.ink.paint(head, cyan), w.ink.paint(p.number, dim))
}

// sideWords writes a measure with marks under the shared words.
func (w *compared) sideWords(p *passage, shared []similar.Span) {
	words := p.words()
	known := w.index.Formulas(words, nil)
	var cols []column
	for i, r := range words {
		c := column{r: []rune(inert(string(r)))[0], mark: ' '}
		c.wide = widthOf(string(c.r))
		for _, s := range shared {
			if s.Start <= i && i < s.End {
				c.mark = '^'
			}
		}
		for _, f := range known {
			if c.mark == '^' && f.Span.Start <= i && i < f.Span.End {
				c.mark = '~'
			}
		}
		cols = append(cols, c)
	}
	for _, l := range wrapColumns(cols, max(20, w.width-6)) {
		words, under := drawColumns(l, w.ink, map[rune]string{'^': yellow, '~': dim})
		fmt.Fprintf(w.out, "   %s %s\n", w.ink.paint("│", dim), words)
		if under != "" {
			fmt.Fprintf(w.out, "   %s %s\n", w.ink.paint("│", dim), under)
		}
	}
}

// The JSON of a comparison.
type compareView struct {
	Reports     []comparedReport `json:"reports"`
	Pairs       []pairView       `json:"pairs"`
	Boilerplate []formulaView    `json:"boilerplate"`
}

type comparedReport struct {
	checkedFile
	Measures int `json:"measures"`
}

type pairView struct {
	Jaccard     float64      `json:"jaccard"`
	Containment float64      `json:"containment"`
	Longest     int          `json:"longest"` // runes of the longest common run
	Boilerplate float64      `json:"boilerplate"`
	A           sideView     `json:"a"`
	B           sideView     `json:"b"`
	Shared      []sharedView `json:"shared"`
}

type sideView struct {
	Report int    `json:"report"` // index into reports
	Number string `json:"number"`
	spanView
}

// A sharedView is a run of words in both texts, as spans of them.
type sharedView struct {
	A    [2]int32 `json:"a"`
	B    [2]int32 `json:"b"`
	Text string   `json:"text"`
}

type formulaView struct {
	Text     string `json:"text"`
	Passages int    `json:"passages"`
}

func (w *compared) json() error {
	v := compareView{[]comparedReport{}, []pairView{}, []formulaView{}}
	number := map[*passages]int{}
	for i, r := range w.all {
		number[r] = i
		v.Reports = append(v.Reports, comparedReport{checkedFile{r.file, r.in.path}, len(r.list)})
	}
	side := func(p *passage) sideView { return sideView{number[p.report], p.number, spanOf(p.report.text, p.span)} }
	for i := range w.pairs {
		p := &w.pairs[i]
		x := pairView{Jaccard: p.Jaccard, Containment: p.Containment, Longest: p.Longest.Runes, Boilerplate: p.Boilerplate,
			A: side(p.a), B: side(p.b), Shared: []sharedView{}}
		for _, r := range p.shared {
			a, b := p.a.span.Start, p.b.span.Start
			x.Shared = append(x.Shared, sharedView{[2]int32{a + int32(r.A.Start), a + int32(r.A.End)},
				[2]int32{b + int32(r.B.Start), b + int32(r.B.End)}, p.a.words()[r.A.Start:r.A.End]})
		}
		v.Pairs = append(v.Pairs, x)
	}
	for _, f := range w.formulas() {
		v.Boilerplate = append(v.Boilerplate, formulaView{f.words, f.passages})
	}
	_, err := w.out.Write(jsonLine(v))
	return err
}
