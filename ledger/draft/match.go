package draft

import (
	"slices"
	"strings"

	"zhenggai/fault"
	"zhenggai/ledger"
	"zhenggai/org"
)

// Existing is what a book holds of one inspection, as a draft is matched with it.
// The zero Existing is an inspection that is not there yet.
type Existing struct {
	Inspection    *ledger.Inspection // nil if there is none yet
	Documents     []*ledger.Document
	Findings      []*ledger.Finding
	Measures      []*ledger.Measure
	Regulations   []*ledger.Regulation
	Moneys        []*ledger.Money
	Accounts      []*ledger.Accountability
	Meetings      []*ledger.Meeting
	Records       []*ledger.Record
	Discrepancies []*ledger.Discrepancy
}

// A pairing is which finding of the book each finding of the draft is.
type pairing struct {
	d   *Draft
	e   Existing
	voc vocabulary

	was, now []candidate // of the book and of the draft
	of       []int       // index into was of each of now, None for a new one
	score    []float64   // of each pair
	like     []float64   // likeness of the words alone
	taken    []bool      // of was
	up       []int       // parent of each of was, as an index
}

// A candidate is a finding as it is compared.
type candidate struct {
	f    *ledger.Finding
	text profile
	up   int
	rank float64 // its place among its like, from 0 to 1
}

// The weights of what speaks for a pair; they add up to 1.
const (
	byWords  = 0.78
	byNumber = 0.08
	byParent = 0.08
	byLevel  = 0.04
	byOrder  = 0.02
)

// pair finds which finding of the book each finding of the draft is: headings
// first, by their own words and those below them, then those of one title that are
// a heading in one and a leaf in the other, then leaves: of the same words, whatever
// their places, and others, whose parents speak for them; last what is left of both
// kinds.
func pair(e Existing, d *Draft) *pairing {
	p := &pairing{d: d, e: e, voc: vocabulary{ids: map[uint64]int32{}}, up: make([]int, len(e.Findings))}
	rows := map[org.ID]int{}
	for i, f := range e.Findings {
		rows[f.ID] = i
	}
	for i, f := range e.Findings {
		p.up[i] = None
		if at, ok := rows[f.Parent]; ok {
			p.up[i] = at
		}
	}
	p.profiles()
	heading := func(c candidate) bool { return !c.f.Leaf }
	leaf := func(c candidate) bool { return c.f.Leaf }
	p.pool(heading, heading, p.usual)
	p.pool(heading, leaf, p.titled)
	p.pool(leaf, heading, p.titled)
	p.pool(leaf, leaf, p.identical)
	p.pool(leaf, leaf, p.usual)
	p.pool(heading, leaf, p.strict)
	p.pool(leaf, heading, p.strict)
	return p
}

// profiles makes the candidates of both sides.
func (p *pairing) profiles() {
	below := make([]strings.Builder, len(p.e.Findings))
	for i, f := range p.e.Findings {
		if p.up[i] != None {
			below[p.up[i]].WriteString(f.Title + "\n")
		}
	}
	for i, f := range p.e.Findings {
		p.was = append(p.was, candidate{f: f, text: p.voc.profile(f.Title, f.Text+below[i].String()), up: p.up[i], rank: rank(i, len(p.e.Findings))})
	}
	below = make([]strings.Builder, len(p.d.Findings))
	for _, f := range p.d.Findings {
		if f.Up != None {
			below[f.Up].WriteString(f.Title + "\n")
		}
	}
	for i, f := range p.d.Findings {
		p.now = append(p.now, candidate{f: &f.Finding, text: p.voc.profile(f.Title, f.Text+below[i].String()), up: f.Up, rank: rank(i, len(p.d.Findings))})
	}
	p.voc.weigh()
	for i := range p.was {
		p.voc.sum(&p.was[i].text)
	}
	for i := range p.now {
		p.voc.sum(&p.now[i].text)
	}
	p.of, p.taken = make([]int, len(p.now)), make([]bool, len(p.was))
	p.score, p.like = make([]float64, len(p.now)), make([]float64, len(p.now))
	for i := range p.of {
		p.of[i] = None
	}
}

func rank(i, n int) float64 { return float64(i+1) / float64(n+1) }

// mostCandidates is how many findings of the book one of the draft is compared with
// in full: those that share most with it.
const mostCandidates = 16

// pool pairs those of the draft that are left and suit now with those of the book
// that are left and suit was. may says which pairs may be one at all.
func (p *pairing) pool(now, was func(candidate) bool, may func(i, j int, like float64) bool) {
	var left, right []int // indexes into now and was
	for i, c := range p.now {
		if p.of[i] == None && now(c) {
			left = append(left, i)
		}
	}
	for j, c := range p.was {
		if !p.taken[j] && was(c) {
			right = append(right, j)
		}
	}
	if len(left) == 0 || len(right) == 0 {
		return
	}
	index := make([][]int32, len(p.voc.weight)) // places in right that have each pair
	for x, j := range right {
		for _, id := range p.was[j].text.whole {
			index[id] = append(index[id], int32(x))
		}
	}
	edges := make([][]edge, len(left))
	shared := make([]float64, len(right))
	for k, i := range left {
		for _, x := range p.nearest(i, right, index, shared) {
			like := p.voc.like(p.now[i].text, p.was[right[x]].text)
			if may(i, right[x], like) {
				edges[k] = append(edges[k], edge{x, p.judge(i, right[x], like)})
			}
		}
	}
	for k, x := range assign(edges, len(right)) {
		if x == None {
			continue
		}
		i, j := left[k], right[x]
		p.of[i], p.taken[j] = j, true
		p.like[i] = p.voc.like(p.now[i].text, p.was[j].text)
		p.score[i] = p.judge(i, j, p.like[i])
	}
}

// nearest returns the places in right of those that share most with i, and of those
// with the same title whatever else they say. shared is zero before and after.
func (p *pairing) nearest(i int, right []int, index [][]int32, shared []float64) (near []int) {
	var met []int
	for _, id := range p.now[i].text.whole {
		for _, x := range index[id] {
			if shared[x] == 0 {
				met = append(met, int(x))
			}
			shared[x] += p.voc.weight[id]
		}
	}
	a := p.now[i]
	score := func(x int) float64 { return shared[x] }
	for _, x := range met {
		b := p.was[right[x]]
		shared[x] /= max(least, min(a.text.wholeSum, b.text.wholeSum))
		if slices.Equal(a.text.title, b.text.title) {
			shared[x]++
		}
		if a.number(b) {
			shared[x] += byNumber
		}
		shared[x] -= byOrder * abs(a.rank-b.rank)
		near = insert(near, x, score)
	}
	for _, x := range met {
		shared[x] = 0
	}
	return near
}

// least keeps a division from one by zero.
const least = 1e-9

// insert puts x into a list of at most mostCandidates that descends by score.
func insert(list []int, x int, score func(int) float64) []int {
	at := len(list)
	for at > 0 && score(list[at-1]) < score(x) {
		at--
	}
	if at == mostCandidates {
		return list
	}
	if len(list) == mostCandidates {
		list = list[:mostCandidates-1]
	}
	return slices.Insert(list, at, x)
}

func abs(x float64) float64 { return max(x, -x) }

// judge says how well finding i of the draft and j of the book go together, whose
// words are as like as that.
func (p *pairing) judge(i, j int, like float64) float64 {
	a, b := p.now[i], p.was[j]
	score := byWords*like + byParent*p.parents(i, j) + byOrder*(1-abs(a.rank-b.rank))
	if a.number(b) {
		score += byNumber
	}
	if a.f.Level == b.f.Level {
		score += byLevel
	}
	return max(score, 0)
}

// number reports whether a and b bear the same number.
func (a candidate) number(b candidate) bool { return a.f.No != "" && a.f.No == b.f.No }

// usual allows pairs whose words are alike, the less so the more else speaks for
// them: a heading may be reworded, but "档案管理不规范" is not "财务管理不规范".
func (p *pairing) usual(i, j int, like float64) bool {
	const (
		alone    = 0.5
		likely   = 0.45 // with the same number or parent
		reworded = 0.2  // with the same number and parent
	)
	number, parent := p.now[i].number(p.was[j]), p.now[i].up != None && p.parents(i, j) > 0
	switch {
	case like >= alone:
		return true
	case like >= likely:
		return number || parent
	}
	return like >= reworded && number && parent
}

// identical allows pairs of the same words. Few words that stand in two places may be
// those of two findings.
func (p *pairing) identical(i, j int, like float64) bool {
	const few = 12 // pairs of characters
	return like > 0.999 && (p.parents(i, j) >= 0 || len(p.now[i].text.whole) >= few)
}

// titled allows pairs of the same title.
func (p *pairing) titled(i, j int, _ float64) bool {
	a, b := p.now[i].text, p.was[j].text
	return len(a.title) > 0 && slices.Equal(a.title, b.title)
}

// strict allows pairs by like words alone.
func (p *pairing) strict(_, _ int, like float64) bool { return like >= 0.6 }

// parents returns 1 if the parents of i and j are a pair or both stand at the top,
// -1 if each is paired with another, 0 if that is not known.
func (p *pairing) parents(i, j int) float64 {
	a, b := p.now[i].up, p.was[j].up
	switch {
	case a == None && b == None:
		return 1
	case a == None || b == None:
		return 0
	case p.of[a] == b:
		return 1
	case p.of[a] != None && p.taken[b]:
		return -1
	}
	return 0
}

// why says in words what speaks for the pair of finding i.
func (p *pairing) why(i int) fault.Msg {
	var zh, en []string
	add := func(z, e string) { zh, en = append(zh, z), append(en, e) }
	a, b := p.now[i], p.was[p.of[i]]
	switch like := p.like[i]; {
	case same(a.f.Title, b.f.Title):
		add("文字相同", "same words")
	case like >= 0.5:
		add("文字相近 "+percent(like), "words "+percent(like)+" alike")
	default:
		add("文字改动较大，相近 "+percent(like), "words much changed, "+percent(like)+" alike")
	}
	switch {
	case a.f.No != "" && a.f.No == b.f.No:
		add("编号相同", "same number")
	case a.f.No != "" && b.f.No != "":
		add("编号由 "+b.f.No+" 变为 "+a.f.No, "number "+b.f.No+" is now "+a.f.No)
	}
	if a.up != None && b.up != None {
		if p.of[a.up] == b.up {
			add("上级相同", "same parent")
		} else {
			add("上级不同", "another parent")
		}
	}
	return fault.Msg{ZH: strings.Join(zh, "，"), EN: strings.Join(en, ", ")}
}

// pairMeasures finds which measure of the book each of a finding is; likeness is
// that of its pair.
func pairMeasures(now, was []*ledger.Measure) (partner []int, likeness []float64) {
	voc := vocabulary{ids: map[uint64]int32{}}
	var a, b []profile
	for _, x := range now {
		a = append(a, voc.profile(x.Text, ""))
	}
	for _, x := range was {
		b = append(b, voc.profile(x.Text+"\n"+x.Claims, ""))
	}
	voc.weigh()
	for i := range a {
		voc.sum(&a[i])
	}
	for i := range b {
		voc.sum(&b[i])
	}
	edges := make([][]edge, len(now))
	for i := range a {
		for j := range b {
			like := voc.like(a[i], b[j])
			place := now[i].Ord == was[j].Ord
			if like < 0.25 || like < 0.45 && !place {
				continue
			}
			score := 0.95 * like
			if place {
				score += 0.04
			}
			edges[i] = append(edges[i], edge{j, score})
		}
	}
	partner = assign(edges, len(was))
	likeness = make([]float64, len(now))
	for i, j := range partner {
		if j != None {
			likeness[i] = voc.like(a[i], b[j])
		}
	}
	return partner, likeness
}
