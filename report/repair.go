package report

import "zhenggai/source"

// reach is how many wrong numbers in a row the alignment can see across. It
// bounds its time.
const reach = 8

// repair aligns the numbers of each style with 1, 2, 3 … and infers what is
// missing.
func (g *grower) repair() {
	var used [styles]bool
	for i := range g.items {
		used[g.items[i].style] = true
	}
	for s := StylePart; s < StyleOrd; s++ {
		if used[s] {
			g.style(s)
		}
	}
	g.missingHeadings()
}

// style aligns the headings of one style: as one sequence where the numbers run
// through the document, else anew under each parent.
func (g *grower) style(s Style) {
	through := g.runsThrough(s)
	g.seq = g.seq[:0]
	parent, region := int32(-2), int32(-2)
	for i := range g.items {
		it := &g.items[i]
		if it.style != s || it.dead || it.mark != None && g.marks[it.mark].number.Empty() {
			continue
		}
		at := g.root(int32(i))
		fresh := it.parent != parent && !through || through && at != region && it.value <= 1 || it.value == 1 && len(g.seq) > 1 && g.restarts(int32(i), s)
		if fresh {
			g.align()
			g.seq = g.seq[:0]
		}
		parent, region = it.parent, at
		g.seq = append(g.seq, int32(i))
	}
	g.align()
}

func (g *grower) root(i int32) int32 {
	for g.items[i].parent != None {
		i = g.items[i].parent
	}
	if g.items[i].style == StyleSec || g.items[i].style == StylePart {
		return i
	}
	return None
}

// restarts reports whether numbering of style s begins anew at item i: the next
// one is 2, or there is none.
func (g *grower) restarts(i int32, s Style) bool {
	for j := int(i) + 1; j < len(g.items); j++ {
		if it := &g.items[j]; it.style == s && !it.dead {
			return it.value <= 2
		}
	}
	return true
}

// runsThrough reports whether the numbers of style s run on under a new parent,
// as (1)…(40) do over fifteen problems: by the majority of the second and later
// parents.
func (g *grower) runsThrough(s Style) bool {
	parent, last, root := int32(-2), int32(0), int32(-2)
	on, anew := 0, 0
	for i := range g.items {
		it := &g.items[i]
		if it.style != s || it.dead {
			continue
		}
		r := g.root(int32(i))
		if it.parent != parent && parent != -2 && (r == root || it.value > 1 && !g.out.Head.units) {
			switch {
			case it.value == 1:
				anew++
			case it.value > last && it.value <= last+3:
				on++
			}
		}
		parent, last, root = it.parent, it.value, r
	}
	return on > anew
}

// align finds the cheapest reading of the numbers in g.seq: a missing number
// costs 2, a wrong one 3.
func (g *grower) align() {
	n := len(g.seq)
	if n == 0 {
		return
	}
	plain := true
	for k, i := range g.seq {
		if g.items[i].value != int32(k+1) {
			plain = false
			break
		}
	}
	if plain {
		return
	}
	val := func(k int) int32 { return g.items[g.seq[k]].value }
	g.costs, g.from = g.costs[:0], g.from[:0]
	for k := 0; k < n; k++ {
		// Nothing before is right: k wrong ones, and what is missing at the start.
		cost, from := int32(3*k)+2*(val(k)-int32(k)-1), int32(-1)
		if val(k) < int32(k+1) {
			cost = 1 << 20
		}
		if k > reach {
			cost += 1 << 18
		}
		for j := max(0, k-reach-1); j < k; j++ {
			room := val(k) - val(j) - int32(k-j)
			if room < 0 {
				continue
			}
			if c := g.costs[j] + 3*int32(k-j-1) + 2*room; c < cost {
				cost, from = c, int32(j)
			}
		}
		g.costs, g.from = append(g.costs, cost), append(g.from, from)
	}
	best, at := int32(1<<30), -1
	for k := max(0, n-reach-1); k < n; k++ {
		if c := g.costs[k] + 3*int32(n-1-k); c < best {
			best, at = c, k
		}
	}
	g.mend(at, n)
}

// mend walks the cheapest reading back from its last right number at index k and
// notes wrong and missing numbers.
func (g *grower) mend(k, n int) {
	next := n
	for {
		base, to := int32(0), 0
		if k >= 0 {
			base, to = g.items[g.seq[k]].value, k+1
		}
		for w := to; w < next; w++ { // wrong ones between two right ones
			it := &g.items[g.seq[w]]
			it.expect = base + int32(w-to) + 1
			it.flags |= Renumbered
			it.conf = min(it.conf, 90)
			g.out.Repairs = append(g.out.Repairs, Repair{Kind: RepairNumber, Node: g.seq[w], Span: g.marks[it.mark].number, A: it.value, B: it.expect})
		}
		if next < n {
			it := &g.items[g.seq[next]]
			if first, last := base+int32(next-to)+1, it.value-1; first <= last {
				g.out.Repairs = append(g.out.Repairs, Repair{Kind: RepairMissing, Node: g.seq[next], Span: g.marks[it.mark].number, A: first, B: last})
			}
		}
		if k < 0 {
			return
		}
		next, k = k, int(g.from[k])
	}
}

// missingHeadings infers a heading where exactly one number is missing and
// headings of the usual child style hang one level too high before the next
// number, or begin at 1 again.
func (g *grower) missingHeadings() {
	if len(g.out.Repairs) == 0 {
		return
	}
	children := g.childStyles()
	inferred := 0
	for r := range g.out.Repairs {
		if inferred == mostInferred {
			return
		}
		rep := &g.out.Repairs[r]
		if rep.Kind != RepairMissing || rep.A != rep.B {
			continue
		}
		next := rep.Node
		style := g.items[next].style
		child := children[style]
		if role := g.items[next].role; child == StyleNone || role == Section || role == Measure {
			continue
		}
		first, last := g.orphans(next, style, child)
		if first == None {
			continue
		}
		inferred++
		g.insert(first, last, next, rep.A, child)
		for k := range g.out.Repairs { // indexes behind the new item move
			if p := &g.out.Repairs[k]; p.Node >= first {
				p.Node++
			}
		}
		rep = &g.out.Repairs[r]
		g.out.Repairs = append(g.out.Repairs, Repair{Kind: RepairHeading, Node: first, Span: g.items[first].span, B: rep.A})
	}
}

// mostInferred bounds the headings that are inferred in one document: more would
// be guessing, and each costs a walk over the items.
const mostInferred = 16

// childStyles returns for each style the style that most of its children have.
func (g *grower) childStyles() (best [styles]Style) {
	var count [styles][styles]int
	for i := range g.items {
		if it := &g.items[i]; it.heading() && it.parent != None && !it.dead {
			count[g.items[it.parent].style][it.style]++
		}
	}
	for p := range count {
		for c, n := range count[p] {
			if n > 0 && n > count[p][best[p]] {
				best[p] = Style(c)
			}
		}
	}
	return best
}

// orphans returns the first and last heading of style child that stand before
// item next without a parent of style: those that the missing heading should
// hold. None if there are none.
func (g *grower) orphans(next int32, style, child Style) (first, last int32) {
	first, last = None, None
	from := int32(0)
	for i := next - 1; i >= 0; i-- {
		if it := &g.items[i]; it.style == style && !it.dead {
			from = i
			break
		}
	}
	for i := from + 1; i < next; i++ {
		it := &g.items[i]
		if it.style != child || it.dead {
			continue
		}
		parent := it.parent
		high := parent == None || g.items[parent].style != style
		again := !high && it.value == 1 && parent == from && g.earlier(from, i, child)
		if first == None && (high || again) {
			first = i
		}
		if first != None {
			last = i
		}
	}
	return first, last
}

// earlier reports whether a heading of style s stands below item p before i.
func (g *grower) earlier(p, i int32, s Style) bool {
	for k := p + 1; k < i; k++ {
		if g.items[k].style == s && g.items[k].parent == p {
			return true
		}
	}
	return false
}

// insert puts an inferred heading with the number before item first and hangs the
// headings first to last of the child style on it. next is the heading that bears
// the following number.
func (g *grower) insert(first, last, next, number int32, child Style) {
	at := g.items[first].span.Start
	old := g.items[first].parent
	parent := old
	style := g.items[next].style
	if parent != None && g.items[parent].style == style {
		parent = g.items[parent].parent
	}
	it := item{span: source.Span{Start: at, End: at}, title: source.Span{Start: at, End: at}, mark: None, line: g.items[first].line,
		parent: parent, value: number, expect: number, style: style, role: g.items[next].role, flags: Synthetic, conf: 70}
	it.depth = g.items[first].depth
	limit := last
	if parent != old { // numbering began anew below the heading before: all that follows there is its
		limit = next - 1
	}
	g.items = append(g.items, item{})
	copy(g.items[first+1:], g.items[first:])
	g.items[first] = it
	for i := range g.items {
		k := &g.items[i]
		if int32(i) == first {
			continue
		}
		if k.parent >= first {
			k.parent++
		}
		if int32(i) <= first || int32(i) > limit+1 || k.parent != old {
			continue
		}
		k.parent = first
		if k.style == child {
			k.flags |= Rehung
			k.depth++
			g.items[first].kids++
		}
	}
}
